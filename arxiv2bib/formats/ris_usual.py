"""RIS records as nearly all are written: a tag in each line, the authors, keywords and notes in a row each.

Such a record is taken apart by a few calls for all lines together, without a look at each. A record with
anything else in it (text behind the end, a tag in another form) is left to the scanner.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, Final, NamedTuple

from arxiv2bib.text.expressions import compile_late

__all__ = ["FIELD_TAGS", "FOLD", "NO_HEAD", "Lines", "make_lines", "take_apart"]

_DIGITS: Final = "0123456789"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIELD_TAGS: Final = frozenset(a + b for a in _LETTERS for b in _LETTERS + _DIGITS)
"""What may be a tag."""
NO_HEAD: Final = r"(?!\ufeff?(?:[A-Z][A-Z0-9][ \t]*+-|ER|TY))"
"""An expression for the start of a line that surely goes on with the value before it."""
FOLD: Final = compile_late(rf"\n{NO_HEAD}")
"""A line feed before such a line."""
_FOLDED: Final = "\0"  # stands for the line feeds in values while lines are told apart
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
    the record. It ``is_folded`` if some of them are in values, which go on in further lines.
    """

    kind: str
    tags: tuple[str, ...]
    texts: Sequence[str]
    authors: Sequence[str]
    keywords: Sequence[str]
    notes: Sequence[str]
    size: int
    is_folded: bool


make_lines: Final[Callable[[tuple[Any, ...]], Lines]] = partial(tuple.__new__, Lines)  # Any: of each field its type
"""Return the lines with these values of all fields, faster than the constructor, which does the same in Python."""


def take_apart(raw: str) -> Lines | None:
    """Return the lines of the record *raw* if it is one in the usual form, and else None."""
    text, separator, behind = raw.rpartition(_END)
    if not separator or behind.strip():
        return None
    lines = _tell_apart(text, behind.count("\n"))
    if lines is not None or _FOLDED in text:
        return lines
    folded, count = FOLD.subn(_FOLDED, text)
    lines = _tell_apart(folded, behind.count("\n") + count) if count else None
    return _unfold(lines) if lines is not None else None


def _tell_apart(text: str, feeds: int) -> Lines | None:
    """Return the lines of the record of which *text* is what stands before its ER line; others have *feeds*."""
    # The abstract is most of a record: the rest is taken apart without it, an empty line in its place.
    at = text.find(_ABSTRACT) + len(_ABSTRACT)
    end = text.find("\n", at) if at >= len(_ABSTRACT) else at
    abstract = text[at:end] if end >= 0 else text[at:]
    rest = text[:at] + text[at + len(abstract) :] if abstract else text
    # The runs first, many lines in one call; what stands between them are a few lines.
    before, authors, rest = _split_run(rest, "\nAU  - ")
    between, keywords, rest = _split_run(rest, "\nKW  - ")
    then, notes, rest = _split_run(rest, "\nN1  - ")
    if "\n" in "".join((*authors, *keywords, *notes)):
        return None
    lines = f"{before}{between}{then}{rest}".split("\n")
    tags = _read_heads("".join(map(_head_of, lines)))
    if tags is None or len(tags) != len(lines) - 1:
        return None
    kind, *texts = map(str.strip, map(_value_of, lines))
    if len(kind) > _LONGEST_KIND:
        return None
    if abstract:
        texts[tags.index("AB")] = abstract.strip()
    size = len(lines) + len(authors) + len(keywords) + len(notes) + feeds
    return make_lines((kind, tags, texts, authors, keywords, notes, size, False))


def _unfold(lines: Lines) -> Lines | None:
    """Return *lines* with the line feeds in their values; None if the type goes on in another line."""
    kind, tags, *values, size, _ = lines
    texts, *rows = ([text.replace(_FOLDED, "\n") for text in row] if row else row for row in values)
    if _FOLDED in kind:
        return None
    return make_lines((kind, tags, list(map(str.strip, texts)), *rows, size, True))


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
