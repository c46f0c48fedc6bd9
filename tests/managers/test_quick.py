"""Programs that are there wherever the tests run understand what the profiles write for them.

The others are asked by ``python -m tests.managers``, which writes docs/managers.md.
"""

from functools import cache

import pytest

from arxiv2bib import Entry
from tests.managers.entries import make_entries
from tests.managers.programs import MissingError, Program
from tests.managers.quick import QUICK
from tests.managers.running import try_program

_SLOW = {"biber": 20}
"""Programs that take a second for twenty entries, and every how many of the entries they are given."""


@cache
def _entries() -> tuple[Entry, ...]:
    return make_entries()


def test_entries_are_many_and_of_every_kind() -> None:
    """There are 300, with keys of their own, and at least six of each type."""
    entries = _entries()
    counts = {kind: sum(entry.type is kind for entry in entries) for kind in {entry.type for entry in entries}}
    assert (300, 300, 45, 6) == (len(entries), len({entry.key for entry in entries}), len(counts), min(counts.values()))


def test_entries_are_the_same_each_time() -> None:
    """The seed is fixed, so that figures can be compared."""
    assert make_entries() == make_entries()


@pytest.mark.parametrize(
    "program",
    [program for program in QUICK if program.is_quick],
    ids=lambda program: f"{program.name}-{program.profile}-{program.format}",
)
def test_program_understands_what_it_is_given(program: Program) -> None:
    """No entry is lost, and every field that the program has is understood, but for what it is known not to."""
    try:
        result = try_program(program, _entries()[:: _SLOW.get(program.name, 1)])
    except MissingError as missing:
        pytest.skip(str(missing))
    assert () == result.lost
    assert () == result.wrong
