"""Names written in TeX as plain Unicode."""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import decode_accents

__all__ = ["decode_letters", "lower_letters", "remove_controls", "remove_tex"]

_CONTROLS: Final = compile_late(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
# Font and size commands leave nothing behind; the name of any other command is kept, it may be a logo.
_COMMAND: Final = compile_late(
    r"\\(?:(?:relax|protect|noopsort|mbox|hbox|text(?:rm|bf|it|sc|sl|sf|tt|up|normal)?|emph|upshape|scshape|normalfont"
    r"|em|bf|it|rm|sc|sl|sf|tt|sltt|small|footnotesize|aftergroup|ignorespaces|and|nopunct|isdot)(?![A-Za-z])\s*+"
    r"|[A-Za-z]++(?=\s*+\{[^{}])|([A-Za-z]++))"
)
_SYMBOL: Final = compile_late(r"\\(?:text(?!rm|bf|it|sc|sl|sf|tt|up|normal)[a-z]|[lr]q(?![A-Za-z]))")
_SPACES: Final = compile_late(r"\\[,;: ~\\]|~")
_NAMED_SPACES: Final = compile_late(r"\\(?:thin|en|nobreak)?space(?![A-Za-z])(?:\s*+\{\}|\s*+)")
_NOTHING: Final = compile_late(r"\\[-/!@'`\"^=.]|[{}]")
_ESCAPE: Final = compile_late(r"\\([^A-Za-z])")


# TeX's accents of mathematics and the places of those in its first font (TeXbook, appendix F), as accents of words.
_MATH_ACCENTS: Final = {
    "acute": "'", "grave": "`", "hat": "^", "ddot": '"', "tilde": "~", "bar": "=", "dot": ".", "breve": "u",
    "check": "v", "mathring": "r",
}  # fmt: skip
_PLACES: Final = {
    18: "`", 19: "'", 20: "v", 21: "u", 22: "=", 23: "r", 24: "c", 94: "^", 95: ".", 125: "H", 126: "~", 127: '"',
}  # fmt: skip
_MATH_LETTER: Final = compile_late(
    rf"\$\s*+\\({'|'.join(_MATH_ACCENTS)})(?![A-Za-z])[\s{{]*+(?:\\(?:rm|it|bf|mathrm|text)(?![A-Za-z])[\s{{]*+)?"
    r"(\\[ij](?![A-Za-z])|[A-Za-z])[\s}]*+\$"
)
# "M$^c$Leod", "M\\textsuperscript{c}Leod": the c is no mark.
_RAISED_LETTER: Final = compile_late(
    r"(?<![A-Za-z])M(?:\$ ?\^ ?\{? ?(?:\\rm |\\mathrm ?\{)?c ?\}{0,2} ?\$|\\textsuperscript ?\{c\})(?=[A-Z])"
)
_PLACED_LETTER: Final = compile_late(
    r"""\\accent\s*+(?:'([0-7]{1,3})|"([0-9A-F]{1,2})|([0-9]{1,3}))\s*+(\\[ij](?![A-Za-z])|[A-Za-z])"""
)


def decode_letters(text: str) -> str:
    r"""Return *text* with its accents decoded, and with those that were made in other ways than names have.

    They are the accents of mathematics (``$\check{S}$ima``) and those called by number (``K{\accent'27 u}rka``).
    """
    text = lower_letters(text)
    if "$" in text and "\\" in text:
        text = _MATH_LETTER.sub(lambda found: f"{{\\{_MATH_ACCENTS[found[1]]}{{{found[2]}}}}}", text)
    if "\\accent" in text:
        text = _PLACED_LETTER.sub(_place_accent, text)
    return decode_accents(text)


def lower_letters(text: str) -> str:
    """Return *text* with the raised c of ``M$^c$Leod`` as a letter among others."""
    return _RAISED_LETTER.sub("Mc", text) if "^" in text or "\\textsup" in text else text


def _place_accent(found: re.Match[str]) -> str:
    place = int(found[1], 8) if found[1] else int(found[2], 16) if found[2] else int(found[3])
    return f"\\{_PLACES[place]}{{{found[4]}}}" if place in _PLACES else found[0]


def remove_tex(text: str) -> str:
    r"""Return *text* as plain Unicode: accents decoded, no braces, no commands, white space collapsed.

    ``~`` is a space, ``\&`` an ampersand, ``--`` a dash; of an unknown command the name is kept (``\TUB`` is "TUB"),
    unless it has an argument (``\underline{Doe}`` is "Doe").
    """
    if "\\" in text or "{" in text or "}" in text or "~" in text or "``" in text or "--" in text:
        text = decode_letters(text)
        if "--" in text:
            text = text.replace("---", "\N{EM DASH}").replace("--", "\N{EN DASH}")
        if "$" in text or _SYMBOL.search(text) is not None:
            text = _decode_symbols(text)
        if "space" in text:
            text = _NAMED_SPACES.sub(" ", text)
        text = _COMMAND.sub(r"\1", text.replace("\\\\", " "))
        text = _ESCAPE.sub(r"\1", _NOTHING.sub("", _SPACES.sub(" ", text))).replace("\\", "")
        if "``" in text:
            text = text.replace("``", "\N{LEFT DOUBLE QUOTATION MARK}").replace("''", "\N{RIGHT DOUBLE QUOTATION MARK}")
    return " ".join(text.split())


def _decode_symbols(text: str) -> str:
    r"""Return *text* with the characters that ``\textquoteright`` and ``$\mu$`` stand for, if it has such alone."""
    from arxiv2bib.text.latex_decoding import from_latex_text  # few names have any, and its tables take time to load

    decoded = from_latex_text(text)
    return text if decoded is None else decoded.replace("\xa0", " ")


def remove_controls(text: str) -> str:
    """Return *text* without control and invisible formatting characters; tabs and line ends stay."""
    return text if text.isascii() and text.isprintable() else _CONTROLS.sub("", text)
