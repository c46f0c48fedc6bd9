"""From what a publisher's DOI tells to claims."""

from typing import Final

from arxiv2bib.inference._claiming import TYPES, Values, describe_container, escape_given, make_claims, to_date
from arxiv2bib.inference.doi_pattern import DoiFacts
from arxiv2bib.model.claims import Claim, Strength, make_claim
from arxiv2bib.model.identifiers import Isbn, Issn
from arxiv2bib.model.pages import Pages
from arxiv2bib.text.markup import escape

__all__ = ["DOI", "SERIES", "claim_doi"]

DOI: Final = "doi"
"""The source of what the DOI that the authors gave tells."""
SERIES: Final = "doi (series)"
"""The source of the series that it tells."""


def claim_doi(facts: DoiFacts, evidence: str) -> list[Claim]:
    """Return what a publisher's DOI tells; DOIs of preprints and of files tell nothing of a publication."""
    if facts.doi is None or facts.kind in ("preprint", "other"):
        return []
    claims = [make_claim("doi", facts.doi, DOI, Strength.STRONG, evidence)]
    pattern = f"{evidence} ({facts.origin})" if facts.origin is not None else evidence
    values: Values = {
        "volume": facts.volume,
        "issue": facts.issue,
        "page": Pages(first=facts.page) if facts.page is not None and facts.article_number is None else None,
        "article_number": facts.article_number,
        "isbn": (Isbn(facts.isbn),) if facts.isbn is not None and facts.kind != "journal" else (),
        "issn": (Issn(facts.issn),) if facts.issn is not None else (),
    }
    if facts.container_title is not None and facts.kind in TYPES:
        values["type"] = TYPES[facts.kind]
        name = facts.acronym or facts.container_title
        values.update(describe_container(name, facts.kind, facts.year, publisher=facts.registrant))
        values["container_title"] = escape(facts.container_title)
        values["event_title"] = escape_given(facts.event_title)
        if facts.kind != "journal":
            values["publisher"] = values.get("publisher") or facts.registrant
    if facts.collection_title is not None and facts.kind in TYPES:
        # The series has to do for the volume, unless somebody names that.
        values["collection_title"] = escape(facts.collection_title)
        series: Values = {"type": TYPES[facts.kind], "container_title": values["collection_title"]}
        claims += make_claims(series, SERIES, Strength.LIKELY, pattern)
    if facts.is_year_sure:
        values["issued"] = to_date(facts.year, None)
    elif facts.year is not None:
        claims += make_claims({"issued": to_date(facts.year, None)}, DOI, Strength.WEAK, pattern)
    return claims + make_claims(values, DOI, Strength.STRONG, pattern)
