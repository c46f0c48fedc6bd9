r"""The addresses in BibTeX fields: URLs, DOIs and file names that authors escaped for TeX."""

import re
from typing import Final

from arxiv2bib.text.controls import CONTROLS
from arxiv2bib.text.expressions import compile_late

__all__ = ["from_latex_verbatim", "is_plain_address"]

_PLAIN: Final = compile_late(r"[A-Za-z0-9:/.?=&%#+,;@_()~-]++")

_BREAKS: Final = "[\n\v\f\r\x85\u2028\u2029]"
_LINE_ENDS: Final = compile_late(rf"[ \t]*+{_BREAKS}(?:{_BREAKS}|[ \t])*+")
_ARGUMENT: Final = r" ?\{([^{}]*+(?>(?:\{[^{}]*+\}[^{}]*+)*))\}"
_COMMAND: Final = compile_late(
    rf"\\(?:(?:url|nolinkurl|path|burl|texttt){_ARGUMENT}|href{_ARGUMENT}(?: ?\{{[^{{}}]*+\}})?)"
)
_NAME_END: Final = r"(?![A-Za-z])(?: ?\{\}| )?"
_TILDE: Final = compile_late(rf"\$\{{?\\sim ?\}}?\$|\\(?:textasciitilde|texttildelow|sim){_NAME_END}|\\~(?:\{{ ?\}})?")
_SIGN: Final = compile_late(
    rf"\\text(underscore|asciicircum|backslash|dollar|less|greater){_NAME_END}|\\\^(?:\{{ ?\}})?|\$([<>|])\$"
    r"|\\-|\\([^A-Za-z])|[{}]"
)
_NAMES: Final = {
    "underscore": "_", "asciicircum": "^", "backslash": "\\", "dollar": "$", "less": "<", "greater": ">",
}  # fmt: skip


def is_plain_address(latex: str) -> bool:
    """Whether *latex* is an address in which every character stands for itself."""
    return _PLAIN.fullmatch(latex) is not None


def from_latex_verbatim(latex: str) -> str:
    r"""Return the address in *latex*: a URL, a DOI, an identifier, a file name. Never raises.

    ``\url{x}`` and ``\href{x}{y}`` are x, escaped signs are signs, ``~`` is a tilde in all its spellings, braces and
    the angle brackets round a URL go. Percent-escapes stay, and so does a backslash before a letter. Line breaks go
    with the blanks round them.

    Source: the manuals of url.sty and hyperref; btxdoc.
    """
    if is_plain_address(latex):
        return latex
    latex = latex.strip()
    if not latex.isprintable():
        latex = CONTROLS.sub("", _LINE_ENDS.sub("", latex))
    if "\\" in latex:
        latex = _TILDE.sub("~", _COMMAND.sub(_read_command, latex))
    if "\\" in latex or "{" in latex or "}" in latex or "$" in latex:
        latex = _SIGN.sub(_read_sign, latex)
    if latex.startswith("<") and latex.endswith(">") and "://" in latex:
        latex = latex[1:-1]
    return latex.strip()


def _read_command(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""


def _read_sign(found: re.Match[str]) -> str:
    name, sign, mark = found.groups()
    return _NAMES[name] if name is not None else sign or mark or ("^" if "^" in found[0] else "")
