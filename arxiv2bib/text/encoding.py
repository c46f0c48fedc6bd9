"""Which encoding the bytes of a file are in.

A BOM says it, UTF-8 says it itself, and everything else is a guess by how plausible the letters are: files that are
not UTF-8 come from Western Windows (cp1252), from Chinese Windows (GBK), or from Russian Windows (cp1251) and Unix
(KOI8-R).

Source: design, section 6; the Unicode Standard, section 2.13 (BOM); GB 2312-80, rows 1 to 9 and 16 to 87.
"""

import codecs
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from arxiv2bib.text.expressions import compile_late

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = (
    b"%PDF-", b"\x89PNG\r\n", b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"SQLite format 3\0", b"GIF8", b"\xff\xd8\xff",
    b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"Rar!\x1a\x07",
)  # fmt: skip
_CONTROLS: Final = bytes([*range(0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F])
_HEAD: Final = 1 << 16
_MOST_CHARACTERS: Final = 5_000

_BAD_BYTE: Final = compile_late("[\udc80-\udcff]")
_GOOD_CHARACTER: Final = compile_late("[^\x00-\x7f\udc80-\udcff]")
_FOREIGN_RUN: Final = compile_late(r"[^\x00-\x7f]+")
# cp1252 leaves five bytes without a meaning: those are the C1 controls of Latin-1.
_BYTE_CHARACTERS: Final = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)
}

_RARE_LETTERS: Final = frozenset("ÐÞðþÿŸƒŽžªº")
_PUNCTUATION: Final = frozenset("‘’“”„‚–—…«»€©®™°§·´¿¡")


class Guess(NamedTuple):
    """What is known of the encoding of some bytes.

    ``encoding`` is the name of Python's codec for what follows the ``bom``; ``certain`` is false where other encodings
    are possible; ``bad_bytes`` tells that some bytes are not of that encoding.
    """

    encoding: str
    bom: bytes = b""
    certain: bool = True
    bad_bytes: bool = False


def guess_encoding(data: bytes, *, final: bool = True) -> Guess:
    """Return the encoding of *data*: its BOM's, else UTF-8 if that is possible, else the most plausible one.

    Where not *final*, the last character may be cut off. No data is UTF-8. Never raises.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            bad = not _is_valid(data[len(bom) :], encoding, final=final)
            return Guess(encoding, bom=bom, bad_bytes=bad)
    wide = _find_wide_encoding(data)
    if wide is not None:
        return Guess(wide, certain=False, bad_bytes=not _is_valid(data, wide, final=final))
    if _is_valid(data, "utf-8", final=final):
        return Guess("utf-8")
    text = codecs.utf_8_decode(data, "surrogateescape", final)[0]
    # Bytes of another encoding are hardly ever valid UTF-8, so a file with as many good characters was UTF-8 once.
    if len(_GOOD_CHARACTER.findall(text)) >= len(_BAD_BYTE.findall(text)):
        return Guess("utf-8", bad_bytes=True)
    return _weigh(data, final=final)


def is_binary(data: bytes) -> bool:
    """Tell whether *data*, the head of a file, is no text in any encoding. No data is text."""
    if data.startswith(_MAGIC):
        return True
    if not data or any(data.startswith(bom) for bom, _ in _BOMS) or _find_wide_encoding(data) is not None:
        return False
    return _has_many_controls(data[:_HEAD])


def decode_bad_bytes(text: str) -> str:
    """Return *text* with every lone surrogate U+DC80 to U+DCFF as the character that its byte has in cp1252.

    Those surrogates are what ``errors="surrogateescape"`` makes of undecodable bytes. A byte that cp1252 leaves
    undefined becomes its Latin-1 character. Other surrogates stay.

    Source: PEP 383.
    """
    if text.isascii() or _BAD_BYTE.search(text) is None:
        return text
    return text.translate(_BYTE_CHARACTERS)


def _has_many_controls(head: bytes) -> bool:
    # A stray control character is damage, one in fifty is machine data (of random bytes it is one in nine).
    return (len(head) - len(head.translate(None, _CONTROLS))) * 50 > len(head)


def _is_valid(data: bytes, encoding: str, *, final: bool) -> bool:
    try:
        if encoding == "utf-8":
            codecs.utf_8_decode(data, "strict", final)
        else:
            codecs.getincrementaldecoder(encoding)().decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def _find_wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 that *data* without a BOM is in: every second byte of Latin text is NUL, and no other is."""
    head = data[: _HEAD & ~1]
    if b"\0" not in head or len(head) < 4:
        return None
    pairs = len(head) // 2
    first, second = head[0::2].count(0), head[1::2].count(0)
    if second * 10 > pairs * 3 and first * 20 < second:
        encoding = "utf-16-le"
    elif first * 10 > pairs * 3 and second * 20 < first:
        encoding = "utf-16-be"
    else:
        return None
    return None if _has_many_controls(head.decode(encoding, "replace").encode()) else encoding


def _weigh(data: bytes, *, final: bool) -> Guess:
    """Return the most plausible of cp1252, GBK, cp1251 and KOI8-R, or Latin-1."""
    best, encoding = max(_score(data, "cp1252", _score_western), 0.0), ""
    for other, score in _OTHERS.items():
        value = _score(data, other, score)
        if value > best:
            best, encoding = value, other
    if encoding:
        return Guess(encoding, certain=False, bad_bytes=not _is_valid(data, encoding, final=final))
    encoding = "cp1252" if _is_valid(data, "cp1252", final=final) else "latin-1"
    return Guess(encoding, certain=False)


def _score(data: bytes, encoding: str, score: Callable[[str, str, str], Iterator[float]]) -> float:
    """Return how plausible the characters of *data* outside ASCII are in *encoding*, on average, from -1 to 1."""
    text = data.decode(encoding, "surrogateescape")
    scores = (
        value
        for found in _FOREIGN_RUN.finditer(text)
        for value in score(text[found.start() - 1 : found.start()], found[0], text[found.end() : found.end() + 1])
    )
    values = list(islice(scores, _MOST_CHARACTERS))
    return sum(values) / len(values) if values else 0.0


def _score_western(before: str, run: str, after: str) -> Iterator[float]:
    """Yield the plausibility of each character of *run*: an accented letter belongs in a Latin word of its case."""
    in_word = before.isalpha() or after.isalpha()
    for character in run:
        if character.isalpha() and character not in _RARE_LETTERS:
            fits_case = not (character.isupper() and before.islower())
            yield (1.0 if fits_case else -0.5) if in_word else 0.3 if len(run) == 1 else -0.5
        elif character in _PUNCTUATION:
            yield 0.7
        else:
            yield -0.5 if in_word or character in _RARE_LETTERS or "\udc80" <= character <= "\udcff" else 0.0


def _score_chinese(before: str, run: str, after: str) -> Iterator[float]:
    """Yield the plausibility of each character of *run*: common hanzi (level 1 of GB 2312) and full-width signs."""
    is_inside_word = before.isalpha() and after.isalpha()
    for character in run:
        row = _find_row(character)
        if row >= 16:
            # One lone hanzi inside a Latin word is two accented letters.
            yield -1.0 if len(run) == 1 and is_inside_word else 1.0 if row < 56 else 0.3
        elif row == 8:
            # The letters of pinyin, which GBK has to write a foreign name with.
            yield 1.0 if before.isalpha() or after.isalpha() else 0.3
        else:
            yield 0.8 if row in (1, 3) else 0.0 if row else -1.0


def _score_cyrillic(before: str, run: str, after: str) -> Iterator[float]:
    """Yield the plausibility of each character of *run*: small letters, a capital only where a word begins.

    KOI8-R has capitals where cp1251 has small letters, and the other way round.
    """
    if len(run) == 1 and not run.isalpha():
        yield 0.0
        return
    is_word = run.isalpha() and all("\u0400" <= character <= "\u045f" or character in "Ґґ" for character in run)
    if not is_word or before.isalpha() or after.isalpha():
        value = -0.5
    elif run[1:].islower():
        value = 1.0
    else:
        value = 0.3 if run.isupper() else -0.5
    for _ in run:
        yield value


_OTHERS: Final[dict[str, Callable[[str, str, str], Iterator[float]]]] = {
    "gbk": _score_chinese,
    "cp1251": _score_cyrillic,
    "koi8-r": _score_cyrillic,
}


def _find_row(character: str) -> int:
    """Return the row of GB 2312 that *character* stands in, 0 where it has none."""
    try:
        return character.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return 0
