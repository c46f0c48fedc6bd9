"""pybtex reads our BibTeX and BibLaTeX, in its strict mode: whatever it does not understand is an exception."""

import re

import pytest
from hypothesis import assume, given, settings
from pybtex.database import BibliographyData, parse_string
from pybtex.database import Person as PybtexPerson
from pybtex.richtext import Text

from arxiv2bib import Entry, dumps
from arxiv2bib.testing import strategies
from tests.peers.compare import (
    Person,
    find_differences,
    keep_letters,
    list_people,
    plain_title,
    squeeze,
    title_letters,
    year_of,
)

each_dialect = pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])

KEY = re.compile(r"^@[a-z]+\{(.*),$", re.MULTILINE)


def read(text: str) -> BibliographyData:
    """Return what pybtex finds in *text*."""
    return parse_string(text, "bibtex")


def decode(latex: str) -> str:
    """Return *latex* as pybtex decodes it."""
    return squeeze(str(Text.from_latex(latex)))


def to_person(person: PybtexPerson) -> Person:
    """Return a person of pybtex's, its LaTeX decoded."""
    given = [*person.first_names, *person.middle_names]
    parts = (given, person.prelast_names, person.last_names, person.lineage_names)
    return Person(*(decode(" ".join(part)) for part in parts))


@each_dialect
@settings(max_examples=150)
@given(one=strategies.entries, other=strategies.entries)
def test_any_entry_is_read(dialect: str, one: Entry, other: Entry) -> None:
    """Two entries of any content are two entries with those keys, and every name is one that pybtex can split."""
    text = dumps([one.evolve(key=f"{one.key or ''}1"), other.evolve(key=f"{other.key or ''}2")], dialect)
    keys = KEY.findall(text)
    assume(keys[0].casefold() != keys[1].casefold())
    found = read(text)
    assert keys == list(found.entries)
    expected = [sum(map(bool, map(str, entry.author))) for entry in (one, other)]
    assert all(
        len(entry.persons.get("author", [])) <= most + 1
        for entry, most in zip(found.entries.values(), expected, strict=True)
    )


@each_dialect
@settings(max_examples=100)
@given(entry=strategies.plain_entries)
def test_plain_entry_is_understood(dialect: str, entry: Entry) -> None:
    """Names, title and year of an ordinary entry are the same after decoding."""
    found = read(dumps([entry], dialect)).entries[entry.key]
    assert plain_title(entry) == decode(found.fields["title"])
    assert list_people(entry.author) == [to_person(person) for person in found.persons["author"]]
    assert year_of(entry) == (found.fields["year"] if dialect == "bibtex" else found.fields["date"])[:4]


@each_dialect
def test_papers_are_understood(dialect: str, papers: tuple[Entry, ...]) -> None:
    """Every record of every digest: keys, names and years as they are, titles after decoding."""
    found = read(dumps(papers, dialect)).entries
    assert [entry.key for entry in papers] == list(found)
    people = [
        [to_person(person) for person in entry.persons["author"] if str(person) != "others"] for entry in found.values()
    ]
    assert [] == find_differences(list(people), [list_people(entry.author) for entry in papers])
    titles: list[object] = [keep_letters(decode(entry.fields["title"])) for entry in found.values()]
    assert [] == find_differences(titles, [title_letters(entry) for entry in papers])
    years: list[object] = [entry.fields["year" if dialect == "bibtex" else "date"][:4] for entry in found.values()]
    assert [] == find_differences(years, [year_of(entry) for entry in papers])
