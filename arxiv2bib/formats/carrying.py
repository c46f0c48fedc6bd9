"""What a format has no place for, carried through it: a JSON object of model fields under a documented marker.

An exporter writes an entry, looks at what its own format's reader would make of it, and carries the fields that would
come out otherwise. A carried field is ``[value]`` where the reader finds nothing, else ``[value, checksum]`` with the
checksum of what it finds: reading puts the value back only where the file still says the same, so that what somebody
edited on the way stands.

Source: ``docs/formats/carrying.md``.
"""

import json
import types
import typing
import zlib
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Final

import attrs

from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX, Entry, compared_values

__all__ = ["FIELD", "MARKER", "find_unkept", "pack_fields", "restore_fields"]

MARKER: Final = "[arxiv2bib]"
"""What the RIS note that carries fields begins with."""

FIELD: Final = "arxiv2bib"
"""The BibTeX field, and the member of CSL's ``custom``, that carries fields."""

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode  # to make one takes longer than to use it
_Json = Any  # Any: JSON
_Unpack = Callable[[_Json], Any]  # Any: a value of the model


def find_unkept(entry: Entry, values: Sequence[Any]) -> dict[str, tuple[Any, Any]]:
    """Return the fields of *entry* for which its format's reader gives *values* that differ: what is, what is read.

    ``native_type`` is left to the caller, who knows which spelling a format needs no word for.
    """
    return {
        name: (value, read)
        for name, value, read in zip(COMPARED_FIELDS, compared_values(entry), values, strict=False)
        if value is not read and value != read and name != "native_type"
    }


def pack_fields(unkept: Mapping[str, tuple[Any, Any]]) -> dict[str, _Json]:
    """Return *unkept* as a JSON object: ``{"status": ["in press"], "author": [[{"literal": "X"}], "8c736521"]}``."""
    packed = {}
    for name, (value, read) in unkept.items():
        packed[name] = [_pack(value)] if read == DEFAULTS[INDEX[name]] else [_pack(value), _checksum(read)]
    return packed


def restore_fields(values: list[Any], packed: _Json) -> list[str]:
    """Put the fields of *packed* back into *values*, an entry's in the order of its fields; return what did not fit.

    A field stays as it is read where the file says something else than when it was written. Never raises.
    """
    if not isinstance(packed, dict):
        return ["the carried fields are no JSON object"]
    problems = []
    for name, parts in packed.items():
        if name not in COMPARED_FIELDS or not isinstance(parts, list) or not 1 <= len(parts) <= 2:
            problems.append(f"{name} is no carried field")
            continue
        at = INDEX[name]
        is_same = values[at] == DEFAULTS[at] if len(parts) == 1 else _checksum(values[at]) == parts[1]
        if not is_same:
            problems.append(f"{name} was edited since it was carried; the edited one stands")
            continue
        try:
            values[at] = _unpackers()[name](parts[0])
        except (TypeError, ValueError, LookupError, RecursionError):
            problems.append(f"the carried {name} is not what that field holds")
    return problems


def _checksum(value: object) -> str:
    text = _encode(_pack(value))
    return f"{zlib.crc32(text.encode()):08x}"


def _pack(value: Any) -> _Json:
    if value is None or type(value) is str or isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return [part if type(part) is str else _pack(part) for part in value]
    if isinstance(value, str):
        return str(value)
    kind: type = type(value)
    fields = _fields_of(kind)
    if len(fields) == 1:
        return _pack(getattr(value, fields[0][0]))
    return {
        name: part if type(part) is str else _pack(part)
        for name, default in fields
        if (part := getattr(value, name)) != default
    }


@cache
def _fields_of(kind: type) -> list[tuple[str, Any]]:  # Any: of the field's type
    """Return the names and the defaults of the fields of *kind*, a class of the model."""
    return [(field.name, field.default) for field in attrs.fields(kind)]


@cache
def _unpackers() -> dict[str, _Unpack]:
    hints = typing.get_type_hints(Entry, vars(typing) | vars(__import__("arxiv2bib.model.entry", fromlist=["*"])))
    return {name: _unpacker(hints[name]) for name in COMPARED_FIELDS}


def _unpacker(kind: Any) -> _Unpack:  # Any: a type
    """Return what makes a value of the type *kind* of JSON; it raises ValueError for JSON that is none."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        (inner,) = (part for part in typing.get_args(kind) if part is not type(None))
        unpack = _unpacker(inner)
        return lambda data: None if data is None else unpack(data)
    if typing.get_origin(kind) is tuple:
        return _tuple_unpacker(typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if isinstance(kind, type) and attrs.has(kind):
        return _class_unpacker(kind)
    return lambda data: _check(data, kind)


def _tuple_unpacker(kinds: tuple[Any, ...]) -> _Unpack:  # Any: types
    if kinds[-1] is Ellipsis:
        unpack = _unpacker(kinds[0])
        return lambda data: tuple(map(unpack, _check(data, list)))
    parts = [_unpacker(kind) for kind in kinds]
    return lambda data: tuple(part(item) for part, item in zip(parts, _check(data, list), strict=True))


def _class_unpacker(cls: type) -> _Unpack:
    hints = typing.get_type_hints(cls)
    unpackers = {field.name: _unpacker(hints[field.name]) for field in attrs.fields(cls)}
    if len(unpackers) == 1:
        ((name, unpack),) = unpackers.items()
        return lambda data: cls(**{name: unpack(data)})
    return lambda data: cls(**{name: unpackers[name](part) for name, part in _check(data, dict).items()})


def _check(data: _Json, kind: type) -> Any:  # Any: of the type that was asked for
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise ValueError(f"not {kind.__name__}: {data!r}")
    return data
