"""Entries that inherit from others, where those others are left behind."""

from collections.abc import Iterable, Iterator

from arxiv2bib.formats.bibtex_fields import DIALECTS, LINKS
from arxiv2bib.formats.bibtex_reading import INHERITED
from arxiv2bib.model.entry import Entry, Extra
from arxiv2bib.model.key_sets import KeySet
from arxiv2bib.model.records import Block

__all__ = ["is_link", "settle_links", "without_parents"]


def is_link(extra: Extra) -> bool:
    """Whether *extra* names entries that its entry inherits from."""
    return extra.namespace in DIALECTS and extra.name.lower() in LINKS


def without_parents(entry: Entry) -> Entry:
    """Return *entry* with what it inherits as its own, and no word of its parents."""
    return entry.evolve(
        extra=tuple(extra for extra in entry.extra if extra.namespace != INHERITED and not is_link(extra))
    )


def settle_links(items: Iterable[Entry | Block]) -> Iterator[Entry | Block]:
    """Yield *items*; an entry that inherits from none of them has what it inherited as its own.

    Streams as long as no entry inherits; from the first that does, the rest is held in memory.
    """
    keys = KeySet()
    held: list[Entry | Block] = []
    for item in items:
        if isinstance(item, Entry):
            if item.key:
                keys.add(item.key.casefold())
            if held or _inherits(item):
                held.append(item)
                continue
        elif held:
            held.append(item)
            continue
        yield item
    for item in held:
        if isinstance(item, Entry) and _inherits(item) and not any(key in keys for key in _find_parents(item)):
            yield without_parents(item)
        else:
            yield item


def _inherits(entry: Entry) -> bool:
    return bool(entry.extra) and any(extra.namespace == INHERITED for extra in entry.extra)


def _find_parents(entry: Entry) -> Iterator[str]:
    for extra in filter(is_link, entry.extra):
        yield from (key.strip().casefold() for key in extra.value.split(","))
