"""Names as values; how they are parsed is tested with the formats."""

import attrs
import pytest

from arxiv2bib import Name


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
