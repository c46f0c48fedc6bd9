"""What claims on a publication are made of, whoever makes them: the container, dates, texts in the model's markup."""

import re
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.venues import Venue, find_venue
from arxiv2bib.inference.findings_volumes import complete_findings
from arxiv2bib.model.claims import Claim, ClaimValue, Strength, make_claim
from arxiv2bib.model.dates import Date
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import escape

__all__ = ["TYPES", "Values", "describe_conference", "describe_container", "escape_given", "make_claims", "to_date"]

TYPES: Final = {
    "journal": EntryType.ARTICLE_JOURNAL,
    "proceedings": EntryType.PAPER_CONFERENCE,
    "chapter": EntryType.CHAPTER,
    "thesis": EntryType.THESIS,
}
"""The type of an entry by the kind of what it appeared in."""

Values = dict[str, ClaimValue | None]
"""What is claimed on the fields of an entry; None and what is empty says nothing."""

_FORMERLY: Final = compile_late(r"\s*\((?:formerly|previously) [^()]*\)\Z", re.I)  # what a journal was called once


def describe_container(title: str | None, kind: str, year: int | None, *, publisher: str | None = None) -> Values:
    """Return the container's title, in full where it is known, and what is known with it.

    Proceedings that another than the usual *publisher* made have neither the usual title nor the usual series.
    """
    if title is None:
        return {}
    title = _FORMERLY.sub("", title)
    if kind == "proceedings" and (findings := complete_findings(title, year)) is not None:
        return {"container_title": escape(findings)}
    if kind == "proceedings" and (venue := find_venue(title)) is not None:
        return describe_conference(venue, year, publisher=publisher)
    if kind == "journal" and (journal := find_journal(title)) is not None:
        return {"container_title": escape(journal.title), "container_title_short": escape_given(journal.abbreviation)}
    if kind == "proceedings" and (journal := find_journal(title)) is not None:  # a series: AIP Conf. Proc.
        return {"container_title": escape(journal.title)}
    return {"container_title": escape(title)}


def describe_conference(venue: Venue, year: int | None, *, publisher: str | None = None) -> Values:
    """Return what is known of the proceedings that *venue* had in *year*."""
    is_usual = venue.is_of(publisher, year)
    return {
        "container_title": escape(venue.title_proceedings(year, publisher=publisher)),
        "event_title": escape(venue.name),
        "publisher": escape_given(venue.publisher if is_usual else publisher),
        "collection_title": escape_given(venue.series) if is_usual else None,
    }


def make_claims(values: Values, source: str, strength: Strength, evidence: str) -> list[Claim]:
    """Return a claim of each of *values* but those that are None or empty."""
    return [make_claim(field, value, source, strength, evidence) for field, value in values.items() if value]


def to_date(year: int | None, month: int | None) -> Date | None:
    """Return the date of *year* and, where it is known, *month*."""
    if year is None:
        return None
    return Date(start=(year, month) if month is not None else (year,))


def escape_given(text: str | None) -> str | None:
    """Return the markup of the bare *text*, if there is any."""
    return escape(text) if text is not None else None
