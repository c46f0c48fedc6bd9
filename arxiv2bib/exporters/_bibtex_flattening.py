"""An entry whose texts are bare characters, for programs that read BibTeX but know no LaTeX commands."""

from typing import Final

from arxiv2bib.exporters._losses import Losses
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.flattening import flatten_markup, spell_formulas

__all__ = ["flatten_entry"]

_MARKED: Final = (
    "title", "short_title", "container_title", "container_title_short", "collection_title", "event_title", "abstract",
    "note", "annote",
)  # fmt: skip


def flatten_entry(entry: Entry, losses: Losses, *, keeps_tags: bool) -> tuple[Entry, dict[str, str]]:
    """Return *entry* with text for its formulas, and without tags unless they are kept; and the texts as they were.

    *losses* are told of each text that says less then.
    """
    changes: dict[str, str] = {}
    texts: dict[str, str] = {}
    for name in _MARKED:
        value: str | None = getattr(entry, name)
        if not value:
            continue
        flat = spell_formulas(value) if keeps_tags else flatten_markup(value)
        if flat != value:
            changes[name], texts[name] = flat, value
            if not keeps_tags:
                losses.change(entry, name, value, flat)
    return (entry.evolve(**changes) if changes else entry), texts
