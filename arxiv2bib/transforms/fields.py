"""Names of fields as people write them, and the values that they stand for.

One name may stand for several places of the model: BibTeX's ``keywords`` are the keywords and arXiv's categories.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import COMPARED_FIELDS, ArxivInfo, Entry

__all__ = ["NAMES", "SPELLINGS", "find_paths", "read_values", "suggest"]

_ARXIV: Final = tuple(field.name for field in attrs.fields(ArxivInfo))
_PARTED: Final = frozenset({"contributors", "extra", "truncated", "variables"})
# What a reader keeps beside the fields of an entry, to write them back as they were; no facts of their own.
SPELLINGS: Final = frozenset({"bibtex-as-written", "bibtex-inherited", "csl-as-written", "ris-line"})

# Other names of the model's fields, those of BibTeX and BibLaTeX above all; a name that the model has as well stands
# for what BibTeX writes under it. Source: the biblatex manual 3.x, 2.2 "Entry Fields"; the table of the BibTeX page.
_OTHERS: Final[dict[str, str]] = {
    "address": "publisher_place",
    "annotation": "annote",
    "archiveprefix": "arxiv.id",
    "authors": "author",
    "booktitle": "container_title",
    "bookauthor": "contributors.container-author",
    "category": "arxiv.categories arxiv.primary_category",
    "chapter": "variables.chapter-number",
    "comment": "arxiv.comment",
    "date": "issued",
    "day": "issued.day",
    "editors": "editor",
    "eid": "article_number",
    "eprint": "arxiv.id",
    "eprintclass": "arxiv.primary_category",
    "eprinttype": "arxiv.id",
    "eventdate": "variables.event-date",
    "eventtitle": "event_title",
    "institution": "publisher",
    "journal": "container_title",
    "journaltitle": "container_title",
    "keyword": "keyword",
    "keywords": "keyword arxiv.categories arxiv.msc_class arxiv.acm_class",
    "langid": "language",
    "library": "variables.call-number",
    "location": "publisher_place",
    "month": "issued.month",
    "note": "note arxiv.doi arxiv.journal_ref",
    "number": "number issue collection_number",
    "organization": "publisher",
    "origdate": "variables.original-date",
    "pages": "page",
    "pagetotal": "variables.number-of-pages",
    "pmcid": "variables.PMCID",
    "pmid": "variables.PMID",
    "primaryclass": "arxiv.primary_category",
    "pubstate": "status",
    "reportnumber": "arxiv.report_number",
    "school": "publisher",
    "series": "collection_title",
    "shortjournal": "container_title_short",
    "shorttitle": "short_title",
    "title_short": "short_title",
    "translator": "contributors.translator",
    "urldate": "accessed",
    "venue": "event_place",
    "volumes": "variables.number-of-volumes",
    "year": "issued",
}
# What programs keep of their own in BibTeX files; the model has it under "extra".
_BOOKKEEPING: Final = (
    "adsnote adsurl bdsk-file-1 bdsk-file-2 bdsk-url-1 bdsk-url-2 biburl bibsource crossref date-added date-modified "
    "file groups howpublished internal-note mendeley-groups mendeley-tags owner priority ranking rating read "
    "readstatus timestamp xdata"
).split()

_PATHS: Final[dict[str, tuple[str, ...]]] = {
    **{name: (f"arxiv.{name}",) for name in _ARXIV if name != "id"},
    **{name: (name,) for name in COMPARED_FIELDS if name not in _PARTED},
    **{f"arxiv.{name}": (f"arxiv.{name}",) for name in _ARXIV},
    **{name.replace("-", "_"): (f"extra.{name}",) for name in _BOOKKEEPING},
    **{name: tuple(paths.split()) for name, paths in _OTHERS.items()},
}
NAMES: Final = _PATHS.keys()
"""All names that fields have."""
_FREE: Final = ("extra.", "variables.", "contributors.")


def find_paths(name: str) -> tuple[str, ...]:
    """Return the places that a field *name* stands for: ``("arxiv.comment",)`` for ``comment``.

    Names are those of the model (``container_title``), of CSL (``container-title``), of BibTeX and BibLaTeX
    (``journal``, ``eprint``), in any case; ``extra.NAME``, ``variables.NAME`` and ``contributors.ROLE`` are what has no
    field of its own. Raises :class:`~arxiv2bib.InvalidValueError` for others, with the name that may have been meant.
    """
    text = name.strip()
    head, dot, rest = text.partition(".")
    if dot and rest and f"{head.casefold()}." in _FREE:
        return (f"{head.casefold()}.{rest}",)
    paths = _PATHS.get(text.casefold().replace("-", "_"))
    if paths is None:
        raise InvalidValueError(f"no field is called {text!r}; {suggest(text)}")
    return paths


def suggest(name: str) -> str:
    """Return what to write instead of an unknown field *name*."""
    import difflib  # slow to load

    close = difflib.get_close_matches(name.casefold().replace("-", "_"), _PATHS, n=2, cutoff=0.7)
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    return f"{meant}a field that only the file knows is written extra.{name.strip() or 'NAME'}"


def read_values(entry: Entry, paths: Iterable[str]) -> Iterator[object]:
    """Yield the values at *paths* in *entry*, of lists each part, absent and empty ones left out."""
    for path in paths:
        value = _read(entry, path)
        if isinstance(value, tuple):
            yield from (part for part in value if part not in (None, ""))
        elif value is not None and value != "":
            yield value


def _read(entry: Entry, path: str) -> object:
    head, _, rest = path.partition(".")
    if not rest:
        return getattr(entry, head)
    match head:
        case "arxiv":
            return getattr(entry.arxiv, rest) if entry.arxiv is not None else None
        case "issued":
            return getattr(entry.issued, rest) if entry.issued is not None else None
        case "variables":
            return tuple(text for name, text in entry.variables if name.casefold() == rest.casefold())
        case "contributors":
            return tuple(name for one in entry.contributors if one.role == rest.casefold() for name in one.names)
        case _:
            return tuple(
                extra.value
                for extra in entry.extra
                if extra.name.casefold() == rest.casefold() and extra.namespace not in SPELLINGS
            )
