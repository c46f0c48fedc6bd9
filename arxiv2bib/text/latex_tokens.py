r"""The tokens of LaTeX in BibTeX fields, and the markup of those that mean the same wherever they stand."""

import re
from typing import Final

from arxiv2bib.text.accents import MARKS, NAMED_MARKS, decode_accents
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_tables import (
    BACKTICK,
    LESS,
    PUNCTUATION,
    SPACED,
    SWITCHES,
    TAKES_TEXT,
    escape_signs,
    find_character,
    find_symbol,
)
from arxiv2bib.text.markup import MATH
from arxiv2bib.text.places import find_places

__all__ = ["COMMAND", "MEANINGS", "find_letter", "has_open_accent", "is_special", "read_math", "split_tokens"]

_LETTER: Final = r"[^\W\d_][\u0300-\u036f]*+"
_PROTECT: Final = r"(?>(?:\\protect(?![A-Za-z]) ?)?)"
_BASE: Final = rf"(?:{_LETTER}|\\[ij](?![A-Za-z]) ?|\{{ ?{_PROTECT}(?:(?>(?:{_LETTER}){{1,3}})|\\[ij]) ?\}})"
_MARKED: Final = rf"""(?:['`^"=.]|~(?<!/\\~)|{NAMED_MARKS}) ?{_BASE}"""
# Every branch begins with its character, which lets the search run over what begins none.
_PARTS: Final = (
    rf"\{{(?>(?: ?\\{_MARKED} ?\}}|\\[A-Za-z]++ ?\}}|\\[%&_#$,]\}})?)",
    rf"\\(?:{_MARKED}"
    r"|\\(?:\[[^\[\]\\{}$]{0,9}\])? ?"
    r"|(?:verb|path|url)(?:\|[^|]*+\||\+[^+]*+\+|![^!]*+!)"
    r"|[A-Za-z]++(?>(?:\*(?<=[A-Za-z]{2}\*)(?= ?\{))?)(?>(?:(?>(?:\[[^\[\]\\{}$]*+\])*) ?\{(?>(?: ?\})?)| )?)"
    r"|\((?:[^\\$]|\\[^()\[\]])++\\\)|\[(?:[^\\$]|\\[^()\[\]])++\\\]"
    r"""|['`^"~=.](?>(?:\{ ?\})?)|[^A-Za-z]|\Z)""",
    r"\}",
    MATH,
    r"\$",
    r"~",
    r"/~",
    r"<",
)
_LIGATURES: Final = (r"---?", r"''", r"``?", r"!`", r"\?`")
_TOKEN: Final = compile_late(f"({'|'.join(_PARTS)})", re.DOTALL)
_TOKEN_OR_LIGATURE: Final = compile_late(f"({'|'.join((*_PARTS, *_LIGATURES))})", re.DOTALL)

# What begins a token; of "/~", "!`" and "?`", the last character is the rare one.
_MARKS: Final = ("\\", "{", "}", "$", "~", "<")
_MARKS_OR_LIGATURES: Final = (*_MARKS, "--", "''", "`")
_BEFORE: Final = {"~": "/", "`": "!?"}
_LONG: Final = 200  # what is shorter is split by the expression itself as fast

COMMAND: Final = compile_late(r"\\([A-Za-z]+)(\*?)(.*)", re.DOTALL)
_ACCENTS: Final = frozenset("'`^\"~=.")
_LONGEST_CACHED: Final = 40
_MOST_CACHED: Final = 8192
_LONGEST_SYMBOL: Final = 24
_SIGN: Final = (
    r"\\[A-Za-z]++(?:\{[A-Za-z]\}| ?\\[A-Za-z]++)?|[_^](?:[^\s\\{}]|\\circ|\{(?:[^\s\\{}]|\\circ)\})"
    r"|(?:\{\})?'{1,2}|[-:=+*/<>|]{1,2}|\\[%&#_]|[^\x00-\x7f]"
)
_SYMBOL: Final = compile_late(rf" ?(?:({_SIGN})|\{{ ?({_SIGN}) ?\}}) ?")
_SCRIPT: Final = compile_late(r"([_^])\{(.+)\}")
_NO_BASE: Final = frozenset(["", " ", "{", " {", "{}", " {}", "{ }", " { }"])
_OPEN_ACCENT: Final = compile_late(rf"""\\(?:['`^"~=.]|{NAMED_MARKS} ?\{{?)""")


def split_tokens(latex: str) -> list[str]:
    """Return texts at even and tokens at odd places."""
    # The search for one character is much faster than that for two.
    has_ligatures = "`" in latex or ("'" in latex and "''" in latex) or ("-" in latex and "--" in latex)
    token = _TOKEN_OR_LIGATURE if has_ligatures else _TOKEN
    if len(latex) < _LONG:
        return token.split(latex)
    parts: list[str] = []
    done = 0
    for at in find_places(latex, _MARKS_OR_LIGATURES if has_ligatures else _MARKS):
        if at > done and latex[at] in _BEFORE and latex[at - 1] in _BEFORE[latex[at]]:
            at -= 1
        if at >= done and (found := token.match(latex, at)) is not None:
            parts += (latex[done:at], found[0])
            done = found.end()
    parts.append(latex[done:])
    return parts


def is_special(parts: list[str], index: int) -> bool:
    """Tell whether the brace at *index* opens what BibTeX calls a special character, which protects nothing."""
    return parts[index + 1] == "" and index + 2 < len(parts) and parts[index + 2][0] == "\\"


def has_open_accent(tokens: list[str]) -> bool:
    """Tell whether an accent stands on something that is no letter yet, such as another accent."""
    return any(_OPEN_ACCENT.fullmatch(token) is not None for token in tokens)


def find_letter(token: str) -> str | None:
    """Return the letter that *token*, a command, stands for, if it is one that an accent can stand on."""
    letter = MEANINGS[token]
    return letter if letter and token[0] in "\\{" and letter[0].isalpha() and not letter.isascii() else None


class _Meanings(dict[str, str | None]):
    """Token -> markup; None for what depends on its surroundings."""

    def __missing__(self, token: str) -> str | None:
        meaning = _find_meaning(token)
        if len(token) <= _LONGEST_CACHED and len(self) < _MOST_CACHED:
            self[token] = meaning
        return meaning


def _find_meaning(token: str) -> str | None:
    if token[0] == "\\":
        return _read_command(token)
    if token[0] == "$":
        is_display = token.startswith("$$") and len(token) > 2
        return token if is_display else read_math(token[1:-1])
    # A command in braces of its own.
    if token[2].isalpha() and token[2:-1].rstrip(" ").isalpha():
        name = token[2:-1].rstrip(" ")
        return "" if name in SWITCHES else find_character(name)
    return PUNCTUATION.get(token[2], token[2]) if len(token) == 4 else _read_accent(token)


def _read_accent(token: str) -> str | None:
    decoded = decode_accents(token)
    return None if "\\" in decoded or "{" in decoded else decoded


def _read_command(token: str) -> str | None:
    command = COMMAND.fullmatch(token)
    if command is None:
        return _read_mark(token)
    name, _, tail = command.groups()
    if tail and tail[0] in "|+!":
        return escape_signs(tail[1:-1])
    if name in MARKS:
        return None if tail in _NO_BASE else _read_accent(token)
    if tail.endswith("{") or tail.startswith("[") or name in SWITCHES:
        return None
    if tail.endswith("}") and name in TAKES_TEXT:
        return " " if " }" in tail else ""
    character = find_character(name)
    return f"{character} " if tail == " " and character is not None and name in SPACED else character


def _read_mark(token: str) -> str | None:
    r"""Return what ``\%``, ``\\``, ``\'e``, ``\~{}`` and ``\(x\)`` stand for."""
    mark = token[1:2]
    if len(token) > 2 and mark in ("(", "["):
        return read_math(token[2:-2]) if mark == "(" else f"$${token[2:-2]}$$"
    if mark in _ACCENTS:
        if len(token) == 2:
            return None
        return mark if token[2:] in _NO_BASE else _read_accent(token)
    if mark in PUNCTUATION:
        return PUNCTUATION[mark]
    return mark if mark.isascii() and not mark.isalnum() else rf"\\{mark}"


def read_math(content: str) -> str:
    """Return the markup of the math *content*: the character that is all of it, or math."""
    if len(content) <= _LONGEST_SYMBOL:
        found = _SYMBOL.fullmatch(content)
        if found is not None:
            bare = _SCRIPT.sub(r"\1\2", found[1] or found[2])
            symbol = find_symbol(bare) if bare.isascii() else bare
            if symbol is not None:
                return symbol
    return f"${content}$"


MEANINGS: Final = _Meanings(
    {
        "{": "",
        "}": "",
        "$": r"\$",
        "~": "\u00a0",
        "/~": "/~",
        "<": LESS,
        "--": "–",
        "---": "—",
        "``": "“",
        "''": "”",
        "`": BACKTICK,
        "!`": "¡",
        "?`": "¿",
    }
)
