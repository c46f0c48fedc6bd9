"""Entries of BibTeX of whose fields there is nothing to say, as is known before they are read.

Reading a field has something to say of a macro that is not defined, of a field that is given twice, and of a DOI, an
ISBN, an ISSN or a date that is none.
"""

import re
from functools import lru_cache
from typing import Final

from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.model.records import Field
from arxiv2bib.text.expressions import compile_late

__all__ = ["is_silent"]

# A value that begins with a word other than a month's, or goes on behind another.
_MACRO: Final = compile_late(r"=\s*+(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b)[^\s{\"\d]", re.I)
_VALUES: Final = {
    "doi": compile_late(r"[{\"]10\.[0-9]{4,9}/[A-Za-z0-9./_():-]*[A-Za-z0-9][}\"]\Z"),
    "isbn": compile_late(r"[{\"][0-9][0-9-]{8,20}[0-9Xx][}\"]\Z"),
    "issn": compile_late(r"[{\"][0-9]{4}-?[0-9]{3}[0-9Xx][}\"]\Z"),
    "date": compile_late(r"[{\"][12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?[}\"]\Z"),
}
"""What says nothing, by field: the usual ways to write it."""


def is_silent(raw: str, fields: tuple[Field, ...]) -> bool:
    """Whether nothing is to be said of the *fields* of an entry with the text *raw*, in which months are macros.

    True only if that is certain.
    """
    if not fields or "#" in raw or _MACRO.search(raw) is not None:
        return False
    names, values, _ = zip(*fields, strict=True)
    checks = _find_checks(names)
    return checks is not None and all(pattern.match(values[at]) is not None for at, pattern in checks)


@lru_cache(maxsize=1024)
def _find_checks(names: tuple[str, ...]) -> list[tuple[int, re.Pattern[str]]] | None:
    """Return what the fields *names* must look like, by their places; None if one is given twice or carries others."""
    lowered = [name.lower() for name in names]
    if len(set(lowered)) < len(lowered) or FIELD in lowered:
        return None
    return [(at, _VALUES[name]) for at, name in enumerate(lowered) if name in _VALUES]
