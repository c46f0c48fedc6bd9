"""Characters that are no text."""

from typing import Final

__all__ = ["has_no_controls", "is_printable", "is_printable_ascii"]

_LONG: Final = 150  # characters from which on it pays to look for each control character
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))


def is_printable(text: str) -> bool:
    """Return what ``text.isprintable()`` does, which looks each character up; that of long ASCII is faster known."""
    if len(text) < _LONG or not text.isascii():
        return text.isprintable()
    return is_printable_ascii(text)


def is_printable_ascii(text: str) -> bool:
    """Whether *text*, if it is ASCII, is printable: a search for one character passes over many at a time."""
    return not (
        "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text
        or "\x00" in text or "\x01" in text or "\x02" in text or "\x03" in text or "\x04" in text or "\x05" in text
        or "\x06" in text or "\x07" in text or "\x08" in text or "\x0e" in text or "\x0f" in text or "\x10" in text
        or "\x11" in text or "\x12" in text or "\x13" in text or "\x14" in text or "\x15" in text or "\x16" in text
        or "\x17" in text or "\x18" in text or "\x19" in text or "\x1a" in text or "\x1b" in text or "\x1c" in text
        or "\x1d" in text or "\x1e" in text or "\x1f" in text or "\x7f" in text
    )  # fmt: skip


def has_no_controls(text: str) -> bool:
    """Whether *text*, of any length, has no control characters of ASCII but tabs and ends of lines."""
    data = text.encode("utf-8", "surrogatepass")  # in which the search for one byte is fast, whatever the text
    return not any(control in data for control in _CONTROLS)
