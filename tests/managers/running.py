"""Giving the entries to a program, and judging what comes back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from arxiv2bib import Entry, dumps
from tests.managers.fields import Difference, compare, read_back
from tests.managers.printing import choose_printed, find_printed, list_flaws
from tests.managers.programs import Program, Result, judge

__all__ = ["try_program"]


def try_program(program: Program, entries: Sequence[Entry]) -> Result:
    """Return what *program* made of *entries*; raises MissingError if it is not there."""
    version = program.find()
    text = dumps(entries, program.format, for_=program.profile)
    sent = read_back(text, program.format)
    if program.prints is not None:
        printed = program.prints(text)
        wanted = {key: choose_printed(item) for key, item in sent.items()}
        differences = chain(compare(wanted, find_printed(wanted, printed), program.holds), list_flaws(printed))
    elif program.read is not None:
        differences = chain(compare(sent, program.read(text), program.holds))
    else:
        raise ValueError(f"{program.name} neither reads nor prints")
    return judge(program, version, sent, _add_entries(differences, entries))


def _add_entries(differences: Iterable[Difference | None], entries: Sequence[Entry]) -> Iterator[Difference | None]:
    keyed = {entry.key: entry for entry in entries}
    return (difference and difference._replace(entry=keyed.get(difference.key)) for difference in differences)
