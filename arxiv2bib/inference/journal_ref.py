"""Journal references: what an author wrote about where a paper appeared, taken apart."""

import re
from enum import StrEnum
from itertools import islice
from typing import Final

import attrs

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import list_plain_words
from arxiv2bib.data.venues import find_series, is_place
from arxiv2bib.inference import _reference_bibcodes as bibcodes
from arxiv2bib.inference._reference_citation import split_citation
from arxiv2bib.inference._reference_container import Container, read_container
from arxiv2bib.inference._reference_cursor import Numbers
from arxiv2bib.inference._reference_dates import is_year
from arxiv2bib.inference._reference_numbers import scan_numbers
from arxiv2bib.inference._reference_order import is_article_number
from arxiv2bib.inference._reference_segments import Role
from arxiv2bib.inference._reference_text import Identifiers, make_plain, read_pairs, take_identifiers
from arxiv2bib.inference._reference_words import MONTHS, is_journal, is_strong_proceedings
from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import PublicationStatus
from arxiv2bib.text.expressions import compile_late

_LONGEST: Final = 4_000


class ReferenceKind(StrEnum):
    """What a journal reference refers to."""

    JOURNAL = "journal"
    PROCEEDINGS = "proceedings"
    """A conference, a symposium or a workshop, in a series such as LNCS too."""
    CHAPTER = "chapter"
    THESIS = "thesis"
    OTHER = "other"


@attrs.frozen(
    kw_only=True, slots=False
)  # built for every record, and with so many slots that takes three times as long
class JournalRef:
    """Where a paper appeared, as its journal reference says it. What it does not say is None or ``()``."""

    kind: ReferenceKind
    status: PublicationStatus = PublicationStatus.PUBLISHED
    container_title: str | None = None
    container_title_short: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: Pages | None = None
    article_number: str | None = None
    year: int | None = None
    month: int | None = None
    publisher: str | None = None
    series: str | None = None
    place: str | None = None
    dates: str | None = None
    authors: str | None = None
    title: str | None = None
    editors: str | None = None
    isbn: tuple[Isbn, ...] = ()
    issn: tuple[Issn, ...] = ()
    doi: tuple[Doi, ...] = ()
    url: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    note: str | None = None

    __repr__ = show_fields


_BLANK: Final[dict[str, object]] = dict(JournalRef(kind=ReferenceKind.OTHER).__dict__)
_STATUS: Final = compile_late(
    r"(?<![\w])(?:(?P<rejected>rejected|(?:not|never)(?: been| yet| get)? accepted|declined)"
    r"|(?P<submitted>submitted|under (?:review|consideration|revision)|in (?:review|submission|revision)"
    r"|accepted (?:pending|subject to)|(?:minor|major) revisions?)"
    r"|(?P<accepted>accepted|to appear|to be published|(?:in|under) press|in print|forthcoming|will appear"
    r"|camera[- ]ready|pending publication)"
    r"|(?P<withdrawn>withdrawn|retracted))(?!\w)",
    re.I,
)
_FURTHER: Final = compile_late(
    r"\b(?:errat(?:um|a)|addendum|corrigendum)(?:-?\s?ibid\.?|[:,.\s])"
    r"|(?<=[\d)] )\[(?=[A-Z][^\[\]]{2,60}\d[^\[\]]{0,40}\]\s*\Z)"
    r"|(?<=\d\);)\s(?=\d{1,4},\s\d)"
    r"|(?<=;)\s(?:English|French|German|Italian|Japanese|Chinese|Russian|Spanish)(?:\s(?:transl(?:ation|\.)?|version))?"
    r"(?:(?:\sin)?[:,]|\sin(?=\s[A-Z]))\s"
    r"|(?<=[;,(])\s?(?:ibid\.?\s|(?:and\s)?also (?:in|published|appeared|available|at)\b)",
    re.I,
)
_FURTHER_WORDS: Final = frozenset("erratum errata addendum corrigendum ibid also".split())
_STATUS_WORDS: Final = frozenset(
    "submitted review consideration revision revisions declined submission accepted appear published press print "
    "forthcoming camera rejected withdrawn retracted".split()
)
_CHAPTER_WORDS: Final = frozenset("chapter chap chapt".split())
_JOURNALS: Final = frozenset({Role.JOURNAL, Role.JOURNALISH})
_JOURNAL_ACRONYM: Final = compile_late(r"I?J[A-Z]")
_WORD_OF_MONTH: Final = compile_late(r"[^\w]+")
_SCIENCE: Final = compile_late(
    r"PoS[\s,:]{0,2}\(?\s?([A-Z][A-Za-z&/-]{1,20}(?:[\s-][A-Z][A-Za-z&]{1,12}){0,2}[\s-]?(?:19|20)?\d\d(?:\(\w{1,9}\))?)"
    r"\)?[\s,:]{0,2}(?=\(?\d)"
)
"""Proceedings of Science, whose volumes are called by the conference: ``PoS(LATTICE 2013)187``."""
_CONFERENCE_YEAR: Final = compile_late(r"(?:19|20)\d\d")
_SEMICOLON: Final = compile_late(r";\s+(?=[A-Z])")
_NUMBER: Final = compile_late(r"\d{1,9}")
_MOST_SEMICOLONS: Final = 4
_NAME_BEFORE_NUMBER: Final = compile_late(r"([A-Z][^\d;]{2,80}?)[\s,.]*(?:[Vv]ol\.?\s|[A-Z](?=\d))?\d")
_DOTTED: Final = compile_late(r"(?:[A-Z][A-Za-z]*\.\s?)+[A-Z][A-Za-z]*")
"""Nothing but words cut short: ``Teor.Mat.Fiz``."""
_SECOND: Final = compile_late(
    r";\s+(?=(?:[Ii]n\s)?(?:Proc|\d{1,2}(?:st|nd|rd|th)\s|International Conference|IEEE\s|ACM\s))"
)


def parse_journal_ref(text: str) -> JournalRef:
    """Return what *text*, the journal reference of a record, says.

    Each value is as written, but for TeX's accents, braces and runs of white space. What is not understood is in
    ``note``. Empty text gives a reference of kind ``other`` without values. Never raises; takes time in proportion to
    the length of *text*, and of what is longer than 4,000 characters the rest goes to ``note`` unread.
    """
    if not isinstance(text, str):
        raise refuse_text("parse_journal_ref", text)
    plain = make_plain(text[:_LONGEST] if len(text) != bibcodes.LENGTH else bibcodes.spell_out(text))
    beyond = text[_LONGEST:].strip()
    if "=" in plain and (pairs := read_pairs(plain)) is not None:
        return _from_pairs(pairs, beyond)
    plain, found = take_identifiers(plain)
    words = set(list_plain_words(plain.lower()))
    further: list[str] = []
    if ";" in plain or plain.endswith("]") or not words.isdisjoint(_FURTHER_WORDS):
        plain = _take_further(plain, further)
    status = PublicationStatus.PUBLISHED if words.isdisjoint(_STATUS_WORDS) else _find_status(plain)
    conference, plain = _take_conference(plain) if plain.startswith("PoS") else (None, plain)
    authors, title, editors, rest = split_citation(plain)
    numbers = scan_numbers(rest)
    _set_conference(numbers, conference)
    container = read_container(tuple(numbers.texts), has_title=title is not None, has_editors=editors is not None)
    kind = _find_kind(
        container, numbers, is_chapter=not words.isdisjoint(_CHAPTER_WORDS), has_editors=editors is not None
    )
    year, month = _choose_year(numbers, 0 if kind is ReferenceKind.JOURNAL else -1)
    if month is None and year is not None and len(container.months) == 1:
        month = MONTHS.get(_WORD_OF_MONTH.split(container.months[0])[0].lower())
    if kind is ReferenceKind.PROCEEDINGS:
        _mend_volume(numbers, container)
    values = {**_BLANK, **container.values, "kind": kind, "status": status, "year": year, "month": month}
    values["volume"], values["issue"], values["article_number"] = numbers.volume, numbers.issue, numbers.article
    if numbers.pages is not None:
        values["pages"] = Pages(first=numbers.pages[0], last=numbers.pages[1])
    if numbers.dates:
        values["dates"] = ", ".join([*numbers.dates, *container.months])
    if numbers.counts or beyond:
        values["note"] = "; ".join(filter(None, [*container.note, *numbers.counts, beyond]))
    _move_place(values)
    if authors is not None or title is not None or editors is not None:
        _add_citation(values, authors, title, editors)
    if found is not None:
        found.add_to(values)
    if further:
        values["further"] = (*container.further, *further)
    return _make(values)


def _take_conference(plain: str) -> tuple[str | None, str]:
    """Return the conference by which a volume of Proceedings of Science is called, and *plain* without it."""
    match = _SCIENCE.match(plain)
    return (match[1], f"PoS {plain[match.end() :]}") if match is not None else (None, plain)


def _set_conference(numbers: Numbers, conference: str | None) -> None:
    """Make the *conference*, if there is one, the volume of Proceedings of Science, and what was that the page."""
    if conference is None:
        return
    if numbers.volume is not None and numbers.pages is None and numbers.article is None:
        if is_article_number(numbers.volume):
            numbers.article = numbers.volume
        else:
            numbers.pages = (numbers.volume, None)
    numbers.volume = conference
    if (year := _CONFERENCE_YEAR.search(conference)) is not None:
        numbers.inner_years.append(int(year[0]))


def _move_place(values: dict[str, object]) -> None:
    """Take the town from the end of the container to its country: ``ECCV 2022 Workshops - Tel Aviv``, ``Israel``."""
    container, place = values["container_title"], values["place"]
    if isinstance(container, str) and isinstance(place, str) and " - " in container:
        name, _, town = container.rpartition(" - ")
        if is_place(town):
            values["container_title"], values["place"] = name, f"{town}, {place}"


def _add_citation(values: dict[str, object], authors: str | None, title: str | None, editors: str | None) -> None:
    if authors is not None:
        values["authors"] = authors
    if title is not None:
        values["title"] = title
    if editors is not None:
        values["editors"] = f"{editors}; {values['editors']}" if values["editors"] else editors


def _make(values: dict[str, object]) -> JournalRef:
    """Return a reference of *values*, which name every field.

    One is built for each record, and the constructor takes four times as long to set that many fields.
    """
    made = object.__new__(JournalRef)
    made.__dict__.update(values)
    return made


def _mend_volume(numbers: Numbers, container: Container) -> None:
    """Make the one number of a paper in proceedings a page if it stands behind the year; a volume is by the name.

    A number of five digits is that of a volume where there is a series and no other: ``Lecture Notes in ..., 11401``.
    """
    if container.series and numbers.volume is None and (numbers.article or "").isdigit():
        numbers.volume, numbers.article = numbers.article, None
    others = (numbers.issue, numbers.pages, numbers.article, container.series)
    if len(numbers.bare) == 2:
        _join_pages(numbers)
    if len(numbers.bare) != 1 or others != (None, None, None, None):
        return
    number, _, _, run = numbers.bare[0]
    if number == numbers.volume and not any(map(str.isalpha, numbers.texts[run])):
        numbers.pages, numbers.volume = (number, None), None


def _join_pages(numbers: Numbers) -> None:
    """Make two numbers in a row pages if they can only be the first and the last: ``IEEE Radar Conference 893 898``."""
    (first, end, _, _), (last, other_end, mark, _) = numbers.bare
    is_range = first == numbers.volume and numbers.pages == (last, None) and (end, other_end, mark) == (None, None, "")
    if is_range and len(first) == len(last) > 2 and first < last:
        numbers.pages, numbers.volume = (first, last), None


def _take_further(plain: str, further: list[str]) -> str:
    """Return *plain* without the second reference in it, which goes to *further*: an erratum, another version."""
    match = _FURTHER.search(plain)
    if match is not None and match.start() > 5:
        further.append(plain[match.start() :].strip(" ;,.([]"))
        return plain[: match.start()].rstrip(" ;,.([")
    if ";" not in plain:
        return plain
    match = _SECOND.search(plain) or _find_second_journal(plain)
    if match is not None and re.search(r"\d", plain[: match.start()]):
        further.append(plain[match.end() :].strip())
        return plain[: match.start()]
    return plain


def _find_second_journal(plain: str) -> re.Match[str] | None:
    """Return the semicolon between two references, each to a journal and with a year: one of them is a translation."""
    for match in islice(_SEMICOLON.finditer(plain), _MOST_SEMICOLONS):
        first, second = plain[: match.start()], plain[match.end() :]
        if not (_has_volume_and_year(first) and _has_volume_and_year(second)):
            continue
        name = _NAME_BEFORE_NUMBER.match(second)
        if name is None:
            continue
        if _DOTTED.fullmatch(name[1]) is not None or is_journal(name[1]) or find_journal(name[1]) is not None:
            return match
    return None


def _has_volume_and_year(text: str) -> bool:
    """Whether *text* has a year, and another number."""
    numbers = _NUMBER.findall(text)
    return len(numbers) > 1 and any(map(is_year, numbers))


def _find_status(text: str) -> PublicationStatus:
    match = _STATUS.search(text)
    return PublicationStatus(match.lastgroup) if match is not None and match.lastgroup else PublicationStatus.PUBLISHED


def _choose_year(numbers: Numbers, index: int) -> tuple[int | None, int | None]:
    """Return the year of publication, or that of the event, and the month stated with it.

    Of several years the one at *index* counts: a journal names that of publication first, and then those of other
    events; proceedings name that of the meeting first. The others are kept with the dates.
    """
    years = numbers.years
    if not years:
        return (numbers.inner_years[0] if numbers.inner_years else None), numbers.month if numbers.inner_years else None
    year = years[index][0]
    if len(years) == 1:
        return year, years[0][1]
    numbers.dates += [str(other) for other, _ in years if other != year]
    return year, next((month for other, month in years if other == year and month), None)


_NO_VENUE: Final = compile_late(
    r"(?:an? )?(?:(?:arxiv|bio-?rxiv|med-?rxiv|chemrxiv|tech-?rxiv|chinaxiv|eartharxiv|psyarxiv|socarxiv|engrxiv|vixra"
    r"|corr|ssrn|zenodo|figshare|github|openreview|researchgate|research ?square|authorea|osf|hal)(?!\w)"
    r"(?>(?:[\s.,:/()\[\]-]|\d\S*+"
    r"|(?:electronic journal|e-?prints?|preprints?|repository|archive|arxiv|abs|id|org|com|cs)(?!\w))*)"
    r"|(?:(?:desy|slac|cern|fermilab|kek|itep|ihep|jinr|nikhef|bnl|lbnl|triumf)(?: preprint| report)?"
    r"|pre-?prints?|manuscript|unpublished(?: \w+)?|in preparation|working paper|white ?paper"
    r"|(?:technical|tech\.?|research|internal) rep(?:ort|\.)|(?:us |u\.s\. |china |chinese |european )?patents?\b.*)"
    r"(?:\.org)?[\s.,:\d]*)\Z",
    re.I,
)
"""Where anybody can put a paper, and what no venue published: archives of preprints, reports, patents."""


_REPORT_NUMBER: Final = compile_late(r"[A-Z]{2,}(?:[-/][A-Z]{1,12})+[-/ ]\d{2,}[\dA-Z/-]*\Z")
"""The number of a report, which is no venue: ``SLAC-PUB-9876``, ``CERN-PH-EP/2009-001``."""


def _find_kind(container: Container, numbers: Numbers, *, is_chapter: bool, has_editors: bool = False) -> ReferenceKind:
    """Return what a reference is, by what the container is, and else by what stands beside it."""
    role = container.role
    if role is Role.THESIS:
        return ReferenceKind.THESIS
    if container.title is not None and (
        _NO_VENUE.match(container.title) is not None or _REPORT_NUMBER.match(container.title) is not None
    ):
        return ReferenceKind.OTHER
    series = find_series(container.series) if container.series else None
    holds_proceedings = series is not None and series.holds == "proceedings"
    if is_chapter and role is Role.VENUISH and not is_strong_proceedings(container.title or ""):
        return ReferenceKind.CHAPTER  # Book chapter in: Current Issues and Challenges
    is_volume = numbers.volume is not None or numbers.issue is not None
    if role in _JOURNALS and not is_volume and (is_chapter or has_editors or container.editors):
        return ReferenceKind.CHAPTER  # a book that is called like a journal
    if holds_proceedings or container.is_proceedings or role in {Role.VENUE, Role.VENUISH}:
        return ReferenceKind.PROCEEDINGS
    if role is Role.JOURNAL or (role is Role.JOURNALISH and series is None and not container.editors):
        return ReferenceKind.JOURNAL
    if series is not None or container.editors or is_chapter or (has_editors and role is Role.WORDS):
        return ReferenceKind.CHAPTER
    if container.short is not None or container.further:
        return ReferenceKind.PROCEEDINGS
    return _guess_kind(container, numbers)


def _guess_kind(container: Container, numbers: Numbers) -> ReferenceKind:
    """Return what a reference is whose container no table knows and no word explains."""
    title, volume, has_publisher = container.title or "", numbers.volume, container.publisher is not None
    if not title and volume is None:
        return ReferenceKind.OTHER
    if has_publisher and volume is not None and len(volume) > 3 and numbers.issue is None:
        return ReferenceKind.PROCEEDINGS
    is_venue = container.role is Role.ACRONYM and container.place and has_publisher  # CHI 2021, ACM, New York
    if (volume is not None or numbers.issue is not None or numbers.article is not None) and not is_venue:
        return ReferenceKind.JOURNAL
    if container.role is Role.ACRONYM:
        return ReferenceKind.JOURNAL if _JOURNAL_ACRONYM.match(title) else ReferenceKind.PROCEEDINGS
    is_spie = (container.publisher or "")[:4] == "SPIE"
    if "Handbook" in title or (has_publisher and numbers.pages is not None and not (container.place or is_spie)):
        return ReferenceKind.CHAPTER
    if container.place or title[-1:] == ")" or is_spie:
        return ReferenceKind.PROCEEDINGS
    is_short = title.count(" ") < 4 and not has_publisher
    return ReferenceKind.JOURNAL if is_short and numbers.years else ReferenceKind.OTHER


def _from_pairs(pairs: dict[str, str], beyond: str) -> JournalRef:
    """Return the reference of BibTeX fields."""
    rest = dict(pairs)
    journal = rest.pop("journal", None) or rest.pop("journaltitle", None)
    booktitle = rest.pop("booktitle", None)
    if journal is None and booktitle is None and find_journal(rest.get("head", "")) is not None:
        journal = rest.pop("head")  # Pattern Recognition, volume = 24, year = 2021
    pages = re.sub(r"\s*(?:-{1,3}|[‐-―−])\s*", "-", rest.pop("pages", "")).strip(" .")
    first, _, last = pages.partition("-")
    year = re.search(r"(?:19|20)\d\d", rest.get("year", "") or rest.get("date", ""))
    if year is not None:
        rest.pop("year", None)
    month = rest.pop("month", "").strip(" .")
    found = take_identifiers(f"{rest.pop('doi', '')} {rest.pop('url', '')}")[1] or Identifiers()
    found.issn += [Issn(value) for value in [rest.pop("issn", "")] if value]
    found.isbn += [Isbn(value) for value in [rest.pop("isbn", "")] if value]
    kind = ReferenceKind.PROCEEDINGS if booktitle else ReferenceKind.JOURNAL if journal else ReferenceKind.OTHER
    number = MONTHS.get(month.lower()) or (int(month) if month.isdigit() and 0 < int(month) < 13 else None)
    return JournalRef(
        kind=kind,
        container_title=journal or booktitle,
        volume=rest.pop("volume", "") or None,
        issue=rest.pop("number", "") or rest.pop("issue", "") or None,
        pages=Pages(first=first, last=last or None) if first else None,
        article_number=rest.pop("articleno", None),
        year=int(year[0]) if year else None,
        month=number,
        publisher=rest.pop("publisher", None),
        series=rest.pop("series", None),
        place=rest.pop("address", None) or rest.pop("location", None),
        authors=rest.pop("author", None),
        title=rest.pop("title", None),
        editors=rest.pop("editor", None),
        isbn=tuple(found.isbn),
        issn=tuple(found.issn),
        doi=tuple(found.doi),
        url=tuple(found.url),
        note="; ".join([*(f"{name} = {value}" for name, value in rest.items() if value), *filter(None, [beyond])])
        or None,
    )
