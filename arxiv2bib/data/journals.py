"""Journals: by title, abbreviation or acronym, and from the title to the abbreviation and back.

Two tables: ``journal_names.txt``, the field's own knowledge, and ``journals.tsv.z``, packed lists of titles and
abbreviations of JabRef's users (CC0). The second is loaded when the first does not know a name.
"""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Final, NamedTuple

from arxiv2bib.data import read_rows, read_text
from arxiv2bib.data.keys import make_key, make_keys
from arxiv2bib.text.expressions import compile_late

__all__ = ["Journal", "abbreviate_journal", "expand_journal", "find_journal", "list_journal_keys"]

_SHORTEST: Final = 5
"""Keys shorter than this are words and acronyms; the packed lists are not asked for them."""


class Journal(NamedTuple):
    """A journal: its title in full and its abbreviation with full stops; None where none is known."""

    title: str
    abbreviation: str | None


@lru_cache(maxsize=4096)
def find_journal(name: str) -> Journal | None:
    """Return the journal called *name*: title, abbreviation or acronym; None if it is not known.

    Case, punctuation, accents, ``the`` and ``and`` do not count in titles and abbreviations; the case of acronyms
    does (``TIP`` is a journal, ``tip`` is not).
    """
    if (found := _load_acronyms().get(name)) is not None:
        return found
    key = make_key(name)
    found = _load_names().get(key) or (_find_packed(key) if len(key) >= _SHORTEST else None)
    if found is None and key[:9] in _TRANSACTIONS:
        return _load_names().get(_TRANS.sub(r"\1transactionson", key))
    return found


_TRANSACTIONS: Final = frozenset({"ieeetrans", "acmtransa", "acmtranso", "acmtransi"})
_TRANS: Final = compile_late(r"\A(ieee|acm)trans(?:actions?)?(?:on)?")
"""``IEEE Trans. on Image Processing``, ``IEEE Transaction on Image Processing``: half abbreviated, a letter lost."""


def abbreviate_journal(title: str) -> str | None:
    """Return the abbreviation of the journal called *title*, with full stops; None if it is not known."""
    found = find_journal(title)
    return found.abbreviation if found else None


def expand_journal(name: str) -> str | None:
    """Return the title in full of the journal called *name*; None if it is not known."""
    found = find_journal(name)
    return found.title if found else None


def list_journal_keys() -> Collection[str]:
    """Return the keys of the names in the field's own table."""
    return _load_names()


def _is_acronym(name: str) -> bool:
    """Whether the case of *name* counts: one word, most of it capitals."""
    return " " not in name and sum(map(str.isupper, name)) * 2 > len(name)


@cache
def _load() -> tuple[dict[str, Journal], dict[str, Journal]]:
    """Return the journals of the field's own table, by acronym and by key."""
    acronyms: dict[str, Journal] = {}
    names: dict[str, Journal] = {}
    rows = read_rows("journal_names.txt")
    titles = make_keys(row[0] for row in rows)
    written: list[tuple[str, Journal]] = []
    for key, (title, short, others, _origin) in zip(titles, rows, strict=True):
        journal = names[key] = Journal(title, short or None)
        for name in (short, *(other.strip() for other in others.split(";"))):
            if _is_acronym(name):
                acronyms.setdefault(name, journal)
            elif name:
                written.append((name, journal))
    for key, (_, journal) in zip(make_keys(name for name, _ in written), written, strict=True):
        names.setdefault(key, journal)
    return acronyms, names


def _load_acronyms() -> dict[str, Journal]:
    return _load()[0]


def _load_names() -> dict[str, Journal]:
    return _load()[1]


@cache
def _load_packed() -> str:
    """Return the packed table: lines sorted by their keys. To split it takes longer than to look up a hundred names."""
    return read_text("journals.tsv.z")


def _find_packed(key: str) -> Journal | None:
    """Return the journal of the packed table with *key*, or None."""
    text = _load_packed()
    start = f"{key}\t"
    low, high = 0, len(text)
    while low < high:  # both are where a line begins
        middle = text.rfind("\n", low, (low + high) // 2) + 1 or low
        if text[middle : middle + len(start)] < start:
            low = text.find("\n", middle) + 1 or len(text)
        else:
            high = middle
    if not text.startswith(start, low):
        return None
    fields = _read_line(text, low)
    if len(fields) == 2:
        fields = _read_line(text, int(fields[1]))
    return Journal(fields[1], fields[2])


def _read_line(text: str, start: int) -> list[str]:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].split("\t")
