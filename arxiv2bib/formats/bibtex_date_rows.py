"""The fields of a BibTeX entry's dates, which are read together."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex_dates import parse_any_date, parse_bibtex_date, parse_edtf, read_month
from arxiv2bib.formats.bibtex_reading import Reading
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import INDEX
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_decoding import from_latex, from_latex_verbatim

__all__ = ["read_access", "read_issue_date"]

_DASHES: Final = compile_late(r"(?<=\d)(?:-+|–)")
_SORTING: Final = compile_late(r"\{?\\(?:noopsort|SortNoop|noop)\s*\{[^{}]*\}\}?", re.I)
_YEAR_EXTRAS: Final = ("year", "month", "day")
_ISSUED: Final = INDEX["issued"]
_ACCESSED: Final = INDEX["accessed"]


def read_issue_date(reading: Reading, name: str, tex: str) -> None:
    """Read all fields of the date of issue when the first of them comes."""
    if reading.done:
        return
    reading.done = True
    fields = reading.fields
    date = fields.get("date")
    if date is None:
        _read_year(reading)
        return
    value = parse_any_date(from_latex_verbatim(date))
    reading.values[_ISSUED] = value
    if value.literal is not None:
        reading.say(Code.READ_INVALID_VALUE, "date", "no date; kept as words", date)
    if value.literal is not None or str(value) != date or not _agree(fields, value):
        for part in ("date", *_YEAR_EXTRAS):
            if part in fields:
                reading.spell(part, fields[part])


def _agree(fields: Mapping[str, str], date: Date) -> bool:
    """Whether year, month and day, where they stand beside *date*, say nothing else."""
    start, end = date.start or (), date.end or ()
    years = {str(parts[0]) for parts in (start, end) if parts} | {f"{parts[0]:04d}" for parts in (start, end) if parts}
    months = {parts[1] for parts in (start, end) if len(parts) > 1}
    days = {str(parts[2]) for parts in (start, end) if len(parts) > 2}
    month = read_month(fields["month"]) if "month" in fields else None
    return (
        ("year" not in fields or set(_DASHES.split(fields["year"])) <= years)
        and ("month" not in fields or (month is not None and month[0] in months and month[1] is None))
        and ("day" not in fields or fields["day"] in days)
    )


@lru_cache(maxsize=4096)
def _read_plain_date(year: str, month: str | None, day: str | None) -> Date | None:
    """Return the date that the three fields say, if they are words and numbers, and it says all that they do."""
    if not (year.isdigit() and (month is None or month.isalnum()) and (day is None or day.isdigit())):
        return None
    date, has_month, has_day = parse_bibtex_date(year, month, day)
    is_all = date.start is not None and year == str(date.start[0])
    return date if is_all and has_month is (month is not None) and has_day is (day is not None) else None


def _read_year(reading: Reading) -> None:
    fields = reading.fields
    year, month, day = fields.get("year"), fields.get("month"), fields.get("day")
    if year is None:
        for other in ("month", "day"):
            if other in fields:
                reading.keep(other, fields[other])
        return
    date = _read_plain_date(year, month, day)
    if date is not None:
        reading.values[_ISSUED] = date
        return
    bare = _SORTING.sub("", year) if "\\" in year else year
    value, has_month, has_day = parse_bibtex_date(
        bare if bare.isdigit() else reading.read_text("year", bare),
        from_latex(month) if month is not None and not month.isalnum() else month,
        from_latex(day) if day is not None else None,
    )
    reading.values[_ISSUED] = value
    is_span = has_month and value.end is not None
    if is_span or (value.start is not None and year != str(value.start[0])):
        for part in _YEAR_EXTRAS:
            if part in fields:
                reading.spell(part, fields[part])
    if month is not None and not has_month:
        reading.keep("month", month)
    if day is not None and not has_day:
        reading.keep("day", day)


def read_access(reading: Reading, name: str, tex: str) -> None:
    """Read ``urldate``."""
    value = parse_edtf(from_latex_verbatim(tex))
    if value.literal is not None:
        value = parse_any_date(value.literal)
        if value.literal is None:
            reading.spell(name, tex)
    reading.values[_ACCESSED] = value
