"""bibtexparser 2 reads our BibTeX and BibLaTeX."""

import re

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, NameParts, SeparateCoAuthors, SplitNameParts
from hypothesis import given, settings
from pylatexenc.latex2text import LatexNodes2Text

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


def read(text: str, *, decode: bool) -> Library:
    """Return what bibtexparser finds in *text*, with LaTeX decoded and names split if asked."""
    if not decode:
        return parse_string(text, parse_stack=[])
    middleware = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    return parse_string(text, append_middleware=middleware)


def to_person(name: NameParts) -> Person:
    """Return a name of bibtexparser's.

    Its middleware decodes fields but no names that were split, and splits a decoded name without the braces that kept
    it together; so the parts are decoded here, by the same pylatexenc.
    """
    parts = (" ".join(part) for part in (name.first, name.von, name.last, name.jr))
    return Person(*(squeeze(decode(part) if "\\" in part or "{" in part else part) for part in parts))


decode = LatexNodes2Text().latex_to_text


@each_dialect
@settings(max_examples=150)
@given(one=strategies.entries, other=strategies.entries)
def test_any_entry_is_read(dialect: str, one: Entry, other: Entry) -> None:
    """Two entries of any content are two entries with those keys, and nothing else is in the file."""
    text = dumps([one.evolve(key=f"{one.key or ''}1"), other.evolve(key=f"{other.key or ''}2")], dialect)
    library = read(text, decode=False)
    assert [] == library.failed_blocks
    assert KEY.findall(text) == [entry.key for entry in library.entries]
    assert [] == [*library.comments, *library.preambles, *library.strings]


@each_dialect
@settings(max_examples=100)
@given(entry=strategies.plain_entries)
def test_plain_entry_is_understood(dialect: str, entry: Entry) -> None:
    """Names, title and year of an ordinary entry are the same after decoding."""
    library = read(dumps([entry], dialect), decode=True)
    (found,) = library.entries
    assert entry.key == found.key
    assert plain_title(entry) == squeeze(found["title"])
    assert list_people(entry.author) == [to_person(name) for name in found["author"]]
    assert year_of(entry) == (found["year"] if dialect == "bibtex" else found["date"])[:4]


@each_dialect
def test_papers_are_read(dialect: str, papers: tuple[Entry, ...]) -> None:
    """Every record of every digest is an entry with its key, its DOI and its eprint."""
    library = read(dumps(papers, dialect), decode=False)
    assert [] == library.failed_blocks
    found: list[object] = [(entry.key, entry["doi"], entry["eprint"]) for entry in library.entries]
    expected: list[object] = [
        (entry.key, f"{{{entry.doi}}}", f"{{{entry.arxiv.id}}}") for entry in papers if entry.arxiv is not None
    ]
    assert [] == find_differences(found, expected)


@each_dialect
def test_papers_are_understood(dialect: str, short_papers: tuple[Entry, ...]) -> None:
    r"""Names, titles and years of every digest are the same after decoding.

    Abstracts are left out: pylatexenc cannot decode an ``\href`` in a ``\footnote``, and bibtexparser drops the entry.
    """
    library = read(dumps(short_papers, dialect), decode=True)
    assert [] == library.failed_blocks
    names = [[to_person(name) for name in entry["author"] if name.last != ["others"]] for entry in library.entries]
    assert [] == find_differences(list(names), [list_people(entry.author) for entry in short_papers])
    titles: list[object] = [keep_letters(entry["title"]) for entry in library.entries]
    assert [] == find_differences(titles, [title_letters(entry) for entry in short_papers])
    years: list[object] = [entry["year" if dialect == "bibtex" else "date"][:4] for entry in library.entries]
    assert [] == find_differences(years, [year_of(entry) for entry in short_papers])
