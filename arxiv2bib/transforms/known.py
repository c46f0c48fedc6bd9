"""The works that a bibliography has, to tell whether another entry is one of them."""

import re
from functools import partial
from typing import Final

import attrs

from arxiv2bib._agreeing import agree
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain
from arxiv2bib.transforms.works import Sketch, claimed_dois, find_identifiers, has_own_key, sketch

__all__ = ["KnownWorks"]


@attrs.frozen
class _Holder:
    """An entry that is known by one of its identifiers."""

    key: str | None
    identifiers: tuple[str, ...]
    sketch: Sketch


class KnownWorks:
    """Works, by their identifiers; entries that have none, by all that a reader would tell them apart by."""

    def __init__(self) -> None:
        self._holders: dict[str, list[_Holder]] = {}
        self._unnamed: dict[tuple[object, ...], list[Entry]] = {}

    def add(self, entry: Entry) -> None:
        """Know *entry* from now on."""
        identifiers = find_identifiers(entry)
        if not identifiers:
            self._unnamed.setdefault(_describe(entry), []).append(entry)
            return
        holder = _Holder(entry.key, identifiers, sketch(entry))
        for identifier in identifiers:
            self._holders.setdefault(identifier, []).append(holder)

    def find(self, entry: Entry) -> tuple[bool, str | None]:
        """Return whether the work of *entry* is known, and the key of the entry that it is known by.

        It is known if it has an identifier of a known entry, or if it is a preprint whose authors name the DOI of one.
        An entry without an identifier is if a known one, without an identifier too, has its title, authors, year and
        container, and no other volume, issue, pages, edition, day or address; if it has no title, also its key, which
        may have got a letter here, or, if its key was made, what else it says.
        """
        identifiers = find_identifiers(entry)
        if not identifiers:
            described = _describe(entry)
            known = filter(partial(_may_be_one, entry), self._unnamed.get(described, ()))
            if not described[0]:
                known = filter(partial(_is_alike, entry), known)
            first = next(known, None)
            return first is not None, first.key if first is not None else None
        looks = None
        for identifier in (*identifiers, *claimed_dois(entry)):
            for holder in self._holders.get(identifier, ()):
                looks = looks or sketch(entry)
                is_like = not looks.is_other_kind(holder.sketch) and not looks.is_unlike(holder.sketch)
                if is_like and (identifier in identifiers or _may_be(identifiers, holder.identifiers)):
                    return True, holder.key
        return False, None


def _may_be(identifiers: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two works may be one as far as arXiv's identifiers tell: not if each has another one."""
    ours, theirs = ({name for name in names if name.startswith("arxiv:")} for names in (identifiers, others))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _may_be_one(entry: Entry, other: Entry) -> bool:
    """Whether two entries of one title do not contradict each other: volumes of a book, editorials of two issues."""
    for field in _TELLING:
        one, two = getattr(entry, field), getattr(other, field)
        if one and two and not agree(field, one, two):
            return False
    return not entry.url or not other.url or _strip_address(entry.url) == _strip_address(other.url)


_TELLING: Final = ("volume", "issue", "number", "page", "article_number", "edition", "issued")
_ADDRESS: Final = compile_late(r"\A(?:https?:)?//(?:www\.)?|[/#?]+\Z", re.I)


def _strip_address(url: str) -> str:
    return _ADDRESS.sub("", url.strip())


def _is_alike(entry: Entry, other: Entry) -> bool:
    """Whether two entries without a title are one: by a key that came in, or by their words where there is none."""
    if has_own_key(entry):
        return _is_key_of(entry.key or "", other.key or "")
    said = _describe_closely(entry)
    return (any(said) or any(_describe(entry))) and said == _describe_closely(other)


def _is_key_of(key: str, other: str) -> bool:
    """Whether *other* is *key*, or *key* with the letters that it gets where it is taken."""
    rest = other.removeprefix(key)
    return other.startswith(key) and (not rest or (rest.isalpha() and rest.islower()))


def _describe(entry: Entry) -> tuple[object, ...]:
    title = fold_words(plain(entry.title or ""))
    return (
        title,
        tuple(fold_words(name.family or name.literal or "") for name in entry.author or entry.editor),
        entry.issued.year if entry.issued is not None else None,
        fold_words(plain(entry.container_title or "")),
    )


def _describe_closely(entry: Entry) -> tuple[str, ...]:
    """Return what an entry without a title says of its work, as far as every format gives it back."""
    texts = (
        entry.volume, entry.issue, entry.page and str(entry.page), entry.number, entry.collection_title, entry.edition,
        entry.publisher, entry.event_title, entry.note, entry.abstract,
    )  # fmt: skip
    isbns = (re.sub(r"[\s-]", "", isbn.value) for isbn in entry.isbn)
    return (*(fold_words(plain(text or "")) for text in texts), entry.url or "", *isbns)
