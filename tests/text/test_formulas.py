"""Formulas as text, and markup as bare characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.flattening import flatten_markup
from arxiv2bib.text.formulas import spell_command, spell_formula


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\alpha", "α"),
        ("O(n^2)", "O(n<sup>2</sup>)"),
        (r"\mathbb{R}^d", "ℝ<sup>d</sup>"),
        (r"x_{i+1}^{2}", "x<sub>i+1</sub><sup>2</sup>"),
        (r"10^{-3}", "10<sup>−3</sup>"),
        (r"n^10", "n<sup>1</sup>0"),
        (r"\log n", "log n"),
        (r"\log(n)", "log(n)"),
        (r"n \times m", "n×m"),
        (r"\text{CO}_2", "CO<sub>2</sub>"),
        ("$x$", "x"),
        (r"5\%", "5%"),
        (r"2^{\rm nd}", "2<sup>nd</sup>"),
    ],
)
def test_letters_symbols_and_scripts_are_text(tex: str, expected: str) -> None:
    """What TeX would set in one line of letters is that line."""
    assert expected == spell_formula(tex)


@pytest.mark.parametrize(
    "tex",
    ["", r"\frac{1}{2}", r"\sqrt{s}", r"\nosuchcommand", "e^{x^2}", "{", "}", "^", "x^", "x^^2", "x__", "a" * 300],
)
def test_other_formulas_have_no_text(tex: str) -> None:
    """Fractions, roots, scripts of scripts, unknown commands and broken TeX stay TeX."""
    assert spell_formula(tex) is None


@given(tex=st.text(st.sampled_from("ab2^_{}\\$ <>") | st.characters(), max_size=30))
def test_any_text_is_read(tex: str) -> None:
    """Nothing raises, and tags balance."""
    text = spell_formula(tex) or ""
    for tag in ("sup", "sub"):
        assert text.count(f"<{tag}>") == text.count(f"</{tag}>")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("H<sub>2</sub>O at 10<sup>6</sup>", "H₂O at 10⁶"),
        ("<i>E. coli</i> and <b>more</b>", "E. coli and more"),
        (r"$\mathbb{R}^d$", "ℝ^d"),
        ("x<sub>abc</sub>", "x_(abc)"),
        (r"$\frac12$ for \$5", r"$\frac12$ for \$5"),
        ('<span class="nocase">SLAM</span>', '<span class="nocase">SLAM</span>'),
        ("a < b", "a < b"),
    ],
)
def test_markup_becomes_characters(markup: str, expected: str) -> None:
    """Scripts are Unicode's, or marked; italics go; capitals stay protected."""
    assert expected == flatten_markup(markup)


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\texttt{lme4}", "lme4"),
        (r"\textsf{tool\_name}", "tool_name"),
        (r"\underline{H}", "H"),
        (r"\href{http://a.org/}{page}", None),
        (r"\texttt{a $b$}", None),
        (r"\texttt{\foo}", None),
        (r"\cite{a}", None),
        (r"\texttt", None),
    ],
)
def test_commands_of_looks_are_their_words(tex: str, words: str | None) -> None:
    """A face that no program has leaves its words; what says more stays."""
    assert words == spell_command(tex)
