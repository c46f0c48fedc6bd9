"""The public functions: load, loads, dump, dumps, iter_entries, convert."""

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path, PurePath
from typing import cast

import attrs

from arxiv2bib._files import Input, Output, expand_inputs, open_source, write_output
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ExportError, InvalidValueError, ReadError, StrictError, UnknownFormatError
from arxiv2bib.model.entry import Entry, give_key
from arxiv2bib.model.library import Library
from arxiv2bib.model.records import Block, Source, Style
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Exporter, KeyFinder, Reader
from arxiv2bib.registry import (
    Inference,
    get_exporter,
    get_reader,
    guess_reader,
    guess_target,
    load_inference,
    reader_formats,
)
from arxiv2bib.transforms.keys import DEFAULT_PATTERN, KeyMaker

_HEAD = 4096

Item = Entry | Block


def load(
    source: Input, format: str | None = None, *, encoding: str | None = None, report: Report | None = None
) -> Library:
    """Read *source*, a path or an open file (text or binary), into a library.

    *format* is told from the name and the content if it is not given, *encoding* from the bytes.
    What is wrong with single records is in ``library.report``.

    Raises :class:`~arxiv2bib.ReadError` if the file cannot be read, :class:`~arxiv2bib.UnknownFormatError` if it is in
    no format that can be read, :class:`~arxiv2bib.SourceDecodeError` if it is not in *encoding*.
    """
    report = report if report is not None else Report()
    styles: list[Style] = []
    items = tuple(_read(source, format, encoding, report, styles))
    return Library(items, report=report, style=styles[0])


def loads(text: str, format: str | None = None, *, report: Report | None = None) -> Library:
    """Read *text* into a library; see :func:`load`."""
    if not isinstance(text, str):
        raise InvalidValueError(f"loads takes text, not {type(text).__name__}; load takes a path or an open file")
    report = report if report is not None else Report()
    source = Source("<text>", text=text.removeprefix("\ufeff"))
    reader = _find_reader(source, format)
    return Library(reader.read(source, report=report), report=report, style=_style_of(source, reader))


def iter_entries(
    source: Input, format: str | None = None, *, encoding: str | None = None, report: Report | None = None
) -> Iterator[Entry]:
    """Yield the entries of *source* one by one: memory stays flat however large it is.

    The arguments are those of :func:`load`; it raises what :func:`load` raises, when the first entry is asked for.
    """
    for item in _read(source, format, encoding, report if report is not None else Report()):
        if isinstance(item, Entry):
            yield item


def dumps(
    entries: Iterable[Item] | Library,
    format: str,
    *,
    keys: str = DEFAULT_PATTERN,
    report: Report | None = None,
    **options: object,
) -> str:
    """Return *entries* as a text in *format*.

    Entries without a key get one made by the pattern *keys* (see :func:`~arxiv2bib.assign_keys`). *options* are the
    exporter's: ``letters="latex"`` or ``"utf8"`` for BibTeX and BibLaTeX; ``preserve=False`` writes entries that were
    read from *format* anew, which else stand as they were read, edited fields apart; ``carry=True`` carries what the
    format has no place for under a marker, from which it is restored, ``carry=False`` does not (None, the default:
    entries read from BibTeX, RIS or CSL-JSON do). What is not in the output goes to *report*, or to the library's own.

    Raises :class:`~arxiv2bib.UnknownFormatError` for a format that cannot be written,
    :class:`~arxiv2bib.InvalidValueError` for an option that the format does not have.
    """
    return "".join(_render(entries, format, keys, report, options))


def dump(
    entries: Iterable[Item] | Library,
    target: Output,
    format: str | None = None,
    *,
    keys: str = DEFAULT_PATTERN,
    report: Report | None = None,
    **options: object,
) -> None:
    """Write *entries* to *target*, a path or an open file (text or binary).

    *format* is told from the name if it is not given. A file appears whole or not at all. It is in UTF-8; a library
    that was read from the same format is written in the encoding and with the line ends that its file had, unless
    ``preserve=False``. Otherwise as :func:`dumps`.

    Raises :class:`~arxiv2bib.ExportError` if *target* cannot be written, and what :func:`dumps` raises.
    """
    name = format if format is not None else _guess_target(target)
    exporter = get_exporter(name, **options)
    style = entries.style if isinstance(entries, Library) else None
    write_output(target, _render(entries, name, keys, report, options), _choose_style(style, exporter))


def convert(
    source: Input | Sequence[Input],
    target: Output,
    *,
    from_: str | None = None,
    to: str | None = None,
    encoding: str | None = None,
    keys: str = DEFAULT_PATTERN,
    infer: bool | None = None,
    cite: str = "auto",
    strict: bool = False,
    report: Report | None = None,
    **options: object,
) -> Report:
    """Convert *source*, one or several paths, directories or open files, to one *target*, record by record.

    *from_* and *to* name the formats where they are not to be told from names and content; the others are the arguments
    of :func:`load` and :func:`dump`. With *infer*, entries become what their own words say of their publication (see
    :func:`~arxiv2bib.infer`, where *cite* is explained); by default those read from arXiv's formats do, and
    bibliographies are left as they are. Of a directory, the files in a format that can be read are taken, in the order
    of their paths. Returns the report, with the totals. One of several inputs that cannot be read is reported, and the
    others are converted. With *strict*, a warning or an error (a lost value, a failed record) raises
    :class:`~arxiv2bib.StrictError` and *target* is not written.

    Raises :class:`~arxiv2bib.ReadError` if no input can be read, and what :func:`load` and :func:`dump` raise.
    """
    report = report if report is not None else Report()
    is_one = isinstance(source, str | os.PathLike) or hasattr(source, "read")
    sources = cast("Sequence[Input]", [source] if is_one else source)
    is_one = len(sources) == 1 and not (isinstance(sources[0], str | os.PathLike) and Path(sources[0]).is_dir())
    exporter = get_exporter(to if to is not None else _guess_target(target), **options)
    styles: list[Style] = []
    inference = load_inference(infer=infer, cite=cite)
    items = _read_all(sources, from_, encoding, KeyMaker(keys), exporter, report, styles, inference)
    _refuse_to_replace(sources, target)
    pieces = exporter.export(items, report=report)
    try:
        first = next(pieces, "")  # with it the first source is open, and its style is known
        style = _choose_style(styles[0] if styles and is_one else None, exporter)
        pieces = chain((first,), pieces)
        if strict:
            pieces = _hold_back(pieces, report)
            if not isinstance(target, str | os.PathLike):  # what is in a stream cannot be taken back
                pieces = iter(list(pieces))
        write_output(target, pieces, style)
    except BaseException:
        report.records_written = 0
        raise
    finally:
        items.close()  # so that the report has what was read, also where writing failed
    return report


def _refuse_to_replace(sources: Sequence[Input], target: Output) -> None:
    """Raise ExportError if *target* is one of *sources*."""
    if isinstance(target, str | os.PathLike) and Path(target).is_file():
        for source in sources:
            if isinstance(source, str | os.PathLike) and Path(source).exists() and Path(source).samefile(target):
                raise ExportError(f"the output would replace the input {os.fspath(source)}; give it a name of its own")


def _hold_back(pieces: Iterable[str], report: Report) -> Iterator[str]:
    """Yield *pieces*, and raise after the last one if anything was lost: an unfinished output does not appear."""
    yield from pieces
    if report.worst is not None and report.worst >= Severity.WARNING:
        count = sum(report.counts.values())
        raise StrictError(f"not written, {count} diagnostics in a strict run; the worst: {report.worst_diagnostic}")


def _render(
    entries: Iterable[Item] | Library, name: str, keys: str, report: Report | None, options: dict[str, object]
) -> Iterator[str]:
    if report is None:
        report = entries.report if isinstance(entries, Library) else Report()
    if isinstance(entries, Entry | Block | str | bytes) or not hasattr(entries, "__iter__"):
        raise InvalidValueError(f"not a library or a list of entries: {type(entries).__name__}; pass [entry] for one")
    items = entries.items if isinstance(entries, Library) else tuple(entries)
    for item in items:
        if not isinstance(item, Entry | Block):
            raise InvalidValueError(f"not an entry: {type(item).__name__}; a bibliography holds entries and blocks")
    exporter = get_exporter(name, **options)
    keyed = KeyMaker(keys, reserved=(item.key for item in items if isinstance(item, Entry) and item.key))
    return exporter.export(tuple(_with_keys(items, keyed, exporter)), report=report)


def _with_keys(items: Iterable[Item], keyed: KeyMaker, exporter: Exporter) -> Iterator[Item]:
    return (keyed(item) if isinstance(item, Entry) and not _is_kept(item, exporter) else item for item in items)


def _is_kept(entry: Entry, exporter: Exporter) -> bool:
    """Whether *entry* is written back into the text that it was read from: if that has no key, it needs none."""
    origin = entry.origin
    is_same = origin is not None and origin.values is not None and origin.record.format == exporter.format.name
    return is_same and bool(getattr(exporter, "preserve", False))


def _guess_target(target: Output) -> str:
    name = target if isinstance(target, str | os.PathLike) else getattr(target, "name", None)
    if not isinstance(name, str | os.PathLike):
        raise UnknownFormatError("the output has no name to tell its format from; name the format")
    return guess_target(PurePath(name))


def _find_reader(source: Source, name: str | None) -> Reader:
    if name is not None:
        return get_reader(name)
    head = next(source.chunks(_HEAD))
    try:
        return guess_reader(source.name, head)
    except UnknownFormatError:
        if not head.strip() and not source.read().strip():
            raise UnknownFormatError(f"{source.name} is empty") from None
        raise


def _style_of(source: Source, reader: Reader) -> Style:
    newline = "\n" if reader.format.is_verbatim else source.newline
    return Style(format=reader.format.name, encoding=source.encoding, bom=source.bom, newline=newline)


def _choose_style(style: Style | None, exporter: Exporter) -> Style | None:
    """Return the style to write in, or None for our own: UTF-8 without a mark, line feeds."""
    preserves = getattr(exporter, "preserve", False)
    return style if style is not None and preserves and style.format == exporter.format.name else None


def _read(
    source: Input,
    name: str | None,
    encoding: str | None,
    report: Report,
    styles: list[Style] | None = None,
    keyed: KeyMaker | None = None,
) -> Iterator[Item]:
    """Yield the items of *source*; how it is written goes to *styles*, and *keyed* is told of the keys it has."""
    with open_source(source, encoding=encoding, report=report) as opened:
        reader = _find_reader(opened, name)
        if styles is not None:
            styles.append(_style_of(opened, reader))
        if keyed is not None and isinstance(reader, KeyFinder):
            keyed.reserve(reader.find_keys(opened))
        has_found = reader.format.is_verbatim
        for item in reader.read(opened, report=report):
            has_found = has_found or isinstance(item, Entry) or item.kind is not BlockKind.TEXT
            yield item
        if not has_found and opened.read().strip() != reader.format.empty:
            raise UnknownFormatError(f"{opened.name} has nothing of the format {reader.format.name} in it")


def _read_all(
    sources: Sequence[Input],
    name: str | None,
    encoding: str | None,
    keyed: KeyMaker,
    exporter: Exporter,
    report: Report,
    styles: list[Style],
    inference: Inference,
) -> Generator[Item, None, None]:
    """Yield the items of all *sources*, entries with keys; one source that cannot be read does not stop the others."""
    suffixes = frozenset(suffix for known in reader_formats() for suffix in known.suffixes)
    failures: list[ReadError] = []
    readable = 0
    inputs = list(expand_inputs(sources, suffixes))
    for source, _ in inputs[1:]:
        _reserve_keys(source, name, encoding, keyed)
    for source, was_found in inputs:
        held: list[Diagnostic] = []
        inner = Report(held.append, keep=0)
        try:
            for read in _read(source, name, encoding, inner, styles, keyed):
                item = inference(read, inner) if isinstance(read, Entry) else read
                key = item.key if isinstance(item, Entry) else None
                if isinstance(item, Entry) and not _is_kept(item, exporter):
                    key = keyed.find_key(item)
                    if key != item.key:
                        give_key(item, key)
                _release(held, key, report)
                yield item
            readable += 1
        except UnknownFormatError as error:
            if not was_found:
                failures.append(error)
            _report_file(Code.READ_SKIPPED_FILE if was_found else Code.READ_UNREADABLE_FILE, source, error, report)
        except ReadError as error:
            failures.append(error)
            _report_file(Code.READ_UNREADABLE_FILE, source, error, report)
        finally:
            _release(held, None, report)
            report.records_read += inner.records_read
            report.records_failed += inner.records_failed
    if not readable:
        if len(failures) == 1:
            raise failures[0]
        names = ", ".join(map(_name_of, sources))
        raise ReadError(
            f"none of the inputs can be read: {names}" if failures else f"no file that can be read in {names}"
        )


def _reserve_keys(source: Input, name: str | None, encoding: str | None, keyed: KeyMaker) -> None:
    """Tell *keyed* of the keys in a file that is read later; one that cannot be read is reported then."""
    if isinstance(source, str | os.PathLike) and Path(source).is_file():
        with suppress(ReadError), open_source(source, encoding=encoding, report=Report(keep=0)) as opened:
            reader = _find_reader(opened, name)
            if isinstance(reader, KeyFinder):
                keyed.reserve(reader.find_keys(opened))


def _release(held: list[Diagnostic], key: str | None, report: Report) -> None:
    """Pass on what was said of one record, now that its citation key is known."""
    if held:
        for diagnostic in held:
            needs_key = key is not None and diagnostic.key is None and diagnostic.record is not None
            report.add(attrs.evolve(diagnostic, key=key) if needs_key else diagnostic)
        held.clear()


def _report_file(code: Code, source: Input, error: ReadError, report: Report) -> None:
    severity = Severity.INFO if code is Code.READ_SKIPPED_FILE else Severity.ERROR
    report.add(Diagnostic(code, severity, str(error), source=_name_of(source)))


def _name_of(source: Input) -> str:
    return (
        os.fspath(source) if isinstance(source, str | os.PathLike) else str(getattr(source, "name", None) or "<input>")
    )
