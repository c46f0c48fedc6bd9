"""Values for the fields of an entry that are not of the fields' types."""

from typing import Any

import pytest

import arxiv2bib
from arxiv2bib import Contributor, Date, Entry, Extra, InvalidValueError, Name, NameRole
from arxiv2bib.model.entry import ENTRY_FIELDS
from arxiv2bib.testing.strategies import FULL_ENTRY

WRONG: list[tuple[str, Any, str]] = [  # Any: what must not be there
    ("title", 3, "title is text, not int"),
    ("key", b"k", "key is text, not bytes"),
    ("volume", 38, "volume is text, not int"),
    ("author", "Ada Lovelace", r"author is a tuple of Name, \(\) for none, not str; parse_name"),
    ("author", Name(family="Lovelace"), "author is a tuple of Name"),
    ("author", ["Ada Lovelace"], r"author\[0\] is a Name, not str; parse_name"),
    ("author", None, r"author is a tuple of Name, \(\) for none, not NoneType"),
    ("author", (Name(family="A"), Name(family=3)), r"author\[1\].family is text, not int"),  # type: ignore[arg-type]
    ("issued", 2020, "issued is a Date, not int; parse_date"),
    ("issued", Date(start=2020), r"issued.start is a tuple of int, \(\) for none, not int"),  # type: ignore[arg-type]
    ("doi", "10.1000/182", "doi is a Doi, not str; Doi"),
    ("isbn", "0-201-13448-9", r"isbn is a tuple of Isbn, \(\) for none, not str; Isbn"),
    ("page", "630-645", "page is a Pages, not str; parse_pages"),
    ("arxiv", "2111.03216", "arxiv is an ArxivInfo, not str; ArxivInfo"),
    ("keyword", "a, b", r"keyword is a tuple of texts, \(\) for none, not str"),
    ("variables", {"scale": "1:100"}, "variables is a tuple of tuples of 2 texts"),
    ("variables", (("scale", 1),), r"variables\[0\] is a tuple of 2 texts"),
    ("extra", {"shelf": "2"}, "extra is a tuple of Extra"),
    ("contributors", [Contributor("cook", ())], r"contributors\[0\].role is one of"),  # type: ignore[arg-type]
    ("truncated", ("authors",), r"truncated\[0\] is one of author, .*; not 'authors'"),
]


@pytest.mark.parametrize(("field", "value", "message"), WRONG)
def test_a_value_that_is_not_of_its_fields_type_is_refused(field: str, value: object, message: str) -> None:
    """Where it is given, with the type that is wanted, and not as an error of an exporter or as odd output."""
    with pytest.raises(InvalidValueError, match=message):
        Entry().evolve(**{field: value})
    with pytest.raises(InvalidValueError, match=message):
        Entry(**{field: value})  # type: ignore[arg-type]


def test_an_entry_that_was_read_refuses_it_too() -> None:
    """Whether its fields were asked for or not."""
    library = arxiv2bib.loads("@misc{a, title = {T}}")
    with pytest.raises(InvalidValueError, match="issued is a Date"):
        library[0].evolve(issued="2020")


def test_a_list_is_as_good_as_a_tuple() -> None:
    """What a program puts together in a list can be given as it is, and the entry stays hashable."""
    entry = Entry(author=[Name(family="A")]).evolve(keyword=["a"], extra=[Extra("bibtex", "x", "y")])  # type: ignore[arg-type]
    assert (entry.author, entry.keyword) == ((Name(family="A"),), ("a",))
    assert isinstance(hash(entry), int)


def test_a_role_can_be_given_by_its_name() -> None:
    """As a type can."""
    assert Entry().evolve(truncated=("author",)).truncated[0] is NameRole.AUTHOR


def test_values_that_are_right_are_taken_as_they_are() -> None:
    """Of every field, the very object."""
    values = {name: getattr(FULL_ENTRY, name) for name in ENTRY_FIELDS}
    copy = Entry().evolve(**values)
    assert all(getattr(copy, name) is value for name, value in values.items())
