"""CSL items to the fields of an entry: what each variable means, in whatever shape programs write it.

Source: CSL 1.0.2, schema "csl-data"; Zotero's schema.json; Crossref's and DataCite's content negotiation.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.carrying import FIELD, restore_fields
from arxiv2bib.formats.csl_arxiv import take_arxiv
from arxiv2bib.formats.csl_dates import read_csl_date
from arxiv2bib.formats.csl_gathering import GatheredItem, Say
from arxiv2bib.formats.csl_names import ROLES, read_names
from arxiv2bib.formats.csl_variables import (
    DATE_FIELDS,
    DATE_VARIABLES,
    MARKUP_FIELDS,
    OLD_NAMES,
    SMALL_NAMES,
    TEXT_FIELDS,
    TEXT_VARIABLES,
    TYPES,
    WORDS,
)
from arxiv2bib.formats.foreign_text import decode_foreign, decode_foreign_words, may_be_foreign
from arxiv2bib.formats.json_text import Constant, Number, Repeating, compact, decode
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import parse_date
from arxiv2bib.model.entry import INDEX, Contributor, Extra
from arxiv2bib.model.identifiers import Doi, Isbn, Issn, is_plain_doi
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

__all__ = ["interpret_csl", "interpret_spelled", "split_isbns", "split_issns", "split_keywords"]

_Json = Any  # Any: JSON
_Handler: TypeAlias = Callable[[GatheredItem, str, _Json], None]

_INFO: Final = Severity.INFO
_TYPE, _KEY, _DOI, _NUMBER = INDEX["type"], INDEX["key"], INDEX["doi"], INDEX["number"]
_NOTE, _KEYWORD, _PAGE = INDEX["note"], INDEX["keyword"], INDEX["page"]
_TEXTS: Final = {name: INDEX[field] for name, field in TEXT_FIELDS.items()}
_MARKUPS: Final = {name: INDEX[field] for name, field in MARKUP_FIELDS.items()}
_DATES: Final = {name: INDEX[field] for name, field in DATE_FIELDS.items()}
_TYPES: Final = {str(made): made for made in EntryType}

_SHORT: Final = 200  # characters of keywords that are kept


_DOI_PREFIX: Final = compile_late(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.I)
_ISBN: Final = compile_late(r"[0-9-]{9,17}[0-9Xx]\Z")
_ISSN: Final = compile_late(r"[0-9]{4}-?[0-9]{3}[0-9Xx]\Z")


def interpret_csl(item: Mapping[str, _Json], say: Say | None = None) -> list[Any]:
    """Return the values of the entry that *item* is, in the order of ``ENTRY_FIELDS``; tell *say* what is wrong.

    Nothing is lost: a value that a variable cannot hold, and a member that CSL does not have, is an
    ``Extra("csl-json", name, value)`` with the value as compact JSON. What one of our exporters carried is
    put back last. Never raises.
    """
    run = GatheredItem(say)
    values = run.values
    for name, value in item.items():
        if type(value) is str:
            place = _MARKUPS.get(name)
            if place is not None:
                if value:
                    if "$" not in value and "\\" not in value and "<" not in value and "&" not in value:
                        values[place] = value  # as nearly all are
                    else:
                        _markup(run, name, value)
                continue
            place = _TEXTS.get(name)
            if place is not None and "&" not in value:
                if value:
                    values[place] = value
                continue
        _HANDLERS.get(name, GatheredItem.keep_unknown)(run, name, value)
    _finish(run, item)
    return values


def interpret_spelled(type: EntryType, spelled: Iterable[Extra]) -> list[Any]:
    """Return what :func:`interpret_csl` makes of an item of *type* with the members that are *spelled*."""
    item: dict[str, _Json] = {"type": str(type)}
    for extra in spelled:
        try:
            item[extra.name] = decode(extra.value)
        except ValueError:  # somebody made it
            continue
    return interpret_csl(item)


def _text(run: GatheredItem, name: str, value: _Json) -> None:
    text = run.to_text(name, run.to_one_text(name, value))
    words = decode_foreign_words(text) if text is not None and name in WORDS else None
    if words and words != text:
        run.spell(name, text)
        text = words
    run.values[_TEXTS[name]] = text


def _markup(run: GatheredItem, name: str, value: _Json) -> None:
    text = run.to_text(name, run.to_one_text(name, value))
    run.values[_MARKUPS[name]] = _read_markup(run, name, text) if text is not None else None


def _read_markup(run: GatheredItem, name: str, text: str) -> str:
    tagged = from_tagged(text)
    decoded = decode_foreign(text, is_long=name == "abstract") if may_be_foreign(text) else None
    if not decoded or decoded == tagged:
        return tagged
    run.spell(name, text)
    return decoded


def _variable(run: GatheredItem, name: str, value: _Json) -> None:
    text = run.to_text(name, value)
    if text is not None:
        run.variables.append((name, text))


def _type(run: GatheredItem, name: str, value: _Json) -> None:
    made = _TYPES.get(value) if type(value) is str else None
    if made is not None:
        run.values[_TYPE] = made
        return
    if type(value) is not str:
        if value is not None:
            run.keep(name, value)
        return
    if not value:
        return
    made = TYPES.get(value)
    run.values[_TYPE] = made or EntryType.DOCUMENT
    run.values[INDEX["native_type"]] = value
    meaning = f"read as {made}" if made is not None else "read as a document"
    run.tell(Code.READ_INVALID_VALUE, "type", f"{value!r} is no type of CSL; {meaning}", value, _INFO)


def _id(run: GatheredItem, name: str, value: _Json) -> None:
    if type(value) is str:
        run.values[_KEY] = value or None
    elif isinstance(value, Number | Constant) or type(value) is int:
        run.values[_KEY] = str(value)
    elif value is not None:
        run.keep(name, value)


def _citation_key(run: GatheredItem, name: str, value: _Json) -> None:
    if type(value) is str:
        run.citation_key = value
    elif value is not None:
        run.keep(name, value)


def _people(field: str) -> _Handler:
    place = INDEX[field]

    def handle(run: GatheredItem, name: str, value: _Json) -> None:
        run.values[place] = read_names(run, name, value)

    return handle


def _contributor(run: GatheredItem, name: str, value: _Json) -> None:
    names = read_names(run, name, value)
    if names:
        run.contributors.append(Contributor(ROLES[name], names))


# Dates


def _read_date(run: GatheredItem, name: str, value: _Json) -> Any:  # Any: a date, or None
    date, others, problem = read_csl_date(value)
    if date is not None and not (problem or others) and type(value) is dict:
        return date
    if problem:
        if date is None:
            run.keep(name, value, message=f"{name} is {problem}; kept as it is")
            return None
        run.tell(Code.READ_INVALID_VALUE, name, f"{name} is {problem}", value)
    for member, part in others:
        run.keep(f"{name}.{member}", part, Code.READ_UNKNOWN_FIELD, "no part of a date that is known; kept as it is")
    if isinstance(value, Repeating):
        for member, part in value.repeated:
            run.keep(f"{name}.{member}", part, Code.READ_REPEATED_FIELD, f"{member} is given twice")
    return date


def _date(run: GatheredItem, name: str, value: _Json) -> None:
    run.values[_DATES[name]] = _read_date(run, name, value)


def _date_variable(run: GatheredItem, name: str, value: _Json) -> None:
    date = _read_date(run, name, value)
    if date is None:
        return
    text = str(date)
    if text and parse_date(text) == date:
        run.variables.append((name, text))
    else:  # more than a text in EDTF can say
        run.extra.append(Extra(CSL_JSON.name, name, compact(value)))


# Identifiers, pages, keywords


def _doi(run: GatheredItem, name: str, value: _Json) -> None:
    if type(value) is str and is_plain_doi(value):
        run.values[_DOI] = Doi(value)
        return
    if type(value) is not str:
        if value is not None:
            run.keep(name, value)
        return
    if not value:
        return
    try:
        doi = Doi.parse(value)
    except InvalidValueError:
        what = "holds several DOIs" if Doi.find_all(value) else "is no DOI"
        run.keep(name, value, message=f"{value[:100]!r} {what}; kept as it is")
        return
    run.values[_DOI] = doi
    bare = _DOI_PREFIX.sub("", value, count=1)
    if bare != doi.value:
        run.tell(Code.READ_REMOVED_TEXT, name, f"the DOI is read as {doi}", value, _INFO)


def _page(run: GatheredItem, name: str, value: _Json) -> None:
    text = run.to_text(name, value)
    if text is not None:
        run.values[_PAGE] = parse_pages(text)


def _list_texts(run: GatheredItem, name: str, value: _Json) -> list[str] | None:
    """Return the texts of a list where one text belongs, or None for something else."""
    if type(value) is not list or any(type(part) is not str for part in value):
        return None
    if value:
        run.tell(Code.READ_INVALID_VALUE, name, f"{name} is a list where a text belongs", value, _INFO)
    return [part for part in value if part]


def _split_numbers(text: str, pattern: re.Pattern[str], separator: str) -> list[str]:
    pieces = text.split(separator)
    # Other separators would not come back as they are.
    return [text] if len(pieces) > 1 and not all(map(pattern.match, pieces)) else pieces


def split_isbns(text: str) -> tuple[Isbn, ...]:
    """Return the ISBNs of a text that has blanks between them."""
    return tuple(map(Isbn, _split_numbers(text, _ISBN, " ")))


def split_issns(text: str) -> tuple[Issn, ...]:
    """Return the ISSNs of a text that has commas and blanks between them."""
    return tuple(map(Issn, _split_numbers(text, _ISSN, ", ")))


def _numbers_of(field: str, make: Callable[[str], object], pattern: re.Pattern[str], separator: str) -> _Handler:
    place = INDEX[field]

    def handle(run: GatheredItem, name: str, value: _Json) -> None:
        pieces = _list_texts(run, name, value)
        if pieces is None:
            text = run.to_text(name, value)
            if text is None:
                return
            pieces = _split_numbers(text, pattern, separator)
        run.values[place] = tuple(map(make, pieces))

    return handle


def split_keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a text that has commas and blanks between them, as markup."""
    return _split_short(text) if len(text) < _SHORT else _split_keywords(text)


def _split_keywords(text: str) -> tuple[str, ...]:
    pieces = text.split(", ")
    # Without those that are empty, it would be another text.
    return tuple(map(from_tagged, pieces)) if all(pieces) else (from_tagged(text),)


_split_short: Final = lru_cache(maxsize=4096)(_split_keywords)  # most papers have the classes of another one


def _keyword(run: GatheredItem, name: str, value: _Json) -> None:
    pieces = _list_texts(run, name, value)
    if pieces is None:
        text = run.to_text(name, value)
        if text is None:
            return
        run.values[_KEYWORD] = split_keywords(text)
    else:
        run.values[_KEYWORD] = tuple(map(from_tagged, pieces))


def _note(run: GatheredItem, name: str, value: _Json) -> None:
    text = run.to_text(name, value)
    if text is not None:
        run.note = text
        run.values[_NOTE] = from_tagged(text)


def _custom(run: GatheredItem, name: str, value: _Json) -> None:
    if not isinstance(value, dict):
        if value is not None:
            run.keep(name, value)
        return
    run.carried = value.get(FIELD)
    others = {member: part for member, part in value.items() if member != FIELD}
    if others:
        run.extra.append(Extra(CSL_JSON.name, name, compact(others)))


def _categories(run: GatheredItem, name: str, value: _Json) -> None:
    # A variable of the schema that no style and no other format knows.
    run.extra.append(Extra(CSL_JSON.name, name, compact(value)))


def _finish(run: GatheredItem, item: Mapping[str, _Json]) -> None:
    """Look at what hangs on several members, and put the lists together."""
    values = run.values
    if "type" not in item:
        run.tell(Code.READ_MISSING_FIELD, "type", "the item has no type, and is read as a document", None, _INFO)
    if run.citation_key:
        if values[_KEY] is None:
            values[_KEY] = run.citation_key
        elif values[_KEY] != run.citation_key:
            run.extra.append(Extra(CSL_JSON.name, "citation-key", compact(run.citation_key)))
    for name, own in OLD_NAMES.items():
        if name in item and values[_MARKUPS[own]] is None:
            _take_old_name(run, name, own)
    if not SMALL_NAMES.keys().isdisjoint(item):
        _take_small_names(run, item)
    number = values[_NUMBER]
    is_preprint = values[_TYPE] is EntryType.ARTICLE
    if run.note or (is_preprint and number is not None and number.startswith("arXiv:")):
        take_arxiv(values, run.note, is_preprint=is_preprint)
    if isinstance(item, Repeating):
        _keep_repeated(run, item)
    run.close()
    if run.carried is not None:
        for problem in restore_fields(values, run.carried):
            run.tell(Code.READ_NOT_RESTORED, f"custom.{FIELD}", problem, None, _INFO)


def _take_old_name(run: GatheredItem, name: str, own: str) -> None:
    """Take the value of a variable that has another name today for that one."""
    text = dict(run.variables).get(name)
    if text is not None:
        run.variables = [variable for variable in run.variables if variable[0] != name]
        run.values[_MARKUPS[own]] = decode_foreign(text) or from_tagged(text)
        run.spell(name, text)


def _wait(run: GatheredItem, name: str, value: _Json) -> None:
    """Leave a member to the end: whether it counts hangs on the others."""


def _take_small_names(run: GatheredItem, item: Mapping[str, _Json]) -> None:
    """Take ``doi`` for ``DOI`` and the like where the item does not have that one too."""
    for name, own in SMALL_NAMES.items():
        if name not in item:
            continue
        if item.get(own):
            run.keep_unknown(name, item[name])
        else:
            run.tell(Code.READ_UNKNOWN_FIELD, name, f"{name} is no variable of CSL; read as {own}", item[name], _INFO)
            _HANDLERS[own](run, own, item[name])


def _keep_repeated(run: GatheredItem, item: Repeating) -> None:
    kept = {name: compact(item[name]) for name, _ in item.repeated}
    for name, value in item.repeated:
        if compact(value) != kept[name]:
            run.keep(name, value, Code.READ_REPEATED_FIELD, f"{name} is given twice; the last one counts")


_HANDLERS: Final[dict[str, _Handler]] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_MARKUPS, _markup),
    **dict.fromkeys(TEXT_VARIABLES, _variable),
    **dict.fromkeys(_DATES, _date),
    **dict.fromkeys(DATE_VARIABLES, _date_variable),
    **dict.fromkeys(ROLES, _contributor),
    **dict.fromkeys(SMALL_NAMES, _wait),
    "author": _people("author"),
    "editor": _people("editor"),
    "type": _type,
    "id": _id,
    "citation-key": _citation_key,
    "DOI": _doi,
    "page": _page,
    "ISBN": _numbers_of("isbn", Isbn, _ISBN, " "),
    "ISSN": _numbers_of("issn", Issn, _ISSN, ", "),
    "keyword": _keyword,
    "note": _note,
    "custom": _custom,
    "categories": _categories,
}
