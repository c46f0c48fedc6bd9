"""The notes of a preprint's RIS record as our exporter writes them, understood all at once.

Everything else is for :func:`~arxiv2bib.formats.arxiv_notes.take_notes`, of which this is a shortcut: where it gives an
answer, it is the same one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from arxiv2bib.formats.arxiv_notes import take_classes
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.entry import INDEX, make_arxiv_info
from arxiv2bib.model.identifiers import PLAIN_ARXIV_ID, make_arxiv_id
from arxiv2bib.model.vocabulary import PREPRINT
from arxiv2bib.text.expressions import compile_late

__all__ = ["OWN_NOTES", "is_lone_doi", "take_own_notes"]

_ARXIV, _KEYWORD, _PUBLISHER, _TYPE = (INDEX[name] for name in ("arxiv", "keyword", "publisher", "type"))
_UPDATED, _VERSION = INDEX["updated"], INDEX["version"]

_Texts: TypeAlias = tuple[str, ...]

# Notes in which nothing is markup, a line each. An identifier like this is spelled as arXiv spells it, a DOI like this
# is read as it is written, and no text has a blank at its end.
OWN_NOTES: Final = compile_late(
    rf"arXiv:{PLAIN_ARXIV_ID}"
    r"(?>(?: \[([a-z-]++(?>(?:\.[A-Za-z-]++)?))\])?)"
    r"(?>(?:\nComment: ([^\n]++)(?<=\S))?)"
    r"(?:\nPublished version: https://doi\.org/(10\.[0-9]{4,9}/[A-Za-z0-9._/:-]*[A-Za-z0-9]))?"
    r"(?>(?:\nJournal reference: ([^\n]++)(?<=\S))?)"
    r"(?>(?:\nReport number: ([^\n]++)(?<=\S))?)"
    r"(?>(?:\nVersion ([0-9]++)(?>(?:, updated ([0-9]{4}-[0-9]{2}-[0-9]{2}))?))?)\Z"
)
"""All notes of a preprint, a line each, in which nothing is markup.

Its groups are four of the identifier, the category behind it, comment, DOI, journal reference, report number, version
and the day of its update.
"""


_LONE_DOI: Final = compile_late(r"(?:https?://(?:dx\.)?doi\.org/|doi:? *)?10\.[0-9]{4,9}/\S+", re.I)


def is_lone_doi(text: str) -> bool:
    """Whether *text* is a DOI and nothing else, as an address or behind "doi:" as well."""
    return _LONE_DOI.fullmatch(text) is not None


def take_own_notes(values: list[Any], keywords: Sequence[str], notes: Sequence[str]) -> bool:
    """Take all of *notes* and *keywords* if the notes are plainly those that our exporter writes; return whether.

    *values* are those of an entry with all but its keywords and notes. If the answer is no, they are as they were.
    """
    text = "\n".join(notes)
    found = OWN_NOTES.match(text) if not ("$" in text or "\\" in text or "<" in text) else None
    if found is None:
        return False
    classes = _take_words(tuple(keywords))
    if classes is None:
        return False
    number, archive, old, seen, category, comment, doi, journal_ref, report_number, version, updated = found.groups()
    paper = make_arxiv_id(number, archive, old, seen)
    if paper is None:
        return False
    categories, msc, acm, others = classes
    if category is None and categories:
        category = categories[0]
    values[_ARXIV] = make_arxiv_info(
        paper, category, categories, comment, journal_ref, doi, None, report_number, msc, acm
    )
    if version is not None:
        values[_VERSION] = version
    if updated is not None:
        values[_UPDATED] = _parse_day(updated)
    if others:
        values[_KEYWORD] = others
    if values[_PUBLISHER] == "arXiv" and values[_TYPE] is PREPRINT:
        values[_PUBLISHER] = None
    return True


@lru_cache(maxsize=4096)  # most papers have the classes of another one
def _take_words(keywords: _Texts) -> tuple[_Texts, _Texts, _Texts, _Texts] | None:
    """Return what :func:`take_classes` does for *keywords* as they stand in their lines, one in each; else None."""
    words = tuple(map(str.strip, keywords))
    joined = "".join(words)
    has_more = (
        "\n" in joined
        or ";" in joined
        or "；" in joined
        or "$" in joined
        or "\\" in joined
        or "<" in joined
        or "" in words
    )
    return take_classes(words) if not has_more else None


@lru_cache(maxsize=4096)
def _parse_day(text: str) -> Date:
    return parse_date(text)
