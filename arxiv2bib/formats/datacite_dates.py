"""The dates of a work at DataCite.

Source: DataCite Metadata Schema 4.6, properties 5 "PublicationYear" and 8 "Date"; CSL 1.0.2, date variables.
"""

from typing import Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.agency_members import Gathering, Members
from arxiv2bib.formats.agency_names import take_words
from arxiv2bib.formats.datacite_types import NO_VALUES
from arxiv2bib.model.dates import Date, parse_date

__all__ = ["gather_dates"]

_FIELDS: Final = {"Submitted": "submitted", "Updated": "updated"}
_VARIABLES: Final = {"Available": "available-date"}


def gather_dates(run: Gathering, record: Members) -> None:
    """Take the dates: ``issued`` is the date of issue, else the year of publication, to the day if that is known."""
    if run.get("arxiv") is not None:
        return
    found: dict[str, Date] = {}
    for entry in record.take_objects("dates"):
        kind, date = take_words(entry, "dateType"), entry.take_date("date")
        if date is None:
            run.keep(entry.at("dateType"), kind)
            entry.keep_rest()
        elif kind == "Withdrawn":
            _withdraw(run, date)
        elif kind in ("Issued", *_FIELDS, *_VARIABLES) and kind not in found:
            found[kind] = date
        else:
            run.keep(entry.path, {"date": str(date), "dateType": kind, **entry.rest})
            continue
        entry.keep_rest()
    issued = _choose(run, record, found)
    run.set("issued", issued)
    for kind, field in _FIELDS.items():
        if kind in found and run.get(field) is None:
            run.set(field, found[kind])
    for kind, variable in _VARIABLES.items():
        if kind in found and found[kind] != issued:
            run.variables[variable] = str(found[kind])


def _choose(run: Gathering, record: Members, found: dict[str, Date]) -> Date | None:
    text = take_words(record, "publicationYear")
    year = parse_date(text).start if text is not None and text not in NO_VALUES else None
    issued = found.get("Issued")
    if text is not None and year is None and text not in NO_VALUES:
        run.refuse("publicationYear", text, "publicationYear is no year; kept as it is")
    if issued is None:
        available = found.get("Available")
        if available is not None and (year is None or available.year == year[0]):
            return available
        return Date(start=year[:1]) if year is not None else None
    if year is not None and issued.year != year[0]:
        run.keep("publicationYear", text)
        run.tell(Code.READ_INVALID_VALUE, "publicationYear", "not the year of the date of issue; kept beside it", text)
    return issued


def _withdraw(run: Gathering, date: Date) -> None:
    run.set("status", "withdrawn")
    run.notes.append(f"Withdrawn on {date}")
    run.tell(Code.READ_RETRACTED_WORK, "status", "the work is withdrawn", f"withdrawn on {date}", Severity.WARNING)
