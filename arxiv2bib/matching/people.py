"""Whether two lists of names are of the same people, however they are written."""

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

import attrs

from arxiv2bib.model.names import Name
from arxiv2bib.model.people import fold_group, is_same_person, read_person
from arxiv2bib.text.expressions import compile_late

__all__ = ["Agreement", "Overlap", "compare_people"]


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
_LATIN: Final = compile_late(r"[a-z]")


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
            groups.update(filter(None, [fold_group(name.literal)]))
        elif read_person(name).words:
            people.append(name)
    return people, frozenset(groups)


def _write_in_other_letters(one: Sequence[Name], two: Sequence[Name]) -> bool:
    return _is_latin(one) != _is_latin(two)


def _is_latin(names: Sequence[Name]) -> bool:
    return any(_LATIN.search(read_person(name).family) is not None for name in names)


def _pair_up(one: Sequence[Name], two: Sequence[Name]) -> dict[int, int]:
    """Return which name of *two* each of *one* is, by their places; each at most once, the same place preferred."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(two):
        for word in read_person(name).every | {read_person(name).family}:
            holders[word].append(at)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at, name in enumerate(one):
        person = read_person(name)
        places = {place for word in person.every | {person.family} for place in holders.get(word, ())} - taken
        for place in sorted(places, key=lambda place: (place != at, place)):
            if is_same_person(name, two[place]):
                pairs[at] = place
                taken.add(place)
                break
    return pairs
