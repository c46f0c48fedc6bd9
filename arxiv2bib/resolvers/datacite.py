"""DataCite's REST API: records by their DOIs, and by their titles.

Its record of an arXiv paper tells where the paper was published, if arXiv knows it: a relation.

Source: DataCite REST API, https://support.datacite.org/docs/api.
"""

from typing import ClassVar
from urllib.parse import quote

import attrs

from arxiv2bib.formats.agency_members import Json
from arxiv2bib.formats.datacite import interpret_record, list_records
from arxiv2bib.matching import Query
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.resolvers._records import Registry, quote_doi
from arxiv2bib.resolvers._registries import SearchingResolver

__all__ = ["DataciteResolver"]

_RESULTS = 5  # the right one, if there is one, is among the first


@attrs.frozen
class DataciteResolver(SearchingResolver):
    """Asks DataCite, or a mirror of it; ``url`` is what stands before ``/dois``.

    With ``search`` it is asked by title and authors, and only where no DOI leads to a publication.
    """

    name: ClassVar[str] = "datacite"
    url: str = "https://api.datacite.org"

    @property
    def registry(self) -> Registry:
        """How DataCite is asked."""
        return Registry(
            source=self.name,
            make_url=self._make_url,
            accept="application/vnd.api+json",
            list_records=list_records,
            interpret=interpret_record,
        )

    def wants_doi(self, doi: Doi) -> bool:
        """Whether DataCite may have a record of *doi* that is of use: that of a preprint too, for its relations."""
        return True

    def _make_url(self, doi: Doi) -> str:
        return f"{self.url}/dois/{quote_doi(doi)}"

    def make_search_url(self, query: Query) -> str:
        """Return the address of the records that are most like *query*."""
        words = f"titles.title:({query.title})"
        names = " ".join(name for name in query.families if name.isalpha())
        text = f"{words} AND creators.name:({names})" if names else words
        return f"{self.url}/dois?query={quote(text, safe='')}&page[size]={_RESULTS}"

    def find_list(self, answer: Json) -> Json:
        """Return the list of records in *answer*."""
        return answer.get("data") if isinstance(answer, dict) else None
