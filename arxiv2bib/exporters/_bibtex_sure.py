"""What is known to come back from BibTeX without trying: values so plain that writing and reading changes nothing.

Reading every entry back to see what it lost would double the work. Most entries hold words, names, dates and
identifiers that BibTeX keeps beyond doubt; a property test holds this to the reader. Of an entry in which a few values
are not so plain, only the lines of these are read back: most are read from their own lines alone, and what arXiv says
of a preprint from some lines together. What BibTeX has no field for is known to be lost.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from operator import is_not
from typing import Any, Final

from arxiv2bib.exporters._bibtex_kept import (
    are_classes,
    are_kept_keywords,
    are_kept_names,
    are_kept_serials,
    are_plain_keywords,
    are_plain_pages,
    find_read_variables,
    is_kept_key,
    is_plain_address,
    is_plain_note,
)
from arxiv2bib.exporters._bibtex_lines import PREFIXES, FieldLines, name_of, value_of
from arxiv2bib.exporters._bibtex_texts import are_hyphenated_words, are_words, is_kept_title, is_plain, predict_markup
from arxiv2bib.exporters._dates import is_plain_date
from arxiv2bib.formats.bibtex_fields import GENRES, SERIES, TYPE_WORDS
from arxiv2bib.formats.bibtex_note_rows import says_more
from arxiv2bib.formats.bibtex_reading import OWN_FIELDS, SPELLINGS
from arxiv2bib.formats.bibtex_title_rows import is_respelled
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.formats.spellings import forget_outdated
from arxiv2bib.model.dates import Date
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX, ArxivInfo, Entry
from arxiv2bib.model.identifiers import Isbn, Issn, is_plain_doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

__all__ = ["find_lost_dates", "find_surely_unkept", "find_unkept_among"]

_NOTHING_KNOWN: Final[Mapping[str, Any]] = {}  # Any: values of the model
_NUMBER: Final = compile_late(r"[0-9]{4}\.[0-9]{4,5}\Z")
_OF_BIBTEX: Final = OWN_FIELDS | SPELLINGS

# Types that are one word in both dialects and back; a preprint is one by its arXiv identifier.
_SURE_TYPES: Final = frozenset(
    {EntryType.ARTICLE_JOURNAL, EntryType.BOOK, EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.MANUSCRIPT}
)


def find_surely_unkept(fields: FieldLines) -> dict[str, tuple[Any, Any]] | None:  # Any: values of the model
    """Return what of the entry of *fields*, which are all of its lines, does not come back: what is, what is read.

    None where only reading all of it tells. Dates that BibTeX has no field for are sure not to come back.
    """
    entry = fields.entry
    if not _has_sure_type(entry) or _others_of(entry) != _NO_OTHERS:
        return None
    values = _gated_of(entry)
    unsure = []
    for name, gate, value in compress(zip(_GATED, _GATES, values, strict=True), map(is_not, values, _NO_VALUES)):
        if not gate(fields, value):
            unsure.append(name)
    known = _find_partly_lost(entry)
    return None if known is None else find_unkept_among(fields, unsure, known)


def _find_partly_lost(entry: Entry) -> dict[str, Any] | None:  # Any: values of the model
    """Return what is read of the variables and the extras of *entry*, as far as there are any; None if it is not sure.

    Most of them have no field in BibTeX; what was BibTeX's own, or says how that spelled something, is another matter.
    """
    known: dict[str, Any] = {}
    if entry.variables:
        known["variables"] = variables = find_read_variables(entry.variables)
        if variables is None:
            return None
    if entry.extra:
        if not _OF_BIBTEX.isdisjoint([extra.namespace for extra in entry.extra]):
            return None
        known["extra"] = ()
    return known


def _has_sure_type(entry: Entry) -> bool:
    if entry.issue and entry.type is not EntryType.ARTICLE_JOURNAL:
        return False
    if entry.type is EntryType.ARTICLE:
        if entry.arxiv is None or entry.container_title is not None:
            return False
    elif entry.type not in _SURE_TYPES or (entry.container_title and entry.type is EntryType.BOOK):
        return False  # of a book, what it is in may be read as its own title once more
    elif entry.arxiv is not None and entry.container_title is None:
        return False  # without a venue, an article of arXiv is read as a preprint
    return entry.native_type is None or not needs_native_type(entry)


def find_unkept_among(
    fields: FieldLines, unsure: Sequence[str], known: Mapping[str, Any] = _NOTHING_KNOWN
) -> dict[str, tuple[Any, Any]] | None:  # Any: as above
    """Return what of the entry does not come back, if all but the values *unsure* and lost dates is sure to.

    Only the lines of these values are read; *known* are others, of which it is known what is read. None if more is read
    from one of them than the value.
    """
    entry = fields.entry
    unkept = find_lost_dates(entry)
    if not unsure and not known:
        return unkept
    read = _read_again(fields, unsure)
    if read is None:
        return None
    read.update(known)
    if entry.extra and "extra" in known:
        entry = forget_outdated(entry)
    changed = {name: (own, value) for name, value in read.items() if (own := getattr(entry, name)) != value}
    if not changed:
        return unkept
    unkept.update(changed)
    return {name: unkept[name] for name in sorted(unkept, key=INDEX.__getitem__)}


def find_lost_dates(entry: Entry) -> dict[str, tuple[Any, Any]]:  # Any: as above
    """Return the dates of *entry* that BibTeX has no field for, with what is read of them: nothing."""
    submitted, updated = entry.submitted, entry.updated
    if submitted is None:
        return {} if updated is None else {"updated": (updated, None)}
    lost: dict[str, tuple[Any, Any]] = {"submitted": (submitted, None)}
    if updated is not None:
        lost["updated"] = (updated, None)
    return lost


def _read_again(fields: FieldLines, names: Sequence[str]) -> dict[str, Any] | None:  # Any: as above
    """Return what the fields *names* of the entry are read as, from their lines alone; None if that says more."""
    from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex, interpret_field

    read: dict[str, Any] = {}
    for name in names:
        field = _ALONE.get(name) or (_ALONE_BUT_FOR_ARXIV.get(name) if fields.entry.arxiv is None else None)
        if field is not None:
            prefix = PREFIXES[field]
            tex = next((line[len(prefix) : -1] for line in fields.lines if line.startswith(prefix)), "")
            values = interpret_field(fields.kind, field, tex)
            if values is None or (name == "note" and says_more(values[INDEX[name]] or "")):
                return None
            read[name] = values[INDEX[name]]
        elif name not in _OF_PREPRINTS or fields.entry.type is not EntryType.ARTICLE:
            return None
        elif name not in read:
            lines = [
                (name, expand_value(value_of(line), {}))
                for line in fields.lines
                if (name := name_of(line)) in _ARXIV_LINES
            ]
            values = interpret_bibtex(fields.kind, None, lines)
            # Without its identifier, it is no preprint.
            if values[_TYPE] is not EntryType.ARTICLE or any(values[at] for at in _BESIDE):
                return None
            read.update({name: values[at] for name, at in _OF_PREPRINTS.items()})
    return read


_OF_PREPRINTS: Final = {name: INDEX[name] for name in ("arxiv", "note", "keyword")}
_ARXIV_LINES: Final = frozenset(
    "eprint eprinttype eprintclass archivePrefix primaryClass reportnumber note keywords comment".split()
)
# Each is read from one line alone, that of its name or of another; those of preprints from all of their lines.
_ALONE: Final = {
    **{name: name for name in ("title", "author", "editor", "abstract", "edition", "isbn", "issn", "language")},
    "short_title": "shorttitle", "container_title_short": "shortjournal", "collection_title": "series",
    "event_title": "eventtitle", "event_place": "venue", "article_number": "eid", "accessed": "urldate",
}  # fmt: skip
_ALONE_BUT_FOR_ARXIV: Final = {"note": "note", "keyword": "keywords"}
# What is read from a line where it says more than its value.
_BESIDE: Final = (INDEX["extra"], INDEX["truncated"], INDEX["variables"])
_LOST: Final = ("submitted", "updated")
_PARTLY_LOST: Final = ("variables", "extra")
_TYPE: Final = INDEX["type"]


def _has_kept_title(fields: FieldLines, title: str) -> bool:
    prefix, line = PREFIXES["title"], fields.lines[0] if fields.lines else ""
    return is_kept_title(title, line[len(prefix) : -1] if line.startswith(prefix) else "")


def _has_kept_markup(fields: FieldLines, name: str, text: str) -> bool:
    # What is respelled is kept as it is written, beside the value.
    is_as_written = name == "abstract" and is_respelled(text)
    return (
        not is_as_written and predict_markup(text, text if f"{PREFIXES[name]}{text}}}" in fields.lines else "") == text
    )


def _is_plain_text(fields: FieldLines, text: str) -> bool:
    return is_plain(text)


def _has_words(fields: FieldLines, text: str) -> bool:
    return are_words(text)


def _has_a_number(fields: FieldLines, text: str) -> bool:
    # Words before it may be read as none of it: "Band 3".
    return text < ":" and are_words(text)


def _kept_names(field: str) -> "_Gate":
    def are_kept(fields: FieldLines, names: tuple[Name, ...]) -> bool:
        return field in fields.plain_names or are_kept_names(names)

    return are_kept


def _is_kept_date(fields: FieldLines, date: Date) -> bool:
    return is_plain_date(date)


def _are_kept_pages(fields: FieldLines, pages: Pages) -> bool:
    return are_plain_pages(pages)


def _has_kept_keywords(fields: FieldLines, keywords: tuple[str, ...]) -> bool:
    return are_plain_keywords(keywords) if fields.entry.arxiv is None else are_kept_keywords(keywords)


def _is_plain_arxiv(fields: FieldLines, arxiv: ArxivInfo) -> bool:
    comment, primary = arxiv.comment, arxiv.primary_category
    return (
        arxiv.id is not None
        and arxiv.id.archive is None
        and _NUMBER.match(arxiv.id.number) is not None
        and arxiv.doi is None
        and arxiv.journal_ref is None
        and arxiv.license is None
        and arxiv.report_number is None
        and not (arxiv.msc_class or arxiv.acm_class or arxiv.versions)
        and (comment is None or _has_kept_markup(fields, "comment", comment))
        and (primary is None or are_hyphenated_words(primary))
        and are_classes(arxiv.categories)
    )


def _has_plain_note(fields: FieldLines, note: str) -> bool:
    if fields.entry.arxiv is None:
        return is_plain(note) and not says_more(note)
    return is_plain_note(note)


def _has_plain_status(fields: FieldLines, status: str) -> bool:
    return is_plain(status) and status != "prepublished"


def _has_plain_genre(fields: FieldLines, genre: str) -> bool:
    # Of some types it says which one it is, and of all it may be one of BibLaTeX's words.
    return is_plain(genre) and genre not in GENRES and genre.lower() not in TYPE_WORDS.get(fields.kind, ())


def _has_plain_series(fields: FieldLines, series: str) -> bool:
    return is_plain(series) and series not in SERIES


def _kept_serials(field: str) -> "_Gate":
    def are_kept(fields: FieldLines, serials: tuple[Isbn | Issn, ...]) -> bool:
        return are_kept_serials(field, tuple([serial.value for serial in serials]))

    return are_kept


_Gate = Callable[[FieldLines, Any], bool]  # Any: a value of the field's type

_ROWS: Final[dict[str, _Gate]] = {
    "key": lambda fields, key: is_kept_key(key),
    "title": _has_kept_title,
    "author": _kept_names("author"),
    "editor": _kept_names("editor"),
    "issued": _is_kept_date,
    "doi": lambda fields, doi: is_plain_doi(doi.value),
    "url": lambda fields, url: is_plain_address(url),
    "abstract": lambda fields, abstract: _has_kept_markup(fields, "abstract", abstract),
    "arxiv": _is_plain_arxiv,
    "version": _has_words,
    "container_title": _is_plain_text,
    "volume": _has_a_number,
    "page": _are_kept_pages,
    "publisher": _is_plain_text,
    "publisher_place": _is_plain_text,
    "note": _has_plain_note,
    "keyword": _has_kept_keywords,
    "issue": _has_a_number,
    "short_title": _is_plain_text,
    "container_title_short": _is_plain_text,
    "collection_title": _has_plain_series,
    "event_title": _is_plain_text,
    "event_place": _is_plain_text,
    "article_number": _is_plain_text,
    "edition": _is_plain_text,
    "genre": _has_plain_genre,
    "status": _has_plain_status,
    "isbn": _kept_serials("isbn"),
    "issn": _kept_serials("issn"),
    "accessed": _is_kept_date,
    "language": _is_plain_text,
}
"""What tells whether the value of a field is kept."""

_GATED: Final = tuple(_ROWS)
_GATES: Final = tuple(_ROWS.values())
_NO_VALUES: Final = tuple(DEFAULTS[INDEX[name]] for name in _GATED)
_gated_of: Final[Callable[[Entry], tuple[Any, ...]]] = make_getter(*_GATED)
# The fields that must not be set: of them, nothing is sure.
_OTHERS: Final = tuple(
    name for name in COMPARED_FIELDS if name not in {*_GATED, *_LOST, *_PARTLY_LOST, "type", "native_type"}
)
_NO_OTHERS: Final = tuple(DEFAULTS[INDEX[name]] for name in _OTHERS)
_others_of: Final[Callable[[Entry], tuple[Any, ...]]] = make_getter(*_OTHERS)
