"""The exporter of RIS."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._dates import describe_date, has_parts
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.ris_tags import ROLES, SEASONS, SHARED_TYPES, TYPES, VARIABLES
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ENTRY_FIELDS, ArxivInfo, Contributor, Entry
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.protocols import Format
from arxiv2bib.text.markup import to_tagged
from arxiv2bib.transforms.keys import KeyMaker

# What would end a line in one reader or another, and what is no text.
_BREAK = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_SEASONS = (None, 1, 2, 3, 4)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _Record:
    """The lines of one RIS record while they are gathered."""

    __slots__ = ("entry", "lines", "losses")

    def __init__(self, entry: Entry, losses: Losses) -> None:
        self.entry = entry
        self.losses = losses
        self.lines: list[str] = []

    def add(self, tag: str, value: str) -> None:
        """Add a line, unless there is nothing in it."""
        if not value.isprintable():
            value = _SURROGATE.sub("\ufffd", _BREAK.sub(" ", value))
        value = value.strip()
        if value:
            self.lines.append(f"{tag}  - {value}\n")


_Render = Callable[[_Record, Any], None]  # Any: the value's type is its field's


@attrs.frozen
class RisExporter:
    """Writes RIS: one line a value, ``ER  - `` at the end of each record, ``ID`` for the citation key.

    A preprint is ``UNPB`` with the arXiv DOI, publisher arXiv and a note ``arXiv:ID``.
    """

    format: ClassVar[Format] = Format(name="ris", title="RIS", suffixes=(".ris",))

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield one record after the other, a blank line between them; blocks are not RIS and are left out."""
        losses = Losses(report, self.format.name)
        keys = KeyMaker()
        separator = ""
        for item in items:
            if isinstance(item, Entry):
                yield separator + _render_record(item if item.key else keys(item), losses)
                report.records_written += 1
                separator = "\n"


def _render_record(entry: Entry, losses: Losses) -> str:
    record = _Record(entry, losses)
    for value, render in zip(_VALUES(entry), _RENDERERS, strict=True):
        if value:
            render(record, value)
    record.add("ID", entry.key or "")
    return "".join(record.lines) + "ER  - \n"


def _type(record: _Record, value: EntryType) -> None:
    kind = TYPES[value]
    if SHARED_TYPES.get(kind, value) is not value:
        record.losses.change(record.entry, "type", value, kind)
    record.add("TY", kind)


def _markup(tag: str) -> _Render:
    return lambda record, value: record.add(tag, to_tagged(value))


def _text(tag: str) -> _Render:
    return lambda record, value: record.add(tag, str(value))


def _each(tag: str) -> _Render:
    def render(record: _Record, value: tuple[object, ...]) -> None:
        for part in value:
            record.add(tag, str(part))

    return render


def _names(tag: str) -> _Render:
    def render(record: _Record, value: tuple[Name, ...]) -> None:
        for name in value:
            text = render_ris_name(name)
            if text:
                record.add(tag, text)

    return render


def render_ris_name(name: Name) -> str:
    """Return *name* as ``Family, Given, Suffix``, a particle before the family; a group with a comma behind it.

    Without that comma readers take the last word of several for a family name.

    Source: RIS specification, "Author fields"; EndNote's manual, "Corporate Authors".
    """
    if name.literal is not None or not name.family:
        text = str(name).strip()
        return f"{text}," if " " in text else text
    particles = [part for part in (name.dropping_particle, name.non_dropping_particle) if part]
    family = " ".join([*particles, name.family]) if particles else name.family
    if name.suffix:
        return f"{family}, {name.given or ''}, {name.suffix}"
    if name.given:
        return f"{family}, {name.given}"
    return f"{family}," if " " in family else family


def _contributors(record: _Record, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        tag = ROLES.get(contributor.role)
        if tag is not None:
            _names(tag)(record, contributor.names)
        else:
            record.losses.drop(record.entry, f"contributors.{contributor.role}", contributor.names)


@lru_cache(maxsize=4096)
def write_ris_date(value: Date) -> tuple[str, str, bool]:
    """Return the year of *value*, its day as ``YYYY/MM/DD/``, and whether they say all of it.

    Month and day are empty where they are not known, a season goes behind the last slash. Of a range, the start is
    written. A date in words is both year and day.

    Source: RIS specification, "PY" and "Y2".
    """
    if has_parts(value) and value.start is not None:
        day = "/".join([f"{value.start[0]:04d}", *(f"{part:02d}" for part in value.start[1:])]) + "/" * (
            4 - len(value.start)
        )
        if value.season is not None and value.season in _SEASONS:
            day += SEASONS[value.season - 1]
        return (
            str(value.start[0]),
            day,
            value == Date(start=value.start, season=value.season) and value.season in _SEASONS,
        )
    if value.start is None and value.end:
        return str(value.end[0]), f"{value.end[0]}///", False
    words = value.literal or str(value)
    return words, words, words == describe_date(value)


def _issued(record: _Record, value: Date) -> None:
    year, day, is_exact = write_ris_date(value)
    record.add("PY", year)
    if day not in (year, f"{year}///"):
        record.add("DA", day)
    if not is_exact:
        record.losses.change(record.entry, "issued", describe_date(value), day)


def _accessed(record: _Record, value: Date) -> None:
    _, day, is_exact = write_ris_date(value)
    record.add("Y2", day)
    if not is_exact:
        record.losses.change(record.entry, "accessed", describe_date(value), day)


def _submitted(record: _Record, value: Date) -> None:
    if value != record.entry.issued:
        record.losses.drop(record.entry, "submitted", value)


def _updated(record: _Record, value: Date) -> None:
    entry = record.entry
    if value != entry.issued and (entry.arxiv is None or not entry.version):  # else it stands beside the version
        record.losses.drop(entry, "updated", value)


def _page(record: _Record, value: Pages) -> None:
    record.add("SP", value.first or value.literal or "")
    if value.first is not None and value.last is not None:
        record.add("EP", value.last)


def _article_number(record: _Record, value: str) -> None:
    # JabRef reads C7 as the number and Zotero not at all, but all take a first page.
    record.add("C7" if record.entry.page else "SP", value)


def _event_place(record: _Record, value: str) -> None:
    if record.entry.publisher_place:
        record.losses.drop(record.entry, "event_place", value)
    else:
        record.add("CY", value)


def _publisher(record: _Record, value: EntryType) -> None:
    entry = record.entry
    if entry.publisher:
        record.add("PB", entry.publisher)
    elif value is EntryType.ARTICLE and entry.arxiv is not None and entry.arxiv.id is not None:
        record.add("PB", "arXiv")


def _version(record: _Record, value: str) -> None:
    entry = record.entry
    if entry.arxiv is not None:
        updated = f", updated {entry.updated}" if entry.updated is not None and entry.updated != entry.issued else ""
        record.add("N1", f"Version {value}{updated}")
    elif entry.edition:
        record.losses.drop(entry, "version", value)
    else:
        record.add("ET", value)


def _keywords(record: _Record, value: EntryType) -> None:
    entry = record.entry
    for keyword in entry.keyword:
        record.add("KW", to_tagged(keyword))
    for keyword in class_keywords(entry):
        record.add("KW", keyword)


def _arxiv(record: _Record, value: ArxivInfo) -> None:
    # The class goes to KW: behind the id, bibutils would make it part of the eprint number.
    if value.id is not None:
        record.add("N1", f"arXiv:{value.id}")
    if value.comment:
        record.add("N1", f"Comment: {to_tagged(value.comment)}")
    for note in publication_notes(record.entry):
        record.add("N1", to_tagged(note))
    if value.report_number:
        record.add("N1", f"Report number: {value.report_number}")
    if value.primary_category and value.primary_category not in value.categories:
        record.add("KW", value.primary_category)
    if value.license:
        record.losses.drop(record.entry, "arxiv.license", value.license)
    if value.versions:
        record.losses.drop(record.entry, "arxiv.versions", value.versions)


def _variables(record: _Record, value: tuple[tuple[str, str], ...]) -> None:
    for name, text in value:
        if name in VARIABLES:
            record.add(VARIABLES[name], text)
    record.losses.drop_variables(record.entry, VARIABLES)


def _extra(record: _Record, value: object) -> None:
    record.losses.drop_extras(record.entry)


def _drop(path: str) -> _Render:
    return lambda record, value: record.losses.drop(record.entry, path, value)


# Every field of an entry and what writes it, in the order of the output; "type" also writes what hangs on no one field.
_ROWS: tuple[tuple[str, _Render], ...] = (
    ("type", _type),
    ("author", _names("AU")),
    ("truncated", _drop("truncated")),
    ("title", _markup("TI")),
    ("short_title", _markup("ST")),
    ("editor", _names("ED")),
    ("contributors", _contributors),
    ("container_title", _markup("T2")),
    ("container_title_short", _markup("J2")),
    ("collection_title", _markup("T3")),
    ("collection_number", _drop("collection_number")),
    ("event_title", _markup("C3")),
    ("issued", _issued),
    ("submitted", _submitted),
    ("updated", _updated),
    ("volume", _text("VL")),
    ("issue", _text("IS")),
    ("number", _text("M1")),
    ("page", _page),
    ("article_number", _article_number),
    ("edition", _text("ET")),
    ("genre", _text("M3")),
    ("type", _publisher),
    ("publisher_place", _text("CY")),
    ("event_place", _event_place),
    ("isbn", _each("SN")),
    ("issn", _each("SN")),
    ("doi", _text("DO")),
    ("url", _text("UR")),
    ("accessed", _accessed),
    ("language", _text("LA")),
    ("abstract", _markup("AB")),
    ("type", _keywords),
    ("arxiv", _arxiv),
    ("version", _version),
    ("note", _markup("N1")),
    ("annote", _markup("RN")),
    ("status", _drop("status")),
    ("related", _drop("related")),
    ("variables", _variables),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "publisher", "keyword", "claims", "origin"}
if set(ENTRY_FIELDS) != {name for name, _ in _ROWS} | _ELSEWHERE:
    raise AssertionError("a field of Entry has no row in the RIS table")

_RENDERERS = tuple(render for _, render in _ROWS)
_VALUES: Callable[[Entry], tuple[Any, ...]] = attrgetter(*(name for name, _ in _ROWS))  # all values in one call
