"""What the lines of a RIS record mean: the values of an entry's fields.

A table (``ris_tags``) says how each tag is read. What the model has no field for, a second value of a field that holds
one, and a value that is not understood are kept as ``Extra("ris", TAG, value)``; a line that the exporter would write
otherwise is kept beside its field as ``Extra("ris-line", TAG, value)``. The exporter reads its own lines with this too,
to see what they leave out.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.carrying import MARKER, restore_fields
from arxiv2bib.formats.foreign_text import decode_entities, decode_tagged, has_element, has_entity
from arxiv2bib.formats.ris_groups import ARXIV_MARKS, FINISHERS, JOURNALS, finish_notes, finish_people, turn_proceedings
from arxiv2bib.formats.ris_lines import find_rules, take_name
from arxiv2bib.formats.ris_name_lists import turn_names
from arxiv2bib.formats.ris_names import parse_plain_ris_names, parse_ris_name
from arxiv2bib.formats.ris_notes import take_own_notes
from arxiv2bib.formats.ris_plans import fill, find_plan, join_texts
from arxiv2bib.formats.ris_reading import (
    CHECKS,
    Line,
    Reading,
    Rule,
    Say,
    find_group,
    join_lines,
    make_extra,
    split_lines,
)
from arxiv2bib.formats.ris_tags import READ_TYPES, SPELLING
from arxiv2bib.formats.ris_usual import Lines
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.entry import DEFAULTS, INDEX, Extra
from arxiv2bib.model.records import Field, Record
from arxiv2bib.text.expressions import compile_late

__all__ = ["interpret_ris", "interpret_ris_lines"]

_AUTHORS: Final = frozenset({"AU", "A1"})
_ADDRESS: Final = compile_late(r"https?://\S+")
_VERBATIM: Final = frozenset({"TY", "ID", "ER"})
_DOI, _KEYWORD, _NOTE, _URL = INDEX["doi"], INDEX["keyword"], INDEX["note"], INDEX["url"]
_TYPE, _NATIVE_TYPE, _AUTHOR, _CONTAINER, _SHORT, _EXTRA = (
    INDEX[name] for name in ("type", "native_type", "author", "container_title", "container_title_short", "extra")
)


def interpret_ris(kind: str | None, fields: Sequence[Field], say: Say | None = None) -> list[Any]:
    """Return the values of an entry, one for each of its fields, that a record of the type *kind* with *fields* has.

    *fields* are those of a record; a value may run over several lines. What is wrong is told to *say*. Never raises.
    """
    reading = Reading(say)
    rules = find_rules(kind)
    if any("&" in value or "<" in value for _, value, _ in fields):
        fields = _decode_html(reading, fields, rules)
    authors = [(tag, value) for tag, value, _ in fields if tag in _AUTHORS]
    _take_lines(reading, [(tag, value) for tag, value, _ in fields if tag not in _AUTHORS], rules)
    if authors and not _take_own_authors(reading.values, [value for _, value in authors], rules["AU"]):
        _take_names(reading, authors, rules)
    if kind is not None:
        reading.spelled += _take_type(reading.values, kind, say)
    _finish(reading, lambda: fields, rules)
    return reading.values


def interpret_ris_lines(record: Record, lines: Lines, say: Say | None = None) -> list[Any]:
    """Return what :func:`interpret_ris` does for *record*, which has *lines*."""
    kind, tags, texts, authors, keywords, notes, _, is_folded = lines
    raw = record.raw
    has_tags = "<" in raw
    if ("&" in raw and has_entity(raw)) or (has_tags and has_element(raw)) or (is_folded and MARKER in raw):
        return interpret_ris(kind, record.fields, say)
    plan = find_plan(kind, tags)
    rules = plan.rules
    values = list(DEFAULTS)
    has_markup = has_tags or "$" in raw or "\\" in raw  # in most is none
    joined = texts if not is_folded else join_texts(texts, plan)
    odd = fill(values, plan, joined, has_markup=has_markup)
    entry_type = READ_TYPES.get(kind) or READ_TYPES.get(kind.upper())
    if entry_type is not None:
        values[_TYPE], values[_NATIVE_TYPE] = entry_type, kind
    has_names = not authors or _take_own_authors(values, authors, rules["AU"])
    has_notes = not (keywords or notes) or (
        not odd and (take_own_notes(values, keywords, notes) or _take_plain_rows(values, keywords, notes))
    )
    if has_names and has_notes and not odd:  # most records need no more
        if entry_type is None:
            values[_EXTRA] = (*values[_EXTRA], *_take_type(values, kind, say))
        if values[_SHORT] is not None:
            _name_container(values)
        if values[_EXTRA]:
            values[_EXTRA] = tuple(sorted(values[_EXTRA], key=_place_of))
        return values
    reading = Reading(say, values)
    kept, values[_EXTRA] = values[_EXTRA], ()
    for line in kept:
        (reading.spelled if line.namespace == SPELLING else reading.extra).append(line)
    if odd:
        _take_lines(reading, [(tags[at], texts[at]) for at in sorted(odd)], rules)
    if not has_notes:
        _take_rows(reading, keywords, notes, rules)
    if not has_names:
        _take_names(reading, zip(repeat("AU"), authors), rules)
    if entry_type is None:
        reading.spelled += _take_type(values, kind, say)
    _finish(reading, lambda: record.fields, rules)
    return values


def _decode_html(reading: Reading, fields: Sequence[Field], rules: dict[str, Rule]) -> Sequence[Field]:
    """Return *fields* with the characters that HTML's entities stand for, and titles and abstracts without its tags.

    *reading* remembers what was written.
    Source: Zotero, RIS.js, which decodes the entities of all tags but those whose texts are HTML to it.
    """
    decoded = []
    for tag, value, span in fields:
        if tag in _VERBATIM or ("&" not in value and "<" not in value) or MARKER in value:
            text = value
        elif (rule := rules.get(tag)) is not None and rule.how == "markup":
            text = decode_tagged(value, is_long=rule.field == "abstract")
        else:
            text = decode_entities(value)
        if text != value and text.strip():
            reading.escaped[tag, join_lines(text.strip())] = join_lines(value.strip())
        else:
            text = value
        decoded.append((tag, text, span))
    return decoded


def _needs_look(rule: Rule, value: str) -> bool:
    """Whether *value* is not the field as it stands: several addresses, words before one, a text for a number."""
    return rule.how in CHECKS and not CHECKS[rule.how](value)


def _take_plain_rows(values: list[Any], keywords: Sequence[str], notes: Sequence[str]) -> bool:
    """Take *keywords* and *notes*, the values of a row of lines each, if they are no more than that; return whether."""
    words, text = "".join(keywords), "\n".join(notes)
    if ";" in words or "；" in words or "\n" in words or "<" in text or MARKER in text:
        return False
    lines = split_lines(text)
    if any(line.startswith(ARXIV_MARKS) for line in lines) or ("10." in text and values[_DOI] is not None):
        return False
    values[_KEYWORD] = tuple(map(from_tagged, filter(None, map(str.strip, keywords))))
    values[_NOTE] = "\n".join(map(from_tagged, lines)) or None
    return True


def _take_rows(reading: Reading, keywords: Sequence[str], notes: Sequence[str], rules: dict[str, Rule]) -> None:
    """Take *keywords* and *notes*, the values of a row of lines each."""
    words = "".join(keywords)
    if ";" in words or "；" in words or "\n" in words:
        _take_lines(reading, zip(repeat("KW"), keywords), rules)
    else:
        reading.keywords += map(from_tagged, filter(None, map(str.strip, keywords)))
    text = "".join(notes)
    if MARKER in text or "</" in text or "\n" in text:
        _take_lines(reading, zip(repeat("N1"), notes), rules)
    else:
        reading.notes += map(from_tagged, filter(None, map(str.strip, notes)))


def _take_lines(reading: Reading, lines: Iterable[Line], rules: dict[str, Rule]) -> None:
    """Take lines of any tags but those of authors, in the order of the record."""
    values = reading.values
    for tag, text in lines:
        value = text.strip()
        if not value:
            continue
        rule = rules.get(tag)
        if rule is None:
            reading.tell(Code.READ_UNKNOWN_FIELD, tag, f"{tag} is no tag of RIS; kept as it is", value)
            reading.keep(tag, value)
        elif rule.is_plain and values[rule.at] is None and "\n" not in value and not _needs_look(rule, value):
            values[rule.at] = from_tagged(value) if rule.how == "markup" else value  # most lines need no more
        else:
            rule.take(reading, tag, value, rule)


def _take_own_authors(values: list[Any], texts: Sequence[str], rule: Rule) -> bool:
    """Take the authors, the most frequent lines, all at once, if they are written as they stand; return whether."""
    if not rule.is_own:
        return False
    names = parse_plain_ris_names(texts)
    if names is None:
        found = [parse_ris_name(text) for text in turn_names(texts)]
        if not all(is_same for _, is_same in found):
            return False
        names = tuple([name for name, _ in found])
    values[_AUTHOR] = names
    return True


def _take_names(reading: Reading, lines: Iterable[Line], rules: dict[str, Rule]) -> None:
    tags, texts = zip(*lines, strict=True)
    for tag, value in zip(tags, turn_names(list(map(str.strip, texts))), strict=True):
        if value:
            take_name(reading, tag, value, rules[tag])


def _finish(reading: Reading, find_fields: Callable[[], Sequence[Field]], rules: dict[str, Rule]) -> None:
    """Take what only the lines of a record together say; *find_fields* gives all of them."""
    for how, lines in reading.gathered.items():
        FINISHERS[how](reading, lines, rules)
    values = reading.values
    if "proceedings" in reading.gathered:
        turn_proceedings(values)
    if values[_SHORT] is not None:
        _name_container(values)
    if reading.people:
        finish_people(reading, find_fields(), rules)
    if reading.notes or reading.keywords:
        finish_notes(reading)
    if reading.escaped:
        reading.spell_escaped()
    if reading.spelled or reading.extra:
        # By tag, so that they come in the same order whatever the order of the lines is.
        spelled = sorted(reading.spelled, key=_place_of)
        values[_EXTRA] = (*spelled, *map(reading.write_escaped, _sort_lines(reading.extra, find_fields)))
    for carried in reading.carried:
        for problem in restore_fields(values, carried):
            reading.tell(Code.READ_NOT_RESTORED, "N1", problem, MARKER)


def _name_container(values: list[Any]) -> None:
    """Take the short title of a journal for its title if there is no other."""
    if values[_CONTAINER] is not None or values[_TYPE] not in JOURNALS:
        return
    if values[_URL] is None and _ADDRESS.fullmatch(values[_SHORT]) is not None:
        values[_URL], values[_SHORT] = values[_SHORT], None  # Cochrane's trials, of which no journal tells
    else:
        values[_CONTAINER] = values[_SHORT]


def _place_of(line: Extra) -> str:
    """Return what sorts extras: lines beside their fields by what their tags mean, and then others as they come."""
    return find_group(line.name) if line.namespace == SPELLING else "~"


def _sort_lines(extra: list[Extra], find_fields: Callable[[], Sequence[Field]]) -> list[Extra]:
    """Return *extra* in the order of the record; some were found only when all lines were read."""
    if len(extra) < 2:
        return extra
    fields = find_fields()
    # Of equal lines the last: the first may be in a field.
    places: dict[Line, int] = {(tag, join_lines(value.strip())): at for at, (tag, value, _) in enumerate(fields)}
    return sorted(extra, key=lambda line: places.get((line.name, line.value), len(fields)))


def _take_type(values: list[Any], kind: str, say: Say | None) -> tuple[Extra, ...]:
    """Take the type; return the line to keep beside it if RIS has no such type."""
    values[_NATIVE_TYPE] = kind
    entry_type = READ_TYPES.get(kind) or READ_TYPES.get(kind.upper())
    if entry_type is not None:
        values[_TYPE] = entry_type
        return ()
    if say is not None:
        say(Code.READ_INVALID_VALUE, "TY", "no reference type of RIS; read as a document", kind)
    return (make_extra(SPELLING, "TY", kind),) if kind else ()
