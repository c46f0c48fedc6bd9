"""Facts that the rules go by: the fields each type must have, what is typeset, what the standard styles define.

Source: btxdoc (Patashnik 1988), 3.1 "Entry Types"; the biblatex manual 3.x, 2.1 "Entry Types"; plain.bst.
"""

from typing import Final

from arxiv2bib.formats.bibtex_fields import INVENTED_TYPES, READ_TYPES, ROLES, VARIABLES
from arxiv2bib.formats.bibtex_rows import ROWS
from arxiv2bib.model.vocabulary import EntryType

__all__ = [
    "BIBLATEX_FIELDS",
    "BIBLATEX_KINDS",
    "BIBLATEX_REQUIRED",
    "BIBTEX_REQUIRED",
    "CSL_REQUIRED",
    "KNOWN_FIELDS",
    "KNOWN_KINDS",
    "NAME_FIELDS",
    "NO_WORKS",
    "STYLE_MACROS",
    "TYPESET",
]

# Each word is one thing that is needed; any of the names that strokes join will do. BibLaTeX's names for a field are
# accepted everywhere: it reads either, and a file does not say who will read it.
_YEAR = "year/date"
_JOURNAL = "journal/journaltitle"
_SCHOOL = "school/institution"


def _spell_out(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(names.replace("YEAR", _YEAR).replace("JOURNAL", _JOURNAL).replace("SCHOOL", _SCHOOL).split())
        for kind, names in table.items()
    }


BIBTEX_REQUIRED: Final[dict[str, tuple[str, ...]]] = _spell_out(
    {
        "article": "author title JOURNAL YEAR",
        "book": "author/editor title publisher YEAR",
        "booklet": "title",
        "conference": "author title booktitle YEAR",
        "inbook": "author/editor title chapter/pages publisher YEAR",
        "incollection": "author title booktitle publisher YEAR",
        "inproceedings": "author title booktitle YEAR",
        "manual": "title",
        "mastersthesis": "author title SCHOOL YEAR",
        "misc": "",
        "phdthesis": "author title SCHOOL YEAR",
        "proceedings": "title YEAR",
        "techreport": "author title SCHOOL YEAR",
        "unpublished": "author title note",
    }
)
"""What classic BibTeX's types need: its standard styles warn where one of these is empty."""

BIBLATEX_REQUIRED: Final[dict[str, tuple[str, ...]]] = _spell_out(
    {
        "article": "author title JOURNAL YEAR",
        "book": "author/editor title YEAR",
        "bookinbook": "author title booktitle YEAR",
        "booklet": "author/editor title YEAR",
        "collection": "editor title YEAR",
        "conference": "author title booktitle YEAR",
        "dataset": "author/editor title YEAR",
        "electronic": "title url/doi/eprint/howpublished",
        "inbook": "author title booktitle YEAR",
        "incollection": "author title booktitle YEAR",
        "inproceedings": "author title booktitle YEAR",
        "inreference": "title booktitle YEAR",
        "manual": "title YEAR",
        "mastersthesis": "author title SCHOOL YEAR",
        "misc": "title",
        "mvbook": "author/editor title YEAR",
        "mvcollection": "editor title YEAR",
        "mvproceedings": "title YEAR",
        "mvreference": "title YEAR",
        "online": "title url/doi/eprint/howpublished",
        "patent": "author title number YEAR",
        "periodical": "title YEAR",
        "phdthesis": "author title SCHOOL YEAR",
        "proceedings": "title YEAR",
        "reference": "title YEAR",
        "report": "author title type SCHOOL YEAR",
        "techreport": "author title SCHOOL YEAR",
        "thesis": "author title type SCHOOL YEAR",
        "unpublished": "author title YEAR",
        "www": "title url/doi/eprint/howpublished",
    }
)
"""What BibLaTeX's types need. Less than its manual asks where works often have none: the editor of a reference work."""

T = EntryType
CSL_REQUIRED: Final[dict[EntryType, tuple[str, ...]]] = {
    T.ARTICLE: ("author", "title", "issued"),
    T.ARTICLE_JOURNAL: ("title", "container_title", "issued"),
    T.BOOK: ("title", "issued"),
    T.CHAPTER: ("title", "container_title", "issued"),
    T.PAPER_CONFERENCE: ("author", "title", "issued"),
    T.REPORT: ("title", "issued"),
    T.THESIS: ("author", "title", "issued"),
}
"""What a reference to a work of each type cannot do without, in RIS and CSL-JSON, which have no such rules."""

BIBLATEX_FIELDS: Final = frozenset(
    {"date", "journaltitle", "eprinttype", "eprintclass", "location", "langid", "origdate"}
)
"""Fields that only whoever writes for BibLaTeX uses."""

BIBLATEX_KINDS: Final = (
    BIBLATEX_REQUIRED.keys() - BIBTEX_REQUIRED.keys() - {"electronic", "patent", "periodical", "www"}
)

KNOWN_KINDS: Final = frozenset(
    "artwork audio bibnote commentary control customa customb customc customd custome customf customg ieeetranbstctl "
    "image jurisdiction legal legislation letter movie music performance presentation preprint revtexcontrol "
    "achemso-control aipcontrol set software standard review suppbook suppcollection suppperiodical video xdata "
    "webpage bachelorsthesis constitution hardware legadminmaterial legmaterial nameonly".split()
) | (READ_TYPES.keys() - INVENTED_TYPES.keys()) | BIBTEX_REQUIRED.keys() | BIBLATEX_REQUIRED.keys()  # fmt: skip
"""Types that BibTeX, BibLaTeX or a style in wide use knows."""

NO_WORKS: Final = frozenset(
    {"achemso-control", "aipcontrol", "bibnote", "control", "ieeetranbstctl", "revtexcontrol", "set", "xdata"}
)
"""Types of entries that are no works: settings of a style, data for other entries."""

NAME_FIELDS: Final = "author editor translator bookauthor editora editorb editorc"

TYPESET: Final = frozenset(
    "title subtitle booktitle booksubtitle maintitle journal journaltitle series note addendum edition publisher "
    "institution school organization address location howpublished chapter type author editor translator number "
    "volume eventtitle venue".split()
)
"""Fields that styles typeset as text: what TeX stumbles over there stops a document."""

KNOWN_FIELDS: Final = frozenset(
    "chapter crossref key booksubtitle maintitle addendum titleaddon editora editorb editorc abstract file url "
    "urldate eprint eid issuetitle volumes pagetotal".split()
) | ROWS.keys() | ROLES.keys() | VARIABLES.keys()  # fmt: skip

STYLE_MACROS: Final = frozenset(
    "acmcs acta cacm ibmjrd ibmsj ieeese ieeetc ieeetcad ipl jacm jcss scp sicomp tocs tods tog toms toois toplas tcs"
    .split()
)  # fmt: skip
"""Macros that the standard styles define. Source: plain.bst."""
