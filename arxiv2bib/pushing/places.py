"""Places in the libraries of Zotero, and how they are called."""

from collections.abc import Sequence
from typing import Final

import attrs

from arxiv2bib.errors import ExportError

__all__ = ["MY_LIBRARY", "Place", "find_place"]

MY_LIBRARY: Final = "My Library"
"""The user's own library; Zotero calls it in the user's language."""


@attrs.frozen
class Place:
    """Where items go: the library as the protocol calls it, its name, and the collection's path below it, or none.

    ``target`` is what the protocol calls the place itself; ``is_mine`` tells the user's own library.
    """

    library: str
    library_name: str
    path: str
    target: str
    is_mine: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What the place may be called; the user's own library has its English name in every language."""
        mine = (MY_LIBRARY,) if self.is_mine else ()
        if not self.path:
            return (self.library_name, *mine)
        return (self.path, *(f"{library}/{self.path}" for library in (self.library_name, *mine)))

    def __str__(self) -> str:
        """Return ``My Library/Thesis``."""
        return f"{self.library_name}/{self.path}" if self.path else self.library_name


def find_place(places: Sequence[Place], wanted: str) -> Place:
    """Return that one of *places* which is called *wanted*, a name or a path.

    Raises :class:`~arxiv2bib.ExportError` if there is none, or more than one.
    """
    for same in (str, str.casefold):
        folded = same(wanted.strip("/"))
        found = [place for place in places if folded in map(same, place.names)]
        found = found or [place for place in places if folded == same(place.path.rpartition("/")[2])]
        if len(found) == 1:
            return found[0]
        if found:
            raise ExportError(f"several collections of Zotero are called {wanted!r}: {', '.join(map(str, found))}")
    names = ", ".join(map(str, places[:10])) + (", ..." if len(places) > 10 else "")
    raise ExportError(f"no collection of Zotero that can be written is called {wanted!r}; there are: {names}")
