"""What BibTeX is sure to keep, or not to keep, without reading it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Date, Entry, EntryType, Name
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
