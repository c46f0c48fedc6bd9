"""arXiv's category lines: the primary category, the cross-lists, and MSC and ACM codes told from them."""

import re
from functools import lru_cache
from typing import NamedTuple

from arxiv2bib.model.identifiers import OLD_ARCHIVES
from arxiv2bib.text.expressions import compile_late

# Archives that have no identifiers of the old style. Source: arXiv, "Category Taxonomy".
ARCHIVES = OLD_ARCHIVES | {"econ", "eess", "q-fin", "stat"}

_CATEGORY = compile_late(r"([a-z]+(?:-[a-z]+)?)(?:\.[A-Za-z]{2}|\.[a-z]+(?:-[a-z]+)?)?\Z")
_ACM = compile_late(r"[A-K](?:\.(?:\d{1,2}|[a-z]))*\Z", re.I)  # ACM Computing Classification System 1998: I.2.10, K.m
_MSC = compile_late(
    r"\d\d(?:[A-Z](?:\d\d|xx|-?)|-(?:\d\d|xx|)|)\b.*\Z", re.I | re.S
)  # 68T45, 68-XX, 68, 68T07 (Primary)
# "Primary 14H10", "MSC 2020: 14H10", "ACM: I.4.8": what says more than the scheme stays with the code.
_SCHEME = compile_late(r"(?:MSC|AMS|ACM)(?: class(?:es)?)?\s*:?\s(?=\S)", re.I)
_LEAD = compile_late(r"(?:(?:MSC|AMS)[ -]?(?:19|20)\d\d\b|primary\b|secondary\b)\s*:?\s*(?=\w)", re.I)
# One code of the Mathematics Subject Classification, or of the ACM's of 1998: 68T45, 68-XX, I.2.10; and what it is.
_CODE = compile_late(r"\d\d(?:[A-Z](?:\d\d|xx)|-(?:\d\d|xx))|[A-K](?:\.(?:\d{1,2}|[a-z])){1,3}", re.I)
_RANK = compile_late(r"\(?(?:primary|secondary)[:.]?\)?[:.]?", re.I)
_BETWEEN_CODES = compile_late(r"[,;]")
_NAMED = compile_late(r"[A-Z][^()]*\(([a-z-]{2,10}(?:\.[A-Za-z-]+)?)\)")  # Machine Learning (cs.LG)
_QUALIFIER = compile_late(r"\((?:primary|secondary)\)?|\)", re.I)


class Classification(NamedTuple):
    """What a category line says: the primary category, all categories (it first), codes, and the rest as it stands."""

    primary: str | None
    categories: tuple[str, ...]
    msc: tuple[str, ...]
    acm: tuple[str, ...]
    unknown: tuple[str, ...]


def _find_code(text: str) -> str:
    """Return the category or code in *text*, if the words beside it only name it or its scheme; else *text*."""
    if " " not in text:
        return text
    named = _NAMED.fullmatch(text)
    if named is not None and _is_category(named[1]):
        return named[1]
    scheme = _SCHEME.match(text)
    code = text[scheme.end() :] if scheme is not None else ""
    return code if _ACM.match(code) or _MSC.match(code) else text


def _is_category(code: str) -> bool:
    archive = _CATEGORY.match(code)
    return archive is not None and archive[1] in ARCHIVES


def _is_msc(code: str) -> bool:
    lead = _LEAD.match(code)
    return _MSC.match(code, lead.end() if lead is not None else 0) is not None


@lru_cache(maxsize=4096)
def parse_categories(text: str) -> Classification:
    """Return what is in the Categories line *text*: ``**cs.CV**, cs.LG, 68T45, I.2.10; I.4.8``.

    Codes of one scheme may be joined with semicolons or blanks. Never raises.
    """
    primary: str | None = None
    categories: list[str] = []
    msc: list[str] = []
    acm: list[str] = []
    unknown: list[str] = []
    for code in (code for part in _BETWEEN_CODES.split(text) for code in _split_words(part.split())):
        if len(code) > 4 and code.startswith("**") and code.endswith("**"):
            code = _find_code(code[2:-2].strip())
            if primary is None:
                primary = code
        if not code:
            continue
        code = _find_code(code)
        if _is_category(code):
            target = categories
        elif _ACM.match(code):
            target = acm
        elif _is_msc(code):
            target = msc
        elif _QUALIFIER.match(code) and msc:
            msc[-1] = f"{msc[-1]} {code}"
            continue
        elif code == primary:
            target = categories
        else:
            target = unknown
        if code not in target:
            target.append(code)
    if primary in categories:
        categories.remove(primary)
        categories.insert(0, primary)
    return Classification(primary, tuple(categories), tuple(msc), tuple(acm), tuple(unknown))


@lru_cache(maxsize=4096)
def split_codes(text: str) -> tuple[str, ...]:
    """Return the MSC or ACM codes in *text*; what is said beside one stays with it.

    ``37K05 37K10`` and ``I.2.10; I.4.8`` are two, and so are ``Primary 14J32; Secondary 14N35``.
    """
    parts = (part.split() for part in _BETWEEN_CODES.split(text))
    return tuple(dict.fromkeys(code for words in parts if words for code in _split_words(words)))


def _split_words(words: list[str]) -> list[str]:
    """Return the codes of which *words* are a list, each with the rank before or behind it; else the words as one."""
    if len(words) < 2 or not all(_CODE.fullmatch(word) or _RANK.fullmatch(word) for word in words):
        return [" ".join(words)]
    ranks_lead = _RANK.fullmatch(words[0]) is not None
    codes: list[str] = []
    is_open = False
    for word in words:
        is_code = _CODE.fullmatch(word) is not None
        begins = is_code or ranks_lead
        if is_open or not begins:
            codes[-1] += f" {word}"
        else:
            codes.append(word)
        is_open = ranks_lead and not is_code
    return codes
