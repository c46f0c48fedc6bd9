"""The runs of text of a journal reference, read into segments that know what they are."""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.data.venues import find_publisher, find_series, is_place
from arxiv2bib.inference._reference_leads import strip_lead
from arxiv2bib.inference._reference_segments import CONTAINERS, NAMELESS_ROLES, Role, classify
from arxiv2bib.inference._reference_splitting import clean_segment, split_segments
from arxiv2bib.inference._reference_words import is_journal
from arxiv2bib.text.expressions import compile_late

_YEAR_BEFORE: Final = compile_late(r"(?:19|20)\d\d\s")
_IN_BRACKETS: Final = compile_late(r"([^()]+?)\s*\(([^()]+[\s,](?:eds?|editors?)\.?)\)\Z", re.I)
"""A title with its editors in brackets: ``Geometric Flows (J. Doe and R. Roe, eds.)``."""
_NAME: Final = compile_late(r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){1,3}\Z")
_FAMILY_NAMES: Final = compile_late(r"(?:(?:and|&)\s)?[A-Z][\w'’-]+(?:\s(?:and|&)\s[A-Z][\w'’-]+)?\Z")
_EDITED_BY: Final = compile_late(r"[Ee]dited by (?:\S+ ){1,3}\S+\Z")
_NAMES_LOOK: Final = frozenset({Role.WORDS, Role.VENUISH})
_CONTAINING: Final = CONTAINERS | {Role.WORDS, Role.ACRONYM}
_PRESENTATION: Final = compile_late(
    r"(?:accepted )?(?:as )?(?:an? )?(?:oral|spotlight|poster|highlight)s?(?: presentation| paper| session)?\Z", re.I
)
_PUBLISHERS_IN_BRACKETS: Final = frozenset(
    "elsevier|springer|springer nature|wiley|mdpi|hindawi|sage|ieee|acm|spie|iop|taylor & francis|taylor and francis"
    "|de gruyter|emerald|world scientific|ios press".split("|")
)
_GENERAL_PUBLISHERS: Final = frozenset("elsevier springer wiley mdpi hindawi sage".split())
"""Publishers whose name stands before that of the journal: ``Elsevier Neural Networks``."""


class Segment:
    """A segment of a reference: its words, what they are, the run it stands in, the mark before it."""

    __slots__ = ("mark", "role", "run", "words")

    def __init__(self, words: str, role: Role, run: int, mark: str) -> None:
        self.words = words
        self.role = role
        self.run = run
        self.mark = mark


def read_segments(texts: tuple[str, ...]) -> list[Segment]:
    """Return the segments of the runs of text, without those that say nothing."""
    segments = [
        Segment(words, role, number, mark)
        for number, run in enumerate(texts)
        if len(run) > 2 or run.strip(" ,.;:()-")
        for words, role, mark in _read_run(run)
    ]
    for number, item in enumerate(segments):
        if item.role is Role.EDITORS:
            _mark_persons_behind(segments, number)
            _mark_persons(segments, number)
    return segments


def _mark_persons(segments: list[Segment], end: int) -> None:
    """Mark the names right before the segment *end*, which says that they are editors: ``J. Doe, Jane Roe, eds.``."""
    for item in reversed(segments[:end]):
        is_name = item.role is Role.WORDS and _NAME.match(item.words) is not None
        is_apart = segments[end].mark == "(" or item.run != segments[end].run
        if is_apart or not (is_name or item.role is Role.PERSONS):
            return
        if is_name and item is segments[0] and not any(each.role in _CONTAINING for each in segments[end + 1 :]):
            return  # the book: "Quantum Gravity", J. Doe and R. Roe (eds.), Springer
        item.role = Role.PERSONS


def _mark_persons_behind(segments: list[Segment], number: int) -> None:
    """Mark the family names that go on with the editors at *number*: ``eds Doe, Roe and Poe``."""
    words = segments[number].words
    if words[:2].lower() != "ed":
        return
    # Only behind the title of the book: edited by Jane Doe, Richard Roe
    has_full_names = number > 0 and _EDITED_BY.match(words) is not None
    for item in segments[number + 1 :]:
        is_name = item.role in _NAMES_LOOK and (
            _FAMILY_NAMES.match(item.words) is not None or (has_full_names and _NAME.match(item.words) is not None)
        )
        if not is_name or item.mark != "," or item.run != segments[number].run:
            return
        item.role = Role.PERSONS


@lru_cache(maxsize=8192)
def _read_run(run: str) -> tuple[tuple[str, Role, str], ...]:
    """Return the segments of one run of text: words, what they are, the mark before them."""
    segments: list[tuple[str, Role, str]] = []
    for mark, words in _merge_series(split_segments(run)):
        words = clean_segment(strip_lead(words))
        is_edition = words[-4:] == " Ed)" and find_journal(words.rpartition(" (")[0]) is not None  # (Landmark Ed)
        if words[-1:] == ")" and not is_edition and (match := _IN_BRACKETS.match(words)) is not None:
            segments += [(match[1], classify(match[1]), mark), (match[2], Role.EDITORS, "(")]
            continue
        if words[-1:] == ")" and (parted := _split_brackets(words)) is not None:
            words, inner, role = parted
            segments += [(words, classify(words), mark), (inner, role, "(")]
            continue
        role = classify(words) if words != "Art" else Role.WORDS  # art. is a label, and Art a subject
        if role is Role.NOTHING:
            if not any(map(str.isdigit, words)):
                continue
            role = Role.REMARK
        if words[:1].isdigit() and _YEAR_BEFORE.match(words) is not None and classify(words[5:]) is Role.JOURNAL:
            words, role = words[5:], Role.JOURNAL
        if (role in NAMELESS_ROLES or ":" in words) and (parts := _split_publisher(words) or _split_place(words)):
            segments.append((parts[0], classify(parts[0]), mark))
            segments.append((parts[1], classify(parts[1]), "("))
        else:
            segments.append((words, role, mark))
    return tuple(segments)


def _split_brackets(words: str) -> tuple[str, str, Role] | None:
    """Return a name and what the brackets behind it say that is no part of it: its publisher, ``(oral)``."""
    head, _, inner = words[:-1].rpartition("(")
    name = head.rstrip()
    if not name or ")" in inner:
        return None
    if _PRESENTATION.match(inner) is not None:
        return name, inner, Role.REMARK
    is_publisher = inner.lower() in _PUBLISHERS_IN_BRACKETS and find_publisher(inner) is not None
    return (name, inner, Role.PUBLISHER) if is_publisher else None


def _merge_series(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *segments* with a series that has commas in its name in one piece: ``Smart Innovation, Systems``."""
    merged: list[tuple[str, str]] = []
    for mark, words in segments:
        if mark == "," and merged and find_series(f"{merged[-1][1]}, {words}") is not None:
            merged[-1] = (merged[-1][0], f"{merged[-1][1]}, {words}")
        else:
            merged.append((mark, words))
    return merged


def _split_place(segment: str) -> tuple[str, str] | None:
    """Return name and place of ``Conference (ACR) Kobe``, or place and publisher of ``Cham: Springer``."""
    if ")" in segment:
        head, _, tail = segment.rpartition(")")
        if tail[:1] == " " and is_place(tail):
            return f"{head})", tail.strip()
    if ":" in segment:
        head, _, tail = segment.partition(":")
        if is_place(head) and tail.strip():
            return head.strip(), tail.strip()
        if is_place(tail) and head.strip():
            return head.strip(), tail.strip()
    return None


def _split_publisher(segment: str) -> tuple[str, str] | None:
    """Return a publisher's name and the journal or series that follows it: ``Elsevier Neural Networks``."""
    if segment.startswith("Springer Nature "):
        first, space, rest = "Springer Nature", " ", segment[16:].lstrip(" -–")
    else:
        first, space, rest = segment.partition(" ")
    if not space or fold_letters(first).split(" ")[0] not in _GENERAL_PUBLISHERS or find_journal(segment) is not None:
        return None
    if find_publisher(segment) is not None or find_series(segment) is not None:
        return None
    if find_series(rest) is not None or find_journal(rest) is not None or is_journal(rest):
        return first, rest
    return None
