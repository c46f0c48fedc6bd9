"""The tags that EndNote's reference types have for what others write otherwise; Zotero reads them alike.

Source: EndNote's record of every reference type, in the tests of zotero/translators, RIS.js.
"""

from collections.abc import Mapping
from typing import Final

from arxiv2bib.model.vocabulary import EntryType

__all__ = ["TAGS", "TYPES"]

_SERIES: Final = {"T3": "T2", "A3": "A2"}
_BOOK: Final = {**_SERIES, "ED": "A3"}
_NUMBERED: Final = {"M1": "SN"}

TAGS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {"ED": "A2"},
    "BOOK": _BOOK,
    "CLSWK": _BOOK,
    "COMP": {**_SERIES, "LA": ""},  # a programming language
    # A conference's name is in T2, the title of its proceedings in C3; if there is only one, it is in T2, which styles
    # print.
    "CONF C3": {"T2": "C3", "C3": "T2"},
    "MAP": _SERIES,
    "PAT": _NUMBERED,
    "RPRT": {**_SERIES, **_NUMBERED},
    "STAND": _NUMBERED,
}
"""The usual tag and EndNote's, by reference type; those under ``""`` are of every type, those under ``"CONF C3"`` of
records that have both, and an empty one is none."""

TYPES: Final[Mapping[EntryType, str]] = {EntryType.PAPER_CONFERENCE: "CONF"}
"""The reference types that have a field for all that a work has, where the usual one lacks the series and the ISBN."""
