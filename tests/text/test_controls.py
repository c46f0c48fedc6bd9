"""Characters that are no text."""

from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.controls import has_no_controls, is_printable


@given(
    st.text(st.sampled_from("a~ \t\n\x00\x1f\x7f\x80é\u2028\ud800"), max_size=8),
    st.integers(100, 200) | st.integers(0, 9),
)
def test_it_says_what_python_says(text: str, padding: int) -> None:
    """Short or long, ASCII or not: the answer is that of ``str.isprintable``."""
    padded = "x" * padding + text
    assert is_printable(padded) == padded.isprintable()


@given(st.text(st.sampled_from("a \t\n\r\x00\x0b\x1f\x7f\x80é中\u2028\ud800"), max_size=8))
def test_controls_of_ascii_are_found(text: str) -> None:
    """Tabs and ends of lines are none, nor are the controls beyond ASCII."""
    controls = {character for character in text if character < " " or character == "\x7f"}
    assert has_no_controls(text) is (controls <= set("\t\n\r"))
