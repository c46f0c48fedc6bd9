"""Leaving out fields: what is left out on purpose is no loss."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import DEFAULTS, INDEX, ArxivInfo, Entry
from arxiv2bib.model.library import check_items
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.transforms.blocks import ItemT
from arxiv2bib.transforms.fields import find_paths

__all__ = ["omit_fields"]


_NEEDED: Final = frozenset({"key", "type", "native_type"})
_NO_ARXIV: Final = ArxivInfo()
_ARXIV_DEFAULTS: Final[dict[str, Any]] = {field.name: field.default for field in attrs.fields(ArxivInfo)}


def omit_fields(items: Iterable[ItemT], names: str | Iterable[str]) -> Iterator[ItemT]:
    """Yield *items* without the fields *names*: names, or one text with commas between them.

    The names are those of the model, of CSL, of BibTeX and BibLaTeX, as the page on sorting and selecting lists them.
    ``month`` and ``day`` shorten the date of issue. Blocks, and entries without these fields, pass as they are.

    Raises :class:`~arxiv2bib.InvalidValueError` for a name that is not known, and for the key and the type.
    """
    if not isinstance(names, Iterable):
        raise InvalidValueError(f"what to omit is text like 'abstract,file' or a list, not {type(names).__name__}")
    split = names.split(",") if isinstance(names, str) else list(names)
    for name in split:
        if not isinstance(name, str):
            raise InvalidValueError(f"names of fields are texts, not {type(name).__name__}")
    omission = _Omission([name.strip() for name in split])
    return (cast("ItemT", omission.apply(item)) if isinstance(item, Entry) else item for item in check_items(items))


class _Omission:
    """What is left out of every entry, by the kinds of place that it has in the model."""

    def __init__(self, names: Iterable[str]) -> None:
        self._fields: set[str] = set()
        self._arxiv: set[str] = set()
        self._named: dict[str, set[str]] = {"extra": set(), "variables": set(), "contributors": set()}
        self._parts = 3  # of the date of issue: year, month, day
        for name in names:
            # A field that stands twice in a file, or is spelled in its own way, has its second self among the extras.
            self._named["extra"].add(name.casefold())
            for path in find_paths(name):
                self._add(path, name)

    def _add(self, path: str, name: str) -> None:
        head, _, rest = path.partition(".")
        if head in _NEEDED:
            raise InvalidValueError(f"{name} cannot be left out; an entry has a key and a type in every format")
        if head == "issued" and rest:
            self._parts = min(self._parts, {"month": 1, "day": 2}[rest])
        elif head == "arxiv" and rest:
            self._arxiv.add(rest)
        elif head in self._named:
            self._named[head].add(rest.casefold())
        else:
            self._fields.add(head)

    def apply(self, entry: Entry) -> Entry:
        """Return *entry* without the fields, itself if it has none of them."""
        changes: dict[str, Any] = {}  # Any: each of its field's type
        for name in self._fields:
            if getattr(entry, name) != DEFAULTS[INDEX[name]]:
                changes[name] = DEFAULTS[INDEX[name]]
        roles = {role for role in NameRole if role in self._fields or role in self._named["contributors"]}
        self._cut_lists(entry, roles, changes)
        if self._arxiv and entry.arxiv is not None and "arxiv" not in changes:
            arxiv = attrs.evolve(entry.arxiv, **{name: _ARXIV_DEFAULTS[name] for name in self._arxiv})
            changes["arxiv"] = arxiv if arxiv != _NO_ARXIV else None
        if self._parts < 3 and entry.issued is not None and "issued" not in changes:
            changes["issued"] = _shorten(entry.issued, self._parts)
        changes = {name: value for name, value in changes.items() if value != getattr(entry, name)}
        return entry.evolve(**changes) if changes else entry

    def _cut_lists(self, entry: Entry, roles: set[NameRole], changes: dict[str, Any]) -> None:
        if entry.extra:
            named = self._named["extra"]
            changes["extra"] = tuple(extra for extra in entry.extra if extra.name.casefold() not in named)
        if entry.variables and self._named["variables"]:
            named = self._named["variables"]
            changes["variables"] = tuple(pair for pair in entry.variables if pair[0].casefold() not in named)
        if roles:
            changes["contributors"] = tuple(one for one in entry.contributors if one.role not in roles)
            changes["truncated"] = tuple(role for role in entry.truncated if role not in roles)


def _shorten(date: Date, parts: int) -> Date:
    start = date.start[:parts] if date.start else date.start
    end = date.end[:parts] if date.end else date.end
    if end == start:
        end = None
    return attrs.evolve(date, start=start, end=end, season=None if parts == 1 else date.season)
