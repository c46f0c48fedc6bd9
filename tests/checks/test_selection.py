"""Which rules are looked for."""

import pytest

from arxiv2bib import Code, InvalidValueError
from arxiv2bib.checks.selection import make_filter
from arxiv2bib.checks.table import RULES


def choose(select: str = "", ignore: str = "") -> set[str]:
    """Return the codes that are wanted."""
    is_wanted = make_filter(select.split(","), ignore.split(","))
    return {code for code in (*(rule.code for rule in RULES), *Code) if is_wanted(code)}


def test_nothing_said_is_default() -> None:
    """Without a word, every rule but matters of taste is looked for, and everything that the reader says."""
    expected = {rule.code for rule in RULES if rule.is_default} | set(Code)
    assert expected == choose() == choose("default")


def test_all() -> None:
    """``all`` is every rule."""
    assert {rule.code for rule in RULES} <= choose("all")


def test_beginnings_select() -> None:
    """A word selects what begins with it, matters of taste too."""
    assert {"pages/reversed", "pages/dash", "pages/prefix", "pages/hyphen"} == choose("pages")
    assert choose("default") | {"pages/hyphen"} == choose("default,pages/hyphen")


def test_longer_word_decides() -> None:
    """Of a word that selects and one that ignores, the longer counts; of two as long, the second."""
    assert {"doi/address"} == choose("doi/address", "doi")
    assert {"doi/address"} == choose("doi", "doi/malformed,doi/only-in-url,doi/also-in-url")
    assert set() == choose("doi", "doi")


@pytest.mark.parametrize("word", ["dio", "doi/adress", "E501"])
def test_unknown_word_is_refused(word: str) -> None:
    """A word that no code begins with is a mistake."""
    with pytest.raises(InvalidValueError, match=word.casefold()):
        make_filter([word])


def test_text_instead_of_a_list_is_refused() -> None:
    """One text would be a list of letters."""
    with pytest.raises(InvalidValueError, match="lists"):
        make_filter("doi")
