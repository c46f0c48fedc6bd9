"""The runs of text of a journal reference: split into segments, and what each of them is."""

import re
from enum import IntEnum, auto
from functools import lru_cache
from typing import Final

from arxiv2bib.data.journals import find_journal, is_listed_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.data.venues import find_publisher, find_series, find_venue, is_acronym, is_place
from arxiv2bib.inference._reference_words import (
    FIELD_WORDS,
    JOURNAL_WORD,
    LABELS,
    MONTHS,
    PROCEEDINGS_WORD,
    THESIS_WORD,
    Label,
    load_abbreviated,
)


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

_SEPARATOR: Final = re.compile(r"\s*[,;]\s*|[.?!]\s+|\s+\|\s+|\s(?=published by |edited by )")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,9}\.\s?)+[^\W\d_]+\Z")
"""An abbreviated title so far: one word cut short after the other."""
_STRIPPED: Final = " \t.,;:-–—|/&*#\"“”'’`"
_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+\Z")
_ACRONYM: Final = re.compile(r"[A-Z0-9][\w+&/'’-]{0,14}(?:[\s'’-]{1,2}(?:\d\d|\d{4}))?\Z")
_SMALL: Final = "(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter)"
_NAME: Final = r"[^\W\d_]['’\w-]+"
PERSON: Final = re.compile(
    rf"(?:(?:[^\W\d_a-z]\.[\s-]?){{1,4}}(?:{_SMALL}\s){{0,2}}{_NAME}(?:\s[A-Z]{_NAME})?"
    rf"|(?:{_SMALL}\s){{0,2}}[A-Z]{_NAME}\s(?:[A-Z]\.?[\s-]?){{1,3}})(?:\s(?:et al|and others)\.?)?\Z"
)
_EDITORS: Final = re.compile(r"(?:\b|(?<=[(\[]))(?:eds?|editors?|edited by|hrsg|publisher and editor)(?![\w])", re.I)
_REMARK: Final = re.compile(
    r"(?:the\s)?(?:special (?:issue|section|session)|selected papers|part\b|pt\b|ver\b|chapter\b|ch\b|chapt\b|volume\b|paper\b|"
    r"tom\b|book\b|section\b|session\b|article\b|epub\b|available\b|online\b|early access|accepted\b|published\b|"
    r"presented\b|held\b|in conjunction|co-?located|poster\b|oral\b|abstract\b|revised\b|received\b|retrieved\b|"
    r"journal homepage|pmid|catalogue|invited\b|extended abstract|best\b|full paper|short paper|with\b|copyright|©|doi\b|in print|"
    r"supplement|suppl\b|preprint\Z|(?:main|demo|special|journal|industry|research|short|long|systems?|applications?|conference)\strack\s*\Z|technical report|report\b|and\b\s*\Z)",
    re.I,
)
_PRESS: Final = re.compile(
    r"\A(?:published by |publisher:? )?[^\W\d_][^,;:]{2,50}\s(?:Press|Verlag|Publishing|Publishers?|Editions|Edizioni|Books)(?:\sInc\.?|\sLtd\.?)?"
    r"(?:\s[^\W\d_]{3,20})?\Z|\Apublished by |\Apublisher:? ", re.I
)
_GENERAL_PUBLISHERS: Final = frozenset("elsevier springer wiley mdpi hindawi sage".split())
_AND: Final = re.compile(r"(?:and|&)\s")
_BRACKETS: Final = re.compile(r"\s*\([^()]{0,60}\)")


def split_segments(run: str) -> list[tuple[str, str]]:
    """Return the segments of *run*, each with the mark before it; marks in brackets do not split."""
    segments: list[tuple[str, str]] = []
    start, mark = 0, ""
    if run.count("(") > run.count(")"):
        head, _, tail = run.rpartition("(")
        run = f"{head}, {tail}"
    brackets = "(" in run or "[" in run
    quotes = '"' in run or "“" in run
    for match in _SEPARATOR.finditer(run):
        at, end = match.span()
        piece = run[start:at]
        if brackets and (_is_open(piece, "(", ")", run, at) or _is_open(piece, "[", "]", run, at)):
            continue
        sign = match[0].strip()
        if quotes and piece.count('"') + piece.count("“") + piece.count("”") & 1:
            continue
        if sign == "." and _goes_on(piece, run[end : end + 1]):
            continue
        segments.append((mark, piece))
        start, mark = end, sign
    segments.append((mark, run[start:]))
    return [(mark, cleaned) for mark, piece in segments if (cleaned := clean_segment(piece))]


def _is_open(piece: str, opening: str, closing: str, run: str, at: int) -> bool:
    """Whether a bracket is open at the end of *piece* and closed later in *run*, not far away."""
    return piece.count(opening) > piece.count(closing) and run.find(closing, at, at + 120) >= 0


def _goes_on(piece: str, following: str) -> bool:
    """Whether the full stop after *piece* cuts a word short instead of ending a segment."""
    if following.islower():
        return True
    match = _LAST_WORD.search(piece[-24:])
    if match is None:
        return False
    word = match[0]
    if len(word) == 1:
        return True
    return fold_letters(word) in load_abbreviated() or (len(word) < 9 and _DOTTED.match(piece) is not None)


def clean_segment(piece: str) -> str:
    """Return *piece* without marks around it and without brackets that have no partner."""
    piece = piece.strip(_STRIPPED)
    while piece:
        if piece[-1] in "([" or (piece[-1] in ")]" and piece.count(piece[-1]) > piece.count("(" if piece[-1] == ")" else "[")):
            piece = piece[:-1].rstrip(_STRIPPED)
        elif piece[0] in ")]" or (piece[0] in "([" and piece.count(piece[0]) > piece.count(")" if piece[0] == "(" else "]")):
            piece = piece[1:].lstrip(_STRIPPED)
        elif piece[0] == "(" and piece[-1] == ")" and piece.find(")") == len(piece) - 1:
            piece = piece[1:-1].strip(_STRIPPED)
        else:
            break
    if piece.count("(") > piece.count(")") and (cut := piece.rfind("(")) > 0 and not piece[cut + 1 :].strip():
        piece = piece[:cut].rstrip(_STRIPPED)
    return piece


@lru_cache(maxsize=8192)
def classify(segment: str) -> Role:
    """Return what *segment*, cleaned, is."""
    words = _WORD.findall(segment)
    if not words:
        return Role.NOTHING
    low = segment.lower()
    if len(words) <= 2 and all(_is_plain_label(word.lower()) or word.lower() in {"of", "and", "the", "in", "at"} for word in words):
        return Role.NOTHING
    if len(words) <= 2 and all(word.lower() in MONTHS and len(word) > 2 for word in words):
        return Role.MONTH
    if find_series(segment) is not None:
        return Role.SERIES
    if (known := _classify_known(segment)) is not None:
        return known
    if _is_all_places(segment, words):
        return Role.PLACE
    if len(segment) < 120 and _EDITORS.search(segment) is not None:
        return Role.EDITORS
    if _REMARK.match(segment) is not None:
        return Role.REMARK
    if THESIS_WORD.search(segment) is not None:
        return Role.THESIS
    if (worded := _classify_words(low, segment)) is not None:
        return worded
    if PERSON.match(segment) is not None and not segment.isupper():
        return Role.PERSONS
    if len(segment) < 40 and all(_ACRONYM.match(word) and (sum(map(str.isupper, word)) > 1 or word[0].isdigit()) for word in segment.split(" ")):
        return Role.ACRONYM
    return Role.WORDS


def _is_plain_label(word: str) -> bool:
    return LABELS.get(word, Label.SERIES) < Label.SERIES or word in FIELD_WORDS


def _classify_known(segment: str) -> Role | None:
    if _AND.match(segment) is not None:
        return None
    bare = _BRACKETS.sub("", segment) if ")" in segment else segment
    journal, venue = find_journal(segment) or find_journal(bare), find_venue(segment)
    if venue is None and ": " in segment:
        left, _, right = segment.partition(": ")
        venue = find_venue(left) or find_venue(right)
    if venue is not None and (journal is None or not is_listed_journal(bare)):
        return Role.VENUE
    if journal is not None and is_place(segment) and not is_listed_journal(bare):
        return Role.PLACE
    if find_publisher(segment) is not None or _PRESS.search(segment) is not None:
        return Role.PUBLISHER
    if journal is not None and len(segment) > 1:
        return Role.JOURNAL
    return None


def _classify_words(low: str, segment: str) -> Role | None:
    last = segment.rpartition(" ")[2]
    if segment.startswith("SPIE") or (last != segment and len(last) > 2 and last.isupper() and is_acronym(last)):
        return Role.VENUISH
    proceedings, journal = PROCEEDINGS_WORD.search(segment), JOURNAL_WORD.search(segment)
    if proceedings is None:
        return Role.JOURNALISH if journal is not None else None
    if journal is None or proceedings.start() < journal.start() or low.startswith(("proc", "the proc")):
        return Role.VENUISH
    return Role.JOURNALISH if journal[0].lower() in {"journal", "transactions", "annals", "j."} else Role.VENUISH


def _is_all_places(segment: str, words: list[str]) -> bool:
    if is_place(segment):
        return True
    if len(words) < 2 or len(words) > 5:
        return False
    if segment[-1] == ")" and is_place(segment.rpartition("(")[2][:-1]):
        return PROCEEDINGS_WORD.search(segment) is None and JOURNAL_WORD.search(segment) is None
    parts = re.split(r"\s*[,/]\s*|\s+-\s+|\s+and\s+|\s*[()]\s*|\s*:\s*", segment)
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(is_place(part) for part in parts):
        return True
    pieces = segment.split(" ")
    if len(pieces) < 5 and ":" not in segment and len(pieces[-1]) > 3 and is_place(pieces[-1]) and all(piece[:1].isupper() for piece in pieces):
        return True
    return any(is_place(" ".join(pieces[:cut])) and is_place(" ".join(pieces[cut:])) for cut in range(1, len(pieces)))


def split_place(segment: str) -> tuple[str, str] | None:
    """Return the name and the place of ``Conference (ACR) Kobe``, or the place and the publisher of ``Cham: Springer``."""
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


def split_publisher(segment: str) -> tuple[str, str] | None:
    """Return a publisher's name and what follows it, where that is a journal or a series: ``Elsevier Neural Networks``."""
    if segment.startswith("Springer Nature "):
        first, space, rest = "Springer Nature", " ", segment[16:].lstrip(" -–")
    else:
        first, space, rest = segment.partition(" ")
    if not space or fold_letters(first).split(" ")[0] not in _GENERAL_PUBLISHERS or find_journal(segment) is not None:
        return None
    if find_publisher(segment) is not None or find_series(segment) is not None:
        return None
    if find_series(rest) is not None or find_journal(rest) is not None or JOURNAL_WORD.search(rest) is not None:
        return first, rest
    return None
