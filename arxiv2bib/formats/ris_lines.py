"""Reading RIS line by line: what one line means by itself.

Lines that mean something only with others of their kind (dates, pages) are put aside for ``ris_groups``.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.carrying import MARKER
from arxiv2bib.formats.ris_dates import Spelling, parse_access, parse_ris_date, render_day
from arxiv2bib.formats.ris_name_lists import is_et_al, split_ris_names
from arxiv2bib.formats.ris_names import parse_ris_name, render_ris_name
from arxiv2bib.formats.ris_reading import (
    Reading,
    Rule,
    drop_lead,
    find_group,
    is_number,
    join_lines,
    split_addresses,
    split_keywords,
    split_lines,
    split_note,
)
from arxiv2bib.formats.ris_tags import FIELD_TAGS, TAGS, TYPE_TAGS, container_tag, field_tags, role_tags, variable_tags
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.identifiers import Doi, is_plain_doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.text.expressions import compile_late

__all__ = ["find_rules", "read_access", "take_markup", "take_name"]

_EPRINT: Final = compile_late(r"eprint: *(arXiv:\S+)")
_MONTH: Final = compile_late(r"[0-9]{1,2}")
_PEOPLE: Final = frozenset({"AU", "A1", "A2", "ED"})
_ACCESSED: Final = INDEX["accessed"]
_TRUNCATED: Final = INDEX["truncated"]
_VARIABLES: Final = INDEX["variables"]


def take_markup(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Take a title or another text with tags and math."""
    value = join_lines(value)
    reading.put(tag, value, rule, from_tagged(value))


def _take_text(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    reading.put(tag, value, rule, join_lines(value))


def _take_extra(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Keep the line; of ADS's ``C1  - eprint: arXiv:ID`` take what ``N1`` says elsewhere."""
    if tag == "C1" and (eprint := _EPRINT.fullmatch(value)) is not None:
        reading.notes.insert(0, eprint[1])
        reading.spell(tag, value)
        return
    reading.keep(tag, value)


def _gather(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Put the line aside until all of its kind are there."""
    gathered = reading.gathered
    if "\n" in value:
        value = join_lines(value)
    if rule.how in gathered:
        gathered[rule.how].append((tag, value))
    else:
        gathered[rule.how] = [(tag, value)]


def take_name(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Take a name, or several in one line, for the role that *rule* says.

    "et al." says that more have it, and stays a line as well where it is one.
    """
    value = join_lines(value)
    pieces = split_ris_names(value)
    if pieces == [value]:
        _take_one_name(reading, tag, value, rule)
        return
    for piece in pieces:
        name, _ = parse_ris_name(piece)
        if name != Name():
            reading.people.setdefault(rule.field, []).append(name)
        elif is_et_al(piece):
            _truncate(reading, rule)
    reading.spell(tag, value)


def _take_one_name(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    name, is_same = parse_ris_name(value)
    if name.family is None and name == Name():
        if is_et_al(value):
            _truncate(reading, rule)
        reading.keep(tag, value)
        return
    people = reading.people
    if rule.field in people:
        people[rule.field].append(name)
    else:
        people[rule.field] = [name]
    # Readers take authors and editors apart; names under other tags are compared as they stand.
    if not is_same or not rule.is_own or (tag not in _PEOPLE and value != render_ris_name(name)):
        reading.spell(tag, value)


def _truncate(reading: Reading, rule: Rule) -> None:
    values = reading.values
    values[_TRUNCATED] = tuple(dict.fromkeys((*values[_TRUNCATED], NameRole(rule.field))))


def _take_variable(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    at, value = _VARIABLES, join_lines(value)
    known = dict(reading.values[at]).get(rule.field)
    if known is None:
        reading.values[at] = (*reading.values[at], (rule.field, value))
        if not rule.is_own:
            reading.spell(tag, value)
    elif known != value:
        reading.repeat(tag, value)


def _take_accessed(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    value = join_lines(value)
    found = read_access(value)
    if found is None:
        reading.keep(tag, value)
    elif reading.values[rule.at] is not None:
        reading.repeat(tag, value)
    else:
        reading.values[rule.at], is_spelled = found
        if is_spelled:
            reading.spell(tag, value)


def read_access(value: str) -> tuple[Date, bool] | None:
    """Return the day on which a page was seen, and whether it is spelled otherwise than we do.

    None if it is no day: several are those of a conference, as Scopus has them, and a month is Rayyan's.
    """
    date, spelling = parse_ris_date(value)
    if date.end is not None or " through " in value or _MONTH.fullmatch(value):
        return None
    if spelling is Spelling.PARTIAL or (date.start and not date.start[0]):
        return Date(literal=value), False
    return date, date.start is not None and value != render_day(date.start, date.season)


def _take_conference(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Take the name of a conference; what has no words is the number of an issue."""
    if " " in value:
        take_markup(reading, tag, value, rule)
    else:
        _take_text(reading, tag, value, find_rules(None)[tag])


def _take_doi(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    value = join_lines(value)
    if is_plain_doi(value):
        doi = Doi(value)
        if reading.values[rule.at] is None:
            reading.values[rule.at] = doi
            return
    else:
        dois = Doi.find_all(value)
        if not dois:
            reading.tell(Code.READ_INVALID_VALUE, tag, "no DOI; kept as it is", value)
            reading.keep(tag, value)
            return
        doi = dois[0]
    is_first = reading.values[rule.at] is None
    reading.put(tag, value, rule, doi)
    if is_first and not value.endswith(doi.value):
        reading.spell(tag, value)


def _take_url(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Take the address, or the first of several in one line, which semicolons part, without words before it."""
    for line in split_lines(value):
        for text in split_addresses(line):
            address = drop_lead(text)
            if reading.values[rule.at] is None and address != text:
                reading.values[rule.at] = address
                reading.spell(tag, text)
            else:
                reading.put(tag, text, rule, address)


def _take_number(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    value = join_lines(value)
    if is_number(value):
        reading.put(tag, value, rule, value)
    else:
        reading.tell(Code.READ_INVALID_VALUE, tag, "too long for a number; kept as it is", value)
        reading.keep(tag, value)


def _take_keywords(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    words = split_keywords(value)
    reading.keywords.extend(map(from_tagged, words))
    if len(words) > 1 or (words and words[0] != value):
        reading.spell(tag, "\n".join(split_lines(value)))


def _take_notes(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    if value.startswith(MARKER):
        try:
            reading.carried.append(json.loads(value.removeprefix(MARKER)))
        except (ValueError, RecursionError):
            reading.tell(Code.READ_NOT_RESTORED, tag, "the carried fields are no JSON; kept as a note", value)
        else:
            return
    lines = split_note(value)
    reading.notes.extend(map(from_tagged, lines))
    if value.startswith("<") and lines != [value]:
        reading.spell(tag, value)


def _take_day_or_number(reading: Reading, tag: str, value: str, rule: Rule) -> None:
    """Take the day on which a page was seen, as EndNote has it in ``M1``, or a number."""
    date = parse_access(join_lines(value))
    if date is None:
        _take_number(reading, tag, value, rule)
    elif reading.values[_ACCESSED] is None:
        reading.values[_ACCESSED] = date
        reading.spell(tag, join_lines(value))
    elif reading.values[_ACCESSED] == date:
        reading.keep(tag, value)
    else:
        reading.repeat(tag, value)


_TAKERS: Final[dict[str, Callable[[Reading, str, str, Rule], None]]] = {
    "accessed": _take_accessed,
    "book_names": _gather,
    "book_title": _gather,
    "conference": _take_conference,
    "day_or_number": _take_day_or_number,
    "container": _gather,
    "degree": _gather,
    "doi": _take_doi,
    "extra": _take_extra,
    "genre": _gather,
    "issued": _gather,
    "keywords": _take_keywords,
    "links": _gather,
    "markup": take_markup,
    "names": take_name,
    "notes": _take_notes,
    "number": _take_number,
    "page_count": _gather,
    "pages": _gather,
    "proceedings": _gather,
    "serial": _gather,
    "text": _take_text,
    "url": _take_url,
    "variable": _take_variable,
}


def find_rules(kind: str | None) -> dict[str, Rule]:
    """Return how each tag is read in records of the type *kind*."""
    name = kind.upper() if kind else ""
    return _rules(name if name in TYPE_TAGS else "")


@cache
def _rules(kind: str) -> dict[str, Rule]:
    rules = {}
    own_tags = {
        **FIELD_TAGS, **variable_tags(kind), **role_tags(kind), **field_tags(kind),
        "container_title": container_tag(kind),
    }  # fmt: skip
    for tag, (how, field) in {**TAGS, **TYPE_TAGS.get(kind, {})}.items():
        groups = find_group(tag), find_group(own_tags.get(field, tag))
        is_own = groups[0] == groups[1]
        is_plain = is_own and how in ("text", "markup", "url", "number")
        rules[tag] = Rule(_TAKERS[how], how, field, INDEX.get(field, -1), *groups, is_own, is_plain)
    return rules
