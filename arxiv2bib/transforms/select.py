"""Selecting entries by a filter: ``category=cs.CV,year>=2020``."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NoReturn

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.dates import Date, DateParts, parse_date
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.library import check_items
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_letters, fold_natural
from arxiv2bib.text.markup import plain
from arxiv2bib.transforms.blocks import ItemT
from arxiv2bib.transforms.fields import find_paths, read_values

__all__ = ["compile_filter", "select_entries"]

Test = Callable[[Entry], bool]

_NAME: Final = compile_late(r"\s*(!?)\s*([A-Za-z][\w.-]*)\s*")
_OPERATOR: Final = compile_late(r"(!=|!~|>=|<=|==|=|<|>|~)\s*")
_VALUE: Final = compile_late(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,|"']*))\s*""")
_UNQUOTED: Final = compile_late(r"[=<>~]")
_DATES: Final = frozenset({"issued", "submitted", "updated", "accessed"})
_NUMBERS: Final = frozenset({"issued.month", "issued.day"})


def select_entries(items: Iterable[ItemT], where: str) -> Iterator[ItemT]:
    """Yield those *items* that *where* is true of; blocks always.

    *where* is conditions with commas between them, all of which must hold: ``category=cs.*,year>=2020,!doi``.
    A condition is ``FIELD`` (there is one), ``!FIELD`` (there is none), or a field, an operator and a value: ``=`` and
    ``!=`` compare the whole value, where ``*`` stands for anything, ``~`` and ``!~`` look for a part of it, ``<``,
    ``<=``, ``>`` and ``>=`` compare dates, numbers and words by their order. ``cs.CV|cs.LG`` are alternatives; a value
    with a comma, a bar or an operator in it stands in quotes. Of a field with several values one must fit, for ``!=``
    and ``!~`` none may. Case and accents do not count.

    Raises :class:`~arxiv2bib.InvalidValueError`, with the place, for what is no filter.
    """
    test = compile_filter(where)
    return (item for item in check_items(items) if not isinstance(item, Entry) or test(item))


def compile_filter(where: str) -> Test:
    """Return a function that tells whether the filter *where*, as :func:`select_entries` has it, is true of an entry.

    Raises :class:`~arxiv2bib.InvalidValueError`, with the place, for what is no filter.
    """
    if not isinstance(where, str):
        raise InvalidValueError(f"a filter is text like 'category=cs.CV,year>=2020', not {type(where).__name__}")
    tests = list(_parse(where))
    return tests[0] if len(tests) == 1 else lambda entry: all(test(entry) for test in tests)


def _parse(where: str) -> Iterator[Test]:
    position = 0
    while True:
        found = _NAME.match(where, position)
        if found is None:
            _fail(where, position, 1, "a field is missing", "write FIELD, !FIELD or FIELD=VALUE")
        try:
            paths = find_paths(found[2])
        except InvalidValueError as error:
            reason, _, advice = str(error).partition("; ")
            _fail(where, found.start(2), len(found[2]), reason, advice, error)
        position = found.end()
        operator = _OPERATOR.match(where, position)
        if operator is None:
            is_wanted = not found[1]
            yield _presence(paths, is_wanted)
        elif found[1]:
            _fail(where, found.start(1), 1, "! is for a field alone", f"write {found[2]}!={'VALUE'}")
        else:
            position = operator.end()
            values, position = _parse_values(where, position)
            yield _condition(where, paths, operator[1].replace("==", "="), values)
        if position == len(where):
            return
        if where[position] != ",":
            _fail(where, position, 1, "this is no operator", "use = != ~ !~ < <= > >=, and a comma between conditions")
        position += 1


@attrs.frozen
class _Written:
    """A value as it stands in the filter."""

    text: str
    start: int
    length: int
    is_quoted: bool


def _parse_values(where: str, position: int) -> tuple[list[_Written], int]:
    values = []
    while True:
        found = _VALUE.match(where, position)
        kind = found.lastindex if found is not None else None
        if found is None or kind is None or (kind == 3 and where[found.end() : found.end() + 1] in ("'", '"')):
            position = found.end() if found is not None else position
            _fail(where, position, 1, "a stray quotation mark", 'quote the whole value: "O\'Brien"')
        text = found[kind].strip() if kind == 3 else found[kind]
        start = found.start(kind)
        if not text:
            _fail(where, start, 1, "a value is missing", "FIELD alone asks whether there is one, !FIELD for none")
        if kind == 3 and (sign := _UNQUOTED.search(text)) is not None:
            _fail(where, start + sign.start(), 1, f"{sign[0]} in a value", "put a comma before a new condition, or "
                  "quotes around the value")  # fmt: skip
        values.append(_Written(text, start, len(text), kind != 3))
        position = found.end()
        if where[position : position + 1] != "|":
            return values, position
        position += 1


def _fail(where: str, start: int, length: int, reason: str, advice: str, cause: Exception | None = None) -> NoReturn:
    mark = " " * start + "^" * max(length, 1)
    raise InvalidValueError(f"{reason} in the filter; {advice}\n  {where}\n  {mark}") from cause


def _presence(paths: tuple[str, ...], is_wanted: bool) -> Test:
    return lambda entry: any(True for _ in read_values(entry, paths)) is is_wanted


def _condition(where: str, paths: tuple[str, ...], operator: str, values: list[_Written]) -> Test:
    is_negated = operator.startswith("!")
    make = _TESTS[operator.removeprefix("!")]
    fits = [make(where, paths, operator, value) for value in values]

    def test(entry: Entry) -> bool:
        found = any(fit(value) for value in read_values(entry, paths) for fit in fits)
        return found is not is_negated

    return test


_Fit = Callable[[object], bool]


def _equals(where: str, paths: tuple[str, ...], operator: str, value: _Written) -> _Fit:
    if not (_DATES | _NUMBERS).isdisjoint(paths):
        return _compares(where, paths, "=", value)
    text = _normalize(where, paths, value)
    if "*" in text and not value.is_quoted:
        pieces = text.split("*")
        return lambda found: any(_is_like(folded, pieces) for folded in _texts(found))
    return lambda found: text in _texts(found)


def _contains(where: str, paths: tuple[str, ...], operator: str, value: _Written) -> _Fit:
    text = fold_letters(value.text)
    return lambda found: any(text in folded for folded in _texts(found))


def _compares(where: str, paths: tuple[str, ...], operator: str, value: _Written) -> _Fit:
    order = _ORDERS[operator]
    if not _DATES.isdisjoint(paths):
        date = parse_date(value.text)
        if not date.start or date.end is not None or date.season is not None:
            _fail(where, value.start, value.length, f"{value.text!r} is no date", "write 2020, 2020-06 or 2020-06-12")
        parts = date.start
        return lambda found: (
            isinstance(found, Date) and (of := _parts(found)) is not None and order(of[: len(parts)], parts)
        )
    if not _NUMBERS.isdisjoint(paths):
        if not (value.text.isascii() and value.text.isdigit()):
            _fail(where, value.start, value.length, f"{value.text!r} is no number", "write 6")
        number = int(value.text)
        return lambda found: isinstance(found, int) and order(found, number)
    text = fold_natural(_normalize(where, paths, value))
    return lambda found: any(order(fold_natural(folded), text) for folded in _texts(found)[:1])


_TESTS: Final[dict[str, Callable[[str, tuple[str, ...], str, _Written], _Fit]]] = {
    "=": _equals,
    "~": _contains,
    "<": _compares,
    "<=": _compares,
    ">": _compares,
    ">=": _compares,
}
_Ordered = str | int | DateParts
_ORDERS: Final[dict[str, Callable[[_Ordered, _Ordered], bool]]] = {
    "=": lambda one, other: one == other,
    "<": lambda one, other: one < other,  # type: ignore[operator]  # both are of one field, so of one type
    "<=": lambda one, other: one <= other,  # type: ignore[operator]
    ">": lambda one, other: one > other,  # type: ignore[operator]
    ">=": lambda one, other: one >= other,  # type: ignore[operator]
}


def _parts(date: Date) -> DateParts | None:
    return date.start or date.end or None


def _normalize(where: str, paths: tuple[str, ...], value: _Written) -> str:
    """Return the text that a field's values are compared with: identifiers in any of their spellings."""
    if "*" in value.text:
        return fold_letters(value.text)
    if "doi" in paths and (dois := Doi.find_all(value.text)):
        return dois[0].value.lower()
    if "arxiv.id" in paths:
        try:
            return str(ArxivId.parse(value.text).unversioned)
        except InvalidValueError as error:
            _fail(where, value.start, value.length, f"{value.text!r} is no arXiv identifier", "write 2111.03216", error)
    if "type" in paths and value.text.casefold() not in set(EntryType):
        _fail(where, value.start, value.length, f"no type is called {value.text!r}",
              f"types are CSL's: {', '.join(EntryType)}; the source's own word is native_type")  # fmt: skip
    return fold_letters(value.text)


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts that *value* may be called by, folded; the first one is what it is sorted by."""
    match value:
        case Name():
            family = f"{value.non_dropping_particle} {value.family}" if value.non_dropping_particle else value.family
            forms = (family or value.literal or "", str(value), f"{family}, {value.given}", value.family or "")
            return tuple(fold_letters(form) for form in forms)
        case Doi():
            return (value.value.lower(),)
        case ArxivId():
            return (str(value.unversioned), str(value))
        case _:
            return (fold_letters(" ".join(plain(str(value)).split())),)


def _is_like(text: str, pieces: list[str]) -> bool:
    """Whether *text* is *pieces* with anything between them; in time linear in its length."""
    first, *middle, last = pieces
    if not text.startswith(first) or len(text) < len(first) + len(last) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for piece in middle:
        position = text.find(piece, position, end)
        if position < 0:
            return False
        position += len(piece)
    return True
