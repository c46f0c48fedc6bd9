"""CSL-JSON whose items stand under their keys, ``{"smith2000": {"type": "book"}}``, as programs hold them.

citeproc-js and what is built on it want an item by its key, and write the object as it is, alone or in ``"items"`` or
``"references"``. Such files are small: their text is held in memory, and their items are read one by one.
"""

from collections.abc import Collection, Generator, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from arxiv2bib.formats.csl_pieces import Piece, PieceKind
from arxiv2bib.formats.csl_variables import VARIABLES
from arxiv2bib.formats.json_text import decode, decode_leniently, is_well_formed, match_member, skip_value
from arxiv2bib.text.expressions import compile_late

__all__ = ["find_keyed", "split_keyed"]

_OPENING: Final = compile_late(r"[\s\ufeff]*+\{")
_MEMBERS: Final = VARIABLES - {"type"}
_LOOKED_AT: Final = 4  # members that tell what the object is


class _Member(NamedTuple):
    """A member of an object in a text: its name, and where it begins, and where its value begins and ends."""

    name: str
    start: int
    value: int
    end: int


def find_keyed(text: str, lists: Collection[str]) -> int | None:
    """Return where the first item's name stands in the object of items that *text* is the head of; None without one.

    The object may be the value of the first member of another one, if the name of that is one of *lists*.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    place = opening.end()
    first = match_member(text, place)
    if first is not None and first[0][1:-1] in lists and text.startswith("{", first[1]):
        place = first[1] + 1
    return place if _has_items(text, place) else None


def split_keyed(text: str, place: int) -> Generator[Piece, None, tuple[int, int]]:
    """Yield the items of the object whose first name stands at *place*, each with its key; return what is behind them.

    That is where the rest of the text begins, and in which line.
    """
    counted, line = 0, 1
    for member in _walk_members(text, place):
        raw = text[member.value : member.end]
        item = decode_leniently(raw) if raw.startswith("{") else None
        start = member.value if item is not None else member.start
        line += text.count("\n", counted, start)
        counted, place = start, member.end
        if item is None:
            yield Piece(PieceKind.TEXT, text[start:place], start, line)
        else:
            kind = PieceKind.ITEM if is_well_formed(raw) else PieceKind.MENDED
            yield Piece(kind, raw, start, line, item, key=member.name)
    return place, line + text.count("\n", counted, place)


def _walk_members(text: str, place: int) -> Iterator[_Member]:
    """Yield the members of an object of *text* from *place* on, up to the last one that is whole."""
    while (found := match_member(text, place)) is not None:
        name, value = found
        end = skip_value(text, value)
        if end is None:
            return
        yield _Member(_decode_name(name), text.index('"', place), value, end)
        place = end


def _has_items(text: str, place: int) -> bool:
    """Whether the members from *place* on are items under their keys, as far as the first of them tell."""
    is_found = False
    for member in islice(_walk_members(text, place), _LOOKED_AT):
        if member.name in VARIABLES or not text.startswith("{", member.value):
            return False
        item = decode_leniently(text[member.value : member.end])
        if item is None or not _is_item(item):
            return False
        is_found = True
    return is_found


def _is_item(item: dict[str, Any]) -> bool:
    return isinstance(item.get("type"), str) and not item.keys().isdisjoint(_MEMBERS)


def _decode_name(name: str) -> str:
    try:
        text = decode(name)
    except ValueError:
        return name[1:-1]
    return text if isinstance(text, str) else name[1:-1]
