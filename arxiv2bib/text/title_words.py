r"""Titles folded for comparing: the same words in any markup, case, spelling of symbols, dashes and quotes."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain
from arxiv2bib.text.normalizing import normalize

__all__ = ["SMALL_WORDS", "fold_title", "is_same_title"]

SMALL_WORDS: Final = frozenset("a an the and".split())
"""Words that come and go between two prints of one title."""

_COMMAND: Final = compile_late(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
# Commands that say how a symbol looks, and not which one it is; and those for punctuation.
_LOOKS: Final = frozenset(
    "mathcal mathrm mathbf mathit mathsf mathbb mathfrak mathscr mathtt mathop boldsymbol bm pmb text textrm textit"
    " textbf textsc textsf texttt textup emph rm bf it sf tt sl cal scr ensuremath operatorname mbox hbox left right"
    " big bigl bigr displaystyle textstyle scriptstyle limits quad qquad xspace protect uppercase lowercase"
    " vert Vert mid lvert rvert cdot cdots colon dots ldots langle rangle lbrace rbrace".split()
)
_SYNONYMS: Final = {"to": "rightarrow", "longrightarrow": "rightarrow", "gets": "leftarrow", "le": "leq", "ge": "geq",
                    "surd": "sqrt", "ast": "star", "thicksim": "sim", "times": "x"}  # fmt: skip
# Symbols beyond the Greek letters that stand in titles, by the names of their commands.
_SYMBOLS: Final = str.maketrans(
    {"→": " rightarrow ", "←": " leftarrow ", "↔": " leftrightarrow ", "∞": " infty ", "√": " sqrt ", "×": " x ",
     "≤": " leq ", "≥": " geq ", "≪": " ll ", "≫": " gg ", "∼": " sim ", "≈": " approx ", "±": " pm ", "∓": " mp ",
     "∂": " partial ", "∇": " nabla ", "∫": " int ", "∑": " sum ", "⊗": " otimes ", "⊕": " oplus ", "∈": " in ",
     "⊂": " subset ", "∪": " cup ", "∩": " cap ", "ℓ": " ell ", "ℏ": " hbar ", "∝": " propto ", "∀": " forall ",
     "∃": " exists ", "⋆": " star ", "∗": " star ", "′": " prime ", "µ": " mu ", "&": " and "}
)  # fmt: skip
# The end of math is the end of a command's name, which the letters behind it are no part of.
_ENDED: Final = compile_late(r"(\\[A-Za-z]+)\$")
_RAISED: Final = compile_late(r"[{}^_]")
_GREEK: Final = compile_late("[\u0370-\u03ff]")


@lru_cache(maxsize=16384)
def fold_title(markup: str) -> str:
    r"""Return the words of a title in markup, folded, one blank between them; empty if it has none.

    ``$\alpha$``, ``α`` and ``alpha`` are one word, ``H$_2$O`` is ``h2o``, ``\mathcal{N}`` is ``n``, ``&`` is ``and``.
    Never raises.
    """
    text = plain(_ENDED.sub(r"\1 $", markup) if "\\" in markup else markup)
    if "&" in text:
        from html import unescape  # slow to load, and few titles have any

        text = unescape(text)
    if "\\" in text:
        text = _COMMAND.sub(_name_command, text)
    text = _RAISED.sub("", text)
    if not text.isascii():
        # Decomposed, some symbols are letters, and letters of mathematical alphabets are symbols.
        text = normalize("NFKD", text.translate(_SYMBOLS)).translate(_SYMBOLS)
        if _GREEK.search(text) is not None:
            text = _GREEK.sub(_name_greek, text)
    elif "&" in text:
        text = text.replace("&", " and ")
    return fold_words(text)


def is_same_title(markup: str, other: str) -> bool:
    """Whether two titles in markup have the same letters and digits, articles and "and" apart: hyphens do not count."""
    one, two = fold_title(markup), fold_title(other)
    return one == two or _squeeze(one) == _squeeze(two)


def _squeeze(folded: str) -> str:
    return "".join([word for word in folded.split() if word not in SMALL_WORDS])


def _name_command(found: re.Match[str]) -> str:
    name = found[1]
    if name is None or name in _LOOKS:
        return " " if name is not None else ""
    name = name.removeprefix("var") if name != "var" else name
    return f" {_SYNONYMS.get(name, name)} "


def _name_greek(found: re.Match[str]) -> str:
    """Return the name of a Greek letter: ``GREEK SMALL LETTER FINAL SIGMA`` is ``sigma``."""
    words = unicodedata.name(found[0], "").split()
    if "LETTER" in words or "SYMBOL" in words:
        name = words[words.index("WITH") - 1] if "WITH" in words else words[-1]
        name = words[-2] if name == "SYMBOL" else name
        return name.lower().replace("lamda", "lambda")
    return found[0]
