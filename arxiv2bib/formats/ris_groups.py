"""Reading RIS: the lines of a record that mean something only together, such as its dates or its notes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.arxiv_notes import take_classes, take_notes
from arxiv2bib.formats.ris_dates import read_issue
from arxiv2bib.formats.ris_lines import find_rules, take_markup, take_name
from arxiv2bib.formats.ris_notes import is_lone_doi
from arxiv2bib.formats.ris_reading import Line, Reading, Rule, find_group, join_lines
from arxiv2bib.formats.separators import split_serials
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.entry import INDEX, Contributor, Extra, make_arxiv_info
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.pages import Pages, make_pages, parse_pages
from arxiv2bib.model.records import Field
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import to_tagged

__all__ = [
    "ARXIV_MARKS",
    "FINISHERS",
    "JOURNALS",
    "finish_notes",
    "finish_people",
    "is_serial",
    "read_pages",
    "read_serials",
    "turn_proceedings",
]

_ISSN: Final = compile_late(r"[0-9]{4}[- ]?[0-9]{3}[0-9Xx](?![0-9])")
_ISBN: Final = compile_late(r"(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?![0-9])")
_PROCEEDINGS: Final = compile_late(
    r"\b(?:proceedings|proc\.|lecture notes|transactions|advances in|conference series|CEUR)", re.I
)
# EBSCO's "N.PAG", Ovid's "No Pagination Specified", which it takes apart for two tags.
_NO_PAGES: Final = compile_late(
    r"N\.PAG\.?(?:[- ]N\.PAG\.?)*|No (?:Pagination )?Specified|No pagination|n/a(?: n/a)?", re.I
)
JOURNALS: Final = frozenset({
    EntryType.ARTICLE_JOURNAL, EntryType.ARTICLE_MAGAZINE, EntryType.ARTICLE_NEWSPAPER, EntryType.PERIODICAL,
})  # fmt: skip
ARXIV_MARKS: Final = ("arXiv:", "arxiv:", "ArXiv:", "ARXIV:")

_Rules = dict[str, Rule]


def is_serial(value: str) -> bool:
    """Whether *value* begins with an ISBN or an ISSN."""
    return _ISBN.match(value) is not None or _ISSN.match(value) is not None


def finish_people(reading: Reading, fields: Sequence[Field], rules: _Rules) -> None:
    """Take those who did something for the work."""
    values = reading.values
    if "editor" in reading.people and len(reading.people) > 1:
        lines = [(tag, join_lines(value.strip())) for tag, value, _ in fields if find_group(tag) == "ED"]
        roles = [rules[tag].field for tag, _ in lines]
        if roles != sorted(roles, key="editor".__ne__):  # the exporter would write them in another order
            reading.respell(lines)
    contributors = []
    for role, names in reading.people.items():
        if role in ("author", "editor"):
            values[INDEX[role]] = tuple(names)
        else:
            contributors.append(Contributor(NameRole(role), tuple(names)))
    if contributors:
        values[INDEX["contributors"]] = tuple(contributors)


def finish_notes(reading: Reading) -> None:
    """Take the notes and keywords; those that say what arXiv says of a paper, for that."""
    values = reading.values
    keywords, notes = tuple(reading.keywords), reading.notes
    if any(note.startswith(ARXIV_MARKS) for note in notes):
        found = take_notes(notes)
        if found.id is not None:
            if notes[len(notes) - len(found.rest) :] != found.rest:
                for note in notes:
                    reading.spell("N1", to_tagged(note))
            categories, msc, acm, keywords = take_classes(keywords)
            primary = found.primary_category or (categories[0] if categories else None)
            values[INDEX["arxiv"]] = make_arxiv_info(
                found.id, primary, categories, found.comment, found.journal_ref, found.doi, found.license,
                found.report_number, msc, acm,
            )  # fmt: skip
            values[INDEX["version"]] = found.version or values[INDEX["version"]]
            values[INDEX["updated"]] = found.updated
            if values[INDEX["type"]] is EntryType.ARTICLE and values[INDEX["publisher"]] == "arXiv":
                values[INDEX["publisher"]] = None
            notes = found.rest
    if notes and values[INDEX["doi"]] is not None and values[INDEX["arxiv"]] is None:
        notes = [note for note in notes if not _repeats_doi(reading, note)]
    if keywords:
        values[INDEX["keyword"]] = keywords
    if notes:
        values[INDEX["note"]] = "\n".join(notes)


def _repeats_doi(reading: Reading, note: str) -> bool:
    """Whether *note* is nothing but the DOI once more, as Wiley and Taylor & Francis have it; then keep it as a line.

    As a note it would be printed.
    """
    if "10." not in note or not is_lone_doi(note) or Doi.find_all(note) != (reading.values[INDEX["doi"]],):
        return False
    reading.keep("N1", to_tagged(note))
    return True


def _finish_containers(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take the title in full, and what ``JO`` says otherwise for the short one; ``T2`` for a series where it is one."""
    titles = [line for line in lines if rules[line[0]].field == "container_title"]
    if len(titles) < len(lines):
        for tag, value in lines:
            if rules[tag].field != "container_title":
                reading.put(tag, value, rules[tag], from_tagged(value))
    if titles:
        _take_containers(reading, titles)
    if titles and len(titles) < len(lines):  # the exporter would write them in another order
        reading.respell(reading.find_taken(lines))


def _take_containers(reading: Reading, lines: list[Line]) -> None:
    values = reading.values
    texts = [(tag, value, from_tagged(value)) for tag, value in lines]
    main = next((at for at, (tag, _, _) in enumerate(texts) if tag != "JO"), 0)
    if len(texts) > 1 and values[INDEX["type"]] in JOURNALS:
        main = _find_journal(texts, main)
    title = texts[main][2]
    values[INDEX["container_title"]] = title
    for at, (tag, value, text) in enumerate(texts):
        if text == title:
            continue
        if tag == "JO" and values[INDEX["container_title_short"]] is None:
            values[INDEX["container_title_short"]] = text
            reading.spell(tag, value)
            if at < main:
                reading.spell(*lines[main])
        else:
            reading.repeat(tag, value)


def _find_journal(texts: Sequence[tuple[str, str, str]], main: int) -> int:
    """Return where the journal stands in *texts*, which have it at *main* if ``T2`` is no other title.

    EBSCO has a translated title in ``T2``, and ScienceDirect the name of a special issue.
    Source: Zotero, RIS.js, which takes ``T2`` where there is no ``JF``.
    """
    title = texts[main][2]
    for wanted in ("JF", "JO") if texts[main][0] != "JF" else ():
        for at, (tag, _, text) in enumerate(texts):
            if tag == wanted and not (_is_short_for(text, title) or _is_short_for(title, text)):
                return at if tag == "JF" or _may_be_full(text, title) else main
    return main


def _may_be_full(text: str, title: str) -> bool:
    """Whether *text*, of which *title* is no longer form, is a title and no code or abbreviation of one."""
    return "." not in text and not text.isupper() and text.isascii() and title.isascii()


def _is_short_for(short: str, title: str) -> bool:
    """Whether *short* is *title*, or may be an abbreviation of it: its letters stand in that, in their order."""
    letters = iter(map(str.casefold, filter(str.isalpha, title.removeprefix("The "))))
    wanted = [letter.casefold() for letter in short.removeprefix("The ") if letter.isalpha()]
    return bool(wanted) and next(letters, "") == wanted[0] and all(letter in letters for letter in wanted[1:])


def _finish_proceedings(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    for tag, value in lines:
        take_markup(reading, tag, value, rules[tag])


def turn_proceedings(values: list[Any]) -> None:
    """Turn the titles of a conference and its proceedings round if only the former says that it is proceedings.

    EndNote, Zotero and Scopus have them in ``C3`` and the conference in ``T2``; others have them in ``T2``.
    """
    conference, proceedings = values[INDEX["event_title"]], values[INDEX["container_title"]]
    if conference and _PROCEEDINGS.search(conference) and not _PROCEEDINGS.search(proceedings or ""):
        values[INDEX["event_title"]], values[INDEX["container_title"]] = proceedings, conference


def _finish_issue(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    issue = read_issue(lines)
    reading.values[INDEX["issued"]] = issue.date
    for line in issue.others:
        reading.keep(*line)
    for line in issue.spelled:
        reading.spell(*line)


def _finish_pages(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take the first and the last page; words which say that there are none are kept."""
    if _says_none(" ".join([value for _, value in lines])):
        for line in lines:
            reading.keep(*line)
        return
    first = last = None
    for tag, value in lines:
        if tag == "SP" and first is None:
            first = value
        elif tag != "SP" and last is None:
            last = value
            if tag == "LP":
                reading.spell(tag, value)
        elif value != (first if tag == "SP" else last):
            reading.repeat(tag, value)
    if first is None:
        reading.extra = [line for line in reading.extra if line.name not in ("EP", "LP")]
        reading.spelled = [line for line in reading.spelled if line.name != "LP"]
        for line in lines:
            reading.keep(*line)
    else:
        reading.values[INDEX["page"]] = _join_pages(first, last)


def read_pages(first: str, last: str | None) -> Pages | None:
    """Return the pages from *first* to *last*, if any; None if they are words which say that there are none."""
    return _join_pages(first, last) if not _says_none(first if last is None else f"{first} {last}") else None


def _says_none(text: str) -> bool:
    return text[0] in "Nn" and _NO_PAGES.fullmatch(text) is not None


def _join_pages(first: str, last: str | None) -> Pages:
    if last is None:
        return parse_pages(first)
    pages = parse_pages(first) if first.endswith(last) else None
    # Some have the range in both, some one page or the number of an article.
    is_range = pages is not None and (first == last or (pages.last is not None and last == pages.last))
    return pages if pages is not None and is_range else make_pages(first, last)


def _finish_page_count(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take ``SP`` of a whole work for the number of its pages, unless it says where a part begins or ends."""
    if len(lines) == 1 and lines[0][0] == "SP" and parse_pages(lines[0][1]).last is None:
        at = INDEX["variables"]
        reading.values[at] = (*reading.values[at], ("number-of-pages", lines[0][1]))
    else:
        _finish_pages(reading, lines, rules)


_NUMBERS: Final = {"IS": 1, "M1": 2}


def _finish_serials(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    serials: list[Isbn | Issn] = []
    rule = rules["SN"]
    is_otherwise = False  # whether the exporter would write them in another order, or more lines
    if len(lines) > 1 and rule.field == "number":  # the number of the work itself, before one of EndNote's own
        lines = sorted(lines, key=lambda line: _NUMBERS.get(line[0], 0))
    for tag, value in lines:
        if tag != "SN":
            reading.put(tag, value, rules[tag], value)
            continue
        numbers = split_serials(value)
        is_otherwise |= numbers != [value]
        for number in dict.fromkeys(numbers):
            serial = _parse_serial(number)
            if serial is not None and serial not in serials:
                is_otherwise |= isinstance(serial, Isbn) and any(isinstance(one, Issn) for one in serials)
                serials.append(serial)
            elif serial is not None:  # once more
                if number == value:
                    reading.keep(tag, number)
            elif rule.field == "number":
                reading.put(tag, number, rule, number)
                is_otherwise |= bool(serials)
            else:
                reading.tell(Code.READ_INVALID_VALUE, tag, "neither ISBN nor ISSN; kept as it is", number)
                reading.keep(tag, number)
    reading.values[INDEX["isbn"]] = tuple([serial for serial in serials if isinstance(serial, Isbn)])
    reading.values[INDEX["issn"]] = tuple([serial for serial in serials if isinstance(serial, Issn)])
    if is_otherwise:
        reading.respell(reading.find_taken(lines))


@lru_cache(maxsize=4096)  # the journals of a file are few
def read_serials(texts: tuple[str, ...]) -> tuple[tuple[Isbn, ...], tuple[Issn, ...], list[Extra]] | None:
    """Return the numbers in the lines ``SN`` with *texts*, and the lines to keep as spelled; None for anything else.

    Lines without a text say nothing.
    """
    reading = Reading(None)
    _finish_serials(reading, [("SN", text) for text in texts if text], find_rules(None))
    values = reading.values
    return (values[INDEX["isbn"]], values[INDEX["issn"]], reading.spelled) if not reading.extra else None


def _parse_serial(number: str) -> Isbn | Issn | None:
    if _ISBN.match(number):
        return Isbn(number)
    return Issn(number) if _ISSN.match(number) else None


def _finish_genre(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take a DOI for the DOI where the record has no other."""
    at = INDEX["doi"]
    has_own = reading.values[at] is not None
    for tag, value in lines:
        dois = Doi.find_all(value) if is_lone_doi(value) else ()
        if not dois:
            is_behind = reading.values[at] is not None and not has_own and reading.values[INDEX["genre"]] is None
            reading.put(tag, value, rules[tag], value)
            if is_behind:
                reading.spell(tag, value)
        elif reading.values[at] is None:
            reading.values[at] = dois[0]
            reading.spell(tag, value)
        else:
            reading.keep(tag, value)


def _finish_degree(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take ``M1`` of a thesis for its genre if there is no number in it, as EBSCO has the degree, and no ``M3``."""
    at = INDEX["genre"]
    for tag, value in lines:
        if any(map(str.isdigit, value)) or reading.values[at] is not None or "genre" in reading.gathered:
            reading.put(tag, value, rules[tag], value)
        else:
            reading.values[at] = value
            reading.spell(tag, value)


def _finish_links(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take a DOI in ``L3``, where EBSCO has it, if the record has no other."""
    at = INDEX["doi"]
    for tag, value in lines:
        dois = Doi.find_all(value) if reading.values[at] is None and is_lone_doi(value) else ()
        if dois:
            reading.values[at] = dois[0]
            reading.spell(tag, value)
        else:
            reading.keep(tag, value)


def _finish_book_title(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take ``BT`` for the title where no other tag gives one."""
    for tag, value in lines:
        if reading.values[INDEX["title"]] is None:
            take_markup(reading, tag, value, rules[tag])
        else:
            reading.repeat(tag, value)


def _finish_book_names(reading: Reading, lines: list[Line], rules: _Rules) -> None:
    """Take ``A3`` for the editors of a book and ``A2`` for those of its series, or the reverse.

    EndNote and Zotero write them so; RefMan, and who has ``ED`` or no ``A3``, has the book's editors in ``A2``.
    """
    tags = {tag for tag, _ in lines}
    is_endnote = "A3" in tags and "ED" not in tags
    for tag, value in lines:
        field = "editor" if (tag == "A3") is is_endnote else "collection-editor"
        own_group = "ED" if field == "editor" else "A3"
        rule = rules[tag]._replace(field=field, own_group=own_group, is_own=find_group(tag) == own_group)
        take_name(reading, tag, value, rule)


FINISHERS: Final = {
    "container": _finish_containers,
    "issued": _finish_issue,
    "page_count": _finish_page_count,
    "pages": _finish_pages,
    "proceedings": _finish_proceedings,
    "serial": _finish_serials,
    "degree": _finish_degree,
    "genre": _finish_genre,
    "links": _finish_links,
    "book_names": _finish_book_names,
    "book_title": _finish_book_title,
}
