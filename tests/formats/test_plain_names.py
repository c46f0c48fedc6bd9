"""Lists of names that every format writes and reads alike: what goes by their line, and what goes name by name."""

import copy
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib import Name, dumps, loads
from arxiv2bib.formats.bibtex_names import parse_bibtex_names
from arxiv2bib.formats.plain_names import read_plain_line
from arxiv2bib.formats.ris_names import parse_plain_ris_names, parse_ris_name
from arxiv2bib.model.names import PlainNames
from tests.sample_entries import PREPRINT

FORMATS = ("bibtex", "biblatex", "ris", "csl-json")
_families = st.sampled_from(
    "Vaswani O'Neil Al-Rfou And Team Collaborator Consortium III Jr Others None D'A-B Ii X A' B- McGuire PhD".split()
) | st.from_regex(r"[A-Z][A-Za-z'-]{0,5}", fullmatch=True)
_given = st.sampled_from(
    ["Ashish", "N. M.", "J.-P.", "And", "III", "Jr.", "Others", "V.", "Ii", "A B C", "M.D.", "Team", "Lee And", "A--B"]
) | st.from_regex(r"[A-Z][A-Za-z'.-]{0,5}( [A-Z][A-Za-z'.-]{0,3}){0,2}", fullmatch=True)
lines = st.lists(st.tuples(_families, _given).map(", ".join), min_size=1, max_size=4).map(" and ".join)


@given(lines)
@example("Vaswani, Ashish and Shazeer, Noam")
def test_every_format_reads_the_line_and_writes_it(line: str) -> None:
    """With the line and without it, each exporter writes the same, which is read as the same names."""
    names = read_plain_line(line)
    if names is None:
        return
    people = tuple(names)
    assert names == people
    assert names.line == line
    assert parse_bibtex_names(line) == (people, False)
    texts = line.split(" and ")
    assert [parse_ris_name(text) for text in texts] == [(name, True) for name in people]
    assert parse_plain_ris_names(texts) == people
    for name in FORMATS:
        text = dumps([PREPRINT.evolve(author=names)], name, carry=True)
        assert text == dumps([PREPRINT.evolve(author=people)], name, carry=True)
        assert loads(text, name)[0].author == people


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris"])
def test_readers_find_them(format: str) -> None:
    """Lists of such names are known as what they are when they are read."""
    people = tuple(Name(family=family, given="Noam M.") for family in ("Shazeer", "O'Neil"))
    author = loads(dumps([PREPRINT.evolve(author=people)], format), format)[0].author
    assert isinstance(author, PlainNames)
    assert "Shazeer, Noam M. and O'Neil, Noam M." == author.line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Vaswani",
        "Ashish Vaswani and Noam Shazeer",
        "Vaswani, Ashish and others",
        "Vaswani, Ashish and Shazeer",
        "Van Gogh, Vincent",
        "van Gogh, Vincent",
        "Müller, Anna",
        "Vaswani, A.,  Jr",
        "Smith, John Jr.",
        "Smith, III",
        "Collaboration, ATLAS",
        "Team, Gemini",
        "Vaswani, ashish",
        "{Vaswani}, Ashish",
        "Vaswani, Ashish ",
        " Vaswani, Ashish",
    ],
)
def test_others_are_looked_at_name_by_name(line: str) -> None:
    """Accents, particles, suffixes, groups and lists that go on."""
    assert read_plain_line(line) is None


def test_they_are_any_tuple() -> None:
    """Copies keep the line, and parts have none: they are no whole list any more."""
    names = read_plain_line("Vaswani, Ashish and Shazeer, Noam")
    assert names is not None
    for copied in (pickle.loads(pickle.dumps(names)), copy.deepcopy(names)):
        assert (copied, copied.line) == (names, names.line)
    assert not isinstance(names[:1], PlainNames)
    assert not isinstance((*names, Name(literal="The Team")), PlainNames)
    assert hash(names) == hash(tuple(names))
