"""Making one entry of several entries of one work, without making a chimera.

One of them survives, with its type, its venue and its dates as they are. What it lacks comes from the others: of the
same version of the work any field, of another version only what is true of both.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from arxiv2bib._agreeing import NUMBERS, agree
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX, ArxivInfo, Entry, Extra, find_arxiv_id
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain
from arxiv2bib.text.placeholders import PLACES, is_placeholder
from arxiv2bib.text.title_words import is_same_title
from arxiv2bib.transforms.fields import SPELLINGS
from arxiv2bib.transforms.works import LINKS, has_own_key, is_venue, read_address

__all__ = ["Left", "join_entries", "rank", "show_value"]

# True of a work in all its versions: what a preprint and the published text can lend each other.
_SHARED: Final = frozenset(
    "title author abstract arxiv short_title truncated language annote keyword related extra".split()
)
# Facts about arXiv's record, which say nothing of an entry that somebody else made.
_BOOKKEEPING: Final = frozenset({"submitted", "updated", "versions"})
_SPECIAL: Final = frozenset({"key", "type", "native_type", "arxiv", "keyword", "extra", "variables", "contributors",
                             "related", "truncated"})  # fmt: skip
_ROLES: Final = {"author": NameRole.AUTHOR, "editor": NameRole.EDITOR}


@attrs.frozen
class Left:
    """A value of a removed entry that the surviving one does not have.

    ``is_other`` tells that it is said of another version of the work, or is the same in other letters.
    """

    path: str
    value: object
    kept: object
    is_other: bool


def rank(entry: Entry) -> tuple[int, bool]:
    """Return how much *entry* is to survive, least first: the published version, then one whose key came in."""
    is_published = is_venue(entry)
    has_doi = entry.doi is not None and not entry.doi.is_arxiv
    return (0 if is_published else 1 if has_doi else 2, not has_own_key(entry))


def join_entries(survivor: Entry, others: Sequence[Entry]) -> tuple[Entry, list[list[Left]]]:
    """Return *survivor* with what it lacks and *others* have, and of each of these what it has not given."""
    joined = survivor
    versions = [_is_same_version(survivor, other) for other in others]
    for other, is_same in zip(others, versions, strict=True):
        changes = _find_changes(joined, other, is_same=is_same)
        if changes:
            joined = joined.evolve(**changes)
    lefts = [list(_find_left(joined, other, is_same)) for other, is_same in zip(others, versions, strict=True)]
    return joined, lefts


def _is_same_version(one: Entry, other: Entry) -> bool:
    """Whether two entries are of one version of a work: both unpublished, or of one DOI, or of one venue and year."""
    if is_venue(one) != is_venue(other):
        return False
    if not is_venue(one):
        return True
    if one.doi is not None and other.doi is not None and not one.doi.is_arxiv and not other.doi.is_arxiv:
        return one.doi == other.doi
    is_there = _fold(one.container_title) == _fold(other.container_title)
    return is_there and _find_year(one) == _find_year(other) and one.type is other.type


def _find_year(entry: Entry) -> int | None:
    return entry.issued.year if entry.issued is not None else None


def _find_changes(entry: Entry, other: Entry, *, is_same: bool) -> dict[str, Any]:  # Any: each of its field's type
    changes: dict[str, Any] = {}
    for name in COMPARED_FIELDS:
        value = getattr(other, name)
        is_taken = (is_same or name in _SHARED) and name not in _BOOKKEEPING
        if name in _SPECIAL or value == DEFAULTS[INDEX[name]] or not is_taken:
            continue
        held = getattr(entry, name)
        role = _ROLES.get(name)
        if held == DEFAULTS[INDEX[name]] or _is_empty_place(name, held):
            changes[name] = value
            if role is not None and role in other.truncated:
                changes["truncated"] = (*changes.get("truncated", entry.truncated), role)
        elif isinstance(held, Date) and _is_refined(held, value):
            changes[name] = value
        elif role is not None and role in entry.truncated and _goes_on(held, value) and role not in other.truncated:
            changes[name] = value
            changes["truncated"] = tuple(one for one in changes.get("truncated", entry.truncated) if one != role)
    changes["arxiv"] = _join_arxiv(entry, other.arxiv)
    known = set(map(_fold, entry.keyword))
    changes["keyword"] = (*entry.keyword, *(word for word in other.keyword if _fold(word) not in known))
    changes["related"] = (*entry.related, *(one for one in other.related if one not in entry.related))
    changes["extra"] = (*entry.extra, *_find_extras(entry, other))
    if is_same:
        held_variables = {name for name, _ in entry.variables}
        changes["variables"] = (
            *entry.variables, *(pair for pair in other.variables if pair[0] not in held_variables)
        )  # fmt: skip
        roles = {one.role for one in entry.contributors}
        added = tuple(one for one in other.contributors if one.role not in roles)
        changes["contributors"] = (*entry.contributors, *added)
    return {name: value for name, value in changes.items() if value != getattr(entry, name)}


def _is_empty_place(name: str, value: object) -> bool:
    return name in PLACES and is_placeholder(str(value))


def _is_refined(date: Date, other: Date) -> bool:
    """Whether *other* is the same date to the month or the day: 2009-06 for 2009."""
    one, two = date.start or (), other.start or ()
    is_longer = 0 < len(one) < len(two) and two[: len(one)] == one
    return is_longer and date == Date(start=one) and other == Date(start=two)


def _goes_on(names: tuple[Name, ...], longer: tuple[Name, ...]) -> bool:
    """Whether *longer* begins as *names* do, and goes on."""
    families = [_fold(name.family or name.literal) for name in longer]
    return len(longer) > len(names) and families[: len(names)] == [_fold(one.family or one.literal) for one in names]


def _join_arxiv(entry: Entry, other: ArxivInfo | None) -> ArxivInfo | None:
    arxiv = entry.arxiv
    if other is None:
        return arxiv
    changes = {}
    for field in attrs.fields(ArxivInfo):
        value = getattr(other, field.name)
        is_missing = arxiv is None or getattr(arxiv, field.name) == field.default
        # The published entry says itself where it was published, and styles would print a note on it.
        is_told = field.name in ("doi", "journal_ref") and is_venue(entry)
        if is_missing and value != field.default and not is_told and field.name not in _BOOKKEEPING:
            changes[field.name] = value
    return attrs.evolve(arxiv or ArxivInfo(), **changes) if changes else arxiv


def _find_extras(entry: Entry, other: Entry) -> Iterator[Extra]:
    held = {(extra.namespace, extra.name.casefold()) for extra in entry.extra}
    for extra in other.extra:
        name = (extra.namespace, extra.name.casefold())
        if name not in held and extra.namespace not in SPELLINGS and name[1] not in LINKS:
            yield extra


def _find_left(joined: Entry, other: Entry, is_same: bool) -> Iterator[Left]:
    """Yield the values of *other* that *joined* says otherwise, or not at all, and that do not follow from it."""
    for name in COMPARED_FIELDS:
        value, held = getattr(other, name), getattr(joined, name)
        if name in ("key", "truncated") or value == held or value == DEFAULTS[INDEX[name]]:
            continue
        if isinstance(held, Date) and _is_refined(value, held):
            continue
        if (name == "native_type" and other.type is not joined.type) or _is_begun(name, value, held, other):
            continue
        if name in _PARTED:
            for part, text, found in _split(name, value, held):
                if text != found and not _is_derived(f"{name}.{part}", text, joined):
                    yield Left(f"{name}.{part}", text, found, not is_same or _is_alike(text, found))
        elif name in ("keyword", "related"):
            known = set(map(_fold, map(str, held)))
            for text in value:
                if _fold(str(text)) not in known:
                    yield Left(name, text, None, not is_same)
        elif not _is_derived(name, value, joined):
            is_minor = name in ("type", "native_type") or name in _BOOKKEEPING or _is_empty_place(name, value)
            is_minor = is_minor or _is_alike(value, held) or _says_less(name, value, held)
            yield Left(name, value, held, is_minor or not is_same)


def _is_begun(name: str, value: Any, held: Any, other: Entry) -> bool:  # Any: the field's type
    """Whether *value* is a truncated list of names, and *held* the list as it goes on."""
    return name in _ROLES and _ROLES[name] in other.truncated and _goes_on(value, held)


_PARTED: Final = frozenset({"arxiv", "variables", "contributors", "extra"})


def _split(name: str, value: Any, held: Any) -> Iterator[tuple[str, object, object]]:  # Any: the field's type
    if name == "arxiv":
        for field in attrs.fields(ArxivInfo):
            text = getattr(value, field.name)
            if text != field.default:
                yield field.name, text, getattr(held, field.name) if held is not None else None
    elif name == "variables":
        for variable, text in value:
            yield variable, text, dict(held).get(variable)
    elif name == "contributors":
        roles = {one.role: one.names for one in held}
        for one in value:
            yield str(one.role), one.names, roles.get(one.role)
    else:
        extras = {(extra.namespace, extra.name.casefold()): extra.value for extra in held}
        for extra in value:
            if extra.namespace not in SPELLINGS:
                found = extras.get((extra.namespace, extra.name.casefold()))
                yield f"{extra.namespace}.{extra.name}", extra.value, found


def _is_derived(path: str, value: object, joined: Entry) -> bool:
    """Whether *value* says no more than arXiv's identifier or the DOI that *joined* has."""
    paper = find_arxiv_id(joined)
    text = str(value)
    if path == "arxiv.doi" and joined.doi is not None:
        return joined.doi.value.lower() in text.lower() and len(text) < len(joined.doi.value) + 25
    if path == "url" and joined.doi is not None and text == joined.doi.url:
        return True
    if paper is None:
        return False
    arxiv_id = paper.unversioned
    match path:
        case "arxiv.id":
            return text == str(arxiv_id)
        case "doi":
            return text.lower() == arxiv_id.doi.value.lower()
        case "url":
            return f"arxiv:{arxiv_id}" in read_address(text)
        case "publisher":
            return text.lower() == "arxiv"
        case "number" | "container_title":
            return text.lower().split("[")[0].strip() in _say_arxiv(str(arxiv_id).lower())
        case _:
            return False


def _say_arxiv(identifier: str) -> Iterable[str]:
    words = ("arxiv:", "arxiv preprint arxiv:", "arxiv e-prints arxiv:")
    return ("arxiv", "corr", *(word + identifier for word in words))


def _is_alike(value: object, held: object) -> bool:
    """Whether two values differ in case, accents and punctuation at most, or in how symbols are written."""
    if isinstance(value, str) and isinstance(held, str) and is_same_title(value, held):
        return True
    return held is not None and _describe(value) == _describe(held)


def _says_less(name: str, value: object, held: object) -> bool:
    """Whether *value* is *held*, abbreviated or a number: a journal, given names, pages without the last one."""
    if not held or not agree(name, value, held):
        return False
    return name in PLACES or name in NUMBERS or len(show_value(value)) <= len(show_value(held))


def show_value(value: object) -> str:
    """Return *value* of a field as text, several with semicolons."""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _describe(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_describe, value))
    return _fold(str(value))


def _fold(text: str | None) -> str:
    return fold_words(plain(text or ""))
