"""The values of records that are not BibTeX, by BibTeX's names for their fields."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from arxiv2bib.checks.subjects import Value
from arxiv2bib.formats.json_text import UNREADABLE, compact, scan
from arxiv2bib.formats.ris import find_field_lines
from arxiv2bib.formats.separators import split_serials
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Record

__all__ = ["read_csl_values", "read_model_values", "read_ris_values"]

_RIS_NAMES = {
    "TI": "title", "T1": "title", "CT": "title", "AU": "author", "A1": "author", "ED": "editor", "JO": "journal",
    "JF": "journal", "JA": "journal", "J2": "journal", "T2": "journal", "BT": "booktitle", "DO": "doi", "UR": "url",
    "PB": "publisher", "N1": "note", "AB": "abstract", "N2": "abstract", "T3": "series", "PY": "year", "Y1": "year",
}  # fmt: skip
_ISSN_DIGITS = 8
_CSL_NAMES = {
    "title": "title", "container-title": "journal", "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url",
    "page": "pages", "publisher": "publisher", "note": "note", "abstract": "abstract", "collection-title": "series",
}  # fmt: skip
_IDENTIFIERS = frozenset({"DOI", "ISBN", "ISSN"})
_CSL_PEOPLE = ("author", "editor")


def read_model_values(entry: Entry) -> Iterator[Value]:
    """Yield the values of *entry* as its fields have them."""
    doi = entry.doi or (entry.arxiv.doi if entry.arxiv is not None else None)
    texts = {
        "title": entry.title, "journal": entry.container_title, "series": entry.collection_title,
        "publisher": entry.publisher, "note": entry.note, "abstract": entry.abstract, "url": entry.url,
        "doi": str(doi) if doi else None, "pages": str(entry.page) if entry.page else None,
        "year": str(entry.issued) if entry.issued else None,
    }  # fmt: skip
    for name, text in texts.items():
        if text:
            yield Value(name, name, text)
    for people, names in (("author", entry.author), ("editor", entry.editor)):
        for person in names:
            yield Value(people, people, str(person))
    for isbn in entry.isbn:
        yield Value("isbn", "isbn", isbn.value)
    for issn in entry.issn:
        yield Value("issn", "issn", issn.value)


def read_ris_values(entry: Entry, record: Record) -> Iterator[Value]:
    """Yield the lines of a RIS record; ``SN`` is an ISBN or an ISSN as the entry has it, pages are one value."""
    lines = find_field_lines(record)
    starts = [0, *accumulate(len(line) + 1 for line in record.raw.split("\n"))]

    def find(tag: str, text: str) -> int | None:
        line = lines.get((tag, text.partition("\n")[0].strip()))
        at = record.raw.find(text, starts[line - record.line]) if line is not None else -1
        return at if at >= 0 else None

    for tag, written, _ in record.fields:
        text = written.strip()
        name = _RIS_NAMES.get(tag)
        if tag == "SN":
            name = _name_serial(entry, text)
        if tag == "SP" and entry.page is not None:
            yield Value("pages", tag, str(entry.page), raw_start=find(tag, text))
        if name is not None and text:
            at = find(tag, text)
            yield Value(name, tag, text, start=at, raw_start=at)


def _name_serial(entry: Entry, text: str) -> str | None:
    """Return what a line ``SN`` is; None for the number of a report or a standard, which stands there as well."""
    first = split_serials(text)[0]
    if any(first == isbn.value for isbn in entry.isbn):
        return "isbn"
    if any(first == issn.value for issn in entry.issn):
        return "issn"
    if first == entry.number:
        return None
    return "issn" if len(re.sub(r"[\s-]", "", first)) <= _ISSN_DIGITS else "isbn"


@cache
def _member(name: str) -> re.Pattern[str]:
    return re.compile(rf'"{re.escape(name)}"\s*:\s*"?')


def read_csl_values(entry: Entry, record: Record) -> Iterator[Value]:
    """Yield the members of a CSL item that the rules know, and a value for each name."""
    try:
        item, _ = scan(record.raw, 0)
    except UNREADABLE:
        yield from read_model_values(entry)
        return
    for member, name in _CSL_NAMES.items():
        value = item.get(member)
        text = value if isinstance(value, str) else compact(value) if member in _IDENTIFIERS and value else ""
        if text.strip():
            found = _member(member).search(record.raw)
            at = found.end() if found is not None else None
            is_plain = at is not None and record.raw.startswith(text, at)
            yield Value(name, member, text, start=at if is_plain else None, raw_start=at)
    for people in _CSL_PEOPLE:
        found = _member(people).search(record.raw)
        for person in getattr(entry, people):
            yield Value(people, people, str(person), raw_start=found.start() if found is not None else None)
    if entry.issued is not None:
        yield Value("year", "issued", str(entry.issued))
