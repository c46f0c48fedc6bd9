"""RIS records written in one go: the same as the table writes, and read back."""

from collections.abc import Iterable
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Contributor,
    Date,
    Diagnostic,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Issn,
    Name,
    NameRole,
    Origin,
    Pages,
    Record,
    Related,
    Report,
)
from arxiv2bib.exporters import _ris_notes
from arxiv2bib.exporters._ris_notes import write_paper_notes
from arxiv2bib.exporters._ris_usual import write_usual
from arxiv2bib.exporters.ris import RisExporter
from arxiv2bib.formats.ris_names import render_plain_ris_names
from arxiv2bib.model.entry import COMPARED_FIELDS
from arxiv2bib.testing import strategies
from tests import sample_entries

AS_IT_IS = {"": {"TY": "TY"}}  # an option that changes nothing: with any, the table writes all records

PREPRINT = sample_entries.PREPRINT.evolve(
    abstract="Sequence models -- of any kind.  They are slow.",
    arxiv=ArxivInfo(
        id=ArxivId("1706.03762"), primary_category="cs.CL", categories=("cs.CL", "cs.LG"), comment="15 pages"
    ),
    updated=Date(start=(2023, 8, 2)),
)
PAPER = Entry(
    type=EntryType.ARTICLE_JOURNAL,
    key="k",
    title="A Title",
    short_title="Title",
    author=(Name(family="Gool", given="Luc", non_dropping_particle="van"), Name(literal="The Group")),
    editor=(Name(family="Guyon", given="I. M."),),
    issued=Date(start=(2017,)),
    accessed=Date(start=(2018, 2)),
    container_title="Journal of Foo",
    container_title_short="J. Foo",
    volume="30",
    issue="2",
    number="7",
    page=Pages(first="5998", last="6008"),
    publisher="Curran",
    publisher_place="Long Beach",
    isbn=(Isbn("978-3-16-148410-0"),),
    issn=(Issn("1049-5258"),),
    doi=Doi("10.1000/182"),
    url="https://www.example.org/a_b?c=%20#$1",
    language="en",
    abstract="Short.",
    keyword=("attention", "cs.LG"),
    note="Comment: none",
)
BIBTEX = Record("bibtex", "misc", "k", (), (0, 1), 1, "@misc{k}")


def write(entry: Entry, carry: bool | None, **options: Any) -> tuple[str, list[Diagnostic]]:  # Any: of an exporter
    """Return *entry* in RIS, and what is reported of it."""
    report = Report()
    text = "".join(RisExporter(carry=carry, preserve=False, **options).export([entry], report=report))
    return text, list(report.diagnostics)


def check(entry: Entry) -> int:
    """Return in how many of all cases *entry* is written in one go; raises where the table writes anything else."""
    read = Origin("refs.bib", BIBTEX)
    for origin in (None, read):
        for carry in (None, True, False):
            one = entry.evolve(origin=origin)
            assert write(one, carry, tags=AS_IT_IS) == write(one, carry)
    key = entry.key or "k"
    return sum(write_usual(entry.evolve(origin=read), key, is_kept=is_kept) is not None for is_kept in (True, False))


# What of a text is markup, ends a line, splits it or is read as more than text, alone and beside its like.
MARKS = [
    *r"a b 1 é – $ $n$ $x^2$ $5 \$ \$5 \ \% \alpha \{ < <i> </i> <i>x</i> <b </span> : ; , - Comment: Version".split(
        " "
    ),
    *"arXiv: [arxiv2bib] et al. MSC ACM cs.CV".split(" "),
    '<span class="nocase">',
]
SPACES = [
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\x00",
    "\x1f",
    "\x7f",
    "\x85",
    "\xa0",
    "\xad",
    "\u2028",
    "\u200b",
    "\ud800",
]
texts = st.lists(st.sampled_from([*MARKS, " ", " ", " ", *SPACES]), max_size=6).map("".join)
lines = st.lists(st.sampled_from([*MARKS, " ", " ", " "]), min_size=1, max_size=6).map("".join)
some_texts = st.sampled_from(["A b", "7", "", "a $x$", "a:b"]) | texts | lines
PLACES = [name for name in COMPARED_FIELDS if isinstance(getattr(PAPER, name), str) and name != "type"]


@given(entry=strategies.entries | strategies.plain_entries | strategies.preprints | strategies.surrogate_entries)
def test_any_entry_is_written_as_the_table_does(entry: Entry) -> None:
    """The straight way is no other way: text and report are the same, whatever is done about losses."""
    check(entry.evolve(claims=()))


@given(
    values=st.dictionaries(st.sampled_from(PLACES), some_texts, max_size=2),
    keyword=st.lists(some_texts, max_size=2),
    is_paper=st.booleans(),
)
def test_any_text_of_a_publication(values: dict[str, str], keyword: list[str], is_paper: bool) -> None:
    """A text that a line cannot hold, or that is read as more than it says, is left to the table."""
    entry = PAPER.evolve(**values, keyword=tuple(keyword))
    check(entry.evolve(arxiv=PREPRINT.arxiv) if is_paper else entry)


_VARIABLES = (
    "source archive archive_location PMID call-number volume-title number-of-pages number-of-volumes section scale x"
)


@given(
    entry=st.sampled_from([PAPER, PREPRINT, PAPER.evolve(type=EntryType.BOOK, container_title=None)]),
    variables=st.lists(st.tuples(st.sampled_from(_VARIABLES.split()), some_texts), min_size=1, max_size=3).map(tuple),
    extra=st.lists(st.builds(Extra, st.sampled_from(["ris", "bibtex", "csl-json"]), st.just("x"), texts), max_size=1),
)
def test_any_variables(entry: Entry, variables: tuple[tuple[str, str], ...], extra: list[Extra]) -> None:
    """Those without a tag are carried or reported, before the fields of other formats."""
    check(entry.evolve(variables=variables, extra=tuple(extra)))


@given(
    title=lines,
    abstract=st.none() | some_texts,
    comment=st.none() | some_texts,
    journal_ref=st.none() | some_texts,
    doi=st.none() | strategies.dois.map(str) | some_texts,
    report_number=st.none() | some_texts,
    note=st.none() | some_texts,
    codes=st.lists(st.sampled_from(["68T45", "I.2.10", "68", "x, y", "", "a;b", "$x$"]), max_size=2).map(tuple),
    version=st.sampled_from(["7", None, "", "v2", "٣"]),
    updated=st.none() | strategies.plain_dates | st.just(PREPRINT.issued),
    publisher=st.sampled_from([None, "arXiv", "Own"]),
)  # fmt: skip
def test_any_text_of_a_preprint(title: str, abstract: str | None, comment: str | None, journal_ref: str | None,
                                doi: str | None, report_number: str | None, note: str | None, codes: tuple[str, ...],
                                version: str | None, updated: Date | None, publisher: str | None) -> None:  # fmt: skip
    """What is told of a paper in notes is found there again, or the table writes it."""
    assert PREPRINT.arxiv is not None
    arxiv = attrs.evolve(PREPRINT.arxiv, comment=comment, journal_ref=journal_ref, doi=doi, report_number=report_number,
                         acm_class=codes)  # fmt: skip
    check(PREPRINT.evolve(title=title, abstract=abstract, note=note, arxiv=arxiv, version=version, updated=updated,
                          publisher=publisher))  # fmt: skip


@given(
    kind=st.sampled_from(EntryType),
    native_type=st.sampled_from([None, "misc", "JOUR", "book", "EDBOOK", "CONF", "phdthesis", "?"]),
    author=strategies.name_lists,
    editor=strategies.name_lists,
    issued=st.none() | strategies.dates,
    accessed=st.none() | strategies.dates,
    submitted=st.none() | strategies.plain_dates,
    page=st.none() | strategies.pages,
    isbn=st.lists(strategies.isbns, max_size=2).map(tuple),
    issn=st.lists(strategies.issns, max_size=2).map(tuple),
    doi=st.none() | strategies.dois,
    number=st.none() | st.just("3"),
    container=st.none() | st.just("J"),
)
def test_any_other_value(kind: EntryType, container: str | None, **values: Any) -> None:  # Any: of the model
    """Names, dates, pages and identifiers of every form, in a record of any type."""
    check(PAPER.evolve(type=kind, container_title=container, **values))


classes = st.sampled_from(["cs.CL", "cs.LG", "hep-th", "MSC 11A", "ACM I.2", "words", "cs.XX", "$x$", "a; b", ""])


@given(
    note=st.builds(
        "{}{}{}".format,
        st.sampled_from(
            ["arXiv:1706.03762", "arxiv:1706.03762", "arXiv:hep-th/9901001v2", "arXiv:1713.03762", "arXiv:"]
        ),
        st.sampled_from(["", "", " [cs.CL]", " [cs]", "v3", " [x]"]),
        st.just("") | some_texts,
    ),
    keyword=st.lists(classes, max_size=3).map(tuple),
    doi=st.none() | st.just(PAPER.doi),
    kind=st.sampled_from([EntryType.DOCUMENT, EntryType.ARTICLE, EntryType.ARTICLE_JOURNAL]),
    publisher=st.sampled_from([None, "arXiv", "Own"]),
    extra=st.sampled_from([(), (Extra("bibtex", "copyright", "all"),)]),
)
def test_any_note_that_names_a_paper(kind: EntryType, **values: Any) -> None:  # Any: of the model
    """It is read as that paper, and what the entry says otherwise is carried or reported as the table does."""
    check(PAPER.evolve(type=kind, **values))


def test_a_note_that_names_a_paper_is_usual() -> None:
    """Zotero writes it for a preprint."""
    assert 2 == check(PAPER.evolve(type=EntryType.DOCUMENT, page=None, number=None, note="arXiv:1706.03762 [cs.CL]"))


@given(
    primary=st.none() | classes,
    categories=st.lists(classes, max_size=3).map(tuple),
    msc=st.lists(st.sampled_from(["11A", "68T45", "", "x, y"]), max_size=1).map(tuple),
    keyword=st.lists(classes, max_size=2).map(tuple),
    extra=st.sampled_from([(), (Extra("bibtex", "copyright", "all"),)]),
)
def test_any_classes(primary: str | None, categories: tuple[str, ...], msc: tuple[str, ...], keyword: tuple[str, ...],
                     extra: tuple[Extra, ...]) -> None:  # fmt: skip
    """A primary category that is not the first one is carried or reported as the table does."""
    assert PREPRINT.arxiv is not None
    arxiv = attrs.evolve(PREPRINT.arxiv, primary_category=primary, categories=categories, msc_class=msc)
    check(PREPRINT.evolve(arxiv=arxiv, keyword=keyword, extra=extra))
    check(PREPRINT.evolve(arxiv=arxiv, keyword=keyword, extra=extra, version=None, updated=None))


def test_any_primary_category_is_usual() -> None:
    """One that is not the first, or none of the categories at all."""
    assert PREPRINT.arxiv is not None
    for primary in ("cs.LG", "hep-th", None):
        arxiv = attrs.evolve(PREPRINT.arxiv, primary_category=primary)
        assert 2 == check(PREPRINT.evolve(arxiv=arxiv, version=None, updated=None))
        assert check(PREPRINT.evolve(arxiv=arxiv)) == (0 if primary == "hep-th" else 2)


@given(
    comment=st.none() | some_texts,
    journal_ref=st.none() | some_texts,
    doi=st.none() | strategies.dois.map(str) | some_texts,
    report_number=st.none() | some_texts,
    version=st.sampled_from(["7", None, "07", "v2", "٣", ""]),
    updated=st.none() | strategies.plain_dates,
    note=st.none() | some_texts,
)  # fmt: skip
def test_notes_that_are_plainly_kept_are_kept(comment: str | None, journal_ref: str | None, doi: str | None,
                                              report_number: str | None, version: str | None, updated: Date | None,
                                              note: str | None) -> None:  # fmt: skip
    """Where the expression for the exporter's own notes finds all that is said, reading them one by one does too."""
    assert PREPRINT.arxiv is not None
    arxiv = attrs.evolve(PREPRINT.arxiv, comment=comment, journal_ref=journal_ref, doi=doi, report_number=report_number)
    entry = PREPRINT.evolve(arxiv=arxiv, version=version, updated=updated, note=note)
    found = write_paper_notes(entry, arxiv, is_plain=False, is_kept=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_ris_notes, "_are_plainly_kept", lambda *_: False)
        assert write_paper_notes(entry, arxiv, is_plain=False, is_kept=True) == found


def test_notes_are_plainly_kept() -> None:
    """Those of a published paper are, so that nothing is read back."""
    assert PREPRINT.arxiv is not None
    arxiv = attrs.evolve(PREPRINT.arxiv, doi="10.1000/182", journal_ref="J. Things 30", report_number="X-1")
    text = write_paper_notes(PREPRINT.evolve(arxiv=arxiv), arxiv, is_plain=True, is_kept=True)
    assert text is not None
    assert _ris_notes._are_plainly_kept(text.replace("N1  - ", "").rstrip("\n"), arxiv, PREPRINT.version)
    for changes in ({"doi": "10.1000/183"}, {"journal_ref": None}, {"report_number": "X"}, {"comment": "5 pages"}):
        changed = attrs.evolve(arxiv, **changes)
        assert not _ris_notes._are_plainly_kept(text.replace("N1  - ", "").rstrip("\n"), changed, PREPRINT.version)


@given(made=strategies.arxiv_ids, info=strategies.arxiv_infos)
def test_any_identifier(made: ArxivId, info: ArxivInfo) -> None:
    """An identifier that is none, or that of a version, is left to the table."""
    check(PREPRINT.evolve(arxiv=attrs.evolve(info, id=made)))
    check(PREPRINT.evolve(arxiv=ArxivInfo(id=made)))


@given(extra=st.lists(strategies.extras, max_size=3).map(tuple), key=st.none() | strategies.keys)
def test_extras_are_carried_or_told(extra: tuple[Extra, ...], key: str | None) -> None:
    """What the model does not know is all that is carried, or reported, of an entry that is otherwise usual."""
    check(PREPRINT.evolve(extra=extra, key=key))


@given(made=strategies.plain_arxiv_ids)
def test_every_plain_identifier_is_usual(made: ArxivId) -> None:
    """Old identifiers, with their archive, as well as new ones."""
    assert 2 == check(PREPRINT.evolve(arxiv=ArxivInfo(id=made)))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Of $x^2$ and \\$5 in <i>Nature</i>", "abstract": "p < 0.05, $n > 1$, \\$5"},
        {"note": "A note: with a colon", "keyword": ("graphs", "deep learning")},
        {"updated": None, "version": None},
        {"author": (Name(family="Gool", given="Luc", non_dropping_particle="van"), Name(literal="The Group"))},
        {"extra": (Extra("bibtex", "file", "a.pdf"),), "publisher": "Own", "language": "en"},
        {"key": "a b$", "url": None, "doi": None, "abstract": None, "author": (), "issued": None, "updated": None},
    ],
    ids=repr,
)
def test_what_most_preprints_have_is_usual(changes: dict[str, object]) -> None:
    """Neither markup nor names of several parts send a record the long way."""
    assert 2 == check(PREPRINT.evolve(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"doi": "10.1000/182", "journal_ref": "Phys. Rev. D 66"},
        {"report_number": "FERMILAB-PUB-1", "comment": "At ICML: 5 pages, $n$ figures"},
        {"msc_class": ("68T50",), "acm_class": ("I.2.7",)},
        {"comment": None, "primary_category": None, "categories": ()},
    ],
    ids=repr,
)
def test_what_authors_say_is_usual(changes: dict[str, Any]) -> None:  # Any: of the model
    """Notes that are read back alone settle what becomes of them."""
    assert PREPRINT.arxiv is not None
    assert 2 == check(PREPRINT.evolve(arxiv=attrs.evolve(PREPRINT.arxiv, **changes)))


@given(entry=strategies.plain_entries)
def test_what_every_bibliography_has_is_usual(entry: Entry) -> None:
    """Ordinary entries are never written field by field, so that writing them is fast."""
    assume(render_plain_ris_names(entry.author) is not None)  # "Ii" may be a suffix
    assert 2 == check(entry.evolve(type=EntryType.ARTICLE_JOURNAL))
    assert 2 == check(PAPER)


@pytest.mark.parametrize(
    ("entry", "field", "values"),
    [
        (PREPRINT, "title", [None, "", " a", "a ", "a  b", "a\nb", "a\x00", "\xa0a", "\ud800", "\\", "\\alpha"]),
        (PREPRINT, "abstract", ["", " a", "a ", "a\u2028b", "\\alpha", '<span class="nocase">A</span>']),
        (PREPRINT, "note", ["", "[arxiv2bib] {}", "[x]", "License: other", "a\nb"]),
        (PREPRINT.evolve(version=None, updated=None), "note", ["Version 3"]),
        (PREPRINT, "publisher", ["arXiv"]),
        (PREPRINT, "submitted", [Date(start=(2017,))]),
        (PREPRINT, "updated", [PREPRINT.issued]),
        (PREPRINT, "version", [None, "1.0", ""]),
        (PREPRINT, "issued", [Date(start=(2017,), circa=True), Date(literal="x"), Date(start=(44,))]),
        (PREPRINT, "doi", [Doi("10.1000/a%b"), Doi("x")]),
        (PREPRINT, "author", [(Name(),), (Name(literal="a\nb"),), (Name(family="a", given="Jr."),)]),
        (PREPRINT, "native_type", ["phdthesis"]),
        (PREPRINT, "type", [EntryType.THESIS, EntryType.REVIEW, EntryType.COLLECTION]),
        (PREPRINT, "extra", [(Extra("ris", "C1", "a"),), (Extra("ris-line", "T1", "a"),)]),
        (PAPER, "note", ["arXiv:1706.03762 and more", "arXiv:1713.03762", "[arxiv2bib] {}"]),
        (PAPER, "version", ["2"]),
        (PAPER, "updated", [Date(start=(2017,))]),
        (PAPER, "container_title", [None, "\\alpha"]),
        (PAPER, "page", [Pages(literal="1, 2"), Pages(first="1-2"), Pages(first="1", last=""), Pages(last="2")]),
        (PAPER, "type", [EntryType.BOOK]),
        (PAPER, "isbn", [(Isbn("1"),)]),
        (PAPER, "issn", [(Issn("1"),)]),
        (PAPER, "keyword", [("a; b",), ("",), ("$x$",)]),
        (PAPER, "accessed", [Date(literal="x")]),
        (PAPER, "editor", [(Name(literal="a\nb"),)]),
        (PAPER, "variables", [(("source", ""),), (("source", "x"), ("source", "y")), (("archive", " a"),)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_table_writes(entry: Entry, field: str, values: Iterable[object]) -> None:
    """Each reason to leave an entry to the table."""
    assert 2 == check(entry)
    for value in values:
        changed = entry.evolve(**{field: value})
        check(changed)
        assert write_usual(changed.evolve(origin=Origin("x", BIBTEX)), changed.key or "", is_kept=True) is None


@pytest.mark.parametrize("field", COMPARED_FIELDS)
def test_no_field_is_forgotten(field: str) -> None:
    """Whichever field is set, it is written or left to the table."""
    values = {
        "type": EntryType.ARTICLE_JOURNAL,
        "native_type": "x",
        "contributors": (Contributor(NameRole.TRANSLATOR, PAPER.editor),),
        "truncated": (NameRole.AUTHOR,),
        "related": (Related(relation="", identifier="x"),),
        "variables": (("PMID", "1"),),
        "extra": (Extra("ris", "C1", "a"),),
        "arxiv": ArxivInfo(id=ArxivId("1706.03762"), license="x", versions=(ArxivVersion(number=1),)),
        "submitted": Date(start=(2001,)),
        "updated": Date(start=(2001,)),
    }
    value = getattr(PAPER, field) or values.get(field, "x")
    for title in ("A", None):
        check(Entry(type=EntryType.ARTICLE, title=title).evolve(**{field: value}))
    check(PREPRINT.evolve(**{field: value}))
