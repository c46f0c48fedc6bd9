"""What changes between two texts, line by line, as a unified diff.

Lines that stand once in both texts are matched first (patience diff): for bibliographies, whose records have many equal
lines, this is faster than difflib alone, and says what a person would say.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, TypeAlias

__all__ = ["render_diff"]

_CONTEXT: Final = 3
_SMALL: Final = 250_000  # pairs of lines that difflib may look at, where no line stands once

_Match: TypeAlias = tuple[int, int, int]
"""Where equal lines begin in the one text and in the other, and how many there are."""
_Lines: TypeAlias = Sequence[str]


def render_diff(before: str, after: str, *, old: str, new: str) -> Iterator[str]:
    """Yield the lines of the unified diff from *before* to *after*, called *old* and *new*; nothing if they are equal.

    Lines end with line feeds; a carriage return before one belongs to its line. Source: POSIX, "diff -u".
    """
    if before == after:
        return
    one, two = _split_lines(before), _split_lines(after)
    yield f"--- {old}\n"
    yield f"+++ {new}\n"
    for group in _group(_find_changes(_match(one, two), len(one), len(two))):
        yield from _render_group(group, one, two)


def _split_lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _match(one: _Lines, two: _Lines) -> list[_Match]:
    matches: list[_Match] = []
    stack = [(0, len(one), 0, len(two))]
    while stack:
        a, a_end, b, b_end = stack.pop()
        start = 0
        while a + start < a_end and b + start < b_end and one[a + start] == two[b + start]:
            start += 1
        end = 0
        while a_end - end > a + start and b_end - end > b + start and one[a_end - end - 1] == two[b_end - end - 1]:
            end += 1
        matches += [(a, b, start), (a_end - end, b_end - end, end)]
        a, a_end, b, b_end = a + start, a_end - end, b + start, b_end - end
        if a == a_end or b == b_end:
            continue
        anchors = _find_anchors(one[a:a_end], two[b:b_end])
        if anchors:
            places = [(a, b), *((a + x, b + y) for x, y in anchors), (a_end, b_end)]
            stack += [(x, x_end, y, y_end) for (x, y), (x_end, y_end) in pairwise(places)]
        elif (a_end - a) * (b_end - b) <= _SMALL:
            found = SequenceMatcher(None, one[a:a_end], two[b:b_end], autojunk=False).get_matching_blocks()
            matches += [(a + x, b + y, size) for x, y, size in found]
    return sorted(match for match in matches if match[2])


def _find_anchors(one: _Lines, two: _Lines) -> list[tuple[int, int]]:
    """Return where lines stand that are in both once, as many as are in the same order."""
    counts, others = Counter(one), Counter(two)
    places = {line: at for at, line in enumerate(two) if others[line] == 1 == counts.get(line, 0)}
    pairs = [(at, places[line]) for at, line in enumerate(one) if line in places]
    # The longest run of pairs that rise on both sides. Source: patience sorting.
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


_Change: TypeAlias = tuple[int, int, int, int]
"""Lines of the one text that become lines of the other: first and behind the last, of both."""


def _find_changes(matches: list[_Match], length: int, other: int) -> Iterator[_Change]:
    a = b = 0
    for x, y, size in [*matches, (length, other, 0)]:
        if a < x or b < y:
            yield a, x, b, y
        a, b = x + size, y + size


def _group(changes: Iterator[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes that stand so near to one another that they share their context."""
    group: list[_Change] = []
    for change in changes:
        if group and change[0] - group[-1][1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _render_group(group: list[_Change], one: _Lines, two: _Lines) -> Iterator[str]:
    lead, rest = min(group[0][0], _CONTEXT), min(len(one) - group[-1][1], _CONTEXT)  # equal lines, so as many of both
    start, end = group[0][0] - lead, group[-1][1] + rest
    yield f"@@ -{_range(start, end)} +{_range(group[0][2] - lead, group[-1][3] + rest)} @@\n"
    at = start
    for a, a_end, b, b_end in group:
        yield from map(_kept, one[at:a])
        yield from (_mark("-", line) for line in one[a:a_end])
        yield from (_mark("+", line) for line in two[b:b_end])
        at = a_end
    yield from map(_kept, one[at:end])


def _range(start: int, end: int) -> str:
    count = end - start
    return str(start + 1) if count == 1 else f"{start + 1 if count else start},{count}"


def _kept(line: str) -> str:
    return _mark(" ", line)


def _mark(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
