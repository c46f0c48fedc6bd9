"""Whether two values of one field say the same."""

import pytest

from arxiv2bib import ArxivId, ArxivInfo, Date, EntryType, Name, Pages
from arxiv2bib.merging import agree

ID = ArxivId.parse("2111.03216")
SAME: list[tuple[str, object, object]] = [
    ("issued", Date(start=(2021,)), Date(start=(2021, 11, 5))),
    ("container_title", "Phys. Rev. Lett.", "Physical Review Letters"),
    ("title", "On $\\alpha$-Decay", "on α decay"),
    ("publisher", "Elsevier", "Elsevier BV"),
    ("page", Pages(first="12"), Pages(first="12", last="34")),
    ("author", (Name(family="Lovelace", given="Ada"),), (Name(family="Lovelace", given="A."),)),
    ("type", EntryType.CHAPTER, EntryType.PAPER_CONFERENCE),
    ("arxiv", ArxivInfo(id=ID), ArxivInfo(comment="12 pages")),
    ("volume", "A", "a"),
]
OTHER: list[tuple[str, object, object]] = [
    ("issued", Date(start=(2021, 11)), Date(start=(2021, 12))),
    ("title", "On decay", "On decay and rise"),
    ("publisher", "Springer", "Elsevier"),
    ("publisher", "", "Elsevier"),
    ("page", Pages(first="12", last="30"), Pages(first="12", last="34")),
    ("page", Pages(literal="x"), Pages(literal="y")),
    ("author", (Name(family="Lovelace"),), (Name(family="Lovelace"), Name(family="Hopper"))),
    ("type", EntryType.CHAPTER, EntryType.ARTICLE_JOURNAL),
    ("arxiv", ArxivInfo(id=ID), ArxivInfo(id=ArxivId.parse("2111.03217"))),
    ("keyword", ("a",), ("b",)),
    ("volume", "1", None),
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
