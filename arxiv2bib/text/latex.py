r"""TeX and Unicode: accents in, LaTeX out.

:func:`decode_accents` turns ``\'e`` into ``é`` and touches nothing else. :func:`escape_latex` and :func:`to_latex`
write LaTeX for a BibTeX field in braces: for any text the braces balance as BibTeX counts them, escaped ones too.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

from arxiv2bib.text.accents import decode_accents
from arxiv2bib.text.controls import BLANKS, CONTROLS, replace_surrogates
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import Kind, tokenize
from arxiv2bib.text.symbols import encode_command, encode_math, encode_symbols, encode_text, has_symbols
from arxiv2bib.text.titlecase import brace_protected, find_protected

__all__ = ["decode_accents", "escape_latex", "render_math", "survey_to_latex", "to_latex"]

_Encode: TypeAlias = Callable[[str], str]
# To get a member from its class takes Python 3.11 many times as long.
_TEXT, _MATH, _TEX, _OPEN, _CLOSE = Kind.TEXT, Kind.MATH, Kind.TEX, Kind.OPEN, Kind.CLOSE

# One pass over the UTF-8 finds what a text needs: \1 where it is to be cleaned (0xc2 begins C1 controls and
# the no-break space), \2 where something is to be escaped, a hyphen for what joins with its like.
_SURVEY: Final = bytes(
    1 if code < 0x20 or code in (0x7F, 0xC2) else 2 if code in b"\\{}%&_#$~^<>|`" else 45 if code in b"-' " else code
    for code in range(256)
)

# In OT1, LaTeX's default encoding, a bare "<" prints an inverted exclamation mark and "|" a dash. Math is right in
# every encoding, and all importers read it; \textbar is lost in pandoc, \textless in pylatexenc, \ensuremath in
# citation-js, bibutils and the parser of Better BibTeX.
_SPECIALS: Final = (
    ("%", r"\%"),
    ("&", r"\&"),
    ("_", r"\_"),
    ("#", r"\#"),
    ("$", r"\$"),
    ("~", r"\textasciitilde{}"),
    ("^", r"\textasciicircum{}"),
    ("<", "$<$"),
    (">", "$>$"),
    ("|", "$|$"),
    ("\xa0", "~"),
)
_SPECIALS_ASCII: Final = _SPECIALS[:-1]
# Two characters that TeX's fonts would make one.
_LIGATURES: Final = ("--", "''", "``", "!`", "?`")
_LIGATURE_ASCII: Final = compile_late(r"[-–—](?=[-–—])|(?<=[ \xa0])\"(?=—[ \xa0])|['’”](?=['’”])|[`‘“!?](?=[`‘“])")
# Whether there are any: the characters themselves are not rare, and a search for one is many times faster.
_JOINED: Final = {
    wide: compile_late(rf"{wide}(?:(?=[{after}])|(?<=[{before}]{wide}))")
    for characters, before, after in (("–—", '-–—"', "-–—"), ("’”", "'’”", "'’”"), ("‘“", "`‘“!?", "`‘“"))
    for wide in characters
}
_BRACES: Final = compile_late(r"[{}]")
_LOST_BRACES: Final = {"{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}"}

_COMMANDS: Final[dict[str, str]] = {
    "i": r"\textit{",
    "b": r"\textbf{",
    "sub": r"\textsubscript{",
    "sup": r"\textsuperscript{",
    "smallcaps": r"\textsc{",
    "nocase": "{",
}

_HARMLESS: Final = compile_late(r"[^\\{}%#&$]*+\Z")
_MENDED: Final = compile_late(r"\\(.)|[{}%#&$]", re.DOTALL)
_CAPITAL_SYMBOL: Final = compile_late(r"\$\\[a-z]*+[A-Z][A-Za-z]*+\$")
_BARE_COMMAND: Final = compile_late(r"\\[A-Za-z]+\Z")
_LONGEST_CACHED: Final = 200


def escape_latex(text: str, *, ascii: bool) -> str:
    r"""Return the LaTeX that typesets the bare *text*, for names, publishers and notes.

    White space runs become one space, control characters go, a lone surrogate becomes U+FFFD. A straight ``"`` stays:
    LaTeX prints it as a closing quotation mark, but made into `` and '' it could not be told from a curly one.
    With *ascii*, characters beyond ASCII become LaTeX where it has something for them.

    Source: LaTeX2e, "usrguide", special characters; btxdoc, section 4, for braces.
    """
    if text.isalnum() and text.isascii():
        return text
    text, needs_escape, joins = _survey(text)
    if needs_escape or joins or (ascii and not text.isascii()):
        return _escape(text, encode_text if ascii else None, joins=joins)
    return text


def to_latex(markup: str, *, ascii: bool, protect: bool = False, symbols: bool = False) -> str:
    r"""Return the LaTeX of *markup*: tags as commands, math and kept TeX as they are, text as :func:`escape_latex`.

    With *protect*, for titles, words whose capitals must survive BibTeX's change of case stand in braces, and so do
    math and kept commands with capitals. With *symbols*, what LaTeX's fonts of text have no characters for, such as π,
    are commands without *ascii* too. Math or kept TeX that would break the field is mended (``\{`` without partner
    is ``\lbrace``, a bare ``%`` is ``\%``) or, if its own braces do not balance, printed as text.

    Source: ``docs/reference/markup.md``; btxdoc, "change.case$", for what braces protect.
    """
    return survey_to_latex(markup, ascii=ascii, protect=protect, symbols=symbols)[0]


def survey_to_latex(markup: str, *, ascii: bool, protect: bool = False, symbols: bool = False) -> tuple[str, bool]:
    """Return what :func:`to_latex` does, and whether *markup* is tidy.

    It is if nothing was to be cleaned, and if it has no two blanks, hyphens or apostrophes beside one another.
    """
    text, needs_escape, joins = _survey(markup)
    is_wide = (ascii or symbols) and not text.isascii()
    encode = encode_text if ascii else encode_symbols if is_wide and has_symbols(text) else None
    if needs_escape or joins or (is_wide and encode is not None):
        latex = _to_surveyed(text, encode, protect, joins=joins)
    else:
        latex = brace_protected(text) if protect else text
    return latex, not joins and text is markup


def _to_surveyed(markup: str, encode: _Encode | None, protect: bool, *, joins: bool) -> str:
    # Without a closing tag there is no tag.
    if not ("<" in markup and "</" in markup):
        if "$" not in markup:
            if "\\" not in markup:
                return _protect(markup, encode) if protect else _escape(markup, encode, joins=joins)
        elif not protect:
            parts = markup.split("$")
            maths = parts[1::2]
            texts = "\1".join(parts[::2])
            # Every dollar has its partner, and no backslash may change what a dollar or a character is.
            if len(parts) % 2 and "" not in maths and "\\" not in texts and not _ends_in_backslash(maths):
                parts[::2] = _escape(texts, encode, joins=joins).split("\1")
                parts[1::2] = [render_math(content, ascii=encode is encode_text) for content in maths]
                return "".join(parts)
    return _render(markup, encode, protect=protect)


def _ends_in_backslash(maths: list[str]) -> bool:
    return "\\\1" in "\1".join([*maths, ""])


def _survey(text: str) -> tuple[str, bool, bool]:
    """Return *text* with single plain spaces and no control characters; whether it needs escapes; whether it joins."""
    try:
        marks = text.encode().translate(_SURVEY)
    except UnicodeEncodeError:  # a lone surrogate
        marks = b"\1"
    needs_escape = 2 in marks
    if 1 in marks or not (text.isascii() or ("\u2028" not in text and "\u2029" not in text)):
        text = BLANKS.sub(" ", replace_surrogates(CONTROLS.sub("", text)))
        return text, True, True
    if marks.rfind(b"--") < 0:  # from the end, where what is half found all the time takes Python less
        return text, needs_escape, False
    if "  " in text:
        text = BLANKS.sub(" ", text)
    return text, needs_escape, "--" in text or "''" in text


def _escape(text: str, encode: _Encode | None, *, joins: bool = True) -> str:
    # \0 stands for a backslash of the text until the commands are in; _clean has taken those of the text itself.
    has_backslash = "\\" in text
    if has_backslash:
        text = text.replace("\\", "\0")
    if "{" in text or "}" in text:
        text = _escape_braces(text)
    is_wide = not text.isascii()
    if joins or "`" in text:
        for pair in _LIGATURES:
            while pair[1] in text and pair in text:  # twice at most: "---" still has a pair after the first
                text = text.replace(pair, f"{pair[0]}{{}}{pair[1]}")
    in_ascii = is_wide and encode is encode_text
    if in_ascii and any(wide in text and joined.search(text) for wide, joined in _JOINED.items()):
        text = _LIGATURE_ASCII.sub(r"\g<0>{}", text)
    for character, command in _SPECIALS if is_wide else _SPECIALS_ASCII:
        if character in text:
            text = text.replace(character, command)
    if has_backslash:
        text = text.replace("\0", r"\textbackslash{}")
    return encode(text) if is_wide and encode is not None else text


def _escape_braces(text: str) -> str:
    r"""Return *text* with ``\{`` and ``\}`` for braces that pair; for others a command, which BibTeX does not count."""
    opened: list[int] = []
    lost: set[int] = set()
    for found in _BRACES.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            lost.add(found.start())
    lost.update(opened)
    return _BRACES.sub(lambda found: _LOST_BRACES[found[0]] if found.start() in lost else "\\" + found[0], text)


def _protect(text: str, encode: _Encode | None) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in find_protected(text):
        pieces += (_escape_free(text[done:start], encode), _brace(_escape(text[start:end], encode)))
        done = end
    pieces.append(_escape_free(text[done:], encode))
    return "".join(pieces)


def _escape_free(text: str, encode: _Encode | None) -> str:
    r"""Return the LaTeX of *text*, of which words may change their case and symbols (``$\Rightarrow$``) may not."""
    latex = _escape(text, encode)
    return _CAPITAL_SYMBOL.sub(r"{\g<0>}", latex) if "$" in latex and not text.isascii() else latex


def _brace(latex: str) -> str:
    r"""Return *latex* out of reach of change.case: ``{\...}`` alone is a "special character" that it still changes."""
    return f"{{{{{latex}}}}}" if latex.startswith("\\") else f"{{{latex}}}"


def _render(markup: str, encode: _Encode | None, *, protect: bool) -> str:
    tokens = tokenize(markup)
    spans = _find_spans(tokens) if protect else []
    spans.reverse()
    pieces: list[str] = []
    opened: list[tuple[int, str]] = []
    free = offset = 0
    for kind, value in tokens:
        if kind is _OPEN:
            free += value == "nocase"
            piece = _COMMANDS[value]
        elif kind is _CLOSE:
            start, name = opened.pop()
            free -= name == "nocase"
            piece = "}"
            is_reached = not opened and (protect or name == "nocase")
            if is_reached and pieces[start + 1 : start + 2] and pieces[start + 1].startswith("\\"):
                pieces[start] += "{"
                piece = "}}"
        elif kind is _TEXT:
            escape = _escape_free if protect and not opened else _escape
            piece = _render_text(value, offset, spans, escape, encode, in_braces=free > 0)
            offset += len(value)
        else:
            is_math = kind is _MATH
            piece = render_math(value, ascii=encode is encode_text) if is_math else _render_tex(value, encode)
            if protect and not opened and piece != piece.lower():
                piece = _brace(piece)
            offset += 1
        # What comes behind a bare command must not become its argument or part of its name.
        if pieces and (piece[0] in "{[" or piece[0].isalpha()) and _BARE_COMMAND.search(pieces[-1]) is not None:
            pieces.append("{}")
        if kind is _OPEN:
            opened.append((len(pieces), value))
        pieces.append(piece)
    latex = "".join(pieces)
    # A control space at the end would leave its backslash to whoever strips the field.
    return latex[:-2] + " " if latex.endswith("\\ ") else latex


def _find_spans(tokens: list[tuple[Kind, str]]) -> list[tuple[int, int]]:
    """Return what to protect, with offsets that count a piece of math or TeX as one character and a tag as none."""
    stand_ins = {_MATH: "\ufffc", _TEX: "\ufffc", _OPEN: "", _CLOSE: ""}
    return find_protected(
        "".join([value if kind is _TEXT else " " if value == "\\ " else stand_ins[kind] for kind, value in tokens])
    )


def _render_text(
    text: str,
    offset: int,
    spans: list[tuple[int, int]],
    escape: Callable[[str, _Encode | None], str],
    encode: _Encode | None,
    *,
    in_braces: bool,
) -> str:
    """Return the LaTeX of *text*, which begins at *offset*; takes the *spans* that end in it, the last first, away."""
    pieces: list[str] = []
    done = 0
    while spans and spans[-1][0] < offset + len(text):
        start, end = max(spans[-1][0] - offset, 0), min(spans[-1][1] - offset, len(text))
        if start < end:
            word = _escape(text[start:end], encode)
            is_free = in_braces or not any(map(str.isupper, text[start:end]))
            pieces += (escape(text[done:start], encode), word if is_free else _brace(word))
            done = end
        if spans[-1][1] > offset + len(text):
            break
        spans.pop()
    pieces.append(escape(text[done:], encode))
    return "".join(pieces)


def render_math(content: str, *, ascii: bool = True) -> str:
    """Return the LaTeX of math, *content* and its dollars; of what would break the field, as text."""
    return _cached_math(content, ascii) if len(content) <= _LONGEST_CACHED else _make_math(content, ascii)


def _make_math(content: str, ascii: bool) -> str:
    is_display = content.startswith("$")
    mended = _mend(content[1:-1] if is_display else content, r"\lbrace ", r"\rbrace ")
    if mended is None:
        return _escape(f"${content}$", encode_text if ascii else None)
    # The math fonts of classic TeX have no letters beyond ASCII, whatever the encoding of the text.
    if not mended.isascii():
        mended = encode_math(mended)
    return f"$${mended}$$" if is_display else f"${mended}$"


_cached_math: Final = lru_cache(maxsize=4096)(_make_math)


def _render_tex(raw: str, encode: _Encode | None) -> str:
    mended = _mend(raw, *_LOST_BRACES.values())
    if mended is None:
        return _escape(raw, encode)
    return encode_command(mended) if encode is encode_text and not mended.isascii() else mended


def _mend(tex: str, open_brace: str, close_brace: str) -> str | None:
    r"""Return *tex* that BibTeX and TeX both take, or None if its own braces do not balance.

    ``\{`` and ``\}`` become *open_brace* and *close_brace* if BibTeX, which counts them, would find no balance.
    """
    if _HARMLESS.match(tex) is not None:
        return tex
    depth = counted = 0
    dollars = 0
    is_even = True
    for found in _MENDED.finditer(tex):
        sign, escaped = found[0], found[1]
        brace = escaped or sign
        if brace in ("{", "}"):
            step = 1 if brace == "{" else -1
            counted += step
            depth += step if escaped is None else 0
            is_even = is_even and counted >= 0
            if depth < 0:
                return None
        elif sign == "$":
            dollars += 1
    if depth:
        return None
    swap = {} if is_even and counted == 0 else {"\\{": open_brace, "\\}": close_brace}
    for sign in "%#" if "\\begin" in tex else "%#&":
        swap[sign] = "\\" + sign
    if dollars % 2:
        swap["$"] = "\\$"
    return _MENDED.sub(lambda found: swap.get(found[0], found[0]), tex)
