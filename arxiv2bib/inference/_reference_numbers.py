"""The numbers of a journal reference: found, told apart by the words and marks around them, and cut from the text.

One pass over the digits of the text. What stands between the numbers that mean something is left as runs of text,
in which :mod:`~arxiv2bib.inference._reference_segments` looks for the names.
"""

import re
from typing import Final

from arxiv2bib.data.venues import find_publisher, find_series
from arxiv2bib.inference._reference_words import COUNTED, LABELS, MONTHS, SINGLE, Label

_DIGITS: Final = re.compile(r"\d[^\s,;:()\[\]\"“”|]*")
_BOUNDS: Final = frozenset(" ,;:()[]\"“”|")
_STOPS: Final = frozenset(["", ",", ".", ";", ")", "(", "]"])
"""What no word can follow at once; the empty string is the end of the text."""
_LONGEST_TOKEN: Final = 40
_LONGEST_PREFIX: Final = 24
_MARKS_AT_END: Final = ".-–—/'’`*&+"
_GLUED_WORD: Final = re.compile(r"(\d[\d/–-]*)\.(?=[^\W\d_]{2})")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+\Z")
_NEXT_WORD: Final = re.compile(r"\s*(?:[-:–—/|]+\s*)?([^\W\d_]++)(?!\d)")
_DASH: Final = r"(?:-{1,3}|[‐-―−~])"
_COLON_PAGES: Final = re.compile(rf"(\d{{1,5}}:\d{{1,4}})\s*{_DASH}\s*(\d{{1,5}}(?::\d{{1,4}})?)(?!\d)")
_NEXT_MONTH: Final = re.compile(r"[\s./-]{0,4}([^\W\d_]{3,9})(?![^\W_])\.?")
_END: Final = r"[A-Za-z]{0,2}\d[\w.]{0,15}"
_RANGE: Final = re.compile(rf"({_END}){_DASH}({_END})\Z")
_RANGE_REST: Final = re.compile(rf"\s*(?:{_DASH}|to\b|To\b|bis\b)\s*([A-Za-z]{{0,2}}\d[\w.-]{{0,15}})")
_COMMA_REST: Final = re.compile(r"\s?,\s?(\d{1,5})(?![\w-])")
_DATE: Final = re.compile(
    r"(?P<y1>(?:19|20)\d\d)[/-](?P<m1>\d{1,2})(?:[/-]\d{1,2})?\Z|(?:\d{1,2}[/.-])?(?P<m2>\d{1,2})[/.-](?P<y2>(?:19|20)\d\d)\Z"
)
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH|er|ème|eme)(?:-\d{1,3}(?:st|nd|rd|th))?\Z")
_IN_BRACKETS: Final = re.compile(r"\s?\(\s*(?:(?:[Nn]o|[Nn]r|[Ii]ssue|[Ii]ss|[Nn]umber|n|N)[. ]+)?([A-Za-z]{0,2}\d[\w/‐-―-]{0,12})\s*\)")
_MONTH_AFTER: Final = re.compile(
    r"\s+([^\W\d_]{3,9})\.?(?:\s?[-–/]\s?([^\W\d_]{3,9})\.?)?(?:\s+\d{1,2})?(?=\s*[;:,.()]|\s+[Vv]ol|\Z)"
)
_ROMAN: Final = re.compile(r"(?<![^\W_])[Vv]ol(?:ume)?\.?\s?([IVXLC]{1,9}(?:-\w{1,6})?)(?![^\W_])")
_ROMAN_DASH: Final = re.compile(r"[IVXL]{1,7}-(?:[A-Z]-?)?\Z")
_NEXT_ORDINAL: Final = re.compile(r"\s+(?:[-–:]\s*)?\d{1,3}(?:st|nd|rd|th)\b", re.I)
_FIRST_PIECE: Final = re.compile(r"[^,;.()]*")
_PIECES: Final = re.compile(r"[,;:.()\[\]]\s*")
_BOUNDARY_WORDS: Final = frozenset(
    "in at held by pp presented early online published oral poster spotlight highlight main accepted camera retrieved "
    "available".split()
)
_TWO_YEARS: Final = re.compile(r"((?:19|20)\d\d)[-–](?:\1)\Z")
_YEAR_FIRST: Final = re.compile(r"(?P<year>(?:19|20)\d\d)[A-Z]{2}\w*\Z")
_CODE: Final = re.compile(r"[a-z]{3,8}:\Z")
"""What stands before the number of an article in an overlay journal: ``lmcs:9060``."""
_OTHER_NUMBERS: Final = frozenset("catalogue catalog cat report grant order project".split())
"""Words before ``no.`` whose number is not that of an issue."""

Year = tuple[int, int | None, bool]
"""A year, the month stated with it, and whether it stands in brackets."""


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


def scan_numbers(text: str) -> Numbers:
    """Return the numbers of *text* and the runs of text between them. Never raises; linear in the length of *text*."""
    scanner = _Scanner(text)
    for match in _DIGITS.finditer(text):
        if match.start() >= scanner.resume:
            scanner.take(match.start(), match.group())
    scanner.cut(len(text), len(text))
    _resolve(scanner.found)
    return scanner.found


class _Scanner:
    """One pass over a text: ``start`` is where the run of text begins that is not yet cut."""

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

    def take(self, at: int, token: str) -> None:
        """Decide what the number *token*, which begins at *at*, is."""
        if len(token) > _LONGEST_TOKEN:
            self.resume = at + len(token)
            return
        token = token.rstrip(_MARKS_AT_END)
        if "." in token and (glued := _GLUED_WORD.match(token)) is not None:
            token = glued[1]
        end = at + len(token)
        text, start = self.text, self.start
        if at > start and text[at - 1] not in _BOUNDS:
            begin, bound = at - 1, max(start, at - _LONGEST_PREFIX)
            while begin > bound and text[begin - 1] not in _BOUNDS:
                begin -= 1
            if any(map(str.isalnum, text[begin:at])):
                self._take_glued(begin, at, end, token)
                return
        self._take_word(at, end, token)

    def _take_glued(self, begin: int, at: int, end: int, token: str) -> None:
        """Take a number with letters or marks right before it: ``pp.12``, ``CVPR'19``, ``Phys.Rev.D75``, ``e1404``."""
        prefix = self.text[begin:at]
        if len(prefix) < 3 and prefix.isalpha():
            head = self.text[self.start : begin].rstrip(" .:")
            found = _LAST_WORD.search(head[-10:])
            label = LABELS.get(found[0].lower()) if found else None
            if found is not None and label is not None and label < Label.SERIES and len(found[0]) > 1:
                self._take_labelled(label, self.start + len(head) - len(found[0]), end, prefix + token)
                return
        word = prefix.rstrip(".:-=#–'’`&").lower()
        label = LABELS.get(word)
        if word in MONTHS and len(word) > 2 and self._take_date(at, end, token, word, begin):
            return
        if label is not None and (len(word) > 1 or ((prefix[-1] == "." or prefix in SINGLE) and self._is_set_off(begin, alone=True))):
            if label is Label.SERIES:
                self.cut(at, at)
                self._take_labelled(Label.VOLUME, at, end, token)
            elif label is Label.INSIDE:
                self.resume = end
            else:
                self._take_labelled(self._refine(label, word, begin)[0], self._refine(label, word, begin)[1], end, token)
            return
        stem, dot, letter = prefix.rpartition(".")
        if dot and (not letter or (len(letter) == 1 and letter.isupper())) and stem:
            tail = LABELS.get(stem.rpartition(".")[2].rpartition(",")[2].lower())
            if tail is not None and not letter:
                self._take_labelled(tail, at - len(stem.rpartition(".")[2]) - 1, end, token)
                return
            self.cut(at, at)
            self._take_bare(at, end, token, "w")
            return
        if "-" in prefix and _ROMAN_DASH.match(prefix) is not None:
            self._take_volume(begin, end, prefix + token)
            if _is_year(token[-4:]):
                self.found.inner_years.append(int(token[-4:]))
            return
        if not word.isalpha():
            if _is_year(token):
                self.found.inner_years.append(int(token))
            self.resume = end
            return
        if prefix.islower() and len(prefix) < 6 and token.isdigit() and self._is_numeric_context(begin):
            self._take_bare(begin, end, prefix + token, self._mark_before(begin))
            return
        if len(word) <= 2:
            if len(prefix) == 1 and prefix.isupper() and not self.found.bare and self.found.volume is None and token.isdigit():
                head = self.text[self.start : begin].rstrip()
                if head and (head[-1] == "." or head[-1].isalpha()) and self._is_followed_by_number(end):
                    self.cut(at, at)
                    self._take_bare(at, end, token, "w")
                    return
            if len(prefix) == len(word) and self._is_numeric_context(begin):
                self._take_bare(begin, end, prefix + token, self._mark_before(begin))
                return
        self._take_acronym(begin, at, end, token, prefix)

    def _take_acronym(self, begin: int, at: int, end: int, token: str, prefix: str) -> None:
        """Take the year glued to an acronym, ``CVPR2019``; any other number there belongs to the word."""
        if _is_year(token):
            if self._next_word(end) is None and not self._is_inside_words(at):
                self.cut(begin + len(prefix.rstrip("-'’`–")), end)
                self.found.years.append((int(token), None, False))
                self._take_month_after(end)
                return
            self.found.inner_years.append(int(token))
        elif len(token) == 2 and token.isdigit() and (prefix[-1] in "'’`-" or sum(map(str.isupper, prefix)) > 2):
            self.found.inner_years.append(_widen(int(token)))
        self.resume = end

    def _take_word(self, at: int, end: int, token: str) -> None:
        """Take a number that stands alone, by the word before it and what follows."""
        before = self.text[self.start : at]
        head = before.rstrip(" ,.:=#-–(*'’`")
        word = head.rpartition(" ")[2]
        if word and not word.isalpha():
            match = _LAST_WORD.search(word[-14:])
            word = match[0] if match else ""
        word = word.lower()
        word_start = self.start + len(head) - len(word)
        label = LABELS.get(word) if word and "," not in before[len(head) :] else None
        if label is not None and (len(word) > 1 or self._is_set_off(word_start)):
            if label is Label.SERIES:
                if not _is_year(token):
                    self.cut(at, at)
                    self._take_volume(at, end, token)
                    return
            elif label is Label.INSIDE:
                if not _is_year(token):
                    self.resume = end
                    return
            else:
                label, word_start = self._refine(label, word, word_start)
                if label is Label.INSIDE:
                    self.resume = end
                else:
                    self._take_labelled(label, word_start, end, token)
                return
        is_year = _is_year(token)
        if (word not in MONTHS if is_year else len(token) > 10) or not self._take_date(at, end, token, word, word_start):
            if is_year:
                self._take_year(at, end, int(token))
            else:
                self._take_plain(at, end, token, before)

    def _refine(self, label: Label, word: str, start: int) -> tuple[Label, int]:
        """Return what two words say together, and where the first begins: ``Article no.``, ``pp. no.``."""
        if label is not Label.ISSUE and word not in {"id"}:
            return label, start
        head = self.text[self.start : start].rstrip(" .:-")
        match = _LAST_WORD.search(head[-10:])
        first = LABELS.get(match[0].lower()) if match else None
        if match is not None and match[0].lower() in {"paper", "sequence"}:
            first = Label.ARTICLE
        if match is not None and match[0].lower() in _OTHER_NUMBERS:
            return Label.INSIDE, start
        if match is None or first is None or first in {Label.INSIDE, Label.SERIES, Label.ISSUE}:
            return label, start
        return first, self.start + len(head) - len(match[0])

    def _take_labelled(self, label: Label, start: int, end: int, token: str) -> None:
        if label is Label.VOLUME:
            self._take_volume(start, end, token)
        elif label is Label.PAGES:
            self._take_pages(start, end, token)
        elif label is Label.ISSUE:
            rest = _RANGE_REST.match(self.text, end) if token.isdigit() else None
            if rest is not None and rest[1].isdigit():
                token, end = f"{token}-{rest[1]}", rest.end()
            if token.isdigit() and len(token) > 4 and self.found.article is None:
                self.found.article = token
            elif self.found.issue is None:
                self.found.issue = token
            else:
                self.found.counts.append(self.text[start:end])
            self.cut(start, end)
        else:
            if self.found.article is None and self._is_locator(token):
                self.found.article = token
            else:
                self.found.counts.append(self.text[start:end])
            self.cut(start, end)

    def _is_locator(self, token: str) -> bool:
        return len(token) < 20

    def _take_volume(self, start: int, end: int, token: str) -> None:
        found = self.found
        brackets = _IN_BRACKETS.match(self.text, end) if self.has_brackets else None
        issue = None
        if brackets is not None and not _is_year(brackets[1]):
            issue, end = brackets[1], brackets.end()
        elif token.count(".") == 1:
            token, _, issue = token.partition(".")
        if found.volume is None:
            found.volume = token
            if _is_year(token):
                found.inner_years.append(int(token))
            if issue is not None and found.issue is None:
                found.issue = issue
        else:
            found.counts.append(self.text[start:end])
        self.cut(start, end)

    def _take_pages(self, start: int, end: int, token: str) -> None:
        found = self.found
        first: str = token
        last: str | None = None
        if self.text[end : end + 1] == ":" and (match := _COLON_PAGES.match(self.text, end - len(token))) is not None:
            first, last, end = match[1], match[2], match.end()
            if found.pages is None:
                found.pages = (first, last)
                self.cut(start, end)
                return
        if (match := _RANGE.match(token)) is not None:
            first, last = match[1], match[2]
        if self.text[end : end + 1] not in _STOPS and (rest := _RANGE_REST.match(self.text, end)) is not None:
            first = f"{first}-{last}" if last is not None else first
            last, end = rest[1].rstrip("."), rest.end()
        elif last is not None:
            pass
        elif token.isdigit() and (match := _COMMA_REST.match(self.text, end)) is not None and int(match[1]) > int(token):
            last, end = match[1], match.end()
        if found.pages is None and last is not None:
            found.pages = (first, last)
        elif last is None and found.article is None and is_article_number(first):
            found.article = first
        elif found.pages is None and not self._is_count(start, end, first):
            found.pages = (first, None)
        else:
            found.counts.append(self.text[start:end])
        self.cut(start, end)

    def _is_count(self, start: int, end: int, token: str) -> bool:
        """Whether ``pp.11`` says how many pages there are, as HAL writes it: glued, last, after the year."""
        glued = self.text[start : end].lower() == f"pp.{token}"
        return glued and bool(self.found.years) and len(token) < 3 and not self.text[end:].strip(" .,;")

    def _take_date(self, at: int, end: int, token: str, word: str, word_start: int) -> bool:
        """Take a day or a year with the month beside it; say whether it was one."""
        month = MONTHS.get(word) if len(word) > 2 else None
        found = self.found
        if month is None and not token.isdigit() and (match := _DATE.match(token)) is not None:
            year, number = match["y1"] or match["y2"], int(match["m1"] or match["m2"])
            if 1 <= number <= 12:
                found.years.append((int(year), number, False))
                found.dates.append(token)
                self.cut(at, end)
                return True
        if month is not None and self.text[word_start + len(word) : at].strip(" .,:'-–(/") == "":
            if _is_year(token):
                begin, month = self._find_first_month(word_start, month)
                if found.month is None:
                    found.month = month
                found.years.append((int(token), found.month, self._is_inside(begin)))
                found.month = None
                self.cut(begin, end)
                return True
            if _is_days(token):
                if found.month is None:
                    found.month = month
                found.dates.append(self.text[word_start:end])
                self.cut(word_start, end)
                return True
            return False
        if len(token) > 10 or not _is_days(token):
            return False
        first_end = end
        if (rest := _RANGE_REST.match(self.text, end)) is not None and _is_days(rest[1]):
            end = rest.end()
        match = _NEXT_MONTH.match(self.text, end)
        number = MONTHS.get(match[1].lower(), 0) if match else 0
        if match is None or not number:
            end = first_end
            return False
        if found.month is None:
            found.month = number
        found.dates.append(self.text[at : match.end()])
        self.cut(at, match.end())
        return True

    def _find_first_month(self, start: int, month: int) -> tuple[int, int]:
        """Return where a range of months begins, and its first month; *start* and *month* if there is no range."""
        head = self.text[self.start : start].rstrip(" .-–—/&")
        gap = self.text[self.start + len(head) : start]
        match = _LAST_WORD.search(head[-9:])
        if match is not None and gap.strip(" .") and (first := MONTHS.get(match[0].lower())):
            return self.start + len(head) - len(match[0]), first
        return start, month

    def _take_year(self, at: int, end: int, year: int) -> None:
        found = self.found
        if found.month is not None:
            found.years.append((year, found.month, self._is_inside(at)))
            found.month = None
            self.cut(at, end)
        elif (self.has_brackets and self._is_inside_words(at)) or self._goes_on(end):
            found.inner_years.append(year)
            self.resume = end
        elif found.years and self._is_numeric_context(at) and (
            self.text[end : end + 1] in {":", "("}
            or (found.bare and found.pages is None and self._mark_before(at) in {",", ":"} and not any(item[1] for item in found.bare))
        ):
            self._take_bare(at, end, str(year), self._mark_before(at))
        else:
            found.years.append((year, None, self._is_inside(at)))
            self.cut(at, end)
            self._take_month_after(end)

    def _goes_on(self, end: int) -> bool:
        """Whether a year that ends at *end* is followed by more of the name: ``2021 16th Conference``."""
        if self.text[end : end + 1] in _STOPS:
            return False
        if _NEXT_ORDINAL.match(self.text, end) is not None:
            return True
        return self._next_word(end) is not None and find_publisher(_FIRST_PIECE.match(self.text, end)[0].strip()) is None  # type: ignore[index]

    def _take_month_after(self, end: int) -> None:
        """Take the month, and the day, after a year: ``2021 Aug 3;``."""
        match = _MONTH_AFTER.match(self.text, end) if self.text[end : end + 1] == " " else None
        if match is None or (month := MONTHS.get(match[1].lower())) is None:
            return
        year, _, inside = self.found.years[-1]
        self.found.years[-1] = (year, month, inside)
        self.found.dates.append(self.text[end : match.end()].strip())
        self.start = self.resume = match.end()

    def _take_plain(self, at: int, end: int, token: str, before: str) -> None:
        """Take a number that no word explains: by what is around it, it ends the words or belongs to them."""
        if _ORDINAL.match(token) is not None or (before[-1:] == ":" and _CODE.search(before[-9:])):
            self.resume = end
            return
        if (years := _TWO_YEARS.match(token) or _YEAR_FIRST.match(token)) is not None and self._goes_on(end):
            self.found.inner_years.append(int(years[1]))
            self.resume = end
            return
        match = _NEXT_WORD.match(self.text, end)
        following = match[1].lower() if match else ""
        if following in COUNTED and match is not None and not (match[1] == "pp" and self.text[match.end() :][:2].strip(". ").isdigit()):
            if following != "pp" or not re.match(r"\.?\s*\d", self.text[match.end() :][:4]):
                self.found.counts.append(self.text[at : match.end()])
                self.cut(at, match.end())
                return
        if self._is_inside_words(at):
            if len(token) == 2 and token.isdigit():
                self.found.inner_years.append(_widen(int(token)))
            self.resume = end
            return
        is_context = self._is_numeric_context(at)
        digits = sum(map(str.isdigit, token))
        if (not token[0].isdigit() or not token[-1].isdigit()) and digits < 3 and not is_context:
            self.resume = end
            return
        if self._next_word(end) is not None and not is_context:
            self.resume = end
            return
        if not before.strip(" .,;:-–()[]") and not self.found.texts and self._next_word(end) is not None:
            self.resume = end
            return
        self.cut(at, at)
        mark = self._mark_before(at)
        self._take_bare(at, end, token, mark if is_context or mark in {",", ";", "("} else "w")

    def _take_bare(self, at: int, end: int, token: str, mark: str) -> None:
        last = None
        if mark in {",", ""} and self.text[end : end + 1] == ":" and (self.found.bare or self.found.volume is not None):
            match = _COLON_PAGES.match(self.text, at)
            if match is not None:
                self.found.bare.append((match[1], match[2], mark, len(self.found.texts) - 1))
                self.start = self.resume = match.end()
                return
        if (match := _RANGE.match(token)) is not None:
            token, last = match[1], match[2]
        if (rest := _RANGE_REST.match(self.text, end)) is not None and not _is_year(rest[1]):
            if last is not None:
                token = f"{token}-{last}"
            last, end = rest[1].rstrip("."), rest.end()
        self.found.bare.append((token, last, mark, len(self.found.texts) - 1))
        self.start = self.resume = end

    def _mark_before(self, at: int) -> str:
        """Return the mark before a number: one of ``,;:(`` or nothing."""
        gap = self.text[max(0, at - 4) : at].rstrip()
        return gap[-1] if gap and gap[-1] in ",;:(." else ""

    def _is_numeric_context(self, at: int) -> bool:
        """Whether nothing but marks stands between a number and the one before it."""
        return bool(self.found.texts) and not self.text[self.start : at].strip(" ,;:.()[]-–—/|&")

    def _is_set_off(self, start: int, *, alone: bool = False) -> bool:
        """Whether the letter at *start* stands by itself: after a mark or at the beginning, or before a full stop."""
        head = self.text[self.start : start].rstrip()
        return not head or head[-1] in ",;:)(." or self.text[start + 1 : start + 2] == "." or (alone and head[-1].isdigit())

    def _is_inside(self, at: int) -> bool:
        """Whether a bracket is open before *at*."""
        if not self.has_brackets:
            return False
        head = self.text[max(self.start - 1, 0) : at]
        opened = head.rfind("(")
        return opened >= 0 and head.find(")", opened) < 0

    def _is_inside_words(self, at: int) -> bool:
        """Whether *at* is in brackets with words before it: ``(ICECE 2004)``."""
        if not self.has_brackets:
            return False
        head = self.text[self.start : at]
        opened = head.rfind("(")
        if opened < 0 or head.find(")", opened) >= 0:
            return False
        words = head[opened + 1 :].strip()
        return bool(words) and words[-1] not in ",;:" and "," not in words

    def _is_followed_by_number(self, end: int) -> bool:
        return re.match(r"\s*[,:(]?\s*\(?\d", self.text[end : end + 5]) is not None

    def _next_word(self, end: int) -> str | None:
        """Return the word that goes on after a number; None if a mark, a label, a month or nothing comes."""
        if self.text[end : end + 1] in _STOPS:
            return None
        match = _NEXT_WORD.match(self.text, end)
        if match is None:
            return None
        word = match[1].lower()
        if word in LABELS and LABELS[word] not in {Label.INSIDE, Label.SERIES}:
            if len(word) > 1 or re.match(r"\.?\s*\d", self.text[match.end() :][:4]):
                return None
        return None if word in MONTHS or word in _BOUNDARY_WORDS else word


def is_article_number(token: str) -> bool:
    """Whether *token* is the number of an article and not of a page: five digits, a letter, or a zero in front."""
    if not token.isdigit():
        return token.replace(".", "").isalnum() and not token.replace(".", "").isdigit()
    return len(token) >= 5 or (token[0] == "0" and len(token) > 1)


def _resolve(found: Numbers) -> None:
    """Give the bare numbers their meaning, by their order and the marks before them."""
    bare = found.bare
    for index, (first, last, mark, run) in enumerate(bare):
        rest = len(bare) - index - 1
        if last is not None:
            if found.pages is None and found.volume is None and any(item[1] for item in bare[index + 1 :]):
                found.volume, found.issue = first, found.issue or last
            elif found.pages is None:
                found.pages = (first, last)
            elif found.issue is None and found.volume is not None:
                found.issue = f"{first}-{last}"
            else:
                found.counts.append(f"{first}-{last}")
        elif first == "0":
            found.counts.append(first)
        elif found.volume is None and first.isdigit() and len(first) > 3 and _is_after_series(found.texts[run]):
            found.volume = first
        elif mark == "(" and found.volume is not None and found.issue is None:
            found.issue = first
        elif is_article_number(first) and not (found.volume is None and rest and len(first) <= 4):
            if found.article is None:
                found.article = first
            else:
                found.counts.append(first)
        elif found.volume is None and mark != ":":
            volume, dot, issue = first.partition(".")
            found.volume = volume
            if dot and found.issue is None:
                found.issue = issue
        elif mark == "w" and run >= 0 and found.texts[run].strip(" .,"):
            found.texts[run] += first if found.texts[run][-1:] == " " else f" {first}"
        elif mark != ":" and found.issue is None and (rest or found.pages is not None or found.article is not None):
            found.issue = first
        elif found.pages is None and found.article is None:
            found.pages = (first, None)
        elif found.article is None and mark == ":":
            found.article = first
        else:
            found.counts.append(first)
    if found.volume is None:
        for number, text in enumerate(found.texts):
            if "ol" in text and (match := _ROMAN.search(text)) is not None:
                found.volume = match[1]
                found.texts[number] = f"{text[: match.start()]},{text[match.end() :]}"
                break


def _is_after_series(run: str) -> bool:
    """Whether *run* ends in a book series or a publisher: the number after it is that of a volume."""
    pieces = [piece for piece in _PIECES.split(run[-80:]) if piece.strip()]
    return bool(pieces) and (find_series(pieces[-1]) is not None or find_publisher(pieces[-1]) is not None)


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and "1899" < token < "2050"


def _is_days(token: str) -> bool:
    """Whether *token* is a day of a month, or a range of them."""
    if token.isdigit():
        return token.isascii() and len(token) < 3 and 0 < int(token) < 32
    digits = token.replace("-", "").replace("–", "").replace("/", "").replace("~", "")
    if digits[-2:] in {"st", "nd", "rd", "th"}:
        digits = digits[:-2]
    if not digits.isdigit() or not digits.isascii() or len(digits) > 4:
        return False
    return all(0 < int(part) < 32 for part in re.split(r"[-–/~]+", token.rstrip("stndrh")) if part)


def _widen(year: int) -> int:
    return year + (2000 if year < 50 else 1900)
