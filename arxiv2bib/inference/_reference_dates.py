"""Years, days and months in a journal reference: what a number or a word may be."""

from typing import Final

from arxiv2bib.text.expressions import compile_late

_DATE: Final = compile_late(
    r"(?P<y1>(?:19|20)\d\d)[/-](?P<m1>\d{1,2})(?:[/-]\d{1,2})?\Z"
    r"|(?:\d{1,2}[/.-])?(?P<m2>\d{1,2})[/.-](?P<y2>(?:19|20)\d\d)\Z"
)
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
    month = int(match["m1"] or match["m2"])
    return (int(match["y1"] or match["y2"]), month) if 1 <= month <= 12 else None
