"""Reading inputs: formats told, encodings found, one source after the other, entries with keys."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from operator import attrgetter

import attrs

from arxiv2bib._archives import without_suffix
from arxiv2bib._files import Input, Target, name_input, open_source
from arxiv2bib._inputs import expand_archive, expand_inputs
from arxiv2bib._outputs import Output, is_folder
from arxiv2bib._paths import is_file
from arxiv2bib._zips import Member
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ExportError, InvalidValueError, ReadError, UnknownFormatError
from arxiv2bib.model.entry import Entry, give_key, is_unread
from arxiv2bib.model.records import Block, Source, Style
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Exporter, KeyFinder, LazyReader, Reader
from arxiv2bib.registry import Inference, get_reader, guess_reader, guess_target
from arxiv2bib.transforms.keys import KeyMaker, SpelledKeys

_HEAD = 4096
_BATCH = 16  # records that are read one after the other: to read one and write one by turns takes the processor longer

Item = Entry | Block


def is_kept(entry: Entry, exporter: Exporter) -> bool:
    """Whether *entry* is written back into the text that it was read from: if that has no key, it needs none."""
    origin = entry.origin
    if origin is None or not _is_preserved(origin.record.format, exporter):
        return False
    return is_unread(entry) or origin.values is not None


def _is_preserved(format: str, exporter: Exporter) -> bool:
    """Whether *exporter* writes back what was read from *format*."""
    return format == exporter.format.name and bool(getattr(exporter, "preserve", False))


def find_target(target: Output | None) -> str:
    """Return the format to write to *target*, told from its name.

    Raises UnknownFormatError if it tells none, ExportError for a directory, InvalidValueError for what is no output.
    """
    name = target if isinstance(target, str | os.PathLike) else getattr(target, "name", None)
    if name is None and not hasattr(target, "write"):
        raise InvalidValueError(f"cannot write to {type(target).__name__}; pass a path or an open file")
    if not isinstance(name, str | os.PathLike):
        raise UnknownFormatError("the output has no name to tell its format from; name the format")
    if is_folder(name):
        raise ExportError(f"cannot write {os.fspath(name)}: it is a directory; name a file in it")
    return guess_target(without_suffix(os.fspath(name)))


def find_reader(source: Source, name: str | None) -> Reader:
    """Return the reader called *name*, or the one for what *source* is called and holds; raises UnknownFormatError."""
    if name is not None:
        return get_reader(name)
    head = next(source.chunks(max(_HEAD, len(source.text or ""))))
    try:
        return guess_reader(without_suffix(source.name), head)
    except UnknownFormatError:
        if not head.strip() and not source.read().strip():
            raise UnknownFormatError(f"{source.name} is empty") from None
        raise


def choose_reading(reader: Reader, exporter: Exporter) -> Callable[..., Iterator[Item]]:
    """Return how *reader* reads what *exporter* is to write: nothing is read that is written back as it is."""
    return read_lazily(reader) if _is_preserved(reader.format.name, exporter) else reader.read


def read_lazily(reader: Reader) -> Callable[..., Iterator[Item]]:
    """Return how *reader* reads what nobody may ask for."""
    return reader.read_lazily if isinstance(reader, LazyReader) else reader.read


def find_style(source: Source, reader: Reader) -> Style:
    """Return how *source* is written, to write it back alike."""
    newline = "\n" if reader.format.is_verbatim else source.newline
    return Style(format=reader.format.name, encoding=source.encoding, bom=source.bom, newline=newline)


def choose_style(style: Style | None, exporter: Exporter) -> Style | None:
    """Return the style to write in, or None for our own: UTF-8 without a mark, line feeds."""
    return style if style is not None and _is_preserved(style.format, exporter) else None


def read_items(
    source: Target,
    name: str | None,
    encoding: str | None,
    report: Report,
    *,
    styles: list[Style] | None = None,
    keyed: KeyMaker | None = None,
    choose: Callable[[Reader], Callable[..., Iterator[Item]]] = attrgetter("read"),
) -> Iterator[Item]:
    """Yield the items of *source*; how it is written goes to *styles*, and *keyed* is told of the keys it has.

    *choose* returns how a reader reads it: :func:`choose_reading` of an exporter, or :func:`read_lazily`.
    """
    with ExitStack() as stack:
        opened = stack.enter_context(open_source(source, encoding=encoding, report=report))
        reader = find_reader(opened, name)
        read = choose(reader)
        if styles is not None:
            styles.append(find_style(opened, reader))
        if keyed is not None and isinstance(reader, KeyFinder):
            stack.enter_context(keyed.reserving(partial(_find_keys, opened, reader)))
        has_found = reader.format.is_verbatim
        for item in read(opened, report=report):
            has_found = has_found or is_found(item)
            yield item
        if not has_found:
            refuse_empty(opened, reader)


def _find_keys(source: Source, reader: KeyFinder) -> list[str]:
    """Return the keys in *source*, which is being read."""
    with source.aside():
        return list(reader.find_keys(source))


def is_found(item: Item) -> bool:
    """Whether *item* is more than text, which is in a file of any format."""
    return isinstance(item, Entry) or item.kind is not BlockKind.TEXT


def refuse_empty(source: Source, reader: Reader) -> None:
    """Raise UnknownFormatError if *source*, in which nothing was found, is no empty file of its format."""
    from arxiv2bib.formats.unread import explain_unread

    text = source.read().strip()
    if text != reader.format.empty:
        looks = explain_unread(text)
        hint = f"; it is {looks}" if looks is not None else ""
        raise UnknownFormatError(f"{source.name} has nothing of the format {reader.format.name} in it{hint}")


def read_members(
    source: Input,
    name: str | None,
    encoding: str | None,
    report: Report,
    *,
    styles: list[Style] | None = None,
    keyed: KeyMaker | None = None,
    choose: Callable[[Reader], Callable[..., Iterator[Item]]] = attrgetter("read"),
) -> Iterator[Item]:
    """Yield the items of *source*, or of the members of the zip archive that it is; see :func:`read_items`."""
    with ExitStack() as archives:
        is_readable = False
        for member, was_found in expand_archive(source, archives):
            try:
                yield from read_items(member, name, encoding, report, styles=styles, keyed=keyed, choose=choose)
                is_readable = True
            except UnknownFormatError as error:
                if not was_found:
                    raise
                _report_file(Code.READ_SKIPPED_FILE, member, error, report)
        if not is_readable:
            raise UnknownFormatError(f"no file that can be read in {name_input(source)}")


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """How the inputs of a conversion are read; ``format`` and ``encoding`` are None where they are to be told.

    Entries become what ``inference`` makes of them, and get keys from ``keyed``, but for those that ``exporter`` writes
    back as they are. How the input is written goes to ``styles`` if all comes from one file that was named.
    """

    sources: Sequence[Input]
    format: str | None
    encoding: str | None
    inference: Inference
    keyed: KeyMaker
    exporter: Exporter
    report: Report
    styles: list[Style] = attrs.field(factory=list)

    def read_all(self) -> Generator[Item, None, None]:
        """Yield the items of all sources, entries with keys; one that cannot be read does not stop the others."""
        with ExitStack() as archives:
            yield from self.read_inputs(list(expand_inputs(self.sources, archives)))

    def read_inputs(self, inputs: Sequence[tuple[Target, bool]]) -> Iterator[Item]:
        """Yield what :meth:`read_all` yields, given what the sources stand for."""
        report, inference = self.report, self.inference
        tally = Tally(self.sources, report)
        styles = self.styles if len(inputs) == 1 and not inputs[0][1] else None
        self.reserve_keys(inputs)
        choose = partial(choose_reading, exporter=self.exporter)
        for source, was_found in inputs:
            held: list[Diagnostic] = []
            inner = Report(held.append, keep=0)
            batch: list[Item] = []
            try:
                for read in read_items(
                    source, self.format, self.encoding, inner, styles=styles, keyed=self.keyed, choose=choose
                ):
                    item, key = read, None
                    if isinstance(read, Entry):
                        item = inference(read, inner)
                        key = self.settle_key(item)
                    if held or len(batch) == _BATCH:
                        yield from batch  # first, so that what is said of them comes before what is said of this one
                        batch = []
                        release(held, key, report)
                    batch.append(item)
                yield from batch
                batch = []
                tally.readable += 1
            except ReadError as error:
                yield from batch
                tally.fail(source, error, was_found=was_found)
            finally:
                release(held, None, report)
                report.records_read += inner.records_read
                report.records_failed += inner.records_failed
        tally.finish()

    def settle_key(self, entry: Entry) -> str | None:
        """Give *entry* its key, and return it; one that is written back as it is keeps what it has."""
        key = entry.key
        if not is_kept(entry, self.exporter):
            key = self.keyed.find_key(entry)
            if key != entry.key:
                give_key(entry, key)
        elif key is not None:
            self.keyed.take(key)
        return key

    def reserve_keys(self, inputs: Sequence[tuple[Target, bool]]) -> set[str]:
        """Set the keys in the files behind the first aside, and return the formats of all, if there are several.

        What cannot be read is reported when it is read.
        """
        looked = [
            _look_into(source, self.format, self.encoding, self.keyed if position else None)
            for position, (source, _) in enumerate(inputs if len(inputs) > 1 else ())
        ]
        return {found for found in looked if found is not None}

    def make_spelled_keys(self) -> SpelledKeys:
        """Return the keys that stand in the output in place of others: none yet."""
        return SpelledKeys(self.keyed, partial(reserve_all_keys, self.sources, self.format, self.encoding, self.keyed))


class Tally:
    """Which of several inputs could be read."""

    def __init__(self, sources: Sequence[Input], report: Report) -> None:
        self.readable = 0
        self._sources = sources
        self._report = report
        self._failures: list[ReadError] = []

    def fail(self, source: Target, error: ReadError, *, was_found: bool) -> None:
        """Report that *source* cannot be read; one that was found and is in no known format is just skipped."""
        is_skipped = was_found and isinstance(error, UnknownFormatError)
        if not is_skipped:
            self._failures.append(error)
        _report_file(Code.READ_SKIPPED_FILE if is_skipped else Code.READ_UNREADABLE_FILE, source, error, self._report)

    def finish(self) -> None:
        """Raise ReadError if none could be read."""
        if self.readable:
            return
        if len(self._failures) == 1:
            raise self._failures[0]
        if not self._sources:
            raise ReadError("there is no input to read")
        names = ", ".join(map(name_input, self._sources))
        raise ReadError(
            f"none of the inputs can be read: {names}" if self._failures else f"no file that can be read in {names}"
        )


def reserve_all_keys(sources: Sequence[Input], name: str | None, encoding: str | None, keyed: KeyMaker) -> None:
    """Tell *keyed* of the keys in all files that *sources* stand for."""
    with ExitStack() as archives:
        for source, _ in expand_inputs(sources, archives):
            _look_into(source, name, encoding, keyed)


def _look_into(source: Target, name: str | None, encoding: str | None, keyed: KeyMaker | None) -> str | None:
    """Return the format of *source*, None if it is no file that can be read; *keyed* is told of its keys."""
    if isinstance(source, Member) or (isinstance(source, str | os.PathLike) and is_file(source)):
        with suppress(ReadError), open_source(source, encoding=encoding, report=Report(keep=0)) as opened:
            reader = find_reader(opened, name)
            if keyed is not None and isinstance(reader, KeyFinder):
                keyed.reserve(reader.find_keys(opened))
            return reader.format.name
    return None


def release(held: list[Diagnostic], key: str | None, report: Report) -> None:
    """Pass on what was said of one record, now that its citation key is known."""
    if held:
        for diagnostic in held:
            needs_key = key is not None and diagnostic.key is None and diagnostic.record is not None
            report.add(attrs.evolve(diagnostic, key=key) if needs_key else diagnostic)
        held.clear()


def _report_file(code: Code, source: Target, error: ReadError, report: Report) -> None:
    severity = Severity.INFO if code is Code.READ_SKIPPED_FILE else Severity.ERROR
    report.add(Diagnostic(code, severity, str(error), source=name_input(source)))
