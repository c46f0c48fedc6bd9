"""Characters that are no text."""

from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.controls import is_printable


@given(
    st.text(st.sampled_from("a~ \t\n\x00\x1f\x7f\x80é\u2028\ud800"), max_size=8),
    st.integers(100, 200) | st.integers(0, 9),
)
def test_it_says_what_python_says(text: str, padding: int) -> None:
    """Short or long, ASCII or not: the answer is that of ``str.isprintable``."""
    padded = "x" * padding + text
    assert is_printable(padded) == padded.isprintable()
