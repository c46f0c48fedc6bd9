"""Entries as most are, taken apart in one call: what comes back is what the scanner and the reader of others give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Code, Record
from arxiv2bib.formats.bibtex import scan_bibtex, scan_fields
from arxiv2bib.formats.bibtex_reading import SayField
from arxiv2bib.formats.bibtex_usual import UsualFields, split_usual
from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex, interpret_usual
from arxiv2bib.model.entry import INDEX
from tests import bibtex_strategies

MACROS = {"jacm-x": "J. ACM", "jacm": "J. ACM", "may": "Mai", "empty": "", "odd": " a\tb "}

_odd_blanks = st.sampled_from(["\xa0", "\u2003", "\u2028", "\x1d"])
_pieces = _odd_blanks | st.sampled_from(
    ["{A}", "{B},", "c}", "{d", "e", ",\n", "\n  ", "  ", "x = {", "=", "\\%", "\x01", "ü", "#"]
)
_values = st.one_of(
    bibtex_strategies.values, st.lists(_pieces, max_size=6).map(lambda pieces: f"{{{' '.join(pieces)}}}")
)
Said = list[tuple[Code, str, str, str | None]]


@st.composite
def usual_entries(draw: st.DrawFn) -> str:
    """Return an entry whose fields stand one behind the other, with values of all kinds."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    chosen = draw(st.lists(bibtex_strategies.names, min_size=1, max_size=8))
    samples = bibtex_strategies.SAMPLES
    equals = draw(st.sampled_from([" = ", "=", " =\t ", "= "]))
    written = [
        f"{name}{equals}{draw(st.sampled_from(samples[name]) if name in samples and draw(st.booleans()) else _values)}"
        for name in chosen
    ]
    join = draw(st.sampled_from([f",{newline}  ", ", ", f",{newline}\t"]))
    head = draw(st.sampled_from(["@article{k,", " @article{k,", "@Article {k,", "@article{ k ,", "\t@article\t{k\t,"]))
    return f"{head}{newline}  {join.join(written)}{newline}}}{newline}{newline}"


texts = st.one_of(st.lists(usual_entries(), min_size=1, max_size=3).map("".join), bibtex_strategies.any_files)


def scan_usual(text: str) -> list[tuple[Record, UsualFields]]:
    """Return the records of *text* that were taken apart in one call."""
    items = scan_fields([f"{text}\n@"], lambda *_: None)
    return [(item[0], item[1]) for item in items if isinstance(item, tuple) and isinstance(item[1], UsualFields)]


@given(texts)
def test_fields_are_those_of_the_scanner(text: str) -> None:
    """Names and values are what the scanner of all entries finds, which names are words as well."""
    for record, fields in scan_usual(text):
        names = [fields.shape.spelled.get(name, name) for name in fields.shape.names]
        assert [name for name, _, _ in record.fields] == names
        assert [
            raw if at in fields.shape.words else raw[1:-1] for at, (_, raw, _) in enumerate(record.fields)
        ] == fields.values
        assert " ".join(fields.values) == fields.joined


def _listen(said: Said) -> SayField:
    return lambda code, name, message, value: said.append((code, name, message, value))


@given(texts)
def test_values_are_those_of_any_entry(text: str) -> None:
    """What is read of the fields is what is read of them one by one, and so is what is said."""
    for record, fields in scan_usual(text):
        said: Said = []
        read = interpret_usual("article", "k", fields, MACROS, _listen(said))
        if read is None:
            assert [] == said
            continue
        expected: Said = []
        values = interpret_bibtex("article", "k", record.fields, macros=MACROS, say=_listen(expected))
        assert values == read
        assert expected == said


@given(texts, st.integers(1, 40))
def test_items_do_not_depend_on_what_follows(text: str, size: int) -> None:
    """Records and blocks are the same where nothing is taken apart in one call, as in pieces of a few characters."""
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    assert list(scan_bibtex(chunks, lambda *_: None)) == list(scan_bibtex([text], lambda *_: None))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\n  title = {A {B} c},\n  year = 2001\n", ["A {B} c", "2001"]),
        (" title={A}, year={2001}, month=jan ", ["A", "2001", "jan"]),
        ("\r\n\ttitle = \"A\",\r\n\tYear = {2001},\r\n", ["A", "2001"]),
        ("\n  title = {A {B}, {C}},\n  note = {wrapped\n    lines}\n", ["A {B}, {C}", "wrapped\n    lines"]),
        ("\n  title = {A {b},\n  year = {2001}},\n", None),
        ("\n  title = {A},\n  Title = {B}\n", None),
        ("\n  title = {A} # b,\n  year = {2001}\n", None),
        ("\n  title = {A},\n  % year = {2001}\n", None),
        ("\n  title = {A\n", None),
        ("\n  title = \"A {b\",\n  year = {1}\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_only_what_is_usual_is_split(body: str, expected: list[str] | None) -> None:
    """Values with groups, words and quotes; not what is joined, repeated, damaged or behind a percent sign."""
    fields = split_usual(body)
    assert expected == (fields.values if fields is not None else None)


@pytest.mark.parametrize("blank", ["\xa0", "\u2003\n  \u2003", "\x1d", " ", ""])
def test_value_of_blanks_alone_is_none(blank: str) -> None:
    """Whatever blanks they are: a field that says nothing is not there."""
    ((record, fields),) = scan_usual(f"@misc{{k,\n  title = {{A}},\n  foo = {{{blank}}}\n}}\n")
    expected = interpret_bibtex("misc", "k", record.fields, macros={})
    assert interpret_usual("misc", "k", fields, {}, lambda *_: None) == (expected if blank in ("", " ") else None)
    assert () == expected[INDEX["extra"]]


@pytest.mark.parametrize(
    "dates", ['year = "", month = jan', 'year = 2001, month = ""', "date = {}, year = 2001, day = 3"]
)
def test_empty_date_leaves_the_others(dates: str) -> None:
    """The first of the fields of a date reads all of them: the first that says anything."""
    ((record, fields),) = scan_usual(f"@misc{{k,\n  title = {{A}}, {dates}\n}}\n")
    expected = interpret_bibtex("misc", "k", record.fields, macros={})
    assert interpret_usual("misc", "k", fields, {}, lambda *_: None) == expected


@pytest.mark.parametrize("word", ["pub-springer", "ieee:nips", "2-3"])
def test_macro_of_several_words_is_one(word: str) -> None:
    """Names of macros have hyphens and colons in them, as in the bibliographies of the TeX Users Group."""
    ((record, fields),) = scan_usual(f"@misc{{k,\n  title = {{A}},\n  publisher = {word}\n}}\n")
    expected = interpret_bibtex("misc", "k", record.fields, macros={word: "Springer"})
    assert interpret_usual("misc", "k", fields, {word: "Springer"}, lambda *_: None) == expected
    assert "Springer" == expected[INDEX["publisher"]]


def test_word_stands_for_its_macro() -> None:
    """A month is its name unless a macro says otherwise; a word that is not defined is left to the general reading."""
    assert "Mai" == expand_value("may", MACROS)
    for word, expected in (("jan", True), ("may", True), ("2001", True), ("undefinedmacro", False), ("empty", True)):
        ((_, fields),) = scan_usual(f"@misc{{k,\n  title = {{A}},\n  month = {word}\n}}\n")
        assert expected == (interpret_usual("misc", "k", fields, MACROS, lambda *_: None) is not None)
