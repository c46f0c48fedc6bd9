"""What a CSL item says of a paper of arXiv: lines of its note, as Zotero and our exporter write them; and back."""

import re
from functools import lru_cache
from typing import Any, Final, TypeAlias

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_notes import (
    decode_journal_ref,
    list_classes,
    publication_notes,
    take_classes,
    take_notes,
)
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.entry import INDEX, Entry, make_arxiv_info, make_entry
from arxiv2bib.model.identifiers import PLAIN_ARXIV_ID, ArxivId, Doi, make_arxiv_id
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import to_tagged

__all__ = ["is_plainly_read", "join_note", "note_lines", "take_arxiv", "take_written_classes"]

_ARXIV, _NUMBER, _PUBLISHER, _VERSION = INDEX["arxiv"], INDEX["number"], INDEX["publisher"], INDEX["version"]
_NOTE, _KEYWORD, _UPDATED = INDEX["note"], INDEX["keyword"], INDEX["updated"]
_DOI, _ISSUED = INDEX["doi"], INDEX["issued"]

# A note that note_lines wrote, if nothing in it is markup. An identifier like this is spelled as arXiv spells it, a DOI
# like this is read as it is written.
_OWN_NOTE: Final = compile_late(
    rf"arXiv:{PLAIN_ARXIV_ID}"
    r"(?>(?: \[([a-z-]++(?>(?:\.[A-Za-z-]++)?))\])?)"
    r"(?>(?:\nversion: ([0-9]++))?)"
    r"(?>(?:\nupdated: ([0-9]{4}-[0-9]{2}-[0-9]{2}))?)"
    r"(?>(?:\nComment: ([^\n]++))?)"
    r"(?:\nPublished version: https://doi\.org/(10\.[0-9]{4,9}/[A-Za-z0-9._/:-]*[A-Za-z0-9]))?"
    r"(?>(?:\nJournal reference: ([^\n]++))?)"
    r"(?>(?:\nReport number: ([^\n]++))?)"
    r"(?>(?:\nLicense: ([^\n]++))?)\Z"
)
_Texts: TypeAlias = tuple[str, ...]


def note_lines(entry: Entry) -> list[str]:
    """Return the lines of ``note`` that say what arXiv says of *entry* beyond CSL's variables, with CSL's tags."""
    arxiv = entry.arxiv
    if arxiv is None:
        return []
    lines = []
    if arxiv.id is not None:
        lines.append(f"arXiv:{arxiv.id}" + (f" [{arxiv.primary_category}]" if arxiv.primary_category else ""))
    elif arxiv.primary_category:
        lines.append(f"arXiv category: {arxiv.primary_category}")
    if entry.version:
        lines.append(f"version: {entry.version}")
    if entry.updated is not None and entry.updated is not entry.issued and entry.updated != entry.issued:
        lines.append(f"updated: {entry.updated}")
    if arxiv.comment:
        lines.append(f"Comment: {to_tagged(arxiv.comment)}")
    lines.extend(map(to_tagged, publication_notes(entry)))
    if arxiv.report_number:
        lines.append(f"Report number: {arxiv.report_number}")
    if arxiv.license:
        lines.append(f"License: {arxiv.license}")
    return lines


def join_note(note: str, lines: list[str]) -> str:
    """Return *note*, with CSL's tags, and below it the *lines* that it does not have."""
    if not note:
        return "\n".join(lines)
    # What arXiv says may stand there as somebody else wrote it.
    own = note.split("\n")
    return "\n".join([note, *(line for line in lines if line not in own)])


def is_plainly_read(note: str, entry: Entry) -> bool:
    """Whether *note*, the :func:`note_lines` of *entry*, is plainly read as the lines that it was made of.

    False where that takes a closer look. With the keywords, it is then read as ``arxiv``, ``version`` and ``updated``.
    """
    found = _match_own_note(note)
    arxiv, updated = entry.arxiv, entry.updated
    if found is None or arxiv is None or arxiv.id is None:
        return False
    day = None if updated is None else str(updated)
    number = arxiv.id.number
    written = (
        number,
        None,
        None,
        None,
        arxiv.primary_category,
        entry.version,
        day,
        arxiv.comment,
        arxiv.doi,
        arxiv.journal_ref,
        arxiv.report_number,
        arxiv.license,
    )
    # A DOI and a journal reference that stand there as they were given are read as that. Numbers of before 2015, and
    # those with an archive or a version, are left to a closer look.
    is_recent = number >= "1501" and len(number) == len("1501.00001")
    return found.groups() == written and (day is None or _parse_day(day) == updated) and is_recent


def take_arxiv(values: list[Any], note: str, *, is_preprint: bool) -> None:
    """Find the paper of arXiv in the *note* and the number; what our exporter would write again goes from them."""
    number: str = values[_NUMBER] or ""
    paper = _take_own_note(values, note) if note.startswith("arXiv:") else None
    if paper is None:
        paper = _take_any_note(values, note, number if is_preprint and number.startswith("arXiv:") else None)
    if paper is not None and is_preprint:
        if values[_PUBLISHER] == "arXiv":
            values[_PUBLISHER] = None
        if number == f"arXiv:{paper}":
            values[_NUMBER] = None


def _take_own_note(values: list[Any], note: str) -> ArxivId | None:
    """Take all of a *note* that is plainly what :func:`note_lines` writes of the same entry; None if it is not."""
    found = _match_own_note(note)
    if found is None:
        return None
    (number, archive, old, seen, category, version, updated, comment, doi, journal_ref, report_number, terms
     ) = found.groups()  # fmt: skip
    shown = values[_VERSION]
    day = _parse_day(updated) if updated is not None else None
    if (
        (shown is not None and shown != version)
        or (day is not None and day == values[_ISSUED])
        or (doi is not None and Doi(doi) == values[_DOI])
        or (journal_ref is not None and decode_journal_ref(journal_ref) != journal_ref)
    ):
        return None
    paper = make_arxiv_id(number, archive, old, seen)
    if paper is None:
        return None
    categories, msc, acm, values[_KEYWORD] = take_written_classes(values[_KEYWORD])
    values[_ARXIV] = make_arxiv_info(
        paper, category, categories, comment, journal_ref, doi, terms, report_number, msc, acm
    )
    values[_VERSION], values[_UPDATED], values[_NOTE] = version, day, None
    return paper


def _match_own_note(note: str) -> re.Match[str] | None:
    return None if "$" in note or "\\" in note or "<" in note else _OWN_NOTE.match(note)


def _take_any_note(values: list[Any], note: str, number: str | None) -> ArxivId | None:
    """Take from the *note* what is understood, and return the paper that it, or the *number* of a preprint, names."""
    numbered = None
    if number is not None:
        numbered = _parse_exactly(number)
    elif "arxiv" not in note.casefold():
        return None
    found = take_notes(map(from_tagged, note.split("\n")) if note else (), is_arxiv=numbered is not None)
    paper = found.id or numbered
    if paper is None:
        return None
    categories, msc, acm, others = take_written_classes(values[_KEYWORD])
    values[_ARXIV] = make_arxiv_info(
        paper,
        found.primary_category,
        categories,
        found.comment,
        found.journal_ref,
        found.doi,
        found.license,
        found.report_number,
        msc,
        acm,
    )
    values[_KEYWORD] = others
    values[_VERSION] = values[_VERSION] or found.version
    values[_UPDATED] = found.updated
    lines = [*map(to_tagged, found.rest), *note_lines(make_entry(values))]
    if note == "\n".join(lines):
        values[_NOTE] = "\n".join(found.rest) or None
    return paper


@lru_cache(maxsize=4096)  # most papers have the classes of another one
def take_written_classes(keywords: _Texts) -> tuple[_Texts, _Texts, _Texts, _Texts]:
    """Return what :func:`take_classes` does, if the same *keywords* would be written again; else all as keywords."""
    categories, msc, acm, others = take_classes(keywords)
    written = (*others, *list_classes(categories, msc, acm))
    return (categories, msc, acm, others) if written == keywords else ((), (), (), keywords)


@lru_cache(maxsize=4096)
def _parse_day(text: str) -> Date:
    return parse_date(text)


def _parse_exactly(number: str) -> ArxivId | None:
    try:
        paper = ArxivId.parse(number)
    except InvalidValueError:
        return None
    return paper if number == f"arXiv:{paper}" else None
