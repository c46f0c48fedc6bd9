"""How many pages, figures and tables a comment counts."""

import re

from arxiv2bib.text.expressions import compile_late

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=1,
    )
}
# The words in use, with the slips that the archive has: figues, fiugres, pagess. One word may stand between.
_THINGS = (
    r"[ +-]?(?: ?(?!and )(?:[a-z][a-z-]{2,15}|b[/&]w|ps|a4)[ -]){0,2}?"
    r"(?:(?P<pages>pag(?:es?|ess|e\(s\))|(?!ps (?:fig|file|plot))pp?g?s?)"
    r"|(?P<figures>fi?[gu]{1,2}[eur]{2,4}s?|figs?|illustrations)"
    r"|(?P<tables>tab(?:le|el)s?|tabs?))(?![\w-])"
)
# What stands before is looked at behind the first character: an expression that begins with one is searched several
# times as fast as one that begins with a look back.
_COUNT = compile_late(rf"(?P<number>\d(?<![\w.-]\d)\d{{0,3}}){_THINGS}")
_SPELLED = compile_late(rf"\b(?P<number>{'|'.join(_NUMBER_WORDS)})\b{_THINGS}")
# "Pages: 19, Figures: 17", "Total pages 29", "Number of pages 8": the word first; a range is no count.
_REVERSED = compile_late(
    r"\b(?P<total>total |number of |# ?of )?(?P<what>page|figure|table)s?(?P<colon> ?[:=-])? ?(?P<number>\d{1,4})\b"
    r"(?! ?[-–] ?\d|\.\d)"
)
_TOTAL_BEFORE = compile_late(r"\btotal(?:ly)?(?: of|:)? ?\Z")
_TOTAL_BEHIND = compile_late(r" (?:in |as a )?total\b")
_YEARS = range(1900, 2100)
_THING_NAMES = ("pages", "figures", "tables")
_COMMON_THINGS = ("pag", "fig", "tab", "fu", "fg", "fiu", "pp")
_PAGE = compile_late(r"\d ?p")


def take_counts(text: str) -> tuple[dict[str, int], str]:
    """Return what *text* counts, by ``pages``, ``figures`` and ``tables``, and *text* with a ``;`` in place of each.

    Of several counts of one thing the one that is called the total is taken, else the first.
    """
    counts: dict[str, int] = {}
    lowered = lower(text)
    if not _has_thing(lowered):
        return counts, text
    rest = _take(_COUNT, text, lowered, counts)
    if len(counts) < len(_THING_NAMES):
        lowered = lower(rest)
        if _has_thing(lowered):
            rest = _take(_SPELLED, rest, lowered, counts)
            _add_reversed(lowered, counts)
    return counts, rest


def _has_thing(lowered: str) -> bool:
    """Whether *lowered* has the beginning of a word for pages, figures or tables."""
    return any(map(lowered.__contains__, _COMMON_THINGS)) or _PAGE.search(lowered) is not None


def lower(text: str) -> str:
    """Return *text* in lower case, or as it is if it would not be as long: positions in both are the same."""
    lowered = text.lower()
    if "n't" in lowered or "n’t" in lowered:
        lowered = lowered.replace("n't", " nt").replace("n’t", " nt")  # hasn't been: the word for "not" stands apart
    return lowered if len(lowered) == len(text) else text


def _take(pattern: re.Pattern[str], text: str, lowered: str, counts: dict[str, int]) -> str:
    """Add to *counts* what *pattern* finds in *lowered*, and return *text* with a ``;`` in place of each."""
    pieces: list[str] = []
    end = 0
    totals: set[str] | None = set() if "total" in lowered else None
    for found in pattern.finditer(lowered):
        what, number = str(found.lastgroup), _to_number(found["number"])
        if number in _YEARS:
            continue
        is_total = totals is not None and what not in totals and _is_total(lowered, found)
        if is_total and totals is not None:
            totals.add(what)
        if is_total or what not in counts:
            counts[what] = number
        pieces.append(text[end : found.start()])
        end = found.end()
    return ";".join([*pieces, text[end:]]) if pieces else text


def _is_total(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 12) : found.start()]
    return _TOTAL_BEHIND.match(text, found.end()) is not None or _TOTAL_BEFORE.search(before) is not None


def _add_reversed(text: str, counts: dict[str, int]) -> None:
    for found in _REVERSED.finditer(text):
        what = f"{found['what']}s"
        is_count = found["colon"] or found["total"] or (what == "pages" and found.start() == 0)
        if is_count and what not in counts:
            counts[what] = int(found["number"])


def _to_number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBER_WORDS[text]
