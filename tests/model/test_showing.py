"""Tests of what objects of the model look like."""

import attrs

from arxiv2bib.model.names import Name
from arxiv2bib.model.showing import show_fields


@attrs.frozen
class Thing:
    """Fields of each kind."""

    required: str
    number: int = 1
    hidden: str = attrs.field(default="", repr=False)
    parts: list[str] = attrs.field(factory=list)

    __repr__ = show_fields


def test_fields_at_their_default_are_not_shown() -> None:
    """What is required is, and so is what is made anew for each object; what says so itself is not."""
    assert "Thing(required='a', parts=[])" == repr(Thing("a", hidden="b"))
    assert "Thing(required='a', number=2, parts=['c'])" == repr(Thing("a", number=2, parts=["c"]))


def test_what_is_shown_of_a_name_makes_it() -> None:
    """A name without a particle shows none."""
    name = Name(family="Beethoven", given="Ludwig", non_dropping_particle="van")
    assert "Name(family='Beethoven', given='Ludwig', non_dropping_particle='van')" == repr(name)
    assert name == eval(repr(name))
