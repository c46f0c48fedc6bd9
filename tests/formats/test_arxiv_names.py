"""Names that arXiv has taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Name
from arxiv2bib.formats.arxiv_names import read_name
from arxiv2bib.formats.names import parse_name


@pytest.mark.parametrize(
    ("expected", "parts"),
    [
        (Name(family="Lovelace", given="Ada"), ("Lovelace", "Ada")),
        (Name(family="Yuan", given="C.-P."), ("Yuan", "C. -P.")),
        (Name(family="Balázs", given="C."), ("Bal\\'azs", "C.")),
        (Name(family="Berg", given="Jan", non_dropping_particle="van der"), ("van der Berg", "Jan")),
        (Name(family="Hooft", given="G.", non_dropping_particle="'t"), ("'t Hooft", "G.")),
        (Name(family="García Márquez", given="Gabriel"), ("García Márquez", "Gabriel")),
        (Name(family="Adams", given="Reginald B.", suffix="Jr."), ("Adams", "Reginald B.", "Jr.")),
        (Name(family="Adams", given="Reginald B.", suffix="Jr."), ("Adams, Jr.", "Reginald B.")),
        (Name(family="Dijk", given="Jan", non_dropping_particle="van", suffix="III"), ("van Dijk III", "Jan")),
        (Name(family="Morozov", given="A.Yu."), ("A.Yu.Morozov",)),
        (Name(family="Aristotle"), ("Aristotle",)),
        (Name(family="Aristotle"), ("", "Aristotle")),
        (Name(literal="Planck Collaboration"), ("Planck Collaboration",)),
        (Name(literal="The LIGO Scientific Collaboration"), ("Collaboration", "The LIGO Scientific")),
        (None, (":",)),
        (None, ("", "")),
    ],
)
def test_parts_become_a_name(expected: Name | None, parts: tuple[str, ...]) -> None:
    """The parts stay what they are but for particles, groups and TeX; what has no letters is nobody."""
    assert expected == read_name(*parts)


@given(st.sampled_from(["Ada Lovelace", "Ludwig van Beethoven", "C.-P. Yuan", "Gül Varol", "José de la Cruz"]))
def test_a_name_taken_apart_is_the_name_in_one_line(text: str) -> None:
    """The two forms in which arXiv gives a name are one name."""
    name = parse_name(text)
    particle = name.dropping_particle or name.non_dropping_particle or ""
    assert name == read_name(f"{particle} {name.family}".strip(), name.given or "")


@given(st.text(max_size=300), st.text(max_size=30), st.text(max_size=5))
def test_any_parts_are_read(family: str, given_names: str, suffix: str) -> None:
    """Nothing raises."""
    name = read_name(family, given_names, suffix)
    assert name is None or name != Name()
