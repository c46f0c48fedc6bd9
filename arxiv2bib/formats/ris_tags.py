"""RIS: which reference type and which tag a value goes to, and what each tag is read as; as tables.

Source: the RIS specification of Research Information Systems (2001, "RefMan") and its EndNote revision (2011, as
Zotero's importer RIS.js and its test record of every EndNote type list it); for what readers make of each tag, the
format's page in the docs.
"""

from functools import cache
from typing import Final

from arxiv2bib.model.vocabulary import EntryType, NameRole

NAME: Final = "ris"

SPELLING: Final = "ris-line"
"""The namespace of extras that are lines of a record as written, where their value is also in a field.

The exporter writes them in place of its own line while the field still says the same.
"""

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

# What each reference type is read as: what the exporter writes the type for, and the types that it does not write.
READ_TYPES: dict[str, EntryType] = {
    **{kind: entry_type for entry_type, kind in TYPES.items()},
    **SHARED_TYPES,
    "ABST": T.ARTICLE_JOURNAL,  # EndNote's manual, "Reference Manager reference types"
    "ADVS": T.MOTION_PICTURE,  # as Zotero has it
    "AGGR": T.DATASET,
    "ANCIENT": T.CLASSIC,
    "CHART": T.GRAPHIC,
    "CONF": T.PAPER_CONFERENCE,
    "CTLG": T.BOOK,
    "DBASE": T.DATASET,
    "EBOOK": T.BOOK,
    "ECHAP": T.CHAPTER,
    "EDBOOK": T.BOOK,
    "EJOU": T.ARTICLE_JOURNAL,  # as MDPI writes it
    "EJOUR": T.ARTICLE_JOURNAL,
    "EQUA": T.FIGURE,
    "GOVDOC": T.REPORT,
    "GRANT": T.DOCUMENT,
    "GRNT": T.DOCUMENT,
    "INPR": T.MANUSCRIPT,
    "INTV": T.INTERVIEW,  # this one, POD and PRESS: EndNote 20
    "MULTI": T.MOTION_PICTURE,  # as Zotero has it
    "POD": T.BROADCAST,  # CSL: a podcast is one
    "PREPRINT": T.ARTICLE,  # as ADS writes it
    "PRESS": T.REPORT,  # CSL: a work that an institution distributes
    "SER": T.BOOK,
    "SLIDE": T.SPEECH,  # as Zotero has it
    "THESIS/DISSERTATION": T.THESIS,  # as ADS writes it
    "UNBILL": T.BILL,
    "UNPD": T.MANUSCRIPT,
    "WEB": T.WEBPAGE,
}

NO_TYPES: Final = frozenset({"EJOU", "INTV", "POD", "PREPRINT", "PRESS", "THESIS/DISSERTATION"})
"""The types among them that no specification has, and few programs know."""

# CSL variables that the model keeps by name, and the tags for them.
VARIABLES = {
    "archive": "DB",
    "archive_location": "AN",
    "call-number": "CN",
    "number-of-volumes": "NV",
    "section": "SE",
    "source": "DP",
}

Row = tuple[str, str]
"""How a tag's value is read (a function of ``ris_values``), and the field or role that it goes to."""

_KEPT: Row = ("extra", "extra")
_SERIES: Row = ("markup", "collection_title")
_SERIES_IN_T2: Row = ("container", "collection_title")
_SERIES_EDITOR: Row = ("names", "collection-editor")

# What a tag is read as in most types; "extra": the model has no field for it, and it stays as it is.
TAGS: dict[str, Row] = {
    "AU": ("names", "author"),
    "A1": ("names", "author"),
    "ED": ("names", "editor"),
    "A2": ("names", "editor"),  # 2001: secondary author; EndNote: editor, or see below
    "A3": _SERIES_EDITOR,
    "A4": ("names", "translator"),
    "TI": ("markup", "title"),
    "T1": ("markup", "title"),
    "CT": ("markup", "title"),  # 2001: the title of unpublished works
    "T2": ("container", "container_title"),
    "JF": ("container", "container_title"),
    "JO": ("container", "container_title"),  # an abbreviation where another tag gives the title in full
    "BT": ("container", "container_title"),
    "J1": ("markup", "container_title_short"),
    "J2": ("markup", "container_title_short"),
    "JA": ("markup", "container_title_short"),
    "T3": _SERIES,
    "ST": ("markup", "short_title"),
    "PY": ("issued", "issued"),
    "Y1": ("issued", "issued"),
    "DA": ("issued", "issued"),
    "Y2": ("accessed", "accessed"),
    "SP": ("pages", "page"),
    "EP": ("pages", "page"),
    "LP": ("pages", "page"),  # HighWire: the last page
    "VL": ("text", "volume"),
    "VO": ("text", "volume"),  # IEEE, libraries
    "IS": ("text", "issue"),
    "CP": ("text", "issue"),
    "M1": ("number", "number"),
    "M3": ("genre", "genre"),  # some publishers give the DOI there
    "ET": ("text", "edition"),
    "PB": ("text", "publisher"),
    "CY": ("text", "publisher_place"),
    "PP": ("text", "publisher_place"),
    "SN": ("serial", "issn"),
    "DO": ("doi", "doi"),
    "UR": ("url", "url"),
    "L3": ("links", "doi"),  # 2001: full text; EBSCO has the DOI there
    "LA": ("text", "language"),
    "AB": ("markup", "abstract"),
    "N2": ("markup", "abstract"),
    "KW": ("keywords", "keyword"),
    "N1": ("notes", "note"),
    "RN": ("markup", "annote"),  # EndNote: research notes
    "ID": ("text", "key"),
    **{tag: ("variable", name) for name, tag in VARIABLES.items()},
    # EndNote: address, caption, custom fields, label, original publication, reviewed item, reprint edition, series
    # volume, translated author and title; 2001: user fields, links, miscellaneous, availability.
    **dict.fromkeys(
        "AD AV C1 C2 C3 C4 C5 C6 C7 C8 CA L1 L2 L4 LB LK M2 OP RI RP SV TA TT U1 U2 U3 U4 U5".split(), _KEPT
    ),
    # Web of Science: the abbreviation of ISO 4, the publisher and its town.
    "JI": ("markup", "container_title_short"),
    "PU": ("text", "publisher"),
    "PI": ("text", "publisher_place"),
    "PA": _KEPT,  # the publisher's address
    "J9": _KEPT,  # the title in 29 capitals
    "H1": ("variable", "source"),  # German library catalogues: the library and its shelf mark
    "H2": ("variable", "call-number"),
}

_CONFERENCE: dict[str, Row] = {
    "C3": ("proceedings", "event_title"),
    "CP": ("conference", "event_title"),  # Web of Science
    "CL": ("text", "event_place"),  # Web of Science
}
_JOURNAL: dict[str, Row] = {"C7": ("text", "article_number"), "ET": _KEPT}  # EndNote: ET is the day of e-publication
# EndNote: SN is the number of the report, patent or document; M1 is one too where there is no such.
_NUMBERED: dict[str, Row] = {"SN": ("serial", "number"), "M1": ("serial", "number")}
_WHOLE: dict[str, Row] = {"SP": ("page_count", "page"), "EP": ("page_count", "page")}
_VOLUME: dict[str, Row] = {**_WHOLE, "M1": ("number", "collection_number")}
_BOOK: dict[str, Row] = {  # 2001: BT of a whole book is its title
    **_VOLUME, "T2": _SERIES_IN_T2, "BT": ("book_title", "title")
}  # fmt: skip
_SERIAL: dict[str, Row] = {"T2": _SERIES_IN_T2, "A2": _SERIES_EDITOR}
_MEDIUM: Row = ("variable", "medium")
_HISTORY: dict[str, Row] = {"OP": ("variable", "references")}
_PAGE_SEEN: dict[str, Row] = {"M1": ("day_or_number", "number")}  # EndNote: when a page was seen
_CONTRIBUTOR: Row = ("names", "contributor")

# Where a type is read otherwise. Source: EndNote's types, as above; a tag that holds no person there is kept.
TYPE_TAGS: dict[str, dict[str, Row]] = {
    "ADVS": {"A2": ("names", "performer"), "C5": _MEDIUM},
    "ART": {"C3": ("variable", "dimensions"), "M3": _MEDIUM},
    "BILL": {"A2": _KEPT, "T3": ("variable", "authority"), **_HISTORY},
    "BLOG": {"A3": ("names", "illustrator"), "T3": _KEPT},
    "BOOK": {
        **_BOOK,
        "ED": ("book_names", "editor"),
        "A2": ("book_names", "editor"),
        "A3": ("book_names", "collection-editor"),
    },
    "CASE": {
        "A2": ("container", "container_title"),  # EndNote: the reporter
        "A3": _KEPT,
        "A4": _KEPT,
        "T3": _KEPT,
        "PB": ("variable", "authority"),
        "SV": ("text", "number"),
        **_HISTORY,
    },
    "CHAP": {"M1": ("variable", "number-of-volumes"), "SV": ("text", "collection_number")},
    "CHART": {"A2": _KEPT, "M3": _MEDIUM},
    "CLSWK": {**_SERIAL, **_VOLUME},
    "COMP": {**_SERIAL, "ET": ("text", "version"), "LA": _KEPT},  # EndNote: the language that it is written in
    "CONF": {**_CONFERENCE, "A4": _CONTRIBUTOR},
    "CPAPER": _CONFERENCE,
    "CTLG": {"T2": _SERIES_IN_T2, "A2": _KEPT},
    "DATA": {
        "A2": ("names", "producer"),
        "A4": _CONTRIBUTOR,
        "ET": ("text", "version"),
        "NV": ("text", "number"),  # EndNote: the number of the study
    },
    "EBOOK": {**_WHOLE, "BT": ("book_title", "title")},
    "EDBOOK": {**_BOOK, "AU": ("names", "editor"), "A1": ("names", "editor"), "A2": _SERIES_EDITOR},
    "EJOU": _JOURNAL,
    "EJOUR": {**_JOURNAL, "M1": ("number", "issue")},
    "ELEC": _PAGE_SEEN,
    "EQUA": {"A2": _KEPT},
    "FIGURE": {"A2": _KEPT, "M3": _MEDIUM},
    "GOVDOC": {"A2": _KEPT, **_NUMBERED},
    "HEAR": {"T3": ("variable", "authority"), **_HISTORY},
    "JFULL": _JOURNAL,
    "JOUR": _JOURNAL,
    "LEGAL": {"A2": _KEPT, "T3": _KEPT, **_HISTORY},
    "MANSCPT": _WHOLE,
    "MAP": {**_SERIAL, "C1": ("variable", "scale")},
    "MGZN": {},
    "MPCT": {
        "A2": ("names", "director"),
        "A3": ("names", "producer"),
        "A4": ("names", "performer"),
        "C4": ("genre", "genre"),
        "C5": _MEDIUM,
        "M3": _MEDIUM,
        "SP": ("variable", "dimensions"),  # EndNote: how long it runs
        "T2": _SERIES_IN_T2,
    },
    "MULTI": {**_SERIAL, "C5": _MEDIUM},
    "MUSIC": {"A4": ("names", "producer")},
    "PAMP": {"A2": _KEPT, **_WHOLE},
    "PAT": {
        "A2": ("variable", "authority"),
        "A3": _KEPT,
        "T3": _KEPT,
        "C5": ("variable", "references"),
        "C6": ("text", "status"),
        "IS": ("serial", "number"),  # 2001: the number of the patent
        **_NUMBERED,
    },
    "PCOMM": {"A2": ("names", "recipient")},
    "RPRT": {**_SERIAL, "A3": _KEPT, "A4": _KEPT, **_NUMBERED},
    "SER": {"A4": _KEPT, **_VOLUME},
    "SLIDE": _CONFERENCE,
    "SOUND": {"C5": _MEDIUM},
    "STAND": {"T3": _KEPT, **_NUMBERED},
    "STAT": {"T3": _KEPT, **_HISTORY},
    "THES": {
        "A3": _CONTRIBUTOR,
        "M1": ("degree", "number"),
        "T2": _KEPT,
        "VL": _KEPT,
        **_WHOLE,
    },  # EndNote: the advisor, the department, the degree
    "UNPB": {"T3": _KEPT},  # EndNote: the department
    "VIDEO": {"C5": _MEDIUM},
    "WEB": _PAGE_SEEN,
}

# The tag that the exporter writes a field or a role with. Another tag that is read as the field is kept as written.
FIELD_TAGS: dict[str, str] = {
    "author": "AU", "editor": "ED", "collection-editor": "A3", "translator": "A4", "title": "TI", "short_title": "ST",
    "container_title": "T2", "container_title_short": "J2", "collection_title": "T3", "event_title": "C3",
    "volume": "VL", "issue": "IS", "number": "M1", "edition": "ET", "version": "ET", "genre": "M3", "publisher": "PB",
    "publisher_place": "CY", "doi": "DO", "language": "LA", "abstract": "AB", "annote": "RN", "article_number": "SP",
}  # fmt: skip

# Tags that mean the same to every reader.
SYNONYMS: dict[str, str] = {
    "A1": "AU", "A2": "ED", "T1": "TI", "CT": "TI", "JF": "T2", "JO": "T2", "BT": "T2", "J1": "J2", "JA": "J2",
    "Y1": "DA", "PY": "DA", "CP": "IS", "PP": "CY", "N2": "AB", "LP": "EP", "VO": "VL",
}  # fmt: skip

ROLES = {NameRole.COLLECTION_EDITOR: "A3", NameRole.TRANSLATOR: "A4"}


@cache
def variable_tags(kind: str) -> dict[str, str]:
    """Return the tags that the variables of a record of the type *kind* are written with, by name."""
    own = TYPE_TAGS.get(kind, {})
    tags = {name: tag for name, tag in VARIABLES.items() if tag not in own}
    for tag, (how, name) in own.items():
        if how == "variable":
            tags.setdefault(name, tag)
    if own.get("SP", _KEPT)[0] == "page_count":
        tags["number-of-pages"] = "SP"
    return tags


@cache
def field_tags(kind: str) -> dict[str, str]:
    """Return the tags of the fields that only a record of the type *kind* has one for, or has another one for."""
    own = TYPE_TAGS.get(kind, {})
    return {
        field: tag
        for tag, (how, field) in own.items()
        if (how in ("text", "number") and field in ("collection_number", "status"))
        or (how, field) == ("genre", "genre")
    }


@cache
def role_tags(kind: str) -> dict[str, str]:
    """Return the tags that the contributors of a record of the type *kind* are written with, by role."""
    own = ((tag, row) for tag, row in TYPE_TAGS.get(kind, {}).items() if tag in ("A2", "A3", "A4"))
    tags: dict[str, str] = {str(role): tag for role, tag in ROLES.items()}
    return {**tags, **{role: tag for tag, (how, role) in own if how == "names" and role != "editor"}}


def container_tag(kind: str) -> str:
    """Return the tag that the title of the container is written with in a record of the type *kind*."""
    own = TYPE_TAGS.get(kind, {})
    other = "JF" if own.get("T2") in (_SERIES_IN_T2, _KEPT) else "T2"
    return next((tag for tag, row in own.items() if row == ("container", "container_title")), other)


if set(EntryType) != set(TYPES):
    raise AssertionError(f"no RIS type for {set(EntryType) - set(TYPES)}")
if set(TYPE_TAGS) - set(READ_TYPES):
    raise AssertionError(f"no reference types: {set(TYPE_TAGS) - set(READ_TYPES)}")
