"""The libraries at zotero.org that a key opens, and their collections.

Source: zotero/dataserver, KeysController.php, Key.inc.php "toJSON", Groups, CollectionsController.php.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from arxiv2bib.errors import ExportError
from arxiv2bib.pushing.line import taking_apart
from arxiv2bib.pushing.places import MY_LIBRARY, Place, find_place
from arxiv2bib.pushing.web_line import WebLine
from arxiv2bib.pushing.zotero_index import read_pages
from arxiv2bib.pushing.zotero_key import KEYS_PAGE

__all__ = ["find_web_place"]


def find_web_place(line: WebLine, collection: str | None) -> Place:
    """Return the library, and the collection in it, that *collection* names; None is the user's own library.

    Raises :class:`~arxiv2bib.ExportError` if there is none that the key may write,
    :class:`~arxiv2bib.ServiceError` if the service does not answer as it should.
    """
    rights = _ask_rights(line)
    with taking_apart("what zotero.org says of the key"):
        user = int(rights["userID"])
        access = rights.get("access") or {}
        is_mine_open = bool((access.get("user") or {}).get("write"))
        group_rights = access.get("groups") or {}
    mine = Place(f"/users/{user}", MY_LIBRARY, "", "", is_mine=True)
    if collection is None:
        if not is_mine_open:
            raise ExportError(f"the key may not write to {MY_LIBRARY}; {KEYS_PAGE} changes that")
        return mine
    groups = _list_groups(line, user, group_rights)
    libraries = [*([mine] if is_mine_open else ()), *groups]
    if not libraries:
        raise ExportError(f"the key may not write to any library; {KEYS_PAGE} changes that")
    return find_place(
        [place for library in _narrow(libraries, collection) for place in _list(line, library)], collection
    )


def _ask_rights(line: WebLine) -> Mapping[str, Any]:  # Any: JSON
    answer = line.ask("/keys/current")
    if answer.status in {401, 403, 404}:
        raise ExportError(f"{line.host} refuses the key ({answer.said}); {KEYS_PAGE} shows those that are good")
    return line.read_value(answer, dict)


def _list_groups(line: WebLine, user: int, rights: Mapping[str, Any]) -> list[Place]:  # Any: JSON
    """Return the groups that the key and the group itself let the user write to."""
    if not rights:
        return []
    places = []
    for _, rows in read_pages(line, f"/users/{user}/groups", {}):
        for row in rows:
            data, number = row["data"], str(row["id"])
            may_write = any((rights.get(name) or {}).get("write") for name in ("all", number))
            is_admin = user == data.get("owner") or user in (data.get("admins") or ())
            if may_write and (is_admin or data.get("libraryEditing") != "admins"):
                places.append(Place(f"/groups/{number}", str(data["name"]), "", ""))
    return places


def _narrow(libraries: list[Place], wanted: str) -> list[Place]:
    """Return the library whose name *wanted* begins with, so that the others need not be asked; else all."""
    begun = [
        library
        for library in libraries
        if f"{wanted.strip('/')}/".casefold().startswith(f"{library.library_name}/".casefold())
    ]
    return begun or libraries


def _list(line: WebLine, library: Place) -> Iterator[Place]:
    """Yield *library* and its collections, each with its path."""
    yield library
    found: dict[str, tuple[str, str]] = {}  # by key: name, and the key of the one above
    for _, rows in read_pages(line, f"{library.library}/collections", {}):
        for row in rows:
            data = row["data"]
            found[str(data["key"])] = (str(data["name"]), str(data.get("parentCollection") or ""))
    for key in found:
        names: list[str] = []
        above = key
        while above in found and len(names) <= len(found):
            names.insert(0, found[above][0])
            above = found[above][1]
        yield attrs.evolve(library, path="/".join(names), target=key)
