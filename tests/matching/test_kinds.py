"""What kind of thing an entry is, as its title and type tell."""

import pytest
from hypothesis import given

from arxiv2bib import Entry, EntryType
from arxiv2bib.matching.kinds import Group, group_of, is_front_matter, is_retracted, read_heading
from arxiv2bib.testing import strategies

ABOUT = [
    ("Erratum: Foo bar", ("a correction",), "Foo bar"),
    ("Erratum to: Foo bar", ("a correction",), "Foo bar"),
    ("Author Correction: Foo bar", ("a correction",), "Foo bar"),
    ("Corrigendum to “Foo bar”", ("a correction",), "Foo bar"),
    ("Foo bar (Erratum)", ("a correction",), "Foo bar"),
    ("Publisher’s Note: Foo bar", ("a correction",), "Foo bar"),
    ("Addendum to Foo bar", ("a correction",), "Foo bar"),
    ("Retraction Note: Foo bar", ("a retraction notice",), "Foo bar"),
    ("Expression of Concern: Foo bar", ("a retraction notice",), "Foo bar"),
    ("Comment on 'Foo bar'", ("a comment",), "Foo bar"),
    ("Reply to Comment on 'Foo bar'", ("a reply", "a comment"), "Foo bar"),
    ("Book Review: Foo bar", ("a review",), "Foo bar"),
    ("Supplementary material for Foo bar", ("a supplement",), "Foo bar"),
    ("Data from: Foo bar", ("a supplement",), "Foo bar"),
    ("Poster: Foo bar", ("an abstract",), "Foo bar"),
]
WORKS = [
    "Foo bar",
    "Correction",
    "Corrections",
    "Abstract interpretation of programs",
    "Data efficient learning",
    "Commented code",
    "Reviewing papers",
    "Responsive materials",
]


@pytest.mark.parametrize(("title", "kinds", "inner"), ABOUT)
def test_things_about_a_paper(title: str, kinds: tuple[str, ...], inner: str) -> None:
    """What is about a paper is told by the words around the paper's title."""
    heading = read_heading(title)
    assert (kinds, inner, False) == (heading.kinds, heading.title, heading.is_retracted)


@pytest.mark.parametrize("title", WORKS)
def test_papers_are_papers(title: str) -> None:
    """Words that only begin like a notice's, or stand alone, make none."""
    assert ((), title) == (read_heading(title).kinds, read_heading(title).title)


@pytest.mark.parametrize(
    "title", ["RETRACTED: Foo bar", "RETRACTED ARTICLE: Foo bar", "WITHDRAWN: Foo bar", "Foo bar [Retracted]"]
)
def test_a_retracted_paper_is_the_paper(title: str) -> None:
    """A mark of retraction is no part of the title, and the thing is the paper itself, not a notice."""
    heading = read_heading(title)
    assert ((), "Foo bar", True) == (heading.kinds, heading.title, heading.is_retracted)
    assert is_retracted(Entry(title=title))


def test_a_status_says_it_too() -> None:
    """A record with the status "retracted" is retracted, whatever its title."""
    assert is_retracted(Entry(title="Foo", status="retracted"))
    assert not is_retracted(Entry(title="Foo", status="accepted"))


def test_what_every_issue_has() -> None:
    """An editorial's title tells nothing."""
    assert is_front_matter("Editorial")
    assert not is_front_matter("Editorial boards and gender")
    assert not is_front_matter(None)


def test_every_type_has_a_group() -> None:
    """Papers, volumes, theses and data are told apart; types that tell nothing are in a group of their own."""
    groups = {kind: group_of(Entry(type=kind)) for kind in EntryType}
    assert (Group.PAPER, Group.BOOK, Group.DATA) == (
        groups[EntryType.CHAPTER], groups[EntryType.BOOK], groups[EntryType.SOFTWARE],
    )  # fmt: skip
    assert Group.OTHER == groups[EntryType.DOCUMENT]


@given(strategies.markups)
def test_any_title_can_be_read(title: str) -> None:
    """Whatever stands in a title: no exception, and something of it is left."""
    heading = read_heading(title)
    assert len(heading.title) <= len(title)
    assert heading.title or not title.strip()
