"""doi.org's content negotiation: works of any registration agency by their DOIs.

doi.org sends whoever asks for CSL-JSON on to the agency that registered the DOI: mEDRA, JaLC, KISTI and others as well
as Crossref and DataCite. It is the fall-back: their own interfaces say more.

Source: https://citation.doi.org/docs.html.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import attrs

from arxiv2bib.formats.agency_members import Json, Say
from arxiv2bib.formats.csl_values import interpret_csl
from arxiv2bib.model.entry import INDEX, Entry, make_entry
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.resolvers._records import Registry, quote_doi
from arxiv2bib.resolvers._registries import RegistryResolver

__all__ = ["DoiOrgResolver"]


@attrs.frozen
class DoiOrgResolver(RegistryResolver):
    """Asks doi.org, or another proxy of the DOI system; ``url`` is what stands before ``/{doi}``."""

    name: ClassVar[str] = "doi.org"
    url: str = "https://doi.org"

    @property
    def registry(self) -> Registry:
        """How doi.org is asked."""
        return Registry(
            source=self.name,
            make_url=self._make_url,
            accept="application/vnd.citationstyles.csl+json",
            list_records=_list_items,
            interpret=_interpret,
        )

    def _make_url(self, doi: Doi) -> str:
        return f"{self.url}/{quote_doi(doi)}"


def _list_items(answer: Json) -> Sequence[Mapping[str, Json]]:
    """Return the item that *answer* is; none if it says neither a DOI nor a title."""
    is_item = isinstance(answer, Mapping) and any(isinstance(answer.get(name), str) for name in ("DOI", "title"))
    return (answer,) if is_item else ()


def _interpret(item: Mapping[str, Json], say: Say | None = None) -> Entry:
    """Return the entry that *item* is; the identifier that an agency gives it is no citation key."""
    values = interpret_csl(item, say)
    values[INDEX["key"]] = None
    return make_entry(values)
