"""Why a value is not the same, in one line each, and who is right.

A disagreement has the first explanation that names its case and its field; patterns are those of ``fnmatch``. A test
fails where a disagreement has none, and where an explanation explains nothing any more.
"""

from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final

import attrs

__all__ = ["EXPLANATIONS", "Explanation", "Right", "find_explanation"]


class Right(StrEnum):
    """Who is right."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    NEITHER = "neither"


@attrs.frozen
class Explanation:
    """Why the fields *fields* of the cases *cases* differ; both are patterns, several between blanks."""

    cases: str
    fields: str
    right: Right
    text: str

    def explains(self, case: str, field: str) -> bool:
        """Whether this is about *field* of *case*."""
        return any(fnmatchcase(field, pattern) for pattern in self.fields.split()) and any(
            fnmatchcase(case, pattern) for pattern in self.cases.split()
        )


def find_explanation(case: str, field: str) -> Explanation | None:
    """Return the explanation of the disagreement on *field* of *case*, if there is any."""
    return next((explanation for explanation in EXPLANATIONS if explanation.explains(case, field)), None)


_OURS, _THEIRS, _BOTH, _NEITHER = Right.OURS, Right.THEIRS, Right.BOTH, Right.NEITHER
_BBT: Final = "bib/better-bibtex-import/"
# The examples of biblatex-apa, a hundred and more in one file.
_APA: Final = f"{_BBT}Import-error-with-character-in-BibTeX-field-name-2660-e023.expected.json#"
# EndNote's templates of all types: each tag holds the name that EndNote has for it, such as "Series Editor".
_RIS: Final = "zotero/ris/RIS_03.json#"


def _in(prefix: str, *names: object) -> str:
    return " ".join(f"{prefix}{name}" for name in names)


_E = Explanation
EXPLANATIONS: Final[tuple[Explanation, ...]] = (
    # Zotero, BibTeX
    _E("zotero/bibtex/BibTeX_08.json#*", "author", _OURS,
       "BibTeX's rule: a word in lower case begins the von part (an unbraced organisation either way)"),
    _E("zotero/bibtex/BibTeX_10.json#*", "title", _NEITHER, "unbalanced escaped braces in a title of no meaning"),
    _E("zotero/bibtex/BibTeX_22.json#*", "author", _OURS,
       "TeX skips the blank that ends \\textquotesingle: D'aspremont"),
    _E("zotero/bibtex/BibTeX_23.json#*", "title", _BOTH, "math stays math with us; Zotero puts Unicode superscripts"),
    # Zotero, RIS
    _E("zotero/ris/RIS_01.json#1", "container-title-short", _BOTH,
       "the one title of the journal is its title; Zotero puts it in both places"),
    _E(_in(_RIS, 1, 23), "type", _OURS, "EndNote's aggregated database and equation have CSL types; Zotero has none"),
    _E(_in(_RIS, 2), "type", _OURS, "CSL has a type for ancient texts; Zotero has none"),
    _E(_in(_RIS, 4, 37), "genre", _OURS, "EndNote's type of work; Zotero drops it in this type"),
    _E(_in(_RIS, 4), "producer", _OURS, "EndNote's series editor, whom Zotero takes for a producer"),
    _E(_in(_RIS, 5), "author", _THEIRS, "EndNote's sponsor of a bill, whom we keep as a line"),
    _E(_in(_RIS, 6, 8, 17, 22, 48), "container-title", _OURS,
       "EndNote's T2 is the title; Zotero prefers the abbreviation in J2"),
    _E(_in(_RIS, 9, 45), "title title-short", _OURS, "Zotero takes the short title of a law or a case for the title"),
    _E(_in(_RIS, 10), "type container-title", _OURS, "EndNote's catalog is no issue of a magazine, its T2 is a series"),
    _E(_in(_RIS, 14, 15), "container-title event-title", _BOTH,
       "EndNote's T2 of a paper is the conference; publishers give the proceedings there"),
    _E(_in(_RIS, 14, 15), "publisher-place", _BOTH, "the same: EndNote has the place of the conference in CY"),
    _E(_in(_RIS, 20, 43), "editor collection-editor collection-title", _OURS,
       "EndNote has A2 for the editor and A3 and T3 for the series here; Zotero reads them as in a whole book"),
    _E(_in(_RIS, 21), "number-of-volumes", _OURS, "EndNote's NV, not its M1"),
    _E(_in(_RIS, 23), "editor", _OURS, "EndNote's name of a file, which Zotero takes for an editor"),
    _E(_in(_RIS, 25), "contributor", _OURS, "EndNote's performers are performers"),
    _E(_in(_RIS, 26, 28, 47), "type issue collection-title container-title", _OURS,
       "Zotero takes types that it does not know (GEN, GRANT, UNPB) for articles in journals"),
    _E(_in(_RIS, 27), "collection-editor collection-title", _OURS,
       "EndNote's department is no series editor; the series is one"),
    _E(_in(_RIS, 29), "section", _BOTH, "a committee, for which CSL has no variable; Zotero's mapping says section"),
    _E(_in(_RIS, 31), "type authority container-title number note", _OURS,
       "EndNote's rule or regulation is no case in court"),
    _E(_in(_RIS, 34), "collection-editor", _OURS, "EndNote's series editor of a map; Zotero drops him"),
    _E(_in(_RIS, 35), "author composer translator medium", _OURS,
       "EndNote's composer is the author of music; Zotero has its editor for the performer, its producer for the "
       "translator, its accompanying matter for the medium"),
    _E(_in(_RIS, 37), "version", _OURS, "EndNote's date of publication, which Zotero takes for a version"),
    _E(_in(_RIS, 38), "collection-title performer", _OURS,
       "EndNote's series; the year cited, which Zotero takes for a member of the cast"),
    _E(_in(_RIS, 42, 43), "translator", _OURS,
       "EndNote's department or volume editor, whom Zotero takes for a translator"),
    _E(_in(_RIS, 44), "type collection-title", _OURS,
       "CSL and today's Zotero have a type for standards; T2 is a section"),
    # Zotero, DataCite
    _E("zotero/datacite/*", "note", _BOTH,
       "what a record says of its series in words: kept beside the container with us, a note with Zotero"),
    _E("zotero/datacite/Datacite-JSON_05.json#1", "page", _OURS, 'a size of "42-79 Seiten" is a range of pages'),
    _E("zotero/datacite/Datacite-JSON_11.json#1", "publisher", _OURS,
       "a chapter has the publisher of its book; the record's own is the repository that a copy lies in"),
    _E("zotero/datacite/Datacite-JSON_12.json#1", "ISBN", _BOTH, "the book has two, of which Zotero takes one"),
    _E("zotero/datacite/Datacite-JSON_12.json#1", "abstract", _OURS,
       "of an abstract in two languages, the first is that of the record; Zotero takes the last"),
    # papis, commonmeta and bolognese, Crossref
    _E("crossref/papis/*", "URL", _OURS, "the address of the DOI, which the DOI gives"),
    _E("crossref/papis/* bib/bolognese/* ris/bolognese/*", "issued", _OURS,
       "Crossref has the day; papis and BibTeX have fields for year and month, bolognese writes RIS with the year"),
    _E("crossref/papis/*", "page", _OURS, "an article number is no page; papis has no other field for it"),
    _E("crossref/papis/*", "abstract", _OURS, "papis keeps the tags of JATS"),
    _E("crossref/works/10.2210_pdb4hhb_pdb.json#1", "type", _OURS,
       "Crossref says dataset; its XML, which commonmeta was given, has the component of a database"),
    _E("crossref/works/10.2210_pdb4hhb_pdb.json#1", "title container-title", _BOTH,
       "commonmeta leaves out the subtitle and the database"),
    _E("bib/bolognese/* ris/bolognese/*", "URL publisher language abstract", _BOTH,
       "bolognese had Crossref's record of some years before, with another address, publisher and abstract"),
    # Better BibTeX
    _E(f"{_BBT}Better-BibTeX-009*#emptyreference", "*", _BOTH,
       "an entry without any field: an entry with us, an error with them"),
    _E(f"{_BBT}Child-items* {_BBT}Dealing-with-base64*#El-HusseiniToeplerSalamon:2004", "publisher-place", _OURS,
       "crossref hands the place down with the publisher (biblatex, appendix B)"),
    _E(f"{_BBT}Detect-journal*", "container-title container-title-short", _BOTH,
       "a title with full stops is abbreviated; whether the source has it in journal or not, we put it there"),
    _E(f"{_BBT}Endnote-should-parse* {_BBT}Options-to-use-default*", "key", _BOTH,
       "the source has no key, or that of Web of Science; Better BibTeX makes one, we do so only when writing"),
    _E(f"{_BBT}Failure-to-handle-unparsed*", "author", _OURS, '"O. others" is the mark of truncation, mistyped'),
    _E(_in(_APA, "10.1:12a", "10.1:12b"), "type genre number", _OURS,
       "CSL has a type for a whole periodical, Zotero none; the number is its issue"),
    _E(_in(_APA, "10.10:78?"), "type", _NEITHER, "@hardware of biblatex-apa: CSL has no type for an apparatus"),
    _E(_in(_APA, "10.11:81", "10.2:32?"), "type genre", _BOTH, "@manual: pandoc and we say book, Better BibTeX report"),
    _E(_in(_APA, "10.4:52"), "collection-title", _BOTH, "issue of a report holds a series here: we say issue"),
    _E(_in(_APA, "10.4:58", "10.5:60", "10.5:61"), "title", _OURS,
       "titleaddon stands behind title and subtitle (biblatex), not between them"),
    _E(_in(_APA, "10.5:63"), "author", _OURS, "editora with the editortype chair is no author"),
    _E(_in(_APA, "10.5:A1"), "number", _BOTH,
       "number of a paper in proceedings: of a series with us, unnamed with them"),
    _E(_in(_APA, "10.5:A2"), "title volume-title", _BOTH,
       "proceedings with a main title and only a book title: which is a volume of which is not said"),
    _E(_in(_APA, "10.6:6?"), "genre", _THEIRS, "@phdthesis and @mastersthesis say what thesis it is; we keep the type"),
    _E(_in(_APA, "10.6:6?"), "publisher", _BOTH, "an archive beside the university: we keep it, they join the two"),
    _E(_in(_APA, "11.10:29", "11.6:14", "11.6:15"), "genre", _BOTH,
       "what Zotero has no item type for, it says as a genre; CSL has the type"),
    _E(_in(_APA, "11.5:12", "11.5:8"), "publisher-place", _BOTH, "a place is plain text with us: the italics go"),
    _E(_in(_APA, "11.6:18"), "type genre", _BOTH, "@legmaterial: a bill, or by its type field a report"),
    _E(_in(_APA, "9.51:2"), "note", _BOTH, "\\textcite is a command without a meaning outside TeX: kept, or its key"),
    _E(f"{_in(_APA, '9.52:1', '9.52:4')} {_BBT}Problem-when-importing*", "container-title container-title-short", _OURS,
       "the source says no more than the short title; Better BibTeX has the long one from a list"),
    _E(f"{_BBT}Import-location-to-event*", "publisher-place kept:address", _OURS,
       "ACM has the publisher's place in address, the conference's in location"),
    _E(f"{_BBT}Import-support-for-the-online* {_BBT}Wrong-ring*", "title container-title", _OURS,
       "a title in second braces keeps its capitals"),
    _E(f"{_BBT}unknown-command*", "title container-title container-title-short", _OURS,
       "a title in second braces keeps its capitals; a macro of a journal (\\aap) is that journal's title"),
    _E(f"{_BBT}Options-to-use-default*", "keyword", _OURS, "the second braces are Web of Science's, not the keywords'"),
    _E(f"{_BBT}Options-to-use-default*", "container-title-short", _OURS, "Web of Science's Journal-ISO"),
    _E(f"{_BBT}issuenumberarticle*", "abstract", _OURS, "&rsquo; is HTML for an apostrophe"),
    _E(f"{_BBT}URL-not-recognised*", "keyword", _OURS,
       "a mark of Better BibTeX itself, which the source does not have"),
    # pandoc
    _E("bib/pandoc/biblatex-baez-article.md#*", "URL eprint", _BOTH,
       "an arXiv identifier: we have it as that, pandoc as an address"),
    _E("bib/pandoc/biblatex-coleridge.md#*", "part volume", _BOTH,
       "CSL has a variable for the part; pandoc adds it to the volume"),
    _E("bib/pandoc/biblatex-cotton.md#*", "annote", _BOTH,
       "an unknown command: kept as TeX with either, marked by pandoc"),
    _E("bib/pandoc/biblatex-jcg.md#* bib/pandoc/biblatex-periodical.md#*", "title container-title type", _BOTH,
       "an issue of a periodical: CSL's type for it, or an article in it with the issue's title"),
    _E("bib/pandoc/biblatex-kastenholz.md#*", "article-number", _OURS, "eid is an article number; pandoc drops it"),
    _E("bib/pandoc/biblatex-knuth-ct-d.md#*", "title-short", _OURS,
       "the short title is that of the volume, and not of the whole"),
    _E("bib/pandoc/*", "volume-title-short", _OURS,
       "CSL has a variable for the short title of a volume; pandoc drops it"),
    # names
    _E(_in("names/bibtex_and_splitting.jsonl#", "9", "10", "11", "12"), "name *", _OURS,
       '"and" at the beginning or the end separates nothing'),
    _E("names/bibtex_name_parts.jsonl#15", "particle family", _OURS,
       "BibTeX takes the capital word before a particle along; it belongs to the family name"),
    _E("names/bibtex_name_parts.jsonl#23", "family suffix", _OURS,
       "a suffix within the braces of the family name is a suffix"),
    _E("names/bibtex_name_parts.jsonl#49", "family", _OURS, "the tilde is an accent here, no blank between words"),
)  # fmt: skip
"""All of them, the first that fits first."""
