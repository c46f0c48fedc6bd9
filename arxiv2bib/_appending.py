"""Adding to a bibliography that is there, without touching what stands in it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from arxiv2bib._files import open_source
from arxiv2bib._outputs import Output, encode_piece
from arxiv2bib._paths import exists, is_directory, is_file, read_if_there
from arxiv2bib._reading import Item, find_reader
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ExportError, InvalidValueError, UnknownFormatError
from arxiv2bib.formats.appending import PLACES
from arxiv2bib.model.entry import Entry, find_place
from arxiv2bib.model.records import Block, Source, Style
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Exporter, Reader
from arxiv2bib.registry import get_reader
from arxiv2bib.transforms.keys import KeyMaker
from arxiv2bib.transforms.known import KnownWorks
from arxiv2bib.transforms.works import follow_links, has_own_key

_TOLD = frozenset({BlockKind.COMMENT, BlockKind.PREAMBLE})  # the rest is told on reading, or stands in the entries


class Shelf:
    """A bibliography that is added to: its bytes, the keys that it has and the works that it knows."""

    def __init__(self, target: Output, exporter: Exporter, report: Report, style: Style | None = None) -> None:
        """Read *target*, if it is there; errors in it go to *report*. A new one is written in *style*.

        Raises :class:`~arxiv2bib.InvalidValueError` if *target* is no path, :class:`~arxiv2bib.ExportError` if it is in
        another format or cannot be added to.
        """
        if not isinstance(target, str | os.PathLike):
            raise InvalidValueError("only a file that has a name can be added to; name one")
        self.name = os.fspath(target)
        self.format = exporter.format.name
        if self.format not in PLACES:
            raise ExportError(f"nothing can be added to a file in {self.format}; these can: {', '.join(PLACES)}")
        self.keys: set[str] = set()
        self._works = KnownWorks()
        self._last: Item | None = None
        self._last_entry: Entry | None = None
        self._style = style if style is not None else Style(format=self.format)
        self._data = self._style.bom
        self._text = ""
        path = Path(target)
        self.is_there = exists(path) and not is_directory(path)
        if self.is_there:
            if not is_file(path):
                raise ExportError(f"cannot add to {self.name}: it is no file")
            self._read(path, report)

    def _read(self, path: Path, report: Report) -> None:
        with open_source(path, encoding=None, report=Report(keep=0)) as source:
            if source.is_packed:
                raise ExportError(f"nothing can be added to {self.name}: it is compressed")
            self._text = source.read()
            if self._text.strip("\ufeff \t\r\n"):
                inner = Report(lambda diagnostic: _pass_on(diagnostic, report), keep=0)
                for item in self._find_reader(source).read(source, report=inner):
                    self._add(item)
            self._style = Style(format=self.format, encoding=source.encoding, bom=source.bom, newline=source.newline)
        self._data = path.read_bytes()

    def _find_reader(self, source: Source) -> Reader:
        try:
            found, wanted = find_reader(source, None), get_reader(self.format)
        except UnknownFormatError as error:
            raise ExportError(f"cannot add to {self.name}: {error}") from error
        if not isinstance(wanted, type(found)):
            raise ExportError(
                f"cannot add {self.format} to {self.name}, which is {found.format.name}; convert it first, or name "
                "another output"
            )
        return wanted

    def _add(self, item: Item) -> None:
        self._last = item
        if isinstance(item, Entry):
            self._last_entry = item
            self._works.add(item)
            if item.key:
                self.keys.add(item.key)

    def choose_new(self, items: Iterable[Item], keyed: KeyMaker, report: Report) -> Iterator[Entry]:
        """Yield the entries among *items* whose works are not there yet, with keys that are not there yet.

        Those of works that are there, and blocks, which belong to the file that they stand in, are told to *report*.
        """
        renamed: dict[str, str] = {}
        chosen = []
        for item in items:
            if isinstance(item, Block):
                if item.kind in _TOLD:
                    _say(report, Code.EXPORT_BLOCK_DROPPED, Severity.INFO, f"a {item.kind} block is not added to "
                         f"{self.name}", item, None, item.raw.strip())  # fmt: skip
                continue
            is_known, key = self._works.find(item)
            if is_known:
                message = f"{self.name} has this work{f' as {key}' if key else ''}; not added"
                _say(report, Code.APPEND_KNOWN_WORK, Severity.INFO, message, item, "key", key)
                continue
            entry = self._with_free_key(item, keyed, renamed, report)
            self._works.add(entry)
            if entry.key:
                self.keys.add(entry.key)
            chosen.append(entry)
        return (follow_links(entry, renamed) for entry in chosen)

    def _with_free_key(self, entry: Entry, keyed: KeyMaker, renamed: dict[str, str], report: Report) -> Entry:
        """Return *entry* with a key that no other entry of the file has; what came in is told if it changes."""
        if not entry.key or entry.key not in self.keys or not has_own_key(entry):
            return entry
        key = keyed.find_free(entry.key)
        renamed[entry.key.casefold()] = key
        message = f"the key {entry.key} is another work's in {self.name}; added as {key}"
        _say(report, Code.EXPORT_VALUE_CHANGED, Severity.WARNING, message, entry, "key", entry.key)
        return entry.evolve(key=key)

    def write(self, added: str) -> Iterator[bytes]:
        """Yield the bytes of the file with the text *added*; at the end, raise if others wrote to it meanwhile.

        Raises :class:`~arxiv2bib.ExportError` then, since that would be lost, and where :meth:`compose` does.
        """
        yield self.compose(added)
        if read_if_there(Path(self.name)) != (self._data if self.is_there else None):
            raise ExportError(f"cannot add to {self.name}: it was changed by somebody else meanwhile; run it again")

    def compose(self, added: str) -> bytes:
        """Return the bytes of the file with the text *added*.

        Raises :class:`~arxiv2bib.ExportError` if the file is damaged where the text belongs, or its encoding does not
        have all characters.
        """
        if isinstance(self._last, Block) and self._last.kind is BlockKind.FAILED:
            raise ExportError(
                f"cannot add to {self.name}: its last record is damaged (line {self._last.line}); mend it first"
            )
        if not self._text.strip("\ufeff \t\r\n"):
            return self._data + encode_piece(added, self._style)
        try:
            position, text = PLACES[self.format](self._text, added.replace("\r\n", "\n"), self._last_entry)
        except ExportError as error:
            raise ExportError(f"cannot add to {self.name}: it {error}") from error
        before = len(self._data)
        if position < len(self._text):
            rest = self._text[position:].encode(self._style.encoding, "surrogateescape")
            before -= len(rest)
            if self._data[before:] != rest:
                raise ExportError(f"cannot add to {self.name}: its bytes are not all {self._style.encoding}")
        try:
            new = encode_piece(text, self._style)
        except ExportError as error:
            raise ExportError(
                f"cannot add to {self.name}: {error.args[0].partition(',')[0]}, its encoding; convert it to UTF-8 first"
            ) from error
        return self._data[:before] + new + self._data[before:]


def _pass_on(diagnostic: Diagnostic, report: Report) -> None:
    """Tell *report* what is broken in the file that is there; the rest is known to whoever keeps it."""
    if diagnostic.severity is Severity.ERROR:
        report.add(diagnostic)


def _say(
    report: Report, code: Code, severity: Severity, message: str, item: Item, path: str | None, value: str | None
) -> None:
    source, line = (item.source, item.line) if isinstance(item, Block) else find_place(item)
    report.add(Diagnostic(code, severity, message, source=source, line=line, key=item.key, path=path, value=value))
