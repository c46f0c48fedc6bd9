"""Whether two values of one field say the same, however they are written."""

import re

from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ArxivInfo
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.title_words import is_same_title

__all__ = ["agree"]

# A paper in proceedings that came out as a book: registries call it either.
_IN_A_BOOK = frozenset({EntryType.CHAPTER, EntryType.PAPER_CONFERENCE})


def agree(field: str, value: object, other: object) -> bool:
    """Whether two values of *field* say the same: one journal under two names, a year and a day in it, initials."""
    if value == other:
        return True
    if isinstance(value, str) and isinstance(other, str):
        return _agree_in_words(field, value, other)
    if isinstance(value, Date) and isinstance(other, Date) and value.start and other.start:
        shorter = min(len(value.start), len(other.start))
        return value.start[:shorter] == other.start[:shorter]
    if isinstance(value, Pages) and isinstance(other, Pages):
        return value.first == other.first and value.first is not None and None in (value.last, other.last)
    if isinstance(value, tuple) and isinstance(other, tuple):
        return _list_families(value) == _list_families(other) != []
    if isinstance(value, ArxivInfo) and isinstance(other, ArxivInfo):
        return value.id is None or other.id is None or value.id.unversioned == other.id.unversioned
    return False


def _agree_in_words(field: str, value: str, other: str) -> bool:
    if field == "type":
        return {value, other} <= _IN_A_BOOK
    if field in ("container_title", "event_title"):
        from arxiv2bib.data.containers import is_same_container  # its tables take time to load

        return is_same_container(value, other)
    if field in ("title", "short_title"):
        return is_same_title(value, other)
    if field == "publisher":
        one, two = sorted((fold_words(value), fold_words(other)), key=len)
        return bool(one) and two.startswith(one)
    if field in _NUMBERS:
        return _strip_zeros(value) == _strip_zeros(other)
    return value.casefold() == other.casefold()


_NUMBERS = frozenset({"volume", "issue", "number", "article_number"})
_ZEROS = re.compile(r"\A([a-z]?)0+(?=\d)")


def _strip_zeros(number: str) -> str:
    """Return *number* in small letters, without zeros in front: PLOS writes ``e0020409`` into DOIs, and ``e20409``."""
    return _ZEROS.sub(r"\1", number.casefold())


def _list_families(names: tuple[object, ...]) -> list[str]:
    return [fold_words(name.family or name.literal or "") for name in names if isinstance(name, Name)]
