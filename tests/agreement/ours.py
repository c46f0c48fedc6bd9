"""Entries of arxiv2bib in neutral form."""

from collections.abc import Iterable
from typing import Final

from arxiv2bib import Entry, Name
from arxiv2bib.text.latex_decoding import from_latex
from arxiv2bib.text.markup import TAGS, Kind, plain, tokenize
from tests.agreement.neutral import Item, Person, Value, fold, make_person, read_value

__all__ = ["from_entry"]

MARKED: Final = {
    "title": "title", "short_title": "title-short", "container_title": "container-title",
    "container_title_short": "container-title-short", "collection_title": "collection-title",
    "event_title": "event-title", "abstract": "abstract", "annote": "annote", "note": "note",
}  # fmt: skip
PLAIN: Final = {
    "volume": "volume", "issue": "issue", "number": "number", "collection_number": "collection-number",
    "edition": "edition", "version": "version", "article_number": "article-number", "page": "page",
    "publisher": "publisher", "publisher_place": "publisher-place", "event_place": "event-place", "genre": "genre",
    "language": "language", "url": "URL", "doi": "DOI", "status": "status", "issued": "issued", "accessed": "accessed",
    "submitted": "submitted",
}  # fmt: skip


def from_entry(entry: Entry) -> Item:
    """Return *entry* as the readers give it, before any exporter has seen it."""
    found: dict[str, Value | None] = {"type": str(entry.type), "key": entry.key}
    for field, name in MARKED.items():
        found[name] = unmark(getattr(entry, field))
    for field, name in PLAIN.items():
        value = getattr(entry, field)
        found[name] = read_value(name, str(value)) if value is not None else None
    for name, numbers in (("ISBN", entry.isbn), ("ISSN", entry.issn)):
        found[name] = " ".join(read_value(name, str(number)) for number in numbers)
    found["keyword"] = frozenset(fold(plain(word)) for word in entry.keyword)
    found["author"] = from_names(entry.author)
    found["editor"] = from_names(entry.editor)
    for contributor in entry.contributors:
        found[str(contributor.role)] = from_names(contributor.names)
    for name, value in entry.variables:
        found[name] = read_value(name, plain(value))
    found["kept:entrytype"] = entry.native_type
    for extra in entry.extra:
        if extra.namespace in ("bibtex", "ris"):
            found.setdefault(f"kept:{extra.name.lower()}", unmark(from_latex(extra.value)))
    if entry.arxiv is not None and entry.arxiv.id is not None:
        found["eprint"] = str(entry.arxiv.id)
    for name in ("eprint", "DOI"):  # kept, since it is none
        if not found.get(name) and isinstance(kept := found.get(f"kept:{name.lower()}"), str):
            found[name] = kept
    return {name: value for name, value in found.items() if value}


def unmark(markup: str | None) -> str | None:
    """Return *markup* with its tags, escaped characters bare."""
    if markup is None:
        return None
    opened: list[str] = []
    parts = []
    for kind, text in tokenize(markup):
        match kind:
            case Kind.OPEN:
                opened.append(text)
                parts.append(TAGS[text][0])
            case Kind.CLOSE:
                parts.append(TAGS[text][1])
            case Kind.MATH:
                parts.append(f"${text}$")
            case _:
                parts.append(text)
    return fold("".join(parts))


def from_names(names: Iterable[Name]) -> tuple[Person, ...]:
    """Return *names* in order."""
    return tuple(
        make_person(name.literal)
        if name.literal is not None
        else make_person(
            name.family or "",
            name.given or "",
            name.suffix or "",
            (name.dropping_particle, name.non_dropping_particle),
        )
        for name in names
    )
