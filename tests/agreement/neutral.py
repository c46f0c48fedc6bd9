"""The neutral form in which what we read is compared with what others read.

An item is a mapping from a field's name to its value: CSL's variables and roles by CSL's names, ``type``, ``key``, and
``kept:NAME`` for a field that a program keeps without giving it a meaning. The unit is one field of one item: all
authors are one value, all keywords are one value.

What counts as the same, for every program alike:

- white space folded, no-break spaces are spaces, letters composed (NFC), invisible characters gone;
- curly quotation marks and apostrophes are straight ones;
- dashes are three different characters in running text, and one in pages, numbers and volumes;
- title and subtitle are one text, whether a colon or a full stop joins them; what separates several publishers or
  places ("and", a semicolon, a slash) is no part of them;
- of markup, italics, bold, small caps, superscripts and subscripts count; "keep this word's capitals" does not, but a
  word that was protected must have kept them (see ``compare``);
- a date is its year, month and day, a range is two of them; what has no year is no date;
- a language is its code of two letters where its name or its region is given ("german", "de-DE");
- a person is family name, given name and suffix, with particles before the family name, whether they drop or not, and
  a blank after each initial;
  a name of one part is that part, whether it is a person or a group;
- keywords are a set, math has no dollars;
- DOIs without the resolver's address, in lower case; ISBN and ISSN as their digits, and what has no digits is neither.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

__all__ = ["Item", "Person", "Value", "fold", "make_person", "read_value"]


class Person(NamedTuple):
    """A name: all particles stand before ``family``; a group has only ``family``."""

    family: str
    given: str = ""
    suffix: str = ""


Value: TypeAlias = str | tuple[Person, ...] | frozenset[str]
Item: TypeAlias = Mapping[str, Value]

_STRAIGHT: Final = str.maketrans({
    **dict.fromkeys("‘’‚‛`´ʼ", "'"), **dict.fromkeys("“”„‟«»", '"'), "\u2011": "-", "\u2010": "-",
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"), "…": "...",
})  # fmt: skip
_INITIAL: Final = re.compile(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])")
_DASHES: Final = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_MONTHS: Final = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}


def fold(text: str) -> str:
    """Return *text* with its white space, its letters and its quotation marks in one form."""
    text = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    return " ".join(text.replace("''", '"').split())


def make_person(family: str, given: str = "", suffix: str = "", particles: Iterable[str | None] = ()) -> Person:
    """Return a name whose *particles* stand before the family name; with one part only, that is the family name."""
    whole = fold(" ".join([*(part for part in particles if part), family]))
    given = _INITIAL.sub(" ", fold(given))
    return Person(whole, given, fold(suffix)) if whole else Person(given, "", fold(suffix))


def read_number(text: str) -> str:
    """Return pages, a volume or another number with single hyphens for its dashes."""
    return re.sub(r"\s*([,;&])\s*", r"\1 ", _DASHES.sub("-", fold(text)))


def read_doi(text: str) -> str:
    """Return a DOI in lower case, without the resolver's address."""
    return re.sub(r"\A(?:https?://)?(?:[a-z]+\.)*doi\.(?:[a-z]+\.)*[a-z]+/|\Adoi:\s*", "", fold(text).lower())


def read_serial(text: str) -> str:
    """Return ISBNs or ISSNs as digits, separated by single blanks."""
    if not any(map(str.isdigit, text)):
        return ""
    return " ".join(re.sub(r"[-\u2010-\u2015 ]", "", part).upper() for part in re.split(r"[,;]\s*|\s{2,}", fold(text)))


_LANGUAGES: Final = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en", "german": "de",
    "ngerman": "de", "austrian": "de", "deutsch": "de", "french": "fr", "francais": "fr", "latin": "la",
    "spanish": "es", "italian": "it", "dutch": "nl", "russian": "ru", "greek": "el", "swedish": "sv", "danish": "da",
    "norwegian": "no", "polish": "pl", "portuguese": "pt", "japanese": "ja", "chinese": "zh",
}  # fmt: skip


def read_language(text: str) -> str:
    """Return the code of two letters of a language that has one, else the words."""
    text = fold(text).lower()
    return _LANGUAGES.get(text) or (text[:2] if re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2})?", text) else text)


def read_list(text: str) -> str:
    """Return the publishers or places of a list, separated in one way."""
    return re.sub(r"\s*;\s*|\s+(?:and|/)\s+", "; ", fold(text))


_ISO: Final = re.compile(r"(-?\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:T.*|\s+\d\d:\d\d.*)?\Z")
_WORDS: Final = re.compile(r"[A-Za-z]+|\d+")


def read_date(text: str) -> str:
    """Return a date or a range in EDTF's form, from that or from words such as ``January 1, 2013``; else its words."""
    text = fold(text).replace("\u2013", "-").replace("~", "")
    if re.search(r"\d{3}", text.replace("0000", "")) is None:
        return ""
    first, slash, last = text.partition("/")
    if slash and _ISO.match(first.rstrip("~?")) and (_ISO.match(last.rstrip("~?")) or last in ("", "..", "open")):
        return f"{read_date(first)}/{read_date(last) if last not in ('', '..', 'open') else ''}"
    if years := re.fullmatch(r"(\d{4})-{1,3}(\d{4})", text):
        return f"{years[1]}/{years[2]}"
    found = _ISO.match(text)
    if found is not None:
        return "-".join(part.zfill(2) for part in found.groups() if part and part.strip("0"))
    words = _WORDS.findall(text)
    years_found = [word for word in words if word.isdigit() and len(word) == 4]
    months = [_MONTHS[word[:3].lower()] for word in words if word[:3].lower() in _MONTHS]
    days = [word for word in words if word.isdigit() and len(word) < 3]
    if len(years_found) == 1 and len(months) == 1 and len(words) == 2 + len(days) and len(days) < 2:
        return "-".join([years_found[0], f"{months[0]:02d}", *(day.zfill(2) for day in days)])
    return text


_READERS: Final = {
    **dict.fromkeys(("issued", "accessed", "submitted", "original-date", "event-date", "available-date"), read_date),
    "DOI": read_doi, "ISBN": read_serial, "ISSN": read_serial, "language": read_language,
    "publisher": read_list, "publisher-place": read_list, "event-place": read_list,
    **dict.fromkeys(
        "page volume issue number collection-number edition version number-of-pages chapter-number".split(), read_number
    ),
}  # fmt: skip


def read_value(name: str, text: str) -> str:
    """Return the value of the CSL variable *name* in neutral form."""
    return _READERS.get(name, fold)(text)
