r"""Formulas as text, for programs that know no TeX: ``O(n^2)`` as ``O(n<sup>2</sup>)``, ``\alpha`` as ``α``."""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_tables import find_symbol

__all__ = ["spell_command", "spell_formula"]

_TOKEN: Final = compile_late(
    r"(?P<styled>\\(?P<style>math(?:bb|rm|it|bf|sf|tt|cal|frak|scr)|text(?:rm|it|bf|sf)?|operatorname)\s*"
    r"\{(?P<word>[A-Za-z0-9 -]+)\})|(?P<face>\\(?:rm|it|bf|sf|tt)(?![A-Za-z])\s*)"
    r"|(?P<command>\\[A-Za-z]+)|(?P<space>\\[,;:! ]|~|\s+)|(?P<escaped>\\[%&#_{}$])"
    r"|(?P<script>[\^_])|(?P<open>\{)|(?P<close>\})|(?P<text>[A-Za-z0-9\u00a0-\uffff]+)|(?P<sign>[-+*=/|,.;:!?()\[\]'<>])"
)
_WORDS: Final = frozenset(
    "log ln exp sin cos tan min max inf sup lim det dim ker deg gcd arg Pr mod sinh cosh tanh".split()
)
_LETTER: Final = compile_late(r"\s*[A-Za-z0-9\\]")
_TAGS: Final = {"^": "sup", "_": "sub"}
_LONGEST: Final = 200
_FACE: Final = compile_late(r"\\(?:texttt|textsf|underline|uline)\s*\{((?>(?:[^{}\\$]|\\[%&#_{}$])*))\}\Z")
_ESCAPE: Final = compile_late(r"\\(.)")


def spell_command(tex: str) -> str | None:
    r"""Return the words of *tex*, a command with its arguments, if it says only how they look: ``\texttt{lme4}``.

    None of any other command. Never raises.
    """
    found = _FACE.match(tex)
    return _ESCAPE.sub(r"\1", found[1]) if found is not None else None


@lru_cache(maxsize=4096)
def spell_formula(tex: str) -> str | None:
    r"""Return *tex*, what stands between the dollars of a formula, as text with the tags ``sub`` and ``sup``.

    None if that takes more than letters, signs, symbols and one level of scripts: fractions, roots, matrices, and
    commands that are not known. Never raises.
    """
    tex = tex.strip().strip("$").strip()  # of display math a dollar is left at each end
    if not tex or len(tex) > _LONGEST:
        return None
    parts: list[str] = []
    position = 0
    waiting = ""  # the tag of the script that the next piece is
    closers: list[str] = []
    while position < len(tex):
        found = _TOKEN.match(tex, position)
        if found is None:
            return None
        position = found.end()
        kind = found.lastgroup if found.lastgroup not in ("style", "word") else "styled"
        if kind == "script":
            if waiting or closers.count("}") != len(closers):
                return None
            waiting = _TAGS[found[0]]
            continue
        if kind == "open":
            parts.append(f"<{waiting}>" if waiting else "")
            closers.append(f"</{waiting}>" if waiting else "}")
            waiting = ""
            continue
        if kind == "close":
            if not closers or waiting:
                return None
            parts.append(closers.pop().removeprefix("}"))
            continue
        text = _spell(found, kind)
        if text is None:
            return None
        if waiting and kind == "text":  # of several characters only the first is in the script
            position = found.start() + 1
            text = text[0]
        if waiting and kind in ("space", "face"):
            continue
        parts.append(f"<{waiting}>{text}</{waiting}>" if waiting else text)
        waiting = ""
    return "".join(parts).strip() if not closers and not waiting else None


def _spell(found: re.Match[str], kind: str | None) -> str | None:
    """Return what one piece of a formula is as text."""
    match kind:
        case "styled":
            return find_symbol(found[0]) or found["word"]
        case "command":
            name = found[0][1:]
            if name in _WORDS:
                return f"{name} " if _LETTER.match(found.string, found.end()) else name
            return find_symbol(found[0])
        case "face":
            return ""
        case "space":
            return "" if found[0] in ("\\!", "\\,", "\\:", "\\;") or found[0].isspace() else " "
        case "escaped":
            return found[0][1:]
        case "sign":
            return {"'": "\N{PRIME}", "<": "\N{LESS-THAN SIGN} ", "-": "\N{MINUS SIGN}"}.get(found[0], found[0])
        case _:
            return found[0]
