"""Days as arXiv's formats write them, with a time of day behind them that is not kept."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from arxiv2bib.data.calendar import MONTH_NUMBERS
from arxiv2bib.model.dates import Date, is_calendar_date, parse_date
from arxiv2bib.text.expressions import compile_late

__all__ = ["parse_day"]

# "Mon, 2 Apr 2007 19:18:42 GMT", "Sat, 1 Feb 92 20:00 EST".
_MAIL: Final = compile_late(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4}|\d\d)"
    r"(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([+-]\d{4}|[A-Za-z]{1,5}))?)?(?:\s*\([A-Za-z ]{1,30}\))?\Z",
    re.ASCII,
)
_ISO: Final = compile_late(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[A-Z]{3}|[+-]\d\d:?\d\d)?)?\Z", re.ASCII
)
# Of other zones we know no more than that they are there: the day is the one that is written.
_ZONES: Final = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "MET": 1,
                 "CET": 1, "CEST": 2, "MEST": 2, "BST": 1, "JST": 9}  # fmt: skip


def parse_day(text: str) -> Date:
    """Return the day in *text*, in UTC: ``2007-04-02T19:18:42Z``, ``Mon, 2 Apr 2007 19:18:42 GMT`` or a day alone.

    Anything else comes back as :func:`~arxiv2bib.model.dates.parse_date` has it. Never raises.

    Source: RFC 3339; RFC 5322, 3.3 and 4.3 (years of two digits and names of zones: the older abstracts).
    """
    text = text.strip()
    iso = _ISO.match(text)
    if iso is not None:
        year, month, day, *rest = iso.groups()
        return _find_day(int(year), int(month), int(day), *rest) or Date(literal=text)
    mail = _MAIL.match(text)
    if mail is not None:
        day, month, year, *rest = mail.groups()
        number = MONTH_NUMBERS.get(month.lower(), 0)
        full = year if len(year) == 4 else f"{19 if year >= '50' else 20}{year}"
        return _find_day(int(full), number, int(day), *rest) or Date(literal=text)
    return parse_date(text)


def _find_day(
    year: int, month: int, day: int, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> Date | None:
    shift = _find_shift(zone)
    if shift and hour is not None and minute is not None:
        try:
            moment = datetime(year, month, day, int(hour), int(minute), tzinfo=timezone(timedelta(minutes=shift)))
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        year, month, day = moment.year, moment.month, moment.day
    return _make_day(year, month, day)


def _find_shift(zone: str | None) -> int:
    """Return by how many minutes *zone* is ahead of UTC."""
    if zone is None:
        return 0
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        return (int(digits[:2]) * 60 + int(digits[2:])) * (1 if zone[0] == "+" else -1)
    return _ZONES.get(zone.upper(), 0) * 60


@lru_cache(maxsize=4096)
def _make_day(year: int, month: int, day: int) -> Date | None:
    """Return the day; the same day comes again and again, and one object for all of them is enough."""
    parts = (year, month, day)
    return Date(start=parts) if is_calendar_date(parts) else None
