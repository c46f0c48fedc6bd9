"""A conversion in parts: inputs cut, the parts read and written by an engine, keys settled and outputs joined here.

The output, the keys and the report are those of a conversion in one process: keys are settled in the order of the
parts, and what cannot be known of a part by itself is looked after here.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Protocol

import attrs

from arxiv2bib._exporting import export_behind
from arxiv2bib._files import Target, open_source
from arxiv2bib._inputs import expand_inputs
from arxiv2bib._parts import SIZE, Found, Part, PartConverter, Recipe, Written, can_cut, cut, is_counted
from arxiv2bib._reading import (
    Item,
    Reading,
    Tally,
    choose_reading,
    find_reader,
    find_style,
    is_found,
    refuse_empty,
    release,
)
from arxiv2bib.diagnostics import Diagnostic, Report
from arxiv2bib.errors import ReadError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.key_sets import KeySet
from arxiv2bib.model.records import Source
from arxiv2bib.protocols import Joiner, KeyFinder, Reader
from arxiv2bib.registry import get_reader

_Handle = Any  # Any: what an engine knows a part by


class Engine(Protocol):
    """Reads and writes parts, somewhere else."""

    @property
    def limit(self) -> int:
        """How many parts it should have at once."""
        ...

    def read(self, part: Part, /) -> _Handle:
        """Begin to read *part*."""
        ...

    def find(self, handle: _Handle, /) -> Found | None:
        """Return what was found in a part, or None if it is not read yet; raises what reading it raised."""
        ...

    def write(self, handle: _Handle, keys: list[str], /) -> None:
        """Begin to write a part."""
        ...

    def take(self, handle: _Handle, /) -> Written | None:
        """Return what was written of a part, and forget it; None if it is not written yet."""
        ...

    def drop(self, handle: _Handle, /) -> None:
        """Forget a part."""
        ...

    def wait(self) -> None:
        """Wait until something has been read or written."""
        ...

    def close(self) -> None:
        """End all work."""
        ...


@attrs.define(eq=False, kw_only=True)
class _Opened:
    """One input: open from when its first part is cut until its last is written."""

    target: Target
    was_found: bool
    stack: ExitStack = attrs.field(factory=ExitStack)
    told: list[Diagnostic] = attrs.field(factory=list)
    source: Source | None = None
    reader: Reader | None = None
    keys: KeySet = attrs.field(factory=KeySet)
    has_any: bool = False
    items: int = 0  # of the parts whose keys are settled, as the records
    records_read: int = 0
    records_failed: int = 0
    is_new: bool = True
    is_alone: bool = False
    is_cut: bool = False  # into as many parts as it will be
    failure: ReadError | None = None


@attrs.define(eq=False, kw_only=True)
class _Unit:
    """A part, the end of an input, or, if it is neither, what is left of an input that cannot be cut."""

    opened: _Opened
    part: Part | None = None
    handle: _Handle = None
    keys: list[str] = attrs.field(factory=list)
    is_end: bool = False
    is_settled: bool = False


class PartedConversion:
    """A conversion in parts, for one run."""

    def __init__(self, reading: Reading, recipe: Recipe, engine: Engine) -> None:
        self._reading = reading
        self._recipe = recipe
        self._exporter = reading.exporter
        self._keyed = reading.keyed
        self._report = reading.report
        self._engine = engine
        self._tally = Tally(reading.sources, reading.report)
        self._pending: deque[_Unit] = deque()
        self._taken = reading.make_spelled_keys()

    def run(self) -> Generator[Iterable[str], None, None]:
        """Yield the pieces of the output of each part, in order; raises what reading all inputs raises."""
        with ExitStack() as archives:
            archives.callback(self._engine.close)
            inputs = list(expand_inputs(self._reading.sources, archives))
            if not all(map(self._can_stand_alone, self._reading.reserve_keys(inputs))):
                yield self._convert_all(inputs)
                return
            plan = self._plan(inputs)
            try:
                while self._fill(plan):
                    self._settle()
                    yield from self._take()
                self._tally.finish()
            finally:
                for unit in self._pending:
                    unit.opened.stack.close()

    def _can_stand_alone(self, format: str) -> bool:
        """Whether one of several inputs, in *format*, is written as if the others were not there."""
        # What is kept as it was read knows its neighbours, and what is left out may be a parent of what is not.
        return self._can_join(format) and not (self._recipe.selects and get_reader(format).format.is_verbatim)

    def _can_join(self, format: str) -> bool:
        return isinstance(self._exporter, Joiner) and self._exporter.can_join(format)

    def _convert_all(self, inputs: Sequence[tuple[Target, bool]]) -> Iterator[str]:
        items = self._recipe.transform(self._reading.read_inputs(inputs), self._report, self._keyed)
        yield from export_behind(self._exporter, items, self._report, self._taken)

    def _fill(self, plan: Iterator[_Unit]) -> bool:
        """Hand out as many parts as the engine should have; return whether there is anything to do."""
        while len(self._pending) < self._engine.limit and (unit := next(plan, None)) is not None:
            self._pending.append(unit)
            if unit.part is not None:
                unit.handle = self._engine.read(unit.part)
        return bool(self._pending)

    # Cutting

    def _plan(self, inputs: Sequence[tuple[Target, bool]]) -> Iterator[_Unit]:
        for target, was_found in inputs:
            opened = _Opened(target=target, was_found=was_found, is_alone=len(inputs) == 1 and not was_found)
            try:
                yield from self._cut(opened)
            except (ReadError, OSError) as error:
                opened.failure = error if isinstance(error, ReadError) else ReadError(f"cannot read: {error}")
            opened.is_cut = True
            yield _Unit(opened=opened, is_end=True, is_settled=True)

    def _cut(self, opened: _Opened) -> Iterator[_Unit]:
        report = Report(opened.told.append, keep=0)
        source = opened.stack.enter_context(open_source(opened.target, encoding=self._reading.encoding, report=report))
        reader = find_reader(source, self._reading.format)
        opened.source, opened.reader = source, reader
        opened.has_any = reader.format.is_verbatim
        if opened.is_alone:
            self._reading.styles.append(find_style(source, reader))
        if source.stream is None or not self._can_join(reader.format.name) or not can_cut(source, reader):
            yield _Unit(opened=opened)
            return
        boundary = reader.boundary  # type: ignore[attr-defined]
        for lines, data in cut(source.stream, len(source.bom), boundary, SIZE):
            if opened.is_cut:
                return
            if not data:
                yield _Unit(opened=opened)
                return
            part = Part(
                name=source.name, format=reader.format.name, encoding=source.encoding, newline=source.newline,
                has_bad_bytes=source.has_bad_bytes, data=data, lines=lines,
            )  # fmt: skip
            yield _Unit(opened=opened, part=part)

    # Settling keys

    def _settle(self) -> None:
        """Give keys to the entries of the parts that are read, in order."""
        for unit in tuple(self._pending):
            if unit.is_settled:
                continue
            if unit.part is None:
                return
            found = self._engine.find(unit.handle)
            if found is None or not self._settle_part(unit, unit.part, found):
                return

    def _settle_part(self, unit: _Unit, part: Part, found: Found) -> bool:
        opened = unit.opened
        if not found.is_sound:
            self._read_rest_here(unit)
            return False
        own = [key for key, is_own in found.proposals if is_own]
        known = tuple(dict.fromkeys(key for key in own if key in opened.keys))
        if known and not part.seen:  # the reader has to know of them, to say so
            self._engine.drop(unit.handle)
            unit.part = attrs.evolve(part, seen=known)
            unit.handle = self._engine.read(unit.part)
            return False
        opened.keys.update(own)
        opened.items += found.items
        opened.records_read += found.records_read
        opened.records_failed += found.records_failed
        opened.has_any = opened.has_any or found.has_any
        unit.is_settled = True
        if len(own) < len(found.proposals):
            self._reserve(opened)
        unit.keys = [self._keyed.settle(*proposal) for proposal in found.proposals]
        self._engine.write(unit.handle, unit.keys)
        return True

    def _reserve(self, opened: _Opened) -> None:
        """Take the keys of an input out of those that may be given."""
        source, reader = opened.source, opened.reader
        if opened.is_new and source is not None and reader is not None and isinstance(reader, KeyFinder):
            self._keyed.reserve(reader.find_keys(source))
        opened.is_new = False

    def _read_rest_here(self, unit: _Unit) -> None:
        """Have the rest of the input, from *unit* on, read in one piece."""
        unit.opened.is_cut = True
        unit.part = None
        self._engine.drop(unit.handle)
        for other in tuple(self._pending):
            if other is not unit and other.opened is unit.opened and not other.is_settled:
                if other.part is not None:
                    self._engine.drop(other.handle)
                self._pending.remove(other)

    # Joining

    def _take(self) -> Iterator[Iterable[str]]:
        """Yield what there is to be written next, or wait."""
        unit = self._pending[0]
        if unit.part is not None:
            written = self._engine.take(unit.handle) if unit.is_settled else None
            if written is None:
                self._engine.wait()
                return
            self._pending.popleft()
            if written.taken and self._have_others(unit.opened, written.taken):
                written = self._write_again(unit.part, unit.keys)
            self._taken.update(written.taken)
            release(unit.opened.told, None, self._report)
            for diagnostic in written.said:
                self._report.add(diagnostic)
            self._report.records_written += written.records_written
            yield written.pieces
            return
        self._pending.popleft()
        if unit.is_end:
            self._end(unit.opened)
        else:
            yield self._convert_here(unit.opened)

    def _have_others(self, opened: _Opened, keys: Iterable[str]) -> bool:
        """Whether one of *keys*, which stand in place of others, stands elsewhere in the output."""
        self._reserve(opened)
        return any(key in self._taken for key in keys)

    def _write_again(self, part: Part, keys: list[str]) -> Written:
        """Return what becomes of *part*, whose entries have *keys*, behind the parts that have been written."""
        converter = PartConverter(self._recipe)
        return converter.write(converter.read(part)[0], keys, self._taken)

    def _end(self, opened: _Opened) -> None:
        try:
            if opened.failure is not None:
                raise opened.failure
            if not opened.has_any and opened.source is not None and opened.reader is not None:
                refuse_empty(opened.source, opened.reader)
            self._tally.readable += 1
        except ReadError as error:
            self._tally.fail(opened.target, error, was_found=opened.was_found)
        finally:
            release(opened.told, None, self._report)
            self._report.records_read += opened.records_read
            self._report.records_failed += opened.records_failed
            opened.stack.close()

    # What cannot be cut

    def _convert_here(self, opened: _Opened) -> Iterator[str]:
        """Yield the output of what is left of an input, read in this process and in one piece.

        It is read from the start: how a damaged file is read depends on all that stands before the damage.
        """
        self._reserve(opened)
        items = self._recipe.transform(self._read_here(opened), self._report, self._keyed)
        yield from export_behind(self._exporter, items, self._report, self._taken)

    def _read_here(self, opened: _Opened) -> Iterator[Item]:
        source, reader, told = opened.source, opened.reader, opened.told
        if source is None or reader is None:
            return
        report = Report(told.append, keep=0)
        done = opened.items
        for read in choose_reading(reader, self._exporter)(source, report=report):
            if done:
                done -= is_counted(read)
                told.clear()
                continue
            item, key = read, None
            if isinstance(read, Entry):
                item = self._reading.inference(read, report)
                key = self._reading.settle_key(item)
            opened.has_any = opened.has_any or is_found(read)
            release(told, key, self._report)
            yield item
        opened.records_read, opened.records_failed = report.records_read, report.records_failed
