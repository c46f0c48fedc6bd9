"""The segments of a journal reference put together: container, series, publisher, place, persons, and the rest."""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.venues import find_publisher, find_series, find_venue, is_place
from arxiv2bib.inference._reference_segments import CONTAINERS, PERSON, Role, classify, clean_segment, split_place, split_publisher, split_segments
from arxiv2bib.inference._reference_words import JOURNAL_WORD, PROCEEDINGS_WORD, STRONG_PROCEEDINGS, UNIVERSITY_WORD

_AND: Final = re.compile(r"(?:and|&|or|et|und|y)\s", re.I)
_OPEN_END: Final = re.compile(r"(?:\b(?:on|of|for|and|in|the|to|with|&|de|sur|für)|:|&)\Z", re.I)
_INVERTED_END: Final = re.compile(r"\b(?:on|of|in)\Z")
_SERIES_LETTER: Final = re.compile(r"(?:Series|Ser\.?|Part|Section|Sect\.?)\s(?:[A-Z]|I{1,3}|IV)(?::.*)?\Z")
_LEADING: Final = re.compile(
    r"(?:(?:published|appeared|appears|appearing|presented|to appear|to be published|will appear|accepted(?: for publication| for presentation| as [a-z ]{1,20})?"
    r"|submitted|under review|in press)\s(?:in|at|on|by|to|for|as)(?:\sthe\b)?[:\s]+"
    r"|(?:in|dans)(?::|\s(?=(?-i:[^\Wa-z_])|the\s|proc))\s*(?-i:the\s)?|n\s(?=IEEE)|publisher:?\s+|publication:?\s+|journal[=:]\s*|conference:\s+|booktitle:?\s+|published:?\s+|to appear:?\s+"
    r"|(?:published as an? |accepted as an? )?(?:[a-z]+ ){0,2}paper (?:at|in|for)\s(?:the\s)?|(?:book )?chapter in:?\s|book series:?\s|conference paper:?\s"
    r"|proceedings title:\s+|proceedings\s-{1,2}\s(?=\w)|early access (?:by|in|at)\s+|part of (?:the\s)?|of (?:the )?(?:book )?series\s|of (?=lecture notes)|will be (?:published|presented|available) (?:in|at|on)\s|accep\w* by\s|(?:the |this )?paper (?:is|was|has been) (?:\w+ ){1,2}(?:at|in|by|to|for)\s(?:the\s)?|(?:an? |the )?(?:extended|revised|prelimina\w+|short|full|earlier|long|longer|shorter|condensed) version (?:of|in|to|at) (?:the |a )?(?:paper )?(?:in |published in |accepted (?:at|to|in) )?|available (?:at|from|in)\s+|see\s+)",
    re.I,
)
_TRAILING: Final = re.compile(
    r"[\s,.;:(\[–-]+(?:book series|paper|vol\.?|volume|v\.|no\.?|number|pp\.?|pages?|p\.|issue|in|at|held(?: in| at)?|publication year|year|location|ed\.?|n\.|(?-i:On))\Z", re.I
)
_ONLY_PROCEEDINGS: Final = re.compile(r"(?:conference\s|workshop\s)?proc(?:eedings?)?\.?\Z", re.I)
_TRAILING_WORDS: Final = frozenset("vol volume v no number pp pages page p issue in at held year location ed n on series paper".split())
_PROCEEDINGS_OF: Final = re.compile(r"\Aproc(?:eedings|s)?\.?\s(?:of\s)?(?:the\s)?", re.I)
_ANY_JOURNAL: Final = re.compile(r"An?\s(?:International\s|Interdisciplinary\s|Open\s)?Journal\Z", re.I)
_YEAR_BEFORE: Final = re.compile(r"(?:19|20)\d\d\s")
_NAMELESS: Final = re.compile(
    r"(?:the\s)?(?:\w+(?:st|nd|rd|th)\s|\w+th\s|first\s|second\s|third\s)?(?:annual\s|international\s|joint\s|ieee\s|european\s)*"
    r"(?:workshop|conference|symposium)s?\Z", re.I
)
"""A conference of which nothing but the number is said; the name follows."""
_ALONE: Final = frozenset(
    {"Electronic Proceedings in Theoretical Computer Science", "AIP Conference Proceedings", "Proceedings of Science",
     "Proceedings of SPIE", "Proceedings of Machine Learning Research", "CEUR Workshop Proceedings",
     "Advances in Neural Information Processing Systems", "Studies in Health Technology and Informatics",
     "IFAC Proceedings Volumes", "Advances in Computers", "Contemporary Mathematics",
     "Astronomical Society of the Pacific Conference Series", "Leibniz International Proceedings in Informatics"}
)  # fmt: skip
"""Series that are cited by themselves, as if they were journals."""


_SPLIT_ROLES: Final = frozenset({Role.WORDS, Role.JOURNALISH, Role.VENUISH})


class Segment:
    """A segment of a reference: its words, what they are, the run it stands in, the mark before it."""

    __slots__ = ("mark", "role", "run", "words")

    def __init__(self, words: str, role: Role, run: int, mark: str) -> None:
        self.words = words
        self.role = role
        self.run = run
        self.mark = mark


class Container:
    """What the words of a reference say."""

    __slots__ = ("editors", "further", "is_proceedings", "kind_role", "months", "note", "persons", "place", "publisher", "series", "short", "title", "work")

    def __init__(self) -> None:
        self.title: str | None = None
        self.kind_role: Role | None = None
        self.is_proceedings = False
        self.short: str | None = None
        self.series: str | None = None
        self.publisher: str | None = None
        self.place: list[str] = []
        self.editors: list[str] = []
        self.persons: list[str] = []
        self.work: str | None = None
        self.months: list[str] = []
        self.note: list[str] = []
        self.further: list[str] = []


@lru_cache(maxsize=4096)
def read_container(texts: tuple[str, ...], *, has_title: bool) -> Container:
    """Return what the runs of text say, not to be changed; with *has_title* the work's own title is known already."""
    segments = read_segments(texts)
    if any(item.role is Role.THESIS for item in segments):
        return _read_thesis(segments)
    return build_container(segments, has_title=has_title)


def _read_thesis(segments: list[Segment]) -> Container:
    found = Container()
    found.kind_role = Role.THESIS
    school = find_university([item for item in segments if item.role is not Role.THESIS])
    if school is not None:
        found.publisher = re.sub(r"\A[Tt]he\s", "", school.words)
    for item in segments:
        if item.role is Role.PLACE:
            found.place.append(item.words)
        elif item is not school:
            found.note.append(item.words)
    return found


def read_segments(texts: tuple[str, ...]) -> list[Segment]:
    """Return the segments of the runs of text, without those that say nothing."""
    return [
        Segment(words, role, number, mark)
        for number, run in enumerate(texts)
        if len(run) > 2 or run.strip(" ,.;:()-")
        for words, role, mark in _read_run(run)
    ]


@lru_cache(maxsize=8192)
def _read_run(run: str) -> tuple[tuple[str, Role, str], ...]:
    """Return the segments of one run of text: words, what they are, the mark before them."""
    segments: list[tuple[str, Role, str]] = []
    for mark, words in _merge_series(split_segments(run)):
        words = strip_lead(words)
        role = classify(words)
        if role is Role.NOTHING:
            continue
        if words[:1].isdigit() and _YEAR_BEFORE.match(words) is not None and classify(words[5:]) is Role.JOURNAL:
            words, role = words[5:], Role.JOURNAL
        if (role in _SPLIT_ROLES or ":" in words) and (parts := split_publisher(words) or split_place(words)):
            segments.append((parts[0], classify(parts[0]), mark))
            segments.append((parts[1], classify(parts[1]), "("))
        else:
            segments.append((words, role, mark))
    return tuple(segments)


def _merge_series(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *segments* with a series that has commas in its name in one piece: ``Smart Innovation, Systems and ...``."""
    merged: list[tuple[str, str]] = []
    for mark, words in segments:
        if mark == "," and merged and find_series(f"{merged[-1][1]}, {words}") is not None:
            merged[-1] = (merged[-1][0], f"{merged[-1][1]}, {words}")
        else:
            merged.append((mark, words))
    return merged


def strip_lead(words: str) -> str:
    """Return *words* without what introduces a container, ``Published in``, and without labels at their end."""
    match = _LEADING.match(words)
    if match is not None and match.end() < len(words):
        words = words[match.end() :]
    while words.rpartition(" ")[2].rstrip(".").lower() in _TRAILING_WORDS and (match := _TRAILING.search(words)) is not None:
        words = words[: match.start()]
    return clean_segment(words)


def build_container(segments: list[Segment], *, has_title: bool) -> Container:
    """Return what *segments* say; with *has_title* the title of the work itself is known already."""
    found = Container()
    index = _choose(segments, found, has_title=has_title)
    if index is not None:
        index = _join(segments, index)
        chosen = segments[index]
        _strip_place(segments, index)
        found.title, found.kind_role = chosen.words, chosen.role
    for number, segment in enumerate(segments):
        if number != index:
            _sort(segments, number, segment, found, index)
    if found.title is None and found.series is not None:
        series = find_series(found.series)
        if series is not None and series.name in _ALONE:
            found.title, found.kind_role, found.series = found.series, Role.VENUISH, None
    return found


def _choose(segments: list[Segment], found: Container, *, has_title: bool) -> int | None:
    """Return the number of the segment with which the container begins; None if there is none."""
    named = next((n for n, item in enumerate(segments) if item.role in CONTAINERS and not _ONLY_PROCEEDINGS.match(item.words)), None)
    words = next((n for n, item in enumerate(segments) if item.role in {Role.WORDS, Role.ACRONYM}), None)
    if words is None or (named is not None and named < words):
        if named is None:
            return next((n for n, item in enumerate(segments) if item.role is Role.PUBLISHER and find_journal(item.words)), None)
        return _prefer_name(segments, named)
    if named is None:
        following = segments[words + 1] if words + 1 < len(segments) else None
        if following is not None and following.mark == "." and following.role is Role.WORDS and not has_title:
            if len(segments[words].words.split(" ")) > 7 and _is_sentence(segments[words].words):
                found.work = segments[words].words
                segments[words].role = Role.NOTHING
                return words + 1
        return words
    first, second = segments[words], segments[named]
    if second.role in {Role.JOURNAL, Role.JOURNALISH}:
        if named == words + 1 and _ANY_JOURNAL.match(second.words) is not None:
            return words
        if second.mark == "," and second.run == first.run and (find_journal(f"{first.words}, {second.words}") or _INVERTED_END.search(second.words)):
            return words
        if second.mark == "," and second.run == first.run and not _is_sentence(first.words) and (_goes_on(segments, words) or " and " in second.words and named == words + 1 and not JOURNAL_WORD.search(second.words)):
            return words
        if second.mark == "," and named == words + 1 and second.role is Role.JOURNALISH and _AND.match(second.words):
            return words
        if not has_title and _is_sentence(first.words):
            found.work = ", ".join(item.words for item in segments[words:named] if item.role in {Role.WORDS, Role.ACRONYM, Role.REMARK})
            for item in segments[words:named]:
                if item.role in {Role.WORDS, Role.ACRONYM, Role.REMARK}:
                    item.role = Role.NOTHING
            return named
        return named if first.role is Role.ACRONYM or first.mark == second.mark == "." else words if second.role is Role.JOURNALISH and second.run != first.run else named
    if first.role is Role.ACRONYM and named == words + 1:
        return named
    if second.mark == "," and second.run == first.run and named == words + 1 and _INVERTED_END.search(second.words):
        return words
    before = segments[words:named]
    if len(before) > 1 and all(_is_name(item.words) for item in before):
        for item in before:
            item.role = Role.PERSONS
        return named
    if _is_short_venue(second.words) or not _is_sentence(first.words):
        return words
    if has_title:
        return named
    found.work = ", ".join(item.words for item in segments[words:named] if item.role in {Role.WORDS, Role.REMARK})
    for item in segments[words:named]:
        if item.role in {Role.WORDS, Role.REMARK}:
            item.role = Role.NOTHING
    return named


def _prefer_name(segments: list[Segment], named: int) -> int:
    """Return the number of the venue's full name where only its acronym stands before it."""
    item = segments[named]
    short = _PROCEEDINGS_OF.sub("", item.words)
    if item.role in {Role.VENUE, Role.VENUISH} and _is_short_venue(short) and named + 1 < len(segments):
        following = segments[named + 1]
        if following.role in {Role.VENUE, Role.VENUISH} and not _is_short_venue(following.words) and following.mark in {",", ":", "", "."}:
            return named + 1
    return named


def _is_short_venue(words: str) -> bool:
    """Whether *words* are the acronym of a venue and perhaps a year."""
    return len(words) < 18 and (words.isupper() or " " not in re.sub(r"[\s'’-]*\d+\Z", "", words)) and STRONG_PROCEEDINGS.search(words) is None


def _is_name(words: str) -> bool:
    """Whether *words* may be a person's name in full: two to four words with capitals."""
    parts = words.split(" ")
    return 1 < len(parts) < 5 and all(part[:1].isupper() for part in parts)


def _is_sentence(words: str) -> bool:
    """Whether *words* are written like the title of a work: several words in lower case, or very many."""
    parts = [part for part in words.split(" ") if part[:1].isalpha()]
    small = [part for part in parts if part.islower() and len(part) > 3]
    return len(parts) >= 4 and (len(small) >= 2 or len(parts) > 9 or ":" in words[8:])


def _join(segments: list[Segment], index: int) -> int:
    """Join to the segment *index* those behind it that go on with its name; return its number."""
    chosen = segments[index]
    while index + 1 < len(segments):
        following = segments[index + 1]
        if following.run != chosen.run or not _goes_on(segments, index):
            break
        mark = following.mark
        chosen.words += f"{' ' if mark in {'', ' ', '|'} else mark + ' '}{following.words}"
        if following.role in CONTAINERS and chosen.role not in {Role.JOURNAL, Role.VENUE}:
            chosen.role = following.role
        if (role := classify(chosen.words)) in CONTAINERS:
            chosen.role = role
        del segments[index + 1]
    return index


def _strip_place(segments: list[Segment], index: int) -> None:
    """Take a city off the end of the container before its country: ``Evaluation Forum Thessaloniki, Greece``."""
    chosen = segments[index]
    if chosen.role not in {Role.VENUE, Role.VENUISH} or index + 1 == len(segments) or segments[index + 1].role is not Role.PLACE:
        return
    head, _, city = chosen.words.rpartition(" ")
    if head and is_place(city) and not re.search(r"\b(?:of|in|the|and|for|at|&)\Z", head):
        chosen.words = head
        segments.insert(index + 1, Segment(city, Role.PLACE, chosen.run, ","))


def _goes_on(segments: list[Segment], index: int) -> bool:
    """Whether the segment after *index* belongs to its name."""
    chosen, following = segments[index], segments[index + 1]
    if _ANY_JOURNAL.match(following.words) is not None:
        return True
    if following.mark not in {",", "", " ", ":"}:
        return following.mark == "." and classify(f"{chosen.words}. {following.words}") is Role.JOURNAL and following.role not in {Role.SERIES, Role.PUBLISHER, Role.PLACE, Role.VENUE}
    if following.role in {Role.SERIES, Role.PUBLISHER, Role.EDITORS, Role.MONTH}:
        return False
    if _OPEN_END.search(chosen.words) is not None or _AND.match(following.words) is not None:
        return True
    if _NAMELESS.match(chosen.words) is not None and following.role in {Role.ACRONYM, Role.VENUE}:
        return True
    joined = f"{chosen.words}, {following.words}"
    if find_journal(joined) is not None or find_venue(joined) is not None:
        return True
    if following.role is Role.PLACE:
        return False
    if _SERIES_LETTER.match(following.words) is not None and chosen.role in {Role.JOURNAL, Role.JOURNALISH}:
        return True
    if _INVERTED_END.search(following.words) is not None:
        return True
    if following.role in {Role.PERSONS, Role.REMARK}:
        return False
    # A list of names with commas, as in "on Acoustics, Speech, and Signal Processing".
    for item in segments[index + 1 : index + 6]:
        if UNIVERSITY_WORD.search(item.words) is not None:
            return False
        if item.run != chosen.run or item.mark != "," or item.role in {Role.SERIES, Role.PUBLISHER, Role.PLACE, Role.EDITORS, Role.REMARK, Role.VENUE}:
            return False
        if _AND.match(item.words) is not None:
            return True
        if re.search(r"\s(?:and|&)\s", item.words):
            if chosen.role in _SPLIT_ROLES and (item.role is Role.WORDS or PROCEEDINGS_WORD.search(chosen.words) is None):
                return chosen.words[-1:] != ")"
            if chosen.role is Role.JOURNAL and item.role is Role.WORDS and any(each.role is Role.SERIES for each in segments):
                return True
    return False


def _sort(segments: list[Segment], number: int, segment: Segment, found: Container, index: int | None) -> None:
    """Put a segment that is no part of the container where it belongs."""
    words, role = segment.words, segment.role
    if role is Role.NOTHING:
        return
    if role is Role.VENUISH and _ONLY_PROCEEDINGS.match(words) is not None or role is Role.SERIES and _is_spie(words):
        found.is_proceedings = True
        if role is Role.VENUISH:
            return
    if role is Role.SERIES and found.series is None and not (index is not None and _is_spie(words)):
        found.series = words
    elif role is Role.PUBLISHER and found.publisher is None:
        words = re.sub(r"\A(?:publisher:?|published by)\s+", "", words, flags=re.I)
        head, _, city = words.rpartition(" ")
        if head and is_place(city) and find_publisher(words) is None:
            found.place.append(city)
            words = head
        found.publisher = words
    elif role is Role.VENUE and found.publisher is None and find_publisher(words) is not None:
        found.publisher = words
    elif role is Role.PLACE:
        found.place.append(words)
    elif role is Role.MONTH:
        found.months.append(words)
    elif role is Role.EDITORS:
        found.editors.append(words)
    elif role is Role.PERSONS:
        (found.editors if any(item.role is Role.EDITORS for item in segments) else found.persons).append(words)
    elif role in {Role.VENUE, Role.ACRONYM, Role.JOURNAL} and found.short is None and _is_short_venue(words):
        found.short = words
    elif role in {Role.VENUE, Role.VENUISH, Role.JOURNAL} and index is not None and number > index:
        found.further.append(words)
    elif role is Role.WORDS and _is_beside_place(segments, number) and index is not None and number > index:
        found.place.append(words)
    else:
        found.note.append(words)


def _is_spie(words: str) -> bool:
    """Whether *words* are the proceedings of SPIE, of which each volume has a title of its own."""
    series = find_series(words)
    return series is not None and series.name == "Proceedings of SPIE"


def _is_beside_place(segments: list[Segment], number: int) -> bool:
    following = segments[number + 1] if number + 1 < len(segments) else None
    return (
        following is not None
        and following.role is Role.PLACE
        and following.run == segments[number].run
        and len(segments[number].words.split(" ")) <= 5
        and PERSON.match(segments[number].words) is None
    )


def find_university(segments: list[Segment]) -> Segment | None:
    """Return the first segment that names a university or an institute."""
    return next((item for item in segments if UNIVERSITY_WORD.search(item.words) and not is_place(item.words)), None)
