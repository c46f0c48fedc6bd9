"""Records of DataCite as entries: what each member means, and what is told of it."""

from pathlib import Path
from typing import Any

import pytest

from arxiv2bib import (
    ArxivId,
    Contributor,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Issn,
    Name,
    NameRole,
    Pages,
    Related,
    loads,
)
from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.datacite import interpret_record, list_records
from arxiv2bib.formats.datacite_types import ROLES, TYPES, WORDS, name_relation
from arxiv2bib.transforms.works import claimed_dois
from tests.formats.agency_answers import DATACITE, Said, read_bodies

Json = Any  # Any: JSON


def read(**members: Json) -> Entry:
    """Return the entry of a record with *members*."""
    return interpret_record({"doi": "10.1000/1", "types": {"resourceTypeGeneral": "Book"}, **members})


def listen(**members: Json) -> list[Said]:
    """Return what is told of such a record, without what is left out."""
    said: list[Said] = []
    record = {"doi": "10.1000/1", "types": {"resourceTypeGeneral": "Book"}, **members}
    interpret_record(record, lambda *told: said.append(told))
    return [told for told in said if told[0] is not Code.READ_LEFT_OUT]


@pytest.mark.parametrize(("native", "expected"), TYPES.items())
def test_every_type_has_one_of_csl(native: str, expected: EntryType | None) -> None:
    """Each of DataCite's types is one of CSL's; what it has no word for is a document."""
    entry = read(types={"resourceTypeGeneral": native}, container={"title": "A"})
    assert (expected or EntryType.DOCUMENT, native) == (entry.type, entry.native_type)


@pytest.mark.parametrize(
    ("types", "expected", "genre"),
    [
        ({"resourceTypeGeneral": "Text", "resourceType": "Journal article"},
         EntryType.ARTICLE_JOURNAL, "Journal article"),
        ({"resourceTypeGeneral": "Text", "resourceType": "BlogPosting"}, EntryType.POST_WEBLOG, "BlogPosting"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Doctoral Thesis"}, EntryType.THESIS, "Doctoral Thesis"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Working paper"}, EntryType.ARTICLE, "Working paper"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Treatment", "citeproc": "article-journal"},
         EntryType.ARTICLE_JOURNAL, "Treatment"),
        ({"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"}, EntryType.DATASET, None),
        ({"resourceTypeGeneral": "BookChapter", "resourceType": "Book chapter"}, EntryType.CHAPTER, None),
        ({"resourceTypeGeneral": "Image", "resourceType": "Figure"}, EntryType.FIGURE, None),
        ({"resourceTypeGeneral": "Image", "resourceType": "Geological map"}, EntryType.MAP, "Geological map"),
        ({"resourceTypeGeneral": "DataPaper"}, EntryType.ARTICLE, None),
        ({"resourceType": "Software"}, EntryType.SOFTWARE, None),
        ({}, EntryType.DOCUMENT, None),
    ],
)  # fmt: skip
def test_free_words_tell_what_a_text_is(types: Json, expected: EntryType, genre: str | None) -> None:
    """The general type counts, then the words, then what DataCite takes it for; words that say more are the genre."""
    entry = read(types=types)
    assert (expected, genre) == (entry.type, entry.genre)


def test_tables_hold_only_what_they_should() -> None:
    """No pattern finds a type in the empty text, and the roles are CSL's."""
    assert not any(pattern.search("") for pattern, _ in WORDS)
    assert set(ROLES.values()) <= set(NameRole)
    assert ("is-version-of", "is-identical-to", "cites") == tuple(
        map(name_relation, ("IsVersionOf", "IsIdenticalTo", "Cites"))
    )


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ([{"title": "A"}], "A"),
        ([{"title": "B", "titleType": "Subtitle"}, {"title": "A", "titleType": None}], "A: B"),
        ([{"title": "T", "titleType": "TranslatedTitle", "lang": "en"}], "T"),
        ([{"title": "T", "titleType": "TranslatedTitle"}, {"title": "A"}], "A"),
        ([{"title": "&lt;i&gt;A&lt;/i&gt; &amp; B"}], "<i>A</i> & B"),
        ([{"title": "(:unkn)"}], None),
        ({"title": "A"}, "A"),
        ([], None),
    ],
)
def test_titles(titles: Json, expected: str | None) -> None:
    """The title without a type is the title, with its subtitle; another one takes its place if there is none."""
    assert expected == read(titles=titles).title


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"name": "Smith, John, Jr.", "nameType": "Personal"}, Name(given="John", family="Smith", suffix="Jr.")),
        ({"name": "Lovelace, Ada", "nameType": "Personal", "givenName": "Ada", "familyName": "Lovelace"},
         Name(given="Ada", family="Lovelace")),
        ({"name": "Lovelace, Ada", "nameType": "Personal"}, Name(given="Ada", family="Lovelace")),
        ({"name": "Ada Lovelace"}, Name(given="Ada", family="Lovelace")),
        ({"name": "van Beethoven, Ludwig", "nameType": "Personal"},
         Name(given="Ludwig", family="Beethoven", non_dropping_particle="van")),
        ({"name": "European Space Agency", "nameType": "Organizational"}, Name(literal="European Space Agency")),
        ({"name": "Smith and Sons, Ltd", "nameType": "Organizational"}, Name(literal="Smith and Sons, Ltd")),
        ({"name": "The CMS Collaboration"}, Name(literal="The CMS Collaboration")),
        ({"name": "Ada Lovelace", "familyName": "Ada Lovelace", "nameType": "Personal"},
         Name(given="Ada", family="Lovelace")),
        ({"name": "Ada, Lovelace", "givenName": "Ada", "familyName": "Lovelace"}, Name(given="Ada", family="Lovelace")),
    ],
)  # fmt: skip
def test_names(person: Json, expected: Name) -> None:
    """Parts count, then the comma of a person; an organisation is a literal, comma or not."""
    assert (expected,) == read(creators=[person]).author


def test_authors_that_are_none() -> None:
    """DataCite's standard values for "unknown" are no names, and "(:etal)" says that the list goes on."""
    assert () == read(creators=[{"name": "(:unkn)"}]).author
    entry = read(creators=[{"name": "A, B", "nameType": "Personal"}, {"name": "(:etal)"}])
    assert ((Name(family="A", given="B"),), (NameRole.AUTHOR,)) == (entry.author, entry.truncated)


def test_contributors() -> None:
    """Editors are editors, others contribute, each once, whatever they did; what they did is kept."""
    people = [
        {"name": "A, B", "contributorType": "Editor", "nameType": "Personal"},
        {"name": "C, D", "contributorType": "DataManager", "nameType": "Personal"},
        {"name": "C, D", "contributorType": "Supervisor", "nameType": "Personal"},
    ]
    entry = read(contributors=people)
    assert (Name(family="A", given="B"),) == entry.editor
    assert (Contributor(NameRole.CONTRIBUTOR, (Name(family="C", given="D"),)),) == entry.contributors
    assert ['"DataManager"', '"Supervisor"'] == [extra.value for extra in entry.extra]


@pytest.mark.parametrize(
    ("dates", "year", "issued", "fields"),
    [
        ([("Issued", "2018-12-04"), ("Submitted", "2018-06-18"), ("Updated", "2018-12-05")], 2018, "2018-12-04",
         {"submitted": "2018-06-18", "updated": "2018-12-05"}),
        ([], 2016, "2016", {}),
        ([], "2016", "2016", {}),
        ([("Available", "2016-05-01")], 2016, "2016-05-01", {}),
        ([("Available", "2017-05-01")], 2016, "2016", {"available-date": "2017-05-01"}),
        ([("Issued", "2016-05-01T10:00:00Z")], None, "2016-05-01", {}),
        ([("Issued", "2004/2006")], None, "2004/2006", {}),
        ([("Issued", "soon")], 2016, "2016", {}),
        ([], "(:unkn)", None, {}),
        ([], "soon", None, {}),
    ],
)  # fmt: skip
def test_dates(dates: list[tuple[str, str]], year: Json, issued: str | None, fields: dict[str, str]) -> None:
    """The date of issue, else that of becoming available in the year of publication, else that year."""
    entry = read(dates=[{"dateType": kind, "date": date} for kind, date in dates], publicationYear=year)
    assert issued == (str(entry.issued) if entry.issued is not None else None)
    found = {"submitted": entry.submitted, "updated": entry.updated, **dict(entry.variables)}
    assert fields == {name: str(date) for name, date in found.items() if date is not None}


def test_other_dates_are_kept() -> None:
    """When data were collected is kept, and a year of publication that is not that of issue."""
    entry = read(dates=[{"dateType": "Collected", "date": "2015"}, {"dateType": "Issued", "date": "2016"}],
                 publicationYear=2017)  # fmt: skip
    expected = (
        Extra("datacite-json", "dates[0]", '{"date":"2015","dateType":"Collected"}'),
        Extra("datacite-json", "publicationYear", '"2017"'),
    )
    assert expected == entry.extra


def test_withdrawn_work() -> None:
    """A work that was withdrawn has that status, a note and a warning."""
    dates = [{"dateType": "Withdrawn", "date": "2020-01-02"}]
    assert ("withdrawn", "Withdrawn on 2020-01-02") == (read(dates=dates).status, read(dates=dates).note)
    assert [(Code.READ_RETRACTED_WORK, Severity.WARNING)] == [(told[0], told[4]) for told in listen(dates=dates)]


CHAPTER: Json = {
    "types": {"resourceTypeGeneral": "BookChapter"}, "publisher": "Our Repository", "publicationYear": 2024,
    "dates": [{"date": "2021-11-30", "dateType": "Issued"}],
    "relatedItems": [{
        "relationType": "IsPublishedIn", "relatedItemType": "Book", "publicationYear": "2022", "publisher": "Routledge",
        "titles": [{"title": "A Book"}, {"title": "On Things", "titleType": "Subtitle"}], "volume": "3",
        "firstPage": "109", "lastPage": "128", "edition": "2",
        "contributors": [{"name": "A, B", "contributorType": "Editor", "nameType": "Personal"}],
        "relatedItemIdentifier": {"relatedItemIdentifier": "9780201134476", "relatedItemIdentifierType": "ISBN"},
    }],
}  # fmt: skip


def test_part_of_a_book() -> None:
    """A chapter has the title, the publisher, the year, the editors and the ISBN of its book."""
    entry = read(**CHAPTER)
    assert ("A Book: On Things", "Routledge", "2022") == (entry.container_title, entry.publisher, str(entry.issued))
    assert ("3", "2", Pages(first="109", last="128")) == (entry.volume, entry.edition, entry.page)
    assert ((Name(family="A", given="B"),), (Isbn("9780201134476"),)) == (entry.editor, entry.isbn)
    assert {"Our Repository", "2021-11-30"} <= {extra.value.strip('"') for extra in entry.extra}


def test_proceedings_in_a_series() -> None:
    """Of two things that a paper is published in, the collection is the series."""
    items = [
        {"relationType": "IsPublishedIn", "relatedItemType": kind, "titles": [{"title": title}]}
        for kind, title in (("Collection", "LIPIcs"), ("ConferenceProceeding", "TQC 2013"))
    ]
    entry = read(types={"resourceTypeGeneral": "ConferencePaper"}, relatedItems=items)
    assert ("TQC 2013", "LIPIcs") == (entry.container_title, entry.collection_title)


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ({"title": "A", "volume": "1", "issue": "2", "firstPage": "3", "lastPage": "4"},
         ("A", "1", "2", Pages(first="3", last="4"))),
        ({"title": "A", "firstPage": "Bd. 1 Nr. 1 (2018)"}, ("A", None, None, None)),
        ({"title": "A", "volume": "IPAC2016", "firstPage": "Korea"}, ("A", None, None, None)),
        ({"title": "A", "volume": "Diss.", "firstPage": "2014"}, ("A", None, None, None)),
        ({"title": "A", "volume": "B12", "firstPage": "xii"}, ("A", "B12", None, Pages(first="xii"))),
        ({"title": "A", "volume": "117", "firstPage": "12:1", "lastPage": "12:15"},
         ("A", "117", None, Pages(first="12:1", last="12:15"))),
        ({}, (None, None, None, None)),
    ],
)  # fmt: skip
def test_container(container: Json, expected: Json) -> None:
    """What DataCite sums up is taken where nothing better is; of a sentence cut at its commas no number is trusted."""
    entry = read(types={"resourceTypeGeneral": "JournalArticle"}, container=container)
    assert expected == (entry.container_title, entry.volume, entry.issue, entry.page)


@pytest.mark.parametrize(
    ("size", "pages", "variables"),
    [
        ("13 pages", None, {"number-of-pages": "13"}),
        ("42-79 Seiten", Pages(first="42", last="79"), {}),
        ("527385 bytes", None, {"dimensions": "527385 bytes"}),
        ("13", None, {"dimensions": "13"}),
    ],
)
def test_sizes(size: str, pages: Pages | None, variables: dict[str, str]) -> None:
    """A size may be a number of pages, or the pages themselves."""
    entry = read(sizes=[size])
    assert (pages, variables) == (entry.page, dict(entry.variables))


@pytest.mark.parametrize(
    ("scheme", "identifier", "relation", "related"),
    [
        ("DOI", "10.1000/2", "IsVersionOf", [("is-version-of", "10.1000/2")]),
        ("DOI", "https://doi.org/10.1000/2", "IsIdenticalTo", [("is-identical-to", "10.1000/2")]),
        ("URL", "https://example.org", "IsSupplementTo", [("is-supplement-to", "https://example.org")]),
        ("arXiv", "arXiv:2001.00001", "IsPreviousVersionOf", [("is-previous-version-of", "arXiv:2001.00001")]),
        ("URN", "urn:nbn:de:1", "IsPartOf", [("is-part-of", "urn:nbn:de:1")]),
        ("DOI", "10.1000/2", "References", []),
        ("ISSN", "0302-9743", "IsPartOf", []),
    ],
)
def test_relations(scheme: str, identifier: str, relation: str, related: list[tuple[str, str]]) -> None:
    """A relation has the form of Crossref's words; citations are left out, an ISSN is the work's own."""
    entry = read(
        relatedIdentifiers=[
            {"relatedIdentifier": identifier, "relatedIdentifierType": scheme, "relationType": relation}
        ]
    )
    assert [Related(relation=word, identifier=other) for word, other in related] == list(entry.related)
    assert ((Issn("0302-9743"),) if scheme == "ISSN" else ()) == entry.issn


@pytest.mark.parametrize("publisher", ["Zenodo", {"name": "Zenodo", "publisherIdentifier": None}])
def test_publisher(publisher: Json) -> None:
    """The publisher is a text, or since schema 4.5 an object."""
    assert "Zenodo" == read(publisher=publisher).publisher
    assert read(publisher="(:unav)").publisher is None


def test_subjects_and_descriptions() -> None:
    """Subjects are keywords, several in one text too; the first abstract is the abstract."""
    entry = read(
        subjects=[{"subject": "a; b"}, {"subject": "b", "subjectScheme": "X"}],
        descriptions=[
            {"description": "Other.", "descriptionType": "Other"},
            {"description": "<p>One.</p>", "descriptionType": "Abstract"},
            {"description": "Zwei.", "descriptionType": "Abstract", "lang": "de"},
        ],
    )
    assert (("a", "b"), "One.") == (entry.keyword, entry.abstract)
    assert ['"Other."', '"Zwei."'] == [extra.value for extra in entry.extra]


PAPER: Json = {
    "doi": "10.48550/arxiv.1706.03762", "publisher": "arXiv", "url": "http://arxiv.org/abs/1706.03762", "version": "7",
    "titles": [{"title": r"Attention \& $O(n^2)$"}], "publicationYear": 2017,
    "types": {"resourceTypeGeneral": "Preprint"},
    "creators": [{"name": "Vaswani, Ashish", "nameType": "Personal", "givenName": "Ashish", "familyName": "Vaswani"}],
    "subjects": [{"subject": "Computation and Language (cs.CL)", "subjectScheme": "arXiv"},
                 {"subject": "Machine Learning (cs.LG)", "subjectScheme": "arXiv"},
                 {"subject": "FOS: Computer and information sciences", "subjectScheme": "FOS"},
                 {"subject": "I.2.7", "subjectScheme": "ACM"}, {"subject": "68T50", "subjectScheme": "MSC"}],
    "dates": [{"date": "2017-06-12T17:57:34Z", "dateType": "Submitted", "dateInformation": "v1"},
              {"date": "2023-08-02T00:41:18Z", "dateType": "Updated", "dateInformation": "v7"},
              {"date": "2017-06", "dateType": "Available", "dateInformation": "v1"},
              {"date": "2017", "dateType": "Issued"}],
    "descriptions": [{"description": "A model of sequences.", "descriptionType": "Abstract"},
                     {"description": "15 pages, 5 figures", "descriptionType": "Other"}],
    "identifiers": [{"identifier": "1706.03762", "identifierType": "arXiv"}],
    "relatedIdentifiers": [{"relatedIdentifier": "10.1000/2", "relatedIdentifierType": "DOI",
                            "relationType": "IsVersionOf"}],
}  # fmt: skip
DIGEST = r"""### Attention \& $O(n^2)$
- **Arxiv ID**: http://arxiv.org/abs/1706.03762v7
- **DOI**: 10.1000/2
- **Categories**: **cs.CL**, cs.LG, 68T50, I.2.7
- **Links**: [PDF](http://arxiv.org/pdf/1706.03762v7)
- **Published**: 2017-06-12 17:57:34+00:00
- **Updated**: 2023-08-02 00:41:18+00:00
- **Authors**: Ashish Vaswani
- **Comment**: 15 pages, 5 figures
- **Journal**: None
- **Summary**: A model of sequences.
"""


def test_paper_of_arxiv_is_what_arxiv_says() -> None:
    """A DOI of arXiv gives the entry that a digest gives, but for the relation and the licence that DataCite knows."""
    entry, digest = interpret_record(PAPER), loads(DIGEST, "arxiv-digest")[0]
    assert (Related(relation="is-version-of", identifier="10.1000/2"),) == entry.related
    assert digest == entry.evolve(related=())
    assert (EntryType.ARTICLE, Doi("10.48550/arXiv.1706.03762"), None) == (entry.type, entry.doi, entry.publisher)
    assert "10.48550/arXiv.1706.03762" == str(entry.doi)


def test_paper_of_arxiv_leads_to_its_publication() -> None:
    """The DOI that the authors gave, which DataCite has as another version, is what matching looks at."""
    assert ("doi:10.1000/2",) == claimed_dois(interpret_record(PAPER))


def test_real_paper_of_arxiv(corpus: Path) -> None:
    """A recorded answer on an arXiv DOI is a preprint with its categories, of the day of version 1."""
    papers = [
        interpret_record(record)
        for _, body in read_bodies(corpus, *DATACITE)
        for record in list_records(body)
        if "10.48550" in record.get("id", "")
    ]
    (entry,) = papers
    assert entry.arxiv is not None
    assert (ArxivId("2311.16162"), ("cs.DL", "cs.AI", "cs.CL"), ("I.2.7",)) == (
        entry.arxiv.id, entry.arxiv.categories, entry.arxiv.acm_class,
    )  # fmt: skip
    assert ("2023-11-09", "2023-11-09", "1", ()) == (str(entry.issued), str(entry.updated), entry.version, entry.extra)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ({"titles": [{"title": "A"}]}, 1),
        ({"data": {"id": "10.1000/1", "type": "dois", "attributes": {"doi": "10.1000/1"}}}, 1),
        (
            {
                "data": [
                    {"type": "dois", "attributes": {"doi": "10.1000/1"}},
                    {"attributes": {"titles": [{"title": "A"}]}},
                ]
            },
            2,
        ),
        ({"data": {"id": "arxiv.content", "type": "clients", "attributes": {"name": "arXiv"}}}, 0),
        ({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 0),
        ({"data": []}, 0),
        (None, 0),
    ],
)
def test_records_are_found_in_answers(answer: Json, count: int) -> None:
    """A record stands alone, in an answer, in a list; clients and errors are none."""
    assert count == len(list_records(answer))


def test_missing_and_wrong_dois() -> None:
    """A record without a DOI is told, one that is none is kept; older JSON has it as the id."""
    assert [Code.READ_MISSING_FIELD] == [told[0] for told in listen(doi=None)]
    assert (Extra("datacite-json", "doi", '"none"'),) == read(doi="none").extra
    assert "10.1000/2" == str(interpret_record({"id": "https://doi.org/10.1000/2", "titles": [{"title": "A"}]}).doi)


def test_an_isbn_among_the_identifiers_is_the_works_own() -> None:
    """Repositories give it there; one that is wrong stays with the others."""
    given = [
        {"identifier": "978-3-16-148410-0", "identifierType": "ISBN"},
        {"identifier": "978-3-16-148410-1", "identifierType": "ISBN"},
    ]
    entry = read(identifiers=given)
    assert (Isbn("978-3-16-148410-0"),) == entry.isbn
    assert ["identifiers[1]"] == [extra.name for extra in entry.extra]
