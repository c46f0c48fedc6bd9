"""Whether two entries were published in one place: container, volume, pages."""

from enum import Enum
from typing import Final

from arxiv2bib._agreeing import agree
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.vocabulary import EntryType

__all__ = ["Place", "compare_places"]


class Place(Enum):
    """How the places of two publications stand to each other."""

    UNKNOWN = "unknown"
    SAME = "same"
    """One container, and nothing that differs in it."""
    SAME_PAGES = "same pages"
    """One container, one volume, one first page or article number."""
    OTHER = "other"


_CONTAINERS: Final = ("container_title", "event_title", "container_title_short", "collection_title")


def compare_places(entry: Entry, other: Entry) -> Place:
    """Return whether two entries were published in one place; the order of the two does not matter.

    A preprint's place is the one that its record names, as inference has read it into its claims.
    """
    one, two = _list_containers(entry), _list_containers(other)
    if not one or not two:
        return Place.UNKNOWN
    if not any(agree("container_title", ours, theirs) for ours in one for theirs in two):
        return Place.OTHER
    volumes = entry.volume, other.volume
    starts = _find_start(entry), _find_start(other)
    has_volumes, has_starts = all(volumes), all(starts)
    if has_volumes and has_starts:
        if volumes[0] == volumes[1] and starts[0] == starts[1]:
            return Place.SAME_PAGES
        if volumes[0] != volumes[1] and starts[0] != starts[1]:
            return Place.OTHER
    return Place.SAME


def _list_containers(entry: Entry) -> tuple[str, ...]:
    """Return the names of the containers of *entry*; of a preprint, those that are claimed for it."""
    if entry.type is EntryType.ARTICLE:
        claimed = [claim.value for claim in entry.claims if claim.field == "container_title"]
        return tuple(sorted({value for value in claimed if isinstance(value, str)}))
    return tuple(dict.fromkeys(value for name in _CONTAINERS if (value := getattr(entry, name))))


def _find_start(entry: Entry) -> str | None:
    start = entry.article_number or (entry.page.first if entry.page is not None else None)
    return start.lstrip("0").casefold() if start else None
