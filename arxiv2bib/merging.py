"""Merging: claims applied to an entry.

What an entry states itself is never overwritten in silence; among claims the strongest wins, and the outcome does not
depend on the order in which they come.

A preprint and its published version are two things. What an arXiv record states of type, DOI, address and date is about
the preprint; claims on its publication are taken together, or not at all, so that nothing of the one is joined with
the other (no chimera). And of several sources that name different containers only one is followed: its volume is no
volume of another journal.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.claims import Claim, ClaimValue, Strength
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import DEFAULTS, ENTRY_FIELDS, INDEX, Entry
from arxiv2bib.model.vocabulary import EntryType

RECORD = "record"
"""The source of a claim that is the entry's own statement."""


class Cite(StrEnum):
    """Which version of an arXiv paper an entry is to name."""

    AUTO = "auto"
    """The published one where it is known that and where the paper appeared."""
    PREPRINT = "preprint"
    """The preprint, whatever is known of a publication."""
    PUBLISHED = "published"
    """The published one also where the authors say only that the paper was accepted."""


_NOT_CLAIMABLE = frozenset({"key", "native_type", "extra", "claims", "origin"})
# What the preprint's record states in these fields is no statement on the published version.
_OF_THE_PREPRINT = ("type", "doi", "url", "issued", "publisher", "version")
# What belongs to one container, and is nothing without it.
_IN_CONTAINER = frozenset(
    "container_title container_title_short collection_title collection_number volume issue page article_number number"
    " publisher publisher_place event_title event_place isbn issn issued editor edition".split()
)
_OF_PUBLICATION = _IN_CONTAINER | set(_OF_THE_PREPRINT)
_WORTH = {Cite.AUTO: Strength.LIKELY, Cite.PUBLISHED: Strength.WEAK}


def merge(entry: Entry, claims: Iterable[Claim], /, *, report: Report, cite: Cite | str = Cite.AUTO) -> Entry:
    """Return *entry* with *claims* applied, and with all of them, sorted, in its ``claims``.

    What the entry states itself becomes a claim of source ``record`` and wins; where it states nothing, the strongest
    claim on a field does, of equally strong ones the first by value. The others are a ``merge/conflict`` in *report*.
    An arXiv paper becomes the published work, with the publisher's DOI and the venue, or stays the preprint that it is:
    *cite* says when. Idempotent, and independent of the order in which claims come, in one call or in several.

    Raises :class:`~arxiv2bib.InvalidValueError` for a claim on a field that entries do not have, or that is not to be
    claimed (keys, extras), and for an unknown *cite*.
    """
    if cite not in tuple(Cite):
        raise InvalidValueError(f"cite is one of {', '.join(Cite)}, not {cite!r}")
    new = set(claims)
    if not new and not entry.claims:
        return entry
    known = {claim.field for claim in entry.claims}
    fields = {claim.field for claim in new}
    if _is_arxiv_preprint(entry) and fields & _OF_PUBLICATION and RECORD not in {c.source for c in entry.claims}:
        fields.update(_OF_THE_PREPRINT)
    for field in fields - known:
        if field not in ENTRY_FIELDS or field in _NOT_CLAIMABLE:
            raise InvalidValueError(f"nothing can be claimed on {field!r}")
        if stated := getattr(entry, field):
            new.add(Claim(field=field, value=stated, source=RECORD, strength=Strength.STATED))
    every = tuple(sorted({*entry.claims, *new}, key=_rank))
    return _apply(entry, every, new, report, Cite(cite)).evolve(claims=every)


def find_rejected(entry: Entry) -> tuple[Claim, ...]:
    """Return the claims of *entry* whose value is not the one that it has."""
    return tuple(claim for claim in entry.claims if not agree(claim.field, claim.value, getattr(entry, claim.field)))


def agree(field: str, value: object, other: object) -> bool:
    """Whether two values of *field* say the same: one journal under two names, a year and a day in it."""
    if value == other:
        return True
    if field in ("container_title", "event_title") and isinstance(value, str) and isinstance(other, str):
        from arxiv2bib.data.containers import is_same_container  # its tables take time to load

        return is_same_container(value, other)
    if isinstance(value, Date) and isinstance(other, Date) and value.start and other.start:
        shorter = min(len(value.start), len(other.start))
        return value.start[:shorter] == other.start[:shorter]
    return isinstance(value, str) and isinstance(other, str) and value.casefold() == other.casefold()


def _is_arxiv_preprint(entry: Entry) -> bool:
    return entry.type is EntryType.ARTICLE and entry.arxiv is not None and entry.arxiv.id is not None


def _apply(entry: Entry, every: tuple[Claim, ...], new: set[Claim], report: Report, cite: Cite) -> Entry:
    """Return *entry* with every claimed field as the claims have it: what earlier claims made of it does not count."""
    stated = {claim.field: claim.value for claim in every if claim.strength is Strength.STATED}
    base: dict[str, object] = {claim.field: DEFAULTS[INDEX[claim.field]] for claim in every}
    claims: Iterable[Claim] = every
    is_preprint = stated.get("type", entry.type) is EntryType.ARTICLE
    if is_preprint and entry.arxiv is not None and entry.arxiv.id is not None:
        is_published = _is_published(every, cite)
        waiting = {claim.source for claim in every if claim.field == "status"}  # those who say that it is not out yet
        left_out = {"status"} if is_published else _OF_PUBLICATION
        claims = [
            claim
            for claim in every
            if claim.strength is Strength.STATED
            or (claim.field not in left_out and (claim.field != "note" or (claim.source in waiting) != is_published))
        ]
        if is_published:
            claims = [
                claim for claim in claims if claim.strength < Strength.STATED or claim.field not in _OF_THE_PREPRINT
            ]
            base.update(_without_preprint(entry, stated))
    return entry.evolve(**{**base, **_choose(entry, claims, new, report)})


def _is_published(every: Iterable[Claim], cite: Cite) -> bool:
    """Whether claims of enough worth say that the paper was published, and in what."""
    if cite is Cite.PREPRINT:
        return False
    worthy = [claim for claim in every if Strength.STATED > claim.strength >= _WORTH[cite]]
    types = {claim.value for claim in worthy if claim.field == "type"} - {EntryType.ARTICLE}
    return EntryType.THESIS in types or (bool(types) and any(claim.field == "container_title" for claim in worthy))


def _without_preprint(entry: Entry, stated: dict[str, ClaimValue]) -> dict[str, object]:
    """Return the fields of the published work that the preprint's record stands behind: of its date only the year."""
    date, url, publisher = stated.get("issued"), stated.get("url"), stated.get("publisher")
    is_arxiv_url = entry.arxiv is not None and entry.arxiv.id is not None and "arxiv.org/" in str(url)
    return {
        "doi": None,
        "url": None if is_arxiv_url else url,
        "publisher": None if publisher == "arXiv" else publisher,
        "issued": Date(start=date.start[:1]) if isinstance(date, Date) and date.start else date,
        "version": None,
    }


def _choose(entry: Entry, claims: Iterable[Claim], new: set[Claim], report: Report) -> dict[str, object]:
    """Return the best value of each field that is claimed on; *claims* are in the order of their rank."""
    claims = list(claims)
    named = [claim for claim in claims if claim.field == "container_title"]
    container = next((claim for claim in named if not claim.source.endswith("(series)")), named[0] if named else None)
    others = {
        claim.source
        for claim in claims
        if container is not None
        and claim.field == "container_title"
        and not agree("container_title", claim.value, container.value)
    }
    if container is not None:
        others.discard(container.source)
    changes: dict[str, object] = {}
    for field, group in groupby(claims, key=lambda claim: claim.field):
        ranked = list(group)
        followed = [
            claim for claim in ranked if claim.source not in others or field not in _IN_CONTAINER | {"doi", "type"}
        ]
        if not followed:
            continue
        best = container if field == "container_title" and container is not None else followed[0]
        changes[field] = best.value
        for other in ranked:
            if other in new and _is_conflict(field, other, best):
                _report_conflict(entry, other, best, report)
    return changes


def _is_conflict(field: str, other: Claim, best: Claim) -> bool:
    """Whether it is worth telling that *other* lost.

    Of hints, publishers and series it is only where the entry itself states another.
    """
    if best.strength is not Strength.STATED and (field in _SELDOM_SAME or other.strength is Strength.WEAK):
        return False
    return not agree(field, other.value, best.value)


_SELDOM_SAME = frozenset({"publisher", "collection_title", "event_title", "container_title_short"})


def _rank(claim: Claim) -> tuple[str, int, str, str, str, str]:
    return (claim.field, -claim.strength, repr(claim.value), claim.source, claim.evidence or "", claim.retrieved or "")


def _report_conflict(entry: Entry, claim: Claim, best: Claim, report: Report) -> None:
    report.add(
        Diagnostic(
            Code.MERGE_CONFLICT,
            Severity.WARNING,
            f"{claim.source} says otherwise than {best.source}, whose {best.value} is kept",
            source=entry.origin.source if entry.origin is not None else None,
            record=str(entry.arxiv.id) if entry.arxiv is not None and entry.arxiv.id is not None else None,
            key=entry.key,
            path=claim.field,
            value=str(claim.value),
        )
    )
