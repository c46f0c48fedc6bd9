"""Preprints as nearly all of them are: each value is written, and known to come back, at one look.

The table of :mod:`~arxiv2bib.exporters._bibtex_rows` writes any entry, and :mod:`~arxiv2bib.exporters._bibtex_sure`
judges what was written. Of a preprint in which only the usual fields are set, both are done at once here, with as few
calls as possible. Whatever is not usual is left to them, and so are exporters that put values in other places.
"""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from arxiv2bib.exporters._bibtex_kept import (
    are_classes,
    are_kept_classes,
    are_kept_keywords,
    are_kept_names,
    is_kept_key,
    is_plain_address,
    is_plain_journal_line,
    is_plain_note,
)
from arxiv2bib.exporters._bibtex_lines import (
    PREFIXES,
    UNSAFE_IN_URL,
    UNSAFE_IN_VERBATIM,
    encode_address,
)
from arxiv2bib.exporters._bibtex_names import render_names, render_plain_names
from arxiv2bib.exporters._bibtex_repeated import render_date_lines, render_eprint_lines, render_keywords
from arxiv2bib.exporters._bibtex_texts import are_hyphenated_words, is_kept_title, predict_markup
from arxiv2bib.exporters._dates import is_plain_date
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.bibtex_reading import AS_WRITTEN
from arxiv2bib.formats.bibtex_title_rows import is_respelled
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.model.dates import Date, DateParts
from arxiv2bib.model.entry import ArxivInfo, Entry, Extra
from arxiv2bib.model.identifiers import is_plain_doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import PREPRINT
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import escape_latex, survey_to_latex, to_latex

__all__ = ["UsualLines", "write_usual_preprint"]

_NUMBER: Final = compile_late(r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7})\Z")


class UsualLines(NamedTuple):
    """The lines of a preprint, and the names of its values that may not come back from them."""

    lines: list[str]
    unsure: list[str]
    known: dict[str, Any]  # Any: values of the model
    """Of values that are read as something else, what that is."""


def write_usual_preprint(entry: Entry, *, ascii: bool, is_biblatex: bool, judged: bool) -> UsualLines | None:
    """Return the lines of *entry*, or None if it is not a preprint as most are. Nothing is reported.

    Only if they are *judged* is it known what comes back. Dates beside the date of issue have no lines, and are left to
    the caller. So is, if nothing is judged, what else arXiv says of a paper and BibTeX has no field for.
    """
    arxiv, title, issued, version = entry.arxiv, entry.title, entry.issued, entry.version
    if arxiv is None or not title or issued is None or _has_unusual(entry) or (judged and not _has_usual_names(entry)):
        return None
    dated = _write_day(issued.start, ascii, is_biblatex) if _is_one_day(issued) else None
    number = _find_number(arxiv, judged=judged)
    links = None if number is None else _write_links(entry, number, judged=judged)
    latex = to_latex(title, ascii=ascii, protect=True, symbols=True)
    if dated is None or links is None or not latex or latex.isspace():
        return None
    unsure = [] if not judged or is_kept_title(title, latex) else ["title"]
    lines = [f"  title         = {{{latex}}}"]
    if entry.author:
        lines += _write_authors(entry.author, unsure, ascii=ascii, judged=judged)
    lines += dated
    if version is not None:
        lines.append(f"  version       = {{{version}}}")
    if entry.status is not None:
        lines.append("  pubstate      = {accepted}")
    elif is_biblatex:
        lines.append("  pubstate      = {prepublished}")
    classes = _write_classes(arxiv.primary_category, arxiv.categories, ascii, is_biblatex)
    lines.append(f"  eprint        = {{{number}}}")
    lines += classes.lines
    if arxiv.report_number is not None:
        lines += _write_report_number(arxiv.report_number, ascii)
    lines += links
    if _has_remarks(entry, arxiv):
        notes = publication_notes(entry)
        lines += _write_remarks(entry, notes, ascii=ascii)
        unsure += _list_unsure_remarks(entry, notes) if judged else ()
    else:
        lines += classes.keywords
    if judged and not classes.are_kept:
        unsure.append("arxiv")
    written = UsualLines(lines, unsure, {})
    if entry.abstract is not None:
        _write_text(written, "abstract", entry.abstract, ascii=ascii, judged=judged)
    if arxiv.comment is not None:
        _write_text(written, "comment", arxiv.comment, ascii=ascii, judged=judged)
    return written


def _has_unusual(entry: Entry) -> bool:
    """Whether a field is set that usual preprints do not have. What arXiv says beside is no field of BibTeX."""
    # One look after the other is half of what an attrgetter takes.
    version = entry.version
    if entry.type is not PREPRINT or (version is not None and not (version.isalnum() and version.isascii())):
        return True
    if (
        entry.short_title is not None or entry.editor or entry.contributors or entry.truncated
        or entry.accessed is not None or entry.container_title is not None or entry.container_title_short is not None
        or entry.collection_title is not None or entry.collection_number is not None or entry.volume is not None
        or entry.issue is not None or entry.page is not None or entry.article_number is not None
        or entry.number is not None or entry.edition is not None or entry.publisher is not None
        or entry.publisher_place is not None or entry.event_title is not None or entry.event_place is not None
        or entry.genre is not None or (entry.status is not None and entry.status != "accepted")
        or entry.language is not None
        or entry.annote is not None or entry.isbn or entry.issn or entry.related or entry.variables
    ):  # fmt: skip
        return True
    return not all(extra.namespace.startswith("arxiv-") for extra in entry.extra) if entry.extra else False


def _has_usual_names(entry: Entry) -> bool:
    """Whether the key and the type of *entry* come back, and there is nothing beside."""
    return (
        not entry.extra and is_kept_key(entry.key or "") and (entry.native_type is None or not needs_native_type(entry))
    )


# What the values have in common


def _is_one_day(date: Date) -> bool:
    return date.end is None and date.season is None and not date.circa and date.literal is None


@lru_cache(maxsize=4096)
def _write_day(start: DateParts | None, ascii: bool, is_biblatex: bool) -> tuple[str, ...] | None:
    """Return the lines of the date of issue, or None if it may not come back."""
    date = Date(start=start)
    return render_date_lines(date, is_biblatex, ascii)[0] if is_plain_date(date) else None


class _Classes(NamedTuple):
    """What papers of the same classes have in common: the lines behind their number, and that of the keywords."""

    lines: tuple[str, ...]
    keywords: tuple[str, ...]
    are_kept: bool


@lru_cache(maxsize=4096)
def _write_classes(primary: str | None, categories: tuple[str, ...], ascii: bool, is_biblatex: bool) -> _Classes:
    lines = render_eprint_lines(primary, True, is_biblatex, ascii)
    are_kept = (primary is None or are_hyphenated_words(primary)) and are_classes(categories)
    return _Classes(lines, _write_keywords(categories, ascii), are_kept)


def _write_keywords(keywords: tuple[str, ...], ascii: bool) -> tuple[str, ...]:
    text = render_keywords(keywords, ascii) if keywords else ""
    return (f"  keywords      = {{{text}}}",) if text and not text.isspace() else ()


# What each has for itself


def _write_authors(names: tuple[Name, ...], unsure: list[str], *, ascii: bool, judged: bool) -> tuple[str, ...]:
    line = render_plain_names(names, ascii=ascii)
    if line is None:
        texts = render_names(names, ascii=ascii)
        line = " and ".join(filter(None, texts))
        if judged and not are_kept_names(names, texts):
            unsure.append("author")
    return (f"  author        = {{{line}}}",) if line and not line.isspace() else ()


def _write_text(written: UsualLines, name: str, text: str, *, ascii: bool, judged: bool) -> None:
    latex, is_tidy = survey_to_latex(text, ascii=ascii, symbols=True)
    is_written = latex != "" and not latex.isspace()
    if is_written:
        written.lines.append(f"{PREFIXES[name]}{latex}}}")
    if not judged:
        return
    read = predict_markup(text, latex, is_tidy=is_tidy) if is_written else None
    if name == "comment":
        if read != text:
            written.unsure.append("arxiv")  # which it is a part of
    elif read is None:
        written.unsure.append(name)
    else:
        if read != text:
            written.known[name] = read
        if latex is not text and is_respelled(latex):
            written.known["extra"] = (Extra(AS_WRITTEN, name, latex),)


def _find_number(arxiv: ArxivInfo, *, judged: bool) -> str | None:
    """Return the number of the paper; if it is *judged*, only one as papers have it since 2007, and nothing beside."""
    identifier = arxiv.id
    if identifier is None or identifier.version is not None or (judged and _has_more(arxiv)):
        return None
    number = identifier.number if identifier.archive is None else str(identifier)
    return number if _NUMBER.match(number) is not None else None


def _has_more(arxiv: ArxivInfo) -> bool:
    """Whether the paper has a number of the old style, or something that is not known to come back."""
    return bool(
        (arxiv.id is not None and arxiv.id.archive is not None)
        or arxiv.license is not None or arxiv.report_number is not None or arxiv.versions
    )  # fmt: skip


def _write_links(entry: Entry, number: str, *, judged: bool) -> list[str] | None:
    """Return the lines of the DOI and of the address, or None if they are odd: those of the paper itself are not."""
    lines = []
    doi, url = entry.doi, entry.url
    if doi is not None:
        text = doi.value
        if text != f"10.48550/arXiv.{number}":
            text = encode_address(text.strip(), UNSAFE_IN_VERBATIM)
            if not text or (judged and not is_plain_doi(doi.value)):
                return None
        lines.append(f"  doi           = {{{text}}}")
    if url is not None:
        if url != f"https://arxiv.org/abs/{number}":
            if judged and not is_plain_address(url):
                return None
            url = encode_address(url.strip(), UNSAFE_IN_URL)
            if not url:
                return None
        lines.append(f"  url           = {{{url}}}")
    return lines


def _write_report_number(number: str, ascii: bool) -> tuple[str, ...]:
    latex = escape_latex(number, ascii=ascii)
    return (f"  reportnumber  = {{{latex}}}",) if latex and not latex.isspace() else ()


def _has_remarks(entry: Entry, arxiv: ArxivInfo) -> bool:
    """Whether there are notes, or keywords beside the categories."""
    return bool(
        entry.note is not None or entry.keyword
        or arxiv.doi is not None or arxiv.journal_ref is not None or arxiv.msc_class or arxiv.acm_class
    )  # fmt: skip


def _write_remarks(entry: Entry, notes: list[str], *, ascii: bool) -> tuple[str, ...]:
    """Return the lines of the notes, those of the publication behind the entry's own, and of the keywords."""
    remarks = [entry.note, *notes] if entry.note else notes
    text = "; ".join([to_latex(note, ascii=ascii, symbols=True) for note in remarks])
    keywords = _write_keywords((*entry.keyword, *class_keywords(entry)), ascii)
    return (f"  note          = {{{text}}}", *keywords) if text and not text.isspace() else keywords


def _list_unsure_remarks(entry: Entry, notes: list[str]) -> list[str]:
    """Return the names of the values that remarks are of, unless they are sure to come back."""
    note, keyword = entry.note, entry.keyword
    unsure = []
    if entry.arxiv is not None and not _are_kept_remarks(entry.arxiv, entry, notes):
        unsure.append("arxiv")
    if note is not None and not is_plain_note(note):
        unsure.append("note")
    if keyword and not are_kept_keywords(keyword):
        unsure.append("keyword")
    return unsure


def _are_kept_remarks(arxiv: ArxivInfo, entry: Entry, notes: list[str]) -> bool:
    """Whether what *arxiv* has beside its categories comes back: codes do by themselves, and a plain publication."""
    has_codes = arxiv.msc_class or arxiv.acm_class
    if arxiv.doi == "" or arxiv.journal_ref == "":  # which are read as if nothing was said
        return False
    if arxiv.doi or arxiv.journal_ref:
        if entry.note is not None or entry.keyword or notes != _list_plain_notes(arxiv):
            return False
    elif has_codes and (arxiv.doi is not None or arxiv.journal_ref is not None or entry.keyword):
        return False
    if not has_codes:
        return True
    return are_kept_classes(class_keywords(entry), (arxiv.categories, arxiv.msc_class, arxiv.acm_class))


def _list_plain_notes(arxiv: ArxivInfo) -> list[str] | None:
    """Return the notes of a publication that are read as what they say, or None if its DOI or its line is not plain."""
    doi, journal_ref = arxiv.doi, arxiv.journal_ref
    notes = []
    if doi is not None:
        if not is_plain_doi(doi) or "--" in doi:
            return None
        notes.append(f"Published version: https://doi.org/{doi}")
    if journal_ref is not None:
        if not is_plain_journal_line(journal_ref):
            return None
        notes.append(f"Journal reference: {journal_ref}")
    return notes
