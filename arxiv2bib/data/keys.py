"""The form in which names of journals, venues, series and publishers are compared."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.normalizing import normalize

_WORD: Final = compile_late(r"[^\W_]+")
_LETTERS: Final = compile_late(r"[^\W\d_]+")
_BLANKS: Final = bytes(byte if chr(byte).isalnum() else 32 for byte in range(128)).ljust(256)
_BLANKS_IN_LINES: Final = _BLANKS[:10] + b"\n" + _BLANKS[11:]
_BLANKS_AND_DIGITS: Final = bytes(byte if chr(byte).isalpha() else 32 for byte in range(128)).ljust(256)
EMPTY: Final = frozenset({"the", "and"})
"""Words that do not count in a name."""


def fold_letters(text: str) -> str:
    """Return *text* in lower case, its letters without accents: ``Zürich`` is ``zurich``."""
    if not text.isascii():
        text = "".join(char for char in normalize("NFKD", text) if not unicodedata.combining(char))
        text = text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O")
    return text.lower()


def list_words(text: str) -> list[str]:
    """Return the runs of letters and digits in *text*."""
    if text.isascii():  # four times as fast as an expression
        return text.encode().translate(_BLANKS).decode().split()
    return _WORD.findall(text)


def list_letters(text: str) -> list[str]:
    """Return the runs of letters in *text*."""
    if text.isascii():
        return text.encode().translate(_BLANKS_AND_DIGITS).decode().split()
    return _LETTERS.findall(text)


def list_plain_words(text: str) -> list[str]:
    """Return the runs of ASCII letters in *text*; any other letter ends a run as a mark does."""
    return text.encode("ascii", "replace").translate(_BLANKS_AND_DIGITS).decode().split()


def make_key(text: str) -> str:
    """Return the letters and digits of *text*, folded, without ``the`` and ``and``; empty if it has none.

    ``Phys. Rev. Lett.`` and ``Phys.Rev.Lett.`` have one key, and so have ``Computers & Graphics`` and
    ``Computers and Graphics``.
    """
    return "".join([word for word in list_words(fold_letters(text)) if word not in EMPTY])


def make_keys(names: Iterable[str]) -> list[str]:
    """Return what :func:`make_key` gives of each of *names*, none of which has a line's end: a table's, all at once."""
    names = list(names)
    text = "".join([f" {name} \n" for name in [name if name.isascii() else "" for name in names]])
    text = text.lower().encode().translate(_BLANKS_IN_LINES).decode()
    for word in EMPTY:
        while f" {word} " in text:
            text = text.replace(f" {word} ", " ")
    keys = text.replace(" ", "").split("\n")
    return [key or make_key(name) for key, name in zip(keys, names, strict=False)]  # behind the last is nothing
