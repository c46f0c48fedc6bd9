"""Names as values; how they are parsed is tested with the formats."""

import attrs
import pytest

from arxiv2bib import ArxivInfo, Name
from arxiv2bib.model.drafts import make_row_drafter
from arxiv2bib.model.names import make_people


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("Ashish Vaswani", Name(family="Vaswani", given="Ashish")),
        (
            "Ludwig van Beethoven Jr.",
            Name(family="Beethoven", given="Ludwig", non_dropping_particle="van", suffix="Jr."),
        ),
        (
            "Jean de La Fontaine",
            Name(family="Fontaine", given="Jean", dropping_particle="de", non_dropping_particle="La"),
        ),
        ("Madonna", Name(family="Madonna")),
        ("The ATLAS Collaboration", Name(literal="The ATLAS Collaboration")),
        ("", Name()),
    ],
)
def test_name_as_text(expected: str, name: Name) -> None:
    """A name is written in reading order, a group as it is."""
    assert expected == str(name)


def test_name_is_a_value() -> None:
    """Names are compared by value, hashable and cannot be changed."""
    name = Name(family="Vaswani", given="Ashish")
    assert {name} == {Name(family="Vaswani", given="Ashish")}
    assert name != Name(literal="Ashish Vaswani")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        name.family = "x"  # type: ignore[misc]


def test_people_are_made_together() -> None:
    """Persons made from their family names and their given names are what the constructor makes of each."""
    people = make_people(["Vaswani", "Shazeer"], ("Ashish", "Noam"))
    assert (Name(family="Vaswani", given="Ashish"), Name(family="Shazeer", given="Noam")) == people
    assert {Name} == set(map(type, people))
    assert () == make_people([], ())


def test_fields_that_are_not_given_must_be_absent() -> None:
    """A row is made only of a class whose other fields are None by themselves."""
    with pytest.raises(TypeError, match="must be None"):
        make_row_drafter(ArxivInfo, "id", "comment")
