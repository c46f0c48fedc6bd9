"""The straight way of usual preprints: the same text and report as the table gives, and the judgement of its lines."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Date, Doi, Entry, EntryType, Extra, Name, Report
from arxiv2bib.exporters._bibtex_usual import write_usual_preprint
from arxiv2bib.exporters._bibtex_writer import BibtexWriter
from arxiv2bib.exporters.bibtex import BiblatexExporter, BibtexExporter
from arxiv2bib.formats.arxiv_notes import publication_notes
from arxiv2bib.formats.native_types import is_usual_type
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, ENTRY_FIELDS, INDEX, ArxivVersion, Origin, make_entry
from arxiv2bib.model.records import Record
from arxiv2bib.testing import strategies
from tests.sample_entries import PREPRINT

# What of a text is escaped, or read as something else than it says, alone and beside its like.
MARKS = "a b A é ﬁ – — “ ” ‘ ’ ' \" ` - -- '' \xa0 ~ ^ % & # _ $n$ $ < > | { } . , : \\% \\alpha <i> </i> DNA \uffff"
texts = st.lists(
    st.sampled_from([*MARKS.split(" "), " ", " ", "\n", "\t", "\x00", "\u200b", "\u2009", "\ud800"]), max_size=8
).map("".join)

PAPER = ArxivInfo(id=ArxivId("1706.03762"), primary_category="cs.CL", categories=("cs.CL", "cs.LG"))

each_exporter = pytest.mark.parametrize("kind", [BibtexExporter, BiblatexExporter])
formats = st.sampled_from(["arxiv-digest", "ris", "csl-json", "biblatex", None])
letters = st.sampled_from(["latex", "utf8"])
carries = st.sampled_from([None, True, False])


def from_format(entry: Entry, format: str | None, native: str | None = None) -> Entry:
    """Return *entry* as it is read from a record of *format*; None is nowhere."""
    if format is None:
        return entry.evolve(native_type=native)
    entry = entry.evolve(native_type=native)
    values = tuple(getattr(entry, name) for name in COMPARED_FIELDS)
    record = Record(format=format, type=native, key=entry.key, raw="", fields=(), span=(0, 0), line=1)
    return entry.evolve(origin=Origin("<text>", record, values))


def write(exporter: BibtexExporter, entry: Entry, *, straight: bool) -> tuple[str, list[Any]]:
    """Return what *exporter* writes, and reports, of *entry*, by the one way or by the other."""
    report = Report()
    writer = BibtexWriter(exporter, report, None)
    writer._is_usual = straight
    return writer.write_entry(entry), list(report.diagnostics)


def check(exporter: BibtexExporter, entry: Entry) -> None:
    """Hold the straight way to the general one."""
    exporter = attrs.evolve(exporter, preserve=False)
    assert exporter.is_plain
    assert write(exporter, entry, straight=False) == write(exporter, entry, straight=True)


def is_straight(entry: Entry, *, judged: bool = True) -> bool:
    """Whether *entry* is written the straight way."""
    return write_usual_preprint(entry, ascii=True, is_biblatex=False, judged=judged) is not None


@each_exporter
@given(
    entry=strategies.entries | strategies.plain_entries | strategies.preprints,
    format=formats,
    letters=letters,
    carry=carries,
)
def test_any_entry_is_written_alike(
    kind: type[BibtexExporter], entry: Entry, format: str | None, letters: Any, carry: bool | None
) -> None:
    """Whatever an entry holds, the way that it is written is not to be seen."""
    entry = from_format(entry.evolve(key=entry.key or "k"), format, entry.native_type)
    check(kind(letters=letters, carry=carry), entry)


@each_exporter
@given(
    title=texts,
    abstract=st.none() | texts,
    comment=st.none() | texts,
    journal_ref=st.none() | texts,
    given_doi=st.none() | strategies.dois.map(str) | texts,
    note=st.none() | texts | st.just("Journal reference: X; y"),
    keyword=st.lists(texts, max_size=2).map(tuple),
    codes=st.lists(st.sampled_from(["68T45", "I.2.10", "68", "x, y", ""]), max_size=2).map(tuple),
    format=formats,
    letters=letters,
    carry=carries,
)
def test_texts_are_written_alike(
    kind: type[BibtexExporter],
    title: str,
    abstract: str | None,
    comment: str | None,
    journal_ref: str | None,
    given_doi: str | None,
    note: str | None,
    keyword: tuple[str, ...],
    codes: tuple[str, ...],
    format: str | None,
    letters: Any,
    carry: bool | None,
) -> None:
    """Odd characters in every text, and all that the authors say of a publication."""
    paper = attrs.evolve(
        PAPER, comment=comment, journal_ref=journal_ref, doi=given_doi, msc_class=codes, acm_class=codes[:1]
    )
    entry = PREPRINT.evolve(title=title, abstract=abstract, note=note, keyword=keyword, arxiv=paper)
    check(kind(letters=letters, carry=carry), from_format(entry, format))


_numbers = st.sampled_from(
    ["1706.03762", "2508.14504", "9999.99999", "1706.0376", "}", "1706.03762\n", "", "17O6.03762"]
)
_odd_words = st.sampled_from(["cs.CL", "", " ", "cs.{", "math.GT", "a b", "x, y", "7", "7a", "v 7", "٣", "\uffff"])
_odd_dates = st.none() | strategies.plain_dates | strategies.dates


@each_exporter
@given(
    number=_numbers,
    archive=st.sampled_from([None, None, None, "hep-th"]),
    seen=st.sampled_from([None, None, 2]),
    primary=st.none() | _odd_words,
    categories=st.lists(_odd_words, max_size=3).map(tuple),
    doi=st.none() | st.just(Doi("10.48550/arXiv.1706.03762")) | texts.map(Doi) | strategies.dois,
    url=st.none() | st.just("https://arxiv.org/abs/1706.03762") | texts | texts.map("https://x.org/".__add__),
    version=st.none() | _odd_words,
    key=st.sampled_from(["a", "a:b", "a b", "é", "{", "\uffff", "x" * 40]),
    format=formats,
    letters=letters,
    carry=carries,
)
def test_identifiers_are_written_alike(
    kind: type[BibtexExporter],
    number: str,
    archive: str | None,
    seen: int | None,
    primary: str | None,
    categories: tuple[str, ...],
    doi: Doi | None,
    url: str | None,
    version: str | None,
    key: str,
    format: str | None,
    letters: Any,
    carry: bool | None,
) -> None:
    """Identifiers and words that are none, and those of the paper itself."""
    identifier = ArxivId(number, archive, seen)
    paper = ArxivInfo(id=identifier, primary_category=primary, categories=categories)
    entry = PREPRINT.evolve(arxiv=paper, doi=doi, url=url, version=version, key=key)
    check(kind(letters=letters, carry=carry), from_format(entry, format))


@each_exporter
@given(
    archive=st.sampled_from([None, "hep-th"]),
    licence=st.none() | texts,
    report_number=st.none() | texts,
    versions=st.lists(
        st.builds(ArxivVersion, number=st.integers(1, 3), submitted=st.none() | strategies.dates), max_size=2
    ).map(tuple),
    extra=st.lists(
        st.builds(
            Extra,
            st.sampled_from(["arxiv-jsonl", "arxiv-oai", "arxiv-abs", "bibtex", "bibtex-as-written", "ris"]),
            st.sampled_from(["submitter", "update_date", "title", "crossref", "author[0].affiliation"]),
            texts,
        ),
        max_size=3,
    ).map(tuple),
    format=formats,
    letters=letters,
    carry=carries,
)
def test_what_arxiv_says_beside_is_written_alike(
    kind: type[BibtexExporter],
    archive: str | None,
    licence: str | None,
    report_number: str | None,
    versions: tuple[ArxivVersion, ...],
    extra: tuple[Extra, ...],
    format: str | None,
    letters: Any,
    carry: bool | None,
) -> None:
    """The records of arXiv's dumps have much that BibTeX has no field for: it is told in the same order."""
    paper = attrs.evolve(
        PAPER,
        id=ArxivId("1706.03762") if archive is None else ArxivId("9901001", archive),
        license=licence,
        report_number=report_number,
        versions=versions,
    )
    check(kind(letters=letters, carry=carry), from_format(PREPRINT.evolve(arxiv=paper, extra=extra), format))


FAMILIES = st.sampled_from("Vaswani|Van Gogh|And|McGuire|Clément|Team|Lee Jr.|X, Y and Z|O'Neil|None||{".split("|"))
GIVEN_NAMES = st.sampled_from("Ashish|N. M.|and|III|Others|Y and Z, B|J.-P.|Kurt Gödel|None||}".split("|"))


@each_exporter
@given(
    names=st.lists(
        st.builds(Name, family=st.none() | FAMILIES, given=st.none() | GIVEN_NAMES) | strategies.names, max_size=4
    ),
    dates=st.tuples(_odd_dates, _odd_dates, _odd_dates),
    native=st.sampled_from([None, "UNPB", "misc", "article", "report", "x y"]),
    format=formats,
    letters=letters,
    carry=carries,
)
def test_names_and_dates_are_written_alike(
    kind: type[BibtexExporter],
    names: list[Name],
    dates: tuple[Date | None, Date | None, Date | None],
    native: str | None,
    format: str | None,
    letters: Any,
    carry: bool | None,
) -> None:
    """Names and dates of all kinds, and types as their source spells them."""
    issued, submitted, updated = dates
    entry = PREPRINT.evolve(author=tuple(names), issued=issued, submitted=submitted, updated=updated)
    check(kind(letters=letters, carry=carry), from_format(entry, format, native))


USUAL = {
    "type", "key", "title", "author", "issued", "doi", "url", "abstract", "arxiv", "submitted", "updated", "version",
    "native_type", "note", "keyword", "extra",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in COMPARED_FIELDS if name not in USUAL])
def test_every_other_field_takes_the_general_way(name: str) -> None:
    """A field that is new to the model is no usual one by mistake: whatever it holds, even nothing."""
    assert is_straight(PREPRINT)
    for value in ("", "x") if DEFAULTS[INDEX[name]] is None else (("x",), (Extra("bibtex", "x", "y"),)):
        values = [getattr(PREPRINT, field) for field in ENTRY_FIELDS]
        values[INDEX[name]] = value  # of the field's own type or not
        assert not is_straight(make_entry(values), judged=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": EntryType.ARTICLE_JOURNAL},
        {"title": None},
        {"title": ""},
        {"title": "\x00"},
        {"issued": None},
        {"issued": Date(start=(2017, 6), circa=True)},
        {"issued": Date(start=(2017, 13))},
        {"issued": Date(literal="soon")},
        {"version": "7\xb2"},
        {"version": ""},
        {"arxiv": None},
        {"arxiv": ArxivInfo(primary_category="cs.CL")},
        {"arxiv": ArxivInfo(id=ArxivId("1706.03762", version=2))},
        {"extra": (Extra("bibtex", "x", "y"),)},
        {"extra": (Extra("arxiv-oai", "proxy", "y"), Extra("ris", "C1", "y"))},
        {"doi": Doi(" ")},
        {"url": " "},
    ],
)
def test_what_is_not_usual_takes_the_general_way(changes: dict[str, object]) -> None:
    """Each reason by itself, judged or not."""
    assert not is_straight(PREPRINT.evolve(**changes), judged=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "a b"},
        {"key": None},
        {"doi": Doi("10.1/x")},
        {"url": "https://x.org/{"},
        {"native_type": "x"},
        {"extra": (Extra("arxiv-jsonl", "submitter", "y"),)},
        {"arxiv": ArxivInfo(id=ArxivId("9901001", "hep-th"))},
        {"arxiv": attrs.evolve(PAPER, license="https://x.org")},
        {"arxiv": attrs.evolve(PAPER, report_number="X-1")},
        {"arxiv": attrs.evolve(PAPER, versions=(ArxivVersion(number=1),))},
    ],
)
def test_what_may_not_come_back_takes_the_general_way(changes: dict[str, object]) -> None:
    """Only where it is asked what comes back."""
    assert is_straight(PREPRINT.evolve(**changes), judged=False)
    assert not is_straight(PREPRINT.evolve(**changes))


@pytest.mark.parametrize(
    "options",
    [
        {"groups": True},
        {"markup": "none"},
        {"dates": "start"},
        {"suffixes": "given"},
        {"derived_links": False},
        {"preprint_type": "report"},
        {"noted_identifiers": "all"},
    ],
)
def test_other_options_take_the_general_way(options: dict[str, Any]) -> None:
    """What exporters are asked to put elsewhere stands in the table alone."""
    assert not BibtexExporter(**options).is_plain


def test_exporters_of_others_take_the_general_way() -> None:
    """Whoever writes fields in a way of their own is asked for each of them."""

    class Other(BibtexExporter):
        pass

    assert not Other().is_plain


@each_exporter
@pytest.mark.parametrize("blank", ["\u2009", "\xa0", "\u2028", " ", "\x1f"])
def test_texts_of_blanks_alone_are_written_alike(kind: type[BibtexExporter], blank: str) -> None:
    """Whatever blanks they are: they have no line of their own, so that they do not come back from it."""
    paper = attrs.evolve(PAPER, comment=blank)
    for entry in (PREPRINT.evolve(abstract=blank), PREPRINT.evolve(arxiv=paper), PREPRINT.evolve(note=blank)):
        for letters in ("latex", "utf8"):
            check(kind(letters=letters), from_format(entry, "csl-json"))


@each_exporter
@pytest.mark.parametrize("doi", [None, ""])
@pytest.mark.parametrize("codes", [(), ("68T45",), ("68T45", "68T45"), ("x, y",), ("",), ("A ",)])
@pytest.mark.parametrize("keyword", [(), ("deep learning",), ("MSC 68T45",)])
def test_codes_are_written_alike(
    kind: type[BibtexExporter], doi: str | None, codes: tuple[str, ...], keyword: tuple[str, ...]
) -> None:
    """Codes of classes alone come back for sure; beside others, or where they are none, reading tells."""
    paper = attrs.evolve(PAPER, doi=doi, msc_class=codes)
    for acm in ((), ("I.2.10",)):
        entry = PREPRINT.evolve(arxiv=attrs.evolve(paper, acm_class=acm), keyword=keyword)
        check(kind(), from_format(entry, "ris", "UNPB"))
        check(kind(carry=False), from_format(entry, "csl-json"))


_line_pieces = (
    "Phys. Rev. D 66, 010001 (2002) ; : DOI Journal reference: Version 2 -- - é “ $x$ \\alpha & _ [1] {A} ~ '' '"
)
_journal_lines = st.lists(st.sampled_from([*_line_pieces.split(" "), " ", "; "]), min_size=1, max_size=6).map(" ".join)
_dois = st.sampled_from(
    [
        "10.48550/arXiv.1706.03762",
        "10.48550/ARXIV.1706.03762",
        "10.1103/PhysRevD.66.010001",
        "10.1007/978-3-030_1",
        "10.1000/a--b",
        "10.1000/A,10.1000/B",
        "10.1000/x)",
        "doi:10.1/x",
        "",
    ]
)


@each_exporter
@given(
    journal_ref=st.none() | _journal_lines | st.just(""),
    doi=st.none() | _dois,
    note=st.sampled_from([None, None, "a"]),
    codes=st.sampled_from([(), (), ("68T45",), ("x, y",)]),
)
def test_publications_are_written_alike(
    kind: type[BibtexExporter], journal_ref: str | None, doi: str | None, note: str | None, codes: tuple[str, ...]
) -> None:
    """What the authors say of where it was published, in signs that mean something to TeX or to the note."""
    entry = PREPRINT.evolve(arxiv=attrs.evolve(PAPER, journal_ref=journal_ref, doi=doi, msc_class=codes), note=note)
    check(kind(), from_format(entry, "ris", "UNPB"))
    check(kind(carry=False), from_format(entry, "csl-json"))


@pytest.mark.parametrize(
    ("values", "is_sure"),
    [
        ({"journal_ref": "Phys. Rev. D 66, 010001 (2002)", "doi": "10.1103/PhysRevD.66.010001"}, True),
        ({"journal_ref": "ICML 2020"}, True),
        ({"doi": "10.1103/PhysRevD.66.010001"}, True),
        ({"journal_ref": "Phys. Rev.; D 66"}, False),
        ({"journal_ref": "$x$"}, False),
        ({"doi": "10.1103/A and 10.1103/B"}, False),
        ({"doi": "10.48550/arXiv.1706.03762"}, False),
        ({"journal_ref": "ICML 2020", "msc_class": ("68T45",)}, True),
        ({"doi": "10.1103/PhysRevD.66.010001", "msc_class": ("68T45",), "acm_class": ("I.4.8",)}, True),
        ({"doi": "10.1103/PhysRevD.66.010001", "msc_class": ("x, y",)}, False),
    ],
)
def test_plain_publications_are_known_to_come_back(values: dict[str, Any], is_sure: bool) -> None:
    """They are not read back."""
    entry = PREPRINT.evolve(
        arxiv=attrs.evolve(PAPER, **values), doi=Doi("10.48550/arXiv.1706.03762"), title="A b", abstract=None
    )
    written = write_usual_preprint(entry, ascii=True, is_biblatex=False, judged=True)
    assert written is not None
    assert ("arxiv" not in written.unsure) == is_sure


@given(
    doi=st.none() | _dois | strategies.dois.map(str),
    own=st.none() | _dois.filter(bool).map(Doi) | strategies.dois,
    journal_ref=st.none() | st.just("ICML 2020"),
    strengths=st.lists(st.sampled_from(Strength), max_size=1),
)
def test_plain_doi_is_told_as_any(
    doi: str | None, own: Doi | None, journal_ref: str | None, strengths: list[Strength]
) -> None:
    """Unless it is the entry's own, or was found to be another work's."""
    arxiv = attrs.evolve(PAPER, doi=doi, journal_ref=journal_ref)
    claims = tuple(
        Claim(field="doi", value=Doi(doi), source="crossref", strength=strength) for strength in strengths if doi
    )
    entry = PREPRINT.evolve(arxiv=arxiv, doi=own, claims=claims)
    # With a claim that says nothing of the DOI, it is looked for as any other text is.
    harmless = Claim(field="title", value="T", source="crossref", strength=Strength.CERTAIN)
    assert publication_notes(entry) == publication_notes(entry.evolve(claims=(*claims, harmless)))


@pytest.mark.parametrize("changes", [{"native_type": "ARTICLE"}, {"native_type": "article"}, {"native_type": "x"}])
def test_word_for_the_type_is_compared_without_regard_to_case(changes: dict[str, Any]) -> None:
    """Where the format has it in other letters, it is still its own."""
    entry = PREPRINT.evolve(**changes)
    assert is_usual_type(entry, "csl-json") == (entry.native_type != "x")
