"""What of a date a format can say: its parts, or its words."""

from functools import lru_cache
from typing import NamedTuple

from arxiv2bib.model.dates import Date, is_calendar_date, parse_date


class WrittenDate(NamedTuple):
    """A date as text: ``edtf`` if the calendar has such a date, else ``words``; both are empty for an empty date.

    ``read`` is the date that they say; ``lost`` is all of the date, if that is more, or None.
    """

    read: Date
    edtf: str
    words: str
    lost: str | None


@lru_cache(maxsize=4096)
def write_date(value: Date) -> WrittenDate:
    """Return *value* as EDTF or as words. Never raises: a thirteenth month is words.

    Source: EDTF (ISO 8601-2) levels 0 and 1.
    """
    text = str(value)
    read = parse_date(text)
    if read.literal is None and all(is_calendar_date(parts) for parts in (value.start, value.end) if parts):
        return WrittenDate(read, text, "", None if read == value else describe_date(value))
    words = value.literal or text
    return WrittenDate(Date(literal=words), "", words, None if describe_date(value) == words else describe_date(value))


@lru_cache(maxsize=4096)
def is_plain_date(date: Date) -> bool:
    """Whether *date* is one day, month or year of the calendar."""
    start = date.start
    return start is not None and date == Date(start=start) and is_calendar_date(start) and start[0] > 999


def has_parts(value: Date) -> bool:
    """Whether the start of *value*, and its end if it has one, are days, months or years of the calendar."""
    return bool(value.start) and all(is_calendar_date(parts) for parts in (value.start, value.end) if parts)


def describe_date(value: Date) -> str:
    """Return all that *value* holds: ``2004-05, season 1, circa``."""
    points = [str(Date(start=parts)) if parts else ".." for parts in (value.start, value.end) if parts is not None]
    season = [f"season {value.season}"] if value.season is not None else []
    circa = ["circa"] if value.circa else []
    literal = [value.literal] if value.literal else []
    return ", ".join([*(["/".join(points)] if points else []), *season, *circa, *literal])
