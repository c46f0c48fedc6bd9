"""What RIS keeps beyond doubt: see :mod:`~arxiv2bib.exporters._sure`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from arxiv2bib.exporters._sure import is_plain_address, is_plain_doi, make_is_sure
from arxiv2bib.formats.arxiv_notes import take_classes
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.formats.ris_names import parse_ris_name
from arxiv2bib.formats.ris_tags import READ_TYPES
from arxiv2bib.model.dates import Date, is_calendar_date
from arxiv2bib.model.entry import ArxivInfo, Entry
from arxiv2bib.model.identifiers import Isbn, Issn
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

__all__ = ["is_surely_kept"]

_KEY: Final = compile_late(r"[A-Za-z0-9:._/+-]+\Z")
_ISBN: Final = compile_late(r"97[89]-?(?:[0-9]-?){9}[0-9X]\Z")
_ISSN: Final = compile_late(r"[0-9]{4}-[0-9]{3}[0-9X]\Z")
# Types in which the tags of the fields below are read as anywhere.
_SURE_KINDS: Final = frozenset({"BOOK", "CHAP", "CONF", "CPAPER", "GEN", "JOUR", "MANSCPT", "MGZN", "NEWS", "UNPB"})
_OWN_NUMBERS: Final = frozenset({"BOOK", "CHAP", "MANSCPT"})  # of a lone page or a number they make something else


def is_surely_kept(entry: Entry, lines: Sequence[str], *, has_plain_authors: bool = False) -> bool:
    """Whether *entry* comes back from *lines*, which are all of its lines, as it is, without looking.

    *has_plain_authors* says that its authors do.
    """
    kind = lines[0][6:-1]
    if kind not in _SURE_KINDS or READ_TYPES[kind] is not entry.type:
        return False
    if kind in _OWN_NUMBERS and (entry.number or (entry.page is not None and entry.page.last is None)):
        return False
    authors = () if has_plain_authors else entry.author
    if authors != tuple([parse_ris_name(line[6:-1])[0] for line in lines[1 : len(authors) + 1]]):
        return False
    if entry.abstract and (f"AB  - {entry.abstract}\n" not in lines or not _is_bare(entry.abstract)):
        return False
    if entry.arxiv is None and (entry.version or (entry.note and _is_identifier(entry.note))):
        return False
    if entry.updated is not None and (not entry.version or entry.updated == entry.issued):
        return False
    if entry.container_title is None and entry.container_title_short is not None:
        return False
    if entry.arxiv is not None and entry.type is EntryType.ARTICLE and entry.publisher == "arXiv":
        return False
    if entry.native_type is not None and needs_native_type(entry):
        return False
    return _is_sure(entry)


def _is_bare(text: str) -> bool:
    """Whether *text*, markup, is the characters that it is."""
    return "$" not in text and "\\" not in text and "<" not in text


def _is_plain(text: str) -> bool:
    return text.isprintable() and _is_bare(text) and text[0] != " " != text[-1]


def _is_identifier(note: str) -> bool:
    return note[:6].casefold() == "arxiv:"


def _is_plain_note(note: str) -> bool:
    """Whether no part of a *note* is read as anything else, also beside an arXiv identifier."""
    return _is_plain(note) and ":" not in note and note[0] != "[" and note[:7].casefold() != "version"


def _are_kept(names: tuple[Name, ...]) -> bool:
    """Whether all are persons that nothing can be split from; the authors are read instead."""
    return all(
        name.family
        and name.given
        and name.family.isalpha()
        and name.given.isalpha()
        and name == Name(family=name.family, given=name.given)
        for name in names
    )


@lru_cache(maxsize=4096)
def _is_plain_date(date: Date) -> bool:
    start = date.start
    return start is not None and date == Date(start=start) and is_calendar_date(start) and start[0] > 999


def _are_plain_pages(pages: Pages) -> bool:
    first, last = pages.first, pages.last
    return first is not None and first.isalnum() and (last is None or last.isalnum()) and pages.literal is None


@lru_cache(maxsize=4096)
def _are_plain_keywords(keywords: tuple[str, ...]) -> bool:
    return (
        all(keyword and ";" not in keyword and _is_plain(keyword) for keyword in keywords)
        and take_classes(keywords)[3] == keywords
    )


def _is_plain_arxiv(arxiv: ArxivInfo) -> bool:
    return (
        arxiv.id is not None
        and arxiv.id.archive is None
        and arxiv.id.version is None
        and (arxiv.comment is None or (arxiv.comment != "" and _is_plain(arxiv.comment)))
        and arxiv.primary_category == (arxiv.categories[0] if arxiv.categories else None)
        and _are_classes(arxiv.categories)
        and not (
            arxiv.doi
            or arxiv.journal_ref
            or arxiv.license
            or arxiv.report_number
            or arxiv.msc_class
            or arxiv.acm_class
            or arxiv.versions
        )
    )


@lru_cache(maxsize=4096)
def _are_classes(categories: tuple[str, ...]) -> bool:
    return take_classes(categories)[0] == categories


def _are_isbns(isbns: tuple[Isbn, ...]) -> bool:
    return all(_ISBN.match(isbn.value) for isbn in isbns)


def _are_issns(issns: tuple[Issn, ...]) -> bool:
    return all(_ISSN.match(issn.value) for issn in issns)


_is_sure: Final = make_is_sure({
    "key": lambda key: _KEY.match(key) is not None,
    "type": lambda kind: True,
    "title": _is_plain,
    "author": lambda names: True,
    "editor": _are_kept,
    "issued": _is_plain_date,
    "doi": is_plain_doi,
    "url": is_plain_address,
    "abstract": lambda text: True,
    "arxiv": _is_plain_arxiv,
    "updated": _is_plain_date,
    "version": lambda version: version.isdecimal() and version.isascii(),
    "native_type": lambda kind: True,
    "short_title": _is_plain,
    "container_title": _is_plain,
    "container_title_short": _is_plain,
    "volume": _is_plain,
    "issue": _is_plain,
    "number": _is_plain,
    "page": _are_plain_pages,
    "publisher": _is_plain,
    "publisher_place": _is_plain,
    "language": _is_plain,
    "note": _is_plain_note,
    "keyword": _are_plain_keywords,
    "isbn": _are_isbns,
    "issn": _are_issns,
})  # fmt: skip
