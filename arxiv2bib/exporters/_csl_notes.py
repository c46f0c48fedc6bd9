"""The keywords and the note of an item that hold what arXiv says of a paper, and whether they are read as that.

They are read together, and beside few other variables; so what is in doubt about them is settled without those.
"""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Final

from arxiv2bib.formats.arxiv_notes import list_classes
from arxiv2bib.formats.csl_arxiv import is_plainly_read, join_note, note_lines, take_arxiv, take_written_classes
from arxiv2bib.formats.csl_values import split_keywords
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import DEFAULTS, INDEX, ArxivInfo, Entry
from arxiv2bib.model.vocabulary import PREPRINT
from arxiv2bib.text.markup import to_tagged

__all__ = ["find_misread", "spell_keywords", "spell_note"]

_Texts = tuple[str, ...]

_NOTE, _KEYWORD = INDEX["note"], INDEX["keyword"]
_PUBLISHER, _NUMBER = INDEX["publisher"], INDEX["number"]
# What take_arxiv looks at or changes; the first six are there before it comes.
_SEEN: Final = ("type", "doi", "issued", "version", "publisher", "number", "note", "keyword", "updated", "arxiv")
_PLACES: Final = tuple(INDEX[name] for name in _SEEN)
_READ_BEFORE: Final = tuple((INDEX[name], attrgetter(name)) for name in _SEEN[:6])
_seen_of: Final[Callable[[Entry], tuple[Any, ...]]] = make_getter(*_SEEN)  # Any: each of its field's type
_read_at: Final[Callable[[list[Any]], tuple[Any, ...]]] = itemgetter(*_PLACES)  # Any: as above
_classes_of: Final = attrgetter("categories", "msc_class", "acm_class")


def spell_keywords(own: _Texts, arxiv: ArxivInfo | None) -> tuple[str, bool]:
    """Return what ``keyword`` says of an entry with the keywords *own*, and whether it is read as what it was."""
    if arxiv is None:
        return _spell_own(own) if own else ("", True)
    return _spell_all(own, *_classes_of(arxiv)) if own else _spell_classes(*_classes_of(arxiv))


def _spell_own(own: _Texts) -> tuple[str, bool]:
    text = ", ".join(filter(None, map(to_tagged, own)))
    return text, text != "" and split_keywords(text) == own


def _spell_all(own: _Texts, categories: _Texts, msc: _Texts, acm: _Texts) -> tuple[str, bool]:
    text = ", ".join(filter(None, [*map(to_tagged, own), *list_classes(categories, msc, acm)]))
    return text, take_written_classes(split_keywords(text) if text else ()) == (categories, msc, acm, own)


@lru_cache(maxsize=4096)  # most papers have the classes of another one
def _spell_classes(categories: _Texts, msc: _Texts, acm: _Texts) -> tuple[str, bool]:
    return _spell_all((), categories, msc, acm)


def spell_note(entry: Entry) -> str:
    """Return the note of *entry*, with CSL's tags; empty if there is nothing to say."""
    own = to_tagged(entry.note) if entry.note else ""
    return join_note(own, note_lines(entry)) if entry.arxiv is not None else own


def find_misread(entry: Entry, note: str, keywords: str, *, are_read: bool) -> dict[str, Any]:  # Any: as above
    """Return what is read otherwise than it was from *note* and *keywords*, beside the type, a number and so on.

    *are_read* says that *keywords*, with the classes of arXiv in them, are read as what they were.
    """
    if are_read and _is_surely_read(entry, note):
        return {}
    found = _read_alone(entry, note, keywords)
    return {name: read for name, read, value in zip(_SEEN, found, _seen_of(entry), strict=True) if read != value}


def _is_surely_read(entry: Entry, note: str) -> bool:
    if entry.arxiv is not None:
        return entry.note is None and is_plainly_read(note, entry)
    if entry.number is not None and entry.number.startswith("arXiv:"):
        return False
    is_same = note == (entry.note or "") and not ("$" in note or "\\" in note or "<" in note)
    return is_same and "arxiv" not in note.casefold()


def _read_alone(entry: Entry, note: str, keywords: str) -> tuple[Any, ...]:  # Any: as above
    values = list(DEFAULTS)
    for place, value_of in _READ_BEFORE:
        values[place] = value_of(entry)
    is_preprint = entry.type is PREPRINT
    if is_preprint and entry.arxiv is not None:
        values[_PUBLISHER], values[_NUMBER] = "arXiv", f"arXiv:{entry.arxiv.id}"
    values[_NOTE] = from_tagged(note) or None
    values[_KEYWORD] = split_keywords(keywords) if keywords else ()
    take_arxiv(values, note, is_preprint=is_preprint)
    return _read_at(values)
