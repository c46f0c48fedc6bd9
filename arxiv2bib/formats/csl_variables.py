"""CSL-JSON: the names of its variables and types, as tables.

Source: CSL 1.0.2, schema "csl-data".
"""

from typing import Final

from arxiv2bib.model.vocabulary import EntryType, NameRole

SPELLING: Final = "csl-as-written"
"""The namespace of extras that are members of an item as written, as JSON, where their value is also in a field.

The exporter writes them in place of its own member while the field still says the same.
"""

# The parts of a name in the model and in CSL.
NAME_PARTS = (
    ("family", "family"),
    ("given", "given"),
    ("non_dropping_particle", "non-dropping-particle"),
    ("dropping_particle", "dropping-particle"),
    ("suffix", "suffix"),
    ("literal", "literal"),
)

# The text and number variables of the schema that the model keeps by name, having no field of its own for them.
TEXT_VARIABLES = frozenset(
    "archive archive_collection archive_location archive-place authority call-number chapter-number citation-label "
    "citation-number dimensions division first-reference-note-number journalAbbreviation jurisdiction locator medium "
    "number-of-pages number-of-volumes original-publisher original-publisher-place original-title page-first part "
    "part-title PMCID PMID printing references reviewed-genre reviewed-title scale section shortTitle source "
    "supplement volume-title volume-title-short year-suffix event".split()
)

# The date variables of the schema that the model keeps by name; their values are EDTF.
DATE_VARIABLES = frozenset({"available-date", "event-date", "original-date"})

# The variables whose values are the model's markup, and those that are bare text, with the fields they are.
MARKUP_FIELDS: Final[dict[str, str]] = {
    "title": "title", "title-short": "short_title", "container-title": "container_title",
    "container-title-short": "container_title_short", "collection-title": "collection_title",
    "event-title": "event_title", "annote": "annote", "abstract": "abstract",
}  # fmt: skip
TEXT_FIELDS: Final[dict[str, str]] = {
    "collection-number": "collection_number", "event-place": "event_place", "volume": "volume", "issue": "issue",
    "publisher": "publisher", "publisher-place": "publisher_place", "number": "number", "edition": "edition",
    "version": "version", "genre": "genre", "status": "status", "URL": "url", "language": "language",
}  # fmt: skip
# What CSL 1.0.1 called some of them; they count where the item does not have the name of today.
OLD_NAMES: Final[dict[str, str]] = {
    "event": "event-title", "journalAbbreviation": "container-title-short", "shortTitle": "title-short",
}  # fmt: skip
# What programs write for some of them in small letters; they count where the item does not have the right one.
SMALL_NAMES: Final[dict[str, str]] = {
    name.lower(): name for name in ("DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL")
}  # fmt: skip
# Those of the bare texts in which an entity is a character.
WORDS: Final = frozenset({"event-place", "publisher", "publisher-place"})
DATE_FIELDS: Final[dict[str, str]] = {"issued": "issued", "submitted": "submitted", "accessed": "accessed"}

_OTHERS = "type id citation-key categories note keyword page DOI ISBN ISSN custom".split()
VARIABLES: Final = frozenset({
    *TEXT_VARIABLES, *DATE_VARIABLES, *MARKUP_FIELDS, *TEXT_FIELDS, *DATE_FIELDS, *map(str, NameRole), *_OTHERS,
})  # fmt: skip
"""Every member that the schema lets an item have."""

NESTED_MEMBERS: Final = frozenset(
    "family given literal dropping-particle non-dropping-particle suffix comma-suffix static-ordering parse-names "
    "date-parts season circa raw name ORCID affiliation sequence authenticated-orcid".split()
)
"""What objects inside an item begin with, and items do not."""

# Types as Crossref, Zotero and programs before CSL 1.0.2 spell them, where only one of CSL's can be meant.
# Source: Crossref, /types; Zotero, schema.json "csl"; CrossRef/rest-api-doc issue 187.
TYPES: Final[dict[str, EntryType]] = {
    "journal-article": EntryType.ARTICLE_JOURNAL, "journalArticle": EntryType.ARTICLE_JOURNAL,
    "magazineArticle": EntryType.ARTICLE_MAGAZINE, "newspaperArticle": EntryType.ARTICLE_NEWSPAPER,
    "posted-content": EntryType.ARTICLE, "preprint": EntryType.ARTICLE,
    "proceedings-article": EntryType.PAPER_CONFERENCE, "conferencePaper": EntryType.PAPER_CONFERENCE,
    "book-chapter": EntryType.CHAPTER, "book-section": EntryType.CHAPTER, "bookSection": EntryType.CHAPTER,
    "monograph": EntryType.BOOK, "edited-book": EntryType.BOOK, "reference-book": EntryType.BOOK,
    "proceedings": EntryType.BOOK, "reference-entry": EntryType.ENTRY, "dictionaryEntry": EntryType.ENTRY_DICTIONARY,
    "encyclopediaArticle": EntryType.ENTRY_ENCYCLOPEDIA, "dissertation": EntryType.THESIS,
    "peer-review": EntryType.REVIEW, "journal": EntryType.PERIODICAL, "computerProgram": EntryType.SOFTWARE,
    "blogPost": EntryType.POST_WEBLOG, "forumPost": EntryType.POST, "presentation": EntryType.SPEECH,
    "videoRecording": EntryType.MOTION_PICTURE, "film": EntryType.MOTION_PICTURE,
    "audioRecording": EntryType.SONG, "podcast": EntryType.BROADCAST, "radioBroadcast": EntryType.BROADCAST,
    "tvBroadcast": EntryType.BROADCAST, "artwork": EntryType.GRAPHIC, "case": EntryType.LEGAL_CASE,
    "statute": EntryType.LEGISLATION, "letter": EntryType.PERSONAL_COMMUNICATION,
    "email": EntryType.PERSONAL_COMMUNICATION, "instantMessage": EntryType.PERSONAL_COMMUNICATION,
}  # fmt: skip
