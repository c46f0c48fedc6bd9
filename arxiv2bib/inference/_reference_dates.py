"""Years, days and months in a journal reference: what a number or a word may be."""

from typing import Final

from arxiv2bib.inference._reference_words import MONTHS
from arxiv2bib.text.expressions import compile_late

_DATE: Final = compile_late(
    r"(?P<y1>(?:19|20)\d\d)(?:[/-](?P<m1>\d{1,2})(?:[/-]\d{1,2})?|\.(?P<m3>0[1-9]|1[0-2]))\Z"
    r"|(?:(?P<d2>\d{1,2})[/.-])?(?P<m2>\d{1,2})[/.-](?P<y2>(?:19|20)\d\d)\Z"
    r"|\d{1,2}-(?P<name>[A-Za-z]{3,9})-(?P<y3>(?:19|20)\d\d)\Z"
)
_OF_YEAR: Final = compile_late(r"\d{1,3}/((?:19|20)\d\d)\Z")
_SEASON: Final = compile_late(r"((?:19|20)(\d\d))[-–/](\d\d)\Z")
_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
_BETWEEN_DAYS: Final = compile_late(r"[-–/~]+")
_EARLIEST, _LATEST = "1900", "2049"


def is_year(token: str) -> bool:
    """Whether *token* is a year in which a paper may have appeared."""
    return len(token) == 4 and token.isdigit() and _EARLIEST <= token <= _LATEST


def widen_year(year: int) -> int:
    """Return the year that two digits stand for: ``19`` is 2019, ``98`` is 1998."""
    return year + (2000 if year < 50 else 1900)


def is_days(token: str) -> bool:
    """Whether *token* is a day of a month, or a range of them: ``7``, ``28-31``, ``25-27th``."""
    if token.isdigit():
        return token.isascii() and len(token) < 3 and 0 < int(token) < 32
    if token[-2:] in _ENDINGS:
        token = token[:-2]
    if token.isalnum():
        return token.isdigit() and token.isascii() and len(token) < 3 and 0 < int(token) < 32
    days = [day[:-2] if day[-2:] in _ENDINGS else day for day in _BETWEEN_DAYS.split(token)]
    return len(days) < 3 and all(day.isdigit() and day.isascii() and len(day) < 3 and 0 < int(day) < 32 for day in days)


def read_date(token: str) -> tuple[int, int] | None:
    """Return year and month of a date in digits, ``2015/07/30``, ``29.05.2005``, ``11/2025``; None if it is none."""
    match = _DATE.match(token)
    if match is None:
        return None
    if match["name"] is not None:
        named = MONTHS.get(match["name"].lower())
        return (int(match["y3"]), named) if named is not None else None
    month = int(match["m1"] or match["m2"] or match["m3"])
    if month > 12 and match["d2"] is not None and "/" in token:
        month = int(match["d2"])  # 11/25/2019
    return (int(match["y1"] or match["y2"]), month) if 1 <= month <= 12 else None


def list_years(number: str) -> list[int]:
    """Return the year that the *number* of a volume or an issue is, or that stands behind it: ``3/2016``."""
    if is_year(number):
        return [int(number)]
    match = _OF_YEAR.match(number)
    return [int(match[1])] if match is not None else []


def read_season(token: str) -> int | None:
    """Return the first year of two that follow each other, ``2022-23``; None if *token* is no such."""
    match = _SEASON.match(token)
    return int(match[1]) if match is not None and (int(match[2]) + 1) % 100 == int(match[3]) else None
