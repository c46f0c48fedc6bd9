"""What the fields of a BibTeX entry mean: raw values to the values of an entry.

Extras keep what the model has no room for, by namespace: ``bibtex`` a field that it does not know, as TeX;
``bibtex-as-written`` a field that it knows, where the value read would be written otherwise (a publisher under
``organization``, a title with a command of its own), to be written again while it still reads as the entry says;
``bibtex-repeated`` the second field of a name; ``bibtex-inherited`` a field of the parent, which is not written.

Source: btxdoc; the biblatex manual 3.x, 2.2 "Entry Fields".
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

import attrs

from arxiv2bib.data.calendar import MONTH_NAMES
from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex import split_value
from arxiv2bib.formats.bibtex_arxiv_rows import split_keyword_lines
from arxiv2bib.formats.bibtex_fields import LINKS
from arxiv2bib.formats.bibtex_html import find_html, may_have_html
from arxiv2bib.formats.bibtex_reading import INHERITED, REPEATED, Read, Reading, SayField, say_nothing
from arxiv2bib.formats.bibtex_rows import ROWS
from arxiv2bib.formats.bibtex_usual import Shape, UsualFields
from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.model.entry import INDEX, Extra
from arxiv2bib.model.records import Field
from arxiv2bib.text.controls import is_printable
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_decoding import from_clean_latex

__all__ = ["expand_value", "interpret_bibtex", "interpret_field", "interpret_usual", "stands_alone"]

"""The fields that name entries to inherit from."""

_LONGEST = 1 << 20
"""How many characters the macros of one value may stand for."""
# White space of ASCII, what BibTeX takes for it; a no-break space is a character.
_BLANKS = compile_late(r"[ \t\n\v\f\r]+")
_name_of = attrgetter("name")
_EXTRA = INDEX["extra"]
_NATIVE_TYPE = INDEX["native_type"]
_TRUNCATED = INDEX["truncated"]


def expand_value(raw: str, macros: Mapping[str, str], missing: list[str] | None = None) -> str:
    """Return the TeX that the value *raw* stands for: delimiters off, macros and months in, parts joined.

    Names of macros that are not defined stand for themselves, and go to *missing*.
    """
    if "#" not in raw:
        first = raw[:1]
        if first == "{" or first == '"':
            return raw[1:-1]
        if raw.isdigit():
            return raw
    pieces = []
    room = _LONGEST
    for kind, text in split_value(raw):
        if kind == "bare" and not text.isdigit():
            name = text.casefold()
            value = macros.get(name)
            if value is None:
                value = MONTH_NAMES.get(name)
            if value is None or len(value) > room:  # macros that double one another would fill the memory
                value = text
                if missing is not None:
                    missing.append(text)
            text = value
            room -= len(text)
        pieces.append(text)
    return "".join(pieces)


def interpret_bibtex(
    kind: str,
    key: str | None,
    fields: Iterable[tuple[str, str]] | Iterable[Field],
    *,
    macros: Mapping[str, str] | None = None,
    say: SayField = say_nothing,
    inherited: Mapping[str, str] | None = None,
) -> list[Any]:  # Any: each value of its field's type
    """Return the values of the entry of type *kind* with these *fields*, in the order of an entry's.

    The fields are names and TeX; with *macros*, a record's fields, whose values have their delimiters. *inherited* are
    fields of its parents, by their names in lower case, used where it has none of the name. Never raises.
    """
    found, names, repeated = _gather(fields, macros, say)
    added = {name: tex for name, tex in inherited.items() if name not in found} if inherited else {}
    found.update(added)
    html = find_html(found)
    reading = Reading(kind, {**found, **html} if html else found, names, say, added)
    for name, tex in reading.fields.items():
        row = ROWS.get(name)
        if row is not None:
            row(reading, name, tex)
        else:
            reading.keep(name, tex)
    for name in html:
        _restore(reading, name, found[name])
    more = [Extra(INHERITED, name, tex) for name, tex in added.items()]
    more += [Extra(REPEATED, name, tex) for name, tex in repeated]
    return _take_values(reading, key, more)


def _restore(reading: Reading, name: str, tex: str) -> None:
    """Put *tex*, the source's own, in place of what was read of the field *name*, wherever it is kept."""
    spelling = reading.names.get(name, name)
    is_kept = False
    for extras in (reading.extra, reading.spelled):
        for at, extra in enumerate(extras):
            if extra.name == spelling:
                extras[at] = Extra(extra.namespace, spelling, tex)
                is_kept = True
    if not is_kept:
        reading.spell(name, tex)


def interpret_field(kind: str, name: str, tex: str) -> list[Any] | None:  # Any: as above
    """Return what :func:`interpret_bibtex` returns of an entry whose only field is *name*, but for type and key.

    None if more is read from it than a value: a word to keep beside it.
    """
    tex = _collapse(tex, name)
    if may_have_html(tex):
        return None
    reading = Reading(kind, {name: tex}, {}, say_nothing)
    if tex:
        ROWS[name](reading, name, tex)
    return None if reading.extra or reading.spelled or reading.values[_TRUNCATED] else reading.values


def _take_values(reading: Reading, key: str | None, more: Sequence[Extra] = ()) -> list[Any]:  # Any: as above
    values = reading.values
    values[0] = reading.type
    values[1] = key
    values[_NATIVE_TYPE] = reading.kind
    extra = reading.extra
    if reading.spelled:
        extra += sorted(set(reading.spelled), key=_name_of)
    if extra or more:
        values[_EXTRA] = (*extra, *more)
    return values


def interpret_usual(
    kind: str,
    key: str | None,
    fields: UsualFields,
    macros: Mapping[str, str],
    say: SayField,
    *,
    has_no_controls: bool = False,
) -> list[Any] | None:  # Any: each value of its field's type
    """Return what :func:`interpret_bibtex` returns of a record with these *fields* that inherits and carries nothing.

    None, and nothing is said, if they need a closer look. *has_no_controls* says that there are no control characters
    of ASCII in them but tabs and ends of lines.
    """
    shape, values, joined = fields
    words = shape.words
    if not stands_alone(shape) or (words and not _expand_words(values, words, macros)):
        return None
    if words and macros:
        joined = " ".join(values)
    # From the end, where what is half found all the time takes Python less.
    is_tidy = not (joined.rfind("  ") >= 0 or joined[:1] == " " or joined[-1:] == " " or not joined)
    if not is_tidy or _has_white_space(joined):
        values = [_collapse(tex, name) for tex, name in zip(values, shape.names, strict=True)]
        if "" in values:  # such fields say nothing
            shape = _narrow(shape, tuple([name for name, tex in zip(shape.names, values, strict=True) if tex]))
            values = [*filter(None, values)]
        joined = " ".join(values)
    if may_have_html(joined):
        return None
    is_clean = joined.isascii() and ((has_no_controls and not macros) or is_printable(joined))
    if not is_clean and any(map(str.isspace, values)):
        return None  # of odd blanks alone, such as no-break spaces, which no value is
    found = dict(zip(shape.names, values, strict=True))
    plan = _make_plan(shape)
    reading = Reading(kind, found, shape.spelled, say)
    if is_clean:
        reading.decode = from_clean_latex
    is_paper = reading.arxiv_id is not None and _agree(found, plan.pairs)
    for row, name in plan.paper_rows if is_paper else plan.rows:
        row(reading, name, found[name])
    return _take_values(reading, key)


def _agree(found: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether the fields in each of *pairs* say the same."""
    for name, other in pairs:
        if found[name] != found[other] and found[name].casefold() != found[other].casefold():
            return False
    return True


class _Plan(NamedTuple):
    """What reads the fields of one shape, and their names.

    ``paper_rows`` are those that do anything for a paper of arXiv of which the fields in ``pairs`` say the same.
    """

    rows: tuple[tuple[Read, str], ...]
    paper_rows: tuple[tuple[Read, str], ...]
    pairs: tuple[tuple[str, str], ...]


_KEYWORDS: Final = ("keywords", "Keywords")
_PAIRS: Final = (("eprinttype", "archiveprefix"), ("eprintclass", "primaryclass"))
_BESIDE_ARXIV: Final = frozenset({"keywords", "note", "comment", "reportnumber", *_PAIRS[0], *_PAIRS[1]})
_DATES: Final = frozenset({"year", "month", "day", "date"})  # the first of them reads all


@lru_cache(maxsize=512)
def _narrow(shape: Shape, names: tuple[str, ...]) -> Shape:
    """Return the shape of an entry in which only the fields *names* say anything."""
    return attrs.evolve(shape, names=names)


@lru_cache(maxsize=512)
def stands_alone(shape: Shape) -> bool:
    """Whether an entry of *shape* inherits nothing and carries nothing."""
    return FIELD not in shape.names and LINKS.isdisjoint(shape.names)


@lru_cache(maxsize=512)
def _make_plan(shape: Shape) -> _Plan:
    """Return what reads the fields of *shape*, of an entry that inherits and carries nothing."""
    dates = [name for name in shape.names if name in _DATES]
    names = [name for name in shape.names if name not in dates[1:]]
    rows = [(ROWS.get(name, Reading.keep), name) for name in names]
    return _Plan(
        tuple(rows),
        tuple([row for row in rows if row[1] not in _BESIDE_ARXIV]),
        tuple([pair for pair in _PAIRS if set(pair) <= set(names)]),
    )


def _expand_words(values: list[str], words: Iterable[int], macros: Mapping[str, str]) -> bool:
    """Put what they stand for into the place of the *words* among *values*; False if one of them is not defined."""
    for at in words:
        word = values[at]
        if not macros and word in MONTH_NAMES:  # in lower case, as nearly all are
            values[at] = MONTH_NAMES[word]
        elif not word.isdigit():
            name = word.lower()
            meant = macros.get(name, MONTH_NAMES.get(name))
            if meant is None or len(meant) > _LONGEST:
                return False
            values[at] = meant
    return True


def _gather(
    fields: Iterable[tuple[str, str]] | Iterable[Field], macros: Mapping[str, str] | None, say: SayField
) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]:
    """Return the first field of each name, the names that are not in lower case, and the fields after the first."""
    found: dict[str, str] = {}
    names: dict[str, str] = {}
    repeated: list[tuple[str, str]] = []
    for field in fields:
        name, tex = field[0], field[1]
        if macros is not None:
            tex = tex[1:-1] if tex[:1] == "{" and "#" not in tex else _expand(name, tex, macros, say)
        if not tex or tex.isspace():
            continue
        tex = _collapse(tex, name)
        folded = name if name in ROWS else name.lower()
        if folded in found:
            repeated.append((name, tex))
            say(Code.READ_REPEATED_FIELD, name, f"{name} is given twice; the first is used", tex)
        else:
            found[folded] = tex
            if folded != name:
                names[folded] = name
    return found, names, repeated


def _expand(name: str, raw: str, macros: Mapping[str, str], say: SayField) -> str:
    missing: list[str] = []
    tex = expand_value(raw, macros, missing)
    for macro in missing:
        say(Code.READ_UNDEFINED_MACRO, name, f"no macro {macro} is defined", macro)
    return tex


def _collapse(tex: str, name: str) -> str:
    """Return *tex*, the value of the field *name*, with single blanks for its white space, and none at its ends."""
    if "\n" in tex:  # lines that were wrapped
        tex = ";".join(lines) if name in _KEYWORDS and (lines := split_keyword_lines(tex)) else tex
        lines = [line.strip(" \t\r") for line in tex.split("\n")]
        # An address that was wrapped is one, in print too; EndNote writes several, one below the other.
        is_wrapped = name.lower() == "url" and not any("://" in line or line[:4] == "www." for line in lines[1:])
        tex = ("" if is_wrapped else " ").join(lines)
    if "  " in tex or tex[:1] == " " or tex[-1:] == " " or _has_white_space(tex):
        tex = _BLANKS.sub(" ", tex).strip(" ")
    return tex


def _has_white_space(text: str) -> bool:
    """Whether *text* has white space other than blanks: one search each is faster than one for all of them."""
    return "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text
