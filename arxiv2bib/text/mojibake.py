"""Text whose UTF-8 was read as Latin-1 or cp1252: repaired where its bytes are all there, reported where not.

Source: ftfy, ``fix_encoding``; the Unicode Standard, table 3-7 (well-formed UTF-8).
"""

from enum import StrEnum, unique
from typing import Final

from arxiv2bib.text.expressions import compile_late

# The bytes 80 to BF, as Latin-1 and as cp1252 read them: what may follow the lead byte of a character.
_CONTINUATION: Final = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
# A lead byte with all that must follow it, or a control character that no text has.
_SUSPICIOUS: Final = compile_late(
    rf"[\xc2-\xdf][{_CONTINUATION}]|[\xe0-\xef][{_CONTINUATION}]{{2}}|[\xf0-\xf4][{_CONTINUATION}]{{3}}"
    r"|[\x80-\x84\x86-\x9f]"
)
# One of these stands in every text that has something wrong, and in few that have not.
_FIRST: Final = compile_late("[\x80-\x84\x86-\x9f\xc2-\xf4\ufffd]")
# What is left where the bytes 80 to 9F were dropped as control characters:
_LOSSY: Final = compile_late(
    "\ufffd"
    # the lead bytes C3 to C5 (ß, ć č ę ě ğ ł ń ř ś ...) in the middle of a small word; "mÅ" is a unit,
    "|(?<=[^\\W\\d_][a-z])[ÃÄÅ](?![A-ZÀ-ÖØ-Þ])"
    # Cyrillic, where every second letter has lost its second half,
    "|(?:[ÐÑ][\xa0-\xbf]?){4}|[ÐÑ](?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff])[ÐÑ]"
    # hanzi and kana with one or two of three bytes left.
    "|(?:[à-ï][\xa0-\xbf]{1,2}){3}"
)


@unique
class Repair(StrEnum):
    """What became of a text: nothing was wrong, all was repaired, or something is gone for good."""

    NONE = "none"
    REPAIRED = "repaired"
    LOSSY = "lossy"


def repair_mojibake(text: str) -> tuple[str, Repair]:
    """Return *text* with UTF-8 that was read as Latin-1 or cp1252 made whole, and what was done.

    A word that has lost bytes stays as it is, and makes the text ``LOSSY`` even if other words were repaired;
    so does U+FFFD. Never raises.
    """
    if text.isascii() or (first := _FIRST.search(text)) is None:
        return text, Repair.NONE
    fixed = _fix(text) if _SUSPICIOUS.search(text, first.start()) is not None else text
    if _LOSSY.search(fixed) is not None:
        return fixed, Repair.LOSSY
    return fixed, Repair.NONE if fixed == text else Repair.REPAIRED


def _fix(text: str) -> str:
    from ftfy import fix_encoding

    fixed = fix_encoding(text)
    if text.count(" ") - fixed.count(" ") > fixed.count("à") - text.count("à"):
        # ftfy takes a blank for half a character: that of "à" is often one, no other is.
        fixed = text
    elif _SUSPICIOUS.search(fixed) is None:
        return fixed
    # One word that has lost bytes keeps ftfy from the others: ask word by word.
    return " ".join([fix_encoding(word) if _SUSPICIOUS.search(word) is not None else word for word in fixed.split(" ")])
