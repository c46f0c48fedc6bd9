"""Zotero on this machine, through the server that its browser connector uses.

Source: zotero/zotero, server.js, server_connector.js, saveSession.js; docs/reference/push-protocols.md has each rule.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Final

import attrs

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.line import Answer, Line, LineBrokenError, LineDeadError, taking_apart
from arxiv2bib.pushing.local_api import MY_LIBRARY_NUMBER, find_known, find_library
from arxiv2bib.pushing.parcels import Fate, Outcome, Parcel, ReadEntries
from arxiv2bib.pushing.places import Place, find_place
from arxiv2bib.settings import Settings
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain

__all__ = ["ZoteroDesktop", "check_zotero", "connect_zotero", "open_zotero"]

_BATCH: Final = 25
_PATIENCE: Final = 2.0  # times the time-out: a transaction of Zotero waits 30 s for another one before it fails
_MOVES: Final = 3
# Of JSON, Zotero would hand an object to its importers, which want text.
_TYPE_OF_CSL: Final = "application/vnd.citationstyles.csl+json"
_READ_ONLY: Final = "the library that is selected in Zotero is read-only; select another, or name one with --collection"


def check_zotero(line: Line) -> str:
    """Return the version of the Zotero at the other end of *line*.

    Raises :class:`LineDeadError` if nobody is there, :class:`~arxiv2bib.ServiceError` if it is somebody else.
    """
    answer = line.get("/connector/ping")
    version = answer.headers.get("x-zotero-version")
    if version is not None and answer.status == 200:
        return version
    if version is not None:
        raise ServiceError(f"Zotero at {line.host} does not answer its connector ({answer.said})", status=answer.status)
    # JabRef has the same port.
    other = "JabRef" if "JabRef" in line.get("/").text else "a program that is not Zotero"
    raise ServiceError(f"{other} answers at {line.host}", status=answer.status)


@contextmanager
def connect_zotero(settings: Settings, collection: str | None, read: ReadEntries) -> "Iterator[ZoteroDesktop]":
    """Give what :func:`open_zotero` returns, of the Zotero that is where the settings say."""
    with Line(settings.zotero_url, settings) as line:
        yield open_zotero(line, collection, read)


def open_zotero(line: Line, collection: str | None, read: ReadEntries) -> "ZoteroDesktop":
    """Return the library of the Zotero at *line* into which things go.

    *collection* is its name, or its path, ``Thesis/Chapter 1``, with the name of the library before it or not; None is
    what is selected in Zotero. *read* reads CSL-JSON. Raises :class:`~arxiv2bib.ExportError` if there is no such place
    or it is read-only, :class:`~arxiv2bib.ServiceError` if Zotero does not answer as it should.
    """
    check_zotero(line)
    answer = line.post_json("/connector/getSelectedCollection", {"switchToReadableLibrary": True})
    selection = answer.read_json()
    if answer.status != 200 or not isinstance(selection, dict):
        raise ServiceError(f"Zotero does not say what is selected in it ({answer.said})", status=answer.status)
    with taking_apart("what Zotero says is selected in it"):
        place = _read_selection(selection) if collection is None else None
        places = list(_list_places(selection.get("targets") or ()))
    return ZoteroDesktop(line, place or find_place(places, str(collection)), read)


def _read_selection(selection: dict[str, Any]) -> Place:
    if not selection.get("editable", selection.get("libraryEditable")):
        raise ExportError(_READ_ONLY)
    number, name = int(selection.get("libraryID") or MY_LIBRARY_NUMBER), str(selection.get("libraryName", ""))
    library = _make_library(number, name)
    if selection.get("id") is None:
        return library
    target = f"C{selection['id']}"
    known = (place for place in _list_places(selection.get("targets") or ()) if place.target == target)
    return next(known, attrs.evolve(library, path=str(selection.get("name", "")), target=target))


def _make_library(number: int, name: str) -> Place:
    return Place(str(number), name, "", f"L{number}", number == MY_LIBRARY_NUMBER)


def _list_places(targets: Sequence[dict[str, Any]]) -> list[Place]:
    """Return the libraries and collections of the list, in which a tree is told by levels."""
    places: list[Place] = []
    library, names = _make_library(MY_LIBRARY_NUMBER, ""), list[str]()
    for target in targets:
        identifier, name, level = str(target["id"]), str(target["name"]), int(target.get("level", 0))
        if identifier.startswith("L"):
            library, names = _make_library(int(identifier[1:]), name), []
            places.append(library)
        else:
            names = [*names[: max(level - 1, 0)], name]
            places.append(attrs.evolve(library, path="/".join(names), target=identifier))
    return places


@attrs.define
class ZoteroDesktop:
    """A place in the libraries of a Zotero that runs; a :class:`~arxiv2bib.pushing.parcels.Destination`."""

    line: Line
    place: Place
    read: ReadEntries
    program: str = attrs.field(default="Zotero", init=False)
    batch_size: int = attrs.field(default=_BATCH, init=False)

    @cached_property
    def _library(self) -> str | None:
        """The path of the library in the local API; None if that is off."""
        return find_library(self.line, int(self.place.library), self.place.library_name)

    @property
    def scope(self) -> str:
        """The library: what is in one of its collections is known in all of them."""
        return f"zotero:{self.line.host}:{self.place.library}"

    def find_known(self, parcels: Sequence[Parcel]) -> frozenset[str] | None:
        """Return what the library has, through Zotero's local API; None if that is off."""
        try:
            return None if self._library is None else find_known(self.line, self._library, parcels, self.read)
        except ServiceError:
            return None

    def send(self, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        """Import *parcels* in a session of their own, and move them to their place.

        They are moved also if it is the one that is selected: the user may select another one meanwhile.
        """
        body = f"[{','.join(parcel.text for parcel in parcels)}]".encode("utf-8", "replace")
        try:
            answer = self.line.post(f"/connector/import?session={ticket}", body, _TYPE_OF_CSL, patience=_PATIENCE)
        except LineDeadError as error:
            return Outcome(Fate.GONE, f"Zotero is not running: {error}")
        except ServiceError as error:
            return Outcome(Fate.LOST, f"Zotero stopped answering: {error}")
        outcome = _judge(answer, parcels)
        if outcome.fate in {Fate.SAVED, Fate.SEEN}:
            return attrs.evolve(outcome, message=self.settle(ticket))
        return outcome

    def settle(self, ticket: str) -> str:
        """Move what came with *ticket* to the place; return what went wrong."""
        problem = ""
        for _ in range(_MOVES):
            try:
                answer = self.line.post_json(
                    "/connector/updateSession",
                    {"sessionID": ticket, "target": self.place.target, "tags": ""},
                    patience=_PATIENCE,
                )
            except LineBrokenError as error:
                problem = str(error)
            except LineDeadError as error:
                problem = str(error)
                break
            else:
                if answer.status == 200:
                    return ""
                problem = answer.said
                if answer.status == 400:  # the session or the collection is not there, and never will be
                    break
        return f"saved in Zotero, and not moved to {self.place} ({problem})"


def _judge(answer: Answer, parcels: Sequence[Parcel]) -> Outcome:
    if "x-zotero-version" not in answer.headers:
        return Outcome(Fate.GONE, "a program that is not Zotero answers now")
    if answer.status == 201:
        return Outcome(Fate.SAVED, missing=_find_missing(answer.read_json(), parcels))
    if answer.status == 409:
        return Outcome(Fate.SEEN)
    if answer.status == 400:
        return Outcome(Fate.REFUSED, f"Zotero does not recognise it ({answer.said})")
    value = answer.read_json()
    if isinstance(value, dict) and value.get("libraryEditable") is False:
        return Outcome(Fate.FAILED, "no library of Zotero can be written")
    return Outcome(Fate.FAILED, f"Zotero failed ({answer.said})")


def _find_missing(items: object, parcels: Sequence[Parcel]) -> tuple[int, ...]:
    """Return the positions of the parcels that became no item, if the items tell; none where they are as many."""
    if not isinstance(items, list) or len(items) >= len(parcels):
        return ()
    titles = {fold_words(str(item.get("title", ""))) for item in items if isinstance(item, dict)}
    missing = [index for index, parcel in enumerate(parcels) if fold_words(plain(parcel.title or "")) not in titles]
    return tuple(missing) if len(missing) == len(parcels) - len(items) else ()
