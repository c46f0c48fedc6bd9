"""Splitting a file into its records, one after the other: a bad byte costs one record, and memory is that of one."""

import re
from collections.abc import Iterable, Iterator

import attrs

_START = re.compile(r"<record(?=[\s/>])")
# What ends a record: its end tag; or, where that is missing, the next record. Not what a comment or CDATA holds.
_MARK = re.compile(r"</record\s*>|<record(?=[\s/>])|(<!\[CDATA\[)|(<!--)")
_TAIL = len("<![CDATA[")


@attrs.frozen
class Piece:
    """A piece of a file, where it starts and on which line: a record with its tags, or what stands between two."""

    text: str
    start: int
    line: int
    is_record: bool


def split_records(chunks: Iterable[str]) -> Iterator[Piece]:
    """Yield the pieces of a file, in order; together they are its text."""
    splitter = _Splitter(iter(chunks))
    while splitter.has_more():
        start = splitter.find(_START)
        if start is None:
            yield splitter.cut(len(splitter.text), is_record=False)
            return
        if start[0] > 0:
            yield splitter.cut(start[0], is_record=False)
        yield splitter.cut(splitter.find_end(), is_record=True)


class _Splitter:
    """The text that was read and not yet cut; ``position`` and ``line`` say where in the file it begins."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self.chunks = chunks
        self.text = ""
        self.position = 0
        self.line = 1

    def has_more(self) -> bool:
        return bool(self.text) or self._read()

    def _read(self) -> bool:
        """Read on; as much again as there is, so that a long record is joined a few times only."""
        fresh: list[str] = []
        size = 0
        for chunk in self.chunks:
            fresh.append(chunk)
            size += len(chunk)
            if size > len(self.text):
                break
        self.text += "".join(fresh)
        return size > 0

    def find(self, pattern: re.Pattern[str], start: int = 0) -> tuple[int, int] | None:
        """Return where *pattern* next begins and ends in the text, reading on until it is found."""
        while True:
            found = pattern.search(self.text, start)
            if found is not None:
                return found.span()
            start = max(start, len(self.text) - _TAIL)  # a mark may be cut in two
            if not self._read():
                return None

    def find_end(self) -> int:
        """Return where the record that the text begins with ends."""
        position = 1
        while True:
            mark = self.find(_MARK, position)
            if mark is None:
                return len(self.text)
            start, end = mark
            found = self.text[start:end]
            if found.startswith("</"):
                return end
            if found.startswith("<record"):
                return start
            close = self.find(re.compile("]]>" if found.startswith("<![") else "-->"), end)
            position = close[1] if close is not None else end  # one that is not closed is only text

    def cut(self, end: int, *, is_record: bool) -> Piece:
        piece = Piece(self.text[:end], self.position, self.line, is_record)
        self.text = self.text[end:]
        self.position += end
        self.line += piece.text.count("\n")
        return piece
