"""The programs that read what a profile writes, and what each is known to do otherwise.

A program is given one file with all entries, and gives back what it understood of each, by key.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple

from arxiv2bib import EntryType
from tests.agreement.neutral import Item
from tests.managers.fields import CORE, Difference
from tests.managers.printing import PRINTED

__all__ = [
    "Fault", "MissingError", "Program", "Result", "has_text", "is_type", "judge", "load", "prints_online",
]  # fmt: skip

Read = Callable[[str], Mapping[str, Item]]


class MissingError(Exception):
    """A program is not there; the text says what is missing."""


def load(name: str) -> Any:  # Any: a module that the tests do without, and type checkers too
    """Return the module *name*; raises MissingError if it is not there."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingError(f"no module {name}") from error


class Fault(NamedTuple):
    """A field that a program is known to understand otherwise, and why that is its own doing."""

    fields: frozenset[str]
    why: str
    applies: Callable[[Difference], bool] = lambda difference: True


class Program(NamedTuple):
    """A program, the profile and the format that are written for it, how it is asked, and the fields that it has.

    ``find`` returns its version; raises MissingError if it is not there. A program that prints references gives the
    text of each by key, ``prints``, and no fields.
    """

    name: str
    profile: str
    format: str
    find: Callable[[], str]
    read: Read | None = None
    prints: Callable[[str], Mapping[str, str]] | None = None
    lacks: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    is_quick: bool = False

    def holds(self, field: str, item: Item) -> bool:
        """Whether the program has *field* for a work such as *item*."""
        return field in (PRINTED if self.prints is not None else CORE) and field not in self.lacks


class Result(NamedTuple):
    """What a program made of a file."""

    program: Program
    version: str
    entries: int
    lost: tuple[str, ...]
    fields: int
    wrong: tuple[Difference, ...]
    faults: Mapping[str, tuple[Difference, ...]]

    @property
    def understood(self) -> int:
        """How many of the fields that the program has it understood as meant."""
        return self.fields - len(self.wrong) - sum(map(len, self.faults.values()))


def judge(program: Program, version: str, sent: Mapping[str, Item], differences: Iterator[Difference | None]) -> Result:
    """Return the result for what *program* made of *sent*."""
    wrong: list[Difference] = []
    faults: dict[str, list[Difference]] = {}
    lost: list[str] = []
    fields = 0
    for difference in differences:
        fields += 1
        if difference is None:
            continue
        if difference.field == "key":
            lost.append(difference.key)
        fault = next(
            (one for one in program.faults if difference.field in one.fields and one.applies(difference)), None
        )
        if fault is not None:
            faults.setdefault(fault.why, []).append(difference)
        else:
            wrong.append(difference)
    return Result(
        program, version, len(sent), tuple(lost), fields, tuple(wrong),
        {why: tuple(found) for why, found in faults.items()},
    )  # fmt: skip


def has_text(pattern: str) -> Callable[[Difference], bool]:
    """Return whether what was sent has *pattern* in it."""
    found: Final = re.compile(pattern)
    return lambda difference: found.search(str(difference.sent)) is not None


def is_type(*types: EntryType) -> Callable[[Difference], bool]:
    """Return whether a work of one of *types* was sent."""
    return lambda difference: difference.entry is not None and difference.entry.type in types


def prints_online(difference: Difference) -> bool:
    """Whether a style of IEEE's took the work for a page of the web."""
    return "[Online]" in str(difference.understood)
