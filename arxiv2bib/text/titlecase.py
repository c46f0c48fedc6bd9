"""Which words of a title keep their capitals when a BibTeX style lower-cases the rest."""

import re
from typing import Final, NamedTuple

from arxiv2bib.text.cased_words import (
    ABBREVIATIONS,
    FUNCTION_WORDS,
    GERMAN_WORDS,
    NAME_PREFIXES,
    PARTICLES,
    PROPER_NAMES,
    SHOUTED_FUNCTION_WORDS,
)
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.memory import Memory
from arxiv2bib.text.places import find_places

__all__ = ["brace_protected", "find_protected", "is_protected_anywhere", "without_acronyms_in_braces"]

_GERMAN_WEIGHT: Final = 1000
_SHOUTED_WORDS: Final = 4
_DASHES: Final = frozenset("- -- --- – —".split())
# Characters of a title: a longer one must not fill the cache of words with long words.
_LONGEST_CACHED: Final = 1000
_MOST_CACHED: Final = 16384  # words
# Letters that LaTeX has in math only: of "Δx", a change of case would make another letter.
_SYMBOLS: Final = frozenset("ΓΔΘΛΞΠΣΥΦΨΩ") | frozenset(
    filter(str.isupper, map(chr, (*range(0x2100, 0x2150), *range(0x1D400, 0x1D7CC))))
)
# With a letter of ASCII in front: Hα, Lyα, Kβ.
_SMALL_GREEK: Final = frozenset(map(chr, range(0x3B1, 0x3CA)))
_NO_SYMBOL: Final = frozenset({"", "-", "'", "’", '"', "”"})
_OPENERS: Final = "\"'`“‘„«([{"

_MARK: Final = r"[\u0300-\u036f]"
_LETTERS: Final = rf"(?>(?:[^\W_]{_MARK}*+)+)"
_PART: Final = compile_late(rf"{_LETTERS}(?>(?:['’.]{_LETTERS})*)")
_MARKS: Final = compile_late(rf"{_MARK}+")
_ORDINARY: Final = compile_late(r"(([A-Za-z][a-z]++)(?>(?:-[A-Za-z][a-z]++)*))[,:;]*+\Z")
_ACRONYM_LETTERS: Final = r"(?:[A-Z][A-Za-z]*+[0-9][A-Za-z0-9]*+|[A-Za-z0-9][a-z0-9]*+[A-Z][A-Za-z0-9]*+)"
_ACRONYM: Final = compile_late(rf"{_ACRONYM_LETTERS}\Z")
# One in braces that is a word by itself.
_BRACED_ACRONYM: Final = compile_late(rf"\{{(?<![^ ]\{{)({_ACRONYM_LETTERS})\}}(?=[,:;]*+(?: |\Z))")
_POSSESSIVE: Final = compile_late(r"['’][sS]\Z")
_EN_DASH: Final = compile_late(r"\w–(\w)")
# Where BibTeX, which looks for the first character and for ": " only, does not see that a sentence begins.
_QUOTES: Final = r"[\"'`“‘„«(\[¿¡]"
_UNSEEN_START: Final = compile_late(
    rf"(?:\A|: ){_QUOTES}++|[?!][\"'”’»)]*+ {_QUOTES}*+"
    rf"|(?<!\w)([^\W\d_]{{4,}}+|[IVXL]{{2,5}}+|(?<=[.:] )[IVX])\.[”’»)]*+ {_QUOTES}*+"
)
_OPENED_PART: Final = compile_late(rf": {_QUOTES}")
_SENTENCE_END: Final = compile_late(r"[:.?!—–][\"'’”»)\]]*+\Z")


# Kinds of words, in capitals for words that are protected in any title. Of _OTHER_NAME, which is, another stretch is
# protected where it is a name.
_PLAIN, _LOWER, _NAME, _OTHER_NAME = "p", "l", "n", "O"
_PROTECTED: Final = "PLNO"


class _Word(NamedTuple):
    """What one word says, wherever it stands; offsets are within it, -1 if there is nothing."""

    start: int
    """Of the stretch to protect in any title."""
    end: int
    name_start: int
    """Of the stretch to protect in mid-sentence if the title is in sentence case."""
    name_end: int
    weight: int
    """1 for a longer word in lower case, -1 for one with a capital: what the case of the title is read from.

    A thousand for a small word of German, which has capitals in its own way.
    """
    ends_sentence: bool


def brace_protected(text: str) -> str:
    """Return the bare title *text*, in which nothing is to be escaped, with braces round what must keep its capitals.

    What that is says :func:`find_protected`, which is asked of titles that are not like most.
    """
    if len(text) <= _LONGEST_CACHED and not _may_hide_start(text):
        words = text.split(" ")
        kinds = "".join(map(_KINDS.__getitem__, words))
        names = _find_names(words, is_short=True) if _has_names(text, kinds) else {}
        if not names and kinds.islower():
            return text
        if not text.isupper():
            for at in find_places(kinds, _PROTECTED):
                if at not in names:
                    words[at] = _BRACED[words[at]]
            for at, (start, end) in names.items():
                words[at] = _put_braces(words[at], start, end)
            return " ".join(words)
    pieces: list[str] = []
    done = 0
    for start, end in find_protected(text):
        pieces += (text[done:start], "{", text[start:end], "}")
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _has_names(text: str, kinds: str) -> bool:
    """Whether *text* may have words that are protected as names alone: not where there is none but the first.

    Names that are protected anyway in the same place do not count; a first word of two names has a dash.
    """
    return _LOWER in kinds and (_NAME in kinds[1:] or _OTHER_NAME in kinds or "–" in text)


def find_protected(text: str) -> list[tuple[int, int]]:
    """Return the stretches (start, end) of the bare title *text* whose capitals must survive, in order.

    These are words with a capital after the first letter of a part (``CNNs``, ``iPhone``), with a capital and a digit
    (``COVID-19``, ``3D``) or a Greek letter (``Hα``), and single letters used as symbols (``X-ray``). Where most longer
    words are in lower case, a capitalised word in mid-sentence is a name, and is one too, as all nouns are in German.
    So is the first word of a sentence that BibTeX does not know for one: behind ``?``, or in quotation marks. A title
    in capitals throughout has no such words but those with digits or symbols. Punctuation round a word stays outside.

    Source: btxdoc, "Titles"; retorquere/zotero-better-bibtex#563 and #1978 for too many and too few.
    """
    words = text.split(" ")
    is_short = len(text) <= _LONGEST_CACHED
    kinds = "".join(map(_KINDS.__getitem__ if is_short else _find_kind, words))
    names = _find_names(words, is_short=is_short) if _LOWER in kinds else {}
    starts = _find_unseen_starts(text) if _may_hide_start(text) else []
    if not names and kinds.islower():
        return starts
    spans = []
    offset = counted = 0
    for index in [index for index, kind in enumerate(kinds) if kind.isupper() or index in names]:
        if index in names:
            start, end = names[index]
        else:
            look = _WORDS[words[index]] if is_short else _look_at(words[index])
            start, end = look.start, look.end
        offset += sum(map(len, words[counted:index])) + index - counted  # a blank behind each word
        counted = index
        spans.append((offset + start, offset + end))
    if spans and text.isupper() and _is_shouted(words):
        return [(start, end) for start, end in spans if any(map(_is_no_capital, text[start:end]))]
    return _join(text, spans, starts) if starts else spans


def _may_hide_start(text: str) -> bool:
    is_possible = "?" in text or "!" in text or ". " in text or text[:1] in _OPENERS
    return (is_possible or (": " in text and _OPENED_PART.search(text) is not None)) and not text.isupper()


def _find_unseen_starts(text: str) -> list[tuple[int, int]]:
    """Return the stretches of the words that begin a sentence and have a capital there, which BibTeX would take."""
    starts = []
    for found in _UNSEEN_START.finditer(text):
        part = _PART.match(text, found.end())
        if part is not None and part[0][0].isupper() and f"{found[1]}.".lower() not in ABBREVIATIONS:
            starts.append((part.start(), _find_end(part)))
    return starts


def _join(text: str, spans: list[tuple[int, int]], starts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return both in order; two in one word are one stretch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((*spans, *starts)):
        if joined and " " not in text[joined[-1][0] : start]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def is_protected_anywhere(word: str, start: int, end: int) -> bool:
    """Whether of *word* the stretch from *start* to *end* is protected in any title that is not in capitals."""
    look = _look_at(word) if len(word) > _LONGEST_CACHED else _WORDS[word]
    # In mid-sentence, the stretch of a name takes the place of the word's own.
    return look.start == start and look.end == end and (look.name_start < 0 or look[2:4] == (start, end))


def without_acronyms_in_braces(latex: str) -> str:
    """Return *latex* without the braces round acronyms, words by themselves, that are protected in any title."""
    return "".join(_BRACED_ACRONYM.split(latex))


def _find_names(words: list[str], *, is_short: bool) -> dict[int, tuple[int, int]]:
    """Return the stretches of names by the index of their word; none if the title is not in sentence case."""
    balance = 0
    names = {}
    starts = True
    for index, look in enumerate(map(_WORDS.__getitem__ if is_short else _look_at, words)):
        if not starts or look.weight == _GERMAN_WEIGHT:
            balance += look.weight if index == 0 or words[index - 1] not in PARTICLES else 0
        if look.name_start >= 0 and (not starts or _is_two_names(words[index])):
            names[index] = (look.name_start, look.name_end)
        starts = look.ends_sentence
    return names if balance >= 0 else {}


def _is_two_names(word: str) -> bool:
    """Whether *word* is like ``Navier–Stokes``: two names also where a sentence begins."""
    found = _EN_DASH.search(word) if "–" in word else None
    return found is not None and found[1].isupper()


def _is_no_capital(character: str) -> bool:
    return character.isdigit() or character in _SYMBOLS


def _is_shouted(words: list[str]) -> bool:
    return sum(map(str.isupper, words)) >= _SHOUTED_WORDS or not SHOUTED_FUNCTION_WORDS.isdisjoint(words)


_LOWER_WORDS: Final = {weight: _Word(-1, -1, -1, -1, weight, False) for weight in (0, 1, _GERMAN_WEIGHT)}


def _is_one_of_most(word: str) -> bool:
    """Whether *word* is nothing but letters of ASCII, more than one, and in no table: what stands there is all."""
    return (
        word.isalpha() and word.isascii() and len(word) > 1 and word not in NAME_PREFIXES and word not in PROPER_NAMES
    )


def _look_at(word: str) -> _Word:
    if _is_one_of_most(word):
        if word.islower():
            return _LOWER_WORDS[_weigh(word)]
        if word.istitle():
            return _Word(-1, -1, 0, len(word), _weigh(word), False)
    plain = _look_at_plain(word)
    if plain is not None:
        return plain
    ends = word in _DASHES or _ends_sentence(word)
    parts = list(_PART.finditer(word))
    if not parts:
        return _Word(-1, -1, -1, -1, 0, ends)
    is_prefixed = parts[0][0] in NAME_PREFIXES
    start = end = name_start = name_end = -1
    before: re.Match[str] | None = None
    for part in parts:
        link = word[before.end() : part.start()] if before is not None else ""
        needs = _needs_protection(part[0], word[part.end() : part.end() + 1], is_prefixed and link == "-")
        first = part.start()
        if before is not None and link == "-" and part[0].isdigit() and before[0][0].isupper():
            needs, first = True, before.start()  # COVID-19
        if needs:
            start, end = (start if start >= 0 else first), _find_end(part)
        if needs or part[0][0].isupper():
            name_start, name_end = (name_start if name_start >= 0 else first), _find_end(part)
        before = part
    if word[0] in _OPENERS or not parts[0][0][0].isupper():
        name_start = -1
    weight = _weigh(parts[0][0]) if start < 0 else 0
    return _Word(start, _round_off(word, start, end), name_start, _round_off(word, name_start, name_end), weight, ends)


def _look_at_plain(word: str) -> _Word | None:
    """Return what :func:`_look_at` says of ``deep``, ``Multi-Scale``, ``Networks:``, ``CNNs`` and the like, or None."""
    core = word.rstrip(",:;")
    if not core.isascii():
        return None
    if _ACRONYM.match(core) is not None:
        return _Word(0, len(core), 0 if core[0].isupper() else -1, len(core), 0, word[-1] == ":")
    parts = core.split("-")
    if parts[0] in NAME_PREFIXES:
        return None
    end = at = 0
    for part in parts:
        is_title = part.istitle()
        if len(part) < 2 or not part.isalpha() or not (is_title or part.islower()) or part in PROPER_NAMES:
            return None
        at += len(part) + 1
        if is_title:
            end = at - 1
    start = 0 if parts[0].istitle() else -1
    return _Word(-1, -1, start, end if start == 0 else -1, _weigh(parts[0]), core != word and _ends_sentence(word))


def _find_kind(word: str) -> str:
    """Return the one letter that most titles need of a word."""
    if _is_one_of_most(word):
        if word.islower():
            return _LOWER if _weigh(word) else _PLAIN
        if word.istitle():
            return _NAME
    ordinary = _ORDINARY.match(word)
    if ordinary is not None:
        core, first = ordinary.groups()
        if first not in NAME_PREFIXES and PROPER_NAMES.isdisjoint(core.split("-")):
            return _NAME if first[0] < "a" else _LOWER if _weigh(first) else _PLAIN
    look = _look_at(word) if len(word) > _LONGEST_CACHED else _WORDS[word]
    kind = _NAME if look.name_start >= 0 else _LOWER if look.weight > 0 else _PLAIN
    if look.start < 0:
        return kind
    is_other = kind == _NAME and look[2:4] != (look.start, look.end)
    return _OTHER_NAME if is_other else kind.upper()


def _brace(word: str) -> str:
    """Return how *word*, which is protected, stands in a title in which it is no name."""
    return _put_braces(word, *_WORDS[word][:2])


def _put_braces(word: str, start: int, end: int) -> str:
    return f"{word[:start]}{{{word[start:end]}}}{word[end:]}"


_WORDS: Final = Memory(_look_at, _MOST_CACHED)
_KINDS: Final = Memory(_find_kind, _MOST_CACHED)
_BRACED: Final = Memory(_brace, _MOST_CACHED)


def _needs_protection(part: str, follower: str, is_prefixed: bool) -> bool:
    """Return whether the *part* of a word with *follower* behind it has capitals that are no title case."""
    text = _MARKS.sub("", _POSSESSIVE.sub("", part))
    if text in PROPER_NAMES or text[0] in _SYMBOLS:
        return True
    if text.islower() or not any(map(str.isupper, text)):
        return False
    if len(text) == 1:
        # "A" and "O" are words of the language, unless something is stuck to them: "A*", "O(N)", "A/B", "Vitamin A,".
        return text not in "AO" or follower not in _NO_SYMBOL
    if text[0].isascii() and not text.isascii() and not _SMALL_GREEK.isdisjoint(text):
        return True
    return is_prefixed or any(map(str.isupper, text[1:])) or any(map(str.isdigit, text))


def _round_off(word: str, start: int, end: int) -> int:
    """Return *end* behind what closes ``O(N)`` and ``Ph.D.``, if that is there."""
    stretch = word[start:end] if start >= 0 else ""
    follower = word[end : end + 1]
    closes = "(" in stretch and ")" not in stretch if follower == ")" else follower == "." and "." in stretch
    return end + closes


def _find_end(part: re.Match[str]) -> int:
    possessive = _POSSESSIVE.search(part[0])
    return part.start() + possessive.start() if possessive is not None else part.end()


def _weigh(first: str) -> int:
    if first in GERMAN_WORDS:
        return _GERMAN_WEIGHT
    if len(first) < 4 or not first.isalpha() or first in FUNCTION_WORDS:
        return 0
    return 1 if first.islower() else -1


def _ends_sentence(word: str) -> bool:
    if _SENTENCE_END.search(word) is None:
        return False
    is_initial = len(word) == 2 and word[0].isupper()
    return not word.endswith(".") or not (word.lower() in ABBREVIATIONS or is_initial)
