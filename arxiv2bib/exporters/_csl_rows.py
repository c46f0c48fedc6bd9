"""The table of what writes each field of an entry as CSL-JSON."""

from collections.abc import Callable
from typing import Any

from arxiv2bib.exporters._carry import SILENT
from arxiv2bib.exporters._csl_dates import write_csl_date
from arxiv2bib.exporters._csl_extras import begin_item, respell_members, write_extras
from arxiv2bib.exporters._dates import describe_date
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.exporters._rows import RowTable
from arxiv2bib.formats.arxiv_notes import class_keywords
from arxiv2bib.formats.csl_arxiv import join_note, note_lines
from arxiv2bib.formats.csl_variables import DATE_VARIABLES, NAME_PARTS, SPELLING, TEXT_VARIABLES
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import ArxivInfo, Contributor, Entry, Extra
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.formulas import spell_command
from arxiv2bib.text.markup import to_tagged

__all__ = ["GatheredItem", "render_fields"]

_NAME_VALUES = make_getter(*(field for field, _ in NAME_PARTS))
_NAME_KEYS = tuple(key for _, key in NAME_PARTS)

_Item = dict[str, Any]  # Any: JSON
Formulas = Callable[[str], str | None]


class GatheredItem:
    """One CSL item while it is gathered."""

    __slots__ = ("entry", "formulas", "is_taken", "item", "losses", "notes")

    def __init__(
        self, entry: Entry, losses: Losses, formulas: Formulas | None, is_taken: Callable[[str], bool] | None
    ) -> None:
        self.entry = entry
        self.losses = losses
        self.formulas = formulas
        self.is_taken = is_taken  # by its name, whether an extra may stand in the item; None is any
        self.item: _Item = begin_item(entry)
        self.notes: list[str] = []


_Render = Callable[[GatheredItem, Any], None]  # Any: the value's type is its field's


def render_fields(target: GatheredItem) -> None:
    """Gather the members of the item of the entry that *target* is for."""
    for render, value in _TABLE.find_set(target.entry):
        render(target, value)


def _markup(variable: str) -> _Render:
    def render(target: GatheredItem, value: str) -> None:
        commands = spell_command if target.formulas is not None else None
        target.item[variable] = to_tagged(value, formulas=target.formulas, commands=commands)

    return render


def _text(variable: str) -> _Render:
    def render(target: GatheredItem, value: str) -> None:
        target.item[variable] = value

    return render


def _type(target: GatheredItem, value: EntryType) -> None:
    target.item["type"] = value.value


def _page(target: GatheredItem, value: Pages) -> None:
    text = str(value)
    if text:
        target.item["page"] = text


def _doi(target: GatheredItem, value: Doi) -> None:
    text = value.value
    if text:
        target.item["DOI"] = text


def _joined(variable: str, separator: str) -> _Render:
    def render(target: GatheredItem, value: tuple[object, ...]) -> None:
        text = separator.join(filter(None, map(str, value)))
        if text:
            target.item[variable] = text

    return render


def _render_names(target: GatheredItem, value: tuple[Name, ...]) -> list[dict[str, str]]:
    names = []
    for name in value:
        part = {key: text for key, text in zip(_NAME_KEYS, _NAME_VALUES(name), strict=True) if text}
        if part:
            names.append(part)
    return names


def _names(variable: str) -> _Render:
    def render(target: GatheredItem, value: tuple[Name, ...]) -> None:
        names = _render_names(target, value)
        if names:
            target.item[variable] = names

    return render


def _contributors(target: GatheredItem, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        names = _render_names(target, contributor.names)
        role = str(contributor.role)
        if names:
            target.item.setdefault(role, []).extend(names)


def _truncated(target: GatheredItem, value: tuple[NameRole, ...]) -> None:
    if target.losses is not SILENT:
        target.losses.drop(target.entry, "truncated", value)
        return
    for role in dict.fromkeys(value):
        names = target.item.get(str(role))
        if names:
            # pandoc writes this for BibTeX's "and others", and its citeproc reads it as "et al.".
            names.append({"literal": "others"})


def _date(variable: str) -> _Render:
    def render(target: GatheredItem, value: Date) -> None:
        rendered, in_words, _ = write_csl_date(value)
        if rendered:
            target.item[variable] = rendered
        if in_words:
            target.losses.change(target.entry, variable, describe_date(value), rendered.get("literal", ""))

    return render


_write_submitted = _date("submitted")


def _submitted(target: GatheredItem, value: Date) -> None:
    # Of arXiv's records the first version is what was issued, and the styles print one date.
    issued = target.entry.issued
    if target.losses is SILENT or (value is not issued and value != issued):
        _write_submitted(target, value)


def _updated(target: GatheredItem, value: Date) -> None:
    if target.entry.arxiv is None and value != target.entry.issued:  # else it is a line of the note
        target.losses.drop(target.entry, "updated", value)


def _preprint(target: GatheredItem, value: EntryType) -> None:
    entry, item = target.entry, target.item
    if entry.arxiv is not None and entry.arxiv.id is not None and value is EntryType.ARTICLE:
        item.setdefault("publisher", "arXiv")
        item.setdefault("number", f"arXiv:{entry.arxiv.id}")


def _article_number(target: GatheredItem, value: str) -> None:
    # CSL has no variable for it; styles print a page where the number of an article belongs.
    if "page" in target.item:
        target.losses.drop(target.entry, "article_number", value)
    else:
        target.item["page"] = value


def _keywords(target: GatheredItem, value: EntryType) -> None:
    entry = target.entry
    keywords = [*map(to_tagged, entry.keyword), *class_keywords(entry)]
    if not keywords:
        return
    text = ", ".join(filter(None, keywords))
    if text:
        target.item["keyword"] = text


def _arxiv(target: GatheredItem, value: ArxivInfo) -> None:
    target.notes = note_lines(target.entry)
    if value.versions:
        target.losses.drop(target.entry, "arxiv.versions", value.versions)


def _note(target: GatheredItem, value: EntryType) -> None:
    note, lines = target.entry.note, target.notes
    if note:
        text = to_tagged(note)
        target.item["note"] = join_note(text, lines) if lines else text
        return
    if lines:
        target.item["note"] = "\n".join(lines)


def _variables(target: GatheredItem, value: tuple[tuple[str, str], ...]) -> None:
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


def _extra(target: GatheredItem, value: tuple[Extra, ...]) -> None:
    if target.losses is SILENT:
        write_extras(target.item, value, target.is_taken)
        if target.formulas is None and any(extra.namespace == SPELLING for extra in value):
            respell_members(target.item, target.entry)
    else:  # what is no variable is not valid
        target.losses.drop_extras(target.entry)


def _related(target: GatheredItem, value: object) -> None:
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
_TABLE: RowTable[_Render] = RowTable("CSL", _ROWS, _ELSEWHERE)
