"""What stands in a printed list of references: the titles, the names, the years and the identifiers of its entries.

A program that prints gives back the text of each entry. A field is understood if its words are in that text, a title
with its formulas; pages are if there is one, since styles shorten ranges. One identifier at least is to be there, and
of those that an entry has its DOI and arXiv's. Raw LaTeX, or a character without a glyph, is a difference.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from tests.agreement.neutral import Item, Value
from tests.managers.fields import Difference, keep_letters

__all__ = ["PRINTED", "choose_printed", "find_printed", "fold_print", "list_flaws"]

PRINTED: Final = frozenset({"title", "author", "year", "page", "identifier", "DOI", "eprint"})
_RAW: Final = re.compile(r"\\[A-Za-z]+|[{}\ufffd]")


def fold_print(text: str) -> str:
    """Return the letters and digits of *text*, without case, ligatures and accents, which print sets beside letters."""
    text = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    return "".join(filter(str.isalnum, text))


def find_printed(sent: Mapping[str, Item], printed: Mapping[str, str]) -> dict[str, Item]:
    """Return what of *sent* stands in the texts of the entries, *printed*; other words in the place of the rest."""
    found: dict[str, Item] = {}
    for key, item in sent.items():
        if key in printed:
            text = fold_print(printed[key])
            found[key] = {name: value if _is_printed(value, text) else printed[key] for name, value in item.items()}
    return found


def choose_printed(item: Item) -> dict[str, Value]:
    """Return the fields of *item* that a list of references has; its identifiers are arXiv's, the DOI, the address.

    A DOI that follows from arXiv's identifier is no second one.
    """
    chosen = {name: item[name] for name in ("title", "author", "year", "DOI", "eprint") if name in item}
    if str(item.get("DOI", "")).startswith("10.48550/"):
        del chosen["DOI"]
    if str(page := item.get("page", "")).isalnum():
        chosen["page"] = page
    identifiers = frozenset(str(item[name]) for name in ("eprint", "DOI", "URL") if name in item)
    return {**chosen, "identifier": identifiers} if identifiers else chosen


def _is_printed(value: Value, text: str) -> bool:
    """Whether *value* is in *text*, all of it; of several identifiers one is enough, of a name the family name."""
    if isinstance(value, frozenset):
        return any(fold_print(identifier) in text for identifier in value)
    if isinstance(value, tuple):
        return all(fold_print(word) in text for person in value for word in person.family.split())
    return fold_print(keep_letters(str(value))) in text


def list_flaws(printed: Mapping[str, str]) -> list[Difference]:
    """Return the entries in whose text there is raw LaTeX, or a character that could not be read."""
    return [
        Difference(key, "print", "no raw LaTeX", text) for key, text in printed.items() if _RAW.search(text) is not None
    ]
