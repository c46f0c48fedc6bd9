"""What of an entry is compared with what another program made of it."""

import re
import unicodedata
from typing import NamedTuple

from arxiv2bib import Entry, Name
from arxiv2bib.text.markup import plain, to_tagged

_MATH = re.compile(r"\$[^$]*\$")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_LETTER = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class Person(NamedTuple):
    """A name as most programs split it."""

    given: str
    particle: str
    family: str
    suffix: str


def list_people(names: tuple[Name, ...]) -> list[Person]:
    """Return *names* as another program should give them; of a group, the whole is the family name."""
    return [
        Person(
            squeeze(name.given or ""),
            squeeze(" ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))),
            squeeze(name.family or name.literal or ""),
            squeeze(name.suffix or ""),
        )
        for name in names
    ]


def squeeze(text: str) -> str:
    """Return *text* in NFC, quotation marks straight, white space collapsed: what no program is held to keep."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def keep_letters(text: str) -> str:
    """Return the Latin letters and digits of *text*, decoded or not; commands and math are each program's business."""
    return "".join(_LETTER.findall(_COMMAND.sub("", _MATH.sub("", unicodedata.normalize("NFC", text)))))


def title_letters(entry: Entry) -> str:
    """Return the letters of the title of *entry*, as :func:`keep_letters` has them."""
    return keep_letters(re.sub(r"</?(?:i|b|sub|sup|span)\b[^<>]*>", "", to_tagged(entry.title or "")))


def plain_title(entry: Entry) -> str:
    """Return the bare title of *entry*."""
    return squeeze(plain(entry.title or ""))


def year_of(entry: Entry) -> str:
    """Return the year of issue of *entry*, empty if there is none."""
    return str(entry.issued.year) if entry.issued is not None and entry.issued.year is not None else ""


def find_differences(found: list[object], expected: list[object]) -> list[tuple[object, object]]:
    """Return what differs, place by place; raises ValueError if the numbers differ."""
    return [(one, other) for one, other in zip(found, expected, strict=True) if one != other]
