"""Whether two values of one field say the same."""

import pytest

from arxiv2bib import ArxivId, ArxivInfo, Date, EntryType, Name, Pages
from arxiv2bib._agreeing import agree

ID = ArxivId.parse("2111.03216")
SAME: list[tuple[str, object, object]] = [
    ("issued", Date(start=(2021,)), Date(start=(2021, 11, 5))),
    ("container_title", "Phys. Rev. Lett.", "Physical Review Letters"),
    ("title", "On $\\alpha$-Decay", "on α decay"),
    ("publisher", "Elsevier", "Elsevier BV"),
    ("page", Pages(first="12"), Pages(first="12", last="34")),
    ("author", (Name(family="Lovelace", given="Ada"),), (Name(family="Lovelace", given="A."),)),
    ("author", (Name(family="Müller", given="J."),), (Name(family="Mueller", given="Jürgen"),)),
    ("author", (Name(family="Rham", non_dropping_particle="de"),), (Name(family="De Rham"),)),
    ("author", (Name(family="Le Cun", given="Yann"),), (Name(family="LeCun", given="Y."),)),
    ("author", (Name(family="Ivanov", given="I."),), (Name(family="Иванов", given="И."),)),
    ("author", (Name(literal="The ATLAS Collaboration"),), (Name(literal="ATLAS collaboration"),)),
    ("type", EntryType.CHAPTER, EntryType.PAPER_CONFERENCE),
    ("arxiv", ArxivInfo(id=ID), ArxivInfo(comment="12 pages")),
    ("volume", "A", "a"),
    ("volume", "vol. 12", "12"),
    ("volume", "B716", "716"),
    ("issue", "3/4", "3\N{EN DASH}4"),
    ("issue", "Suppl. 1", "S1"),
    ("edition", "2nd ed.", "2"),
    ("edition", "Second", "2"),
    ("edition", "second edition", "2nd"),
    ("page", Pages(first="436", last="44"), Pages(first="436", last="444")),
    ("page", Pages(first="012"), Pages(first="12")),
    ("collection_title", "LNCS", "Lecture Notes in Computer Science"),
    ("container_title", "Proc. of the 2nd Meeting on Looms, Bonn, May 1-2, 2016", "Proc. of the 2nd Meeting on Looms"),
]
OTHER: list[tuple[str, object, object]] = [
    ("issued", Date(start=(2021, 11)), Date(start=(2021, 12))),
    ("title", "On decay", "On decay and rise"),
    ("publisher", "Springer", "Elsevier"),
    ("publisher", "", "Elsevier"),
    ("page", Pages(first="12", last="30"), Pages(first="12", last="34")),
    ("page", Pages(literal="x"), Pages(literal="y")),
    ("author", (Name(family="Lovelace"),), (Name(family="Lovelace"), Name(family="Hopper"))),
    ("author", (Name(family="Bengio", given="Yoshua"),), (Name(family="Bengio", given="Samy"),)),
    ("author", (Name(family="Wei", given="Wang"),), (Name(family="Wang", given="Wei"),)),
    ("author", (Name(family="Márquez", given="G. García"),), (Name(family="García Márquez", given="G."),)),
    ("author", (Name(literal="ATLAS Collaboration"),), (Name(literal="CMS Collaboration"),)),
    ("author", (Name(literal="ATLAS Collaboration"),), (Name(family="Aad", given="G."),)),
    ("type", EntryType.CHAPTER, EntryType.ARTICLE_JOURNAL),
    ("arxiv", ArxivInfo(id=ID), ArxivInfo(id=ArxivId.parse("2111.03217"))),
    ("keyword", ("a",), ("b",)),
    ("volume", "1", None),
    ("volume", "B716", "A716"),
    ("edition", "2nd", "3"),
    ("edition", "Second", "3"),
    ("edition", "Secondary", "2"),
    ("container_title", "Nature", "Nature Looms, 2016"),
]


@pytest.mark.parametrize(("field", "one", "two"), SAME)
def test_values_that_say_the_same(field: str, one: object, two: object) -> None:
    """A value in another spelling, or to another precision, is no contradiction, whichever comes first."""
    assert agree(field, one, two)
    assert agree(field, two, one)


@pytest.mark.parametrize(("field", "one", "two"), OTHER)
def test_values_that_contradict_each_other(field: str, one: object, two: object) -> None:
    """Other values are told apart, whichever comes first."""
    assert not agree(field, one, two)
    assert not agree(field, two, one)
