"""Diagnostics and the report they are sent to.

A diagnostic says what is wrong with one value of one record; the report counts them, keeps the first of
each code and hands every one to a sink.
"""

from collections import Counter
from collections.abc import Callable
from enum import IntEnum, StrEnum

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.showing import show_fields


class Severity(IntEnum):
    """How much a diagnostic matters; ordered, so ``severity >= Severity.WARNING`` works."""

    INFO = 1
    """Worth knowing; nothing that a bibliography needs is gone."""
    WARNING = 2
    """A value was lost, changed or is suspect."""
    ERROR = 3
    """A record or a file could not be read or written."""


class Code(StrEnum):
    """The closed list of our diagnostics; each has a section in the docs.

    A plug-in's own codes are plain strings of the form ``plugin-name/slug``.
    """

    READ_FAILED_RECORD = "read/failed-record"
    READ_UNFINISHED_RECORD = "read/unfinished-record"
    READ_MISSING_FIELD = "read/missing-field"
    READ_REPEATED_FIELD = "read/repeated-field"
    READ_UNKNOWN_FIELD = "read/unknown-field"
    READ_INVALID_VALUE = "read/invalid-value"
    READ_REMOVED_TEXT = "read/removed-text"
    READ_DUPLICATE_RECORD = "read/duplicate-record"
    READ_DUPLICATE_KEY = "read/duplicate-key"
    READ_UNDEFINED_MACRO = "read/undefined-macro"
    READ_MISSING_PARENT = "read/missing-parent"
    READ_NOT_RESTORED = "read/not-restored"
    READ_LEFT_OUT = "read/left-out"
    READ_RETRACTED_WORK = "read/retracted-work"
    READ_UPDATED_WORK = "read/updated-work"
    READ_STRAY_TEXT = "read/stray-text"
    READ_SERVICE_ERROR = "read/service-error"
    READ_DELETED_RECORD = "read/deleted-record"
    READ_UNFINISHED_LIST = "read/unfinished-list"
    READ_BARE_IDENTIFIER = "read/bare-identifier"
    READ_SKIPPED_FILE = "read/skipped-file"
    READ_UNREADABLE_FILE = "read/unreadable-file"
    READ_DAMAGED_ARCHIVE = "read/damaged-archive"
    TEXT_GUESSED_ENCODING = "text/guessed-encoding"
    TEXT_UNDECODABLE_BYTES = "text/undecodable-bytes"
    TEXT_REPAIRED_MOJIBAKE = "text/repaired-mojibake"
    TEXT_LOSSY_MOJIBAKE = "text/lossy-mojibake"
    TEXT_CONTROL_CHARACTER = "text/control-character"
    EXPORT_FIELD_DROPPED = "export/field-dropped"
    EXPORT_VALUE_CHANGED = "export/value-changed"
    EXPORT_BLOCK_DROPPED = "export/block-dropped"
    EXPORT_RECORD_DROPPED = "export/record-dropped"
    MERGE_CONFLICT = "merge/conflict"
    MERGE_PREPRINT_YEAR = "merge/preprint-year"
    UNIQUE_MERGED_ENTRY = "unique/merged-entry"
    UNIQUE_DOUBTFUL_IDENTIFIER = "unique/doubtful-identifier"
    APPEND_KNOWN_WORK = "append/known-work"
    PUSH_KNOWN_WORK = "push/known-work"
    PUSH_NOT_DELIVERED = "push/not-delivered"
    RESOLVE_REQUEST = "resolve/request"
    RESOLVE_ANSWER = "resolve/answer"
    RESOLVE_NO_ANSWER = "resolve/no-answer"
    RESOLVE_NO_MATCH = "resolve/no-match"
    RESOLVE_REFUSED_ANSWER = "resolve/refused-answer"
    FETCH_INVALID_IDENTIFIER = "fetch/invalid-identifier"
    FETCH_NOT_FOUND = "fetch/not-found"
    FETCH_NO_ANSWER = "fetch/no-answer"
    CACHE_BYPASSED = "cache/bypassed"
    CACHE_DAMAGED = "cache/damaged"
    CACHE_STALE_ANSWER = "cache/stale-answer"


@attrs.frozen(weakref_slot=False)
class Diagnostic:
    """One thing worth saying about one value, record or file.

    ``line`` counts from 1; ``record`` is the record's identifier in its source, ``key`` the citation key;
    ``path`` names a model field (``author[2].family``) and ``value`` is the value concerned, as text.
    """

    code: str
    severity: Severity
    message: str
    source: str | None = attrs.field(default=None, kw_only=True)
    line: int | None = attrs.field(default=None, kw_only=True)
    record: str | None = attrs.field(default=None, kw_only=True)
    key: str | None = attrs.field(default=None, kw_only=True)
    path: str | None = attrs.field(default=None, kw_only=True)
    value: str | None = attrs.field(default=None, kw_only=True)

    __repr__ = show_fields

    def to_dict(self) -> dict[str, str | int]:
        """Return the diagnostic as a JSON-ready object without its absent members."""
        out: dict[str, str | int] = {"code": str(self.code), "severity": self.severity.name.lower()}
        for name in ("source", "line", "record", "key", "path", "value", "message"):
            value = getattr(self, name)
            if value is not None:
                out[name] = value
        return out

    def __str__(self) -> str:
        """Return ``source:line: code: message [key]``, one line."""
        place = ":".join(str(part) for part in (self.source, self.line) if part is not None)
        name = self.key or self.record
        return f"{place + ': ' if place else ''}{self.code}: {self.message}{f' [{name}]' if name else ''}"


Sink = Callable[[Diagnostic], None]


class Report:
    """Collects the diagnostics of one run.

    Every diagnostic is counted and handed to *sink*; the first *keep* of each code stay in
    :attr:`diagnostics`, so that memory stays flat however long the input is. :attr:`counts` has how many of each code
    there were, :attr:`serious` how many warnings and errors.
    """

    def __init__(self, sink: Sink | None = None, *, keep: int = 1000) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.counts: Counter[str] = Counter()
        self.worst_diagnostic: Diagnostic | None = None
        self.serious = 0
        self.records_read = 0
        self.records_written = 0
        self.records_failed = 0
        self._sink = sink
        self._keep = keep

    @property
    def worst(self) -> Severity | None:
        """The severity of :attr:`worst_diagnostic`, the first of the most severe ones; None if there is none."""
        return self.worst_diagnostic.severity if self.worst_diagnostic is not None else None

    def add(self, diagnostic: Diagnostic) -> None:
        """Count *diagnostic*, keep it if few of its code came before, and pass it on to the sink."""
        code = str(diagnostic.code)
        count = self.counts[code] = self.counts[code] + 1
        if diagnostic.severity >= Severity.WARNING:
            self.serious += 1
        if self.worst_diagnostic is None or diagnostic.severity > self.worst_diagnostic.severity:
            self.worst_diagnostic = diagnostic
        if count <= self._keep:
            self.diagnostics.append(diagnostic)
        if self._sink is not None:
            self._sink(diagnostic)

    def of_code(self, code: str) -> tuple[Diagnostic, ...]:
        """Return the kept diagnostics of *code*, in the order they came."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.code == code)

    def totals(self) -> dict[str, object]:
        """Return the totals as a JSON-ready object: records read, written, failed; diagnostics by code."""
        return {
            "records": {"read": self.records_read, "written": self.records_written, "failed": self.records_failed},
            "diagnostics": dict(sorted(self.counts.items())),
        }

    def __repr__(self) -> str:
        """Return the totals in one line."""
        return (
            f"<Report read={self.records_read} written={self.records_written} failed={self.records_failed} "
            f"diagnostics={sum(self.counts.values())}>"
        )


def take_report(report: Report | None) -> Report:
    """Return *report*, or a new one for None; raises InvalidValueError for what is no report."""
    if report is None:
        return Report()
    if not isinstance(report, Report):
        raise InvalidValueError(f"report is a Report, not {type(report).__name__}; make one with Report()")
    return report
