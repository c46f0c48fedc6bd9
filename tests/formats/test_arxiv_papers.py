"""What the readers of arXiv's forms share."""

import pytest

from arxiv2bib.formats.arxiv_papers import classify, has_other_words, name_paper


def test_categories_with_blanks_between() -> None:
    """The first one is the primary one; a code among them is told by its form."""
    found = classify("math.AP hep-th 37K05")
    assert ("math.AP", ("math.AP", "hep-th"), ("37K05",)) == (found.primary, found.categories, found.msc)
    assert classify("").categories == ()


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (False, "C. Bal\\'azs and A. Lovelace"),
        (False, "Balázs, C. and Lovelace A"),
        (True, "C. Balázs (CERN), A. Lovelace"),
        (True, "C. Balázs, A. Lovelace, B. Nobody"),
    ],
)
def test_words_that_no_name_has(*, expected: bool, text: str) -> None:
    """Order, marks, accents in TeX and the words between names do not count."""
    assert expected is has_other_words(text, ["C. Balázs", "A. Lovelace"])


@pytest.mark.parametrize(
    ("expected", "text"),
    [("2111.03216", "http://arxiv.org/abs/2111.03216v2"), ("hep-th/9901001", "oai:arXiv.org:hep-th/9901001"),
     ("odd", "odd"), (None, ""), (None, None)],
)  # fmt: skip
def test_a_paper_is_named_without_its_version(expected: str | None, text: str | None) -> None:
    """Diagnostics name papers as the reader of digests does; what is no identifier stays."""
    assert expected == name_paper(text)
