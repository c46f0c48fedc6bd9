"""Extras that say once more what a field of the entry says: where they are left out, nothing is lost."""

from collections.abc import Container
from typing import Final

from arxiv2bib.formats.bibtex_address_rows import PUBLISHERS
from arxiv2bib.formats.bibtex_reading import NAMESPACE
from arxiv2bib.formats.bibtex_title_rows import WHOLES
from arxiv2bib.formats.native_types import says_type
from arxiv2bib.formats.spellings import SPELLINGS
from arxiv2bib.model.entry import Entry, Extra
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.latex_decoding import from_latex
from arxiv2bib.text.markup import plain

__all__ = ["is_echo"]

_DOI_LEADS: Final = frozenset({"", "doi", "https://doi.org/", "http://doi.org/", "http://dx.doi.org/"})
# The title of a whole work, once more for the parts that inherit it.
_TITLES: Final = frozenset({"booktitle", "booksubtitle", "booktitleaddon"})
_PUBLISHED: Final = frozenset({*PUBLISHERS, "howpublished"})


def is_echo(extra: Extra, entry: Entry, unkept: Container[str]) -> bool:
    """Whether a field of *entry* that is not among those *unkept* says what *extra* does.

    Spellings of fields, BibLaTeX's ``entrysubtype``, the title and the publisher of a ``@book`` under a second name,
    and the DOI that publishers have in RIS's ``N1`` too.
    """
    if extra.namespace in SPELLINGS:
        return True
    if "10." in extra.value and "doi" not in unkept and entry.doi is not None:
        before, doi, behind = extra.value.strip().casefold().partition(entry.doi.value.casefold())
        return bool(doi) and not behind and before.strip(": ") in _DOI_LEADS
    if extra.namespace != NAMESPACE:
        return False
    name = extra.name.lower()
    if name == "entrysubtype":
        return "type" not in unkept and says_type(extra, entry)
    if name in _TITLES and entry.type in WHOLES and entry.title is not None:
        return _fold(from_latex(extra.value)) in _fold(entry.title)
    if name in _PUBLISHED:
        text = plain(from_latex(extra.value)).strip()
        return bool(text) and text in (entry.publisher, entry.url) and "publisher" not in unkept and "url" not in unkept
    return False


def _fold(markup: str) -> str:
    return f" {fold_words(plain(markup))} "
