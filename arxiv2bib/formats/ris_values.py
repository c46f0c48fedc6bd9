"""What the lines of a RIS record mean: the values of an entry's fields.

A table (``ris_tags``) says how each tag is read. What the model has no field for, a second value of a field that holds
one, and a value that is not understood are kept as ``Extra("ris", TAG, value)``; a line that the exporter would write
otherwise is kept beside its field as ``Extra("ris-line", TAG, value)``. The exporter reads its own lines with this too,
to see what they leave out.
"""

from collections.abc import Sequence
from typing import Any, Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex_names import parse_inverted_names
from arxiv2bib.formats.carrying import MARKER, restore_fields
from arxiv2bib.formats.ris_groups import FINISHERS, finish_notes, finish_people
from arxiv2bib.formats.ris_lines import find_rules, take_name
from arxiv2bib.formats.ris_names import parse_ris_name
from arxiv2bib.formats.ris_reading import Line, Reading, Rule, Say, find_group, join_lines
from arxiv2bib.formats.ris_tags import READ_TYPES
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.entry import INDEX, Extra
from arxiv2bib.model.records import Field
from arxiv2bib.model.vocabulary import EntryType

__all__ = ["interpret_ris"]

_AUTHORS: Final = frozenset({"AU", "A1"})
_JOURNALS: Final = frozenset({
    EntryType.ARTICLE_JOURNAL, EntryType.ARTICLE_MAGAZINE, EntryType.ARTICLE_NEWSPAPER, EntryType.PERIODICAL,
})  # fmt: skip
_TYPE, _NATIVE_TYPE, _AUTHOR, _CONTAINER, _SHORT, _EXTRA = (
    INDEX[name] for name in ("type", "native_type", "author", "container_title", "container_title_short", "extra")
)


def interpret_ris(kind: str | None, fields: Sequence[Field], say: Say | None = None) -> list[Any]:
    """Return the values of an entry, one for each of its fields, that a record of the type *kind* with *fields* has.

    *fields* are those of a record; a value may run over several lines. What is wrong is told to *say*. Never raises.
    """
    reading = Reading(say)
    values, keywords = reading.values, reading.keywords
    rules = find_rules(kind)
    authors: list[Field] = []
    for field in fields:
        tag, value, _ = field
        if tag in _AUTHORS:
            authors.append(field)
            continue
        value = value.strip()
        rule = rules.get(tag)
        if rule is None:
            if value:
                reading.tell(Code.READ_UNKNOWN_FIELD, tag, f"{tag} is no tag of RIS; kept as it is", value)
                reading.keep(tag, value)
        elif rule.is_plain and values[rule.at] is None and "\n" not in value:  # most lines need no more
            if value:
                values[rule.at] = from_tagged(value) if rule.how == "markup" else value
        elif rule.how == "keywords" and value and "\n" not in value:
            keywords.append(from_tagged(value))
        elif value:
            rule.take(reading, tag, value, rule)
    if authors:
        _take_authors(reading, authors, rules)
    _take_type(reading, kind)
    _finish(reading, fields, rules)
    for carried in reading.carried:
        for problem in restore_fields(reading.values, carried):
            reading.tell(Code.READ_NOT_RESTORED, "N1", problem, MARKER)
    return reading.values


def _take_authors(reading: Reading, lines: Sequence[Field], rules: dict[str, Rule]) -> None:
    """Take the authors, the most frequent lines, all at once."""
    rule = rules["AU"]
    plain = parse_inverted_names(" and ".join([value for _, value, _ in lines])) if rule.is_own else None
    if plain is not None:
        reading.values[_AUTHOR] = plain
        return
    found = [parse_ris_name(value) for _, value, _ in lines]
    if rule.is_own and all(is_same for _, is_same in found):
        reading.values[_AUTHOR] = tuple([name for name, _ in found])
        return
    for tag, value, _ in lines:
        if value := value.strip():
            take_name(reading, tag, value, rules[tag])


def _finish(reading: Reading, fields: Sequence[Field], rules: dict[str, Rule]) -> None:
    for how, lines in reading.gathered.items():
        FINISHERS[how](reading, lines, rules)
    values = reading.values
    if values[_CONTAINER] is None and values[_SHORT] is not None and values[_TYPE] in _JOURNALS:
        values[_CONTAINER] = values[_SHORT]
    if reading.people:
        finish_people(reading, fields, rules)
    if reading.notes or reading.keywords:
        finish_notes(reading)
    if reading.spelled or reading.extra:
        # By tag, so that they come in the same order whatever the order of the lines is.
        spelled = sorted(reading.spelled, key=lambda line: find_group(line.name))
        values[_EXTRA] = (*spelled, *_sort_lines(reading.extra, fields))


def _sort_lines(extra: list[Extra], fields: Sequence[Field]) -> list[Extra]:
    """Return *extra* in the order of the record; some were found only when all lines were read."""
    if len(extra) < 2:
        return extra
    # Of equal lines the last: the first may be in a field.
    places: dict[Line, int] = {(tag, join_lines(value.strip())): at for at, (tag, value, _) in enumerate(fields)}
    return sorted(extra, key=lambda line: places.get((line.name, line.value), len(places)))


def _take_type(reading: Reading, kind: str | None) -> None:
    if kind is None:
        return
    reading.values[_NATIVE_TYPE] = kind
    entry_type = READ_TYPES.get(kind) or READ_TYPES.get(kind.upper())
    if entry_type is not None:
        reading.values[_TYPE] = entry_type
    else:
        reading.tell(Code.READ_INVALID_VALUE, "TY", "no reference type of RIS; read as a document", kind)
        if kind:
            reading.spell("TY", kind)
