"""To and from the objects of pybtex."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from arxiv2bib.bridges._records import (
    Item,
    TexRecord,
    interpret_records,
    list_records,
    missing_library,
    refuse_object,
)
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity, take_report
from arxiv2bib.exporters._carry import report_unkept
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex
from arxiv2bib.formats.carrying import find_unkept
from arxiv2bib.model.entry import make_entry
from arxiv2bib.model.library import Library, choose_report
from arxiv2bib.model.records import Block, Style
from arxiv2bib.model.vocabulary import BlockKind

if TYPE_CHECKING:
    from pybtex.database import BibliographyData

__all__ = ["from_pybtex", "hold_errors", "to_pybtex"]

_SOURCE: Final = "<pybtex>"
_PREAMBLE: Final = re.compile(r"@\s*preamble\s*[{(](.*)[})]\s*\Z", re.DOTALL | re.IGNORECASE)


@contextmanager
def hold_errors() -> Iterator[list[Exception]]:
    """Collect what pybtex would raise, or print, meanwhile; how strict it is afterwards is what it was before."""
    from pybtex import errors

    before = errors.captured_errors
    held: list[Exception] = []
    errors.captured_errors = held
    try:
        yield held
    finally:
        errors.captured_errors = before


def to_pybtex(
    entries: Iterable[Item] | Library, *, dialect: str = "bibtex", report: Report | None = None, **options: object
) -> "BibliographyData":
    """Return *entries* as bibliography data of pybtex, as its own parser would give it.

    An entry that was read from BibTeX has the fields that it had there, edited ones apart. *dialect* is ``"bibtex"`` or
    ``"biblatex"``, *options* are its exporter's. What pybtex has no place for goes to *report*, or to the library's
    own: comments, a field that is given twice, an entry whose key another one has, in whatever case, names of more than
    two commas, and how names were spelled. Whether pybtex is strict makes no difference, and is not changed.

    Raises :class:`~arxiv2bib.PluginError` if pybtex is not installed.
    """
    try:
        from pybtex.database import BibliographyData
    except ImportError as error:
        raise missing_library("pybtex") from error
    report = choose_report(entries, report)
    losses = Losses(report, "pybtex")
    data = BibliographyData()
    for item in list_records(entries, dialect, report, **options):
        if isinstance(item, TexRecord):
            _add_entry(data, item, losses)
        elif item.kind is BlockKind.PREAMBLE:
            data.add_to_preamble(_read_preamble(item.raw))
        else:
            losses.drop_block(item)
    return data


def _add_entry(data: "BibliographyData", record: TexRecord, losses: Losses) -> None:
    from pybtex.database import Entry

    key = record.key or ""
    if key in data.entries:
        message = f"pybtex has one entry of a key, in whatever case: the second {key} is left out"
        value = "; ".join(f"{name} = {tex}" for name, tex in record.fields)
        losses.report.add(
            Diagnostic(Code.EXPORT_RECORD_DROPPED, Severity.WARNING, message, key=key, path="key", value=value)
        )
        return
    entry = Entry(record.kind)
    for name, tex in record.fields:
        text = " ".join(tex.split())
        if text and name not in entry.fields and name not in entry.persons:  # there is one field of a name
            if name.lower() in _roles():
                entry.persons[name] = [_make_person(part) for part in _split_names(text)]
            else:
                entry.fields[name] = text
    data.add_entry(key, entry)
    _report_losses(record, _make_record(key, entry), losses)


def _report_losses(record: TexRecord, kept: TexRecord, losses: Losses) -> None:
    """Report what is read of *record* and not of what pybtex has *kept* of it."""
    meant, read = (interpret_bibtex(one.kind, one.key, one.fields) for one in (record, kept))
    if meant != read:
        entry = make_entry(meant)
        report_unkept(losses, entry, find_unkept(entry, read))


def _roles() -> tuple[str, ...]:
    from pybtex.database import Person

    roles: tuple[str, ...] = Person.valid_roles
    return roles


def _split_names(tex: str) -> list[str]:
    from pybtex.bibtex.utils import split_name_list

    return [name for name in split_name_list(tex) if name.strip()]


def _make_person(tex: str) -> Any:  # Any: pybtex's Person
    from pybtex.database import Person

    with hold_errors() as held:
        person = Person(tex)
    return person if not held else Person(last=f"{{{tex}}}")  # more commas than a name may have


def from_pybtex(data: "BibliographyData", *, dialect: str = "bibtex", report: Report | None = None) -> Library:
    """Return what pybtex's bibliography *data* holds, read as BibTeX is read; the preamble is a block.

    Raises :class:`~arxiv2bib.PluginError` if pybtex is not installed.
    """
    if not hasattr(data, "preamble_list"):
        raise refuse_object("pybtex", data)
    report = take_report(report)
    items: list[TexRecord | Block] = [
        Block(kind=BlockKind.PREAMBLE, raw=f"@preamble{{{{{text}}}}}\n\n", source=_SOURCE, format=dialect)
        for text in data.preamble_list
    ]
    for key, entry in data.entries.items():
        items.append(_make_record(key, entry))
    found = interpret_records(items, _SOURCE, dialect, report)
    return Library(found, report=report, style=Style(format=dialect))


def _make_record(key: str, entry: Any) -> TexRecord:  # Any: an entry of pybtex
    people = ((role, " and ".join(map(_render_person, persons))) for role, persons in entry.persons.items())
    return TexRecord(entry.type, key, (*people, *entry.fields.items()))


def _render_person(person: Any) -> str:  # Any: pybtex's Person
    """Return a name as BibTeX has it; without a first name, an empty one says that all words are the last name."""
    text = str(person)
    has_more = len(person.last_names) > 1 or person.prelast_names or person.lineage_names
    return f"{text}, {{}}" if has_more and not (person.first_names or person.middle_names) else text


def _read_preamble(raw: str) -> str:
    found = _PREAMBLE.match(raw.strip())
    return " ".join(expand_value(found[1].strip(), {}).split()) if found is not None else raw
