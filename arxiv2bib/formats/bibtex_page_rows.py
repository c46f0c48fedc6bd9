"""The field of a BibTeX entry that holds pages, which may be a count of them."""

import re
from typing import Final

from arxiv2bib.formats.bibtex_reading import Reading
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

__all__ = ["PAGE_COUNTS", "read_pages"]

# What stands before the numbers of pages in print, where it stands before them in the field: of English, German,
# Spanish, Portuguese, Czech, Polish, Turkish, Swedish, Russian and Dutch. "S12" is a page of a supplement.
_PAGE_WORD: Final = compile_late(
    r"(?:pp?\.|pp|pages?|[Ss]?[Ss]\.(?=[ ~\xa0])|Seiten?|p[áa]gs?\.|str\.|[Сс]\.|стр\.|blz\.)[ ~\xa0]*(?=[0-9])"
)
# How many pages a whole work has: "xvi+496", as MathSciNet and BibNet write it, "xi, 98 pp.".
_COUNT: Final = compile_late(r"(?:[ivxlcdm]++\s*+[+,]\s*+)?[0-9]++(?:\s*+(?:pp?|pages)\b\.?)?\Z", re.I)
_WHOLE_TYPES: Final = frozenset({EntryType.BOOK, EntryType.THESIS, EntryType.REPORT, EntryType.PAMPHLET})
_PAGE: Final = INDEX["page"]
_VARIABLES: Final = INDEX["variables"]

PAGE_COUNTS: Final = ("pagetotal", "numpages", "page_count")
"""The fields that have the number of pages."""


def read_pages(reading: Reading, name: str, tex: str) -> None:
    """Read ``pages``."""
    text = reading.read_text(name, tex)
    if (
        reading.type in _WHOLE_TYPES
        and not text.isdecimal()
        and _COUNT.match(text) is not None
        and reading.fields.keys().isdisjoint(PAGE_COUNTS)
    ):
        reading.values[_VARIABLES] = (*reading.values[_VARIABLES], ("number-of-pages", text))
        reading.spell(name, tex)
        return
    pages = parse_pages(text)
    if text > ":" and (word := _PAGE_WORD.match(text)) is not None:
        pages = parse_pages(text[word.end() :])
        reading.spell(name, tex)
    reading.values[_PAGE] = pages
