"""The tags that EndNote's reference types have for what others write otherwise; Zotero reads them alike.

Source: EndNote's record of every reference type, in the tests of zotero/translators, RIS.js.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["TAGS"]

_SERIES: Final = {"T3": "T2", "A3": "A2"}
_BOOK: Final = {**_SERIES, "ED": "A3"}
_NUMBERED: Final = {"M1": "SN"}

TAGS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {"ED": "A2"},
    "BOOK": _BOOK,
    "CLSWK": _BOOK,
    "COMP": _SERIES,
    "MAP": _SERIES,
    "PAT": _NUMBERED,
    "RPRT": {**_SERIES, **_NUMBERED},
    "STAND": _NUMBERED,
}
"""The usual tag and EndNote's, by reference type; those under ``""`` are of every type."""
