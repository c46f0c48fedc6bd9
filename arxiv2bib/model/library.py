"""The library: the entries and blocks of one source, in order."""

import operator
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self, TypeVar, overload

from arxiv2bib.diagnostics import Report, take_report
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Style

_Item = TypeVar("_Item", bound=Entry | Block)


def check_items(items: Iterable[_Item]) -> Iterator[_Item]:
    """Return an iterator over *items*; it raises InvalidValueError for what is neither an entry nor a block.

    So does the call, for what is no library or list of entries at all.
    """
    if isinstance(items, str | bytes | os.PathLike):
        raise InvalidValueError(f"not a library or a list of entries: {type(items).__name__}; load reads a file")
    if isinstance(items, Entry | Block) or not hasattr(items, "__iter__"):
        raise InvalidValueError(f"not a library or a list of entries: {type(items).__name__}; pass [entry] for one")
    return _check_each(items)


def _check_each(items: Iterable[_Item]) -> Iterator[_Item]:
    for item in items:
        if not isinstance(item, Entry | Block):
            raise InvalidValueError(f"not an entry: {type(item).__name__}; a bibliography holds entries and blocks")
        yield item


class Library(Sequence[Entry]):
    """The entries of one source, as a sequence, with what stood between them and the report of reading it.

    ``library[0]`` is the first entry, ``library["key"]`` the first with that citation key (KeyError if there is none).
    ``items`` are the entries and blocks in the order of the source. A library does not change: :meth:`replace`
    and :meth:`map` give a new one. ``style`` is how its file was written, so that it can be written back alike.
    """

    def __init__(
        self, items: Iterable[Entry | Block] = (), *, report: Report | None = None, style: Style | None = None
    ) -> None:
        self.items: tuple[Entry | Block, ...] = tuple(check_items(items))
        self.report = report if report is not None else Report()
        self.style = style
        self.entries: tuple[Entry, ...] = tuple(item for item in self.items if isinstance(item, Entry))
        self._by_key: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.key is not None:
                self._by_key.setdefault(entry.key, entry)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The pieces of the source that are no entries."""
        return tuple(item for item in self.items if isinstance(item, Block))

    def replace(self, entry: Entry, new: Entry) -> Self:
        """Return a library in which *new* stands where *entry* stood.

        Raises :class:`~arxiv2bib.InvalidValueError` if *entry* is not in the library.
        """
        if not isinstance(entry, Entry):
            raise InvalidValueError(f"replace takes an entry, not {type(entry).__name__}; library[key] is one")
        # Equal entries may stand in one library: the very one that was given is meant.
        is_same = next((operator.is_ for item in self.items if item is entry), operator.eq)
        for position, item in enumerate(self.items):
            if is_same(item, entry):
                return type(self)(
                    (*self.items[:position], new, *self.items[position + 1 :]), report=self.report, style=self.style
                )
        raise InvalidValueError(f"the entry {entry.key or entry.title!r} is not in this library")

    def map(self, function: Callable[[Entry], Entry]) -> Self:
        """Return a library with *function* applied to every entry, blocks in their places."""
        if not callable(function):
            raise InvalidValueError(f"map takes a function of an entry, not {type(function).__name__}")
        items = (function(item) if isinstance(item, Entry) else item for item in self.items)
        return type(self)(items, report=self.report, style=self.style)

    def with_items(self, items: Iterable[Entry | Block]) -> Self:
        """Return a library of *items*, with this one's report and written as this one is.

        ``library.with_items(sort_entries(library.items, "year"))`` is the library sorted, its comments in their places.
        """
        return type(self)(items, report=self.report, style=self.style)

    @overload
    def __getitem__(self, index: int | str) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, index: int | str | slice) -> Entry | tuple[Entry, ...]:
        """Return the entry at a position or with a citation key, or the entries of a slice."""
        return self._by_key[index] if isinstance(index, str) else self.entries[index]

    def __contains__(self, item: object) -> bool:
        """Whether an entry, or an entry with that citation key, is in the library."""
        return item in self._by_key if isinstance(item, str) else item in self.entries

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over the entries."""
        return iter(self.entries)

    def __eq__(self, other: object) -> bool:
        """Whether two libraries hold equal entries and blocks in the same order."""
        return self.items == other.items if isinstance(other, Library) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash over the entries and blocks."""
        return hash(self.items)

    def __repr__(self) -> str:
        """Return how many entries and blocks there are."""
        return f"<Library of {len(self.entries)} entries, {len(self.items) - len(self.entries)} blocks>"


def choose_report(entries: Iterable[Entry | Block] | Library, report: Report | None) -> Report:
    """Return *report*, or the own one of *entries* if there is none."""
    return take_report(entries.report if report is None and isinstance(entries, Library) else report)
