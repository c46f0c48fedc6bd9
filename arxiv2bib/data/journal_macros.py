"""TeX macros that stand for journals, as AASTeX and other classes for astronomers define them and ADS writes them.

The table is ``journal_macros.txt``; it says where the macros are from.
"""

from functools import cache
from typing import Final, NamedTuple

from arxiv2bib.data import read_rows
from arxiv2bib.text.expressions import compile_late

__all__ = ["MacroJournal", "find_journal_macro"]

_MACRO: Final = compile_late(r"\\([a-z]{2,8})[ ~]*+\Z")


class MacroJournal(NamedTuple):
    """A journal that has a macro: its title, and what the macro prints; None where that is the title."""

    title: str
    printed: str | None


def find_journal_macro(text: str) -> MacroJournal | None:
    r"""Return the journal that *text* stands for if it is one of the macros, such as ``\apj``, and nothing more."""
    macro = _MACRO.match(text)
    return _load_macros().get(macro[1]) if macro is not None else None


@cache
def _load_macros() -> dict[str, MacroJournal]:
    macros: dict[str, MacroJournal] = {}
    for names, title, printed, _origin in read_rows("journal_macros.txt"):
        journal = MacroJournal(title, printed if printed != title else None)
        macros.update({name.strip(): journal for name in names.split(";")})
    return macros
