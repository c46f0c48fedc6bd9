r"""LaTeX to Unicode: what the value of a BibTeX field means, in the markup of the model, as text, or as an address.

:func:`from_latex` and :func:`from_latex_text` are the inverse of :func:`~arxiv2bib.text.latex.to_latex` and
:func:`~arxiv2bib.text.latex.escape_latex`. A value is split into tokens; in most of them every token stands for some
characters, and they are joined again. Groups, tags and unknown commands take a second look.

Where one LaTeX stands for two things, the usual one comes back: ``'`` and a lone backtick are straight, though
``ascii`` writes ’ and ‘ so, but a backtick with an apostrophe for its partner is a quotation, as in print. ``-`` is no
U+2010, ``fi`` no ligature, ``$/$`` no U+2215, ``{\textasciitilde}`` no small tilde; ``/~`` begins a home page and is no
tie. ``$e$`` and ``$\mathbf{x}$`` stay math, though Unicode has letters for them.
"""

import re
from bisect import bisect_right
from typing import Final, TypeAlias, cast

from arxiv2bib.text.controls import BLANKS, CONTROLS, is_printable
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_addresses import from_latex_verbatim
from arxiv2bib.text.latex_groups import CLOSE_GROUP, OPEN_GROUP, GroupDecoder
from arxiv2bib.text.latex_tables import BACKTICK, LESS
from arxiv2bib.text.latex_tokens import MEANINGS, find_letter, has_open_accent, is_special, split_tokens
from arxiv2bib.text.markup import TAGS, Kind, tokenize
from arxiv2bib.text.titlecase import find_protected, is_protected_anywhere, without_acronyms_in_braces

__all__ = ["from_clean_latex", "from_latex", "from_latex_text", "from_latex_verbatim"]

# An accent on an accent on an accent: more than any language stacks.
_MOST_MARKS: Final = 4
_GROUP_MARK: Final = compile_late(rf"([{OPEN_GROUP}{CLOSE_GROUP}])")
_SPACES_IN_GROUP: Final = compile_late(rf"{OPEN_GROUP} +| +{CLOSE_GROUP}")
_SPACES: Final = compile_late("  +")
_SIGNS: Final = frozenset("%&_#")
_TAG_START: Final = compile_late(rf"{LESS}(?=(?:/?(?:i|b|sub|sup|span)|span [^<>{LESS}]*+)>)")
# Quotation marks of babel: \fg takes back the blank before it; those for German.
_FRENCH_END: Final = compile_late(r" +(?=\\fg(?![A-Za-z]))")
# A line end in exports of Mendeley, which escaped it twice. Before a small letter it may be a command, "\nu".
_ESCAPED_LINE_END: Final = compile_late(r" ?(?:\$\\backslash\$[nr](?![a-z]) ?)+")
# babel's dash of Russian; without blanks round it, a quotation may end there.
_RUSSIAN_DASH: Final = compile_late(r'(?<=[ ~])"---(?=[ ~])')
# The quotation marks of fonts of Russian, French and Spanish.
_GUILLEMETS: Final = compile_late(r"<<(?=[^\s<])([^<>$\\]{1,200}?)(?<=\S)>>")
_GERMAN: Final = compile_late(rf"\"{BACKTICK}(?=\S)([^\"\\\\$]{{1,200}}?)(?<=\S)\"'(?![\w'])")
# ",,Pan Tadeusz''": what LaTeX's fonts make of two commas, before what closes a quotation in Polish or German.
_LOW_QUOTED: Final = compile_late(r",,(?=[\w<„‚(\[])([^\"„“”]{1,200}?)(?<=\S)([“”])")
_QUOTED: Final = compile_late(rf"{BACKTICK}(?<!\w{BACKTICK})(?=\S)([^{BACKTICK}\\$]{{1,200}}?)(?<=\S)'(?![\w'])")


def from_latex(latex: str, *, protect: bool = False) -> str:
    r"""Return the value of a BibTeX field, without its delimiters, in the markup of the model. Never raises.

    Accents, letters, symbols, quotes and dashes become characters, font commands become tags, math stays in dollars
    unless it is one symbol, and an unknown command stays with its arguments. Braces go; with *protect*, for titles,
    those that keep capitals become ``nocase`` if :func:`to_latex` would not set them by itself. White space runs
    become one space, control characters go. A brace without partner is a brace, a dollar without one a dollar.

    Source: ``docs/reference/markup.md``; LaTeX2e, "usrguide"; btxdoc, section 4, for braces.
    """
    return from_clean_latex(_clean(latex), protect=protect)


def from_clean_latex(latex: str, *, protect: bool = False) -> str:
    """Return what :func:`from_latex` does, of *latex* without control characters and with single blanks inside."""
    has_commands = "\\" in latex
    if has_commands and "$" not in latex and "{" not in latex:
        easy = _unescape_signs(latex)
        if easy is not None:
            latex, has_commands = easy, False
    if has_commands or "$" in latex or "`" in latex or "<" in latex or "~" in latex:
        return _decode(latex, protect=protect)
    # The search for one character is much faster than that for two, which is faster from the end.
    if "-" in latex and latex.rfind("--") >= 0:
        if '"' in latex and '"---' in latex:
            latex = _RUSSIAN_DASH.sub("—", latex)
        latex = latex.replace("---", "—").replace("--", "–")
    if "'" in latex and "''" in latex:
        latex = latex.replace("''", "”")
        if ",," in latex:
            latex = _LOW_QUOTED.sub(r"„\1\2", latex)
    if "{" in latex or "}" in latex:
        if protect:
            text = without_acronyms_in_braces(latex)
            if "{" not in text and "}" not in text and not text.isupper():
                return text
        flat = _split_groups(latex)
        if flat is None:
            return _decode(latex, protect=protect)
        return _drop_usual(*flat) if protect else latex.replace("{", "").replace("}", "")
    return latex


def _unescape_signs(latex: str) -> str | None:
    r"""Return *latex* with the characters that its commands stand for if all are signs, as in ``50\% R\&D``."""
    text, mark, rest = latex.partition("\\")  # to split at one character takes longer than to search for it
    pieces = [text]
    while mark:
        if rest[:1] not in _SIGNS:
            return None
        text, mark, rest = rest.partition("\\")
        pieces.append(text)
    return "".join(pieces)


def from_latex_text(latex: str) -> str | None:
    """Return the bare text of a field, or None if it holds what text cannot: math, tags, commands that are not known.

    Source: as :func:`from_latex`.
    """
    markup = from_latex(latex)
    if "\\" not in markup and "$" not in markup and "<" not in markup:
        return markup
    tokens = tokenize(markup)
    return tokens[0][1] if len(tokens) == 1 and tokens[0][0] is Kind.TEXT else None


def _clean(latex: str) -> str:
    r"""Return *latex* with single plain spaces, none at the ends, and no control characters."""
    latex = latex.strip(" \n\r\t\f\v")
    if "\n" in latex:
        latex = latex.replace("\n", " ")
    if not is_printable(latex):
        latex = BLANKS.sub(" ", CONTROLS.sub("", latex)).strip(" ")
    elif "  " in latex:
        latex = " ".join(latex.split()) if latex.isascii() else BLANKS.sub(" ", latex)
    return latex


def _decode(latex: str, *, protect: bool, depth: int = 0) -> str:
    if "\\fg" in latex:
        latex = _FRENCH_END.sub("", latex)
    # The search for one character is much faster than that for two.
    if '"' in latex and '"---' in latex:
        latex = _RUSSIAN_DASH.sub("—", latex)
    if "<" in latex and "<<" in latex:
        latex = _GUILLEMETS.sub(r"«\1»", latex)
    if "$" in latex and "\\backslash$" in latex:
        latex = _ESCAPED_LINE_END.sub(" ", latex)
    parts = split_tokens(latex)
    tokens = parts[1::2]
    values = [MEANINGS[token] for token in tokens]
    if None in values:
        if depth < _MOST_MARKS and has_open_accent(tokens):
            parts[1::2] = [find_letter(token) or token for token in tokens]
            return _decode("".join(parts), protect=protect, depth=depth + 1)
        return _finish(GroupDecoder(parts, values, protect=protect).decode())
    if ("{" in tokens or "}" in tokens) and not _mark_groups(parts, values, protect=protect):
        return _finish(GroupDecoder(parts, values, protect=protect).decode())
    parts[1::2] = cast("list[str]", values)
    # Where no token leaves or takes away a blank, or all that is between two, there are single blanks as before.
    is_tidy = "" not in values and " " not in "".join(parts[1::2])
    return _finish("".join(parts), is_tidy=is_tidy)


def _mark_groups(parts: list[str], values: list[str | None], *, protect: bool) -> bool:
    """Mark in *values* the outermost groups that may keep capitals; return False if braces lack a partner."""
    depth = marked = 0
    for index in range(1, len(parts), 2):
        token = parts[index]
        if token == "{":
            depth += 1
            if protect and not marked and not is_special(parts, index):
                marked = depth
                values[index >> 1] = OPEN_GROUP
        elif token == "}":
            if marked == depth > 0:
                marked = 0
                values[index >> 1] = CLOSE_GROUP
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


_Parts: TypeAlias = list[tuple[str, str, str]]


def _split_groups(latex: str) -> tuple[str, _Parts] | None:
    """Return what stands before the first group, and every group with what follows it; None if it is not that easy."""
    first, *rest = latex.split("{")
    if "}" in first:
        return None
    parts: _Parts = []
    for piece in rest:
        content, closer, tail = part = piece.partition("}")
        if not closer or not content or content[0] == " " or content[-1] == " " or "}" in tail:
            return None
        parts.append(part)
    return first, parts


def _finish(markup: str, *, is_tidy: bool = False) -> str:
    """Return *markup* with what could not be told before all of it was there: quotes that pair, groups, a ``<``.

    *is_tidy* says that there are single blanks inside and none at the ends.
    """
    if BACKTICK in markup:
        if '"' in markup:
            markup = _GERMAN.sub(r"„\1“", markup)
        markup = _QUOTED.sub(r"‘\1’", markup).replace(BACKTICK, "`")
    if ("“" in markup or "”" in markup) and ",," in markup:
        markup = _LOW_QUOTED.sub(r"„\1\2", markup)
    if OPEN_GROUP in markup:
        markup = _SPACES_IN_GROUP.sub(_swap, markup)
        markup = _keep_case(_collapse(markup))
        is_tidy = False
    if "∼" in markup and "://" in markup:
        markup = markup.replace("/∼", "/~")
    if not is_tidy:
        markup = _collapse(markup)
    return _TAG_START.sub(r"\\<", markup).replace(LESS, "<") if LESS in markup else markup


def _collapse(markup: str) -> str:
    return (_SPACES.sub(" ", markup) if "  " in markup else markup).strip(" ")


def _swap(found: re.Match[str]) -> str:
    return found[0][::-1]


def _keep_case(marked: str) -> str:
    """Return *marked* with tags for the marks round what :func:`to_latex` would not protect by itself."""
    first, *rest = marked.split(OPEN_GROUP)
    parts = [part.partition(CLOSE_GROUP) for part in rest]
    if "\\" not in marked and "$" not in marked and "<" not in marked and LESS not in marked:
        return _drop_usual(first, parts)
    text, groups, pieces = _find_groups(marked)
    opener, closer = TAGS["nocase"]
    result = [first]
    capitals: dict[int, tuple[int, int]] = {}
    for (start, end), (content, _, tail) in zip(groups, parts, strict=True):
        is_own = _is_own(text, start, end, pieces, capitals)
        result += (opener, content, closer, tail) if is_own else (content, tail)
    return "".join(result)


def _drop_usual(first: str, parts: _Parts) -> str:
    """Return the text with tags for the groups in *parts* that would not be protected anyway."""
    text = first + "".join([content + tail for content, _, tail in parts])
    if _are_usual(first, parts) and not text.isupper():
        return text
    pieces = find_protected(text)
    usual = set(pieces)
    opener, closer = TAGS["nocase"]
    result = [first]
    capitals: dict[int, tuple[int, int]] = {}
    start = len(first)
    for content, _, tail in parts:
        end = start + len(content)
        is_own = (start, end) not in usual and _is_own(text, start, end, pieces, capitals)
        result += (opener, content, closer, tail) if is_own else (content, tail)
        start = end + len(tail)
    return "".join(result)


def _are_usual(first: str, parts: _Parts) -> bool:
    """Whether each group in *parts* is what is protected of its word in any title."""
    before = f" {first}"
    for content, _, tail in (*parts[:-1], (parts[-1][0], "", f"{parts[-1][2]} ")):
        _, blank, head = before.rpartition(" ")
        end, other, _ = tail.partition(" ")
        if not (blank and other) or " " in content:  # the word goes on in another group, or is more than one
            return False
        if not is_protected_anywhere(f"{head}{content}{end}", len(head), len(head + content)):
            return False
        before = tail
    return True


_Spans: TypeAlias = list[tuple[int, int]]


def _find_groups(marked: str) -> tuple[str, _Spans, _Spans]:
    """Return the bare text, where its groups are, and what is protected anyway.

    A tag takes no place in the text, math and kept TeX one.
    """
    stand_in: list[str] = []
    texts: _Spans = []
    groups: _Spans = []
    offset = start = 0
    for kind, value in tokenize(marked):
        begin = offset
        if kind is Kind.TEXT or OPEN_GROUP in value or CLOSE_GROUP in value:
            for piece in _GROUP_MARK.split(value):
                if piece == OPEN_GROUP:
                    start = offset
                elif piece == CLOSE_GROUP:
                    groups.append((start, offset))
                elif kind is Kind.TEXT:
                    stand_in.append(piece)
                    offset += len(piece)
        if kind is Kind.TEXT:
            texts.append((begin, offset))
        elif kind is Kind.MATH or kind is Kind.TEX:
            stand_in.append("\ufffc")
            offset += 1
    text = "".join(stand_in).replace(LESS, "<")
    return text, groups, _cut(find_protected(text), texts)


def _cut(spans: _Spans, texts: _Spans) -> _Spans:
    """Return the pieces of *spans* within *texts*: tags and math cut them."""
    pieces = []
    at = 0
    for start, end in texts:
        while at < len(spans) and spans[at][0] < end:
            if spans[at][1] > start:
                pieces.append((max(spans[at][0], start), min(spans[at][1], end)))
            if spans[at][1] > end:
                break
            at += 1
    return pieces


def _is_own(text: str, start: int, end: int, pieces: _Spans, capitals: dict[int, tuple[int, int]]) -> bool:
    """Tell whether the group keeps capitals that the *pieces*, which are protected anyway, do not keep.

    A group that is part of a piece counts unless the rest of the piece has capitals, which get braces of their own.
    The first and the last capital of a piece go into *capitals*.
    """
    at = start
    for index in range(max(0, bisect_right(pieces, (start, start)) - 1), len(pieces)):
        left, right = pieces[index]
        if left >= end:
            break
        if right <= start:
            continue
        if _has_case(text[at:left]):
            return True
        if left < start or end < right:
            if index not in capitals:
                places = [place for place in range(left, right) if text[place].isupper()]
                capitals[index] = (places[0], places[-1]) if places else (right, left)
            if capitals[index][0] >= start and capitals[index][1] < end:
                return True
        at = right
    return _has_case(text[at:end])


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()
