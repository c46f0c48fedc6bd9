"""arXiv's API: papers by their identifiers.

Source: arXiv API User's Manual, 3.1.1 "Query interface"; terms of use of arXiv's APIs.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.matching import needs_more
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.entry import Entry, find_arxiv_id
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.protocols import Fetcher
from arxiv2bib.resolvers._arxiv_batches import Batches
from arxiv2bib.resolvers._claims import claim_record

__all__ = ["ArxivResolver"]


@attrs.frozen
class ArxivResolver:
    """Asks the API of arXiv, or of a mirror of it.

    ``url`` is what stands before ``/api/query``, ``batch`` how many papers are asked for at once.
    """

    name: ClassVar[str] = "arxiv"
    url: str = "https://export.arxiv.org"
    batch: int = 100

    def wants(self, entry: Entry, /) -> bool:
        """Whether *entry* has an identifier of arXiv and lacks something, and arXiv has not spoken of it."""
        is_told = any(claim.source == self.name for claim in entry.claims)
        return find_arxiv_id(entry) is not None and not is_told and needs_more(entry)

    def wants_identifier(self, identifier: ArxivId | Doi, /) -> bool:
        """Whether *identifier* is one of arXiv."""
        return isinstance(identifier, ArxivId)

    def find_entries(
        self, identifiers: Sequence[ArxivId | Doi], /, *, fetch: Fetcher, report: Report
    ) -> Iterator[tuple[int, Entry | None]]:
        """Yield the papers with *identifiers*, each with its position; None for those that arXiv does not have."""
        wanted = [identifier for identifier in identifiers if isinstance(identifier, ArxivId)]
        found = Batches(url=self.url, size=self.batch, fetch=fetch, report=report).find(wanted)
        for position, identifier in enumerate(identifiers):
            if identifier in found and isinstance(identifier, ArxivId):
                yield position, found[identifier].entry

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield what arXiv says of the papers that *entries* are."""
        wanted = {
            at: identifier for at, entry in enumerate(entries) if (identifier := find_arxiv_id(entry)) is not None
        }
        found = Batches(url=self.url, size=self.batch, fetch=fetch, report=report).find(wanted.values())
        for position, identifier in wanted.items():
            paper = found.get(identifier)
            if paper is not None:
                claims = claim_record(self.name, entries[position], identifier.doi, paper, report)
                yield from ((position, claim) for claim in claims)
