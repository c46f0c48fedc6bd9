"""Leaving fields out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Contributor,
    Date,
    Doi,
    Entry,
    Extra,
    InvalidValueError,
    Name,
    NameRole,
    Report,
    dumps,
    loads,
    omit_fields,
)
from arxiv2bib.testing import strategies

FULL = Entry(
    key="k",
    title="T",
    author=(Name(family="A"),),
    truncated=(NameRole.AUTHOR, NameRole.TRANSLATOR),
    contributors=(
        Contributor(NameRole.TRANSLATOR, (Name(family="B"),)),
        Contributor(NameRole.GUEST, (Name(family="C"),)),
    ),
    issued=Date(start=(2021, 11, 5)),
    container_title="J",
    abstract="A",
    keyword=("k",),
    note="N",
    doi=Doi("10.48550/arXiv.2111.03216"),
    number="1",
    issue="2",
    arxiv=ArxivInfo(
        id=ArxivId("2111.03216"), primary_category="cs.CV", categories=("cs.CV",), doi="10.1/x", comment="C"
    ),
    variables=(("PMID", "1"), ("part", "2")),
    extra=(Extra("bibtex", "File", "x.pdf"), Extra("ris", "U1", "y"), Extra("bibtex-repeated", "abstract", "A2")),
)


@pytest.mark.parametrize(
    ("names", "changes"),
    [
        ("abstract", {"abstract": None, "extra": FULL.extra[:2]}),
        ("Abstract, journal", {"abstract": None, "container_title": None, "extra": FULL.extra[:2]}),
        (["container-title"], {"container_title": None}),
        ("booktitle", {"container_title": None}),
        ("file", {"extra": FULL.extra[1:]}),
        ("extra.u1", {"extra": (FULL.extra[0], FULL.extra[2])}),
        ("pmid", {"variables": FULL.variables[1:]}),
        ("variables.part", {"variables": FULL.variables[:1]}),
        ("month", {"issued": Date(start=(2021,))}),
        ("day", {"issued": Date(start=(2021, 11))}),
        ("day,month", {"issued": Date(start=(2021,))}),
        ("year", {"issued": None}),
        ("year,month", {"issued": None}),
        ("author", {"author": (), "truncated": (NameRole.TRANSLATOR,)}),
        ("translator", {"contributors": FULL.contributors[1:], "truncated": (NameRole.AUTHOR,)}),
        ("number", {"number": None, "issue": None}),
        ("publisher", {}),
    ],
)
def test_what_goes(names: str | list[str], changes: dict[str, object]) -> None:
    """A name of the model, of CSL or of BibTeX takes away what it stands for, and nothing else."""
    assert [FULL.evolve(**changes)] == list(omit_fields([FULL], names))


def test_what_arxiv_says() -> None:
    """Fields of arXiv go one by one; when all are gone, so is the rest."""
    (found,) = omit_fields([FULL], "keywords,note,comment")
    assert ((), None, ArxivInfo(id=ArxivId("2111.03216"), primary_category="cs.CV")) == (
        found.keyword,
        found.note,
        found.arxiv,
    )
    (found,) = omit_fields([FULL], "keywords,note,comment,eprint,primaryclass")
    assert found.arxiv is None
    (found,) = omit_fields([FULL], "arxiv")
    assert found.arxiv is None


def test_what_has_nothing_of_it_passes() -> None:
    """Blocks, and entries that have none of the fields, are the very same."""
    block, bare = Block(kind=BlockKind.TEXT, raw="x"), Entry(key="a", title="T")
    items: list[Entry | Block] = [block, bare]
    found = list(omit_fields(items, "abstract,month,pmid,file,comment,translator"))
    assert block is found[0]
    assert bare is found[1]


@pytest.mark.parametrize("names", ["key", "type", "native_type", "title,key"])
def test_what_must_stay(names: str) -> None:
    """Key and type cannot be left out."""
    with pytest.raises(InvalidValueError, match="cannot be left out"):
        omit_fields([], names)


@pytest.mark.parametrize("names", ["abstarct", "", "title,,", "extra.", "arxiv.nothing"])
def test_what_is_no_field(names: str) -> None:
    """A field that is not known is an error before anything is read, with the name that may have been meant."""
    with pytest.raises(InvalidValueError, match="no field is called"):
        omit_fields([], names)


def test_a_record_loses_only_those_lines() -> None:
    """Written back to its format, a record stands as it was but for the lines of what is left out; that is no loss."""
    text = "@article{a,\n  title = {T},\n  abstract = {Long},\n  file = {x.pdf},\n  year = 2020,\n}\n"
    library, report = loads(text), Report()
    found = dumps(library.with_items(omit_fields(library.items, "abstract,file")), "bibtex", report=report)
    assert "@article{a,\n  title = {T},\n  year = 2020,\n}\n" == found
    assert [] == report.diagnostics


def test_what_is_left_out_is_in_no_format() -> None:
    """In whatever format it is written, nothing of the field is there, and nothing of it is in the report."""
    entry = FULL.evolve(abstract="Unheard-of", extra=())
    for name in ("bibtex", "biblatex", "ris", "csl-json"):
        report = Report()
        assert "Unheard" not in dumps(omit_fields([entry], "abstract"), name, report=report)
        assert not [one for one in report.diagnostics if one.path == "abstract"]


@given(strategies.entries, st.sampled_from(["abstract,note", "year", "month,author", "keywords,eprint", "editor,file"]))
def test_leaving_out_twice_changes_nothing(entry: Entry, names: str) -> None:
    """Whatever an entry holds, nothing is left to leave out the second time, and the rest is as it was."""
    (once,) = omit_fields([entry], names)
    (twice,) = omit_fields([once], names)
    assert once is twice
    assert (entry.key, entry.type, entry.title) == (once.key, once.type, once.title)
