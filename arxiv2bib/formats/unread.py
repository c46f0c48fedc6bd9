"""Formats that people have papers in and that are not read: what they look like, and the way out.

Source: the NLM's "MEDLINE/PubMed Data Element Descriptions"; EndNote's import formats; Clarivate's field tags.
"""

import re
from typing import Final

from arxiv2bib.model.identifiers import is_identifier
from arxiv2bib.text.expressions import compile_late

__all__ = ["explain_unread"]

_THERE: Final = "export BibTeX or RIS there instead"
_ROWS: Final = (
    (r"PMID ?- ", "MEDLINE, as PubMed writes it (.nbib); import it into Zotero or EndNote, and export RIS from there"),
    (r"%0 \S", f"the tagged format of EndNote and refer (.enw); {_THERE}"),
    (r"FN (?:Clarivate|Thomson|ISI)|PT [A-Z]\n", f"the Web of Science's own format (.ciw); {_THERE}"),
    (r"RT \S[^\n]*\n[A-Z][A-Z0-9] ", f"RefWorks' tagged format; {_THERE}"),
    (r"(?:<\?xml[^>]*>\s*)?<xml>\s*<records>", f"EndNote XML; {_THERE}"),
    (r"(?:<\?xml[^>]*>\s*)?<rdf:RDF\s", "Zotero RDF; export CSL JSON or BibTeX there instead"),
    (r"(?:<\?xml[^>]*>\s*)?<(?:mods:)?mods(?:Collection)?[\s>]", "MODS; xml2bib, of bibutils, makes BibTeX of it"),
    (r"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<PubmedArticleSet", "PubMed's XML; take its .nbib through Zotero"),
    (r'\{\s*"config":\s*\{[^{}]*BetterBibTeX', "Better BibTeX's JSON; export Better CSL JSON there instead"),
    (r'"?(?:Key"?,"?Item Type|Authors"?,"?(?:Author full names|Title))"?,', f"a table (CSV); {_THERE}"),
    (r"(?:---\s*)?references:\s*\n", "CSL YAML; pandoc makes CSL-JSON of it: -f markdown -t csljson"),
    (r"(?:<\?xml[^>]*>\s*)?<!doctype html|<html[\s>]", "a web page, not what it links to"),
    (r"(?:%[^\n]*\n\s*)*\\(?:begin\{thebib|bibitem)", "a formatted bibliography (.bbl); take the .bib it is from"),
)
_LOOKS: Final = tuple((compile_late(rf"\s*(?:{look})", re.I), words) for look, words in _ROWS)


def explain_unread(head: str) -> str | None:
    """Return what the text that begins with *head* is, and what to do about it; None if it looks like nothing known."""
    text = head.removeprefix("\ufeff")
    return next((words for look, words in _LOOKS if look.match(text) is not None), None) or _explain_list(text)


def _explain_list(text: str) -> str | None:
    """Return what is wrong with *text* if most of its first lines are identifiers; else None."""
    lines = [line.partition(" #")[0].strip() for line in text.splitlines()[:50] if not line.startswith(("#", "%"))]
    written = [line for line in lines if line]
    odd = [line for line in written if not is_identifier(line)]
    if not odd or 2 * len(odd) >= len(written):
        return None
    return f"a list of identifiers, but {odd[0][:50]!r} is none; name its format, arxiv-ids, and the others are read"
