"""What a citation key's part can be made into: the modifiers of JabRef and the filters of Better BibTeX.

Source: JabRef's documentation, "Modifiers"; Better BibTeX's documentation, "Filters".
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.transforms.key_parts import FUNCTION_WORDS, fold_ascii

__all__ = ["FILTERS", "Argument", "Filter", "PassOverError"]

Argument = str | int

_NOT_ASCII: Final = compile_late(r"[^\x00-\x7f]+")
_PUNCTUATION: Final = compile_late(r"[^\w\s-]+")
_PUNCTUATION_OR_DASH: Final = compile_late(r"[^\w\s]+")
_NOT_ALPHANUMERIC: Final = compile_late(r"[\W_]+")
_SPACES: Final = compile_late(r"\s+")


class PassOverError(Exception):
    """A pattern does not suit an entry: the next of its alternatives is tried."""


class Filter(NamedTuple):
    """What is done to a text, the names of its parameters, and how many of them must be given."""

    apply: Callable[..., str]
    parameters: tuple[str, ...] = ()
    needed: int = 0


def _capitalize(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def _title_case(text: str) -> str:
    words = text.lower().split(" ")
    return " ".join(word if word in FUNCTION_WORDS and at else word.capitalize() for at, word in enumerate(words))


def _skip_words(text: str) -> str:
    return " ".join(word for word in text.split() if word.lower() not in FUNCTION_WORDS)


def _select(text: str, start: int = 1, number: int | None = None) -> str:
    words = text.split()
    first = max(start - 1, 0)
    return " ".join(words[first : None if number is None else first + number])


def _substring(text: str, start: int = 1, number: int | None = None) -> str:
    first = max(start - 1, 0)
    return text[first : None if number is None else first + number]


def _replace(text: str, find: str, replacement: str) -> str:
    return re.sub(re.escape(find), lambda _: replacement, text, flags=re.IGNORECASE) if find else text


_RELATIONS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def _measure(text: str, relation: str = ">", length: int = 0) -> str:
    if relation not in _RELATIONS:
        raise InvalidValueError(f"len compares with {' '.join(_RELATIONS)}, not {relation!r}")
    if not _RELATIONS[relation](len(text), length):
        raise PassOverError
    return text


FILTERS: Final[dict[str, Filter]] = {
    "lower": Filter(str.lower),
    "upper": Filter(str.upper),
    "capitalize": Filter(_capitalize),
    "titlecase": Filter(_title_case),
    "sentencecase": Filter(str.capitalize),
    "abbr": Filter(lambda text: "".join(word[:1] for word in text.split())),
    "truncate": Filter(lambda text, number: text[:number].rstrip(), ("n",), 1),
    "condense": Filter(lambda text, joint="": _SPACES.sub(lambda _: joint, text), ("sep",)),
    "skipwords": Filter(_skip_words),
    "select": Filter(_select, ("start", "n")),
    "substring": Filter(_substring, ("start", "n")),
    "nopunct": Filter(lambda text: _PUNCTUATION.sub("", text)),
    "nopunctordash": Filter(lambda text: _PUNCTUATION_OR_DASH.sub("", text)),
    "alphanum": Filter(lambda text: _NOT_ALPHANUMERIC.sub("", text)),
    "clean": Filter(lambda text: _SPACES.sub("", fold_ascii(text))),
    "fold": Filter(fold_ascii),
    "transliterate": Filter(fold_ascii),
    "ascii": Filter(lambda text: _NOT_ASCII.sub("", text)),
    "numeric": Filter(lambda text: text if text.strip().isdigit() else ""),
    "replace": Filter(_replace, ("find", "replace"), 2),
    "prefix": Filter(lambda text, before: before + text if text else "", ("prefix",), 1),
    "postfix": Filter(lambda text, behind: text + behind if text else "", ("postfix",), 1),
    "default": Filter(lambda text, other: text or other, ("text",), 1),
    "len": Filter(_measure, ("relation", "length")),
}
"""The filters by their names."""
