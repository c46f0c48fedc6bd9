"""arXiv's API: papers by their identifiers.

Source: arXiv API User's Manual, 3.1.1 "Query interface"; terms of use of arXiv's APIs.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.protocols import Fetcher
from arxiv2bib.resolvers._arxiv_batches import Batches

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
        """Whether *entry* has an identifier of arXiv, and arXiv has not spoken of it."""
        return _find_id(entry) is not None and all(claim.source != self.name for claim in entry.claims)

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
        raise NotImplementedError


def _find_id(entry: Entry) -> ArxivId | None:
    return entry.arxiv.id if entry.arxiv is not None else None
