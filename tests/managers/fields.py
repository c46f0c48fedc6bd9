"""What an entry says, field by field, in a form that tells the same words of two programs from different ones.

Texts are their letters and digits, decoded, without case (which citation programs change at will); a date is three
fields, its year, month and day; names are compared part by part, a suffix in the given name as one on its own.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from arxiv2bib import Entry, loads
from arxiv2bib.formats.arxiv_notes import class_keywords
from arxiv2bib.text.latex_decoding import from_latex
from arxiv2bib.text.markup import plain
from tests.agreement.neutral import Item, Person, Value
from tests.agreement.ours import from_entry

__all__ = ["CORE", "Difference", "compare", "keep_letters", "read_back", "simplify", "split_dates"]

CORE: Final = frozenset({
    "title", "author", "editor", "year", "month", "day", "container-title", "collection-title", "volume", "issue",
    "page", "publisher", "publisher-place", "edition", "number", "DOI", "URL", "eprint", "ISBN", "ISSN", "abstract",
    "keyword", "language", "genre", "note", "accessed", "translator",
})  # fmt: skip
"""The fields that are compared."""

_TAG: Final = re.compile(r"</?(?:i|b|sub|sup|span|em|strong|sc)\b[^<>]*>")
_NOT_THEIR_NOTE: Final = re.compile(
    r"(?i)arXiv:|version:? \d|updated: |Comment: |Journal reference: |Published version: |DOI as |doi:10|https?://"
)
"""How the notes begin in which the formats say what is arXiv's, and identifiers for styles that print no others."""
_EDTF: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?~?(?:/.*)?\Z")


class Difference(NamedTuple):
    """A field of an entry that a program does not have as it was sent; *entry* is what was written, where known."""

    key: str
    field: str
    sent: Value
    understood: Value | None
    entry: Entry | None = None


def read_back(text: str, format: str) -> dict[str, Item]:
    """Return what *text*, a file of ours in *format*, says of each entry, by key."""
    return {entry.key or "": simplify(describe(entry)) for entry in loads(text, format)}


def describe(entry: Entry) -> Item:
    """Return *entry* in neutral form."""
    item = dict(from_entry(entry))
    item["keyword"] = frozenset(map(plain, entry.keyword)) | frozenset(class_keywords(entry))
    if entry.article_number and not entry.page:
        item["page"] = entry.article_number  # programs have one field for both
    return item


def simplify(item: Item) -> Item:
    """Return *item* with its date in parts, its note without what is arXiv's, and without what is not compared."""
    found = split_dates(item)
    found["note"] = "; ".join(
        part for part in re.split(r"\n|; ", str(found.get("note", ""))) if not _NOT_THEIR_NOTE.match(part)
    )
    return {name: value for name, value in found.items() if name in CORE and value}


def split_dates(item: Item) -> dict[str, Value]:
    """Return *item* with the year, the month and the day that its date begins with."""
    found = dict(item)
    issued = found.pop("issued", "")
    date = _EDTF.match(issued) if isinstance(issued, str) else None
    if date is not None:
        names = ("year", "month", "day")
        parts = {name: part.lstrip("0") for name, part in zip(names, date.groups(), strict=True) if part}
        if int(parts.get("month", 0)) > 12:  # a season
            del parts["month"]
        found |= parts
    return found


def compare(
    sent: Mapping[str, Item], understood: Mapping[str, Item], holds: Callable[[str, Item], bool]
) -> Iterator[Difference | None]:
    """Yield, for each field sent that the program *holds*, None or the difference; of an entry lost, its ``key``."""
    for key, item in sent.items():
        theirs = understood.get(key)
        if theirs is None:
            yield Difference(key, "key", key, None)
            continue
        for name, value in item.items():
            if holds(name, item):
                other = theirs.get(name)
                yield None if is_same(name, value, other) else Difference(key, name, value, other)


def is_same(name: str, sent: Value, understood: Value | None) -> bool:
    """Whether *understood* says what *sent* says."""
    if understood is None:
        return False
    if isinstance(sent, tuple) and isinstance(understood, tuple):
        return [_join(person) for person in sent] == [_join(person) for person in understood]
    if isinstance(sent, frozenset) and isinstance(understood, frozenset):
        return set(map(keep_letters, sent)) == set(map(keep_letters, understood))
    if name in ("URL", "eprint"):
        return str(sent).replace("\\", "") == str(understood).replace("\\", "")
    return keep_letters(str(sent)) == keep_letters(str(understood))


def _join(person: Person) -> tuple[str, str]:
    return keep_letters(person.family), keep_letters(person.given) + keep_letters(person.suffix)


@cache
def keep_letters(text: str) -> str:
    """Return the letters and digits of *text*, which may hold TeX, without case, accents decoded."""
    text = re.sub(r"\\math[a-z]+\{(\w)\}", r"\1", _TAG.sub("", text))
    if "\\" in text or "$" in text or "{" in text:
        text = plain(from_latex(text))
        text = re.sub(r"\\([A-Za-z]+)", lambda command: _decode(command[0]), text)
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, text))


@cache
def _decode(command: str) -> str:
    """Return the letter that *command*, which stood in math, means."""
    return re.sub(r"[{}$]", "", plain(from_latex(f"{command}{{}}")))
