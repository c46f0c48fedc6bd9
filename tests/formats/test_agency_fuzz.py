"""Records in which any value may be anything: each is an entry, and nothing of them is lost in silence."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib import dumps
from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.crossref import interpret_work, list_works
from arxiv2bib.formats.datacite import interpret_record, list_records
from arxiv2bib.formats.json_text import compact
from arxiv2bib.model.entry import Entry
from tests.formats.agency_answers import Said

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

# What stands where something else should: of each kind of JSON, and texts that mean something to one of the rows.
TEXTS = st.sampled_from(
    ["", " ", "10.1000/9", "2016", "0000", "2016-13-45", "<i>x</i> & y", "&amp;lt;i&gt;", "<math><mi>x</mi></math>",
     "\ud800", "et al.", "(:unkn)", "\x00", "van", ",", "$", "\\", "arXiv", "first", "retraction"]
) | st.text(max_size=6)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers(-3, 3000) | st.floats(allow_nan=False) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "DOI", "date-parts", "title", "x", ""]), inner, max_size=3)
    ),
    max_leaves=5,
)


def list_places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all values in *value*."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, part in parts for place in list_places(part, (*path, name)))]


def put(value: Json, path: tuple[str | int, ...], new: Json) -> Json:
    """Return *value* with *new* at *path*, or without what is there if *new* is Ellipsis."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    if new is ... and len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy


@st.composite
def spoiled(draw: st.DrawFn, record: Json) -> Json:
    """Return *record* with up to three of its values replaced by any JSON, or left out."""
    for _ in range(draw(st.integers(1, 3))):
        places = list_places(record)[1:]
        if places:
            record = put(record, draw(st.sampled_from(places)), draw(VALUES | st.just(...)))
    return record


def interpret(function: Callable[..., Entry], record: Mapping[str, Any]) -> tuple[Entry, list[Said]]:
    """Return the entry, and what was told of it."""
    said: list[Said] = []
    return function(record, lambda *told: said.append(told)), said


CASES = [
    pytest.param(interpret_work, list_works, WORK, id="crossref"),
    pytest.param(interpret_record, list_records, RECORD, id="datacite"),
    pytest.param(interpret_record, list_records, ARXIV, id="datacite-arxiv"),
]


@pytest.mark.parametrize(("function", "listed", "record"), CASES)
def test_any_value_may_be_anything(
    function: Callable[..., Entry], listed: Callable[..., tuple[Json, ...]], record: Json
) -> None:
    """Law 5: no JSON in the place of any value raises, in interpreting, in listing, or in writing what came out."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(spoiled(record))
    def law(data: Json) -> None:
        for item in listed(data):
            entry, said = interpret(function, item)
            assert isinstance(entry, Entry)
            assert all(code in tuple(Code) for code, *_ in said)
            hash(entry)
            for extra in entry.extra:
                json.loads(extra.value)
        if isinstance(data, dict):
            function(data)
            dumps([function(data)], "bibtex")

    law()


@pytest.mark.parametrize(("function", "listed", "record"), CASES)
def test_a_value_that_is_no_text_is_kept_and_told(
    function: Callable[..., Entry], listed: Callable[..., tuple[Json, ...]], record: Json
) -> None:
    """A list of objects where a text belongs, or anywhere, comes out again: in an extra, or named as left out."""
    strange = [{"strange": ["qqq"]}]
    for place in list_places(record)[1:]:
        (item,) = listed(put(record, place, strange))[:1] or (None,)
        if item is None:
            continue
        entry, said = interpret(function, item)
        left_out = [value or "" for code, _, _, value, _ in said if code is Code.READ_LEFT_OUT]
        names = [part for part in place if isinstance(part, str) and part != "attributes"]
        kept = "".join([*(extra.value for extra in entry.extra), *(value or "" for *_, value, _ in said)])
        is_named = any(name in value.replace(".", ", ").split(", ") for value in left_out for name in names)
        assert "qqq" in kept or is_named or "citations" in str(left_out), place


@pytest.mark.parametrize("value", [None, [], {}, "", 0, "x", [[[]]], {"message": None}, {"data": [None, 1]}])
def test_what_holds_no_work_lists_none(value: Json) -> None:
    """Whatever an answer is, it lists works or nothing."""
    assert () == list_works(value) == list_records(value)


def test_deep_values_are_kept() -> None:
    """A value nested deeper than Python goes costs that value alone."""
    deep: Json = "x"
    for _ in range(5000):
        deep = [deep]
    entry = interpret_work({**WORK, "novel": deep, "volume": deep})
    assert "10.1000/1" == str(entry.doi)
    assert compact("list") in {extra.value for extra in entry.extra}
