"""Entries in a Dask bag: for what is done with more of them than one machine holds. Needs the extra ``dask``."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import attrs

from arxiv2bib._cluster import load_dask
from arxiv2bib._files import Target, name_input, open_source
from arxiv2bib._inputs import expand_inputs
from arxiv2bib._parts import can_cut, cut, shift_lines
from arxiv2bib._reading import find_reader, read_members
from arxiv2bib.diagnostics import Diagnostic, Report
from arxiv2bib.errors import ReadError
from arxiv2bib.model.entry import Entry, make_origin
from arxiv2bib.model.records import Block, Source, behind_lines
from arxiv2bib.protocols import Splittable
from arxiv2bib.registry import get_reader

if TYPE_CHECKING:
    from dask.bag import Bag

__all__ = ["read_bag"]


def read_bag(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    format: str | None = None,
    *,
    encoding: str | None = None,
    size: int = 1 << 24,
    with_diagnostics: bool = False,
) -> "Bag":
    """Return the entries of *paths* (files, directories, patterns) as a Dask bag, in order.

    Files in formats whose records can be told apart anywhere in them (digests, RIS, JSON lines) are cut into partitions
    of about *size* bytes; every other file, and a compressed one, is one partition. The workers read the files, under
    the same paths. The other arguments are those of :func:`~arxiv2bib.load`. Entries have the keys that they came
    with. What is wrong with a record is told by a :class:`~arxiv2bib.Diagnostic` among the entries, where it was found,
    if *with_diagnostics* says so; a bag has no report.

    Raises :class:`~arxiv2bib.ReadError` if a file cannot be read or is in no known format,
    :class:`~arxiv2bib.InvalidValueError` if Dask is not installed.
    """
    dask, bags = load_dask("dask"), load_dask("dask.bag")
    named = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    partitions = [
        partition
        for target, _ in expand_inputs(named)
        for partition in _plan(target, format, encoding, size, with_diagnostics)
    ]
    if not partitions:
        raise ReadError(f"no file that can be read in {', '.join(map(str, named))}")
    return bags.from_delayed([dask.delayed(partition)() for partition in partitions])  # type: ignore[no-any-return]


@attrs.frozen(kw_only=True)
class _Range:
    """Bytes of a file that hold whole records, behind ``lines`` lines; calling it reads them."""

    path: str
    format: str
    encoding: str
    newline: str
    has_bad_bytes: bool
    start: int
    length: int
    lines: int
    told: tuple[Diagnostic, ...] | None

    def __call__(self) -> list[Entry | Diagnostic]:
        """Return the entries, and what was said of them and, when it was opened, of the file."""
        with open(self.path, "rb") as file:  # noqa: PTH123 (as everywhere, a path as it was given)
            file.seek(self.start)
            data = file.read(self.length)
        source = Source(
            self.path, io.BytesIO(data), encoding=self.encoding, newline=self.newline, has_bad_bytes=self.has_bad_bytes
        )
        found = _gather(partial(get_reader(self.format).read, source), with_diagnostics=self.told is not None)
        return [*(self.told or ()), *(_behind_lines(one, self.lines) for one in found)]


def _plan(
    target: Target, format: str | None, encoding: str | None, size: int, with_diagnostics: bool
) -> Iterator[object]:
    """Yield what reads the partitions of *target*."""
    told: list[Diagnostic] = []
    with open_source(target, encoding=encoding, report=Report(told.append, keep=0)) as source:
        reader = find_reader(source, format)
        is_whole = source.is_packed or not (isinstance(reader, Splittable) and reader.is_sure)
        if is_whole or source.stream is None or not can_cut(source, reader):
            yield partial(_read_whole, name_input(target), format, encoding, with_diagnostics)
            return
        start = len(source.bom)
        for lines, data in cut(source.stream, start, reader.boundary, size):  # type: ignore[attr-defined]
            length = len(data) or os.path.getsize(source.name) - start  # noqa: PTH202 (as above)
            yield _Range(
                path=source.name, format=reader.format.name, encoding=source.encoding, newline=source.newline,
                has_bad_bytes=source.has_bad_bytes, start=start, length=length, lines=lines,
                told=tuple(told) if with_diagnostics else None,
            )  # fmt: skip
            start += length
            told = []


def _read_whole(
    path: str, format: str | None, encoding: str | None, with_diagnostics: bool
) -> list[Entry | Diagnostic]:
    return _gather(lambda *, report: read_members(path, format, encoding, report), with_diagnostics=with_diagnostics)


def _gather(read: Callable[..., Iterable[Entry | Block]], *, with_diagnostics: bool) -> list[Entry | Diagnostic]:
    """Return the entries that *read* yields and, with diagnostics, what it says, in order."""
    found: list[Entry | Diagnostic] = []
    report = Report(found.append if with_diagnostics else None, keep=0)
    for item in read(report=report):
        if isinstance(item, Entry):
            found.append(item)  # noqa: PERF401 (what is said of it goes to the same list meanwhile)
    return found


def _behind_lines(found: Entry | Diagnostic, lines: int) -> Entry | Diagnostic:
    if isinstance(found, Diagnostic):
        return shift_lines(found, lines)
    entry, origin = found, found.origin
    if not lines or origin is None:
        return entry
    return entry.evolve(origin=make_origin(origin.source, behind_lines(origin.record, lines), origin.values))
