r"""Characters beyond ASCII as LaTeX: ``é`` is ``{\'e}``, ``π`` is ``$\pi$``."""

import re
from functools import cache, lru_cache
from typing import Final

from arxiv2bib.text.accents import LETTERS, MARKS
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.normalizing import normalize

__all__ = ["encode_command", "encode_math", "encode_symbols", "encode_text", "has_symbols"]

# Most programs that read BibTeX lose the hook and the horn of Vietnamese and the comma below; a tie has two letters.
# The others are MathSciNet's own.
_UNKNOWN: Final = frozenset(
    "t h cb textcommabelow ohorn OHORN uhorn UHORN polhk ocirc udot lfhook cfac cfgrv cftil cfudot cprime cdprime dbar"
    " Dbar cydot".split()
)
_ACCENTS: Final = {mark: name for name, mark in MARKS.items() if name not in _UNKNOWN}
_COMMANDS: Final = {letter: name for name, letter in LETTERS.items() if name not in _UNKNOWN}
# LaTeX has these accents ready for a dotted i; for the others the dot must go. Source: LaTeX2e, ot1enc.def, t1enc.def.
_TAKES_DOT: Final = frozenset("'`^\".ckdb")

# What the table of pylatexenc says otherwise, or in a way that pandoc or pylatexenc's own decoder cannot read.
_TEXT: Final[dict[str, str]] = {
    "\u00a0": "~", "\u2013": "--", "\u2014": "---", "\u201c": "``", "\u201d": "''", "\u00a7": r"{\S}",
    "\u00b6": r"{\P}", "\u2018": r"{\textquoteleft}", "\u2019": r"{\textquoteright}",
    "\u2026": r"{\ldots}", "\u2010": "-", "\u2009": r"\,", "\u202f": r"\,", "\u00ad": r"\-", "\ufb01": "fi",
    "\ufb02": "fl",
    "\u00d7": r"\ensuremath{\times}", "\u00f7": r"\ensuremath{\div}", "\u00b7": r"\ensuremath{\cdot}",
    "\u00b9": r"\ensuremath{^1}", "\u00b2": r"\ensuremath{^2}", "\u00b3": r"\ensuremath{^3}",
    "\u02b9": "${}'$", "\u02ba": "${}''$",  # as MathSciNet defines \cprime and \cdprime, but for the braces
    "\u2032": r"\ensuremath{'}", "\u2033": r"\ensuremath{''}", "\u221a": r"\ensuremath{\surd}",
    "\u2190": r"\ensuremath{\leftarrow}", "\u2191": r"\ensuremath{\uparrow}",
    "\u2192": r"\ensuremath{\rightarrow}", "\u2193": r"\ensuremath{\downarrow}", "\u266d": r"\ensuremath{\flat}",
    "\u266e": r"\ensuremath{\natural}", "\u266f": r"\ensuremath{\sharp}", "\u22a8": r"\ensuremath{\models}",
    "\u22d8": r"\ensuremath{\lll}", "\u22d9": r"\ensuremath{\ggg}",
}  # fmt: skip
_MATH: Final[dict[str, str]] = {
    "\u00a0": "~", "\u2013": "-", "\u2014": "-", "\u2018": "`", "\u2019": "'", "\u2026": r"\ldots", "\u00b0": r"^\circ",
    "\u00b5": r"\mu",
}  # fmt: skip

# A command with an accent's letter behind it is no base: only text that holds no raw TeX is read in clusters.
_CLUSTER: Final = compile_late(r"[A-Za-z]\u0361[A-Za-z]|(?:[A-Za-z]|[^\x00-\x7f])[\u0300-\u036f]++|[^\x00-\x7f]")
_ASCII: Final = bytes(range(0x80))
# Letters and punctuation that stand for themselves in NFC whatever stands before or behind them.
_APART: Final = frozenset(map(chr, (*range(0x80, 0x300), *range(0x2010, 0x2028))))
_SINGLE: Final = compile_late(r"[^\x00-\x7f]")
# The letters of Greek words for which LaTeX has no symbol without an accent, and the last one of many words.
_GREEK_LETTERS: Final = frozenset(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΧος" + "".join(map(chr, (*range(0x386, 0x391), *range(0x3AA, 0x3B1), *range(0x3CA, 0x3CF))))
) | frozenset(map(chr, range(0x1F00, 0x2000)))
_GREEK: Final = compile_late(r"((?>(?:[\u0370-\u03ff\u1f00-\u1fff][\u0300-\u036f]*+)+))")
_SHORTEST_GREEK_WORD: Final = 3
_SPACES: Final = frozenset("\u2002\u2003\u2009\u202f")
_SINGLE_IN_MATH: Final = compile_late(r"[^\x00-\x7f](?P<letter>(?=[A-Za-z]))?")
_IN_MATH: Final = compile_late(r"\\ensuremath\{((?:[^\\{}]|\\[A-Za-z]+|\{[^{}]+\})+)\}")
# No single symbol; letters that the fonts of amssymb and mathrsfs lack; commands of math in text; commands that no
# usual package has.
_UNFIT: Final = compile_late(
    r"\\(?:kern|mathchar|joinrel|dot|ddot|varepsilon\Z|Upsilon\Z|quarternote|nolinebreak|text(?:schwa|phi|turnk|hvlig"
    r"|nrleg|glotstop)|arrowwave(?:left|right)|dblarrowupdown|DownArrowUpArrow|rightangle(?:arc)?|homothetic|lazysinv"
    r"|(?:surf|vol|clw)integral|clockoint|sqrint|approxnotequal|allequal|starequal|estimates|tildetrpl|truestate|VDash"
    r"|notlessgreater|notgreaterless|original|image|hermitconjmatrix|precedesnotsimilar|udots|varperspcorrespond"
    r"|recorder)\b|\\math(?:bb|scr|cal)\{[^A-Z]"
)
_NAMED: Final = compile_late(r"\\(?!cyr|CYR)[A-Za-z]+")


def encode_text(text: str) -> str:
    r"""Return LaTeX *text*, which holds no raw TeX, in ASCII but for the characters that LaTeX has nothing for.

    Accents and letters always come in braces: BibTeX and biber read ``{\'e}`` as one character. Greek letters are
    symbols unless there is a word of them in *text*: then all of them stay, as those of other scripts do.

    Source: NFD of the Unicode standard for accents, pylatexenc's table for symbols.
    """
    characters = _find_wide(text)
    if not characters <= _APART:
        text = normalize("NFC", text)
        characters = _find_wide(text)
        if not characters.isdisjoint(_GREEK_LETTERS):
            pieces = _GREEK.split(text)
            if any(map(_is_greek_word, pieces[1::2])):
                pieces[::2] = map(encode_text, pieces[::2])
                return "".join(pieces)
        if any("\u0300" <= character <= "\u036f" for character in characters):
            return _CLUSTER.sub(_encode_found, text)
    for character in characters:  # each becomes ASCII or stays, so the order does not matter
        text = text.replace(character, _encode(character))
    return text


def has_symbols(text: str) -> bool:
    """Whether *text* may have characters for :func:`encode_symbols`."""
    return not _find_symbols().isdisjoint(_find_wide(text))


def encode_symbols(text: str) -> str:
    """Return LaTeX *text*, which holds no raw TeX, with commands for what fonts of text do not have: math and spaces.

    Source: LaTeX2e, t1enc.dfu and ts1enc.dfu; Latin Modern, the fonts of LuaLaTeX.
    """
    characters = _find_wide(text) & _find_symbols()
    if not characters.isdisjoint(_GREEK_LETTERS):
        pieces = _GREEK.split(text)
        if any(map(_is_greek_word, pieces[1::2])):
            pieces[::2] = map(encode_symbols, pieces[::2])
            return "".join(pieces)
    for character in characters:
        latex = _encode(character)
        if latex[0] == "$" or character in _SPACES:
            text = text.replace(character, latex)
    return text


@cache
def _find_symbols() -> frozenset[str]:
    """Return the characters among which those are that LaTeX has in math only, and spaces; arrows are in text too."""
    ends = (0x370, 0x400, 0x2032, 0x2036, 0x2070, 0x20A0, 0x2100, 0x2150, 0x2194, 0x2C00, 0x1D400, 0x1D800)
    ranges = map(range, ends[::2], ends[1::2])
    return frozenset(chr(code) for symbols in ranges for code in symbols) | _SPACES


def _is_greek_word(letters: str) -> bool:
    return len(letters) >= _SHORTEST_GREEK_WORD and not _GREEK_LETTERS.isdisjoint(letters)


def _find_wide(text: str) -> set[str]:
    """Return the characters of *text* beyond ASCII: what is left of the UTF-8 without ASCII's bytes."""
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def encode_command(raw: str) -> str:
    """Return *raw* TeX with its characters beyond ASCII as LaTeX, each by itself."""
    return _SINGLE.sub(_encode_found_in_command, raw)


def encode_math(content: str) -> str:
    """Return the *content* of math with the commands for its characters beyond ASCII; letters with accents stay."""
    return _SINGLE_IN_MATH.sub(_encode_found_in_math, content)


def _encode_found(found: re.Match[str]) -> str:
    return _encode(found[0])


def _encode_found_in_command(found: re.Match[str]) -> str:
    # A command may stand in math or take its argument there, where dollars would end it.
    latex = _encode(found[0])
    return f"\\ensuremath{{{latex[1:-1]}}}" if latex.startswith("$") else latex


def _encode_found_in_math(found: re.Match[str]) -> str:
    character = found[0]
    command = _MATH.get(character)
    if command is None:
        symbol = _IN_MATH.fullmatch(_TEXT.get(character) or _load_symbols().get(character, ""))
        command = symbol[1] if symbol is not None else character
    # The letter behind a command would be part of its name.
    return command + " " if found["letter"] is not None and command[-1:].isalpha() and "\\" in command else command


@lru_cache(maxsize=4096)
def _encode(cluster: str) -> str:
    known = _TEXT.get(cluster)
    if known is not None:
        return _to_dollars(known)
    if "\u0361" in cluster and len(cluster) == 3:
        return f"{{\\t{{{cluster[0]}{cluster[2]}}}}}"
    if cluster in _COMMANDS:
        return f"{{\\{_COMMANDS[cluster]}}}"
    base, marks = (decomposed := normalize("NFD", cluster))[0], decomposed[1:]
    if marks and (base in _COMMANDS or (base.isascii() and base.isalpha())) and all(map(_ACCENTS.__contains__, marks)):
        return _stack(base, marks)
    if len(cluster) > 1:
        return "".join(map(_encode, cluster)) if not cluster[0].isascii() else cluster
    return _to_dollars(_load_symbols().get(cluster, cluster))


def _to_dollars(command: str) -> str:
    r"""Return ``$x$`` for ``\ensuremath{x}``: importers know the one better than the other."""
    symbol = _IN_MATH.fullmatch(command)
    return f"${symbol[1]}$" if symbol is not None else command


def _stack(base: str, marks: str) -> str:
    r"""Return *base* with *marks* on it, the innermost first: ``{\~{\^e}}``."""
    inner = "\\" + _COMMANDS[base] if base in _COMMANDS else base
    for mark in marks:
        name = _ACCENTS[mark]
        if inner in ("i", "j") and name not in _TAKES_DOT:
            inner = "\\" + inner
        is_open = name.isalpha() and not inner.startswith(("{", "\\"))
        inner = f"{{\\{name}{{{inner}}}}}" if is_open else f"{{\\{name}{inner}}}"
    return inner


@cache
def _load_symbols() -> dict[str, str]:
    """Return pylatexenc's table, without accents, Cyrillic (it needs its own fonts) and what is no single symbol."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    symbols: dict[str, str] = {}
    for code, command in get_builtin_uni2latex_dict().items():
        if code < 0x80 or _UNFIT.search(command) is not None:
            continue
        if _IN_MATH.fullmatch(command) is not None:
            symbols[chr(code)] = command
        elif _NAMED.fullmatch(command) is not None:
            symbols[chr(code)] = f"{{{command}}}"
    return symbols
