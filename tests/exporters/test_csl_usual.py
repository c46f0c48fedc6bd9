"""CSL items that are written at once: the same as the general way writes, and what is left to it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Date,
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
    Report,
)
from arxiv2bib.exporters import csl_json
from arxiv2bib.exporters._csl_usual import write_usual
from arxiv2bib.exporters.csl_json import CslJsonExporter
from arxiv2bib.testing import strategies
from tests import sample_entries

CARRIES = (None, True, False)

# What JSON escapes, what markup and CSL's tags mean, and what the reader looks for, alone and beside its like.
MARKS = (
    'a b A é 李 " \\ \\\\ \\" $ $n$ $5 < <i> </i> <b>x</b> <br/> & , ; : - – arXiv: arXiv arXiv:1706.03762 1 7 others '
    "version: Comment: [cs.CL] \x00 \x1f \x7f \ud800 \U0001f9ee \u2028 null true 10.1000/182 https://x.org/?a=b "
    "&amp; &#60; <p> </p> <jats:p>"
)
texts = st.lists(st.sampled_from([*MARKS.split(" "), " ", "\n", "\t", ", "]), max_size=6).map("".join)
odd_names = st.builds(
    Name,
    family=st.none() | texts,
    given=st.none() | texts,
    suffix=st.none() | st.sampled_from(["Jr.", ""]),
    literal=st.none() | st.sampled_from(["others", ""]),
)
names = st.lists(strategies.plain_names | odd_names | st.builds(Name, family=texts, given=texts), max_size=3).map(tuple)
origins = st.none() | st.sampled_from(["bibtex", "ris", "csl-json", "arxiv-digest"]).map(
    lambda name: Origin("x", Record(name, None, None, (), (0, 0), 1, "{}"))
)

PREPRINT = sample_entries.PREPRINT.evolve(
    origin=Origin("x.bib", Record("bibtex", "misc", "vaswani2017attention", (), (0, 0), 1, ""))
)
ARTICLE = Entry(
    type=EntryType.ARTICLE_JOURNAL,
    key="kohn1965",
    title="Self-Consistent Equations",
    author=(Name(family="Kohn", given="W."), Name(family="Sham", given="L. J.")),
    issued=Date(start=(1965, 11)),
    container_title="Physical Review",
    container_title_short="Phys. Rev.",
    volume="140",
    issue="4A",
    page=Pages(first="A1133", last="A1138"),
    publisher="APS",
    doi=Doi("10.1103/PhysRev.140.A1133"),
    issn=(Issn("0031-899X"), Issn("1536-6065")),
    isbn=(Isbn("978-3-16-148410-0"),),
    language="en",
    note="A classic.",
    keyword=("density", "theory"),
    variables=(("PMID", "123"), ("source", "APS")),
    origin=PREPRINT.origin,
)


def export(entries: Iterable[Entry], carry: bool | None) -> tuple[str, list[str]]:
    """Return what the exporter writes, and reports."""
    report = Report()
    text = "".join(CslJsonExporter(carry=carry, preserve=False).export(entries, report=report))
    return text, [repr(diagnostic) for diagnostic in report.diagnostics]


def check(entry: Entry, carry: bool | None) -> None:
    """Fail where the shortcut gives another text or another report than the general way."""
    written = export([entry], carry)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csl_json, "write_usual", lambda *_, **__: None)
        expected = export([entry], carry)
    assert written == expected


each_carry = pytest.mark.parametrize("carry", CARRIES)


@each_carry
@given(
    entry=strategies.entries | strategies.plain_entries | strategies.preprints | strategies.surrogate_entries,
    origin=origins,
)
def test_any_entry_is_written_as_in_the_general_way(carry: bool | None, entry: Entry, origin: Origin | None) -> None:
    """The same text and the same report, whatever an entry holds and wherever it is from."""
    check(entry.evolve(origin=origin), carry)


TEXT_FIELDS = (*strategies.TEXT_FIELDS, "key")


@each_carry
@given(
    base=st.sampled_from([PREPRINT, ARTICLE]),
    fields=st.dictionaries(st.sampled_from(TEXT_FIELDS), st.none() | texts, max_size=3),
    origin=origins,
)
def test_odd_texts_are_written_as_in_the_general_way(
    carry: bool | None, base: Entry, fields: dict[str, str | None], origin: Origin | None
) -> None:
    """One or a few texts with signs that mean something, in an entry that is usual otherwise."""
    check(base.evolve(**fields, origin=origin), carry)


@each_carry
@given(
    base=st.sampled_from([PREPRINT, ARTICLE]),
    parts=st.fixed_dictionaries(
        {},
        optional={
            "author": names,
            "editor": names,
            "page": strategies.pages | st.builds(Pages, first=texts, last=st.none() | texts),
            "issued": strategies.dates,
            "submitted": strategies.dates | st.just(PREPRINT.issued),
            "updated": strategies.dates | st.just(PREPRINT.issued),
            "accessed": strategies.dates,
            "doi": strategies.dois | texts.map(Doi),
            "keyword": st.lists(texts | st.sampled_from(["cs.CL", "MSC 68"]), max_size=3).map(tuple),
            "isbn": st.lists((texts | st.just("978-3-16-148410-0")).map(Isbn), max_size=2).map(tuple),
            "issn": st.lists((texts | st.just("0031-899X")).map(Issn), max_size=2).map(tuple),
            "variables": st.lists(strategies.variables | st.tuples(st.just("PMID"), texts), max_size=2).map(tuple),
            "extra": st.lists(strategies.extras, max_size=2).map(tuple),
            "type": strategies.entry_types,
            "truncated": st.just((NameRole.AUTHOR,)),
            "native_type": st.sampled_from(["misc", "article", "phdthesis", ""]),
        },
    ),
)
def test_odd_values_are_written_as_in_the_general_way(
    carry: bool | None, base: Entry, parts: dict[str, object]
) -> None:
    """One or a few values of all kinds, in an entry that is usual otherwise."""
    check(base.evolve(**parts), carry)


@each_carry
@given(
    base=st.sampled_from([PREPRINT, ARTICLE]),
    number=st.sampled_from(["1706.03762", "9901001", "1706.03762v2", "1799.03762", "x"]) | texts,
    archive=st.none() | st.sampled_from(["hep-th", "x"]),
    version=st.none() | st.integers(0, 3),
    primary=st.none() | st.sampled_from(["cs.CL", "", "cs.CL]\nversion: 3"]),
    classes=st.lists(st.sampled_from(["cs.CL", "68T45", "I.2.10", "68", "x, y", ""]), max_size=2).map(tuple),
    said=st.tuples(*[st.none() | texts] * 4, st.none() | st.sampled_from(["7", "", "07", "x", "7\nComment: x"])),
    note=st.none() | texts | st.sampled_from(["Comment: x", "arXiv:1706.03762"]),
    updated=st.none() | strategies.plain_dates,
)
def test_what_arxiv_says_is_written_as_in_the_general_way(
    carry: bool | None,
    base: Entry,
    number: str,
    archive: str | None,
    version: int | None,
    primary: str | None,
    classes: tuple[str, ...],
    said: tuple[str | None, ...],
    note: str | None,
    updated: Date | None,
) -> None:
    """All that becomes lines of the note, with lines in them, and classes that are none."""
    comment, journal_ref, doi, terms, shown = said
    paper = ArxivInfo(
        id=ArxivId(number, archive, version),
        primary_category=primary,
        categories=classes,
        comment=comment,
        journal_ref=journal_ref,
        doi=doi if doi != "10.1000/182" else "10.48550/arXiv.1706.03762",
        license=terms,
        msc_class=classes[:1],
    )
    check(base.evolve(arxiv=paper, version=shown, note=note, updated=updated), carry)


@pytest.mark.parametrize("is_compared", [True, False])
@pytest.mark.parametrize(
    "entry",
    [
        PREPRINT,
        ARTICLE,
        PREPRINT.evolve(abstract='A "quoted" $O(n)$\twith <i>tags</i>.', updated=Date(start=(2023, 8, 2))),
        PREPRINT.evolve(arxiv=ArxivInfo(id=ArxivId("9901001", "hep-th"), comment="12 pages, $n$ figures")),
        PREPRINT.evolve(note="Submitted to arXiv twice.", doi=Doi("10.1000/a<b>c")),
        PREPRINT.evolve(author=(Name(literal="The Group"), Name(family="Silva", non_dropping_particle="da"))),
        PREPRINT.evolve(author=(), key="李2020", title="Über <sub>2</sub>"),
    ],
)
def test_usual_entries_are_written_at_once(entry: Entry, is_compared: bool) -> None:
    """None of these takes the general way, so that writing is fast."""
    assert write_usual(entry, is_compared=is_compared) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"key": None},
        {"key": "\ud800"},
        {"title": ""},
        {"volume": ""},
        {"note": ""},
        {"container_title": "A $B$"},
        {"author": (Name(literal="The Group"), Name(literal="others"))},
        {"editor": (Name(),)},
        {"author": (Name(family="Vaswani", given=""),)},
        {"author": (Name(family="Vaswani", given="A", suffix=""),)},
        {"truncated": (NameRole.AUTHOR,)},
        {"publisher": "arXiv"},
        {"issued": Date(start=(2017, 13))},
        {"page": Pages(literal="")},
        {"article_number": "12"},
        {"variables": (("PMID", "1"), ("PMID", "2"))},
        {"variables": (("title", "1"),)},
        {"arxiv": None, "updated": Date(start=(2023, 8, 2))},
        {"arxiv": ArxivInfo(primary_category="cs.CL")},
        {"arxiv": ArxivInfo(id=ArxivId("1706.03762"), versions=(ArxivVersion(number=1),))},
        {"extra": (Extra("csl-json", "x", "1"),)},
    ],
)
def test_unusual_entries_are_left_to_the_general_way(changes: dict[str, object]) -> None:
    """Each of these is a reason to look at the whole item."""
    assert write_usual(PREPRINT.evolve(**changes), is_compared=True) is None


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"abstract": "lone $"}, {"abstract": "lone \\$"}),
        ({"keyword": ("a", "cs.CV")}, {"keyword": ("a",)}),
        ({"updated": PREPRINT.issued}, {"updated": None}),
        ({"native_type": "phdthesis"}, {"native_type": None}),
        ({"extra": (Extra("bibtex", "x", "1"),)}, {"extra": ()}),
    ],
)
def test_what_is_read_otherwise_is_told(changes: dict[str, object], read: dict[str, object]) -> None:
    """It is carried or reported without reading the whole item; where nobody looks, it is just written."""
    entry = PREPRINT.evolve(**changes)
    written = write_usual(entry, is_compared=True)
    assert written is not None
    assert {name: value for name, value in written.read.items() if name in read} == read
    assert write_usual(entry, is_compared=False) == (written.item, {})


@pytest.mark.parametrize("changes", [{"doi": Doi("10.1000/a.")}, {"isbn": (Isbn("1"), Isbn("2"))}])
def test_identifiers_that_are_read_otherwise_are_left_to_the_general_way(changes: dict[str, object]) -> None:
    """Where nobody looks, they are written."""
    entry = PREPRINT.evolve(**changes)
    assert write_usual(entry, is_compared=True) is None
    assert write_usual(entry, is_compared=False) is not None
