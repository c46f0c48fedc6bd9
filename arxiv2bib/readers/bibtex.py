"""The readers of BibTeX and BibLaTeX."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, ClassVar, Final, TypeAlias

import attrs

from arxiv2bib.data.calendar import MONTH_NAMES
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.bibtex import scan_fields
from arxiv2bib.formats.bibtex_carrying import restore_carried
from arxiv2bib.formats.bibtex_fields import LINKS
from arxiv2bib.formats.bibtex_parents import Parents, find_parents
from arxiv2bib.formats.bibtex_silence import interpret_silent, is_silent
from arxiv2bib.formats.bibtex_usual import UsualFields
from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex, interpret_usual
from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.formats.known import BIBLATEX, BIBTEX
from arxiv2bib.model.entry import Entry, make_entry, make_origin, make_unread_entry
from arxiv2bib.model.records import Block, Field, LazyRecord, Record, Source, with_format
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Format
from arxiv2bib.text.controls import has_no_controls
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.lines import count_lines

_SNIFF: Final = compile_late(r"^[ \t]*@\s*[A-Za-z][\w-]*\s*[{(]", re.M)
_KEYS: Final = compile_late(r"@\s*[^\W\d_][\w-]*\s*[{(]\s*([^\s,={}\"]+)\s*,")
_MACRO: Final = compile_late(r"@\s*string\s*[{(]|@\s*comment\s*\(", re.I)
_OVERLAP: Final = 256
_ERRORS: Final = frozenset({Code.READ_FAILED_RECORD})
_INFOS: Final = frozenset({Code.READ_NOT_RESTORED})
_Lines: TypeAlias = tuple[dict[str, int], dict[str, int]]


@attrs.frozen
class BibtexReader:
    """Reads BibTeX and BibLaTeX alike: types, fields and dates of both.

    Macros are expanded, ``crossref`` and ``xdata`` show the parent's data on the entry, TeX becomes the model's markup.
    Comments, preambles, macros and the text between entries are blocks; a damaged entry is a failed block.
    """

    format: ClassVar[Format] = BIBTEX

    is_sure: ClassVar[bool] = False
    boundary: ClassVar[re.Pattern[bytes]] = re.compile(
        rb"\}[ \t]*+\r?\n(?>(?:[ \t]*+\r?\n)*)(?=@(?!comment|preamble|string)[a-z]++\{[^\s,={}\"]++,)", re.I
    )

    __repr__ = show_fields

    def can_split(self, source: Source, /) -> bool:
        """Whether no entry needs another: there are neither macros nor entries that inherit."""
        tail = ""
        for chunk in source.chunks(translate=False):
            if _MACRO.search(tail + chunk) is not None:
                return False
            tail = chunk[-_OVERLAP:]
        return find_parents(source) is None

    def is_damaged(self, item: Entry | Block, /) -> bool:
        """Whether *item* ran off the end, or would if its part had ended before."""
        if isinstance(item, Block):
            is_open = item.kind is BlockKind.COMMENT and item.raw.count("{") != item.raw.count("}")
            return is_open or item.kind is BlockKind.FAILED
        return item.origin is None or not isinstance(item.origin.record, LazyRecord)

    def sniff(self, head: str, /) -> bool:
        """Whether *head* has a line that begins an entry."""
        return _SNIFF.search(head) is not None

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every entry, and a block for everything else, in order."""
        return self._read(source, report, lazy=False)

    def read_lazily(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield what :meth:`read` yields; an entry of which there is nothing to report is read when it is asked."""
        return self._read(source, report, lazy=True)

    def _read(self, source: Source, report: Report, *, lazy: bool) -> Iterator[Entry | Block]:
        run = _Run(self.format.name, source, report, lazy=lazy)
        for item in scan_fields(run.find_chunks(), run.say):
            if isinstance(item, Block):
                yield run.pass_on(item)
            else:
                record, fields = item
                if isinstance(fields, UsualFields):
                    yield run.interpret_usual(record, fields)
                elif record.type == "string":
                    yield run.define(record, fields)
                else:
                    yield run.interpret(record, fields)

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield what stands where an entry has its key."""
        tail = ""
        for chunk in source.chunks(translate=False):
            text = tail + chunk
            yield from _KEYS.findall(text)
            tail = text[-_OVERLAP:]


class BiblatexReader(BibtexReader):
    """Reads BibLaTeX; as :class:`BibtexReader` does, but what is written back is BibLaTeX."""

    format: ClassVar[Format] = BIBLATEX


class _Run:
    """The reading of one source."""

    def __init__(self, format: str, source: Source, report: Report, *, lazy: bool) -> None:
        self.format = format
        self.source = source
        self.report = report
        self.parents: Parents | None = None
        self.knows_parents = False
        self.macros: dict[str, str] = {}
        # Whether entries that are silent may be left unread: what they say depends on nothing else.
        self.is_lazy = lazy and not source.has_bad_bytes
        self.seen = source.seen.copy()
        self.has_no_controls = True  # in the text so far
        self.line = 0
        self.key: str | None = None
        self.record: Record | None = None
        self.lines: _Lines | None = None  # of the record's fields, once something is said of one

    def find_chunks(self) -> Iterator[str]:
        """Yield the pieces of the source, looked through: what is looked for in each entry costs more."""
        for chunk in self.source.chunks(translate=False):
            self.has_no_controls = self.has_no_controls and has_no_controls(chunk)
            yield chunk

    def say(self, code: Code, message: str, line: int, key: str | None, value: str | None) -> None:
        severity = Severity.ERROR if code in _ERRORS else Severity.INFO if code in _INFOS else Severity.WARNING
        self.report.add(Diagnostic(code, severity, message, source=self.source.name, line=line, key=key, value=value))

    def say_field(self, code: Code, name: str, message: str, value: str | None) -> None:
        """Report something about the field *name* of the entry that is being read."""
        line = self.record.line if self.record is not None else None
        if self.record is not None and name:
            if self.lines is None:
                self.lines = _find_lines(self.record)
            first, last = self.lines
            again = last.get(name) if code is Code.READ_REPEATED_FIELD else None
            line = again or first.get(name.lower(), self.record.line)
        severity = Severity.INFO if code in _INFOS else Severity.WARNING
        self.report.add(
            Diagnostic(
                code, severity, message, source=self.source.name, line=line, key=self.key, path=name, value=value
            )
        )

    def pass_on(self, block: Block) -> Block:
        if block.kind is BlockKind.FAILED:
            self.report.records_read += 1
            self.report.records_failed += 1
        elif block.kind is BlockKind.TEXT and block.raw.strip():
            self.report.add(
                Diagnostic(
                    Code.READ_STRAY_TEXT,
                    Severity.INFO,
                    "text that belongs to no entry",
                    source=self.source.name,
                    line=block.line,
                    value=" ".join(block.raw.split()),
                )
            )
        return attrs.evolve(block, source=self.source.name, format=self.format)

    def define(self, record: Record, fields: tuple[Field, ...]) -> Block:
        for name, raw, _ in fields:
            missing: list[str] = []
            folded = name.casefold()
            if folded in MONTH_NAMES:
                self.is_lazy = False
            self.macros[folded] = self._decode(expand_value(raw, self.macros, missing))
            self.record, self.key, self.lines = record, None, None
            for macro in missing:
                self.say_field(Code.READ_UNDEFINED_MACRO, name, f"no macro {macro} is defined", macro)
        key = fields[0][0] if fields else None
        return Block(kind=BlockKind.MACRO, raw=record.raw, line=record.line, source=self.source.name, key=key,
                     format=self.format)  # fmt: skip

    def interpret_usual(self, record: Record, fields: UsualFields) -> Entry:
        self.record, self.key, self.lines = record, record.key, None
        if self.is_lazy and is_silent(fields):
            read = partial(interpret_silent, record, fields, self.has_no_controls)
            return make_unread_entry(self.source.name, self._take(record), record.key, read)
        if self.source.has_bad_bytes and not record.raw.isascii():
            return self.interpret(record, record.fields)
        values = interpret_usual(
            record.type or "",
            record.key,
            fields,
            self.macros,
            self.say_field,
            has_no_controls=self.has_no_controls,
        )
        return self.interpret(record, record.fields) if values is None else self._make_entry(record, values)

    def interpret(self, record: Record, fields: tuple[Field, ...]) -> Entry:
        self.record, self.key, self.lines = record, record.key, None
        if self.source.has_bad_bytes and not record.raw.isascii():
            fields = tuple((name, decode_bad_bytes(raw), span) for name, raw, span in fields)
        carried = None
        if FIELD in record.raw:
            carried = next((raw[1:-1] for name, raw, _ in fields if name == FIELD), None)
            fields = tuple(field for field in fields if field[0] != FIELD)
        inherited = None
        if not LINKS.isdisjoint([name.lower() for name, _, _ in fields]):
            parents = self._find_parents()
            inherited = self._inherit(record, fields, parents) if parents is not None else None
        values = interpret_bibtex(
            record.type or "", record.key, fields, macros=self.macros, say=self.say_field, inherited=inherited
        )
        if carried is not None:
            for problem in restore_carried(values, carried):
                self.say_field(Code.READ_NOT_RESTORED, FIELD, problem, None)
        return self._make_entry(record, values)

    def _make_entry(self, record: Record, values: list[Any]) -> Entry:  # Any: each value of its field's type
        record = self._take(record)
        values[-1] = make_origin(self.source.name, record, tuple(values[:-2]))
        return make_entry(values)

    def _take(self, record: Record) -> Record:
        """Count *record*, look whether its key is taken, and return it as one of the format that is read."""
        if record.key is not None and not self.seen.add(record.key):
            self.say_field(Code.READ_DUPLICATE_KEY, "", f"the key {record.key} stands for two entries", record.key)
        self.report.records_read += 1
        return record if self.format == record.format else with_format(record, self.format)

    def _find_parents(self) -> Parents | None:
        """Return the entries that others name: when the first entry that names one comes, the source is read again."""
        if not self.knows_parents:
            self.knows_parents = True
            with self.source.aside():
                self.parents = find_parents(self.source)
        return self.parents

    def _inherit(self, record: Record, fields: tuple[Field, ...], parents: Parents) -> Mapping[str, str] | None:
        expanded = [(name, expand_value(raw, self.macros)) for name, raw, _ in fields]
        inherited, missing = parents.inherit(record.type or "", expanded)
        for key in missing:
            links = (name for name, tex in expanded if name.lower() in LINKS and key in tex)
            name = next(links, "crossref")
            self.say_field(Code.READ_MISSING_PARENT, name, f"there is no entry {key} to inherit from", key)
        return inherited

    def _decode(self, text: str) -> str:
        return decode_bad_bytes(text) if self.source.has_bad_bytes and not text.isascii() else text


def _find_lines(record: Record) -> _Lines:
    """Return the line of each field of *record*: of the first of each name in lower case, of the last as it is written.

    Where a field is given twice, the first is read, and of the others it is said that they are there.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    line, at = record.line, 0
    for name, _, span in record.fields:
        if span is not None:
            start = span[0] - record.span[0]
            line += count_lines(record.raw, at, start)
            at = start
            first.setdefault(name.lower(), line)
            last[name] = line
    return first, last
