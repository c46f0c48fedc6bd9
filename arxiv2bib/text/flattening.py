"""Markup as bare characters, for programs that know neither TeX's commands nor tags: ``H<sub>2</sub>O`` as ``H₂O``."""

from functools import lru_cache
from typing import Final

from arxiv2bib.text.formulas import spell_command, spell_formula
from arxiv2bib.text.markup import TAGS, Kind, escape, tokenize

__all__ = ["flatten_markup", "spell_formulas"]

_SCRIPTS: Final = {
    "sup": str.maketrans("0123456789+-\N{MINUS SIGN}=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"),
    "sub": str.maketrans("0123456789+-\N{MINUS SIGN}=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_SIGNS: Final = {"sup": "^", "sub": "_"}


def spell_formulas(markup: str) -> str:
    """Return *markup* with the text, scripts in tags, of each formula that has one; the others stay as they are."""
    if "$" not in markup:
        return markup
    parts: list[str] = []
    for kind, value in tokenize(markup):
        match kind:
            case Kind.MATH:
                parts.append(spell_formula(value) or f"${value}$")
            case Kind.OPEN | Kind.CLOSE:
                parts.append(TAGS[value][kind is Kind.CLOSE])
            case Kind.TEX:
                parts.append(value)
            case _:
                parts.append(escape(value))
    return "".join(parts)


@lru_cache(maxsize=4096)
def flatten_markup(markup: str) -> str:
    """Return *markup* without tags, but for those that keep capitals, and without formulas that have other words.

    Scripts are the characters that Unicode has for them, or stand behind ``^`` and ``_``. Italics, bold and small caps
    are left out, and so are commands that only say how words look. A formula that
    :func:`~arxiv2bib.text.formulas.spell_formula` has no text for stays as it is.
    """
    if "$" not in markup and "<" not in markup and "\\" not in markup:
        return markup
    parts: list[str] = []
    opened: list[str] = []
    for kind, value in tokenize(markup):
        if kind is Kind.MATH and (text := spell_formula(value)) is not None:
            parts.append(flatten_markup(text))
        elif kind is Kind.MATH:
            parts.append(f"${value}$")
        elif kind is Kind.TEX:
            words = spell_command(value)
            parts.append(value if words is None else escape(_flatten(words, opened)))
        elif kind is Kind.TEXT:
            parts.append(escape(_flatten(value, opened)))
        else:
            if value == "nocase":
                parts.append(TAGS[value][kind is Kind.CLOSE])
            if kind is Kind.OPEN:
                opened.append(value)
            else:
                opened.remove(value)
    return "".join(parts)


def _flatten(text: str, opened: list[str]) -> str:
    """Return *text*, which stands in the tags *opened*, as characters."""
    script = next((name for name in reversed(opened) if name in _SCRIPTS), None)
    if script is None:
        return text
    table = _SCRIPTS[script]
    if all(ord(character) in table for character in text):
        return text.translate(table)
    return f"{_SIGNS[script]}{text}" if len(text) == 1 else f"{_SIGNS[script]}({text})"
