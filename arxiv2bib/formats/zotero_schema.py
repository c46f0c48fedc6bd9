"""Zotero's item types: the fields and the creators that each of them has, and what they are in CSL.

Source: zotero/zotero-schema, schema.json, version 42 (2026). The Web API takes no field that the type does not have; of
a type, fields have been added from version to version, and none was taken away.
"""

from collections.abc import Mapping
from typing import Final

import attrs

from arxiv2bib.model.vocabulary import EntryType, NameRole

__all__ = ["CREATOR_TYPES", "DATE_FIELDS", "ITEM_TYPES", "TEXT_FIELDS", "ItemType", "find_item_type"]

T = EntryType


@attrs.frozen
class ItemType:
    """A type of item: its name, its fields by the names of their base fields, and its creators, the main one first."""

    name: str
    fields: Mapping[str, str]
    creators: tuple[str, ...]

    @classmethod
    def make(cls, name: str, fields: str, creators: str) -> "ItemType":
        """Return the type with *fields*, ``university:publisher`` where the base field has another name."""
        pairs = (field.partition(":") for field in fields.split())
        return cls(name, {base or own: own for own, _, base in pairs}, tuple(creators.split()))

    def find_field(self, variable: str) -> str | None:
        """Return the field for a *variable* of CSL that is text or a date; None if the type has none."""
        bases = TEXT_FIELDS.get(variable) or DATE_FIELDS.get(variable, ())
        return next((self.fields[base] for base in bases if base in self.fields), None)

    def find_creator(self, role: str) -> str | None:
        """Return the creator type for a *role* of CSL; None if the type has none. The author is its main creator."""
        if role == NameRole.AUTHOR:
            return self.creators[0]
        creator = CREATOR_TYPES.get(role)
        return creator if creator in self.creators else None


_BARE: Final = "abstractNote url accessDate language rights extra shortTitle DOI citationKey"
_ANY: Final = f"title date {_BARE}"
_KEPT: Final = f"{_ANY} archive archiveLocation libraryCatalog callNumber"
_SERIES: Final = f"{_KEPT} series seriesNumber volume numberOfVolumes publisher place pages ISBN"
_BOOK: Final = f"{_SERIES} edition originalDate originalPublisher originalPlace format:medium ISSN"
_SERIAL: Final = f"{_KEPT} publicationTitle publisher place volume issue pages ISSN"
_EDITED: Final = "author contributor editor translator seriesEditor"
_REVIEWED: Final = "author contributor editor translator reviewedAuthor"
_SHOW: Final = "director producer scriptwriter castMember host guest narrator translator contributor"

_ROWS: Final = (
    ("artwork", f"{_KEPT} artworkMedium:medium artworkSize eventPlace", "artist contributor"),
    ("audioRecording",
     f"{_KEPT} audioRecordingFormat:medium seriesTitle volume numberOfVolumes label:publisher place runningTime ISBN",
     "performer originalCreator composer wordsBy translator contributor"),
    ("bill",
     f"{_ANY} billNumber:number code codeVolume:volume section codePages:pages legislativeBody:authority session "
     "history",
     "sponsor cosponsor contributor"),
    ("blogPost", f"{_ANY} blogTitle:publicationTitle websiteType:type ISSN", "author translator commenter contributor"),
    ("book", f"{_BOOK.replace(' pages', '')} numPages", _EDITED),
    ("bookSection", f"{_BOOK} bookTitle:publicationTitle", f"{_EDITED} bookAuthor"),
    ("case",
     f"{_BARE} caseName:title court:authority dateDecided:date docketNumber:number reporter reporterVolume:volume "
     "firstPage:pages history",
     "author counsel contributor"),
    ("computerProgram",
     f"{_KEPT} seriesTitle versionNumber system company:publisher place programmingLanguage ISBN",
     "programmer contributor"),
    ("conferencePaper",
     f"{_SERIES} proceedingsTitle:publicationTitle conferenceName eventPlace issue ISSN", _EDITED),
    ("dataset",
     f"{_KEPT} identifier:number type versionNumber repository:publisher repositoryLocation:place format:medium",
     "author contributor"),
    ("dictionaryEntry", f"{_SERIES} dictionaryTitle:publicationTitle edition", _EDITED),
    ("document", f"{_KEPT} type publisher place", _REVIEWED),
    ("encyclopediaArticle", f"{_SERIES} encyclopediaTitle:publicationTitle edition", _EDITED),
    ("film",
     f"{_KEPT} distributor:publisher place genre:type videoRecordingFormat:medium runningTime", _SHOW),
    ("forumPost", f"{_ANY} forumTitle:publicationTitle postType:type", "author contributor"),
    ("hearing",
     f"{_ANY} committee publisher numberOfVolumes documentNumber:number pages legislativeBody:authority session "
     "history place",
     "contributor"),
    ("interview", f"{_KEPT} interviewMedium:medium publisher place", "interviewee contributor interviewer translator"),
    ("journalArticle",
     f"{_SERIAL} section partNumber partTitle series seriesTitle seriesText journalAbbreviation PMID PMCID", _REVIEWED),
    ("letter", f"{_KEPT} letterType:type eventPlace", "author recipient contributor translator"),
    ("magazineArticle", _SERIAL, "author contributor translator reviewedAuthor"),
    ("manuscript",
     f"{_KEPT} manuscriptType:type institution:publisher place numPages number", "author contributor translator"),
    ("map",
     f"{_KEPT} mapType:type scale seriesTitle edition publisher place ISBN", "cartographer contributor seriesEditor"),
    ("newspaperArticle", f"{_SERIAL} edition section", "author contributor translator reviewedAuthor"),
    ("patent",
     f"title {_BARE} place country assignee issuingAuthority:authority patentNumber:number filingDate pages "
     "applicationNumber priorityNumbers issueDate:date priorityDate:originalDate references legalStatus:status",
     "inventor attorneyAgent contributor"),
    ("preprint",
     f"{_KEPT} genre:type repository:publisher archiveID:number place series seriesNumber", _REVIEWED),
    ("presentation",
     f"{_ANY} presentationType:type meetingName place series sessionTitle:publicationTitle",
     "presenter chair organizer contributor translator"),
    ("report",
     f"{_KEPT} reportNumber:number reportType:type institution:publisher place seriesTitle seriesNumber pages ISBN "
     "ISSN",
     _EDITED),
    ("standard",
     f"{_KEPT} organization:authority committee type number versionNumber edition status publisher place partNumber "
     "partTitle ISBN numPages",
     "author editor contributor"),
    ("statute",
     f"{_BARE} nameOfAct:title code codeNumber publicLawNumber:number dateEnacted:date pages section session history",
     "author contributor"),
    ("thesis", f"{_KEPT} thesisType:type university:publisher place series seriesNumber numPages ISBN ISSN",
     "author contributor"),
    ("tvBroadcast",
     f"{_KEPT} programTitle:publicationTitle episodeNumber:number videoRecordingFormat:medium network:publisher place "
     "runningTime",
     f"{_SHOW} executiveProducer seriesCreator"),
    ("webpage", f"{_ANY} websiteTitle:publicationTitle websiteType:type publisher place",
     "author contributor translator"),
)  # fmt: skip

ITEM_TYPES: Final[Mapping[str, ItemType]] = {row[0]: ItemType.make(*row) for row in _ROWS}
"""The item types by name: those that a type of CSL becomes."""

_OWN: Final = {
    T.ARTICLE: "preprint", T.ARTICLE_JOURNAL: "journalArticle", T.ARTICLE_MAGAZINE: "magazineArticle",
    T.ARTICLE_NEWSPAPER: "newspaperArticle", T.BILL: "bill", T.BOOK: "book", T.BROADCAST: "tvBroadcast",
    T.CHAPTER: "bookSection", T.DATASET: "dataset", T.DOCUMENT: "document", T.ENTRY_DICTIONARY: "dictionaryEntry",
    T.ENTRY_ENCYCLOPEDIA: "encyclopediaArticle", T.GRAPHIC: "artwork", T.HEARING: "hearing",
    T.INTERVIEW: "interview", T.LEGAL_CASE: "case", T.LEGISLATION: "statute", T.MANUSCRIPT: "manuscript",
    T.MAP: "map", T.MOTION_PICTURE: "film", T.PAPER_CONFERENCE: "conferencePaper", T.PATENT: "patent",
    T.PERSONAL_COMMUNICATION: "letter", T.POST: "forumPost", T.POST_WEBLOG: "blogPost", T.REPORT: "report",
    T.SOFTWARE: "computerProgram", T.SONG: "audioRecording", T.SPEECH: "presentation", T.STANDARD: "standard",
    T.THESIS: "thesis", T.WEBPAGE: "webpage",
}  # fmt: skip
_NEAREST: Final = {
    T.CLASSIC: "book", T.COLLECTION: "book", T.ENTRY: "encyclopediaArticle", T.EVENT: "presentation",
    T.FIGURE: "artwork", T.MUSICAL_SCORE: "audioRecording", T.PAMPHLET: "book", T.PERFORMANCE: "presentation",
    T.PERIODICAL: "book", T.REGULATION: "statute", T.REVIEW: "journalArticle", T.REVIEW_BOOK: "journalArticle",
    T.TREATY: "statute",
}  # fmt: skip
"""The item types of CSL types that Zotero does not have: their own name stands in a line of *Extra*."""
if set(_OWN) | set(_NEAREST) != set(EntryType):
    raise AssertionError(f"no item type of Zotero for {set(EntryType) - set(_OWN) - set(_NEAREST)}")


def find_item_type(kind: str) -> tuple[ItemType, bool]:
    """Return the item type for a CSL type, and whether it means just that type."""
    own = _OWN.get(EntryType(kind))
    return ITEM_TYPES[own or _NEAREST[EntryType(kind)]], own is not None


TEXT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "abstract": ("abstractNote",), "archive": ("archive",), "archive_location": ("archiveLocation",),
    "authority": ("authority",), "call-number": ("callNumber", "applicationNumber"), "chapter-number": ("session",),
    "citation-key": ("citationKey",), "collection-number": ("seriesNumber",),
    "collection-title": ("seriesTitle", "series"), "container-title": ("publicationTitle", "reporter", "code"),
    "container-title-short": ("journalAbbreviation",), "dimensions": ("artworkSize", "runningTime"), "DOI": ("DOI",),
    "edition": ("edition",), "event-place": ("eventPlace",), "event-title": ("meetingName", "conferenceName"),
    "genre": ("type", "programmingLanguage"), "ISBN": ("ISBN",), "ISSN": ("ISSN",),
    "issue": ("issue", "priorityNumbers"), "language": ("language",), "license": ("rights",),
    "medium": ("medium", "system"), "number": ("number",), "number-of-pages": ("numPages",),
    "number-of-volumes": ("numberOfVolumes",), "original-publisher": ("originalPublisher",),
    "original-publisher-place": ("originalPlace",), "page": ("pages",), "part-number": ("partNumber",),
    "part-title": ("partTitle",), "PMCID": ("PMCID",), "PMID": ("PMID",), "publisher": ("publisher",),
    "publisher-place": ("place",), "references": ("history", "references"), "scale": ("scale",),
    "section": ("section", "committee"), "source": ("libraryCatalog",), "status": ("status",), "title": ("title",),
    "title-short": ("shortTitle",), "URL": ("url",), "version": ("versionNumber",),
    "volume": ("volume", "codeNumber"),
}  # fmt: skip
"""The base fields that a CSL variable may stand in, the first one that the type has. Source: schema.json, "csl"."""

DATE_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "accessed": ("accessDate",), "issued": ("date",), "original-date": ("originalDate",), "submitted": ("filingDate",),
}  # fmt: skip
"""The same for dates."""

CREATOR_TYPES: Final[Mapping[str, str]] = {
    "chair": "chair", "collection-editor": "seriesEditor", "composer": "composer", "container-author": "bookAuthor",
    "contributor": "contributor", "director": "director", "editor": "editor",
    "executive-producer": "executiveProducer", "guest": "guest", "host": "host", "interviewer": "interviewer",
    "narrator": "narrator", "organizer": "organizer", "original-author": "originalCreator",
    "performer": "castMember", "producer": "producer", "recipient": "recipient",
    "reviewed-author": "reviewedAuthor", "script-writer": "scriptwriter", "series-creator": "seriesCreator",
    "translator": "translator",
}  # fmt: skip
"""The creator types of CSL's roles; the author's is the main one of the item type."""
if not set(CREATOR_TYPES) < set(NameRole):
    raise AssertionError(f"no roles of CSL: {set(CREATOR_TYPES) - set(NameRole)}")
