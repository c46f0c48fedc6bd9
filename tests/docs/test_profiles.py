"""The tables of profiles are those of the code."""

from tests.docs.profiles import PAGE, rewrite_page


def test_tables_are_those_of_today() -> None:
    """The page tells the profiles of today; ``python -m tests.docs.profiles --write`` renews it."""
    text = PAGE.read_text("utf-8")
    assert rewrite_page(text) == text
