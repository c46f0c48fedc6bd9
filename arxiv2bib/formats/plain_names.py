"""Lists of names as most are: written and read in the same way by every format, so that nobody looks at each again."""

from typing import Final

from arxiv2bib.formats.bibtex_names import has_odd_words
from arxiv2bib.model.names import PlainNames, make_people
from arxiv2bib.text.expressions import compile_late

__all__ = ["read_plain_line"]

# A family name of one word, a comma, and given names, all with capitals, in letters that need no TeX.
_PERSON: Final = r"[A-Z][A-Za-z'-]*+, [A-Z][A-Za-z'.-]*+(?: [A-Z][A-Za-z'.-]*+)*+"
_LINE: Final = compile_late(rf"{_PERSON}(?>(?: and {_PERSON})*)")


def read_plain_line(line: str) -> PlainNames | None:
    """Return the names in *line*, ``Vaswani, Ashish and Shazeer, Noam``, if all formats take them for what they are."""
    if _LINE.fullmatch(line) is None or has_odd_words(line):
        return None
    parts = line.replace(" and ", ", ").split(", ")
    names = PlainNames(make_people(parts[::2], parts[1::2]))
    names.line = line
    return names
