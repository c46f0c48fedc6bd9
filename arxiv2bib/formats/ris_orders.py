"""RIS records whose lines stand in an order that many before them had: one regular expression reads all lines.

A program writes its records in few orders. Once the same order has come often enough in one file to be worth it, an
expression is made for it, which finds where the record ends and what stands in each line at once. What it does not
match is taken apart as any other record; what it does match is the same.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from arxiv2bib.formats.ris_usual import Lines, make_lines

__all__ = ["Orders"]

_OFTEN: Final = (
    64  # records of one order from which on an expression for it pays: making it takes as long as reading 15
)
_MOST_COUNTED: Final = 200  # orders, in one file
_MOST_LINES: Final = 40  # others than those in rows: more are no order that comes again
_MOST_KNOWN: Final = 2  # each is tried in vain before a record is taken apart otherwise
_ROWS: Final = ("AU", "KW", "N1")
_KIND: Final = "TY  - ([A-Za-z0-9]{1,20})"
_END: Final = r"\nER  - \n\n(?=TY|\Z)"
_LINES_AT_END: Final = 2  # that of ER and the blank one


class _Order(NamedTuple):
    """An expression for records, which of its groups are the type and the lone lines, and which the rows."""

    expression: re.Pattern[str]
    tags: tuple[str, ...]
    others: tuple[int, ...]
    authors: int | None
    keywords: int | None
    notes: int | None


class Orders:
    """The orders of lines that the records of one text have."""

    __slots__ = ("_counts", "_known")

    def __init__(self) -> None:
        self._counts: dict[tuple[tuple[str, ...], bool, bool, bool], int] = {}
        self._known: list[_Order] = []

    def take(self, text: str, start: int) -> tuple[Lines, int] | None:
        """Return the lines of the record that begins at *start* in *text*, and where it ends, if its order is known.

        *text* ends before a record or at the end of all.
        """
        for order in self._known:
            found = order.expression.match(text, start)
            if found is None:
                continue
            kind, *texts = found.group(*order.others)
            authors = found[order.authors].split("\nAU  - ") if order.authors is not None else ()
            keywords = found[order.keywords].split("\nKW  - ") if order.keywords is not None else ()
            notes = found[order.notes].split("\nN1  - ") if order.notes is not None else ()
            size = len(order.others) + len(authors) + len(keywords) + len(notes) + _LINES_AT_END
            return make_lines(kind, order.tags, texts, authors, keywords, notes, size), found.end()
        return None

    def learn(self, raw: str, lines: Lines) -> None:
        """Count the order that the record *raw* with *lines* has; know it once it has come often."""
        counts = self._counts
        key = lines.tags, bool(lines.authors), bool(lines.keywords), bool(lines.notes)
        count = counts.get(key, 0) + 1
        if count > 1 or len(counts) < _MOST_COUNTED:
            counts[key] = count
        if count == _OFTEN:
            order = _read_order([line[:2] for line in raw.split("\n")], lines.tags)
            if order is not None:
                self._known = [order, *self._known][:_MOST_KNOWN]


def _read_order(heads: Sequence[str], tags: tuple[str, ...]) -> _Order | None:
    """Return the order of a record whose lines begin with *heads*, *tags* those outside of rows; None if it is odd."""
    parts = [_KIND]
    others = [1]
    rows: dict[str, int] = {}
    for place in range(1, heads.index("ER")):
        tag = heads[place]
        if tag not in _ROWS:
            parts.append(rf"\n{tag}  - (\S.*+)(?<=\S)")
            others.append(len(parts))
        elif heads[place - 1] != tag:
            if any(known in rows for known in _ROWS[_ROWS.index(tag) :]):
                return None
            parts.append(rf"\n{tag}  - (.*+(?:\n{tag}  - .*+)*+)")
            rows[tag] = len(parts)
    if not 1 < len(others) <= _MOST_LINES or len(others) != len(tags) + 1:
        return None
    expression = re.compile("".join(parts) + _END)
    return _Order(expression, tags, tuple(others), rows.get("AU"), rows.get("KW"), rows.get("N1"))
