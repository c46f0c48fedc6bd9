"""The dates of a work at Crossref: which one is the date of issue, and which one that of its coming online.

Crossref's own ``issued`` is the earliest date that it knows, most often that of the online edition; the year that is
cited is the year of the issue, which may be the next one.

Source: Crossref REST API, "Work"; CSL 1.0.2, "issued" and "available-date".
"""

from collections.abc import Iterable, Mapping
from typing import Final

from arxiv2bib.formats.agency_members import Gathering, Json, Members, is_empty
from arxiv2bib.model.dates import Date
from arxiv2bib.model.vocabulary import EntryType

__all__ = ["gather_dates"]

# The dates that a work may have, the one that is cited first.
_ORDER: Final = (
    "published-print", "published-online", "posted", "published-other", "issued", "published", "approved",
    "content-created",
)  # fmt: skip
_EARLIEST: Final = frozenset({"issued", "published"})  # computed by Crossref from the others


def gather_dates(run: Gathering, work: Members) -> None:
    """Take the dates: ``issued`` is that in print, of a thesis the day of its approval; else the first there is."""
    given: dict[str, Json] = {name: work.rest.get(name) for name in _ORDER}
    dates = {name: date for name in _ORDER if (date := work.take_date(name)) is not None}
    of_issue = _take_issue(run, work, dates)
    order = ("approved", *_ORDER) if run.get("type") is EntryType.THESIS else _ORDER
    chosen = next((name for name in order if name in dates), None)
    issued = dates[chosen] if chosen is not None else of_issue
    # An article that came online in December is of the issue of January: the year of the issue is cited.
    if chosen == "published-online" and of_issue is not None and of_issue.year != dates[chosen].year:
        issued = of_issue
    run.set("issued", issued)
    if of_issue is not None and of_issue != issued and not _agrees(of_issue, dates.values()):
        run.keep("journal-issue.published-print", str(of_issue))
    for name, date in dates.items():
        if date == issued:
            continue
        if name == "published-online":
            run.variables["available-date"] = str(date)
        elif name not in _EARLIEST or date not in [other for key, other in dates.items() if key not in _EARLIEST]:
            run.keep(name, given[name])


def _take_issue(run: Gathering, work: Members, dates: Mapping[str, Date]) -> Date | None:
    """Take ``journal-issue``: its number, where the work has none, and its dates; return that in print, or None."""
    issue = work.take_object("journal-issue")
    if issue is None:
        return None
    number = issue.take("issue")
    if is_empty(work.rest.get("issue")):
        work.rest["issue"] = number
    elif number != work.rest["issue"]:
        run.keep("journal-issue.issue", number)
    printed, online = issue.take_date("published-print"), issue.take_date("published-online")
    if online is not None and not _agrees(online, dates.values()):
        run.keep("journal-issue.published-online", str(online))
    issue.keep_rest()
    return printed


def _agrees(date: Date, others: Iterable[Date]) -> bool:
    """Whether one of *others* says what *date* does, or to the day what that says to the month or the year."""
    start = date.start or ()
    return any(other.start is not None and other.start[: len(start)] == start for other in others)
