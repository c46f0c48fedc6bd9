"""Unicode's normal forms, in linear time."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.normalizing import normalize

FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
LETTERS = st.text(st.sampled_from("aé각ᄀ\u1161\u0301\u0323\u0308ﬁ \u0327"), max_size=40)


@given(FORMS, LETTERS, st.sampled_from([0, 2000]))
def test_it_says_what_python_says(form: str, text: str, padding: int) -> None:
    """Short or long: where no more than 30 marks stand in a row, the result is Python's."""
    padded = "e" * padding + text[:30]
    assert unicodedata.normalize(form, padded) == normalize(form, padded)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["NFC", "NFKD"])
def test_rows_of_marks_take_no_time(form: str) -> None:
    """Half a million marks in the wrong order would take Python minutes; no letter or mark goes."""
    text = "a" + "\u0301\u0323" * 250_000
    assert len(normalize(form, text)) == pytest.approx(len(text), abs=2)  # type: ignore[arg-type]
