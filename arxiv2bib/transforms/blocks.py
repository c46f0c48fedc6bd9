"""What stands between the entries of a file, when the entries move.

A comment belongs to the entry that it stands before. Macros and preambles belong to the file: they must stand before
whatever uses them. What opens a file stays at its head, what ends it at its end.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias, TypeVar

import attrs

from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.lines import count_lines

__all__ = ["Item", "ItemT", "Unit", "split_units"]

Item: TypeAlias = Entry | Block
ItemT = TypeVar("ItemT", bound=Item)
"""Entries, or entries and blocks: what comes out is of the kind that went in."""

_DEFINITIONS: Final = frozenset({BlockKind.MACRO, BlockKind.PREAMBLE})
_BLANK_LINE: Final = compile_late(r"(?:\n|\r\n?)[ \t]*(?:\n|\r\n?)")


@attrs.frozen
class Unit:
    """An entry, and the blocks that move with it because they stand before it."""

    before: tuple[Block, ...]
    entry: Entry


def split_units(items: Iterable[Item]) -> tuple[list[Block], list[Unit], list[Block]]:
    """Return the head of *items*, the entries with what belongs to each, and the end: blocks in their order.

    Definitions go to the head, from wherever they stand, with a comment right before them. Of what opens a file, what
    stands behind its last blank line belongs to the first entry, the rest to the head; without a blank line, all of it.
    What stands behind the last entry of a file goes to the end. Every block is in one of the three, once; text may have
    been cut in two at a blank line.
    """
    head: list[Block] = []
    units: list[Unit] = []
    tail: list[Block] = []
    pending: list[Block] = []
    source: object = None
    is_top = True
    for item in items:
        if isinstance(item, Block):
            if item.source != source:
                (head if is_top else tail).extend(pending)
                pending, source, is_top = [], item.source, True
            pending.append(item)
            if item.kind in _DEFINITIONS:
                cut = 0 if is_top else _find_attached(pending[:-1])
                head.extend(pending[cut:])
                del pending[cut:]
            continue
        if item.origin is not None and item.origin.source != source:
            (head if is_top else tail).extend(pending)
            pending, source = [], item.origin.source
        elif is_top:
            loose, pending = _cut_head(pending)
            head.extend(loose)
        is_top = False
        units.append(Unit(tuple(pending), item))
        pending = []
    (head if is_top else tail).extend(pending)
    return head, units, tail


def _find_attached(blocks: Sequence[Block]) -> int:
    """Return where those of *blocks* begin that no blank line parts from what follows."""
    at = len(blocks)
    while at and not _ends_paragraph(blocks[at - 1]):
        at -= 1
    return at


def _ends_paragraph(block: Block) -> bool:
    raw = block.raw
    last = None
    for last in _BLANK_LINE.finditer(raw):  # noqa: B007 (the last one is wanted)
        pass
    return not raw.strip() or (last is not None and not raw[last.end() :].strip())


def _cut_head(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return what of the *blocks* that open a file stays there, and what belongs to the entry behind them."""
    attached: list[Block] = []
    for at in reversed(range(len(blocks))):
        block = blocks[at]
        if _ends_paragraph(block):
            return blocks[: at + 1], attached
        cut = max((found.end() for found in _BLANK_LINE.finditer(block.raw)), default=0)
        if block.kind is BlockKind.TEXT and cut:
            first, second = block.raw[:cut], block.raw[cut:]
            below = attrs.evolve(block, raw=second, line=block.line + count_lines(first, 0, len(first)))
            return [*blocks[:at], attrs.evolve(block, raw=first)], [below, *attached]
        attached.insert(0, block)
    return blocks, []
