"""What the reader and the exporter share: the format, its types, and which element holds which field, as tables.

Source: files that EndNote 20 writes; the readers of pandoc, JabRef and Zotero.
"""

from arxiv2bib import EntryType, Format, NameRole

FORMAT = Format(name="endnote-xml", title="EndNote XML", suffixes=(".xml",), aliases=("endnote", "enxml"))

T = EntryType

TYPES: dict[EntryType, tuple[str, int]] = {
    T.ARTICLE: ("Unpublished Work", 34),
    T.ARTICLE_JOURNAL: ("Journal Article", 17),
    T.ARTICLE_MAGAZINE: ("Magazine Article", 19),
    T.ARTICLE_NEWSPAPER: ("Newspaper Article", 23),
    T.BILL: ("Bill", 4),
    T.BOOK: ("Book", 6),
    T.CHAPTER: ("Book Section", 5),
    T.DATASET: ("Dataset", 59),
    T.DOCUMENT: ("Generic", 13),
    T.ENTRY_DICTIONARY: ("Dictionary", 52),
    T.ENTRY_ENCYCLOPEDIA: ("Encyclopedia", 53),
    T.GRAPHIC: ("Artwork", 2),
    T.HEARING: ("Hearing", 14),
    T.LEGAL_CASE: ("Case", 7),
    T.LEGISLATION: ("Statute", 31),
    T.MANUSCRIPT: ("Manuscript", 36),
    T.MAP: ("Map", 20),
    T.MOTION_PICTURE: ("Film or Broadcast", 21),
    T.PAMPHLET: ("Pamphlet", 24),
    T.PAPER_CONFERENCE: ("Conference Paper", 47),
    T.PATENT: ("Patent", 25),
    T.PERSONAL_COMMUNICATION: ("Personal Communication", 26),
    T.POST_WEBLOG: ("Blog", 56),
    T.REPORT: ("Report", 27),
    T.SOFTWARE: ("Computer Program", 9),
    T.STANDARD: ("Standard", 58),
    T.THESIS: ("Thesis", 32),
    T.WEBPAGE: ("Web Page", 12),
}
"""EndNote's name and number for a type; what has no row is a "Generic"."""

OTHER_TYPES: dict[str, tuple[int, EntryType]] = {
    "Audiovisual Material": (3, T.MOTION_PICTURE),
    "Conference Proceedings": (10, T.PAPER_CONFERENCE),  # EndNote means a paper in them
    "Edited Book": (28, T.BOOK),
    "Electronic Article": (43, T.ARTICLE_JOURNAL),
    "Electronic Book": (44, T.BOOK),
    "Electronic Book Section": (60, T.CHAPTER),
    "Unpublished Work": (34, T.MANUSCRIPT),  # a preprint where arXiv's number says so
}
"""What is read beside :data:`TYPES`, and stays what it is called when it is written back."""

KINDS: dict[str, tuple[str, int, EntryType]] = {
    name.casefold(): (name, number, kind)
    for name, number, kind in (
        *((name, number, kind) for kind, (name, number) in TYPES.items()),
        *((name, number, kind) for name, (number, kind) in OTHER_TYPES.items()),
    )
}
"""Name, number and meaning of every type that is read, by its name in lower case, and by its number."""
KINDS |= {str(number): (name, number, kind) for name, number, kind in KINDS.values()}

PERIODICALS = frozenset({T.ARTICLE_JOURNAL, T.ARTICLE_MAGAZINE, T.ARTICLE_NEWSPAPER})

# Fields in the model's markup, and fields that are text: path of elements in a record, field of an entry.
MARKUPS: dict[str, str] = {
    "titles/title": "title",
    "titles/secondary-title": "container_title",
    "titles/tertiary-title": "collection_title",
    "titles/short-title": "short_title",
    "abstract": "abstract",
    "notes": "note",
    "research-notes": "annote",
}
TEXTS: dict[str, str] = {
    "periodical/abbr-1": "container_title_short",
    "volume": "volume",
    "number": "issue",
    "custom7": "article_number",
    "report-id": "number",
    "edition": "edition",
    "publisher": "publisher",
    "pub-location": "publisher_place",
    "language": "language",
    "work-type": "genre",
    "meeting-place": "event_place",
}

NAMES: dict[str, NameRole] = {
    "contributors/authors": NameRole.AUTHOR,
    "contributors/secondary-authors": NameRole.EDITOR,
    "contributors/tertiary-authors": NameRole.COLLECTION_EDITOR,
    "contributors/subsidiary-authors": NameRole.TRANSLATOR,
}

FACES: dict[str, str] = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
"""EndNote's faces of text, and the tags of the model's markup."""

BOOKKEEPING = frozenset({"database", "source-app", "rec-number", "foreign-keys", "ref-type"})
"""What says something of EndNote's library and nothing of the work."""
