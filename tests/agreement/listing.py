"""The list of what agrees, which may only grow: one line a case, with facts alone and no text of anybody's.

A line has a hash of the file that holds input and outcome, how many values agree and how many there are, and the
case's name.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from tests.agreement.cases import Case

__all__ = ["LIST", "Line", "find_lost", "read_list", "render_list"]

LIST: Final = Path(__file__).with_name("agreeing.txt")


@attrs.frozen
class Line:
    """What was known of a case: the hash of its file, the values that agreed, and all values."""

    digest: str
    agreeing: int
    values: int


def read_list(text: str) -> dict[str, Line]:
    """Return the lines of a list, by the names of their cases."""
    found = {}
    for line in text.splitlines():
        digest, agreeing, values, name = line.split(" ", 3)
        found[name] = Line(digest, int(agreeing), int(values))
    return found


def to_line(case: Case) -> Line:
    """Return what is to be known of *case*."""
    return Line(case.digest, sum(pair.agrees for pair in case.pairs), len(case.pairs))


def render_list(cases: Iterable[Case]) -> str:
    """Return the list of *cases*; those with no value that agrees are left out."""
    lines = {case.name: to_line(case) for case in cases}
    return "".join(
        f"{line.digest} {line.agreeing} {line.values} {name}\n" for name, line in sorted(lines.items()) if line.agreeing
    )


def find_lost(known: Mapping[str, Line], cases: Iterable[Case]) -> Iterator[str]:
    """Yield, in words, each case of *known* of which fewer values agree now."""
    today = {case.name: to_line(case) for case in cases}
    for name, line in known.items():
        now = today.get(name)
        if now is None:
            yield f"{name}: the case is gone"
        elif now.digest != line.digest:
            yield f"{name}: another outcome is expected than when the list was written"
        elif now.agreeing < line.agreeing:
            yield f"{name}: {now.agreeing} values agree, and were {line.agreeing}"
