"""Names with commas in them: the segments that go on with the name of a container."""

import re
from collections.abc import Sequence
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import list_words
from arxiv2bib.data.venues import find_venue, is_place
from arxiv2bib.inference._reference_reading import Segment
from arxiv2bib.inference._reference_segments import CONTAINERS, NAMELESS_ROLES, Role, classify
from arxiv2bib.inference._reference_words import is_proceedings, is_university
from arxiv2bib.text.expressions import compile_late

AND: Final = compile_late(r"(?:and|&|or|et|und|y)\s", re.I)
ANY_JOURNAL: Final = compile_late(r"An?\s(?:International\s|Interdisciplinary\s|Open\s)?Journal\Z", re.I)
INVERTED_END: Final = compile_late(r"\b(?:on|of|in)\Z")
"""The end of what stands in front in an inverted title: ``Image Processing, IEEE Transactions on``."""

_OPEN_END: Final = compile_late(r"(?:\b(?:on|of|for|and|in|the|to|with|&|de|sur|für)|:|&)\Z", re.I)
_SERIES_LETTER: Final = compile_late(r"(?:Series|Ser\.?|Part|Section|Sect\.?)\s(?:[A-Z]|I{1,3}|IV)(?::.*)?\Z")
_INNER_AND: Final = compile_late(r"\s(?:and|&)\s")
_NO_CITY: Final = compile_late(r"\b(?:of|in|the|and|for|at|&)\Z")
_NAMELESS: Final = compile_late(
    r"(?:the\s)?(?:\w+(?:st|nd|rd|th)\s|\w+th\s|first\s|second\s|third\s)?"
    r"(?:annual\s|international\s|joint\s|ieee\s|european\s)*(?:workshop|conference|symposium)s?\Z",
    re.I,
)
"""A conference of which nothing but the number is said; the name follows."""

_NEVER_JOINED: Final = frozenset({Role.SERIES, Role.PUBLISHER, Role.EDITORS, Role.MONTH})
_ENDS_LIST: Final = frozenset({Role.SERIES, Role.PUBLISHER, Role.PLACE, Role.EDITORS, Role.REMARK, Role.VENUE})
_LONGEST_LIST: Final = 5


def join_segments(segments: list[Segment], index: int) -> None:
    """Join to the segment *index* those behind it that go on with its name, and take a city off its end."""
    chosen = segments[index]
    while index + 1 < len(segments):
        following = segments[index + 1]
        if following.run != chosen.run or not goes_on(segments, index):
            break
        gap = " " if following.mark in {"", " ", "|"} else f"{following.mark} "
        chosen.words += f"{gap}{following.words}"
        if following.role in CONTAINERS and chosen.role not in {Role.JOURNAL, Role.VENUE}:
            chosen.role = following.role
        if (role := classify(chosen.words)) in CONTAINERS:
            chosen.role = role
        del segments[index + 1]
    _strip_city(segments, index)


def _strip_city(segments: list[Segment], index: int) -> None:
    """Take a city off the end of a conference before its country: ``Evaluation Forum Thessaloniki, Greece``."""
    chosen = segments[index]
    has_place = index + 1 < len(segments) and segments[index + 1].role is Role.PLACE
    if not has_place or chosen.role not in {Role.VENUE, Role.VENUISH}:
        return
    head, _, city = chosen.words.rpartition(" ")
    if head and is_place(city) and _NO_CITY.search(head) is None:
        chosen.words = head
        segments.insert(index + 1, Segment(city, Role.PLACE, chosen.run, ","))


def goes_on(segments: Sequence[Segment], index: int) -> bool:
    """Whether the segment after *index* belongs to its name."""
    chosen, following = segments[index], segments[index + 1]
    if ANY_JOURNAL.match(following.words) is not None:
        return True
    if following.role in _NEVER_JOINED:
        return False
    if following.mark not in {",", "", " ", ":"}:
        if following.mark != "." or following.role in {Role.PLACE, Role.VENUE}:
            return False
        return is_cut_title(chosen, following) or classify(f"{chosen.words}. {following.words}") is Role.JOURNAL
    if _is_continued(chosen, following):
        return True
    if following.role in {Role.PLACE, Role.PERSONS, Role.REMARK}:
        return False
    return INVERTED_END.search(following.words) is not None or _is_list(segments, index)


def is_cut_title(chosen: Segment, following: Segment) -> bool:
    """Whether two segments are one abbreviated title whose first word is not known to be one: ``Serb. Astron. J.``."""
    if following.mark != "." or following.run != chosen.run or following.role is not Role.JOURNAL:
        return False
    return len(chosen.words) < 7 and chosen.words.isalpha() and "." in following.words


def _is_continued(chosen: Segment, following: Segment) -> bool:
    """Whether the words of one of the two say that they are one name."""
    if _OPEN_END.search(chosen.words) is not None or AND.match(following.words) is not None:
        return True
    if following.role in {Role.ACRONYM, Role.VENUE} and _NAMELESS.match(chosen.words) is not None:
        return True
    if chosen.role in {Role.JOURNAL, Role.JOURNALISH} and _SERIES_LETTER.match(following.words) is not None:
        return following.role is not Role.PLACE
    joined = f"{chosen.words}, {following.words}"
    if following.words[-1:] == ")" and _has_acronym(joined):
        return True
    return find_journal(joined) is not None or find_venue(joined) is not None


def _has_acronym(joined: str) -> bool:
    """Whether the acronym in brackets at the end of *joined* has the initials of all words: ``A Journal, B (AJB)``."""
    name, _, acronym = joined[:-1].rpartition(" (")
    initials = "".join(word[0] for word in list_words(name) if word[0].isupper())
    return len(acronym) > 2 and acronym == initials


def _is_list(segments: Sequence[Segment], index: int) -> bool:
    """Whether a list of subjects follows, as in ``on Acoustics, Speech, and Signal Processing``."""
    chosen = segments[index]
    for item in segments[index + 1 : index + 1 + _LONGEST_LIST]:
        if item.run != chosen.run or item.mark != "," or item.role in _ENDS_LIST or is_university(item.words):
            return False
        if AND.match(item.words) is not None:
            return True
        if _INNER_AND.search(item.words) is None:
            continue
        if chosen.role in NAMELESS_ROLES and (item.role is Role.WORDS or not is_proceedings(chosen.words)):
            return chosen.words[-1:] != ")"
        has_series = any(each.role is Role.SERIES for each in segments)
        if chosen.role is Role.JOURNAL and item.role is Role.WORDS and has_series:
            return True
    return False
