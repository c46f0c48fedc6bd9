"""CSL-JSON as text: cut into items, one in memory at a time; a damaged item costs that item alone.

An array, an array in ``{"items": [...]}`` or ``{"references": [...]}``, one object, one object a line, several of these
one after the other: all are items between brackets, commas and white space, so nothing has to know which it is. Only
an object of items under their keys is told before.

Source: CSL 1.0.2, schema "csl-data"; RFC 8259 (JSON), RFC 7464 (text sequences); pandoc's and Zotero's exports.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from json import JSONDecodeError
from typing import Any, Final

import orjson

from arxiv2bib.formats.csl_keyed import find_keyed, split_keyed
from arxiv2bib.formats.csl_pieces import Piece, PieceKind, Shape
from arxiv2bib.formats.csl_variables import NESTED_MEMBERS, VARIABLES
from arxiv2bib.formats.json_text import (
    UNREADABLE,
    count_marks,
    decode_leniently,
    is_deep,
    is_well_formed,
    match_braces,
    match_member,
    scan,
    skip_value,
)
from arxiv2bib.text.expressions import compile_late

__all__ = ["Piece", "PieceKind", "Shape", "finish", "is_keyed", "split_items"]


_CSL: Final = Shape(frozenset({"items", "references"}), frozenset(), VARIABLES, NESTED_MEMBERS)
_match_between: Final = compile_late(r"[\s,\[\]}\ufeff\x1e]*+").match
_OBJECT: Final = compile_late(r'\{\s*+"((?:[^"\\]|\\.){0,80}+)"\s*+:', re.DOTALL)
_FOLLOWING: Final = compile_late(r"[\s,]*+\{\s*+\"[^\"\\]*+\"")
_ITEM: Final = PieceKind.ITEM  # to get it from its class takes Python 3.11 many times as long
_LARGE: Final = 1 << 18
_MARGIN: Final = 200  # characters before an item that tell where in its line it stands
_RECURSION: Final = 1 << 14  # characters, about, in which Python comes to the end of its stack


def split_items(chunks: Iterable[str], shape: Shape = _CSL, *, with_drafts: bool = False) -> Iterator[Piece]:
    """Yield the items of a text that comes in *chunks*, and what else there is in it, in order.

    *shape* says how the files of the format are built; without one they are CSL-JSON. *with_drafts* is for those who
    can tell whether a draft says all that its item says: an item that ends as the one before is read as one, which
    takes a third of the time. :func:`finish` makes an item of it.

    Memory is that of the largest item, time is linear in the length of the text, whatever it holds. Never raises.
    """
    chunks = iter(chunks)
    head = _read_head(chunks) if shape is _CSL else ""
    place = find_keyed(head, _CSL.lists)
    if place is not None:
        return _split_keyed("".join([head, *chunks]), place)
    return _Splitter(chain([head], chunks), shape, with_drafts=with_drafts).split()


def is_keyed(chunks: Iterable[str]) -> bool:
    """Whether the text in *chunks* is an object of CSL items under their keys."""
    return find_keyed(_read_head(iter(chunks)), _CSL.lists) is not None


def _read_head(chunks: Iterator[str]) -> str:
    """Return so much of *chunks* as tells whether it is an object of items."""
    head = ""
    for chunk in chunks:
        head += chunk
        begin = head.lstrip(" \t\r\n\ufeff")
        if (begin and begin[0] != "{") or len(head) > _LARGE:
            break
    return head


def _split_keyed(text: str, place: int) -> Iterator[Piece]:
    rest, line = yield from split_keyed(text, place)
    splitter = _Splitter([text[rest:]], _CSL, with_drafts=False)
    splitter.base, splitter.line = rest, line
    yield from splitter.split()


def finish(draft: Piece) -> Piece:
    """Return the item that *draft* is one of."""
    try:
        item = scan(draft.raw, 0)[0]
    except UNREADABLE:  # too deep or too long for Python, but not for orjson
        item = decode_leniently(draft.raw)
    return _make_item(draft._replace(item=item, is_draft=False))


def _make_item(piece: Piece) -> Piece:
    """Return *piece*; what is nested deep in its item is kept as text."""
    return piece._replace(item=decode_leniently(piece.raw) or piece.item) if is_deep(piece.raw) else piece


class _Splitter:
    """How far the reading of one text has come."""

    def __init__(self, chunks: Iterable[str], shape: Shape, *, with_drafts: bool) -> None:
        self.chunks = iter(chunks)
        self.with_drafts = with_drafts
        self.shape = shape
        self.around = shape.lists | shape.wrappers
        self.text = ""
        self.position = 0
        self.base = 0  # where in the source the text begins
        self.line = 1
        self.counted = 0  # up to where the text's lines are counted
        self.is_whole = False  # nothing comes after the text
        self.in_wrapper = False
        self.column: int | None = None  # of the items, where each begins a line
        self.closing = ""  # what the item before ends with, or its last brace and how the next item begins
        self.closing_size = 0  # how much of that is a part of the item
        self.failures = 8  # how often no such end may be found
        self.first_members: set[str] = set()
        self.read = 0
        self.probes = 3  # damaged or long objects that may be one around the list of items
        self.effort = 0  # characters that were looked at in vain
        self.searched = 0
        self.candidate: int | None = None

    def split(self) -> Iterator[Piece]:
        """Yield the pieces of the text."""
        while True:
            text = self.text
            position = self.position = _match_between(text, self.position).end()  # type: ignore[union-attr]
            if position == len(text):
                if self.is_whole:
                    return
                self._fill()
                continue
            piece: Piece | None
            if text[position] != "{":
                piece = self._take_stray()
            elif self.closing and self.with_drafts:
                piece = self._take_alike()
            elif self.effort > 4 * (self.base + len(text)) + 8 * _LARGE:
                piece = self._take_damaged()  # so much damage that only what looks whole is read
            else:
                try:
                    item, end = scan(text, position)
                except UNREADABLE as error:
                    self.effort += _find_fault(error, position) - position
                    piece = self._mend()
                else:
                    if (
                        item.keys().isdisjoint(self.around)
                        or not self._is_wrapper(item)
                        or (place := self._find_list()) is None
                    ):
                        piece = self._take_item(item, end)
                    else:
                        piece = self._enter(*place)
            if piece is not None:
                yield piece

    def _fill(self) -> None:
        """Make the text at least twice as long, so that what is looked at again stays in proportion."""
        kept = min(self.position, _MARGIN)
        pieces = [self.text[self.position - kept :]]
        self.line += self.text.count("\n", self.counted, self.position)
        self.base += self.position - kept
        self.position = self.counted = kept
        self.searched = 0
        self.candidate = None
        wanted = len(pieces[0]) - kept
        while wanted >= 0 and not self.is_whole:
            chunk = next(self.chunks, None)
            if chunk is None:
                self.is_whole = True
            else:
                pieces.append(chunk)
                wanted -= len(chunk) or 1
        self.text = "".join(pieces)

    def _take(self, kind: PieceKind, end: int, item: dict[str, Any] | None = None, *, is_draft: bool = False) -> Piece:
        text, start = self.text, self.position
        self.line += text.count("\n", self.counted, start)
        self.counted = start
        self.position = end
        return Piece(kind, text[start:end], self.base + start, self.line, item, is_draft)

    def _take_draft(self, raw: str, end: int, item: dict[str, Any]) -> Piece:
        """Take the draft *raw*, whose lines are counted here: most of it need not be looked at for that."""
        text, start = self.text, self.position
        line = self.line + text.count("\n", self.counted, start)
        lines, marks = count_marks(raw)
        self.line, self.counted, self.position = line + lines, end, end
        return Piece(_ITEM, raw, self.base + start, line, item, True, marks)

    def _take_item(self, item: dict[str, Any], end: int) -> Piece:
        if self.column is None and self.read < 2:
            self.column = self._find_column(self.position)
        self.read += 1
        self._learn(item)
        self.closing = self._find_closing(self.position, end)
        return _make_item(self._take(PieceKind.ITEM, end, item))

    def _take_alike(self) -> Piece | None:
        """Take a draft of the item at the position, if it ends like the one before; None to look at it again."""
        text, start, closing = self.text, self.position, self.closing
        at = text.find(closing, start, start + _LARGE)
        if at < 0:
            if not self.is_whole and len(text) - start < _LARGE:
                self._fill()
                return None
            self.failures -= 1
        else:
            end = at + self.closing_size
            raw = text[start:end]
            try:
                item = orjson.loads(raw if raw.isascii() else raw.encode())  # else it keeps the bytes
            except ValueError:
                pass
            else:
                if item.keys().isdisjoint(self.around):
                    self.read += 1
                    if next(iter(item), "") not in self.first_members:
                        self._learn(item)
                    return self._take_draft(raw, end, item)
        self.closing = ""
        return None

    def _find_closing(self, start: int, end: int) -> str:
        """Return what an item from *start* to *end* ends with if that ends no part of it: the line of its last brace.

        Where its braces do not stand alone in their lines, it is the last one and how the next item begins: no part of
        an item is followed by that but by chance, and what such a cut gives is no whole object. Empty if none follows.
        """
        if not self.failures:
            return ""
        column = self._find_column(start)
        if column is not None:
            closing = f"\n{self.text[start - column : start]}}}"
            if self.text.endswith(closing, start, end):
                self.closing_size = len(closing)
                return closing
        following = _FOLLOWING.match(self.text, end)
        self.closing_size = 1
        return self.text[end - 1 : following.end()] if following is not None else ""

    def _learn(self, item: dict[str, Any]) -> None:
        if len(self.first_members) < 100:
            self.first_members.add(next(iter(item), ""))

    # An object around the list of items

    def _enter(self, member: int, bracket: int) -> Piece | None:
        """Go into the list of items of the object at the position; take the members before it."""
        self.in_wrapper = True
        self.position += 1
        head = self.text[self.position : member].rstrip(", \t\r\n")
        self.position += len(head) - len(head.lstrip())
        head = head.strip()
        piece = self._take(PieceKind.TEXT, self.position + len(head)) if head else None
        self.position = bracket
        return piece

    def _is_wrapper(self, item: dict[str, Any]) -> bool:
        """Whether *item* is no item but an object around a list of them."""
        if "type" in item and "id" in item:
            return False
        lists = (item[name] for name in self.shape.lists if isinstance(item.get(name), list))
        if any(isinstance(part, dict) for parts in lists for part in parts):
            return True
        return any(isinstance(item.get(name), dict) and self._is_wrapper(item[name]) for name in self.shape.wrappers)

    def _find_list(self) -> tuple[int, int] | None:
        """Return where the list in the object at the position begins, its name and its bracket; None without one."""
        text = self.text
        place: int | None = self.position + 1
        while place is not None:
            member = match_member(text, place)
            if member is None:
                return None
            name, start = member
            if name[1:-1] in self.shape.lists and text.startswith("[", start):
                return text.index('"', place), start
            if name[1:-1] in self.shape.wrappers and text.startswith("{", start):
                place = start + 1
                continue
            place = skip_value(text, start)
        return None

    # Damage

    def _mend(self) -> Piece | None:
        """Take the object at the position, which is not read as it stands; None to read it again."""
        if not self.is_whole and len(self.text) - self.position < _LARGE:
            self._fill()
            return None
        if self.probes and not self.read and not self.in_wrapper:
            self.probes -= 1
            place = self._find_list()
            if place is not None:
                return self._enter(*place)
        return self._take_damaged()

    def _take_damaged(self) -> Piece | None:
        text, start = self.text, self.position
        if not self.read and self.column is None:
            self.column = self._find_column(start)
        after = self._find_candidate(start + 1)
        limit = len(text) if after is None else after
        self.effort += limit - start
        end = match_braces(text, start, limit)
        if end is None and not self.is_whole and after is None:
            self._fill()
            return None
        if end is None and after is not None and self.effort < 4 * (self.base + len(text)) + 8 * _LARGE:
            # What looks like an item may stand inside this one.
            limit = min(len(text), start + _LARGE)
            self.effort += limit - start
            end = match_braces(text, start, limit)
            if end is not None and decode_leniently(text[start:end]) is None:
                end = None
        item = decode_leniently(text[start:end]) if end is not None else None
        if item is not None and end is not None:
            self._learn(item)
            kind = PieceKind.ITEM if is_well_formed(text[start:end]) else PieceKind.MENDED
            return self._take(kind, end, item)
        stop = end if end is not None else after
        if stop is None or _match_between(text, stop).end() < (len(text) if after is None else after):  # type: ignore[union-attr]
            stop = len(text) if after is None else after  # up to the next item it is all a part of this one
        return self._take(PieceKind.FAILED, self._trim(stop))

    def _take_stray(self) -> Piece | None:
        """Take what stands where an item should."""
        text, start = self.text, self.position
        if self.in_wrapper and (member := match_member(text, start)) is not None:
            if member[0][1:-1] in self.shape.lists and text.startswith("[", member[1]):
                self.position = member[1]
                return None
            end = skip_value(text, member[1])
            if end is not None:
                return self._take(PieceKind.TEXT, end)
            if not self.is_whole and len(text) - start < _LARGE:
                self._fill()
                return None
        after = self._find_candidate(start)
        while after is None and not self.is_whole and len(self.text) - self.position < _LARGE:
            self._fill()
            text, start = self.text, self.position
            after = self._find_candidate(start)
        end = self._trim(len(text) if after is None else after)
        return self._take(PieceKind.FAILED if '"' in text[start:end] else PieceKind.TEXT, end)

    def _trim(self, end: int) -> int:
        """Return *end* without the commas, brackets and white space before it."""
        text = self.text
        while end > self.position + 1 and (text[end - 1] in ",[]" or text[end - 1].isspace()):
            end -= 1
        return end

    def _find_candidate(self, start: int) -> int | None:
        """Return the next place from *start* on where an item seems to begin."""
        if self.searched <= start and (self.candidate is None or self.candidate >= start) and self.searched:
            return self.candidate
        text = self.text
        self.searched = start
        for found in _OBJECT.finditer(text, start):
            place = found.start()
            if self._looks_like_item(place, found[1]):
                self.candidate = place
                return place
        self.candidate = None
        return None

    def _looks_like_item(self, place: int, member: str) -> bool:
        if member in self.shape.nested:
            return False
        column = self._find_column(place)
        if self.column is not None:
            return column == self.column
        before = self.text[max(0, place - _MARGIN) : place].rstrip()
        if before.endswith(":"):
            return False
        return member in self.first_members or member in self.shape.members or not self.read

    def _find_column(self, place: int) -> int | None:
        """Return where in its line *place* is, if nothing stands before it there."""
        before = self.text[max(0, place - _MARGIN) : place]
        blank = before.rstrip(" \t")
        return len(before) - len(blank) if blank.endswith("\n") else None


def _find_fault(error: Exception, start: int) -> int:
    """Return how far the reading of JSON from *start* on came before it raised *error*."""
    if isinstance(error, JSONDecodeError):
        return error.pos
    return error.value if isinstance(error, StopIteration) else start + _RECURSION
