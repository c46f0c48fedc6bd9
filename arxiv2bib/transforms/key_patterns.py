"""Patterns of citation keys: JabRef's, ``[auth:lower][year]``, and Better BibTeX's formulas, ``auth.lower + year``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NoReturn

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.transforms.key_filters import FILTERS, Argument, PassOverError
from arxiv2bib.transforms.key_parts import KEY_UNSAFE, PARTS, Part, find_field, find_usual_parts

__all__ = ["DEFAULT_PATTERN", "compile_pattern"]

DEFAULT_PATTERN: Final = "[auth:lower][year][veryshorttitle:lower]"

_Make = Callable[[Entry], str]
_Step = Callable[[str], str]

_PART: Final = compile_late(r"\[([^\[\]]*)\]")
_NUMBERED: Final = compile_late(r"([A-Za-z.]+?)([0-9]{1,4})(?:_([0-9]{1,4}))?\Z")
_MODIFIER: Final = compile_late(r":(?:\(([^()]*)\)|([a-z]+?)([0-9]{1,4})?(?=:|\Z))")
_TOKEN: Final = compile_late(
    r"""\s*(?:(?P<name>[A-Za-z][A-Za-z0-9]*)|(?P<number>-?[0-9]{1,6})|"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|(?P<sign>[.+|(),=]))\s*"""
)
_TERM: Final = compile_late(r"(?:\A|[+|])\s*([A-Za-z][A-Za-z0-9]*)\s*(?=[.(+|]|\Z)")

_FILTERED: Final = compile_late(r"(?<=[A-Za-z0-9)\"'])\s*\.\s*([A-Za-z]+)")
_JOINED: Final = compile_late(r"[+|]")
# Those that take the authors only, and not the editors in their place, are not listed.
_SHOWN: Final = tuple(name for name in PARTS if not name.startswith("pure"))


def compile_pattern(pattern: str) -> _Make:
    """Return a function that makes the key of an entry by *pattern*, not yet unique.

    In a pattern of JabRef, names in brackets stand for parts of the entry, with modifiers behind colons:
    ``[auth:lower]_[year]``; other characters stand for themselves. A formula of Better BibTeX has no brackets, joins
    parts with ``+`` and has filters behind dots: ``auth.lower + "_" + year``; behind a bar is what makes the key where
    nothing came of it before. Keys are ASCII.

    Raises :class:`~arxiv2bib.InvalidValueError` for a name or modifier that is not known.

    Source: JabRef's documentation, "Customize the citation key generator"; Better BibTeX's, "Formulas".
    """
    if not isinstance(pattern, str):
        raise InvalidValueError(f"a key pattern is text like {DEFAULT_PATTERN!r}, not {type(pattern).__name__}")
    if pattern == DEFAULT_PATTERN:
        return _make_default
    return _Formula(pattern).compile() if _is_formula(pattern) else _compile_brackets(pattern)


def _is_formula(pattern: str) -> bool:
    """Whether *pattern* is a formula: it has no brackets, and a part or a filter where a formula has them."""
    if "[" in pattern or "]" in pattern:
        return False
    if any(name in FILTERS for name in _FILTERED.findall(pattern)):
        return True
    names = _TERM.findall(pattern)
    return any(name in PARTS or (_JOINED.search(pattern) and _find_numbered(name)) for name in names)


# JabRef


def _compile_brackets(pattern: str) -> _Make:
    pieces: list[_Make] = []
    position = 0
    for match in _PART.finditer(pattern):
        pieces.extend(_constant(pattern, pattern[position : match.start()]))
        pieces.append(_compile_part(pattern, match[1]))
        position = match.end()
    pieces.extend(_constant(pattern, pattern[position:]))
    return lambda entry: "".join([piece(entry) for piece in pieces])


def _make_default(entry: Entry) -> str:
    """Return what :data:`DEFAULT_PATTERN` makes of *entry*: of most entries, all three parts are found at once."""
    parts = find_usual_parts(entry)
    return _make_default_part_by_part(entry) if parts is None else "".join(parts).lower()


def _constant(pattern: str, text: str) -> list[_Make]:
    if "[" in text or "]" in text:
        raise InvalidValueError(f"the key pattern {pattern!r} has a bracket without its other one: {text!r}")
    if KEY_UNSAFE.search(text):
        raise InvalidValueError(f"the key pattern {pattern!r} has characters that no key may hold: {text!r}")
    return [lambda entry: text] if text else []


def _compile_part(pattern: str, text: str) -> _Make:
    name, colon, rest = text.partition(":")
    found = _find_numbered(name)
    if found is None:
        _fail(pattern, text)
    part, numbers = found
    steps: list[_Step] = []
    rest = colon + rest
    position = 0
    while position < len(rest):
        modifier = _MODIFIER.match(rest, position)
        if modifier is None:
            _fail(pattern, text)
        position = modifier.end()
        if modifier[1] is not None:
            steps.append(_bind(FILTERS["default"].apply, (modifier[1],)))
            continue
        filtered = FILTERS.get(modifier[2])
        arguments = (int(modifier[3]),) if modifier[3] else ()
        if filtered is None or not filtered.needed <= len(arguments) <= len(filtered.parameters):
            _fail(pattern, text)
        steps.append(_bind(filtered.apply, arguments))
    return _chain(part, numbers, steps)


def _find_numbered(name: str) -> tuple[Part, tuple[int, ...]] | None:
    """Return the part called *name*, in which numbers may stand as in ``auth3_1``; None if there is none."""
    part = PARTS.get(name)
    if part is not None:
        return part, ()
    match = _NUMBERED.match(name)
    if match is not None and match[1] in PARTS:
        part = PARTS[match[1]]
        numbers = tuple(int(number) for number in match.groups()[1:] if number is not None)
        return (part, numbers) if len(numbers) <= len(part.parameters) else None
    try:
        return find_field(name), ()
    except InvalidValueError:
        return None


def _fail(pattern: str, text: str) -> NoReturn:
    raise InvalidValueError(
        f"unknown part [{text}] in the key pattern {pattern!r}; known: "
        f"{', '.join(f'[{name}]' for name in _SHOWN)}, with a number as in [authors2] or two as in [auth3_1], and "
        "fields such as [journal]; "
        f"with {', '.join(f':{name}' for name in FILTERS)}"
    )


# Both


def _bind(apply: Callable[..., str], arguments: Sequence[Argument]) -> _Step:
    return (lambda text: apply(text, *arguments)) if arguments else apply


def _chain(part: Part, numbers: Sequence[Argument], steps: Iterable[_Step]) -> _Make:
    get, held = part.get, tuple(steps)

    def make(entry: Entry) -> str:
        text = get(entry, *numbers)
        for step in held:
            text = step(text)
        return text

    return make


# Better BibTeX


class _Formula:
    """The reading of one formula, token by token."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._tokens: list[tuple[str, str, int]] = []
        self._at = 0
        position = 0
        while position < len(pattern):
            found = _TOKEN.match(pattern, position)
            if found is None:
                self._fail(position, f"nothing begins with {pattern[position]!r}", "texts stand in quotes, and regular "
                           "expressions are not understood")  # fmt: skip
            kind = str(found.lastgroup)
            self._tokens.append((kind, found[kind], found.start(kind)))
            position = found.end()
        self._tokens.append(("end", "", len(pattern)))

    def compile(self) -> _Make:
        """Return the function that the formula describes."""
        alternatives = [self._read_sum()]
        while self._takes("|"):
            alternatives.append(self._read_sum())
        kind, text, position = self._tokens[self._at]
        if kind != "end":
            self._fail(position, f"{text!r} does not belong here", "parts are joined with + and alternatives with |")

        def make(entry: Entry) -> str:
            for terms in alternatives:
                try:
                    text = "".join([term(entry) for term in terms])
                except PassOverError:
                    continue
                if text:
                    return text
            return ""

        return make

    def _read_sum(self) -> list[_Make]:
        terms = [self._read_term()]
        while self._takes("+"):
            terms.append(self._read_term())
        return terms

    def _read_term(self) -> _Make:
        kind, text, position = self._tokens[self._at]
        self._at += 1
        if kind in ("double", "single"):
            if KEY_UNSAFE.search(text):
                self._fail(position, f"{text!r} has characters that no key may hold", "keys are ASCII without blanks")
            return _chain(Part(lambda _: text), (), self._read_filters())
        if kind != "name":
            self._fail(position, "a part is missing", f"known: {', '.join(_SHOWN)}")
        part, numbers = self._read_part(text, position)
        return _chain(part, numbers, self._read_filters())

    def _read_filters(self) -> list[_Step]:
        steps = []
        while self._takes("."):
            steps.append(self._read_filter())
        return steps

    def _read_part(self, name: str, position: int) -> tuple[Part, Sequence[Argument]]:
        found = _find_numbered(name)
        if found is None:
            self._fail(position, f"unknown part {name}", f"known: {', '.join(_SHOWN)} and fields such as journal")
        part, numbers = found
        given = self._read_arguments(name, part.parameters)
        if not all(isinstance(argument, int) for argument in given):
            self._fail(position, f"{name} takes numbers", f"write {name}({', '.join(part.parameters)})")
        return part, given or numbers

    def _read_filter(self) -> _Step:
        kind, name, position = self._tokens[self._at]
        self._at += 1
        filtered = FILTERS.get(name) if kind == "name" else None
        if filtered is None:
            self._fail(position, f"unknown filter {name!r}", f"known: {', '.join(FILTERS)}")
        given = self._read_arguments(name, filtered.parameters)
        if len(given) < filtered.needed:
            self._fail(position, f"{name} needs {' and '.join(filtered.parameters[: filtered.needed])}", "in brackets")
        for argument, parameter in zip(given, filtered.parameters, strict=False):
            is_number = parameter in _NUMBERS
            if isinstance(argument, int) is not is_number:
                self._fail(position, f"{parameter} of {name} is {'a number' if is_number else 'a text'}", "texts stand "
                           "in quotes, numbers do not")  # fmt: skip
        return _bind(filtered.apply, given)

    def _read_arguments(self, name: str, parameters: Sequence[str]) -> list[Argument]:
        """Return the arguments in brackets, by their places: those that are named must be there up to the last one."""
        found: dict[str, Argument] = {}
        if not self._takes("("):
            return []
        while not self._takes(")"):
            kind, text, position = self._tokens[self._at]
            if kind == "name" and self._tokens[self._at + 1][1] == "=":
                parameter = text
                self._at += 2
                kind, text, position = self._tokens[self._at]
            else:
                parameter = parameters[len(found)] if len(found) < len(parameters) else ""
            if parameter not in parameters:
                self._fail(position, f"{name} does not take this", f"it takes {', '.join(parameters) or 'nothing'}")
            if kind not in ("number", "double", "single", "name"):
                self._fail(position, "a value is missing", f"{name} takes {', '.join(parameters)}")
            found[parameter] = int(text) if kind == "number" else text
            self._at += 1
            if not self._takes(",") and self._tokens[self._at][1] != ")":
                self._fail(
                    self._tokens[self._at][2], "a bracket is not closed", f"write {name}({', '.join(parameters)})"
                )
        return _order(found, parameters)

    def _takes(self, sign: str) -> bool:
        kind, text, _ = self._tokens[self._at]
        is_there = kind == "sign" and text == sign
        self._at += is_there
        return is_there

    def _fail(self, position: int, reason: str, advice: str) -> NoReturn:
        raise InvalidValueError(f"{reason} in the key formula; {advice}\n  {self._pattern}\n  {' ' * position}^")


_NUMBERS: Final = frozenset({"n", "m", "start", "length"})
_USUAL: Final[Mapping[str, Argument]] = {"start": 1, "relation": ">", "n": 0}


def _order(found: Mapping[str, Argument], parameters: Sequence[str]) -> list[Argument]:
    last = max((parameters.index(name) for name in found), default=-1)
    return [found.get(name, _USUAL.get(name, 0)) for name in parameters[: last + 1]]


_make_default_part_by_part: Final = _compile_brackets(DEFAULT_PATTERN)
