"""Writing an edited entry back into its source's text: only the lines of the fields that were edited change.

An entry as it was read and as it is now are both rendered; the fields whose lines differ are put into the source's
text, in the place where they stood, everything else stays character for character.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from arxiv2bib.formats.bibtex_fields import BIBLATEX_NAMES
from arxiv2bib.model.records import Record
from arxiv2bib.text.expressions import compile_late

__all__ = ["ALIASES", "patch_record"]

ALIASES: Final = {
    **{name: (alias,) for name, alias in BIBLATEX_NAMES.items()},
    "keywords": ("keyword",),
    "language": ("langid",),
    "eprinttype": ("archiveprefix",),
    "archiveprefix": ("eprinttype",),
    "eprintclass": ("primaryclass",),
    "primaryclass": ("eprintclass",),
}
# One date, in whatever fields it stands: it is put into those that now say it, and the others go.
_DATE: Final = frozenset({"year", "month", "day", "date"})
_HEAD: Final = compile_late(r"@\s*([^\s{(]+)\s*[{(]\s*")
_COMMA: Final = compile_late(r"\s*,")
_INDENT: Final = compile_late(r"[ \t]*(?:,[ \t]*)?\Z")
_EQUALS: Final = compile_late(r"\s*=[ \t]*")
_AFTER: Final = compile_late(r"[ \t]*(,?)[ \t]*")
_NEWLINE: Final = compile_late(r"\r\n|\n|\r")
_Written = Mapping[str, tuple[str, str]]


def patch_record(record: Record, before: _Written, after: _Written, *, kind: str, key: str) -> str:
    """Return the text of *record* with the fields in which *after* differs from *before*.

    Both map a field's name in lower case to its name and its value with delimiters; *kind* and *key* are to be written,
    or empty where the record's own stand.
    """
    fields = _list_fields(record)
    values: dict[int, str] = {}
    renamed: dict[int, str] = {}
    removed: set[int] = set()
    added: list[tuple[str, str]] = []
    changed = [name for name in {**before, **after} if before.get(name, ("", ""))[1] != after.get(name, ("", ""))[1]]
    dated = {at: field.name for at, field in enumerate(fields) if field.name in _DATE}
    if not _DATE.isdisjoint(changed):
        if set(dated.values()) != _DATE & before.keys():  # "month = {June 12}": all of it is written anew
            changed += [name for name in after if name in _DATE and name not in changed]
        removed.update(at for at, name in dated.items() if name not in after)
    for name in sorted(changed, key=lambda name: name not in after):  # a field may go by another name now
        at = _find_field(fields, name, removed | values.keys())
        new = after.get(name)
        if new is None:
            removed |= set() if at is None else {at}
        elif at is None:
            if name not in before or _find_field(fields, name, ()) is None:  # else its twin has been edited
                added.append(new)
        else:
            values[at] = new[1]
            if fields[at].name != name and fields[at].name in before and fields[at].name not in after:
                renamed[at] = new[0]
    edits = [(fields[at].start, fields[at].end, value) for at, value in values.items()]
    edits += [(fields[at].begin, fields[at].begin + len(fields[at].name), name) for at, name in renamed.items()]
    edits += [(*_find_line(record.raw, fields[at]), "") for at in removed]
    edits += _edit_head(record, kind, key)
    if added:
        edits.append(_insert(record, [field for at, field in enumerate(fields) if at not in removed], added))
    text = record.raw
    edits.sort(key=lambda edit: edit[:2])
    for start, end, new_text in reversed(edits):  # of those at one place, the one that puts something behind it first
        text = text[:start] + new_text + text[end:]
    return text


class _Placed(NamedTuple):
    """A field in a record's text: where its name begins and where its value stands; the name in lower case."""

    name: str
    begin: int
    start: int
    end: int


def _list_fields(record: Record) -> list[_Placed]:
    fields = []
    for name, _, span in record.fields:
        if span is not None:
            start, end = span[0] - record.span[0], span[1] - record.span[0]
            fields.append(_Placed(name.lower(), record.raw.rindex(name, 0, start), start, end))
    return fields


def _find_field(fields: Sequence[_Placed], name: str, taken: Iterable[int]) -> int | None:
    for wanted in (name, *ALIASES.get(name, ())):
        for at, field in enumerate(fields):
            if field.name == wanted and at not in taken:
                return at
    return None


def _find_line(raw: str, field: _Placed) -> tuple[int, int]:
    """Return what goes with a field that is taken out: its line, or, where others stand there too, it and its comma."""
    line = _line_start(raw, field.begin)
    indent = raw[line : field.begin]
    after = _AFTER.match(raw, field.end)
    end = after.end() if after is not None else field.end
    newline = _NEWLINE.match(raw, end)
    if _INDENT.match(indent) is None:
        blanks = len(indent) - len(indent.rstrip(" \t"))
        return field.begin - blanks, after.end(1) if after is not None and after[1] else field.end
    if newline is None:
        return field.begin, end
    return line, newline.end()


def _line_start(raw: str, position: int) -> int:
    return max(raw.rfind("\n", 0, position), raw.rfind("\r", 0, position)) + 1


def _edit_head(record: Record, kind: str, key: str) -> list[tuple[int, int, str]]:
    head = _HEAD.match(record.raw)
    if head is None:
        return []
    edits = [(*head.span(1), kind)] if kind else []
    if key:
        place = _find_key(record, head)
        comma = "," if record.key is None and _COMMA.match(record.raw, place[1]) is None else ""
        blank = " " if comma and record.raw[place[1] : place[1] + 1].isalnum() else ""
        edits.append((*place, f"{key}{comma}{blank}"))
    return edits


def _find_key(record: Record, head: re.Match[str]) -> tuple[int, int]:
    at = record.raw.find(record.key, head.end()) if record.key else -1
    return (at, at + len(record.key or "")) if at >= 0 else (head.end(), head.end())


def _insert(record: Record, staying: Sequence[_Placed], added: Sequence[tuple[str, str]]) -> tuple[int, int, str]:
    """Return the edit that puts *added* behind the last field that stays, in the layout of the record's fields."""
    raw = record.raw
    found = _NEWLINE.search(raw)
    newline = found[0] if found is not None else "\n"
    if not staying:
        return _insert_first(record, added, newline)
    last = staying[-1]
    indent = raw[_line_start(raw, last.begin) : last.begin]
    lines = [f"{name}{_find_equals(raw, staying, name)}{value}" for name, value in added]
    if _INDENT.match(indent) is None:
        separator = ", "
    elif "," in indent:  # lines that begin with their commas
        separator = f"{newline}{indent}"
    else:
        separator = f",{newline}{indent}"
    return last.end, last.end, separator + separator.join(lines)


def _insert_first(record: Record, added: Sequence[tuple[str, str]], newline: str) -> tuple[int, int, str]:
    raw = record.raw
    head = _HEAD.match(raw)
    position = _find_key(record, head)[1] if head is not None else 0
    comma = _COMMA.match(raw, position)
    position = comma.end() if comma is not None else position
    body = f",{newline}".join(f"  {name} = {value}" for name, value in added)
    lead = "," if comma is None and record.key is not None else ""
    tail = "" if raw[position : position + 1] in ("\n", "\r") else newline
    return position, position, f"{lead}{newline}{body}{tail}"


def _find_equals(raw: str, fields: Sequence[_Placed], name: str) -> str:
    """Return the equals sign to write behind *name*, with blanks as the other fields have them."""
    signs = []
    heading = [field for field in fields if _INDENT.match(raw[_line_start(raw, field.begin) : field.begin]) is not None]
    for field in heading or fields:
        found = _EQUALS.match(raw, field.begin + len(field.name))
        if found is not None and _NEWLINE.search(found[0]) is None:
            signs.append((len(field.name), found[0]))
    if not signs:
        return " = "
    columns = {width + sign.index("=") for width, sign in signs}
    sign = signs[-1][1]
    if len(columns) == 1 and (len({width for width, _ in signs}) > 1 or sign.index("=") > 1):
        return sign.lstrip().rjust(max(columns.pop() - len(name), sign.index("=") > 0) + len(sign.lstrip()))
    return sign if sign.index("=") < 2 else f" {sign.lstrip()}"
