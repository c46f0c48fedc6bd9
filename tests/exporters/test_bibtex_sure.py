"""What BibTeX is sure to keep, or not to keep, without reading it back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Date, Entry, EntryType, Extra, Isbn, Issn, Name
from arxiv2bib.exporters._bibtex_lines import FieldLines, name_of, value_of
from arxiv2bib.exporters._bibtex_rows import render_fields
from arxiv2bib.exporters._bibtex_sure import find_surely_unkept
from arxiv2bib.exporters._carry import SILENT
from arxiv2bib.exporters.bibtex import BiblatexExporter, BibtexExporter
from arxiv2bib.formats.bibtex_fields import TYPES
from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex
from arxiv2bib.formats.carrying import find_unkept
from arxiv2bib.testing import strategies
from tests.sample_entries import PREPRINT

each_exporter = pytest.mark.parametrize("exporter", [BibtexExporter(), BiblatexExporter()])

# What of a text is escaped, or read as something else than it says, alone and beside its like.
MARKS = "a b A B é – — “ ” ‘ ’ ' \" ` - -- '' \xa0 ~ ^ % & # _ $n$ $ < > | { } . , : \\% \\alpha <i> </i> fi DNA iPhone"
texts = st.lists(st.sampled_from([*MARKS.split(" "), " ", " ", "\u200b"]), min_size=1, max_size=8).map("".join)

PAPER = ArxivInfo(id=ArxivId("1706.03762"), primary_category="cs.CL", categories=("cs.CL", "cs.LG"))


def render(exporter: BibtexExporter, entry: Entry) -> FieldLines:
    """Return the lines of *entry* before anything is carried."""
    row = TYPES[entry.type]
    fields = FieldLines(entry, row, row.biblatex if exporter.is_biblatex else row.bibtex, SILENT)
    render_fields(exporter, fields)
    return fields


def check(exporter: BibtexExporter, entry: Entry) -> bool:
    """Whether it is sure what of *entry* does not come back; raises where reading tells otherwise."""
    fields = render(exporter, entry)
    unkept = find_surely_unkept(fields)
    if unkept is None:
        return False
    lines = [(name_of(line), expand_value(value_of(line), {})) for line in fields.lines]
    assert find_unkept(entry, interpret_bibtex(fields.kind, entry.key, lines)) == unkept
    return True


@each_exporter
@given(entry=strategies.entries | strategies.plain_entries | strategies.preprints)
def test_what_is_sure_needs_no_reading(exporter: BibtexExporter, entry: Entry) -> None:
    """The exporter looks at its output as a reader would, but where that cannot show anything."""
    entry = entry.evolve(key=entry.key or "k", extra=(), native_type=None)
    check(exporter, entry)


@each_exporter
@given(
    title=texts,
    abstract=texts,
    comment=st.none() | texts,
    journal_ref=st.none() | texts,
    doi=st.none() | strategies.dois.map(str) | texts,
    note=st.none() | texts | st.just("Journal reference: X; y"),
    keyword=st.lists(texts, max_size=2).map(tuple),
    codes=st.lists(st.sampled_from(["68T45", "I.2.10", "68", "x, y", ""]), max_size=2).map(tuple),
    updated=st.none() | strategies.plain_dates,
)
def test_what_a_preprint_says_is_sure_or_read(
    exporter: BibtexExporter,
    title: str,
    abstract: str,
    comment: str | None,
    journal_ref: str | None,
    doi: str | None,
    note: str | None,
    keyword: tuple[str, ...],
    codes: tuple[str, ...],
    updated: Date | None,
) -> None:
    """Texts with marks of all kinds beside one another, and all that the authors say of a publication."""
    entry = PREPRINT.evolve(title=title, abstract=abstract, note=note, keyword=keyword, updated=updated)
    paper = ArxivInfo(
        id=PAPER.id,
        primary_category="cs.CL",
        categories=PAPER.categories,
        comment=comment,
        journal_ref=journal_ref,
        doi=doi,
        msc_class=codes,
        acm_class=codes[:1],
    )
    check(exporter, entry.evolve(arxiv=paper))


_WORDS = (
    "| |a|A b|7|12th|e102|Article|Ph.D. thesis|mathesis|newseries|en|english|LNCS|accepted|prepublished|Patent|software"
    "|data paper|U.S. Patent|Band 3|&amp;|{x}"
)
_NOTES = (
    "Accessed: 2020-05-12|Cited By: 3|Publisher: X|see https://x.org|Available at https://x.org/|a\nb: c  d"
    "|arXiv:1706.03762|arXiv:1706.03762 [cs]|Version 2|Comment: x"
)
_TEXTS = (
    "short_title container_title container_title_short collection_title event_title event_place article_number edition"
    " genre status language publisher publisher_place annote issue volume number url"
)
_VARIABLES = (
    "archive source PMID PMCID number-of-pages part section call-number volume-title volume-title-short original-date"
    " event-date original-title archive_location"
)
_words = st.sampled_from(_WORDS.split("|")) | texts
_notes = st.sampled_from(_NOTES.split("|")) | _words
_serials = st.sampled_from("0031-9007|00319007|1234-567x|978-0-306-40615-7|0-306-40615-2|x||--|1 2".split("|"))
_variables = st.lists(st.tuples(st.sampled_from(_VARIABLES.split()), _words), max_size=3).map(tuple)
_spaces = st.sampled_from("ris ris-line csl-json csl-as-written bibtex bibtex-as-written".split())
_extras = st.lists(st.builds(Extra, _spaces, st.sampled_from("C1 title note keywords AD".split()), texts), max_size=2)


_FIELDS = {
    **dict.fromkeys(_TEXTS.split(), _words),
    "note": _notes,
    "keyword": st.lists(_words | st.just("cs.CL"), max_size=2).map(tuple),
    "isbn": st.lists(_serials.map(Isbn), max_size=2).map(tuple),
    "issn": st.lists(_serials.map(Issn), max_size=2).map(tuple),
    "accessed": strategies.plain_dates | strategies.dates,
    "variables": _variables,
    "extra": _extras.map(tuple),
    "arxiv": st.just(PAPER),
    "abstract": texts,
}
_some_fields = st.lists(st.sampled_from(sorted(_FIELDS)), max_size=4, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: _FIELDS[name] for name in names})
)


@each_exporter
@given(kind=st.just(EntryType.ARTICLE_JOURNAL) | st.sampled_from(EntryType), values=_some_fields)
def test_what_an_article_has_is_sure_or_read(exporter: BibtexExporter, kind: EntryType, values: dict[str, Any]) -> None:
    """What the files of other programs have beside the usual fields, odd words among it."""
    entry = Entry(type=kind, key="k", title="A b", author=(Name(family="Vaswani", given="Ashish"),))
    check(exporter, entry.evolve(**values))


@each_exporter
@pytest.mark.parametrize(
    "values",
    [
        {"short_title": "A", "container_title_short": "Phys. Rev. D", "language": "en", "issn": (Issn("1550-2368"),)},
        {"accessed": Date(start=(2021, 11, 5)), "genre": "Review", "article_number": "e7", "edition": "2"},
        {"variables": (("source", "arXiv.org"), ("PMID", "7")), "extra": (Extra("ris", "AD", "Here"),)},
        {"note": "Cited References Count: 33", "keyword": ("Neural networks", "cs.CL")},
        {"short_title": "A -- b", "note": "a\nb: c"},
    ],
)
def test_what_other_programs_write_is_sure(exporter: BibtexExporter, values: dict[str, Any]) -> None:
    """Articles of Zotero, Web of Science and Scopus are not read back."""
    entry = Entry(type=EntryType.ARTICLE_JOURNAL, key="k", title="A b", container_title="Physical Review D")
    assert check(exporter, entry.evolve(**values))


FAMILIES = st.sampled_from("Vaswani|Van Gogh|And|McGuire|Clément|Team|Lee Jr.|X, Y and Z|O'Neil|None".split("|"))
GIVEN_NAMES = st.sampled_from("Ashish|N. M.|and|III|Others|Y and Z, B|J.-P.|Kurt Gödel|None".split("|"))


@each_exporter
@given(names=st.lists(st.builds(Name, family=FAMILIES, given=st.none() | GIVEN_NAMES), min_size=1, max_size=4))
def test_names_are_sure_or_read(exporter: BibtexExporter, names: list[Name]) -> None:
    """Names that are plain in a line, and those that look so."""
    check(exporter, PREPRINT.evolve(author=tuple(names)))


@each_exporter
@given(entry=strategies.plain_entries)
def test_what_every_bibliography_has_is_sure(exporter: BibtexExporter, entry: Entry) -> None:
    """Not all of it is read back for ordinary entries, so that writing them is fast."""
    assert check(exporter, entry.evolve(type=EntryType.ARTICLE_JOURNAL, arxiv=None, language=None, keyword=()))


@each_exporter
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"abstract": "50% – of “all” {things} cost $n$ coins"},
        {"title": "A Large-Scale Study of CNNs & of Gödel's Proof"},
        {"author": (Name(family="Gogh", given="Vincent", non_dropping_particle="van"), Name(literal="The Team"))},
        {"note": "With a comment: by others"},
        {"updated": Date(start=(2023, 8, 2)), "submitted": Date(start=(2017, 6, 12))},
        {
            "arxiv": ArxivInfo(
                id=ArxivId("9901001", "hep-th"),
                primary_category="hep-th",
                categories=("hep-th",),
                comment="12 pages, <i>in press</i>",
                journal_ref="Phys. Rev. D 66 (2002)",
                doi="10.1103/PhysRevD.66.010001",
                msc_class=("68T45",),
                acm_class=("I.2.10", "I.4.8"),
            )
        },
    ],
)
def test_what_preprints_say_is_sure(exporter: BibtexExporter, changes: dict[str, object]) -> None:
    """Nor is all of it where a few values are not so plain: accents, quotation marks, a journal reference."""
    assert check(exporter, PREPRINT.evolve(**changes))
