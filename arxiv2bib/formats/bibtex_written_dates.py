"""Dates as people write them where BibTeX wants a year and BibLaTeX a date in EDTF: ``27.01.2015``, ``March 12, 2015``.

Only what can mean one date is read: ``12/03/2015`` is the third of December or the twelfth of March, and stays words.

Source: the forms of JabRef's ``Date`` and ``Month`` classes; ISBD 0.4.3 for dates that a cataloguer supplied.
"""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.model.dates import Date, DateParts, is_calendar_date
from arxiv2bib.text.expressions import compile_late

__all__ = ["parse_written_date", "read_written_month"]

# Of English, German, French, Spanish, Italian, Portuguese, Dutch, the Scandinavian languages, Polish, Czech, Turkish
# and Russian; a word stands for one month in all of them, and in Croatian ("listopad" does not).
_WORDS: Final = (
    "january januar jänner jan janvier janv enero ene gennaio genn janeiro januari "
    "styczeń stycznia leden ledna ocak январь января",
    "february februar feber feb février févr febrero febbraio febbr fevereiro fev februari "
    "luty lutego únor února şubat февраль февраля",
    "march märz mär mrz mar mars marzo março maart mrt marts marzec marca březen března mart март марта",
    "april apr avril avr abril abr aprile kwiecień kwietnia duben dubna nisan апрель апреля",
    "may mai mayo maggio magg maio mei maj maja květen května mayıs май мая",
    "june juni jun juin junio giugno junho czerwiec czerwca červen června haziran июнь июня",
    "july juli jul juillet juil julio luglio julho lipiec lipca červenec července temmuz июль июля",
    "august aug août agosto augustus augusti sierpień sierpnia srpen srpna ağustos август августа",
    "september sept sep septembre septiembre settembre setembro wrzesień września září eylül сентябрь сентября",
    "october oktober oct okt octobre octubre ottobre outubro październik października říjen října ekim октябрь октября",
    "november nov novembre noviembre novembro listopadu kasım ноябрь ноября",
    "december dezember dec dez décembre déc diciembre dic dicembre dezembro desember "
    "grudzień grudnia prosinec prosince aralık декабрь декабря",
)
_NUMBERS: Final = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}
_BETWEEN: Final = frozenset({"de", "del", "st", "nd", "rd", "th", "er", "of"})
_LONGEST: Final = 40

_TOKEN: Final = compile_late(r"[^\W\d_]+|[0-9]+|[^\w\s,.]")
_HYPHENED: Final = compile_late(r"([0-9]{1,2})-([^\W\d_]{3,9})\.?-([0-9]{4})\Z")
_DAY_MONTH: Final = compile_late(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\Z")
_MONTH_YEAR: Final = compile_late(r"([0-9]{1,2})[./]([0-9]{4})\Z")
_YEAR_FIRST: Final = compile_late(r"([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})\Z")
# What Zotero wrote until 2014 for a day without a time: "2012-03-05TZ".
_WITHOUT_TIME: Final = compile_late(r"([0-9]{4})-([0-9]{2})-([0-9]{2})TZ\Z")
_EITHER_FIRST: Final = compile_late(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})\Z")
_COMPACT: Final = compile_late(r"((?:1[5-9]|20)[0-9]{2})([0-9]{2})([0-9]{2})\Z")
_SHORT_RANGE: Final = compile_late(r"([0-9]{2})([0-9]{2}) ?(?:-{1,3}|[/–]) ?([0-9]{2})\Z")
# "[1923]", "c1923", "©1923"; "2020a" tells two works of a year apart.
_SUPPLIED: Final = compile_late(r"\[?[c©]?([0-9]{4})[a-h]?\]?\.?\Z")
_ABOUT: Final = compile_late(r"[\[(]?(?:ca?\.|ca|circa|um|vers|about) ?([0-9]{4})[\])]?\Z", re.I)
_UNSURE: Final = compile_late(r"[\[(]?([0-9]{4}) ?\?[\])]?\Z")


def read_written_month(text: str) -> int | None:
    """Return the month that the word *text* names in one of the languages known here, or None."""
    return _NUMBERS.get(text.removesuffix(".").casefold())


@lru_cache(maxsize=1024)
def parse_written_date(text: str) -> Date | None:
    """Return the one date that *text*, which is none in EDTF, can mean, or None. Never raises."""
    if len(text) > _LONGEST or not any("0" <= character <= "9" for character in text):
        return None
    if text[0].isalpha() or text[-1].isalpha() or " " in text or "-" in text:
        parts = _read_words(text)
        if parts is not None:
            return Date(start=parts)
    if (found := _ABOUT.match(text) or _UNSURE.match(text)) is not None:
        return Date(start=(int(found[1]),), circa=True)
    if (found := _SHORT_RANGE.match(text)) is not None and int(found[2]) < int(found[3]) > 12:
        return Date(start=(int(found[1] + found[2]),), end=(int(found[1] + found[3]),))
    parts = _read_numbers(text)
    return Date(start=parts) if parts is not None and is_calendar_date(parts) else None


def _read_words(text: str) -> DateParts | None:
    """Return year, month and day if *text* has a month in words, a year, and nothing else but a day."""
    found = _HYPHENED.match(text)
    if found is not None:
        text = " ".join(found.groups())
    year = month = day = 0
    for token in _TOKEN.findall(text):
        word = token.casefold()
        if len(word) == 4 and word.isdecimal() and not year:
            year = int(word)
        elif len(word) < 3 and word.isdecimal() and not day:
            day = int(word)
        elif word in _NUMBERS and not month:
            month = _NUMBERS[word]
        elif word not in _BETWEEN:
            return None
    parts = (year, month, day) if day else (year, month)
    return parts if year and month and is_calendar_date(parts) else None


def _read_numbers(text: str) -> DateParts | None:
    """Return the parts of a date in numbers, which may be none of the calendar."""
    if (found := _DAY_MONTH.match(text)) is not None:
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _MONTH_YEAR.match(text)) is not None:
        return int(found[2]), int(found[1])
    if (found := _YEAR_FIRST.match(text)) is not None:
        return int(found[1]), int(found[3]), int(found[4])
    if (found := _COMPACT.match(text) or _WITHOUT_TIME.match(text)) is not None:
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _EITHER_FIRST.match(text)) is not None:
        first, second = int(found[1]), int(found[3])
        if first > 12 or second > 12 or first == second:
            return (int(found[4]), *((second, first) if first > 12 else (first, second)))
        return None
    found = _SUPPLIED.match(text)
    return (int(found[1]),) if found is not None else None
