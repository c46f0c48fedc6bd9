"""Splitting a file into its records, one after the other: a bad byte costs one record, and memory is that of one."""

import re
from collections.abc import Iterable, Iterator

import attrs

_START = re.compile(r"<record(?=[\s/>])")
# What ends a record: its end tag; or, where that is missing, the next record. Not what a comment or CDATA holds.
_MARK = re.compile(r"</record\s*>|<record(?=[\s/>])|(<!\[CDATA\[)|(<!--)")
_CDATA_END = re.compile("]]>")
_COMMENT_END = re.compile("-->")
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
        start = splitter.find(_START, splitter.at)
        end = start[0] if start is not None else len(splitter.text)
        if end > splitter.at:
            yield splitter.cut(end, is_record=False)
        if start is not None:
            yield splitter.cut(splitter.find_end(), is_record=True)


class _Splitter:
    """A part of the text, cut up to ``at``, which is on ``line``; ``base`` is where in the file the part begins."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self.chunks = chunks
        self.text = ""
        self.at = self.base = 0
        self.line = 1
        self.missing: set[re.Pattern[str]] = set()

    def has_more(self) -> bool:
        return self.at < len(self.text) or self._read()

    def _read(self) -> bool:
        """Read on, as much again as is not cut yet: what is joined twice stays bounded."""
        fresh: list[str] = []
        size = 0
        for chunk in self.chunks:
            fresh.append(chunk)
            size += len(chunk)
            if size > len(self.text) - self.at:
                break
        self.text += "".join(fresh)
        return size > 0

    def find(self, pattern: re.Pattern[str], start: int) -> tuple[int, int] | None:
        """Return where *pattern* next begins and ends from *start* on, reading on until it is found."""
        while True:
            found = pattern.search(self.text, start)
            if found is not None:
                return found.span()
            start = max(start, len(self.text) - _TAIL)  # a mark may be cut in two
            if not self._read():
                return None

    def find_end(self) -> int:
        """Return where the record that begins at ``at`` ends."""
        position = self.at + 1
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
            position = self._find_close(_CDATA_END if found.startswith("<![") else _COMMENT_END, end)

    def _find_close(self, pattern: re.Pattern[str], start: int) -> int:
        """Return where a section ends that is not looked into; one that is not closed is only text."""
        close = self.find(pattern, start) if pattern not in self.missing else None
        if close is None:
            self.missing.add(pattern)  # there is none in the rest of the file: it is looked for once
            return start
        return close[1]

    def cut(self, end: int, *, is_record: bool) -> Piece:
        """Return the piece up to *end*, and forget it where there is much to forget."""
        piece = Piece(self.text[self.at : end], self.base + self.at, self.line, is_record)
        self.line += piece.text.count("\n")
        self.at = end
        if self.at > len(self.text) // 2:
            self.base += self.at
            self.text = self.text[self.at :]
            self.at = 0
        return piece
