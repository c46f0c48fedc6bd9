"""BibLaTeX's extended name format: ``given=Hans, family=Harman, prefix=von``.

Source: the biblatex manual 3.x, 3.7 "Data Annotations" and biber's manual, 3.4 "Extended name format".
"""

import re
from typing import Final

from arxiv2bib.formats.bibtex_names import parse_bibtex_name, parse_bibtex_names, split_names
from arxiv2bib.formats.name_tex import remove_tex
from arxiv2bib.model.names import Name
from arxiv2bib.text.expressions import compile_late

__all__ = ["EXTENDED", "parse_names"]

_PART: Final = compile_late(
    r"\s*([A-Za-z][A-Za-z-]*)\s*=\s*(\"[^\"]*\"|\{(?:[^{}]|\{[^{}]*\})*\}|[^,{}]*(?:\{[^{}]*\}[^,{}]*)*)\s*(?:,|\Z)"
)
_OPTIONS: Final = (
    "nosortothers uniquelist uniquename useprefix labelnametemplatename namehashtemplatename "
    "sortingnamekeytemplatename uniquenametemplatename"
).split()
EXTENDED: Final = compile_late(rf"\b(?:family|given|prefix|suffix|xdata|{'|'.join(_OPTIONS)})\s*=", re.I)
"""Finds what is written in the extended format, in a list of names that has any of it."""
_OPTION: Final = compile_late(rf"(?:{'|'.join(_OPTIONS)})\s*=\s*[\w.-]+\Z", re.I)
_REFERENCE: Final = compile_late(r"xdata\s*=\s*[^\s,]+\Z", re.I)
# Parts that a data model of one's own may add: what else a person is called, behind the given name.
_MIDDLE: Final = ("middle", "patronym", "patronymic")
_PARTS: Final = frozenset({"family", "given", "prefix", "suffix"})


def parse_names(tex: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of a BibTeX or BibLaTeX name list, in either format, and whether it ends in ``and others``.

    Options of the extended format that say how a name or the list is printed leave the names as they are; ``prefix``
    is a particle, which stays with the family name unless ``useprefix=false`` says that it drops; a reference
    (``xdata=key``) is kept as the words that it is. Never raises.
    """
    if "=" not in tex or EXTENDED.search(tex) is None:
        return parse_bibtex_names(tex)
    names = []
    truncated = False
    for part in split_names(tex):
        if part.casefold() == "others":
            truncated = True
            continue
        if _OPTION.match(part) is not None:
            continue
        is_reference = _REFERENCE.match(part) is not None
        name = Name(literal=part) if is_reference else _read_extended(part) or parse_bibtex_name(part)
        if name != Name():
            names.append(name)
    return tuple(names), truncated


def _read_extended(text: str) -> Name | None:
    parts: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            return None
        parts[match[1].casefold()] = remove_tex(match[2].strip('"'))
        position = match.end()
    if not _PARTS & parts.keys():
        return None
    drops = parts.get("useprefix", "").casefold() == "false"
    given = " ".join(filter(None, (parts.get(part) for part in ("given", *_MIDDLE))))
    return Name(
        family=parts.get("family") or None,
        given=given or None,
        non_dropping_particle=None if drops else parts.get("prefix") or None,
        dropping_particle=parts.get("prefix") or None if drops else None,
        suffix=parts.get("suffix") or None,
    )
