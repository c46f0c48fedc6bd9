"""Years, months and days among the numbers of a journal reference."""

import re
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.venues import find_publisher, find_series
from arxiv2bib.inference._reference_cursor import LAST_WORD, RANGE_REST, STOPS, Cursor
from arxiv2bib.inference._reference_dates import is_days, is_year, read_date, read_season
from arxiv2bib.inference._reference_words import MONTHS
from arxiv2bib.text.expressions import compile_late

_NEXT_MONTH: Final = compile_late(r"[\s./-]{0,4}([^\W\d_]{3,9})(?![^\W_])\.?")
_MONTH_AFTER: Final = compile_late(
    r"\s+([^\W\d_]{3,9})\.?(?:\s?[-–/]\s?([^\W\d_]{3,9})\.?)?(\s+\d{1,2})?(?=\s*[;:,.()]|\s+[Vv]ol|\Z)"
)
_DAYS_REST: Final = compile_late(
    r"\s?(?:\(\w+\.?\)\s?)?(?:[-–—~]{1,3}|to\b|and\b|&)?\s?(\d{1,2}(?:st|nd|rd|th)?)(?![\w:/(-])"
)
"""The last of several days: ``to 14``, ``- 27``, and with the dash lost."""
_DAYS_TO_MONTH: Final = compile_late(r"(\d{1,2}(?:st|nd|rd|th)?[-–]+)([^\W\d_]{3,9})\Z")
_YEAR_IN_BRACKETS: Final = compile_late(r"(?:[,:]\s?(?P<page>\d{1,4}),?)? ?\(((?:18|19|20)\d\d)\)")
_NEXT_YEAR: Final = compile_late(r",\s[A-Z].*(?<!\d)(?:19|20)\d\d(?!\d)")
_NEXT_ORDINAL: Final = compile_late(r"\s+(?:[-–:]\s*)?\d{1,3}(?:st|nd|rd|th)\b", re.I)
_PIECE_END: Final = compile_late(r"[,;.()]")
_LONGEST_DAYS: Final = 10


class YearCursor(Cursor):
    """A cursor that takes dates."""

    __slots__ = ()

    def take_date(self, at: int, end: int, token: str, word: str, word_start: int) -> bool:
        """Take a day or a year with the month beside it, or a date in digits; say whether it was one.

        *word*, at *word_start*, is the word before the number.
        """
        month = MONTHS.get(word) if len(word) > 2 else None
        if month is not None and not self.text[word_start + len(word) : at].strip(" .,:'-–(/"):
            return self._take_after_month(end, token, month, word_start)
        found = self.found
        if month is None and (season := read_season(token)) is not None and not found.years:
            found.years.append((season, None))
            found.dates.append(token)
            self.cut(at, end)
            return True
        if month is None and not token.isdigit() and (date := read_date(token)) is not None:
            found.years.append(date)
            found.dates.append(token)
            self.cut(at, end)
            return True
        return len(token) <= _LONGEST_DAYS and is_days(token) and self._take_before_month(at, end)

    def _take_after_month(self, end: int, token: str, month: int, start: int) -> bool:
        """Take the year or the days after a *month* that begins at *start*."""
        found = self.found
        if is_year(token):
            start, month = self._find_first_month(start, month)
            found.years.append((int(token), found.month or month))
            found.month = None
        elif (days := _DAYS_TO_MONTH.match(token)) is not None and days[2].lower() in MONTHS:
            found.month = found.month or month
            end -= len(days[2])  # June 27-July 2
            found.dates.append(self.text[start:end].rstrip("-–"))
        elif is_days(token):
            found.month = found.month or month
            if (rest := _DAYS_REST.match(self.text, end)) is not None and is_days(rest[1]):
                end = rest.end()
            found.dates.append(self.text[start:end])
        else:
            return False
        self.cut(start, end)
        return True

    def _take_before_month(self, at: int, end: int) -> bool:
        """Take the days before a month: ``28-31 March``."""
        if (rest := RANGE_REST.match(self.text, end)) is not None and is_days(rest[1]):
            end = rest.end()
        match = _NEXT_MONTH.match(self.text, end)
        month = MONTHS.get(match[1].lower()) if match else None
        if match is None or month is None:
            return False
        self.found.month = self.found.month or month
        self.found.dates.append(self.text[at : match.end()])
        self.cut(at, match.end())
        return True

    def _find_first_month(self, start: int, month: int) -> tuple[int, int]:
        """Return where a range of months begins, and its first month; *start* and *month* if there is no range."""
        head = self.text[self.start : start].rstrip(" .-–—/&")
        gap = self.text[self.start + len(head) : start]
        match = LAST_WORD.search(head[-9:])
        if match is not None and gap.strip(" .") and (first := MONTHS.get(match[0].lower())):
            return self.start + len(head) - len(match[0]), first
        return start, month

    def take_year(self, at: int, end: int, year: int) -> bool:
        """Take a year without a month before it; False if it stands where a volume or a page does."""
        found = self.found
        if found.month is not None:
            found.years.append((year, found.month))
            found.month = None
            self.cut(at, end)
        elif self.is_inside_words(at) or self.goes_on(end):
            found.inner_years.append(year)
            self.resume = end
        elif found.years and self.is_numeric_context(at) and self._is_other_number(at, end):
            return False
        else:
            found.years.append((year, None))
            self.cut(at, end)
            self.take_month_after(end)
        return True

    def is_volume_of_its_year(self, at: int, end: int) -> bool:
        """Whether a year behind a journal is its volume, with the year in brackets: ``2013 (2013), Article ID 2``.

        Springer puts it behind the page: ``J. High Energ. Phys. 2020, 63 (2020)``. So is a volume what looks like a
        year behind a series: ``Lecture Notes in Math. 1979 (2009) 1-10``.
        """
        year = _YEAR_IN_BRACKETS.match(self.text, end)
        if year is None or self.found.bare or self.found.volume is not None:
            return False
        name = self.text[self.start : at].strip(" ,.")
        if year["page"] is None and not any(map(str.isdigit, self.text[year.end() :])):
            return False
        if year[2] == self.text[at:end]:
            return find_journal(name) is not None
        return year["page"] is None and find_series(name.rpartition(", ")[2]) is not None

    def is_volume_of_series(self, at: int, end: int) -> bool:
        """Whether what looks like a year behind a series is its volume: ``Lecture Notes in Math. 1942, AMS 2008``."""
        if self.found.bare or self.found.volume is not None or _NEXT_YEAR.match(self.text, end) is None:
            return False
        return find_series(self.text[self.start : at].rpartition(", ")[2].strip(" ")) is not None

    def _is_other_number(self, at: int, end: int) -> bool:
        """Whether a second year is a volume, as in ``2017;2017:1-9``, or a page, as in ``2025, 15, 1954``."""
        if self.text[end : end + 1] in {":", "("}:
            return True
        if (int(self.text[at:end]), None) in self.found.years:
            return False
        bare = self.found.bare
        has_page = self.found.pages is not None or any(last for _, last, _, _ in bare)
        return bool(bare) and not has_page and self.find_mark(at) in {",", ":"}

    def goes_on(self, end: int) -> bool:
        """Whether a year that ends at *end* is followed by more of the name: ``2021 16th Conference``."""
        if self.text[end : end + 1] in STOPS:
            return False
        if _NEXT_ORDINAL.match(self.text, end) is not None:
            return True
        if self.find_next_word(end) is None:
            return False
        stop = _PIECE_END.search(self.text, end)
        return find_publisher(self.text[end : stop.start() if stop else len(self.text)].strip()) is None

    def take_month_after(self, end: int) -> None:
        """Take the month, and the day, after the year that was found last: ``2021 Aug 3;``."""
        match = _MONTH_AFTER.match(self.text, end) if self.text[end : end + 1] == " " else None
        if match is None or (month := MONTHS.get(match[1].lower())) is None:
            return
        self.found.years[-1] = (self.found.years[-1][0], month)
        if match[3]:
            self.found.dates.append(match[0].strip())
        self.start = self.resume = match.end()
