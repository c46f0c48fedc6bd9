"""Titles and abstracts as registration agencies give them, in the markup of the model.

A title at Crossref is a piece of XML in a string: face markup (``<i>``, ``<sub>``, ``<scp>``), MathML, entities; an
abstract is JATS. Some publishers escape twice, and DataCite has plain text, HTML or both.

Source: Crossref, "Face markup", "MathML" and "Abstracts"; NISO JATS 1.3.
"""

import html
import re
from collections import Counter
from enum import Enum, auto
from typing import Final

from arxiv2bib.formats.mathml import Node, render_mathml
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.text.controls import BLANKS
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import TAGS

__all__ = ["decode_paragraphs", "decode_text", "decode_words", "unescape"]


class _Kind(Enum):
    TEXT = auto()
    """Markup that is finished."""
    MATH = auto()
    """A formula, in its dollars."""
    OPEN = auto()
    CLOSE = auto()
    BREAK = auto()
    """The end of a paragraph."""
    HEADING = auto()
    """The end of a heading: a colon stands between it and what follows."""


_Token = tuple[_Kind, str]

_FACES: Final[dict[str, str]] = {
    **dict.fromkeys(("i", "italic", "em", "emph"), "i"), **dict.fromkeys(("b", "bold", "strong"), "b"),
    "sub": "sub", "inf": "sub", "sup": "sup", **dict.fromkeys(("sc", "scp", "small-caps", "smallcaps"), "smallcaps"),
}  # fmt: skip
_BLOCKS: Final = frozenset(
    "p sec div abstract trans-abstract list list-item def-list def-item def disp-quote disp-formula table-wrap table "
    "tr boxed-text verse-group statement li ul ol br break h1 h2 h3 h4 h5 h6 hr dl dt dd blockquote".split()
)
_HEADINGS: Final = frozenset({"title"})
# Elements whose tags say nothing that the markup can: their text stays.
_PLAIN: Final = frozenset(
    "u underline overline tt monospace code roman sans-serif serif strike span font big small named-content a td th "
    "styled-content inline-formula alternatives ext-link xref uri email label fn sans ovl term article-title target "
    "related-article abbrev institution chem-struct inline-supplementary-material".split()
)
# Elements whose content is no text, with what ends them.
_FORMULAS: Final = {
    "math": re.compile(r"</(?:\w+:)?math\s*>", re.I),
    "tex-math": re.compile(r"</(?:\w+:)?tex-math\s*>", re.I),
}
_SKIPPED: Final = frozenset({"graphic", "inline-graphic", "img", "mspace", "private-char"})
_KNOWN: Final = frozenset({*_FACES, *_BLOCKS, *_HEADINGS, *_PLAIN, *_FORMULAS, *_SKIPPED})
# Prefixes that only XML has: whatever the element is, its tags are no text.
_PREFIXED: Final = frozenset({"jats", "mml", "m", "xhtml", "html", "mathml", "xml", "ce", "sb"})
# A heading that only says that this is the abstract.
_ABSTRACT: Final = compile_late(
    r"\W*(?:(?:author |graphical |plain[- ]language )?(?:abstract|summary)|abstrakt|résumé|resumen|resumo"
    r"|zusammenfassung|аннотация|摘要)\W*\Z",
    re.I,
)
# The same where no element says that it is a heading: "<i>Abstract.</i>—We analysed".
_LABEL: Final = compile_late(
    r"\A(?:<[ib]>)?(?:abstract|summary)(?:\s?[.:]</[ib]>|</[ib]>\s?[.:—–-]|\s?[:—–]|\.\s?[—–])[\s—–:.]*", re.I
)
_ATTRIBUTE: Final = r"""\s+[A-Za-z_][\w:.-]*+\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')"""
_TAG: Final = compile_late(
    r"<!--[^<>]{0,200}-->|<!\[CDATA\[|\]\]>|<(?P<end>/)?(?:(?P<prefix>[A-Za-z]\w*+):)?(?P<name>[A-Za-z][\w.-]*+)"
    rf"(?P<attributes>(?>(?:{_ATTRIBUTE})*))\s*+(?P<empty>/)?>"
)
_ENTITY: Final = compile_late(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INVISIBLE: Final = compile_late("[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\u00ad]")
_DOCUMENT: Final = compile_late(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_SET_OFF: Final = compile_late(r"\s*(?:\$\$?|\\\[|\\\()?(.*?)(?:\$\$?|\\\]|\\\))?\s*\Z", re.DOTALL)
# Crossref loses the blanks between a word and a formula; "th" and the like belong to the formula.
_WORD_BEFORE: Final = compile_late(r"[a-z]{2}\Z")
_WORD_AFTER: Final = compile_late(r"(?!(?:th|st|nd|rd|fold)\b)[a-z]{2}")
_ATTRIBUTES: Final = compile_late(r"""([\w:.-]+)\s*=\s*["']([^"']*)["']""")
_DEEPEST: Final = 40  # elements in one another, before the rest is read in a row
_SHORT: Final = 40  # characters of a line that was not ended for want of space
_TIMES: Final = 3  # that somebody may have escaped a text


def decode_text(text: str) -> str:
    """Return *text*, a title or another line, in the markup of the model; white space collapsed. Never raises.

    Face markup becomes tags, MathML becomes TeX in dollars, entities become characters, however often they were
    escaped; a ``<`` that opens no element is a ``<``.
    """
    if "<" not in text and "&" not in text:
        return from_tagged(_clean(text).strip())
    return _write(_tokenize(unescape(text))).replace("\n", " ")


def decode_paragraphs(text: str) -> str:
    """Return *text*, an abstract, in the markup of the model, a line for each paragraph. Never raises.

    The heading "Abstract" goes, other headings stand before their paragraph with a colon.
    """
    if "<" not in text and "&" not in text:
        return "\n".join(map(from_tagged, _unwrap(text)))
    return _LABEL.sub("", _write(_tokenize(unescape(text))))


def _unwrap(text: str) -> list[str]:
    """Return the lines of a plain text; one that ends within a sentence goes on in the next."""
    lines: list[str] = []
    is_whole = True
    for line in text.splitlines():
        line = _clean(line).strip()
        if not line:
            is_whole = True
        elif is_whole:
            lines.append(line)
            is_whole = False
        else:
            ends = lines[-1][-1] in ".:;!?" or len(lines[-1]) < _SHORT
            if ends:
                lines.append(line)
            else:
                lines[-1] += f" {line}"
    return lines


def decode_words(text: str) -> str:
    """Return *text*, a name or a place, as bare characters: no tags, no entities, white space collapsed."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(lambda found: "" if _is_known(found) else found[0], text)
    return " ".join(_clean(text).split())  # a no-break space between initials is none


def unescape(text: str) -> str:
    """Return *text* with the characters that its entities stand for, however often they were escaped."""
    for _ in range(_TIMES):
        if _ENTITY.search(text) is None:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def _clean(text: str) -> str:
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return BLANKS.sub(" ", text)


def _is_known(found: re.Match[str]) -> bool:
    """Whether a tag is of an element that titles and abstracts have, or a comment."""
    name = found["name"]
    if name is None or found["prefix"] is not None:
        return name is None or found["prefix"].lower() in _PREFIXED
    return name.lower() in _KNOWN


def _tokenize(text: str) -> list[_Token]:
    """Return the tokens of a text whose entities are characters."""
    tokens: list[_Token] = []
    position = 0
    seen_tex = False
    while (found := _TAG.search(text, position)) is not None:
        if not _is_known(found):
            _add_text(tokens, text[position : found.start() + 1])
            position = found.start() + 1
            continue
        _add_text(tokens, text[position : found.start()])
        position = found.end()
        name = (found["name"] or "").lower()
        if name in _FORMULAS and not found["end"] and not found["empty"]:
            end = _FORMULAS[name].search(text, position)
            stop = end.start() if end is not None else len(text)
            content = text[position:stop]
            position = end.end() if end is not None else len(text)
            if name == "tex-math":
                _add_math(tokens, _read_tex(content))
                seen_tex = True
            elif not (seen_tex and _is_alternative(tokens)):  # the same formula in another notation
                _add_math(tokens, _read_mathml(content))
        elif name in _FACES:
            if not found["empty"]:
                tokens.append((_Kind.CLOSE if found["end"] else _Kind.OPEN, _FACES[name]))
        elif name in _HEADINGS:
            tokens.append((_Kind.HEADING if found["end"] else _Kind.BREAK, ""))
        elif name in _BLOCKS:
            tokens.append((_Kind.BREAK, ""))
    _add_text(tokens, text[position:])
    return tokens


def _is_alternative(tokens: list[_Token]) -> bool:
    return bool(tokens) and tokens[-1][0] is _Kind.MATH


def _add_text(tokens: list[_Token], text: str) -> None:
    if text:
        is_glued = bool(tokens) and tokens[-1][0] is _Kind.MATH and _WORD_AFTER.match(text) is not None
        tokens.append((_Kind.TEXT, (" " if is_glued else "") + from_tagged(_clean(text))))


def _add_math(tokens: list[_Token], content: str) -> None:
    if content:
        if tokens and tokens[-1][0] is _Kind.TEXT and _WORD_BEFORE.search(tokens[-1][1]) is not None:
            tokens.append((_Kind.TEXT, " "))
        is_symbol = len(content) == 1 and not content.isascii()
        tokens.append((_Kind.MATH, content if is_symbol else f"${content}$"))


def _read_tex(content: str) -> str:
    """Return the formula in a ``tex-math`` element, which may be a whole document around it."""
    document = _DOCUMENT.search(content)
    formula = _SET_OFF.match(document[1] if document is not None else content)
    text = _clean(formula[1] if formula is not None else content).strip()
    return text.replace("$", r"\$") if "$" in text else text


def _read_mathml(content: str) -> str:
    """Return the TeX of what stands in a ``math`` element; one symbol alone is that character."""
    bare = _TAG.sub("", content).strip()
    if len(bare) == 1 and not bare.isascii():
        return bare
    root = Node("mrow", {})
    opened = [root]
    position = 0
    for found in _TAG.finditer(content):
        opened[-1].add_text(_clean(content[position : found.start()]))
        position = found.end()
        name = (found["name"] or "").lower()
        if found["end"]:
            at = next((at for at in range(len(opened) - 1, 0, -1) if opened[at].name == name), None)
            if at is not None:
                del opened[at:]
        elif name:
            node = Node(name, dict(_ATTRIBUTES.findall(found["attributes"] or "")))
            opened[-1].children.append(node)
            if not found["empty"] and len(opened) < _DEEPEST:
                opened.append(node)
    opened[-1].add_text(_clean(content[position:]))
    return render_mathml(root)


def _write(tokens: list[_Token]) -> str:
    """Return the markup of *tokens*, a line for each paragraph."""
    lines: list[str] = []
    line: list[str] = []
    heading = ""
    for kind, value in _pair(tokens):
        match kind:
            case _Kind.OPEN:
                line.append(TAGS[value][0])
            case _Kind.CLOSE:
                line.append(TAGS[value][1])
            case _Kind.TEXT | _Kind.MATH:
                line.append(value)
            case _:
                words = BLANKS.sub(" ", "".join(line)).strip(" ")
                line = []
                if words and kind is _Kind.HEADING:
                    heading += "" if _ABSTRACT.match(words) else words + (" " if words[-1] in ":.?!" else ": ")
                elif words:
                    lines.append(heading + words)
                    heading = ""
    words = heading + BLANKS.sub(" ", "".join(line)).strip(" ")
    return "\n".join([*lines, words] if words else lines)


def _pair(tokens: list[_Token]) -> list[_Token]:
    """Return *tokens* with well nested tags: those without a partner, and pairs around nothing, are left out."""
    result: list[_Token | None] = [
        None if kind in (_Kind.OPEN, _Kind.CLOSE) else (kind, value) for kind, value in tokens
    ]
    opened: list[int] = []
    waiting: Counter[str] = Counter()
    for index, (kind, value) in enumerate(tokens):
        if kind is _Kind.OPEN:
            opened.append(index)
            waiting[value] += 1
        elif kind is _Kind.CLOSE and waiting[value]:
            while tokens[partner := opened.pop()][1] != value:
                waiting[tokens[partner][1]] -= 1
            waiting[value] -= 1
            if partner != index - 1:
                result[partner], result[index] = tokens[partner], tokens[index]
    return [token for token in result if token is not None]
