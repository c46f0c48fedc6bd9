"""Texts with the markup of registration agencies where CSL's tags belong: JATS, HTML, MathML and entities.

Crossref's content negotiation gives abstracts in JATS and titles with entities as CSL-JSON, and programs pass them on.

Source: Crossref, "Face markup" and "Abstracts"; CSL 1.0.2, "Rich text".
"""

import re
from typing import Final

from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import to_tagged

__all__ = [
    "decode_entities", "decode_foreign", "decode_foreign_words", "decode_tagged", "has_element", "has_entity",
    "may_be_foreign",
]  # fmt: skip

# Elements that are none of CSL's, and those of CSL in capitals, as the Web of Science has them.
_OPENING: Final = (
    r"<(?:(?:jats|mml|m|xhtml):[A-Za-z][\w.-]*+|p|div|em|strong|italic|bold|sc|scp|small|u|tt|sec|list|ul|ol|li|br|math"
    r"|h[1-6]|a(?=\shref=)|SU[BP]|[IB])(?:\s[^<>]*+)?/?>"
)
_MAY_BE_ENTITY: Final = compile_late(r"&(?:#[0-9xX]|[A-Za-z][A-Za-z0-9]*+;)")
_ENTITY: Final = compile_late(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_ELEMENT: Final = compile_late(_OPENING)
# A text on HTML names an element and does not close it.
_CLOSING: Final = compile_late(r"</(?:(?:jats|mml|m|xhtml):)?[A-Za-z][\w.-]*+\s*+>|<br\s*+/?>|<[\w:.-]++\s*+/>")


def may_be_foreign(text: str) -> bool:
    """Whether there may be anything in *text* that :func:`decode_foreign` decodes; it takes no time to ask."""
    return ("&" in text and _is_at(text, "&", _MAY_BE_ENTITY)) or ("<" in text and _is_at(text, "<", _ELEMENT))


def _is_at(text: str, mark: str, expression: re.Pattern[str]) -> bool:
    """Whether *expression* matches at any *mark* in *text*: a few hops are faster than a search."""
    at = text.find(mark)
    while at >= 0:
        if expression.match(text, at) is not None:
            return True
        at = text.find(mark, at + 1)
    return False


def decode_foreign(text: str, *, is_long: bool = False) -> str | None:
    """Return *text* in the markup of the model; None if there are no entities and no tags in it but CSL's.

    If it *is_long*, an abstract, paragraphs become lines.
    """
    if not may_be_foreign(text):
        return None
    from arxiv2bib.formats.agency_text import decode_paragraphs, decode_text, unescape  # few texts need it

    bare = unescape(text) if has_entity(text) else text
    if _ELEMENT.search(bare) is not None and _CLOSING.search(bare) is not None and "<span" not in bare:
        return decode_paragraphs(text) if is_long else decode_text(text)
    return from_tagged(bare) if bare != text else None


def decode_tagged(text: str, *, is_long: bool = False) -> str:
    """Return *text* in characters and CSL's tags, which entities and HTML or JATS stand for.

    The paragraphs of an abstract, which *is_long*, have blanks between them.
    """
    markup = decode_foreign(text, is_long=is_long)
    return text if markup is None else to_tagged(markup).replace("\n", " ")


def decode_foreign_words(text: str) -> str | None:
    """Return *text*, a name or a place without markup, without entities; None if there are none."""
    if "&" not in text or not has_entity(text):
        return None
    from arxiv2bib.formats.agency_text import decode_words

    return decode_words(text)


def decode_entities(text: str) -> str:
    """Return *text* with the characters that its entities stand for."""
    if "&" not in text or not has_entity(text):
        return text
    from arxiv2bib.formats.agency_text import unescape

    return unescape(text)


def has_element(text: str) -> bool:
    """Whether there may be an element of HTML or JATS in *text*, entities apart."""
    return "<" in text and _is_at(text, "<", _ELEMENT)


def has_entity(text: str) -> bool:
    """Whether there is a character in *text* that is written as HTML does."""
    if _ENTITY.search(text) is None:
        return False
    from html.entities import html5

    return any(found[1] is None or f"{found[1]};" in html5 for found in _ENTITY.finditer(text))
