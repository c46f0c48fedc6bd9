"""CSL's tagged text into the markup, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.testing import strategies
from arxiv2bib.text.markup import escape, plain, to_tagged

_pieces = st.lists(
    st.sampled_from([
        *strategies.TAGS, *strategies.MATH, "$", "$$", "\\", "\\\\", "<", ">", "<i", "<span ", "</", '"', " ", "5",
        "a", "<em>", "</em>", '<span style="font-variant: small-caps;">', '<span style="font-variant:small-caps">',
        "\ud800", "\n", "US$", "e^2", "is",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@given(text=_pieces | strategies.surrogate_texts)
def test_it_is_the_reverse_of_to_tagged(text: str) -> None:
    """Whatever stands in a file is written as it stood."""
    assert text == to_tagged(from_tagged(text))


@given(text=_pieces)
def test_reading_again_changes_nothing(text: str) -> None:
    """The markup of a text is one of its own kind: written and read it is the same."""
    assert from_tagged(text) == from_tagged(to_tagged(from_tagged(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("<i>E. coli</i>", "<i>E. coli</i>"),
        ("H<sub>2</sub>O<sup>+</sup> <b>x</b>", "H<sub>2</sub>O<sup>+</sup> <b>x</b>"),
        ('<span class="nocase">x</span>', '<span class="nocase">x</span>'),
        ('<span style="font-variant:small-caps;">x</span>', '<span style="font-variant:small-caps;">x</span>'),
        ('<span style="font-variant: small-caps;">x</span>', '\\<span style="font-variant: small-caps;">x\\</span>'),
        ("<em>x</em> <jats:p>y</jats:p>", "<em>x</em> <jats:p>y</jats:p>"),
        ("the tag <i>", "the tag \\<i>"),
        ("$O(n^2)$ time", "$O(n^2)$ time"),
        ("$$E=mc^2$$", "$$E=mc^2$$"),
        ("from $5 to $10 million", "from \\$5 to \\$10 million"),
        ("US$5 and $x$", "US\\$5 and $x$"),
        (r"costs \$5 and \$6", r"costs \\\$5 and \\\$6"),
        (r"C:\temp and \LaTeX", r"C:\\temp and \\LaTeX"),
        (r"\alpha $\alpha$", r"\\alpha $\alpha$"),
        ("$<i>$ x</i>", "$<i>$ x\\</i>"),
        ('$<span style="font-variant: small-caps;">$x$', '$<span style="font-variant: small-caps;">$x\\$'),
    ],
)
def test_from_tagged(text: str, expected: str) -> None:
    """Tags with a partner are tags, formulas are math, and the rest is the characters that it is."""
    assert expected == from_tagged(text)


@given(text=strategies.plain_texts)
def test_plain_text_is_itself(text: str) -> None:
    """Text without a sign of the markup comes back as the same object."""
    assert text is from_tagged(text)


@given(text=_pieces.filter(lambda text: "$" not in text and ">" not in text))
def test_without_tags_and_dollars_it_escapes(text: str) -> None:
    """Where there is neither a tag nor math, the text is bare."""
    assert escape(text) == from_tagged(text)
    assert text == plain(from_tagged(text))


@pytest.mark.parametrize("piece", ["$", "$$", "\\", "<i>", "</i>", "$5 ", "$a\\$", '<span class="nocase">', "$x$ <i>"])
def test_long_texts_take_linear_time(piece: str) -> None:
    """A hundred thousand characters of one mark are read at once."""
    text = piece * (100_000 // len(piece))
    assert text == to_tagged(from_tagged(text))
