"""Several names in one line of RIS, which has room for one: told from a name with an "and" or a comma of its own."""

import re
from collections.abc import Sequence
from typing import Final

from arxiv2bib.formats.group_names import is_group
from arxiv2bib.formats.name_words import is_suffix
from arxiv2bib.formats.separators import SEMICOLON
from arxiv2bib.text.expressions import compile_late

__all__ = ["is_et_al", "split_ris_names", "turn_name", "turn_names"]

_ET_AL: Final = compile_late(r"(?:and |et )?(?:et\.? ?al\.?|others)[.,]*\Z", re.I)
_MARK: Final = compile_late(r"[;；]|,[^,]*+,| (?:and|AND|&) |[A-Z.],")
_AND: Final = compile_late(r" (?:and|AND|&) ")
_LEADING_AND: Final = compile_late(r"\A(?:and|AND|&) ")
# "Smith", "van der Berg", "O'Neill"; "J.", "J.-P.", "JA": no numeral, which would be a suffix.
_FAMILY: Final = r"[^\W\d_](?:[^\W\d_]++|(?=['’]))(?:['’ -][^\W\d_]++){0,3}"
_DOTTED: Final = r"[^\W\d_a-z]\.(?>(?:[ -]?[^\W\d_a-z]\.){0,4})"
_INITIALS: Final = rf"(?:{_DOTTED}|(?!(?:II|III|IV|VI{{1,3}}|JR|SR)\b)[A-Z](?>(?:-?[A-Z]){{0,2}}))"
_FAMILY_ALONE: Final = compile_late(rf"{_FAMILY}\Z")
_INITIALS_ALONE: Final = compile_late(rf"{_INITIALS}\Z")
_TURNED: Final = compile_late(rf"({_FAMILY}) ({_INITIALS})\Z")
# Without dots, one letter, or several without a vowel: "LI" and "NG" may be a family name, "JB" is none.
_SURELY_TURNED: Final = compile_late(rf"({_FAMILY}) ({_DOTTED}|(?!NG\b)(?=[A-Z]\Z|[^AEIOUY]++\Z){_INITIALS})\Z")
_MOST_WORDS: Final = 4
_MOST_GIVEN_WORDS: Final = 5


def is_et_al(text: str) -> bool:
    """Whether *text* is no name, but says that there are more."""
    return _ET_AL.match(text) is not None


def turn_name(text: str) -> str:
    """Return *text* with a comma behind the family name, if initials follow it.

    ``Smith J.A.`` as Embase writes it, ``Smith J`` as PubMed does; ``Smith JA`` may be a family name in capitals.
    """
    found = _SURELY_TURNED.match(text)
    return f"{found[1]}, {found[2]}" if found is not None and not is_group(text.split()) else text


def turn_names(texts: Sequence[str]) -> Sequence[str]:
    """Return *texts*, one name each, with commas behind the family names, if several have initials behind them.

    So has each that has no comma and is no group: ``Smith JA``, ``Lee A``. Otherwise *texts* as they are.
    """
    turned = []
    count = 0
    for text in texts:
        found = _TURNED.match(text) if "," not in text else None
        if found is not None:
            count += 1
            turned.append(f"{found[1]}, {found[2]}")
        elif "," in text or is_group(text.split()) or is_et_al(text):
            turned.append(text)
        else:
            return texts
    return turned if count > 1 else texts


def split_ris_names(text: str) -> list[str]:
    """Return the names in *text*, which stands where one should be; *text* alone if it is no list.

    Semicolons part names. So does "and", where there is a person on each side of it, and so do commas, where each name
    has initials (``Smith, J., Lee, A. B.`` or ``Smith JA, Lee A``). A comma at the end makes one group of all that
    stands before it.

    Source: EndNote's manual, "Corporate Authors".
    """
    line = " ".join(text.split())
    if _MARK.search(line) is None or line.endswith(","):
        return [text]
    if ";" in line or "；" in line:
        pieces = _strip([part for piece in SEMICOLON.split(line) for part in piece.split("；")])
        if not pieces or pieces == [line]:
            return [text]
        return _turn_all(pieces) or pieces
    pieces = [piece.rstrip(" ,") for piece in _strip(_AND.split(line))]
    if len(pieces) > 1 and _are_persons(pieces, line):
        return pieces
    return _split_commas(_strip(_AND.sub(", ", line).split(","))) or [text]


def _strip(pieces: list[str]) -> list[str]:
    stripped = (_LEADING_AND.sub("", piece.strip(), count=1) for piece in pieces)
    return [piece for piece in stripped if any(map(str.isalnum, piece))]


def _turn_all(pieces: Sequence[str]) -> list[str] | None:
    """Return *pieces* with commas behind the family names, if each has initials behind it."""
    found = [_TURNED.match(piece) for piece in pieces]
    turned = [f"{name[1]}, {name[2]}" if name is not None else piece for name, piece in zip(found, pieces, strict=True)]
    is_list = all(name is not None or is_et_al(piece) for name, piece in zip(found, pieces, strict=True))
    return turned if is_list and not any(is_group(piece.split()) for piece in pieces) else None


def _are_persons(pieces: Sequence[str], line: str) -> bool:
    """Whether each of *pieces* is a person, all with the family name first or all with it last."""
    if is_group(line.replace(",", " ").split()):
        return False
    if all("," in piece for piece in pieces):
        return all(map(_is_inverted, pieces))
    return not any("," in piece for piece in pieces) and all(map(_is_natural, pieces))


def _is_inverted(piece: str) -> bool:
    family, given, *others = (part.split() for part in piece.split(","))
    is_suffixed = not others or (len(others) == 1 and is_suffix(" ".join(others[0]), set_off=True))
    return is_suffixed and 0 < len(family) <= _MOST_WORDS and 0 < len(given) <= _MOST_GIVEN_WORDS


def _is_natural(piece: str) -> bool:
    """Whether *piece* has the words of a person: two or more, of which the first and the last begin with capitals."""
    words = piece.split()
    return 1 < len(words) <= _MOST_WORDS and words[0][:1].isupper() and words[-1][:1].isupper()


def _split_commas(parts: Sequence[str]) -> list[str] | None:
    """Return the names whose *parts* stand between commas, if each has initials to show where it ends.

    So are three and more that are whole names each: ``John Smith, Jane Doe, Richard Roe``.
    """
    if len(parts) > 1 and (turned := _turn_all(parts)) is not None:
        return turned
    if len(parts) > 4 and len(parts) % 2 and is_et_al(parts[-1]):
        names = _split_commas(parts[:-1])
        return [*names, parts[-1]] if names is not None else None
    if len(parts) > 2 and all(map(_is_natural, parts)) and not is_group(" ".join(parts).split()):
        return list(parts) if not any(is_suffix(part, set_off=True) for part in parts) else None
    families, given_names = parts[::2], parts[1::2]
    if len(parts) < 4 or len(families) != len(given_names):
        return None
    if not (all(map(_FAMILY_ALONE.match, families)) and all(map(_INITIALS_ALONE.match, given_names))):
        return None
    return [f"{family}, {given}" for family, given in zip(families, given_names, strict=True)]
