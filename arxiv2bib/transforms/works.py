"""Which work an entry is: its identifiers, and whether two entries that share one can be the same.

The same DOI or arXiv identifier makes two entries one work, whatever their titles; no title ever does.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from arxiv2bib.model.entry import INDEX, Entry, find_arxiv_id
from arxiv2bib.model.identifiers import ArxivId, Doi, read_arxiv_id
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain

__all__ = [
    "LINKS",
    "Sketch",
    "claimed_dois",
    "find_identifiers",
    "follow_links",
    "has_own_key",
    "is_venue",
    "match_server",
    "name_doi",
    "names_server",
    "read_address",
    "read_container",
    "read_doi_address",
    "read_places",
    "read_words",
    "sketch",
]

_WHOLES: Final = frozenset({EntryType.BOOK, EntryType.COLLECTION, EntryType.PERIODICAL})
_PARTS: Final = frozenset(
    {EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.ENTRY_DICTIONARY, EntryType.ENTRY_ENCYCLOPEDIA}
)
# Works whose type says how they came out, though nothing contains them.
_PUBLISHED: Final = frozenset({EntryType.BOOK, EntryType.COLLECTION, EntryType.REPORT, EntryType.THESIS})
_PREPRINT_RELATIONS: Final = frozenset({"is-preprint-of", "has-preprint"})
LINKS: Final = frozenset({"crossref", "xdata"})
# What stands for the journal of a preprint: the server, what it is called, an identifier with its class, a date.
_SERVER: Final = compile_late(
    r"(?:(?:the )?(?:arxiv|corr)(?:\.org)?(?: e-?prints?| \[?pre-?prints?\]?| prepr\.?)?|e-?print|pre-?print"
    r"|computing research repository(?: \(corr\))?|(?=https?://arxiv\.org/))[\s:,]*"
    r"(?:(?:(?:vol|art|no|pp?|volume|page|article|id)\b\.? ?)?(?:(?:https?://arxiv\.org/)?abs/|arxiv:?)?\s*"
    r"(?P<id>[\w./-]{8,40}?)(?:\s*\[[^\[\]]{2,40}\]|,? [a-z-]{2,9}(?:\.[a-z-]{2,9})?)?)?"
    r"(?:\s*\((?:19|20)\d\d\)|[,\s]\s*(?:[a-z]{3,9}\.? )?(?:19|20)\d\d)?\.?\Z",
    re.I,
)
_OLD_NUMBER: Final = compile_late(
    r"(?P<id>(?:hep-(?:th|ph|ex|lat)|gr-qc|astro-ph|cond-mat|quant-ph|nucl-(?:th|ex)|math-ph)/\d{7}(?:v\d{1,2})?)\Z",
    re.I,
)
_SERVER_SIGNS: Final = ("arxiv", "corr", "print", "repository")  # one of these is in all that it matches
_VOLUME: Final = compile_late(r"abs/(?P<id>\S+)\Z")
_PLACES: Final = ("volume", "issue", "number", "article_number", "page")
_LINK_WITH_WORDS: Final = compile_late(r"\\href ?\{[^{}]*+\}\{([^{}]*+)\}\Z")
_LEAD: Final = compile_late(
    r"(?:(?:also )?available|posted|published|preprint|e-?print)(?: available)?(?: (?:at|as|on|from))?[:,]? ", re.I
)
_MARK: Final = compile_late(r"arxiv", re.I)
# A resolver of DOIs, or how a work is shown; behind the DOI the way in which it is.
_SHOWN: Final = compile_late(
    r"https?://(?:doi\.[\w.-]+/|[\w.-]+(?::\d+)?/(?:[\w-]+/){0,2}(?:doi/(?:(?:abs|full(?:html)?|[ep]?pdf(?:plus|direct)?)/)?"
    r"|(?:articles?|chapter|abstract|stable)/|article\?id=))"
    r"(10\.\d{4,9}(?:/|%2F)[^?#&\s]+?)(?:/(?:full|fulltext|abstract|meta|pdf|html?))?(?:\.pdf)?/?(?:[?#&]|\Z)",
    re.I,
)
_LONGEST_WORDS: Final = 100
_NAMED: Final = frozenset({"arxiv", "arxivid"})
_SHORT: Final = 4  # words that short are in every other title


def find_identifiers(entry: Entry) -> tuple[str, ...]:
    """Return the identifiers of *entry*'s work: ``("arxiv:2111.03216", "doi:10.1000/182")``; ``()`` if it has none.

    Versions do not count, arXiv's own DOIs are the arXiv identifier, DOIs are in lower case. The address says which
    work it is only where no other field does, and what stands for a journal, ``arXiv preprint arXiv:2111.03216``, only
    where that does not either; then a note that is nothing else.
    """
    found: list[str] = []
    paper = find_arxiv_id(entry)
    if paper is not None:
        found.append(f"arxiv:{paper.unversioned}")
    if entry.doi is not None and entry.doi.value:
        found.append(name_doi(entry.doi))
    if not found and entry.url:
        found.extend(read_address(entry.url))
    if not found and entry.container_title and (identifier := read_container(entry)) is not None:
        found.append(f"arxiv:{identifier}")
    if not found and (named := read_words(entry)) is not None:
        found.append(f"arxiv:{named[1]}")
    return tuple(dict.fromkeys(found))


def name_doi(doi: Doi) -> str:
    """Return what a work is called by *doi*: ``doi:10.1000/182``, or ``arxiv:2111.03216`` by one of arXiv."""
    paper = read_arxiv_id(doi.value) if doi.is_arxiv else None
    return f"arxiv:{paper}" if paper is not None else f"doi:{doi.value.lower()}"


def read_address(url: str) -> Iterator[str]:
    """Yield the identifier that an address of doi.org, arXiv.org or a publisher has in it, if it has one."""
    if (doi := read_doi_address(url)) is not None:
        yield name_doi(doi)
    elif "arxiv.org/" in url and (paper := read_arxiv_id(url)) is not None:
        yield f"arxiv:{paper}"


def read_doi_address(url: str) -> Doi | None:
    """Return the DOI of the work that is shown at *url*: at doi.org, or at a publisher who has DOIs in addresses.

    What is a part of the work (``/doi/suppl/``), the volume that it is in (``/book/``), or has a version
    (``/content/10.1101/2020.01.01.123456v1``) is another thing.
    """
    text = url
    if "doi.org/" not in url:
        shown = _SHOWN.match(url) if "/10." in url or "=10." in url else None
        if shown is None:
            return None
        text = shown[1]
    return next(iter(Doi.find_all(text)), None)


def names_server(words: str) -> bool:
    """Whether *words* speak of arXiv."""
    return _MARK.search(words) is not None


def match_server(words: str) -> re.Match[str] | None:
    """Return what stands for the journal of a preprint, if *words* are that; its group ``id`` is the identifier."""
    if len(words) > _LONGEST_WORDS or not any(map(words.lower().__contains__, _SERVER_SIGNS)):
        return _OLD_NUMBER.match(words) if "/" in words else None
    lead = _LEAD.match(words)
    return _SERVER.match(words, lead.end() if lead is not None else 0)


def read_container(entry: Entry) -> ArxivId | None:
    """Return the paper of arXiv that the container's title names, or another field where it names arXiv alone.

    ``arXiv preprint arXiv:1706.03762``, as Google Scholar has it; ``CoRR`` and ``abs/1706.03762``, as dblp does;
    ``ArXiv e-prints`` with ``arXiv:1706.03762`` for an article number, as ADS does.
    """
    server = match_server(plain(entry.container_title or "").strip())
    if server is None:
        return None
    if server["id"] and (paper := read_arxiv_id(server["id"])) is not None:
        return paper
    return next((identifier for _, identifier in read_places(entry)), None)


def read_places(entry: Entry) -> Iterator[tuple[str, ArxivId]]:
    """Yield the fields for a place in a journal that hold an identifier of arXiv, and that."""
    for field in _PLACES:
        value = getattr(entry, field)
        if value is None:
            continue
        text = str(value)
        volume = _VOLUME.match(text)
        paper = read_arxiv_id(volume["id"] if volume is not None else text)
        if paper is not None:
            yield field, paper


def read_words(entry: Entry) -> tuple[str | None, ArxivId] | None:
    """Return the paper of arXiv that is named where words may stand, and the field that says nothing else.

    ``number``, ``publisher`` (BibTeX's ``howpublished``) or ``note``; no field if it is one that the model lacks.
    ``see also arXiv:1207.1234``, two identifiers and ``Comment on arXiv:1207.1234`` name no paper.

    Source: JabRef, EprintCleanup, which moves such notes to ``eprint``.
    """
    is_server = (entry.publisher or "").casefold() == "arxiv"
    for field in ("number", "publisher", "note"):
        text = getattr(entry, field)
        if text and (identifier := _read_lone(text, is_marked=is_server and field == "number")) is not None:
            return field, identifier
    for extra in entry.extra:
        if extra.name.casefold() in _NAMED and (identifier := _read_lone(extra.value, is_marked=True)) is not None:
            return None, identifier
    return None


def _read_lone(text: str, *, is_marked: bool) -> ArxivId | None:
    """Return the identifier that *text* is and nothing else; the word for arXiv is about it unless it *is_marked*."""
    if len(text) > 2 * _LONGEST_WORDS or not (is_marked or _MARK.search(text)):
        return None
    link = _LINK_WITH_WORDS.match(text.strip())
    words = plain(link[1] if link is not None else text).strip().rstrip(".")
    if words[:1] + words[-1:] in ("[]", "()"):
        words = words[1:-1]
    server = match_server(words)
    return read_arxiv_id(server["id"] or "" if server is not None else words)


def claimed_dois(entry: Entry) -> tuple[str, ...]:
    """Return the identifiers that *entry* gives for its published version, or its preprint: evidence, not its own.

    What authors told arXiv, and the relations of a registry.
    """
    found: list[str] = []
    if entry.arxiv is not None and entry.arxiv.doi:
        found.extend(map(name_doi, Doi.find_all(entry.arxiv.doi)))
    for related in entry.related:
        if related.relation in _PREPRINT_RELATIONS:
            found.extend(map(name_doi, Doi.find_all(related.identifier)))
    return tuple(dict.fromkeys(found))


@attrs.frozen
class Sketch:
    """What of an entry tells whether it can be the work that its identifier names."""

    names: frozenset[str]
    words: frozenset[str]
    is_whole: bool
    is_part: bool
    page: str | None = None

    __repr__ = show_fields

    def is_other_kind(self, other: "Sketch") -> bool:
        """Whether one is a volume and the other a paper in one: they may have the volume's DOI in common."""
        return (self.is_whole and other.is_part) or (self.is_part and other.is_whole)

    def is_unlike(self, other: "Sketch") -> bool:
        """Whether both have authors and titles, and not one author and not one word in common.

        Where both say on which page they begin, and not on the same, few common words are enough: these are two
        chapters with the DOI of their book.
        """
        if not self.words or not other.words:
            return False
        if self.page and other.page and self.page != other.page:
            return 2 * len(self.words & other.words) < min(len(self.words), len(other.words))
        has_names = bool(self.names and other.names)
        return has_names and self.names.isdisjoint(other.names) and self.words.isdisjoint(other.words)


def sketch(entry: Entry) -> Sketch:
    """Return the sketch of *entry*."""
    words = fold_words(plain(entry.title or "")).split()
    return Sketch(
        frozenset(filter(None, (fold_words(name.family or name.literal or "") for name in entry.author))),
        frozenset([word for word in words if len(word) >= _SHORT] or words),
        entry.type in _WHOLES,
        entry.type in _PARTS,
        entry.page.first if entry.page is not None else None,
    )


def is_venue(entry: Entry) -> bool:
    """Whether *entry* says where it was published: in a container that is not arXiv, or as a book, thesis or report."""
    if entry.type in _PUBLISHED:
        return True
    title = plain(entry.container_title or "")
    container = fold_words(title)
    is_server = container == "corr" or container.startswith("arxiv") or match_server(title) is not None
    return bool(container) and not is_server


def has_own_key(entry: Entry) -> bool:
    """Whether the key of *entry* came in with it: such a key may be cited, one that was made is not yet."""
    if not entry.key or entry.origin is None:
        return bool(entry.key)
    values = entry.origin.values
    return values[INDEX["key"]] is not None if values is not None else entry.origin.record.key == entry.key


def follow_links(entry: Entry, keys: Mapping[str, str]) -> Entry:
    """Return *entry* with the entries that it refers to called by their new *keys*, found by the old in lower case."""
    if not keys or not (entry.extra or entry.related):
        return entry
    extra = tuple(
        attrs.evolve(one, value=",".join(keys.get(key.strip().casefold(), key) for key in one.value.split(",")))
        if one.name.casefold() in LINKS
        else one
        for one in entry.extra
    )
    renamed = (
        attrs.evolve(one, identifier=keys.get(one.identifier.casefold(), one.identifier)) for one in entry.related
    )
    # What became one with the entry is no other version of it any more.
    related = tuple(one for one in renamed if one in entry.related or one.identifier != entry.key)
    is_same = extra == entry.extra and related == entry.related
    return entry if is_same else entry.evolve(extra=extra, related=related)
