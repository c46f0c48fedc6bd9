"""Dates as RIS has them: ``YYYY/MM/DD/other information``, and what people write instead.

Source: RIS specification, "PY", "Y2"; EndNote's DA, which may be a day without a year.
"""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from arxiv2bib.data.calendar import MONTH_NUMBERS, SEASON_NUMBERS, SEASONS
from arxiv2bib.formats.ris_date_ranges import parse_word_range
from arxiv2bib.model.dates import Date, DateParts, is_calendar_date, parse_date
from arxiv2bib.text.expressions import compile_late

__all__ = ["Issue", "Spelling", "parse_access", "parse_ris_date", "read_issue", "render_day"]

_PLAIN: Final = compile_late(r"([0-9]{4})(?:[/-]([0-9]{1,2})(?:[/-]([0-9]{1,2}))?)?/*")
_SLASHED: Final = compile_late(r"([0-9]{4})/([^/]*)(?:/([^/]*))?(?:/(.*))?", re.DOTALL)
_CLOCK: Final = compile_late(r"(?:/| )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\Z")
_COMPACT: Final = compile_late(r"([0-9]{4})([0-9]{2})([0-9]{2})")
# "12.03.2019" in German and in many other languages, "2019.03.12" and "2019年3月12日" in Eastern Asia.
_DOTTED: Final = compile_late(
    r"(?P<d>[0-9]{1,2})\. ?(?P<m>[0-9]{1,2})\. ?(?P<y>[0-9]{4})"
    r"|(?P<year>[0-9]{4})(?:\. ?|年)(?P<month>[0-9]{1,2})(?:\. ?|月)(?P<day>[0-9]{1,2})[.日]?"
)
_HYPHENED: Final = compile_late(r"[0-9]{1,2}-[A-Za-z]{3,9}-[0-9]{4}\Z")
_WORDS: Final = compile_late(r"[A-Za-z]+\.?|[0-9]+(?:st|nd|rd|th)?\b|[^\sA-Za-z0-9,]+")
_YEAR: Final = compile_late(r"[0-9]{4}\b|.*\b(?=[0-9]{4}\Z)", re.DOTALL)
# "©1999.", "c1999", "[1999]", as library catalogues have the year.
_CATALOGUED: Final = compile_late(r"[\[(]*(?:©|℗|copyright|cop\.?|c|p)? ?((?:1[4-9]|20)[0-9]{2})(\?)?[\])]*\.?\Z", re.I)
_LONGEST: Final = 100  # longer texts are no dates


class Spelling(IntEnum):
    """What a date that was read does not say of its text."""

    PLAIN = 0
    """Nothing: every reader takes the text for this date."""
    OTHER = 1
    """How it was spelled: ``5 Nov 2021``."""
    PARTIAL = 2
    """There was more in it: ``2013/02/15/received``."""


class Issue(NamedTuple):
    """What the date lines of a record say: the date, the lines that say something else, those to keep as spelled."""

    date: Date | None
    others: tuple[tuple[str, str], ...]
    spelled: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def render_day(parts: DateParts, season: int | None = None) -> str:
    """Return *parts* as ``YYYY/MM/DD/``, month and day empty where they are not known; the season behind."""
    day = "/".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]) + "/" * (4 - len(parts))
    return day + SEASONS[season - 1] if season is not None else day


def parse_access(text: str) -> Date | None:
    """Return the day or the month in *text*, which stands where a number may stand; None if it is no date."""
    date, spelling = parse_ris_date(text)
    is_day = date.start is not None and date.start[0] > 0 and len(date.start) > 1 and date.end is None
    return date if is_day and spelling is not Spelling.PARTIAL else None


@lru_cache(maxsize=4096)
def parse_ris_date(text: str) -> tuple[Date, Spelling]:
    """Return the date in *text* and what it leaves out; the year 0 stands for a day without a year. Never raises."""
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        parts = tuple(int(part) for part in plain.groups() if part is not None)
        if is_calendar_date(parts):
            return Date(start=parts), Spelling.PLAIN
    if len(text) > _LONGEST:
        return Date(literal=text), Spelling.PLAIN
    slashed = _SLASHED.fullmatch(text)
    if slashed is not None:
        if ":" in text and (clock := _CLOCK.search(text)) is not None:  # as Zotero wrote when a page was seen
            date, spelling = parse_ris_date(text[: clock.start()])
            return date, max(spelling, Spelling.OTHER)
        return _parse_slashed(text, *(part.strip() if part else "" for part in slashed.groups()))
    date = parse_date(text)
    if date.literal is None:
        is_plain = date == Date(start=date.start)
        return Date(
            start=date.start, season=date.season
        ), Spelling.OTHER if is_plain or date.season else Spelling.PARTIAL
    digits = _read_digits(text)
    if digits is not None:
        return Date(start=digits), Spelling.OTHER
    found = parse_word_range(text)
    return (found, Spelling.OTHER) if found is not None else _parse_words(text)


def _read_digits(text: str) -> DateParts | None:
    """Return the day in *text*, if that is ``20190312`` or has dots; it is none of EDTF's."""
    found = _COMPACT.fullmatch(text)
    if found is not None:
        parts = tuple(map(int, found.groups()))
    else:
        found = _DOTTED.fullmatch(text)
        if found is None:
            return None
        parts = tuple(map(int, found.group("y", "m", "d") if found["y"] else found.group("year", "month", "day")))
    return parts if is_calendar_date(parts) else None


def _parse_slashed(text: str, year: str, month: str, day: str, info: str) -> tuple[Date, Spelling]:
    spelling = Spelling.PLAIN
    number = int(month) if month.isdecimal() else MONTH_NUMBERS.get(month.rstrip(".").casefold(), 0)
    if month and not month.isdecimal():
        spelling = Spelling.OTHER
        if not number and not day and not info:
            month, info = "", month
    # EBSCO has the year behind the season again: "2010///Summer2010".
    season = SEASON_NUMBERS.get(info.casefold().removesuffix(year).rstrip()) if not month and not day else None
    if info:
        exact = season is not None and info == SEASONS[season - 1]
        spelling = max(spelling, (Spelling.PLAIN if exact else Spelling.OTHER) if season else Spelling.PARTIAL)
    parts = (int(year), *((number,) if month else ()), *((int(day),) if month and day.isdecimal() else ()))
    if (day and not day.isdecimal()) or (day and not month):
        spelling = Spelling.PARTIAL
    if is_calendar_date(parts):
        return Date(start=parts, season=season), spelling
    return Date(start=parts[:1]), Spelling.PARTIAL


def _parse_words(text: str) -> tuple[Date, Spelling]:
    """Return the date in words that *text* is: ``Nov 5, 2021``, ``5 November``, ``Spring 2021``."""
    year = month = day = season = 0
    rest = False
    for word in _WORDS.findall(text.replace("-", " ") if _HYPHENED.match(text) else text):
        name = word.rstrip(".").casefold()
        digits = name.rstrip("stndrh") if "0" <= name[:1] <= "9" else ""
        if len(digits) == 4 and not year:
            year = int(digits)
        elif digits and not day and 1 <= int(digits) <= 31:
            day = int(digits)
        elif name in MONTH_NUMBERS and not month:
            month = MONTH_NUMBERS[name]
        elif name in SEASON_NUMBERS and not season:
            season = SEASON_NUMBERS[name]
        else:
            rest = True
    parts = (year, *((month,) if month else ()), *((day,) if month and day else ()))
    is_known = bool(month or season) and not (day and not month) and not (season and month)
    if not rest and is_known and is_calendar_date((year or 2000, *parts[1:])):
        return Date(start=parts, season=season or None), Spelling.OTHER
    from arxiv2bib.formats.bibtex_written_dates import parse_written_date  # few files need it

    written = parse_written_date(text)  # "15. Mai 2010", "15/05/2010"
    if written is not None and written.start is not None and len(written.start) > 1:
        return written, Spelling.OTHER
    found = _CATALOGUED.match(text)
    if found is not None:
        return Date(start=(int(found[1]),)), Spelling.PARTIAL if found[2] else Spelling.OTHER
    found = _YEAR.match(text)
    if found is not None:
        at = 0 if found[0][:4].isdigit() and found.end() == 4 else found.end()
        return Date(start=(int(text[at : at + 4]),)), Spelling.PARTIAL
    return Date(literal=text), Spelling.PLAIN


def read_issue(lines: Sequence[tuple[str, str]]) -> Issue:
    """Return the date of issue that *lines* tell, ``PY``, ``Y1`` and ``DA`` in the order of the record.

    The year is that of ``PY`` or ``Y1``, the day the first one that fits to it. Lines that say less are taken for said.
    """
    return _remembered(tuple(lines)) if len(lines) < 5 else _read_issue(lines)


def _read_issue(lines: Sequence[tuple[str, str]]) -> Issue:
    read = [parse_ris_date(text) for _, text in lines]
    base = _find_base(lines, [date for date, _ in read])
    if base is None:
        literal = next((date for date, _ in read if date.literal is not None), None)
        used = next((at for at, (date, _) in enumerate(read) if date is literal), -1)
        return Issue(literal, tuple(line for at, line in enumerate(lines) if at != used), ())
    for date, _ in read:
        base = _refine(base, date)
    others: list[tuple[str, str]] = []
    kept: list[tuple[str, str]] = []
    is_spelled = False
    for line, (date, spelling) in zip(lines, read, strict=True):
        if spelling is Spelling.PARTIAL or date.literal is not None or _refine(date, base) != base:
            others.append(line)
        else:
            kept.append(line)
            is_spelled |= spelling is Spelling.OTHER
    return Issue(base, tuple(others), tuple(kept) if is_spelled else ())


_remembered: Final = lru_cache(maxsize=4096)(_read_issue)


def _find_base(lines: Iterable[tuple[str, str]], dates: Sequence[Date]) -> Date | None:
    dated = [(tag, date) for (tag, _), date in zip(lines, dates, strict=True) if date.start and date.start[0]]
    return next((date for tag, date in dated if tag != "DA"), dated[0][1] if dated else None)


def _refine(date: Date, other: Date) -> Date:
    """Return *date* with what *other* says beyond it, if the two agree; else *date*."""
    if other.start is None or date.start is None:
        return date
    if date.end is not None or other.end is not None:
        return _refine_range(date, other)
    ours, theirs = date.start, other.start
    if 0 in (ours[0], theirs[0]):  # a day without a year
        year = ours[0] or theirs[0]
        ours, theirs = (year, *ours[1:]), (year, *theirs[1:])
    if ours[: len(theirs)] != theirs[: len(ours)]:
        return date
    parts = max(ours, theirs, key=len)
    season = (date.season or other.season) if len(parts) == 1 else None
    if None not in (date.season, other.season) and date.season != other.season:
        return date
    if (date.season or other.season) and season is None and date.season:
        return date
    return Date(start=parts, season=season) if is_calendar_date(parts) else date


def _refine_range(date: Date, other: Date) -> Date:
    """Return that of two dates, of which one is a range, which says more, if they agree; else *date*."""
    start, end = (_with_year(parts, other.start) for parts in (date.start, date.end))
    other_start, other_end = (_with_year(parts, date.start) for parts in (other.start, other.end))
    if start is None or other_start is None:
        return date
    if end is None:
        says_more = (
            other_end is not None
            and other_start[: len(start)] == start
            and (len(start) == 1 or other_end[: len(start)] == start)
        )
        return Date(start=other_start, end=other_end) if says_more else date
    agrees = start[: len(other_start)] == other_start and other_end in (None, end)
    return Date(start=start, end=end) if agrees else date


def _with_year(parts: DateParts | None, other: DateParts | None) -> DateParts | None:
    """Return *parts*, with the year of *other* if they have none."""
    return (other[0], *parts[1:]) if parts and other and not parts[0] else parts
