"""The DOIs under which a work may be registered."""

from collections.abc import Iterator

from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi

__all__ = ["find_dois"]

_MOST = 4  # of one entry: whoever has more is a list of references


def find_dois(entry: Entry) -> tuple[Doi, ...]:
    """Return the DOIs of the published work that *entry* is or became, in the order of their worth; none of arXiv's.

    First its own, then those that were claimed, the strongest first, then those that the authors gave to arXiv.
    """
    found = dict.fromkeys(doi for doi in _list_dois(entry) if not doi.is_arxiv)
    return tuple(found)[:_MOST]


def _list_dois(entry: Entry) -> Iterator[Doi]:
    if entry.doi is not None:
        yield entry.doi
    claims = [claim for claim in entry.claims if claim.field == "doi"]
    for claim in sorted(claims, key=lambda claim: -claim.strength):
        if isinstance(claim.value, Doi):
            yield claim.value
    if entry.arxiv is not None and entry.arxiv.doi:
        yield from Doi.find_all(entry.arxiv.doi)
