"""Libraries read back: ``zotero:My%20Library/Thesis`` as an input."""

from typing import Final
from urllib.parse import unquote

from arxiv2bib.errors import ReadError, ServiceError
from arxiv2bib.pushing.better_bibtex import export_biblatex
from arxiv2bib.pushing.connector import check_zotero
from arxiv2bib.pushing.line import Line
from arxiv2bib.pushing.local_api import export_items, find_collection, find_library_by_name
from arxiv2bib.pushing.places import MY_LIBRARY
from arxiv2bib.settings import Settings, load_settings

__all__ = ["PREFIX", "pull"]

PREFIX: Final = "zotero:"
"""What an input begins with that is no file, but in Zotero."""

_OFF: Final = (
    "Zotero lets no other program read its library; turn on Settings > Advanced > Allow other applications on this "
    "computer to communicate with Zotero, or install Better BibTeX"
)


def pull(address: str, settings: Settings | None = None) -> bytes:
    """Return the library or collection at *address*: BibLaTeX of Better BibTeX if it is there, else CSL-JSON.

    The address is ``zotero:``, a library, and the names of a collection and those above it, with slashes between;
    ``%20`` and its like stand for any character. Without a library, or for ``My Library``, it is the user's own. Raises
    :class:`~arxiv2bib.ReadError` if Zotero is not there, does not let itself be read, or has no such place.
    """
    library, *names = [unquote(part) for part in address.removeprefix(PREFIX).strip("/").split("/")]
    try:
        settings = settings or load_settings()
        with Line(settings.zotero_url, settings) as line:
            return _pull(line, library or MY_LIBRARY, names).encode()
    except ServiceError as error:
        raise ReadError(f"cannot read {address}: {error}") from error


def _pull(line: Line, library: str, names: list[str]) -> str:
    check_zotero(line)
    text = export_biblatex(line, library, names)
    if text is not None:
        return text
    try:
        place = find_library_by_name(line, library)
        if place is None:
            raise ServiceError(f"no library of Zotero, or more than one, is called {library!r}")
        if names:
            place = find_collection(line, place, names)
        if place is None:
            raise ServiceError(f"no collection of {library} is called {'/'.join(names)!r}")
        return "[\n" + ",\n".join(export_items(line, place)) + "\n]\n"
    except ServiceError as error:
        if error.status == 403:
            raise ServiceError(_OFF, status=403) from error
        raise
