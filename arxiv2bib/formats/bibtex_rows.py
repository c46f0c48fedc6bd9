"""Every BibTeX and BibLaTeX field that the model knows, and what reads it, as a table.

Source: btxdoc; the biblatex manual 3.x, 2.2 "Entry Fields"; pandoc's and JabRef's readers for what fields mean in CSL.
"""

import re
from typing import Final

from arxiv2bib.data.journal_macros import find_journal_macro
from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex_address_rows import (
    PUBLISHERS,
    is_own_number,
    read_bibdesk_url,
    read_how_published,
    read_url,
)
from arxiv2bib.formats.bibtex_arxiv_rows import beside_arxiv, eprint_word_row, read_arxiv, read_eprint, read_keywords
from arxiv2bib.formats.bibtex_date_rows import read_access, read_issue_date
from arxiv2bib.formats.bibtex_dates import parse_any_date
from arxiv2bib.formats.bibtex_fields import BIBLATEX_NAMES, COUNTRIES, GENRES, ROLES, SERIES, TYPES, VARIABLES
from arxiv2bib.formats.bibtex_languages import LANGUAGES
from arxiv2bib.formats.bibtex_name_rows import contributor_row, people_row, read_group_author
from arxiv2bib.formats.bibtex_note_rows import read_addendum, read_note
from arxiv2bib.formats.bibtex_page_rows import PAGE_COUNTS, read_pages
from arxiv2bib.formats.bibtex_reading import Read, Reading
from arxiv2bib.formats.bibtex_related import NAMES as RELATED_NAMES
from arxiv2bib.formats.bibtex_related import read_related
from arxiv2bib.formats.bibtex_title_rows import (
    is_respelled,
    read_container,
    read_full_journal,
    read_main_title,
    read_short_title,
    read_title,
    read_title_addition,
    subtitle_row,
)
from arxiv2bib.formats.separators import split_serials
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.identifiers import Doi, Isbn, Issn, make_doi
from arxiv2bib.model.vocabulary import PREPRINT, EntryType, NameRole
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_addresses import from_latex_verbatim
from arxiv2bib.text.markup import escape

__all__ = ["PLAIN_DOI", "ROWS"]

PLAIN_DOI: Final = compile_late(r"10\.[0-9]{4,9}/[A-Za-z0-9./_():-]*[A-Za-z0-9]\Z")
_DOI_ADDRESS: Final = compile_late(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?", re.I)
_ISBN: Final = compile_late(r"[0-9][0-9 -]{8,20}[0-9Xx]\Z")
_ISSN: Final = compile_late(r"[0-9]{4}-?[0-9]{3}[0-9Xx]\Z")
_NUMBERS: Final = compile_late(r"[0-9Xx\s,;-]*+\Z")
_GAP: Final = compile_late(r"\s*[,;]\s*")
_DASH: Final = compile_late(r"--+|[‐‑–—−]+")  # what TeX prints as a dash, and what was pasted as one


def _markup(field: str) -> Read:
    at = INDEX[field]

    def read(reading: Reading, name: str, tex: str) -> None:
        text = reading.decode(tex)
        if not text:
            reading.keep(name, tex)
            return
        reading.values[at] = text
        if is_respelled(tex):
            reading.spell(name, tex)

    return read


def _text(field: str) -> Read:
    at = INDEX[field]

    def read(reading: Reading, name: str, tex: str) -> None:
        reading.values[at] = reading.read_text(name, tex)

    return read


def _rival(read: Read, *rivals: str) -> Read:
    """Return *read* for fields of which an entry has one: the first of *rivals*; others are kept."""

    def choose(reading: Reading, name: str, tex: str) -> None:
        if not reading.is_first(name, rivals):
            reading.keep(name, tex)
            return
        kept = len(reading.extra)
        read(reading, name, tex)
        if name != rivals[0] and BIBLATEX_NAMES.get(rivals[0]) != name and len(reading.extra) == kept:
            reading.spell(name, tex)

    return choose


_PUBLISHER: Final = INDEX["publisher"]
_PUBLISHERS: Final = {
    "publisher": PUBLISHERS,
    "institution": ("institution", "school", "publisher", "organization"),
    "school": ("school", "institution", "university", "publisher", "organization"),  # EndNote has the third
}


def _publisher(reading: Reading, name: str, tex: str) -> None:
    usual = reading.row.publisher
    if not reading.is_first(name, _PUBLISHERS[usual]):
        reading.keep(name, tex)
        return
    before = len(reading.spelled)
    reading.values[_PUBLISHER] = reading.read_text(name, tex)
    if len(reading.spelled) == before and name != usual and BIBLATEX_NAMES.get(usual) != name:
        reading.spell(name, tex)


def _university(reading: Reading, name: str, tex: str) -> None:
    """Read the ``university`` of a thesis, as EndNote calls its school."""
    if reading.type is EntryType.THESIS:
        _publisher(reading, name, tex)
    else:
        reading.keep(name, tex)


_ISSUE_TYPES: Final = frozenset(
    kind for kind, row in TYPES.items() if row.container == "journal"
)  # what is called an issue there is a volume of a series elsewhere
_SERIES_TYPES: Final = frozenset(
    {
        EntryType.BOOK,
        EntryType.CHAPTER,
        EntryType.PAPER_CONFERENCE,
        EntryType.COLLECTION,
        EntryType.ENTRY_ENCYCLOPEDIA,
    }
)


# What stands in print before the number of a volume and of an issue; Frontiers writes "Volume 12 - 2021".
_VOLUME: Final = compile_late(r"(?:vol(?:ume|\.)?|bd\.|band)[ ~\xa0]*([0-9]+)(?: - [0-9]{4})?\Z", re.I)
_ISSUE: Final = compile_late(
    r"(?:no\.?|nr\.?|num\.|n[°º]\.?|№|heft|h\.|issue|iss\.)[ ~\xa0]*([0-9]+(?:[-/–][0-9]+)?)\Z", re.I
)


_AT_VOLUME: Final = INDEX["volume"]


def _volume(reading: Reading, name: str, tex: str) -> None:
    text = reading.read_text(name, tex)
    if text > ":" and reading.type in _ISSUE_TYPES and (found := _VOLUME.match(text)) is not None:
        text = found[1]
        reading.spell(name, tex)
    reading.values[_AT_VOLUME] = text


def _number(reading: Reading, name: str, tex: str) -> None:
    text = reading.read_text(name, tex)
    if reading.type is PREPRINT and _is_arxiv_number(reading, text):
        reading.keep(name, tex)
        return
    if reading.type in _ISSUE_TYPES:
        if "issue" in reading.fields:
            reading.spell(name, tex)
            field = "number"
        else:
            field = "issue"
            if text > ":" and (found := _ISSUE.match(text)) is not None:
                text = found[1]
                reading.spell(name, tex)
    else:
        field = "collection_number" if reading.type in _SERIES_TYPES else "number"
    reading.values[INDEX[field]] = text


def _is_arxiv_number(reading: Reading, text: str) -> bool:
    """Whether *text* is what Zotero has for the number of the preprint that ``eprint`` names: ``arXiv:1706.03762``."""
    identifier = reading.arxiv_id
    return identifier is not None and text.casefold() in {f"arxiv:{identifier}", f"arxiv:{identifier.unversioned}"}


def _issue(reading: Reading, name: str, tex: str) -> None:
    reading.values[INDEX["issue"]] = reading.read_text(name, tex)
    reading.spell(name, tex)


_DOI: Final = INDEX["doi"]


def _doi(reading: Reading, name: str, tex: str) -> None:
    if is_own_number(reading, tex, "10.48550/arXiv.") or PLAIN_DOI.match(tex):
        reading.values[_DOI] = make_doi(tex)
        return
    text = from_latex_verbatim(tex)
    dois = Doi.find_all(text)
    if not dois:
        reading.say(Code.READ_INVALID_VALUE, name, "no DOI", tex)
        reading.keep(name, tex)
        return
    reading.values[_DOI] = dois[0]
    if _DOI_ADDRESS.sub("", text, count=1) != dois[0].value:
        reading.spell(name, tex)


_SERIALS: Final = {"isbn": (INDEX["isbn"], _ISBN, Isbn), "issn": (INDEX["issn"], _ISSN, Issn)}


def _serials(reading: Reading, name: str, tex: str) -> None:
    """Read ISBNs or ISSNs; where all are of the other kind, as Mendeley puts ISSNs into ``isbn``, as those.

    The groups of either have hyphens between them, whatever dash was typed.
    """
    written = from_latex_verbatim(tex)
    text = _DASH.sub("-", written)
    other = "issn" if name == "isbn" else "isbn"
    for field in (name, other) if other not in reading.fields else (name,):
        at, pattern, kind = _SERIALS[field]
        numbers = [number for part in _GAP.split(text) if part for number in split_serials(part)]
        if not all(map(pattern.match, numbers)):
            numbers = split_serials(text)  # words may have commas
        if numbers and all(map(pattern.match, numbers)):
            reading.values[at] = tuple(map(kind, numbers))
            if field == other or text != written or _NUMBERS.match(text) is None:
                reading.spell(name, tex)
            return
    if name != "isbn" or not _repeats_issn(text, reading.fields.get("issn", "")):
        reading.say(Code.READ_INVALID_VALUE, name, f"no {name.upper()}", tex)
    reading.keep(name, tex)


def _repeats_issn(isbn: str, issn: str) -> bool:
    """Whether all that stands in *isbn* are ISSNs, one of which is in *issn* too, as in exports of Mendeley."""
    numbers = split_serials(isbn)
    said = {number.replace("-", "") for number in split_serials(issn)}
    return all(map(_ISSN.match, numbers)) and any(number.replace("-", "") in said for number in numbers)


_STATUS: Final = INDEX["status"]


def _keep(reading: Reading, name: str, tex: str) -> None:
    reading.keep(name, tex)


def _status(reading: Reading, name: str, tex: str) -> None:
    if not (tex == "prepublished" and reading.type is EntryType.ARTICLE):
        reading.values[_STATUS] = reading.read_text(name, tex)


_VARIABLES: Final = INDEX["variables"]


def _variable(variable: str) -> Read:
    def read(reading: Reading, name: str, tex: str) -> None:
        is_date = variable.endswith("-date")
        text = from_latex_verbatim(tex) if is_date else reading.read_text(name, tex)
        reading.values[_VARIABLES] = (*reading.values[_VARIABLES], (variable, text))

    return read


_GENRE: Final = INDEX["genre"]
_LANGUAGE: Final = INDEX["language"]


def _genre(reading: Reading, name: str, tex: str) -> None:
    """Read what the work is, in words or with one of BibLaTeX's words for it."""
    words = GENRES.get(tex)
    reading.values[_GENRE] = reading.read_text(name, tex) if words is None else words
    if words is not None:
        reading.spell(name, tex)


_read_series: Final = _markup("collection_title")


def _series(reading: Reading, name: str, tex: str) -> None:
    if tex in SERIES:
        reading.values[INDEX["collection_title"]] = SERIES[tex]
        reading.spell(name, tex)
    elif "\\" in tex and (journal := find_journal_macro(reading.decode(tex))) is not None:
        reading.values[INDEX["collection_title"]] = escape(journal.title)
        reading.spell(name, tex)
    else:
        _read_series(reading, name, tex)


def _language_name(reading: Reading, name: str, tex: str) -> None:
    code = LANGUAGES.get(tex.lower()) if name != "language" else None
    reading.values[_LANGUAGE] = reading.read_text(name, tex) if code is None else code


# What BibLaTeX, MDPI, ACM, HighWire and Scopus call it.
_ARTICLE_NUMBERS: Final = ("eid", "article-number", "articleno", "elocation-id", "art_number")
_kind = _rival(_genre, "type", "genre")
_article_number = _rival(_text("article_number"), *_ARTICLE_NUMBERS)
_language = _rival(_language_name, "language", "langid", "hyphenation")
_PLACE: Final = INDEX["publisher_place"]
_EVENT_PLACE: Final = INDEX["event_place"]


def _place(reading: Reading, name: str, tex: str) -> None:
    """Read ``address`` or ``location``; of a paper that has both, as at ACM, the second is the conference's."""
    fields = reading.fields
    if name == "location" and "address" in fields:
        if reading.type is EntryType.PAPER_CONFERENCE and "venue" not in fields:
            reading.values[_EVENT_PLACE] = reading.read_text(name, tex)
            reading.spell(name, tex)
            reading.spell("address", fields["address"])
        else:
            reading.keep(name, tex)
        return
    country = COUNTRIES.get(tex) if reading.type is EntryType.PATENT else None
    if country is not None:
        reading.spell(name, tex)
    reading.values[_PLACE] = reading.read_text(name, tex) if country is None else country


def _cambridge_place(reading: Reading, name: str, tex: str) -> None:
    """Read ``place``, as Cambridge University Press calls the address."""
    if "address" in reading.fields or "location" in reading.fields:
        reading.keep(name, tex)
    else:
        reading.values[_PLACE] = reading.read_text(name, tex)
        reading.spell(name, tex)


def _access(reading: Reading, name: str, tex: str) -> None:
    """Read the day of access; under another name than ``urldate``, only if it is one."""
    if name != "urldate" and parse_any_date(tex).literal is not None:
        reading.keep(name, tex)
    else:
        read_access(reading, name, tex)


_ACCESS: Final = ("urldate", "lastchecked", "lastaccessed", "accessed", "lastvisited", "visited")
_read_access = _rival(_access, *_ACCESS)


_pmid = _rival(_variable("PMID"), "pmid", "pubmedid", "pubmed_id")  # of MDPI and Scopus
_pmcid = _rival(_variable("PMCID"), "pmcid", "pmc")  # JabRef and BibDesk have the second
_page_count = _rival(_variable("number-of-pages"), *PAGE_COUNTS)
# What BibLaTeX, Scopus and Web of Science call it.
_SHORT_JOURNALS: Final = ("shortjournal", "abbrev_source_title", "journal-iso")
_short_journal = _rival(_markup("container_title_short"), *_SHORT_JOURNALS)
_call_number = _rival(_variable("call-number"), "library", "call-number", "callnumber")
_annote = _rival(_markup("annote"), "annote", "annotation")
_original_date = _rival(_variable("original-date"), "origdate", "origyear")  # the name before biblatex 1.0

ROWS: Final[dict[str, Read]] = {
    "title": read_title, "subtitle": subtitle_row("title"), "titleaddon": read_title_addition,
    "shorttitle": read_short_title,
    **dict.fromkeys(("maintitle", "mainsubtitle", "maintitleaddon"), read_main_title),
    "author": people_row("author", NameRole.AUTHOR), "editor": people_row("editor", NameRole.EDITOR),
    "groupauthor": read_group_author,
    **{field: contributor_row(NameRole(role)) for role, field in ROLES.items()},
    "journal": read_container, "journaltitle": read_container, "booktitle": read_container,
    **dict.fromkeys(("booksubtitle", "booktitleaddon"), subtitle_row("booktitle")),
    **dict.fromkeys(("journalsubtitle", "journaltitleaddon"), subtitle_row("journal", "journaltitle")),
    "fjournal": read_full_journal, "journal-full": read_full_journal, **dict.fromkeys(_SHORT_JOURNALS, _short_journal),
    "series": _series,
    "eventtitle": _markup("event_title"), "venue": _text("event_place"),
    "volume": _volume, "number": _number, "issue": _issue, "pages": read_pages,
    **dict.fromkeys(_ARTICLE_NUMBERS, _article_number),
    "edition": _text("edition"), "type": _kind, "genre": _kind, "version": _text("version"),
    "publisher": _publisher, "institution": _publisher, "school": _publisher, "organization": _publisher,
    "university": _university,
    "address": _place, "location": _place, "place": _cambridge_place,
    "year": read_issue_date, "month": read_issue_date, "day": read_issue_date, "date": read_issue_date,
    **dict.fromkeys(_ACCESS, _read_access),
    "doi": _doi, "url": read_url, "bdsk-url-1": read_bibdesk_url, "howpublished": read_how_published,
    **dict.fromkeys(_SERIALS, _serials),
    "eprint": read_eprint, "arxiv": read_arxiv, "arxivid": read_arxiv,
    "eprinttype": eprint_word_row(None), "eprintclass": eprint_word_row(None),
    "archiveprefix": eprint_word_row("eprinttype"), "primaryclass": eprint_word_row("eprintclass"),
    "keywords": beside_arxiv(read_keywords), "keyword": read_keywords, "tags": read_keywords,
    "note": beside_arxiv(read_note), "addendum": read_addendum,
    "comment": beside_arxiv(_keep), "reportnumber": beside_arxiv(_keep),
    **dict.fromkeys(RELATED_NAMES, read_related),
    "annote": _annote, "annotation": _annote, "abstract": _markup("abstract"),
    "language": _language, "langid": _language, "hyphenation": _language, "pubstate": _status,
    **{field: _variable(variable) for variable, field in VARIABLES.items()},
    "origdate": _original_date, "origyear": _original_date,
    "pmid": _pmid, "pubmedid": _pmid, "pubmed_id": _pmid,
    "pmcid": _pmcid, "pmc": _pmcid, **dict.fromkeys(PAGE_COUNTS, _page_count),
    "library": _call_number, "call-number": _call_number, "callnumber": _call_number,
}  # fmt: skip
"""What reads a field, by its name in lower case."""
