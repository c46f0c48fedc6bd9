"""The ending that most journal references have, taken at once."""

from typing import Final

from arxiv2bib.inference._reference_cursor import Cursor, Year
from arxiv2bib.inference._reference_words import LABELS, MONTHS
from arxiv2bib.text.expressions import compile_late

_ENDING: Final = compile_late(
    r"\s(?:[Vv]ol(?:ume)?\.?\s?(\d{1,5}),\s)?(?:(?:[Nn]o|[Ii]ssue)\.?\s?(\d{1,4}),\s)?"
    r"(?:(?:pp|[Pp]ages)\.?\s?(\d{1,6})\s?-{1,2}\s?(\d{1,6}),\s)?(?:([A-Z][a-z]{2,8})\.?,?\s)?"
    r"(?:(?P<year>(?:19|20)\d\d)|\((?P<bracketed>(?:19|20)\d\d)\))\.?\Z"
)
_LONGEST_ENDING: Final = 90


def take_ending(cursor: Cursor) -> Year | None:
    """Take the ending that most references have off the text of *cursor*: ``vol. 28, no. 2, pp. 7-9, Feb. 2019``.

    What it says is what a scan would find, number by number and in several times the time. Returns the year.
    """
    text, found = cursor.text, cursor.found
    if not text.rstrip(".)")[-4:].isdigit():
        return None
    match = _ENDING.search(text, max(0, len(text) - _LONGEST_ENDING))
    if match is None:
        return None
    start = match.start()
    mark = text[start - 1 : start]
    if mark in {",", "."}:
        start -= 1
    words = text[:start]
    last = words.rpartition(" ")[2].lower()
    if last in MONTHS or last in LABELS or not (last.isalpha() or last[-1:] == ")"):
        return None
    volume, issue, first, end, name, year, bracketed = match.groups()
    month = MONTHS.get(name.lower()) if name else None
    if name and month is None:  # the word before the year is one of the title
        if volume or first or issue:
            return None
        words = text[: match.start("year") if year else match.start("bracketed") - 1]
        if words.rstrip(" ,").rpartition(" ")[2].lower() in LABELS:
            return None
    found.volume, found.issue = volume, issue
    if first:
        found.pages = (first, end)
    cursor.text = f"{words}." if mark == "." and len(words) == start else words
    cursor.has_brackets = "(" in words
    return int(year or bracketed), month
