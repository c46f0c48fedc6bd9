"""The papers that services are asked about, as a bibliography has them that lacks what the services know."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final

from arxiv2bib import ArxivId, ArxivInfo, Doi, Entry, EntryType, Name
from arxiv2bib.protocols import Resolver
from arxiv2bib.resolvers.arxiv import ArxivResolver
from arxiv2bib.resolvers.crossref import CrossrefResolver
from arxiv2bib.resolvers.datacite import DataciteResolver
from arxiv2bib.resolvers.doi_org import DoiOrgResolver

SERVICES: Final[Mapping[str, type]] = {
    "arxiv": ArxivResolver,
    "crossref": CrossrefResolver,
    "datacite": DataciteResolver,
    "doi": DoiOrgResolver,
}
"""The resolver of each service, by the name that its settings have."""

NUMBERS: Final = (1002, 4, 1005)
"""The papers; the one in the middle meets the fault. Its authors have letters that Latin-1 has as well."""


def make_resolver(service: str, url: str) -> Resolver:
    """Return the resolver of *service*, which is at *url*."""
    if service == "arxiv":
        return ArxivResolver(url=url, batch=1)  # otherwise there would be one question about all three
    resolver: Resolver = SERVICES[service](url=url)
    return resolver


def name_path(service: str, number: int) -> str:
    """Return how the path of every question to *service* about the paper *number* begins."""
    if service == "arxiv":
        return f"/api/query?id_list=2401.{number:05}&"
    return {"crossref": "/works/", "datacite": "/dois/", "doi": "/"}[service] + f"10.5555/a.{number}"


def make_papers(server: ModuleType, service: str) -> Sequence[Entry]:
    """Return the papers with the titles and authors that *server* has for them."""
    return [_make_paper(server, service, number) for number in NUMBERS]


def _make_paper(server: ModuleType, service: str, number: int) -> Entry:
    identifier = f"2401.{number:05}"
    is_preprint = service in {"arxiv", "datacite"}  # what the server has for DataCite are preprints
    record = server.rec(f"arxiv:{identifier}" if service == "arxiv" else f"10.5555/a.{number}")
    return Entry(
        type=EntryType.ARTICLE if is_preprint else EntryType.ARTICLE_JOURNAL,
        key=f"paper{number}",
        title=record["title"],
        author=tuple(Name(given=given, family=family) for given, family in record["authors"]),
        doi=None if service == "arxiv" else Doi(f"10.5555/a.{number}"),
        arxiv=ArxivInfo(id=ArxivId(identifier)) if service == "arxiv" else None,
    )
