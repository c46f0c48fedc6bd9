"""What a preprint's record says of its publication, in words: for the note, until a venue is known; and back.

A preprint keeps its type and its arXiv DOI whatever its authors say of a journal (no chimera); their DOI and their
journal reference are told in a note. :func:`take_notes` and :func:`take_classes` read what the exporters write.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import unquote

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_categories import parse_categories
from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.model.claims import Strength
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.entry import ArxivInfo, Entry
from arxiv2bib.model.identifiers import ArxivId, Doi, is_plain_doi
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import escape, plain

_WRAPPING = compile_late(r"https?://(?:dx\.|www\.)?doi\.org/|\bdoi\b", re.I)
_GROUP = compile_late(r"(?<![\\A-Za-z^_}\]])\{([^{}\\$]*)\}")


def publication_notes(entry: Entry) -> list[str]:
    """Return what ``arxiv.doi`` and ``arxiv.journal_ref`` of *entry* say beyond its own fields, as markup.

    ``["Published version: https://doi.org/10.1000/182", "Journal reference: Phys. Rev. D 66"]``; ``[]`` if there is
    nothing to say, or the DOI is the entry's own. A DOI that was found to be another work's is told as it was given.
    """
    arxiv = entry.arxiv
    if arxiv is None or not (arxiv.doi or arxiv.journal_ref):
        return []
    notes = []
    if arxiv.doi and not entry.claims and is_plain_doi(arxiv.doi):  # as most are: nothing speaks against it
        is_its_doi = entry.doi is not None and entry.doi.value.lower() == arxiv.doi.lower()
        if not is_its_doi and not _is_own(arxiv, arxiv.doi):
            notes.append(f"Published version: https://doi.org/{arxiv.doi}")
    elif arxiv.doi and not arxiv.doi.isspace():
        dois = Doi.find_all(arxiv.doi)
        refused = {claim.value for claim in entry.claims if claim.strength is Strength.REFUSED}
        others = [doi.url for doi in dois if doi != entry.doi and doi not in refused and not _is_own(arxiv, doi.value)]
        if others:
            notes.append(f"Published version: {escape(', '.join(others))}")
        if not dois or not refused.isdisjoint(dois) or _says_more(arxiv.doi, dois):
            notes.append(f"DOI as given: {escape(arxiv.doi)}")
    if arxiv.journal_ref and not arxiv.journal_ref.isspace() and not _is_taken(entry):
        notes.append(f"Journal reference: {decode_journal_ref(arxiv.journal_ref)}")
    return notes


def _is_own(arxiv: ArxivInfo, doi: str) -> bool:
    """Whether *doi* is the one that arXiv gave the paper, which leads to no published version."""
    return doi.startswith("10.48550/") and arxiv.id is not None and doi.lower() == arxiv.id.doi.value.lower()


def decode_journal_ref(journal_ref: str) -> str:
    """Return what an author wrote as *journal_ref*, as markup."""
    # Braces come along when authors paste from BibTeX: they protect capitals there, and say nothing here.
    return decode_arxiv_text(_GROUP.sub(r"\1", journal_ref) if "{" in journal_ref else journal_ref)


def _is_taken(entry: Entry) -> bool:
    """Whether what the journal line says is in the entry's own fields: then it is not said again in a note."""
    return entry.type is not EntryType.ARTICLE and any(claim.source == "journal_ref" for claim in entry.claims)


def class_keywords(entry: Entry) -> tuple[str, ...]:
    """Return arXiv's categories and the MSC and ACM codes of *entry* as keywords: ``cs.CV``, ``ACM I.4.8``."""
    arxiv = entry.arxiv
    return () if arxiv is None else list_classes(arxiv.categories, arxiv.msc_class, arxiv.acm_class)


def list_classes(categories: tuple[str, ...], msc: tuple[str, ...], acm: tuple[str, ...]) -> tuple[str, ...]:
    """Return arXiv's *categories* and the codes of both schemes as keywords, in this order."""
    if not msc and not acm:
        return categories
    return (*categories, *(f"MSC {code}" for code in msc), *(f"ACM {code}" for code in acm))


def _says_more(text: str, dois: tuple[Doi, ...]) -> bool:
    """Whether *text* has words beside its *dois*: ``10.1000/182 (preprint)``."""
    rest = unquote(text).replace("\\", "")
    for doi in dois:
        rest = rest.replace(doi.value, " ")
    return any(map(str.isalnum, _WRAPPING.sub("", rest)))


@attrs.define
class ArxivNotes:
    """What was found in the notes of a preprint, and the notes that say something else."""

    id: ArxivId | None = None
    primary_category: str | None = None
    comment: str | None = None
    doi: str | None = None
    journal_ref: str | None = None
    report_number: str | None = None
    license: str | None = None
    version: str | None = None
    updated: Date | None = None
    rest: list[str] = attrs.field(factory=list)

    __repr__ = show_fields


_IDENTIFIER = compile_late(r"arXiv:(\S+)(?: \[([a-z-]+(?:\.[A-Za-z-]+)?)\])?\Z", re.I)
_VERSION = compile_late(r"version:? (\d+)(?:, updated (\S+))?\Z", re.I)
_LABELS = {
    "arXiv category": "primary_category", "Comment": "comment", "DOI as given": "doi", "Published version": "doi",
    "Journal reference": "journal_ref", "Report number": "report_number", "License": "license", "updated": "updated",
}  # fmt: skip


def take_notes(notes: Iterable[str], *, is_arxiv: bool = False, labels: Collection[str] = ()) -> ArxivNotes:
    """Return what *notes*, in markup, say of an arXiv paper in the words that the exporters use.

    Only notes beside an identifier are understood: one among them (``arXiv:1706.03762 [cs.CL]``), or any if *is_arxiv*
    says that the record has one elsewhere; with *labels*, only notes that begin with one of them. Of two that say the
    same, the second stays in ``rest``. Never raises.
    """
    found = ArxivNotes()
    waiting = list(notes)
    if not labels:
        for at, note in enumerate(waiting):
            if note[:6].lower() == "arxiv:" and _take_identifier(found, note):
                del waiting[at]
                break
    if not (is_arxiv or found.id is not None):
        found.rest = waiting
        return found
    for note in waiting:
        label, colon, text = note.partition(": ")
        is_meant = label in labels if labels else True
        if not (is_meant and _take_note(found, note, label, text if colon else None)):
            found.rest.append(note)
    return found


def _take_identifier(found: ArxivNotes, note: str) -> bool:
    match = _IDENTIFIER.match(note)
    if match is None:
        return False
    try:
        found.id = ArxivId.parse(match[1])
    except InvalidValueError:
        return False
    found.primary_category = match[2]
    return True


def _take_note(found: ArxivNotes, note: str, label: str, text: str | None) -> bool:
    """Take *note*, which is ``label: text``; False if it says nothing of a paper, or what another one said."""
    if note[:7].lower() == "version" and found.version is None:
        version = _VERSION.match(note)
        if version is not None:
            found.version = version[1]
            if version[2] is not None:
                found.updated = parse_date(version[2])
            return True
    name = _LABELS.get(label)
    if text is None or name is None or getattr(found, name) is not None:
        return False
    value: str | Date = text
    if name == "doi":
        dois = Doi.find_all(plain(text))
        value = ", ".join(map(str, dois)) if label == "Published version" and dois else plain(text)
    elif name == "updated":
        value = parse_date(text)
    elif name != "comment":
        value = plain(text) if name != "journal_ref" else text
    setattr(found, name, value)
    return True


@lru_cache(maxsize=4096)  # most papers have the classes of another one
def take_classes(
    keywords: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the arXiv categories, MSC codes and ACM codes among the *keywords* of a preprint, and the other keywords.

    The reverse of :func:`class_keywords`: codes have the name of their scheme before them.
    """
    categories: list[str] = []
    codes: dict[str, list[str]] = {"MSC": [], "ACM": []}
    others: list[str] = []
    for keyword in keywords:
        scheme, _, code = keyword.partition(" ")
        if scheme in codes and code and code not in codes[scheme]:
            codes[scheme].append(code)
        elif parse_categories(keyword).categories == (keyword,) and keyword not in categories:
            categories.append(keyword)
        else:
            others.append(keyword)
    return tuple(categories), tuple(codes["MSC"]), tuple(codes["ACM"]), tuple(others)
