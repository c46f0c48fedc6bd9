"""What is pushed, where to, and what became of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Protocol

import attrs

from arxiv2bib.model.entry import Entry

__all__ = ["Destination", "Fate", "Outcome", "Parcel", "ReadEntries"]

ReadEntries = Callable[[str], Iterable[Entry]]
"""From a text in the format that the program takes to its entries."""


@attrs.frozen
class Parcel:
    """One entry to be pushed: its text, and the identifiers by which it is known when it comes again.

    ``spare`` is the text that is left in a file if the program is not there, where it is another one.
    """

    identifiers: tuple[str, ...]
    text: str
    key: str | None = None
    title: str | None = None
    spare: str = ""

    @property
    def findable(self) -> tuple[str, ...]:
        """The identifiers that others know too: of arXiv, and DOIs."""
        return tuple(name for name in self.identifiers if name.startswith(("arxiv:", "doi:")))

    @property
    def is_findable(self) -> bool:
        """Whether a library can be asked for it."""
        return bool(self.findable)


class Fate(Enum):
    """What became of a batch."""

    SAVED = auto()
    """The program has saved it."""
    SEEN = auto()
    """The program knows the ticket: the batch came before, and was most likely saved."""
    REFUSED = auto()
    """The program cannot read it; nothing was saved, and never will be."""
    FAILED = auto()
    """The program tried and failed; nothing was saved."""
    LOST = auto()
    """The batch was sent and no answer came: nobody knows."""
    GONE = auto()
    """The program is not there; nothing was sent."""
    BARRED = auto()
    """The program lets nobody in, for some time or until the user does something about it; nothing was saved."""


@attrs.frozen
class Outcome:
    """What became of a batch, and why.

    Of one that was saved, ``missing`` are the positions of the parcels that were not saved with it, ``reasons`` why, as
    far as the program says so; ``known`` are those that the library had before.
    """

    fate: Fate
    message: str = ""
    missing: tuple[int, ...] = ()
    reasons: Mapping[int, str] = attrs.field(factory=dict)
    known: frozenset[int] = frozenset()


class Destination(Protocol):
    """A library that can be pushed into."""

    @property
    def program(self) -> str:
        """What the program is called."""

    @property
    def place(self) -> object:
        """Where in the library things go; its text is for messages."""

    @property
    def scope(self) -> str:
        """The name under which is remembered what the library has."""

    @property
    def batch_size(self) -> int:
        """How many parcels are sent at once."""

    def find_known(self, parcels: Sequence[Parcel]) -> frozenset[str] | None:
        """Return the identifiers in the library, those of *parcels* at least; None if it cannot be asked.

        Raises :class:`~arxiv2bib.ServiceError` if it can, and does not answer: then nothing is pushed.
        """

    def settle(self, ticket: str) -> str:
        """Bring what came with *ticket*, and is in the library, to its place; return what went wrong. Never raises."""

    def send(self, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        """Send *parcels* once; the same *ticket* never saves twice while the program runs. Never raises."""
