"""Every BibTeX and BibLaTeX field that the model knows, and what reads it, as a table.

Source: btxdoc; the biblatex manual 3.x, 2.2 "Entry Fields"; pandoc's and JabRef's readers for what fields mean in CSL.
"""

import re
from typing import Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex_arxiv_rows import beside_arxiv, eprint_word_row, read_eprint, read_keywords
from arxiv2bib.formats.bibtex_date_rows import read_access, read_issue_date
from arxiv2bib.formats.bibtex_fields import BIBLATEX_NAMES, ROLES, TYPES, VARIABLES
from arxiv2bib.formats.bibtex_name_rows import contributor_row, people_row
from arxiv2bib.formats.bibtex_reading import Read, Reading
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.latex_decoding import from_latex, from_latex_verbatim

__all__ = ["ROWS", "join_titles"]

_PLAIN_DOI: Final = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9./_():-]*[A-Za-z0-9]\Z")
_DOI_ADDRESS: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?", re.I)
_ISBN: Final = re.compile(r"[0-9][0-9 –-]{8,20}[0-9Xx]\Z")
_ISSN: Final = re.compile(r"[0-9]{4}[-–]?[0-9]{3}[0-9Xx]\Z")
_GAP: Final = re.compile(r"\s*[,;]\s*")
_LONE_URL: Final = re.compile(r"\{?\s*(?:\\url\s*\{[^{}]*\}|https?://\S+)\s*\}?\Z")
_ODD_ADDRESS: Final = re.compile(r"[\s\\{}\"<>^`]|\A\Z")
# What is read as characters that are written in another way: quotation marks, and HTML's tags.
_RESPELLED: Final = re.compile(r"\\(?:enquote|mkbibquote|slash)(?![A-Za-z])|<")


def _is_respelled(tex: str) -> bool:
    return ("\\" in tex or "<" in tex) and _RESPELLED.search(tex) is not None


def _markup(field: str) -> Read:
    at = INDEX[field]

    def read(reading: Reading, name: str, tex: str) -> None:
        text = from_latex(tex)
        if not text:
            reading.keep(name, tex)
            return
        reading.values[at] = text
        if _is_respelled(tex):
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
        read(reading, name, tex)
        if name != rivals[0] and BIBLATEX_NAMES.get(rivals[0]) != name:
            reading.spell(name, tex)

    return choose


_TITLE: Final = INDEX["title"]


def _title(reading: Reading, name: str, tex: str) -> None:
    title = from_latex(tex, protect=True)
    if not title:
        reading.keep(name, tex)
        return
    if _is_respelled(tex) and "subtitle" not in reading.fields:
        reading.spell(name, tex)
    subtitle = reading.fields.get("subtitle")
    if subtitle:
        reading.spell(name, tex)
        reading.spell("subtitle", subtitle)
        title = join_titles(title, from_latex(subtitle, protect=True))
    reading.values[_TITLE] = title


def join_titles(title: str, subtitle: str) -> str:
    """Return *title* and *subtitle* in one, a colon between them unless the title ends in a mark of its own."""
    return f"{title} {subtitle}" if title.endswith(("?", "!", ":", ".")) else f"{title}: {subtitle}"


def _subtitle(reading: Reading, name: str, tex: str) -> None:
    if "title" not in reading.fields:
        reading.keep(name, tex)


_CONTAINER: Final = INDEX["container_title"]
_JOURNALS: Final = ("journal", "journaltitle", "booktitle")
_BOOKS: Final = ("booktitle", "journal", "journaltitle")


def _container(reading: Reading, name: str, tex: str) -> None:
    is_journal = reading.row.container == "journal"
    if not reading.is_first(name, _JOURNALS if is_journal else _BOOKS):
        reading.keep(name, tex)
        return
    reading.values[_CONTAINER] = from_latex(tex, protect=True)
    if (name != "booktitle") is not is_journal:
        reading.spell(name, tex)


_PUBLISHER: Final = INDEX["publisher"]
_PUBLISHERS: Final = {
    "publisher": ("publisher", "institution", "school", "organization"),
    "institution": ("institution", "school", "publisher", "organization"),
    "school": ("school", "institution", "publisher", "organization"),
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


def _number(reading: Reading, name: str, tex: str) -> None:
    text = reading.read_text(name, tex)
    if reading.type in _ISSUE_TYPES:
        if "issue" in reading.fields:
            reading.spell(name, tex)
            field = "number"
        else:
            field = "issue"
    else:
        field = "collection_number" if reading.type in _SERIES_TYPES else "number"
    reading.values[INDEX[field]] = text


def _issue(reading: Reading, name: str, tex: str) -> None:
    reading.values[INDEX["issue"]] = reading.read_text(name, tex)
    reading.spell(name, tex)


def _pages(reading: Reading, name: str, tex: str) -> None:
    text = reading.read_text(name, tex)
    reading.values[INDEX["page"]] = parse_pages(text)


_DOI: Final = INDEX["doi"]


def _doi(reading: Reading, name: str, tex: str) -> None:
    if _PLAIN_DOI.match(tex):
        reading.values[_DOI] = Doi(tex)
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


def _url(reading: Reading, name: str, tex: str) -> None:
    url = from_latex_verbatim(tex)
    reading.values[INDEX["url"]] = url or None
    if _ODD_ADDRESS.search(url) is not None:
        reading.spell(name, tex)


def _how_published(reading: Reading, name: str, tex: str) -> None:
    if "url" in reading.fields or _LONE_URL.match(tex) is None:
        reading.keep(name, tex)
    else:
        reading.values[INDEX["url"]] = from_latex_verbatim(tex)
        reading.spell(name, tex)


def _identifiers(field: str, pattern: re.Pattern[str], kind: type[Isbn] | type[Issn]) -> Read:
    at = INDEX[field]

    def read(reading: Reading, name: str, tex: str) -> None:
        parts = [part for part in _GAP.split(from_latex_verbatim(tex)) if part]
        if parts and all(pattern.match(part) for part in parts):
            reading.values[at] = tuple(map(kind, parts))
        else:
            reading.say(Code.READ_INVALID_VALUE, name, f"no {field.upper()}", tex)
            reading.keep(name, tex)

    return read


_STATUS: Final = INDEX["status"]


def _keep(reading: Reading, name: str, tex: str) -> None:
    reading.keep(name, tex)


def _status(reading: Reading, name: str, tex: str) -> None:
    if not (tex == "prepublished" and reading.type is EntryType.ARTICLE):
        reading.values[_STATUS] = reading.read_text(name, tex)


def _variable(variable: str) -> Read:
    at = INDEX["variables"]

    def read(reading: Reading, name: str, tex: str) -> None:
        is_date = variable.endswith("-date")
        text = from_latex_verbatim(tex) if is_date else reading.read_text(name, tex)
        reading.values[at] = (*reading.values[at], (variable, text))

    return read


_language = _rival(_text("language"), "language", "langid")
_place = _rival(_text("publisher_place"), "address", "location")
_annote = _rival(_markup("annote"), "annote", "annotation")

ROWS: Final[dict[str, Read]] = {
    "title": _title, "subtitle": _subtitle, "shorttitle": _markup("short_title"),
    "author": people_row("author", NameRole.AUTHOR), "editor": people_row("editor", NameRole.EDITOR),
    **{field: contributor_row(NameRole(role)) for role, field in ROLES.items()},
    "journal": _container, "journaltitle": _container, "booktitle": _container,
    "shortjournal": _markup("container_title_short"), "series": _markup("collection_title"),
    "eventtitle": _markup("event_title"), "venue": _text("event_place"),
    "volume": _text("volume"), "number": _number, "issue": _issue, "pages": _pages, "eid": _text("article_number"),
    "edition": _text("edition"), "type": _text("genre"), "version": _text("version"),
    "publisher": _publisher, "institution": _publisher, "school": _publisher, "organization": _publisher,
    "address": _place, "location": _place,
    "year": read_issue_date, "month": read_issue_date, "day": read_issue_date, "date": read_issue_date,
    "urldate": read_access,
    "doi": _doi, "url": _url, "howpublished": _how_published,
    "isbn": _identifiers("isbn", _ISBN, Isbn), "issn": _identifiers("issn", _ISSN, Issn),
    "eprint": read_eprint, "eprinttype": eprint_word_row(None), "eprintclass": eprint_word_row(None),
    "archiveprefix": eprint_word_row("eprinttype"), "primaryclass": eprint_word_row("eprintclass"),
    "keywords": beside_arxiv(read_keywords), "keyword": read_keywords, "note": beside_arxiv(_markup("note")),
    "comment": beside_arxiv(_keep), "reportnumber": beside_arxiv(_keep),
    "annote": _annote, "annotation": _annote, "abstract": _markup("abstract"),
    "language": _language, "langid": _language, "pubstate": _status,
    **{field: _variable(variable) for variable, field in VARIABLES.items()},
}  # fmt: skip
"""What reads a field, by its name in lower case."""
