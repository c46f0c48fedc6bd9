"""The fields of a BibTeX entry that tell of its arXiv paper, and its keywords, among which are arXiv's classes."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from arxiv2bib.formats.arxiv_notes import ArxivNotes, take_classes, take_notes
from arxiv2bib.formats.bibtex_reading import Read, Reading
from arxiv2bib.formats.separators import SEMICOLON
from arxiv2bib.model.entry import INDEX, make_arxiv_info
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_decoding import from_latex, from_latex_text

__all__ = ["beside_arxiv", "eprint_word_row", "read_arxiv", "read_eprint", "read_keywords", "split_keyword_lines"]

_WRAPPED: Final = compile_late(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\Z")
_DEPTH: Final = compile_late(r"[{},;]")
# What the exporter puts behind a preprint's note; the rest has fields of its own in BibTeX.
_PUBLICATION: Final = ("Published version", "Journal reference", "DOI as given")
_NOTE_GAP: Final = compile_late(rf"(?:\A|; )(?=(?:{'|'.join(_PUBLICATION)}): )")
_KEYWORD: Final = INDEX["keyword"]


def read_keywords(reading: Reading, name: str, tex: str) -> None:
    """Read ``keywords``, or where there is no such field ``keyword``, or ``tags``, as calibre has them."""
    if name != "keywords":
        fields = reading.fields
        if "keywords" in fields or (name == "tags" and "keyword" in fields):
            reading.keep(name, tex)
            return
    keywords = split_markup_keywords(tex)
    if name != "keywords":
        if not keywords:
            reading.keep(name, tex)
            return
        reading.spell(name, tex)
    reading.values[_KEYWORD] = (*reading.values[_KEYWORD], *keywords)


def split_markup_keywords(tex: str) -> tuple[str, ...]:
    """Return the keywords in *tex*, in markup."""
    if tex[:1] == "{" and tex[-1:] == "}" and ";" in tex and _WRAPPED.match(tex) is not None:
        tex = tex[1:-1]  # Web of Science puts second braces around all of its values
    if "\\" in tex or "{" in tex or "$" in tex:
        return tuple(text for part in split_keywords(tex) if (text := from_latex(part)))
    return tuple([text for part in split_keywords(from_latex(tex)) if (text := part.strip())])


def split_keywords(tex: str) -> list[str]:
    """Return the keywords in *tex*, which commas or, if there are any, semicolons separate outside braces."""
    if "{" not in tex:
        pieces = SEMICOLON.split(tex) if ";" in tex else []
        return pieces if len(pieces) > 1 else tex.split(",")
    depth = 0
    cuts: dict[str, list[int]] = {",": [], ";": []}
    for match in _DEPTH.finditer(tex):
        if match[0] in cuts:
            if depth == 0 and (match[0] == "," or SEMICOLON.match(tex, match.start()) is not None):
                cuts[match[0]].append(match.start())
        else:
            depth += 1 if match[0] == "{" else -1
    parts = []
    start = 0
    for cut in cuts[";"] or cuts[","]:
        parts.append(tex[start:cut])
        start = cut + 1
    return [*parts, tex[start:]]


def split_keyword_lines(tex: str) -> list[str]:
    """Return the lines of *tex* if each is a keyword, else ``[]``.

    EndNote writes them so, one below the other and without a blank before them; a few have a comma inside, as the
    headings of MeSH do. Where a list was wrapped, lines end in commas, are indented, or have several keywords each.
    """
    lines = tex.strip().splitlines()
    if ";" in tex or any(line[:1].isspace() for line in lines) or any(line.rstrip()[-1:] == "," for line in lines):
        return []
    lines = [line for line in lines if line]
    return lines if 2 * sum("," in line for line in lines) < len(lines) else []


_ARXIV: Final = INDEX["arxiv"]


def eprint_word_row(other: str | None) -> Read:
    """Return what reads a field beside ``eprint``: nothing, unless it is not arXiv's, or *other* says otherwise."""

    def read(reading: Reading, name: str, tex: str) -> None:
        fields = reading.fields
        if name == "eprinttype" and _is_pubmed(fields) and "pmid" not in fields and fields.get("eprint", "").isdigit():
            return
        if reading.arxiv_id is None or (other in fields and fields[other].casefold() != tex.casefold()):
            reading.keep(name, tex)

    return read


_VARIABLES: Final = INDEX["variables"]


def _is_pubmed(fields: Mapping[str, str]) -> bool:
    return fields.get("eprinttype", "").casefold() in ("pubmed", "pmid")


_Classes: TypeAlias = tuple[str | None, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_NO_NOTES: Final = ArxivNotes()
_LONGEST: Final = 200


def _find_classes(primary: str, keywords: str) -> _Classes:
    """Return the primary category, the classes among the *keywords*, see :func:`take_classes`, and other keywords.

    The primary category is empty if there is none, None if it is no text.
    """
    return from_latex_text(primary), *take_classes(split_markup_keywords(keywords) if keywords else ())


_remembered_classes: Final = lru_cache(maxsize=4096)(_find_classes)  # most papers have the classes of another one


def read_eprint(reading: Reading, name: str, tex: str) -> None:
    """Read ``eprint`` and what belongs to it, if it is arXiv's."""
    fields = reading.fields
    identifier = reading.arxiv_id
    if identifier is None:
        if "pmid" not in fields and _is_pubmed(fields) and tex.isdigit():
            reading.values[_VARIABLES] = (*reading.values[_VARIABLES], ("PMID", tex))
            reading.spell(name, tex)
            reading.spell("eprinttype", fields["eprinttype"])
        else:
            reading.keep(name, tex)
        return
    if (identifier.number != tex or identifier.archive is not None) and str(identifier) != tex:
        reading.spell(name, tex)
    _read_paper(reading, identifier)


def read_arxiv(reading: Reading, name: str, tex: str) -> None:
    """Read the identifier in zbMATH's ``arxiv`` or Mendeley's ``arxivid``, where there is no ``eprint``."""
    reading.keep(name, tex)
    if reading.arxiv_id is not None and "eprint" not in reading.fields:
        _read_paper(reading, reading.arxiv_id)


def _read_paper(reading: Reading, identifier: ArxivId) -> None:
    """Read what belongs to the *identifier*."""
    fields = reading.fields
    primary = fields.get("eprintclass") or fields.get("primaryclass") or ""
    keywords = fields.get("keywords") or ""
    read = _find_classes if len(primary) + len(keywords) > _LONGEST else _remembered_classes
    category, categories, msc, acm, others = read(primary, keywords)
    if category is None:
        category = reading.read_text("eprintclass", primary)
    note = fields.get("note")
    notes = take_notes(_NOTE_GAP.split(reading.decode(note)), is_arxiv=True, labels=_PUBLICATION) if note else _NO_NOTES
    comment = fields.get("comment")
    reading.values[_ARXIV] = make_arxiv_info(
        identifier,
        category if primary else None,
        categories,
        reading.decode(comment) if comment else None,
        notes.journal_ref,
        notes.doi,
        None,
        _read_report_number(reading) if "reportnumber" in fields else None,
        msc,
        acm,
    )
    if others:
        reading.values[_KEYWORD] = (*reading.values[_KEYWORD], *others)
    reading.values[_NOTE] = "; ".join(filter(None, notes.rest)) or None


_NOTE: Final = INDEX["note"]


def _read_report_number(reading: Reading) -> str | None:
    tex = reading.fields.get("reportnumber")
    text = from_latex_text(tex) if tex is not None else None
    if tex is not None and text is None:
        reading.keep("reportnumber", tex)
    return text


def beside_arxiv(read: Read) -> Read:
    """Return *read* for a field that is read with the eprint fields where there are any of arXiv."""

    def choose(reading: Reading, name: str, tex: str) -> None:
        if reading.arxiv_id is None:
            read(reading, name, tex)

    return choose
