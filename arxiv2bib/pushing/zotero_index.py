"""Which works a library of zotero.org has: all of it read once, then only what has changed.

The service cannot be asked for a DOI or an arXiv identifier: ``q`` looks at titles, names and years.

Source: zotero.org/support/dev/web_api/v3/basics, "Read Requests"; zotero/dataserver, ItemsController.php.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import attrs

from arxiv2bib.model.identifiers import Doi, read_arxiv_id
from arxiv2bib.pushing.line import Answer, taking_apart
from arxiv2bib.pushing.web_line import WebLine
from arxiv2bib.transforms.works import name_doi, read_address

__all__ = ["LibraryIndex", "list_identifiers", "read_pages", "read_version"]

_PAGE: Final = 100  # the service gives no more
_IN_EXTRA: Final = re.compile(r"(?mi)^(?:arxiv|doi)\s*:\s*(\S+)")
_ARXIV_ID: Final = re.compile(r"(?i)arxiv:\s*(\S+)")


@attrs.define
class LibraryIndex:
    """The identifiers of the works in the library at *base*, ``/users/12``, by item, as of ``version``.

    What was read is kept in the file *kept*, so that the next run asks for the changes only. ``version`` is None until
    the library is read.
    """

    line: WebLine
    base: str
    kept: Path | None = None
    version: int | None = attrs.field(default=None, init=False)
    _items: dict[str, frozenset[str]] = attrs.field(factory=dict, init=False)

    @property
    def identifiers(self) -> frozenset[str]:
        """All of them."""
        return frozenset().union(*self._items.values())

    def add(self, key: str, identifiers: Iterable[str]) -> None:
        """Note the item that was made under *key*."""
        self._items[key] = frozenset(identifiers)

    def read(self) -> None:
        """Read what has changed since ``version``, or all; raises :class:`~arxiv2bib.ServiceError` if that fails."""
        if self.version is None:
            self._load()
        since = self.version
        query = {"format": "json", "sort": "dateAdded", "direction": "asc"}
        headers = {}
        if since is not None:
            query |= {"since": str(since), "includeTrashed": "1"}
            headers["If-Modified-Since-Version"] = str(since)
        first: int | None = None
        for answer, rows in read_pages(self.line, f"{self.base}/items/top", query, headers):
            # What changes while the pages are read is read by the next call.
            first = read_version(answer) if first is None else first
            with taking_apart("a list of items of zotero.org"):
                self._take(rows)
        if first is not None:
            if since is not None:
                self._take_deleted(since)
            self.version = first

    def _take(self, rows: Iterable[Any]) -> None:  # Any: JSON
        for row in rows:
            if row["data"].get("deleted"):  # in the trash
                self._items.pop(row["key"], None)
            else:
                self._items[row["key"]] = frozenset(list_identifiers(row["data"]))

    def _take_deleted(self, since: int) -> None:
        value = self.line.read_value(self.line.ask(f"{self.base}/deleted?since={since}"), dict)
        with taking_apart("the list of what was deleted at zotero.org"):
            for key in value["items"]:
                self._items.pop(key, None)

    def _load(self) -> None:
        """Take what an earlier run has kept; a file that is none is as good as no file."""
        if self.kept is None:
            return
        try:
            value = json.loads(self.kept.read_bytes())
            items = {str(key): frozenset(map(str, names)) for key, names in value["items"].items()}
            self.version, self._items = int(value["version"]), items
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return

    def keep(self) -> None:
        """Keep what is known for the next run, if it can be kept: else that one reads all."""
        if self.kept is None or self.version is None:
            return
        value = {"version": self.version, "items": {key: sorted(names) for key, names in self._items.items() if names}}
        beside = self.kept.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(value), encoding="utf-8")
            beside.replace(self.kept)


def read_pages(
    line: WebLine, path: str, query: Mapping[str, str], headers: Mapping[str, str] | None = None
) -> Iterator[tuple[Answer, list[Any]]]:  # Any: JSON
    """Yield the pages of a list, and the answers that they came with; none if it is not modified.

    Raises :class:`~arxiv2bib.ServiceError` for an answer that is no list.
    """
    start, total = 0, 1
    while start < total:
        numbers = {"start": str(start), "limit": str(_PAGE)}
        answer = line.ask(f"{path}?{urlencode({**query, **numbers})}", headers)
        if answer.status == 304:
            return
        rows = line.read_value(answer, list)
        with taking_apart("a list of zotero.org"):
            total = int(answer.headers.get("total-results", len(rows)))
            yield answer, rows
        start += _PAGE


def read_version(answer: Answer) -> int | None:
    """Return the library's version that *answer* tells; None if it tells none."""
    text = answer.headers.get("last-modified-version", "")
    return int(text) if text.isdecimal() else None


def list_identifiers(data: Mapping[str, Any]) -> list[str]:  # Any: JSON
    """Return the identifiers of an item, as those of an entry are named: ``arxiv:2111.03216``, ``doi:10.1000/182``."""
    papers = [match[1] for match in _ARXIV_ID.finditer(str(data.get("archiveID") or ""))]
    named = [match[0] for match in _IN_EXTRA.finditer(str(data.get("extra") or ""))]
    dois = [str(data.get("DOI") or ""), *(text for text in named if text[0] in "dD")]
    papers += [text.partition(":")[2].strip() for text in named if text[0] in "aA"]
    found = [f"arxiv:{paper}" for paper in map(read_arxiv_id, papers) if paper is not None]
    found += [name_doi(doi) for text in dois for doi in Doi.find_all(text)[:1]]
    return found or list(read_address(str(data.get("url") or "")))
