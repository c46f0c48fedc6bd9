"""CSL-JSON, variable by variable."""

import json
from typing import Any

import pytest
from hypothesis import given

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Name,
    NameRole,
    Pages,
    Report,
    dumps,
)
from tests import strategies


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
        (Date(start=(2004,), end=()), {"literal": "2004/.."}, "2004/.."),
        (Date(end=(2004,)), {"literal": "/2004"}, "2004"),
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
