"""JSON out, at the speed of orjson, with numbers and nested values as they were written."""

from typing import Any, Final

import orjson

from arxiv2bib.formats.json_text import compact
from arxiv2bib.text.controls import replace_surrogates

_OPENING: Final = b"[\n  "
_CLOSING: Final = b"\n]"
_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_SUBCLASS


def encode_item(item: dict[str, Any]) -> str:  # Any: JSON
    """Return *item*, one of an array, as JSON over several lines, two blanks a level; a lone surrogate becomes U+FFFD.

    The array's own first level is there from the second line on.
    """
    try:
        encoded = orjson.dumps([item], _encode_odd, _OPTIONS)
    except TypeError:  # a lone surrogate is no character, and no UTF-8 holds it
        encoded = orjson.dumps([_without_surrogates(item)], _encode_odd, _OPTIONS)
    return encoded[len(_OPENING) : -len(_CLOSING)].decode()


def encode_member(value: Any) -> str:  # Any: JSON
    """Return *value*, of a member of such an item, as JSON."""
    return encode_item({"": value})[len('{\n    "": ') : -len("\n  }")]


def _encode_odd(value: Any) -> orjson.Fragment:  # Any: JSON
    """Return the JSON of what is kept as it was written: numbers, values nested deep, integers of many digits."""
    return orjson.Fragment(replace_surrogates(compact(value)))


def _without_surrogates(value: Any) -> Any:  # Any: JSON
    if type(value) is str:
        return replace_surrogates(value)
    if type(value) is dict:
        return {replace_surrogates(key): _without_surrogates(part) for key, part in value.items()}
    if type(value) is list:
        return [_without_surrogates(part) for part in value]
    # Integers beyond 64 bits are JSON all the same.
    return _encode_odd(value) if type(value) is int and value.bit_length() > 63 else value
