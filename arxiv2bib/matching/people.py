"""Whether two lists of names are of the same people, however they are written."""

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

import attrs

from arxiv2bib.model.names import Name
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words

__all__ = ["Agreement", "Overlap", "compare_people", "is_same_person"]


class Overlap(IntEnum):
    """How much two lists of authors have in common; ordered. Where one is missing there is nothing to say."""

    UNKNOWN = -1
    NONE = 0
    SOME = 1
    LEAD = 2
    """One list is the beginning of the other: registries often have the first author only."""
    MOST = 3
    """Three fifths of the longer list, the first author among them."""
    SAME = 4


@attrs.frozen
class Agreement:
    """How much two lists have in common: of how many names on the one side and the other, how many are shared.

    ``has_first`` tells that both begin with the same person, or group.
    """

    overlap: Overlap
    shared: int = 0
    ours: int = 0
    theirs: int = 0
    has_first: bool = False

    def __str__(self) -> str:
        """Return ``3 of 3 authors``, ``no author of 3``."""
        if self.overlap is Overlap.UNKNOWN:
            return "authors cannot be compared"
        most = max(self.ours, self.theirs)
        return f"{self.shared or 'no'} {'of' if self.shared else 'author of'} {most}{' authors' if self.shared else ''}"


_MOST_NAMES: Final = 100  # of each list: a collaboration's three thousand tell no more
_ENOUGH: Final = 0.6
_LEAST_WORD: Final = 3
_GROUP_WORDS: Final = frozenset("the collaboration collaborations consortium team group project for of and on".split())

# Cyrillic by the scholarly scheme; the loose spelling below makes the other schemes equal to it.
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў", (
        "a b v g d e zh z i i k l m n o p r s t u f h c ch sh sch * i * e iu ia e i i e g u"
    ).replace("*", "").split(" "), strict=True))
)  # fmt: skip
# Spellings of one sound in the transliterations of Cyrillic, Chinese, Greek and German names.
_LOOSE: Final = (
    ("tsch", "ch"), ("tch", "ch"), ("shch", "sch"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("y", "i"), ("j", "i"),
    ("kh", "h"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("w", "v"), ("ks", "x"), ("ie", "e"), ("ei", "e"),
)  # fmt: skip
_DOUBLED: Final = compile_late(r"(.)\1+")
_LATIN: Final = compile_late(r"[a-z]")


@lru_cache(maxsize=16384)
def _loosen(folded: str) -> str:
    """Return a key that the usual spellings of one name share: ``mueller``, ``muller``; ``ivanov``, ``иванов``."""
    text = folded.translate(_CYRILLIC) if not folded.isascii() else folded
    for spelling, sound in _LOOSE:
        if spelling in text:
            text = text.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", text)


@attrs.frozen
class _Person:
    family: str
    """Family name with its particles, as one loose word."""
    words: tuple[str, ...]
    """The words of the family name without its particles, loose."""
    given: tuple[str, ...]
    every: frozenset[str]


@lru_cache(maxsize=16384)
def _read_person(name: Name) -> _Person:
    particles = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
    core = tuple(map(_loosen, fold_words(name.family or name.literal or "").split()))
    given = tuple(fold_words((name.given or "").replace(".", " ")).split())
    family = _loosen(fold_words(particles).replace(" ", "")) + "".join(core)
    every = frozenset((*core, *(_loosen(word) for word in given)))
    return _Person(family, core, given, every)


def is_same_person(name: Name, other: Name) -> bool:
    """Whether two names may be one person's: initials, particles, diacritics, order and double names do not count."""
    one, two = _read_person(name), _read_person(other)
    if not one.words or not two.words:
        return False
    if _share_family(one, two) and _are_given_alike(one.given, two.given):
        return True
    if _has_as_middle(one, two) or _has_as_middle(two, one):
        return True
    # Family and given name in the other order, as it happens to Chinese and Hungarian names.
    return len(one.every) > 1 and one.every == two.every


def _has_as_middle(one: _Person, two: _Person) -> bool:
    """Whether the family name of *two* was taken for a middle name of *one*: the first of two Spanish surnames."""
    middle = {_loosen(word) for word in one.given[1:] if len(word) > _LEAST_WORD}
    return bool(two.given) and "".join(two.words) in middle and _are_given_alike(one.given[:1], two.given[:1])


def _share_family(one: _Person, two: _Person) -> bool:
    if one.family == two.family or "".join(one.words) == "".join(two.words):
        return True
    shorter, longer = sorted((one.words, two.words), key=len)
    is_part = all(word in longer for word in shorter) and len(shorter) < len(longer)
    return is_part and max(map(len, shorter)) >= _LEAST_WORD


def _are_given_alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if not one or not two or one == two:
        return True
    first, second = "".join(one), "".join(two)
    if _loosen(first) == _loosen(second):
        return True
    if min(len(one[0]), len(two[0])) == 1:
        return _loosen(one[0][0])[:1] == _loosen(two[0][0])[:1]
    if one[0].startswith(two[0]) or two[0].startswith(one[0]):
        return True
    # Called by the second name: John Kenneth, Kenneth.
    return one[0] in two[1:] or two[0] in one[1:] or _loosen(one[0]) == _loosen(two[0])


def compare_people(
    names: Sequence[Name], others: Sequence[Name], *, is_truncated: bool = False, are_others_truncated: bool = False
) -> Agreement:
    """Return how much two lists of authors have in common; the order of the two lists does not matter.

    ``is_truncated`` and ``are_others_truncated`` tell that a list goes on. Of more than a hundred names the first are
    compared. Names in other letters than the Latin and the Cyrillic are compared among themselves only. Never raises.
    """
    one, our_groups = _split_groups(names)
    two, their_groups = _split_groups(others)
    shared_groups = len(our_groups & their_groups)
    if not one or not two:
        if shared_groups:
            return Agreement(Overlap.SAME, shared_groups, len(our_groups), len(their_groups), has_first=True)
        if not one and not two and our_groups and their_groups:
            return Agreement(Overlap.NONE, 0, len(our_groups), len(their_groups))
        return Agreement(Overlap.UNKNOWN)
    if _write_in_other_letters(one, two):
        return Agreement(Overlap.UNKNOWN)
    pairs = _pair_up(one, two)
    shared = len(pairs)
    least, most = sorted((len(one), len(two)))
    overlap = Overlap.SOME if shared else Overlap.NONE
    has_first = pairs.get(0) == 0
    is_begun = (is_truncated and len(one) == least) or (are_others_truncated and len(two) == least)
    if shared == most or (shared == least and has_first and is_begun):
        overlap = Overlap.SAME
    elif shared >= _ENOUGH * most and (has_first or shared >= most - 1):
        overlap = Overlap.MOST
    elif shared == least and has_first:
        overlap = Overlap.LEAD
    return Agreement(overlap, shared, len(one), len(two), has_first=has_first)


def _split_groups(names: Sequence[Name]) -> tuple[list[Name], frozenset[str]]:
    """Return the people among the first *names*, and the groups by the words that tell them apart."""
    people: list[Name] = []
    groups: set[str] = set()
    for name in names[:_MOST_NAMES]:
        if name.literal is not None and not name.family:
            words = [word for word in fold_words(name.literal).split() if word not in _GROUP_WORDS]
            groups.update(["".join(words)] if words else ())
        elif _read_person(name).words:
            people.append(name)
    return people, frozenset(groups)


def _write_in_other_letters(one: Sequence[Name], two: Sequence[Name]) -> bool:
    return _is_latin(one) != _is_latin(two)


def _is_latin(names: Sequence[Name]) -> bool:
    return any(_LATIN.search(_read_person(name).family) is not None for name in names)


def _pair_up(one: Sequence[Name], two: Sequence[Name]) -> dict[int, int]:
    """Return which name of *two* each of *one* is, by their places; each at most once, the same place preferred."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(two):
        for word in _read_person(name).every | {_read_person(name).family}:
            holders[word].append(at)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at, name in enumerate(one):
        person = _read_person(name)
        places = {place for word in person.every | {person.family} for place in holders.get(word, ())} - taken
        for place in sorted(places, key=lambda place: (place != at, place)):
            if is_same_person(name, two[place]):
                pairs[at] = place
                taken.add(place)
                break
    return pairs
