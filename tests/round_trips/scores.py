"""How a program's records fare on a path: same, lost, changed, and what the report says of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from arxiv2bib import Diagnostic
from tests.round_trips.judge import Difference, Form, compare, make_normalized, make_strict, normalize
from tests.round_trips.neutral import READERS, Raw
from tests.round_trips.programs import Path_, Program


@attrs.frozen
class Verdict:
    """What became of one record.

    ``untold`` are fields that were lost or changed, are not in the report, and whose values are in no other field.
    """

    text: str
    output: str | None
    is_same_strictly: bool
    is_same: bool
    fields: int
    difference: Difference
    untold: tuple[str, ...]
    has_failed: bool


@attrs.frozen
class Score:
    """What became of all records; shares are in per cent, of the records or of all their fields."""

    same_strictly: float
    same: float
    lost: float
    changed: float
    failed: int
    gone: int
    untold: int


def judge_program(program: Program, path: Path_, texts: Sequence[str]) -> list[Verdict]:
    """Run *program* along *path* and judge what it made of each record."""
    outcomes = program.run(path, texts)
    return [_judge_one(path[0], text, output, told) for text, (output, told) in zip(texts, outcomes, strict=True)]


def take_score(verdicts: Sequence[Verdict]) -> Score:
    """Return the figures over *verdicts*."""
    records, fields = len(verdicts) or 1, sum(verdict.fields for verdict in verdicts) or 1
    lost = sum(len(verdict.difference.lost) for verdict in verdicts)
    changed = sum(len(verdict.difference.changed) for verdict in verdicts)
    return Score(
        same_strictly=100 * sum(verdict.is_same_strictly for verdict in verdicts) / records,
        same=100 * sum(verdict.is_same for verdict in verdicts) / records,
        lost=100 * lost / fields,
        changed=100 * changed / fields,
        failed=sum(verdict.has_failed for verdict in verdicts),
        gone=lost + changed,
        untold=sum(len(verdict.untold) for verdict in verdicts),
    )


def _judge_one(format: str, text: str, output: str | None, told: Iterable[Diagnostic]) -> Verdict:
    (before,) = READERS[format](text)
    form = make_normalized(before, format)
    after = _read_output(output, format)
    if after is None:
        nothing = Form(form.type, "", {})
        return Verdict(text, output, False, False, len(form.fields), compare(form, nothing), (), has_failed=True)
    came_out = make_normalized(after, format)
    difference = compare(form, came_out)
    gone = (*difference.lost, *difference.changed)
    words = _Words(told)
    elsewhere = {value for name, value in came_out.fields.items() if form.fields.get(name) != value}
    untold = tuple(
        name
        for name in gone
        if form.fields[name] not in elsewhere and not words.tell(name, form.fields[name], came_out.fields.get(name, ""))
    )
    is_same_strictly = make_strict(before) == make_strict(after)
    return Verdict(
        text, output, is_same_strictly, form == came_out, len(form.fields), difference, untold, has_failed=False
    )


def _read_output(output: str | None, format: str) -> Raw | None:
    if output is None:
        return None
    try:
        records = READERS[format](output)
    except ValueError:
        return None
    return records[0] if records else None


_DATES = {
    **dict.fromkeys(("year", "month", "date", "issued"), "issued"), "accessed": "accessed", "submitted": "submitted",
    **{name: name for name in ("available-date", "event-date", "original-date")},
}  # fmt: skip
_LETTERS = re.compile(r"\w+")


class _Words:
    """What a report says, as words: of values in TeX, and in none."""

    def __init__(self, told: Iterable[Diagnostic]) -> None:
        told = list(told)
        text = "\n".join(diagnostic.value or "" for diagnostic in told)
        self.words = {*_list_words(text, is_tex=True), *_list_words(text, is_tex=False)}
        self.letters = "".join(_list_words(text, is_tex=True))
        self.paths = {part for diagnostic in told for part in re.split(r"[.\[]", diagnostic.path or "")}

    def tell(self, name: str, before: str, after: str) -> bool:
        """Whether what is in *before*, the value of the field *name*, and not in *after* is in the report."""
        if name in _DATES and {_DATES[name], name} & self.paths:
            return True  # months and seasons are numbers here and names there
        gone = set(_list_words(before, is_tex=False)) - set(_list_words(after, is_tex=False))
        if "truncated" in self.paths:
            gone -= {"others", "etal"}
        return bool(self.words) and all(word in self.words or word in self.letters for word in gone)


def _list_words(text: str, *, is_tex: bool) -> Iterator[str]:
    return iter(_LETTERS.findall(normalize(text, is_tex=is_tex).casefold()))
