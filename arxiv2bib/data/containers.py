"""Whether two titles mean one journal, or one conference's proceedings, however they are written."""

import re
from functools import cache, lru_cache
from typing import Final

from arxiv2bib.data import read_rows
from arxiv2bib.data.journals import Journal, find_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.data.venues import Venue, find_venue
from arxiv2bib.text.expressions import compile_late

_SPONSOR: Final = compile_late(r"\A(?:(?:IEEE|ACM|IET|SPIE|Elsevier|Springer|[Pp]roc(?:eedings|\.) of(?: the)?) )+")
_PAPERS: Final = compile_late(r"(?: (?:19|20)\d\d)?(?: conference)? papers(?: ?'\d\d)?\Z", re.I)
_BEFORE_YEAR: Final = compile_late(r"(?:[Pp]roc(?:eedings|\.) of(?: the)? )?([^,:;(]{2,30}?)[ ,'-]{0,2}(?:19|20)\d\d\b")
_BRACKETS: Final = compile_late(r"\s*\([^()]*\)")
_IN_BRACKETS: Final = compile_late(r"\(([^()]{2,30})\)")
_BOTH: Final = compile_late(r" (?:and|with|jointly with|/)(?: the)? ")
_ACRONYMS: Final = compile_late(
    r"\(([A-Z][\w-]{1,11})(?: ?'?\d{2,4})?\)|\b([A-Z][\w-]{2,11})[ ']{1,2}(?:19|20)?\d\d\b|(?:\A|[ -])([A-Z]{3,11})"
    r"(?:\Z|:)"
)
_INVERTED: Final = compile_late(r"(.+), ((?:(?:19|20)\d\d )?(?:IEEE|ACM)\b.*)")
_NOISE: Final = compile_late(
    r"\([^()]*\)|\b(?:19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th)\b|\A[A-Z][\w-]{1,11}(?: \d{4}| '\d\d)?:"
    r"|\bInternational Journal\Z"
)
_WORD: Final = compile_late(r"[^\W_]+")
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
    of the title in full, and one wrong letter in a long word is a slip. A workshop's proceedings are often called by
    the name of the conference or of the workshop, and count as those of the conference's workshops; so do the volumes
    of SPIE as Proceedings of SPIE, and a journal that is named together with a conference as that journal. A journal
    whose issues are a conference's proceedings may be called by that conference. No other volume of proceedings is the
    same as the series that it is in.
    """
    if name.casefold() == other.casefold():
        return True
    if _SPIE in name and _SPIE in other:
        return True  # Proceedings of SPIE is the series of all their volumes
    journal = _find_journal(name)
    if journal is not None and journal == _find_journal(other):
        return True
    if _is_joint(name, other) or _is_joint(other, name) or _is_renamed(name, other):
        return True
    venue, other_venue = _find_venue(name), _find_venue(other)
    if venue and other_venue and venue.acronym.removesuffix("W") == other_venue.acronym.removesuffix("W"):
        return True
    if _is_of_conference(name, other_venue, other) or _is_of_conference(other, venue, name):
        return True
    if _is_workshop_of(venue, other_venue, other) or _is_workshop_of(other_venue, venue, name):
        return True
    words, others = _list_words(name), _list_words(other)
    if _are_alike(words, others) or _are_initials(name, other) or _are_initials(other, name):
        return True
    is_name_known = journal is not None or venue is not None
    is_other_known = _find_journal(other) is not None or other_venue is not None
    return not (is_name_known and is_other_known) and _is_slip(words, others)


_SPIE: Final = "SPIE"
_LETTERED: Final = compile_late(r"(.* [A-Z])(?:: .*)?\Z")


def _is_renamed(name: str, other: str) -> bool:
    """Whether both are one lettered journal, whatever it says of its subject: ``Journal of Physics A: …``."""
    letter = _name_lettered(name)
    return letter is not None and letter == _name_lettered(other)


def _name_lettered(name: str) -> str | None:
    journal = _find_journal(name)
    lettered = _LETTERED.match(journal.title if journal is not None else name)
    return lettered[1] if lettered is not None else None


@lru_cache(maxsize=4096)
def _find_journal(name: str) -> Journal | None:
    """Return the journal called *name*, with or without what stands in brackets: ``TPAMI (Early Access)``."""
    return find_journal(name) or (find_journal(_BRACKETS.sub("", name)) if "(" in name else None)


def _is_joint(name: str, other: str) -> bool:
    """Whether *name* is a known journal and a conference, of which *other* is that journal: ``RA-L and IROS``."""
    for joint in _BOTH.finditer(name):
        journal = _find_journal(name[: joint.start()])
        if journal is not None and _find_venue(name[joint.end() :]) is not None:
            return journal == _find_journal(other)
    return False


@lru_cache(maxsize=4096)
def _find_venue(name: str) -> Venue | None:
    """Return the venue called *name*, or whose acronym stands in it: in brackets, before a year, alone at its end."""
    found = find_venue(name) or find_venue(_PAPERS.sub("", name)) or find_venue(_SPONSOR.sub("", name))
    if found is None and name.islower() and name.isalpha():
        found = find_venue(name.upper())  # mmsp
    if found is not None or find_journal(name) is not None:
        return found
    if (dated := _BEFORE_YEAR.match(name)) is not None and (found := find_venue(dated[1])) is not None:
        return found  # SIGGRAPH Asia 2022 Technical Communications
    for inner in _IN_BRACKETS.findall(name):
        found = found or find_venue(inner)
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
    return len(acronym) > 3 and acronym.isalpha() and acronym.casefold() == initials


def _are_alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether each word is the beginning of the other's at its place; a lone short word is no title."""
    if len(words) != len(others) or sum(map(len, words)) < _SHORTEST:
        return False
    return all(word.startswith(other) or other.startswith(word) for word, other in zip(words, others, strict=True))


_SHORTEST: Final = 5
_LONG_WORD: Final = 6


def _is_of_conference(journal: str, venue: Venue | None, name: str) -> bool:
    """Whether *journal* prints the proceedings of the conference *name*, which is *venue* if it is known."""
    conferences = _list_conferences(journal)
    if not conferences or any(_find_journal(name[: joint.start()]) for joint in _BOTH.finditer(name)):
        return False  # Sensors and IROS: that is another journal
    if _ANY in conferences:
        return venue is not None or _MEETING.search(name) is not None
    return venue is not None and venue.acronym in conferences


@lru_cache(maxsize=4096)
def _list_conferences(journal: str) -> frozenset[str]:
    found = _find_journal(journal)
    return _load_conferences().get(found.title if found is not None else journal, frozenset())


@cache
def _load_conferences() -> dict[str, frozenset[str]]:
    rows = read_rows("conference_journals.txt")
    return {journal: frozenset(map(str.strip, names.split(";"))) for journal, names, _ in rows}


_ANY: Final = "*"
_MEETING: Final = compile_late(r"\b(?:conference|symposium|workshop|congress|meeting|week)\b", re.I)


def _is_workshop_of(volume: Venue | None, venue: Venue | None, name: str) -> bool:
    """Whether *volume* is that of all workshops of a conference, and *name* a workshop that no table knows.

    Such a volume has one title, and authors name their workshop: ``ICCVW`` and ``Workshop on Subspace Methods``.
    """
    return volume is not None and volume.acronym.endswith("W") and venue is None and "workshop" in name.casefold()


def _is_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names differ by a slip of the pen: one letter of one long word is wrong, doubled, lost or moved."""
    if len(words) != len(others) or len(words) < 2:  # Robotics and Robotica are two journals
        return False
    pairs = [(word, other) for word, other in zip(words, others, strict=True) if word != other]
    return len(pairs) == 1 and _is_one_letter_off(*pairs[0])


def _is_one_letter_off(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < _LONG_WORD or len(longer) - len(shorter) > 1:
        return False
    at = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    is_moved = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or is_moved
