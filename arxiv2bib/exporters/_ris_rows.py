"""The table of what writes each field of an entry as RIS."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from arxiv2bib.exporters._dates import describe_date, has_parts
from arxiv2bib.exporters._ris_lines import RisLines
from arxiv2bib.exporters._ris_spelling import is_safe_line, respell_lines
from arxiv2bib.exporters._rows import RowTable
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.ris_dates import render_day
from arxiv2bib.formats.ris_names import render_ris_name
from arxiv2bib.formats.ris_tags import (
    NAME,
    NO_TYPES,
    READ_TYPES,
    SPELLING,
    TYPES,
    container_tag,
    field_tags,
    role_tags,
    variable_tags,
)
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ArxivInfo, Contributor, Extra
from arxiv2bib.model.names import Name, put_suffix_behind
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.markup import to_tagged

__all__ = ["render_fields"]

_SEASONS = (None, 1, 2, 3, 4)

_Render = Callable[[RisLines, Any], None]  # Any: the value's type is its field's


def render_fields(record: RisLines) -> None:
    """Gather the lines of the entry that *record* is for, but for its key."""
    for render, value in _TABLE.find_set(record.entry):
        render(record, value)


def _type(record: RisLines, value: EntryType) -> None:
    native = (record.entry.native_type or "").upper()
    if record.options.spellings == "own" and native in NO_TYPES:
        native = ""
    kind = record.options.types.get(value) or (native if READ_TYPES.get(native) is value else TYPES[value])
    if READ_TYPES.get(kind, value) is not value:
        record.losses.change(record.entry, "type", value, kind)
    record.add("TY", kind)


def _markup(tag: str) -> _Render:
    return lambda record, value: record.add(tag, record.render(value))


def _container_title(record: RisLines, value: str) -> None:
    record.add(container_tag(record.lines[0][6:-1]), record.render(value))


def _text(tag: str) -> _Render:
    return lambda record, value: record.add(tag, str(value))


def _serials(record: RisLines, value: tuple[object, ...]) -> None:
    for part in value:
        record.add("SN", str(part))


def _names(tag: str) -> _Render:
    def render(record: RisLines, value: tuple[Name, ...]) -> None:
        for name in value:
            text = render_ris_name(put_suffix_behind(name) if record.options.two_part_names else name)
            if text:
                record.add(tag, text)

    return render


def _contributors(record: RisLines, value: tuple[Contributor, ...]) -> None:
    tags = role_tags(record.lines[0][6:-1])
    for contributor in value:
        tag = tags.get(contributor.role)
        if tag is not None:
            _names(tag)(record, contributor.names)
        else:
            record.losses.drop(record.entry, f"contributors.{contributor.role}", contributor.names)


@lru_cache(maxsize=4096)
def _write_date(value: Date) -> tuple[str, str, bool]:
    """Return the year of *value*, its day as ``YYYY/MM/DD/``, and whether they say all of it.

    Month and day are empty where they are not known, a season goes behind the last slash. Of a range, the start is
    written. A date in words is both year and day.

    Source: RIS specification, "PY" and "Y2".
    """
    if has_parts(value) and value.start is not None:
        if value.start[0] <= 0:  # before Christ: EDTF is the one spelling that has a sign; year 0 stands for none
            words = str(Date(start=value.start))
            return words, words, value == Date(start=value.start) and value.start[0] < 0
        return (
            f"{value.start[0]:04d}",
            render_day(value.start, value.season if value.season in _SEASONS else None),
            value == Date(start=value.start, season=value.season) and value.season in _SEASONS,
        )
    if value.start is None and value.end:
        return f"{value.end[0]:04d}", f"{value.end[0]:04d}///", False
    words = value.literal or str(value)
    return words, words, words == describe_date(value)


def _issued(record: RisLines, value: Date) -> None:
    year, day, is_exact = _write_date(value)
    record.add("PY", year)
    if day not in (year, f"{year}///"):
        record.add("DA", day)
    if not is_exact:
        record.losses.change(record.entry, "issued", describe_date(value), day)


def _accessed(record: RisLines, value: Date) -> None:
    _, day, is_exact = _write_date(value)
    record.add("Y2", day)
    if not is_exact:
        record.losses.change(record.entry, "accessed", describe_date(value), day)


def _submitted(record: RisLines, value: Date) -> None:
    issued = record.entry.issued
    if value is not issued and value != issued:  # most are one and the same, and comparing dates takes its time
        record.losses.drop(record.entry, "submitted", value)


def _updated(record: RisLines, value: Date) -> None:
    entry = record.entry
    if (entry.arxiv is None or not entry.version) and value != entry.issued:  # else it stands beside the version
        record.losses.drop(entry, "updated", value)


def _page(record: RisLines, value: Pages) -> None:
    if value.first is not None and value.last == value.first:  # in two lines it would be read as one page
        record.add("SP", str(value))
        return
    record.add("SP", value.first or value.literal or "")
    if value.first is not None and value.last is not None:
        record.add("EP", value.last)


def _article_number(record: RisLines, value: str) -> None:
    # JabRef reads C7 as the number and Zotero not at all, but all take a first page.
    record.add("C7" if record.entry.page else "SP", value)


def _event_place(record: RisLines, value: str) -> None:
    if record.entry.publisher_place:
        record.losses.drop(record.entry, "event_place", value)
    else:
        record.add("CY", value)


def _publisher(record: RisLines, value: EntryType) -> None:
    entry = record.entry
    if entry.publisher:
        record.add("PB", entry.publisher)
    elif value is EntryType.ARTICLE and entry.arxiv is not None and entry.arxiv.id is not None:
        record.add("PB", "arXiv")


def _version(record: RisLines, value: str) -> None:
    entry = record.entry
    if entry.arxiv is not None:
        day, issued = entry.updated, entry.issued
        updated = f", updated {day}" if day is not None and day is not issued and day != issued else ""
        record.add("N1", f"Version {value}{updated}")
    elif entry.edition:
        record.losses.drop(entry, "version", value)
    else:
        record.add("ET", value)


def _keywords(record: RisLines, value: EntryType) -> None:
    entry = record.entry
    for keyword in entry.keyword:
        record.add("KW", to_tagged(keyword))
    for word in class_keywords(entry):
        record.add("KW", word)


def _arxiv(record: RisLines, value: ArxivInfo) -> None:
    # The class goes to KW: behind the id, bibutils would make it part of the eprint number.
    if value.id is not None:
        record.add("N1", f"arXiv:{value.id}")
        if record.options.archive:
            record.add("AN", f"arXiv:{value.id}")
            record.add("DB", "arXiv")
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


def _variables(record: RisLines, value: tuple[tuple[str, str], ...]) -> None:
    tags = variable_tags(record.lines[0][6:-1])
    for name, text in value:
        if name in tags:
            record.add(tags[name], text)
    record.losses.drop_variables(record.entry, tags)


def _note(record: RisLines, value: str) -> None:
    for line in record.render(value, nocase=True).split("\n"):
        record.add("N1", line)


def _extra(record: RisLines, value: tuple[Extra, ...]) -> None:
    if record.options.spellings == "source":
        record.lines = respell_lines(record.lines, record.entry)
    for extra in value:
        if extra.namespace == NAME and is_safe_line(extra.name, extra.value):
            record.add(extra.name, extra.value)
        elif extra.namespace != SPELLING:
            record.losses.drop(record.entry, f"extra.{extra.namespace}.{extra.name}", extra.value)


def _own(field: str, default: str | None = None) -> _Render:
    """Return what writes a field with the tag that the record's type has for it, else with *default*, if any."""

    def render(record: RisLines, value: str) -> None:
        tag = field_tags(record.lines[0][6:-1]).get(field, default)
        if tag is not None:
            record.add(tag, value)
        else:
            record.losses.drop(record.entry, field, value)

    return render


def _status(record: RisLines, value: str) -> None:
    """Write the status where the type has a tag for it; what a note says too, "Accepted at VENUE", is not lost."""
    comment = record.entry.arxiv.comment if record.entry.arxiv is not None else None
    notes = f"{record.entry.note or ''} {comment or ''}".casefold()
    if "status" not in field_tags(record.lines[0][6:-1]) and value.casefold() in notes:
        record.losses.move(record.entry, "status", value, "note")
    else:
        _own("status")(record, value)


def _language(record: RisLines, value: str) -> None:
    if record.options.tags.get(record.lines[0][6:-1], {}).get("LA") == "":
        record.losses.drop(record.entry, "language", value)
    else:
        record.add("LA", value)


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
    ("container_title", _container_title),
    ("container_title_short", _markup("J2")),
    ("collection_title", _markup("T3")),
    ("collection_number", _own("collection_number")),
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
    ("genre", _own("genre", "M3")),
    ("type", _publisher),
    ("publisher_place", _text("CY")),
    ("event_place", _event_place),
    ("isbn", _serials),
    ("issn", _serials),
    ("doi", _text("DO")),
    ("url", _text("UR")),
    ("accessed", _accessed),
    ("language", _language),
    ("abstract", _markup("AB")),
    ("type", _keywords),
    ("arxiv", _arxiv),
    ("version", _version),
    ("note", _note),
    ("annote", _markup("RN")),
    ("status", _status),
    ("related", _drop("related")),
    ("variables", _variables),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "publisher", "keyword", "claims", "origin"}
_TABLE: RowTable[_Render] = RowTable("RIS", _ROWS, _ELSEWHERE)
