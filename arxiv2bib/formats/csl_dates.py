"""CSL's dates: from JSON to the model and back.

Source: CSL 1.0.2, schema "csl-data", date-variable; citeproc-js manual, "Dates".
"""

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from attrs import evolve

from arxiv2bib.data.calendar import SEASON_NUMBERS
from arxiv2bib.formats.json_text import Number
from arxiv2bib.model.dates import Date, is_calendar_date, parse_date
from arxiv2bib.text.expressions import compile_late

__all__ = ["ReadDate", "read_csl_date", "read_plain_date", "render_csl_date"]

_Json = Any  # Any: JSON

_WHOLE: Final = compile_late(r"\s*([+-]?\d{1,9})\s*\Z", re.ASCII)
# Months that mean seasons. Source: EDTF level 1; citeproc-js manual.
_SEASON_MONTHS: Final = {13: 1, 14: 2, 15: 3, 16: 4, 21: 1, 22: 2, 23: 3, 24: 4}
_TRUE: Final = ("true", "yes", "1", "circa", "ca.", "c.")
_FALSE: Final = ("", "false", "no", "0")
_EMPTY: Final = (None, "")
_UNITS: Final = ("year", "month", "day")
_SIMPLE: Final = frozenset({int, str})


class ReadDate(NamedTuple):
    """A date as it was read; what CSL has no member for, by name; and what is wrong with it, in words.

    No date and no problem is a date without anything in it; no date and a problem is one that was not understood.
    """

    date: Date | None
    others: tuple[tuple[str, _Json], ...] = ()
    problem: str = ""


def read_csl_date(value: _Json) -> ReadDate:
    """Return the date in *value*: an object, or a text in EDTF, which CSL allows too. Never raises."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if len(value) == 1 and type(parts) is list and len(parts) == 1 and type(parts[0]) is list:
            point = parts[0]
            if _SIMPLE.issuperset(map(type, point)):
                return _read_simple(tuple(point))
        return _read_object(value)
    if value is None:
        return ReadDate(None)
    if type(value) is list and 0 < len(value) < 3 and all(map(_is_point, value)):
        return read_csl_date({"date-parts": [_take_point(dict(part)) for part in value]})
    if type(value) is str:
        return ReadDate(_read_words(value)) if value.strip() else ReadDate(None)
    if isinstance(value, int | Number) and not isinstance(value, bool):
        year = _read_whole(value)
        return _read_point((year,)) if year is not None else ReadDate(Date(literal=str(value)))
    return ReadDate(None, (), "no date")


@lru_cache(maxsize=4096)
def _read_simple(point: tuple[int | str, ...]) -> ReadDate:
    return _read_object({"date-parts": [list(point)]})


@lru_cache(maxsize=4096, typed=True)
def read_plain_date(*point: _Json) -> tuple[Date | None, int]:
    """Return the date of date-parts that are one *point*, if there is nothing wrong with it, and how many are texts."""
    texts = sum(type(part) is str for part in point)
    if sum(type(part) is int for part in point) + texts != len(point):
        return None, 0
    read = _read_object({"date-parts": [list(point)]})
    return (None if read.problem or read.others else read.date), texts


@lru_cache(maxsize=4096)
def _read_point(parts: tuple[int, ...]) -> ReadDate:
    if is_calendar_date(parts):
        return ReadDate(Date(start=parts))
    if len(parts) == 2 and parts[1] in _SEASON_MONTHS:
        return ReadDate(Date(start=parts[:1], season=_SEASON_MONTHS[parts[1]]), (), "a season where a month belongs")
    if len(parts) > len(_UNITS) and is_calendar_date(day := parts[: len(_UNITS)]):
        return ReadDate(Date(start=day), (), "a date that says more than the day")
    while len(parts) > 1 and parts[-1] == 0:
        parts = parts[:-1]
        if is_calendar_date(parts):
            return ReadDate(Date(start=parts), (), "zeros where a month or a day belongs")
    return ReadDate(Date(literal=_join(parts)), (), "a date that no calendar has")


def _join(parts: tuple[_Json, ...]) -> str:
    return "-".join([str(parts[0]), *(str(part).zfill(2) for part in parts[1:])])


def _read_whole(part: _Json) -> int | None:
    if type(part) is int:
        return part
    found = _WHOLE.match(part) if isinstance(part, str) else None
    return int(found[1]) if found is not None else None


def _read_words(text: str) -> Date:
    """Return the date in *text*; words that say more than the date that they name (a time of day) stay with it."""
    date = parse_date(text)
    return Date(start=date.start, literal=text) if date.start is not None and ":" in text else date


def _read_object(value: dict[str, _Json]) -> ReadDate:
    others = dict(value)
    points = [_take_point(others)] if "date-parts" not in others and "year" in others else []
    read = _read_parts(others.pop("date-parts", points))
    if read.problem and read.date is None:
        return read
    date = read.date or _take_words(others) or Date()
    literal = others.get("literal")
    if type(literal) is str and literal and (date.start is not None or date.end is not None):
        date = evolve(date, literal=literal if date.literal is None else f"{date.literal}, {literal}")
        del others["literal"]
    is_empty = date.start is None and date.end is None and date.literal is None
    season = _read_season(others.get("season")) if date.season is None and not is_empty else None
    if season is not None:
        del others["season"]
        date = evolve(date, season=season)
    is_circa = _read_flag(others.get("circa"))
    if is_circa is not None:
        others.pop("circa", None)
        date = evolve(date, circa=is_circa or date.circa)
    rest = tuple((name, part) for name, part in others.items() if part not in _EMPTY)
    if is_empty:
        return ReadDate(None, (), "no date" if rest or date.circa else "")
    return ReadDate(date, rest, read.problem)


def _is_point(value: _Json) -> bool:
    """Whether *value* is a year, a month and a day, each with its name, and nothing else."""
    if not isinstance(value, dict):
        return False
    others = dict(value)
    return bool(_take_point(others)) and not others


def _take_point(others: dict[str, _Json]) -> list[_Json]:
    """Take the year, the month and the day out of a date that has them as members, as pandoc's YAML has them."""
    point = []
    for unit in _UNITS:
        if _read_whole(others.get(unit)) is None:
            break
        point.append(others.pop(unit))
    return point


def _take_words(others: dict[str, _Json]) -> Date | None:
    """Take the date in words, or the one to be parsed, out of a date without parts."""
    words = others.get("literal")
    if type(words) is str and words:
        del others["literal"]
        parsed = parse_date(words)
        # CSL has no parts for ranges with an open end, or none but the year 0: they are written as words.
        is_open = parsed.end == () or (parsed.start is None and parsed.end is not None) or _ends_in_zero(parsed)
        return parsed if is_open else Date(literal=words)
    raw = others.get("raw")
    if type(raw) is str and raw.strip():
        del others["raw"]
        return _read_words(raw)
    return None


def _read_season(value: _Json) -> int | None:
    if isinstance(value, str) and value.strip().casefold() in SEASON_NUMBERS:
        return SEASON_NUMBERS[value.strip().casefold()]
    number = _read_whole(value)
    return number if number in (1, 2, 3, 4) else None


def _read_flag(value: _Json) -> bool | None:
    if isinstance(value, bool):
        return value
    if value is None or (isinstance(value, int | str) and str(value).strip().casefold() in _FALSE):
        return False
    return True if isinstance(value, int | str) and str(value).strip().casefold() in _TRUE else None


def _read_parts(value: _Json) -> ReadDate:
    """Return the date in date-parts: one or two lists of a year, a month and a day, as numbers or as texts."""
    if type(value) is not list:
        return ReadDate(None, (), "a date whose date-parts are no list")
    problem = ""
    if value and not any(isinstance(part, list) for part in value) and any(part not in _EMPTY for part in value):
        value, problem = [value], "a date whose date-parts are no list of lists"
    points = []
    for part in value:
        if type(part) is not list or any(isinstance(number, list | dict | bool) for number in part):
            return ReadDate(None, (), "a date whose date-parts are no list of lists of numbers")
        numbers = list(part)
        while numbers and numbers[-1] in _EMPTY:
            numbers.pop()
        points.append(numbers)
    while points and not points[-1]:
        points.pop()
    if not points:
        return ReadDate(None)
    read = [tuple(map(_read_whole, numbers)) for numbers in points]
    if not all(points) or len(points) > 2 or any(None in numbers for numbers in read):
        words = "/".join(_join(tuple(numbers)) if numbers else "" for numbers in points)
        return ReadDate(Date(literal=words), (), "a date that no calendar has")
    ends = [_read_point(tuple(number for number in numbers if number is not None)) for numbers in read]
    problem = problem or next((end.problem for end in ends if end.problem), "")
    if len(ends) == 1:
        return ReadDate(ends[0].date, (), problem)
    start, end = (made.date for made in ends)
    assert start is not None
    assert end is not None
    opened = _open_range(start, end, *map(any, read))
    if opened is not None:
        return ReadDate(opened, (), ends[0 if opened.start is not None else 1].problem)
    if start.start is None or end.start is None or start.season or end.season:
        words = "/".join(_join(tuple(numbers)) for numbers in points)
        return ReadDate(Date(literal=words), (), problem)
    return ReadDate(Date(start=start.start, end=end.start), (), problem)


def _open_range(start: Date, end: Date, is_start: bool, is_end: bool) -> Date | None:
    """Return the range with an open end that citeproc-js, and pandoc, mean with nothing but zeros at one end."""
    if is_start and not is_end and start.start is not None and start.season is None:
        return Date(start=start.start, end=())
    if is_end and not is_start and end.start is not None and end.season is None:
        return Date(end=end.start)
    return None


def _ends_in_zero(date: Date) -> bool:
    """Whether *date* is a range with the year 0 at an end, which would be read as an open one."""
    return date.end is not None and (0,) in (date.start, date.end)


def render_csl_date(value: Date) -> dict[str, _Json]:
    """Return *value* as a CSL date; what CSL has no parts for (a thirteenth month) as words.

    The open end of a range is a zero. An empty object for a date with nothing in it.
    """
    points = _list_points(value)
    if points is None:
        words = value.literal or str(value)
        if not words.strip():
            return {}
        rendered: dict[str, _Json] = {"literal": words}
        if value.literal is None:
            return rendered
    else:
        rendered = {"date-parts": points}
        if value.literal:
            rendered["literal"] = value.literal
    if value.season is not None:
        rendered["season"] = value.season
    if value.circa:
        rendered["circa"] = True
    return rendered


def _list_points(date: Date) -> list[list[int]] | None:
    """Return the date-parts of *date*, or None if CSL has none for it."""
    start, end = date.start, date.end
    is_range = end is not None
    if not start:
        start = (0,) if start is None and end else None
    elif is_range and start == (0,):
        return None  # would be read as an open one
    if end == ():
        end = (0,)
    elif end == (0,):
        return None
    if start is None or not is_calendar_date(start) or not (end is None or is_calendar_date(end)):
        return None
    return [list(start)] if end is None else [list(start), list(end)]
