"""The reader of RIS: every tag in its field, what has no field kept, and everything written back."""

import json
from pathlib import Path

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
    Issn,
    Name,
    NameRole,
    Pages,
    Report,
    Severity,
    Source,
    load,
)
from arxiv2bib.exporters.ris import RisExporter
from arxiv2bib.formats.ris_tags import READ_TYPES, TAGS, TYPES
from arxiv2bib.readers.ris import RisReader
from arxiv2bib.text.markup import to_tagged
from tests.formats.test_ris import PIECES, ris_texts

BOB, ANN = Name(family="Berg", given="Bob"), Name(family="Aas", given="Ann")


def read(text: str, report: Report | None = None) -> list[Entry | Block]:
    """Return what is in *text*."""
    return list(RisReader().read(Source("refs.ris", text=text), report=report if report is not None else Report()))


def read_entries(text: str) -> list[Entry]:
    """Return the entries in *text*."""
    return [item for item in read(text) if isinstance(item, Entry)]


def read_record(*lines: str, kind: str = "JOUR") -> Entry:
    """Return the entry of a record with *lines*."""
    (entry,) = read_entries("\n".join([f"TY  - {kind}", *lines, "ER  - \n"]))
    return entry


def write(items: list[Entry | Block], *, preserve: bool = False, carry: bool | None = None) -> str:
    """Return *items* in RIS."""
    return "".join(RisExporter(preserve=preserve, carry=carry).export(items, report=Report()))


def spelled(tag: str, value: str) -> Extra:
    """Return a line that is kept as written beside its field."""
    return Extra("ris-line", tag, value)


def kept(tag: str, value: str) -> Extra:
    """Return a line that has no field."""
    return Extra("ris", tag, value)


JOURNAL = Entry(type=EntryType.ARTICLE_JOURNAL, native_type="JOUR")
BOOK = Entry(type=EntryType.BOOK, native_type="BOOK")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["TI  - A <i>b</i> $x^2$"], {"title": "A <i>b</i> $x^2$"}),
        (["T1  - Cost: $5 \\ <x>"], {"title": "Cost: \\$5 \\\\ <x>"}),
        (["CT  - a"], {"title": "a"}),
        (["TI  - a", "T1  - a"], {"title": "a"}),
        (["TI  - a", "T1  - b"], {"title": "a", "extra": (kept("T1", "b"),)}),
        (["TI  - one", "two", "", "  three"], {"title": "one two three"}),
        (["AU  - Berg, Bob", "A1  - Aas, Ann"], {"author": (BOB, ANN)}),
        (["AU  - Berg, Bob", "AU  - et al."],
         {"author": (BOB,), "truncated": (NameRole.AUTHOR,), "extra": (kept("AU", "et al."),)}),
        (["AU  - WHO Team"], {"author": (Name(literal="WHO Team"),), "extra": (spelled("AU", "WHO Team"),)}),
        (["AU  - "], {}),
        (["ED  - Berg, Bob", "A2  - Aas, Ann"], {"editor": (BOB, ANN)}),
        (["A3  - Berg, Bob"], {"contributors": (Contributor(NameRole.COLLECTION_EDITOR, (BOB,)),)}),
        (["A4  - Berg, Bob", "A4  - Aas, Ann"], {"contributors": (Contributor(NameRole.TRANSLATOR, (BOB, ANN)),)}),
        (["A4  - Berg,Bob"], {"contributors": (Contributor(NameRole.TRANSLATOR, (BOB,)),),
                              "extra": (spelled("A4", "Berg,Bob"),)}),
        (["T2  - a", "JA  - b"], {"container_title": "a", "container_title_short": "b"}),
        (["JF  - a", "J1  - b"], {"container_title": "a", "container_title_short": "b"}),
        (["JO  - a"], {"container_title": "a"}),
        (["JA  - a"], {"container_title": "a", "container_title_short": "a"}),
        (["JF  - a", "JO  - b"],
         {"container_title": "a", "container_title_short": "b", "extra": (spelled("JO", "b"),)}),
        (["JO  - b", "JF  - a"],
         {"container_title": "a", "container_title_short": "b", "extra": (spelled("JO", "b"), spelled("JF", "a"))}),
        (["T2  - a", "JF  - b"], {"container_title": "b", "extra": (kept("T2", "a"),)}),
        (["T2  - Journal of a", "JF  - J. a"], {"container_title": "Journal of a", "extra": (kept("JF", "J. a"),)}),
        (["T3  - a"], {"collection_title": "a"}),
        (["ST  - a", "RN  - b", "AB  - c"], {"short_title": "a", "annote": "b", "abstract": "c"}),
        (["N2  - c"], {"abstract": "c"}),
        (["PY  - 2017", "DA  - 2017/06/12/"], {"issued": Date(start=(2017, 6, 12))}),
        (["Y1  - 2017//"], {"issued": Date(start=(2017,))}),
        (["PY  - 2017/06/12/received"],
         {"issued": Date(start=(2017, 6, 12)), "extra": (kept("PY", "2017/06/12/received"),)}),
        (["DA  - 5 Nov 2021"], {"issued": Date(start=(2021, 11, 5)), "extra": (spelled("DA", "5 Nov 2021"),)}),
        (["Y2  - 2021/11/05/"], {"accessed": Date(start=(2021, 11, 5))}),
        (["Y2  - 2021/11/05"], {"accessed": Date(start=(2021, 11, 5)), "extra": (spelled("Y2", "2021/11/05"),)}),
        (["Y2  - 2021/11/05/09:48:44"],
         {"accessed": Date(start=(2021, 11, 5)), "extra": (spelled("Y2", "2021/11/05/09:48:44"),)}),
        (["DA  - 2021/11/05 9:48"],
         {"issued": Date(start=(2021, 11, 5)), "extra": (spelled("DA", "2021/11/05 9:48"),)}),
        (["Y2  - 2021/11/05/morning"], {"accessed": Date(literal="2021/11/05/morning")}),
        (["SP  - 1", "EP  - 20"], {"page": Pages(first="1", last="20")}),
        (["SP  - 1-20"], {"page": Pages(first="1", last="20")}),
        (["SP  - 1-20", "EP  - 20"], {"page": Pages(first="1", last="20")}),
        (["SP  - 377", "EP  - 86"], {"page": Pages(first="377", last="86")}),
        (["SP  - 5", "EP  - 5"], {"page": Pages(first="5")}),
        (["SP  - 1, 5-7"], {"page": Pages(literal="1, 5-7")}),
        (["EP  - 7"], {"extra": (kept("EP", "7"),)}),
        (["VL  - 1", "IS  - 2", "M1  - 3"], {"volume": "1", "issue": "2", "number": "3"}),
        (["CP  - 2"], {"issue": "2"}),
        (["VL  - 1", "VL  - 1", "VL  - 2"], {"volume": "1", "extra": (kept("VL", "2"),)}),
        (["M3  - Review"], {"genre": "Review"}),
        (["M3  - doi: 10.1000/a"], {"doi": Doi("10.1000/a"), "extra": (spelled("M3", "doi: 10.1000/a"),)}),
        (["DO  - 10.1000/a", "M3  - 10.1000/a"], {"doi": Doi("10.1000/a"), "extra": (kept("M3", "10.1000/a"),)}),
        (["DO  - https://doi.org/10.1000/A"], {"doi": Doi("10.1000/A")}),
        (["DO  - none"], {"extra": (kept("DO", "none"),)}),
        (["DO  - 10.1000/a; 10.1000/b"],
         {"doi": Doi("10.1000/a"), "extra": (spelled("DO", "10.1000/a; 10.1000/b"),)}),
        (["M3  - 10.1000/a,10.1000/b"],
         {"doi": Doi("10.1000/a"), "extra": (spelled("M3", "10.1000/a,10.1000/b"),)}),
        (["M3  - doi:10.1000/..."], {"doi": None, "genre": "doi:10.1000/..."}),
        (["SN  - 0031-9007"], {"issn": (Issn("0031-9007"),)}),
        (["SN  - 2050084X"], {"issn": (Issn("2050084X"),)}),
        (["SN  - 978-3-16-148410-0", "SN  - 0031-9007 (Print)"],
         {"isbn": (Isbn("978-3-16-148410-0"),), "issn": (Issn("0031-9007"),),
          "extra": (spelled("SN", "978-3-16-148410-0"), spelled("SN", "0031-9007 (Print)"))}),
        (["SN  - 0031-9007 (Print) 1079-7114 (Online)"],
         {"issn": (Issn("0031-9007"), Issn("1079-7114")),
          "extra": (spelled("SN", "0031-9007 (Print) 1079-7114 (Online)"),)}),
        (["SN  - 9783161484100 0-306-40615-2; 0031-9007"],
         {"isbn": (Isbn("9783161484100"), Isbn("0-306-40615-2")), "issn": (Issn("0031-9007"),),
          "extra": (spelled("SN", "9783161484100 0-306-40615-2; 0031-9007"),)}),
        (["SN  - 978 3 16 148410 0"], {"isbn": (Isbn("978 3 16 148410 0"),)}),
        (["SN  - X"], {"extra": (kept("SN", "X"),)}),
        (["UR  - http://a.b/", "UR  - http://c.d/"], {"url": "http://a.b/", "extra": (kept("UR", "http://c.d/"),)}),
        (["UR  - http://a.b/", "http://c.d/"], {"url": "http://a.b/", "extra": (kept("UR", "http://c.d/"),)}),
        (["KW  - a; b", "KW  - c"], {"keyword": ("a", "b", "c"), "extra": (spelled("KW", "a; b"),)}),
        (["KW  - a &amp; b", "KW  - c;"],
         {"keyword": ("a & b", "c"), "extra": (spelled("KW", "c;"), spelled("KW", "a &amp; b"))}),
        (["KW  - caf&eacute; a"], {"keyword": ("café a",), "extra": (spelled("KW", "caf&eacute; a"),)}),
        (["KW  - a", "b c"], {"keyword": ("a", "b c"), "extra": (spelled("KW", "a\nb c"),)}),
        (["N1  - a", "N1  - b", "c"], {"note": "a\nb\nc"}),
        (["PB  - a", "CY  - b"], {"publisher": "a", "publisher_place": "b"}),
        (["PP  - b"], {"publisher_place": "b"}),
        (["LA  - en", "ID  - key1"], {"language": "en", "key": "key1"}),
        (["ID  - a", "ID  - b"], {"key": "a", "extra": (kept("ID", "b"),)}),
        (["AN  - 1", "DB  - 2", "CN  - 3"],
         {"variables": (("archive_location", "1"), ("archive", "2"), ("call-number", "3"))}),
        (["AN  - 1", "AN  - 2"], {"variables": (("archive_location", "1"),), "extra": (kept("AN", "2"),)}),
        (["C7  - e1"], {"article_number": "e1", "extra": (spelled("C7", "e1"),)}),
        (["L1  - a", "AD  - b", "L1  - c"], {"extra": (kept("L1", "a"), kept("AD", "b"), kept("L1", "c"))}),
        (["X1  - a", "X2  - b", "X1  - c"], {"extra": (kept("X1", "a"), kept("X2", "b"), kept("X1", "c"))}),
        (["H1  - a", "H2  - b", "H1  - c"],
         {"variables": (("source", "a"), ("call-number", "b")),
          "extra": (spelled("H1", "a"), spelled("H2", "b"), kept("H1", "c"))}),
        (["TI  - a", "PB  - "], {"title": "a"}),
    ],
    ids=lambda value: " | ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_tag_is_read(lines: list[str], expected: dict[str, object]) -> None:
    """Each tag has its field; a second value, or one that is not understood, stays as a line."""
    entry = read_record("ID  - k", *lines) if not any(line.startswith("ID") for line in lines) else read_record(*lines)
    assert JOURNAL.evolve(**{"key": "k", **expected}) == entry


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("BOOK", ["T2  - a"], {"collection_title": "a", "extra": (spelled("T2", "a"),)}),
        ("BOOK", ["T2  - a", "JF  - b"], {"collection_title": "a", "container_title": "b",
                                         "extra": (spelled("T2", "a"), spelled("JF", "b"))}),
        ("BOOK", ["BT  - a"], {"title": "a", "extra": (spelled("BT", "a"),)}),
        ("BOOK", ["A2  - Berg, Bob"], {"editor": (BOB,)}),
        ("BOOK", ["A3  - Berg, Bob"], {"editor": (BOB,), "extra": (spelled("A3", "Berg, Bob"),)}),
        ("BOOK", ["A2  - Berg, Bob", "A3  - Aas, Ann"],
         {"editor": (ANN,), "contributors": (Contributor(NameRole.COLLECTION_EDITOR, (BOB,)),),
          "extra": (spelled("A3", "Aas, Ann"), spelled("A2", "Berg, Bob"))}),
        ("BOOK", ["ED  - Berg, Bob", "A3  - Aas, Ann"],
         {"editor": (BOB,), "contributors": (Contributor(NameRole.COLLECTION_EDITOR, (ANN,)),)}),
        ("EDBOOK", ["AU  - Berg, Bob"], {"editor": (BOB,), "extra": (spelled("AU", "Berg, Bob"),)}),
        ("RPRT", ["A2  - Berg, Bob"], {"contributors": (Contributor(NameRole.COLLECTION_EDITOR, (BOB,)),)}),
        ("RPRT", ["SN  - CERN 2001-1234"],
         {"number": "CERN 2001-1234", "extra": (spelled("SN", "CERN 2001-1234"),)}),
        ("RPRT", ["SN  - TR-7"], {"number": "TR-7", "extra": (spelled("SN", "TR-7"),)}),
        ("RPRT", ["M1  - 8", "SN  - TR-7"], {"number": "TR-7", "extra": (spelled("SN", "TR-7"), kept("M1", "8"))}),
        ("RPRT", ["M1  - 8"], {"number": "8"}),
        ("MPCT", ["A2  - Berg, Bob", "A3  - Aas, Ann"],
         {"contributors": (Contributor(NameRole.DIRECTOR, (BOB,)), Contributor(NameRole.PRODUCER, (ANN,)))}),
        ("PCOMM", ["A2  - Berg, Bob"], {"contributors": (Contributor(NameRole.RECIPIENT, (BOB,)),)}),
        ("CPAPER", ["T2  - a", "C3  - b"], {"container_title": "a", "event_title": "b"}),
        ("CONF", ["C3  - Proc. of B", "T2  - A 16"], {"container_title": "Proc. of B", "event_title": "A 16"}),
        ("CONF", ["C3  - Proc. of B", "T2  - Proc. A"], {"container_title": "Proc. A", "event_title": "Proc. of B"}),
        ("CONF", ["C3  - Proceedings of B"], {"container_title": "Proceedings of B"}),
        ("THES", ["T2  - Department of X"], {"extra": (kept("T2", "Department of X"),)}),
        ("COMP", ["ET  - 2.0"], {"version": "2.0"}),
        ("CHAP", ["ET  - 2nd"], {"edition": "2nd"}),
        ("JOUR", ["ET  - 2020 Jan"], {"extra": (kept("ET", "2020 Jan"),)}),
        ("THES", ["VL  - PhD", "A3  - Berg, Bob"],
         {"contributors": (Contributor(NameRole.CONTRIBUTOR, (BOB,)),), "extra": (kept("VL", "PhD"),)}),
        ("THES", ["SP  - 120"], {"variables": (("number-of-pages", "120"),)}),
        ("BOOK", ["SP  - 1", "EP  - 120"], {"page": Pages(first="1", last="120")}),
        ("BOOK", ["SP  - 1-120"], {"page": Pages(first="1", last="120")}),
        ("BOOK", ["M1  - 12"], {"collection_number": "12"}),
        ("CHAP", ["SV  - 12", "M1  - 3"],
         {"collection_number": "12", "variables": (("number-of-volumes", "3"),), "extra": (spelled("M1", "3"),)}),
        ("EJOUR", ["M1  - 3"], {"issue": "3", "extra": (spelled("M1", "3"),)}),
        ("ART", ["M3  - Oil", "C3  - 2 m"], {"variables": (("medium", "Oil"), ("dimensions", "2 m"))}),
        ("MPCT", ["SP  - 90 min", "C4  - Drama", "C5  - DVD"],
         {"genre": "Drama", "variables": (("dimensions", "90 min"), ("medium", "DVD"))}),
        ("CASE", ["A2  - U.S.", "PB  - Court", "SV  - 14-556", "OP  - affirmed"],
         {"container_title": "U.S.", "number": "14-556",
          "variables": (("authority", "Court"), ("references", "affirmed")),
          "extra": (spelled("SV", "14-556"),)}),
        ("BILL", ["T3  - Senate"], {"variables": (("authority", "Senate"),)}),
        ("PAT", ["M1  - G01N", "IS  - 4,904,581"],
         {"number": "4,904,581", "extra": (spelled("IS", "4,904,581"), kept("M1", "G01N"))}),
        ("DATA", ["NV  - 17"], {"number": "17", "extra": (spelled("NV", "17"),)}),
        ("COMP", ["LA  - C"], {"language": None, "extra": (kept("LA", "C"),)}),
        ("PAT", ["A2  - Office", "C6  - granted"], {"status": "granted", "variables": (("authority", "Office"),)}),
        ("CHAP", ["JA  - a"], {"container_title_short": "a"}),
    ],
)  # fmt: skip
def test_tag_is_read_by_type(kind: str, lines: list[str], expected: dict[str, object]) -> None:
    """Where EndNote's types give a tag another meaning, it has that."""
    entry = read_record("ID  - k", *lines, kind=kind)
    assert Entry(type=READ_TYPES[kind], native_type=kind, key="k").evolve(**expected) == entry


@pytest.mark.parametrize("kind", EntryType)
def test_type_comes_back(kind: EntryType) -> None:
    """What the exporter writes for a type is read as it, or as the type that the report says it is written as."""
    written = TYPES[kind]
    assert READ_TYPES[written] is kind or written in ("GEN", "JOUR")


def test_unknown_type_is_a_document() -> None:
    """A type that RIS does not have is kept, told, and written again."""
    report = Report()
    text = "TY  - FOO\nID  - k\nER  - \n"
    (entry,) = read(text, report)
    assert Entry(key="k", native_type="FOO", extra=(spelled("TY", "FOO"),)) == entry
    assert [("read/invalid-value", Severity.INFO, 1, "type", "FOO")] == [
        (found.code, found.severity, found.line, found.path, found.value) for found in report.diagnostics
    ]
    assert text == write([entry])


def test_preprint_is_read_as_it_was_before() -> None:
    """What the exporter tells of an arXiv paper in notes and keywords are its facts again."""
    entry = read_record(
        "TI  - a", "PB  - arXiv", "DO  - 10.48550/arXiv.1706.03762", "UR  - https://arxiv.org/abs/1706.03762",
        "KW  - own", "KW  - cs.CL", "KW  - cs.LG", "KW  - MSC 68T45", "KW  - ACM I.2", "N1  - arXiv:1706.03762",
        "N1  - Comment: 15 pages", "N1  - Published version: https://doi.org/10.1000/1",
        "N1  - Journal reference: J. 1 (2017)", "N1  - Version 7, updated 2023-08-02", "N1  - own note", "ID  - k",
        kind="UNPB",
    )  # fmt: skip
    assert entry == Entry(
        type=EntryType.ARTICLE, native_type="UNPB", key="k", title="a", doi=Doi("10.48550/arXiv.1706.03762"),
        url="https://arxiv.org/abs/1706.03762", keyword=("own",), version="7", updated=Date(start=(2023, 8, 2)),
        note="own note",
        arxiv=ArxivInfo(
            id=ArxivId("1706.03762"), primary_category="cs.CL", categories=("cs.CL", "cs.LG"), comment="15 pages",
            doi="10.1000/1", journal_ref="J. 1 (2017)", msc_class=("68T45",), acm_class=("I.2",),
        ),
    )  # fmt: skip


def test_notes_that_only_look_like_arxiv_stay_notes() -> None:
    """Without an identifier beside it, a comment is a note and a category a keyword; the publisher stays."""
    entry = read_record("PB  - arXiv", "KW  - cs.CL", "N1  - Comment: x", "N1  - arXiv: yes", kind="UNPB")
    assert ("arXiv", ("cs.CL",), "Comment: x\narXiv: yes", None) == (
        entry.publisher, entry.keyword, entry.note, entry.arxiv,
    )  # fmt: skip


def tell(text: str) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and value of what is told of *text*."""
    report = Report()
    read(text, report)
    return [(str(found.code), found.line, found.value) for found in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TY  - JOUR\nTI  - a\nER  - \n", []),
        ("TY  - JOUR\nTI  - a\n", [("read/unfinished-record", 1, "JOUR")]),
        ("\nTY  - JOUR\nTI  - a\nER  - x\n", [("read/stray-text", 4, "x")]),
        ("TY  - JOUR\nTI  - a\nZZ  - b\nER  - \n", [("read/unknown-field", 3, "b")]),
        ("TY  - JOUR\nTI  - a\nTI  - b\nER  - \n", [("read/repeated-field", 3, "b")]),
        ("TY  - JOUR\nTI  - a\nDO  - b\nER  - \n", [("read/invalid-value", 3, "b")]),
        ("TY  - JOUR\nTI  - a\nSN  - b\nER  - \n", [("read/invalid-value", 3, "b")]),
        ("TI  - a\nER  - \n", [("read/missing-field", 1, None)]),
        ("1.\nTY  - JOUR\nTI  - a\nER  - \n", [("read/stray-text", 1, "1.")]),
        ("TY  - JOUR\nER  - \n", [("read/failed-record", 1, "TY  - JOUR\nER  -")]),
        ("TY  - JOUR\nTI  - a\x07b\nER  - \n", [("text/control-character", 2, "'a\\x07b'")]),
        ("TY  - JOUR\nID  - a\nER  - \nTY  - JOUR\nID  - a\nER  - \n", [("read/duplicate-key", 5, "a")]),
        ("TY  - JOUR\nN1  - [arxiv2bib] {\nER  - \n", [("read/not-restored", 2, "[arxiv2bib] {")]),
        ("TY  - JOUR\nTI  - a\nN1  - [arxiv2bib] 1\nER  - \n", [("read/not-restored", 3, "[arxiv2bib]")]),
        ("TY  - JOUR\nTI  - a\nDO  - b\n  c\nER  - \n", [("read/invalid-value", 3, "b c")]),
        ("DO  - b\n\n  c\nER  - \n", [("read/missing-field", 1, None), ("read/invalid-value", 1, "b c")]),
        ("TY  - JOUR\nTI  - a\nUR  - b\nc\nER  - \n", [("read/repeated-field", 4, "c")]),
        (
            "\ufeffTY  - JOUR\nTI  - a\nZZ - b\n  c\nDO  - d\n\ne\nER\n",
            [("read/unknown-field", 3, "b\n  c"), ("read/invalid-value", 5, "d e")],
        ),
    ],
)
def test_what_is_odd_is_told(text: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    """Each with the line it stands on and the value concerned."""
    assert expected == tell(text)


def test_record_without_a_value_is_a_failed_block() -> None:
    """Nothing can be made of it, and its neighbours come through."""
    report = Report()
    first, failed, last = read("TY  - JOUR\nTI  - a\nER  - \nTY  - BOOK\nER  - \nTY  - JOUR\nTI  - b\nER  - \n", report)
    assert isinstance(first, Entry)
    assert isinstance(last, Entry)
    assert Block(kind=BlockKind.FAILED, raw="TY  - BOOK\nER  - \n", line=4) == failed
    assert (3, 1) == (report.records_read, report.records_failed)


def test_entry_knows_its_record() -> None:
    """The origin names the source and has the record, and the entry as it was read."""
    (entry,) = read("TY  - JOUR\nTI  - a\nER  - \n")
    assert isinstance(entry, Entry)
    assert entry.origin is not None
    assert ("refs.ris", "TY  - JOUR\nTI  - a\nER  - \n") == (entry.origin.source, entry.origin.record.raw)
    assert entry == entry.origin.entry


@pytest.mark.parametrize(
    ("head", "is_ris"),
    [
        ("TY  - JOUR\n", True),
        ("\ufeffTY  - JOUR\n", True),
        ("\n\nProvider: X\n\nTY  - JOUR\n", True),
        ("TY - JOUR\n", True),
        ("TI  - a\nAU  - b\n", True),
        ("PMID- 1\nTI  - a\nAU  - b\n", False),
        ("PT J\nAU A\n   B\nTI c\nER\n", False),
        ("@article{a, title = {TY  - JOUR}}", False),
        ("### Title\n- **Arxiv ID**: x\n", False),
        ("", False),
    ],
)
def test_format_is_told_by_its_lines(head: str, is_ris: bool) -> None:
    """A TY line, or other lines with tags of RIS; not the tagged formats of others."""
    assert is_ris is RisReader().sniff(head)


@pytest.mark.corpus_files("ris/jabref/*.isi")
def test_tagged_format_of_web_of_science_is_none(corpus_file: Path) -> None:
    """Its tags have no dash."""
    assert not RisReader().sniff(corpus_file.read_text("utf-8"))


# Laws ----------------------------------------------------------------------------------------------------------------


def normalize(text: str) -> str:
    """Return *text* with line feeds for line ends, as a source gives it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def join_raw(items: list[Entry | Block]) -> str:
    """Return the text that *items* stand for."""
    return "".join(
        item.raw if isinstance(item, Block) else item.origin.record.raw if item.origin is not None else ""
        for item in items
    )


VALUES = (
    "10.1000/a; 10.1000/b", "doi:10.1000/...", "0031-9007 (Print) 1079-7114 (Online)", "Smith, John",
    "van Dam, J., Jr.", "ATLAS Collaboration", "ATLAS Collaboration,", "et al.", "2013", "2013/02/15",
    "2013///Spring", "Nov 5", "2013/02/15/received", "in press", "1-20", "12", "10.1000/abc", "doi: 10.1000/abc",
    "0031-9007", "978-3-16-148410-0", "TR-7", "a $x$ <i>b</i>", "cost $5 \\", "arXiv:1706.03762", "Comment: foo",
    "Version 2", "cs.CV", "[arxiv2bib] {}", '[arxiv2bib] {"title":["X"]}', "[arxiv2bib] {", "", " ", "\u00a0", "a\x00b",
    "a\x0bb", "a\u2028b", ",", "/", "$", "http://a.b/c", "a\nb", "a\n  AU  - b",
)  # fmt: skip
ris_lines = st.builds("{}  - {}".format, st.sampled_from([*TAGS, *["AU", "PY", "DA", "N1", "KW"] * 5, "ZZ"]),
                      st.sampled_from(VALUES))  # fmt: skip
ris_records = st.builds(
    lambda kind, lines: "\n".join([f"TY  - {kind}", *lines, "ER  - \n"]),
    st.sampled_from([*READ_TYPES, "FOO", "jour"]),
    st.lists(ris_lines, max_size=12),
)
"""Records of every type with lines of every tag."""


@given(text=st.lists(st.one_of(ris_texts, ris_records, ris_lines), max_size=4).map(" \n".join))
def test_no_character_is_lost(text: str) -> None:
    """Laws 1 and 5: nothing raises, and entries and blocks cover the text."""
    items = read(text)
    assert normalize(text) == join_raw(items)
    assert all(isinstance(item, Block) or item == (item.origin and item.origin.entry) for item in items)


@given(text=st.lists(st.one_of(ris_texts, ris_records), max_size=3).map("\n".join))
def test_untouched_text_comes_back(text: str) -> None:
    """Law 3: what was read is written as it stood, but that a record is closed that was not."""
    text = normalize(text)
    report = Report()
    items = read(text, report)
    is_whole = not report.of_code(Code.READ_UNFINISHED_RECORD)
    written = write(items, preserve=True)
    if is_whole:
        assert written in (text, f"{text}\n")
    assert [entry.evolve(key=None) for entry in read_entries(text)] == [
        entry.evolve(key=None) for entry in read_entries(written)
    ]


@given(text=st.lists(ris_records, min_size=1, max_size=3).map("\n".join))
def test_canonical_text_means_the_same(text: str) -> None:
    """Law 3: what is written anew is read as the same entries, and written the same once more."""
    entries = read_entries(text)
    written = write([*entries])
    again = read_entries(written)
    assert [entry.evolve(key=other.key, native_type=None) for entry, other in zip(entries, again, strict=True)] == [
        other.evolve(native_type=None) for other in again
    ]
    assert written == write([*again])


@given(text=ris_texts, record=ris_records)
def test_neighbours_of_damage_survive(text: str, record: str) -> None:
    """Whatever stands between two records, both come through."""
    first, last = "TY  - JOUR\nTI  - One\nER  - \n", "TY  - JOUR\nTI  - Two\nER  - \n"
    titles = [entry.title for entry in read_entries(f"{first}{text}\n{record}{last}")]
    assert ("One", "Two") == (titles[0], titles[-1])


def read_corpus_file(path: Path) -> str:
    """Return the RIS text in a file of the corpus, line ends as line feeds."""
    text = path.read_bytes().decode("utf-8-sig")
    if path.suffix == ".json":
        text = json.loads(text)["input"]
    return normalize(text)


@pytest.mark.corpus_files("ris/**/*.ris")
def test_file_of_the_corpus_comes_back(corpus_file: Path) -> None:
    """Real files: identical when untouched, the same entries when written anew, and nothing carried."""
    check_round_trip(read_corpus_file(corpus_file))


@pytest.mark.corpus_files("zotero/ris/*.json")
def test_zotero_test_case_comes_back(corpus_file: Path) -> None:
    """The same for Zotero's test cases, which have a record of every EndNote type."""
    check_round_trip(read_corpus_file(corpus_file))


def check_round_trip(text: str) -> None:
    """Assert that RIS text comes back, as it was and in canonical form."""
    items = read(text)
    assert text.rstrip("\n") == write(items, preserve=True).rstrip("\n")
    written = write(items)
    assert "[arxiv2bib]" not in written
    entries = [item for item in items if isinstance(item, Entry)]
    again = read_entries(written)
    assert entries
    assert again == [
        entry if entry.key else entry.evolve(key=other.key) for entry, other in zip(entries, again, strict=True)
    ]


@pytest.mark.corpus_files("digests/*.md")
def test_digest_comes_back_through_ris(corpus_file: Path) -> None:
    """What RIS has of a digest's papers is read back: title, names, dates, identifiers, abstract and arXiv's facts."""
    papers = list(load(corpus_file))
    written = write([*papers])
    for paper, entry in zip(papers, read_entries(written), strict=True):
        for name in ("type", "author", "issued", "doi", "url", "version"):
            assert getattr(paper, name) == getattr(entry, name), name
        # A backslash is no more than that in RIS: what a digest kept as TeX is the characters that it was written with.
        for name in ("title", "abstract"):
            assert to_tagged(getattr(paper, name)) == to_tagged(getattr(entry, name))
        assert paper.arxiv is not None
        assert entry.arxiv is not None
        for name in ("id", "primary_category", "categories", "msc_class", "acm_class"):
            assert getattr(paper.arxiv, name) == getattr(entry.arxiv, name), name


def test_carried_fields_are_restored() -> None:
    """The last note gives back what RIS has no place for, unless the file was edited since."""
    entry = JOURNAL.evolve(key="k", title="a", status="in press", editor=(Name(family="van X", given="Y"),))
    text = write([entry], carry=True)
    assert [entry] == read_entries(text)
    edited = text.replace("ED  - van X, Y", "ED  - Z, Y")
    report = Report()
    (found,) = read(edited, report)
    assert entry.evolve(editor=(Name(family="Z", given="Y"),)) == found
    assert [Code.READ_NOT_RESTORED] == [diagnostic.code for diagnostic in report.diagnostics]


def test_bytes_of_no_encoding_are_read_and_written_back() -> None:
    """A value has the character that the byte has in Windows; untouched, the record is written with the byte."""
    text = "TY  - JOUR\nTI  - caf\udce9\nER  - \n"
    source = Source("refs.ris", text=text, has_bad_bytes=True)
    (entry,) = RisReader().read(source, report=Report())
    assert isinstance(entry, Entry)
    assert "café" == entry.title
    assert text == write([entry], preserve=True)
    assert "TI  - café\n" in write([entry])


def test_pieces_of_records_are_covered() -> None:
    """The pieces that the laws are tested with hold every form of a record's first and last line."""
    assert {"TY  - JOUR", "TY - BOOK", "ER  - ", "ER  -", "ER -", "ER"} <= set(PIECES)
