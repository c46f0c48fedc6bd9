"""Words that are no part of a plain name, looked for in a whole list of names at once."""

import re
from collections.abc import Collection

from arxiv2bib.text.expressions import compile_late

__all__ = ["compile_odd_words"]


def compile_odd_words(words: Collection[str]) -> re.Pattern[str]:
    """Return an expression that finds any of *words* in a list of names with a blank before it.

    The list is one of words that begin with a capital, each behind a blank. Case beyond the first letter, full stops in
    a word and a comma behind it make no difference: of ``jr``, ``Jr.,`` and ``J.R`` are found. *words* are in lower
    case, of two letters and more. To split the list and to look for each word takes twice as long.
    """
    spelled: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        rest = "".join(rf"\.*+[{letter}{letter.upper()}]" for letter in word[1:])
        spelled.setdefault(word[0].upper(), []).append(rest)
    seconds = "".join(sorted({f"{word[1]}{word[1].upper()}" for word in words}))
    beginning = f"(?=[{''.join(spelled)}][.{seconds}])"  # most words are none of them by two letters
    choices = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in spelled.items())
    return compile_late(rf" {beginning}(?:{choices})\.*+(?=[ ,]|\Z)")
