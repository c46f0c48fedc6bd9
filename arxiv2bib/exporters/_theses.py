"""What kind of thesis a work is, for programs that know no types of BibTeX."""

from arxiv2bib.formats.bibtex_fields import GENRES
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.vocabulary import EntryType

__all__ = ["name_thesis"]

# Source: BibTeX's standard styles, FUNCTION {mastersthesis} and {phdthesis}; pandoc's and Better BibTeX's readers.
_WORDS = {
    **dict.fromkeys(("bachelorsthesis", "bachelorthesis", "bathesis"), GENRES["bathesis"]),
    **dict.fromkeys(("mastersthesis", "masterthesis", "mathesis", "mscthesis"), GENRES["mathesis"]),
    "phdthesis": GENRES["phdthesis"],
}


def name_thesis(entry: Entry) -> Entry:
    """Return *entry* with the words for its kind as the genre, if its type in BibTeX alone says that."""
    if entry.type is not EntryType.THESIS or entry.genre is not None or entry.native_type is None:
        return entry
    words = _WORDS.get(entry.native_type.lower())
    return entry.evolve(genre=words) if words is not None else entry
