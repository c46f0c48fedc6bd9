"""Letters folded for comparing and sorting."""

import pytest
from hypothesis import given

from arxiv2bib.testing.strategies import texts
from arxiv2bib.text.folding import fold_letters, fold_natural, fold_words


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("muller", "Müller"),
        ("lukasz", "Łukasz"),
        ("strasse", "Straße"),
        ("godel", "Go\u0308del"),
        ("οδοσ", "ΟΔΌΣ"),
        ("深度学习", "深度学习"),
        ("क्षि", "क्षि"),
        ("", ""),
    ],
)
def test_letters(expected: str, text: str) -> None:
    """Case and accents go; letters of other scripts stay, with their vowel signs."""
    assert expected == fold_letters(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("obrien", "O'Brien"),
        ("obrien", "O’Brien"),
        ("arnold", "Arnolʹd"),
        ("jean pierre", "Jean-Pierre"),
        ("a b", " a,\n b! "),
        ("क्षि", "«क्षि»"),
        ("", "--"),
    ],
)
def test_words(expected: str, text: str) -> None:
    """Words stand with one blank between them; punctuation goes, an apostrophe parts no word."""
    assert expected == fold_words(text)


def test_numbers_sort_by_their_size() -> None:
    """A number in a text counts as one, of any length, with or without leading zeros."""
    names = ["v2", "v10", "v010a", "v1" + "0" * 5000, "w1"]
    assert names == sorted(["w1", *names[:4]], key=fold_natural)


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is."""
    assert fold_words(text) == fold_words(fold_words(text))
