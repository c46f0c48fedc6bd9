"""JabRef on this machine: through its HTTP server where that is on, else by the command that starts it.

Source: JabRef/jabref, jabsrv; docs/reference/push-protocols.md has each rule.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from urllib.parse import quote

import attrs

from arxiv2bib.errors import ServiceError
from arxiv2bib.pushing.jabref_command import find_jabref
from arxiv2bib.pushing.jabref_places import Place, check_jabref, find_place, list_texts
from arxiv2bib.pushing.line import Answer, Line, LineDeadError
from arxiv2bib.pushing.parcels import Destination, Fate, Outcome, Parcel, ReadEntries
from arxiv2bib.pushing.works import name_work
from arxiv2bib.settings import Settings

__all__ = ["JabRefDesktop", "connect_jabref", "open_jabref"]

_BATCH: Final = 500
"""Large, since JabRef may ask about each batch in a window of its own."""
_PATIENCE: Final = 4.0  # times the time-out: JabRef checks what comes before it answers
_FIRST_PAUSE: Final = 0.1  # seconds; each one after it is twice as long
_LONGEST_PAUSE: Final = 2.0
_LOOKS: Final = 3
"""How often a library is asked that does not answer."""
_REFUSALS: Final = frozenset({400, 413})
"""The batch is refused; of anything else below 500, no batch will ever be taken."""
_NEVER: Final = ("gui mode", "currently selected library")
"""What JabRef says in a 400 that is not about the batch: it has no window, or is one that takes no other library."""


@contextmanager
def connect_jabref(settings: Settings, collection: str | None, read: ReadEntries) -> Iterator[Destination]:
    """Give the library of the JabRef that is where the settings say, or what its command is given.

    *collection* is a group, ``Thesis/To read``, a library, ``thesis.bib``, or both; *read* reads BibLaTeX. Raises
    :class:`~arxiv2bib.ServiceError` if neither JabRef nor its command is there, :class:`~arxiv2bib.ExportError` if
    there is no such place, or no library open.
    """
    with Line(settings.jabref_url, settings) as line:
        library: Destination
        try:
            library = open_jabref(line, collection, read, seconds=settings.timeout)
        except ServiceError as error:
            library = find_jabref(settings, collection, why=str(error))
        yield library


def open_jabref(line: Line, collection: str | None, read: ReadEntries, *, seconds: float) -> "JabRefDesktop":
    """Return the library at *line*; see :func:`connect_jabref`. *seconds* is how long arrivals are waited for."""
    return JabRefDesktop(line, find_place(line, check_jabref(line), collection), read, seconds)


@attrs.define
class JabRefDesktop:
    """A library of a JabRef that runs; a :class:`~arxiv2bib.pushing.parcels.Destination`.

    JabRef says that it has a batch before it has looked at it: later it may ask the user in a window, or fail. So the
    library is looked at until the batch is in it, for *seconds* at most. *wait* lets seconds pass.
    """

    line: Line
    place: Place
    read: ReadEntries
    seconds: float
    wait: Callable[[float], object] = time.sleep
    program: str = attrs.field(default="JabRef", init=False)
    batch_size: int = attrs.field(default=_BATCH, init=False)
    _known: set[str] = attrs.field(factory=set, init=False)
    _texts: set[str] = attrs.field(factory=set, init=False)
    """The entries of the library that have been read; with each look at it only the new ones are."""
    _lost: set[str] = attrs.field(factory=set, init=False)
    """The tickets of batches that were sent without an answer."""

    @property
    def scope(self) -> str:
        """The library."""
        return f"jabref:{self.line.host}:{self.place.memory}"

    def find_known(self, parcels: Sequence[Parcel]) -> frozenset[str] | None:
        """Return what the library has, also what is not saved yet; None if it cannot be asked."""
        for number in range(_LOOKS if self.place.can_be_asked else 0):
            try:
                return self._look()
            except LineDeadError:
                return None
            except ServiceError:
                self.wait(_FIRST_PAUSE * 2**number)
        return None

    def _look(self) -> frozenset[str]:
        """Return the names of the works in the library."""
        new = [text for text in list_texts(self.line, self.place.source) if text not in self._texts]
        for entry in self.read("\n\n".join(new)):
            self._known.update(name_work(entry))
        self._texts.update(new)
        return frozenset(self._known)

    def send(self, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        """Hand *parcels* over and wait until they are in the library.

        JabRef knows no tickets: of one that had no answer, the library tells whether it came.
        """
        if ticket in self._lost and self.place.can_be_asked:
            known = self._wait_for(parcels)
            if known is None:
                return Outcome(Fate.LOST, "JabRef stopped answering")
            if len(_find_missing(parcels, known)) < len(parcels):
                return Outcome(Fate.SEEN)
        body = "\n\n".join(parcel.text for parcel in parcels).encode("utf-8", "replace")
        group = f"?group={quote(self.place.group, safe='')}" if self.place.group else ""
        path = f"/libraries/{quote(self.place.target, safe='')}/entries{group}"
        try:
            answer = self.line.post(path, body, "application/x-bibtex", patience=_PATIENCE)
        except LineDeadError as error:
            return Outcome(Fate.GONE, f"JabRef is not running: {error}")
        except ServiceError as error:
            self._lost.add(ticket)
            return Outcome(Fate.LOST, f"JabRef stopped answering: {error}")
        outcome = _judge(answer, self.place)
        return self._confirm(parcels, ticket) if outcome.fate is Fate.SAVED else outcome

    def _confirm(self, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        """Return what became of *parcels*, which JabRef has taken.

        What has no identifier may be spelled anew by JabRef, so that its absence proves nothing.
        """
        if not self.place.can_be_asked:
            return Outcome(Fate.SAVED)
        wanted = [parcel for parcel in parcels if parcel.is_findable]
        known = self._wait_for(wanted)
        if known is None:
            self._lost.add(ticket)
            return Outcome(Fate.LOST, "JabRef was given papers, and stopped answering")
        missing = tuple(index for index in _find_missing(parcels, known) if parcels[index].is_findable)
        reason = f"JabRef was given papers that are not in {self.place} yet: it may be asking, in a window of its own"
        is_none_there = len(missing) == len(parcels)
        return Outcome(Fate.SAVED, reason if is_none_there else "", missing, dict.fromkeys(missing, reason))

    def settle(self, ticket: str) -> str:
        """Return that nothing went wrong: what comes into a library is in its place."""
        return ""

    def _wait_for(self, parcels: Sequence[Parcel]) -> frozenset[str] | None:
        """Return what the library has when it has *parcels*, or when time is up; None if it does not answer."""
        waited, pause = 0.0, _FIRST_PAUSE
        while True:
            known: frozenset[str] | None
            try:
                known = self._look()
            except LineDeadError:
                return None
            except ServiceError:
                known = None
            if waited >= self.seconds or (known is not None and not _find_missing(parcels, known)):
                return known
            self.wait(pause)
            waited, pause = waited + pause, min(2 * pause, _LONGEST_PAUSE)


def _find_missing(parcels: Sequence[Parcel], known: frozenset[str]) -> list[int]:
    """Return the positions of those of *parcels* that are not *known*."""
    return [index for index, parcel in enumerate(parcels) if known.isdisjoint(parcel.identifiers)]


def _judge(answer: Answer, place: Place) -> Outcome:
    said = answer.said if "html" not in answer.headers.get("content-type", "") else str(answer.status)
    if "x-zotero-version" in answer.headers:
        return Outcome(Fate.BARRED, "Zotero answers now, and not JabRef")
    if answer.status in {200, 201, 204}:
        return Outcome(Fate.SAVED)
    if answer.status >= 500:
        return Outcome(Fate.FAILED, f"JabRef failed ({said})")
    if answer.status == 404 and not place.is_selected:
        return Outcome(Fate.BARRED, f"{place} is not open in JabRef any more ({said})")
    if answer.status in _REFUSALS and not any(words in said.casefold() for words in _NEVER):
        return Outcome(Fate.REFUSED, f"JabRef does not take it ({said})")
    return Outcome(Fate.BARRED, f"this JabRef takes no papers into {place} ({said})")
