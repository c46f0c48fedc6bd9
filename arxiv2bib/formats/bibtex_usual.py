"""BibTeX entries as nearly all are written: one name and one value after another, and nothing else.

Such an entry is taken apart by one call. What stands between its values, the names with their indents, is its layout,
and a file has few of them: what a layout says is worked out once. An entry with anything else in it (values joined by
``#``, comments, a name that comes twice, damage) is left to the scanner, which understands all of them.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

import attrs

__all__ = ["Shape", "UsualFields", "split_usual"]

# What shows that a closing brace is the value's own: the next line, the next name, or the end of the entry.
_BEHIND: Final = r",[ \t]*+[\n\r]|,?\s*+\Z|,[ \t]*+[A-Za-z_-]++[ \t]*+="
# Braces inside are not counted here: excluding one character is several times faster than excluding two. Where no value
# begins, all the rest is taken for one, so that nothing is looked at twice.
_VALUE: Final = re.compile(
    rf"= *+(?:\{{([^}}]*+(?:\}}(?!{_BEHIND})[^}}]*+)*+)\}}|(\"[^\"]*+\"|[A-Za-z0-9]++(?=[ ,\n\r]|\Z)|(?s:.++)))"
)
_NAME: Final = re.compile(r"[ ,\n\r\t]*+([A-Za-z][A-Za-z0-9_-]*+)[ \t]*+")
_TAIL: Final = re.compile(r"[ ,\n\r\t]*+")
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_LONGEST_LAYOUT: Final = 2000  # characters: longer ones are no layout, and would fill the memory


@attrs.frozen(eq=False)
class Shape:
    """What the layout of an entry says: names in lower case, how those are spelled that are not, how many lines end."""

    names: tuple[str, ...]
    spelled: dict[str, str]
    lines: int


class UsualFields(NamedTuple):
    """The fields of an entry: values without delimiters, one for each name of the shape.

    ``words`` tells which of the values are bare words, numbers and names of macros. ``joined`` is all values with a
    blank between them: what is in none of them is not in it.
    """

    shape: Shape
    values: list[str]
    words: list[int]
    joined: str


def split_usual(body: str) -> UsualFields | None:
    """Return the fields in *body*, what stands in an entry between its key and its end; None if it is not that easy.

    What comes back is what the scanner finds.
    """
    parts = _VALUE.split(body)
    values: list[str] = parts[1::3]
    words: list[int] = []
    at = -1
    for other in filter(None, parts[2::3]):
        at = values.index(None, at + 1)  # type: ignore[arg-type]  # the group of values in braces
        if other[0] == '"' == other[-1] and len(other) > 1:
            values[at] = other[1:-1]
        elif other.isalnum():
            values[at] = other
            words.append(at)
        else:
            return None
    joined = " ".join(values)
    if not values or len(body) - len(joined) > _LONGEST_LAYOUT:
        return None
    if "{" in joined or "}" in joined:
        for value in values:
            if ("{" in value or "}" in value) and not _is_balanced(value):
                return None
    shape = _read_layout(tuple(parts[::3]))
    return UsualFields(shape, values, words, joined) if shape is not None else None


@lru_cache(maxsize=512)
def _read_layout(layout: tuple[str, ...]) -> Shape | None:
    """Return what *layout* says, the pieces before, between and behind the values, if they are names alone."""
    matches = [_NAME.fullmatch(piece) for piece in layout[:-1]]
    spelled = [match[1] for match in matches if match is not None]
    names = [name.lower() for name in spelled]
    if len(spelled) < len(matches) or len(set(names)) < len(names) or _TAIL.fullmatch(layout[-1]) is None:
        return None
    lines = sum(len(_LINE_END.findall(piece)) for piece in layout)
    return Shape(tuple(names), {name: own for name, own in zip(names, spelled, strict=True) if own != name}, lines)


def _is_balanced(value: str) -> bool:
    """Whether every brace in *value* has its partner."""
    depth = position = 0
    while (end := value.find("}", position)) >= 0:
        depth += value.count("{", position, end) - 1
        if depth < 0:
            return False
        position = end + 1
    return depth == 0 and value.find("{", position) < 0
