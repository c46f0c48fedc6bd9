"""Whether two titles mean one journal, or one conference's proceedings, however they are written."""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.data.venues import Venue, find_venue

_SPONSOR: Final = re.compile(r"\A(?:(?:IEEE|ACM|IET|SPIE|Elsevier|Springer|[Pp]roc(?:eedings|\.) of(?: the)?) )+")
_PAPERS: Final = re.compile(r"(?: (?:19|20)\d\d)?(?: conference)? papers\Z", re.I)
_ACRONYMS: Final = re.compile(
    r"\(([A-Z][\w-]{1,11})(?: ?'?\d{2,4})?\)|\b([A-Z][\w-]{2,11})[ ']{1,2}(?:19|20)?\d\d\b|(?:\A|[ -])([A-Z]{3,11})"
    r"(?:\Z|:)"
)
_INVERTED: Final = re.compile(r"(.+), ((?:IEEE|ACM)\b.*)")
_NOISE: Final = re.compile(
    r"\([^()]*\)|\b(?:19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th)\b|\A[A-Z][\w-]{2,11}(?: \d{4}| '\d\d)?:"
)
_WORD: Final = re.compile(r"[^\W_]+")
_BEHIND: Final = frozenset("journal usa c demo track access early volume".split())
_SMALL: Final = frozenset("a an and of on in for the to with de la und der die das at".split())
_BEFORE: Final = frozenset(
    "proceedings proceeding proc annual ieee acm elsevier springer spie iet iop nature journal j"
    " jnl int intl international of".split()
)


@lru_cache(maxsize=4096)
def is_same_container(name: str, other: str) -> bool:
    """Whether *name* and *other* are titles of one journal or one conference's proceedings.

    Told by what is known of venues and journals, else by their words: an abbreviation has the beginnings of the words
    of the title in full. A workshop's proceedings are often called by the name of the conference, and count as that.
    """
    if name.casefold() == other.casefold():
        return True
    if _SPIE in name and _SPIE in other:
        return True  # Proceedings of SPIE is the series of all their volumes
    journal = find_journal(name)
    if journal is not None and journal == find_journal(other):
        return True
    venue, other_venue = _find_venue(name), _find_venue(other)
    if venue and other_venue and venue.acronym.removesuffix("W") == other_venue.acronym.removesuffix("W"):
        return True
    return _are_alike(_list_words(name), _list_words(other)) or _are_initials(name, other) or _are_initials(other, name)


_SPIE: Final = "SPIE"


@lru_cache(maxsize=4096)
def _find_venue(name: str) -> Venue | None:
    """Return the venue called *name*, or whose acronym stands in it: in brackets, before a year, alone at its end."""
    found = find_venue(name) or find_venue(_PAPERS.sub("", name)) or find_venue(_SPONSOR.sub("", name))
    if found is not None or find_journal(name) is not None:
        return found
    for acronyms in _ACRONYMS.findall(name):
        found = found or find_venue(next(filter(None, acronyms)))
    return found


@lru_cache(maxsize=4096)
def _list_words(name: str) -> tuple[str, ...]:
    """Return the words of *name* that tell it from others, in lower case."""
    inverted = _INVERTED.fullmatch(name)
    if inverted is not None:
        name = f"{inverted[2]} {inverted[1]}"
    words = [word for word in _WORD.findall(fold_letters(_NOISE.sub(" ", name))) if word not in _SMALL]
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    while len(words) > 1 and words[-1] in _BEHIND:
        del words[-1]
    half = len(words) // 2
    return tuple(words[:half] if half and words[:half] == words[half:] else words)


def _are_initials(acronym: str, name: str) -> bool:
    """Whether *acronym* is made of the first letters of the words of *name*: ``EPTCS``."""
    initials = "".join(word[0] for word in _WORD.findall(fold_letters(name)) if word not in _SMALL)
    return len(acronym) > 3 and acronym.isupper() and acronym.casefold() == initials


def _are_alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether each word is the beginning of the other's at its place; a lone short word is no title."""
    if len(words) != len(others) or sum(map(len, words)) < _SHORTEST:
        return False
    return all(word.startswith(other) or other.startswith(word) for word, other in zip(words, others, strict=True))


_SHORTEST: Final = 5
