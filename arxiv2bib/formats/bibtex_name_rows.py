"""The fields of a BibTeX entry that hold names."""

from functools import lru_cache
from typing import Final

from arxiv2bib.formats.bibtex_extended_names import EXTENDED, parse_names
from arxiv2bib.formats.bibtex_names import parse_inverted_names, parse_plain_bibtex_names
from arxiv2bib.formats.bibtex_reading import Read, Reading
from arxiv2bib.formats.plain_names import read_plain_line
from arxiv2bib.model.entry import INDEX, Contributor
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.text.accents import decode_accents
from arxiv2bib.text.expressions import compile_late

__all__ = ["are_odd", "contributor_row", "parse_accented_names", "people_row", "read_group_author"]

_ODD_COMMAND: Final = compile_late(r"\\(?!text)[A-Za-z]{3,}")
_BRACED_SUFFIX: Final = compile_late(r"\{[^{}]*\b(?:Jr|Sr|II+|IV)\b[^{}]*\}")
# One accent on one letter, or the name of a letter.
_ACCENT: Final = compile_late(
    r"""(\{\\(?:['`^"~=.](?:[A-Za-z]|\{[A-Za-z]\})|[uvHrckdbt]\{[A-Za-z]\}|[A-Za-z]{1,2})\})"""
)
# The second braces that Web of Science puts round all values: "{Chen, L and Wu, P}".
_WRAPPED_LIST: Final = compile_late(
    r"\{([^{},]+, (?:[^\W\d_a-z]\.?[- ]?){1,5}(?: and [^{},]+, (?:[^\W\d_a-z]\.?[- ]?){1,5})+)\}\Z"
)
_NAMESAKE: Final = compile_late(r" 00[0-9]{2}(?: and |\Z)")  # by which dblp tells namesakes apart
_LATE_INITIALS: Final = compile_late(r"[^\W\d_]{2}.* (?:[^\W\d_]\.-?)+\Z")
_LATE_PARTICLE: Final = compile_late(r", [^,{}]* [a-z]+(?: and |\Z)")  # "Putten, C. van"


def are_odd(tex: str, names: tuple[Name, ...], *, truncated: bool) -> bool:
    """Whether *names* would be written in another way than *tex*, other than first and last names in another order."""
    return (
        ("\\" in tex and _ODD_COMMAND.search(tex) is not None)
        or ("=" in tex and EXTENDED.search(tex) is not None)
        or (truncated and not tex.endswith(" and others"))
        or ("{" in tex and _BRACED_SUFFIX.search(tex) is not None)
        or " and and " in tex
        or " AND " in tex
        or any(name.suffix and f"{name.family}, {name.suffix}, {name.given}" not in tex for name in names)
        or (any(name.non_dropping_particle or name.dropping_particle for name in names)
            and _LATE_PARTICLE.search(tex) is not None)
        or (" 00" in tex and _NAMESAKE.search(tex) is not None)
        or (tex.count(",") > 1 and _has_lost_commas(tex, names))
        or (tex.count(",") < len(names) and _has_late_initials(tex))
    )  # fmt: skip


def _join_names(tex: str) -> str | None:
    """Return *tex* with "and" between the names of a list that is in braces, or parted by semicolons; else None."""
    if ";" in tex and "{" not in tex and "\\" not in tex and "&" not in tex:
        return " and ".join(filter(None, (part.strip() for part in tex.split(";"))))
    is_wrapped = tex[:1] == "{" and tex[-1:] == "}" and tex.count("{") == 1 and " and " in tex
    wrapped = _WRAPPED_LIST.match(tex) if is_wrapped else None
    return wrapped[1] if wrapped is not None else None


def _has_late_initials(tex: str) -> bool:
    """Whether *tex* has initials behind a family name and no comma between them: ``Efron B.``."""
    return any(
        piece[-1:] == "." and "," not in piece and _LATE_INITIALS.search(piece) is not None
        for piece in tex.split(" and ")
    )


def _has_lost_commas(tex: str, names: tuple[Name, ...]) -> bool:
    """Whether *tex* has a comma that means nothing in *names*: the second of ``Goldschlager, Leslie, M.``."""
    pieces = tex.split(" and ")
    if len(pieces) != len(names):  # an "and" in braces, or others
        pieces, groups = [tex], [names]
    else:
        groups = [(name,) for name in names]
    return any(
        piece.count(",") > sum(1 + bool(name.suffix) + str(name).count(",") for name in group)
        for piece, group in zip(pieces, groups, strict=True)
        if "," in piece
    )


def parse_accented_names(tex: str) -> tuple[Name, ...] | None:
    r"""Return the names of a list like ``M{\"u}ller, J{\'o}zef and Shazeer, Noam``, or None if it is anything else.

    What comes back is what :func:`parse_names` gives, and nothing in it is odd.
    """
    text = _decode_plain_accents(tex)
    if text is None:
        if "=" in tex or _ODD_COMMAND.search(tex) is not None or _BRACED_SUFFIX.search(tex) is not None:
            return None
        text = decode_accents(tex)
    return parse_inverted_names(text) if text.count(",") == tex.count(",") else None


def _decode_plain_accents(tex: str) -> str | None:
    """Return *tex* with its accents as characters if each is in braces of its own, and no other command is there."""
    parts = _ACCENT.split(tex)
    parts[1::2] = map(_decode_accent, parts[1::2])
    text = "".join(parts)
    return None if "\\" in text or "=" in text else text


@lru_cache(maxsize=1024)
def _decode_accent(token: str) -> str:
    return decode_accents(token)


def people_row(field: str, role: NameRole) -> Read:
    """Return what reads the names that go to *field* of an entry."""
    at = INDEX[field]

    def read(reading: Reading, name: str, tex: str) -> None:
        plain = read_plain_line(tex) or parse_plain_bibtex_names(tex)
        if plain is None and "\\" in tex:
            plain = parse_accented_names(tex)
        if plain is not None:
            reading.values[at] = plain
            return
        joined = _join_names(tex)
        names, truncated = parse_names(joined or tex)
        if joined is not None or are_odd(tex, names, truncated=truncated):
            reading.spell(name, tex)
        if not names:
            reading.keep(name, tex)
            return
        reading.values[at] = names
        if truncated:
            reading.values[_TRUNCATED] = (*reading.values[_TRUNCATED], role)

    return read


def read_group_author(reading: Reading, name: str, tex: str) -> None:
    """Read the groups in the field that biblatex-apa has for them, where no person is the author."""
    names, _ = parse_names(tex)
    if "author" in reading.fields or not names:
        reading.keep(name, tex)
        return
    reading.values[_AUTHOR] = tuple(Name(literal=str(group)) for group in names)
    reading.spell(name, tex)


_AUTHOR: Final = INDEX["author"]
_TRUNCATED: Final = INDEX["truncated"]
_CONTRIBUTORS: Final = INDEX["contributors"]


def contributor_row(role: NameRole) -> Read:
    """Return what reads the names of *role*, which has no field of its own in an entry."""

    def read(reading: Reading, name: str, tex: str) -> None:
        joined = _join_names(tex)
        names, truncated = parse_names(joined or tex)
        if not names:
            reading.keep(name, tex)
            return
        if joined is not None or are_odd(tex, names, truncated=truncated):
            reading.spell(name, tex)
        reading.values[_CONTRIBUTORS] = (*reading.values[_CONTRIBUTORS], Contributor(role, names))
        if truncated:
            reading.values[_TRUNCATED] = (*reading.values[_TRUNCATED], role)

    return read
