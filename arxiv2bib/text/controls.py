"""Characters that are no text."""

from typing import Final

__all__ = ["has_no_controls", "is_printable"]

_LONG: Final = 150  # characters from which on it pays to look at bytes
_PRINTABLE: Final = bytes(range(0x20, 0x7F))
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))


def is_printable(text: str) -> bool:
    """Return what ``text.isprintable()`` does, which looks each character up; that of long ASCII is faster known."""
    if len(text) < _LONG or not text.isascii():
        return text.isprintable()
    return not text.encode().translate(None, _PRINTABLE)


def has_no_controls(text: str) -> bool:
    """Whether *text*, of any length, has no control characters of ASCII but tabs and ends of lines."""
    data = text.encode("utf-8", "surrogatepass")  # in which the search for one byte is fast, whatever the text
    return not any(control in data for control in _CONTROLS)
