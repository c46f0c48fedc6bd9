"""Crossref's REST API: works by their DOIs, and by their titles.

Source: Crossref REST API, https://api.crossref.org/swagger-ui.
"""

from typing import ClassVar
from urllib.parse import quote

import attrs

from arxiv2bib.formats.agency_members import Json
from arxiv2bib.formats.crossref import interpret_work, list_works
from arxiv2bib.matching import Query
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.resolvers._records import Registry, quote_doi
from arxiv2bib.resolvers._registries import SearchingResolver

__all__ = ["CrossrefResolver"]

_RESULTS = 5  # the right one, if there is one, is among the first


@attrs.frozen
class CrossrefResolver(SearchingResolver):
    """Asks Crossref, or a mirror of it; ``url`` is what stands before ``/works``.

    With ``search`` it is asked by title and authors, and only where no DOI leads to a publication.
    """

    name: ClassVar[str] = "crossref"
    url: str = "https://api.crossref.org"

    @property
    def registry(self) -> Registry:
        """How Crossref is asked."""
        return Registry(
            source=self.name,
            make_url=self._make_url,
            accept="application/json",
            list_records=list_works,
            interpret=interpret_work,
        )

    def _make_url(self, doi: Doi) -> str:
        return f"{self.url}/works/{quote_doi(doi)}"

    def make_search_url(self, query: Query) -> str:
        """Return the address of the works that are most like *query*."""
        return f"{self.url}/works?query.bibliographic={quote(query.text, safe='')}&rows={_RESULTS}"

    def find_list(self, answer: Json) -> Json:
        """Return the list of works in *answer*."""
        message = answer.get("message") if isinstance(answer, dict) else None
        return message.get("items") if isinstance(message, dict) else None
