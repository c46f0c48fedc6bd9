"""The reader of RIS."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, ClassVar

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.known import RIS
from arxiv2bib.formats.ris import find_field_line, find_key, scan_ris_lines, split_end
from arxiv2bib.formats.ris_silence import find_silent_key
from arxiv2bib.formats.ris_tags import NAME, TAGS
from arxiv2bib.formats.ris_usual import Lines
from arxiv2bib.formats.ris_values import interpret_ris, interpret_ris_lines
from arxiv2bib.model.entry import DEFAULTS, INDEX, Entry, make_entry, make_origin, make_unread_entry
from arxiv2bib.model.records import Block, Record, Source
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Format
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

_TYPE_LINE = compile_late(r"^\ufeff?TY(?:  -| -[ \t\n])", re.MULTILINE)
_TAG_LINE = compile_late(r"^\ufeff?([A-Z][A-Z0-9])  -(?=[ \n])", re.MULTILINE)
# MEDLINE's own format has tags of up to four letters, and some of them are RIS's.
_MEDLINE = compile_late(r"^(?:PMID|STAT|PT  )- ", re.MULTILINE)
_CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n")
_CONTROL = compile_late(f"[{re.escape(_CONTROLS)}]+")
_KEY_LINE = compile_late(r"\nID(?:  -| -[ \t])([^\n]*+)(?=\n)")
_OVERLAP = 1 << 10  # no key is longer
_CHUNK = 1 << 13  # in few short pieces there are characters that make all of them wide
_INFOS = frozenset({Code.READ_REPEATED_FIELD, Code.READ_UNKNOWN_FIELD, Code.READ_NOT_RESTORED})
_SAME_KEY = (Code.READ_DUPLICATE_KEY, "ID", "another record has the same key")
_ENDS = ("\nER  - \n\n", "\nER  - \n")  # of most records
_AT_KEY = INDEX["key"]
_NOTHING = DEFAULTS[_AT_KEY + 1 : -2]
_AT_TYPE = INDEX["native_type"] - _AT_KEY - 1


@attrs.frozen
class RisReader:
    """Reads RIS as RefMan, EndNote, Zotero, Mendeley and the services of publishers write it.

    ``ID`` is the citation key. What the model has no field for is kept in ``extra`` under its tag.
    """

    format: ClassVar[Format] = RIS

    is_sure: ClassVar[bool] = True
    boundary: ClassVar[re.Pattern[bytes]] = re.compile(rb"\nER  -[ \t]*+\r?\n(?>(?:[ \t]*+\r?\n)*)(?=TY  - )")

    __repr__ = show_fields

    def can_split(self, source: Source, /) -> bool:
        """Whether no record needs another: always."""
        return True

    def is_damaged(self, item: Entry | Block, /) -> bool:
        """Whether *item* depends on what follows: never, as every line is told by how it begins."""
        return False

    def sniff(self, head: str, /) -> bool:
        """Whether *head* has a line ``TY  -``, or others with tags of RIS."""
        if _TYPE_LINE.search(head):
            return True
        tags = [tag for tag in _TAG_LINE.findall(head) if tag in TAGS or tag == "ER"]
        return len(tags) > 1 and not _MEDLINE.search(head)

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield what stands in lines ``ID``."""
        tail = "\n"
        for chunk in chain(source.chunks(), "\n"):
            text = tail + chunk
            if "\nID" in text:
                yield from (_CONTROL.sub("", line[1]).strip() for line in _KEY_LINE.finditer(text))
            tail = text[-_OVERLAP:]

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record, and a block for the text between them, in order."""
        return self._read(source, report, lazy=False)

    def read_lazily(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield what :meth:`read` yields; an entry of which there is nothing to report is read when it is asked."""
        return self._read(source, report, lazy=True)

    def _read(self, source: Source, report: Report, *, lazy: bool) -> Iterator[Entry | Block]:
        keys = source.seen.copy()
        interpreter = _Interpreter(source, report)
        for item, lines in scan_ris_lines(interpreter.watch(source.chunks(_CHUNK)), source.name):
            if isinstance(item, Block):
                if not item.raw.isspace():
                    _report_stray_text(item, report)
                yield item
                continue
            report.records_read += 1
            key = find_silent_key(item, lines) if lazy and lines is not None and interpreter.is_clean else None
            if key is not None and lines is not None:
                if not keys.add(key):
                    interpreter.look_at(item).say(*_SAME_KEY, key)
                yield make_unread_entry(source.name, item, key, partial(interpret_ris_lines, item, lines))
                continue
            values = interpreter.interpret(item, lines)
            if values is None:
                report.records_failed += 1
                yield Block(kind=BlockKind.FAILED, raw=item.raw, line=item.line, source=source.name, format=NAME)
                continue
            key = values[_AT_KEY]
            if key is not None and not keys.add(key):
                interpreter.teller.say(*_SAME_KEY, key)
            values[-1] = make_origin(source.name, item, tuple(values[:-2]))
            yield make_entry(values)


class _Interpreter:
    """Turns the records of one source into the values of entries."""

    def __init__(self, source: Source, report: Report) -> None:
        self.teller = _Teller(source.name, report)
        self.has_bad_bytes = source.has_bad_bytes
        self.has_controls = False

    def watch(self, chunks: Iterable[str]) -> Iterator[str]:
        """Yield *chunks*, and see whether there are control characters in them: one look at much text is cheap."""
        for chunk in chunks:
            # Looking for one character after the other is many times faster than looking for any of them.
            self.has_controls = self.has_controls or any(map(chunk.__contains__, _CONTROLS))
            yield chunk

    @property
    def is_clean(self) -> bool:
        """Whether the text so far has neither bad bytes nor control characters."""
        return not (self.has_bad_bytes or self.has_controls)

    def look_at(self, record: Record) -> "_Teller":
        """Return who reports what is said of *record*."""
        self.teller.record = record
        return self.teller

    def interpret(self, record: Record, lines: Lines | None) -> list[Any] | None:
        """Return the values of all fields of an entry, or None if *record*, with *lines*, says nothing."""
        teller = self.look_at(record)
        if lines is None or not self.is_clean:
            values = self._interpret_odd(record)
        else:
            values = interpret_ris_lines(record, lines, teller.say)
        if values[_AT_KEY] is None and values[_AT_KEY + 1 : -2] == [
            *_NOTHING[:_AT_TYPE],
            record.type,
            *_NOTHING[_AT_TYPE + 1 :],
        ]:
            teller.say(Code.READ_FAILED_RECORD, "TY", "a record without a value", record.raw.strip())
            return None
        return values

    def _interpret_odd(self, record: Record) -> list[Any]:
        """Return the values of all fields of an entry for a *record* in any form."""
        teller = self.teller
        fields = record.fields
        if self.has_bad_bytes:
            fields = tuple((tag, decode_bad_bytes(value), None) for tag, value, _ in fields)
        if self.has_controls:
            fields = tuple((tag, _clean(tag, value, teller), None) for tag, value, _ in fields)
        if fields and fields[-1][0] == "ER":
            teller.say(Code.READ_STRAY_TEXT, "ER", "text behind the end of a record", fields[-1][1])
            fields = fields[:-1]
        if record.type is None:
            teller.say(Code.READ_MISSING_FIELD, "TY", "a record without a TY line; read as a document", None)
        if not record.raw.endswith(_ENDS) and not split_end(record)[1]:
            teller.say(Code.READ_UNFINISHED_RECORD, "TY", "the record has no ER line", record.type)
        return interpret_ris(record.type, fields, teller.say)


def _clean(tag: str, value: str, teller: "_Teller") -> str:
    cleaned = _CONTROL.sub(" ", value)
    if cleaned != value:
        teller.say(Code.TEXT_CONTROL_CHARACTER, tag, f"control characters removed from {tag}", value, repr(value))
    return cleaned


def _report_stray_text(block: Block, report: Report) -> None:
    words = block.raw.strip()
    report.add(
        Diagnostic(
            Code.READ_STRAY_TEXT,
            Severity.WARNING if "  - " in words else Severity.INFO,  # lines of a record, as it seems
            "text that belongs to no record",
            source=block.source,
            line=block.line + block.raw.partition(words)[0].count("\n"),
            value=" ".join(words.split()),
        )
    )


class _Teller:
    """Reports what is said of the ``record`` that is read, with the line of the field."""

    __slots__ = ("record", "report", "source")

    record: Record

    def __init__(self, source: str, report: Report) -> None:
        self.source = source
        self.report = report

    def say(self, code: str, tag: str, message: str, value: str | None, shown: str | None = None) -> None:
        """Report something about the line of *tag* with *value*, or about the record; *shown* is how to show it."""
        is_info = code in _INFOS or (code == Code.READ_INVALID_VALUE and tag == "TY")
        severity = Severity.ERROR if code == Code.READ_FAILED_RECORD else Severity.WARNING
        self.report.add(
            Diagnostic(
                code,
                Severity.INFO if is_info else severity,
                message,
                source=self.source,
                line=find_field_line(self.record, tag, (value or "").partition("\n")[0].strip()),
                key=find_key(self.record) or None,
                path=TAGS[tag][1] if tag in TAGS else "type" if tag == "TY" else "extra",
                value=shown or value,
            )
        )
