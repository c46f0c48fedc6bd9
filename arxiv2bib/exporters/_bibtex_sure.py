"""What BibTeX keeps beyond doubt: see :mod:`~arxiv2bib.exporters._sure`."""

from functools import lru_cache
from typing import Final

from arxiv2bib.exporters._bibtex_lines import PREFIXES, FieldLines
from arxiv2bib.exporters._sure import is_plain_address, is_plain_doi, is_sure, make_gates
from arxiv2bib.formats.arxiv_notes import take_classes
from arxiv2bib.formats.bibtex_names import is_suffix
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.model.dates import Date, is_calendar_date
from arxiv2bib.model.entry import ArxivInfo, compared_values
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages, parse_pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

__all__ = ["is_surely_kept"]

# Letters that LaTeX has commands for, and the punctuation that is escaped and nothing else.
_UNSURE: Final = compile_late(r"[^A-Za-z0-9 ,.;:()?!/*+=\[\]\"'@%&_#À-ÖØ-öø-ńŅ-ňŐ-žșț-]|--|''|  |\A | \Z|'\Z")
_WORDS: Final = compile_late(r"[A-Za-z0-9.]+(?: [A-Za-z0-9.]+)*\Z")
_CAPITALS: Final = compile_late(r"(?!(?i:others)\Z)[A-ZÀ-ÖØ-Þ](?:[A-Za-zÀ-ÖØ-öø-ń.-]| (?=[A-ZÀ-ÖØ-Þ]))*+\Z")
_KEY: Final = compile_late(r"[A-Za-z0-9:._/+-]+\Z")

# Types that are one word in both dialects and back; a preprint is one by its arXiv identifier.
_SURE_TYPES: Final = frozenset(
    {EntryType.ARTICLE_JOURNAL, EntryType.BOOK, EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.MANUSCRIPT}
)


def is_surely_kept(fields: FieldLines) -> bool:
    """Whether the entry of *fields*, which are all of its lines, comes back as it is, without looking."""
    entry = fields.entry
    if entry.abstract and not (
        f"{PREFIXES['abstract']}{entry.abstract}}}" in fields.lines or _is_plain(entry.abstract)
    ):
        return False  # what stands in the file as it is needs no second look
    if entry.type is EntryType.ARTICLE:
        if entry.arxiv is None or entry.container_title is not None:
            return False
    elif entry.type not in _SURE_TYPES or (entry.issue and entry.type is not EntryType.ARTICLE_JOURNAL):
        return False
    elif entry.arxiv is not None and entry.container_title is None:
        return False  # without a venue, an article of arXiv is read as a preprint
    if entry.native_type is not None and needs_native_type(entry):
        return False
    return is_sure(compared_values(entry), _GATES)


def _is_plain(text: str) -> bool:
    return _UNSURE.search(text) is None


def _are_words(text: str) -> bool:
    return _WORDS.match(text) is not None


def _are_kept(names: tuple[Name, ...]) -> bool:
    """Whether all are persons with a family name and given names in capitals that nothing can be split from."""
    for name in names:
        family, given = name.family, name.given
        if (
            not family
            or not given
            or name.literal
            or name.suffix
            or name.non_dropping_particle
            or name.dropping_particle
            or _CAPITALS.match(family) is None
            or _CAPITALS.match(given) is None
            or is_suffix(given.rpartition(" ")[2], set_off=True)
            or is_suffix(family.rpartition(" ")[2], set_off=True)
        ):
            return False
    return True


@lru_cache(maxsize=4096)
def _is_plain_date(date: Date) -> bool:
    start = date.start
    return start is not None and date == Date(start=start) and is_calendar_date(start) and start[0] > 999


@lru_cache(maxsize=4096)
def _are_plain_pages(pages: Pages) -> bool:
    text = "--".join(part for part in (pages.first, pages.last) if part)
    return _is_plain(text.replace("--", "")) and parse_pages(text) == pages


@lru_cache(maxsize=4096)
def _are_plain_keywords(keywords: tuple[str, ...]) -> bool:
    return take_classes(keywords)[3] == keywords and all(
        _is_plain(keyword) and "," not in keyword and ";" not in keyword for keyword in keywords
    )


def _is_plain_arxiv(arxiv: ArxivInfo) -> bool:
    return (
        arxiv.id is not None
        and arxiv.id.archive is None
        and (arxiv.comment is None or _is_plain(arxiv.comment))
        and (arxiv.primary_category is None or _are_words(arxiv.primary_category))
        and _are_classes(arxiv.categories)
        and arxiv == ArxivInfo(id=arxiv.id, comment=arxiv.comment, primary_category=arxiv.primary_category,
                               categories=arxiv.categories)
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _are_classes(categories: tuple[str, ...]) -> bool:
    return take_classes(categories)[0] == categories


def _is_plain_note(note: str) -> bool:
    """Whether no part of a preprint's *note* is read as a field of its own."""
    return _is_plain(note) and ":" not in note and not note.lower().startswith("version")


_GATES: Final = make_gates({
    "key": lambda key: _KEY.match(key) is not None,
    "type": lambda kind: True,
    "title": _is_plain,
    "author": _are_kept,
    "editor": _are_kept,
    "issued": _is_plain_date,
    "doi": is_plain_doi,
    "url": is_plain_address,
    "abstract": lambda text: True,
    "arxiv": _is_plain_arxiv,
    "version": _are_words,
    "native_type": lambda kind: True,
    "container_title": _is_plain,
    "volume": _are_words,
    "page": _are_plain_pages,
    "publisher": _is_plain,
    "publisher_place": _is_plain,
    "note": _is_plain_note,
    "keyword": _are_plain_keywords,
    "issue": _are_words,
})  # fmt: skip
