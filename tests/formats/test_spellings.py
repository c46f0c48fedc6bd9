"""Spellings of values that were edited are forgotten, and no others."""

import pytest

from arxiv2bib import Date, Entry, EntryType, loads
from arxiv2bib.formats.spellings import SPELLINGS, forget_outdated

BIBTEX = r"""@periodical{k,
  title    = {A \my{title}},
  subtitle = {and \more{words}},
  issue    = {Spring},
  number   = {\unknown{kept} words},
  eprint   = {https://arxiv.org/abs/1706.03762},
  edition  = {\my{second}}
}
"""
RIS = "TY  - JOUR\nTI  - A\nY1  - 5 Nov 2021\nDA  - Nov 2021\nH1  - a  b\nSN  - 1234-5678 \nER  - \n"


def list_spelled(entry: Entry) -> list[str]:
    """Return the names of the fields whose spelling *entry* has."""
    return [extra.name for extra in entry.extra if extra.namespace in SPELLINGS]


def test_an_entry_that_was_not_edited_forgets_nothing() -> None:
    """A key that it is given is no edit; one that was not read is never edited."""
    (entry,) = loads(BIBTEX, "bibtex")
    assert ["edition", "eprint", "issue", "number", "subtitle", "title"] == list_spelled(entry)
    for same in (entry, entry.evolve(key="other"), entry.evolve(title="B", origin=None)):
        assert same is forget_outdated(same)


@pytest.mark.parametrize(
    ("changes", "forgotten"),
    [
        ({"title": "Another"}, {"title", "subtitle"}),
        ({"edition": None}, {"edition"}),
        ({"number": "7"}, {"number"}),
        ({"arxiv": None}, {"eprint"}),
        ({"volume": "3"}, set()),
        ({"type": EntryType.BOOK}, {"number"}),
    ],
)
def test_what_was_edited_forgets_its_spelling(changes: dict[str, object], forgotten: set[str]) -> None:
    """The fields that the edited value was put together from, and those that mean something else in a new type."""
    (entry,) = loads(BIBTEX, "bibtex")
    edited = forget_outdated(entry.evolve(**changes))
    assert forgotten == set(list_spelled(entry)) - set(list_spelled(edited))


def test_lines_of_ris_are_forgotten_with_their_value() -> None:
    """Every line that gave a part of the date goes with it; the others stay."""
    (entry,) = loads(RIS, "ris")
    assert {"Y1", "DA", "H1"} <= set(list_spelled(entry))
    edited = forget_outdated(entry.evolve(issued=Date(start=(2022,))))
    assert {"Y1", "DA"} == set(list_spelled(entry)) - set(list_spelled(edited))
