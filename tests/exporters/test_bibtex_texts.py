"""Texts of which it is known what BibTeX's reader makes of them."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib.exporters._bibtex_texts import _TYPESET, is_kept_title, predict_markup
from arxiv2bib.formats.bibtex_title_rows import is_respelled
from arxiv2bib.formats.bibtex_values import interpret_bibtex
from arxiv2bib.model.entry import INDEX
from arxiv2bib.text.latex import survey_to_latex, to_latex

in_both = pytest.mark.parametrize("ascii", [True, False])


def predict(text: str, *, ascii: bool) -> str | None:
    """Return what is read of the abstract *text*, if that is known; raises where reading tells otherwise."""
    latex, is_tidy = survey_to_latex(text, ascii=ascii)
    predicted = predict_markup(text, latex, is_tidy=is_tidy)
    if predicted is not None:
        values = interpret_bibtex("misc", "key", [("abstract", latex)])
        assert values[INDEX["abstract"]] == predicted, (text, latex)
        assert bool(values[INDEX["extra"]]) == is_respelled(latex), (text, latex)
    return predicted


_MARKS = [
    *"– — “ ” ‘ ’ < > - ' ` ! ? é % & , . a i> b /i> sub> 1 ~ ^ | \xa0 / : µ α × … ∼ { } \\".split(" "),
    "\u2028",
    "\x01",
]
_typeset = st.sampled_from([*_MARKS, " ", " ", "://", "$x$"])


@in_both
@given(text=st.lists(_typeset, min_size=1, max_size=8).map("".join))
@example(text="p > 0.05–0.1, “so” > 90%")
def test_typeset_characters_come_back_where_they_are_sure_to(ascii: bool, text: str) -> None:
    """Dashes, curly quotation marks and a sign of order: as the abstract that is read of them."""
    predict(text, ascii=ascii)


@in_both
def test_typeset_characters_come_back_beside_any_other(ascii: bool) -> None:
    """Each of them, and whatever may stand before and behind it."""
    marks = [*sorted(_TYPESET), *"aA1é,.;:()?!/*+=[]\"'@%&_#-", "$x$"]
    for before, behind in product(marks, marks):
        predict(f"b{before}{behind}b, {before}{behind} c", ascii=ascii)
        predict(before + behind, ascii=ascii)


@pytest.mark.parametrize("text", ["pages 1–2", "so — they say", "“so”", "x > 90%", "é–é", "a ~ b", "5 µm", "α\xa0× β"])
def test_typeset_characters_are_mostly_sure(text: str) -> None:
    """They are not read back."""
    assert predict(text, ascii=True) == text


# What formulas are made of, and what may change what a dollar means.
_PARTS = (
    r"\alpha \sim \% \_ \{ \} \\ \$ \mathcal{O} \cdot \to \slash \@ \, \! { } ^ _ 2 n x' '' -- ` < > = + : / % # & ~ α"
)
_formulas = st.lists(st.sampled_from([*_PARTS.split(" "), " ", " "]), max_size=4).map("".join)
_tagged = st.tuples(st.sampled_from(["<i>", "<b>", "<sup>"]), _formulas | _typeset, st.sampled_from(["</i>", "</b>"]))
_pieces = st.one_of(
    _tagged.map("".join),
    _formulas.map(lambda content: f"${content}$"),
    _typeset,
    st.sampled_from(["$", "", "http://a/"]),
)


@in_both
@given(text=st.lists(_pieces, min_size=1, max_size=6).map("".join))
@example(text="$n$ of $O(n^2)$, $\\alpha$")
@example(text="http://a/$\\sim$b")
@example(text="$a < b$")
@example(text="$\\@$")
@example(text="<$/$b>")
@example(text="<i>$/$i>$n$</i>")
def test_formulas_and_tags_are_known_where_they_are_plain(ascii: bool, text: str) -> None:
    """Those of all kinds beside one another and beside text, dollars and tags without partner among them."""
    predict(text, ascii=ascii)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in $O(n^{2})$ steps", "in $O(n^{2})$ steps"),
        ("of 3$\\times$ the size", "of 3× the size"),
        ("$x$", "$x$"),
        ("$a < b$ < c", "$a < b$ < c"),
        ("at \\$5 of \\\\ie", "at \\$5 of \\\\ie"),
        ("about $\\sim$5", "about ∼5"),
        ("<b>3$\\times$</b> 5", "<b>3×</b> 5"),
        ("$\\alpha$-$\\beta$", "α-β"),
        ("a $x$ of 50% – and $f''$", "a $x$ of 50% – and $f''$"),
    ],
)
def test_plain_formulas_are_known(text: str, expected: str) -> None:
    """They are not read back, whether they come back or are read as a character."""
    assert predict(text, ascii=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("$x", id="a dollar without partner"),
        pytest.param("$$x$$", id="a formula of its own line"),
        pytest.param("$x\\$", id="a dollar in a formula"),
        pytest.param("<$\\alpha$", id="what a formula may add to a tag"),
        pytest.param("<i>", id="what is a tag"),
        pytest.param("\\\\\\alpha", id="a command behind a backslash"),
        pytest.param("$50%$", id="a formula that is mended"),
        pytest.param("$α$", id="a letter in a formula"),
        pytest.param("$a  b$", id="two blanks"),
        pytest.param("$a\tb$", id="a tab"),
        pytest.param("http://a.b/$\\sim$c", id="what is a tilde in an address"),
        pytest.param("\\emph{so} $x$", id="a command in the text"),
        pytest.param("<i>so $x$", id="a tag without partner"),
        pytest.param(" $x$", id="a blank before it"),
        pytest.param("$x$ ", id="a blank behind it"),
    ],
)
def test_what_is_no_plain_formula_is_read(text: str) -> None:
    """Only reading tells what it is read as."""
    assert predict(text, ascii=True) is None


@pytest.mark.parametrize(
    "text", ["an <i>odd</i> <b>W</b>ord", "<b>B</b>", "of 50% (<i>i.e.</i>) é", "<i>of $n$</i> $k$"]
)
def test_plain_tags_are_known(text: str) -> None:
    """Nor are they read back."""
    assert predict(text, ascii=True) == text


@pytest.mark.parametrize("text", ["<i></i>", "<i> a</i>", "<i>a </i>", "<i>a <b>b</b></i>", "<sub>2</sub>", "<i>a"])
def test_other_tags_are_read(text: str) -> None:
    """In one another, with blanks at the ends, and where there are none."""
    assert predict(text, ascii=True) is None


# Words that are protected in some titles, in parts of words, and beside signs.
_WORDS = "DNA iPhone A a a, the Networks deep X-ray learning O(N) Ph.D. Bayes COVID-19 Why? e.g. É Ž IV: - ( ) /"
_title_pieces = st.one_of(
    st.sampled_from([*_WORDS.split(" "), *"– “ ” ’ α × < ~ ^ | \xa0 \\".split(" "), *" " * 9]),
    st.lists(
        st.sampled_from(r"\alpha \ell _p X x \mathcal{O} (T) ^2 \to {A} 3D \times < %".split(" ")), max_size=3
    ).map(lambda parts: f"${''.join(parts)}$"),
)


@in_both
@given(title=st.lists(_title_pieces, min_size=1, max_size=8).map("".join))
@example(title="Why $\\ell_p$-norms of DNA")
def test_titles_come_back_where_they_are_sure_to(ascii: bool, title: str) -> None:
    """With words and formulas in braces, beside signs of all kinds."""
    latex = to_latex(title, ascii=ascii, protect=True)
    if is_kept_title(title, latex):
        values = interpret_bibtex("misc", "key", [("title", latex)])
        assert values[INDEX["title"]] == title
        assert not values[INDEX["extra"]]


@pytest.mark.parametrize(
    ("title", "is_kept"),
    [
        ("PixArt-$x$ – DNA of $O(n)$", True),
        ("Semi-Supervised – a 5 μm Study", True),
        ("$\\alpha$ of DNA", False),
        ("<i>DNA</i> of $x$", False),
        ("1 < 2", False),
    ],
)
def test_titles_with_signs_and_formulas_are_mostly_kept(title: str, is_kept: bool) -> None:
    """They are not read back; what would be a character is."""
    assert is_kept_title(title, to_latex(title, ascii=True, protect=True)) == is_kept
