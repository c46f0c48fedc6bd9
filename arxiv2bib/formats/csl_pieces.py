"""What a file of CSL-JSON, or of another format in JSON, is cut into."""

from enum import Enum, auto
from typing import Any, NamedTuple

__all__ = ["Piece", "PieceKind", "Shape"]


class PieceKind(Enum):
    """What a piece of a file is."""

    ITEM = auto()
    """An item, in proper JSON."""
    MENDED = auto()
    """An item whose JSON has faults that change nothing of what it says."""
    FAILED = auto()
    """An item, or what is left of one, that is no JSON."""
    TEXT = auto()
    """Something else."""


class Piece(NamedTuple):
    """A piece of a file: ``raw``, its text, from character ``start`` in line ``line`` (from 1) on, and what it says.

    Of a draft, ``item`` lacks members that come twice, and has numbers otherwise than they are written. ``key`` is the
    name under which an item stands in an object of items.
    """

    kind: PieceKind
    raw: str
    start: int
    line: int
    item: dict[str, Any] | None = None  # Any: JSON
    is_draft: bool = False
    marks: int = 0  # quotation marks in the text of a draft
    key: str | None = None


class Shape(NamedTuple):
    """How a format's files are built: where their items stand, and what those and others begin with.

    ``lists`` are the members that hold the items, ``wrappers`` those whose object has such a list; ``members`` are what
    an item may begin with, ``nested`` what objects inside an item begin with.
    """

    lists: frozenset[str]
    wrappers: frozenset[str]
    members: frozenset[str]
    nested: frozenset[str]
