"""What is looked at in dates, pages, and running text."""

import re
from collections.abc import Iterator

from arxiv2bib.checks.fields import NAME_FIELDS
from arxiv2bib.checks.findings import Edit, shorten
from arxiv2bib.checks.rules import Hit
from arxiv2bib.checks.subjects import Subject, Value
from arxiv2bib.data.calendar import MONTHS
from arxiv2bib.formats.bibtex_dates import parse_edtf, read_month
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_decoding import from_latex_verbatim
from arxiv2bib.text.mojibake import Repair, repair_mojibake

__all__ = [
    "find_all_capitals",
    "find_braced_titles",
    "find_different_years",
    "find_en_dashes",
    "find_html_entities",
    "find_malformed_dates",
    "find_malformed_years",
    "find_mojibake",
    "find_month_words",
    "find_page_prefixes",
    "find_reversed_pages",
    "find_single_hyphens",
    "find_unbalanced_math",
    "find_unescaped",
    "find_wrong_months",
]

_YEAR = compile_late(r"(?<![0-9])[0-9]{4}(?![0-9])(?![A-Za-z])")
_OLD_YEAR = compile_late(r"(?:ca?\.?\s*)?-?[0-9]{1,3}(?:\s*(?:AD|BC|BCE|CE))?\Z", re.I)


def find_malformed_years(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a year that is none: words, two digits, a letter behind it."""
    text = value.text.strip("{} \t\r\n~")
    if subject.is_bibtex and text and _YEAR.search(text) is None and "\\" not in text:
        is_short = re.fullmatch(r"'?[0-9]{2}", text) is not None
        if is_short or _OLD_YEAR.match(text) is None:
            yield Hit({"value": shorten(value.text)}, value)


def find_malformed_dates(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a ``date`` that is not in EDTF, which BibLaTeX wants."""
    if subject.is_bibtex and parse_edtf(from_latex_verbatim(value.text.strip())).literal:
        yield Hit({"value": shorten(value.text)}, value)


def find_different_years(subject: Subject) -> Iterator[Hit]:
    """Yield an entry whose ``year`` is not in its ``date``."""
    year, date = subject.get("year"), subject.get("date")
    if year is not None and date is not None and year.text.strip().isdecimal():
        read = parse_edtf(date.text.strip())
        years = {parts[0] for parts in (read.start, read.end) if parts}
        if years and int(year.text) not in range(min(years), max(years) + 1):
            yield Hit({"year": year.text.strip(), "date": shorten(date.text)}, year)


_MONTH_WORD = compile_late(r"\s*([A-Za-z]{3,9})\.?\s*\Z")


def find_month_words(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield an English month in letters where a macro would let the style choose its form."""
    match = _MONTH_WORD.match(value.text)
    if match is None or value.raw[:1] not in ("{", '"') or "#" in value.raw:
        return
    month = read_month(match[1])
    if month is not None and month[0] <= 12:
        macro = MONTHS[month[0] - 1]
        edits = (Edit(-1, len(value.text) + 1, macro),) if value.start is not None else ()
        yield Hit({"value": shorten(value.text), "macro": macro}, value, edits=edits)


def find_wrong_months(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a number that no month has."""
    text = value.text.strip("{} \t\r\n")
    if subject.is_bibtex and text.isascii() and text.isdecimal() and not 1 <= int(text[:9]) <= 12:
        yield Hit({"value": shorten(value.text)}, value)


_RANGE = compile_late(r"\s*\{?([0-9]{1,9})\s*(?:-{1,3}|[–—]|\\textendash(?:\{\})?\s*)\s*([0-9]{1,9})\}?\s*\Z")
_EN_DASH = compile_late(r"(?<=[0-9])\s*[–—]\s*(?=[0-9])")
_SINGLE = compile_late(r"[0-9]+(-)[0-9]+")
_PREFIX = compile_late(r"\s*(?:(?:pp|pages?|pgs?)\b\.?|p\.(?=[\s~0-9\\])|p(?=[\s~]))(?:~|\\[ ,])?\s*(?=[0-9])", re.I)


def find_reversed_pages(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a range of pages whose last page comes before the first, as many digits as both have."""
    match = _RANGE.match(value.text)
    if match is not None and len(match[1]) == len(match[2]) and int(match[2]) < int(match[1]):
        yield Hit({"value": shorten(value.text)}, value)


def find_en_dashes(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a range of pages with a dash that classic BibTeX does not know."""
    if not subject.is_bibtex or subject.is_biblatex:
        return
    found = list(_EN_DASH.finditer(value.text))
    if found:
        edits = tuple(Edit(match.start(), match.end(), "--") for match in found)
        yield Hit({"value": shorten(value.text)}, value, found[0].span(), edits)


def find_single_hyphens(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a range of pages with one hyphen."""
    if not subject.is_bibtex:
        return
    text = value.text.strip()
    lead = value.text.find(text)
    match = _SINGLE.fullmatch(text)
    if match is not None:
        at = lead + match.start(1)
        yield Hit({"value": shorten(text)}, value, (at, at + 1), (Edit(at, at + 1, "--"),))


def find_page_prefixes(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield pages that say that they are pages, as styles do themselves."""
    match = _PREFIX.match(value.text)
    if subject.is_bibtex and match is not None:
        yield Hit({"value": shorten(value.text)}, value, match.span(), (Edit(*match.span(), ""),))


# What TeX reads as more than a character, and what it takes as it is: addresses, math, escapes, commands.
_TEX = compile_late(
    r"\\(?:url|href|path|nolinkurl|burl|verb|texttt|cite[a-z]*|ref|label|includegraphics)\s*+\{(?>(?:[^{}]|\{[^{}]*+\})*)\}"
    r"|\\[A-Za-z]++|\\.|\$\$?|[&%#_^]",
    re.S,
)
_MATH_COMMAND = compile_late(r"\\(?:ensuremath|begin|ce|si|SI|num|chem)(?![A-Za-z])|\\[(\[]")


def _scan(text: str) -> tuple[list[int], list[tuple[int, str]]]:
    """Return where the dollar signs of *text* stand, and its special characters outside math."""
    dollars: list[int] = []
    specials: list[tuple[int, str]] = []
    for match in _TEX.finditer(text):
        token = match[0]
        if token == "$":
            dollars.append(match.start())
        elif len(token) == 1 and len(dollars) % 2 == 0:
            specials.append((match.start(), token))
    return dollars, specials


def find_unbalanced_math(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a text with an odd number of dollar signs."""
    if value.is_tex and value.start is not None and "$" in value.text:
        dollars, _ = _scan(value.text)
        if len(dollars) % 2:
            yield Hit({"value": shorten(value.text)}, value, (dollars[-1], dollars[-1] + 1))


_ENTITY = compile_late(
    r"\\?&(?:amp|lt|gt|quot|apos|nbsp|[a-z]{1,8}(?:acute|grave|uml|circ|tilde|cedil|slash|ring)|#x?[0-9a-f]{2,6});",
    re.I,
)
_ADDRESS = compile_late(r"(?:https?|ftp):|www\.|[\w.]@\w|~")


def find_unescaped(subject: Subject, value: Value) -> Iterator[Hit]:
    r"""Yield each text with a character that stops TeX: ``&``, ``%``, ``#``, ``_`` or ``^`` without a backslash."""
    text = value.text
    if not value.is_tex or value.start is None or not any(mark in text for mark in "&%#_^"):
        return
    if _MATH_COMMAND.search(text) is not None:
        return
    dollars, specials = _scan(text)
    if len(dollars) % 2 or not specials or _ENTITY.search(text):
        return
    if value.name in NAME_FIELDS.split():
        specials = [special for special in specials if special[1] != "&"]  # stands for "and", most likely
    specials = [special for special in specials if special[1] not in "_^" or re.search(r"\\[A-Za-z]{2}", text) is None]
    if specials:
        is_plain = all(_is_certain(text, *special) for special in specials) and _ADDRESS.search(text) is None
        edits = tuple(Edit(at, at, "\\") for at, _ in specials) if is_plain else ()
        at, mark = specials[0]
        yield Hit({"value": shorten(text), "character": mark}, value, (at, at + 1), edits)


def _is_certain(text: str, at: int, mark: str) -> bool:
    """Whether a character is meant: a percent sign behind a number; elsewhere it may begin a comment."""
    return mark in "&#" or (mark == "%" and text[at - 1 : at].isdecimal())


def find_html_entities(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a text with a character written as HTML does."""
    if not value.is_tex or value.start is None or "&" not in value.text:
        return
    found = list(_ENTITY.finditer(value.text))
    if found:
        is_plain = all(match[0] == "&amp;" for match in found) and value.name not in NAME_FIELDS.split()
        edits = tuple(Edit(*match.span(), r"\&") for match in found) if is_plain else ()
        yield Hit({"value": shorten(value.text), "entity": found[0][0]}, value, found[0].span(), edits)


def find_mojibake(subject: Subject) -> Iterator[Hit]:
    """Yield each value whose UTF-8 was once read as another encoding; of digests, their reader says so itself."""
    if subject.format.startswith("arxiv-"):
        return
    for value in subject.values:
        if not value.text.isascii():
            repaired, repair = repair_mojibake(value.text)
            if repair is Repair.REPAIRED:
                yield Hit({"value": shorten(value.text), "meant": f"; meant is {shorten(repaired)}"}, value)
            elif repair is Repair.LOSSY:
                yield Hit({"value": shorten(value.text), "meant": ", and part of it is lost"}, value)


def find_all_capitals(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a title of several words without a small letter."""
    text = re.sub(r"\\[A-Za-z]+|\$[^$]*\$", "", value.text)
    words = re.findall(r"[^\W\d_]{2,}", text)
    if len(words) > 2 and text.upper() == text:
        yield Hit({"value": shorten(value.text)}, value)


def find_braced_titles(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a title of several words in a second pair of braces, so that no style can change its case."""
    text = value.text.strip()
    is_whole = text.startswith("{") and text.endswith("}") and "}" not in text[1:-1].partition("{")[0]
    if value.is_tex and is_whole and " " in text and _closes_at_end(text):
        yield Hit({"value": shorten(value.text)}, value)


def _closes_at_end(text: str) -> bool:
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(text) - 1
    return False
