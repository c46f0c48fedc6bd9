"""What a record says of its publication in words, as claims: in its journal line, its comment and its DOI."""

from typing import TYPE_CHECKING

import attrs

from arxiv2bib.inference.shared_acronyms import SHARED_ACRONYMS, name_by_field
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.text.markup import plain

if TYPE_CHECKING:
    from arxiv2bib.inference.doi_pattern import DoiFacts
    from arxiv2bib.inference.journal_ref import JournalRef

__all__ = ["find_claims"]


def find_claims(entry: Entry) -> tuple[Claim, ...]:
    """Return what *entry* says of its publication in words and identifiers, as claims; ``()`` if that is nothing.

    Read are ``arxiv.journal_ref``, ``arxiv.comment`` (or ``note``, where there is no comment) and the DOI: that which
    the authors gave to arXiv, or the entry's own where it is not arXiv's.
    """
    arxiv = entry.arxiv
    claims: list[Claim] = []
    doi = (arxiv.doi if arxiv is not None else None) or (
        str(entry.doi) if entry.doi is not None and not entry.doi.is_arxiv else None
    )
    reference = None
    if arxiv is not None and arxiv.journal_ref:
        from arxiv2bib.inference.journal_ref import parse_journal_ref  # what reads it takes time to load

        reference = parse_journal_ref(arxiv.journal_ref)
    if not doi and reference is not None and len(reference.doi) == 1 and not reference.doi[0].is_arxiv:
        doi = str(reference.doi[0])
    facts = None
    if doi:
        from arxiv2bib.inference.doi_pattern import parse_doi

        facts = parse_doi(doi)
        if facts.doi is None and reference is not None:
            facts = _find_told(doi, reference) or facts
    category = arxiv.primary_category if arxiv is not None else None
    if reference is not None and arxiv is not None:
        if reference.container_title in SHARED_ACRONYMS:
            title = name_by_field(reference.container_title, category, reference.article_number)
            reference = attrs.evolve(reference, container_title=title)
        if facts is not None and _is_same_volume(reference.volume, facts):
            reference = attrs.evolve(reference, volume=None)
        from arxiv2bib.inference.reference_claims import claim_reference

        claims += claim_reference(reference, str(arxiv.journal_ref), facts.doi if facts is not None else None)
    if doi and facts is not None:
        from arxiv2bib.inference.doi_claims import claim_doi

        claims += claim_doi(facts, doi)
    words = (arxiv.comment if arxiv is not None else None) or entry.note
    if words:
        from arxiv2bib.inference.comment import parse_comment
        from arxiv2bib.inference.comment_claims import claim_comment

        comment = parse_comment(plain(words))
        if comment.venue in SHARED_ACRONYMS:
            comment = attrs.evolve(comment, venue=name_by_field(comment.venue, category))
        claims += claim_comment(comment, words)
    return tuple(claims)


def _find_told(text: str, reference: "JournalRef") -> "DoiFacts | None":
    """Return what that one of several DOIs in *text* tells which has the volume and the page of *reference*, if any.

    Authors give the DOI of the erratum beside that of the paper.
    """
    from arxiv2bib.inference.doi_pattern import parse_doi

    page = reference.article_number or (reference.pages.first if reference.pages is not None else None)
    told = [
        facts
        for facts in map(parse_doi, map(str, Doi.find_all(text)))
        if page is not None
        and page.lstrip("0") in {place.lstrip("0") for place in (facts.page, facts.article_number) if place}
        and (facts.volume == reference.volume or _is_same_volume(reference.volume, facts))
    ]
    return told[0] if len(told) == 1 else None


def _is_same_volume(volume: str | None, facts: "DoiFacts") -> bool:
    """Whether *volume* is what the DOI calls volume and issue.

    JCAP's ``0902`` and ``02`` are issue 2 of volume 2009; ``XLII-4/W18`` is issue 4-W18 of volume XLII.
    """
    if volume is None or facts.volume is None or facts.issue is None:
        return False
    from arxiv2bib.data.keys import make_key

    month = f"{facts.issue:0>2}"
    if len(facts.volume) == 4 and facts.volume.startswith(("19", "20")) and volume in {facts.volume[2:] + month, month}:
        return True
    return make_key(volume) == make_key(facts.volume + facts.issue)
