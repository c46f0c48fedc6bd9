"""Unicode's normal forms, in linear time."""

import unicodedata
from typing import Final, Literal

__all__ = ["normalize"]

_MOST_MARKS: Final = 30  # UAX #15, "Stream-Safe Text Format": no language stacks so many
_SHORT: Final = 1000  # characters that are put in order at once, whatever they are


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return *text* in the normal form *form*; of more than 30 marks in a row, each 30 are put in order by themselves.

    Python sorts the marks behind a letter in a time that grows with the square of their number.

    Source: Unicode Standard Annex #15.
    """
    if len(text) < _SHORT or text.isascii():
        return unicodedata.normalize(form, text)
    # Nothing is sorted to tell this: marks out of order are an answer, and others need no sorting.
    if unicodedata.is_normalized(form, text):
        return text
    pieces = []
    start = marks = 0
    for position, character in enumerate(text):
        if character < "\u0300" or not unicodedata.combining(character):
            marks = 0
        elif marks == _MOST_MARKS:
            pieces.append(unicodedata.normalize(form, text[start:position]))
            start, marks = position, 1
        else:
            marks += 1
    return "".join([*pieces, unicodedata.normalize(form, text[start:])])
