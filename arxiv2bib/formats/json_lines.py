"""JSON, one object a line, by the million; any other arrangement of objects is read as well.

Lines that are whole objects take the quick way. A line that is none, before another that begins with one, is damage
that costs this line alone, but for whole objects at its beginning and its end. From a line that goes on in the next
one, a file is cut by what its brackets say (:func:`~arxiv2bib.formats.csl_json.split_items`): objects over many lines,
arrays.
A slice of a file of lines that begins at a line is read as it would be in the whole.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from arxiv2bib.formats.csl_json import Piece, PieceKind, split_items
from arxiv2bib.formats.json_text import UNREADABLE, decode_leniently, is_deep, scan
from arxiv2bib.text.expressions import compile_late

__all__ = ["split_lines"]

_BEHIND: Final = " \t\r,"  # commas: of an array whose brackets were taken away
_BETWEEN: Final = compile_late(r"[ \t\r,]*+")
_TRIES: Final = 4
_HEAD: Final = compile_late(r'\{\s*+"[^"\\]*+"|\{"')
_NEXT: Final = compile_late(r"\s*+(\S\s*+(\S)?)?")


def split_lines(chunks: Iterable[str]) -> Iterator[Piece]:
    """Yield the objects of a text that comes in *chunks*, and what else there is in it, in order.

    Memory is that of the largest object. Never raises.
    """
    source = iter(chunks)
    parts: list[str] = []
    offset, number = 0, 1
    first = ""  # how the object before began: {"id"
    is_whole = False
    while not is_whole:
        chunk = next(source, None)
        is_whole = chunk is None
        parts.append(chunk or "")
        if "\n" not in parts[-1] and not is_whole:
            continue
        text = "".join(parts)
        start = 0
        while (end := _find_end(text, start, is_whole=is_whole)) is not None:
            line = text[start:end]
            piece = _read_line(line, offset + start, number)
            if (head := _HEAD.match(line)) is not None:
                first = head[0]
            if piece is not None:
                yield piece
            elif line and not line.isspace():
                following = _find_following(text, end)
                if following is None and not is_whole:
                    break  # what comes next tells what this is
                if not first or following is False:
                    # The line end before tells that objects begin at the beginning of a line.
                    for item in split_items(chain(["\n", text[start:]], source)):
                        yield item._replace(start=item.start + offset + start - 1, line=item.line + number - 2)
                    return
                yield from _take_damaged(line, offset + start, number, first)
            start, number = end + 1, number + 1
        parts = [text[start:]]
        offset += start


def _find_end(text: str, start: int, *, is_whole: bool) -> int | None:
    """Return where the line at *start* ends, or None if that is not known yet, or nothing is left."""
    end = text.find("\n", start)
    if end >= 0:
        return end
    return len(text) if is_whole and start < len(text) else None


def _find_following(text: str, end: int) -> bool | None:
    """Return whether an object, or nothing, follows behind the line that ends at *end*; None if that is not known."""
    found = _NEXT.match(text, end)
    if found is None or found[1] is None:
        return None
    if found[1][0] != "{":
        return False
    return found[2] == '"' if found[2] is not None else None


def _read_line(line: str, start: int, number: int) -> Piece | None:
    """Return the object that *line* is, or None if it is anything else."""
    if line[:1] != "{":
        return None
    try:
        item, end = scan(line, 0)
    except UNREADABLE:
        return None
    if end != len(line):
        if line[end:].strip(_BEHIND):
            return None
        line = line[:end]
    return None if is_deep(line) else Piece(PieceKind.ITEM, line, start, number, item)


def _take_damaged(line: str, start: int, number: int, first: str) -> Iterator[Piece]:
    """Yield the objects in a *line* that is not one alone, and what is none; objects begin with *first*."""
    position = 0
    while (found := _BETWEEN.match(line, position)) is not None and (position := found.end()) < len(line):
        end = _find_object(line, position)
        if end is not None:
            raw = line[position:end]
            yield Piece(PieceKind.ITEM, raw, start + position, number, scan(raw, 0)[0])
        else:
            end = _find_next(line, position, first)
            raw = line[position:end].rstrip(_BEHIND)
            item = decode_leniently(raw) if raw[0] == "{" else None
            yield Piece(PieceKind.FAILED if item is None else PieceKind.MENDED, raw, start + position, number, item)
        position = end


def _find_object(line: str, position: int) -> int | None:
    """Return where the object at *position* ends, or None if there is none."""
    if line[position] != "{":
        return None
    try:
        end: int = scan(line, position)[1]
    except UNREADABLE:
        return None
    return None if is_deep(line[position:end]) else end


def _find_next(line: str, position: int, first: str) -> int:
    """Return where, behind *position*, an object begins that ends with the line; the line's end if there is none."""
    at = position
    for _ in range(_TRIES if first else 0):
        at = line.find(first, at + 1)
        if at < 0:
            break
        end = _find_object(line, at)
        if end is not None and not line[end:].strip(_BEHIND):
            return at
    return len(line)
