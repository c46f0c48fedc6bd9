"""BibTeX and BibLaTeX: which entry type and which field a value goes to, as tables.

BibTeX has no closed set of fields: what classic BibTeX has no name for goes under BibLaTeX's name, which every
BibTeX style passes over.

Source: btxdoc (Patashnik 1988), the biblatex manual 3.x (2.1 "Entry Types", 2.2 "Entry Fields"), INSPIRE and arXiv
for the eprint fields.
"""

from typing import NamedTuple

from arxiv2bib.model.vocabulary import EntryType

DIALECTS = frozenset({"bibtex", "biblatex"})
"""The names of the two formats of one syntax."""

LINKS = frozenset({"crossref", "xdata"})
"""The fields that name entries to inherit from."""

T = EntryType


class TypeRow(NamedTuple):
    """How a CSL type is written: BibTeX's and BibLaTeX's type, and the fields for its container and its publisher.

    ``exact`` tells whether the type alone gives the CSL type back, in BibTeX and in BibLaTeX.
    """

    bibtex: str
    biblatex: str
    container: str = "booktitle"
    publisher: str = "publisher"
    exact: tuple[bool, bool] = (False, False)


_BOTH = (True, True)
_BIBLATEX = (False, True)

TYPES: dict[EntryType, TypeRow] = {
    T.ARTICLE: TypeRow("misc", "online", exact=_BOTH),  # with the eprint fields; BibLaTeX: pubstate = {prepublished}
    T.ARTICLE_JOURNAL: TypeRow("article", "article", "journal", exact=_BOTH),
    T.ARTICLE_MAGAZINE: TypeRow("article", "article", "journal"),
    T.ARTICLE_NEWSPAPER: TypeRow("article", "article", "journal"),
    T.BILL: TypeRow("misc", "legislation"),
    T.BOOK: TypeRow("book", "book", exact=_BOTH),
    T.BROADCAST: TypeRow("misc", "video"),
    T.CHAPTER: TypeRow("incollection", "incollection", exact=_BOTH),
    T.CLASSIC: TypeRow("book", "book"),
    T.COLLECTION: TypeRow("misc", "misc"),  # CSL's are those of archives
    T.DATASET: TypeRow("misc", "dataset", exact=_BIBLATEX),
    T.DOCUMENT: TypeRow("misc", "misc", exact=_BOTH),
    T.ENTRY: TypeRow("incollection", "inreference"),
    T.ENTRY_DICTIONARY: TypeRow("incollection", "inreference"),
    T.ENTRY_ENCYCLOPEDIA: TypeRow("incollection", "inreference", exact=_BIBLATEX),
    T.EVENT: TypeRow("misc", "misc"),
    T.FIGURE: TypeRow("misc", "image"),
    T.GRAPHIC: TypeRow("misc", "image", exact=_BIBLATEX),
    T.HEARING: TypeRow("misc", "jurisdiction"),
    T.INTERVIEW: TypeRow("misc", "misc"),
    T.LEGAL_CASE: TypeRow("misc", "jurisdiction", exact=_BIBLATEX),
    T.LEGISLATION: TypeRow("misc", "legislation", exact=_BIBLATEX),
    T.MANUSCRIPT: TypeRow("unpublished", "unpublished", exact=_BOTH),
    T.MAP: TypeRow("misc", "misc"),
    T.MOTION_PICTURE: TypeRow("misc", "movie", exact=_BIBLATEX),
    T.MUSICAL_SCORE: TypeRow("misc", "misc"),
    T.PAMPHLET: TypeRow("booklet", "booklet", exact=_BOTH),
    T.PAPER_CONFERENCE: TypeRow("inproceedings", "inproceedings", exact=_BOTH),
    T.PATENT: TypeRow("misc", "patent", exact=_BIBLATEX),
    T.PERFORMANCE: TypeRow("misc", "performance", exact=_BIBLATEX),
    T.PERIODICAL: TypeRow("misc", "periodical", "journal", exact=_BIBLATEX),
    T.PERSONAL_COMMUNICATION: TypeRow("misc", "letter", exact=_BIBLATEX),
    T.POST: TypeRow("misc", "online"),
    T.POST_WEBLOG: TypeRow("misc", "online"),
    T.REGULATION: TypeRow("misc", "legal"),
    T.REPORT: TypeRow("techreport", "report", publisher="institution", exact=_BOTH),
    T.REVIEW: TypeRow("article", "review", "journal", exact=_BIBLATEX),
    T.REVIEW_BOOK: TypeRow("article", "review", "journal"),
    T.SOFTWARE: TypeRow("misc", "software", exact=_BIBLATEX),
    T.SONG: TypeRow("misc", "music", exact=_BIBLATEX),
    T.SPEECH: TypeRow("misc", "unpublished"),
    T.STANDARD: TypeRow("misc", "standard", exact=_BIBLATEX),
    T.THESIS: TypeRow("phdthesis", "thesis", publisher="school", exact=_BOTH),
    T.TREATY: TypeRow("misc", "legal"),
    T.WEBPAGE: TypeRow("misc", "online", exact=_BIBLATEX),
}

# What people write for types that BibTeX and BibLaTeX call otherwise, or have not.
INVENTED_TYPES: dict[str, EntryType] = {
    "bachelorthesis": T.THESIS, "bathesis": T.THESIS, "diplomathesis": T.THESIS, "dissertation": T.THESIS,
    "doctoralthesis": T.THESIS, "film": T.MOTION_PICTURE, "internet": T.WEBPAGE, "interview": T.INTERVIEW,
    "map": T.MAP, "masterthesis": T.THESIS, "mathesis": T.THESIS, "mscthesis": T.THESIS,
    "newspaper": T.ARTICLE_NEWSPAPER, "talk": T.SPEECH, "website": T.WEBPAGE,
}  # fmt: skip

# The CSL type of each type, as read. Source: as above; pandoc's and JabRef's readers for what is no CSL type by name.
READ_TYPES: dict[str, EntryType] = {
    "article": T.ARTICLE_JOURNAL, "artwork": T.GRAPHIC, "audio": T.SONG, "bachelorsthesis": T.THESIS,
    "book": T.BOOK, "bookinbook": T.CHAPTER, "booklet": T.PAMPHLET, "collection": T.BOOK,
    "conference": T.PAPER_CONFERENCE, "dataset": T.DATASET, "electronic": T.WEBPAGE, "image": T.GRAPHIC,
    "inbook": T.CHAPTER, "incollection": T.CHAPTER, "inproceedings": T.PAPER_CONFERENCE,
    "inreference": T.ENTRY_ENCYCLOPEDIA, "jurisdiction": T.LEGAL_CASE, "legal": T.TREATY, "legislation": T.LEGISLATION,
    "letter": T.PERSONAL_COMMUNICATION, "manual": T.BOOK, "mastersthesis": T.THESIS, "misc": T.DOCUMENT,
    "movie": T.MOTION_PICTURE, "music": T.SONG, "mvbook": T.BOOK, "mvcollection": T.BOOK,
    "mvproceedings": T.BOOK, "mvreference": T.BOOK, "online": T.WEBPAGE, "patent": T.PATENT,
    "performance": T.PERFORMANCE, "periodical": T.PERIODICAL, "phdthesis": T.THESIS, "preprint": T.ARTICLE,
    "proceedings": T.BOOK, "reference": T.BOOK, "report": T.REPORT, "review": T.REVIEW, "software": T.SOFTWARE,
    "standard": T.STANDARD, "suppbook": T.CHAPTER, "suppcollection": T.CHAPTER, "suppperiodical": T.ARTICLE_JOURNAL,
    "techreport": T.REPORT, "thesis": T.THESIS, "unpublished": T.MANUSCRIPT, "video": T.MOTION_PICTURE,
    "webpage": T.WEBPAGE, "www": T.WEBPAGE,
    "commentary": T.BOOK,
    # of biblatex-software
    "codefragment": T.SOFTWARE, "softwaremodule": T.SOFTWARE, "softwareversion": T.SOFTWARE,
    # of biblatex-apa
    "constitution": T.LEGISLATION, "legadminmaterial": T.REGULATION, "legmaterial": T.BILL, "presentation": T.SPEECH,
    **INVENTED_TYPES,
}  # fmt: skip

# BibLaTeX's words for a series of a journal. Source: as below.
SERIES = {"newseries": "New series", "oldseries": "Old series"}

# What the field "entrysubtype" makes of a type. Source: the biblatex manual 3.x, 2.2.3 "Special Fields"; biblatex-apa.
SUBTYPES: dict[str, dict[str, EntryType]] = {
    "article": {"magazine": T.ARTICLE_MAGAZINE, "newspaper": T.ARTICLE_NEWSPAPER},
    "video": {"tvepisode": T.BROADCAST},
}

# What the field "type" says of @misc and @article. Source: the reference types of EndNote, which its BibTeX has there;
# DataCite's and PANGAEA's BibTeX for data.
TYPE_WORDS: dict[str, dict[str, EntryType]] = {
    "misc": {
        "web page": T.WEBPAGE, "blog": T.POST_WEBLOG, "dataset": T.DATASET, "data set": T.DATASET,
        "computer program": T.SOFTWARE, "software": T.SOFTWARE, "patent": T.PATENT, "map": T.MAP,
        "standard": T.STANDARD, "film or broadcast": T.MOTION_PICTURE, "music": T.SONG, "artwork": T.GRAPHIC,
        "interview": T.INTERVIEW, "personal communication": T.PERSONAL_COMMUNICATION, "manuscript": T.MANUSCRIPT,
        "bill": T.BILL, "case": T.LEGAL_CASE, "statute": T.LEGISLATION, "hearing": T.HEARING,
        "legal rule or regulation": T.REGULATION, "newspaper article": T.ARTICLE_NEWSPAPER,
        "magazine article": T.ARTICLE_MAGAZINE,
    },
    "article": {"newspaper article": T.ARTICLE_NEWSPAPER, "magazine article": T.ARTICLE_MAGAZINE},
}  # fmt: skip

# What BibLaTeX's words for a kind of work stand for. Source: the biblatex manual 3.x, 4.9.2.13 "Types"; english.lbx.
GENRES = {
    "bathesis": "Bachelor's thesis", "mathesis": "Master's thesis", "phdthesis": "PhD thesis",
    "candthesis": "Candidate thesis", "techreport": "technical report", "resreport": "research report",
    "software": "computer software", "datacd": "data CD", "audiocd": "audio CD",
    "patent": "patent", "patentde": "German patent", "patenteu": "European patent", "patentfr": "French patent",
    "patentuk": "British patent", "patentus": "U.S. patent", "patreq": "patent request",
    "patreqde": "German patent request", "patreqeu": "European patent request", "patreqfr": "French patent request",
    "patrequk": "British patent request", "patrequs": "U.S. patent request",
}  # fmt: skip

# What BibLaTeX's words for the country of a patent stand for. Source: the biblatex manual 3.x, 4.9.2.17 "Countries";
# english.lbx.
COUNTRIES = {
    "countryde": "Germany", "countryeu": "European Union", "countryep": "European Union", "countryfr": "France",
    "countryuk": "United Kingdom", "countryus": "United States of America",
}  # fmt: skip

# Where BibLaTeX has its own name for a field of classic BibTeX. Source: biblatex manual, 2.2.5 "Field Aliases".
BIBLATEX_NAMES = {
    "journal": "journaltitle", "address": "location", "school": "institution", "annote": "annotation"
}  # fmt: skip

# CSL variables that the model keeps by name, and the fields for them.
VARIABLES = {
    "PMID": "pmid",
    "PMCID": "pmcid",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "chapter-number": "chapter",
    "part": "part",
    "section": "section",
    "call-number": "library",
    "event-date": "eventdate",
    "original-date": "origdate",
    "original-title": "origtitle",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
}

# CSL's roles that have a field of their own. Source: biblatex manual, 2.2.2 "Data Fields".
ROLES = {
    "translator": "translator",
    "container-author": "bookauthor",
    "collection-editor": "serieseditor",
    "compiler": "compiler",
    "contributor": "collaborator",  # Zotero's
    "illustrator": "illustrator",
    "director": "director",
    "organizer": "organizer",
    "reviewed-author": "reviewedauthor",
}

if set(EntryType) != set(TYPES):
    raise AssertionError(f"no BibTeX type for {set(EntryType) - set(TYPES)}")
