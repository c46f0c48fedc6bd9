"""CSL-JSON, variable by variable."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Code,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Name,
    NameRole,
    Origin,
    Pages,
    Record,
    Related,
    Report,
    Source,
    dumps,
    loads,
)
from arxiv2bib.exporters._csl_usual import write_usual
from arxiv2bib.exporters.csl_json import CslJsonExporter
from arxiv2bib.formats.carrying import find_unkept
from arxiv2bib.formats.csl_values import interpret_csl
from arxiv2bib.formats.csl_variables import DATE_FIELDS, DATE_VARIABLES, MARKUP_FIELDS, TEXT_FIELDS, TEXT_VARIABLES
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.readers.csl_json import CslJsonReader
from arxiv2bib.testing import strategies


def write(entry: Entry) -> dict[str, Any]:  # Any: JSON
    """Return the item of *entry* without its type and keys."""
    (item,) = json.loads(dumps([entry], "csl-json"))
    return {name: value for name, value in item.items() if name not in ("id", "citation-key", "type")}


def tell(entry: Entry) -> list[tuple[str | None, str | None]]:
    """Return path and value of what is reported of *entry*."""
    report = Report()
    dumps([entry], "csl-json", report=report)
    return [(diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics]


@given(entries=strategies.entries)
def test_output_is_json(entries: Entry) -> None:
    """Whatever is in an entry, the file is a JSON array, and its items have id and type."""
    text = dumps([entries, entries], "csl-json")
    items = json.loads(text)
    assert 2 == len(items)
    assert all(item["id"] and item["id"] == item["citation-key"] and item["type"] == entries.type for item in items)
    assert text.startswith("[\n  {\n")
    assert text.endswith("\n  }\n]\n")


@given(entry=strategies.entries)
def test_no_variable_is_empty_or_null(entry: Entry) -> None:
    """What an entry does not have is absent: programs print an empty list or null, or stop at it."""
    item = write(entry.evolve(key="k"))
    assert [] == [name for name, value in item.items() if value is None or value in ("", [], {})]


@pytest.mark.parametrize(
    ("date", "expected", "told"),
    [
        (Date(start=(2017,)), {"date-parts": [[2017]]}, None),
        (Date(start=(2017, 6, 12)), {"date-parts": [[2017, 6, 12]]}, None),
        (Date(start=(-44, 3)), {"date-parts": [[-44, 3]]}, None),
        (Date(start=(2001,), season=1), {"date-parts": [[2001]], "season": 1}, None),
        (Date(start=(2004,), circa=True), {"date-parts": [[2004]], "circa": True}, None),
        (Date(start=(2004, 6), end=(2006,)), {"date-parts": [[2004, 6], [2006]]}, None),
        (Date(start=(2004,), end=()), {"date-parts": [[2004], [0]]}, None),
        (Date(end=(2004,)), {"date-parts": [[0], [2004]]}, None),
        (Date(start=(-100,), end=(0,)), {"literal": "-0100/0000"}, "-0100/0000"),
        (Date(literal="in press"), {"literal": "in press"}, None),
        (Date(start=(2017, 13)), {"literal": "2017-13"}, "2017-13"),
        (Date(start=(10**30,)), {"literal": "1" + "0" * 30}, "1" + "0" * 30),
    ],
    ids=str,
)
def test_date(date: Date, expected: dict[str, object], told: str | None) -> None:
    """Dates are parts; what CSL has no parts for is words, and told."""
    assert {"issued": expected} == write(Entry(key="k", issued=date))
    assert ([] if told is None else [("issued", told)]) == tell(Entry(key="k", issued=date))


@pytest.mark.parametrize("date", [Date(), Date(literal=""), Date(literal=" ")])
def test_empty_date_is_absent(date: Date) -> None:
    """A date with nothing in it is no date."""
    assert {} == write(Entry(key="k", issued=date, accessed=date))


def test_name_has_its_parts() -> None:
    """The parts of a name are CSL's; empty ones are left out, and so is a name without any."""
    name = Name(
        family="F", given="G", non_dropping_particle="n", dropping_particle="d", suffix="S"
    )  # fmt: skip
    expected = [
        {"family": "F", "given": "G", "non-dropping-particle": "n", "dropping-particle": "d", "suffix": "S"},
        {"literal": "L, Inc."},
        {"family": "X"},
    ]
    names = (name, Name(literal="L, Inc."), Name(family="X", given=""), Name())
    assert {"author": expected} == write(Entry(key="k", author=names, editor=(Name(),)))


def test_every_role_is_a_variable() -> None:
    """Roles are CSL's own; those that come twice are one list."""
    people = (Name(family="A"),)
    entry = Entry(key="k", contributors=tuple(Contributor(role, people) for role in (*NameRole, NameRole.GUEST)))
    item = write(entry)
    assert {str(role) for role in NameRole} == set(item)
    assert [{"family": "A"}, {"family": "A"}] == item["guest"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry(title="<i>A</i> $x$ \\$5 \\<i>"), {"title": "<i>A</i> $x$ $5 <i>"}),
        (Entry(page=Pages(first="1", last="20")), {"page": "1-20"}),
        (Entry(page=Pages(literal="1, 5")), {"page": "1, 5"}),
        (Entry(page=Pages(first=""), doi=Doi(""), isbn=(Isbn(""),), keyword=("",), variables=(("PMID", ""),)),
         {}),
        (Entry(article_number="061102"), {"page": "061102"}),
        (Entry(keyword=("a", "b")), {"keyword": "a, b"}),
        (Entry(variables=(("PMID", "1"), ("event-date", "2004-06"))),
         {"PMID": "1", "event-date": {"date-parts": [[2004, 6]]}}),
        (Entry(note="n", version="2", arxiv=ArxivInfo(comment="c", license="l", report_number="r")),
         {"version": "2", "note": "n\nversion: 2\nComment: c\nReport number: r\nLicense: l"}),
        (Entry(type=EntryType.ARTICLE, arxiv=ArxivInfo(id=ArxivId("9901001", "hep-th", 2), primary_category="hep-th")),
         {"publisher": "arXiv", "number": "arXiv:hep-th/9901001v2", "note": "arXiv:hep-th/9901001v2 [hep-th]"}),
        (Entry(type=EntryType.ARTICLE, arxiv=ArxivInfo(id=ArxivId("2111.03216")), number="7", publisher="P"),
         {"publisher": "P", "number": "7", "note": "arXiv:2111.03216"}),
    ],
    ids=repr,
)  # fmt: skip
def test_variables(entry: Entry, expected: dict[str, object]) -> None:
    """Each field is a variable; what arXiv says beyond them are lines of the note, spelled as Zotero spells them."""
    assert expected == write(entry.evolve(key="k"))


def test_what_has_no_variable_is_told() -> None:
    """Law 2 for what CSL cannot hold."""
    entry = Entry(
        key="k",
        page=Pages(first="1"),
        article_number="e1",
        author=(Name(family="A"),),
        truncated=(NameRole.AUTHOR,),
        variables=(("custom", "c"),),
        extra=(Extra("ris", "U1", "u"),),
    )
    expected = [("truncated", "author"), ("article_number", "e1"), ("variables.custom", "c"), ("extra.ris.U1", "u")]
    assert expected == tell(entry)


# There and back


def load(text: str) -> list[Entry]:
    """Return the entries of *text*."""
    items = CslJsonReader().read(Source("x.json", text=text), report=Report())
    return [item for item in items if isinstance(item, Entry)]


def export(
    items: Iterable[Entry | Block], *, report: Report | None = None, **options: Any
) -> str:  # Any: an option of the exporter
    """Return *items* as CSL-JSON."""
    return "".join(CslJsonExporter(**options).export(items, report=report or Report()))


BIBTEX = Origin("x.bib", Record("bibtex", "misc", "k", (), (0, 9), 1, "@misc{k,}"))
DIGEST = Origin("x.md", Record("arxiv-digest", None, None, (), (0, 9), 1, "### x"))


@given(entry=strategies.entries)
def test_any_entry_comes_back_with_what_it_carries(entry: Entry) -> None:
    """Law 4: what CSL has no place for is carried, and the entry is the same again."""
    (again,) = load(export([entry], carry=True))
    expected = entry if entry.key else entry.evolve(key=again.key)
    if not needs_native_type(entry):
        expected = expected.evolve(native_type=again.native_type)
    assert expected == again


@given(entry=strategies.entries | strategies.plain_entries)
def test_what_is_sure_needs_no_reading(entry: Entry) -> None:
    """The exporter looks at its output as a reader would, but where that cannot show anything."""
    entry = entry.evolve(key=entry.key or "k", extra=())
    written = write_usual(entry, is_compared=True)
    if written is not None and not written.read:
        assert {} == find_unkept(entry, interpret_csl(json.loads(written.item)))


@given(entry=strategies.plain_entries)
def test_what_every_bibliography_has_is_sure(entry: Entry) -> None:
    """Nothing is read back for ordinary entries, so that writing them is fast."""
    written = write_usual(entry.evolve(arxiv=None), is_compared=True)
    assert written is not None
    assert not written.read


ODD = Entry(
    key="k",
    type=EntryType.THESIS,
    native_type="mastersthesis",
    author=(Name(family="A"),),
    truncated=(NameRole.AUTHOR,),
    page=Pages(first="1"),
    article_number="e1",
    updated=Date(start=(2017,)),
    related=(Related(relation="has-version", identifier="10.1000/x"),),
    variables=(("custom-variable", "c"), ("PMID", "1")),
    extra=(Extra("ris", "U1", "u"), Extra("csl-json", "foo", '{"a":1}')),
    origin=BIBTEX,
)


def test_marker() -> None:
    """What is carried stands in the member "custom", and only that."""
    assert {
        "article_number": ["e1"],
        "updated": [{"start": [2017]}],
        "related": [[{"relation": "has-version", "identifier": "10.1000/x"}]],
        "native_type": ["mastersthesis"],
    }.items() <= write(ODD)["custom"]["arxiv2bib"].items()
    assert {"variables", "extra"} < write(ODD)["custom"]["arxiv2bib"].keys()
    assert {"a": 1} == write(ODD)["foo"]
    assert [{"family": "A"}, {"literal": "others"}] == write(ODD)["author"]
    assert [] == tell(ODD)
    assert [ODD] == load(export([ODD]))


def test_without_carrying_it_is_told() -> None:
    """Law 2: each value that does not come back as it is is in the report, and nothing else is."""
    report = Report()
    text = export([ODD], carry=False, report=report)
    assert "custom" not in json.loads(text)[0]
    assert {
        ("article_number", Code.EXPORT_FIELD_DROPPED, "e1"),
        ("updated", Code.EXPORT_FIELD_DROPPED, "2017"),
        ("related", Code.EXPORT_FIELD_DROPPED, "has-version 10.1000/x"),
        ("variables.custom-variable", Code.EXPORT_FIELD_DROPPED, "c"),
        ("extra.ris.U1", Code.EXPORT_FIELD_DROPPED, "u"),
        ("native_type", Code.EXPORT_VALUE_CHANGED, "mastersthesis"),
    } == {(diagnostic.path, diagnostic.code, diagnostic.value) for diagnostic in report.diagnostics}


@pytest.mark.parametrize(
    ("entry", "carry", "expected"),
    [
        (Entry(key="k", updated=Date(start=(2017,)), origin=BIBTEX), None, True),
        (Entry(key="k", updated=Date(start=(2017,)), origin=BIBTEX), True, True),
        (Entry(key="k", updated=Date(start=(2017,)), origin=BIBTEX), False, False),
        (Entry(key="k", updated=Date(start=(2017,)), origin=DIGEST), None, False),
        (Entry(key="k", updated=Date(start=(2017,)), origin=DIGEST), True, True),
        (Entry(key="k", updated=Date(start=(2017,))), None, False),
        (Entry(key="k", updated=Date(start=(2017,))), True, True),
        (Entry(key="k", title="t", origin=BIBTEX), True, False),
    ],
    ids=str,
)
def test_what_carries(entry: Entry, carry: bool | None, expected: bool) -> None:
    """Entries of bibliographies carry, or all, or none; where nothing is lost, nothing is carried."""
    report = Report()
    assert expected is ("custom" in json.loads(export([entry], carry=carry, report=report))[0])
    assert (entry.updated is None or expected) is (report.diagnostics == [])


def test_other_members_of_custom_stay() -> None:
    """What others keep in "custom" stands beside what is carried."""
    (entry,) = load('[{"id": "k", "type": "book", "custom": {"x": 1.50}}]')
    text = export([entry.evolve(updated=Date(start=(2017,)))], preserve=False)
    assert {"x": 1.5, "arxiv2bib": {"updated": [{"start": [2017]}]}} == json.loads(text)[0]["custom"]
    assert '"x":1.50' in re.sub(r"\s", "", text)


# What was read from CSL-JSON


@pytest.mark.parametrize(
    "raw",
    [
        '{"id": 5, "type": "nonsense", "volume": 1.50, "x": {"b": [1, {}]}}',
        '{"type":"book"}',
        '{\n\t"type": "book",\n\t"id": "k",\n\t"title": "\\u00e9"\n}',
        '{"id": "k", "type": "book", "title": "a", "title": "b"}',
        f'{{"id": "k", "type": "book", "x": {"[" * 3000}{"]" * 3000}}}',
        f'{{"id": "k", "type": "book", "volume": {"1" * 5000}}}',
    ],
    ids=lambda raw: raw[:30],
)
def test_an_item_that_nobody_changed_is_written_as_it_stood(raw: str) -> None:
    """What was read is written character for character, however odd it is."""
    assert f"[\n  {raw}\n]\n" == export(load(f"[{raw}]"))


@pytest.mark.parametrize(
    "raw",
    ['{"id": "k", "type": "book", "volume": NaN}', '{"id": "k", "title": "a\tb"}', '{"id": "k", "type": "book",}'],
)
def test_what_was_no_proper_json_is_written_anew(raw: str) -> None:
    """An item whose faults were forgiven has none when it is written."""
    entries = load(f"[{raw}]")
    text = export(entries)
    json.loads(text, parse_constant=pytest.fail)
    assert entries == load(text)


def test_an_item_that_somebody_changed_is_written_anew() -> None:
    """A changed entry has its change; its neighbours stand as they were."""
    text = '[\n  {"type":"book","id":"a","volume":1},\n  {"type":"book","id":"b","volume":1}\n]\n'
    first, second = load(text)
    assert text == export([first, second])
    made = export([first, second.evolve(volume="2")])
    assert text.splitlines()[1] == made.splitlines()[1]
    assert {"id": "b", "type": "book", "volume": "2"} == json.loads(made)[1]


def test_preserving_can_be_turned_off() -> None:
    """The canonical form has the members in our order and as the schema has them."""
    (entry,) = load('[{"type":"book","volume":1,"id":5,"issued":{"date-parts":[["2017","06"]]}}]')
    expected = {"id": "5", "type": "book", "volume": "1", "issued": {"date-parts": [[2017, 6]]}}
    (item,) = json.loads(export([entry], preserve=False))
    assert expected == item


def test_members_that_csl_does_not_have_are_written_back() -> None:
    """Unknown members, and values that a variable cannot hold, stand again where they stood."""
    item = {
        "id": "k",
        "citation-key": "other",
        "type": "book",
        "title": {"x": 1},
        "author": [{"family": "F", "comma-suffix": True, "ORCID": "0"}],
        "issued": {"date-parts": [[2017]], "season": "Trinity"},
        "original-date": {"date-parts": [[1920]], "literal": "about 1920"},
        "DOI": "10/abc",
        "GSCC": "1",
        "categories": ["a"],
        "custom": {"y": None},
        "big": 10**30,
        "float": 1.5,
    }
    (entry,) = load(json.dumps([item]))
    text = export([entry], preserve=False)
    assert [item] == json.loads(text)
    assert [entry] == load(text)


def test_blocks_of_other_formats_are_told() -> None:
    """A comment of BibTeX has no place; what is around the items of CSL-JSON was told when it was read."""
    report = Report()
    blocks = [
        Block(kind=BlockKind.COMMENT, raw="@comment{x}", format="bibtex"),
        Block(kind=BlockKind.TEXT, raw='"version": 1', format="csl-json"),
    ]
    assert "[]\n" == export(blocks, report=report)
    assert ["@comment{x}"] == [diagnostic.value for diagnostic in report.of_code(Code.EXPORT_BLOCK_DROPPED)]


def test_surrogates_in_what_is_kept_are_replaced() -> None:
    """What no UTF-8 can hold is replaced in kept items and kept members too; an escape in ASCII stays."""
    first, second = load('[{"id": "a", "x": "\ud800"}, {"id": "b", "x": "\\ud800"}]')
    for preserve in (True, False):
        export([first, second], preserve=preserve).encode("utf-8")
    assert '"\\ud800"' in export([second])


# Items as the schema has them

_texts = strategies.plain_texts
_numbers = st.integers(0, 999) | st.integers(1, 99).map(str) | st.sampled_from(["3a", "S12", "1-2"])
_names = st.lists(
    st.fixed_dictionaries(
        {"family": _texts},
        optional={
            "given": _texts, "suffix": st.just("Jr."), "dropping-particle": st.just("de"),
            "non-dropping-particle": st.just("van"), "comma-suffix": st.booleans(), "static-ordering": st.just(1),
        },
    )
    | st.fixed_dictionaries({"literal": _texts}),
    min_size=1, max_size=3,
)  # fmt: skip
_parts = st.tuples(st.integers(1000, 2100), st.integers(1, 12), st.integers(1, 28)).flatmap(
    lambda parts: st.sampled_from([list(parts), list(parts[:2]), [str(part) for part in parts], list(parts[:1])])
)
_dates = st.one_of(
    st.fixed_dictionaries(
        {"date-parts": st.lists(_parts, min_size=1, max_size=2)},
        optional={"circa": st.just(True), "season": st.integers(1, 4), "literal": _texts},
    ),
    st.fixed_dictionaries({"literal": _texts}),
    st.fixed_dictionaries({"raw": _texts}),
)
_items = st.fixed_dictionaries(
    {"id": strategies.plain_keys, "type": st.sampled_from(EntryType).map(str)},
    optional={
        **dict.fromkeys([*MARKUP_FIELDS, *TEXT_FIELDS, "note"], _texts),
        **dict.fromkeys(TEXT_VARIABLES, _texts),
        **dict.fromkeys("volume issue number edition number-of-pages page page-first part printing".split(), _numbers),
        **dict.fromkeys(map(str, NameRole), _names),
        **dict.fromkeys([*DATE_FIELDS, *DATE_VARIABLES], _dates),
        "DOI": strategies.plain_dois.map(str),
        "ISBN": st.just("978-1-107-04452-4"),
        "ISSN": st.just("0031-9007, 1079-7114"),
        "keyword": st.lists(_texts, min_size=1, max_size=3).map(", ".join),
        "categories": st.lists(_texts, min_size=1),
    },
)


def normalize(value: Any) -> Any:  # Any: JSON
    """Return *value* with numbers as texts and pages with a hyphen; the words of a date are one member."""
    match value:
        case dict():
            made = {name: normalize(part) for name, part in value.items()}
            if "raw" in made:
                made["literal"] = made.pop("raw")
            return made
        case list():
            return [normalize(part) for part in value]
        case str():
            return re.sub(r"\s*[–—-]+\s*", "-", value)
        case _:
            return str(value)


@given(items=st.lists(_items, max_size=3))
def test_items_of_every_type_and_variable_come_back(items: list[dict[str, Any]]) -> None:  # Any: JSON
    """Law 3: from CSL-JSON to CSL-JSON no member is lost or changed, in the canonical form as well."""
    text = json.dumps(items)
    entries = load(text)
    assert items == json.loads(export(entries))
    again = export(entries, preserve=False)
    assert [normalize(item) for item in items] == normalize(json.loads(again))
    assert entries == load(again)
    assert again == export(load(again), preserve=False)


@pytest.mark.corpus_files("csl/**/*.json")
def test_the_corpus_comes_back(corpus_file: Path) -> None:
    """Law 3 on real files: no member is lost or changed."""
    text = corpus_file.read_text("utf-8")
    entries = load(text)
    items = json.loads(text)
    items = [items] if isinstance(items, dict) else items
    items = [item for part in items for item in (part["items"] if "test" in part else [part])]
    assert items == json.loads(export(entries))
    again = json.loads(export(entries, preserve=False))
    expected = [normalize(item) for item in items]
    assert [drop_leading_zeros(item) for item in expected] == [drop_leading_zeros(normalize(item)) for item in again]
    assert entries == load(json.dumps(again))


def drop_leading_zeros(item: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Return *item* with the numbers of its dates as numbers."""
    return {
        name: {**value, "date-parts": [[int(part) for part in parts] for parts in value["date-parts"]]}
        if isinstance(value, dict) and "date-parts" in value
        else value
        for name, value in item.items()
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("author", "John Smith"), ("volume", True), ("note", ["x"]), ("author", [{"family": "A", "given": ["B", 1]}])],
)
def test_values_of_wrong_types_are_told_where_nothing_is_carried(name: str, value: object) -> None:
    """One of these, and pandoc refuses the whole file; where they may be carried, they stand where they stood."""
    library = loads(json.dumps([{"id": "k", "type": "book", "title": "T", name: value, "mine": [1]}]), "csl-json")
    report = Report()
    (item,) = json.loads(dumps(library, for_="pandoc", report=report))
    assert name not in item
    assert [1] == item["mine"]
    assert [f"extra.csl-json.{name}"] == [diagnostic.path for diagnostic in report.diagnostics]
    (kept,) = json.loads(dumps(library, "csl-json", preserve=False))
    assert value == kept[name]
