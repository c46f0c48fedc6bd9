"""Entries as objects of bibtexparser 2, and back."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bibtexparser import middlewares, model
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library as TheirLibrary
from hypothesis import given

from arxiv2bib import (
    Block,
    BlockKind,
    Code,
    Entry,
    InvalidValueError,
    Library,
    Name,
    Report,
    dumps,
    from_bibtexparser,
    loads,
    to_bibtexparser,
)
from arxiv2bib.bridges.middleware import EntryMiddleware
from arxiv2bib.testing import strategies
from arxiv2bib.text.markup import plain
from tests.bridges.test_pybtex import read

BIB = r"""% mine
@string{prl = "Phys. Rev. Lett."}
@preamble{"\newcommand{\x}{y}"}

@article{abbott2016,
  Author  = {Abbott, B. P. and G{\"o}del, Kurt},
  title   = {Observation of {Gravitational Waves}},
  journal = prl,
  year    = 2016,
  month   = feb # "~11",
  rating  = {5},
}
@comment{to be read}
@misc{vaswani2017, title={Attention}, eprint={1706.03762}, archivePrefix={arXiv}}
"""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep bibtexparser from logging what it cannot parse."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def without_made_keys(entries: Library, before: Library) -> list[Entry]:
    """Return *entries* without the keys of those that had none *before*."""
    return [new if old.key is not None else new.evolve(key=None) for old, new in zip(before, entries, strict=True)]


def test_values_are_as_bibtexparser_gives_them() -> None:
    """Macros are resolved, delimiters off, names and TeX as written, in the order of the file."""
    entry = to_bibtexparser(loads(BIB, "bibtex")).entries_dict["abbott2016"]
    assert ("article", "abbott2016", 4) == (entry.entry_type, entry.key, entry.start_line)
    expected = {
        "Author": r"Abbott, B. P. and G{\"o}del, Kurt",
        "title": "Observation of {Gravitational Waves}",
        "journal": "Phys. Rev. Lett.",
        "year": "2016",
        "month": "February~11",
        "rating": "5",
    }
    assert expected == {field.key: field.value for field in entry.fields}


def test_blocks_are_blocks() -> None:
    """Comments, preambles and macros are bibtexparser's blocks, in their places, and ours again on the way back."""
    library = loads(BIB, "bibtex")
    theirs = to_bibtexparser(library)
    kinds = ["ImplicitComment", "String", "Preamble", "Entry", "ExplicitComment", "Entry"]
    assert kinds == [type(block).__name__ for block in theirs.blocks]
    assert [("prl", "Phys. Rev. Lett.")] == [(string.key, string.value) for string in theirs.strings]
    assert ["to be read", "% mine"] == [theirs.comments[1].comment, theirs.comments[0].comment]
    back = from_bibtexparser(theirs)
    assert [block.kind for block in library.blocks] == [block.kind for block in back.blocks]
    assert list(library) == list(back)


def test_what_came_back_is_written_as_it_was_meant() -> None:
    """A library that came back is BibTeX again, with its macros, preambles and comments."""
    text = dumps(from_bibtexparser(to_bibtexparser(loads(BIB, "bibtex"))), "bibtex")
    again = loads(text, "bibtex")
    assert list(loads(BIB, "bibtex")) == list(again)
    assert ["text", "macro", "preamble", "comment"] == [str(block.kind) for block in again.blocks]
    assert r'@preamble{"\newcommand{\x}{y}"}' in text


STACKS: dict[str, Callable[[], list[middlewares.middleware.Middleware]]] = {
    "default": middlewares.default_parse_stack,
    "raw": list,
    "months": lambda: [*middlewares.default_parse_stack(), middlewares.MonthIntMiddleware()],
    "names": lambda: [
        *middlewares.default_parse_stack(),
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
    ],
}
"""What a library went through before we see it."""


@pytest.mark.parametrize("stack", STACKS)
def test_any_stage_of_its_parse_stack_is_understood(stack: str) -> None:
    """Raw values, resolved ones, months as numbers and names in parts mean the same."""
    text = BIB.replace(' # "~11"', "")
    theirs = parse_string(text, parse_stack=STACKS[stack]())
    assert list(loads(text, "bibtex")) == list(from_bibtexparser(theirs))


def test_entries_made_by_hand() -> None:
    """Values without delimiters are TeX, whatever signs are in them."""
    fields = [model.Field("title", "Costs # {and} \\& {a"), model.Field("author", ["Knuth, Donald E.", "Gödel, Kurt"])]
    (entry,) = from_bibtexparser(TheirLibrary([model.Entry("book", "k", fields)]))
    assert (Name(family="Knuth", given="Donald E."), Name(family="Gödel", given="Kurt")) == entry.author
    assert "Costs # and & {a" == plain(entry.title or "")
    (again,) = loads(dumps([entry], "bibtex"), "bibtex")
    assert (plain(entry.title or ""), entry.author) == (plain(again.title or ""), again.author)


def test_a_key_that_stands_twice() -> None:
    """Bibtexparser keeps the second entry among its failed blocks; that is told, and the entry comes back."""
    library = loads("@misc{a, title={One}}\n@misc{a, title={Two}}\n", "bibtex", report=Report())
    report = Report()
    theirs = to_bibtexparser(library, report=report)
    assert (1, 1) == (len(theirs.entries), len(theirs.failed_blocks))
    assert ["a"] == [diagnostic.value for diagnostic in report.of_code(Code.READ_DUPLICATE_KEY)]
    assert list(library) == list(from_bibtexparser(theirs))


def test_a_block_that_failed_in_bibtexparser() -> None:
    """What bibtexparser could not parse is a failed block, and is told."""
    report = Report()
    library = from_bibtexparser(parse_string("@misc{a, title}\n@misc{b, title={B}}\n"), report=report)
    assert ["b"] == [entry.key for entry in library]
    assert [BlockKind.FAILED] == [block.kind for block in library.blocks]
    assert (2, 1, 1) == (report.records_read, report.records_failed, len(report.of_code(Code.READ_FAILED_RECORD)))


def test_what_bibtex_has_no_place_for_is_told() -> None:
    """Entries of other formats come as the BibTeX exporter writes them, and what it leaves out is in the report."""
    report = Report()
    entry, header = Entry(key="k", title="T"), Block(kind=BlockKind.HEADER, raw="# Papers")
    theirs = to_bibtexparser([entry, header, Block(kind=BlockKind.COMMENT, raw="x", format="ris")], report=report)
    assert ["k"] == [entry.key for entry in theirs.entries]
    assert [Code.EXPORT_BLOCK_DROPPED] == [diagnostic.code for diagnostic in report.diagnostics]


def test_dialects() -> None:
    """The types and fields are BibTeX's or BibLaTeX's."""
    entry = loads('[{"id": "a", "type": "webpage", "title": "T"}]')[0]
    assert ["misc", "online"] == [
        to_bibtexparser([entry], dialect=dialect).entries[0].entry_type for dialect in ("bibtex", "biblatex")
    ]


def test_one_entry_is_no_list() -> None:
    """A single entry is refused with the way out."""
    with pytest.raises(InvalidValueError, match=r"pass \[entry\] for one"):
        to_bibtexparser(Entry())  # type: ignore[arg-type]


@given(entry=strategies.plain_entries)
def test_plain_entries_come_back(entry: Entry) -> None:
    """What an entry of no format says is read back as from a BibTeX file of ours."""
    expected = loads(dumps([entry], "bibtex"), "bibtex")
    assert list(expected) == list(from_bibtexparser(to_bibtexparser([entry])))


@pytest.mark.corpus_files("bib/**/*.bib")
def test_the_corpus_comes_back(corpus_file: Path) -> None:
    """Every entry of every file is equal after it was an object of bibtexparser."""
    library = read(corpus_file)
    back = from_bibtexparser(to_bibtexparser(library, report=Report(keep=0)), report=Report(keep=0))
    assert list(library) == without_made_keys(back, library)


@pytest.mark.corpus_files("bib/**/*.bib")
def test_what_bibtexparser_reads_of_the_corpus_comes_back(corpus_file: Path) -> None:
    """Every entry that bibtexparser itself makes of a file is the same object's entry after it was ours."""
    read(corpus_file)
    text = corpus_file.read_text("utf-8", "replace")
    ours = from_bibtexparser(parse_string(text), report=Report(keep=0))
    again = from_bibtexparser(to_bibtexparser(ours, report=Report(keep=0)), report=Report(keep=0))
    assert list(ours) == without_made_keys(again, ours)


# The middleware


def shout(entry: Entry) -> Entry:
    """Return *entry* with another title."""
    return entry.evolve(title="LOUD & clear")


def test_the_middleware_edits_inside_the_parse_stack() -> None:
    """The function sees our entries; of one that it edits, only the fields that differ are written anew."""
    library = parse_string(BIB, append_middleware=[EntryMiddleware(shout)])
    entry = library.entries_dict["abbott2016"]
    assert r"{LOUD} \& clear" == entry["title"].replace("{{", "{").replace("}}", "}")
    assert r"Abbott, B. P. and G{\"o}del, Kurt" == entry["Author"]
    assert ["Author", "title", "journal", "year", "month", "rating"] == [field.key for field in entry.fields]
    assert 4 == entry.start_line


def test_the_middleware_leaves_the_rest_alone() -> None:
    """An entry that comes back as it was is the same block; so are comments and macros."""
    before = parse_string(BIB)
    after = EntryMiddleware(lambda entry: entry).transform(before)
    assert [True] * len(before.blocks) == [old is new for old, new in zip(before.blocks, after.blocks, strict=True)]


def test_the_middleware_takes_entries_out() -> None:
    """An entry for which the function returns None is left out."""
    stack = [EntryMiddleware(lambda entry: entry if entry.is_preprint else None)]
    library = parse_string(BIB, append_middleware=stack)
    assert ["vaswani2017"] == [entry.key for entry in library.entries]
    assert 2 == len(library.comments)


def test_the_middleware_writes() -> None:
    """It works before the stack that writes as well, and what it edits is valid BibTeX."""
    text = write_string(parse_string(BIB), prepend_middleware=[EntryMiddleware(shout)])
    assert ["LOUD & clear"] * 2 == [plain(entry.title or "") for entry in loads(text, "bibtex")]


def test_the_middleware_reports() -> None:
    """What is wrong with an entry goes to the report."""
    report = Report()
    parse_string("@misc{a, crossref={b}}", append_middleware=[EntryMiddleware(shout, report=report)])
    assert ["b"] == [diagnostic.value for diagnostic in report.of_code(Code.READ_MISSING_PARENT)]
