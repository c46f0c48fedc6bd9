"""Titles folded for comparing."""

import pytest
from hypothesis import given

from arxiv2bib.testing import strategies
from arxiv2bib.text.title_words import fold_title, is_same_title


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        (r"$\alpha$-decay of H$_2$O", "alpha decay of h2o"),
        ("α-Decay of H<sub>2</sub>O", "alpha decay of h2o"),
        (r"$\mathcal{N}=4$ and $\mathbb{R}^n$", "n 4 and rn"),
        ("Käse &amp; Brot", "kase and brot"),
        ("Κῦμα", "kappaupsilonmualpha"),
        ("ħ and 𝛼", "h and alpha"),
        (r"DR$\vert$GRADUATE", "dr graduate"),
        ("李 伟", "李 伟"),
        ("$$", ""),
        ("", ""),
    ],
)
def test_what_a_title_folds_to(title: str, folded: str) -> None:
    """Symbols become their names, looks and punctuation go, other scripts stay."""
    assert folded == fold_title(title)


def test_articles_and_hyphens_make_no_other_title() -> None:
    """The same letters are the same title; another word is another one."""
    assert is_same_title("The real-time web", "Realtime Web")
    assert not is_same_title("The real-time web", "The real-time mesh")


@given(strategies.markups, strategies.markups)
def test_any_title_folds(one: str, two: str) -> None:
    """Whatever stands in a title: no exception, no upper case, no blanks around, and the same in either order."""
    folded = fold_title(one)
    assert folded == folded.strip().lower()
    assert is_same_title(one, two) is is_same_title(two, one)
