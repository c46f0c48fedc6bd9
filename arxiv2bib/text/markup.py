r"""The markup of titles, abstracts and notes.

Text is ``str`` with CSL's inline tags, math as ``$...$``, kept TeX as ``\command{...}`` and ``\$`` for a plain dollar.
``docs/reference/markup.md`` is its page.
"""

import re
from collections.abc import Callable
from enum import StrEnum, unique
from typing import Final, TypeAlias

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.places import find_places

__all__ = ["MATH", "TAGGED", "TAGS", "Kind", "escape", "has_tag_start", "plain", "to_tagged", "tokenize"]


@unique
class Kind(StrEnum):
    """What a token of the markup is."""

    TEXT = "text"
    MATH = "math"
    TEX = "tex"
    OPEN = "open"
    CLOSE = "close"


# To get a member from its class takes Python 3.11 many times as long.
_TEXT, _MATH, _TEX, _OPEN, _CLOSE = Kind.TEXT, Kind.MATH, Kind.TEX, Kind.OPEN, Kind.CLOSE

# Source: CSL 1.0.2, "Rich text fields"; citeproc-js manual, "HTML-like formatting tags".
TAGS: Final[dict[str, tuple[str, str]]] = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
    "nocase": ('<span class="nocase">', "</span>"),
    "smallcaps": ('<span style="font-variant:small-caps;">', "</span>"),
}

_TAG: Final = (
    r'<(?P<open>i|b|sub|sup)>|<span (?P<span>class="nocase"|style="font-variant: ?small-caps;?")>'
    r"|</(?P<close>i|b|sub|sup|span)>"
)
_TAG_START: Final = compile_late(r"<(?=(?:/?(?:i|b|sub|sup|span)|span [^<>]*+)>)")
# Math ends at the next dollar, so that a dollar without partner is found out once: the search stays linear.
MATH: Final = r"\$\$(?:[^\\$]|\\.)++\$\$|\$(?:[^\\$]|\\.)++\$"
_LEX: Final = compile_late(
    rf"\\(?P<char>[!-/:-@\[-`{{-~])|(?P<tex>\\(?:[A-Za-z]++| ))|(?P<math>{MATH})|{_TAG}", re.DOTALL
)
_ESCAPED: Final = compile_late(r"\\[!-/:-@\[-`{-~]")
_BRACKET: Final = compile_late(r"[{}\[\]]|\\.?", re.DOTALL)

_Token: TypeAlias = tuple[Kind, str]


def tokenize(markup: str) -> list[tuple[Kind, str]]:
    r"""Return the tokens of *markup*; never raises, in time linear in its length.

    A text token has its characters bare, a math token what is between the dollars (for ``$$...$$`` with one dollar
    left at each end), a tex token the raw TeX, open and close tokens a key of :data:`TAGS`. Opens and closes balance,
    no two text tokens are neighbours, none is empty.

    Source: the rules of ``docs/reference/markup.md``.
    """
    if not markup:
        return []
    if "$" not in markup and "\\" not in markup and "<" not in markup:
        return [(_TEXT, markup)]
    tokens = _lex(markup)
    return _merge_text(_pair_tags(tokens) if "<" in markup else tokens)


def plain(markup: str) -> str:
    r"""Return the bare text of *markup*.

    Tags go, math loses its dollars, a kept command leaves the text of its arguments, or its name if it has none.
    """
    if "$" not in markup and "\\" not in markup and "<" not in markup:
        return markup
    return "".join([_PLAIN[kind](value) for kind, value in tokenize(markup)])


def escape(text: str) -> str:
    r"""Return the markup that means exactly the bare *text*: ``\``, ``$`` and the ``<`` of what looks like a tag."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "$" in text:
        text = text.replace("$", "\\$")
    return _TAG_START.sub(r"\\<", text) if "<" in text else text


def has_tag_start(text: str) -> bool:
    """Whether anything in *text* looks like a tag of the markup."""
    return "<" in text and _TAG_START.search(text) is not None


def to_tagged(
    markup: str,
    *,
    nocase: bool = True,
    formulas: Callable[[str], str | None] | None = None,
    commands: Callable[[str], str | None] | None = None,
) -> str:
    """Return *markup* for CSL-JSON and RIS: tags, math and kept TeX as they are, escaped characters bare.

    Without *nocase*, the tags that keep capitals are left out: for readers that change no case and would show them.
    *formulas* gives the text to write for what stands between the dollars of math, or None where it has none, and
    *commands* that of kept TeX.
    """
    if "$" not in markup and "\\" not in markup and "<" not in markup:
        return markup
    if formulas is commands is None and "<" not in markup and ("\\" not in markup or _ESCAPED.search(markup) is None):
        return markup  # what is left are formulas, commands and lone dollars, all written as they are
    tokens = tokenize(markup)
    if not nocase:
        tokens = [token for token in tokens if token not in _NOCASE]
    if formulas is not None:
        tokens = [
            (_TEXT, text) if kind is _MATH and (text := formulas(value)) is not None else (kind, value)
            for kind, value in tokens
        ]
    if commands is not None:
        tokens = [
            (_TEXT, text) if kind is _TEX and (text := commands(value)) is not None else (kind, value)
            for kind, value in tokens
        ]
    return "".join([TAGGED[kind](value) for kind, value in tokens])


def _lex(markup: str) -> list[_Token]:
    """Return tokens whose tags need not balance; open and close tokens hold the tag as written."""
    tokens: list[_Token] = []
    done = position = 0
    closers: dict[int, int] | None = None
    # Single characters are found many times faster than all that may begin with them.
    for start in find_places(markup, "\\$<"):
        found = _LEX.match(markup, start) if start >= position else None
        if found is None:
            continue
        position = found.end()
        kind = found.lastgroup
        if kind == "math":
            token = (_MATH, found["math"][1:-1])
        elif kind == "tex":
            if closers is None and markup[position : position + 1] in ("{", "["):
                closers = _match_brackets(markup)
            while closers is not None and position in closers:
                position = closers[position]
            token = (_TEX, markup[start:position])
        elif kind == "char":
            token = (_TEXT, found["char"])
        else:
            token = (_CLOSE if kind == "close" else _OPEN, found[0])
        if start > done:
            tokens.append((_TEXT, markup[done:start]))
        tokens.append(token)
        done = position
    if done < len(markup):
        tokens.append((_TEXT, markup[done:]))
    return tokens


def _match_brackets(markup: str) -> dict[int, int]:
    """Return where the group that opens at each ``{`` or ``[`` ends; those without a partner are not in it."""
    closers: dict[int, int] = {}
    braces: list[int] = []
    brackets: list[list[int]] = [[]]
    for found in _BRACKET.finditer(markup):
        match found[0]:
            case "{":
                braces.append(found.start())
                brackets.append([])
            case "}" if braces:
                closers[braces.pop()] = found.end()
                brackets.pop()
            case "[":
                brackets[-1].append(found.start())
            case "]" if brackets[-1]:
                closers[brackets[-1].pop()] = found.end()
    return closers


def _pair_tags(tokens: list[_Token]) -> list[_Token]:
    """Return *tokens* with the names of tags that have a partner, and the others as text."""
    opened: list[tuple[int, str]] = []
    waiting = {"i": 0, "b": 0, "sub": 0, "sup": 0, "span": 0}
    result = [(_TEXT, token[1]) if token[0] is _OPEN or token[0] is _CLOSE else token for token in tokens]
    for index, (kind, value) in enumerate(tokens):
        if kind is _OPEN:
            element = "span" if value.startswith("<span") else value[1:-1]
            opened.append((index, element))
            waiting[element] += 1
        elif kind is _CLOSE and waiting[element := value[2:-1]]:
            while True:
                partner, inner = opened.pop()
                waiting[inner] -= 1
                if inner == element:
                    break
            name = ("nocase" if "nocase" in tokens[partner][1] else "smallcaps") if element == "span" else element
            result[partner] = (_OPEN, name)
            result[index] = (_CLOSE, name)
    return result


def _merge_text(tokens: list[_Token]) -> list[_Token]:
    result: list[_Token] = []
    run: list[str] = []
    for token in tokens:
        if token[0] is _TEXT:
            run.append(token[1])
            continue
        if run:
            result.append((_TEXT, "".join(run)))
            run = []
        result.append(token)
    if run:
        result.append((_TEXT, "".join(run)))
    return result


_COMMAND: Final = compile_late(r"\\[A-Za-z]++(?>(?:\[[^\[\]{}]*+\])*)(?=\{)|\\([A-Za-z]++)|\\(.)|[{}$]", re.DOTALL)


def _tex_text(raw: str) -> str:
    return _COMMAND.sub(lambda found: found[1] or found[2] or "", raw)


def _math_text(content: str) -> str:
    return content[1:-1] if content.startswith("$") else content


def _keep(value: str) -> str:
    return value


def _drop(_value: str) -> str:
    return ""


_PLAIN: Final[dict[Kind, Callable[[str], str]]] = {
    _TEXT: _keep,
    _MATH: _math_text,
    _TEX: _tex_text,
    _OPEN: _drop,
    _CLOSE: _drop,
}
_NOCASE: Final = ((_OPEN, "nocase"), (_CLOSE, "nocase"))
TAGGED: Final[dict[Kind, Callable[[str], str]]] = {
    _TEXT: _keep,
    _MATH: lambda content: f"${content}$",
    _TEX: _keep,
    _OPEN: lambda name: TAGS[name][0],
    _CLOSE: lambda name: TAGS[name][1],
}
"""How the value of each token stands in CSL-JSON and RIS."""
