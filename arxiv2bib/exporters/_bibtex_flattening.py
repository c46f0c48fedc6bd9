"""An entry whose texts are bare characters, for programs that read BibTeX but know no LaTeX commands."""

from typing import Any, Final

from arxiv2bib.exporters._losses import Losses
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.flattening import flatten_markup

__all__ = ["flatten_entry"]

_MARKED: Final = (
    "title", "short_title", "container_title", "container_title_short", "collection_title", "event_title", "abstract",
    "note", "annote",
)  # fmt: skip


def flatten_entry(entry: Entry, losses: Losses) -> Entry:
    """Return *entry* with its texts flattened; *losses* are told of each that says less then."""
    changes: dict[str, Any] = {}  # Any: the values of fields
    for name in _MARKED:
        value = getattr(entry, name)
        if value and (flat := flatten_markup(value)) != value:
            changes[name] = flat
            losses.change(entry, name, value, flat)
    return entry.evolve(**changes) if changes else entry
