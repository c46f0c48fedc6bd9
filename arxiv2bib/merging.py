"""Merging: claims applied to an entry.

What an entry states itself is never overwritten in silence; among claims the strongest wins, and the outcome does not
depend on the order in which they come.

A preprint and its published version are two things. What an arXiv record states of type, DOI, address and date is about
the preprint; claims on its publication are taken together, or not at all, so that nothing of the one is joined with
the other (no chimera). And of several sources that name different containers only one is followed: its volume is no
volume of another journal. A service's record of the preprint says nothing of the publication, and the reverse.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import attrs

from arxiv2bib._agreeing import agree
from arxiv2bib._conflicts import is_conflict, report_conflict, report_year
from arxiv2bib.diagnostics import Report, take_report
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.claims import Claim, ClaimValue, Strength, check_claims, make_claim
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import DEFAULTS, ENTRY_FIELDS, INDEX, ArxivInfo, Entry, check_entry
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import Cite, EntryType
from arxiv2bib.text.placeholders import PLACES, is_placeholder

__all__ = ["RECORD", "apply_claims", "merge"]

RECORD = "record"
"""The source of a claim that is the entry's own statement."""

# To get a member from its class takes Python 3.11 many times as long.
_REFUSED, _CERTAIN, _STATED = Strength.REFUSED, Strength.CERTAIN, Strength.STATED
_PREPRINT, _DOCUMENT = EntryType.ARTICLE, EntryType.DOCUMENT

_NOT_CLAIMABLE = frozenset({"key", "native_type", "extra", "claims", "origin"})
# What the preprint's record states in these fields is no statement on the published version.
_OF_THE_PREPRINT = ("type", "doi", "url", "issued", "publisher", "version")
# What belongs to one container, and is nothing without it.
_IN_CONTAINER = frozenset(
    "container_title container_title_short collection_title collection_number volume issue page article_number number"
    " publisher publisher_place event_title event_place isbn issn issued editor edition".split()
)
_OF_PUBLICATION = _IN_CONTAINER | set(_OF_THE_PREPRINT)
_OF_ONE_SOURCE = _IN_CONTAINER | {"doi", "type"}
# What a source says of another container is told together with that container.
_TOLD_WITH_CONTAINER = _IN_CONTAINER - {"container_title"} | {"type"}
_CITES = tuple(Cite)
_WORTH = {Cite.AUTO: Strength.LIKELY, Cite.BOTH: Strength.LIKELY, Cite.PUBLISHED: Strength.WEAK}
# Types that say how a work came out, though nothing contains it.
_WITHOUT_CONTAINER = frozenset({EntryType.BOOK, EntryType.REPORT, EntryType.THESIS})
_TAKEN_BACK = frozenset({"retracted", "withdrawn", "removed", "partially retracted"})


def merge(
    entry: Entry, claims: Iterable[Claim], /, *, report: Report | None = None, cite: Cite | str = Cite.AUTO
) -> Entry:
    """Return *entry* with *claims* applied, and with all of them, sorted, in its ``claims``.

    What the entry states itself becomes a claim of source ``record`` and wins; where it states nothing (a type of
    ``document`` is nothing, and so is a volume of ``n/a``), the strongest claim on a field does, of equally strong ones
    the first by value. The others are a ``merge/conflict`` in *report*. An arXiv paper becomes the published work, with
    the publisher's DOI and the venue, or stays the preprint that it is: *cite* says when; a version that arXiv was
    asked for stays what it is. The published work has the title that its registry gives where that has other words than
    the preprint's; authors stay the entry's own. Of ``arxiv``, each member that is not stated is taken. A refused DOI,
    and what its source says beside it, is not followed. Idempotent, and independent of the order in which claims come,
    in one call or in several.

    Raises :class:`~arxiv2bib.InvalidValueError` for a claim on a field that entries do not have, or that is not to be
    claimed (keys, extras), for a value that the field cannot have, and for an unknown *cite*.
    """
    check_entry(entry, "merge")
    return apply_claims(entry, check_claims(claims), report=take_report(report), cite=cite)


def apply_claims(entry: Entry, claims: Iterable[Claim], /, *, report: Report, cite: Cite | str = Cite.AUTO) -> Entry:
    """Return what :func:`merge` does, of what is an entry and claims: readers and services make no others."""
    if cite not in _CITES:
        raise InvalidValueError(f"cite is one of {', '.join(Cite)}, not {cite!r}")
    new = list(claims)
    if not new and not entry.claims:
        return entry
    known = {claim.field for claim in entry.claims}
    fields = {claim.field for claim in new}
    if _may_be_preprint(entry) and fields & _OF_PUBLICATION and not known & _OF_PUBLICATION:
        fields.update(_OF_THE_PREPRINT)
    for field in fields - known:
        if field not in ENTRY_FIELDS or field in _NOT_CLAIMABLE:
            raise InvalidValueError(f"nothing can be claimed on {field!r}")
        stated = getattr(entry, field)
        if stated and stated is not _DOCUMENT and (field not in PLACES or not is_placeholder(str(stated))):
            new.append(make_claim(field, stated, RECORD, _STATED, None))
    every = tuple(_sort([*entry.claims, *new]))
    changes = _find_changes(entry, every, report, Cite(cite))
    return entry.evolve(**changes, claims=every)


def _may_be_preprint(entry: Entry) -> bool:
    return entry.type is _PREPRINT or entry.type is _DOCUMENT or _has_arxiv_id(entry)


def _has_arxiv_id(entry: Entry) -> bool:
    return entry.arxiv is not None and entry.arxiv.id is not None


def _find_changes(entry: Entry, every: tuple[Claim, ...], report: Report, cite: Cite) -> dict[str, object]:
    """Return every claimed field of *entry* as the claims have it: what earlier claims made of it does not count."""
    told = frozenset(entry.claims)  # by an earlier merge, and not again
    stated = {claim.field: claim.value for claim in every if claim.strength is _STATED}
    base: dict[str, object] = {claim.field: DEFAULTS[INDEX[claim.field]] for claim in every}
    usable = _drop_refused(every)
    of_preprints = {claim.source for claim in usable if claim.field == "type" and claim.value is _PREPRINT}
    own_type = stated.get("type", None if "type" in base else entry.type)
    own_doi = stated.get("doi", None if "doi" in base else entry.doi)
    has_arxiv_doi = isinstance(own_doi, Doi) and own_doi.is_arxiv
    is_untold = (own_type is None or own_type is _DOCUMENT) and (bool(of_preprints) or has_arxiv_doi)
    is_preprint = own_type is _PREPRINT or is_untold
    behind: frozenset[str] = frozenset()
    is_published = False
    if not is_preprint:
        of_preprints.discard(RECORD)
        usable = [one for one in usable if one.source == RECORD or _speaks_of_published(one, of_preprints, set())]
        behind = frozenset({"doi"}) if _is_doi_of_preprint(entry, usable) else behind
    elif is_published := _is_published(usable, of_preprints, cite) and (
        cite is Cite.PUBLISHED or not _is_pinned(entry)
    ):
        base.update(_without_preprint(entry, stated))
        of_preprints.add(RECORD)
        waiting = _find_waiting(usable)
        usable = [one for one in usable if _speaks_of_published(one, of_preprints, waiting)]
        behind = frozenset({"title"}) if _has_other_title(usable, stated.get("title")) else behind
    else:
        of_preprints.add(RECORD)
        waiting = _find_waiting(usable)
        usable = [one for one in usable if _speaks_of_preprint(one, of_preprints, waiting)]
    chosen = _choose(entry, usable, told, report, behind)
    _drop_twin(entry, chosen, stated)
    is_new = len(every) > len(told)
    if is_published and is_new and "issued" not in chosen and isinstance(year := base.get("issued"), Date):
        report_year(entry, year, report)
    return {**base, **chosen, **_join_arxiv(usable)}


def _drop_refused(every: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those of sources that go by a DOI which leads to another work."""
    if _REFUSED not in [claim.strength for claim in every]:
        return list(every)
    refused = {claim.value for claim in every if claim.field == "doi" and claim.strength is _REFUSED}
    misled = {
        claim.source
        for claim in every
        if claim.field == "doi" and claim.value in refused and _REFUSED < claim.strength < _STATED
    }
    misled |= {f"{source} (series)" for source in misled}
    return [claim for claim in every if claim.strength is not _REFUSED and claim.source not in misled]


def _find_waiting(claims: Iterable[Claim]) -> set[str]:
    """Return the sources that say that the paper is not out yet."""
    return {claim.source for claim in claims if claim.field == "status" and claim.value not in _TAKEN_BACK}


def _speaks_of_published(claim: Claim, of_preprints: set[str], waiting: set[str]) -> bool:
    if claim.field in ("status", "note"):
        return claim.source not in waiting or claim.strength is _STATED
    if claim.source == RECORD:
        return claim.field not in _OF_THE_PREPRINT
    if claim.field in ("doi", "url"):
        return claim.source not in of_preprints and not _leads_to_arxiv(claim.value)
    return claim.source not in of_preprints or claim.field not in _OF_PUBLICATION


def _leads_to_arxiv(value: ClaimValue) -> bool:
    return value.is_arxiv if isinstance(value, Doi) else "arxiv.org/" in str(value)


def _speaks_of_preprint(claim: Claim, of_preprints: set[str], waiting: set[str]) -> bool:
    if claim.source in of_preprints:
        return claim.source == RECORD or claim.field in _OF_THE_PREPRINT or claim.field not in _IN_CONTAINER
    if claim.field == "note":
        return claim.source in waiting
    return claim.field not in _OF_PUBLICATION


def _is_pinned(entry: Entry) -> bool:
    """Whether somebody asked arXiv for one version of the paper, and cites that.

    A version in the identifier of a bibliography's entry was often put there by a program, and asks for nothing.
    """
    is_arxivs = entry.origin is not None and entry.origin.record.format.startswith("arxiv-")
    return is_arxivs and entry.arxiv is not None and entry.arxiv.id is not None and entry.arxiv.id.version is not None


def _is_published(claims: Iterable[Claim], of_preprints: set[str], cite: Cite) -> bool:
    """Whether claims of enough worth say that the paper was published, and in what."""
    if cite is Cite.PREPRINT:
        return False
    worth = _WORTH[cite]
    worthy = [one for one in claims if _STATED > one.strength >= worth and one.source not in of_preprints]
    types = {claim.value for claim in worthy if claim.field == "type"} - {_PREPRINT, _DOCUMENT}
    if types & _WITHOUT_CONTAINER:
        return True
    return bool(types) and any(claim.field == "container_title" for claim in worthy)


def _is_doi_of_preprint(entry: Entry, claims: Iterable[Claim]) -> bool:
    """Whether a published entry states arXiv's DOI, which its identifier says as well, and somebody knows its own."""
    dois = {claim.source == RECORD: claim.value for claim in claims if claim.field == "doi"}
    stated, other = dois.get(True), dois.get(False)
    return stated is not None and other is not None and _leads_to_arxiv(stated) and _has_arxiv_id(entry)


def _has_other_title(claims: Iterable[Claim], stated: ClaimValue | None) -> bool:
    """Whether the registry of the published work gives it a title of other words than the preprint's."""
    titles = [one.value for one in claims if one.field == "title" and one.strength is _CERTAIN]
    return stated is not None and bool(titles) and not any(agree("title", title, stated) for title in titles)


def _without_preprint(entry: Entry, stated: dict[str, ClaimValue]) -> dict[str, object]:
    """Return the fields of the published work that the preprint's record stands behind: of its date only the year."""
    date, url, publisher = stated.get("issued"), stated.get("url"), stated.get("publisher")
    is_arxiv_url = _has_arxiv_id(entry) and url is not None and _leads_to_arxiv(url)
    return {
        "doi": None,
        "url": None if is_arxiv_url else url,
        "publisher": None if publisher == "arXiv" else publisher,
        "issued": Date(start=date.start[:1]) if isinstance(date, Date) and date.start else date,
        "version": None,
    }


def _choose(
    entry: Entry, claims: Sequence[Claim], told: frozenset[Claim], report: Report, behind: frozenset[str]
) -> dict[str, object]:
    """Return the best value of each field that is claimed on; *claims* are in the order of their rank.

    In the fields *behind* what the record states comes last. The conflicts of claims that were *told* before are not
    reported.
    """
    container, others = _follow_container(claims)
    changes: dict[str, object] = {}
    for field, group in groupby(claims, key=_field_of):
        ranked = list(group)
        if field in behind:
            ranked.sort(key=lambda claim: claim.source == RECORD)
        followed = ranked
        if others and field in _OF_ONE_SOURCE:
            followed = [claim for claim in ranked if claim.source not in others]
            if not followed:
                continue
        best = container if field == "container_title" and container is not None else followed[0]
        changes[field] = _fill_in(field, best, followed)
        if len(ranked) == 1 or field in entry.truncated:
            continue
        # What was followed until now may be gone for a new claim.
        is_news = best not in told
        for other in ranked:
            is_told = (other.source in others and field in _TOLD_WITH_CONTAINER) or (not is_news and other in told)
            if other is not best and not is_told and is_conflict(field, other, best):
                report_conflict(entry, other, best, report)
    return changes


def _drop_twin(entry: Entry, chosen: dict[str, object], stated: dict[str, ClaimValue]) -> None:
    """Drop a page that is the article number, or the reverse, from *chosen*: one number that sources call otherwise.

    What the entry states stays; else the article number does, with its zeros.
    """
    page, article = (chosen.get(field, getattr(entry, field)) for field in ("page", "article_number"))
    if isinstance(page, Pages) and isinstance(article, str) and page.last is None and page.first is not None:
        twin = "article_number" if "page" in stated or "page" not in chosen else "page"
        if page.first.lstrip("0") == article.lstrip("0") and twin in chosen and twin not in stated:
            chosen[twin] = DEFAULTS[INDEX[twin]]


def _fill_in(field: str, best: Claim, followed: Iterable[Claim]) -> ClaimValue:
    """Return the value of *best*, or the fuller one of a claim that agrees: with the last page, with the month."""
    if best.strength is _STATED or not isinstance(best.value, (Date, Pages)):
        return best.value
    return next((one.value for one in followed if _is_fuller(field, one.value, best.value)), best.value)


def _is_fuller(field: str, value: ClaimValue, other: ClaimValue) -> bool:
    if isinstance(value, Date) and isinstance(other, Date) and value.start and other.start:
        return len(value.start) > len(other.start) and agree(field, value, other)
    if isinstance(value, Pages) and isinstance(other, Pages):
        return value.last is not None and other.last is None and agree(field, value, other)
    return False


def _follow_container(claims: Sequence[Claim]) -> tuple[Claim | None, set[str]]:
    """Return the container that is followed, and the sources that name another one.

    A registry's record of the stated DOI is about this publication, however it calls the container.
    """
    named = [claim for claim in claims if claim.field == "container_title"]
    container = next((claim for claim in named if not claim.source.endswith("(series)")), named[0] if named else None)
    if container is None:
        return None, set()
    others = {claim.source for claim in named if not agree("container_title", claim.value, container.value)}
    if not others:
        return container, others
    dois = [claim for claim in claims if claim.field == "doi"]
    stated = {claim.value for claim in dois if claim.strength is _STATED}
    sure = {claim.source for claim in dois if claim.strength is _CERTAIN and claim.value in stated}
    return container, others - {container.source} - sure


def _join_arxiv(claims: Iterable[Claim]) -> dict[str, object]:
    """Return ``arxiv``, if it is claimed on: of its members, each from the best claim that has it, of one paper."""
    infos = [claim.value for claim in claims if claim.field == "arxiv" and isinstance(claim.value, ArxivInfo)]
    if not infos:
        return {}
    joined = infos[0]
    for info in infos[1:]:
        if joined.id is None or info.id is None or joined.id.unversioned == info.id.unversioned:
            joined = attrs.evolve(joined, **_find_missing(joined, info))
    return {"arxiv": joined}


def _find_missing(info: ArxivInfo, other: ArxivInfo) -> dict[str, Any]:  # Any: each of its field's type
    names = [field.name for field in attrs.fields(ArxivInfo)]
    return {name: getattr(other, name) for name in names if not getattr(info, name) and getattr(other, name)}


def _sort(claims: Iterable[Claim]) -> list[Claim]:
    """Return *claims* field by field, each once, the strongest first; equally strong ones by their values."""
    claims = list(claims)
    ranks = [*map(_rank, claims)]
    if len(set(ranks)) == len(ranks):
        return [claim for _, claim in sorted(zip(ranks, claims, strict=True))]
    ranked: list[Claim] = []
    for _, group in groupby(sorted(claims, key=_rank), key=_rank):
        equal = list(dict.fromkeys(group))
        ranked += sorted(equal, key=_rank_equal) if len(equal) > 1 else equal  # what takes long
    return ranked


_field_of = attrgetter("field")


def _rank(claim: Claim) -> tuple[str, int]:
    return (claim.field, -claim.strength)


def _rank_equal(claim: Claim) -> tuple[str, str, str, str]:
    return (repr(claim.value), claim.source, claim.evidence or "", claim.retrieved or "")
