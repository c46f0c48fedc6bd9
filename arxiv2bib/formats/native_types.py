"""Types as the formats spell them: whether an entry's own spelling says more than its type does."""

from collections.abc import Callable
from typing import Final

from arxiv2bib.formats.bibtex_fields import SUBTYPES
from arxiv2bib.formats.bibtex_fields import TYPES as BIBTEX_TYPES
from arxiv2bib.formats.bibtex_reading import NAMESPACE
from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.formats.ris_tags import TYPES as RIS_TYPES
from arxiv2bib.model.entry import Entry, Extra
from arxiv2bib.model.records import Record
from arxiv2bib.model.vocabulary import EntryType


def needs_native_type(entry: Entry) -> bool:
    """Whether ``native_type`` is not simply what its format calls ``type``: ``mastersthesis`` for a thesis.

    What was carried into the format is a word of another one, even if this one has the same.
    """
    if entry.native_type is None:
        return False
    if entry.origin is None or entry.origin.record.format not in _FORMATS:
        return not any(is_usual_type(entry, name) for name in _FORMATS)
    if entry.origin.values is not None and entry.origin.values[0] is not entry.type:
        return False  # the type was edited, and the word belongs to the old one
    return is_carried_type(entry.origin.record) or not is_usual_type(entry, entry.origin.record.format)


def is_carried_type(record: Record) -> bool:
    """Whether ``native_type`` was carried into *record*."""
    # The search for one character is much faster than that for a word.
    return '"' in record.raw and '"native_type"' in record.raw and FIELD in record.raw


def is_usual_type(entry: Entry, format: str) -> bool:
    """Whether ``native_type`` is what *format* calls ``type``."""
    native, usual = entry.native_type, _FORMATS[format](entry.type)
    return native is not None and (native == usual or native.casefold() == usual.casefold())


def says_type(extra: Extra, entry: Entry, kind: str | None = None) -> bool:
    """Whether *extra*, ``entrysubtype = {newspaper}``, says the type of *entry*, which *kind* leaves open."""
    return (
        extra.name.lower() == "entrysubtype"
        and extra.namespace == NAMESPACE
        and SUBTYPES.get(kind or entry.native_type or "", {}).get(extra.value.lower()) is entry.type
    )


_FORMATS: Final[dict[str, Callable[[EntryType], str]]] = {
    "bibtex": lambda kind: BIBTEX_TYPES[kind].bibtex,
    "biblatex": lambda kind: BIBTEX_TYPES[kind].biblatex,
    "ris": lambda kind: RIS_TYPES[kind],
    "csl-json": str,
}
