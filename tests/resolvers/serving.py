"""A server that answers as arXiv, Crossref, DataCite and doi.org do, from tables, and the environment for it."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import attrs

from tests.fetching.serving import Asked, Recorded
from tests.resolvers.answers import make_crossref_list, make_error, make_feed

_NOT_FOUND = Recorded(status=404, body=b"Resource not found.")
_SERVICES = ("arxiv", "crossref", "datacite", "doi")
_IDENTIFIER = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?")


@attrs.frozen(kw_only=True)
class Shelf:
    """What the services have: bodies of answers, by DOI; records of papers, by identifier.

    A paper that is asked for with a version is found under that name. ``found`` is what a search at Crossref gives.
    """

    papers: Mapping[str, str] = attrs.field(factory=dict)
    crossref: Mapping[str, str] = attrs.field(factory=dict)
    datacite: Mapping[str, str] = attrs.field(factory=dict)
    doi: Mapping[str, str] = attrs.field(factory=dict)
    found: str = make_crossref_list([])

    def __call__(self, asked: Asked, _count: int) -> Recorded:
        """Return the answer to *asked*."""
        parts = urlsplit(asked.path)
        service, _, path = parts.path.removeprefix("/").partition("/")
        if service == "arxiv":
            return self._find_papers(parse_qs(parts.query).get("id_list", [""])[0].split(","))
        if service == "crossref" and path == "works":
            return Recorded(body=self.found.encode())
        doi = unquote(path.partition("/")[2] if service != "doi" else path)
        body = getattr(self, service).get(doi)
        return _NOT_FOUND if body is None else Recorded(body=body.encode())

    def _find_papers(self, names: list[str]) -> Recorded:
        if not all(map(_IDENTIFIER.fullmatch, names)):
            return Recorded(status=400, body=make_error().encode())
        return Recorded(body=make_feed(*(self.papers[name] for name in names if name in self.papers)).encode())


def make_environment(url: str, folder: Path) -> dict[str, str]:
    """Return the environment in which the services are at *url*, nobody waits, and all is kept in *folder*."""
    addresses = {f"ARXIV2BIB_{name.upper()}_URL": f"{url}/{name}" for name in _SERVICES}
    intervals = {f"ARXIV2BIB_{name.upper()}_INTERVAL": "0" for name in (*_SERVICES, "crossref_search")}
    places = {"ARXIV2BIB_CACHE_DIR": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    return {**addresses, **intervals, **places}
