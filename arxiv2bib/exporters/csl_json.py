"""The exporter of CSL-JSON."""

import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, ClassVar

import attrs
import orjson

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._dates import describe_date, has_parts
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.csl_variables import DATE_VARIABLES, NAME_PARTS, TEXT_VARIABLES
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.entry import ENTRY_FIELDS, ArxivInfo, Contributor, Entry
from arxiv2bib.model.names import Name
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.protocols import Format
from arxiv2bib.text.markup import to_tagged
from arxiv2bib.transforms.keys import KeyMaker

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NAME_VALUES = attrgetter(*(field for field, _ in NAME_PARTS))
_NAME_KEYS = tuple(key for _, key in NAME_PARTS)

_Item = dict[str, Any]  # Any: JSON


class _Target:
    """One CSL item while it is gathered."""

    __slots__ = ("entry", "item", "losses", "notes")

    def __init__(self, entry: Entry, losses: Losses) -> None:
        self.entry = entry
        self.losses = losses
        self.item: _Item = {"id": entry.key, "citation-key": entry.key}
        self.notes: list[str] = []


_Render = Callable[[_Target, Any], None]  # Any: the value's type is its field's


@attrs.frozen
class CslJsonExporter:
    """Writes a JSON array of CSL items that are valid against the schema of CSL 1.0.2.

    A preprint is an ``article`` with publisher arXiv, number ``arXiv:ID`` and the arXiv DOI; class, version, comment
    and journal reference are lines of ``note``, spelled as Zotero spells them.
    """

    format: ClassVar[Format] = Format(
        name="csl-json", title="CSL-JSON", suffixes=(".json", ".csljson"), aliases=("csl", "csljson")
    )

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the array in pieces, one for each item; blocks are not CSL and are left out."""
        losses = Losses(report, self.format.name)
        keys = KeyMaker()
        separator = "[\n  "
        for item in items:
            if isinstance(item, Entry):
                text = _encode(_render_item(item if item.key else keys(item), losses))
                yield separator + text.replace("\n", "\n  ")  # a line end in JSON is always one between its members
                report.records_written += 1
                separator = ",\n  "
        yield "[]\n" if separator == "[\n  " else "\n]\n"


def _encode(item: _Item) -> str:
    try:
        return orjson.dumps(item, option=orjson.OPT_INDENT_2).decode()
    except TypeError:  # a lone surrogate is no character, and no UTF-8 holds it
        return orjson.dumps(_without_surrogates(item), option=orjson.OPT_INDENT_2).decode()


def _without_surrogates(value: Any) -> Any:  # Any: JSON
    match value:
        case str():
            return _SURROGATE.sub("\ufffd", value)
        case dict():
            return {key: _without_surrogates(part) for key, part in value.items()}
        case list():
            return [_without_surrogates(part) for part in value]
        case _:
            return value


def _render_item(entry: Entry, losses: Losses) -> _Item:
    target = _Target(entry, losses)
    for value, render in zip(_VALUES(entry), _RENDERERS, strict=True):
        if value:
            render(target, value)
    return target.item


def _markup(variable: str) -> _Render:
    def render(target: _Target, value: str) -> None:
        target.item[variable] = to_tagged(value)

    return render


def _text(variable: str) -> _Render:
    def render(target: _Target, value: object) -> None:
        if text := str(value):
            target.item[variable] = text

    return render


def _joined(variable: str) -> _Render:
    def render(target: _Target, value: tuple[object, ...]) -> None:
        if text := ", ".join(filter(None, map(str, value))):
            target.item[variable] = text

    return render


def _render_name(name: Name) -> dict[str, str]:
    return {key: value for key, value in zip(_NAME_KEYS, _NAME_VALUES(name), strict=True) if value}


def _names(variable: str) -> _Render:
    def render(target: _Target, value: tuple[Name, ...]) -> None:
        if names := [part for part in map(_render_name, value) if part]:
            target.item[variable] = names

    return render


def _contributors(target: _Target, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        names = [part for part in map(_render_name, contributor.names) if part]
        if names:
            target.item.setdefault(str(contributor.role), []).extend(names)


def _date(variable: str) -> _Render:
    def render(target: _Target, value: Date) -> None:
        if rendered := render_csl_date(value):
            target.item[variable] = rendered
        if (not has_parts(value) and value.literal is None) or value.end == ():
            target.losses.change(target.entry, variable, describe_date(value), rendered.get("literal", ""))

    return render


def render_csl_date(value: Date) -> _Item:
    """Return *value* as a CSL date; what CSL has no parts for (a range with an open end, a thirteenth month) as words.

    Source: CSL 1.0.2, schema "csl-data", date-variable.
    """
    if value.start is None or value.end == () or not has_parts(value):
        words = value.literal or str(value)
        return {"literal": words} if words.strip() else {}
    parts = [list(value.start)] if value.end is None else [list(value.start), list(value.end)]
    rendered: _Item = {"date-parts": parts}
    if value.season is not None:
        rendered["season"] = value.season
    if value.circa:
        rendered["circa"] = True
    if value.literal:
        rendered["literal"] = value.literal
    return rendered


def _submitted(target: _Target, value: Date) -> None:
    if value != target.entry.issued:
        _date("submitted")(target, value)


def _updated(target: _Target, value: Date) -> None:
    if value != target.entry.issued and target.entry.arxiv is None:  # else it is a line of the note
        target.losses.drop(target.entry, "updated", value)


def _preprint(target: _Target, value: EntryType) -> None:
    entry, item = target.entry, target.item
    if entry.arxiv is not None and entry.arxiv.id is not None and value is EntryType.ARTICLE:
        item.setdefault("publisher", "arXiv")
        item.setdefault("number", f"arXiv:{entry.arxiv.id}")


def _article_number(target: _Target, value: str) -> None:
    # CSL has no variable for it; styles print a page where the number of an article belongs.
    if "page" in target.item:
        target.losses.drop(target.entry, "article_number", value)
    else:
        target.item["page"] = value


def _keywords(target: _Target, value: EntryType) -> None:
    keywords = [*map(to_tagged, target.entry.keyword), *class_keywords(target.entry)]
    if text := ", ".join(filter(None, keywords)):
        target.item["keyword"] = text


def _arxiv(target: _Target, value: ArxivInfo) -> None:
    if value.id is not None:
        target.notes.append(f"arXiv:{value.id}" + (f" [{value.primary_category}]" if value.primary_category else ""))
    elif value.primary_category:
        target.notes.append(f"arXiv category: {value.primary_category}")
    if target.entry.version:
        target.notes.append(f"version: {target.entry.version}")
    if target.entry.updated is not None and target.entry.updated != target.entry.issued:
        target.notes.append(f"updated: {target.entry.updated}")
    if value.comment:
        target.notes.append(f"Comment: {to_tagged(value.comment)}")
    target.notes.extend(map(to_tagged, publication_notes(target.entry)))
    if value.report_number:
        target.notes.append(f"Report number: {value.report_number}")
    if value.license:
        target.notes.append(f"License: {value.license}")
    if value.versions:
        target.losses.drop(target.entry, "arxiv.versions", value.versions)


def _note(target: _Target, value: EntryType) -> None:
    notes = [to_tagged(target.entry.note), *target.notes] if target.entry.note else target.notes
    if notes:
        target.item["note"] = "\n".join(notes)


def _variables(target: _Target, value: tuple[tuple[str, str], ...]) -> None:
    for name, text in value:
        if not text:
            continue
        if name in TEXT_VARIABLES and name not in target.item:
            target.item[name] = text
        elif name in DATE_VARIABLES and name not in target.item:
            if rendered := render_csl_date(parse_date(text)):
                target.item[name] = rendered
        else:
            target.losses.drop(target.entry, f"variables.{name}", text)


def _extra(target: _Target, value: object) -> None:
    target.losses.drop_extras(target.entry)


def _drop(path: str) -> _Render:
    return lambda target, value: target.losses.drop(target.entry, path, value)


# Every field of an entry and what writes it, in the order of the output; "type" also writes what hangs on no one field.
_ROWS: tuple[tuple[str, _Render], ...] = (
    ("type", _text("type")),
    ("title", _markup("title")),
    ("short_title", _markup("title-short")),
    ("author", _names("author")),
    ("editor", _names("editor")),
    ("contributors", _contributors),
    ("truncated", _drop("truncated")),
    ("container_title", _markup("container-title")),
    ("container_title_short", _markup("container-title-short")),
    ("collection_title", _markup("collection-title")),
    ("collection_number", _text("collection-number")),
    ("event_title", _markup("event-title")),
    ("event_place", _text("event-place")),
    ("volume", _text("volume")),
    ("issue", _text("issue")),
    ("page", _text("page")),
    ("article_number", _article_number),
    ("issued", _date("issued")),
    ("submitted", _submitted),
    ("updated", _updated),
    ("accessed", _date("accessed")),
    ("publisher", _text("publisher")),
    ("publisher_place", _text("publisher-place")),
    ("number", _text("number")),
    ("type", _preprint),
    ("edition", _text("edition")),
    ("version", _text("version")),
    ("genre", _text("genre")),
    ("status", _text("status")),
    ("doi", _text("DOI")),
    ("url", _text("URL")),
    ("isbn", _joined("ISBN")),
    ("issn", _joined("ISSN")),
    ("language", _text("language")),
    ("type", _keywords),
    ("arxiv", _arxiv),
    ("type", _note),
    ("annote", _markup("annote")),
    ("abstract", _markup("abstract")),
    ("variables", _variables),
    ("related", _drop("related")),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "keyword", "note", "claims", "origin"}
if set(ENTRY_FIELDS) != {name for name, _ in _ROWS} | _ELSEWHERE:
    raise AssertionError("a field of Entry has no row in the CSL table")

_RENDERERS = tuple(render for _, render in _ROWS)
_VALUES: Callable[[Entry], tuple[Any, ...]] = attrgetter(*(name for name, _ in _ROWS))  # all values in one call
