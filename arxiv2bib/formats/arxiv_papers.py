"""What arXiv says of a paper, in whatever form it says it, made into an entry.

The readers of arXiv's forms find the values; here they get their meaning, so that one paper is one entry whichever form
it came in.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_categories import Classification, parse_categories
from arxiv2bib.formats.arxiv_dates import parse_day
from arxiv2bib.formats.arxiv_names import read_name
from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.formats.names import choose_new_groups, drop_rest, find_collaborations, parse_authors
from arxiv2bib.model.dates import Date
from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.entry import DEFAULTS, INDEX, ArxivInfo, ArxivVersion, Entry, Extra, make_entry, make_origin
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.records import Record
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.controls import is_printable
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import decode_accents
from arxiv2bib.text.mojibake import Repair, repair_mojibake

__all__ = [
    "CONTROL",
    "CONTROLS",
    "NO_CLASSES",
    "Paper",
    "Teller",
    "classify",
    "has_other_words",
    "make_paper_entry",
    "name_paper",
    "set_text",
    "set_versions",
]

NO_CLASSES: Final = Classification(None, (), (), (), ())

# Control characters, and halves of characters, which JSON can spell, carry no text; line ends and tabs are white space.
CONTROLS: Final = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\v\f\r")
CONTROL: Final = compile_late(f"[{re.escape(CONTROLS.decode())}\x80-\x84\x86-\x9f\ud800-\udfff]")
_PLAIN_DOI: Final = compile_late(r"10\.\d{4,9}/[\w.()/:;-]+", re.ASCII)
_WORD: Final = compile_late(r"[^\W\d_]+")
_MARKS: Final = dict.fromkeys(map(ord, ",.;-~(){}[]"), " ")
_JOINING: Final = frozenset({"and", "et", "al", "others"})


@attrs.define(kw_only=True, eq=False)
class Paper:
    """What one record says: texts as they are written, but for encoding and control characters; names and days read.

    ``identifier`` may carry the version that the record is of; ``versions`` are in order. ``doi`` may hold several.
    ``comment``, ``title`` and ``abstract`` are still in arXiv's TeX.
    """

    identifier: str | None = None
    title: str | None = None
    abstract: str | None = None
    authors: tuple[Name, ...] = ()
    truncated: bool = False
    classes: Classification = NO_CLASSES
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    license: str | None = None
    report_number: str | None = None
    msc_class: tuple[str, ...] = ()
    acm_class: tuple[str, ...] = ()
    submitted: Date | None = None
    updated: Date | None = None
    version: int | None = None
    versions: tuple[ArxivVersion, ...] = ()

    __repr__ = show_fields


class Teller:
    """Says what is wrong with one record, and gathers what the model has no place for.

    *find_line* returns the line, from 0, on which a field of the record begins.
    """

    def __init__(
        self, source: str, record: Record, report: Report, find_line: Callable[[Record, str], int] | None = None
    ) -> None:
        self.source = source
        self.record = record
        self.report = report
        self.extra: list[Extra] = []
        self._find_line = find_line

    def say(
        self,
        code: Code,
        message: str,
        name: str = "",
        *,
        value: str | None = None,
        path: str | None = None,
        severity: Severity = Severity.WARNING,
        line: int | None = None,
    ) -> None:
        """Report something about the field *name* of the record, or about its *line*, from 0."""
        offset = line or 0
        if line is None and name and self._find_line is not None:
            offset = self._find_line(self.record, name)
        self.report.add(
            Diagnostic(
                code,
                severity,
                message,
                source=self.source,
                line=self.record.line + offset,
                record=name_paper(self.record.key),
                path=path,
                value=value,
            )
        )

    def keep(self, name: str, value: str) -> None:
        """Keep *value*, which has no place in the model."""
        value = " ".join(value.split())
        if value:
            self.extra.append(Extra(self.record.format, name, value))

    def keep_unknown(self, name: str, value: str) -> None:
        """Keep *value* of a field that the format does not have, and say so."""
        self.keep(name, value)
        message = f"{name} is nothing that {self.record.format} has; kept as it is"
        self.say(Code.READ_UNKNOWN_FIELD, message, name, value=" ".join(value.split()), severity=Severity.INFO)

    def clean(self, name: str, value: str) -> str | None:
        """Return *value* without control characters and with a broken encoding repaired where that can be done.

        None if nothing is left.
        """
        if value.isascii():
            has_controls = len(value) != len(value.encode().translate(None, CONTROLS))
        else:
            value = self._mend(name, value)
            has_controls = not is_printable(value) and CONTROL.search(value) is not None
        if has_controls:
            message = f"control characters removed from {name}"
            self.say(Code.TEXT_CONTROL_CHARACTER, message, name, value=repr(value))
            value = CONTROL.sub("", value)
        return value.strip() or None

    def _mend(self, name: str, value: str) -> str:
        mended, repair = repair_mojibake(value)
        if repair is Repair.REPAIRED:
            message = f"broken encoding of {name} repaired"
            self.say(Code.TEXT_REPAIRED_MOJIBAKE, message, name, value=value, severity=Severity.INFO)
        elif repair is Repair.LOSSY:
            message = f"{name} lost bytes to a wrong encoding; kept as it is"
            self.say(Code.TEXT_LOSSY_MOJIBAKE, message, name, value=mended)
        return mended

    def read_day(self, name: str, text: str | None) -> Date | None:
        """Return the day in *text*, and say so if it is none."""
        if text is None:
            return None
        date = parse_day(text)
        if date.literal is not None:
            self.say(Code.READ_INVALID_VALUE, f"{name} is no date", name, value=text)
        return date

    def read_authors(self, parts: Iterable[tuple[str, str, str]]) -> tuple[tuple[Name, ...], bool]:
        """Return the authors with these family names, given names and suffixes, and whether the list goes on.

        What names nobody is kept.
        """
        names = []
        for family, given, suffix in parts:
            name = read_name(family, given, suffix)
            if name is not None:
                names.append(name)
            elif any(map(str.isalnum, family + given)):
                self.keep("author", f"{given} {family}")
        return drop_rest(names)

    def read_author_line(self, name: str, text: str | None) -> tuple[tuple[Name, ...], bool]:
        """Return the authors in a line of names, and whether it goes on; what is left out of them is said."""
        if text is None:
            return (), False
        text = " ".join(text.split())
        names, truncated = parse_authors(text)
        if has_other_words(text, map(str, names)):
            self.say_left_out(name, text)
        return names, truncated

    def say_left_out(self, name: str, text: str) -> None:
        """Say that the author line *text* has more words than the names that were read."""
        self.say(Code.READ_REMOVED_TEXT, "words left out of the author line", name, value=" ".join(text.split()),
                 path="author", severity=Severity.INFO)  # fmt: skip


def has_other_words(text: str, told: Iterable[str]) -> bool:
    """Whether the author line *text* has words that are in none of the names, and what else is *told* of them."""
    known = " ".join(told)
    if set(text.translate(_MARKS).split()) - _JOINING <= set(known.translate(_MARKS).split()):
        return False
    letters = "".join(_WORD.findall(decode_accents(known))).casefold()
    return any(word.casefold() not in letters for word in _WORD.findall(decode_accents(text)) if word not in _JOINING)


@lru_cache(maxsize=4096)
def classify(text: str) -> Classification:
    """Return the categories in *text*, which has blanks between them and the primary one first: ``hep-ph math.AG``."""
    first, *others = text.replace(",", " ").split() or [""]
    return parse_categories(", ".join([f"**{first}**", *others])) if first else NO_CLASSES


def set_text(paper: Paper, field: str, name: str, text: str, teller: Teller) -> None:
    """Set *field* of *paper* to *text*, cleaned; where it is set, say that *name* stands there twice, and keep it."""
    value = teller.clean(name, text)
    if value is None:
        return
    known = getattr(paper, field)
    if known is None:
        setattr(paper, field, value)
        return
    teller.say(
        Code.READ_REPEATED_FIELD, f"{name} is given twice; the first is used", name, value=" ".join(value.split())
    )
    if value != known:
        teller.keep(name, value)


def set_versions(paper: Paper, versions: list[ArxivVersion]) -> None:
    """Set what the history of a paper tells: the first version's day, the last one's day and number."""
    if not versions:
        return
    if len(versions) > 1:
        versions.sort(key=lambda version: version.number)
    paper.versions = tuple(versions)
    paper.version = versions[-1].number
    if versions[0].number == 1:
        paper.submitted = versions[0].submitted or paper.submitted
    paper.updated = versions[-1].submitted or paper.updated


def name_paper(text: str | None) -> str | None:
    """Return the identifier in *text* without a version, or *text* as it is."""
    try:
        return str(ArxivId.parse_work(text)[0]) if text else None
    except InvalidValueError:
        return text


def make_paper_entry(paper: Paper, teller: Teller) -> Entry | None:
    """Return the entry of *paper*: a preprint with its arXiv DOI; None, said to the report, if it names no paper.

    The version that the record is of goes to ``version``; the identifier has none.
    """
    arxiv_id, seen = _read_identifier(paper, teller)
    if arxiv_id is None and (paper.title is None or not paper.authors):
        teller.say(Code.READ_FAILED_RECORD, "no paper: neither an arXiv identifier nor a title with authors",
                   value=" ".join(teller.record.raw.split()), severity=Severity.ERROR)  # fmt: skip
        return None
    doi = paper.doi
    if doi is not None:
        doi = " ".join(doi.split())
        if not _PLAIN_DOI.fullmatch(doi) and not Doi.find_all(doi):
            teller.say(Code.READ_INVALID_VALUE, "no DOI", "doi", value=doi, path="arxiv.doi")
    classes = paper.classes
    for code in classes.unknown:
        teller.keep_unknown("category", code)
    version = paper.version if paper.version is not None else seen
    entry = list(DEFAULTS)
    entry[_TYPE] = EntryType.ARTICLE
    entry[_TITLE] = decode_arxiv_text(paper.title) if paper.title is not None else None
    entry[_AUTHOR] = paper.authors
    entry[_ISSUED] = entry[_SUBMITTED] = paper.submitted
    entry[_UPDATED] = paper.updated
    entry[_ABSTRACT] = decode_arxiv_text(paper.abstract) if paper.abstract is not None else None
    if arxiv_id is not None:
        entry[_DOI] = arxiv_id.doi
        entry[_URL] = arxiv_id.url
    if version is not None:
        entry[_VERSION] = str(version)
    if paper.truncated:
        entry[_TRUNCATED] = (NameRole.AUTHOR,)
    if teller.extra:
        entry[_EXTRA] = tuple(teller.extra)
        entry[_AUTHOR] = _add_collaborations(paper.authors, teller.extra)
    entry[_ARXIV] = _make_info(
        arxiv_id,
        classes.primary,
        classes.categories,
        decode_arxiv_text(paper.comment) if paper.comment is not None else None,
        " ".join(paper.journal_ref.split()) if paper.journal_ref is not None else None,
        doi,
        paper.license,
        " ".join(paper.report_number.split()) if paper.report_number is not None else None,
        paper.msc_class or classes.msc,
        paper.acm_class or classes.acm,
        paper.versions,
    )
    entry[_ORIGIN] = make_origin(teller.source, teller.record, None)
    return make_entry(entry)


def _add_collaborations(authors: tuple[Name, ...], extra: Iterable[Extra]) -> tuple[Name, ...]:
    """Return *authors* with the collaborations that stand in the place of their affiliations, as in an author line."""
    affiliations = (one.value for one in extra if one.name.endswith("].affiliation"))
    groups = [group for text in affiliations for group in find_collaborations(text)]
    if not groups:
        return authors
    return authors + tuple(Name(literal=group) for group in choose_new_groups(groups, map(str, authors)))


def _read_identifier(paper: Paper, teller: Teller) -> tuple[ArxivId | None, int | None]:
    text = paper.identifier
    if text is None:
        return None, None
    try:
        return ArxivId.parse_work(text)
    except InvalidValueError:
        teller.say(Code.READ_INVALID_VALUE, "no arXiv identifier", "id", value=text, path="arxiv.id")
        teller.keep("id", text)
        return None, None


_TYPE, _TITLE, _AUTHOR, _TRUNCATED, _ISSUED, _SUBMITTED, _UPDATED, _VERSION, _DOI, _URL, _ABSTRACT = (
    INDEX[name]
    for name in (
        "type", "title", "author", "truncated", "issued", "submitted", "updated", "version", "doi", "url", "abstract",
    )
)  # fmt: skip
_make_info: Final[Callable[..., ArxivInfo]] = make_drafter(
    ArxivInfo, *(field.name for field in attrs.fields(ArxivInfo))
)
_ARXIV, _EXTRA, _ORIGIN = INDEX["arxiv"], INDEX["extra"], INDEX["origin"]
