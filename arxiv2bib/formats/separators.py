"""What parts the values that stand in one text: semicolons, and blanks and words between ISBNs and ISSNs."""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["SEMICOLON", "split_serials"]

SEMICOLON: Final = compile_late(
    r";(?<!&amp;)(?<!&[lg]t;)(?<!&quot;)(?<!&apos;)(?<!&nbsp;)(?<!&[mn]dash;)(?<!&szlig;)(?<!&[A-Za-z]uml;)"
    r"(?<!&[A-Za-z]circ;)(?<!&[A-Za-z]acute;)(?<!&[A-Za-z]grave;)(?<!&[A-Za-z]tilde;)(?<!&[A-Za-z]cedil;)"
    r"(?<!&[A-Za-z]slash;)(?<!&[A-Za-z]caron;)(?<!&#\d{2};)(?<!&#\d{3};)(?<!&#\d{4};)"
    r"(?<!&#[Xx][0-9A-Fa-f]{2};)(?<!&#[Xx][0-9A-Fa-f]{3};)(?<!&#[Xx][0-9A-Fa-f]{4};)"
)
"""A semicolon that does not end a character written as HTML does."""

_GAP: Final = compile_late(r"[\s,;\\]+")  # a backslash: CAB Abstracts
_ISBN: Final = r"(?:97[89][-–]?)?(?:[0-9][-–]?){9}[0-9Xx]"
_ISSN: Final = r"[0-9]{4}[-–]?[0-9]{3}[0-9Xx]"
_SERIAL: Final = compile_late(rf"(?:{_ISBN}|{_ISSN})\Z")
_TWO: Final = len("12345678 12345678")
_LONGEST: Final = 500
_ALONE: Final = compile_late(r"[0-9 –-]+[Xx]?\Z")
# A number among words, which may have blanks between its groups.
_AMONG_WORDS: Final = compile_late(
    rf"(?<![0-9–-])(?:{_ISSN}|{_ISBN}|(?:97[89][-– ]?)?(?:[0-9][-– ]?){{9}}[0-9Xx])(?![\w–-])"
)
_ASIDE: Final = compile_late(r"\([^()]*+\)|\[[^\[\]]*+\]|IS[BS]N[- ]?1[03]\b", re.I)
_WORD: Final = compile_late(r"[^\W_]+")
# What stands before a number, as words in lower case.
_LEADING: Final = frozenset(
    "isbn issn eisbn eissn pisbn pissn e p l print printed online electronic linking web digital paper paperback "
    "softcover hardcover hardback cloth ebook pbk hbk".split()
)


def split_serials(text: str) -> list[str]:
    """Return the ISBNs and ISSNs in *text*, if it is such numbers and at most words about them; else *text* alone.

    One whose groups have blanks between them, ``978 3 16 148410 0``, is one number. Words are those of libraries and
    reference managers: ``1476-4687 (Electronic) 0028-0836 (Linking)``, ``ISBN 0-306-40615-2 (pbk.)``.
    """
    if _ALONE.match(text) is not None and len(text) < _TWO:
        return [text]
    parts = _GAP.split(text)
    if len(parts) > 1 and all(map(_SERIAL.match, parts)):
        return parts
    return _find_among_words(text) or [text]


def _find_among_words(text: str) -> list[str]:
    """Return the numbers in *text*, each once, if there are words besides, and all of these may stand there."""
    if len(text) > _LONGEST or _ALONE.match(text) is not None:
        return []
    rest = _ASIDE.sub(" ", text)
    numbers = _AMONG_WORDS.findall(rest)
    lead, *others = _AMONG_WORDS.split(rest)
    is_led = all(word in _LEADING for word in _WORD.findall(lead.lower()))
    is_all = is_led and not any(char.isdigit() for other in others for char in other)
    return list(dict.fromkeys(numbers)) if is_all else []
