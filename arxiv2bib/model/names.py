"""Names of persons and groups."""

import attrs


@attrs.frozen(kw_only=True)
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

    def __str__(self) -> str:
        """Return the name in reading order: ``Ludwig van Beethoven Jr.``."""
        if self.literal is not None:
            return self.literal
        parts = (self.given, self.dropping_particle, self.non_dropping_particle, self.family, self.suffix)
        return " ".join(part for part in parts if part)


# The slots' own setters: a frozen class cannot be filled through setattr, and its constructor takes twice as long.
_set_family, _set_given, _set_particle, _set_dropping, _set_suffix, _set_literal = (
    getattr(Name, field.name).__set__ for field in attrs.fields(Name)
)


def make_person(family: str, given: str) -> Name:
    """Return the name of a person who has these two parts and no other, faster than the constructor."""
    name = object.__new__(Name)
    _set_family(name, family)
    _set_given(name, given)
    _set_particle(name, None)
    _set_dropping(name, None)
    _set_suffix(name, None)
    _set_literal(name, None)
    return name
