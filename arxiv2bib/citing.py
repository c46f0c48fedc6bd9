"""Which version of a paper is cited: one of several of the preprint, or preprint and publication as two entries."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.merging import apply_claims
from arxiv2bib.model.dates import Date, is_calendar_date
from arxiv2bib.model.entry import ArxivInfo, Entry, Related, find_arxiv_id
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.model.library import check_items
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import Cite, EntryType
from arxiv2bib.text.markup import escape
from arxiv2bib.transforms.keys import DEFAULT_PATTERN, KeyMaker

__all__ = ["HAS_PREPRINT", "IS_PREPRINT_OF", "find_preprint", "pair_each", "pair_versions", "pin_version"]

HAS_PREPRINT, IS_PREPRINT_OF = "has-preprint", "is-preprint-of"

# True of a work in all its versions, so that a preprint of which no record is at hand has it too.
_SHARED = ("title", "author", "truncated", "language")
_TWENTIETH_CENTURY = 91  # arXiv began in 1991


def pin_version(entry: Entry, number: int) -> Entry:
    """Return *entry* citing version *number* of its preprint: in the identifier, the address and the date.

    The date is that of the version, where the record tells it: in its list of versions, or as the day of the update if
    it is of this version. Title and authors are the record's, which a service gives of the version that it is asked
    for. The DOI, which arXiv has one of for all versions, stays. Of a published entry only the identifier changes; one
    without an arXiv identifier, or a *number* below 1, gives *entry* as it is.
    """
    if entry.arxiv is None or entry.arxiv.id is None or number < 1:
        return entry
    identifier = attrs.evolve(entry.arxiv.id, version=number)
    pinned = entry.evolve(arxiv=attrs.evolve(entry.arxiv, id=identifier))
    if not entry.is_preprint:
        return pinned
    is_own = entry.url is None or "arxiv.org/" in entry.url
    date = _find_day(entry, number) or entry.issued
    return pinned.evolve(issued=date, url=identifier.url if is_own else entry.url, version=None)


def _find_day(entry: Entry, number: int) -> Date | None:
    versions = entry.arxiv.versions if entry.arxiv is not None else ()
    for version in versions:
        if version.number == number and version.submitted is not None:
            return version.submitted
    if entry.version == str(number) and entry.updated is not None:
        return entry.updated
    return entry.submitted if number == 1 else None


def pair_versions(items: Iterable[Entry | Block], pattern: str = DEFAULT_PATTERN) -> Iterator[Entry | Block]:
    """Yield *items*, and behind each published paper that is on arXiv its preprint, as an entry of its own.

    The published entry comes first and keeps its key; keys that are missing are made by *pattern* (see
    :func:`~arxiv2bib.assign_keys`), and none is given twice. The two name each other in ``related``, which BibLaTeX
    prints; the preprint's ``arxiv.doi`` is the publication's DOI, which other formats tell in a note. Preprints, and
    entries without an arXiv identifier, stay alone. For entries that :func:`~arxiv2bib.infer` or a resolver made
    published; one that was published all along gets a preprint of what its identifier tells.

    Raises :class:`~arxiv2bib.InvalidValueError` for a pattern that is none.
    """
    held = tuple(check_items(items))
    keyed = KeyMaker(pattern, reserved=(item.key for item in held if isinstance(item, Entry) and item.key))
    return pair_each(held, keyed.find_key)


def pair_each(items: Iterable[Entry | Block], find_key: Callable[[Entry], str]) -> Iterator[Entry | Block]:
    """Yield what :func:`pair_versions` does, item by item, with keys from *find_key*."""
    for item in items:
        preprint = find_preprint(item) if isinstance(item, Entry) else None
        if not isinstance(item, Entry) or preprint is None:
            yield item
            continue
        key = find_key(item)
        other = find_key(preprint)
        yield item.evolve(key=key, related=_link(item, HAS_PREPRINT, other))
        yield preprint.evolve(key=other, related=_link(preprint, IS_PREPRINT_OF, key))


def _link(entry: Entry, relation: str, key: str) -> tuple[Related, ...]:
    return (*(one for one in entry.related if one.relation != relation), Related(relation=relation, identifier=key))


def find_preprint(entry: Entry) -> Entry | None:
    """Return the preprint of *entry*, without a key; None if that is no published paper of arXiv.

    As its record has it, where the claims of *entry* remember that; else what the identifier tells.
    """
    identifier = find_arxiv_id(entry)
    if entry.arxiv is None or identifier is None or entry.is_preprint:
        return None
    preprint = apply_claims(entry, (), report=Report(keep=0), cite=Cite.PREPRINT)
    if not preprint.is_preprint:
        preprint = _make_preprint(entry, identifier)
    return preprint.evolve(
        key=None,
        native_type=None,
        arxiv=_name_publication(entry, entry.arxiv),
        note=preprint.note if entry.doi is not None else _describe_publication(entry) or preprint.note,
        claims=(),
        origin=None,
    )


def _make_preprint(entry: Entry, identifier: ArxivId) -> Entry:
    shared = {name: getattr(entry, name) for name in _SHARED}
    return Entry(type=EntryType.ARTICLE, issued=_date(identifier), doi=identifier.doi, url=identifier.url, **shared)


def _date(identifier: ArxivId) -> Date | None:
    """Return the month that an arXiv identifier tells. Source: arXiv, "Understanding the arXiv identifier"."""
    digits = identifier.number[:4]
    if not (digits.isdecimal() and digits.isascii()):
        return None
    year, month = int(digits[:2]), int(digits[2:])
    start = (year + (1900 if year >= _TWENTIETH_CENTURY and identifier.archive is not None else 2000), month)
    return Date(start=start) if is_calendar_date(start) else None


def _name_publication(entry: Entry, arxiv: ArxivInfo) -> ArxivInfo:
    """Return *arxiv* with the DOI of the publication, which a preprint's note tells."""
    if entry.doi is None or entry.doi.is_arxiv:
        return arxiv
    return attrs.evolve(arxiv, doi=str(entry.doi), journal_ref=None)


def _describe_publication(entry: Entry) -> str | None:
    """Return where *entry* came out, in words, for a note."""
    if entry.container_title is None:
        return None
    parts = [entry.container_title, escape(entry.volume) if entry.volume else None]
    year = f" ({entry.issued.year})" if entry.issued is not None and entry.issued.year is not None else ""
    return f"Published in {' '.join(filter(None, parts))}{year}"
