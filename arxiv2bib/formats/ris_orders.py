"""RIS records whose lines stand in an order that many before them had: one regular expression reads all lines.

A program writes its records in few orders. Once the same order has come often enough in one file to be worth it, an
expression is made for it, which finds where the record ends and what stands in each line at once. What it does not
match is taken apart as any other record; what it does match is the same.
"""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from arxiv2bib.formats.ris_usual import FOLD, NO_HEAD, Lines, make_lines

__all__ = ["Orders"]

# Records of one order from which on an expression for it pays: making it takes as long as reading a dozen.
_OFTEN: Final = 64
_MOST_COUNTED: Final = 200  # orders, in one file
_MOST_LINES: Final = 40  # others than those in rows: more are no order that comes again
_MOST_KNOWN: Final = 2  # each is tried in vain before a record is taken apart otherwise
_ROWS: Final = ("AU", "KW", "N1")
_KIND: Final = "TY  - ([A-Za-z0-9]{1,20})"
_ABSTRACT: Final = r"\nAB  - "
_FOLDS: Final = rf"(?>(?:\n{NO_HEAD}.*+)*)"  # the lines in which a value goes on
_ROW: Final = r"\n{0}  - (.*+(?:\n{0}  - .*+)*+)"
_FOLDED_ROW: Final = rf"\n{{0}}  - (.*+{_FOLDS}(?>(?:\n{{0}}  - .*+{_FOLDS})*))"
_END: Final = r"\nER  - ?+\n\n?+(?=TY|\Z)"
_LINES_AT_END: Final = 2  # that of ER and a blank one


class _Order(NamedTuple):
    """An expression for the lines before an abstract, one for those behind it, and what the texts in them are.

    Without an abstract, the first one is for all lines. The texts, that of the abstract among them, are counted in the
    order of the record: ``get_others`` gets the type and those of lone lines, and the others are rows. Where it
    ``may_fold``, values may go on in further lines.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str] | None
    tags: tuple[str, ...]
    get_others: Callable[[Sequence[str]], Sequence[str]]
    authors: int | None
    keywords: int | None
    notes: int | None
    may_fold: bool


class Orders:
    """The orders of lines that the records of one text have."""

    __slots__ = ("_counts", "_known")

    def __init__(self) -> None:
        self._counts: dict[tuple[tuple[str, ...], bool, bool, bool, bool], int] = {}
        self._known: list[_Order] = []

    def take(self, text: str, start: int) -> tuple[Lines, int] | None:
        """Return the lines of the record that begins at *start* in *text*, and where it ends, if its order is known.

        *text* ends before a record or at the end of all.
        """
        for before, behind, tags, get_others, at_authors, at_keywords, at_notes, may_fold in self._known:
            found = before.match(text, start)
            if found is None:
                continue
            values = found.groups()
            if behind is not None:
                # An abstract is most of a record, and looking for its end is faster than matching it.
                end = text.find("\n", found.end())
                rest = behind.match(text, end) if end >= 0 else None
                if rest is None:
                    continue
                values = (*values, text[found.end() : end].strip(), *rest.groups())
                found = rest
            kind, *texts = get_others(values)
            authors = values[at_authors].split("\nAU  - ") if at_authors is not None else ()
            keywords = values[at_keywords].split("\nKW  - ") if at_keywords is not None else ()
            notes = values[at_notes].split("\nN1  - ") if at_notes is not None else ()
            stop = found.end()
            lines = 1 + len(texts) + len(authors) + len(keywords) + len(notes) + _LINES_AT_END
            lines -= text[stop - 2] != "\n"
            size = lines if not may_fold else text.count("\n", start, stop)
            return make_lines((kind, tags, texts, authors, keywords, notes, size, size > lines)), stop
        return None

    def learn(self, raw: str, lines: Lines) -> None:
        """Count the order that the record *raw* with *lines* has; know it once it has come often."""
        counts = self._counts
        key = lines.tags, bool(lines.authors), bool(lines.keywords), bool(lines.notes), lines.is_folded
        count = counts.get(key, 0) + 1
        if count > 1 or len(counts) < _MOST_COUNTED:
            counts[key] = count
        if count == _OFTEN:
            order = _read_order([line[:2] for line in FOLD.sub("", raw).split("\n")], lines.tags, lines.is_folded)
            if order is not None:
                self._known = [order, *self._known][:_MOST_KNOWN]


def _read_order(heads: Sequence[str], tags: tuple[str, ...], may_fold: bool) -> _Order | None:
    """Return the order of a record whose fields begin with *heads*, *tags* those outside of rows; None if it is odd."""
    value, row = (f".*+{_FOLDS}", _FOLDED_ROW) if may_fold else (".*+", _ROW)
    parts = [_KIND]
    others = [0]
    rows: dict[str, int] = {}
    for place in range(1, heads.index("ER")):
        tag = heads[place]
        if tag == "AB" and "AB" not in heads[:place]:
            others.append(len(parts))
            parts.append(_ABSTRACT)
        elif tag not in _ROWS:
            others.append(len(parts))
            parts.append(rf"\n{tag}  - (\S{value})(?<=\S)")
        elif heads[place - 1] != tag:
            if any(known in rows for known in _ROWS[_ROWS.index(tag) :]):
                return None
            rows[tag] = len(parts)
            parts.append(row.format(tag))
    if not 1 < len(others) <= _MOST_LINES or len(others) != len(tags) + 1:
        return None
    at = parts.index(_ABSTRACT) if _ABSTRACT in parts else len(parts)
    before, behind = "".join(parts[: at + 1]), "".join(parts[at + 1 :]) + _END
    return _Order(
        re.compile(before if at < len(parts) else before + _END),
        re.compile(behind) if at < len(parts) else None,
        tags,
        itemgetter(*others),
        rows.get("AU"),
        rows.get("KW"),
        rows.get("N1"),
        may_fold,
    )
