"""Two items in neutral form, field by field."""

import re
from collections.abc import Container, Iterator
from typing import Final, NamedTuple

from tests.agreement.neutral import Item, Value, fold

__all__ = ["Pair", "compare_items"]

PROTECTED: Final = re.compile(r'<span class="nocase">(.*?)</span>', re.DOTALL)
_BEGINNING: Final = re.compile(r"[.?!] (?:<[^<>]*>)*\Z")
TEXTS: Final = frozenset({
    "title", "title-short", "container-title", "container-title-short", "collection-title", "event-title", "abstract",
    "annote", "note", "publisher", "volume-title", "reviewed-title", "original-title",
})  # fmt: skip
"""The fields of running text."""
RECASED: Final = frozenset(
    {"title", "title-short", "container-title", "volume-title", "collection-title", "event-title"}
)
"""The fields that others put into sentence case when they read BibTeX."""


class Pair(NamedTuple):
    """One field of an item as both have it; None where one has nothing."""

    field: str
    ours: Value | None
    theirs: Value | None
    agrees: bool


def compare_items(
    ours: Item, theirs: Item, *, holds: Container[str] | None = None, recases: bool = False
) -> Iterator[Pair]:
    """Yield every field of either item.

    What only we have counts against us, unless their kind of item has no place for it: not in *holds*, if given.
    What we keep without giving it a meaning counts only where they have it too. With *recases*, their program puts
    titles into sentence case where the source has them in title case.
    """
    for field in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(field), theirs.get(field)
        if other is None and (field.startswith("kept:") or (holds is not None and field not in holds)):
            continue
        if isinstance(mine, str) and isinstance(other, str) and (field in TEXTS or field.startswith("kept:")):
            agrees = is_same_text(mine, other, recases=recases and (field in RECASED or field.startswith("kept:")))
        else:
            agrees = mine == other
        yield Pair(field, mine, other, agrees)


def is_same_text(ours: str, theirs: str, *, recases: bool = False) -> bool:
    """Whether two running texts are the same.

    With *recases*, a letter may be a capital in ours and a small one in theirs, but not where we say that the case of
    the word is fixed; and the reverse where a subtitle begins.
    """
    mine, other = _unmark(ours), _unmark(theirs)
    if mine == other:
        return True
    if not recases or mine.casefold() != other.casefold() or len(mine) != len(other):
        return False
    fixed = _find_fixed(ours)
    return all(
        left == right or (at not in fixed and (left.isupper() or _BEGINNING.search(mine, 0, at) is not None))
        for at, (left, right) in enumerate(zip(mine, other, strict=True))
    )


def _unmark(text: str) -> str:
    text = fold(PROTECTED.sub(r"\1", PROTECTED.sub(r"\1", text)))
    return _fold_marks(text)


def _fold_marks(text: str) -> str:
    """Return *text* without the dollars of math, and with one of the marks that stand before a subtitle."""
    return text.replace(": ", ". ").replace("$", "")


def _find_fixed(text: str) -> set[int]:
    """Return which characters of the unmarked *text* are protected."""
    fixed: set[int] = set()
    at = done = 0
    text = _fold_marks(fold(text))
    for match in PROTECTED.finditer(text):
        at += len(_unmark_piece(text[done : match.start()]))
        size = len(_unmark_piece(match[1]))
        fixed.update(range(at, at + size))
        at += size
        done = match.end()
    return fixed


def _unmark_piece(text: str) -> str:
    return PROTECTED.sub(r"\1", text)
