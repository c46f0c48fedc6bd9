"""What is known to come back without trying: values so plain that writing and reading them changes nothing.

Reading every entry back to see what it lost would double the work. Most entries hold words, names, dates and
identifiers that a format keeps beyond doubt; only entries with anything else are read back. A property test holds this
to the reader.
"""

from collections.abc import Callable, Mapping
from itertools import compress
from operator import attrgetter, is_not
from typing import Any, Final

from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX, Entry
from arxiv2bib.text.expressions import compile_late

__all__ = ["Gate", "is_plain_address", "is_plain_doi", "make_is_sure"]

Gate = Callable[[Any], bool]  # Any: a value of the field's type

_PLAIN_DOI: Final = compile_late(r"10\.[0-9]{4,9}/[A-Za-z0-9./_():-]*[A-Za-z0-9]\Z")
_PLAIN_ADDRESS: Final = compile_late(r"https?://[A-Za-z0-9./_:?=&+-]*[A-Za-z0-9/]\Z")


def make_is_sure(gates: Mapping[str, Gate]) -> Callable[[Entry], bool]:
    """Return what tells whether every value of an entry that is set passes the gate of its field, among *gates*.

    A field without a gate is never sure, nor is an empty text, which is not written, and read as none.
    """
    names, passes = tuple(gates), tuple(gates.values())
    unset = tuple(DEFAULTS[INDEX[name]] for name in names)
    others = tuple(name for name in COMPARED_FIELDS if name not in gates)
    values_of, others_of = attrgetter(*names), attrgetter(*others)
    no_others = tuple(DEFAULTS[INDEX[name]] for name in others)

    def is_sure(entry: Entry) -> bool:
        values = values_of(entry)
        for passes_gate, value in compress(zip(passes, values, strict=True), map(is_not, values, unset)):
            if value == "" or not passes_gate(value):
                return False
        return bool(others_of(entry) == no_others)

    return is_sure


def is_plain_doi(doi: object) -> bool:
    """Whether *doi* is written and read as it is, in every format."""
    return _PLAIN_DOI.match(str(doi)) is not None


def is_plain_address(url: str) -> bool:
    """Whether *url* is written and read as it is, in every format."""
    return _PLAIN_ADDRESS.match(url) is not None
