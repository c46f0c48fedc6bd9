"""Conferences and workshops, publishers, book series and places: lookups over the tables of this folder."""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Final, NamedTuple

from arxiv2bib.data import read_rows
from arxiv2bib.data.keys import EMPTY, fold_letters, list_words, make_key, make_keys
from arxiv2bib.text.expressions import compile_late

__all__ = [
    "Series",
    "Venue",
    "find_publisher",
    "find_series",
    "find_venue",
    "is_acronym",
    "is_place",
    "list_place_keys",
    "list_publisher_keys",
    "list_series_keys",
    "list_venue_keys",
]

_BRACKETS: Final = compile_late(r"\s*[(\[][^()\[\]]{0,120}[)\]]")
_MEETING: Final = compile_late(r"\A.*?\b(?:Conference|Symposium|Workshop|Congress) on\s")
_PROCEEDINGS: Final = compile_late(r"[Pp]roc(?:eedings|s)?\.?\s(?:of\s)?(?:the\s)?(?=\S{2,15}(?:\s\d{4})?\Z)")
"""What stands before a lone acronym: ``Proc. of ICALP 2003``."""
_LONGEST_SHORT: Final = 12
"""Names with fewer letters are found in their own case, as acronyms are."""
_LONG_SUBJECT: Final = 4
"""Words that a subject needs to stand for its conference: ``Computer-Based Medical Systems``, not ``Data Mining``."""
_YEAR: Final = compile_late(r"(?:19|20)\d\d")
_GLUED_YEAR: Final = compile_late(r"(?<=[A-Za-z])[\s'’‘`-]{0,2}(?:(?:19|20)\d\d|\d\d)\Z")
_ROMAN: Final = compile_late(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ORDINAL: Final = compile_late(r"\d{1,3}(?:st|nd|rd|th)?")
# What stands before the name proper of a conference, as words in lower case.
_BEFORE: Final = frozenset(
    "a an the in at of on proceedings proceeding proc procs annual biennial acm cvf embs iapr ieee ifip isprs ras rsj "
    "sice computer society first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth "
    "twenty thirty forty fifty".split()
)


class Venue(NamedTuple):
    """A conference, symposium or workshop.

    ``proceedings`` is how the proceedings of a year are titled, with ``{year}`` for it; ``months`` are those in which
    it is held, as numbers and ranges (``"6"``, ``"9-10"``), empty where they change. ``publisher`` and ``series`` are
    the usual ones, and None where there is none or none is known; ``since`` is the first year for which they and the
    title hold, None where they always have.
    """

    acronym: str
    name: str
    publisher: str | None
    series: str | None
    proceedings: str
    months: str
    origin: str
    since: int | None = None

    def is_of(self, publisher: str | None, year: int | None = None) -> bool:
        """Whether *publisher* is the usual one; None is, from its first *year* on; others publish a year too."""
        if publisher is None:
            return self.since is None or year is None or year >= self.since
        return self.publisher is None or _is_same_publisher(publisher, self.publisher)

    def title_proceedings(self, year: int | None, *, publisher: str | None = None) -> str:
        """Return the title of the proceedings of *year*; those of an unusual *publisher* have no title of their own."""
        if not self.is_of(publisher, year):
            return f"Proceedings of the {self.name}"
        title = self.proceedings.replace("{name}", self.name)
        if year is not None:
            return title.replace("{year}", str(year))
        return title.replace(" {year}", "").replace("{year} ", "")


class Series(NamedTuple):
    """A book series; ``holds`` is what its volumes are: ``proceedings``, ``chapters`` or ``any``."""

    name: str
    holds: str
    publisher: str | None


@lru_cache(maxsize=4096)
def find_venue(name: str) -> Venue | None:
    """Return the conference or workshop called *name*; None if it is not known.

    Takes an acronym, in its own case (``CVPR``, ``CVPR 2021``, ``CVPR'21``), and a name in full with or without what
    is usual around it: ``Proceedings of the``, ordinals, years, sponsors, an acronym in brackets behind.
    """
    row = _find_acronym(name)
    if row is None:
        row = _load_names().get(make_key(name))
    if row is None:
        bare = _BRACKETS.sub("", name) if "(" in name or "[" in name else name
        row = _find_acronym(bare) if bare != name else None
        if row is None:
            row = _load_names().get(_strip_name(bare))
        if row is None and (lead := _PROCEEDINGS.match(bare)) is not None:
            row = _find_acronym(bare[lead.end() :])
    return _make_venue(row) if row is not None else None


def _find_acronym(name: str) -> int | None:
    return _load_acronyms().get(_GLUED_YEAR.sub("", name) if name[-1:].isdigit() else name)


def _is_same_publisher(name: str, other: str) -> bool:
    return (find_publisher(name) or name) == (find_publisher(other) or other)


def is_acronym(word: str) -> bool:
    """Whether *word* is the acronym of a known conference or workshop."""
    return word in _load_acronyms()


@lru_cache(maxsize=1024)
def find_publisher(name: str) -> str | None:
    """Return the usual name of the publisher called *name*, however it is written; None if it is none that is known."""
    return _load_publishers().get(make_key(name))


@lru_cache(maxsize=1024)
def find_series(name: str) -> Series | None:
    """Return the book series called *name*, in full or abbreviated; None if it is none that is known."""
    return _load_series().get(make_key(name))


@lru_cache(maxsize=2048)
def is_place(name: str) -> bool:
    """Whether *name* is a country, a state or a city where venues met or publishers sit."""
    return make_key(name) in _load_places()


def list_place_keys() -> Collection[str]:
    """Return the keys of the places."""
    return _load_places()


def list_publisher_keys() -> Collection[str]:
    """Return the keys of the publishers, in every spelling."""
    return _load_publishers()


def list_series_keys() -> Collection[str]:
    """Return the keys of the book series, in every spelling."""
    return _load_series()


def list_venue_keys() -> Collection[str]:
    """Return the keys of the conferences and workshops, in every spelling."""
    return _load_names()


def _strip_name(name: str) -> str:
    """Return the key of *name* without years, and without ordinals and sponsors before it."""
    return _strip_words(list_words(fold_letters(name)))


def _strip_words(words: list[str]) -> str:
    start = 0
    while start < len(words) - 1 and (words[start] in _BEFORE or _is_ordinal(words[start])):
        start += 1
    while len(words) > start + 3 and words[-1][0] in "ivx" and _ROMAN.fullmatch(words[-1]) is not None:
        words.pop()
    return "".join([word for word in words[start:] if word not in EMPTY and not _is_year(word)])


def _is_ordinal(word: str) -> bool:
    return word[0].isdigit() and (_ORDINAL.fullmatch(word) is not None or _YEAR.fullmatch(word) is not None)


def _is_year(word: str) -> bool:
    return word[0].isdigit() and _YEAR.fullmatch(word) is not None


def _list_names(cell: str) -> list[str]:
    return [name for part in cell.split(";") if (name := part.strip())]


@cache
def _load_acronyms() -> dict[str, int]:
    """Return the rows of the venues by acronym; most that papers name are found by it, and without the longer names."""
    found: dict[str, int] = {}
    for row, (acronym, name, others, *_) in enumerate(read_rows("venues.txt")):
        found.setdefault(acronym, row)
        for written in (name, *_list_names(others)):
            if len(written) < _LONGEST_SHORT:
                found.setdefault(written, row)
    return found


@cache
def _load_names() -> dict[str, int]:
    """Return the rows of the venues by the keys of their names."""
    names: dict[str, int] = {}
    stripped: list[tuple[str, int]] = []
    for row, (_, name, others, *_) in enumerate(read_rows("venues.txt")):
        for written in (name, *_list_names(others)):
            words = list_words(fold_letters(written))
            names.setdefault("".join([word for word in words if word not in EMPTY]), row)
            stripped.append((_strip_words(words), row))
            subject = _MEETING.sub("", written) if " on " in written else written
            if subject != written and len(list_words(subject)) >= _LONG_SUBJECT:
                stripped.append((make_key(subject), row))
    for key, row in stripped:
        names.setdefault(key, row)
    return names


@cache
def _make_venue(row: int) -> Venue:
    acronym, name, _, published, series, title, months, origin = read_rows("venues.txt")[row]
    publisher, _, since = published.partition(" since ")
    proceedings = title or f"Proceedings of the {name}"
    year = int(since) if since else None
    return Venue(acronym, name, publisher or None, series or None, proceedings, months, origin, year)


@cache
def _load_publishers() -> dict[str, str]:
    rows = read_rows("publishers.txt")
    known = {written: row[0] for row in rows for written in (row[0], *_list_names(row[1]))}
    return dict(zip(make_keys(known), known.values(), strict=True))


@cache
def _load_series() -> dict[str, Series]:
    known = {
        written: Series(name, holds, publisher or None)
        for name, others, holds, publisher, _origin in read_rows("series.txt")
        for written in (name, *_list_names(others))
    }
    return dict(zip(make_keys(known), known.values(), strict=True))


@cache
def _load_places() -> frozenset[str]:
    return frozenset(make_keys(place for _kind, places in read_rows("places.txt") for place in places.split(";")))
