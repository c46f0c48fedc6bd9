"""Characters that are no text, or only separate what is."""

from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["BLANKS", "CONTROLS", "has_no_controls", "has_surrogates", "is_printable", "replace_surrogates"]

# White space that is a line's end or a control character; no-break and thin spaces are characters of the text.
BLANKS: Final = compile_late("[ \\t\\n\\v\\f\\r\\x85\u2028\u2029]++")
CONTROLS: Final = compile_late(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]++")
_SURROGATE: Final = compile_late(r"[\ud800-\udfff]")

_LONG: Final = 150  # characters from which on it pays to look at bytes
_PRINTABLE: Final = bytes(range(0x20, 0x7F))
_CONTROL_BYTES: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))


def is_printable(text: str) -> bool:
    """Return what ``text.isprintable()`` does, which looks each character up; that of long ASCII is faster known."""
    if len(text) < _LONG or not text.isascii():
        return text.isprintable()
    return not text.encode().translate(None, _PRINTABLE)


def has_no_controls(text: str) -> bool:
    """Whether *text*, of any length, has no control characters of ASCII but tabs and ends of lines."""
    data = text.encode("utf-8", "surrogatepass")  # in which the search for one byte is fast, whatever the text
    return not any(control in data for control in _CONTROL_BYTES)


def has_surrogates(text: str) -> bool:
    """Whether *text* has a lone surrogate, which is half a character, and which no UTF-8 holds."""
    return _SURROGATE.search(text) is not None


def replace_surrogates(text: str) -> str:
    """Return *text* with U+FFFD for every lone surrogate."""
    return _SURROGATE.sub("\ufffd", text)
