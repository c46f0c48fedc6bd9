"""The form in which names of journals, venues, series and publishers are compared."""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_EMPTY: Final = frozenset({"the", "and"})


def fold_letters(text: str) -> str:
    """Return *text* in lower case, its letters without accents: ``Zürich`` is ``zurich``."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        text = text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O")
    return text.lower()


def make_key(text: str) -> str:
    """Return the letters and digits of *text*, folded, without ``the`` and ``and``; empty if it has none.

    ``Phys. Rev. Lett.`` and ``Phys.Rev.Lett.`` have one key, and so have ``Computers & Graphics`` and
    ``Computers and Graphics``.
    """
    return "".join([word for word in _WORD.findall(fold_letters(text)) if word not in _EMPTY])
