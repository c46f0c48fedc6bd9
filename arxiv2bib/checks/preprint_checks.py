"""What is looked at to tell preprints from published works, and a work that stands twice."""

import re
from collections.abc import Iterator

from arxiv2bib.checks.findings import shorten
from arxiv2bib.checks.rules import FileHit, Hit
from arxiv2bib.checks.subjects import Bibliography, Subject, Value
from arxiv2bib.model.entry import find_arxiv_id
from arxiv2bib.model.identifiers import ArxivId, read_arxiv_id
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import plain

__all__ = [
    "find_articles_of_preprints",
    "find_arxiv_as_journal",
    "find_chimeras",
    "find_same_works",
    "find_shared_identifiers",
    "is_typed_as_article",
]

_ARXIV = compile_late(
    r"(?:the )?arxiv(?:\.org)?(?: ?e-?prints?| ?pre-?prints?| repository| server)?"
    r"(?:\s*\(?arxiv\b.*|\s*[:,(/].*|\s+[\d.v/-]+)?\Z"
    r"|arxiv[:,/ ].*\d{4}\.?\d{3,5}.*\Z|e-?print:? arxiv.*|(?:pre-?print|e-?print),?:?\s+(?:\(|at |on )?arxiv.*"
    r"|corr\b(?:[,:]? ?abs.*)?\Z|computing research repository.*",
    re.I | re.S,
)
_SERVER = compile_late(
    r"\W*(?:(?:bio|med|chem|psy|soc|eng|tech|hal)?r?xiv\b|ssrn\b|(?:the )?(?:e-?)?pre-?prints?\b|zenodo|research square"
    r"|hal\b|osf\b|social science research network|cryptology e-?print archive|iacr cryptol)",
    re.I,
)
_SIGNS = ("Xiv", "xiv", "XIV", "oRR", "orr", "ORR", "rint", "epository", "/")
"""One of these is in every text that these patterns fit, or is an identifier."""
_TEX = compile_late(r"\\(?:em|it|tt|textit|emph|url)\b|[{}$\\~]")
_ARXIV_URL = compile_late(r"\s*(?:\\url\s*\{)?https?://(?:[\w-]+\.)*arxiv\.org/(?:abs|pdf)/", re.I)


def _simplify(text: str) -> str:
    return " ".join(_TEX.sub(" ", text).split())


def _is_arxiv(text: str) -> bool:
    """Whether a journal's name is arXiv, or an identifier there."""
    if not any(sign in text for sign in _SIGNS):
        return False
    text = _simplify(text)
    return _ARXIV.match(text) is not None or read_arxiv_id(text) is not None


def _find_arxiv_id(subject: Subject) -> ArxivId | None:
    """Return the arXiv identifier by which an entry goes: its own, that of its DOI, or of its "journal"."""
    entry = subject.entry
    paper = find_arxiv_id(entry)
    if paper is not None:
        return paper.unversioned
    texts = [str(entry.doi)] if entry.doi is not None and entry.doi.is_arxiv else []
    journal = _find_venue(subject)
    if journal is not None and _is_arxiv(journal.text):
        volume = subject.get("volume")
        texts += [_simplify(journal.text), _simplify(volume.text) if volume is not None else ""]
    papers = (read_arxiv_id(text.removeprefix("abs/")) for text in texts)
    return next((paper for paper in papers if paper is not None), None)


def _has_arxiv_url(subject: Subject) -> bool:
    url = subject.get("url", "howpublished")
    return url is not None and _ARXIV_URL.match(url.text) is not None


def _find_venue(subject: Subject) -> Value | None:
    return subject.get("journal", "journaltitle", "booktitle")


def is_typed_as_article(subject: Subject) -> bool:
    """Whether an entry is a paper of arXiv that goes as an article of a journal, and names none."""
    is_article = subject.kind == "article" if subject.is_bibtex else subject.entry.type is EntryType.ARTICLE_JOURNAL
    if not is_article or subject.has("journal", "journaltitle", "booktitle") or subject.entry.container_title:
        return False
    return _find_arxiv_id(subject) is not None or (not subject.has("doi") and _has_arxiv_url(subject))


def find_articles_of_preprints(subject: Subject) -> Iterator[Hit]:
    """Yield an article without a journal that is on arXiv."""
    if is_typed_as_article(subject):
        identifier = _find_arxiv_id(subject)
        yield Hit({"identifier": f"arXiv:{identifier}" if identifier is not None else "an arXiv address"})


def find_arxiv_as_journal(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a journal that is arXiv, whatever the type says."""
    if _is_arxiv(value.text) and _find_venue(subject) is value:
        yield Hit({"value": shorten(value.text)}, value)


_PREPRINT_KINDS = frozenset({"misc", "online", "unpublished", "preprint", "electronic"})


def find_chimeras(subject: Subject) -> Iterator[Hit]:
    """Yield an entry that is a preprint in one place and published in another."""
    venue = _find_venue(subject)
    if venue is None or _is_arxiv(venue.text) or _SERVER.match(_simplify(venue.text)):
        return
    entry = subject.entry
    if entry.doi is not None and entry.doi.is_arxiv:
        yield Hit({"venue": shorten(venue.text), "what": f"the DOI of a preprint, {shorten(str(entry.doi))}"}, venue)
        return
    if subject.is_bibtex:
        is_preprint = subject.kind in _PREPRINT_KINDS and find_arxiv_id(entry) is not None
    else:
        is_preprint = entry.type is EntryType.ARTICLE
    if is_preprint:
        kind = f"@{subject.kind}" if subject.is_bibtex else subject.kind
        yield Hit({"venue": shorten(venue.text), "what": f"the type of a preprint, {kind}"}, venue)


def find_same_works(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield every entry whose DOI or arXiv identifier an entry before it has, with a title like its own."""
    for subject, other, identifier in _pair_by_identifiers(bibliography):
        if _is_similar(subject.entry.title, other.entry.title):
            yield _report(subject, other, identifier)


def find_shared_identifiers(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield every entry whose DOI or arXiv identifier an entry before it has, under quite another title."""
    for subject, other, identifier in _pair_by_identifiers(bibliography):
        if not _is_similar(subject.entry.title, other.entry.title):
            yield _report(subject, other, identifier)


def _report(subject: Subject, other: Subject, identifier: str) -> FileHit:
    name = other.entry.key or f"line {other.piece.line}"
    value = subject.get("doi" if identifier.startswith("DOI") else "eprint")
    part = value.place if value is not None else None
    return FileHit({"identifier": shorten(identifier), "other": shorten(name)}, subject.piece, part, subject.entry.key)


def _pair_by_identifiers(bibliography: Bibliography) -> Iterator[tuple[Subject, Subject, str]]:
    """Yield each entry with the first one before it that has its DOI or arXiv identifier, but another key."""
    seen: dict[str, Subject] = {}
    for subject in bibliography:
        names = []
        doi = subject.entry.doi
        if doi is not None and not doi.is_arxiv:
            names.append(f"DOI {doi.value.lower()}")
        arxiv = _find_arxiv_id(subject)
        if arxiv is not None:
            names.append(f"arXiv:{arxiv}")
        others = [(seen.setdefault(name, subject), name) for name in names]
        for other, name in others:
            is_copy = other.entry.key is not None and other.entry.key == subject.entry.key
            if other is not subject and not is_copy:
                yield subject, other, name
                break


_WORD = compile_late(r"[^\W_]{2,}")


def _is_similar(one: str | None, two: str | None) -> bool:
    """Whether two titles may be one work's: one is missing, or they share more than half of the words."""
    if not one or not two:
        return True
    words, others = (set(_WORD.findall(plain(title).casefold())) for title in (one, two))
    return 2 * len(words & others) > min(len(words), len(others)) or not words or not others
