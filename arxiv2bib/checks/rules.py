"""What a rule is: a row with its code, what it looks at, what it says, and the function that looks."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

import attrs

from arxiv2bib.checks.findings import Edit
from arxiv2bib.checks.subjects import Bibliography, Piece, Subject, Value
from arxiv2bib.diagnostics import Severity
from arxiv2bib.text.expressions import compile_late

__all__ = ["EntryRule", "FileHit", "FileRule", "Hit", "Rule", "ValueRule", "describe"]


class Hit(NamedTuple):
    """Where a rule found something: ``words`` fill its message.

    ``value`` is the value concerned, None for the entry as a whole; ``part`` the characters concerned of its text,
    and ``edits`` what mends it, in characters of its text as well (they may reach over its delimiters).
    """

    words: Mapping[str, str]
    value: Value | None = None
    part: tuple[int, int] | None = None
    edits: tuple[Edit, ...] = ()


class FileHit(NamedTuple):
    """Where a rule about a whole file found something: in the ``part`` of ``piece``, of which entry and field."""

    words: Mapping[str, str]
    piece: Piece
    part: tuple[int, int] | None = None
    key: str | None = None
    field: str | None = None


@attrs.frozen
class _Row:
    """What all rules have: a code, how much it matters, and the message, with places for a hit's words.

    ``has_fix`` says that its hits may have edits. ``is_default`` is false for a matter of taste, which is looked for
    only where somebody asks for it.
    """

    code: str
    severity: Severity
    message: str
    has_fix: bool = attrs.field(default=False, kw_only=True)
    is_default: bool = attrs.field(default=True, kw_only=True)


@attrs.frozen
class ValueRule(_Row):
    """A rule that looks at one value at a time, of the fields named; ``*`` is every field that is typeset."""

    fields: str
    check: Callable[[Subject, Value], Iterator[Hit]]

    @property
    def looks_at(self) -> str:
        """What it looks at, in words."""
        return "every field that is typeset" if self.fields == "*" else ", ".join(self.fields.split())


@attrs.frozen
class EntryRule(_Row):
    """A rule that looks at an entry as a whole."""

    looks_at: str
    check: Callable[[Subject], Iterator[Hit]]


@attrs.frozen
class FileRule(_Row):
    """A rule that looks at all entries of a file, or at what stands between them."""

    looks_at: str
    check: Callable[[Bibliography], Iterator[FileHit]]


Rule: TypeAlias = ValueRule | EntryRule | FileRule
"""One rule."""

_WORD = compile_late(r"\{\w+\}")


def describe(rule: Rule) -> str:
    """Return what *rule* says, with dots for what differs from finding to finding."""
    return _WORD.sub("…", rule.message)
