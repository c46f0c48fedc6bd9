"""What the resolvers of the three registries do alike: by DOI, and by title."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import ResolveError
from arxiv2bib.formats.agency_members import Json
from arxiv2bib.matching import Query, find_leads
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.protocols import Fetcher, Response
from arxiv2bib.resolvers._asking import ask_all, report_failure
from arxiv2bib.resolvers._claims import claim_choice, claim_records, list_dois, wants_more
from arxiv2bib.resolvers._records import Registry, find_records, read_json

__all__ = ["RegistryResolver", "SearchingResolver"]


@attrs.frozen
class RegistryResolver:
    """Asks a registry of DOIs; what it is asked, and how its answers are read, is a subclass's business."""

    name: ClassVar[str]

    @property
    def registry(self) -> Registry:
        """How the registry is asked."""
        raise NotImplementedError

    def wants(self, entry: Entry, /) -> bool:
        """Whether *entry* has a DOI that may lead to more than it says, and no registry has said it."""
        return wants_more(entry) and any(map(self.wants_doi, list_dois(entry)))

    def wants_doi(self, doi: Doi) -> bool:
        """Whether the registry may have a record of *doi* that is of use."""
        return not doi.is_arxiv

    def _has_told(self, doi: Doi, entry: Entry) -> bool:
        """Whether the registry's record of *doi*, a preprint's, has had its say on *entry*."""
        return any(
            claim.value == doi for claim in entry.claims if claim.field == "doi" and claim.source.startswith(self.name)
        )

    def wants_identifier(self, identifier: ArxivId | Doi, /) -> bool:
        """Whether *identifier* is a DOI, other than arXiv's, which arXiv itself knows best."""
        return isinstance(identifier, Doi) and not identifier.is_arxiv

    def find_entries(
        self, identifiers: Sequence[ArxivId | Doi], /, *, fetch: Fetcher, report: Report
    ) -> Iterator[tuple[int, Entry | None]]:
        """Yield the records of *identifiers*, each with its position; None for those that there are none of."""
        dois = [identifier for identifier in identifiers if isinstance(identifier, Doi)]
        found = dict(find_records(self.registry, list(dict.fromkeys(dois)), fetch, report))
        for position, identifier in enumerate(identifiers):
            record = found.get(identifier) if isinstance(identifier, Doi) else None
            if record is not None:
                for diagnostic in record.said:
                    report.add(diagnostic)
                yield position, record.entry

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield what the registry says of the works that *entries* are, or became."""
        wanted = {at: [doi for doi in list_dois(entry) if self.wants_doi(doi) and not self._has_told(doi, entry)]
                  for at, entry in enumerate(entries)}  # fmt: skip
        yield from claim_records(self.registry, wanted, entries, fetch, report)


@attrs.frozen
class SearchingResolver(RegistryResolver):
    """Asks by DOI or, with ``search``, by title and authors: then for works to which no DOI leads."""

    search: bool = attrs.field(default=False, kw_only=True)

    def make_search_url(self, query: Query) -> str:
        """Return the address at which *query* is answered."""
        raise NotImplementedError

    def find_list(self, answer: Json) -> Json:
        """Return the list of results in *answer*; anything else if it has none."""
        raise NotImplementedError

    def wants(self, entry: Entry, /) -> bool:
        """Whether the registry may know more than *entry* says, by what it is asked for."""
        if not self.search:
            return RegistryResolver.wants(self, entry)
        return wants_more(entry) and _find_query(entry) is not None

    def wants_identifier(self, identifier: ArxivId | Doi, /) -> bool:
        """Whether *identifier* is a DOI, other than arXiv's, and the registry is asked by DOI."""
        return not self.search and RegistryResolver.wants_identifier(self, identifier)

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield what the registry says of the works that *entries* are, or became."""
        if not self.search:
            yield from RegistryResolver.resolve(self, entries, fetch=fetch, report=report)
            return
        queries = {at: query for at, entry in enumerate(entries) if (query := _find_query(entry)) is not None}
        urls = [self.make_search_url(query) for query in queries.values()]
        answers = ask_all(urls, fetch, accept=self.registry.accept, check=self._is_list)
        for position, url, answer in zip(queries, urls, answers, strict=True):
            entry = entries[position]
            if isinstance(answer, ResolveError):
                report_failure(answer, url, source=self.name, record=entry.title or "", key=entry.key, report=report)
                continue
            works = [self.registry.interpret(work, None) for work in self.registry.list_answers(answer)]
            published = [work for work in works if not work.is_preprint]
            yield from (
                (position, claim) for claim in claim_choice(self.name, entry, published, answer.retrieved, report)
            )

    def _is_list(self, response: Response) -> bool:
        return isinstance(self.find_list(read_json(response)), list)


def _find_query(entry: Entry) -> Query | None:
    return next((lead.query for lead in find_leads(entry, search=True) if lead.query is not None), None)
