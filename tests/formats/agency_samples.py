"""A work of Crossref and two records of DataCite in which everything stands that is read; and paths into them."""

from typing import Any

__all__ = ["ARXIV", "RECORD", "WORK", "list_places", "put"]

Json = Any  # Any: JSON

WORK: Json = {
    "DOI": "10.1000/1", "type": "proceedings-article", "title": ["On <i>A</i>"], "subtitle": ["B"],
    "short-title": ["A"], "original-title": ["C"], "container-title": ["Lecture Notes in Computer Science", "D"],
    "publisher": "E", "short-container-title": ["LNCS"], "publisher-location": "F", "ISBN": ["9780201134476"],
    "ISSN": ["0302-9743"],
    "author": [{"given": "G", "family": "van H", "suffix": "Jr.", "ORCID": "I", "sequence": "first",
                "affiliation": [{"name": "J"}], "role": [{"role": "author"}]}, {"name": "The K Group"}],
    "editor": [{"family": "L"}], "published-print": {"date-parts": [[2016, 2, 3]]}, "issued": {"date-parts": [[None]]},
    "published-online": {"date-parts": [[2015]]},
    "journal-issue": {"issue": "1", "published-print": {"date-parts": [[2016]]}},
    "volume": "2", "issue": "1", "page": "3-4", "article-number": "5", "edition-number": "6", "language": "en",
    "event": {"name": "M", "location": "N", "acronym": "O", "start": {"date-parts": [[2016, 1]]}, "sponsor": ["P"]},
    "institution": [{"name": "Q", "place": ["R"]}], "degree": ["PhD"], "abstract": "<jats:p>S</jats:p>",
    "subject": ["T"],
    "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/2", "asserted-by": "subject"}]},
    "update-to": [{"DOI": "10.1000/3", "type": "erratum", "updated": {"date-parts": [[2016]]}}],
    "updated-by": [{"DOI": "10.1000/4", "type": "retraction", "updated": {"date-parts": [[2017]]}}],
    "resource": {"primary": {"URL": "https://example.org"}}, "URL": "https://doi.org/10.1000/1", "group-title": "U",
    "review": {"type": "referee-report", "stage": "pre-publication"}, "version": {"version": "v1"}, "score": 1,
    "funder": [{"name": "V", "award": ["W"]}], "license": [{"URL": "X"}], "standards-body": {"name": "Y"},
    "novel": {"Z": 0},
}  # fmt: skip
RECORD: Json = {
    "id": "10.1000/1", "type": "dois", "attributes": {
        "doi": "10.1000/1", "creators": [{"name": "A, B", "nameType": "Personal", "givenName": "B", "familyName": "A",
        "affiliation": ["C"], "nameIdentifiers": [{"nameIdentifier": "D", "nameIdentifierScheme": "ORCID"}]}],
        "contributors": [{"name": "E", "contributorType": "Editor"}, {"name": "F", "contributorType": "Other"}],
        "titles": [{"title": "G"}, {"title": "H", "titleType": "Subtitle"}, {"title": "I", "titleType": "Other"}],
        "publisher": {"name": "J", "publisherIdentifier": "K"}, "publicationYear": 2016, "version": "1",
        "language": "en", "dates": [{"date": "2016-02-03", "dateType": "Issued"},
                  {"date": "2017", "dateType": "Withdrawn"},
                  {"date": "2015/2016", "dateType": "Collected", "dateInformation": "L"}],
        "types": {"resourceTypeGeneral": "Text", "resourceType": "Report", "ris": "RPRT"}, "url": "https://example.org",
        "container": {"type": "Series", "title": "M", "identifier": "0302-9743", "identifierType": "ISSN",
                      "volume": "2", "firstPage": "3"},
        "relatedItems": [{"relationType": "IsPublishedIn", "titles": [{"title": "N"}], "volume": "2", "firstPage": "3",
                          "publicationYear": "2016", "publisher": "O", "contributors": [{"name": "P, Q",
                          "contributorType": "Editor"}], "relatedItemIdentifier": {"relatedItemIdentifier": "10.1000/2",
                          "relatedItemIdentifierType": "DOI"}}],
        "relatedIdentifiers": [{"relatedIdentifier": "10.1000/3", "relatedIdentifierType": "DOI",
                                "relationType": "IsVersionOf"}],
        "subjects": [{"subject": "R", "subjectScheme": "S"}], "sizes": ["4 pages"], "formats": ["PDF"],
        "descriptions": [{"description": "T", "descriptionType": "Abstract"}], "rightsList": [{"rights": "U"}],
        "identifiers": [{"identifier": "V", "identifierType": "W"}], "geoLocations": [{"geoLocationPlace": "X"}],
        "fundingReferences": [{"funderName": "Y"}], "novel": "Z",
    },
}  # fmt: skip
ARXIV: Json = {
    "doi": "10.48550/arxiv.1706.03762", "titles": [{"title": "On $x$"}], "creators": [{"name": "A, B"}], "version": "7",
    "subjects": [{"subject": "Learning (cs.LG)", "subjectScheme": "arXiv"}, {"subject": "I.2", "subjectScheme": "ACM"}],
    "dates": [{"date": "2017-06-12T17:57:34Z", "dateType": "Submitted", "dateInformation": "v1"}], "publisher": "arXiv",
    "descriptions": [{"description": "C", "descriptionType": "Abstract"}, {"description": "5 pages"}],
    "rightsList": [{"rightsUri": "https://example.org"}],
    "identifiers": [{"identifier": "1706.03762", "identifierType": "arXiv"}],
    "relatedIdentifiers": [{"relatedIdentifier": "10.1000/3", "relationType": "IsVersionOf"}],
    "url": "http://arxiv.org/abs/1706.03762", "publicationYear": 2017, "types": {"resourceTypeGeneral": "Preprint"},
}  # fmt: skip


def list_places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all values in *value*."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, part in parts for place in list_places(part, (*path, name)))]


def put(value: Json, path: tuple[str | int, ...], new: Json) -> Json:
    """Return *value* with *new* at *path*, or without what is there if *new* is Ellipsis."""
    if not path:
        return new
    copy: Json = dict(value) if isinstance(value, dict) else list(value)
    if new is ... and len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy
