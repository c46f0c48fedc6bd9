"""Ranges of dates in English words, as magazines and conferences have them: ``May-Jun 2010``, ``27-30 June 2016``.

Source: EndNote's DA as PubMed and Web of Science fill it; IEEE Xplore's Y1; Scopus's Y2.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from arxiv2bib.data.calendar import MONTH_NUMBERS
from arxiv2bib.model.dates import Date, DateParts, is_calendar_date
from arxiv2bib.text.expressions import compile_late

__all__ = ["parse_word_range"]

_MAY_BE: Final = compile_late(r"[A-Za-z0-9.]\s*(?:[-–—/]|\b(?:to|through)\b)\s*[A-Za-z0-9]|[0-9]{4}-[0-9]{4}")
_YEARS: Final = compile_late(r"([0-9]{4})[-–]([0-9]{4})\Z")
_DAY: Final = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"([A-Za-z]{3,9})\.?"
_YEAR: Final = r"([0-9]{4})"
_DASH: Final = r"\s*(?:[-–—/]|\b(?:to|through)\b)\s*"
_GAP: Final = r",?\s*"
_BEHIND: Final = rf"(?:{_GAP}{_YEAR})?"
# Each with the names of its groups, in their order: the parts of the start, and those of the end behind an "e".
_FORMS: Final = (
    (rf"{_MONTH}{_DASH}{_MONTH}{_BEHIND}", "m em y"),
    (rf"{_YEAR}{_GAP}{_MONTH}{_DASH}{_MONTH}", "y m em"),
    (rf"{_MONTH}{_GAP}{_YEAR}{_DASH}{_MONTH}{_GAP}{_YEAR}", "m y em ey"),
    (rf"{_DAY}{_DASH}{_DAY}\s*{_MONTH}{_BEHIND}", "d ed m y"),
    (rf"{_MONTH}\s*{_DAY}{_DASH}{_DAY}{_BEHIND}", "m d ed y"),
    (rf"{_YEAR}{_GAP}{_MONTH}\s*{_DAY}{_DASH}{_DAY}", "y m d ed"),
    (rf"{_DAY}\s*{_MONTH}{_DASH}{_DAY}\s*{_MONTH}{_BEHIND}", "d m ed em y"),
    (rf"{_MONTH}\s*{_DAY}{_DASH}{_MONTH}\s*{_DAY}{_BEHIND}", "m d em ed y"),
    (rf"{_YEAR}{_GAP}{_MONTH}\s*{_DAY}{_DASH}{_MONTH}\s*{_DAY}", "y m d em ed"),
    (rf"{_DAY}\s*{_MONTH}{_GAP}{_YEAR}{_DASH}{_DAY}\s*{_MONTH}{_GAP}{_YEAR}", "d m y ed em ey"),
)


def parse_word_range(text: str) -> Date | None:
    """Return the range of months, of days or of years that *text* is; None if it is none.

    The year 0 stands for one that is not told.
    """
    if _MAY_BE.search(text) is None:
        return None
    years = _YEARS.match(text)
    if years is not None:
        return _make_range((int(years[1]),), (int(years[2]),))
    for form, names in _forms():
        found = form.fullmatch(text)
        if found is not None:
            parts = {name: part for name, part in zip(names, found.groups(), strict=True) if part is not None}
            return _make_range(_find_point(parts, ""), _find_point(parts, "e"))
    return None


@cache
def _forms() -> list[tuple[re.Pattern[str], list[str]]]:
    return [(re.compile(form), names.split()) for form, names in _FORMS]


def _find_point(parts: Mapping[str, str], end: str) -> DateParts:
    """Return the date that *parts* tell of the start, or of the end where *end* is "e"; ``()`` if it is none."""
    year = int(parts.get(f"{end}y") or parts.get("y") or 0)
    month = MONTH_NUMBERS.get((parts.get(f"{end}m") or parts["m"]).casefold(), 0)
    day = parts.get(f"{end}d") or ""
    return (year, month, *((int(day),) if day else ())) if month else ()


def _make_range(start: DateParts, end: DateParts) -> Date | None:
    """Return the range, if both are dates of the calendar and follow one another."""
    is_known = start and end and all(is_calendar_date((point[0] or 2000, *point[1:])) for point in (start, end))
    if not is_known or start > end:
        return None
    return Date(start=start, end=end if start < end else None)
