"""The segments of a journal reference: what each of them is."""

import re
from enum import IntEnum, auto
from functools import lru_cache
from typing import Final

from arxiv2bib.data.journals import find_journal, list_journal_keys
from arxiv2bib.data.keys import make_key
from arxiv2bib.data.venues import (
    find_venue,
    is_acronym,
    is_place,
    list_place_keys,
    list_publisher_keys,
    list_series_keys,
    list_venue_keys,
)
from arxiv2bib.inference._reference_words import (
    FIELD_WORDS,
    LABELS,
    MONTHS,
    PROCEEDINGS_WORDS,
    STRONG_JOURNAL_WORDS,
    Label,
    is_journal,
    is_proceedings,
    is_thesis,
    list_words,
)
from arxiv2bib.text.expressions import compile_late


class Role(IntEnum):
    """What a segment is."""

    NOTHING = auto()
    """Labels without their numbers, marks."""
    MONTH = auto()
    PLACE = auto()
    PUBLISHER = auto()
    SERIES = auto()
    JOURNAL = auto()
    """A journal that is known."""
    VENUE = auto()
    """A conference or workshop that is known."""
    JOURNALISH = auto()
    """What the words say is a journal."""
    VENUISH = auto()
    """What the words say are proceedings."""
    THESIS = auto()
    ACRONYM = auto()
    PERSONS = auto()
    EDITORS = auto()
    REMARK = auto()
    """A special issue, a part, a chapter, a track."""
    WORDS = auto()
    """Anything else."""


CONTAINERS: Final = frozenset({Role.JOURNAL, Role.VENUE, Role.JOURNALISH, Role.VENUISH})
NAMELESS_ROLES: Final = frozenset({Role.WORDS, Role.JOURNALISH, Role.VENUISH})
"""Roles of segments that are no name that is known."""

_ACRONYM: Final = compile_late(r"(?:[a-z]{1,3}(?=[A-Z]))?[A-Z0-9][\w+&/'’-]{0,14}(?:[\s'’-]{1,2}(?:\d\d|\d{4}))?\Z")
_SMALL: Final = "(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter)"
_NAME: Final = r"[^\W\d_]['’\w-]+"
PERSON: Final = compile_late(
    rf"(?:(?:[^\W\d_a-z]\.[\s-]?){{1,4}}(?:{_SMALL}\s){{0,2}}{_NAME}(?:\s[A-Z]{_NAME})?"
    rf"|(?:{_SMALL}\s){{0,2}}[A-Z]{_NAME}\s(?:[A-Z]\.?[\s-]?){{1,3}}"
    rf"|(?:(?:Mr|Ms|Mrs|Dr|Prof)\.\s?)?[A-Z]{_NAME}\s(?:[A-Z]\.\s?){{1,2}}[A-Z]{_NAME})(?:\s(?:et al|and others)\.?)?\Z"
)
_EDITOR_WORDS: Final = frozenset("ed eds editor editors edited hrsg".split())
_EDITED: Final = compile_late(r"\bedited(?! by)|\beditor['’]?s?['’]? (?:suggestion|choice|pick|highlight)", re.I)
# Words at the beginning of a segment that says something beside the container.
_REMARK_WORDS: Final = frozenset(
    "abstract accepted article available best book ch chapter chapt doi epub held invited online oral paper "
    "part poster presented pt published received report retrieved revised section session suppl tom ver volume "
    "with".split()
)
_PHRASES: Final = (
    "special (?:issue|section|session)|selected papers|early access|in conjunction|co-?located|journal homepage|pmid"
    "|catalogue|extended abstract|full paper|short paper|copyright|©|in print|supplement|preprint\\Z|technical report"
    "|(?:main|demo|special|journal|industry|research|short|long|systems?|applications?|conference)\\strack\\s*\\Z|and\\Z"
    "|ieee e?xplore\\Z"
)
_PHRASE: Final = compile_late(rf"(?:the\s)?(?:{_PHRASES})", re.I)
_PHRASE_WORDS: Final = frozenset(
    "special selected early ieee in co colocated journal pmid pmids catalogue catalogues extended full short copyright "
    "supplement supplementary supplemental supplements technical main demo industry research long system systems "
    "application applications conference and preprint".split()
)
"""The first words of the phrases."""
_PRESS_WORDS: Final = frozenset(
    "press verlag publishing publisher publishers editions edizioni books published".split()
)
_PRESS: Final = compile_late(
    r"\A(?:published by |publisher:? )?[^\W\d_][^,;:]{2,50}\s"
    r"(?:Press|Verlag|Publishing|Publishers?|Editions|Edizioni|Books)"
    r"(?:\sInc\.?|\sLtd\.?)?(?:\s[^\W\d_]{3,20})?\Z|\Apublished by |\Apublisher:? ",
    re.I,
)
_PROCESSED: Final = frozenset("im image images signal speech language inf data media audio video".split())
"""What ``Proc.`` behind it says is processed: ``IEEE Trans. Image Proc.``."""
_EMPTY_WORDS: Final = frozenset("of and the in at".split())
_BRACKETS: Final = compile_late(r"\s*\([^()]{0,60}\)")
_PLACE_MARK: Final = compile_late(r"\s*[,/]\s*|\s+-\s+|\s+and\s+|\s*[()]\s*|\s*:\s*")


@lru_cache(maxsize=8192)
def classify(segment: str) -> Role:
    """Return what *segment*, cleaned, is."""
    words = list_words(segment)
    if not words:
        return Role.NOTHING
    if len(words) < 3:
        if all(_is_plain_label(word) for word in words):
            return Role.NOTHING
        if all(word in MONTHS and len(word) > 2 for word in words):
            return Role.MONTH
    is_conference = not PROCEEDINGS_WORDS.isdisjoint(words)
    if words[-1] == "proc" and len(words) > 1 and words[-2] in _PROCESSED and PROCEEDINGS_WORDS.isdisjoint(words[:-1]):
        is_conference = False
    if words[0] != "and" and segment[0] != "&":
        known = _find_role(make_key(segment)) or _find_known(segment, words, is_conference=is_conference)
        if known is not None:
            return known
    if len(words) < 6 and _is_all_places(segment, words):
        return Role.PLACE
    if len(segment) < 120 and not _EDITOR_WORDS.isdisjoint(words) and _EDITED.search(segment) is None:
        return Role.EDITORS
    if _is_remark(segment, words):
        return Role.REMARK
    if is_thesis(segment, words):
        return Role.THESIS
    return _classify_words(segment, words, is_conference=is_conference)


def _is_remark(segment: str, words: list[str]) -> bool:
    """Whether *segment* says something beside the container: a special issue, a part, where it can be had."""
    first = words[1] if words[0] == "the" and len(words) > 1 else words[0]
    if first in _REMARK_WORDS:
        return True
    return (first in _PHRASE_WORDS or segment[0] == "©") and _PHRASE.match(segment) is not None


def _is_plain_label(word: str) -> bool:
    return LABELS.get(word, Label.SERIES) < Label.SERIES or word in FIELD_WORDS or word in _EMPTY_WORDS


def _find_role(key: str) -> Role | None:
    """Return what the name with *key* is, if it is known; the tables that take longest to load are asked last."""
    if key in list_series_keys():
        return Role.SERIES
    is_publisher = key in list_publisher_keys()
    if key in list_journal_keys() and not is_publisher:
        return Role.JOURNAL
    if key in list_venue_keys():
        return Role.VENUE
    if is_publisher:
        return Role.PUBLISHER
    return Role.PLACE if key in list_place_keys() else None


def _find_known(segment: str, words: list[str], *, is_conference: bool) -> Role | None:
    """Return what *segment* is where it is a name that is known but for an acronym, a year, an ordinal around it."""
    bare = _BRACKETS.sub("", segment) if ")" in segment else segment
    if bare != segment and (role := _find_role(make_key(bare))) in {Role.JOURNAL, Role.VENUE, Role.SERIES}:
        return role
    if not is_conference or len(segment) < 18:
        venue = find_venue(segment)
        if venue is None and ": " in segment:
            left, _, right = segment.partition(": ")
            venue = find_venue(left) or find_venue(right)
        if venue is not None:
            return Role.VENUE
    if not _PRESS_WORDS.isdisjoint(words) and _PRESS.search(segment) is not None:
        return Role.PUBLISHER
    may_be_journal = not is_conference or words[0][:4] == "proc" or ("forum" in words and len(words) > 1)
    if may_be_journal and len(segment) > 1 and find_journal(bare) is not None:
        return Role.JOURNAL
    return None


def _classify_words(segment: str, words: list[str], *, is_conference: bool) -> Role:
    if segment.startswith("SPIE") or _has_acronym(segment):
        return Role.VENUISH
    has_journal = is_journal(segment)
    if is_conference and has_journal and words[0][:4] != "proc":
        first = next(word for word in words if word in PROCEEDINGS_WORDS or word in STRONG_JOURNAL_WORDS)
        return Role.JOURNALISH if first in STRONG_JOURNAL_WORDS else Role.VENUISH
    if is_conference or has_journal:
        return Role.VENUISH if is_conference else Role.JOURNALISH
    if PERSON.match(segment) is not None and not segment.isupper():
        return Role.PERSONS
    if len(segment) < 40 and all(_is_acronym(word) for word in segment.split(" ")):
        return Role.ACRONYM
    return Role.WORDS


def _has_acronym(segment: str) -> bool:
    """Whether *segment* has the acronym of a known venue at its beginning or its end: ``MICCAI Tutorial``."""
    pieces = segment.replace("@", " ").replace("/", " ").split(" ")
    if len(pieces) < 2:
        return False
    first, last = pieces[0], pieces[-1]
    return (len(last) > 2 and last.isupper() and is_acronym(last)) or (len(first) > 3 and is_acronym(first))


def _is_acronym(word: str) -> bool:
    return _ACRONYM.match(word) is not None and (sum(map(str.isupper, word)) > 1 or word[0].isdigit())


def _is_all_places(segment: str, words: list[str]) -> bool:
    """Whether *segment* is nothing but places: ``Atlanta GA``, ``Rhodes (Rodos)``, ``Khon Kaen Thailand``."""
    if is_place(segment):
        return True
    if len(words) < 2:
        return False
    if segment[-1] == ")" and is_place(segment.rpartition("(")[2][:-1]):
        return not is_proceedings(segment) and not is_journal(segment)
    parts = [part for part in _PLACE_MARK.split(segment) if part]
    if len(parts) > 1 and all(map(is_place, parts)):
        return True
    pieces = segment.split(" ")
    is_abbreviated = segment.count(". ") > 1  # Publ. Astron. Soc. Japan
    if len(pieces) < 5 and ":" not in segment and not is_abbreviated and len(pieces[-1]) > 3 and is_place(pieces[-1]):
        return all(piece[:1].isupper() for piece in pieces)
    return any(is_place(" ".join(pieces[:cut])) and is_place(" ".join(pieces[cut:])) for cut in range(1, len(pieces)))
