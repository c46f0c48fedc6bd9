"""How the identifiers of two entries stand to each other."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import attrs

from arxiv2bib.model.claims import Strength
from arxiv2bib.model.entry import Entry, find_arxiv_id
from arxiv2bib.model.identifiers import Doi, read_arxiv_id
from arxiv2bib.transforms.works import find_identifiers, name_doi

__all__ = ["VERSION_RELATIONS", "Link", "LinkKind", "find_link", "named_identifiers"]

VERSION_RELATIONS: Final = frozenset(
    "is-preprint-of has-preprint is-version-of has-version is-identical-to is-same-as is-variant-form-of"
    " is-original-form-of is-manuscript-of has-manuscript is-published-in".split()
)
"""How one version of a work names another, in Crossref's words and DataCite's, with hyphens."""

_ARXIV, _DOI = "arxiv:", "doi:"


class LinkKind(StrEnum):
    """How the identifiers of two entries stand to each other."""

    SAME = "same"
    """They have one identifier in common."""
    NAMED = "named"
    """One names the other, as its published version or its preprint."""
    NONE = "none"
    """Nothing is said."""
    OTHER = "other"
    """They have different identifiers of one kind."""


@attrs.frozen
class Link:
    """The link, and the words for it."""

    kind: LinkKind
    evidence: str | None = None

    @property
    def is_link(self) -> bool:
        """Whether an identifier leads from the one to the other."""
        return self.kind in (LinkKind.SAME, LinkKind.NAMED)


def named_identifiers(entry: Entry) -> frozenset[str]:
    """Return the identifiers that *entry* names as another version of its work.

    What the authors told arXiv, and the relations of a registry; without the DOIs that were found to lead to another
    work. Source: Crossref and DataCite, their relation types.
    """
    refused = {
        name_doi(claim.value)
        for claim in entry.claims
        if claim.strength is Strength.REFUSED and isinstance(claim.value, Doi)
    }
    return frozenset(_list_named(entry)) - refused


def _list_named(entry: Entry) -> Iterator[str]:
    if entry.arxiv is not None and entry.arxiv.doi:
        yield from map(name_doi, Doi.find_all(entry.arxiv.doi))
    for related in entry.related:
        if related.relation.lower() in VERSION_RELATIONS:
            yield from map(name_doi, Doi.find_all(related.identifier))
            if (paper := read_arxiv_id(related.identifier)) is not None:
                yield f"{_ARXIV}{paper}"


def find_link(entry: Entry, other: Entry, asked: Doi | None = None) -> Link:
    """Return how the identifiers of two entries stand to each other; *asked* is the DOI that *other* answers.

    Different arXiv identifiers, or different DOIs of publications, outweigh all that links them. A preprint on another
    server than arXiv has a DOI that says nothing of the publication's.
    """
    ours, theirs = find_identifiers(entry), find_identifiers(other)
    for scheme, name in ((_ARXIV, "arXiv identifiers"), (_DOI, "DOIs")):
        one, two = _of(ours, scheme), _of(theirs, scheme)
        is_told = scheme == _ARXIV or _has_comparable_doi(entry, other)
        if one and two and one.isdisjoint(two) and is_told:
            return Link(LinkKind.OTHER, f"different {name}: {_list(one)} and {_list(two)}")
    same = sorted(set(ours) & set(theirs))
    if same:
        return Link(LinkKind.SAME, f"the same identifier, {same[0]}")
    named, naming = named_identifiers(entry), named_identifiers(other)
    found = sorted((named & set(theirs)) | (naming & set(ours)))
    if found:
        return Link(LinkKind.NAMED, f"one names the other, {found[0]}")
    if asked is not None and name_doi(asked) in theirs:
        return Link(LinkKind.NAMED, f"the DOI led to it, {name_doi(asked)}")
    for names, identifiers in ((named, theirs), (naming, ours)):
        one, two = _of(names, _DOI), _of(identifiers, _DOI)
        if one and two:
            return Link(LinkKind.OTHER, f"another DOI is named: {_list(one)}, and not {_list(two)}")
    return Link(LinkKind.NONE)


def _has_comparable_doi(entry: Entry, other: Entry) -> bool:
    """Whether both have DOIs of preprints, or both of publications; on arXiv's record it is the publication's."""
    if entry.is_preprint == other.is_preprint:
        return True
    preprint = entry if entry.is_preprint else other
    return find_arxiv_id(preprint) is not None


def _of(names: tuple[str, ...] | frozenset[str], scheme: str) -> set[str]:
    return {name for name in names if name.startswith(scheme)}


def _list(names: set[str]) -> str:
    return ", ".join(name.partition(":")[2] for name in sorted(names))
