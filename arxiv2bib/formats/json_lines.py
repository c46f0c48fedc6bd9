"""JSON, one object a line, by the million; any other arrangement of objects is read as well.

Lines that are whole objects take the quick way. From the first one that is not, a file is cut by what its brackets
say (:func:`~arxiv2bib.formats.csl_json.split_items`): one object over many lines, an array, damage.
A slice of a file that begins at a line is read as it would be in the whole.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from arxiv2bib.formats.csl_json import Piece, PieceKind, split_items
from arxiv2bib.formats.json_text import UNREADABLE, is_deep, scan

__all__ = ["split_lines"]


def split_lines(chunks: Iterable[str]) -> Iterator[Piece]:
    """Yield the objects of a text that comes in *chunks*, and what else there is in it, in order.

    Memory is that of the largest object. Never raises.
    """
    source = iter(chunks)
    parts: list[str] = []
    offset, number = 0, 1
    for chunk in source:
        parts.append(chunk)
        if "\n" not in chunk:
            continue
        text = "".join(parts)
        start = 0
        while (end := text.find("\n", start)) >= 0:
            line = text[start:end]
            piece = _read_line(line, offset + start, number)
            if piece is None:
                if not line or line.isspace():
                    start, number = end + 1, number + 1
                    continue
                yield from _split_rest(chain([text[start:]], source), offset + start, number)
                return
            yield piece
            start, number = end + 1, number + 1
        parts = [text[start:]]
        offset += start
    yield from _split_rest(parts, offset, number)


def _read_line(line: str, start: int, number: int) -> Piece | None:
    """Return the object that *line* is, or None if it is anything else."""
    if line[:1] != "{":
        return None
    try:
        item, end = scan(line, 0)
    except UNREADABLE:
        return None
    if end != len(line):
        if line[end:].strip():
            return None
        line = line[:end]
    return None if is_deep(line) else Piece(PieceKind.ITEM, line, start, number, item)


def _split_rest(chunks: Iterable[str], offset: int, number: int) -> Iterator[Piece]:
    for piece in split_items(chunks):
        yield piece._replace(start=piece.start + offset, line=piece.line + number - 1)
