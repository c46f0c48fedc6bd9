"""Sorting entries: by any fields, stable, the same in every locale."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, cast

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.model.library import check_items
from arxiv2bib.model.names import Name
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_natural, fold_words
from arxiv2bib.text.markup import plain
from arxiv2bib.transforms.blocks import Item, ItemT, Unit, split_units
from arxiv2bib.transforms.fields import find_paths, read_values

__all__ = ["SortKey", "order_of", "parse_sort", "sort_entries"]

# Source: plain.bst, "sort.format.title".
_ARTICLE: Final = compile_late(r"(?:an?|the) (?=.)")
_MOST: Final = 32

Value = str | int | tuple[int, ...] | tuple[str, ...]


@attrs.frozen
class SortKey:
    """One thing to sort by: the name of a field, and whether the greatest comes first."""

    name: str
    descending: bool = False


def parse_sort(text: str) -> tuple[SortKey, ...]:
    """Return what *text* says to sort by: ``year,author``, or ``-year`` for the latest first.

    Raises :class:`~arxiv2bib.InvalidValueError` for a field that is not known, and where there is none.
    """
    if not isinstance(text, str):
        raise InvalidValueError(f"what to sort by is text like 'year,author', not {type(text).__name__}")
    keys = []
    for part in text.split(","):
        name = part.strip()
        key = SortKey(name.removeprefix("-").strip(), descending=name.startswith("-"))
        if not key.name:
            raise InvalidValueError(f"nothing to sort by in {text!r}; write fields with commas between: -year,author")
        find_paths(key.name)
        keys.append(key)
    return tuple(keys)


def sort_entries(items: Iterable[ItemT], by: str) -> Iterator[ItemT]:
    """Yield *items* sorted *by* one or several fields: ``"author,-year"``; a minus puts the greatest first.

    Equal ones stay in their order, those without a value come last. Text is compared by its words, without regard to
    accents, case and punctuation, numbers in it by their size; titles without a leading article; names as BibTeX sorts
    them. Comments move with the entry behind them, macros and preambles to the head; what opens or ends a file stays
    there. Entries that others name in ``crossref`` come last, as BibTeX finds them only there.

    Needs all items in memory. Raises :class:`~arxiv2bib.InvalidValueError` for a field that is not known.
    """
    # Blocks come out only where blocks went in.
    return cast("Iterator[ItemT]", _sort(check_items(items), parse_sort(by)))


def _sort(items: Iterable[Item], keys: tuple[SortKey, ...]) -> Iterator[Item]:
    head, units, tail = split_units(items)
    for key in reversed(keys):
        units = _sort_once(units, key)
    ranks = _rank_parents([unit.entry for unit in units])
    if ranks:
        units.sort(key=lambda unit: ranks.get((unit.entry.key or "").casefold(), 0))
    yield from head
    for unit in units:
        yield from unit.before
        yield unit.entry
    yield from tail


def _sort_once(units: list[Unit], key: SortKey) -> list[Unit]:
    order = order_of(key.name)
    valued: list[tuple[Any, Unit]] = []  # Any: of one field all values are of one type, and can be compared
    absent: list[Unit] = []
    for unit in units:
        value = order(unit.entry)
        if value is None:
            absent.append(unit)
        else:
            valued.append((value, unit))
    valued.sort(key=lambda pair: pair[0], reverse=key.descending)
    return [unit for _, unit in valued] + absent


def order_of(name: str) -> Callable[[Entry], Value | None]:
    """Return what gives the value of the field *name* that entries are sorted by; None where there is no value.

    Of one field all values are of one type.
    """
    if name.casefold() in ("author", "authors"):
        return lambda entry: _order_names(entry.author or entry.editor)
    if name.casefold() == "year":
        return lambda entry: entry.issued.year if entry.issued is not None else None
    paths = find_paths(name)

    def order(entry: Entry) -> Value | None:
        for value in read_values(entry, paths):
            ordered = _order(value, paths[0])
            if ordered is not None:
                return ordered
        return None

    return order


def _order(value: object, path: str) -> Value | None:
    match value:
        case Date():
            return value.start or value.end or None
        case Name():
            return _order_names((value,))
        case ArxivId():
            return _order_arxiv(value)
        case bool() | int():
            return value
        case _:
            return order_text(str(value), is_title=path.endswith("title"), is_key=path in ("key", "doi"))


def order_text(text: str, *, is_title: bool = False, is_key: bool = False) -> str:
    """Return what *text* is sorted by; of keys and identifiers the punctuation counts."""
    if is_key:
        return fold_natural(text.casefold())
    folded = fold_words(plain(text))
    return fold_natural(_ARTICLE.sub("", folded, count=1) if is_title and _ARTICLE.match(folded) else folded)


def _order_names(names: tuple[Name, ...]) -> tuple[str, ...] | None:
    # Source: plain.bst, "sort.format.names": particle, family, given, suffix.
    ordered = tuple(
        fold_words(part)
        for name in names
        for part in (
            f"{name.non_dropping_particle or ''} {name.family or name.literal or ''}",
            f"{name.given or ''} {name.dropping_particle or ''}",
            name.suffix or "",
        )
    )
    return ordered if any(ordered) else None


def _order_arxiv(identifier: ArxivId) -> str:
    """Return what sorts identifiers by the month that they were given in: 9901001 is of 1999."""
    number = identifier.number
    century = "19" if identifier.archive is not None and number[:1] == "9" else "20"
    return f"{century}{number} {identifier.archive or ''}"


def _rank_parents(entries: list[Entry]) -> dict[str, int]:
    """Return how far back the entries that others name in ``crossref`` must stand, by their keys in lower case."""
    links: dict[str, str] = {}
    for entry in entries:
        for extra in entry.extra:
            if extra.name.lower() == "crossref" and extra.namespace in ("bibtex", "biblatex"):
                links[(entry.key or "").casefold()] = extra.value.strip().casefold()
    ranks: dict[str, int] = {}
    for parent in links.values():
        rank = 1
        seen = {parent}
        while rank <= _MOST:
            ranks[parent] = max(rank, ranks.get(parent, 0))
            parent = links.get(parent, "")
            if not parent or parent in seen:
                break
            seen.add(parent)
            rank += 1
    return ranks
