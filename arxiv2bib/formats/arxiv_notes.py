"""What a preprint's record says of its publication, in words: for the note, until a venue is known.

A preprint keeps its type and its arXiv DOI whatever its authors say of a journal (no chimera); their DOI and their
journal reference are told in a note.
"""

import re
from urllib.parse import unquote

from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.text.markup import escape

_WRAPPING = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/|\bdoi\b", re.I)
_GROUP = re.compile(r"(?<![\\A-Za-z^_}\]])\{([^{}\\$]*)\}")


def publication_notes(entry: Entry) -> list[str]:
    """Return what ``arxiv.doi`` and ``arxiv.journal_ref`` of *entry* say beyond its own fields, as markup.

    ``["Published version: https://doi.org/10.1000/182", "Journal reference: Phys. Rev. D 66"]``; ``[]`` if there is
    nothing to say, or the DOI is the entry's own.
    """
    arxiv = entry.arxiv
    if arxiv is None or not (arxiv.doi or arxiv.journal_ref):
        return []
    notes = []
    if arxiv.doi and not arxiv.doi.isspace():
        dois = Doi.find_all(arxiv.doi)
        others = [doi.url for doi in dois if doi != entry.doi]
        if others:
            notes.append(f"Published version: {escape(', '.join(others))}")
        if not dois or _says_more(arxiv.doi, dois):
            notes.append(f"DOI as given: {escape(arxiv.doi)}")
    if arxiv.journal_ref and not arxiv.journal_ref.isspace():
        # Braces come along when authors paste from BibTeX: they protect capitals there, and say nothing here.
        journal_ref = _GROUP.sub(r"\1", arxiv.journal_ref)
        notes.append(f"Journal reference: {decode_arxiv_text(journal_ref)}")
    return notes


def class_keywords(entry: Entry) -> tuple[str, ...]:
    """Return arXiv's categories and the MSC and ACM codes of *entry* as keywords: ``cs.CV``, ``ACM I.4.8``."""
    arxiv = entry.arxiv
    if arxiv is None:
        return ()
    codes = (*(f"MSC {code}" for code in arxiv.msc_class), *(f"ACM {code}" for code in arxiv.acm_class))
    return (*arxiv.categories, *codes) if codes else arxiv.categories


def _says_more(text: str, dois: tuple[Doi, ...]) -> bool:
    """Whether *text* has words beside its *dois*: ``10.1000/182 (preprint)``."""
    rest = unquote(text).replace("\\", "")
    for doi in dois:
        rest = rest.replace(doi.value, " ")
    return any(map(str.isalnum, _WRAPPING.sub("", rest)))
