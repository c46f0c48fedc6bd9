"""The lines of a RIS record while they are gathered: one value each, in any text."""

from typing import TYPE_CHECKING

from arxiv2bib.exporters._losses import Losses
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.controls import is_printable, replace_surrogates
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.formulas import spell_command
from arxiv2bib.text.markup import to_tagged

if TYPE_CHECKING:
    from arxiv2bib.exporters.ris import RisExporter

# What would end a line in one reader or another, and what is no text.
_BREAK = compile_late(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class RisLines:
    """The lines of one RIS record while they are gathered; ``options`` are its exporter's."""

    __slots__ = ("entry", "lines", "losses", "options")

    def __init__(self, entry: Entry, losses: Losses, options: "RisExporter") -> None:
        self.entry = entry
        self.losses = losses
        self.options = options
        self.lines: list[str] = []

    def add(self, tag: str, value: str) -> None:
        """Add a line, unless there is nothing in it."""
        if not is_printable(value):
            value = replace_surrogates(_BREAK.sub(" ", value))
        value = value.strip()
        if value:
            self.lines.append(f"{tag}  - {value}\n")

    def render(self, markup: str, *, nocase: bool = False) -> str:
        """Return *markup* as RIS has it; for a program, without the commands that only say how words look."""
        commands = spell_command if self.options.spellings == "own" else None
        return to_tagged(markup, nocase=nocase, commands=commands)
