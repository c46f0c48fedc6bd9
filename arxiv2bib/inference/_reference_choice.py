"""Which of the segments of a journal reference is the container, and which the title of the work itself."""

import re
from collections.abc import Iterable
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.inference._reference_joining import AND, ANY_JOURNAL, INVERTED_END, goes_on, is_cut_title
from arxiv2bib.inference._reference_reading import Segment
from arxiv2bib.inference._reference_segments import CONTAINERS, Role
from arxiv2bib.inference._reference_words import is_journal, is_strong_proceedings
from arxiv2bib.text.expressions import compile_late

ONLY_PROCEEDINGS: Final = compile_late(r"(?:conference\s|workshop\s)?proc(?:eedings?)?\.?\Z", re.I)
_PROCEEDINGS_OF: Final = compile_late(r"\Aproc(?:eedings|s)?\.?\s(?:of\s)?(?:the\s)?", re.I)
_YEAR_END: Final = compile_late(r"[\s'’-]*\d+\Z")
_LONGEST_SHORT: Final = 17
_OF_A_TITLE: Final = frozenset({Role.WORDS, Role.ACRONYM, Role.REMARK})


def choose_container(segments: list[Segment], *, has_title: bool) -> tuple[int | None, str | None]:
    """Return the number of the segment with which the container begins, and the title of the work before it.

    With *has_title* the title of the work is known already, and none is looked for. Segments that are found to be the
    title, or persons, change their role.
    """
    named = _find(segments, CONTAINERS)
    words = _find(segments, {Role.WORDS, Role.ACRONYM})
    if words is None and named is None:
        return _find_publisher_journal(segments), None
    if words is None or (named is not None and named < words):
        return _prefer_name(segments, named or 0, has_title=has_title)
    if named is None:
        return _choose_words(segments, words, has_title=has_title)
    if segments[named].role in {Role.JOURNAL, Role.JOURNALISH}:
        is_first = _is_before_journal(segments, words, named, has_title=has_title)
    else:
        is_first = _is_before_venue(segments, words, named)
    if is_first:
        return words, None
    return named, None if has_title else _take_title(segments, words, named)


def is_short_venue(words: str) -> bool:
    """Whether *words* are the acronym of a venue and perhaps a year."""
    if len(words) > _LONGEST_SHORT or is_strong_proceedings(words):
        return False
    return words.isupper() or " " not in _YEAR_END.sub("", words)


def _find(segments: Iterable[Segment], roles: Iterable[Role]) -> int | None:
    for number, item in enumerate(segments):
        if item.role in roles and ONLY_PROCEEDINGS.match(item.words) is None:
            return number
    return None


def _find_publisher_journal(segments: Iterable[Segment]) -> int | None:
    """Return the number of a publisher that is also a journal, such as PeerJ."""
    matches = (n for n, item in enumerate(segments) if item.role is Role.PUBLISHER and find_journal(item.words))
    return next(matches, None)


def _prefer_name(segments: list[Segment], named: int, *, has_title: bool) -> tuple[int, str | None]:
    """Return the number of the venue's full name where only its acronym stands before it, and no title.

    A sentence that has a word of journals in it is the title before a known journal: ``On X: a review. Journal of Y``.
    """
    if named + 1 == len(segments):
        return named, None
    item, following = segments[named], segments[named + 1]
    if item.role is Role.JOURNALISH and following.role is Role.JOURNAL and following.mark in {".", "?"}:
        if has_title or not _is_sentence(item.words):
            return named, None
        item.role = Role.NOTHING
        return named + 1, item.words
    if item.role not in {Role.VENUE, Role.VENUISH}:
        return named, None
    is_name = following.role in {Role.VENUE, Role.VENUISH} and following.mark in {",", ":", "", "."}
    if is_name and is_short_venue(_PROCEEDINGS_OF.sub("", item.words)) and not is_short_venue(following.words):
        return named + 1, None
    return named, None


def _choose_words(segments: list[Segment], words: int, *, has_title: bool) -> tuple[int, str | None]:
    """Choose where no segment is known: the first, or the second after a title in prose."""
    first = segments[words]
    following = segments[words + 1] if words + 1 < len(segments) else None
    if has_title or following is None or following.mark != "." or following.role is not Role.WORDS:
        return words, None
    if first.words.count(" ") < 7 or not _is_sentence(first.words):
        return words, None
    first.role = Role.NOTHING
    return words + 1, first.words


def _is_before_journal(segments: list[Segment], words: int, named: int, *, has_title: bool) -> bool:
    """Whether the words are the beginning of the journal's name, or the container in its stead."""
    first, second = segments[words], segments[named]
    is_next = named == words + 1
    if is_next and (ANY_JOURNAL.match(second.words) is not None or is_cut_title(first, second)):
        return True
    if segments[words + 1].role is Role.EDITORS:
        return True
    is_prose = _is_sentence(first.words)
    if second.mark == "," and second.run == first.run:
        joined = f"{first.words}, {second.words}"
        if find_journal(joined) is not None or INVERTED_END.search(second.words) is not None:
            return True
        has_list = goes_on(segments, words) or (is_next and " and " in second.words and not is_journal(second.words))
        if has_list and not is_prose:
            return True
    if second.mark == "," and is_next and second.role is Role.JOURNALISH and AND.match(second.words) is not None:
        return True
    if (is_prose and not has_title) or first.role is Role.ACRONYM or first.mark == second.mark == ".":
        return False
    return second.role is Role.JOURNALISH and second.run != first.run


def _is_before_venue(segments: list[Segment], words: int, named: int) -> bool:
    """Whether the words are the title of the proceedings, ``Document Analysis Systems. DAS 2022``."""
    first, second = segments[words], segments[named]
    is_next = named == words + 1
    if first.role is Role.ACRONYM and is_next:
        return False
    if is_next and second.mark == "," and second.run == first.run and INVERTED_END.search(second.words) is not None:
        return True
    before = segments[words:named]
    if len(before) > 1 and all(_is_name(item.words) for item in before):
        for item in before:
            item.role = Role.PERSONS
        return False
    return is_short_venue(second.words) or not _is_sentence(first.words)


def _take_title(segments: list[Segment], words: int, named: int) -> str | None:
    """Return the title of the work that stands before the container, if its first words are prose."""
    if segments[words].role is not Role.WORDS or not _is_sentence(segments[words].words):
        return None
    taken = [item for item in segments[words:named] if item.role in _OF_A_TITLE]
    for item in taken:
        item.role = Role.NOTHING
    return ", ".join(item.words for item in taken)


def _is_name(words: str) -> bool:
    """Whether *words* may be a person's name in full: two to four words with capitals."""
    parts = words.split(" ")
    return 1 < len(parts) < 5 and all(part[:1].isupper() for part in parts)


def _is_sentence(words: str) -> bool:
    """Whether *words* are written like the title of a work: several words in lower case, or very many."""
    parts = [part for part in words.split(" ") if part[:1].isalpha()]
    small = [part for part in parts if part.islower() and len(part) > 3]
    return len(parts) >= 4 and (len(small) >= 2 or len(parts) > 9 or ":" in words[8:])
