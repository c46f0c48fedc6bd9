"""Giving the entries to a program, and judging what comes back."""

from collections.abc import Sequence

from arxiv2bib import Entry, dumps
from tests.managers.fields import compare, read_back
from tests.managers.programs import Program, Result, judge

__all__ = ["try_program"]


def try_program(program: Program, entries: Sequence[Entry]) -> Result:
    """Return what *program* made of *entries*; raises MissingError if it is not there."""
    version = program.find()
    text = dumps(entries, program.format, for_=program.profile)
    sent = read_back(text, program.format)
    understood = program.read(text)
    return judge(program, version, sent, compare(sent, understood, program.holds))
