"""The segments of a journal reference put together: container, series, publisher, place, persons, and the rest."""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.data.venues import find_publisher, find_series, is_place
from arxiv2bib.inference._reference_choice import ONLY_PROCEEDINGS, choose_container, is_short_venue
from arxiv2bib.inference._reference_joining import join_segments
from arxiv2bib.inference._reference_reading import Segment, read_segments
from arxiv2bib.inference._reference_segments import PERSON, Role
from arxiv2bib.inference._reference_words import is_strong_proceedings, is_university, load_abbreviated
from arxiv2bib.text.expressions import compile_late

_PUBLISHER_LABEL: Final = compile_late(r"\A(?:publisher:?|published by)\s+", re.I)
_EDITOR_LABEL: Final = compile_late(
    r"\A(?:edited by|eds?\.?:?|editors?:?)\s(?:by\s)?|[\s,(]*\b(?:eds?|editors?|hrsg)\b\.?\)?\Z", re.I
)
_GLUED_END: Final = compile_late(r"\.(?:[^\W\d_]{1,6}|\s[A-Z])\Z")
_ALL_CUT: Final = compile_late(r"(?:[A-Z][^\W\d_]*\.\s(?:&\s)?){2,8}[A-Z][^\W\d_]*[a-z]")
"""An abbreviated title of which each word is cut short: ``J. Med. Imag``."""
_THE: Final = compile_late(r"\A[Tt]he\s")
_ACRONYM_BEHIND: Final = compile_late(r"\s?\([A-Z][\w'’ -]{1,14}\)\Z")
_SPIE: Final = "Proceedings of SPIE"
_ADVANCES: Final = "Advances in Neural Information Processing Systems"
_ALONE: Final = frozenset(
    {"Electronic Proceedings in Theoretical Computer Science", "AIP Conference Proceedings", "Proceedings of Science",
     _SPIE, "Proceedings of Machine Learning Research", "CEUR Workshop Proceedings",
     _ADVANCES, "Studies in Health Technology and Informatics",
     "IFAC Proceedings Volumes", "Advances in Computers", "Contemporary Mathematics",
     "Astronomical Society of the Pacific Conference Series", "Leibniz International Proceedings in Informatics"}
)  # fmt: skip
"""Series that are cited by themselves, as if they were journals."""


class Container:
    """What the words of a reference say; ``values`` are the fields of a JournalRef that they give by themselves."""

    __slots__ = (
        "editors", "further", "is_proceedings", "months", "note", "persons", "place", "publisher", "role", "series",
        "short", "title", "values", "work",
    )  # fmt: skip

    def __init__(self) -> None:
        self.title: str | None = None
        self.role: Role | None = None
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
        self.values: dict[str, object] = {}

    def settle(self) -> "Container":
        """Set ``values``, once everything is in its place."""
        fields = (
            ("container_title", self.title),
            ("container_title_short", self.short),
            ("publisher", self.publisher),
            ("series", self.series),
            ("place", ", ".join(self.place)),
            ("dates", ", ".join(self.months)),
            ("authors", ", ".join(self.persons)),
            ("title", self.work),
            ("editors", "; ".join(self.editors)),
            ("further", tuple(self.further)),
            ("note", "; ".join(self.note)),
        )
        self.values = {name: value for name, value in fields if value}
        return self


@lru_cache(maxsize=4096)
def read_container(texts: tuple[str, ...], *, has_title: bool, has_editors: bool = False) -> Container:
    """Return what the runs of text say, not to be changed.

    With *has_title* the work's own title is known already; with *has_editors* they stand before the text.
    """
    segments = read_segments(texts)
    if has_editors:
        _mark_series(segments)
    if any(item.role is Role.THESIS for item in segments):
        return _read_thesis(segments).settle()
    found = Container()
    index, found.work = choose_container(segments, has_title=has_title)
    if index is not None:
        join_segments(segments, index)
        found.title, found.role = _restore_stop(segments[index].words, texts), segments[index].role
        _cut_known_end(found)
    for number in range(len(segments)):
        if number != index:
            _sort(segments, number, found, is_behind=index is not None and number > index)
    if found.series is not None:
        found.series = _restore_stop(found.series, texts)
    _take_lone_series(found)
    return found.settle()


def _mark_series(segments: list[Segment]) -> None:
    """Mark the series behind the title of a book, which is between its editors and its publisher."""
    if len(segments) < 2 or not any(item.role is Role.PUBLISHER for item in segments):
        return
    title, series = segments[0], segments[1]
    is_book = title.role in {Role.WORDS, Role.JOURNALISH} and series.mark == "."
    if is_book and series.role in {Role.JOURNAL, Role.JOURNALISH}:
        series.role = Role.SERIES


_VENUES: Final = frozenset({Role.VENUE, Role.VENUISH})
_FEWEST_WORDS: Final = 9
_MOST_WORDS: Final = 60
_SMALL_WORD: Final = compile_late(r"(?:^|\s)[a-z]{4,}")


def _cut_known_end(found: Container) -> None:
    """Take the journal off the end of a whole citation: ``J. Doe, The effect of x on y, Biomedical Engineering``.

    Only from many words with some in small letters, as a title of a work has them; the rest becomes a note.
    """
    if found.title is None or found.role in _VENUES or found.title.count(" ") < _FEWEST_WORDS - 1:
        return
    if find_journal(found.title) is not None:
        return
    words = found.title.split(" ")
    for start in range(max(4, len(words) - 12), len(words) - 1) if len(words) < _MOST_WORDS else ():
        head, end = " ".join(words[:start]), " ".join(words[start:])
        if not words[start][:1].isupper() or len(_SMALL_WORD.findall(head)) < 2:
            continue
        if words[start - 1][-1:] not in ",.?" and words[start - 1].lower() in _JOINING:
            continue
        if find_journal(end) is not None:
            found.title, found.role = end, Role.JOURNAL
            found.note.append(head.rstrip(" ,."))
            return


_JOINING: Final = frozenset("of on in for and the to with & a an journal transactions".split())


def _restore_stop(words: str, texts: tuple[str, ...]) -> str:
    """Return *words* with the full stop at their end if it cuts a word short: ``Phys. Rev. Lett.``."""
    last = words.rpartition(" ")[2].rpartition(".")[2]
    if not last.isalpha() or not any(f"{words}." in text for text in texts):
        return words
    is_cut = (
        _GLUED_END.search(words) is not None
        or fold_letters(last) in load_abbreviated()
        or (_ALL_CUT.fullmatch(words) is not None and not is_strong_proceedings(words))
    )
    return f"{words}." if is_cut else words


def _read_thesis(segments: list[Segment]) -> Container:
    """Return the university and the place of a thesis, and the rest as a note."""
    found = Container()
    found.role = Role.THESIS
    schools = (item for item in segments if item.role is not Role.THESIS and is_university(item.words))
    school = next((item for item in schools if not is_place(item.words)), None)
    if school is not None:
        found.publisher = _THE.sub("", school.words)
    for item in segments:
        if item.role is Role.PLACE:
            found.place.append(item.words)
        elif item is not school:
            found.note.append(item.words)
    return found


def _take_lone_series(found: Container) -> None:
    """Make a series the container where there is no other, if it is one that is cited so."""
    series = find_series(_ACRONYM_BEHIND.sub("", found.series)) if found.series is not None else None
    if series is None or series.name not in _ALONE:
        return
    if found.title is not None and series.name == _ADVANCES and is_short_venue(found.title):
        found.short, found.title = found.title, None  # Advances in ... Systems 38 (NeurIPS 2025)
    if found.title is None:
        found.title, found.role, found.series = found.series, Role.VENUISH, None


def _sort(segments: list[Segment], number: int, found: Container, *, is_behind: bool) -> None:
    """Put a segment that is no part of the container where it belongs; *is_behind* if the container is before it."""
    segment = segments[number]
    words, role = segment.words, segment.role
    if role is Role.NOTHING:
        return
    if role is Role.VENUISH and ONLY_PROCEEDINGS.match(words) is not None:
        found.is_proceedings = True
    elif not (_take_one(words, role, found) or _take_more(segments, segment, found)):
        is_place_name = role is Role.WORDS and _is_beside_place(segments, number)
        if is_behind and is_place_name:
            found.place.append(words)
        elif is_behind and role in {Role.VENUE, Role.VENUISH, Role.JOURNAL}:
            found.further.append(words)
        else:
            found.note.append(words)


def _take_one(words: str, role: Role, found: Container) -> bool:
    """Take a segment of which there is one: series, publisher, short title; say whether it was taken."""
    if role is Role.SERIES:
        # Each volume of SPIE's proceedings has a title of its own, and that is the container.
        series = find_series(words)
        is_spie = series is not None and series.name == _SPIE
        found.is_proceedings = found.is_proceedings or is_spie
        if found.series is not None or (is_spie and found.title is not None):
            return False
        found.series = words
    elif role is Role.PUBLISHER and found.publisher is None:
        words = _PUBLISHER_LABEL.sub("", words)
        head, _, city = words.rpartition(" ")
        if head and is_place(city) and find_publisher(words) is None:
            found.place.append(city)
            words = head
        found.publisher = words
    elif role is Role.VENUE and found.publisher is None and find_publisher(words) is not None:
        found.publisher = words
    elif role in {Role.VENUE, Role.ACRONYM, Role.JOURNAL} and found.short is None and is_short_venue(words):
        found.short = words
    else:
        return False
    return True


def _take_more(segments: list[Segment], segment: Segment, found: Container) -> bool:
    """Take a segment of which there can be several: places, months, persons; say whether it was taken."""
    if segment.role is Role.PLACE:
        found.place.append(segment.words)
    elif segment.role is Role.MONTH:
        found.months.append(segment.words)
    elif segment.role is Role.EDITORS:
        found.editors += filter(None, [_EDITOR_LABEL.sub("", segment.words)])
    elif segment.role is Role.PERSONS:
        has_editors = any(item.role is Role.EDITORS for item in segments)
        (found.editors if has_editors else found.persons).append(segment.words)
    else:
        return False
    return True


def _is_beside_place(segments: list[Segment], number: int) -> bool:
    """Whether a place follows the few words of the segment *number*, which then are one too: ``Ajman, Emirates``."""
    segment = segments[number]
    following = segments[number + 1] if number + 1 < len(segments) else None
    if following is None or following.role is not Role.PLACE or following.run != segment.run:
        return False
    return segment.words.count(" ") < 5 and PERSON.match(segment.words) is None
