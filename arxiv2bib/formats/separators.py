"""What parts the values that stand in one text: blanks between ISBNs, as Zotero writes them, and semicolons."""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["SEMICOLON", "find_serials", "split_serials"]

SEMICOLON: Final = compile_late(
    r";(?<!&amp;)(?<!&[lg]t;)(?<!&quot;)(?<!&apos;)(?<!&nbsp;)(?<!&[mn]dash;)(?<!&szlig;)(?<!&[A-Za-z]uml;)"
    r"(?<!&[A-Za-z]circ;)(?<!&[A-Za-z]acute;)(?<!&[A-Za-z]grave;)(?<!&[A-Za-z]tilde;)(?<!&[A-Za-z]cedil;)"
    r"(?<!&[A-Za-z]slash;)(?<!&[A-Za-z]caron;)(?<!&#\d{2};)(?<!&#\d{3};)(?<!&#\d{4};)"
    r"(?<!&#[Xx][0-9A-Fa-f]{2};)(?<!&#[Xx][0-9A-Fa-f]{3};)(?<!&#[Xx][0-9A-Fa-f]{4};)"
)
"""A semicolon that does not end a character written as HTML does."""

_GAP: Final = compile_late(r"[\s,;]+")
_SERIAL: Final = compile_late(r"(?:(?:97[89][-–]?)?(?:[0-9][-–]?){9}|[0-9]{4}[-–]?[0-9]{3})[0-9Xx]\Z")
# What stands round a number: the word "ISSN: " before it, "(Electronic)" or "(hbk.)" behind it.
_WORD: Final = compile_late(r"\s*+\([^()]{0,40}\)|\b(?:[ep]-?)?IS[BS]N(?:-?1[03](?!\d))?\b\s*+[:=]?", re.I)
_TWO: Final = len("12345678 12345678")


def split_serials(text: str) -> list[str]:
    """Return the ISBNs and ISSNs in *text*, if it is several of them and nothing else; else *text* alone.

    One whose groups have blanks between them, ``978 3 16 148410 0``, is one number.
    """
    if len(text) < _TWO:
        return [text]
    parts = _GAP.split(text)
    return parts if len(parts) > 1 and all(map(_SERIAL.match, parts)) else [text]


def find_serials(text: str) -> list[str]:
    """Return what :func:`split_serials` does, without the words that say which of them is which.

    PubMed writes ``1873-2380 (Electronic) 0021-9290 (Linking)``, Scopus ``03029743 (ISSN); 9783540008888 (ISBN)``.
    *text* alone if anything else is in it.
    """
    bare = _WORD.sub(" ", text).strip(" ,;") if "(" in text or "IS" in text.upper() else text
    if bare == text:
        return split_serials(text)
    numbers = split_serials(" ".join(bare.split()))
    return numbers if all(_SERIAL.match(number.replace(" ", "")) for number in numbers) else [text]
