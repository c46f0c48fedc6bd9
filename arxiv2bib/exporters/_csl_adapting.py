"""A CSL item as an importer takes it that knows less than CSL: see :class:`~arxiv2bib.formats.csl_target.CslTarget`.

What the importer has no field for becomes a line ``variable: value`` of the note, which Zotero keeps, makes a field of
where it has one after all, and gives to citation styles as the variable that it is.

Source: Zotero, utilities_item.js "itemFromCSLJSON" and "extraToCSL", utilities_internal.js "extractExtraFields".
"""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from arxiv2bib.data.calendar import SEASONS
from arxiv2bib.formats.csl_dates import read_csl_date
from arxiv2bib.formats.csl_target import CslTarget
from arxiv2bib.formats.json_text import compact

__all__ = ["adapt_item", "fold_name", "list_texts", "write_date"]

_Item = dict[str, Any]  # Any: JSON

_FRAME: Final = frozenset({"id", "citation-key", "type", "note", "custom"})
_PARTS: Final = ("given", "dropping-particle", "non-dropping-particle", "family", "literal", "suffix")
_ONE_DATE: Final = frozenset({"date-parts", "literal", "raw"})


def adapt_item(item: _Item, target: CslTarget) -> _Item:
    """Return *item* with the types, the names and the dates that *target* takes, and lines in its note for the rest."""
    kind, word = target.types.get(item["type"], (item["type"], ""))
    holds = target.holds.get(item["type"], frozenset())
    adapted: _Item = {}
    lines: list[str] = []
    for name, value in item.items():
        if name in _FRAME:
            adapted[name] = value
            continue
        if name in holds and not _is_odd_list(value):
            adapted[name] = _adapt_value(value)
            continue
        lines += [f"{name}: {text}" for text in list_texts(value)]
        if name in target.keeps:
            adapted[name] = value
    adapted["type"] = kind
    first = [f"type: {word}"] if word else []
    note = item.get("note", "")
    known = set(note.split("\n"))
    parts = [*first, *filter(None, [note]), *(line for line in lines if line not in known)]
    if item.get("citation-key"):
        parts.append(f"Citation Key: {item['citation-key']}")
    adapted.pop("note", None)
    if parts:
        adapted["note"] = "\n".join(parts)
    return adapted


def _is_odd_list(value: Any) -> bool:  # Any: JSON
    """Whether *value* is a list, and not one of names."""
    return isinstance(value, list) and not all(isinstance(part, dict) for part in value)


def _adapt_value(value: Any) -> Any:  # Any: JSON
    if isinstance(value, list):
        return [fold_name(name) for name in value]
    if isinstance(value, dict) and not (value.keys() <= _ONE_DATE and len(value.get("date-parts", ())) < 2):
        return {"literal": write_date(value)}
    return value


def fold_name(name: dict[str, str]) -> dict[str, str]:
    """Return *name* in two parts: particles that stay before the family name, those that drop behind the given one.

    The suffix stands behind a comma. citeproc-js, and with it Zotero, finds all three there again.
    """
    family, given = name.get("family"), name.get("given")
    if not family or name.get("literal"):  # no name of two parts: all its words are one
        return {"literal": _join(*(name.get(part) for part in _PARTS))}
    before = [name.get("non-dropping-particle")]
    behind = name.get("dropping-particle")
    if not given:
        before.insert(0, behind)
        behind = None
    family = _join(*before, family)
    suffix = name.get("suffix")
    if not given:
        return {"family": _join(family, suffix)}
    given = _join(given, behind)
    return {"family": family, "given": f"{given}, {suffix}" if suffix else given}


def _join(*parts: str | None) -> str:
    text = ""
    for part in filter(None, parts):
        text += part if not text or text.endswith(("'", "\N{RIGHT SINGLE QUOTATION MARK}")) else f" {part}"
    return text


def list_texts(value: Any) -> Iterator[str]:  # Any: JSON
    """Yield *value* as the texts of lines: one for each name, or whatever is in a list, one for anything else.

    What is no text, no name and no date stays JSON, as members that CSL does not know may be.
    """
    for part in value if isinstance(value, list) else (value,):
        if isinstance(part, str):
            yield " ".join(part.split())
        else:
            yield (_write_name(part) or write_date(part) if isinstance(part, dict) else "") or compact(part)


def _write_name(value: _Item) -> str:
    if not all(isinstance(value.get(part, ""), str) for part in _PARTS):
        return ""
    name = fold_name(value)
    return " || ".join(filter(None, (name.get("family", name.get("literal")), name.get("given"))))


def write_date(value: _Item) -> str:
    """Return a date in EDTF, or in words: a season has no other form that people read."""
    date = read_csl_date(value)[0]
    if date is None:
        return ""
    if date.season is not None and date.start and 1 <= date.season <= len(SEASONS):
        return f"{'circa ' if date.circa else ''}{SEASONS[date.season - 1]} {date.start[0]}"
    if date.circa and date.start and date.end is None:
        return f"circa {attrs.evolve(date, circa=False)}"
    return str(date)
