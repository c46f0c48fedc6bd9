"""RIS records as nearly all are written: a tag in each line, the authors, keywords and notes in a row each.

Such a record is taken apart by a few calls for all lines together, without a look at each. What is left without the
rows are a few lines, and a file has few orders of their tags: where the value of each goes is worked out once for each
type and order. A record with anything else in it (values of several lines, text behind the end) is left to the scanner.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, Final, NamedTuple

from arxiv2bib.formats.ris_lines import find_rules
from arxiv2bib.formats.ris_reading import CHECKS, Rule

__all__ = ["FIELD_TAGS", "Lines", "Plan", "find_plan", "make_lines", "take_apart"]

_DIGITS: Final = "0123456789"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIELD_TAGS: Final = frozenset(a + b for a in _LETTERS for b in _LETTERS + _DIGITS)
"""What may be a tag."""
_LONE_TAGS: Final = FIELD_TAGS - {"TY", "ER", "AU", "A1"}  # of the lines between the runs of a record in the usual form
_ABSTRACT: Final = "\nAB  - "
_END: Final = "\nER  -"
_HEAD: Final = 6  # characters before a value
_LONGEST_HEADS: Final = 100 * _HEAD  # longer ones are no order that comes again, and would fill the memory
_LONGEST_KIND: Final = 20  # longer ones are no types
_head_of: Final = itemgetter(slice(None, _HEAD))
_value_of: Final = itemgetter(slice(_HEAD, None))


class Lines(NamedTuple):
    """The lines of a record in the usual form: a tag in each, the authors in a row, and an ER line at the end.

    The values of the authors (``AU``), and of the first rows of keywords (``KW``) and notes (``N1``) behind them, stand
    apart from the ``texts`` of the other lines, of which ``tags`` are the tags. ``size`` is the number of line feeds in
    the record.
    """

    kind: str
    tags: tuple[str, ...]
    texts: Sequence[str]
    authors: Sequence[str]
    keywords: Sequence[str]
    notes: Sequence[str]
    size: int


make_lines: Final[Callable[[tuple[Any, ...]], Lines]] = partial(tuple.__new__, Lines)  # Any: of each field its type
"""Return the lines with these values of all fields, faster than the constructor, which does the same in Python."""


def take_apart(raw: str) -> Lines | None:
    """Return the lines of the record *raw* if it is one in the usual form, and else None."""
    # The abstract is most of a record: the rest is taken apart without it, an empty line in its place.
    at = raw.find(_ABSTRACT) + len(_ABSTRACT)
    end = raw.find("\n", at) if at >= len(_ABSTRACT) else at
    text, separator, behind = (raw[:at] + raw[end:] if end > at else raw).rpartition(_END)
    if not separator or behind.strip():
        return None
    # The runs first, many lines in one call; what stands between them are a few lines.
    before, authors, text = _split_run(text, "\nAU  - ")
    between, keywords, text = _split_run(text, "\nKW  - ")
    then, notes, text = _split_run(text, "\nN1  - ")
    if "\n" in "".join((*authors, *keywords, *notes)):
        return None
    lines = f"{before}{between}{then}{text}".split("\n")
    tags = _read_heads("".join(map(_head_of, lines)))
    if tags is None or len(tags) != len(lines) - 1:
        return None
    kind, *texts = map(str.strip, map(_value_of, lines))
    if len(kind) > _LONGEST_KIND:
        return None
    if end > at:
        texts[tags.index("AB")] = raw[at:end].strip()
    size = len(lines) + len(authors) + len(keywords) + len(notes) + behind.count("\n")
    return make_lines((kind, tags, texts, authors, keywords, notes, size))


def _split_run(text: str, mark: str) -> tuple[str, Sequence[str], str]:
    """Return what stands in *text* before the first *mark*, what behind each up to the next one, and the lines left."""
    before, *values = text.split(mark)
    if not values:
        return "", (), text
    last = values[-1]
    end = last.find("\n")
    if end < 0:
        return before, values, ""
    values[-1] = last[:end]
    return before, values, last[end:]


@lru_cache(maxsize=1024)
def _read_heads(heads: str) -> tuple[str, ...] | None:
    """Return the tags of a record, but for that of its type, whose lines begin with *heads*, six characters each.

    None if one of them does not begin a line of one field. Where a line is shorter, the heads of others are out of
    step, or fewer than the lines.
    """
    if not heads or len(heads) % _HEAD or len(heads) > _LONGEST_HEADS:
        return None
    starts = [heads[at : at + _HEAD] for at in range(0, len(heads), _HEAD)]
    tags = tuple([start[:2] for start in starts[1:]])
    is_usual = starts[0] == "TY  - " and _LONE_TAGS.issuperset(tags) and {start[2:] for start in starts} == {"  - "}
    return tags if is_usual else None


class Plan(NamedTuple):
    """Where the texts of a record go, by its type and its tags.

    ``get_texts`` gets those that are the values of fields as they are, for the ``places`` of the fields; those at
    ``markups`` may have tags and math. ``looks`` are those that may be something else than their field holds: where
    they are, the place of the field, and the check. ``doi`` and ``dates`` say where among the texts a lone DOI and the
    lines of the date of issue are, which ``get_dates`` gets. What is at ``others`` is not that easy.
    """

    rules: dict[str, Rule]
    get_texts: Callable[[Sequence[str]], tuple[str, ...]]
    places: tuple[int, ...]
    markups: tuple[int, ...]
    looks: tuple[tuple[int, int, Callable[[str], bool]], ...]
    doi: int | None
    dates: tuple[int, ...]
    date_tags: tuple[str, ...]
    get_dates: Callable[[Sequence[str]], tuple[str, ...]]
    others: tuple[int, ...]


@lru_cache(maxsize=1024)
def find_plan(kind: str, tags: tuple[str, ...]) -> Plan:
    """Return the plan for a record of the type *kind* with *tags*."""
    rules = find_rules(kind)
    fields = [rules[tag].field if tag in rules else None for tag in tags]
    plain: list[int] = []
    others: list[int] = []
    dates: list[int] = []
    doi = None
    for at, tag in enumerate(tags):
        rule = rules.get(tag)
        is_alone = rule is not None and fields.count(rule.field) == 1
        if rule is not None and rule.how == "issued":
            dates.append(at)
        elif rule is None or not is_alone or not (rule.is_plain or (rule.how == "doi" and rule.is_own)):
            others.append(at)
        elif rule.is_plain:
            plain.append(at)
        else:
            doi = at
    return Plan(
        rules,
        _make_getter(plain),
        tuple([rules[tags[at]].at for at in plain]),
        tuple([rules[tags[at]].at for at in plain if rules[tags[at]].how == "markup"]),
        tuple([(at, rules[tags[at]].at, CHECKS[how]) for at in plain if (how := rules[tags[at]].how) in CHECKS]),
        doi,
        tuple(dates),
        tuple([tags[at] for at in dates]),
        _make_getter(dates),
        tuple(others),
    )


def _make_getter(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:  # Any: what is in the sequence
    """Return a function that gets what is at *places*, as a tuple whatever their number is."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple([texts[at] for at in places])
