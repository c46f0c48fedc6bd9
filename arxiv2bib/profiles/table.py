"""The profiles, as a table; docs/reference/profiles.md is made from it."""

from typing import Final

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.profiles import endnote, zotero
from arxiv2bib.profiles.records import Output, Profile, Setting

__all__ = ["PROFILES", "find_profile"]

_LATEX_NOTE: Final = Setting(
    "noted_identifiers",
    "all",
    "arXiv identifiers and DOIs stand in `note` as well: the styles print no `eprint`, `doi` and `url`",
    "plain.bst, apalike.bst, IEEEtran.bst",
)
_PANDOC_NOTE: Final = Setting(
    "noted_identifiers",
    "arxiv",
    "arXiv identifiers stand in `note` as well: `eprint` is not read",
    "tests with the program",
)
_BABEL: Final = Setting(
    "languages",
    "babel",
    "languages have the names that babel and BibLaTeX know, in `langid` too: a code would be printed as it is",
    "biblatex manual, 2.2.3; pandoc's reader; IEEEtran.bst",
)
_PAGES: Final = Setting(
    "article_numbers",
    "pages",
    "the number of an article that has no pages stands in `pages`: `eid` is not read",
    "tests with the program, or its source",
)
_TAGS: Final = Setting(
    "tags",
    endnote.TAGS,
    "editors, series and the numbers of reports and patents have the tags of EndNote's reference types; a language of "
    "software has none, since there it is a programming language",
    "EndNote's record of every type, in the tests of zotero/translators, RIS.js",
)
_FORMULAS: Final = Setting(
    "formulas",
    "text",
    "formulas of letters, symbols and scripts are text, and `\\texttt{lme4}` is its word: styles would print their TeX "
    "as it is",
    "tests with citeproc-js and pandoc",
)
_THESES: Final = Setting(
    "theses",
    "genre",
    "BibTeX's `@phdthesis` and `@mastersthesis` are words as well: the program knows theses of one type only",
    "CSL 1.0.2, \"genre\"; pandoc's reader of BibTeX; EndNote's and Zotero's fields of a thesis",
)
_RIS_SPELLINGS: Final = Setting(
    "spellings",
    "own",
    "what other programs write otherwise (`JO`, dates in words, `1234-5678 (ISSN)`) has the tags and the words that "
    "are usual, and `\\texttt{lme4}` is its word",
    "tests with JabRef and bibutils",
)
_SPELLINGS: Final = Setting(
    "spellings",
    "own",
    "what a source writes in a way of its own (`issue`, `fjournal`, HTML, a macro of a journal) has the usual fields",
    "tests with pandoc and @retorquere/bibtex-parser",
)
_NO_HTML: Final = Setting(
    "spellings",
    "tex",
    "HTML in a source, such as `&amp;` and `<i>`, is TeX, which is what is read",
    "tests with pandoc",
)
_CLASSIC: Final = Setting(
    "spellings", "tex",
    f"{_NO_HTML.why}; BibLaTeX's types and words are BibTeX's (`@thesis`, `@collection`, `@inbook` with a book title, "
    "`mathesis`), since styles print what they do not know as `@misc`, and words as they are",
    "btxdoc, 3.1; plain.bst",
)  # fmt: skip
_JABREF: Final = Setting(
    "library", "jabref", "a comment at the end tells the dialect, so that JabRef shows its fields", "JabRef, MetaData"
)
_RIS_ARCHIVE: Final = "the arXiv identifier is the accession number, `AN`, in the database `DB`"

_ROWS: Final = (
    Profile("zotero", "Zotero", (
        Output("csl-json", "preprints as preprints, with archive and identifier", (
            Setting(
                "target", zotero.CSL,
                "only the types that it knows, since one other keeps it from taking the file; two-part names; what an "
                "item has no field for, the keywords and the key are lines of *Extra*, in words that Zotero and its "
                "styles read",
                "zotero/translators, CSL JSON.js; zotero/utilities, itemFromCSLJSON; zotero/zotero, extractExtraFields",
            ),
            _FORMULAS,
            _THESES,
        )),
        Output("ris", "preprints as manuscripts; keywords as tags, notes as child notes", (
            Setting(
                "types", zotero.RIS_TYPES,
                "reference types that are not `GEN` or `UNPB`, of which it makes journal articles, and not `ICOMM` or "
                "`PAMP`, of which it makes e-mails and manuscripts",
                "zotero/translators, RIS.js",
            ),
            Setting("archive", True, f"{_RIS_ARCHIVE}: *Archive* and *Loc. in Archive*", "zotero/translators, RIS.js"),
            Setting(
                "tags", zotero.RIS_TAGS,
                f"{_TAGS.why}; the title of proceedings is in `C3`, since it takes `T2` for the name of the conference",
                "zotero/translators, RIS.js",
            ),
            Setting(
                "two_part_names", True, "suffixes stand behind the given name: it drops a third part of a name",
                "zotero/translators, RIS.js",
            ),
            _THESES,
            _RIS_SPELLINGS,
        )),
        Output("bibtex", "preprints as documents, with the identifier in *Extra*; keywords as tags", (
            Setting("letters", "utf8", "letters are UTF-8: Better BibTeX takes keywords as they are",
                    "tests with @retorquere/bibtex-parser"),
            Setting("markup", "spelled", "formulas of letters, symbols and scripts are text: it knows few commands",
                    "tests with @retorquere/bibtex-parser"),
            _PAGES,
            _SPELLINGS,
        )),
    )),
    Profile("jabref", "JabRef", (
        Output("biblatex", "all fields", (_JABREF, _BABEL, _NO_HTML)),
        Output("bibtex", "all fields", (_JABREF, _CLASSIC)),
    )),
    Profile("mendeley", "Mendeley", (
        Output("ris", "preprints as working papers", (
            Setting("newline", "CRLF", "lines end as RIS wants them", "RIS specification"),
            _THESES,
            _RIS_SPELLINGS,
        )),
        Output("bibtex", "preprints as generic documents", (_SPELLINGS,)),
    )),
    Profile("endnote", "EndNote", (
        Output("ris", "preprints as unpublished works", (
            Setting("newline", "CRLF", "lines end as RIS wants them", "RIS specification"),
            Setting("bom", "UTF-8", "the file begins with a mark, without which it is read in the system's encoding",
                    "EndNote, import options: text translation"),
            Setting("archive", True, f"{_RIS_ARCHIVE}: *Accession Number* and *Name of Database*",
                    "EndNote, RefMan RIS filter"),
            Setting("types", endnote.TYPES,
                    "papers at conferences are `CONF`: its `CPAPER` has no field for a series and an ISBN",
                    _TAGS.source),
            Setting("tags", endnote.TAGS,
                    f"{_TAGS.why}; the name of a conference is in `T2` and the title of its proceedings in `C3`, where "
                    "both are known",
                    _TAGS.source),
            _THESES,
            _RIS_SPELLINGS,
        )),
    )),
    Profile("bibdesk", "BibDesk", (
        Output("bibtex", "all fields", (_CLASSIC,)),
    )),
    Profile("papis", "papis", (
        Output("bibtex", "all fields but translators and kinds of reports", (
            Setting("addresses", "escaped", "`&` and `~` in addresses are escaped: it decodes them like other text",
                    "tests with papis"),
            Setting("suffixes", "given", "suffixes stand behind the given name: it puts them behind the family name",
                    "tests with papis"),
            _SPELLINGS,
        )),
    )),
    Profile("biblatex", "LaTeX with biblatex and biber", (
        Output("biblatex", "all fields", (_BABEL, _NO_HTML)),
    )),
    Profile("bibtex", "LaTeX with BibTeX's own styles, IEEEtran and others of their kind", (
        Output("bibtex", "titles, names, dates and identifiers in print", (_LATEX_NOTE, _PAGES, _BABEL, _CLASSIC)),
    )),
    Profile("revtex", "LaTeX with REVTeX", (
        Output("bibtex", "preprints with a link to arXiv in print", (
            Setting("derived_links", False,
                    "no DOI and address of a preprint beside its `eprint`, which the styles print and link",
                    "apsrev4-2.bst"),
            Setting("languages", "none",
                    "no language: the styles switch to it, which is an error unless babel is loaded with it",
                    "apsrev4-2.bst; tests with REVTeX"),
            Setting("noted_identifiers", "unpublished",
                    "the DOI, or the address, of `@unpublished` stands in `note` as well: of that type the styles "
                    "print and link no other",
                    "apsrev4-2.bst, FUNCTION {unpublished}; tests with REVTeX"),
            _CLASSIC,
        )),
    )),
    Profile("pandoc", "pandoc with citeproc", (
        Output("csl-json", "all that the styles can print", (_FORMULAS, _THESES)),
        Output("biblatex", "formulas as formulas; arXiv identifiers in notes only", (
            _PANDOC_NOTE, _PAGES, _BABEL, _NO_HTML,
        )),
    )),
    Profile("typst", "Typst", (
        Output("biblatex", "all that the styles can print", (
            Setting("markup", "none",
                    "formulas, scripts and words are characters, without italics: it prints LaTeX's commands as they "
                    "are",
                    "tests with Typst"),
            Setting("preprint_type", "unpublished", "preprints are `@unpublished`: of `@online`, IEEE prints no year",
                    "tests with Typst"),
            Setting("dates", "start",
                    "only the beginning of a date: of a range it prints the end, of a season nothing",
                    "tests with Typst"),
            Setting("addresses", "alone",
                    "no address beside a DOI, but for `@online`: it takes works of most types for web pages then, of "
                    "which IEEE prints neither year nor DOI",
                    "tests with Typst"),
            _BABEL,
            Setting("article_numbers", "text",
                    "the number of an article that has no pages stands in `pages`: `eid` is not read; behind one that "
                    "begins with a zero there is a word joiner, which is not seen: it would drop the zero",
                    "tests with Typst"),
            _SPELLINGS,
        )),
    )),
)  # fmt: skip

PROFILES: Final[dict[str, Profile]] = {profile.name: profile for profile in _ROWS}
"""All profiles by name."""


def find_profile(name: str) -> Profile:
    """Return the profile *name*; raises :class:`~arxiv2bib.InvalidValueError` if there is none."""
    if not isinstance(name, str):
        raise InvalidValueError(f"a profile is named by text, not {type(name).__name__}")
    profile = PROFILES.get(name.casefold())
    if profile is None:
        raise InvalidValueError(f"no profile for {name!r}; there are: {', '.join(PROFILES)}")
    return profile
