"""What Zotero's importers of CSL-JSON and RIS understand.

Source: zotero/translators, "CSL JSON.js" (2022-09-20, its list of types) and "RIS.js"; zotero/utilities,
utilities_item.js "itemFromCSLJSON"; zotero/zotero-schema, "csl" and the fields and creators of each item type.
"""

from collections.abc import Mapping
from typing import Final

from arxiv2bib.formats.csl_target import CslTarget
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.profiles import endnote

__all__ = ["CSL", "RIS_TAGS", "RIS_TYPES"]

T = EntryType

_TYPES: Final[dict[str, tuple[str, str]]] = {
    # Not in the list, and then no item of the whole file is taken.
    T.SOFTWARE: ("book", "computerProgram"),
    # In the list, but a "document" to Zotero, which has no field for most of what they have.
    T.CLASSIC: ("book", T.CLASSIC),
    T.COLLECTION: ("book", T.COLLECTION),
    T.ENTRY: ("entry-encyclopedia", T.ENTRY),
    T.FIGURE: ("graphic", T.FIGURE),
    T.MUSICAL_SCORE: ("song", T.MUSICAL_SCORE),
    T.PAMPHLET: ("book", T.PAMPHLET),
    T.PERIODICAL: ("book", T.PERIODICAL),
    T.REGULATION: ("legislation", T.REGULATION),
    T.REVIEW: ("article-journal", T.REVIEW),
    T.REVIEW_BOOK: ("article-journal", T.REVIEW_BOOK),
    T.TREATY: ("legislation", T.TREATY),
}

_ANY: Final = "title title-short abstract language URL accessed issued author contributor"
_ARCHIVED: Final = f"{_ANY} archive archive_location source call-number"
_BOOK: Final = (
    f"{_ARCHIVED} collection-title collection-number volume number-of-volumes edition publisher-place publisher ISBN "
    "editor translator collection-editor number-of-pages"
)
_PART: Final = f"{_BOOK.replace(' number-of-pages', '')} container-title page container-author"
_SERIAL: Final = f"{_ARCHIVED} container-title page ISSN translator reviewed-author"
_STATUTE: Final = f"{_ANY} container-title volume number page section references"
_RECORDING: Final = (
    f"{_ARCHIVED} medium collection-title volume number-of-volumes publisher-place publisher dimensions ISBN"
)
_ARTICLE: Final = f"{_SERIAL} volume issue collection-title container-title-short DOI editor"
_GRAPHIC: Final = f"{_ARCHIVED} medium dimensions"
_SONG: Final = f"{_RECORDING} composer performer"

_FIELDS: Final[dict[str, str]] = {
    T.ARTICLE: f"{_ARCHIVED} genre number publisher collection-title DOI editor translator reviewed-author",
    T.ARTICLE_JOURNAL: _ARTICLE,
    T.ARTICLE_MAGAZINE: f"{_SERIAL} volume issue",
    T.ARTICLE_NEWSPAPER: f"{_SERIAL} publisher-place edition section",
    T.BILL: f"{_ANY} number container-title volume section page authority references",  # with publisher: a hearing
    T.BOOK: _BOOK,  # with version: a computer program
    T.BROADCAST: (
        f"{_ARCHIVED} container-title number medium publisher-place publisher dimensions director script-writer "
        "producer performer guest"
    ),
    T.CHAPTER: _PART,
    T.CLASSIC: _BOOK,
    T.COLLECTION: _BOOK,
    T.DATASET: f"{_ARCHIVED} number genre version publisher publisher-place DOI",
    T.DOCUMENT: f"{_ARCHIVED} publisher editor translator reviewed-author",
    T.ENTRY: _PART,
    T.ENTRY_DICTIONARY: _PART,
    T.ENTRY_ENCYCLOPEDIA: _PART,
    T.EVENT: f"{_ARCHIVED} publisher editor translator reviewed-author",
    T.FIGURE: _GRAPHIC,
    T.GRAPHIC: _GRAPHIC,
    T.HEARING: f"{_ANY} section publisher-place publisher number-of-volumes number page authority references",
    T.INTERVIEW: f"{_ARCHIVED} medium interviewer translator",
    T.LEGAL_CASE: f"{_ANY} authority number container-title volume page references",
    T.LEGISLATION: _STATUTE,
    T.MANUSCRIPT: f"{_ARCHIVED} genre publisher-place number-of-pages translator",
    T.MAP: (f"{_ARCHIVED} genre scale collection-title edition publisher-place publisher ISBN collection-editor"),
    T.MOTION_PICTURE: f"{_RECORDING} genre director script-writer producer performer",
    T.MUSICAL_SCORE: _SONG,
    T.PAMPHLET: _BOOK,
    T.PAPER_CONFERENCE: (
        f"{_ARCHIVED} container-title event-title publisher-place publisher volume page collection-title DOI ISBN "
        "editor translator collection-editor"
    ),
    T.PATENT: f"{_ANY} publisher-place authority number submitted page references status",
    T.PERFORMANCE: f"{_ARCHIVED} publisher editor translator reviewed-author",
    T.PERIODICAL: _BOOK,
    T.PERSONAL_COMMUNICATION: f"{_ARCHIVED} genre recipient",
    T.POST: f"{_ANY} container-title genre",
    T.POST_WEBLOG: f"{_ANY} container-title genre",
    T.REGULATION: _STATUTE,
    T.REPORT: (
        f"{_ARCHIVED} number genre collection-title publisher-place publisher page translator collection-editor"
    ),
    T.REVIEW: _ARTICLE,
    T.REVIEW_BOOK: _ARTICLE,
    T.SOFTWARE: f"{_ARCHIVED} collection-title version medium publisher-place publisher ISBN",
    T.SONG: _SONG,  # with number: a podcast
    T.SPEECH: f"{_ANY} genre publisher-place event-title",
    T.STANDARD: f"{_ARCHIVED} number genre version status publisher-place publisher number-of-pages DOI",
    T.THESIS: f"{_ARCHIVED} genre publisher publisher-place number-of-pages",
    T.TREATY: _STATUTE,
    T.WEBPAGE: f"{_ANY} container-title genre translator",
}
"""The CSL variables for which the item that each type becomes has a field, in all versions of the schema."""
if set(_FIELDS) != set(EntryType):
    raise AssertionError(f"no fields of Zotero for {set(EntryType) - set(_FIELDS)}")

CSL: Final = CslTarget(
    types={str(kind): row for kind, row in _TYPES.items()},
    holds={str(kind): frozenset(names.split()) for kind, names in _FIELDS.items()},
    # Of other types as well since the schema of 2026.
    keeps=frozenset({"DOI", "ISBN", "ISSN", "keyword"}),
)

RIS_TYPES: Final[Mapping[EntryType, str]] = {
    T.ARTICLE: "MANSCPT",
    T.COLLECTION: "AGGR",
    T.DOCUMENT: "AGGR",
    T.ENTRY: "ENCYC",
    T.EVENT: "AGGR",
    T.INTERVIEW: "PCOMM",
    T.PAMPHLET: "BOOK",  # its PAMP is a manuscript, without a publisher
    T.PERFORMANCE: "AGGR",
    T.PERIODICAL: "SER",
    T.POST: "BLOG",  # its ICOMM is an e-mail
    T.REGULATION: "STAT",
    T.SPEECH: "SLIDE",
    T.TREATY: "STAT",
}
"""The reference types that are to Zotero what a work is, where the usual one is a journal article or another kind."""

_CONFERENCE: Final = {"T2": "C3", "C3": "T2"}

RIS_TAGS: Final[Mapping[str, Mapping[str, str]]] = {
    **{kind: tags for kind, tags in endnote.TAGS.items() if kind != "CONF C3"},
    "CONF": _CONFERENCE,
    "CPAPER": _CONFERENCE,
    "SLIDE": {"C3": "T2"},
}
"""EndNote's tags, but that ``T2`` is the name of a conference always, and ``C3`` the title of its proceedings."""
