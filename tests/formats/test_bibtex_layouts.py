"""Entries of a layout that came often: what comes back is what the scanner of all entries gives."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Block, Record
from arxiv2bib.formats import bibtex_layouts
from arxiv2bib.formats.bibtex import scan_bibtex, scan_fields
from arxiv2bib.formats.bibtex_layouts import Layouts
from arxiv2bib.formats.bibtex_usual import UsualFields, split_usual
from tests import bibtex_strategies

_pieces = st.sampled_from(
    ["{A}", "{B},", "c}", "{d", "}\n@", "},\n", "},\n  note = {", "\r\n", "\n}\n\n@", "}, x = {", "=", "\\%", '"', "@"]
)
_names = st.sampled_from(["title", "Author", "year", "doi", "note", "month", "x-y"])
_insides = st.one_of(st.lists(_pieces, max_size=4).map(" ".join), st.sampled_from(["A", "", "{A} b", "2001"]))
_words = st.sampled_from(["jan", "2001", "pub-x:y", "a # b", ""])


def _write(delimiters: str, *, is_plain: bool) -> st.SearchStrategy[str]:
    """Return values between both *delimiters*, if there are any."""
    if not delimiters:
        return st.just("jan") if is_plain else _words
    opener, closer = delimiters[0], delimiters[1]
    return (st.just("A") if is_plain else _insides).map(lambda inside: f"{opener}{inside}{closer}")


@st.composite
def alike_entries(draw: st.DrawFn) -> str:
    """Return entries that are laid out alike, most of them, with values of all kinds."""
    names = draw(st.lists(_names, min_size=1, max_size=4))
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    join = draw(st.sampled_from([f",{newline}  ", ", ", f",{newline}\t", ""]))
    equals = draw(st.sampled_from([" = ", "=", "  =  ", " =\t"]))
    tail = draw(st.sampled_from([newline, f",{newline}", "", ","]))
    gap = draw(st.sampled_from([newline, newline * 2, " ", f"{newline} {newline}", f"{newline} "]))
    delimiters = draw(st.lists(st.sampled_from(["{}", "{}", '""', ""]), min_size=len(names), max_size=len(names)))
    entries = []
    for at in range(draw(st.integers(2, 5))):
        kind = draw(st.sampled_from(["misc", "misc", "Article", "comment", "string"]))
        fields = join.join(
            [
                f"{name}{equals}{draw(_write(both, is_plain=at == 0))}"
                for name, both in zip(names, delimiters, strict=True)
            ]
        )
        entries.append(f"@{kind}{{k,{newline}  {fields}{tail}}}{gap}")
    return "".join(entries)


_texts = st.one_of(
    alike_entries(),
    st.lists(alike_entries(), max_size=3).map("".join),
    bibtex_strategies.any_files.map(lambda text: text * 3),
)


def _scan(text: str, often: int) -> list[Record | Block]:
    with patch.object(bibtex_layouts, "_OFTEN", often):
        return list(scan_bibtex([text], lambda *_: None))


@given(_texts)
def test_items_are_those_of_the_scanner(text: str) -> None:
    """Records and blocks, where they stand and what they say are the same, whether their layout is known or not."""
    expected, found = _scan(text, 1 << 30), _scan(text, 1)
    assert expected == found
    assert [item.fields for item in expected if isinstance(item, Record)] == [
        item.fields for item in found if isinstance(item, Record)
    ]


@given(_texts)
def test_fields_are_those_of_the_record(text: str) -> None:
    """The values that come with a record are those that its text has, found by the scanner of all entries."""
    with patch.object(bibtex_layouts, "_OFTEN", 1):
        items = list(scan_fields([f"{text}\n@"], lambda *_: None))
    for item in items:
        if isinstance(item, Block) or not isinstance(item[1], UsualFields):
            continue
        record, fields = item[0], item[1]
        names = [fields.shape.spelled.get(name, name) for name in fields.shape.names]
        assert [name for name, _, _ in record.fields] == names
        raws = [raw if at in fields.shape.words else raw[1:-1] for at, (_, raw, _) in enumerate(record.fields)]
        assert raws == fields.values
        assert " ".join(raws) == fields.joined


def _learn(body: str) -> Layouts:
    """Return layouts of which that of *body* is known."""
    layouts = Layouts()
    fields = split_usual(body)
    assert fields is not None
    with patch.object(bibtex_layouts, "_OFTEN", 1):
        layouts.add(fields.shape)
    return layouts


_BODY = '\n  title = {A},\n  note = "b",\n  doi = {c},\n  month = jan\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@misc{k,\n  title = {},\n  note = "{D}",\n  doi = {e f},\n  month = 1\n}\n@', ["", "{D}", "e f", "1"]),
        ('@MISC{k,\n  title = {{D} e}},\n  note = "",\n  doi = {},\n  month = 1\n}\n\n@', None),
        ('@misc{k,\n  title = {{D} e}, f},\n  note = "",\n  doi = {},\n  month = 1\n}\n@', None),
        ('@misc{k,\n  title = {{D}, {e}@},\n  note = "",\n  doi = {},\n  month = 1\n}\n@', ["{D}, {e}@", "", "", "1"]),
        ('@misc{k,\n  title = {D},\n  note = "{",\n  doi = {},\n  month = 1\n}\n@', None),
        ('@misc{k,\n  title = {D},\n  note = "",\n  doi = {{},\n  month = 1\n}\n@', None),
        ('@misc{k,\n  title = {D},\n  note = "",\n  doi = {},\n  month = 1\n}\n', None),
        ('@misc{k,\n  title = {D},\n  note = "",\n  doi = {},\n  month = {1}\n}\n@', None),
        ('@misc{k,\n  title = {D},\n  note = "",\n  doi = {},\n  month = 1 \n}\n@', None),
        ('@misc{k,\n  title = {D},\n  note = "",\n  doi = {} # e,\n  month = 1\n}\n@', None),
        ('@string{k,\n  title = {D},\n  note = "",\n  doi = {},\n  month = 1\n}\n@', None),
        ('@misc{k l,\n  title = {D},\n  note = "",\n  doi = {},\n  month = 1\n}\n@', None),
    ],
)
def test_only_what_is_laid_out_alike_is_read(text: str, expected: list[str] | None) -> None:
    """What stands between the values is the same to the character, braces have partners, and something follows."""
    entry = _learn(_BODY).read(text, 0)
    assert expected == (entry[2].values if entry is not None else None)


def test_layout_must_come_often() -> None:
    """An expression is made when a layout has come many times; the last ones that came often are tried, in turn."""
    layouts = Layouts()
    bodies = [f"\n  title = {{A}},\n  field{at} = {{b}}\n" for at in range(5)]
    for body in bodies:
        fields = split_usual(body)
        assert fields is not None
        for _ in range(bibtex_layouts._OFTEN - 1):
            layouts.add(fields.shape)
        assert layouts.read(f"@misc{{k,{body}}}\n@", 0) is None
        layouts.add(fields.shape)
        assert layouts.read(f"@misc{{k,{body}}}\n@", 0) is not None
    assert [body for body in bodies if layouts.read(f"@misc{{k,{body}}}\n@", 0) is not None] == bodies[2:]
