"""Whether two lists are of the same people."""

import pytest
from hypothesis import given

from arxiv2bib import Name
from arxiv2bib.matching.people import Overlap, compare_people
from arxiv2bib.model.people import is_same_person
from arxiv2bib.testing import strategies
from tests.matching.works import people

SAME = [
    ("Jürgen Müller", "J. Mueller"),
    ("Aleksandr Ivanov", "А. Иванов"),
    ("Dmitry Kovalevsky", "Dmitrii Kovalevskii"),
    ("Søren Ødegård", "S. Oedegaard"),
    ("Wei Li", "Li Wei"),
    ("Xiao-Ming Li", "X. M. Li"),
    ("Xiao-Ming Li", "Xiaoming Li"),
    ("María García López", "M. García"),
    ("Ludwig van Beethoven", "L. Beethoven"),
    ("Anna Schmidt-Meyer", "Anna Schmidt"),
    ("Christopher Bishop", "Chris Bishop"),
    ("John Kenneth Galbraith", "Kenneth Galbraith"),
    ("Plato", "Plato"),
]
OTHERS = [
    ("Wei Zhang", "Wen Zhang"),
    ("John Smith", "Jane Smith"),
    ("J. Smith", "K. Smith"),
    ("John Smith", "John Smythe-Jones"),
    ("Li Wei", "Li Jun"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_person_in_two_spellings(one: str, two: str) -> None:
    """Initials, diacritics, transliterations, particles, double names and the order of names make no other person."""
    (first,), (second,) = people(one), people(two)
    assert is_same_person(first, second)
    assert is_same_person(second, first)


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_two_persons(one: str, two: str) -> None:
    """Given names that contradict each other, and other families, are other persons."""
    (first,), (second,) = people(one), people(two)
    assert not is_same_person(first, second)
    assert not is_same_person(second, first)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("A. Bell; C. Dirac; E. Fermi", "Carl Dirac; Anna Bell; Enrico Fermi", Overlap.SAME),
        ("A. Bell; C. Dirac; E. Fermi", "A. Bell; C. Dirac; E. Fermi; G. Hertz", Overlap.MOST),
        ("A. Bell; C. Dirac; E. Fermi", "A. Bell", Overlap.LEAD),
        ("A. Bell; C. Dirac; E. Fermi", "C. Dirac", Overlap.SOME),
        ("A. Bell; C. Dirac; E. Fermi", "X. Curie; Y. Dalton", Overlap.NONE),
        ("A. Bell", "", Overlap.UNKNOWN),
        ("[ATLAS Collaboration]", "[The ATLAS Collaboration]", Overlap.SAME),
        ("[ATLAS Collaboration]; G. Aad", "[ATLAS Collaboration]", Overlap.SAME),
        ("[ATLAS Collaboration]", "[CMS Collaboration]", Overlap.NONE),
        ("[ATLAS Collaboration]", "G. Aad; B. Abbott", Overlap.UNKNOWN),
        ("李 伟", "Wei Li", Overlap.UNKNOWN),
    ],
)
def test_lists_of_authors(one: str, two: str, expected: Overlap) -> None:
    """Order does not count, a first author alone is the beginning of a list, groups are groups; either way round."""
    first, second = people(one), people(two)
    assert (expected, expected) == (compare_people(first, second).overlap, compare_people(second, first).overlap)


def test_a_truncated_list_goes_on() -> None:
    """A list that ends in "and others" has all its names in the other one."""
    short, long = people("A. Bell; C. Dirac"), people("A. Bell; C. Dirac; E. Fermi; G. Hertz")
    assert Overlap.SAME is compare_people(short, long, is_truncated=True).overlap
    assert Overlap.SAME is compare_people(long, short, are_others_truncated=True).overlap


def test_thousands_of_authors() -> None:
    """A collaboration's list is compared by its first hundred names."""
    names = tuple(Name(family=f"Family{number}", given="A.") for number in range(3000))
    assert (Overlap.SAME, 100) == (compare_people(names, names).overlap, compare_people(names, names).shared)


@given(strategies.name_lists, strategies.name_lists)
def test_any_lists_can_be_compared(one: tuple[Name, ...], two: tuple[Name, ...]) -> None:
    """Whatever stands in names: no exception, the same in either order, and a list has nobody that itself has not."""
    assert compare_people(one, two).overlap is compare_people(two, one).overlap
    assert compare_people(one, one).overlap in (Overlap.SAME, Overlap.UNKNOWN)
