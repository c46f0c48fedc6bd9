"""TeX's accents and letters as Unicode characters."""

import re
import unicodedata
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import MATH

__all__ = ["LETTERS", "MARKS", "NAMED_MARKS", "decode_accents"]

# LaTeX2e, "LaTeX2e font selection" (fntguide), section 5, and the TeXbook, chapter 9: accent -> combining mark; vntex
# for Vietnamese, LaTeX2e News 24 and combelow for the comma below; the last two lines are what MathSciNet's preambles
# define.
MARKS: Final[dict[str, str]] = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "t": "\u0361",
    "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331", "h": "\u0309", "textcommabelow": "\u0326",
    "cb": "\u0326",
    "polhk": "\u0328", "ocirc": "\u030a", "udot": "\u0323", "lfhook": "\u0326", "cfac": "\u0302\u0301",
    "cfgrv": "\u0302\u0300", "cftil": "\u0302\u0303", "cfudot": "\u0323\u0302",
}  # fmt: skip
_BELOW: Final = frozenset(["c", "k", "d", "b", "textcommabelow", "cb", "polhk", "udot", "lfhook"])
NAMED_MARKS: Final = r"(?:[uvHhrtckdb]|textcommabelow|cb|polhk|ocirc|udot|lfhook|cf(?:ac|grv|til|udot))(?![A-Za-z])"
"""The accents that are called by letters, as an expression."""

LETTERS: Final[dict[str, str]] = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "ohorn": "ơ", "OHORN": "Ơ", "uhorn": "ư", "UHORN": "Ư",
    "cprime": "ʹ", "cdprime": "ʺ", "dbar": "đ", "Dbar": "Đ", "cydot": "·",
}  # fmt: skip
_DOTTED: Final = {"ı": "i", "ȷ": "j"}

_SPACE: Final = r"[ \t\r\n]"
# Where decoding may begin: a command, a brace that may hold nothing but one, math.
_START: Final = compile_late(rf"\\|\$|\{{(?={_SPACE}*+\\)")
_ACCENT: Final = compile_late(rf"""\\(?:(['`^"~=.])|({NAMED_MARKS})){_SPACE}*+""")
_LETTER: Final = compile_late(
    rf"\\({'|'.join(sorted(LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:{_SPACE}*+\{{\}}|{_SPACE}++)?"
)
# Begins with a plain backslash, which is looked for many times faster than what _START finds.
_ANY: Final = compile_late(rf"""\\(?:['`^"~=.]|{NAMED_MARKS}|(?:{"|".join(LETTERS)})(?![A-Za-z]))""")
_NAME: Final = compile_late(rf"(\\[A-Za-z]++){_SPACE}*+")
_BARE: Final = compile_late(r"[^\W\d_][\u0300-\u036f]*+")
_OPEN: Final = compile_late(rf"\{{{_SPACE}*+(?>(?:\\protect(?![A-Za-z]){_SPACE}*+)?)")
_CLOSE: Final = compile_late(rf"{_SPACE}*+\}}")
_REST: Final = compile_late(rf"([^\W\d_]*+){_SPACE}*+\}}")
_MATH: Final = compile_late(MATH, re.DOTALL)
# An accent on an accent on an accent: more than any language stacks, and what bounds the time.
_DEPTH: Final = 4


def decode_accents(text: str) -> str:
    r"""Return *text* with TeX's accents and special letters as Unicode characters in NFC.

    Takes ``\'e``, ``\'{e}``, ``\' e``, ``{\'e}``, ``\v S``, ``\c{c}``, ``\'{\i}``, ``\~{\^e}``, ``\ss{}`` and the like.
    Braces that wrap one such accent or letter and nothing else go, and so does the space or ``{}`` that ends a
    letter's name: ``\o re`` is ``øre``. Unknown commands, other braces and math in dollars stay exactly as they are,
    and so do ``\~{}`` (nothing to put the accent on) and the ``/\~`` of a URL. Never raises.

    Source: TeXbook, chapter 9; LaTeX2e fntguide, section 5.
    """
    if "\\" not in text or _ANY.search(text) is None:
        return text
    pieces: list[str] = []
    done = position = 0
    argument = name_end = -1
    while (start := _START.search(text, position)) is not None:
        position = start.start()
        opener = text[position]
        if opener == "$":
            math = _MATH.match(text, position)
            position = math.end() if math is not None else position + 1
            continue
        if opener == "{":
            # The braces round a command's argument stay: \textit{\'e}, \href{...}{\'e}.
            is_argument = position == argument or (argument > 0 and text[position - 1] in "}]")
            found = None if is_argument else _read_group(text, position, _DEPTH)
        else:
            found = _read_command(text, position, _DEPTH)
        if found is not None and not (position == name_end and found[0][0].isascii()):
            pieces += (text[done:position], found[0])
            done = position = found[1]
        elif opener == "{":
            position += 1
        elif (name := _NAME.match(text, position)) is not None:
            name_end = name.end(1)
            argument = name.end() if text[name.end() : name.end() + 1] in ("{", "[") else argument
            position = name_end
        else:
            # A backslash and what it escapes are one: the second backslash of "\\'" begins no accent.
            position += 2
    if not pieces:
        return text
    pieces.append(text[done:])
    return "".join(pieces)


def _read_command(text: str, position: int, depth: int) -> tuple[str, int] | None:
    """Return the characters that the accent or letter at *position* stands for, and where it ends."""
    letter = _LETTER.match(text, position)
    if letter is not None:
        return LETTERS[letter[1]], letter.end()
    accent = _ACCENT.match(text, position)
    if accent is None or depth == 0:
        return None
    name = accent[1] or accent[2]
    if name == "~" and text[position - 1 : position] == "/":
        return None
    argument = _read_argument(text, accent.end(), depth - 1)
    if argument is None:
        return None
    base, end = argument
    if name not in _BELOW:
        base = _DOTTED.get(base[0], base[0]) + base[1:]
    if name == "." and base == "i" and argument[0] == "ı":
        return "i", end
    return unicodedata.normalize("NFC", _add_mark(base, MARKS[name])), end


def _add_mark(base: str, mark: str) -> str:
    """Return *base* with *mark* behind its first letter and the marks that letter has."""
    bare = _BARE.match(base)
    cut = bare.end() if bare is not None else len(base)
    return base[:cut] + mark + base[cut:]


def _read_argument(text: str, position: int, depth: int) -> tuple[str, int] | None:
    """Return what an accent stands on (a letter, a command, or either in braces), and where it ends."""
    opened = _OPEN.match(text, position)
    if opened is None:
        return _read_bare(text, position) or (_read_command(text, position, depth) if _at(text, position) else None)
    inner = _read_bare(text, opened.end())
    if inner is None and depth > 0:
        inner = _read_argument(text, opened.end(), depth - 1)
    rest = _REST.match(text, inner[1]) if inner is not None else None
    return (inner[0] + rest[1], rest.end()) if inner is not None and rest is not None else None


def _read_bare(text: str, position: int) -> tuple[str, int] | None:
    bare = _BARE.match(text, position)
    return (bare[0], bare.end()) if bare is not None else None


def _at(text: str, position: int) -> bool:
    return text.startswith("\\", position)


def _read_group(text: str, position: int, depth: int) -> tuple[str, int] | None:
    """Return what the braces at *position* stand for if they wrap one accent or letter, and where they end."""
    opened = _OPEN.match(text, position)
    inner = _read_command(text, opened.end(), depth) if opened is not None else None
    closed = _CLOSE.match(text, inner[1]) if inner is not None else None
    return (inner[0], closed.end()) if inner is not None and closed is not None else None
