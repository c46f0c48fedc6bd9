"""A JSON record of a registration agency while it is taken apart: what is taken, what is kept, what is left out.

Crossref and DataCite give nested JSON with more members than anybody cites. A table of rows takes what an entry has a
place for; what nobody takes is kept whole, under its path. So no value gets lost, whatever an agency adds tomorrow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeGuard

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.csl_dates import read_csl_date
from arxiv2bib.formats.json_text import Constant, Number, RawJson, Repeating, compact
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.entry import DEFAULTS, INDEX, Contributor, Entry, Extra, Related, make_entry
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.mojibake import Repair, repair_mojibake

__all__ = ["Gathering", "Json", "Members", "Say", "find_objects", "is_empty", "is_text"]

Json: TypeAlias = Any  # Any: JSON

Say = Callable[[Code, str, str, str | None, Severity], None]
"""Takes a code, the path in the record, what is the matter, the value, and how much it matters."""

_INFO: Final = Severity.INFO
_DEPTH: Final = 50
_POSITION: Final = compile_late(r"\[\d+\]")
_SAME_DATE: Final = frozenset({"date-time", "timestamp"})  # the date again, to the second


def is_empty(value: Json, depth: int = _DEPTH) -> bool:
    """Whether *value* says nothing: null, an empty text, or a list or an object of nothing else."""
    if value is None or value == "":
        return True
    if isinstance(value, Mapping):
        return depth > 0 and all(is_empty(part, depth - 1) for part in value.values())
    return isinstance(value, list) and depth > 0 and all(is_empty(part, depth - 1) for part in value)


def is_text(value: Json) -> TypeGuard[str]:
    """Whether *value* is a JSON string, and not a number or a piece of JSON that is kept as it was written."""
    return isinstance(value, str) and not isinstance(value, Number | Constant | RawJson)


def find_objects(
    answer: Json, is_one: Callable[[Mapping[str, Json]], bool], names: Sequence[str], depth: int = 3
) -> Iterator[Mapping[str, Json]]:
    """Yield the objects in *answer* that *is_one* accepts: itself, those in lists, and those in members *names*."""
    if isinstance(answer, list):
        for part in answer:
            if depth:
                yield from find_objects(part, is_one, names, depth - 1)
    elif isinstance(answer, Mapping):
        if is_one(answer):
            yield answer
        elif depth:
            for name in names:
                if isinstance(answer.get(name), list | Mapping):
                    yield from find_objects(answer[name], is_one, names, depth - 1)


def _to_json(value: Json) -> str:
    try:
        return compact(value)
    except (RecursionError, TypeError, ValueError):  # no JSON, or nested deeper than Python goes
        return compact(str(type(value).__name__))


def _save_year(value: Json) -> Date | None:
    """Return what is sure of a date with something wrong in it: a season, or the year alone; None without one.

    Source: Crossref, "Metadata deposit schema 5.4.0": months 21 to 24 are seasons, 31 to 34 quarters.
    """
    points = value.get("date-parts") if isinstance(value, Mapping) else None
    first = points[0] if isinstance(points, list) and len(points) == 1 else None
    if not isinstance(first, list) or not first or type(first[0]) is not int:
        return None
    if not _FIRST_YEAR <= first[0] <= _LAST_YEAR:
        return None
    season = first[1] - 20 if len(first) > 1 and first[1] in _SEASONS else None
    return Date(start=(first[0],), season=season)


_FIRST_YEAR: Final = 1400
_LAST_YEAR: Final = 2100
_SEASONS: Final = (21, 22, 23, 24)


class Gathering:
    """What an entry is to hold, while its record is taken apart."""

    def __init__(self, namespace: str, say: Say | None) -> None:
        self.namespace = namespace
        self.say = say
        self.values: list[Any] = list(DEFAULTS)  # Any: each of its field's type
        self.extra: list[Extra] = []
        self.variables: dict[str, str] = {}
        self.related: dict[Related, None] = {}
        self.notes: list[str] = []
        self.keywords: dict[str, None] = {}
        self.names: dict[NameRole, tuple[Name, ...]] = {}
        self.truncated: list[NameRole] = []
        self.left_out: dict[str, None] = {}

    def set(self, field: str, value: object) -> None:
        """Give the entry's *field* its value."""
        self.values[INDEX[field]] = value

    def get(self, field: str) -> Any:  # Any: of the field's type
        """Return what the entry's *field* has so far."""
        return self.values[INDEX[field]]

    def tell(self, code: Code, path: str, message: str, value: Json = None, severity: Severity = _INFO) -> None:
        """Say what is the matter with *value*, if anybody listens."""
        if self.say is not None:
            text = value if is_text(value) or value is None else _to_json(value)
            self.say(code, path, message, text, severity)

    def keep(self, path: str, value: Json) -> None:
        """Keep *value*, for which the model has no place, as compact JSON; nothing if it says nothing."""
        if not is_empty(value):
            self.extra.append(Extra(self.namespace, path, _to_json(value)))

    def refuse(self, path: str, value: Json, message: str = "") -> None:
        """Keep a value that is not what should stand there, and say so."""
        if is_empty(value):
            return
        self.keep(path, value)
        message = message or f"{path} does not hold what it should; kept as it is"
        self.tell(Code.READ_INVALID_VALUE, path, message, value, Severity.WARNING)

    def relate(self, relation: str, identifier: str) -> None:
        """Say what another work is to this one."""
        self.related[Related(relation=relation, identifier=identifier)] = None

    def set_names(self, role: NameRole, names: tuple[Name, ...]) -> None:
        """Give the entry the persons of one role."""
        if names:
            self.names[role] = (*self.names.get(role, ()), *names)

    def close(self) -> Entry:
        """Return the entry."""
        names = dict(self.names)
        self.set("author", names.pop(NameRole.AUTHOR, ()))
        self.set("editor", names.pop(NameRole.EDITOR, ()))
        self.set("contributors", tuple(Contributor(role, names[role]) for role in NameRole if role in names))
        self.set("truncated", tuple(dict.fromkeys(self.truncated)))
        self.set("keyword", tuple(self.keywords))
        self.set("variables", tuple(self.variables.items()))
        self.set("related", tuple(self.related))
        self.set("extra", tuple(self.extra))
        if self.notes:
            self.set("note", "\n".join(self.notes))
        if self.left_out:
            self.tell(
                Code.READ_LEFT_OUT, "", "left out: what the agency keeps for itself, and lists of other works",
                ", ".join(self.left_out),
            )  # fmt: skip
        return make_entry(self.values)


class Members:
    """The members of one object: each can be taken once, and what is left at the end is kept."""

    __slots__ = ("path", "rest", "run")

    def __init__(self, run: Gathering, path: str, members: Mapping[str, Json]) -> None:
        self.run = run
        self.path = path
        self.rest = dict(members)
        if isinstance(members, Repeating):
            for name, value in members.repeated:
                if _to_json(value) != _to_json(members[name]):
                    at = self.at(name)
                    run.keep(at, value)
                    run.tell(Code.READ_REPEATED_FIELD, at, f"{name} is given twice; the last one counts", value)

    def at(self, name: str) -> str:
        """Return the path of the member *name*."""
        return f"{self.path}.{name}" if self.path else str(name)

    def take(self, name: str) -> Json:
        """Return the member *name*, whatever it is; None if there is none."""
        return self.rest.pop(name, None)

    def peek(self, name: str) -> str | None:
        """Return the text of the member *name*, which can still be taken; None if it is none."""
        value = self.rest.get(name)
        return value if is_text(value) else None

    def take_text(self, name: str) -> str | None:
        """Return the text of the member *name*, a number as text; of a list the first, the others are kept."""
        value = self.take(name)
        if isinstance(value, list):
            texts = self._read_list(name, value)
            for position, text in texts[1:]:
                self.run.keep(f"{self.at(name)}[{position}]", text)
            return texts[0][1] if texts else None
        return self._read_text(self.at(name), value)

    def take_texts(self, name: str) -> list[str]:
        """Return the texts of the list *name*; a text alone is a list of one."""
        value = self.take(name)
        if isinstance(value, list):
            return [text for _, text in self._read_list(name, value)]
        text = self._read_text(self.at(name), value)
        return [text] if text is not None else []

    def take_object(self, name: str) -> "Members | None":
        """Return the members of the object *name*; None if it is nothing, or none."""
        value = self.take(name)
        if isinstance(value, Mapping):
            return Members(self.run, self.at(name), value)
        self.run.refuse(self.at(name), value)
        return None

    def take_objects(self, name: str) -> "list[Members]":
        """Return the objects of the list *name*; an object alone is a list of one, what is no object is kept."""
        value = self.take(name)
        parts = value if isinstance(value, list) else [value]
        found = []
        for position, part in enumerate(parts):
            path = f"{self.at(name)}[{position}]" if isinstance(value, list) else self.at(name)
            if isinstance(part, Mapping):
                found.append(Members(self.run, path, part))
            else:
                self.run.refuse(path, part)
        return found

    def take_date(self, name: str) -> Date | None:
        """Return the date *name*: an object with ``date-parts``, or a text; None if there is none in it."""
        value = self.take(name)
        path = self.at(name)
        if is_text(value):
            return self._check_date(path, parse_date(value), value) if value.strip() else None
        read = read_csl_date(value)
        if read.problem or (read.date is None and not is_empty(value)):
            self.run.refuse(path, value, f"{path} is {read.problem}; kept as it is" if read.problem else "")
            return _save_year(value)
        for member, part in read.others:
            if member not in _SAME_DATE:
                self.run.keep(f"{path}.{member}", part)
        return self._check_date(path, read.date, value)

    def keep(self, *names: str) -> None:
        """Keep the members *names*: what is said of the work, and the model has no place for."""
        for name in names:
            self.run.keep(self.at(name), self.take(name))

    def leave_out(self, *names: str) -> None:
        """Leave out the members *names*, and name them in the report: they say nothing of the work."""
        for name in names:
            if not is_empty(self.take(name)):
                self.run.left_out[_POSITION.sub("", self.at(name))] = None

    def keep_rest(self, *, is_known: bool = True) -> None:
        """Keep what nobody took; unless *is_known*, say that it is not known what it means."""
        for name, value in self.rest.items():
            self.run.keep(self.at(name), value)
            if not is_known and not is_empty(value):
                at = self.at(name)
                self.run.tell(Code.READ_UNKNOWN_FIELD, at, f"{at} is not known; kept as it is", value)
        self.rest.clear()

    def _read_list(self, name: str, value: list[Json]) -> list[tuple[int, str]]:
        read = ((at, self._read_text(f"{self.at(name)}[{at}]", part)) for at, part in enumerate(value))
        return [(at, text) for at, text in read if text is not None]

    def _read_text(self, path: str, value: Json) -> str | None:
        if is_text(value):
            text = value if value.isascii() else self._repair(path, value)
            return text if text.strip() else None
        if isinstance(value, Number | int | float) and not isinstance(value, bool):
            return _to_json(value)
        self.run.refuse(path, value)
        return None

    def _repair(self, path: str, text: str) -> str:
        repaired, repair = repair_mojibake(text)
        if repair is Repair.REPAIRED:
            self.run.tell(Code.TEXT_REPAIRED_MOJIBAKE, path, f"broken encoding of {path} repaired", text)
            return repaired
        return text

    def _check_date(self, path: str, date: Date | None, value: Json) -> Date | None:
        if date is None:
            return None
        if date.year is not None and date.year < 1:
            self.run.refuse(path, value, f"{path} is in no year of our calendar; kept as it is")
            return None
        if date.start is None and date.end is None:
            self.run.refuse(path, value, f"{path} is no date; kept as it is")
            return None
        return date
