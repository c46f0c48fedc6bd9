"""Dates as bibliographies have them: from a year to a range of days, uncertain, or in words."""

import re

import attrs

from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.showing import show_fields
from arxiv2bib.text.expressions import compile_late

DateParts = tuple[int, ...]
"""Year, year and month, or year, month and day: ``(2017,)``, ``(2017, 6)``, ``(2017, 6, 12)``."""

_POINT = compile_late(
    r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?\Z",  # a time of day
    re.ASCII,
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}


@attrs.frozen(kw_only=True, cache_hash=True)
class Date:
    """A date or a range of dates.

    ``start`` and ``end`` are year[, month[, day]]; ``end`` is None for a single date and ``()`` for a range that
    is still open, ``start`` is None where only the end is known. ``season`` is 1 (spring) to 4 (winter).
    A date that is not understood has only ``literal``, its words.

    Source: CSL 1.0.2 "Date variables"; EDTF (ISO 8601-2) levels 0 and 1.
    """

    start: DateParts | None = None
    end: DateParts | None = None
    season: int | None = None
    circa: bool = False
    literal: str | None = None

    __repr__ = show_fields

    @property
    def year(self) -> int | None:
        """The year of the start, or of the end where the start is not known."""
        parts = self.start or self.end
        return parts[0] if parts else None

    @property
    def month(self) -> int | None:
        """The month of the start, 1 to 12."""
        return self.start[1] if self.start is not None and len(self.start) > 1 else None

    @property
    def day(self) -> int | None:
        """The day of the start."""
        return self.start[2] if self.start is not None and len(self.start) > 2 else None

    def __str__(self) -> str:
        """Return the date in EDTF, or its words."""
        if self.start is None and self.end is None:
            return self.literal or ""
        mark = "~" if self.circa else ""
        if self.season is not None and self.start:
            return f"{_iso(self.start[:1])}-{20 + self.season}{mark}"
        start = _iso(self.start) + mark if self.start else ""
        if self.end is None:
            return start
        return f"{start}/{_iso(self.end) + mark if self.end else '..'}"


def _iso(parts: DateParts) -> str:
    if len(parts) == 3 and parts[0] >= 0:
        year, month, day = parts
        return f"{year:04d}-{month:02d}-{day:02d}"
    first = f"{parts[0]:04d}" if parts[0] >= 0 else f"-{-parts[0]:04d}"
    return first + "".join(f"-{part:02d}" for part in parts[1:])


def is_calendar_date(parts: DateParts) -> bool:
    """Whether *parts* names a year, month or day that the calendar has."""
    if not 1 <= len(parts) <= 3 or not -9999 <= parts[0] <= 9999:
        return False
    if len(parts) == 1:
        return True
    year, month = parts[:2]
    if not 1 <= month <= 12 or len(parts) == 2:
        return 1 <= month <= 12
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= parts[2] <= _DAYS[month - 1] + (is_leap and month == 2)


def _parse_point(text: str) -> DateParts | None:
    match = _POINT.match(text)
    if match is None:
        return None
    parts = tuple(int(part) for part in match.groups() if part is not None)
    return parts if is_calendar_date(parts) else None


def parse_date(text: str) -> Date:
    """Return the date written in *text*: ISO 8601 with or without a time of day, or EDTF.

    ``2017-06-12``, ``2017-06``, ``2017``, ``2017-06-12 17:57:34+00:00`` (the time of day is not kept),
    ``2004-06/2006-08``, ``2004/..``, ``../2004``, ``2004~``, ``2001-21`` (spring). Anything else comes back with
    only ``literal`` set. Never raises.

    Source: EDTF (ISO 8601-2) levels 0 and 1, the part that CSL and BibLaTeX use.
    """
    if not isinstance(text, str):
        raise refuse_text("parse_date", text)
    text = text.strip()
    parts = _parse_point(text)
    if parts is not None:
        return Date(start=parts)
    first, slash, last = text.partition("/")
    circa = first.endswith("~") or (last.endswith("~") and bool(slash))
    first, last = first.removesuffix("~"), last.removesuffix("~")
    if slash:
        start, end = _parse_point(first), _parse_point(last)
        if start and end:
            return Date(start=start, end=end, circa=circa)
        if start and last in ("", ".."):
            return Date(start=start, end=(), circa=circa)
        if end and first in ("", ".."):
            return Date(end=end, circa=circa)
    else:
        start = _parse_point(first)
        if start:
            return Date(start=start, circa=circa)
        year, dash, season = first.rpartition("-")
        if dash and season.isdecimal() and season.isascii() and int(season) in _SEASONS and _parse_point(year):
            return Date(start=_parse_point(year), season=_SEASONS[int(season)], circa=circa)
    return Date(literal=text)
