"""The scanner of RIS, and the names and dates in its values."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Block, BlockKind, Date, Name, Record
from arxiv2bib.formats.ris import scan_ris_lines
from arxiv2bib.formats.ris_dates import Issue, Spelling, parse_ris_date, read_issue
from arxiv2bib.formats.ris_names import (
    _INVERTED_GROUPS,
    _LONE_SUFFIXES,
    parse_plain_ris_names,
    parse_ris_name,
    render_plain_ris_names,
    render_ris_name,
)
from arxiv2bib.formats.ris_notes import take_own_notes
from arxiv2bib.formats.ris_plans import read_plain_issue
from arxiv2bib.formats.ris_values import interpret_ris, interpret_ris_lines
from arxiv2bib.model.entry import DEFAULTS, INDEX
from tests.formats.cutting import cut

PIECES = (
    "TY  - JOUR", "TY  - ", "TY - BOOK", "TY  -BOOK", "TY", "TYPE", "ER  - ", "ER  -", "ER -", "ER", "ER  - rest",
    "AU  - Smith, John", "TI  - A title", "A2 - Editor", "XX  - unknown", "N1  - ", "AB  - text",
    "more text", "  AU  - indented", "au  - small", "", " ", "\t", "1.", "\ufeff", "\ufeffTY  - JOUR", "  - ", "AB",
    "CT", "PT J", "a\u2028b", "a\x0bb", "\x85", "\r",
)  # fmt: skip
ris_texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n"] * 9 + [""])), max_size=20).map(
    lambda pairs: "".join(piece + end for piece, end in pairs)
)
"""Texts of lines that begin, end and continue records, or seem to."""


def scan(text: str, size: int | None = None) -> list[Record | Block]:
    """Return what is in *text*, given in chunks of *size* characters."""
    return [item for item, _ in scan_ris_lines(cut(text, size or len(text) or 1))]


def list_fields(text: str) -> list[tuple[str | None, list[tuple[str, str]]]]:
    """Return type and fields of the records in *text*."""
    return [
        (item.type, [(tag, value) for tag, value, _ in item.fields]) for item in scan(text) if isinstance(item, Record)
    ]


@given(text=ris_texts, size=st.integers(1, 40))
def test_every_character_is_in_one_piece(text: str, size: int) -> None:
    """Law 1: records and blocks together are the text, in order, with their places; chunks change nothing."""
    items = scan(text)
    assert text == "".join(item.raw for item in items)
    assert items == scan(text, size)
    for item in items:
        if isinstance(item, Record):
            assert item.raw == text[slice(*item.span)]
            assert item.line == text.count("\n", 0, item.span[0]) + 1
        else:
            assert BlockKind.TEXT is item.kind


LINES = (
    "AU  - Smith, John", "AU  - Doe, J.", "AU  - ", "AU  - ATLAS Collaboration,", "A1  - Roe, Richard", "ED  - Poe, E.",
    "TI  - A title", "TI  -  $x<y$ <i>b</i> ", "T1  - Another", "JO  - J. Things", "T2  - Things", "PY  - 2021",
    "DA  - 2021/05/04", "AB  - ", "AB  - Some text", "N2  - Other text", "KW  - a", "KW  - b; c", "KW  - ",
    "KW  - cs.CL",
    "N1  - arXiv:1706.03762", "N1  - Comment: 5 pages", "N1  - [arxiv2bib] {}", "N1  -  ", "XX  - odd", "ID  - key",
    "more text", "TI  - a\nAU", "AU  - Smith, John\nand more", "KW  - a\nb", "ER", "TY -", "SN  - 1234-5678", "", " ",
    "DO  - 10.1000/182", "DO  - doi:10.1000/182", "DO  - none", "PB  - arXiv", "SP  - 7", "EP  - 9", "VL  - ", "TI  -",
    "Y1  - in May", "UR  - https://a.b/$c$", "N1  - arXiv:1706.03762v2 [cs.CL]", "N1  - Version 3", "A2  - Poe, E.",
    "AD  - Somewhere", "AN  - 1", "DB  - Scopus", "J9  - THINGS", "PA  - Town", "PI  - TOWN", "DA  - MAY 4",
    "Y1  - 2021///Spring", "M3  - Article", "M3  - 10.1000/182", "M1  - 3", "C7  - e3", "Y2  - 2021/05/04/10:11:12",
    "Y2  - May 4", "Y2  - 5", "Y2  - 2021/05/04/", "C1  - eprint: arXiv:1706.03762", "C1  - a", "LA  - English",
    "J2  - Th.", "JF  - Things", "T3  - Series", "SP  - 7-9", "SP  - N.PAG", "EP  - 7", "LP  - 9",
    "SN  - 15502368 (ISSN)", "SN  - 9783161484100", "SN  - none", "N1  - Times Cited: 3\nTotal:  4",
    "AD  - Here\n  and there", "UR  - https://a.b\nhttps://c.d", "UR  - https://a.b\nc", "N1  - <p>a\n</p>",
    "N1  - https://doi.org/10.1000/182", "KW  - <i>a</i>", "DO  - 10.1000/\n182", "C3  - Proc. Things",
    "L3  - 10.1000/182", "ID  - a\nb", "SP  - 7\n8", "T2  - Proceedings of\nThings", "VL  - 1", "IS  - 2",
    "CY  - Town",
    "AU  - Smith, John; Doe, J.; et al.", "A2  - Lee A, Ho B", "AU  - Smith J.", "SN  - 1234-5678 (Print)",
    "DA  - May-Jun", "UR  - https://a.b;http://c.d", "UR  - https://a.b;c", "JI  - J. Th.", "PU  - Press",
)  # fmt: skip
ris_records = st.builds(
    lambda kind, lines, end: f"TY  - {kind}\n" + "".join(f"{line}\n" for line in lines) + end,
    st.sampled_from(["JOUR", "JOUR", "CONF", "THES", "WEB", "PAT", "UNPB", "BOOK", "EDBOOK", "NONE", " CHAP", ""]),
    st.lists(st.sampled_from(LINES[:26]) | st.sampled_from(LINES), max_size=16),
    st.sampled_from(["ER  - \n\n", "ER  - \n", "ER  -\n \n", "ER  -", "ER  - more\n", "ER\n"]),
)
"""Records most of which are in the usual form."""


ODD_TEXTS = ("", " ", "a", "a ", " b", "5 pages; $x$", "a < b", "\\emph", "a\u2028", "\x1fa", "N1  - ", "\nAB  - c")
NOTES = (
    "arXiv:1706.03762", "arXiv:hep-th/9901001v2", "arXiv:1706.03762 [cs.CL]", "arXiv:1713.03762", "arXiv:9901.00001",
    "arXiv:none/9901001", "ArXiv:1706.03762", "Comment: {}", "Comment:{}", "Published version: https://doi.org/10.1000/18{}",
    "DOI as given: 10.1000/{}", "Journal reference: {}", "Report number: {}", "License: {}", "Version 2", "version: 2",
    "Version 2, updated 2020-02-0{}", "Version 2, updated 2020-02-03", "Version {}", "updated: 2020", "{}",
)  # fmt: skip
note_lines = st.builds(str.format, st.sampled_from(NOTES), st.sampled_from(ODD_TEXTS))
preprints = st.builds(
    lambda kind, lines, keywords, notes: "".join(
        f"{line}\n" for line in (f"TY  - {kind}", *lines, *keywords, *(f"N1  - {note}" for note in notes), "ER  - ")
    ),
    st.sampled_from(["UNPB", "UNPB", "JOUR", "unpb", "ODD"]),
    st.lists(st.sampled_from(["PB  - arXiv", "PB  - Press", "ET  - 3", "PY  - 2021", "XX  - odd"]), max_size=2),
    st.lists(
        st.sampled_from(["KW  - cs.CL", "KW  - MSC 11A", "KW  - ", "KW  - a; b", "KW  - $x$", "KW  - b "]), max_size=3
    ),
    # In the exporter's order, with nothing odd in them as often as not.
    st.tuples(
        st.sampled_from(NOTES[:4]),
        *[
            st.builds(str.format, st.sampled_from(labels), st.sampled_from(["a", "b c"]) | st.sampled_from(ODD_TEXTS))
            | st.none()
            for labels in (["Comment: {}"], NOTES[9:10], ["Journal reference: {}"], ["Report number: {}"], NOTES[14:18])
        ],
    ).map(lambda notes: list(filter(None, notes)))
    | st.lists(note_lines, max_size=4),
)
"""Records of preprints, most of whose notes are those that the exporter writes, or nearly so."""


class Told:
    """Keeps what is told of a record."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str, str, str]] = []

    def say(self, code: str, tag: str, message: str, value: str) -> None:
        """Keep it."""
        self.parts.append((code, tag, message, value))


@given(texts=st.lists(ris_records | preprints, min_size=1, max_size=3), size=st.integers(1, 80))
def test_usual_form_is_taken_apart_as_any(texts: list[str], size: int) -> None:
    """What the lines of a record in the usual form are read as, and what is told of them, is what its fields are."""
    for item, lines in scan_ris_lines(cut("".join(texts), size)):
        if not isinstance(item, Record) or lines is None:
            continue
        told, told_of_lines = Told(), Told()
        assert lines.kind == item.type
        assert lines.size == item.raw.count("\n")
        expected = interpret_ris(item.type, item.fields, told.say)
        assert expected == interpret_ris_lines(item, lines, told_of_lines.say)
        assert told.parts == told_of_lines.parts


@pytest.mark.parametrize("end", ["ER  - \n\n", "ER  - \n", "ER  -"])
def test_usual_form_is_found(end: str) -> None:
    """Rows of authors, keywords and notes among lines of one field each, whatever the blanks at the end are."""
    text = f"TY  - JOUR\nAU  - A, B\nAU  - C, D\nTI  - a\nAB  - b\nKW  - c\nN1  - d\nN1  - e\nID  - f\n{end}"
    ((_, lines),) = scan_ris_lines([text])
    assert lines is not None
    assert ("JOUR", ("TI", "AB", "ID"), ["a", "b", "f"]) == (lines.kind, lines.tags, lines.texts)
    assert (["A, B", "C, D"], ["c"], ["d", "e"]) == (lines.authors, lines.keywords, lines.notes)


def read(kind: str, *lines: str) -> list[object]:
    """Return the values of a record of the type *kind* with *lines*, which is in the usual form."""
    ((item, found),) = scan_ris_lines(["".join(f"{line}\n" for line in (f"TY  - {kind}", *lines, "ER  - "))])
    assert isinstance(item, Record)
    assert found is not None
    return interpret_ris_lines(item, found)


def test_notes_of_a_preprint_are_understood_at_once() -> None:
    """All that the exporter writes of a paper goes to its fields."""
    values: list[object] = list(DEFAULTS)
    notes = [
        "arXiv:1706.03762v5", "Comment: 15 pages", "Published version: https://doi.org/10.1000/182",
        "Journal reference: NIPS 30", "Report number: X-1", "Version 5, updated 2017-12-06",
    ]  # fmt: skip
    assert take_own_notes(values, ["cs.CL", "words"], notes)
    expected = ArxivInfo(
        id=ArxivId("1706.03762", version=5), primary_category="cs.CL", categories=("cs.CL",), comment="15 pages",
        journal_ref="NIPS 30", doi="10.1000/182", report_number="X-1",
    )  # fmt: skip
    assert [expected, ("words",), "5", Date(start=(2017, 12, 6))] == [
        values[INDEX[name]] for name in ("arxiv", "keyword", "version", "updated")
    ]


@pytest.mark.parametrize(
    ("keywords", "notes"),
    [
        ([], ["Comment: no identifier"]),
        ([], ["arXiv:1713.03762"]),  # there is no such month
        ([], ["arXiv:0704.00001"]),  # numbers were shorter then
        ([], ["arXiv:none/9901001"]),
        ([], ["arXiv:1706.03762", "another note"]),
        ([], ["arXiv:1706.03762", "Version 1", "Comment: behind"]),
        ([], ["arXiv:1706.03762", "Comment: a blank at the end "]),
        ([], ["arXiv:1706.03762", "Comment: $x$"]),
        ([], ["arXiv:1706.03762", "Comment: a < b"]),
        ([], ["arXiv:1706.03762", "Comment: \\emph"]),
        ([], ["arXiv:1706.03762", "Published version: https://doi.org/10.1000/1, https://doi.org/10.1000/2"]),
        (["cs.CL; cs.LG"], ["arXiv:1706.03762"]),
        (["$x$"], ["arXiv:1706.03762"]),
        (["cs.CL", " "], ["arXiv:1706.03762"]),
    ],
)
def test_other_notes_are_left(keywords: list[str], notes: list[str]) -> None:
    """What is not plainly the exporter's is for those who understand more, and nothing is taken of it."""
    values: list[object] = list(DEFAULTS)
    assert not take_own_notes(values, keywords, notes)
    assert values == list(DEFAULTS)


def test_a_field_of_two_lines_is_read_in_order() -> None:
    """Of two lines for one field the first is its value, whatever their tags."""
    assert ["first", "first"] == [
        read("JOUR", *lines)[INDEX["title"]]
        for lines in (("TI  - first", "T1  - second"), ("T1  - first", "TI  - second"))
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["TIAU  ", "AU  -   - x"],  # in step again behind a line that is none
        ["TI  - a", "AU  - A, B", "TI  - b", "AU  - C, D"],
        ["TI  -", "PY  - 2020"],
        ["ti  - a"],
        ["A1  - A, B"],
        ["KW  - a", "TI  - b", "KW  - c"],
    ],
)
def test_other_forms_are_not_taken_apart(lines: list[str]) -> None:
    """Lines without a tag or without a blank, authors in two rows: these are looked at one by one."""
    ((_, found),) = scan_ris_lines(["".join(f"{line}\n" for line in ("TY  - JOUR", *lines, "ER  - "))])
    assert found is None


@pytest.mark.parametrize(
    "lines",
    [
        ["TI  - a", "N1  - b", "c", "N1  - d"],
        ["TI  - a", "", "PY  - 2020"],
        ["AU  - A, B", "AU", "TI", "TI  - b"],  # heads and values take turns, but for a line feed
        ["AB  - a", "  b", "TI  - c"],
    ],
)
def test_values_of_several_lines_are_taken_apart(lines: list[str]) -> None:
    """They are read as the fields of the record are."""
    ((item, found),) = scan_ris_lines(["".join(f"{line}\n" for line in ("TY  - JOUR", *lines, "ER  - "))])
    assert isinstance(item, Record)
    assert found is not None
    assert found.is_folded
    assert interpret_ris(item.type, item.fields) == interpret_ris_lines(item, found)


@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["PY", "DA", "Y1"]),
            st.sampled_from(["2021", "2021/05/04", "2021/05", "2020", "2021///Spring", "5 Nov 2021", "May", "", "odd"]),
        ),
        max_size=4,
    )
)
def test_plain_dates_of_issue(lines: list[tuple[str, str]]) -> None:
    """A date that lines say and nothing else is the one that they are read as."""
    found = read_plain_issue(tuple(tag for tag, _ in lines), *(text for _, text in lines))
    if found is not None:
        date, spelled = found
        expected = Issue(date, (), tuple((line.name, line.value) for line in spelled))
        assert expected == read_issue([line for line in lines if line[1]])


def test_lone_suffixes_in_any_case() -> None:
    """A suffix is one however it is spelled, with letters that fold to it as well."""
    expression = re.compile(r"(?:Jr|Sr|Jnr|Snr|II|III|2nd|3rd)\.?", re.I)
    letters = sorted({character for character in map(chr, range(0x3000)) if re.match("[jrsni23d.]", character, re.I)})
    texts = {"".join(word) for size in range(1, 5) for word in product(letters, repeat=size)}
    assert {text for text in texts if expression.fullmatch(text)} == {text for text in texts if text in _LONE_SUFFIXES}


NAME_PARTS = (
    "Smith", "O'Neil", "Smith-Jones", "van Dyk", "Collaboration", "Team", "Jr", "II", "II.", "ıI", "J.", "Ann B.", "-",
    "", " ", "  ", ",", "\xa0", "Müller", "山田", "1", "et al.", "\n",
)  # fmt: skip
name_texts = st.tuples(*[st.sampled_from(NAME_PARTS)] * 2).map(", ".join) | st.lists(
    st.sampled_from(NAME_PARTS), max_size=4
).map(", ".join)


@given(texts=st.lists(name_texts, min_size=1, max_size=4) | st.lists(st.text(", aB.\n-"), min_size=1, max_size=3))
def test_names_are_read_together_as_one_by_one(texts: list[str]) -> None:
    """A list of plain names gives the names that each gives by itself, all of which are written the same."""
    names = parse_plain_ris_names(texts)
    if names is not None:
        assert [(name, True) for name in names] == list(map(parse_ris_name, texts))
        assert list(texts) == list(map(render_ris_name, names))


parts_of_names = st.none() | st.sampled_from(NAME_PARTS)
odd_names = st.builds(Name, family=parts_of_names, given=parts_of_names) | st.builds(
    Name, family=parts_of_names, given=parts_of_names, suffix=parts_of_names, literal=parts_of_names
)


@given(names=st.lists(odd_names, max_size=3))
def test_plain_names_come_back(names: list[Name]) -> None:
    """Names that need no more than a family and a given name are read as they are written."""
    texts = render_plain_ris_names(names)
    if texts is not None:
        assert texts == list(map(render_ris_name, names))
        assert names == [parse_ris_name(text)[0] for text in texts]


name_characters = st.sampled_from("AaÄßſıİK ́日가’'-. ,\n\t\xa0") | st.characters()


@given(
    names=st.lists(
        st.builds(Name, family=st.text(name_characters, max_size=4), given=st.text(name_characters, max_size=4)),
        min_size=1, max_size=2,
    )
)  # fmt: skip
def test_plain_names_of_any_characters_come_back(names: list[Name]) -> None:
    """Names in which any character is: those that are plain are read as they are written."""
    texts = render_plain_ris_names(names)
    if texts is not None:
        assert names == [parse_ris_name(text)[0] for text in texts]
        assert texts == list(map(render_ris_name, names))


def test_every_letter_of_a_plain_name_comes_back() -> None:
    """None of them is taken for anything else, at the beginning or further on."""
    plain = [
        (character, text)
        for character in map(chr, range(0x11000))
        if (texts := render_plain_ris_names([Name(family=f"{character}a", given=f"{character}b")])) is not None
        for text in texts
    ]
    assert len(plain) > 200
    for character, text in plain:
        name = Name(family=f"{character}a", given=f"{character}b")
        assert (name, True) == parse_ris_name(text)


@pytest.mark.parametrize("word", sorted({*_LONE_SUFFIXES, *map(str.upper, _INVERTED_GROUPS), *_INVERTED_GROUPS}))
def test_words_with_a_meaning_are_no_plain_names(word: str) -> None:
    """A suffix where a given name is expected, and a group that was turned round."""
    is_suffix = word in _LONE_SUFFIXES
    name = Name(family="Smith", given=word) if is_suffix else Name(family=word, given="Atlas")
    assert render_plain_ris_names([name]) is None


@pytest.mark.parametrize(
    "names",
    [
        [],
        [Name(family="A, B", given="C")],
        [Name(family="A", given="B, C")],
        [Name(family="A, B\nC", given="D")],
        [Name(family="A", given="B\nC, D")],
        [Name(family="A", given="B\n")],
        [Name(family="A", given="B "), Name(family="A", given="B")],
        [Name(family="A", given="B  C")],
        [Name(family="A", given="B"), Name(family="A")],
        [Name(family="A", given="B"), Name(given="A")],
        [Name(family="A", given="B"), Name(literal="A, B")],
        [Name(family="A", given="B", suffix="Jr.")],
        [Name(family="A", given="B", dropping_particle="von")],
        [Name(family="A", given="B", non_dropping_particle="van")],
        [Name(family="-", given="B")],
        [Name(family="A", given="")],
        [Name(family="", given="B")],
    ],
)
def test_other_names_are_not_plain(names: list[Name]) -> None:
    """Each reason to look at names one by one."""
    assert render_plain_ris_names(names) is None


@given(text=ris_texts)
def test_every_type_line_begins_a_record(text: str) -> None:
    """Whatever stands before it, a TY line in the usual form is one record."""
    marked = f"{text}\nTY  - MARK\nTI  - Marked\nER  - \n"
    assert ("MARK", [("TI", "Marked")]) == list_fields(marked)[-1]


def test_record_has_type_fields_and_place() -> None:
    """Fields keep their order and their repetitions; type and raw text are the record's; lines count from 1."""
    text = "1.\nTY  - JOUR\nAU  - A\nAU  - B\nTI  - C\nER  - \n\n"
    block, record = scan(text)
    assert Block(kind=BlockKind.TEXT, raw="1.\n") == block
    assert isinstance(record, Record)
    assert ("ris", "JOUR", None) == (record.format, record.type, record.key)
    assert (("AU", "A", None), ("AU", "B", None), ("TI", "C", None)) == record.fields
    assert ((3, len(text)), 2, text[3:]) == (record.span, record.line, record.raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TY  - JOUR\nTI  - a\nER  - \n", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a\nER  -\n", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a\nER  -", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a\nER\n", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a\nER -\n", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a\n", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a", [("JOUR", [("TI", "a")])]),
        ("TY  - JOUR\nTI  - a\nTY  - BOOK\nER  - \n", [("JOUR", [("TI", "a")]), ("BOOK", [])]),
        ("TY  - JOUR\nTI  - a\nER\n\nTY  - BOOK\nER  - \n", [("JOUR", [("TI", "a")]), ("BOOK", [])]),
        ("TY -  BOOK\nTI - a\nER - \n", [("BOOK", [("TI", "a")])]),
        ("TY  -JOUR\nTI  -a\nER  -\n", [("JOUR", [("TI", "a")])]),
        ("\ufeffTY  - JOUR\nTI  - a\nER  - \n", [("JOUR", [("TI", "a")])]),
        ("TY  - \nTI  - a\nER  - \n", [("", [("TI", "a")])]),
        ("TY  - JOUR\nAB  - a\nb\n\n  c\nTI  - d\nER  - \n", [("JOUR", [("AB", "a\nb\n\n  c"), ("TI", "d")])]),
        ("TY  - JOUR\nAB  - a\n  AU  - b\nER  - \n", [("JOUR", [("AB", "a\n  AU  - b")])]),
        ("TY  - JOUR\nXY  - a\nH1  - b\nER  - \n", [("JOUR", [("XY", "a"), ("H1", "b")])]),
        ("TY  - JOUR\nAB  - a\nCT\nER  - \n", [("JOUR", [("AB", "a\nCT")])]),
        ("TY  - JOUR\nTI  - a\nER  - rest\n", [("JOUR", [("TI", "a"), ("ER", "rest")])]),
        ("TI  - a\nAU  - b\nER  - \n", [(None, [("TI", "a"), ("AU", "b")])]),
        ("TY  - JOUR\nTI  - a\nER  - \nTI  - b\nER  - \n", [("JOUR", [("TI", "a")]), (None, [("TI", "b")])]),
        ("ER  - \nsome text\n", []),
        ("ty  - JOUR\n", []),
        ("PT J\nAU A\nER\n", []),
        ("", []),
    ],
)
def test_odd_records_are_found(text: str, expected: list[tuple[str | None, list[tuple[str, str]]]]) -> None:
    """ER may lack or be cut, blanks may lack, lines without a tag go on with a value, TY may lack."""
    assert expected == list_fields(text)


def test_blank_lines_belong_to_the_record_before() -> None:
    """What separates records is no block; text between them is one."""
    items = scan("\n\nTY  - JOUR\nER  - \n\n\n2.\nTY  - BOOK\nTI  - a\n\n\nTY  - CHAP\nER  - \n \n")
    assert ["\n\n", "TY  - JOUR\nER  - \n\n\n", "2.\n", "TY  - BOOK\nTI  - a\n\n\n", "TY  - CHAP\nER  - \n \n"] == [
        item.raw for item in items
    ]


def test_record_compares_by_its_text() -> None:
    """A record finds its fields when asked; two of the same text in the same place are equal."""
    text = "TY  - JOUR\nTI  - a\nER  - \n"
    assert scan(text) == scan(text)
    assert scan(text) != scan(f"\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nAB  - x\n" + "more\n" * 100_000 + "ER  - \n",
        "TY  - JOUR\n" + "AU  - Smith, J.\n" * 100_000,
        "TY  - JOUR\nAB  - " + "x" * 10_000_000 + "\nER  - \n",
        "TY  - JOUR\n" * 20_000,
        "TYPE\nER\n" * 50_000,
        "\n" * 200_000,
    ],
    ids=["continuations", "authors", "line", "types", "almost", "blank"],
)
def test_large_pieces_are_scanned(text: str) -> None:
    """Time grows with the length alone: a hundred thousand lines of one record, ten million characters in one line."""
    items = scan(text, 1 << 16)
    assert len(text) == sum(len(item.raw) for item in items)
    assert all(item.fields is not None for item in items if isinstance(item, Record))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vaswani, Ashish", Name(family="Vaswani", given="Ashish")),
        ("Vaswani,Ashish ", Name(family="Vaswani", given="Ashish")),
        ("King, M. L., Jr.", Name(family="King", given="M. L.", suffix="Jr.")),
        ("King, Jr., M. L.", Name(family="King", given="M. L.", suffix="Jr.")),
        ("King, , Jr.", Name(family="King", suffix="Jr.")),
        ("King, Jr.", Name(family="King", suffix="Jr.")),
        ("van Beethoven, Ludwig", Name(family="Beethoven", given="Ludwig", non_dropping_particle="van")),
        ("von Humboldt, A.", Name(family="Humboldt", given="A.", dropping_particle="von")),
        ("de la Cruz, M.", Name(family="Cruz", given="M.", non_dropping_particle="de la")),
        ("Beethoven, Ludwig van", Name(family="Beethoven", given="Ludwig", non_dropping_particle="van")),
        ("Van den Berg, J.", Name(family="Van den Berg", given="J.")),
        ("Ludwig van Beethoven", Name(family="Beethoven", given="Ludwig", non_dropping_particle="van")),
        ("Plato", Name(family="Plato")),
        ("Plato,", Name(family="Plato")),
        ("ATLAS Collaboration,", Name(literal="ATLAS Collaboration")),
        ("ATLAS Collaboration", Name(literal="ATLAS Collaboration")),
        ("Collaboration, ATLAS", Name(literal="ATLAS Collaboration")),
        ("Team, R Core", Name(literal="R Core Team")),
        ("Barnes and Noble, Inc.,", Name(literal="Barnes and Noble, Inc.")),
        ("Smith, John,", Name(family="Smith", given="John")),
        ("Dept. of Y, University of X, Town, Land", Name(literal="Dept. of Y, University of X, Town, Land")),
        ("李, 明", Name(family="李", given="明")),
        (", John", Name(family="John")),
        ("", Name()),
        (",", Name()),
        (", ,", Name()),
        ("et al.", Name()),
    ],
)
def test_name_is_read(text: str, expected: Name) -> None:
    """Family, given, suffix; a comma at the end makes a group; without a comma as people write."""
    assert expected == parse_ris_name(text)[0]


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("Vaswani, A.", True),
        ("Vaswani,A.", True),
        ("King, Jr., M. L.", True),
        ("Bob Smith", True),
        ("ATLAS Collaboration,", True),
        ("ATLAS Collaboration", False),
        ("Collaboration, ATLAS", False),
        ("Ryan De Iaco", False),
        ("et al.", False),
    ],
)
def test_names_that_would_be_written_otherwise_are_told_apart(text: str, is_same: bool) -> None:
    """Whether the name is written so again, spaces and dots apart; a missing comma is more than that."""
    assert is_same is parse_ris_name(text)[1]


@given(text=st.text(st.sampled_from("aA ,.é-'{}$\\\n\u00a0李")) | st.text())
def test_any_name_is_read(text: str) -> None:
    """No text raises, and what is written of a name can be read again."""
    name, is_same = parse_ris_name(text)
    if is_same:
        assert parse_ris_name(render_ris_name(name)) == (name, True)


PLAIN, OTHER, PARTIAL = Spelling


@pytest.mark.parametrize(
    ("text", "date", "spelling"),
    [
        ("2021", Date(start=(2021,)), PLAIN),
        ("2021///", Date(start=(2021,)), PLAIN),
        ("2021/11/05/", Date(start=(2021, 11, 5)), PLAIN),
        ("2021/11/05", Date(start=(2021, 11, 5)), PLAIN),
        ("2021/11//", Date(start=(2021, 11)), PLAIN),
        ("2021/1/5", Date(start=(2021, 1, 5)), PLAIN),
        ("2021-11-05", Date(start=(2021, 11, 5)), PLAIN),
        ("2021///Spring", Date(start=(2021,), season=1), PLAIN),
        ("2021///Fall", Date(start=(2021,), season=3), OTHER),
        ("2021 Nov 5", Date(start=(2021, 11, 5)), OTHER),
        ("Nov. 5th, 2021", Date(start=(2021, 11, 5)), OTHER),
        ("5 November 2021", Date(start=(2021, 11, 5)), OTHER),
        ("November 2021", Date(start=(2021, 11)), OTHER),
        ("2015/october", Date(start=(2015, 10)), OTHER),
        ("Spring 2021", Date(start=(2021,), season=1), OTHER),
        ("20211105", Date(start=(2021, 11, 5)), OTHER),
        ("05.11.2021", Date(start=(2021, 11, 5)), OTHER),
        ("5. 11. 2021", Date(start=(2021, 11, 5)), OTHER),
        ("2021.11.5", Date(start=(2021, 11, 5)), OTHER),
        ("2021年11月5日", Date(start=(2021, 11, 5)), OTHER),
        ("31.02.2021", Date(start=(2021,)), PARTIAL),
        ("05/11/2021", Date(start=(2021,)), PARTIAL),
        ("2021-11-05T10:00:00Z", Date(start=(2021, 11, 5)), OTHER),
        ("Nov 5", Date(start=(0, 11, 5)), OTHER),
        ("2021/11/05/received", Date(start=(2021, 11, 5)), PARTIAL),
        ("2021///in press", Date(start=(2021,)), PARTIAL),
        ("2021/13/40", Date(start=(2021,)), PARTIAL),
        ("2021//05", Date(start=(2021,)), PARTIAL),
        ("2021 (in press)", Date(start=(2021,)), PARTIAL),
        ("Nov-Dec 2021", Date(start=(2021, 11), end=(2021, 12)), OTHER),
        ("2004/2005", Date(start=(2004,)), PARTIAL),
        ("in press", Date(literal="in press"), PLAIN),
        ("99", Date(literal="99"), PLAIN),
        ("0000", Date(start=(0,)), PLAIN),
        ("", Date(literal=""), PLAIN),
    ],
)
def test_date_is_read(text: str, date: Date, spelling: Spelling) -> None:
    """Year, month, day and season in RIS's form or in words; what has no year is words; year 0 is "no year"."""
    assert (date, spelling) == parse_ris_date(text)


@given(text=st.text(st.sampled_from("0123456789/-., NovSpringft")) | st.text())
def test_any_date_is_read(text: str) -> None:
    """No text raises."""
    parse_ris_date(text)


@pytest.mark.parametrize(
    ("lines", "date", "others", "spelled"),
    [
        ([("PY", "2017"), ("DA", "2017/06/12/")], Date(start=(2017, 6, 12)), [], []),
        ([("DA", "2017/06/12/"), ("PY", "2017")], Date(start=(2017, 6, 12)), [], []),
        ([("PY", "2017"), ("DA", "Jun 12")], Date(start=(2017, 6, 12)), [], ["2017", "Jun 12"]),
        ([("Y1", "2013/07/22"), ("PY", "2013"), ("DA", "2013/07/28")], Date(start=(2013, 7, 22)), ["2013/07/28"], []),
        ([("PY", "2013"), ("DA", "2012/11/05")], Date(start=(2013,)), ["2012/11/05"], []),
        ([("PY", "2013"), ("PY", "2013/02/15/received")], Date(start=(2013, 2, 15)), ["2013/02/15/received"], []),
        ([("PY", "2013"), ("DA", "2013///Winter")], Date(start=(2013,), season=4), [], []),
        ([("PY", "in press"), ("DA", "soon")], Date(literal="in press"), ["soon"], []),
        ([("DA", "Nov 5")], None, ["Nov 5"], []),
        ([("DA", "Nov 5"), ("PY", "in press")], Date(literal="in press"), ["Nov 5"], []),
    ],
)
def test_date_of_issue_is_found(
    lines: list[tuple[str, str]], date: Date | None, others: list[str], spelled: list[str]
) -> None:
    """The year is that of PY or Y1, the day the first that fits; lines that say something else are named."""
    issue = read_issue(lines)
    assert (date, others, spelled) == (
        issue.date, [text for _, text in issue.others], [text for _, text in issue.spelled],
    )  # fmt: skip
