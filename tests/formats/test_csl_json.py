"""Cutting CSL-JSON into items."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats.csl_json import Piece, PieceKind, finish, split_items
from arxiv2bib.formats.json_text import count_marks
from tests.formats.cutting import cut

ITEM, MENDED, FAILED, TEXT = PieceKind


def split(text: str) -> list[Piece]:
    """Return the pieces of *text*."""
    return list(split_items([text]))


def tell(text: str) -> list[tuple[PieceKind, object]]:
    """Return the kind of each piece of *text*, and the item's id or the raw text."""
    return [(piece.kind, piece.item["id"] if piece.item is not None else piece.raw) for piece in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("[]", []),
        ('[{"id": 1}, {"id": 2}]', [1, 2]),
        ('{"id": 1}', [1]),
        ('{"id": 1}\n{"id": 2}\n', [1, 2]),
        ('\x1e{"id": 1}\n\x1e{"id": 2}\n', [1, 2]),
        ('{"items": [{"id": 1}, {"id": 2}]}', [1, 2]),
        ('{"references":[{"id": 1}]}', [1]),
        ('[{"id": 1}]\n[{"id": 2}]', [1, 2]),
        ('[[{"id": 1}], [{"id": 2}]]', [1, 2]),
        ('\ufeff\ufeff[{"id": 1}]', [1]),
        ('[{"id": 1, "items": "x", "type": "book"}]', [1]),
        ('[{"id": 1, "references": "x"}]', [1]),
    ],
)
def test_shapes(text: str, expected: list[int]) -> None:
    """Arrays, single objects, one object a line, lists in an object, and several of these: all have items."""
    assert [(ITEM, number) for number in expected] == tell(text)


def test_piece_says_where_it_stands() -> None:
    """Each piece has its text, its place and its line."""
    text = '[\n  {"id": 1},\n\n  {"id":\n2}\n]\n'
    first, second = split(text)
    assert ('{"id": 1}', 4, 2) == (first.raw, first.start, first.line)
    assert ('{"id":\n2}', 18, 4) == (second.raw, second.start, second.line)
    assert second.raw == text[second.start : second.start + len(second.raw)]


def test_what_is_around_the_list_is_text() -> None:
    """The other members of an object around the list are blocks."""
    text = '{"version": {"a": [1]}, "items": [{"id": 1}], "next": "x", "n": [2], "items": [{"id": 2}]}'
    expected = [(TEXT, '"version": {"a": [1]}'), (ITEM, 1), (TEXT, '"next": "x"'), (TEXT, '"n": [2]'), (ITEM, 2)]
    assert expected == tell(text)


def test_long_lists_in_an_object_are_streamed() -> None:
    """What does not fit into a chunk is no damage."""
    text = f'{{"version": 1, "items": [{", ".join(["{}"] * 300_000)}], "n": 2}}'
    pieces = list(split_items(cut(text, 65_536)))
    assert [TEXT, *[ITEM] * 300_000, TEXT] == [piece.kind for piece in pieces]


def test_names_with_escapes() -> None:
    """A name is what its escapes say; the list of an object that hides behind one is a value like any other."""
    assert [(ITEM, 1), (ITEM, 2)] == tell('[{"\\u0069d": 1}, {"id": 2, "it\\u0065ms": [{}]}, ]')


@pytest.mark.parametrize(
    ("damaged", "kind"),
    [
        ('{"id": 2, "title": "a" b", "author": [{"family": "X"}]}', FAILED),
        ('{"id": 2, "title": "a}, "author": [{"family": "X"}]}', FAILED),
        ('{"id": 2, "author": [{"family": "X"}}', FAILED),
        ('{"id": 2, "author": [{"family": "X"]}', FAILED),
        ('{"id": 2, "title": "\\x"}', FAILED),
        ('{"id": 2, "title": "cut', FAILED),
        ('"id": 2, "title": "x"}', FAILED),
        ('{"id" 2}', FAILED),
        ('{"id": 2}}, "author": [{"family": "X"}]', None),
        ('{"id": 2, "volume": NaN}', MENDED),
        ('{"id": 2, "title": "a\nb\x00"}', MENDED),
        ('{"id": 2,}', MENDED),
        ('{"id": 2 "type": "book"}', MENDED),
        (f'{{"id": 2, "custom": {"[" * 5000}{"]" * 5000}}}', ITEM),
        (f'{{"id": 2, "volume": {"1" * 5000}}}', ITEM),
        ('{"id": 2, "id": 2}', ITEM),
        ('null, 5, "x"', FAILED),
        ("null", TEXT),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("layout", ["lines", "one line", "pretty"])
def test_damage_costs_one_item(damaged: str, kind: PieceKind | None, layout: str) -> None:
    """The neighbours of a damaged item come through, whatever is wrong with it."""
    before, after = {"id": 1, "type": "book", "custom": {"id": "x"}}, {"id": 3, "type": "book"}
    if layout == "pretty":
        text = f"[\n{json.dumps(before, indent=2)},\n{damaged},\n{json.dumps(after, indent=2)}\n]\n"
    else:
        separator = ", " if layout == "one line" else "\n"
        text = f"[{json.dumps(before)}{separator}{damaged}{separator}{json.dumps(after)}]"
    told = tell(text)
    assert [(ITEM, 1), (ITEM, 3)] == [told[0], told[-1]]
    if kind is not None:
        assert [kind] == [kind for kind, _ in told[1:-1]]


@pytest.mark.parametrize(
    ("prefix", "kind"), [("null\n", TEXT), ("{\\rtf1 ", FAILED), ("junk \t, ; @ { \n", TEXT), ("<html>\n", TEXT)]
)
def test_what_comes_before_is_a_block(prefix: str, kind: PieceKind) -> None:
    """Something else before the array costs none of its items."""
    told = tell(prefix + '[\n{"id": 1,\n"type": "book"},\n{"id": 2}\n]')
    assert [(ITEM, 1), (ITEM, 2)] == told[1:]
    assert kind is told[0][0]


def test_truncated_file_keeps_what_is_whole() -> None:
    """Of a file that was cut off, the last item is damaged."""
    text = json.dumps([{"id": number, "title": "t" * 50} for number in range(5)], indent=1)
    assert [(ITEM, number) for number in range(4)] == tell(text[:-20])[:-1]
    assert FAILED is split(text[:-20])[-1].kind


_json_pieces = st.lists(
    st.sampled_from([
        *'{}[],:"\\\n 1é', '"id"', '"type":"book"', '"author":[{"family":"x"}]', '\\"', "null", '{"id":1}', '{"id":1,',
        '"a":NaN', '{"items":[', "\u2028",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


BETWEEN = re.compile(r'(?:[\s,\[\]{}]|"items"\s*:)*')


@given(text=_json_pieces, size=st.integers(1, 9))
def test_any_text_is_cut_the_same_in_any_chunks(text: str, size: int) -> None:
    """Reading in chunks changes nothing, and between the pieces there is nothing but the punctuation of JSON."""
    pieces = split(text)
    assert pieces == list(split_items(cut(text, size)))
    end = 0
    for piece in pieces:
        assert piece.raw == text[piece.start : piece.start + len(piece.raw)]
        assert piece.line == 1 + text.count("\n", 0, piece.start)
        assert BETWEEN.fullmatch(text[end : piece.start])
        end = piece.start + len(piece.raw)
    assert BETWEEN.fullmatch(text[end:])


@given(ids=st.lists(st.integers(), max_size=6), indent=st.sampled_from([None, 0, 1, 2, "\t"]), size=st.integers(1, 50))
def test_every_item_of_an_array_is_read(ids: list[int], indent: int | None, size: int) -> None:
    """As many items as an array has, in every layout."""
    items = [{"id": number, "author": [{"family": "x"}], "custom": {"id": [{}]}} for number in ids]
    assert items == [piece.item for piece in split_items(cut(json.dumps(items, indent=indent), size))]


_items = st.lists(
    st.fixed_dictionaries(
        {"id": st.integers(0, 9)},
        optional={
            "custom": st.lists(st.fixed_dictionaries({"id": st.integers(0, 1)}), max_size=3),
            "title": st.sampled_from(["a", '}, {"id"', '}\n{"id"', "\\"]),
            "items": st.just([{"id": 1}]),
        },
    ),
    max_size=7,
)
_layouts = st.sampled_from(
    [
        json.dumps,
        lambda items: json.dumps(items, separators=(",", ":")),
        lambda items: json.dumps(items, indent=1),
        lambda items: "\n".join(map(json.dumps, items)),
        lambda items: "[" + ",\n".join(map(json.dumps, items)) + "]",
        lambda items: json.dumps({"items": items}),
    ]
)


def _compare(text: str, size: int) -> None:
    """Hold the items that are cut by what stands between them to those that are read one by one."""
    pieces = [finish(one) if one.is_draft else one for one in split_items(cut(text, size), with_drafts=True)]
    assert [piece[:5] for piece in split(text)] == [piece[:5] for piece in pieces]


@given(items=_items, layout=_layouts, size=st.integers(1, 60))
def test_drafts_are_the_same_items(items: list[dict[str, object]], layout: Callable[..., str], size: int) -> None:
    """In every layout, whatever stands in them."""
    _compare(layout(items), size)


@given(text=_json_pieces, size=st.integers(1, 9))
def test_drafts_of_any_text_are_the_same_items(text: str, size: int) -> None:
    """Damaged texts too."""
    _compare(text, size)


@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
@pytest.mark.parametrize("glue", [", ", ",\n", "\n"])
def test_items_of_any_layout_are_drafts(glue: str, separators: tuple[str, str]) -> None:
    """What programs write on one line, or one item a line, is read as quickly as what they indent."""
    items = [{"id": f"a{number}", "author": [{"family": "x"}, {"family": "y"}]} for number in range(50)]
    text = glue.join(json.dumps(item, separators=separators) for item in items)
    drafts = [piece for piece in split_items([text], with_drafts=True) if piece.is_draft]
    assert len(items) - 2 == len(drafts)  # but the first and the last one


HOSTILE = {
    "brackets": "[" * 200_000,
    "closed brackets": "[" * 100_000 + "]" * 100_000,
    "braces": "{" * 200_000,
    "nested objects": '{"a":' * 50_000,
    "nested arrays": '[{"a":[' * 50_000,
    "nested items": '[{"id":[' * 50_000,
    "unclosed items": '{"id":1\n' * 50_000,
    "unclosed items in a line": '{"id":1,' * 50_000,
    "unclosed strings": '[{"id":"' * 50_000,
    "long string": '[{"a":"' + "x" * 2_000_000,
    "long string of quotes": '[{"a":"' + '\\"' * 500_000,
    "failed items": '{"id":x}' * 50_000,
    "every second failed": '{"id":1,"a":x},{"id":2}' * 20_000,
    "missing quotes": '[{"id":1,"title":"a},' * 20_000,
    "quotes": '"' * 300_000,
    "backslashes": '{"\\' * 100_000,
    "blanks": " " * 2_000_000,
    "wrappers": '{"items":[' * 30_000,
    "items in items": ('[{"id":1,"a":[' + '{"id":1},' * 20 + '{"id":2}]},') * 5_000,
    "repeated members": '[{"id":1,' + '"DOI":"10.1/a",' * 100_000 + '"a":1}]',
    "long number": '[{"id":' + "1" * 500_000 + "}]",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    """However a text is made, it is read in a moment, whole or in chunks."""
    text = HOSTILE[name]
    for size in (len(text), 65_536):
        assert sum(len(piece.raw) for piece in split_items(cut(text, size))) <= len(text)


def test_arrays_are_streamed() -> None:
    """Of an array that comes bit by bit, the first items are there before the last ones are asked for."""
    asked: list[int] = []

    def chunks() -> Iterator[str]:
        yield "["
        for number in range(1000):
            asked.append(number)
            yield f'{{"id": {number}, "title": "{"x" * 500}"}},\n'

    pieces = split_items(chunks())
    assert {"id": 0, "title": "x" * 500} == next(pieces).item
    assert 5 > len(asked)


@given(
    members=st.lists(
        st.dictionaries(
            st.sampled_from(["abstract", "title", "a\n", 'b"']),
            st.sampled_from(["", "abstract", 'x "y"', "a\nb", "\\"]),
        ),
        max_size=6,
    ),
    indent=st.sampled_from([None, 1, 2]),
    size=st.integers(1, 200),
)
def test_lines_and_marks_are_counted(members: list[dict[str, str]], indent: int | None, size: int) -> None:
    """A piece has the line that it begins in, and a draft the number of its quotation marks, whatever is in it."""
    text = json.dumps([{"id": "x", **member, "type": "book"} for member in members], indent=indent)
    pieces = list(split_items([text[at : at + size] for at in range(0, len(text), size)], with_drafts=True))
    for piece in pieces:
        assert piece.line == text.count("\n", 0, piece.start) + 1
        assert piece.marks == (piece.raw.count('"') if piece.is_draft else 0)


@given(text=st.lists(st.sampled_from(['"abstract"', '"', ":", "\n", "\\", "a", " "]), max_size=12).map("".join))
def test_marks_are_counted_in_any_text(text: str) -> None:
    """The counts are right wherever the quotation marks stand."""
    assert (text.count("\n"), text.count('"')) == count_marks(text)
