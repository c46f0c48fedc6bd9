"""Reading CSL-JSON into entries."""

import io
import json
from operator import attrgetter
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
    Issn,
    Name,
    NameRole,
    Pages,
    Report,
    Severity,
    Source,
)
from arxiv2bib.formats.csl_variables import TYPES, VARIABLES
from arxiv2bib.readers.csl_json import CslJsonReader
from arxiv2bib.testing import strategies

Items = list[Entry | Block]


def read(text: str, report: Report | None = None) -> Items:
    """Return what the reader makes of *text*."""
    return list(CslJsonReader().read(Source("x.json", text=text), report=report or Report()))


def read_item(item: dict[str, Any], report: Report | None = None) -> Entry:  # Any: JSON
    """Return the entry of one *item*."""
    (entry,) = read(json.dumps([{"type": "book", **item}]), report)
    assert isinstance(entry, Entry)
    return entry


def tell(item: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:  # Any: JSON
    """Return code, path and value of what is said of *item*."""
    report = Report()
    read_item(item, report)
    return [(diagnostic.code, diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics]


def keep(name: str, value: str) -> Extra:
    """Return an extra of CSL-JSON."""
    return Extra("csl-json", name, value)


BOOK = EntryType.BOOK


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"id": "k"}, Entry(key="k")),
        ({"id": 5}, Entry(key="5")),
        ({"id": ""}, Entry()),
        ({"id": "k", "citation-key": "k"}, Entry(key="k")),
        ({"citation-key": "k"}, Entry(key="k")),
        ({"id": "k", "citation-key": "l"}, Entry(key="k", extra=(keep("citation-key", '"l"'),))),
        ({"title": "<i>E. coli</i> for $5 in $O(n)$"}, Entry(title="<i>E. coli</i> for \\$5 in $O(n)$")),
        ({"title": "", "volume": None, "author": []}, Entry()),
        ({"title": [], "original-title": [], "ISBN": [], "DOI": {}, "issued": [], "author": ""}, Entry()),
        ({"volume": 12, "issue": "3a", "number": 1.50}, Entry(volume="12", issue="3a", number="1.5")),
        ({"page": "12–20"}, Entry(page=Pages(first="12", last="20"))),
        ({"page": 7}, Entry(page=Pages(first="7"))),
        ({"DOI": "10.1000/X"}, Entry(doi=Doi("10.1000/X"))),
        ({"DOI": "https://doi.org/10.1000/x"}, Entry(doi=Doi("10.1000/x"))),
        ({"ISBN": "978-1-107-04452-4 978-1-107-68637-3"},
         Entry(isbn=(Isbn("978-1-107-04452-4"), Isbn("978-1-107-68637-3")))),
        ({"ISBN": "no. 5"}, Entry(isbn=(Isbn("no. 5"),))),
        ({"ISSN": "0031-9007, 1079-7114"}, Entry(issn=(Issn("0031-9007"), Issn("1079-7114")))),
        ({"keyword": "a, b <c>, $5"}, Entry(keyword=("a", "b <c>", "\\$5"))),
        ({"keyword": "a,b;c"}, Entry(keyword=("a,b;c",))),
        ({"keyword": "a, , b"}, Entry(keyword=("a, , b",))),
        ({"PMID": "1", "number-of-pages": 20, "event-date": {"date-parts": [[2004, "6"]]}},
         Entry(variables=(("PMID", "1"), ("number-of-pages", "20"), ("event-date", "2004-06")))),
        ({"original-date": {"date-parts": [[1920]], "literal": "about 1920"}},
         Entry(extra=(keep("original-date", '{"date-parts":[[1920]],"literal":"about 1920"}'),))),
        ({"note": "original-date: 1999\ntex.x: y"}, Entry(note="original-date: 1999\ntex.x: y")),
        ({"categories": ["a"], "custom": {"x": 1}},
         Entry(extra=(keep("categories", '["a"]'), keep("custom", '{"x":1}')))),
        ({"GSCC": "0021819", "x": {"b": [1, None]}},
         Entry(extra=(keep("GSCC", '"0021819"'), keep("x", '{"b":[1,null]}')))),
        ({"title": {"a": 1}, "publisher": ["x", 1]},
         Entry(extra=(keep("title", '{"a":1}'), keep("publisher", '["x",1]')))),
        ({"title": ["T"], "publisher": ["x", "y"]},
         Entry(title="T", publisher="x",
               extra=(Extra("csl-as-written", "title", '["T"]'), keep("publisher", '["x","y"]')))),
    ],
    ids=str,
)  # fmt: skip
def test_variables(item: dict[str, Any], expected: Entry) -> None:  # Any: JSON
    """Each variable is a field, a variable of the model, or an extra with the value as compact JSON."""
    assert expected.evolve(type=BOOK) == read_item(item)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [[2017, 6, 12]]}, Date(start=(2017, 6, 12))),
        ({"date-parts": [["2017", "06"]]}, Date(start=(2017, 6))),
        ({"date-parts": [[2017, None, ""]]}, Date(start=(2017,))),
        ({"date-parts": [["-44", 3]]}, Date(start=(-44, 3))),
        ({"date-parts": [[2004, 6], [2006]]}, Date(start=(2004, 6), end=(2006,))),
        ({"date-parts": [[2004, 6], [0]]}, Date(start=(2004, 6), end=())),
        ({"date-parts": [["2004"], ["0", "0"]], "circa": True}, Date(start=(2004,), end=(), circa=True)),
        ({"date-parts": [[0], [2006]]}, Date(end=(2006,))),
        ({"date-parts": [[0]]}, Date(start=(0,))),
        ({"literal": "-0100/0000"}, Date(start=(-100,), end=(0,))),
        ({"date-parts": [[2017]], "circa": True}, Date(start=(2017,), circa=True)),
        ({"date-parts": [[2017]], "circa": "1"}, Date(start=(2017,), circa=True)),
        ({"date-parts": [[2017]], "circa": 0}, Date(start=(2017,))),
        ({"date-parts": [[2017]], "season": "2"}, Date(start=(2017,), season=2)),
        ({"date-parts": [[2017]], "season": "Fall"}, Date(start=(2017,), season=3)),
        ({"date-parts": [[2017]], "literal": "in 2017"}, Date(start=(2017,), literal="in 2017")),
        ({"literal": "n.d."}, Date(literal="n.d.")),
        ({"literal": "2017"}, Date(literal="2017")),
        ({"literal": "2004/.."}, Date(start=(2004,), end=())),
        ({"literal": "/2004"}, Date(end=(2004,))),
        ({"literal": "once", "circa": True}, Date(literal="once", circa=True)),
        ({"raw": "2017-06-12"}, Date(start=(2017, 6, 12))),
        ({"raw": "12 June 2017"}, Date(literal="12 June 2017")),
        ({"raw": "2001-21"}, Date(start=(2001,), season=1)),
        ("2017-06-12", Date(start=(2017, 6, 12))),
        ("2004~/2006", Date(start=(2004,), end=(2006,), circa=True)),
        ("2017-06-12T10:00:00Z", Date(start=(2017, 6, 12), literal="2017-06-12T10:00:00Z")),
        ("forthcoming", Date(literal="forthcoming")),
        (2017, Date(start=(2017,))),
        ({"date-parts": [[2017, 13, 45]]}, Date(literal="2017-13-45")),
        ({"date-parts": [[2017, 2, 30]]}, Date(literal="2017-02-30")),
        ({"date-parts": [[2017, 0, 0]]}, Date(start=(2017,))),
        ({"date-parts": [[2018, 10, 21, 13]]}, Date(start=(2018, 10, 21))),
        ({"date-parts": [[2018, 13, 21, 13]]}, Date(literal="2018-13-21-13")),
        ({"date-parts": [[2017, 21]]}, Date(start=(2017,), season=1)),
        ({"date-parts": [[99999]]}, Date(literal="99999")),
        ({"date-parts": [["2020", "x"]]}, Date(literal="2020-0x")),
        ({"date-parts": [[2020, 2, 30], [1]]}, Date(literal="2020-02-30/1")),
        ({"date-parts": [2017, 6]}, Date(start=(2017, 6))),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        ({}, None),
        ("", None),
        (None, None),
    ],
    ids=str,
)  # fmt: skip
def test_date(value: object, expected: Date | None) -> None:
    """Dates are parts, words, or EDTF, as programs write them; of one that is not understood, the words are kept."""
    entry = read_item({"issued": value, "accessed": value})
    assert Entry(type=BOOK, issued=expected, accessed=expected) == entry


@pytest.mark.parametrize("value", [True, {"date-parts": 5}, {"date-parts": [[[2017]]]}, {"season": "summer"},
                                   {"literal": 1}, {"circa": True}], ids=str)  # fmt: skip
def test_no_date_is_kept(value: object) -> None:
    """What is no date at all is kept as it is, and told."""
    text = json.dumps(value, separators=(",", ":"))
    assert Entry(type=BOOK, extra=(keep("issued", text),)) == read_item({"issued": value})
    assert [(Code.READ_INVALID_VALUE, "issued", text)] == tell({"issued": value})


def test_other_members_of_a_date_are_kept() -> None:
    """What CSL does not know in a date is kept beside it, by its path."""
    item = {"issued": {"date-parts": [[2017]], "date-time": "2017-01-01T00:00:00Z", "season": "Trinity"}}
    extra = (keep("issued.date-time", '"2017-01-01T00:00:00Z"'), keep("issued.season", '"Trinity"'))
    assert Entry(type=BOOK, issued=Date(start=(2017,)), extra=extra) == read_item(item)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([{"family": "F", "given": "G"}], (Name(family="F", given="G"),)),
        ([{"family": "F"}, {"given": "G"}], (Name(family="F"), Name(given="G"))),
        ([{"family": "F", "given": ""}], (Name(family="F"),)),
        ([{"literal": "L, Inc."}], (Name(literal="L, Inc."),)),
        ([{"family": "B", "given": "L", "non-dropping-particle": "van", "dropping-particle": "de", "suffix": "Jr."}],
         (Name(family="B", given="L", non_dropping_particle="van", dropping_particle="de", suffix="Jr."),)),
        ([{}, None, {"family": "", "given": ""}], ()),
        ([{"family": "F"}, "G H"], (Name(family="F"), Name(literal="G H"))),
        ([{"family": 5}], (Name(family="5"),)),
        ([{"family": "F", "given": ["G", "H."]}], (Name(family="F", given="G H."),)),
        ([{"literal": "others"}], (Name(literal="others"),)),
    ],
    ids=str,
)  # fmt: skip
def test_names(names: list[object], expected: tuple[Name, ...]) -> None:
    """Names have CSL's parts; empty parts are absent, and names with nothing in them are none."""
    contributors = (Contributor(NameRole.GUEST, expected),) if expected else ()
    entry = read_item({"author": names, "guest": names})
    assert Entry(type=BOOK, author=expected, contributors=contributors) == entry


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Martin Luther, Jr.", Name(family="King", given="Martin Luther", suffix="Jr.")),
        ("John, III", Name(family="King", given="John", suffix="III")),
        ("Martin, Luther", Name(family="King", given="Martin, Luther")),
        (", Jr.", Name(family="King", given=", Jr.")),
    ],
)
def test_suffix_behind_a_comma(given: str, expected: Name) -> None:
    """A suffix that a comma sets off from the given name is one, as citeproc-js has it."""
    assert (expected,) == read_item({"author": [{"family": "King", "given": given}]}).author
    own = read_item({"author": [{"family": "King", "given": given, "suffix": "Sr."}]}).author[0]
    assert (given, "Sr.") == (own.given, own.suffix)


def test_names_in_small_letters() -> None:
    """``doi`` and the like are read where the right name is not there; both of them is an extra."""
    entry = read_item({"doi": "10.1000/abc", "isbn": "978-3-16-148410-0", "issn": "1234-5679", "url": "x", "pmid": "5"})
    assert ("10.1000/abc", "978-3-16-148410-0", "1234-5679", "x", (("PMID", "5"),), ()) == (
        str(entry.doi), str(entry.isbn[0]), str(entry.issn[0]), entry.url, entry.variables, entry.extra
    )  # fmt: skip
    both = read_item({"doi": "10.1000/abc", "DOI": "10.1000/xyz"})
    assert ("10.1000/xyz", (Extra("csl-json", "doi", '"10.1000/abc"'),)) == (str(both.doi), both.extra)
    assert ("read/unknown-field", "doi", "10.1000/abc") in tell({"doi": "10.1000/abc"})


@pytest.mark.parametrize("last", [{"literal": "others"}, {"family": "others"}, {"literal": "et al."}], ids=str)
def test_list_that_goes_on(last: dict[str, str]) -> None:
    """Others are no person."""
    expected = Entry(type=BOOK, editor=(Name(family="F"),), truncated=(NameRole.EDITOR,))
    assert expected == read_item({"editor": [{"family": "F"}, last]})


def test_group_of_crossref() -> None:
    """Crossref has the names of groups in a member that CSL does not have, in CSL-JSON as well."""
    names = [{"given": "G", "family": "F"}, {"name": "ATLAS Collaboration", "sequence": "additional"}]
    extra = (keep("author[1].sequence", '"additional"'),)
    entry = read_item({"author": names})
    assert (
        Entry(type=BOOK, author=(Name(family="F", given="G"), Name(literal="ATLAS Collaboration")), extra=extra)
        == entry
    )
    assert (Code.READ_INVALID_VALUE, "author[1].name", "ATLAS Collaboration") in tell({"author": names})


def test_other_members_of_a_name_are_kept() -> None:
    """Flags for printing, and what CSL does not know, are kept by the place of the name."""
    names = [{}, {"family": "F", "comma-suffix": True}, {"literal": "L", "ORCID": "0"}]
    extra = (keep("author[0].comma-suffix", "true"), keep("author[1].ORCID", '"0"'))
    entry = read_item({"author": names})
    assert Entry(type=BOOK, author=(Name(family="F"), Name(literal="L")), extra=extra) == entry
    assert [(Code.READ_UNKNOWN_FIELD, "author[1].ORCID", '"0"')] == tell({"author": names})


@pytest.mark.parametrize("value", ["x", {"family": "F"}, 5, True, [[]], [5], [{"family": {}}], [{"x": 1}]], ids=str)
def test_no_names_are_kept(value: object) -> None:
    """What is no list of names is kept whole, and told; the names in it are read."""
    text = json.dumps(value, separators=(",", ":"))
    assert Entry(type=BOOK, author=(), extra=(keep("author", text),)) == read_item({"author": value})
    assert [(Code.READ_INVALID_VALUE, "author", text)] == tell({"author": value})
    if isinstance(value, list):
        assert (Name(family="F"),) == read_item({"author": [*value, {"family": "F"}]}).author


@pytest.mark.parametrize("made", EntryType)
def test_type(made: EntryType) -> None:
    """The types are CSL's own."""
    assert [Entry(type=made, key="k")] == read(json.dumps([{"id": "k", "type": made}]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("journal-article", Entry(type=EntryType.ARTICLE_JOURNAL, native_type="journal-article")),
        ("posted-content", Entry(type=EntryType.ARTICLE, native_type="posted-content")),
        ("nonsense", Entry(native_type="nonsense")),
        ("", Entry()),
        (None, Entry()),
        (5, Entry(extra=(keep("type", "5"),))),
    ],
)
def test_odd_type(value: object, expected: Entry) -> None:
    """Other spellings are read where only one type can be meant; all else is a document, as it was called."""
    assert expected == read_item({"type": value})


def test_other_spellings_are_none_of_csl() -> None:
    """The table of other spellings has none of CSL's own."""
    assert set() == TYPES.keys() & {str(made) for made in EntryType}


PAPER = ArxivId("1706.03762")
PREPRINT = Entry(type=EntryType.ARTICLE, arxiv=ArxivInfo(id=PAPER))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"note": "arXiv:1706.03762 [cs.CL]\nversion: 7", "number": "arXiv:1706.03762", "publisher": "arXiv"},
         PREPRINT.evolve(version="7", arxiv=ArxivInfo(id=PAPER, primary_category="cs.CL"))),
        ({"number": "arXiv:1706.03762", "publisher": "arXiv"}, PREPRINT),
        ({"number": "arXiv:1706.03762v2"}, PREPRINT.evolve(arxiv=ArxivInfo(id=ArxivId("1706.03762", None, 2)))),
        ({"note": "mine\narXiv:1706.03762\nComment: 5 pages, $x$", "number": "7"},
         PREPRINT.evolve(note="mine", number="7", arxiv=ArxivInfo(id=PAPER, comment="5 pages, $x$"))),
        ({"note": "arXiv:1706.03762 [cs.CL]", "keyword": "mine, cs.CL, cs.LG, MSC 14A22"},
         PREPRINT.evolve(keyword=("mine",), arxiv=ArxivInfo(
             id=PAPER, primary_category="cs.CL", categories=("cs.CL", "cs.LG"), msc_class=("14A22",)))),
        ({"note": "arXiv:1706.03762 [cs.CL]\nmine"},
         PREPRINT.evolve(note="arXiv:1706.03762 [cs.CL]\nmine", arxiv=ArxivInfo(id=PAPER, primary_category="cs.CL"))),
        ({"type": "article-journal", "note": "arXiv:1706.03762", "number": "arXiv:1706.03762"},
         Entry(type=EntryType.ARTICLE_JOURNAL, number="arXiv:1706.03762", arxiv=ArxivInfo(id=PAPER))),
        ({"note": "see arXiv:1706.03762"}, Entry(type=EntryType.ARTICLE, note="see arXiv:1706.03762")),
        ({"number": "arXiv:x", "publisher": "arXiv"},
         Entry(type=EntryType.ARTICLE, number="arXiv:x", publisher="arXiv")),
    ],
    ids=str,
)  # fmt: skip
def test_arxiv(item: dict[str, Any], expected: Entry) -> None:  # Any: JSON
    """A paper of arXiv is found in note and number; what would be written again for it is no value of its own."""
    assert expected == read_item({"type": "article", **item})


def test_carried_fields_come_last() -> None:
    """What an exporter of ours carried is restored, and leaves nothing in the entry."""
    item = {"title": "t", "custom": {"x": 1, "arxiv2bib": {"article_number": ["e1"], "native_type": ["mastersthesis"]}}}
    expected = Entry(
        type=BOOK, title="t", article_number="e1", native_type="mastersthesis", extra=(keep("custom", '{"x":1}'),)
    )
    assert expected == read_item(item)


@pytest.mark.parametrize("carried", [5, {"x": [1]}, {"title": ["u"]}, {"volume": [5]}], ids=str)
def test_what_was_edited_stands(carried: object) -> None:
    """What was carried and does not fit any more is told, and changes nothing."""
    item = {"title": "t", "custom": {"arxiv2bib": carried}}
    assert Entry(type=BOOK, title="t") == read_item(item)
    assert [(Code.READ_NOT_RESTORED, "custom.arxiv2bib", None)] == tell(item)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"type": "nonsense"}, (Code.READ_INVALID_VALUE, "type", "nonsense")),
        ({"foo": 1}, (Code.READ_UNKNOWN_FIELD, "foo", "1")),
        ({"title": 5}, (Code.READ_INVALID_VALUE, "title", "5")),
        ({"title": ["t"]}, (Code.READ_INVALID_VALUE, "title", '["t"]')),
        ({"DOI": "10/abc"}, (Code.READ_INVALID_VALUE, "DOI", '"10/abc"')),
        ({"DOI": "<10.1000/x>"}, (Code.READ_REMOVED_TEXT, "DOI", "<10.1000/x>")),
        ({"ISSN": ["0031-9007"]}, (Code.READ_INVALID_VALUE, "ISSN", '["0031-9007"]')),
        ({"issued": {"date-parts": [[2017, 13]]}}, (Code.READ_INVALID_VALUE, "issued", '{"date-parts":[[2017,13]]}')),
    ],
    ids=str,
)
def test_what_is_odd_is_told(item: dict[str, Any], expected: tuple[object, ...]) -> None:  # Any: JSON
    """A value that is not what its variable holds is in the report."""
    assert [expected] == tell(item)


def test_a_diagnostic_says_where() -> None:
    """Source, line, key and path of the member."""
    report = Report()
    read('[\n{"id": "a", "type": "book"},\n{"id": "b",\n"type": "book",\n"foo": 1}\n]', report)
    (diagnostic,) = report.diagnostics
    expected = ("x.json", 5, "b", "foo", Severity.INFO)
    assert expected == (
        diagnostic.source, diagnostic.line, diagnostic.key, diagnostic.path, diagnostic.severity,
    )  # fmt: skip


def test_repeated_members() -> None:
    """The last one counts, the others are kept; the same value twice is one."""
    report = Report()
    (entry,) = read('[{"id": "k", "type": "book", "title": "a", "title": "b", "title": "b"}]', report)
    assert Entry(key="k", type=BOOK, title="b", extra=(keep("title", '"a"'),)) == entry
    assert [Code.READ_REPEATED_FIELD] == [diagnostic.code for diagnostic in report.diagnostics]


def test_an_id_that_comes_twice_is_told() -> None:
    """Two items with one id are two entries with one key."""
    report = Report()
    assert ["k", "k"] == [
        item.key for item in read('[{"id": "k", "type": "book"}, {"id": "k", "type": "book"}]', report)
    ]
    assert [(Code.READ_DUPLICATE_KEY, "k")] == [(said.code, said.value) for said in report.diagnostics]


def test_numbers_and_nesting_without_end() -> None:
    """Numbers of 5,000 digits are text, and what is nested 5,000 deep is kept."""
    digits, deep = "1" * 5000, "[" * 5000 + "]" * 5000
    (entry,) = read(f'[{{"id": {digits}, "type": "book", "volume": {digits}, "x": {digits}, "y": {deep}}}]')
    assert Entry(key=digits, type=BOOK, volume=digits, extra=(keep("x", digits), keep("y", deep))) == entry


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"id": "k", "type": "book", "volume": NaN}]', Code.READ_INVALID_VALUE),
        ('[{"id": "k", "type": "book", "title": "a\tb"}]', Code.TEXT_CONTROL_CHARACTER),
        ('[{"id": "k", "type": "book",}]', Code.READ_INVALID_VALUE),
    ],
)
def test_faults_are_forgiven_and_told(text: str, code: Code) -> None:
    """An item that is no proper JSON, but says plainly what it says, is an entry."""
    report = Report()
    (entry,) = read(text, report)
    assert isinstance(entry, Entry)
    assert "k" == entry.key
    assert code in {diagnostic.code for diagnostic in report.diagnostics}
    assert entry.origin is not None
    assert entry.origin.values is None


def test_damaged_items_are_failed_blocks() -> None:
    """An item that is no JSON is a block, and an error in the report; its neighbours are entries."""
    report = Report()
    first, block, last = read('[{"id": "a"},\n{"id": "b" x},\n{"id": "c"}]', report)
    assert Block(kind=BlockKind.FAILED, raw='{"id": "b" x}', line=2) == block
    assert [Entry(key="a"), Entry(key="c")] == [first, last]
    (failed,) = report.of_code(Code.READ_FAILED_RECORD)
    assert (2, Severity.ERROR) == (failed.line, failed.severity)
    assert (3, 1) == (report.records_read, report.records_failed)


def test_text_around_the_items_is_a_block() -> None:
    """The other members of an object around the list are told."""
    report = Report()
    _, block = read('{"items": [{"id": "a", "type": "book"}], "version": 1}', report)
    assert Block(kind=BlockKind.TEXT, raw='"version": 1', line=1) == block
    assert [Code.READ_STRAY_TEXT] == [diagnostic.code for diagnostic in report.diagnostics]


def test_origin_has_the_item_as_it_stands() -> None:
    """An entry knows its text, its place and what it was read as."""
    text = '[\n{"id": 5, "type": "book"}]'
    (entry,) = read(text)
    assert isinstance(entry, Entry)
    assert entry.origin is not None
    record = entry.origin.record
    expected = ("csl-json", "book", "5", '{"id": 5, "type": "book"}', (2, 27), 2)
    assert expected == (record.format, record.type, record.key, record.raw, record.span, record.line)
    assert entry == entry.origin.entry


def test_bytes_that_are_no_text() -> None:
    """A byte that is no UTF-8 is the character that it has in cp1252."""
    data = b'[{"id": "k", "type": "book", "title": "na\xefve"}]'
    source = Source("x", stream=io.BytesIO(data), has_bad_bytes=True)
    assert [Entry(key="k", type=BOOK, title="naïve")] == list(CslJsonReader().read(source, report=Report()))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("[]", True),
        ('[{"id": "k", "type": "article-journal", "ti', True),
        ('\ufeff\n{"id": "k", "title": "x"}', True),
        ('{"items": [{"id": "k", "type": "book"}]}', True),
        ('[{"DOI": "10.1000/x", "abstract": "', True),
        ('{"issued": {"date-parts": [[2017]]}}', True),
        (
            '{"DOI":"10.1000/x","type":"journal-article","title":"T","container-title":"J","original-title":[],"short-title":[]}',
            True,
        ),
        ('{"DOI":"10.1000/x","type":"report","title":"T","container-title":[],"short-title":[]}', True),
        ('[{"type":"book","title":"T"},{"DOI":"10.1000/x","type":"journal-article","title":["T"]}]', True),
        ('{"DOI":"10.1000/x","type":"journal-article","title":["T"],"container-title":["J"]}', False),
        ("", False),
        ("{}", False),
        ("[1, 2]", False),
        ('["a", "b"]', False),
        ("@book{a, title = {b}}", False),
        ('{"name": "x", "version": "1", "scripts": {}}', False),
        ('{"id":"0704.0001","submitter":"P","authors":"A","title":"T","abstract":"x"}', False),
        ('{"status":"ok","message-type":"work","message":{"DOI":"10.1000/x","title":["T"]}}', False),
        ('{"data":{"id":"10.1000/x","type":"dois","attributes":{"title":"x"}}}', False),
        ('[{"key":"X","itemType":"book","title":"t","creators":[],"ISBN":""}]', False),
    ],
)
def test_sniff(head: str, expected: bool) -> None:
    """CSL-JSON is told from arXiv's, Crossref's, DataCite's and Zotero's own JSON, and from what is none."""
    assert expected is CslJsonReader().sniff(head)


# Odd JSON

_scalars = st.one_of(
    strategies.texts,
    st.integers(-5, 30),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([
        "", "2015", "05", "spring", "2004~", "2004/..", "10.1000/x", "https://doi.org/10.1000/X%20y",
        "arXiv:1706.03762",
        "arXiv:1706.03762 [cs.CL]\nversion: 7", "cs.CL, MSC 12", "a, b", "others", "et al.", "ca.", "1-5", "<i>x</i>",
        "978-1-107-04452-4 978-1-107-68637-3", "journal-article", "book", "\ud800", 10**30,
    ]),
)  # fmt: skip
_name_members = st.sampled_from(
    "family given literal non-dropping-particle dropping-particle suffix comma-suffix parse-names ORCID x.y".split()
)
_name_objects = st.dictionaries(_name_members, _scalars | st.lists(_scalars, max_size=2), max_size=4)
_numbers = st.one_of(st.integers(-1, 25), st.sampled_from([2015, "2015", "5", "", None, "x", 0, 10**20]))
_date_objects = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(_numbers, max_size=4) | _scalars, max_size=3),
        **dict.fromkeys(["season", "circa", "literal", "raw", "foo"], _scalars),
    },
)
odd_items = st.dictionaries(
    st.one_of(
        st.sampled_from(sorted(VARIABLES)),
        st.sampled_from("id type note number keyword author issued custom publisher".split()),
        strategies.texts,
    ),
    st.one_of(
        _scalars,
        _name_objects,
        _date_objects,
        st.lists(_scalars | _name_objects, max_size=4),
        st.dictionaries(strategies.texts, _scalars, max_size=2),
        st.just({"arxiv2bib": {"title": ["x"], "volume": [5]}}),
    ),
    max_size=8,
).filter(lambda item: not any(isinstance(item.get(name), list) for name in ("items", "references")))
"""Items with anything at all in their variables."""


@given(items=st.lists(odd_items, max_size=3))
def test_any_item_is_an_entry(items: list[dict[str, Any]]) -> None:  # Any: JSON
    """Laws 1 and 5: whatever its members hold, every item is an entry, and nothing is raised."""
    report = Report()
    entries = read(json.dumps(items), report)
    assert len(items) == len(entries) == report.records_read
    assert all(isinstance(entry, Entry) for entry in entries)


def find_texts(value: object) -> set[str]:
    """Return the texts and numbers in *value*, JSON, that say anything."""
    match value:
        case dict():
            return set().union(*map(find_texts, value.values()))
        case list():
            return set().union(*map(find_texts, value))
        case bool() | None | "":
            return set()
        case _:
            return {str(value)}


_persons = st.fixed_dictionaries({"family": strategies.texts, "given": strategies.texts})
_days = st.fixed_dictionaries({"date-parts": st.tuples(st.lists(_numbers, min_size=1, max_size=3))})
_note_lines = st.sampled_from([
    "arXiv:1706.03762 [cs.CL]", "arXiv:hep-th/9901001", "version: 7", "updated: 2017-06-12", "Comment: 5 pages",
    "Published version: https://doi.org/10.1000/182", "Journal reference: Phys. Rev. D 66", "License: x", "a $b$ c",
])  # fmt: skip
_quotes = st.sampled_from(['a "b"', '"', "\\u0022", "\\"])
usual_items = st.fixed_dictionaries(
    {"id": strategies.texts, "type": st.sampled_from(["article", "book"])},
    optional={
        **dict.fromkeys("title abstract container-title URL publisher page ISSN source".split(), strategies.texts),
        "author": st.lists(_persons, max_size=3),
        **dict.fromkeys(["issued", "accessed"], _days),
        "DOI": st.sampled_from(["10.1000/182", "https://doi.org/10.1000/182"]),
        "number": st.sampled_from(["arXiv:1706.03762", "5"]),
        "version": st.sampled_from(["7", "8"]),
        "keyword": st.sampled_from(["cs.CL, cs.LG", "cs.CL, MSC 12, x", "a", ""]),
        "note": st.lists(_note_lines, max_size=5).map("\n".join) | strategies.texts,
        "title-short": _quotes,
    },
)
"""Items such as programs write."""


@st.composite
def item_texts(draw: st.DrawFn) -> str:
    """Return an item over several lines, sometimes with a member that comes twice."""
    text = json.dumps(draw(usual_items | odd_items), indent=2, ensure_ascii=draw(st.booleans()))
    first = draw(st.sampled_from(["", "", '"title": "twice",', '"id" : 1,', '"title": "\\u0022\\u0022",']))
    return text.replace("{", "{\n  " + first, 1) if text != "{}" else text


@given(texts=st.lists(item_texts(), min_size=1, max_size=4))
def test_the_arrangement_of_an_array_changes_nothing(texts: list[str]) -> None:
    """Items over several lines, which are read more quickly, say what they say in one line."""
    compare_arrangements(texts)


@pytest.mark.parametrize(
    "value", ["1.50", "1e999", "1" * 5000, "[" * 100 + "]" * 100, "[" * 1000 + "]" * 1000, "[" * 9999 + "]" * 9999]
)
def test_the_arrangement_changes_nothing_for_large_values(value: str) -> None:
    """So it is with what is too large, too deep or too exact for a fast reader."""
    compare_arrangements([f'{{\n  "id": "a",\n  "volume": {value}\n}}', '{\n  "id": "b"\n}'])


def compare_arrangements(texts: list[str]) -> None:
    """Tell whether items are read alike in one line, and over the lines of *texts*."""
    spread, line = Report(), Report()
    first = '{\n  "id": "first"\n}'
    below = ",\n".join([first, *texts]).replace("\n", "\n  ")
    expected = read(f"[{', '.join([first, *texts])}]".replace("\n", " "), line)
    assert expected == read(f"[\n  {below}\n]\n", spread)
    tell = attrgetter("code", "severity", "path", "message", "value", "key")
    assert [tell(diagnostic) for diagnostic in line.diagnostics] == [tell(told) for told in spread.diagnostics]


@given(item=odd_items)
def test_no_text_is_lost(item: dict[str, Any]) -> None:  # Any: JSON
    """Law 2: each plain word of an item is in the entry, or in the report."""
    report = Report()
    entry = read_item(item, report)
    told = repr(entry) + " ".join(f"{diagnostic.value} {diagnostic.message}" for diagnostic in report.diagnostics)
    words = {text for text in find_texts({**item, "custom": None}) if text.isalpha() and text.isascii()}
    assert [] == [word for word in words if word not in told and word not in ("spring", "book")]


# The corpus


def load_items(path: Path) -> list[dict[str, Any]]:  # Any: JSON
    """Return the items of a file of the corpus."""
    data = json.loads(path.read_text("utf-8"))
    if isinstance(data, dict):
        return [data]
    return [item for part in data for item in (part["items"] if "test" in part else [part])]


@pytest.mark.corpus_files("csl/**/*.json")
def test_every_item_of_the_corpus_is_an_entry(corpus_file: Path) -> None:
    """Law 1 on real files; of what is in them, only what CSL does not have is told."""
    report = Report()
    entries = [item for item in read(corpus_file.read_text("utf-8"), report) if isinstance(item, Entry)]
    items = load_items(corpus_file)
    assert [str(item["id"]) for item in items] == [entry.key for entry in entries]
    assert [item.get("type") for item in items] == [entry.type for entry in entries]
    known = {Code.READ_UNKNOWN_FIELD, Code.READ_STRAY_TEXT, Code.READ_DUPLICATE_KEY}
    odd = [diagnostic for diagnostic in report.diagnostics if diagnostic.code not in known]
    assert {"DOI"} >= {diagnostic.path for diagnostic in odd}  # short DOIs


def test_halves_of_characters_are_told() -> None:
    """JSON can spell a lone surrogate, which no output can hold; two that are one character are nothing to speak of."""
    report = Report()
    text = r'[{"id": "x", "type": "map", "title": "A \ud800", "note": "\ud83d\ude00", "URL": "\uDC0F"}]'
    (entry,) = read(text, report)
    assert isinstance(entry, Entry)
    assert "\N{GRINNING FACE}" == entry.note
    told = [(one.code, one.path, one.key) for one in report.of_code(Code.TEXT_CONTROL_CHARACTER)]
    assert [(Code.TEXT_CONTROL_CHARACTER, path, "x") for path in ("title", "URL")] == told
