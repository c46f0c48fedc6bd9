"""Entries that are another version of an entry: BibLaTeX's ``related``, with what it is and the words to print.

Source: the biblatex manual 3.x, 3.4 "Related Entries"; a type that the style does not know is printed with its string.
"""

from collections.abc import Iterable
from typing import Final

from arxiv2bib.formats.bibtex_reading import Reading
from arxiv2bib.model.entry import INDEX, Related
from arxiv2bib.text.expressions import compile_late

__all__ = ["NAMES", "WORDS", "choose_links", "read_related"]

NAMES: Final = ("related", "relatedtype", "relatedstring")
WORDS: Final = {"has-preprint": ("preprint", "Preprint"), "is-preprint-of": ("published", "Published as")}
"""The type and the string of each relation."""

_RELATIONS: Final = {words: relation for relation, words in WORDS.items()}
_RELATED: Final = INDEX["related"]
# A citation key, and neither a DOI, an address nor an identifier with its scheme.
_KEY: Final = compile_late(r"(?!10\.\d+/|[a-z]+:)[A-Za-z0-9:._/+-]+\Z")


def choose_links(related: Iterable[Related]) -> tuple[Related, ...]:
    """Return those of *related* that name entries of one relation by their keys; ``()`` if that is none."""
    links = tuple(one for one in related if one.relation in WORDS and _KEY.match(one.identifier))
    return links if len({one.relation for one in links}) == 1 else ()


def read_related(reading: Reading, name: str, tex: str) -> None:
    """Read what the exporter wrote; other relations are kept as they are."""
    fields = reading.fields
    relation = _RELATIONS.get((fields.get("relatedtype", ""), fields.get("relatedstring", "")))
    keys = fields.get("related", "").split(",")
    if relation is None or not all(map(_KEY.match, keys)):
        reading.keep(name, tex)
    elif name == "related":
        reading.values[_RELATED] = tuple(Related(relation=relation, identifier=key) for key in keys)
