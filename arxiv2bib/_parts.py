"""Parts of inputs, and what is done with one of them: it is read, its keys are settled elsewhere, it is written.

A part is a piece of an input between two places at which records begin, by value: whoever converts it, on this
computer or another, opens no file.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Final

import attrs

from arxiv2bib._exporting import export_behind
from arxiv2bib._reading import Item, is_found, release
from arxiv2bib.diagnostics import Diagnostic, Report
from arxiv2bib.model.entry import Entry, give_key
from arxiv2bib.model.records import Source
from arxiv2bib.protocols import Exporter, Reader, Splittable
from arxiv2bib.registry import get_reader, load_inference
from arxiv2bib.transforms.keys import KeyMaker

__all__ = [
    "SIZE", "Found", "Held", "Part", "PartConverter", "Recipe", "Written", "can_cut", "cut",
    "is_counted", "shift_lines",
]  # fmt: skip

SIZE: Final = 1 << 20
"""Bytes of a part, about: a fraction of a second of work."""

_FAR = 1 << 26  # bytes in which a place to cut is looked for
_OVERLAP = 1 << 12  # the longest that matches a boundary; of a longer one the next is taken
# One byte, or one that says so, for every character below 128: what a boundary looks like stands for nothing else.
_PLAIN = frozenset({"ascii", "utf-8", "cp1252", "iso8859-1", "iso8859-15"})


@attrs.frozen(kw_only=True)
class Recipe:
    """How the parts of all inputs of a conversion are converted. Can be pickled.

    With ``selects``, ``transform`` leaves entries out.
    """

    exporter: Exporter
    keys: str
    infer: bool | None
    cite: str
    transform: Callable[[Iterable[Item], Report, KeyMaker], Iterable[Item]]
    selects: bool = False


@attrs.frozen(kw_only=True)
class Part:
    """A piece of a source, which begins behind ``lines`` lines of it; ``seen`` are keys that stand before and in it."""

    name: str
    format: str
    encoding: str
    newline: str
    has_bad_bytes: bool
    data: bytes = attrs.field(repr=False)
    lines: int
    seen: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Held:
    """What a part was read into, kept until its keys are known: items with what was said of each, and of none."""

    items: list[tuple[Item, list[Diagnostic]]]
    rest: list[Diagnostic]
    lines: int


@attrs.frozen(kw_only=True)
class Found:
    """What is to be known of a part that was read.

    ``proposals`` has a key for each entry, and whether it is the entry's own. Of a part that is not sound, the rest of
    its source has to be read in one piece.
    """

    proposals: list[tuple[str, bool]]
    items: int
    is_sound: bool
    has_any: bool
    records_read: int
    records_failed: int


@attrs.frozen(kw_only=True)
class Written:
    """What became of a part."""

    pieces: list[str]
    said: list[Diagnostic]
    records_written: int
    taken: frozenset[str] = frozenset()
    """Keys that were written in place of others, which the format cannot hold."""


class PartConverter:
    """Converts parts, one after the other."""

    def __init__(self, recipe: Recipe) -> None:
        self._transform = recipe.transform
        self._exporter = recipe.exporter
        self._inference = load_inference(infer=recipe.infer, cite=recipe.cite)
        self._keyed = KeyMaker(recipe.keys)

    def read(self, part: Part) -> tuple[Held, Found]:
        """Read *part*."""
        reader = get_reader(part.format)
        source = Source(
            part.name, io.BytesIO(part.data), encoding=part.encoding, newline=part.newline,
            has_bad_bytes=part.has_bad_bytes,
        )  # fmt: skip
        source.seen.update(part.seen)
        told: list[Diagnostic] = []
        report = Report(told.append, keep=0)
        items: list[tuple[Item, list[Diagnostic]]] = []
        proposals = []
        is_sound, has_any = True, reader.format.is_verbatim
        for read in reader.read(source, report=report):
            is_sound = is_sound and not (isinstance(reader, Splittable) and reader.is_damaged(read))
            item = read
            if isinstance(read, Entry):
                item = self._inference(read, report)
                proposals.append(self._keyed.propose(item))
            has_any = has_any or is_found(read)
            items.append((item, told[:]))
            told.clear()
        found = Found(
            proposals=proposals, items=sum(is_counted(item) for item, _ in items), is_sound=is_sound, has_any=has_any,
            records_read=report.records_read, records_failed=report.records_failed,
        )  # fmt: skip
        return Held(items=items, rest=told, lines=part.lines), found

    def write(self, held: Held, keys: list[str], taken: set[str] | None = None) -> Written:
        """Write what was read, its entries with *keys*, behind parts in which *taken* stand in place of others."""
        said: list[Diagnostic] = []
        report = Report(said.append, keep=0)
        items = self._transform(_give_keys(held, keys, report), report, self._keyed)
        all_taken = taken.copy() if taken is not None else set()
        pieces = list(export_behind(self._exporter, items, report, all_taken))
        return Written(
            pieces=pieces, said=[shift_lines(diagnostic, held.lines) for diagnostic in said],
            records_written=report.records_written, taken=frozenset(all_taken),
        )  # fmt: skip


def _give_keys(held: Held, keys: list[str], report: Report) -> Iterator[Item]:
    following = iter(keys)
    for item, told in held.items:
        key = None
        if isinstance(item, Entry):
            key = next(following)
            if key != item.key:
                give_key(item, key)
        release(list(told), key, report)  # kept: on a cluster it may have to be written again
        yield item
    release(list(held.rest), None, report)


def shift_lines(diagnostic: Diagnostic, lines: int) -> Diagnostic:
    """Return *diagnostic*, said of what stands behind *lines* lines of its source, with its line there."""
    return (
        diagnostic if not lines or diagnostic.line is None else attrs.evolve(diagnostic, line=diagnostic.line + lines)
    )


def can_cut(source: Source, reader: Reader) -> bool:
    """Whether *source* can be cut into parts."""
    return (
        isinstance(reader, Splittable)
        and source.stream is not None
        and source.newline != "\r"
        and codecs.lookup(source.encoding).name in _PLAIN
        and reader.can_split(source)
    )


def cut(stream: IO[bytes], start: int, boundary: re.Pattern[bytes], size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the parts of *stream* from byte *start* on: how many lines stand before each, and its bytes.

    Of what has no place to be cut, however far one looks, the bytes are empty: it is the rest, as one.
    """
    lines = 0
    data = b""
    while True:
        stream.seek(start + len(data))
        fresh = stream.read(size)
        place = max(size, len(data)) - min(size // 2, _OVERLAP)
        data += fresh
        found = boundary.search(data, place) if len(data) > size else None
        if found is not None and found.end() < len(data):
            piece = data[: found.end()]
            yield lines, piece
            start += len(piece)
            lines += _count_lines(piece)
            data = b""
        elif not fresh:
            if data:
                yield lines, data
            return
        elif len(data) > _FAR:
            yield lines, b""
            return


def is_counted(item: Item) -> bool:
    """Whether *item* is one also where its source is cut elsewhere: white space may be joined to a neighbour."""
    return isinstance(item, Entry) or not item.raw.isspace()


def _count_lines(data: bytes) -> int:
    """Return how many lines end in *data*: with a line feed, a return, or both."""
    feeds = data.count(b"\n")
    return feeds + data.count(b"\r") - data.count(b"\r\n") if b"\r" in data else feeds
