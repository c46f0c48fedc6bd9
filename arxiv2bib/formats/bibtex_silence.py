"""Entries of BibTeX of whose fields there is nothing to say, as is known before they are read.

Reading a field has something to say of a macro that is not defined, of a field that is given twice, and of a DOI, an
ISBN, an ISSN or a date that is none.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from arxiv2bib.data.calendar import MONTH_NAMES
from arxiv2bib.formats.bibtex_reading import say_nothing
from arxiv2bib.formats.bibtex_rows import PLAIN_DOI
from arxiv2bib.formats.bibtex_usual import Shape, UsualFields
from arxiv2bib.formats.bibtex_values import interpret_bibtex, interpret_usual, stands_alone
from arxiv2bib.model.records import Record
from arxiv2bib.text.expressions import compile_late

__all__ = ["interpret_silent", "is_silent"]

_VALUES: Final = {
    "doi": PLAIN_DOI,
    "isbn": compile_late(r"[0-9][0-9-]{8,20}[0-9Xx]\Z"),
    "issn": compile_late(r"[0-9]{4}-?[0-9]{3}[0-9Xx]\Z"),
    "date": compile_late(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?\Z"),
}
"""What says nothing, by field: the usual ways to write it."""


def is_silent(fields: UsualFields) -> bool:
    """Whether it is certain that nothing is to be said of an entry with *fields*; names of months are its macros."""
    shape, values, _ = fields
    checks = _find_checks(shape)
    if checks is None:
        return False
    for at in shape.words:
        if not values[at].isdigit() and values[at].lower() not in MONTH_NAMES:
            return False
    return all(pattern.match(values[at]) is not None for at, pattern in checks)


def interpret_silent(
    record: Record, fields: UsualFields, has_no_controls: bool
) -> Sequence[Any]:  # Any: each value of its field's type
    """Return the values of the entry *record* with *fields*, of which there is nothing to say.

    *has_no_controls* says what it does for :func:`~arxiv2bib.formats.bibtex_values.interpret_usual`.
    """
    own = fields._replace(values=fields.values.copy())  # which are changed, and others may be reading them
    values = interpret_usual(record.type or "", record.key, own, {}, say_nothing, has_no_controls=has_no_controls)
    return interpret_bibtex(record.type or "", record.key, record.fields, macros={}) if values is None else values


@lru_cache(maxsize=512)
def _find_checks(shape: Shape) -> list[tuple[int, re.Pattern[str]]] | None:
    """Return what the values of *shape* must look like, by place; None if it inherits or carries others."""
    if not stands_alone(shape):
        return None
    return [(at, _VALUES[name]) for at, name in enumerate(shape.names) if name in _VALUES]
