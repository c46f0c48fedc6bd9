"""What makes an answer of each service one, as a resolver would check it: it can be read, and is about the paper."""

import json
from collections.abc import Callable
from typing import Any

from defusedxml import ElementTree

from arxiv2bib.protocols import Response

Check = Callable[[Response], bool]


def _read_json(response: Response) -> Any:  # Any: whatever it is
    return json.loads(response.body.decode("utf-8-sig"))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def check_crossref(doi: str) -> Check:
    """Return a check for the work *doi*: its DOI, a list of titles, a list of authors."""

    def check(response: Response) -> bool:
        work = _read_json(response)["message"]
        return (
            work["DOI"].lower() == doi.lower()
            and all(map(_is_text, [*work["title"]]))
            and isinstance(work["title"], list)
            and isinstance(work["author"], list)
        )

    return check


def check_datacite(doi: str) -> Check:
    """Return a check for the record *doi*: its DOI, a list of titles, a list of creators."""

    def check(response: Response) -> bool:
        record = _read_json(response)["data"]["attributes"]
        titles = [title["title"] for title in record["titles"]]
        return (
            record["doi"].lower() == doi.lower()
            and bool(titles)
            and all(map(_is_text, titles))
            and isinstance(record["creators"], list)
        )

    return check


def check_csl(doi: str) -> Check:
    """Return a check for the CSL-JSON of *doi*: its DOI, a title."""

    def check(response: Response) -> bool:
        item = _read_json(response)
        return bool(item["DOI"].lower() == doi.lower() and _is_text(item["title"]))

    return check


def check_atom(identifier: str) -> Check:
    """Return a check for the feed of *identifier*: well-formed, no entities, an entry of that paper."""

    def check(response: Response) -> bool:
        feed = ElementTree.fromstring(response.body, forbid_dtd=True)
        atom = "{http://www.w3.org/2005/Atom}"
        found = [entry.findtext(f"{atom}id") or "" for entry in feed.iter(f"{atom}entry")]
        return any(f"/{identifier}v" in f"{name}v" for name in found)

    return check
