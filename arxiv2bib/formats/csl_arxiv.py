"""What a CSL item says of a paper of arXiv: lines of its note, as Zotero and our exporter write them; and back."""

from typing import Any

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_notes import publication_notes, take_classes, take_notes
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.entry import INDEX, Entry, make_arxiv_info, make_entry
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.text.markup import to_tagged

__all__ = ["note_lines", "take_arxiv"]

_ARXIV, _NUMBER, _PUBLISHER, _VERSION = INDEX["arxiv"], INDEX["number"], INDEX["publisher"], INDEX["version"]
_NOTE, _KEYWORD, _UPDATED = INDEX["note"], INDEX["keyword"], INDEX["updated"]


def note_lines(entry: Entry) -> list[str]:
    """Return the lines of ``note`` that say what arXiv says of *entry* beyond CSL's variables, with CSL's tags."""
    arxiv = entry.arxiv
    if arxiv is None:
        return []
    lines = []
    if arxiv.id is not None:
        lines.append(f"arXiv:{arxiv.id}" + (f" [{arxiv.primary_category}]" if arxiv.primary_category else ""))
    elif arxiv.primary_category:
        lines.append(f"arXiv category: {arxiv.primary_category}")
    if entry.version:
        lines.append(f"version: {entry.version}")
    if entry.updated is not None and entry.updated != entry.issued:
        lines.append(f"updated: {entry.updated}")
    if arxiv.comment:
        lines.append(f"Comment: {to_tagged(arxiv.comment)}")
    lines.extend(map(to_tagged, publication_notes(entry)))
    if arxiv.report_number:
        lines.append(f"Report number: {arxiv.report_number}")
    if arxiv.license:
        lines.append(f"License: {arxiv.license}")
    return lines


def take_arxiv(values: list[Any], note: str, *, is_preprint: bool) -> None:
    """Find the paper of arXiv in the *note* and the number; what our exporter would write again goes from them."""
    number: str = values[_NUMBER] or ""
    numbered = None
    if is_preprint and number.startswith("arXiv:"):
        numbered = _parse_exactly(number)
    elif "arxiv" not in note.casefold():
        return
    found = take_notes(map(from_tagged, note.split("\n")) if note else (), is_arxiv=numbered is not None)
    paper = found.id or numbered
    if paper is None:
        return
    keywords = values[_KEYWORD]
    categories, msc, acm, others = take_classes(keywords)
    written = (*others, *categories, *(f"MSC {code}" for code in msc), *(f"ACM {code}" for code in acm))
    if written != keywords:
        categories, msc, acm, others = (), (), (), keywords
    values[_ARXIV] = make_arxiv_info(
        paper,
        found.primary_category,
        categories,
        found.comment,
        found.journal_ref,
        found.doi,
        found.license,
        found.report_number,
        msc,
        acm,
    )
    values[_KEYWORD] = others
    values[_VERSION] = values[_VERSION] or found.version
    values[_UPDATED] = found.updated
    lines = [*map(to_tagged, found.rest), *note_lines(make_entry(values))]
    if note == "\n".join(lines):
        values[_NOTE] = "\n".join(found.rest) or None
    if is_preprint:
        if values[_PUBLISHER] == "arXiv":
            values[_PUBLISHER] = None
        if number == f"arXiv:{paper}":
            values[_NUMBER] = None


def _parse_exactly(number: str) -> ArxivId | None:
    try:
        paper = ArxivId.parse(number)
    except InvalidValueError:
        return None
    return paper if number == f"arXiv:{paper}" else None
