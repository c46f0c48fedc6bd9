"""Names of persons and groups."""

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from arxiv2bib.model.drafts import make_drafter, make_row_drafter
from arxiv2bib.model.showing import show_fields


@attrs.frozen(kw_only=True, weakref_slot=False)
class Name:
    """A person, in the parts that CSL names, or a group, as a literal.

    A group has only ``literal``; a person with one name has only ``family``.
    Parts are plain Unicode: no TeX, no markup, white space collapsed.
    A name list that ends in "and others" is marked on the entry (``truncated``), never as a name.

    Source: CSL 1.0.2, "Names"; BibTeX's first, von, last and jr parts are given, either particle, family and suffix.
    """

    family: str | None = None
    given: str | None = None
    non_dropping_particle: str | None = None
    dropping_particle: str | None = None
    suffix: str | None = None
    literal: str | None = None

    __repr__ = show_fields

    def __str__(self) -> str:
        """Return the name in reading order: ``Ludwig van Beethoven Jr.``."""
        if self.literal is not None:
            return self.literal
        parts = (self.given, self.dropping_particle, self.non_dropping_particle, self.family, self.suffix)
        return " ".join(part for part in parts if part)


make_person: Final[Callable[[str, str], Name]] = make_drafter(Name, "family", "given")
"""Return the name of a person who has these two parts and no other, faster than the constructor."""

make_people: Final[Callable[[Sequence[str], Sequence[str]], tuple[Name, ...]]] = make_row_drafter(
    Name, "family", "given"
)
"""Return the names of persons with these family names and given names, each of two parts."""


class PlainNames(tuple[Name, ...]):  # noqa: SLOT001 (a tuple has no room for its line otherwise)
    """Names of persons, a family and a given name each, that every bibliography format writes and reads as they are.

    ``line`` has all of them: ``Vaswani, Ashish and Shazeer, Noam``. Who writes them can go by it, without a look at
    each; in everything else they are any tuple of names.
    """

    line: str


make_name: Final[Callable[[str | None, str | None, str | None, str | None, str | None], Name]] = make_drafter(
    Name, "family", "given", "non_dropping_particle", "dropping_particle", "suffix"
)
"""Return the name of a person who has these parts, faster than the constructor."""


def put_suffix_behind(name: Name) -> Name:
    """Return *name* with its suffix behind the given name, as part of it: for readers that know two parts of a name."""
    if not name.suffix or not name.family:
        return name
    return attrs.evolve(name, given=" ".join(filter(None, (name.given, name.suffix))), suffix=None)
