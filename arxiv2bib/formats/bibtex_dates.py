"""Dates as BibTeX and BibLaTeX have them: ``year``, ``month`` and ``day``, or ``date`` in EDTF.

Source: btxdoc, "month"; the biblatex manual 3.x, 2.3.8 "Date and Time Specifications".
"""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.data.calendar import MONTH_NUMBERS, SEASON_NUMBERS
from arxiv2bib.model.dates import Date, is_calendar_date, parse_date
from arxiv2bib.text.expressions import compile_late

__all__ = ["parse_any_date", "parse_bibtex_date", "parse_edtf", "read_month", "read_year"]

_MONTH: Final = compile_late(r"([A-Za-z]{3,9})\.?(?:[ ~\xa0,.-]*(\d{1,2})(?:st|nd|rd|th)?)?\Z", re.A)
_DAY_FIRST: Final = compile_late(r"(\d{1,2})(?:st|nd|rd|th)?[ ~\xa0.]*([A-Za-z]{3,9})\.?\Z", re.A)
_SPAN: Final = compile_late(r"([^–—/&-]+?)\s*(?:-{1,3}|[–—/&]|\band\b)\s*([^–—/&-]+)\Z")
# One end of a span: a month with or without a day, before or behind it, or a number alone.
_END: Final = compile_late(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?)?[ ~\xa0.]*(?:([A-Za-z]{3,9})\.?)?(?:[ ~\xa0,.]*(\d{1,2})(?:st|nd|rd|th)?)?\Z", re.A
)
_LONGEST_SPAN: Final = 60
_LOOSE: Final = compile_late(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\Z", re.A)
_YEARS: Final = compile_late(r"(\d{4})?\s*(?:-{1,3}|[\u2013\u2014])\s*(\d{4})?\Z", re.A)
_YEAR: Final = compile_late(r"-?\d{1,4}\Z", re.A)


def read_year(text: str) -> int | None:
    """Return the year that *text* is, or None if it is anything else."""
    return int(text) if _YEAR.match(text) else None


@lru_cache(maxsize=1024)
def read_month(text: str) -> tuple[int, int | None] | None:
    """Return the month, 1 to 12, and the day that *text* names: ``may``, ``Sept.``, ``5``, ``June 12``, ``12 June``.

    A season is 13 (spring) to 16 (winter). None if it is anything else.
    """
    if text.isdigit() and text.isascii():
        return (int(text), None) if 1 <= int(text[:3]) <= 12 and len(text) < 3 else None
    match = _MONTH.match(text)
    if match is not None:
        word, day = match[1].casefold(), match[2]
    else:
        match = _DAY_FIRST.match(text)
        if match is None:
            return None
        day, word = match[1], match[2].casefold()
    if word in MONTH_NUMBERS:
        return MONTH_NUMBERS[word], int(day) if day else None
    return (12 + SEASON_NUMBERS[word], None) if word in SEASON_NUMBERS and not day else None


@lru_cache(maxsize=4096)
def parse_bibtex_date(year: str, month: str | None, day: str | None) -> tuple[Date, bool, bool]:
    """Return the date that *year*, *month* and *day* say, and whether it holds the month and the day.

    A year that is no number of up to four digits is read as two of them (``2004--2006``), as EDTF, as a date that
    people write (``[1923]``, ``May 2004``), or kept as words. A month may be a word of some other languages; it may be
    two (``Sept.-Oct.``), or have two days (``June 28--30``).
    """
    if month and month[-1] in ",;":
        month = month.rstrip(",; ")
    number = read_year(year)
    if number is None:
        date = _parse_years(year) or parse_any_date(year)
        if date.start is None or len(date.start) > 1 or date != Date(start=date.start):
            return date, False, False
        number = date.start[0]
    if month and " " in month and month.startswith(f"{year} "):  # "2024 NOV 6", as the Web of Science has it
        month = month[len(year) + 1 :]
    read = (read_month(month) or _read_written_month(month)) if month else None
    if read is None:
        span = _parse_span(number, month) if month and not day else None
        return span or Date(start=(number,)), span is not None, False
    if read[0] > 12:
        return Date(start=(number,), season=read[0] - 12), True, False
    own_day = int(day) if day and day.isdecimal() and len(day) < 3 else None
    days = [part for part in (read[1], own_day) if part]
    if len(days) == 1 and is_calendar_date((number, read[0], days[0])):
        return Date(start=(number, read[0], days[0])), True, bool(own_day)
    if days and read[1] is not None:  # the month's own words say more than a month
        return Date(start=(number,)), False, False
    return Date(start=(number, read[0])), True, False


def _parse_written(text: str) -> Date | None:
    from arxiv2bib.formats.bibtex_written_dates import parse_written_date  # few files need it

    return parse_written_date(text)


def _read_written_month(text: str) -> tuple[int, int | None] | None:
    from arxiv2bib.formats.bibtex_written_dates import read_written_month  # as above

    month = read_written_month(text)
    return (month, None) if month is not None else None


def _parse_span(year: int, text: str) -> Date | None:
    """Return the time between the two months or days of *year* that *text* is; None if it is anything else."""
    span = _SPAN.match(text) if len(text) < _LONGEST_SPAN else None
    first, last = (_END.match(end.strip(" ~\xa0")) for end in span.groups()) if span is not None else (None, None)
    if first is None or last is None:
        return None
    months, days = (first[2], last[2]), (first[1] or first[3], last[1] or last[3])
    if months == (None, None) and "/" not in text:  # "7--8"
        months, days = days, (None, None)
    start = _find_parts(year, months[0] or months[1], days[0])
    end = _find_parts(year, months[1] or months[0], days[1])
    is_possible = len(start) == len(end) and is_calendar_date(start) and is_calendar_date(end) and start < end
    return Date(start=start, end=end) if is_possible else None


def _find_parts(year: int, month: str | None, day: str | None) -> tuple[int, ...]:
    """Return *year*, the number of *month*, 0 if it is none, and that of *day* if there is one."""
    number = int(month) if month and month.isdigit() else MONTH_NUMBERS.get((month or "").casefold(), 0)
    return (year, number) if day is None else (year, number, int(day))


def _parse_years(text: str) -> Date | None:
    """Return the range of years that *text* is; it may be open at one end."""
    match = _YEARS.match(text)
    if match is None:
        return None
    start, end = ((int(part),) if part else None for part in match.groups())
    if start is None or end is None:
        return Date(start=start, end=end or ()) if start or end else None
    return Date(start=start, end=end) if start < end else None


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Date:
    """Return the date in EDTF that *text* is; one digit for a month or a day is understood as well."""
    loose = _LOOSE.match(text)
    if loose is not None and (len(loose[2]) < 2 or (loose[3] and len(loose[3]) < 2)):
        parts = tuple(int(part) for part in loose.groups() if part is not None)
        return Date(start=parts) if is_calendar_date(parts) else Date(literal=text)
    if "--" in text:  # as BibTeX writes a range of years
        return _parse_years(text) or parse_date(text)
    return parse_date(text)


def parse_any_date(text: str) -> Date:
    """Return the date that *text* is, in EDTF or as people write dates that can mean only one day; or its words."""
    date = parse_edtf(text)
    return date if date.literal is None else _parse_written(text) or date
