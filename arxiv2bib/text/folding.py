"""Letters folded for comparing and sorting: the same on every machine, whatever its locale."""

import unicodedata
from functools import lru_cache
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.normalizing import normalize

__all__ = ["LETTERS", "fold_letters", "fold_natural", "fold_words"]

# Letters of the Latin script that Unicode does not decompose, by their usual spelling.
LETTERS: Final = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
     "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N"}
)  # fmt: skip
# The accents of Latin, Greek and Cyrillic. The vowel signs of other scripts are letters and stay.
_ACCENTS: Final = compile_late("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+")
_DIGITS: Final = compile_late(r"[0-9]+")
_GAPS: Final = compile_late(r"[^a-z0-9]+")
_APOSTROPHES: Final = compile_late("['’ʼ`ʹʺ]+")


@lru_cache(maxsize=65536)
def fold_letters(text: str) -> str:
    """Return *text* in lower case without accents: ``Łukasz Müller`` as ``lukasz muller``; other scripts stay."""
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.translate(LETTERS))
    return _ACCENTS.sub("", decomposed).casefold()


@lru_cache(maxsize=65536)
def fold_words(text: str) -> str:
    """Return the words of *text* folded, one blank between them: punctuation goes, ``O'Brien`` is one word.

    Source: what BibTeX's ``purify$`` keeps of a text to be sorted.
    """
    folded = _APOSTROPHES.sub("", fold_letters(text))
    if folded.isascii():
        return _GAPS.sub(" ", folded).strip()
    # Marks are parts of letters: the vowel signs of Indic scripts are no word characters to a regular expression.
    return " ".join("".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded).split())


def fold_natural(text: str) -> str:
    """Return *text*, folded already, so that numbers in it sort by their size: ``paper9`` before ``paper10``."""
    return _DIGITS.sub(lambda found: f"{len(digits := found[0].lstrip('0')):09d}{digits}", text)
