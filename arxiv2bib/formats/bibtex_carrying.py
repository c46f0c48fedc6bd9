"""The BibTeX field that carries what BibTeX has no place for: JSON in ASCII whose braces balance."""

import json
from collections.abc import Mapping
from typing import Any

from arxiv2bib.formats.bibtex_reading import INHERITED, REPEATED
from arxiv2bib.formats.carrying import pack_fields, restore_fields
from arxiv2bib.model.entry import INDEX, Extra

__all__ = ["render_carried", "restore_carried", "without_inherited"]

_EXTRA = INDEX["extra"]
_encode = json.JSONEncoder(separators=(",", ":")).encode


def render_carried(unkept: Mapping[str, tuple[Any, Any]]) -> str:  # Any: values of the model
    r"""Return *unkept* as the value of a field: braces in strings are ``\u007b``, so that all others balance."""
    text = _encode(pack_fields(unkept))
    pieces = text.split('"')  # every second piece is inside a string, but for escaped quotation marks
    if '\\"' not in text:
        inner = "".join(pieces[1::2])
        if "{" not in inner and "}" not in inner:
            return text
    inside = False
    for at, piece in enumerate(pieces):
        if inside:
            pieces[at] = piece.replace("{", "\\u007b").replace("}", "\\u007d")
        if not (inside and (len(piece) - len(piece.rstrip("\\"))) % 2):
            inside = not inside
    return '"'.join(pieces)


def restore_carried(values: list[Any], text: str) -> list[str]:  # Any: values of the model
    """Put the fields that *text* carries back into *values*; return what did not fit. Never raises."""
    try:
        packed = json.loads(text)
    except (ValueError, RecursionError):
        return ["the carried fields are no JSON"]
    # What a parent says is read from the parent, and may be spelled otherwise by now.
    inherited = tuple(extra for extra in values[_EXTRA] if extra.namespace == INHERITED)
    values[_EXTRA] = without_inherited(values[_EXTRA])
    problems = restore_fields(values, packed)
    if inherited:
        own = without_inherited(values[_EXTRA])
        cut = next((at for at, extra in enumerate(own) if extra.namespace == REPEATED), len(own))
        values[_EXTRA] = (*own[:cut], *inherited, *own[cut:])
    return problems


def without_inherited(extras: tuple[Extra, ...]) -> tuple[Extra, ...]:
    """Return *extras* without those that a parent has."""
    return tuple(extra for extra in extras if extra.namespace != INHERITED)
