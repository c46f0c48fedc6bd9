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
from tests.formats.agency_samples import ARXIV, RECORD, WORK, list_places, put

Json = Any  # Any: JSON

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
