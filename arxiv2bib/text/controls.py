"""Characters that are no text."""

from typing import Final

__all__ = ["is_printable"]

_CONTROLS: Final = bytes([*range(0x20), 0x7F])
_LONG: Final = 150  # characters from which on it pays to look at all of them at once


def is_printable(text: str) -> bool:
    """Return what ``text.isprintable()`` does, which looks each character up; long ASCII is faster as bytes."""
    if len(text) < _LONG or not text.isascii():
        return text.isprintable()
    data = text.encode()
    return len(data.translate(None, _CONTROLS)) == len(data)
