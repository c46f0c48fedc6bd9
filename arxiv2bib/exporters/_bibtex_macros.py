"""The macros of a BibTeX output: which it defines, and which fields that were read name others.

What reads BibTeX back is loaded where it is asked: most entries name no macro but a month.
"""

import re
from collections.abc import Sequence

from arxiv2bib.data.calendar import MONTH_NAMES, MONTHS
from arxiv2bib.formats.bibtex_reading import INHERITED
from arxiv2bib.model.entry import COMPARED_FIELDS, Entry, Origin
from arxiv2bib.model.records import Block, Field, Record
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

__all__ = ["MacroTable", "find_inherited"]

# A value that begins with a word other than a month's: in most entries there is none.
_BARE = compile_late(rf"=\s*+(?!(?:{'|'.join(MONTHS)})\b)[^\s{{\"\d]", re.I)
_DELIMITED = frozenset({"", "{", '"'})


class MacroTable:
    """The macros that the output has defined so far."""

    def __init__(self) -> None:
        self._macros: dict[str, str] = {}
        self._redefined: set[str] = set()  # those that have meant something else before

    def define(self, block: Block) -> None:
        """Know the macros of *block* from now on."""
        from arxiv2bib.formats.bibtex import scan_bibtex
        from arxiv2bib.formats.bibtex_values import expand_value

        for record in scan_bibtex([block.raw], lambda *_: None):
            if isinstance(record, Record):
                for name, value, _ in record.fields:
                    text = decode_bad_bytes(expand_value(value, self._macros))
                    if self._macros.setdefault(name.casefold(), text) != text:
                        self._redefined.add(name.casefold())
                        self._macros[name.casefold()] = text

    def find_undefined(self, entry: Entry, origin: Origin) -> set[str]:
        """Return the fields of *entry*'s record, in lower case, with macros that only its source defined."""
        record = origin.record
        if "#" not in record.raw and _BARE.search(record.raw) is None:
            return set()
        from arxiv2bib.formats.bibtex import split_value
        from arxiv2bib.formats.bibtex_values import interpret_bibtex

        undefined = {
            name.lower()
            for name, value, _ in record.fields
            if (value[:1] not in _DELIMITED or "#" in value)
            and not value.isdigit()
            and any(kind == "bare" and not self._is_defined(text) for kind, text in split_value(value))
        }
        if not undefined:
            return undefined
        inherited = find_inherited(entry)
        for fields in _list_readings(record):
            bare = interpret_bibtex(record.type or "", record.key, fields, macros=self._macros, inherited=inherited)
            if tuple(bare[: len(COMPARED_FIELDS)]) == origin.values:
                return set()
        return undefined

    def _is_defined(self, macro: str) -> bool:
        """Whether *macro* means what it always meant, as far as its name tells."""
        name = macro.casefold()
        return name.isdigit() or name in MONTH_NAMES or (name in self._macros and name not in self._redefined)


def _list_readings(record: Record) -> list[Sequence[Field]]:
    """Return the fields of *record*; before them, where it has bad bytes, those that a file's reader sees."""
    fields = record.fields
    decoded = tuple([(name, decode_bad_bytes(value), span) for name, value, span in fields])
    return [fields] if decoded == fields else [decoded, fields]


def find_inherited(entry: Entry) -> dict[str, str]:
    """Return the fields that *entry* has from its parents, as TeX, by their names."""
    return {extra.name: extra.value for extra in entry.extra if extra.namespace == INHERITED}
