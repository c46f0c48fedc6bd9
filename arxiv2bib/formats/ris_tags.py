"""RIS: which reference type and which tag a value goes to, as tables.

Source: the RIS specification of Research Information Systems (2001) and its EndNote revision (2011); for what readers
make of each tag, the format's page in the docs.
"""

from arxiv2bib.model.vocabulary import EntryType, NameRole

T = EntryType

# The reference type of each CSL type.
TYPES: dict[EntryType, str] = {
    T.ARTICLE: "UNPB",
    T.ARTICLE_JOURNAL: "JOUR",
    T.ARTICLE_MAGAZINE: "MGZN",
    T.ARTICLE_NEWSPAPER: "NEWS",
    T.BILL: "BILL",
    T.BOOK: "BOOK",
    T.BROADCAST: "VIDEO",
    T.CHAPTER: "CHAP",
    T.CLASSIC: "CLSWK",
    T.COLLECTION: "GEN",
    T.DATASET: "DATA",
    T.DOCUMENT: "GEN",
    T.ENTRY: "GEN",
    T.ENTRY_DICTIONARY: "DICT",
    T.ENTRY_ENCYCLOPEDIA: "ENCYC",
    T.EVENT: "GEN",
    T.FIGURE: "FIGURE",
    T.GRAPHIC: "ART",
    T.HEARING: "HEAR",
    T.INTERVIEW: "GEN",
    T.LEGAL_CASE: "CASE",
    T.LEGISLATION: "STAT",
    T.MANUSCRIPT: "MANSCPT",
    T.MAP: "MAP",
    T.MOTION_PICTURE: "MPCT",
    T.MUSICAL_SCORE: "MUSIC",
    T.PAMPHLET: "PAMP",
    T.PAPER_CONFERENCE: "CPAPER",
    T.PATENT: "PAT",
    T.PERFORMANCE: "GEN",
    T.PERIODICAL: "JFULL",
    T.PERSONAL_COMMUNICATION: "PCOMM",
    T.POST: "ICOMM",
    T.POST_WEBLOG: "BLOG",
    T.REGULATION: "LEGAL",
    T.REPORT: "RPRT",
    T.REVIEW: "JOUR",
    T.REVIEW_BOOK: "JOUR",
    T.SOFTWARE: "COMP",
    T.SONG: "SOUND",
    T.SPEECH: "GEN",
    T.STANDARD: "STAND",
    T.THESIS: "THES",
    T.TREATY: "GEN",
    T.WEBPAGE: "ELEC",
}

# Where one reference type stands for several CSL types, the one that it gives back.
SHARED_TYPES = {"GEN": T.DOCUMENT, "JOUR": T.ARTICLE_JOURNAL}

ROLES = {NameRole.COLLECTION_EDITOR: "A3", NameRole.TRANSLATOR: "A4"}

# CSL variables that the model keeps by name, and the tags for them.
VARIABLES = {
    "archive": "DB",
    "archive_location": "AN",
    "call-number": "CN",
    "number-of-volumes": "NV",
    "section": "SE",
    "source": "DP",
}

# A date's last part, "other information", holds the season.
SEASONS = ("Spring", "Summer", "Autumn", "Winter")

if set(EntryType) != set(TYPES):
    raise AssertionError(f"no RIS type for {set(EntryType) - set(TYPES)}")
