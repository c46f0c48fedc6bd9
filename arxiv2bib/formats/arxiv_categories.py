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
# "14H10 (Primary) 14H40": a blank is all that separates the two.
_GAP = compile_late(r"(\)|\b\d\d(?:[A-Z](?:\d\d|xx)|-(?:\d\d|XX)))\s+(?=\d\d(?:[A-Z](?:\d\d|xx)|-(?:\d\d|XX))\b)", re.I)
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


def separate_codes(text: str) -> str:
    """Return *text* with a comma between any two MSC codes: ``14H10 (Primary), 14H40`` for the same without it."""
    return _GAP.sub(r"\1, ", text)


@lru_cache(maxsize=4096)
def parse_categories(text: str) -> Classification:
    """Return what is in the Categories line *text*: ``**cs.CV**, cs.LG, 68T45, I.2.10; I.4.8``.

    Codes of one scheme may be joined with semicolons. Never raises.
    """
    primary: str | None = None
    categories: list[str] = []
    msc: list[str] = []
    acm: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"[,;]", separate_codes(text)):
        code = " ".join(part.split())
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
