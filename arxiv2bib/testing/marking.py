"""Putting a word of its own into every text of an entry, so that each can be looked for afterwards."""

from enum import StrEnum
from itertools import count
from typing import Any

import attrs

from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ENTRY_FIELDS, Entry, Extra
from arxiv2bib.model.identifiers import ArxivId

__all__ = ["NOT_OF_THE_WORK", "list_parts", "mark_entry"]

NOT_OF_THE_WORK = {"type", "key", "native_type", "truncated", "claims", "origin"}
"""Fields that are names, or tell where the entry came from."""


def mark_entry(entry: Entry) -> tuple[Entry, dict[str, str]]:
    """Return *entry* with a word of its own in each text, and the field that each word stands in."""
    marker = _Marker()
    changes = {name: marker.mark(getattr(entry, name), name) for name in ENTRY_FIELDS if name not in NOT_OF_THE_WORK}
    return entry.evolve(**changes), marker.words


def list_parts(value: Any) -> dict[str, object]:  # Any: of any attrs class
    """Return the fields of *value* by name."""
    return {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}


class _Marker:
    """Puts a word of its own behind every text of an entry; ``words`` says which stands where."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._numbers = count(1000)

    def mark(self, value: object, path: str) -> object:
        """Return *value* with its texts marked; *path* is what it is called when it is lost."""
        match value:
            case StrEnum():
                return value
            case str():
                return self._mark_text(value, path) if value.strip() else value
            case Extra():
                return Extra(value.namespace, value.name, self._mark_text(value.value, f"{path}.{value.name}"))
            case ArxivId(number=number):
                return ArxivId(self._mark_text(number, path), value.archive, value.version)
            case Date():
                return attrs.evolve(value, literal=self._mark_text(value.literal, path)) if value.literal else value
            case tuple() if path == "variables":
                return tuple((name, self.mark(text, f"{path}.{name}")) for name, text in value)
            case tuple() if all(isinstance(part, int) for part in value):
                return value
            case tuple():
                return tuple(self.mark(part, f"{path}[{index}]") for index, part in enumerate(value))
            case _ if attrs.has(type(value)):
                parts = {name: self.mark(part, f"{path}.{name}") for name, part in list_parts(value).items()}
                return type(value)(**parts)
            case _:
                return value

    def _mark_text(self, text: str, path: str) -> str:
        word = f"Qz{next(self._numbers)}zQ"
        self.words[word] = path
        # The sign between keeps an accent at the end of the text off the word.
        return f"{text} + {word}" if path != "arxiv.id" else f"{text}{word}"
