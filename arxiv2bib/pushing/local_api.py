"""The local API of Zotero: what a library has, and its collections as CSL-JSON. It is off unless the user turns it on.

Source: zotero/zotero, server_localAPI.js; the paths are those of the Web API, version 3.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from arxiv2bib.errors import ServiceError
from arxiv2bib.pushing.line import Answer, Line, taking_apart
from arxiv2bib.pushing.parcels import Parcel, ReadEntries
from arxiv2bib.pushing.places import MY_LIBRARY
from arxiv2bib.transforms.works import find_identifiers

__all__ = [
    "MY_LIBRARY_NUMBER",
    "export_items",
    "find_collection",
    "find_known",
    "find_library",
    "find_library_by_name",
]

_MINE: Final = "/api/users/0"
MY_LIBRARY_NUMBER: Final = 1
"""The number of the user's own library, in every database of Zotero."""
_PAGE: Final = 500
_PATIENCE: Final = 4.0  # times the time-out: an export runs a translator
_KEY_LINE: Final = re.compile(r"(?m)^citation key[ \t]*:[ \t]*(\S+)[ \t]*\n?", re.IGNORECASE)
_FEW: Final = 10
"""Of how many parcels each is looked for by itself; of more, the whole library is read."""


def find_library(line: Line, number: int, name: str) -> str | None:
    """Return the path of a library, ``/api/users/0``; None if the API is off or does not have it.

    *number* is Zotero's own, which the API does not know: groups are found by *name*, if only one has it.
    """
    try:
        if number == MY_LIBRARY_NUMBER:
            _ask(line, f"{_MINE}/collections/top?limit=1")
            return _MINE
        return find_library_by_name(line, name)
    except ServiceError:
        return None


def find_library_by_name(line: Line, name: str) -> str | None:
    """Return the path of the library *name*; None if there is none, or several are called so."""
    if name.casefold() in {"", MY_LIBRARY.casefold()}:
        return _MINE
    groups = _ask(line, f"{_MINE}/groups").read_json()
    with taking_apart("Zotero's list of groups"):
        found = [int(group["id"]) for group in groups if group["data"]["name"].casefold() == name.casefold()]
    return f"/api/groups/{found[0]}" if len(found) == 1 else None


def find_collection(line: Line, library: str, names: Sequence[str]) -> str | None:
    """Return the path in the API of the collection that *names* lead to; None if there is none."""
    rows = _ask(line, f"{library}/collections").read_json()
    parents: set[object] = {False, None}  # at the top, the parent is ``false``
    key = None
    with taking_apart("Zotero's list of collections"):
        for name in names:
            found = [row["data"] for row in rows if row["data"].get("parentCollection") in parents]
            key = next((data["key"] for data in found if data["name"].casefold() == name.casefold()), None)
            if key is None:
                return None
            parents = {key}
    return f"{library}/collections/{quote(str(key))}"


def export_items(line: Line, place: str, parameters: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the items at *place*, a library or a collection, as texts in CSL-JSON, page by page.

    Their ``id`` is the citation key, also the one that stands in *Extra*; those that have none come without.
    """
    start, total = 0, 1
    while start < total:
        query = {
            "format": "csljson", "sort": "dateAdded", "direction": "asc", "start": str(start), "limit": str(_PAGE)
        }  # fmt: skip
        answer = _ask(line, f"{place}/items/top?{urlencode({**query, **(parameters or {})}, quote_via=quote)}")
        value = answer.read_json()
        items: Any = value.get("items") if isinstance(value, dict) else value  # Any: JSON
        if not isinstance(items, list):
            raise ServiceError(f"Zotero's local API gave no CSL-JSON ({answer.said})", status=answer.status)
        yield from (json.dumps(_with_own_key(item), ensure_ascii=False) for item in items)
        start += _PAGE
        with taking_apart("Total-Results of Zotero's local API"):
            total = int(answer.headers["total-results"])


def _with_own_key(item: Any) -> Any:  # Any: JSON
    """Return *item* without an ``id`` that is its address in Zotero: nobody cites that.

    Better BibTeX keeps a key that was given as a line of *Extra*, which is CSL's ``note``; so does our profile.
    """
    if not isinstance(item, dict) or "/items/" not in str(item.get("id")):
        return item
    item = {name: value for name, value in item.items() if name != "id"}
    note = item.get("note")
    match = _KEY_LINE.search(note) if isinstance(note, str) else None
    if match is None:
        return item
    rest = (note[: match.start()] + note[match.end() :]).strip("\n")
    kept = {name: value for name, value in item.items() if name != "note"}
    return {"id": match[1], **kept, **({"note": rest} if rest else {})}


def find_known(line: Line, library: str, parcels: Sequence[Parcel], read: ReadEntries) -> frozenset[str]:
    """Return the identifiers of the items in *library*; of those that *parcels* may be, if these are few."""
    if len(parcels) > _FEW:
        queries: list[dict[str, str]] = [{}]
    else:
        names = (name.partition(":")[2] for parcel in parcels for name in parcel.findable)
        queries = [{"q": name, "qmode": "everything"} for name in names]
    found: set[str] = set()
    for query in queries:
        for entry in read(f"[{','.join(export_items(line, library, query))}]"):
            found.update(find_identifiers(entry))
    return frozenset(found)


def _ask(line: Line, path: str) -> Answer:
    answer = line.get(path, patience=_PATIENCE)
    if answer.status == 200:
        return answer
    raise ServiceError(f"Zotero's local API answers {answer.said}", status=answer.status)
