"""Entries of BibTeX that are laid out as many before them, taken apart by an expression made of their layout.

In it names, indents and commas stand as they are, so that it tells the values apart in half the time that an expression
for any names takes. To make one takes as long as it saves in a hundred entries and more: a layout must have come often.

What it takes apart is an entry that the scanner reads the same way: between the values stands what stood there in an
entry before, and each value ends where its own brace or quotation mark does, if the braces in it have their partners.
"""

import re
from functools import lru_cache
from itertools import count
from typing import Final

from arxiv2bib.formats.bibtex_usual import BEHIND, HEAD, NO_ENTRIES, Shape, UsualEntry, are_balanced, make_fields

__all__ = ["Layouts"]

_OFTEN: Final = 150
_MOST: Final = 3  # of the layouts that are tried: for others, those that take turns in nearly all files suffice
# In these there is hardly ever a brace, and an expression that expects none is faster.
_BARE: Final = frozenset(
    "archiveprefix date day doi eprint eprintclass eprinttype isbn issn keywords language month number pages "
    "primaryclass url urldate version volume year".split()
)


class Layouts:
    """The layouts that came often and what takes apart the entries of each, the last one that did first."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: list[tuple[re.Pattern[str], Shape]] = []

    def add(self, shape: Shape) -> None:
        """Take note of one more entry of *shape*, which :meth:`read` did not know."""
        if next(_count(shape)) >= _OFTEN and all(known is not shape for _, known in self._known):
            self._known = [(_compile(shape), shape), *self._known[: _MOST - 1]]

    def read(self, text: str, start: int) -> UsualEntry | None:
        """Return the entry at *start* of *text*: type, key, fields, the ends of lines behind it, and its end.

        None if it is not laid out like one that came often, or *text* ends with it: it may go on.
        """
        for at, (pattern, shape) in enumerate(self._known):
            found = pattern.match(text, start)
            if found is not None:
                kind, key, *values, blanks = found.groups()
                kind = kind.lower()
                joined = " ".join(values)
                if kind in NO_ENTRIES or not are_balanced(values, joined):
                    return None
                if at:
                    self._known.insert(0, self._known.pop(at))
                return kind, key, make_fields((shape, values, joined)), blanks, found.end() - 1
        return None


@lru_cache(maxsize=512)
def _count(shape: Shape) -> "count[int]":
    """Return what counts the entries of *shape*, in whatever text."""
    return count(1)


@lru_cache(maxsize=64)
def _compile(shape: Shape) -> re.Pattern[str]:
    """Return what finds an entry of *shape* and the next one: its groups are type, key, values, ends of lines."""
    # Blanks, ends of lines, commas and names: nothing in them means more in an expression.
    first, *pieces = shape.pieces
    parts = [HEAD, first]
    for at, (name, piece) in enumerate(zip(shape.names, pieces, strict=True)):
        if at in shape.words:
            value = "([A-Za-z0-9][A-Za-z0-9:_-]*+)"
        elif at in shape.quoted:
            value = '"([^"]*+)"'
        elif name in _BARE:
            value = r"\{([^}]*+)\}"
        else:
            behind = r",[ \t]*+[\n\r]" if "\n" in first else BEHIND
            if at == len(pieces) - 1:
                behind += rf"|{piece}\}}[\n\r]"
            value = rf"\{{([^}}]*+(?>(?:\}}(?!{behind})[^}}]*+)*))\}}"
        parts.append(rf"=[ \t]*+{value}{piece}")
    return re.compile("".join([*parts, r"\}([\n\r]++[ \t]*+)@"]))
