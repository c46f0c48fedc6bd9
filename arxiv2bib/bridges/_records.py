"""What the bridges share: entries as BibTeX records whose values are plain TeX, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError, PluginError
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.bibtex import scan_bibtex
from arxiv2bib.formats.bibtex_carrying import restore_carried
from arxiv2bib.formats.bibtex_fields import DIALECTS, LINKS
from arxiv2bib.formats.bibtex_parents import Parents
from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex
from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.model.entry import COMPARED_FIELDS, Entry, Origin, make_entry
from arxiv2bib.model.library import Library, check_items
from arxiv2bib.model.records import Block, Record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Exporter
from arxiv2bib.registry import get_exporter
from arxiv2bib.transforms.keys import assign_keys

__all__ = ["Item", "TexRecord", "interpret_records", "list_records", "missing_library", "refuse_object"]

Item = Entry | Block


@attrs.frozen
class TexRecord:
    """One BibTeX entry: its type and key, and its fields as names and TeX, macros expanded, delimiters off.

    ``line`` is where it stood in the file that it was read from, 1 if that is not known.
    """

    kind: str
    key: str | None
    fields: tuple[tuple[str, str], ...]
    line: int = 1


def missing_library(name: str) -> PluginError:
    """Return the error for a library that is not installed: its extra has the same name."""
    return PluginError(f"{name} is not installed; install arxiv2bib-kit with its extra: arxiv2bib-kit[{name}]")


def refuse_object(library: str, value: object) -> InvalidValueError:
    """Return the error for *value*, which is none of what *library* reads a bibliography into."""
    return InvalidValueError(f"not a bibliography of {library}: {type(value).__name__}; load reads a file without it")


def list_records(
    entries: Iterable[Item] | Library, dialect: str, report: Report, **options: object
) -> Iterator[TexRecord | Block]:
    """Yield *entries* as BibTeX or BibLaTeX has them, *dialect* says which; what was read from it as it was read.

    Entries without a key get one. Blocks of BibTeX come as they are, others go to *report*, as does what BibTeX has no
    place for. *options* are the exporter's.
    """
    items = entries.items if isinstance(entries, Library) else tuple(check_items(entries))
    items = tuple(assign_keys(items))
    exporter = get_exporter(dialect, **options)
    records = iter(_scan_entries(items, exporter, report))
    losses = Losses(report, dialect)
    for item in items:
        if isinstance(item, Entry):
            line = item.origin.record.line if item.origin is not None else 1
            yield attrs.evolve(next(records), line=line)
        elif item.format in DIALECTS:
            yield item
        else:
            losses.drop_block(item)


def _scan_entries(items: Sequence[Item], exporter: Exporter, report: Report) -> list[TexRecord]:
    """Return the entries of *items* as the exporter writes them, one record each."""
    # Macros stand where they stood; no other block is looked into.
    texts = tuple(item for item in items if isinstance(item, Entry) or item.kind is BlockKind.MACRO)
    told: list[Diagnostic] = []
    records = list(_scan(exporter.export(texts, report=Report(told.append, keep=0))))
    entries = [item for item in items if isinstance(item, Entry)]
    if len(records) == len(entries):
        for diagnostic in told:
            report.add(diagnostic)
        return records
    # One that is not closed, and was the last of its file, would run on into the next.
    return [next(_scan(exporter.export((entry,), report=report))) for entry in entries]


def _scan(pieces: Iterable[str]) -> Iterator[TexRecord]:
    macros: dict[str, str] = {}
    for item in scan_bibtex(pieces, _say_nothing):
        if isinstance(item, Record) and item.type == "string":
            macros.update((name.casefold(), expand_value(raw, macros)) for name, raw, _ in item.fields)
        elif isinstance(item, Record):
            fields = tuple((name, expand_value(raw, macros)) for name, raw, _ in item.fields)
            yield TexRecord(item.type or "misc", item.key, fields)


def interpret_records(
    items: Sequence[TexRecord | Block], source: str, dialect: str, report: Report
) -> Iterator[Entry | Block]:
    """Yield an entry for every record of *items*, and the blocks as they are; *source* names where they come from."""
    parents = _find_parents(items)
    for item in items:
        if isinstance(item, Block):
            yield item
            continue
        report.records_read += 1
        yield _interpret(item, source, dialect, parents, report)


def _interpret(record: TexRecord, source: str, dialect: str, parents: Parents | None, report: Report) -> Entry:
    def say(code: Code, name: str, message: str, value: str | None) -> None:
        severity = Severity.INFO if code is Code.READ_NOT_RESTORED else Severity.WARNING
        report.add(
            Diagnostic(code, severity, message, source=source, line=record.line, key=record.key, path=name, value=value)
        )

    carried = next((tex for name, tex in record.fields if name == FIELD), None)
    fields = [(name, tex) for name, tex in record.fields if name != FIELD]
    inherited: Mapping[str, str] | None = None
    if parents is not None:
        inherited, missing = parents.inherit(record.kind, fields)
        for key in missing:
            say(Code.READ_MISSING_PARENT, "crossref", f"there is no entry {key} to inherit from", key)
    values = interpret_bibtex(record.kind, record.key, fields, say=say, inherited=inherited)
    for problem in restore_carried(values, carried) if carried is not None else ():
        say(Code.READ_NOT_RESTORED, FIELD, problem, None)
    written = _write_record(record, dialect)
    read = tuple(values[: len(COMPARED_FIELDS)]) if written.raw else None
    values[-1] = Origin(source, written, read)
    return make_entry(values)


def _write_record(record: TexRecord, dialect: str) -> Record:
    """Return *record* with a text, so that it can be written back; an empty one if no text says what it holds."""
    lines = [f"  {name} = {{{tex}}}" for name, tex in record.fields]
    text = ",\n".join([f"@{record.kind}{{{record.key or ''}", *lines]) + "\n}\n\n"
    expected = (record.kind, record.key, tuple((name, f"{{{tex}}}") for name, tex in record.fields))
    read = list(scan_bibtex([text], _say_nothing))
    if len(read) == 1 and isinstance(read[0], Record):
        found = read[0]
        if (found.type, found.key, tuple((name, raw) for name, raw, _ in found.fields)) == expected:
            return attrs.evolve(found, format=dialect, line=record.line)
    return Record(dialect, record.kind, record.key, (), (0, 0), record.line, "")


def _find_parents(items: Iterable[TexRecord | Block]) -> Parents | None:
    records = [item for item in items if isinstance(item, TexRecord)]
    if not any(name.lower() in LINKS for record in records for name, _ in record.fields):
        return None
    entries: dict[str, dict[str, str]] = {}
    for record in records:
        if record.key is not None and record.key not in entries:
            fields: dict[str, str] = {}
            for name, tex in record.fields:
                if text := " ".join(tex.split()):
                    fields.setdefault(name.lower(), text)
            entries[record.key] = fields
    return Parents(entries)


def _say_nothing(*_arguments: Any) -> None:  # Any: what the scanner says of a text that we wrote
    """Say nothing: what is wrong with a text was said when it was read."""
