"""What is known to come back without trying: values so plain that writing and reading them changes nothing.

Reading every entry back to see what it lost would double the work. Most entries hold words, names, dates and
identifiers that a format keeps beyond doubt; only entries with anything else are read back. A property test holds this
to the reader.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from arxiv2bib.model.entry import COMPARED_FIELDS
from arxiv2bib.text.expressions import compile_late

__all__ = ["Gate", "is_plain_address", "is_plain_doi", "is_sure", "make_gates"]

Gate = Callable[[Any], bool]  # Any: a value of the field's type

_PLAIN_DOI: Final = compile_late(r"10\.[0-9]{4,9}/[A-Za-z0-9./_():-]*[A-Za-z0-9]\Z")
_PLAIN_ADDRESS: Final = compile_late(r"https?://[A-Za-z0-9./_:?=&+-]*[A-Za-z0-9/]\Z")


def make_gates(gates: Mapping[str, Gate]) -> tuple[Gate | None, ...]:
    """Return *gates* in the order of an entry's values; a field without one is never sure."""
    return tuple(gates.get(name) for name in COMPARED_FIELDS)


def is_sure(values: Sequence[Any], gates: Sequence[Gate | None]) -> bool:  # Any: values of the model
    """Whether every one of an entry's *values* that is set passes the gate of its field."""
    return not any(
        gate is None or not gate(value) if value else value == ""  # an empty text is not written, and read as none
        for value, gate in zip(values, gates, strict=False)
    )


def is_plain_doi(doi: object) -> bool:
    """Whether *doi* is written and read as it is, in every format."""
    return _PLAIN_DOI.match(str(doi)) is not None


def is_plain_address(url: str) -> bool:
    """Whether *url* is written and read as it is, in every format."""
    return _PLAIN_ADDRESS.match(url) is not None
