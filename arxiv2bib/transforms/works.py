"""Which work an entry is: its identifiers, and whether two entries that share one can be the same.

The same DOI or arXiv identifier makes two entries one work, whatever their titles; no title ever does.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import INDEX, Entry
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain

__all__ = [
    "PREPRINT_NUMBERS",
    "PREPRINT_SERVER",
    "Sketch",
    "claimed_dois",
    "find_identifiers",
    "follow_links",
    "has_own_key",
    "is_venue",
    "read_address",
    "read_container",
    "read_number",
    "sketch",
]

_WHOLES: Final = frozenset({EntryType.BOOK, EntryType.COLLECTION, EntryType.PERIODICAL})
_PARTS: Final = frozenset(
    {EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.ENTRY_DICTIONARY, EntryType.ENTRY_ENCYCLOPEDIA}
)
# Works whose type says how they came out, though nothing contains them.
_PUBLISHED: Final = frozenset({EntryType.BOOK, EntryType.COLLECTION, EntryType.REPORT, EntryType.THESIS})
_PREPRINT_RELATIONS: Final = frozenset({"is-preprint-of", "has-preprint"})
_LINKS: Final = frozenset({"crossref", "xdata"})
PREPRINT_SERVER: Final = compile_late(
    r"(?:(?:(?:preprint )?(?:available )?at |available (?:from|on) )?(?:https?://(?:www\.)?(?=arxiv\.org/))?"
    r"(?:arxiv|corr)(?:\.org)?(?: e-?prints?| preprints?)?|e-?print|preprint)[\s:,/]*"
    r"(?:(?:abs/|pdf/|arxiv:)?\s*(?P<id>[\w./-]{8,40}?)(?:\s*\[[\w.-]+\])?)?\s*(?:\((?:19|20)\d\d\))?\Z"
    r"|(?P<old>(?:hep-(?:th|ph|ex|lat)|gr-qc|astro-ph|cond-mat|quant-ph|nucl-(?:th|ex)|math-ph)/\d{7}(?:v\d{1,2})?)\Z",
    re.I,
)
"""What stands for the journal of a preprint."""
_NUMBER: Final = compile_late(
    r"(?:abs/|arxiv:\s?)?(?P<id>\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{4,8}(?:\.[A-Z]{2})?/\d{7}(?:v\d{1,2})?)"
    r"(?:\s*\[[\w.-]+\])?\Z",
    re.I,
)
PREPRINT_NUMBERS: Final = ("volume", "number", "issue", "article_number", "page")
"""The fields in which the identifier of a paper stands where its journal is said to be arXiv."""
_NOTE: Final = compile_late(
    r"(?:(?:preprint|available(?: as| at)?|e-?print):? )?arxiv(?: e-?print| preprint)?:?\s?(?:arxiv:)?"
    r"(?P<id>\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{4,8}(?:\.[A-Z]{2})?/\d{7}(?:v\d{1,2})?)(?:\s*\[[\w.-]+\])?\.?\Z",
    re.I,
)
"""A note that is nothing but the identifier: ``arXiv:1706.03762 [cs]``."""
_SHORT: Final = 4  # words that short are in every other title


def find_identifiers(entry: Entry) -> tuple[str, ...]:
    """Return the identifiers of *entry*'s work: ``("arxiv:2111.03216", "doi:10.1000/182")``; ``()`` if it has none.

    Versions do not count, arXiv's own DOIs are the arXiv identifier, DOIs are in lower case. The address says which
    work it is only where no other field does, and what stands for a journal, ``arXiv preprint arXiv:2111.03216``, only
    where that does not either; then a note that is nothing else.
    """
    found: list[str] = []
    if entry.arxiv is not None and entry.arxiv.id is not None:
        found.append(f"arxiv:{entry.arxiv.id.unversioned}")
    if entry.doi is not None and entry.doi.value:
        found.append(_name_doi(entry.doi))
    if not found and entry.url:
        found.extend(read_address(entry.url))
    if not found and entry.container_title and (identifier := read_container(entry)) is not None:
        found.append(f"arxiv:{identifier}")
    if not found and entry.note and (note := _NOTE.match(plain(entry.note).strip())) is not None:
        found.extend(f"arxiv:{paper}" for paper in filter(None, [_read_paper(note["id"])]))
    return tuple(dict.fromkeys(found))


def _name_doi(doi: Doi) -> str:
    if doi.is_arxiv:
        try:
            return f"arxiv:{ArxivId.parse(doi.value).unversioned}"
        except InvalidValueError:
            pass
    return f"doi:{doi.value.lower()}"


def read_address(url: str) -> Iterator[str]:
    """Yield the identifier that an address of doi.org or arXiv.org has in it, if it has one."""
    if "doi.org/" in url:
        yield from map(_name_doi, Doi.find_all(url)[:1])
    elif "arxiv.org/" in url:
        try:
            yield f"arxiv:{ArxivId.parse(url).unversioned}"
        except InvalidValueError:
            return


def read_container(entry: Entry) -> ArxivId | None:
    """Return the paper of arXiv that the container's title names, or a number where it names arXiv alone.

    ``arXiv preprint arXiv:1706.03762``, as Google Scholar has it; ``CoRR`` and ``abs/1706.03762``, as dblp does;
    ``arXiv`` with the identifier for its pages.
    """
    server = PREPRINT_SERVER.match(plain(entry.container_title or "").strip())
    if server is None:
        return None
    paper = _read_paper(server["id"] or server["old"])
    numbers = () if paper is not None else PREPRINT_NUMBERS
    return paper or next(filter(None, (read_number(getattr(entry, name)) for name in numbers)), None)


def read_number(value: object) -> ArxivId | None:
    """Return the paper of arXiv whose identifier stands for a volume, a number or pages; None if it does not."""
    number = _NUMBER.match(str(value).strip()) if value is not None else None
    return _read_paper(number["id"]) if number is not None else None


def _read_paper(text: str | None) -> ArxivId | None:
    with suppress(InvalidValueError):
        return ArxivId.parse(text).unversioned if text else None
    return None


def claimed_dois(entry: Entry) -> tuple[str, ...]:
    """Return the identifiers that *entry* gives for its published version, or its preprint: evidence, not its own.

    What authors told arXiv, and the relations of a registry.
    """
    found: list[str] = []
    if entry.arxiv is not None and entry.arxiv.doi:
        found.extend(map(_name_doi, Doi.find_all(entry.arxiv.doi)))
    for related in entry.related:
        if related.relation in _PREPRINT_RELATIONS:
            found.extend(map(_name_doi, Doi.find_all(related.identifier)))
    return tuple(dict.fromkeys(found))


@attrs.frozen
class Sketch:
    """What of an entry tells whether it can be the work that its identifier names."""

    names: frozenset[str]
    words: frozenset[str]
    is_whole: bool
    is_part: bool

    __repr__ = show_fields

    def is_other_kind(self, other: "Sketch") -> bool:
        """Whether one is a volume and the other a paper in one: they may have the volume's DOI in common."""
        return (self.is_whole and other.is_part) or (self.is_part and other.is_whole)

    def is_unlike(self, other: "Sketch") -> bool:
        """Whether both have authors and titles, and not one author and not one word in common."""
        has_all = self.names and other.names and self.words and other.words
        return bool(has_all) and self.names.isdisjoint(other.names) and self.words.isdisjoint(other.words)


def sketch(entry: Entry) -> Sketch:
    """Return the sketch of *entry*."""
    words = fold_words(plain(entry.title or "")).split()
    return Sketch(
        frozenset(filter(None, (fold_words(name.family or name.literal or "") for name in entry.author))),
        frozenset([word for word in words if len(word) >= _SHORT] or words),
        entry.type in _WHOLES,
        entry.type in _PARTS,
    )


def is_venue(entry: Entry) -> bool:
    """Whether *entry* says where it was published: in a container that is not arXiv, or as a book, thesis or report."""
    if entry.type in _PUBLISHED:
        return True
    title = plain(entry.container_title or "")
    container = fold_words(title)
    is_server = container == "corr" or container.startswith("arxiv") or PREPRINT_SERVER.match(title) is not None
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
        if one.name.casefold() in _LINKS
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
