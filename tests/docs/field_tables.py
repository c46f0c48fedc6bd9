"""The tables of the format pages, made by asking the exporters and the reader of BibTeX.

Each field is given to an exporter alone, in a preprint and in entries of every other type; what is new in the output is
where it goes, and what the report says is what becomes of it otherwise. Each field that the reader of BibTeX knows is
given to it in entries of every type; what is new in the entry is where it goes. ``python -m tests.docs.field_tables
--write`` puts the tables into the pages; a test fails while they are not the tables of today.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

import arxiv2bib
from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Code,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Issn,
    Name,
    NameRole,
    Pages,
    Related,
    Report,
    Severity,
)
from arxiv2bib.formats.bibtex_fields import READ_TYPES
from arxiv2bib.formats.bibtex_rows import ROWS

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT / "docs" / "formats"
PAGES = {"bibtex": "bibtex.md", "biblatex": "biblatex.md", "ris": "ris.md", "csl-json": "csl-json.md"}
"""The page of each format."""

_PERSON = (Name(family="Sample", given="Sam"),)
_DAY = Date(start=(2001, 2, 3))

FIELDS: dict[str, object] = {
    "title": "Sample",
    "short_title": "Sample",
    "author": _PERSON,
    "editor": _PERSON,
    "container_title": "Sample",
    "container_title_short": "Sample",
    "collection_title": "Sample",
    "collection_number": "77",
    "event_title": "Sample",
    "event_place": "Sample",
    "volume": "77",
    "issue": "77",
    "number": "77",
    "page": Pages(first="77", last="78"),
    "article_number": "77",
    "edition": "77",
    "genre": "Sample",
    "publisher": "Sample",
    "publisher_place": "Sample",
    "issued": _DAY,
    "submitted": Date(start=(2002, 2, 3)),
    "updated": Date(start=(2003, 2, 3)),
    "accessed": _DAY,
    "version": "77",
    "status": "Sample",
    "doi": Doi("10.1000/77"),
    "url": "https://example.org/77",
    "isbn": (Isbn("978-3-16-148410-0"),),
    "issn": (Issn("0031-9007"),),
    "language": "en",
    "keyword": ("Sample",),
    "note": "Sample",
    "annote": "Sample",
    "abstract": "Sample",
    "related": (Related(relation="is-preprint-of", identifier="10.1000/77"),),
}
"""A value for every field that has a row of its own."""

ARXIV: dict[str, object] = {
    "id": ArxivId("2111.03216"),
    "primary_category": "cs.CV",
    "categories": ("cs.CV", "cs.LG"),
    "comment": "Sample",
    "journal_ref": "Sample",
    "doi": "10.1000/77",
    "license": "Sample",
    "report_number": "77",
    "msc_class": ("68T45",),
    "acm_class": ("I.4.8",),
    "versions": (ArxivVersion(number=1, submitted=_DAY),),
}
"""A value for every field of ``ArxivInfo``."""

ELSEWHERE = frozenset("type key native_type contributors truncated arxiv variables extra claims origin".split())
"""Fields that have a table or rows of their own, or are no part of a bibliography."""

VARIABLES = (
    "archive archive_collection archive_location archive-place authority call-number chapter-number dimensions "
    "division event-date jurisdiction medium number-of-pages number-of-volumes original-date original-publisher "
    "original-publisher-place original-title part PMCID PMID references reviewed-genre reviewed-title scale section "
    "source"
).split()
"""The CSL variables that entries keep in ``variables`` and that are worth a row."""

_ISSUED = Date(start=(2000, 1, 2))
_PREPRINT = Entry(
    type=EntryType.ARTICLE, key="sample", issued=_ISSUED, version="1", arxiv=ArxivInfo(id=ArxivId("2111.03216"))
)
_OTHERS = tuple(Entry(type=kind, key="sample", issued=_ISSUED) for kind in EntryType if kind is not EntryType.ARTICLE)

Change = Callable[[Entry], Entry]
Place = tuple[str, Severity | None]
"""The names under which a value is written, and how bad the report finds what is not."""


def _set(name: str, value: object) -> Change:
    return lambda entry: entry.evolve(**{name: value})


def _set_arxiv(name: str, value: Any) -> Change:  # Any: of that field's type
    return lambda entry: entry.evolve(arxiv=attrs.evolve(entry.arxiv or ArxivInfo(), **{name: value}))


def _same(entry: Entry) -> Entry:
    return entry


@attrs.frozen
class Row:
    """A row of a table of fields: its path in the model, what gives an entry that value, and what it has already.

    Rows of one ``group`` that fare alike stand in one line.
    """

    path: str
    change: Change
    context: Change = _same
    group: str | None = None


def list_rows() -> Iterator[Row]:
    """Return the rows of a table of fields, in order."""
    for name, value in FIELDS.items():
        yield Row(name, _set(name, value))
    for role in NameRole:
        if role not in (NameRole.AUTHOR, NameRole.EDITOR):
            yield Row(role, _set("contributors", (Contributor(role, _PERSON),)), group="contributors")
    yield Row("truncated", _set("truncated", (NameRole.AUTHOR,)), _set("author", _PERSON))
    for name, value in ARXIV.items():
        context = _set("arxiv", None) if name == "id" else _same
        yield Row(f"arxiv.{name}", _set_arxiv(name, value), context)
    for name in VARIABLES:
        value = "2001-02-03" if name.endswith("-date") else "77"
        yield Row(name, _set("variables", ((name, value),)), group="variables")
    yield Row("any other", _set("variables", (("sample", "77"),)), group="variables")
    yield Row("extra of BibTeX", _set("extra", (Extra("bibtex", "sample", "77"),)))
    yield Row("extra of another format", _set("extra", (Extra("arxiv-digest", "Sample", "77"),)))


def read_output(text: str, name: str) -> dict[str, str]:
    """Return the values of one written entry by field name; of a name that comes twice, all."""
    if name == "csl-json":
        (item,) = json.loads(text)
        return {key: json.dumps(value, sort_keys=True) for key, value in item.items()}
    pattern = r"(?m)^([A-Z][A-Z0-9])  - (.*)$" if name == "ris" else r"(?m)^  ([\w:.-]+) *= (.*?),?$"
    values: dict[str, str] = {}
    for tag, value in re.findall(pattern, text):
        values[tag] = f"{values.get(tag, '')}\n{value}"
    return values


def place_value(entry: Entry, row: Row, name: str) -> Place:
    """Return where the value of *row* shows when *entry* is written as *name*, and what the report says of it."""
    base, change = row.context(entry), row.change
    before, after = Report(), Report()
    old = read_output(arxiv2bib.dumps([base], name, report=before), name)
    new = read_output(arxiv2bib.dumps([change(base)], name, report=after), name)
    changed = [field for field, value in new.items() if old.get(field) != value]
    lost = set(after.of_code(Code.EXPORT_FIELD_DROPPED)).difference(before.diagnostics)
    worst = max((item.severity for item in lost), default=None)
    return " ".join(f"`{field}`" for field in changed), worst


def describe_places(places: Sequence[Place]) -> str:
    """Return the words for what becomes of one field in several entries."""
    counts: dict[str, int] = {}
    for written, _ in places:
        if written:
            counts[written] = counts.get(written, 0) + 1
    texts = sorted(counts, key=lambda written: -counts[written])
    words = [" or ".join(texts) + (", by type" if len(texts) > 1 else "")] if texts else []
    severities = {severity for _, severity in places if severity is not None}
    if severities:
        words.append(f"reported ({max(severities).name.lower()})")
    return "; else ".join(words) or "not written"


def render_fields(name: str) -> str:
    """Return the table of fields of the format *name*."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for row in list_rows():
        preprint = describe_places([place_value(_PREPRINT, row, name)])
        others = describe_places([place_value(base, row, name) for base in _OTHERS])
        if row.group and preprint == others == f"`{row.path}`":
            preprint = others = "under its own name"
        lines.setdefault((row.group or row.path, preprint, others), []).append(row.path)
    rows = [
        f"| {path}{'' if paths == [path] else ': ' + ', '.join(paths)} | {preprint} | {others} |"
        for (path, preprint, others), paths in lines.items()
    ]
    return "\n".join(["| field | in a preprint | in other types |", "| --- | --- | --- |", *rows])


def render_types(name: str) -> str:
    """Return the table of types of the format *name*."""
    lines = ["| CSL type | written as | remark |", "| --- | --- | --- |"]
    for kind in EntryType:
        report = Report()
        base = _PREPRINT if kind is EntryType.ARTICLE else Entry(type=kind, key="sample", issued=_ISSUED)
        text = arxiv2bib.dumps([base], name, report=report)
        written = _read_type(text, name)
        changed = [item for item in report.of_code(Code.EXPORT_VALUE_CHANGED) if item.path == "type"]
        lines.append(f"| {kind} | `{written}` | {'type is reported as changed' if changed else ''} |")
    return "\n".join(lines)


def _read_type(text: str, name: str) -> str:
    if name == "csl-json":
        return str(json.loads(text)[0]["type"])
    if name == "ris":
        return text.partition("\n")[0].removeprefix("TY  - ")
    return text.partition("{")[0]


READ_VALUES: dict[str, str] = {
    **dict.fromkeys("author bookauthor director editor illustrator organizer translator".split(), "Sample, Sam"),
    **dict.fromkeys("collaborator compiler reviewedauthor serieseditor".split(), "Sample, Sam"),
    **dict.fromkeys("accessed date eventdate lastaccessed lastchecked origdate urldate".split(), "2001-02-03"),
    "month": "feb",
    "day": "3",
    "year": "2001",
    "doi": "10.1000/77",
    "isbn": "978-3-16-148410-0",
    "issn": "0031-9007",
    "url": "https://example.org/77",
    "howpublished": r"\url{https://example.org/77}",
    "eprint": "2111.03216",
    "eprinttype": "arxiv",
    "archiveprefix": "arXiv",
    "eprintclass": "cs.CV",
    "primaryclass": "cs.CV",
}
"""What the reader is given for a field; "Sample" for any other."""

READ_BESIDE: dict[str, dict[str, str]] = {
    "month": {"year": "2001"},
    "day": {"year": "2001", "month": "feb"},
    "subtitle": {"title": "Sample"},
    **{name: {"title": "Title", "booktitle": "Sample"} for name in ("booksubtitle", "booktitleaddon")},
    **{name: {"journaltitle": "Sample"} for name in ("journalsubtitle", "journaltitleaddon")},
    **{name: {"journal": "Smpl."} for name in ("fjournal", "journal-full")},
    "maintitle": {"title": "Volume", "booktitle": "Volume"},
    **{name: {"title": "V", "booktitle": "V", "maintitle": "Sample"} for name in ("mainsubtitle", "maintitleaddon")},
    **{
        name: {"eprint": "2111.03216"}
        for name in "eprinttype eprintclass archiveprefix primaryclass comment reportnumber".split()
    },
    "related": {"relatedtype": "preprint", "relatedstring": "Preprint"},
}
"""The fields without which a field means nothing."""

READ_SETS: dict[str, str] = {
    "eprinttype": "arxiv.id",
    "archiveprefix": "arxiv.id",
    "relatedtype": "related",
    "relatedstring": "related",
}
"""What a field has a say in that is not seen by looking at it alone."""


def render_reading(_: str) -> str:
    """Return the table of what the reader of BibTeX makes of every field that it knows."""
    lines: dict[str, list[str]] = {}
    for name in ROWS:
        counts: dict[str, int] = {}
        for kind in READ_TYPES:
            for path in _find_read_paths(kind, name):
                counts[path] = counts.get(path, 0) + 1
        places = sorted(counts, key=lambda path: -counts[path])
        is_split = any(count < len(READ_TYPES) for count in counts.values())
        words = " or ".join(places) + ", by type" if len(places) > 1 and is_split else " ".join(places)
        lines.setdefault(words, []).append(f"`{name}`")
    rows = [f"| {' '.join(names)} | {places} |" for places, names in lines.items()]
    return "\n".join(["| in the file | in the entry |", "| --- | --- |", *rows])


def _find_read_paths(kind: str, name: str) -> list[str]:
    """Return what of an entry of type *kind* the field *name* fills."""
    if name in READ_SETS:
        return [READ_SETS[name]]
    beside = READ_BESIDE.get(name, {})
    base, full = (_read_entry(kind, fields) for fields in (beside, {**beside, name: READ_VALUES.get(name, "Sample")}))
    changed = [field for field in _COMPARED if getattr(base, field) != getattr(full, field)]
    paths = []
    for field in changed:
        if field == "arxiv":
            paths += [f"arxiv.{part}" for part in ARXIV if _get_arxiv(base, part) != _get_arxiv(full, part)]
        elif field == "contributors":
            paths += [f"contributors: {contributor.role}" for contributor in full.contributors]
        elif field == "variables":
            paths += [f"variables: {variable}" for variable, _ in full.variables]
        elif field not in ("type", "extra"):
            paths.append(field)
    return paths


_COMPARED = [field.name for field in attrs.fields(Entry) if field.eq]


def _get_arxiv(entry: Entry, part: str) -> object:
    return getattr(entry.arxiv or ArxivInfo(), part)


def _read_entry(kind: str, fields: dict[str, str]) -> Entry:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return arxiv2bib.loads(f"@{kind}{{sample,\n{lines}}}\n", "bibtex")[0]


def render_read_types(_: str) -> str:
    """Return the table of what the reader of BibTeX makes of every type that it knows."""
    lines: dict[EntryType, list[str]] = {}
    for name, kind in sorted(READ_TYPES.items()):
        lines.setdefault(kind, []).append(f"`@{name}`")
    rows = [f"| {' '.join(lines[kind])} | {kind} |" for kind in EntryType if kind in lines]
    return "\n".join(["| in the file | CSL type |", "| --- | --- |", *rows])


TABLES: dict[str, Callable[[str], str]] = {
    "fields": render_fields,
    "types": render_types,
    "reading": render_reading,
    "read-types": render_read_types,
}
READING_PAGE = "bibtex"
"""The page that has the tables of the reader: BibTeX and BibLaTeX have one."""


def rewrite_page(text: str, name: str) -> str:
    """Return the page of the format *name* with the tables of today between their marks."""
    for kind, render in TABLES.items():
        begin, end = f"<!-- {kind}: begin -->", f"<!-- {kind}: end -->"
        if begin in text:
            head, _, rest = text.partition(begin)
            text = f"{head}{begin}\n{render(name)}\n{end}{rest.partition(end)[2]}"
    return text


def main(arguments: Sequence[str]) -> None:
    """Write the tables into the pages if the arguments say so; exit with status 1 if any page was stale."""
    stale = False
    for name, page in PAGES.items():
        path = FORMATS / page
        text = path.read_text("utf-8")
        new = rewrite_page(text, name)
        stale = stale or new != text
        if "--write" in arguments:
            path.write_text(new, encoding="utf-8")
    sys.exit(stale)


if __name__ == "__main__":
    main(sys.argv[1:])
