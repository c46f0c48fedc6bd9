"""Running the rules over the items of one file, and joining what they find with what the reader said."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from arxiv2bib.checks.fields import TYPESET
from arxiv2bib.checks.findings import Edit, Finding, shorten
from arxiv2bib.checks.gathering import gather
from arxiv2bib.checks.rules import EntryRule, FileRule, Hit, Rule, ValueRule
from arxiv2bib.checks.subjects import Bibliography, Piece, Subject, Value
from arxiv2bib.checks.table import RULES
from arxiv2bib.diagnostics import Code, Diagnostic, Severity
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block
from arxiv2bib.text.lines import printable

__all__ = ["check_items"]

# What a rule says as well, with more about the place.
_SAID_BY_RULES = frozenset(
    {
        Code.READ_DUPLICATE_KEY,
        Code.READ_DUPLICATE_RECORD,
        Code.READ_REPEATED_FIELD,
        Code.READ_UNDEFINED_MACRO,
    }
)
_SAID_BY_RULES_OF: Mapping[str, frozenset[str]] = {
    Code.READ_INVALID_VALUE: frozenset({"doi", "isbn", "issn", "date", "DOI", "ISBN", "ISSN"}),
}


def check_items(
    items: Iterable[Entry | Block],
    diagnostics: Iterable[Diagnostic],
    *,
    source: str,
    is_wanted: Callable[[str], bool],
) -> list[Finding]:
    """Return what is odd in *items*, those of the file *source*, in the order of lines and columns.

    *diagnostics* are what its reader said. Only codes that *is_wanted* accepts are looked for.
    """
    bibliography = gather(items)
    rules = [rule for rule in RULES if is_wanted(rule.code)]
    findings = [
        _from_diagnostic(diagnostic, source)
        for diagnostic in diagnostics
        if is_wanted(str(diagnostic.code)) and _is_worth_saying(diagnostic)
    ]
    findings.extend(_check_entries(bibliography, rules, source))
    findings.extend(_check_file(bibliography, rules, source))
    findings.sort(key=lambda finding: (finding.line, finding.column, finding.code, finding.message))
    return findings


def _is_worth_saying(diagnostic: Diagnostic) -> bool:
    if diagnostic.code in _SAID_BY_RULES:
        return False
    if diagnostic.path in _SAID_BY_RULES_OF.get(diagnostic.code, ()):
        return False
    return diagnostic.severity > Severity.INFO


def _from_diagnostic(diagnostic: Diagnostic, source: str) -> Finding:
    value = f": {shorten(diagnostic.value)}" if diagnostic.value and diagnostic.value not in diagnostic.message else ""
    return Finding(
        code=str(diagnostic.code),
        severity=diagnostic.severity,
        message=printable(f"{diagnostic.message}{value}"),
        source=diagnostic.source or source,
        line=diagnostic.line or 1,
        key=diagnostic.key,
        field=diagnostic.path or None,
    )


def _check_entries(bibliography: Bibliography, rules: Sequence[Rule], source: str) -> Iterator[Finding]:
    by_field: dict[str, list[ValueRule]] = {}
    for rule in rules:
        if isinstance(rule, ValueRule):
            for name in ("*", *TYPESET) if rule.fields == "*" else rule.fields.split():
                by_field.setdefault(name, []).append(rule)
    entry_rules = [rule for rule in rules if isinstance(rule, EntryRule)]
    for subject in chain(bibliography, bibliography.macro_subjects):
        for value in subject.values:
            for value_rule in by_field.get(value.name, ()):
                for hit in value_rule.check(subject, value):
                    yield _from_hit(value_rule, hit, subject, source)
    for subject in bibliography:
        for entry_rule in entry_rules:
            for hit in entry_rule.check(subject):
                yield _from_hit(entry_rule, hit, subject, source)


def _from_hit(rule: ValueRule | EntryRule, hit: Hit, subject: Subject, source: str) -> Finding:
    value, piece = hit.value, subject.piece
    span = _place(value, hit.part) if value is not None else _head_of(subject)
    edits: tuple[Edit, ...] = ()
    if value is not None and value.start is not None:
        base = piece.start + value.start
        edits = tuple(Edit(base + edit.start, base + edit.end, edit.text) for edit in hit.edits)
    return _make(
        rule, hit.words, source, piece, span,
        key=subject.entry.key, field=value.written if value is not None else None, edits=edits,
    )  # fmt: skip


def _place(value: Value, part: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return where in its record a part of *value*, or all of it, stands; None where nobody knows."""
    if part is not None and value.start is not None:
        return value.start + part[0], value.start + part[1]
    return value.place


def _head_of(subject: Subject) -> tuple[int, int] | None:
    """Return where an entry says what it is: up to its key."""
    place = subject.key_place
    return (0, place[1]) if place is not None else None


def _check_file(bibliography: Bibliography, rules: Sequence[Rule], source: str) -> Iterator[Finding]:
    for rule in rules:
        if isinstance(rule, FileRule):
            for hit in rule.check(bibliography):
                yield _make(rule, hit.words, source, hit.piece, hit.part, key=hit.key, field=hit.field)


def _make(
    rule: Rule,
    words: Mapping[str, str],
    source: str,
    piece: Piece,
    span: tuple[int, int] | None,
    *,
    key: str | None,
    field: str | None,
    edits: tuple[Edit, ...] = (),
) -> Finding:
    line, column = piece.locate(span[0]) if span is not None else (piece.line, piece.column)
    end = piece.locate(span[1]) if span is not None else (None, None)
    return Finding(
        code=rule.code, severity=rule.severity, message=printable(rule.message.format_map(words)), source=source,
        line=line, column=column, end_line=end[0], end_column=end[1], key=key, field=field,
        edits=edits if rule.has_fix else (),
    )  # fmt: skip
