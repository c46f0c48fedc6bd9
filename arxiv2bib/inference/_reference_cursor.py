"""Where a scan of a journal reference stands, what it has found, and what can be seen from there."""

from typing import Final

from arxiv2bib.inference._reference_words import LABELS, MONTHS, Label
from arxiv2bib.text.expressions import compile_late

Year = tuple[int, int | None]
"""A year, and the month stated with it."""

STOPS: Final = frozenset(["", ",", ".", ";", ")", "(", "]"])
"""What no word can follow at once; the empty string is the end of the text."""
LAST_WORD: Final = compile_late(r"[^\W\d_]+\Z")
DASH: Final = r"(?:-{1,3}|[‐-―−~])"
RANGE_REST: Final = compile_late(rf"\s*(?:{DASH}|to\b|To\b|bis\b)\s*([A-Za-z]{{0,2}}\d[\w.-]{{0,15}})")
"""The rest of a range with spaces in it."""

_NEXT_WORD: Final = compile_late(r"\s*(?:[-:–—/|]+\s*)?([^\W\d_]++)(?!\d)")
_NUMBER_AFTER: Final = compile_late(r"\s*[,:(]?\s*\(?\d")
_BOUNDARY_WORDS: Final = frozenset(
    "in at held by pp presented early online published oral poster spotlight highlight main accepted camera retrieved "
    "available".split()
)


class Numbers:
    """What the numbers of a reference say, as far as it is known, and the runs of text between them."""

    __slots__ = (
        "article", "bare", "counts", "dates", "inner_years", "issue", "month", "pages", "texts", "volume", "years"
    )  # fmt: skip

    def __init__(self) -> None:
        self.volume: str | None = None
        self.issue: str | None = None
        self.pages: tuple[str, str | None] | None = None
        self.article: str | None = None
        self.years: list[Year] = []
        self.inner_years: list[int] = []
        self.month: int | None = None
        # Numbers without a word before them: the number, the last of its range, the mark before it, the run before it.
        self.bare: list[tuple[str, str | None, str, int]] = []
        self.counts: list[str] = []
        self.dates: list[str] = []
        self.texts: list[str] = []


class Cursor:
    """A place in a text: ``start`` is where the run of text begins that is not yet cut, ``resume`` where to go on."""

    __slots__ = ("found", "has_brackets", "resume", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Numbers()
        self.has_brackets = "(" in text
        self.start = 0
        self.resume = 0

    def cut(self, end: int, resume: int) -> None:
        """End the run of text at *end*, and begin the next one at *resume*."""
        self.found.texts.append(self.text[self.start : end])
        self.start = self.resume = resume

    def find_mark(self, at: int) -> str:
        """Return the mark before a number at *at*: one of ``,;:(.`` or nothing."""
        gap = self.text[max(0, at - 4) : at].rstrip()
        return gap[-1] if gap and gap[-1] in ",;:(." else ""

    def find_label(self, end: int) -> tuple[Label | None, int]:
        """Return what the word right before *end* says of a number there, and where that word begins."""
        head = self.text[self.start : end].rstrip(" .:-")
        match = LAST_WORD.search(head[-10:])
        if match is None:
            return None, end
        return LABELS.get(match[0].lower()), self.start + len(head) - len(match[0])

    def find_next_word(self, end: int) -> str | None:
        """Return the word that goes on after a number; None if a mark, a label, a month or nothing comes."""
        if self.text[end : end + 1] in STOPS:
            return None
        match = _NEXT_WORD.match(self.text, end)
        if match is None:
            return None
        word = match[1].lower()
        if LABELS.get(word, Label.SERIES) < Label.SERIES and (
            len(word) > 1 or _NUMBER_AFTER.match(self.text[match.end() :][:4].lstrip("."))
        ):
            return None
        return None if word in MONTHS or word in _BOUNDARY_WORDS else word

    def is_numeric_context(self, at: int) -> bool:
        """Whether nothing but marks stands between a number and the one before it."""
        return bool(self.found.texts) and not self.text[self.start : at].strip(" ,;:.()[]-–—/|&#")

    def is_set_off(self, start: int, *, glued: bool = False) -> bool:
        """Whether the letter at *start* stands by itself: after a mark or at the beginning, or before a full stop."""
        head = self.text[self.start : start].rstrip()
        if not head or head[-1] in ",;:)(." or self.text[start + 1 : start + 2] == ".":
            return True
        return glued and head[-1].isdigit()

    def is_inside_words(self, at: int) -> bool:
        """Whether *at* is in brackets with words before it: ``(ICECE 2004)``."""
        if not self.has_brackets:
            return False
        head = self.text[self.start : at]
        opened = head.rfind("(")
        if opened < 0 or head.find(")", opened) >= 0:
            return False
        words = head[opened + 1 :].strip()
        return bool(words) and words[-1] not in ",;:" and "," not in words

    def is_before_number(self, end: int) -> bool:
        """Whether a number comes next."""
        return _NUMBER_AFTER.match(self.text, end) is not None
