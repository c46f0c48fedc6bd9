"""By what name a work is known when it comes again: its identifiers, or else what it says of itself."""

import hashlib
from typing import Final

from arxiv2bib.model.entry import Entry
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.markup import plain
from arxiv2bib.transforms.works import find_identifiers

__all__ = ["name_work"]

# What programs keep as it was given: not the key and the type, which some make anew, nor keywords, notes and files.
_TEXTS: Final = (
    "title", "container_title", "collection_title", "volume", "issue", "number", "article_number", "edition",
    "publisher", "url",
)  # fmt: skip


def name_work(entry: Entry) -> tuple[str, ...]:
    """Return the identifiers of *entry*; without any one name for its content: ``("content:1f0a…",)``.

    The content is what tells one work from another: titles, names, year, volume and pages, in whatever letters.
    """
    return find_identifiers(entry) or (_name_content(entry),)


def _name_content(entry: Entry) -> str:
    names = [name.literal or f"{name.family} {name.given or ''}" for name in (*entry.author, *entry.editor)]
    year = entry.issued.start[0] if entry.issued is not None and entry.issued.start else ""
    texts = [getattr(entry, name) or "" for name in _TEXTS]
    parts = [*(fold_words(plain(text)) for text in texts), *map(fold_words, names), str(year), str(entry.page or "")]
    content = "\n".join(parts).encode("utf-8", "replace")
    return f"content:{hashlib.sha256(content).hexdigest()}"
