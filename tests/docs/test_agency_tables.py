"""The tables of the pages on Crossref and DataCite are those of the code."""

import pytest

from tests.docs.agency_tables import AGENCIES, PAGES, rewrite_page


@pytest.mark.parametrize("name", AGENCIES)
def test_tables_are_those_of_today(name: str) -> None:
    """The page says what becomes of each member; ``python -m tests.docs.agency_tables --write`` renews it."""
    text = (PAGES / AGENCIES[name].page).read_text("utf-8")
    assert rewrite_page(text, name) == text
    assert "<!-- members: begin -->" in text
