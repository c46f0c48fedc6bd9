"""JSON, one object a line."""

import pytest

from arxiv2bib.formats.csl_json import PieceKind
from arxiv2bib.formats.json_lines import split_lines

ITEM, MENDED, FAILED, TEXT = PieceKind.ITEM, PieceKind.MENDED, PieceKind.FAILED, PieceKind.TEXT


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([], "\n\n"),
        ([(ITEM, 1), (ITEM, 2)], '{"a": 1}\n{"a": 2}'),
        ([(ITEM, 1), (ITEM, 3)], '{"a": 1},\r\n\n{"a": 2}\n'),
        ([(ITEM, 1), (FAILED, 2), (ITEM, 3)], '{"a": 1}\n{"a" 2, "b": [{"c": 1}]}\n{"a": 3}\n'),
        ([(ITEM, 1), (MENDED, 2), (ITEM, 3)], '{"a": 1}\n{"a": 2,}\n{"a": 3}\n'),
        ([(FAILED, 1), (ITEM, 2)], '{"a": [{"b"\n{"a": 3}\n'),
        ([(ITEM, 1), (FAILED, 2)], '{"a": 1}\n{"a": [{"b"'),
        ([(ITEM, 1), (ITEM, 1), (ITEM, 2)], '{"a": 1}{"a": 2}\n{"a": 3}\n'),
        ([(ITEM, 1), (FAILED, 2), (ITEM, 2), (ITEM, 3)], '{"a": 1}\n{"a" 2, "b": [{"c": 1}{"a": 2}\n{"a": 3}\n'),
        ([(FAILED, 1), (ITEM, 1), (ITEM, 2)], '{"a": [{"c": 1}, {"b{"a": 2}\n{"a": 3}\n'),
        ([(ITEM, 1), (FAILED, 2), (ITEM, 2)], '{"a": 1}\n{"b": "c{"b": 2}\n'),
        ([(ITEM, 1), (ITEM, 2), (FAILED, 2), (ITEM, 3)], '{"a": 1}\n{"a": 2}, x\n{"a": 3}\n'),
        ([(ITEM, 1), (ITEM, 2)], '[{"a": 1},\n{"a": 2}]'),
        ([(ITEM, 1), (ITEM, 4)], '{\n"a": 1\n}\n{\n"a": 2\n}\n'),
        ([(ITEM, 1), (ITEM, 2)], '{"a": 1}\n{\n"a": 2\n}\n'),
        ([(ITEM, 1), (MENDED, 2)], '{"a": 1}\n{"a": "broken\nin two"}\n'),
    ],
)
def test_what_stands_on_which_line(expected: list[tuple[PieceKind, int]], text: str) -> None:
    """Objects in lines, over lines, in an array; a damaged line before another object costs that line."""
    assert expected == [(piece.kind, piece.line) for piece in split_lines([text])]
    assert expected == [(piece.kind, piece.line) for piece in split_lines(text)]


def test_pieces_know_where_they_stand() -> None:
    """A piece is the text at its place."""
    text = '\n{"a": 1}\n  \n{"b" 2}\n{"c": 3}\n{\n"d": 4\n}'
    pieces = list(split_lines([text]))
    assert 4 == len(pieces)
    assert all(text.startswith(piece.raw, piece.start) for piece in pieces)
