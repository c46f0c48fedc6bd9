"""The RIS page's tables of what is read."""

from tests.docs.ris_table import PAGE, rewrite_page


def test_tables_are_those_of_today() -> None:
    """The page says what the reader goes by; ``python -m tests.docs.ris_table --write`` renews it."""
    text = PAGE.read_text("utf-8")
    assert rewrite_page(text) == text
    assert "<!-- tags: begin -->" in text
