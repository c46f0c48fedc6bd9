"""The tables of the format pages are those of the code."""

import attrs
import pytest

from arxiv2bib import ArxivInfo, Entry
from tests.docs.field_tables import ARXIV, ELSEWHERE, FIELDS, FORMATS, PAGES, READING_PAGE, TABLES, rewrite_page


@pytest.mark.parametrize("name", PAGES)
def test_tables_are_those_of_today(name: str) -> None:
    """The tables of the page are what the exporter does; ``python -m tests.docs.field_tables --write`` renews them."""
    text = (FORMATS / PAGES[name]).read_text("utf-8")
    assert rewrite_page(text, name) == text


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_their_tables(name: str) -> None:
    """Each page has a table of fields, one of types unless its types are CSL's own, and BibTeX's the two of reading."""
    text = (FORMATS / PAGES[name]).read_text("utf-8")
    expected = {"fields"} if name == "csl-json" else {"fields", "types"}
    expected |= {"reading", "read-types"} if name == READING_PAGE else set()
    assert expected == {kind for kind in TABLES if f"<!-- {kind}: begin -->" in text}


def test_every_field_of_an_entry_has_a_row() -> None:
    """A new field of the model comes with its row."""
    assert {field.name for field in attrs.fields(Entry)} == set(FIELDS) | ELSEWHERE
    assert {field.name for field in attrs.fields(ArxivInfo)} == set(ARXIV)
