"""JSON read so that nothing is lost: members that come twice, numbers of any length, values nested to any depth.

Source: RFC 8259.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final

__all__ = [
    "UNREADABLE", "Constant", "Number", "RawJson", "Repeating", "add_member", "compact", "count_marks", "decode",
    "decode_leniently", "is_deep", "is_well_formed", "match_braces", "match_member", "scan", "skip_value",
]  # fmt: skip

_Json = Any  # Any: JSON


class Number(str):
    """A number as it is written, where Python's own would not keep all of it: ``1.50``, ``1e999``, 5,000 digits."""

    __slots__ = ()


class Constant(str):
    """``NaN``, ``Infinity`` or ``-Infinity``: what programs write, and JSON does not have."""

    __slots__ = ()


class RawJson(str):
    """A value as it is written, nested too deep to be taken apart."""

    __slots__ = ()


class Repeating(dict[str, Any]):
    """An object that has a member twice: the last of each name counts, as for everybody, and ``pairs`` has all."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    @property
    def repeated(self) -> list[tuple[str, Any]]:
        """The members that a later one of the same name replaces."""
        last = {name: position for position, (name, _) in enumerate(self.pairs)}
        return [pair for position, pair in enumerate(self.pairs) if last[pair[0]] != position]


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Repeating(pairs)


def add_member(item: dict[str, Any], name: str, value: _Json) -> dict[str, Any]:
    """Return *item* with a member *name*, which it lacks, before the others."""
    pairs = item.pairs if isinstance(item, Repeating) else list(item.items())
    return _make_object([(name, value), *pairs])


def _refuse_constant(name: str) -> Constant:
    raise ValueError(f"{name} is no JSON")


def _parse_int(digits: str) -> _Json:
    return int(digits) if len(digits) < 19 else Number(digits)


_Scan = Callable[[str, int], tuple[_Json, int]]

# The C scanner itself: raw_decode wraps it in Python.
scan: Final[_Scan] = json.JSONDecoder(
    object_pairs_hook=_make_object, parse_float=Number, parse_constant=_refuse_constant
).scan_once  # type: ignore[attr-defined]
"""Return the value at a place of a text, and where it ends; raises one of :data:`UNREADABLE`."""

UNREADABLE: Final = (ValueError, StopIteration, RecursionError)
"""What :data:`scan` raises for what is no JSON, or too large for Python."""

_scan_leniently: Final[_Scan] = json.JSONDecoder(
    object_pairs_hook=_make_object, parse_float=Number, parse_constant=Constant, parse_int=_parse_int, strict=False
).scan_once  # type: ignore[attr-defined]

# Deeper ones are kept as text: how deep Python reads depends on who calls.
_DEPTH: Final = 60
_STRING: Final = r'"(?:[^"\\]|\\.?)*+(?:"|\Z)'  # to the end of the text where nothing closes it
_SPACE: Final = re.compile(rf"({_STRING})|[ \t\r\n]++", re.DOTALL)
_ODD_BLANK: Final = re.compile(rf"({_STRING})|[^\S \t\r\n]|[\ufeff\u200b]", re.DOTALL)
_MEMBER: Final = re.compile(r'[\s,]*+("(?:[^"\\]|\\.)*+")\s*+:\s*+', re.DOTALL)
_BRACE: Final = re.compile(rf"{_STRING}|[{{}}]", re.DOTALL)
_BRACKET: Final = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_SCALAR: Final = re.compile(rf"(?:{_STRING}|[^\s,{{}}\[\]:]++)", re.DOTALL)
_END: Final = re.compile(r"[\s,]*+\}\Z")
_ABSTRACT: Final = '"abstract"'
_TOKEN: Final = re.compile(
    r"""[ \t\r\n]*+(?:(?P<string>"(?>(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*)")
    |(?P<scalar>true|false|null|-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?)|(?P<mark>[\[\]{},:]))""",
    re.VERBOSE | re.ASCII,
)


def decode(text: str) -> _Json:
    """Return what the JSON *text* says; raises ValueError if it is no JSON. ``NaN`` comes as :class:`Constant`."""
    if is_deep(text):
        if not is_well_formed(text):
            raise ValueError("no JSON")
        return RawJson(text)
    try:
        value, end = _scan_leniently(text, 0)
    except (StopIteration, RecursionError) as error:
        raise ValueError("no JSON") from error
    if end != len(text):
        raise ValueError("more than one value")
    return value


def compact(value: _Json) -> str:
    """Return *value* as JSON in one line, without spaces, its numbers as they were written."""
    match value:
        case RawJson():
            return _SPACE.sub(lambda found: found[1] or "", value)
        case Number():
            return str(value)
        case str():
            return json.dumps(str(value), ensure_ascii=False)
        case dict():
            pairs = value.pairs if isinstance(value, Repeating) else value.items()
            return "{" + ",".join([f"{compact(name)}:{compact(part)}" for name, part in pairs]) + "}"
        case list():
            return "[" + ",".join(map(compact, value)) + "]"
        case _:
            return json.dumps(value)


def decode_leniently(text: str) -> dict[str, Any] | None:
    """Return the object in *text* if its faults change nothing of what it says, else None.

    Control characters in strings, commas between members that lack or are too many, blanks that JSON does not know (as
    web pages have them), ``NaN``; and what is no fault: values nested deep, which come as :class:`RawJson`, and
    integers that Python refuses.
    """
    if not text.isascii():
        text = _ODD_BLANK.sub(lambda found: found[1] or " ", text)
    if not is_deep(text):
        try:
            value, end = _scan_leniently(text, 0)
        except UNREADABLE:
            pass
        else:
            return value if end == len(text) and isinstance(value, dict) else None
    pairs = []
    position = 1
    while (member := match_member(text, position)) is not None:
        name, start = member
        stop = skip_value(text, start)
        if stop is None:
            return None
        try:
            pairs.append((decode(name), decode(text[start:stop])))
        except ValueError:
            return None
        position = stop
    return _make_object(pairs) if pairs and _END.match(text, position) else None


def match_member(text: str, position: int) -> tuple[str, int] | None:
    """Return the name, in its quotes, of the member at *position*, commas before it aside, and where its value is."""
    found = _MEMBER.match(text, position)
    return (found[1], found.end()) if found is not None else None


def skip_value(text: str, start: int) -> int | None:
    """Return the end of the value at *start*, or None if nothing closes it; what is in it need not be JSON."""
    if text[start : start + 1] in ("{", "["):
        depth = 0
        for found in _BRACKET.finditer(text, start):
            mark = found[0]
            if mark in ("{", "["):
                depth += 1
            elif mark in ("}", "]"):
                depth -= 1
                if depth == 0:
                    return found.end()
        return None
    scalar = _SCALAR.match(text, start)
    return scalar.end() if scalar is not None else None


def match_braces(text: str, start: int, limit: int) -> int | None:
    """Return the end of the object at *start*, by its braces alone, or None if it does not end before *limit*."""
    depth = 0
    for found in _BRACE.finditer(text, start, limit):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                return found.end()
    return None


def is_deep(text: str) -> bool:
    """Whether *text* is nested so deep that it is kept as it is written."""
    if _count_up_to_depth(text, "[") + _count_up_to_depth(text, "{") <= _DEPTH:
        return False
    depth = 0
    for found in _BRACKET.finditer(text):
        mark = found[0]
        if mark in ("{", "["):
            depth += 1
            if depth > _DEPTH:
                return True
        elif mark in ("}", "]"):
            depth -= 1
    return False


def _count_up_to_depth(text: str, mark: str) -> int:
    """Return how often *mark* is in *text*, or more than is deep: a few hops are faster than a count of a long text."""
    count = 0
    at = text.find(mark)
    while at >= 0 and count <= _DEPTH:
        count += 1
        at = text.find(mark, at + 1)
    return count


def count_marks(raw: str) -> tuple[int, int]:
    """Return how many line feeds and how many quotation marks are in *raw*.

    Counting takes one character after the other, finding does not: what stands between two quotation marks, the
    abstract as a rule, has none in it, and mostly no line feed.
    """
    at = raw.find(_ABSTRACT)
    start = raw.find('"', at + len(_ABSTRACT)) + 1 if at >= 0 else 0
    end = raw.find('"', start) if start else 0
    if end > start and raw.find("\n", start, end) < 0:
        raw = raw[:start] + raw[end:]
    return raw.count("\n"), raw.count('"')


def is_well_formed(text: str) -> bool:
    """Whether *text* is one JSON value, however deep."""
    closers: list[str] = []
    position = 0
    wanted = "value"
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            return not text[position:].strip(" \t\r\n") and wanted == "more" and not closers
        position = found.end()
        mark = found["mark"]
        if mark is None:
            if wanted in ("key", "first key") and found["string"] is not None:
                wanted = "colon"
            elif wanted in ("value", "first value"):
                wanted = "more"
            else:
                return False
        elif mark in ("{", "[") and wanted in ("value", "first value"):
            closers.append("}" if mark == "{" else "]")
            wanted = "first key" if mark == "{" else "first value"
        elif closers and mark == closers[-1] and (wanted == "more" or wanted.startswith("first")):
            closers.pop()
            wanted = "more"
        elif mark == "," and closers and wanted == "more":
            wanted = "key" if closers[-1] == "}" else "value"
        elif mark == ":" and wanted == "colon":
            wanted = "value"
        else:
            return False
    return wanted == "more" and not closers
