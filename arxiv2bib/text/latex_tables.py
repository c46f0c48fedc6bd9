r"""What TeX's commands stand for: characters, tags, nothing.

Small tables for what bibliographies hold every day; the rest is the reverse of what :mod:`arxiv2bib.text.symbols`
writes, built when a command asks for it.
"""

from functools import cache
from typing import Final
from unicodedata import is_normalized

from arxiv2bib.text.accents import LETTERS
from arxiv2bib.text.markup import TAGS
from arxiv2bib.text.symbols import encode_text

__all__ = [
    "ADDRESSES",
    "BACKTICK",
    "CHARACTERS",
    "FONTS",
    "LESS",
    "PLAIN_WRAPPERS",
    "PUNCTUATION",
    "QUOTES",
    "RAISERS",
    "SPACED",
    "SWITCHES",
    "TAKES_TEXT",
    "WRAPPERS",
    "escape_signs",
    "find_character",
    "find_symbol",
]

# A "<" and a backtick of the text, until all of it is decoded and tells whether they need an escape or have a partner.
LESS: Final = "\x01"
BACKTICK: Final = "\x04"

# A command and no argument -> the markup it stands for. Source: LaTeX2e, "usrguide", "encguide" (text symbols); babel
# and csquotes for quotation marks; babel-french for ordinals and numbers.
CHARACTERS: Final[dict[str, str]] = LETTERS | {
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "S": "§", "P": "¶",
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "dag": "†", "ddag": "‡",
    "textdagger": "†", "textdaggerdbl": "‡", "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€",
    "textdegree": "°", "degree": "°", "textmu": "µ", "textbullet": "•", "textperiodcentered": "·", "textdollar": r"\$",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": r"\\", "textunderscore": "_", "textbar": "|",
    "textless": LESS, "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}",
    "textquotesingle": "'", "textquotedbl": '"', "textasciigrave": BACKTICK, "textpm": "±", "texttimes": "×",
    "textquoteleft": "‘", "textquoteright": "’", "lq": "‘", "rq": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "glq": "‚",
    "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "og": "«\u00a0", "fg": "\u00a0»",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»",
    "guilsinglleft": "‹", "guilsinglright": "›",
    "textnumero": "№", "textordfeminine": "ª", "textordmasculine": "º", "slash": "/", "textasteriskcentered": "∗",
    "textrightarrow": "→", "textleftarrow": "←", "textuparrow": "↑", "textdownarrow": "↓",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³", "textminus": "−", "textdiv": "÷",
    "textsection": "§", "textparagraph": "¶", "textohm": "Ω", "textsurd": "√", "textbardbl": "‖",
    "ier": "<sup>er</sup>", "iere": "<sup>re</sup>", "ieme": "<sup>e</sup>", "iemes": "<sup>es</sup>",
    "No": "N<sup>o</sup>", "no": "n<sup>o</sup>",
    "textschwa": "ə", "textglotstop": "ʔ", "textphi": "ɸ", "textlbrackdbl": "⟦", "textrbrackdbl": "⟧",
    "hyp": "-", "hyphen": "-", "endash": "–", "emdash": "—",
    "thinspace": "\u2009", "space": " ", "quad": "\u2003", "qquad": "\u2003", "enspace": "\u2002",
    "nobreakspace": "\u00a0", "newline": " ", "linebreak": " ", "break": " ", "par": " ",
    "protect": "", "relax": "", "xspace": "", "noindent": "", "leavevmode": "", "null": "", "allowbreak": "",
    "nobreakdash": "", "ignorespaces": "", "unskip": "", "nolinebreak": "", "nobreak": "", "begingroup": "",
    "endgroup": "", "bgroup": "", "egroup": "", "sloppy": "", "raggedright": "",
    "tiny": "", "scriptsize": "", "footnotesize": "", "small": "", "normalsize": "", "large": "", "Large": "",
    "LARGE": "", "huge": "", "Huge": "", "rm": "", "rmfamily": "", "normalfont": "", "mdseries": "",
    # of biblatex, 4.7.2 "Adding Punctuation" and 4.7.3 "Punctuation Tests"
    "isdot": "", "nopunct": "", "adddot": ".", "addperiod": ".", "addcomma": ",", "addcolon": ":", "addslash": "/",
    "addsemicolon": ";", "addspace": " ", "addabbrvspace": "\u00a0", "addnbspace": "\u00a0", "addthinspace": "\u2009",
    "addhighpenspace": " ", "addlowpenspace": " ", "adddotspace": ".\u00a0", "bibrangedash": "–", "textelp": "…",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2e",
}  # fmt: skip
# TeX takes the blank behind a name for its end. Behind these, authors mean one.
SPACED: Final = frozenset(
    {"ldots", "dots", "LaTeX", "TeX", "BibTeX", "LaTeXe", "par", "newline", "linebreak", "break", "No", "no"}
)

# A backslash and one of these; any other mark stands for itself, as in the markup.
PUNCTUATION: Final[dict[str, str]] = {
    " ": " ", "\\": " ", ",": "\u2009", ";": " ", ":": " ", ">": " ", "!": "", "-": "\u00ad", "/": "", "@": "",
    "$": r"\$", "<": LESS, "": r"\\",
}  # fmt: skip

# Commands with one argument. Source: LaTeX2e; biblatex, "Formatting Commands".
_ITALIC, _BOLD, _SMALL_CAPS = TAGS["i"], TAGS["b"], TAGS["smallcaps"]
_TYPEWRITER, _SANS_SERIF = (r"\texttt", ""), (r"\textsf", "")
WRAPPERS: Final[dict[str, tuple[str, str]]] = {
    "emph": _ITALIC, "textit": _ITALIC, "textsl": _ITALIC, "mkbibemph": _ITALIC, "mkbibitalic": _ITALIC,
    "textbf": _BOLD, "mkbibbold": _BOLD, "textsc": _SMALL_CAPS, "textsubscript": TAGS["sub"],
    "textsuperscript": TAGS["sup"], "mkbibsuperscript": TAGS["sup"], "mkbibsubscript": TAGS["sub"],
    "up": TAGS["sup"], "fup": TAGS["sup"], "mkbibbrackets": ("[", "]"), "mkbibparens": ("(", ")"),
}  # fmt: skip
# What these do is not seen in a bibliography.
PLAIN_WRAPPERS: Final = frozenset(
    {"mbox", "hbox", "text", "textnormal", "textrm", "textmd", "textup", "mkbibacro", "autocap"}
)
# Capitals with a command that makes them: authors mean that they stay.
RAISERS: Final = frozenset({"uppercase", "MakeUppercase"})
QUOTES: Final = frozenset({"enquote", "mkbibquote", "textquote"})
ADDRESSES: Final = frozenset({"url", "nolinkurl", "path", "burl"})
TAKES_TEXT: Final = PLAIN_WRAPPERS | QUOTES | ADDRESSES | WRAPPERS.keys()
# The markup has no tag for these fonts.
FONTS: Final = frozenset({"texttt", "textsf"})
# Commands that act to the end of their group: tags, or the command with an argument for a font without one.
SWITCHES: Final[dict[str, tuple[str, str]]] = {
    "it": _ITALIC, "em": _ITALIC, "sl": _ITALIC, "itshape": _ITALIC, "slshape": _ITALIC, "bf": _BOLD,
    "bfseries": _BOLD, "sc": _SMALL_CAPS, "scshape": _SMALL_CAPS, "upshape": ("", ""), "tt": _TYPEWRITER,
    "ttfamily": _TYPEWRITER, "sf": _SANS_SERIF, "sffamily": _SANS_SERIF,
}  # fmt: skip

# Math that is one character. Of what symbols.py writes as a bare sign, TCP$/$IP and A$*$ mean the ASCII ones.
_SYMBOLS: Final[dict[str, str]] = {
    "<": LESS, ">": ">", "|": "|", "-": "−", "/": "/", "*": "*", ":": ":", r"\%": "%", r"\&": "&", r"\#": "#",
    r"^\circ": "°", r"\to": "→", r"\le": "≤", r"\ge": "≥", r"\ne": "≠", r"\cdots": "⋯", r"\ldots": "…",
    r"\dots": "…", "'": "′", "''": "″", "{}'": "ʹ", "{}''": "ʺ", r"\langle": "⟨", r"\rangle": "⟩", r"\blacksquare": "■",
    r"\lt": LESS, r"\gt": ">", r"\_": "_",
}  # fmt: skip


def escape_signs(text: str) -> str:
    """Return the markup of the bare *text*, while the rest is not yet decoded."""
    return text.replace("\\", r"\\").replace("$", r"\$").replace("<", LESS)


def find_character(name: str) -> str | None:
    """Return the markup that the command *name* stands for in text, or None if it is not known."""
    known = CHARACTERS.get(name)
    return known if known is not None else _load_commands().get(name)


def find_symbol(math: str) -> str | None:
    r"""Return the character that is all there is in *math*, such as ``\alpha`` or ``^2``, or None.

    Letters are no symbols: ``$n$`` stays math, and so does ``$\mathbf{n}$``, whose character few fonts have.
    """
    known = _SYMBOLS.get(math)
    return known if known is not None else _load_math().get(math)


@cache
def _load_math() -> dict[str, str]:
    """Return math -> character, for what :func:`encode_text` writes in dollars."""
    return {
        latex[1:-1]: character
        for character, latex in _encode_all()
        if latex[0] == "$" and not latex[1:-1].isalpha() and latex[1:-1] not in _SYMBOLS
    }


@cache
def _load_commands() -> dict[str, str]:
    r"""Return name -> character, for ``{\name}`` and for symbols of math that authors use outside it."""
    commands = {
        math[1:]: character for math, character in _load_math().items() if math[0] == "\\" and math[1:].isalpha()
    }
    for character, latex in _encode_all():
        if latex.startswith("{\\") and latex[2:-1].isalpha():
            commands[latex[2:-1]] = character
    return commands


@cache
def _encode_all() -> tuple[tuple[str, str], ...]:
    """Return characters that have a command, and their LaTeX; the last first, for of two the first one wins."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    codes = sorted((code for code in get_builtin_uni2latex_dict() if 0x7F < code < 0x10000), reverse=True)
    return tuple((chr(code), encode_text(chr(code))) for code in codes if is_normalized("NFC", chr(code)))
