"""BibTeX entries as nearly all are written: one name and one value after another, and nothing else.

Such an entry is taken apart by one call. What stands between its values, the names with their indents, is its layout,
and a file has few of them: what a layout says is worked out once. An entry with anything else in it (values joined by
``#``, comments, a name that comes twice, damage) is left to the scanner, which understands all of them.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Final, NamedTuple, TypeAlias

import attrs

from arxiv2bib.model.showing import show_fields

__all__ = [
    "BEHIND",
    "HEAD",
    "NO_ENTRIES",
    "Shape",
    "UsualEntry",
    "UsualFields",
    "are_balanced",
    "cut_usual",
    "make_fields",
    "split_usual",
]

HEAD: Final = r"@([A-Za-z]++)[ \t]*+\{[ \t]*+([^\s,=\"#{}()%]++)[ \t]*+,"
"""An expression for the beginning of most entries: its groups are the type and the key."""
NO_ENTRIES: Final = frozenset({"comment", "preamble", "string"})
"""What stands in the place of a type and is none."""
BEHIND: Final = r",[ \t]*+(?:[\n\r]|[A-Za-z_-]++[ \t]*+=)"
"""What shows that the closing brace before it is a value's own, if it is not the last: the next line or name."""
# Braces inside are not counted here: excluding one character is several times faster than excluding two. Most values
# end at the first one, and with a line. Where no value begins, all the rest is taken for one: nothing is read twice.
_IN_BRACES: Final = rf"[^}}]*+(?:(?=\}},\n)|(?>(?:\}}(?!{BEHIND}|,?\s*+\Z)[^}}]*+)*))"
_VALUE: Final = re.compile(
    rf"=[ \t]*+(?:\{{({_IN_BRACES})\}}|(\"[^\"]*+\"|[A-Za-z0-9][A-Za-z0-9:_-]*+(?=[ ,\n\r]|\Z)|(?s:.++)))"
)
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_-]*+\Z")
_HEAD: Final = re.compile(HEAD)
_NAME: Final = re.compile(r"[ ,\n\r\t]*+([A-Za-z][A-Za-z0-9_-]*+)[ \t]*+")
_TAIL: Final = re.compile(r"[ ,\n\r\t]*+")
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_MOST_SIGNS: Final = 8  # "@" in the values of an entry as most are: as in an address, or in "mAP@0.5"
_LONGEST_LAYOUT: Final = 2000  # characters: longer ones are no layout, and would fill the memory


@attrs.frozen(eq=False)
class Shape:
    """What the layout of an entry says: names in lower case, how those are spelled that are not, how many lines end.

    ``pieces`` stand before, between and behind the values; ``words`` tells which values are bare words, numbers and
    names of macros, ``quoted`` which are in quotation marks. The others are in braces.
    """

    names: tuple[str, ...]
    spelled: dict[str, str]
    lines: int
    pieces: tuple[str, ...]
    words: tuple[int, ...]
    quoted: tuple[int, ...]

    __repr__ = show_fields


class UsualFields(NamedTuple):
    """The fields of an entry: values without delimiters, one for each name of the shape.

    ``joined`` is all values with a blank between them: what is in none of them is not in it.
    """

    shape: Shape
    values: list[str]
    joined: str


make_fields: Final[Callable[[tuple[Shape, list[str], str]], UsualFields]] = partial(tuple.__new__, UsualFields)
"""Return these three as :class:`UsualFields`, in a fraction of the time of its constructor."""


UsualEntry: TypeAlias = tuple[str, str, UsualFields, str, int]
"""Type and key of an entry, its fields, the blanks behind it, and where it ends with them."""


def cut_usual(text: str, start: int) -> UsualEntry | None:
    """Return the entry at *start* of *text*; None if it is not as most are, or *text* ends with it: it may go on."""
    head = _HEAD.match(text, start)
    if head is None:
        return None
    begin = head.end()
    end = text.find("@", begin)
    for _ in range(_MOST_SIGNS):
        if end < 0 or _begins_line(text, end):
            break
        end = text.find("@", end + 1)
    if end < 0 or not _begins_line(text, end):
        return None
    close = text.rfind("}", begin, end)
    kind, key = head.groups()
    kind = kind.lower()
    blanks = text[close + 1 : end]
    if close < 0 or kind in NO_ENTRIES or not blanks.isspace():
        return None
    fields = split_usual(text[begin:close])
    return (kind, key, fields, blanks, end) if fields is not None else None


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before *at* in its line, and there is a line before it."""
    before = text[at - 1]
    return before == "\n" or (before in " \t" and text[text.rfind("\n", 0, at) + 1 : at].isspace())


def split_usual(body: str) -> UsualFields | None:
    """Return the fields in *body*, what stands in an entry between its key and its end; None if it is not that easy.

    What comes back is what the scanner finds.
    """
    parts = _VALUE.split(body)
    values: list[str] = parts[1::3]
    words: list[int] = []
    quoted: list[int] = []
    at = -1
    for other in filter(None, parts[2::3]):
        at = values.index(None, at + 1)  # type: ignore[arg-type]  # the group of values in braces
        if other[0] == '"' == other[-1] and len(other) > 1:
            values[at] = other[1:-1]
            quoted.append(at)
        elif other.isalnum() or _WORD.match(other) is not None:
            values[at] = other
            words.append(at)
        else:
            return None
    joined = " ".join(values)
    if not values or len(body) - len(joined) > _LONGEST_LAYOUT:
        return None
    if not are_balanced(values, joined):
        return None
    shape = _read_layout(tuple(parts[::3]), tuple(words), tuple(quoted))
    return make_fields((shape, values, joined)) if shape is not None else None


@lru_cache(maxsize=512)
def _read_layout(layout: tuple[str, ...], words: tuple[int, ...], quoted: tuple[int, ...]) -> Shape | None:
    """Return what *layout* says, the pieces before, between and behind the values, if they are names alone."""
    matches = [_NAME.fullmatch(piece) for piece in layout[:-1]]
    spelled = [match[1] for match in matches if match is not None]
    names = [name.lower() for name in spelled]
    if len(spelled) < len(matches) or len(set(names)) < len(names) or _TAIL.fullmatch(layout[-1]) is None:
        return None
    lines = sum(len(_LINE_END.findall(piece)) for piece in layout)
    other = {name: own for name, own in zip(names, spelled, strict=True) if own != name}
    return Shape(tuple(names), other, lines, layout, words, quoted)


def are_balanced(values: Iterable[str], joined: str) -> bool:
    """Whether in each of *values*, which are *joined*, every brace has its partner."""
    if "{" in joined or "}" in joined:
        for value in values:
            if ("{" in value or "}" in value) and not _is_balanced(value):
                return False
    return True


def _is_balanced(value: str) -> bool:
    """Whether every brace in *value* has its partner; to find and to count them takes longer than to split."""
    first, *groups = value.split("{")
    depth = 0
    for group in groups:
        depth += 2 - len(group.split("}"))
        if depth < 0:
            return False
    return depth == 0 and "}" not in first
