"""Page ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Pages, parse_pages


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (Pages(first="12"), "12"),
        (Pages(first="S12"), "S12"),
        (Pages(first="061102"), "061102"),
        (Pages(first="1", last="2"), "1-2"),
        (Pages(first="1", last="2"), "1--2"),
        (Pages(first="1", last="2"), " 1 – 2 "),
        (Pages(first="xiv", last="xx"), "xiv—xx"),
        (Pages(first="e1", last="e9"), "e1-e9"),
    ],
)
def test_parse_pages(expected: Pages, text: str) -> None:
    """One page, or two joined by any hyphen or dash; letters and digits as written."""
    assert expected == parse_pages(text)


@pytest.mark.parametrize("text", ["", "1, 3", "1-2-3", "12-", "1-2, 5", "10 pages", "a b"])
def test_parse_pages_keeps_the_words_of_what_it_does_not_understand(text: str) -> None:
    """Anything else comes back as its words."""
    assert Pages(literal=text) == parse_pages(text)


@pytest.mark.parametrize(
    ("expected", "pages"),
    [
        ("1-2", Pages(first="1", last="2")),
        ("1", Pages(first="1")),
        ("1, 3", Pages(literal="1, 3")),
        ("", Pages()),
    ],
)
def test_pages_as_text(expected: str, pages: Pages) -> None:
    """Pages are written with one hyphen, or in their words."""
    assert expected == str(pages)


@given(st.text(st.sampled_from("0123456789S-–— ,x")) | st.text())
def test_parse_pages_reads_what_is_written(text: str) -> None:
    """Any text gives pages whose text is read back as the same pages; no words are lost."""
    pages = parse_pages(text)
    assert pages == parse_pages(str(pages))
    assert pages.literal in (None, text)
