"""Claims: what inference and resolvers say about an entry, with the evidence."""

from enum import IntEnum

import attrs

from arxiv2bib.model.dates import Date
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType

ClaimValue = (
    str
    | int
    | EntryType
    | Date
    | Doi
    | Pages
    | tuple[Name, ...]
    | tuple[str, ...]
    | tuple[Isbn, ...]
    | tuple[Issn, ...]
)


class Strength(IntEnum):
    """How much a claim is worth; the stronger one wins."""

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


@attrs.frozen(kw_only=True)
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
