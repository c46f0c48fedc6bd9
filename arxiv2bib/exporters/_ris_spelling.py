"""Writing a RIS value with the tag and in the words that its source had for it.

Where the reader takes a line for a field that the exporter writes otherwise (``JO`` for an abbreviated title, a book's
series in ``T2``, ``5 Nov 2021``), it keeps the line beside the field, as an extra of the namespace ``ris-line``. Here
such a line takes the place of the exporter's own, while the field still says the same; else it is out of date, and left
out.
"""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from arxiv2bib.formats.foreign_text import decode_entities, decode_tagged
from arxiv2bib.formats.ris import is_tag_line
from arxiv2bib.formats.ris_dates import parse_access, parse_ris_date, read_issue
from arxiv2bib.formats.ris_groups import is_serial
from arxiv2bib.formats.ris_lines import find_rules
from arxiv2bib.formats.ris_name_lists import is_et_al, split_ris_names
from arxiv2bib.formats.ris_names import parse_ris_name
from arxiv2bib.formats.ris_reading import Rule, drop_lead, split_keywords, split_note
from arxiv2bib.formats.ris_tags import READ_TYPES, SPELLING, SYNONYMS
from arxiv2bib.formats.separators import split_serials
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.entry import Entry, Extra
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

_TAG = compile_late(r"[A-Z][A-Z0-9]")
_NO_TEXT = compile_late(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_DATES = frozenset({"PY", "Y1", "DA"})
_SPLIT: Mapping[str, Callable[[str], list[str]]] = {"KW": split_keywords, "N1": split_note, "SN": split_serials}
_Meaning = tuple[object, ...]


def is_safe_line(tag: str, value: str) -> bool:
    """Whether a line of *tag* with *value*, which may go on in further lines, is read as that and nothing else."""
    lines = value.split("\n")
    return (
        _TAG.fullmatch(tag) is not None
        and tag not in ("TY", "ER")
        and all(line and line == line.strip() and _NO_TEXT.search(line) is None for line in lines)
        and not any(map(is_tag_line, lines[1:]))
    )


def respell_lines(lines: Sequence[str], entry: Entry) -> list[str]:
    """Return *lines*, the exporter's own for *entry*, with those that the source spelled otherwise in its spelling."""
    spelled = [extra for extra in entry.extra if extra.namespace == SPELLING]
    if not spelled:
        return list(lines)
    fields = [(line[:2], line[6:-1]) for line in lines]
    written = [[line] for line in lines]
    kind = fields[0][1]
    for _, group in groupby(sorted(spelled, key=_group), key=_group):
        _respell_group(list(group), entry, fields, written, kind)
    return [line for piece in written for line in piece]


def _group(extra: Extra) -> str:
    return SYNONYMS.get(extra.name, extra.name)


def _respell_group(
    spelled: list[Extra], entry: Entry, fields: Sequence[tuple[str, str]], written: list[list[str]], kind: str
) -> None:
    """Put the lines of *spelled*, which stand for one another, into the places of those in *written* that they mean."""
    name = spelled[0].name
    if name == "TY":
        if entry.type is EntryType.DOCUMENT and spelled[0].value.upper() not in READ_TYPES:
            written[0] = [_line(spelled[0])]
        return
    spelled = [extra for extra in spelled if is_safe_line(extra.name, extra.value)]
    if name in _DATES:
        _respell_dates(spelled, entry, fields, written)
        return
    places: dict[_Meaning, deque[int]] = {}
    for at, (tag, value) in enumerate(fields):
        is_article_number = tag == "SP" and entry.page is None
        meaning = ("article_number", value) if is_article_number else _find_meaning(kind, tag, value)
        places.setdefault(meaning, deque()).append(at)
    found = []
    for extra in spelled:
        values = _split_value(kind, extra)
        meanings = Counter(_find_meaning(kind, extra.name, value) for value in values)
        if values and all(len(places.get(meaning, ())) >= count for meaning, count in meanings.items()):
            found.append((extra, [places[meaning].popleft() for meaning in meanings.elements()]))
    for at in [at for _, taken in found for at in taken]:
        written[at] = []
    for at, (extra, _) in zip(sorted(min(taken) for _, taken in found), found, strict=True):
        written[at] = [_line(extra)]


def _split_value(kind: str, extra: Extra) -> list[str]:
    """Return the values that the line of *extra* stands for, each of which the exporter has a line for."""
    split = _SPLIT.get(_group(extra))
    rule = find_rules(kind).get(extra.name)
    text = _decode(rule, extra.value)
    if split is not None:
        values = split(text)
        return values if extra.name != "SN" else list(dict.fromkeys(values))
    if rule is not None and rule.how in ("names", "book_names"):
        return [name for name in split_ris_names(text) if not is_et_al(name)]
    return text.split("\n")


def _decode(rule: Rule | None, value: str) -> str:
    """Return *value* without HTML, as it is read."""
    if rule is not None and rule.how == "markup":
        return decode_tagged(value, is_long=rule.field == "abstract")
    return decode_entities(value)


def _respell_dates(
    spelled: list[Extra], entry: Entry, fields: Sequence[tuple[str, str]], written: list[list[str]]
) -> None:
    issue = read_issue([(extra.name, extra.value) for extra in spelled]) if spelled else None
    if issue is None or issue.date != entry.issued or issue.others:
        return
    places = [at for at, (tag, _) in enumerate(fields) if tag in _DATES]
    for at in places:
        written[at] = []
    if places:
        written[places[0]] = list(map(_line, spelled))


def _line(extra: Extra) -> str:
    return f"{extra.name}  - {extra.value}\n"


def _find_meaning(kind: str, tag: str, value: str) -> _Meaning:
    """Return the field that a line goes to and what it says there: equal for lines that mean the same."""
    rule = find_rules(kind).get(tag)
    if rule is None:
        return tag, value
    value = _decode(rule, value)
    match rule.how:
        case "names" | "book_names":
            is_of_book = kind.upper() == "BOOK" and rule.field in ("editor", "collection-editor")
            return "names", "book" if is_of_book else rule.field, parse_ris_name(value)[0]
        case "container":
            return rule.field if rule.field == "collection_title" else "container", from_tagged(value)
        case "accessed":
            return "accessed", parse_ris_date(value)[0]
        case "day_or_number" if (date := parse_access(value)) is not None:
            return "accessed", date
        case "degree":
            return "number" if any(map(str.isdigit, value)) else "genre", value
        case "genre" | "doi" | "links":
            dois = Doi.find_all(value)
            return ("doi", dois[0]) if dois else (rule.field, value)
        case "serial":
            return "serial" if is_serial(value) else rule.field, value
        case "url":
            return "url", drop_lead(value)
        case "markup" if rule.field == "container_title_short":
            return "container", from_tagged(value)
        case "markup" | "conference" | "proceedings":
            return rule.field, from_tagged(value)
        case _:
            return rule.field, value
