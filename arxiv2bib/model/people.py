"""Whether two names are one person's, however they are written."""

from functools import lru_cache
from typing import Final

import attrs

from arxiv2bib.model.names import Name
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words

__all__ = ["Person", "fold_group", "is_named_alike", "is_same_person", "read_person"]

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


@lru_cache(maxsize=16384)
def _loosen(folded: str) -> str:
    """Return a key that the usual spellings of one name share: ``mueller``, ``muller``; ``ivanov``, ``иванов``."""
    text = folded.translate(_CYRILLIC) if not folded.isascii() else folded
    for spelling, sound in _LOOSE:
        if spelling in text:
            text = text.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", text)


@attrs.frozen
class Person:
    """A name as it is compared, in loose letters."""

    family: str
    """Family name with its particles, as one loose word."""
    words: tuple[str, ...]
    """The words of the family name without its particles, loose."""
    given: tuple[str, ...]
    every: frozenset[str]


@lru_cache(maxsize=16384)
def read_person(name: Name) -> Person:
    """Return *name* as it is compared: of a group its words are those of a family name."""
    particles = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
    core = tuple(map(_loosen, fold_words(name.family or name.literal or "").split()))
    given = tuple(fold_words((name.given or "").replace(".", " ")).split())
    family = _loosen(fold_words(particles).replace(" ", "")) + "".join(core)
    every = frozenset((*core, *(_loosen(word) for word in given)))
    return Person(family, core, given, every)


def fold_group(literal: str) -> str:
    """Return the words that tell the group *literal* from others, as one: ``The ATLAS Collaboration`` as ``atlas``."""
    return "".join(word for word in fold_words(literal).split() if word not in _GROUP_WORDS)


def is_named_alike(name: Name, other: Name) -> bool:
    """Whether two names differ in spelling at most: initials, letters, where particles stand, the words of groups.

    Unlike for :func:`is_same_person`, the family name is the same one: ``García Márquez`` is not ``Márquez``.
    """
    if name.literal is not None and other.literal is not None:
        return fold_group(name.literal) == fold_group(other.literal) != ""
    one, two = read_person(name), read_person(other)
    return one.family == two.family != "" and _are_given_alike(one.given, two.given)


def is_same_person(name: Name, other: Name) -> bool:
    """Whether two names may be one person's: initials, particles, diacritics, order and double names do not count."""
    one, two = read_person(name), read_person(other)
    if not one.words or not two.words:
        return False
    if _share_family(one, two) and _are_given_alike(one.given, two.given):
        return True
    if _has_as_middle(one, two) or _has_as_middle(two, one):
        return True
    # Family and given name in the other order, as it happens to Chinese and Hungarian names.
    return len(one.every) > 1 and one.every == two.every


def _has_as_middle(one: Person, two: Person) -> bool:
    """Whether the family name of *two* was taken for a middle name of *one*: the first of two Spanish surnames."""
    middle = {_loosen(word) for word in one.given[1:] if len(word) > _LEAST_WORD}
    return bool(two.given) and "".join(two.words) in middle and _are_given_alike(one.given[:1], two.given[:1])


def _share_family(one: Person, two: Person) -> bool:
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
