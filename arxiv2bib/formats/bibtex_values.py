"""What the fields of a BibTeX entry mean: raw values to the values of an entry.

Extras keep what the model has no room for, by namespace: ``bibtex`` a field that it does not know, as TeX;
``bibtex-as-written`` a field that it knows, where the value read would be written otherwise (a publisher under
``organization``, a title with a command of its own), to be written again while it still reads as the entry says;
``bibtex-repeated`` the second field of a name; ``bibtex-inherited`` a field of the parent, which is not written.

Source: btxdoc; the biblatex manual 3.x, 2.2 "Entry Fields".
"""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex import split_value
from arxiv2bib.formats.bibtex_fields import MONTH_NAMES
from arxiv2bib.formats.bibtex_reading import INHERITED, REPEATED, Reading, SayField, say_nothing
from arxiv2bib.formats.bibtex_rows import ROWS
from arxiv2bib.model.entry import INDEX, Extra
from arxiv2bib.model.records import Field
from arxiv2bib.text.expressions import compile_late

__all__ = ["expand_value", "interpret_bibtex"]

_LONGEST = 1 << 20
"""How many characters the macros of one value may stand for."""
# White space of ASCII, what BibTeX takes for it; a no-break space is a character.
_BLANKS = compile_late(r"[ \t\n\v\f\r]+")
_name_of = attrgetter("name")
_EXTRA = INDEX["extra"]
_NATIVE_TYPE = INDEX["native_type"]


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
    reading = Reading(kind, found, names, say, added)
    for name, tex in found.items():
        row = ROWS.get(name)
        if row is not None:
            row(reading, name, tex)
        else:
            reading.keep(name, tex)
    values = reading.values
    values[0] = reading.type
    values[1] = key
    values[_NATIVE_TYPE] = kind
    if reading.spelled:
        reading.extra.extend(sorted(set(reading.spelled), key=_name_of))
    if added:
        reading.extra.extend(Extra(INHERITED, name, tex) for name, tex in added.items())
    if repeated:
        reading.extra.extend(Extra(REPEATED, name, tex) for name, tex in repeated)
    if reading.extra:
        values[_EXTRA] = tuple(reading.extra)
    return values


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
        if (
            "\n" in tex
            or "  " in tex
            or "\t" in tex
            or tex[0] == " "
            or tex[-1] == " "
            or "\r" in tex
            or "\f" in tex
            or "\v" in tex
        ):  # one search each is faster than one for all of them
            tex = _collapse(tex)
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


def _collapse(tex: str) -> str:
    return _BLANKS.sub(" ", tex).strip(" ")
