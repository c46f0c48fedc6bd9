"""What the Tab key offers for the values of options."""

from collections.abc import Callable, Iterable

import click

__all__ = ["complete_from", "list_codes", "list_fields"]

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def complete_from(list_names: Callable[[], Iterable[str]], *, signs: str | None = None) -> Complete:
    """Return what offers the names that begin with what was typed.

    With *signs*, the value is a list with commas, and the last name is completed; each may have one of *signs* before
    it: a minus.
    """

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        before, last = "", incomplete
        if signs is not None:
            last = incomplete.rpartition(",")[2].lstrip(signs)
            before = incomplete.removesuffix(last)
        return [before + name for name in list_names() if name.startswith(last)]

    return complete


def list_fields() -> list[str]:
    """Return the names of fields, in the order of the alphabet."""
    from arxiv2bib.transforms.fields import NAMES

    return sorted(NAMES)


def list_codes() -> list[str]:
    """Return what ``--select`` and ``--ignore`` of ``check`` take: codes, what they begin with, and ``all``."""
    from arxiv2bib.checks.selection import ALL, CODES, DEFAULT

    return sorted({ALL, DEFAULT, *CODES, *(code.partition("/")[0] for code in CODES)})
