"""The libraries that are open in a JabRef, their entries, and their groups.

Source: JabRef/jabref, jabsrv: RootResource, LibrariesResource, LibraryResource, GroupsResource, ServerUtils.
"""

import secrets
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

import attrs

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.line import Answer, Line, taking_apart

__all__ = ["Place", "check_jabref", "find_place", "list_texts"]

_SELECTED: Final = "current"
_DEMO: Final = "demo"
_JSON: Final = "application/json"
_PATIENCE: Final = 4.0  # times the time-out: a large library is written anew for each answer
_NONE: Final = (
    "no library is selected in JabRef, or it is one before 6.0-alpha.5, which takes no papers; open one, and push again"
)
_OLD: Final = (
    "this JabRef lets nobody ask for its groups, nor choose a library: select the library in JabRef and push without "
    "--collection, or take a newer JabRef"
)


@attrs.frozen(kw_only=True)
class Place:
    """Where papers go: ``target`` is what JabRef calls the library, ``source`` where it is read, ``group`` the group.

    ``name`` is the library's file; empty for one that has no name. ``memory`` is the name under which is remembered
    what the library has; ``can_be_asked`` tells whether it also says so itself.
    """

    target: str
    source: str
    memory: str
    name: str = ""
    group: str = ""
    can_be_asked: bool = True

    @property
    def is_selected(self) -> bool:
        """Whether it is whatever library is selected in JabRef."""
        return self.target == _SELECTED

    def __str__(self) -> str:
        """Return ``thesis.bib/To read``."""
        name = self.name or "the library that is selected"
        return f"{name}/{self.group}" if self.group else name


def check_jabref(line: Line) -> tuple[str, ...]:
    """Return what the JabRef at the other end of *line* calls the saved libraries that are open in it.

    Raises :class:`~arxiv2bib.pushing.line.LineDeadError` if nobody is there, :class:`~arxiv2bib.ServiceError` if it is
    somebody else.
    """
    root = line.get("/")
    if "x-zotero-version" in root.headers:  # Zotero has the same port
        raise ServiceError(
            f"Zotero answers at {line.host}: of the two, one needs another port, and the setting jabref_url its address"
        )
    answer = line.get("/libraries", accept=_JSON)
    names = answer.read_json()
    if answer.status == 200 and isinstance(names, list) and _DEMO in names:
        return tuple(str(name) for name in names if name != _DEMO)
    if "JabRef" in root.text:
        raise ServiceError(f"JabRef at {line.host} does not say what is open in it ({answer.said})")
    raise ServiceError(f"a program that is not JabRef answers at {line.host}", status=root.status)


def list_texts(line: Line, library: str) -> list[str]:
    """Return the entries of *library*, also those that are not saved yet, as texts in the library's own dialect.

    Raises :class:`~arxiv2bib.ServiceError` if they cannot be had.
    """
    return _take_texts(_ask(line, library))


def _ask(line: Line, library: str) -> Answer:
    answer = line.get(f"/libraries/{quote(library, safe='')}", accept=_JSON, patience=_PATIENCE)
    if answer.status != 200:
        raise ServiceError(f"JabRef does not show its library ({answer.said})", status=answer.status)
    return answer


def _take_texts(answer: Answer) -> list[str]:
    with taking_apart("JabRef's list of entries"):
        return [str(row["bibtex"]) for row in answer.read_json()]


def find_place(line: Line, libraries: Sequence[str], wanted: str | None) -> Place:
    """Return the place that *wanted* names: a group, or its path, with the file of its library before it or not.

    None is the library that is selected. Raises :class:`~arxiv2bib.ExportError` if there is no such place.
    """
    library, path = _find_library(libraries, wanted.strip("/")) if wanted else (None, "")
    if library is None:
        place = _find_selected(line, libraries)
    else:
        place = Place(
            target=library,
            source=library,
            memory=library,
            name=_name_file(library),
            can_be_asked=_can_be_asked(line, library),
        )
    if not wanted:
        return place
    groups = _list_groups(line, place.source)  # also asked where only a library is named: one that is old has neither
    return attrs.evolve(place, group=_find_group(groups, path)) if path else place


def _find_selected(line: Line, libraries: Sequence[str]) -> Place:
    """Return the library that is selected; JabRef does not say which that is, so it is known by what it has."""
    try:
        answer = _ask(line, _SELECTED)
        _take_texts(answer)
    except ServiceError as error:
        if error.status == 404:
            raise ExportError(_NONE) from error
        return Place(target=_SELECTED, source=_SELECTED, memory=_SELECTED, can_be_asked=False)
    same = [library for library in libraries if _is_same(line, library, answer)]
    if len(same) == 1:
        return Place(target=_SELECTED, source=same[0], memory=same[0], name=_name_file(same[0]))
    # Of a library without a name it is remembered only as long as this push lasts what went into it: the next one may
    # be another. It can be asked, after all.
    return Place(target=_SELECTED, source=_SELECTED, memory=f"{_SELECTED}:{secrets.token_hex(8)}")


def _is_same(line: Line, library: str, answer: Answer) -> bool:
    try:
        return _ask(line, library).body == answer.body
    except ServiceError:
        return False


def _can_be_asked(line: Line, library: str) -> bool:
    try:
        list_texts(line, library)
    except ServiceError:
        return False
    return True


def _name_file(library: str) -> str:
    """Return the file's name: what JabRef calls a library ends with a hyphen and a number for the folder."""
    return library.rpartition("-")[0] or library


def _find_library(libraries: Sequence[str], wanted: str) -> tuple[str | None, str]:
    """Return the library that *wanted* begins with, None if with none, and the path of a group behind it."""
    first, _, rest = wanted.partition("/")
    for same in (str, str.casefold):
        found = [name for name in libraries if same(first) in {same(name), same(_name_file(name))}]
        if len(found) == 1:
            return found[0], rest
        if found:
            raise ExportError(f"several libraries in JabRef are called {first!r}: {', '.join(found)}")
    return None, wanted


def _list_groups(line: Line, library: str) -> list[tuple[str, str]]:
    """Return the groups of *library*, each with its path."""
    answer = line.get(f"/libraries/{quote(library, safe='')}/groups", accept=_JSON, patience=_PATIENCE)
    if answer.status in {404, 405}:
        raise ExportError(_OLD)
    if answer.status != 200:
        raise ServiceError(f"JabRef does not list its groups ({answer.said})", status=answer.status)
    rows: Any = answer.read_json()  # Any: JSON
    with taking_apart("JabRef's list of groups"):
        return [(str(row["name"]), "/".join(map(str, row["path"]))) for row in rows]


def _find_group(groups: Sequence[tuple[str, str]], wanted: str) -> str:
    """Return the name of the group: JabRef is told that alone, so it must be the only one that is called so."""
    for same in (str, str.casefold):
        found = [name for name, path in groups if same(wanted) in {same(name), same(path)}]
        if len(found) == 1 and [name for name, _ in groups].count(found[0]) == 1:
            return found[0]
        if found:
            paths = ", ".join(path for name, path in groups if name in found)
            raise ExportError(
                f"several groups in JabRef are called {wanted!r}, and it is told a name alone: {paths}; rename one"
            )
    known = ", ".join(path for _, path in groups[:10]) + (", ..." if len(groups) > 10 else "")
    raise ExportError(f"no group in JabRef is called {wanted!r}; there are: {known or 'none'}")
