"""Better BibTeX, the add-on of Zotero: its export addresses, which give BibLaTeX with the user's own citation keys.

Source: retorquere/zotero-better-bibtex, pull-export.ts, json-rpc.ts.
"""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from arxiv2bib.errors import ServiceError
from arxiv2bib.pushing.line import Line, taking_apart
from arxiv2bib.pushing.local_api import MY_LIBRARY_NUMBER
from arxiv2bib.pushing.places import MY_LIBRARY

__all__ = ["export_biblatex"]

_PATIENCE: Final = 8.0  # times the time-out: calls wait until the add-on has started, minutes with a big library


def export_biblatex(line: Line, library: str, names: Sequence[str]) -> str | None:
    """Return the collection that *names* lead to, or all of *library* without any; None without Better BibTeX.

    Raises :class:`~arxiv2bib.ServiceError` if there is no such library or collection.
    """
    question = {"jsonrpc": "2.0", "method": "user.groups", "params": [True], "id": 1}
    answer = line.post_json("/better-bibtex/json-rpc", question, patience=_PATIENCE)
    value = answer.read_json()
    if answer.status != 200 or not isinstance(value, dict) or not isinstance(value.get("result"), list):
        return None
    with taking_apart("Better BibTeX's list of libraries"):
        number = _find_number(value["result"], library)
        known = ", ".join(str(row["name"]) for row in value["result"])
    if number is None:
        raise ServiceError(f"no library of Zotero is called {library!r}; there are: {known}")
    path = f"collection?/{number}/{'/'.join(quote(name, safe='') for name in names)}" if names else None
    answer = line.get(f"/better-bibtex/export/{path or f'library?/{number}/library'}.biblatex", patience=_PATIENCE)
    if answer.status == 404 and names:
        raise ServiceError(f"no collection of {library} is called {'/'.join(names)!r}", status=404)
    if answer.status != 200:
        raise ServiceError(f"Better BibTeX answers {answer.said}", status=answer.status)
    return answer.text


def _find_number(rows: Sequence[dict[str, Any]], library: str) -> int | None:  # Any: JSON
    """Return Zotero's number of the library; None unless just one is called so."""
    if library.casefold() == MY_LIBRARY.casefold():
        return MY_LIBRARY_NUMBER
    found = [int(row["id"]) for row in rows if str(row["name"]).casefold() == library.casefold()]
    return found[0] if len(found) == 1 else None
