"""Names of journals: in full, abbreviated, or as they are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Entry, EntryType, InvalidValueError, convert, name_journals
from arxiv2bib.testing.strategies import entries


def article(title: str, short: str | None = None) -> Entry:
    """Return an article in the journal called *title*."""
    return Entry(type=EntryType.ARTICLE_JOURNAL, container_title=title, container_title_short=short)


def name_one(entry: Entry, names: str) -> tuple[str | None, str | None]:
    """Return the names that the journal of *entry* gets."""
    (named,) = name_journals([entry], names)
    return named.container_title, named.container_title_short


@pytest.mark.parametrize("written", ["Phys. Rev. Lett.", "Physical Review Letters", "PHYSICAL REVIEW LETTERS"])
def test_full_names_have_the_abbreviation_beside_them(written: str) -> None:
    """Whatever was written, the title in full comes out, and the abbreviation as the short title."""
    assert ("Physical Review Letters", "Phys. Rev. Lett.") == name_one(article(written), "full")


def test_a_short_title_that_came_in_stays() -> None:
    """Naming a journal in full does not change an abbreviation that the entry has already."""
    assert ("Physical Review Letters", "PRL") == name_one(article("Phys. Rev. Lett.", "PRL"), "full")


@pytest.mark.parametrize("written", ["Transport in Porous Media", "Transp. Porous Media"])
def test_abbreviated_names_stand_alone(written: str) -> None:
    """The abbreviation takes the place of the title."""
    assert ("Transp. Porous Media", None) == name_one(article(written), "abbreviated")


def test_one_word_is_its_own_abbreviation() -> None:
    """A journal whose title is one word has no short title beside it."""
    assert ("Neurocomputing", None) == name_one(article("Neurocomputing"), "full")


def test_an_unknown_journal_stays() -> None:
    """What is not known is not touched."""
    entry = article("Journal of Things That Nobody Abbreviates", "JTNA")
    assert [entry] == list(name_journals([entry], "abbreviated"))


def test_proceedings_stay() -> None:
    """A conference that is called like a journal keeps its name."""
    entry = Entry(type=EntryType.PAPER_CONFERENCE, container_title="Pattern Recognition")
    assert [entry] == list(name_journals([entry], "abbreviated"))


@given(st.lists(entries, max_size=3))
def test_as_written_changes_nothing(given_entries: list[Entry]) -> None:
    """Names as they are written are left as they are."""
    assert given_entries == list(name_journals(given_entries, "as-written"))


@given(entries, st.sampled_from(["full", "abbreviated"]))
def test_naming_twice_is_naming_once(entry: Entry, names: str) -> None:
    """What was named once is not changed by naming it again."""
    once = list(name_journals([entry], names))
    assert once == list(name_journals(once, names))


def test_convert_names_journals(tmp_path: Path) -> None:
    """An option of ``convert`` does the same, and comments stay."""
    source, target = tmp_path / "in.bib", tmp_path / "out.bib"
    source.write_text("% mine\n@article{x, journal = {Phys. Rev. Lett.}, year = 2007}\n", "utf-8")
    convert(source, target, journal_names="full")
    text = target.read_text("utf-8")
    assert "Physical Review Letters" in text
    assert text.startswith("% mine\n")


def test_another_word_is_refused() -> None:
    """A misspelt way of naming raises at once, and says which there are."""
    with pytest.raises(InvalidValueError, match="as-written, full, abbreviated"):
        name_journals([], "short")
