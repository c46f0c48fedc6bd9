"""What an accepted answer claims of an entry."""

from collections.abc import Iterator
from typing import Final

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.matching.kinds import is_retracted, read_heading
from arxiv2bib.matching.links import VERSION_RELATIONS
from arxiv2bib.matching.verdicts import Match
from arxiv2bib.model.checking import find_check
from arxiv2bib.model.claims import Claim, ClaimValue, Strength, check_strength
from arxiv2bib.model.entry import ArxivInfo, Entry, check_entry
from arxiv2bib.model.identifiers import Doi, read_arxiv_id
from arxiv2bib.model.vocabulary import EntryType

__all__ = ["claims_from", "refuse", "strength_of"]

_CLAIMED: Final = tuple(
    "type title short_title author editor contributors issued container_title container_title_short collection_title"
    " collection_number volume issue page article_number number edition publisher publisher_place event_title"
    " event_place genre language abstract isbn issn doi status note submitted updated arxiv".split()
)
# What a service's own bookkeeping says is true of its record, not of a publication.
_OF_PREPRINTS: Final = frozenset({"submitted", "updated"})
_check_doi: Final = find_check(Doi)
_PREPRINT: Final = " (preprint)"
_ARXIV: Final = "arxiv"


def claims_from(
    candidate: Entry,
    /,
    *,
    source: str,
    strength: Strength = Strength.CERTAIN,
    evidence: Match | str | None = None,
    retrieved: str | None = None,
) -> tuple[Claim, ...]:
    """Return what *candidate*, an accepted answer, claims: each field that it has and that a registry knows.

    *source* is the service (``crossref``); the record of a preprint is claimed by ``crossref (preprint)``, so that
    merging keeps the two apart. Keys, extras, keywords, the day of access and the service's type names are not claimed,
    nor an address where there is a DOI. A retracted work is claimed as such, and its title without the mark of that.

    Raises :class:`~arxiv2bib.InvalidValueError` for what is no entry, a source that is no text, and no strength.
    """
    check_entry(candidate, "claims_from")
    if not isinstance(source, str):
        raise InvalidValueError(f"source is the name of the service, not {type(source).__name__}")
    check_strength(strength)
    if candidate.type is EntryType.ARTICLE and source != _ARXIV:
        source += _PREPRINT
    words = str(evidence) if evidence is not None else None
    return tuple(
        Claim(field=field, value=value, source=source, strength=strength, evidence=words, retrieved=retrieved)
        for field, value in _list_values(candidate)
    )


def _list_values(candidate: Entry) -> Iterator[tuple[str, ClaimValue]]:
    is_preprint = candidate.type is EntryType.ARTICLE
    for field in _CLAIMED:
        value = getattr(candidate, field)
        if not value or value is EntryType.DOCUMENT or (field in _OF_PREPRINTS and not is_preprint):
            continue
        if field == "title":
            heading = read_heading(value)
            value = heading.title if heading.is_retracted and not heading.kinds else value
        if field == "arxiv":
            value = attrs.evolve(value, id=value.id.unversioned) if value.id is not None else value
        yield field, value
    yield from _list_versions(candidate)
    if candidate.doi is None and candidate.url:
        yield "url", candidate.url
    if is_preprint and candidate.version:
        yield "version", candidate.version
    if is_retracted(candidate) and not candidate.status:
        yield "status", "retracted"


def _list_versions(candidate: Entry) -> Iterator[tuple[str, ClaimValue]]:
    """Yield what the relations of *candidate* say of other versions: a publication of a preprint, and the reverse."""
    related = [one for one in candidate.related if one.relation.lower() in VERSION_RELATIONS]
    papers = [identifier for one in related if (identifier := read_arxiv_id(one.identifier)) is not None]
    if candidate.type is EntryType.ARTICLE:
        others = tuple(one for one in related if read_arxiv_id(one.identifier) is None)
        if others:
            yield "related", others
    elif candidate.arxiv is None and len(set(papers)) == 1:
        yield "arxiv", ArxivInfo(id=papers[0])


def strength_of(match: Match) -> Strength:
    """Return how much the claims of an accepted answer are worth: an identifier led to it, or words alone.

    Raises :class:`~arxiv2bib.InvalidValueError` for what is no match.
    """
    if not isinstance(match, Match):
        raise InvalidValueError(f"strength_of takes what match gives, not {type(match).__name__}")
    return Strength.CERTAIN if match.is_linked else Strength.STRONG


def refuse(doi: Doi, /, *, source: str, evidence: Match | str, retrieved: str | None = None) -> Claim:
    """Return the claim that *doi* leads to another work: merged, nothing that goes by this DOI is followed any more.

    Raises :class:`~arxiv2bib.InvalidValueError` for what is no DOI.
    """
    _check_doi(doi, "doi")
    return Claim(
        field="doi", value=doi, source=source, strength=Strength.REFUSED, evidence=str(evidence), retrieved=retrieved
    )
