"""A conversion: inputs read, entries selected, made one a work, sorted; the output written, added to, or compared.

What a plain conversion does not need is loaded where it is used.
"""

import io
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import attrs

from arxiv2bib._archives import without_suffix
from arxiv2bib._exporting import choose_exporter, export_behind, without_frame
from arxiv2bib._files import Input
from arxiv2bib._inputs import hold_inputs, measure_inputs, refuse_to_replace
from arxiv2bib._outputs import Output, is_folder, write_output
from arxiv2bib._paths import exists, is_directory, read_if_there
from arxiv2bib._reading import Item, Reading, choose_style
from arxiv2bib.diagnostics import Report, Severity
from arxiv2bib.errors import ExportError, InvalidValueError, ReadError, StrictError
from arxiv2bib.model.records import Style
from arxiv2bib.model.showing import show_fields
from arxiv2bib.protocols import Exporter, Fetcher, Joiner
from arxiv2bib.registry import load_inference
from arxiv2bib.transforms.keys import DEFAULT_PATTERN, KeyMaker

if TYPE_CHECKING:
    from arxiv2bib._appending import Shelf
    from arxiv2bib._papers import Papers
    from arxiv2bib._parallel import Engine
    from arxiv2bib._parts import Recipe
    from arxiv2bib._services import Services, Watch

_Pieces = Iterable[str | bytes]
_LARGE = 1 << 25  # bytes of inputs for which it pays to start workers
_ENGINES = ("processes", "dask")
_NOTHING = "/dev/null"  # what a diff calls a file that is not there, on every system


@attrs.frozen(kw_only=True, eq=False)
class Conversion:
    """What is to be done: the arguments of :func:`~arxiv2bib.convert`."""

    source: "Input | Sequence[Input] | Papers" = attrs.field(converter=hold_inputs)
    target: Output
    from_: str | None = None
    to: str | None = None
    for_: str | None = None
    encoding: str | None = None
    keys: str = DEFAULT_PATTERN
    where: str | None = None
    unique: bool = False
    sort: str | None = None
    omit: str | Iterable[str] = ()
    append: bool = False
    infer: bool | None = None
    cite: str = "auto"
    journal_names: str = "as-written"
    strict: bool = False
    jobs: int | None = 1
    engine: str = "processes"
    scheduler: str | None = None
    resolve: bool = False
    search: bool = False
    offline: bool = False
    refresh: bool = False
    resolvers: Sequence[str] = ()
    fetcher: Fetcher | None = None
    watch: "Watch | None" = None
    options: dict[str, object] = attrs.field(factory=dict)

    __repr__ = show_fields

    def __attrs_post_init__(self) -> None:
        for name in ("search",) if self.papers is not None else ("search", "offline", "refresh", "resolvers"):
            if getattr(self, name) and not self.resolve:
                raise InvalidValueError(f"{name} is about the services that resolve=True asks; add it")

    @classmethod
    def make(
        cls, source: "Input | Iterable[Input] | Papers", target: Output, arguments: Mapping[str, Any]
    ) -> Self:  # Any: each its own type
        """Return the task with *arguments*, of which those that are none of its own are options of the exporter."""
        fields = {field.name for field in attrs.fields(cls)} - {"options"}
        known = {name: value for name, value in arguments.items() if name in fields}
        options = {name: value for name, value in arguments.items() if name not in fields}
        return cls(source=source, target=target, options=options, **known)

    @property
    def sources(self) -> Sequence[Input]:
        """The inputs that are files, also where there is one."""
        if self.papers is not None:
            return ()
        is_one = isinstance(self.source, str | os.PathLike) or hasattr(self.source, "read")
        return cast("Sequence[Input]", [self.source] if is_one else self.source)

    @property
    def is_whole(self) -> bool:
        """Whether entries must be seen together, or services be asked: then the conversion is one process's."""
        is_joined = self.unique or self.sort is not None or self.append or self.cite == "both"
        return is_joined or self.resolve or self.papers is not None

    @property
    def papers(self) -> "Papers | None":
        """The papers that are asked for by their identifiers, if no files are to be read."""
        return cast("Papers", self.source) if hasattr(self.source, "identifiers") else None

    def transform(self, items: Iterable[Item], report: Report, keyed: KeyMaker) -> Iterable[Item]:
        """Return *items* made one a work, selected, their journals named, sorted, without the fields to be left out.

        Preprints beside their publications, if they are asked for, get their keys from *keyed*.

        Raises :class:`~arxiv2bib.InvalidValueError` for what is no filter or no field, before anything is read.
        """
        if self.unique:
            from arxiv2bib.transforms.dedupe import merge_duplicates

            items = merge_duplicates(items, report=report)
        if self.where is not None:
            from arxiv2bib.transforms.select import select_entries

            items = select_entries(items, self.where)
        if self.unique or self.where is not None:
            from arxiv2bib.formats.bibtex_links import settle_links

            items = settle_links(items)
        if self.journal_names != "as-written":
            from arxiv2bib.transforms.journal_names import name_journals

            items = name_journals(items, self.journal_names)
        if not self.append:
            items = self.pair(items, keyed)
        if self.sort is not None:
            from arxiv2bib.transforms.sort import sort_entries

            items = sort_entries(items, self.sort)
        return self.shorten(items)

    def pair(self, items: Iterable[Item], keyed: KeyMaker) -> Iterable[Item]:
        """Return *items*, with the preprints of published papers behind them if both versions are to be cited."""
        if self.cite != "both":
            return items
        from arxiv2bib.citing import pair_each

        return pair_each(items, keyed.find_key)

    def shorten(self, items: Iterable[Item]) -> Iterable[Item]:
        """Return *items* without the fields to be left out."""
        if not self.omit:
            return items
        from arxiv2bib.transforms.omit import omit_fields

        return omit_fields(items, self.omit)


def write_conversion(task: Conversion, report: Report) -> None:
    """Write the output of *task*; raises what :func:`~arxiv2bib.convert` raises."""
    if is_folder(task.target) and (task.engine == "dask" or (task.jobs or 1) > 1):
        write_parts(task, report)
        return
    with _open(task, report) as (pieces, style):
        if pieces is not None:
            write_output(task.target, pieces, style)


def diff_conversion(task: Conversion, report: Report) -> str:
    """Return what *task* would change in its output, as a unified diff; nothing is written.

    Bytes that are not UTF-8 are lone surrogates (Python's ``surrogateescape``). Raises
    :class:`~arxiv2bib.InvalidValueError` if the output has no name, and what :func:`~arxiv2bib.convert` raises.
    """
    from arxiv2bib.text.diffs import render_diff

    target = task.target
    if not isinstance(target, str | os.PathLike):
        raise InvalidValueError("only a file that has a name can be compared with what is there; name one")
    path = Path(target)
    if without_suffix(path.name) != path.name:
        raise InvalidValueError(f"what would change in {os.fspath(target)} cannot be shown: it is compressed")
    try:
        before = read_if_there(path)
    except OSError as error:
        raise ReadError(f"cannot read {os.fspath(target)}: {error.strerror or error}") from error
    written = io.BytesIO()
    with _open(task, report) as (pieces, style):
        if pieces is None:
            return ""
        write_output(written, pieces, style)
    name = os.fspath(target)
    texts = (data.decode("utf-8", "surrogateescape") for data in (before or b"", written.getvalue()))
    return "".join(render_diff(*texts, old=name if before is not None else _NOTHING, new=name))


@contextmanager
def _open(task: Conversion, report: Report) -> Iterator[tuple[_Pieces | None, Style | None]]:
    """Give the pieces of the output and how to write them; None if the file that is added to stays as it is."""
    with _open_services(task, report) as services, _open_pieces(task, services, report) as opened:
        yield opened


@contextmanager
def _open_pieces(
    task: Conversion, services: "Services | None", report: Report
) -> Iterator[tuple[_Pieces | None, Style | None]]:
    exporter, own_style = choose_exporter(task.to, task.for_, task.target, task.options)
    reading = _plan_reading(task, exporter, report)
    shelf = _open_shelf(task, reading, own_style) if task.append else None
    source: Generator[Any, None, None] = _read(task, reading, services)  # Any: items, or the pieces of a part
    items = task.transform(_resolve(task, source, services, report), report, reading.keyed)
    refuse_to_replace(task.sources, task.target, append=task.append)
    make_engine = _choose_engine(task, exporter)
    try:
        if shelf is not None:
            yield _hold_back(_add(shelf, items, reading, task), task, report), None
            return
        if make_engine is not None and isinstance(exporter, Joiner):
            source = _convert_parts(task, reading, make_engine)
            pieces = exporter.join(source)
        else:
            pieces = export_behind(exporter, items, report, reading.make_spelled_keys())
        first = next(pieces, "")  # with it the first source is open, and its style is known
        style = choose_style(reading.styles[0] if reading.styles else None, exporter)
        yield _hold_back(chain((first,), pieces), task, report), style or own_style
    except BaseException:
        report.records_written = 0
        raise
    finally:
        source.close()  # so that the report has what was read, also where writing failed


def _choose_engine(task: Conversion, exporter: Exporter) -> "Callable[[Recipe], Engine] | None":
    """Return what makes what converts parts, or None if the conversion is done in this process.

    Raises :class:`~arxiv2bib.InvalidValueError` for an engine that is none, or a number of processes that is none.
    """
    if task.engine not in _ENGINES:
        raise InvalidValueError(f"engine is one of {', '.join(_ENGINES)}, not {task.engine!r}")
    if task.jobs is not None and (type(task.jobs) is not int or task.jobs < 1):
        raise InvalidValueError(f"jobs is a number of processes, at least 1, not {task.jobs!r}")
    has_frame = getattr(exporter, "library", "plain") != "plain"  # what stands in a file once, for all entries
    is_parted = isinstance(exporter, Joiner) and not has_frame and not task.is_whole
    if task.engine == "dask":
        if not task.scheduler:
            raise InvalidValueError("the engine dask needs the address of a scheduler, such as tcp://10.0.0.1:8786")
        from arxiv2bib._cluster import Cluster

        return partial(Cluster, task.scheduler) if is_parted else None
    if task.scheduler:
        raise InvalidValueError("the address of a scheduler is for the engine dask; name that engine too")
    if task.jobs == 1 or not is_parted:
        return None
    if task.jobs is None and measure_inputs(task.sources) < _LARGE:
        return None
    from arxiv2bib import _workers  # with it comes all that starts processes

    jobs = _workers.count_cores() if task.jobs is None else task.jobs
    if jobs == 1:
        return None
    return partial(_workers.Workers, jobs)


def _convert_parts(
    task: Conversion, reading: Reading, make_engine: "Callable[[Recipe], Engine]"
) -> Generator[Iterable[str], None, None]:
    from arxiv2bib._parallel import PartedConversion
    from arxiv2bib._parts import Recipe
    from arxiv2bib._services import Step

    omit = task.omit if isinstance(task.omit, str) else tuple(task.omit)
    # What a worker needs of the task, which can be pickled.
    alone = attrs.evolve(task, source=(), target="", omit=omit, fetcher=None, watch=None)
    recipe = Recipe(exporter=reading.exporter, keys=task.keys, infer=task.infer, cite=task.cite,
                    transform=alone.transform, selects=task.where is not None)  # fmt: skip
    with closing(PartedConversion(reading, recipe, make_engine(recipe)).run()) as parts:
        for part in parts:
            yield part
            if task.watch is not None:
                task.watch(Step(done=reading.report.records_written, failed=0))


def write_parts(task: Conversion, report: Report) -> None:
    """Write the output of *task* to a folder, a file for each part; raises what :func:`~arxiv2bib.convert` raises."""
    if task.is_whole or task.strict:
        raise InvalidValueError("an output in parts is neither sorted, made unique, added to, nor strict; name a file")
    if task.to is None and task.for_ is None:
        raise InvalidValueError("an output in parts has no name to tell its format from; name the format")
    exporter, style = choose_exporter(task.to, task.for_, None, task.options)
    make_engine = _choose_engine(task, exporter)
    if make_engine is None or not isinstance(exporter, Joiner):
        raise InvalidValueError(f"{exporter.format.name} is not written in parts; name a file")
    folder = Path(cast("str", task.target))
    if exists(folder) and not is_directory(folder):
        raise ExportError(f"cannot write parts to {folder}: it is no directory")
    if is_directory(folder) and any(folder.glob("part-*")):
        raise ExportError(f"cannot write to {folder}: there are parts of another output in it; remove them")
    suffix = exporter.format.suffixes[0] if exporter.format.suffixes else ""
    task.transform((), report, KeyMaker())  # what is no filter is told before anything is read
    with closing(_convert_parts(task, _plan_reading(task, exporter, report), make_engine)) as parts:
        for number, part in enumerate(parts):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ExportError(f"cannot make the directory {folder}: {error.strerror}") from error
            write_output(folder / f"part-{number:05d}{suffix}", exporter.join([part]), style)


@contextmanager
def _open_services(task: Conversion, report: Report) -> "Iterator[Services | None]":
    """Give the services that *task* asks; None if it asks none."""
    if not task.resolve and task.papers is None:
        yield None
        return
    from arxiv2bib._services import Network, open_services

    names = [field.name for field in attrs.fields(Network)]
    with open_services(Network(**{name: getattr(task, name) for name in names}), report) as services:
        yield services


def _plan_reading(task: Conversion, exporter: Exporter, report: Report) -> Reading:
    return Reading(
        sources=task.sources, format=task.from_, encoding=task.encoding,
        inference=load_inference(infer=task.infer, cite=task.cite), keyed=KeyMaker(task.keys), exporter=exporter,
        report=report,
    )  # fmt: skip


def _read(task: Conversion, reading: Reading, services: "Services | None") -> Generator[Item, None, None]:
    """Yield the items of the inputs, entries with keys."""
    if task.papers is None or services is None:
        return reading.read_all()
    from arxiv2bib._papers import read_papers

    return read_papers(task.papers, reading, services, with_extra=bool(task.options.get("carry")))


def _resolve(task: Conversion, items: Iterable[Item], services: "Services | None", report: Report) -> Iterable[Item]:
    """Return *items* with what *services* know of them; their keys are those that they have without."""
    if not task.resolve or services is None:
        return items
    from arxiv2bib._resolving import resolve_items

    inference = load_inference(infer=task.infer is not False, cite=task.cite)
    return resolve_items(items, services, inference=inference, cite=task.cite, report=report)


def _open_shelf(task: Conversion, reading: Reading, style: Style | None) -> "Shelf":
    from arxiv2bib._appending import Shelf

    shelf = Shelf(task.target, reading.exporter, reading.report, style)
    reading.keyed.reserve(shelf.keys)
    return shelf


def _add(shelf: "Shelf", items: Iterable[Item], reading: Reading, task: Conversion) -> Iterator[bytes] | None:
    """Return the whole of the file with what is new among *items*; None if nothing is."""
    from arxiv2bib.formats.bibtex_links import settle_links

    chosen = settle_links(shelf.choose_new(items, reading.keyed, reading.report))
    new = tuple(task.shorten(task.pair(chosen, reading.keyed)))
    if not new and shelf.is_there:
        return None
    exporter = without_frame(reading.exporter) if shelf.is_there else reading.exporter
    return shelf.write("".join(export_behind(exporter, new, reading.report, reading.make_spelled_keys())))


def _hold_back(pieces: _Pieces | None, task: Conversion, report: Report) -> _Pieces | None:
    """Return *pieces*; in a strict run they raise at their end if anything was lost: no unfinished output appears."""
    if not task.strict:
        return pieces
    held = _judge(pieces or (), report)
    if pieces is None or not isinstance(task.target, str | os.PathLike):  # what is in a stream cannot be taken back
        return list(held) or None
    return held


def _judge(pieces: _Pieces, report: Report) -> Iterator[str | bytes]:
    yield from pieces
    if report.worst is not None and report.worst >= Severity.WARNING:
        count = f"{report.serious} warning{'s' * (report.serious > 1)} or error{'s' * (report.serious > 1)}"
        raise StrictError(f"not written in a strict run, for {count}; the worst: {report.worst_diagnostic}")
