"""Claims: what inference and resolvers say about an entry, with the evidence."""

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias, Union

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.dates import Date
from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType

if TYPE_CHECKING:
    from arxiv2bib.model.entry import ArxivInfo, Contributor, Related

# In quotes: the module of entries needs this one.
ClaimValue: TypeAlias = Union[
    str,
    int,
    EntryType,
    Date,
    Doi,
    Pages,
    "ArxivInfo",
    tuple[Name, ...],
    tuple[str, ...],
    tuple[Isbn, ...],
    tuple[Issn, ...],
    tuple["Contributor", ...],
    tuple["Related", ...],
]
"""What can be claimed: a value of one of an entry's fields."""


class Strength(IntEnum):
    """How much a claim is worth; the stronger one wins."""

    REFUSED = 0
    """Not to be followed: the DOI leads to another work. What else its source says of the publication goes with it."""
    WEAK = 1
    """A hint: a venue named in a comment."""
    LIKELY = 2
    """Parsed from words that state it: a journal reference."""
    STRONG = 3
    """Follows from an identifier: a DOI pattern."""
    CERTAIN = 4
    """A registry's own record of this very work."""
    STATED = 5
    """The entry's own words."""


@attrs.frozen(kw_only=True, weakref_slot=False)
class Claim:
    """One value for one field of an entry, and why it should be believed.

    ``field`` names a field of :class:`~arxiv2bib.Entry`, ``source`` who says so (``journal_ref``, ``crossref``),
    ``evidence`` the words it was taken from, ``retrieved`` the day a service gave it (ISO 8601).
    """

    field: str
    value: ClaimValue
    source: str
    strength: Strength
    evidence: str | None = None
    retrieved: str | None = None

    __repr__ = show_fields


make_claim = make_drafter(Claim, "field", "value", "source", "strength", "evidence")
"""A claim of these five, in order, fast: inference makes some for every third paper."""


def check_claims(claims: object) -> tuple[Claim, ...]:
    """Return *claims*; raises InvalidValueError for what is no list of claims, and for one that cannot be weighed."""
    if not isinstance(claims, Iterable) or isinstance(claims, str | bytes):
        raise InvalidValueError(f"claims are a list of Claim, not {type(claims).__name__}; pass [claim] for one")
    return tuple(map(_check_claim, claims))


def _check_claim(claim: object) -> Claim:
    if not isinstance(claim, Claim):
        raise InvalidValueError(f"not a claim: {type(claim).__name__}; claims_from makes them of an entry")
    check_strength(claim.strength)
    try:
        hash(claim)
    except TypeError as error:
        raise InvalidValueError(f"the claim on {claim.field!r} has a value that can change: {error}") from error
    return claim


def check_strength(strength: object) -> None:
    """Raise InvalidValueError if *strength* is none of :class:`Strength`."""
    if not isinstance(strength, Strength):
        known = ", ".join(f"Strength.{member.name}" for member in Strength)
        raise InvalidValueError(f"strength is one of {known}; not {strength!r}")
