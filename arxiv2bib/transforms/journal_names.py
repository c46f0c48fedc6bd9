"""Names of journals: in full, abbreviated, or as they are."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import cast

from arxiv2bib.data.journals import find_journal
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.library import check_items
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.markup import escape, plain
from arxiv2bib.transforms.blocks import ItemT

__all__ = ["JournalNames", "name_journals"]


class JournalNames(StrEnum):
    """How the journals of a bibliography are named."""

    AS_WRITTEN = "as-written"
    FULL = "full"
    """The title in full; the abbreviation goes to ``container_title_short`` where there is none."""
    ABBREVIATED = "abbreviated"
    """The abbreviation, with full stops."""


def name_journals(items: Iterable[ItemT], names: str = JournalNames.FULL) -> Iterator[ItemT]:
    """Yield *items* in order, their journals named as *names* says: ``full``, ``abbreviated`` or ``as-written``.

    Only articles in journals change, and of those the ones whose journal is known, by title, abbreviation or acronym.
    Raises :class:`~arxiv2bib.InvalidValueError` if *names* is none of the three.
    """
    try:
        style = JournalNames(names)
    except ValueError:
        known = ", ".join(JournalNames)
        raise InvalidValueError(f"no way to name journals is called {names!r}; known: {known}") from None
    if style is JournalNames.AS_WRITTEN:
        return check_items(items)
    return (
        cast("ItemT", _name_journal(item, style)) if isinstance(item, Entry) else item for item in check_items(items)
    )


def _name_journal(entry: Entry, style: JournalNames) -> Entry:
    if entry.type is not EntryType.ARTICLE_JOURNAL or not entry.container_title:
        return entry
    journal = find_journal(plain(entry.container_title))
    if journal is None:
        return entry
    if style is JournalNames.FULL:
        short = entry.container_title_short or (escape(journal.abbreviation) if journal.abbreviation else None)
        return _replace(entry, escape(journal.title), short)
    return _replace(entry, escape(journal.abbreviation), None) if journal.abbreviation else entry


def _replace(entry: Entry, title: str, short: str | None) -> Entry:
    """Return *entry* with other names for its journal; itself if they are the same."""
    short = None if short == title else short
    if (title, short) == (entry.container_title, entry.container_title_short):
        return entry
    return entry.evolve(container_title=title, container_title_short=short)
