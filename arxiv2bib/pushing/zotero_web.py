"""A library of zotero.org, pushed into through the Web API, version 3.

Each item is sent under a key of our own making, and as new: an item that is there already is told as such, so that a
batch can be sent again whatever became of it.

Source: zotero/dataserver, ApiController.php, ItemsController.php, DataObjects.inc.php, API.inc.php, Results.inc.php;
docs/reference/push-protocols.md has each rule.
"""

import hashlib
import html
import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import attrs

from arxiv2bib.errors import ServiceError
from arxiv2bib.pushing.line import Answer, LineBrokenError, LineDeadError, taking_apart
from arxiv2bib.pushing.parcels import Fate, Outcome, Parcel, ReadEntries
from arxiv2bib.pushing.places import Place
from arxiv2bib.pushing.web_line import BUSY, WebLine
from arxiv2bib.pushing.web_places import find_web_place
from arxiv2bib.pushing.zotero_index import LibraryIndex, read_version
from arxiv2bib.pushing.zotero_key import KEYS_PAGE, find_key
from arxiv2bib.settings import Settings

__all__ = ["ZoteroWeb", "connect_zotero_web", "make_item_key", "open_zotero_web"]

_BATCH: Final = 50  # the service takes no more
_ROUNDS: Final = 5
_LETTERS: Final = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"  # of the keys of items; utilities.js, "generateObjectKey"
_NO_LETTER: Final = re.compile(r"[^A-Za-z0-9.]+")


@contextmanager
def connect_zotero_web(settings: Settings, collection: str | None, read: ReadEntries) -> "Iterator[ZoteroWeb]":
    """Give what :func:`open_zotero_web` returns, with the key of the settings or the keyring.

    *read* is not needed: nothing comes back in CSL-JSON.
    """
    with WebLine(settings, find_key(settings), time.sleep) as line:
        library = open_zotero_web(line, collection, settings.state_dir)
        yield library
        library.index.keep()


def open_zotero_web(line: WebLine, collection: str | None, folder: Path | None = None) -> "ZoteroWeb":
    """Return the library at zotero.org into which things go.

    *collection* is its name, or its path, ``Thesis/Chapter 1``, with the name of the library before it or not; None is
    the user's own library. What is read of the library is kept in *folder*.

    Raises :class:`~arxiv2bib.ExportError` if there is no such place, or the key does not open it,
    :class:`~arxiv2bib.ServiceError` if the service does not answer as it should.
    """
    place = find_web_place(line, collection)
    name = _NO_LETTER.sub("-", f"{line.host}{place.library}")
    return ZoteroWeb(line, place, LibraryIndex(line, place.library, folder and folder / f"{name}.json"))


def make_item_key(ticket: str, parcel: Parcel) -> str:
    """Return the key of the item that *parcel* becomes: always the same one with the same *ticket*."""
    digest = hashlib.sha256("\0".join((ticket, parcel.identifiers[0])).encode()).digest()
    number = int.from_bytes(digest)
    letters = []
    for _ in range(8):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return "".join(letters)


@attrs.define
class _Batch:
    """Parcels under way: ``waiting`` by position, and what became of the others.

    If some ``have_arrived``, no other ticket may be used for the batch: it would give their items other keys.
    """

    waiting: dict[int, Parcel]
    have_arrived: bool = False
    missing: dict[int, str] = attrs.field(factory=dict)
    known: set[int] = attrs.field(factory=set)


@attrs.define
class ZoteroWeb:
    """A place in a library at zotero.org; a :class:`~arxiv2bib.pushing.parcels.Destination`."""

    line: WebLine
    place: Place
    index: LibraryIndex
    program: str = attrs.field(default="zotero.org", init=False)
    batch_size: int = attrs.field(default=_BATCH, init=False)

    @property
    def scope(self) -> str:
        """The library: what is in one of its collections is known in all of them."""
        return f"zotero-web:{urlsplit(self.line.url).netloc}{self.place.library}"

    def find_known(self, parcels: Sequence[Parcel]) -> frozenset[str]:
        """Return what the library has; it is read when this is first asked."""
        if self.index.version is None:
            self.index.read()
        return self.index.identifiers

    def settle(self, ticket: str) -> str:
        """Return that nothing went wrong: items are made in their collection."""
        return ""

    def send(self, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        """Send *parcels* as new items, under keys that the *ticket* gives them."""
        batch = _Batch(dict(enumerate(parcels)))
        token = ticket
        try:
            for _ in range(_ROUNDS):
                answer = self._post(batch.waiting, ticket, token)
                if answer.status != 412:
                    return self._judge(answer, batch, ticket)
                # The token was used, or the library has changed: in both cases, what is there is looked at.
                token = ""
                self._look_again(batch, ticket)
                if not batch.waiting:
                    return _summarize(batch)
        except LineDeadError as error:
            return Outcome(Fate.GONE, str(error))
        except (LineBrokenError, ServiceError) as error:
            return Outcome(Fate.LOST, f"zotero.org stopped answering: {error}")
        return Outcome(Fate.LOST, "somebody else changes the library all the time")

    def _post(self, waiting: Mapping[int, Parcel], ticket: str, token: str) -> Answer:
        headers = {"Zotero-Write-Token": token} if token else {}
        if self.index.version is not None:
            headers["If-Unmodified-Since-Version"] = str(self.index.version)
        body = json.dumps([self._make_item(parcel, ticket) for parcel in waiting.values()]).encode()
        return self.line.write(f"{self.place.library}/items", body, headers)

    def _make_item(self, parcel: Parcel, ticket: str) -> dict[str, Any]:  # Any: JSON
        item = {"key": make_item_key(ticket, parcel), "version": 0, **json.loads(parcel.text)}
        return {**item, "collections": [self.place.target]} if self.place.target else item

    def _look_again(self, batch: _Batch, ticket: str) -> None:
        """Take out of *batch* what has arrived, and what somebody else has brought into the library meanwhile."""
        arrived = self._find_arrived(batch.waiting, ticket)
        self.index.read()
        known = self.index.identifiers
        for position, parcel in list(batch.waiting.items()):
            if position in arrived:
                batch.have_arrived = True
                del batch.waiting[position]
            elif not known.isdisjoint(parcel.identifiers):
                batch.known.add(position)
                del batch.waiting[position]

    def _find_arrived(self, waiting: Mapping[int, Parcel], ticket: str) -> set[int]:
        """Return the positions of those whose key the library has, in the trash as well."""
        keys = {make_item_key(ticket, parcel): position for position, parcel in waiting.items()}
        query = f"itemKey={','.join(keys)}&format=versions&includeTrashed=1&limit={2 * _BATCH}"
        found = self.line.read_value(self.line.ask(f"{self.place.library}/items?{query}"), dict)
        return {keys[key] for key in found if key in keys}

    def _judge(self, answer: Answer, batch: _Batch, ticket: str) -> Outcome:
        said = f"{self.line.host} answers {answer.said}"
        if answer.status == 200:
            return self._read_report(answer, batch, ticket)
        if answer.status in {401, 403, 404, 428}:
            return Outcome(Fate.BARRED, f"{said}: the key does not open {self.place} any more; see {KEYS_PAGE}")
        if answer.status in BUSY:  # after all the patience that there is
            return Outcome(Fate.BARRED, said)
        # Each item is saved by itself: some of a batch that failed may be there.
        if batch.have_arrived or self._find_arrived(batch.waiting, ticket):
            return Outcome(Fate.LOST, said)
        # Too many, too large, or one that cannot be read: less of it is tried.
        return Outcome(Fate.REFUSED if answer.status in {400, 413} else Fate.FAILED, said)

    def _read_report(self, answer: Answer, batch: _Batch, ticket: str) -> Outcome:
        report = answer.read_json()
        positions = list(batch.waiting)
        with taking_apart("what zotero.org says of the items"):
            for place, failure in report["failed"].items():
                position = positions[int(place)]
                if failure["code"] != 412:  # its key is there: it came with an earlier request
                    batch.missing[position] = f"{failure['code']} {html.unescape(failure['message'])}"
            saved = {positions[int(place)] for place in [*report["successful"], *report["unchanged"]]}
        for parcel in map(batch.waiting.__getitem__, saved):
            self.index.add(make_item_key(ticket, parcel), parcel.findable)
        self.index.version = read_version(answer) or self.index.version
        return _summarize(batch)


def _summarize(batch: _Batch) -> Outcome:
    missing: Iterable[int] = sorted(batch.missing)
    return Outcome(Fate.SAVED, "", tuple(missing), batch.missing, frozenset(batch.known))
