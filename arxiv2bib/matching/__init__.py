"""Whether an answer is about this paper, and what it claims then.

For resolvers: :func:`find_leads` says what to ask for and in which order (``leads.py`` tells how it is meant),
:func:`match` and :func:`choose` whether an answer is used, :func:`claims_from` and :func:`refuse` what is claimed then.
Everything here is pure: no network, no files, no clock.

.. code-block:: python

    for lead in find_leads(entry, answers=answers, search=search):
        candidate = ...  # the service's answer to lead.doi, as an entry
        found = match(entry, candidate, asked=lead.doi)
        if found.is_accepted:
            claims = claims_from(
                candidate, source="crossref", strength=strength_of(found), evidence=found, retrieved=response.retrieved
            )
        elif found.verdict is Verdict.REFUSED and lead.doi is not None:
            claims = (refuse(lead.doi, source="crossref", evidence=found, retrieved=response.retrieved),)
"""

from arxiv2bib.matching.choosing import Choice, choose
from arxiv2bib.matching.claiming import claims_from, refuse, strength_of
from arxiv2bib.matching.judging import match
from arxiv2bib.matching.leads import Lead, Path, Query, find_leads, needs_more
from arxiv2bib.matching.verdicts import Match, Verdict

__all__ = [
    "Choice",
    "Lead",
    "Match",
    "Path",
    "Query",
    "Verdict",
    "choose",
    "claims_from",
    "find_leads",
    "match",
    "needs_more",
    "refuse",
    "strength_of",
]
