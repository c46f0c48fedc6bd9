"""Numbers without a word before them: what they are by their order and by the marks before them."""

from typing import Final

from arxiv2bib.data.venues import find_publisher, find_series
from arxiv2bib.inference._reference_cursor import Numbers
from arxiv2bib.text.expressions import compile_late

_MOST_ISSUES: Final = 12
_PIECES: Final = compile_late(r"[,;:.()\[\]]\s*")
_ROMAN_END: Final = compile_late(r",\s([IVXLC]{2,8})\s?\(?\Z")
_ROMAN_ISSUE: Final = compile_late(r"(?<![^\W_])[Ii]ssue\.?\s?[-:]?\s?([IVX]{1,5})(?![^\W_])")
_NAMED_ISSUE: Final = compile_late(
    r"(?<![^\W_])(?:[Nn]o|[Ii]ssue)[.:]?\s?((?:[A-Z]{3,8}|[Ss]uppl?|Supplement)(?:_?\d{1,2}|(?=[,;)]|\Z)))(?![^\W_])"
)
_SUPPLEMENT: Final = compile_late(r"S\d{1,2}\Z")
_LETTERED: Final = compile_late(r"\d{1,3}[A-Za-z]\Z")
_ACM_ISSUE: Final = compile_late(r"[\s,.(]{1,3}([A-Z]{3,8}\d?)(?=[,)])")
_ROMAN: Final = compile_late(r"(?<![^\W_])[Vv]ol(?:ume)?\.?\s?([IVXLC]{1,9}(?:-\w{1,6})?)(?![^\W_])")


def order_numbers(found: Numbers) -> None:
    """Give the bare numbers in *found* their meaning."""
    for index, (first, last, mark, run) in enumerate(found.bare):
        if last is not None:
            later = next((item for item in found.bare[index + 1 :] if item[1]), None)
            is_issue = mark == "(" or _is_narrow(first, last)
            if found.volume is not None and found.issue is None and is_issue and _is_joined(found, run, later):
                found.issue = f"{first}-{last}"  # 14 (4-5), 401-414
            else:
                _take_range(found, first, last, has_range_ahead=later is not None)
        else:
            _take_single(found, first, mark, run, ahead=len(found.bare) - index - 1)
    is_beside_range = found.pages is not None and found.pages[1] is not None and found.issue is None
    if found.article is not None and is_beside_range and _SUPPLEMENT.match(found.article) is not None:
        found.issue, found.article = found.article, None  # 49 S3 (2003) 1-5
    if found.volume is None:
        _find_roman_volume(found)
    if found.issue is None:
        _find_roman_issue(found)
    if found.issue is None and found.volume is not None:
        _find_named_issue(found)


def is_article_number(token: str) -> bool:
    """Whether *token* is the number of an article and not of a page: five digits, a letter, or a zero in front."""
    if not token.isdigit():
        bare = token.replace(".", "")
        return bare.isalnum() and not bare.isdigit()
    return len(token) >= 5 or (token[0] == "0" and len(token) > 1)


def _take_range(found: Numbers, first: str, last: str, *, has_range_ahead: bool) -> None:
    if len(first) == len(last) == 4 and first.isdigit() and first > last:
        found.counts.append(f"{first}-{last}")  # an ISSN that is not called one
        return
    if found.pages is None and found.volume is None and found.issue is None and has_range_ahead:
        if len(first) == len(last) > 1 and first.isdigit() and first < last:
            found.volume = f"{first}-{last}"  # 273-275 (2016) 53-56
        else:
            found.volume, found.issue = first, last  # 5-1 (2015) 53-56
    elif found.pages is None:
        found.pages = (first, last)
    elif found.issue is None and found.volume is not None and _is_narrow(first, last):
        found.issue = f"{first}-{last}"
    else:
        found.counts.append(f"{first}-{last}")


def _is_joined(found: Numbers, run: int, later: tuple[str, str | None, str, int] | None) -> bool:
    """Whether nothing but marks stands between what the run of text is before, and a range that comes *later*."""
    return later is not None and all(_is_context(found, number) for number in range(run + 1, later[3] + 1))


def _is_narrow(first: str, last: str) -> bool:
    """Whether the range is as small as one of issues is: a year has twelve of most."""
    return first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < _MOST_ISSUES


def _take_single(found: Numbers, first: str, mark: str, run: int, *, ahead: int) -> None:
    """Take one number; *mark* stands before it, *run* is the run of text before it, *ahead* are yet to come."""
    if _is_volume(found, first, mark, run, ahead):
        found.volume, dot, issue = first.partition(".")
        found.issue = found.issue or (issue if dot else None)
    elif mark == "(" and (found.volume is not None or ahead) and found.issue is None and first != "0":
        found.issue = first
    elif _is_for_article(found, first, mark, run):
        found.article = first
    elif mark == "w" and found.texts[run].strip(" .,") and first != "0":
        found.texts[run] += first if found.texts[run][-1:] == " " else f" {first}"
    elif _is_issue(found, first, mark, ahead):
        found.issue = first
    elif found.pages is None and found.article is None and first != "0":
        found.pages = (first, None)
    else:
        found.counts.append(first)


def _is_context(found: Numbers, run: int) -> bool:
    """Whether the run of text before a number is nothing but marks."""
    return not found.texts[run].strip(" ,;:.()[]-")


def _is_volume(found: Numbers, first: str, mark: str, run: int, ahead: int) -> bool:
    if found.volume is not None or first == "0":
        return False
    if first.isdigit() and len(first) > 3 and _is_after_series(found.texts[run]):
        return True
    if mark == "w" and _LETTERED.match(first) is not None:
        return True  # 93C (2017) 53-59
    if is_article_number(first) and not (ahead and len(first) <= 4):  # JHEP 0705 is a volume if a page follows
        return False
    if mark == "(" and _is_context(found, run) and run > 0:
        return False  # 2022; (1):148-165
    return mark != ":" or ahead > 0 or found.pages is not None  # 2010:2; 99-105


def _is_for_article(found: Numbers, first: str, mark: str, run: int) -> bool:
    if found.article is not None:
        return False
    if is_article_number(first):
        return True
    is_beside_words = mark == "w" and bool(found.texts[run].strip(" .,"))
    return mark == ":" and found.pages is not None and not is_beside_words


def _is_issue(found: Numbers, first: str, mark: str, ahead: int) -> bool:
    if mark == ":" or found.issue is not None or first == "0" or is_article_number(first):
        return False
    return bool(ahead) or found.pages is not None or found.article is not None


def _find_roman_volume(found: Numbers) -> None:
    for number, text in enumerate(found.texts if found.pages is not None else ()):
        if (match := _ROMAN_END.search(text[-12:])) is not None:  # Archives of X, XXXVIII (2010) 464-469
            found.volume = match[1]
            found.texts[number] = text[: len(text) - len(match[0])]
            return
    for number, text in enumerate(found.texts):
        if "ol" in text and (match := _ROMAN.search(text)) is not None:
            found.volume = match[1]
            found.texts[number] = f"{text[: match.start()]},{text[match.end() :]}"
            return


def _find_roman_issue(found: Numbers) -> None:
    for number, text in enumerate(found.texts):
        if "ssue" in text and (match := _ROMAN_ISSUE.search(text)) is not None:
            found.issue = match[1]
            found.texts[number] = f"{text[: match.start()]},{text[match.end() :]}"
            return


def _find_named_issue(found: Numbers) -> None:
    """Find an issue that has a name: ``no. Suppl_1``, and the part of an ACM journal in ``5, CSCW2, Article 317``."""
    is_acm = "ACM" in found.texts[0]
    for number, text in enumerate(found.texts):
        match = _NAMED_ISSUE.search(text) if "o" in text or "ssue" in text else None
        if match is None and is_acm and number:
            match = _ACM_ISSUE.match(text)
        if match is not None:
            found.issue = match[1]
            found.texts[number] = f"{text[: match.start()]},{text[match.end() :]}"
            return


def _is_after_series(run: str) -> bool:
    """Whether *run* ends in a book series or a publisher: the number after it is that of a volume."""
    pieces = [piece for piece in _PIECES.split(run[-80:]) if piece.strip()]
    return bool(pieces) and (find_series(pieces[-1]) is not None or find_publisher(pieces[-1]) is not None)
