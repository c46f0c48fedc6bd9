"""Tables of an exporter: a row for each field of an entry, in the order of the output, and what writes it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import compress
from typing import Any, Generic, TypeVar

from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import ENTRY_FIELDS, Entry

__all__ = ["RowTable"]

_Render = TypeVar("_Render", bound=Callable[..., None])


class RowTable(Generic[_Render]):
    """The rows of the format called *title*: names of fields, and functions that write their values.

    *elsewhere* are the fields that are written with others' rows, or are no part of the bibliography. A table in which
    a field has no row is refused.
    """

    def __init__(self, title: str, rows: Sequence[tuple[str, _Render]], elsewhere: Collection[str]) -> None:
        names = [name for name, _ in rows]
        if set(ENTRY_FIELDS) != {*names, *elsewhere}:
            raise AssertionError(f"a field of Entry has no row in the {title} table")
        self._renderers = tuple(render for _, render in rows)
        self._values: Callable[[Entry], tuple[Any, ...]] = make_getter(*names)  # all values in one call

    def find_set(self, entry: Entry) -> Iterator[tuple[_Render, Any]]:  # Any: the value's type is its field's
        """Return what writes each field of *entry* that is set, and its value; a third of them is."""
        values = self._values(entry)
        return compress(zip(self._renderers, values, strict=True), values)
