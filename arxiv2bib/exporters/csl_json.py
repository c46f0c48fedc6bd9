"""The exporter of CSL-JSON."""

from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from typing import Any, ClassVar, Final, Literal

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._carry import SILENT, Carry, compare, find_carry, report_unkept
from arxiv2bib.exporters._csl_adapting import adapt_item
from arxiv2bib.exporters._csl_dates import write_csl_date
from arxiv2bib.exporters._csl_extras import begin_item, write_extras
from arxiv2bib.exporters._csl_usual import Written, add_custom, write_usual
from arxiv2bib.exporters._dates import describe_date
from arxiv2bib.exporters._json_encoding import encode_item, replace_surrogates
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.arxiv_notes import class_keywords
from arxiv2bib.formats.carrying import FIELD, pack_fields
from arxiv2bib.formats.csl_arxiv import join_note, note_lines
from arxiv2bib.formats.csl_target import CslTarget
from arxiv2bib.formats.csl_values import interpret_csl
from arxiv2bib.formats.csl_variables import DATE_VARIABLES, NAME_PARTS, TEXT_VARIABLES
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import (
    ENTRY_FIELDS,
    INDEX,
    ArxivInfo,
    Contributor,
    Entry,
    Extra,
    compared_values,
    is_as_read,
)
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.protocols import Format
from arxiv2bib.text.formulas import spell_formula
from arxiv2bib.text.markup import to_tagged
from arxiv2bib.transforms.keys import KeyMaker

_NAME_VALUES = make_getter(*(field for field, _ in NAME_PARTS))
_NAME_KEYS = tuple(key for _, key in NAME_PARTS)
_OPENING: Final = "[\n  "
_SEPARATOR: Final = ",\n  "
_CLOSING: Final = "\n]\n"
_EMPTY: Final = "[]\n"
_is_switch = attrs.validators.in_((True, False))

_OFF: Final = Carry.OFF

_Item = dict[str, Any]  # Any: JSON
Formulas = Callable[[str], str | None]


class _Target:
    """One CSL item while it is gathered."""

    __slots__ = ("entry", "formulas", "item", "losses", "notes")

    def __init__(self, entry: Entry, losses: Losses, formulas: Formulas | None = None) -> None:
        self.entry = entry
        self.losses = losses
        self.formulas = formulas
        self.item: _Item = begin_item(entry)
        self.notes: list[str] = []


_Render = Callable[[_Target, Any], None]  # Any: the value's type is its field's


@attrs.frozen
class CslJsonExporter:
    """Writes a JSON array of CSL items that are valid against the schema of CSL 1.0.2.

    A preprint is an ``article`` with publisher arXiv, number ``arXiv:ID`` and the arXiv DOI; class, version, comment
    and journal reference are lines of ``note``, spelled as Zotero spells them.

    With *preserve*, an item that was read from CSL-JSON and not changed since is written as it stood. With *carry*, the
    member ``custom`` of an item holds what CSL has no place for; without it, that is reported. If *carry* is None, only
    entries from bibliographies carry. *formulas* says whether formulas stay TeX or, where letters, symbols and scripts
    can say them, become text, since styles print what stands there. *target* is an importer that knows less than CSL,
    for which items are written.
    """

    carry: bool | None = attrs.field(default=None, validator=attrs.validators.optional(_is_switch))
    preserve: bool = attrs.field(default=True, validator=_is_switch)
    formulas: Literal["tex", "text"] = attrs.field(default="tex", validator=attrs.validators.in_(("tex", "text")))
    target: CslTarget | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.instance_of(CslTarget))
    )

    format: ClassVar[Format] = CSL_JSON

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the array in pieces, one for each item; blocks are not CSL and are left out."""
        losses = Losses(report, self.format.name)
        keys = KeyMaker()
        separator = _OPENING
        for item in items:
            if isinstance(item, Block):
                if item.format != self.format.name:
                    losses.drop_block(item)
                continue
            yield separator + (self._find_raw(item) or self._render(item if item.key else keys(item), losses))
            report.records_written += 1
            separator = _SEPARATOR
        yield _EMPTY if separator == _OPENING else _CLOSING

    def can_join(self, format: str, /) -> bool:
        """Whether what is read from *format* is written anew."""
        return format != self.format.name or not self.preserve

    def join(self, parts: Iterable[Iterable[str]], /) -> Iterator[str]:
        """Yield the items of all *parts* as one array."""
        opening, end = _OPENING, _EMPTY
        for part in parts:
            for piece in part:
                if piece not in (_CLOSING, _EMPTY):
                    yield opening + piece.removeprefix(_OPENING) if piece.startswith(_OPENING) else piece
                    opening, end = _SEPARATOR, _CLOSING
        yield end

    def _find_raw(self, entry: Entry) -> str | None:
        """Return the text of *entry* as it was read, if that says what the entry says, and in JSON."""
        origin = entry.origin
        if not self.preserve or origin is None or origin.record.format != self.format.name or not is_as_read(entry):
            return None
        raw = origin.record.raw
        return raw if raw.isascii() else replace_surrogates(raw)

    def _render(self, entry: Entry, losses: Losses) -> str:
        carry = find_carry(entry, self.carry)
        if self.formulas == "tex" and self.target is None:
            written = write_usual(entry, is_compared=carry is not _OFF)
            if written is not None:
                return _finish(entry, written, carry, losses) if written.read or entry.extra else written.item
        return self._render_any(entry, carry, losses)

    def _render_any(self, entry: Entry, carry: Carry, losses: Losses) -> str:
        formulas = spell_formula if self.formulas == "text" else None
        target = _Target(entry, losses if carry is Carry.OFF else SILENT, formulas)
        _render_fields(target)
        item = target.item
        is_carried = carry is Carry.CARRIED
        if self.target is not None and is_carried:  # what comes back from the adapted item is what counts
            item = adapt_item(item, self.target)
        if carry is not Carry.OFF:
            unkept = compare(entry, interpret_csl(item), self.format.name)
            if unkept and is_carried:
                item["custom"] = {**item.get("custom", {}), FIELD: pack_fields(unkept)}
            elif unkept:
                report_unkept(losses, entry, unkept)
        if self.target is not None and not is_carried:
            item = adapt_item(item, self.target)
        return encode_item(item)


def _finish(entry: Entry, written: Written, carry: Carry, losses: Losses) -> str:
    """Carry or report what is not in the item that was *written*; return it."""
    if carry is _OFF:
        losses.drop_extras(entry)
        return written.item
    read = list(compared_values(entry))
    for name, value in written.read.items():
        read[INDEX[name]] = value
    unkept = compare(entry, read, CSL_JSON.name)
    if unkept and carry is Carry.CARRIED:
        return add_custom(written.item, {FIELD: pack_fields(unkept)})
    report_unkept(losses, entry, unkept)
    return written.item


def _render_fields(target: _Target) -> None:
    values = _VALUES(target.entry)
    for value, render in compress(zip(values, _RENDERERS, strict=True), values):
        render(target, value)


def _markup(variable: str) -> _Render:
    def render(target: _Target, value: str) -> None:
        target.item[variable] = to_tagged(value, formulas=target.formulas)

    return render


def _text(variable: str) -> _Render:
    def render(target: _Target, value: str) -> None:
        target.item[variable] = value

    return render


def _type(target: _Target, value: EntryType) -> None:
    target.item["type"] = value.value


def _page(target: _Target, value: Pages) -> None:
    text = str(value)
    if text:
        target.item["page"] = text


def _doi(target: _Target, value: Doi) -> None:
    text = value.value
    if text:
        target.item["DOI"] = text


def _joined(variable: str, separator: str) -> _Render:
    def render(target: _Target, value: tuple[object, ...]) -> None:
        text = separator.join(filter(None, map(str, value)))
        if text:
            target.item[variable] = text

    return render


def _render_names(target: _Target, value: tuple[Name, ...]) -> list[dict[str, str]]:
    names = []
    for name in value:
        part = {key: text for key, text in zip(_NAME_KEYS, _NAME_VALUES(name), strict=True) if text}
        if part:
            names.append(part)
    return names


def _names(variable: str) -> _Render:
    def render(target: _Target, value: tuple[Name, ...]) -> None:
        names = _render_names(target, value)
        if names:
            target.item[variable] = names

    return render


def _contributors(target: _Target, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        names = _render_names(target, contributor.names)
        role = str(contributor.role)
        if names:
            target.item.setdefault(role, []).extend(names)


def _truncated(target: _Target, value: tuple[NameRole, ...]) -> None:
    if target.losses is not SILENT:
        target.losses.drop(target.entry, "truncated", value)
        return
    for role in dict.fromkeys(value):
        names = target.item.get(str(role))
        if names:
            # pandoc writes this for BibTeX's "and others", and its citeproc reads it as "et al.".
            names.append({"literal": "others"})


def _date(variable: str) -> _Render:
    def render(target: _Target, value: Date) -> None:
        rendered, in_words, _ = write_csl_date(value)
        if rendered:
            target.item[variable] = rendered
        if in_words:
            target.losses.change(target.entry, variable, describe_date(value), rendered.get("literal", ""))

    return render


_write_submitted = _date("submitted")


def _submitted(target: _Target, value: Date) -> None:
    # Of arXiv's records the first version is what was issued, and the styles print one date.
    issued = target.entry.issued
    if target.losses is SILENT or (value is not issued and value != issued):
        _write_submitted(target, value)


def _updated(target: _Target, value: Date) -> None:
    if target.entry.arxiv is None and value != target.entry.issued:  # else it is a line of the note
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
    entry = target.entry
    keywords = [*map(to_tagged, entry.keyword), *class_keywords(entry)]
    if not keywords:
        return
    text = ", ".join(filter(None, keywords))
    if text:
        target.item["keyword"] = text


def _arxiv(target: _Target, value: ArxivInfo) -> None:
    target.notes = note_lines(target.entry)
    if value.versions:
        target.losses.drop(target.entry, "arxiv.versions", value.versions)


def _note(target: _Target, value: EntryType) -> None:
    note, lines = target.entry.note, target.notes
    if note:
        text = to_tagged(note)
        target.item["note"] = join_note(text, lines) if lines else text
        return
    if lines:
        target.item["note"] = "\n".join(lines)


def _variables(target: _Target, value: tuple[tuple[str, str], ...]) -> None:
    item = target.item
    for name, text in value:
        if not text:
            continue
        if name in TEXT_VARIABLES and name not in item:
            item[name] = text
        elif name in DATE_VARIABLES and name not in item:
            rendered = write_csl_date(parse_date(text)).rendered
            if rendered:
                item[name] = rendered
        else:
            target.losses.drop(target.entry, f"variables.{name}", text)


def _extra(target: _Target, value: tuple[Extra, ...]) -> None:
    if target.losses is SILENT:
        write_extras(target.item, value)
    else:  # what is no variable is not valid
        target.losses.drop_extras(target.entry)


def _related(target: _Target, value: object) -> None:
    target.losses.drop(target.entry, "related", value)


# Every field of an entry and what writes it, in the order of the output; "type" also writes what hangs on no one field.
_ROWS: tuple[tuple[str, _Render], ...] = (
    ("type", _type),
    ("title", _markup("title")),
    ("short_title", _markup("title-short")),
    ("author", _names("author")),
    ("editor", _names("editor")),
    ("contributors", _contributors),
    ("truncated", _truncated),
    ("container_title", _markup("container-title")),
    ("container_title_short", _markup("container-title-short")),
    ("collection_title", _markup("collection-title")),
    ("collection_number", _text("collection-number")),
    ("event_title", _markup("event-title")),
    ("event_place", _text("event-place")),
    ("volume", _text("volume")),
    ("issue", _text("issue")),
    ("page", _page),
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
    ("doi", _doi),
    ("url", _text("URL")),
    ("isbn", _joined("ISBN", " ")),
    ("issn", _joined("ISSN", ", ")),
    ("language", _text("language")),
    ("type", _keywords),
    ("arxiv", _arxiv),
    ("type", _note),
    ("annote", _markup("annote")),
    ("abstract", _markup("abstract")),
    ("variables", _variables),
    ("related", _related),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "keyword", "note", "claims", "origin"}
if set(ENTRY_FIELDS) != {name for name, _ in _ROWS} | _ELSEWHERE:
    raise AssertionError("a field of Entry has no row in the CSL table")

_RENDERERS = tuple(render for _, render in _ROWS)
_VALUES: Callable[[Entry], tuple[Any, ...]] = make_getter(*(name for name, _ in _ROWS))  # all values in one call
