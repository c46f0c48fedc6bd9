"""How alike two titles are."""

from collections import Counter
from enum import IntEnum
from functools import lru_cache
from typing import Final

import attrs

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import plain
from arxiv2bib.text.title_words import SMALL_WORDS, fold_title

__all__ = ["Likeness", "compare_titles", "count_words", "find_parts", "have_other_names"]


class Likeness(IntEnum):
    """How alike two titles are; ordered. Where one of them is missing there is nothing to say."""

    UNKNOWN = -1
    DIFFERENT = 0
    RELATED = 1
    """Some words in common."""
    SIMILAR = 2
    """Two words of five in common, or more."""
    SUBTITLE = 3
    """The same, but one has a subtitle, or a name before a colon, that the other lacks."""
    CLOSE = 4
    """The same but for the endings of words, prepositions, or one slip of the pen."""
    SAME = 5
    """The same letters and digits."""


# What prepositions say is said by the rest; not, with and without say something.
_WEAK: Final = SMALL_WORDS | frozenset("of for on in to at by from as via using is are its their into onto".split())
_CUT: Final = compile_late(r"[:?!]\s+|\s+[-\u2010-\u2015|]+\s+|[\u2013\u2014]|\.\s+(?=\w)|;\s+")
_PLUS: Final = compile_late(r"(?<![\w$^\\])[a-z][a-z\d]{3,}\+{1,2}(?![\w+])")
_ENDINGS: Final = ("ings", "ing", "ies", "ed", "es", "s", "e", "y")
# British and American spelling, made one.
_SPELLINGS: Final = (("our", "or"), ("is", "iz"), ("ys", "yz"), ("ll", "l"), ("ae", "e"), ("oe", "e"), ("tre", "ter"))
# What stands before a colon, and is no name: of a thing about the paper, perhaps.
_NO_NAMES: Final = frozenset(
    "abstract article comment commentary correction corrigendum demo discussion editorial erratum highlight highlights"
    " invited keynote letter news note paper perspective poster reply report response retraction review spotlight"
    " supplement survey talk tutorial video viewpoint withdrawn".split()
)
_LEAST_STEM: Final = 4
_LEAST_TYPO: Final = 7
_LEAST_HEAD: Final = 3
_MANY, _FEW = 0.4, 0.2
_LONGEST: Final = 2000  # of a title: more is none, and time is to be bounded

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        ("one first i", "two second ii", "three third iii", "four fourth iv", "five fifth v", "six sixth vi",
         "seven seventh vii", "eight eighth viii", "nine ninth ix", "ten tenth x", "xi", "xii", "xiii", "xiv", "xv"), 1
    )
    for word in words.split()
}  # fmt: skip
_ROMAN: Final = compile_late(r"(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv)\Z")
_PART_WORDS: Final = frozenset("part pt parts volume vol paper episode lecture chapter section book series no".split())


@attrs.frozen
class _Title:
    letters: str
    squeezed: str
    stems: Counter[str] = attrs.field(hash=False)
    pieces: tuple[str, ...]
    has_name: bool
    """Whether one word, and none of those that say what a thing is, stands before the first colon."""
    plus: frozenset[str]
    """Names with a plus behind them, which are other names: ``FooNet++``."""


@lru_cache(maxsize=4096)
def _take_apart(markup: str) -> _Title:
    markup = markup[:_LONGEST]
    words = tuple(fold_title(markup).split())
    kept = [word for word in words if word not in SMALL_WORDS]
    cut = _CUT.search(text := " ".join(plain(markup).split()))
    pieces = (text[: cut.start()], text[cut.end() :]) if cut is not None else ()
    squeezed = tuple("".join(word for word in fold_title(piece).split() if word not in SMALL_WORDS) for piece in pieces)
    stems = Counter(_stem(word) for word in words if word not in _WEAK)
    plus = frozenset(_PLUS.findall(text.casefold())) if "+" in text else frozenset()
    return _Title("".join(words), "".join(kept), stems, squeezed if all(squeezed) else (), _is_name(pieces), plus)


def _is_name(pieces: tuple[str, ...]) -> bool:
    return bool(pieces) and " " not in pieces[0].strip() and fold_title(pieces[0]) not in _NO_NAMES


def _stem(word: str) -> str:
    if len(word) > _LEAST_STEM:
        for spelling, other in _SPELLINGS:
            word = word.replace(spelling, other)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM and word.isalpha():
            return word.removesuffix(ending)
    return word


def count_words(markup: str | None) -> int:
    """Return how many words of a title say what it is about: all but articles and prepositions."""
    return sum(1 for word in fold_title(markup or "").split() if word not in _WEAK)


def compare_titles(markup: str | None, other: str | None) -> Likeness:
    """Return how alike two titles in markup are; the order of the two does not matter, and it never raises."""
    one, two = _take_apart(markup or ""), _take_apart(other or "")
    if not one.squeezed or not two.squeezed:
        return Likeness.UNKNOWN
    if one.plus != two.plus:
        return Likeness.SIMILAR if (one.stems & two.stems).total() else Likeness.DIFFERENT
    if one.squeezed == two.squeezed or one.letters == two.letters:
        return Likeness.SAME
    if _are_close(one.stems, two.stems):
        return Likeness.CLOSE
    if _is_piece(one, two) or _is_piece(two, one):
        return Likeness.SUBTITLE
    shared = (one.stems & two.stems).total()
    every = (one.stems | two.stems).total()
    if not shared:
        return Likeness.DIFFERENT
    if shared / every >= _MANY:
        return Likeness.SIMILAR
    strong = sum(1 for word in one.stems & two.stems if len(word) >= _LEAST_STEM)
    return Likeness.RELATED if shared / every >= _FEW or strong > 1 else Likeness.DIFFERENT


def _are_close(one: Counter[str], two: Counter[str]) -> bool:
    ours, theirs = tuple((one - two).elements()), tuple((two - one).elements())
    if not ours and not theirs:
        return bool(one)
    return len(ours) == len(theirs) == 1 and _is_slip(ours[0], theirs[0]) and one.total() > _LEAST_HEAD


def _is_slip(word: str, other: str) -> bool:
    """Whether two long words differ in one letter behind their third, or in two that changed places."""
    if min(len(word), len(other)) < _LEAST_TYPO or not (word.isalpha() and other.isalpha()) or word[:3] != other[:3]:
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rests = word[start:], other[start:]
    if len(word) == len(other):
        is_swapped = rests[0][:2] == rests[1][:2][::-1] and rests[0][2:] == rests[1][2:]
        return rests[0][1:] == rests[1][1:] or is_swapped
    longer, shorter = sorted(rests, key=len, reverse=True)
    return longer[1:] == shorter


def _is_piece(whole: _Title, piece: _Title) -> bool:
    """Whether *piece* is what stands before the first colon of *whole*, or behind a name there, and is long enough."""
    if piece.stems.total() < _LEAST_HEAD or piece.squeezed not in whole.pieces:
        return False
    return piece.squeezed == whole.pieces[0] or whole.has_name


def have_other_names(markup: str, other: str) -> bool:
    """Whether each of two titles has a name before its colon, or a number, and they are not the same.

    ``FooNet: …`` and ``BarNet: …``, ``Task 2014`` and ``Task 2015`` are like each other, and about two things.
    """
    one, two = _take_apart(markup), _take_apart(other)
    names, numbers = (_find_name(markup), _find_name(other)), (_list_numbers(one), _list_numbers(two))
    return (all(names) and names[0] != names[1]) or bool(numbers[0] - numbers[1] and numbers[1] - numbers[0])


def _find_name(markup: str) -> str:
    """Return the one word that stands before the first colon, if one does."""
    head, colon, _ = plain(markup).partition(":")
    return fold_title(head) if colon and " " not in head.strip() else ""


def _list_numbers(title: _Title) -> set[str]:
    return {word for word in title.stems if word.isdecimal()}


@lru_cache(maxsize=4096)
def find_parts(markup: str) -> tuple[int, ...]:
    """Return the numbers in a title that tell one part of a work from another, sorted: ``Foo. II`` has ``(2,)``.

    Numbers behind "part" and the like, Roman numerals from two, and a lone "I" or digit that ends the title or a piece
    of it. "first" and "one" are numbers only behind "part".
    """
    found: list[int] = []
    text = " ".join(plain(markup[:_LONGEST]).split())
    for piece in _CUT.split(text):
        words = fold_title(piece).split()
        for at, word in enumerate(words):
            is_told = at > 0 and words[at - 1] in _PART_WORDS
            is_last = at == len(words) - 1 and (at > 0 or len(words) == 1)
            if word.isdecimal() and word.isascii() and (is_told or is_last) and len(word) <= 2:
                found.append(int(word))
            elif _ROMAN.match(word) or (is_told and word in _NUMBERS) or (is_last and word == "i" and len(text) > 1):
                found.append(_NUMBERS[word])
            elif is_told and len(word) == 1 and word.isascii() and word.isalpha():
                found.append(ord(word) - ord("a") + 1)
    return tuple(sorted(found))
