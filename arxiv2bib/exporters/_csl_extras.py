"""What a CSL item held that is no part of the model, put back where it stood."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.formats.csl_values import interpret_spelled
from arxiv2bib.formats.csl_variables import MARKUP_FIELDS, NAME_PARTS, SPELLING, TEXT_FIELDS, VARIABLES
from arxiv2bib.formats.json_text import decode
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.model.entry import INDEX, Entry, Extra
from arxiv2bib.text.expressions import compile_late

_MEMBERS: Final = [(field, member) for member, field in {**MARKUP_FIELDS, **TEXT_FIELDS}.items()]
_PATH: Final = compile_late(r"([A-Za-z-]+)(?:\[(\d{1,6})\])?\.(.+)\Z", re.DOTALL)
_TYPED: Final = VARIABLES - {"id", "citation-key", "categories", "custom"}  # what is kept of these is what they may be
_PARTS: Final = frozenset(key for _, key in NAME_PARTS)


def is_no_member(name: str) -> bool:
    """Whether *name* is no member that CSL knows: as an extra, one that it knows has a value of a wrong type.

    One of these, and pandoc refuses the whole file.
    """
    path = _PATH.match(name)
    return path[3] not in _PARTS if path is not None else name not in _TYPED


def is_no_part(name: str) -> bool:
    """Whether *name* is no member that CSL knows, and no part of a name or a date either."""
    return name not in _TYPED and _PATH.match(name) is None


def write_extras(item: dict[str, Any], extras: Iterable[Extra], is_taken: Callable[[str], bool] | None) -> None:
    """Write the *extras* of CSL-JSON into *item*, those that are JSON, and where nothing else stands.

    *is_taken* says by its name whether one may be there; None is any.
    """
    for extra in extras:
        if extra.namespace == CSL_JSON.name and (is_taken is None or is_taken(extra.name)):
            _write_extra(item, extra)


def respell_members(item: dict[str, Any], entry: Entry) -> None:  # Any: JSON
    """Put the members of *item* that a source in CSL-JSON spelled otherwise in its spelling, if they say the same."""
    nothing = interpret_spelled(entry.type, ())
    for extra in entry.extra:
        if extra.namespace != SPELLING:
            continue
        said = interpret_spelled(entry.type, (extra,))
        fields = [field for field, _ in _MEMBERS if said[INDEX[field]] != nothing[INDEX[field]]]
        if fields and all(said[INDEX[field]] == getattr(entry, field) for field in fields):
            for field, member in _MEMBERS:
                if field in fields and member != extra.name:
                    item.pop(member, None)
            item[extra.name] = decode(extra.value)


def _write_extra(item: dict[str, Any], extra: Extra) -> None:
    try:
        value = decode(extra.value)
    except ValueError:
        return
    if extra.name == "custom" and (not isinstance(value, dict) or FIELD in value):
        return
    path = _PATH.match(extra.name)
    if path is not None:
        holder = item.get(path[1])
        if path[2] is not None and isinstance(holder, list):
            holder = holder[int(path[2])] if int(path[2]) < len(holder) else None
        elif isinstance(holder, dict):
            # Dates are made once for many items.
            holder = item[path[1]] = dict(holder)
        if isinstance(holder, dict):
            holder.setdefault(path[3], value)
        if holder is not None:
            return
    if extra.name not in item or (extra.name == "citation-key" and item["id"] == item.get("citation-key")):
        item[extra.name] = value


def begin_item(entry: Entry) -> dict[str, Any]:  # Any: JSON
    """Return the item's key: as ``id`` and ``citation-key``, or as a source in CSL-JSON has it."""
    return {"id": entry.key, "citation-key": entry.key} if has_citation_key(entry) else {"id": entry.key}


def has_citation_key(entry: Entry) -> bool:
    """Whether the item of *entry* says its key twice, as ours do."""
    if entry.origin is None:
        return True
    record = entry.origin.record
    return record.format != CSL_JSON.name or '"citation-key"' in record.raw
