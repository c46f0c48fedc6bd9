"""Where to look for the publication of a preprint, and for what a published entry lacks: in which order.

A resolver asks for the first lead that it serves and that has not been asked, compares the answer
(:func:`~arxiv2bib.matching.match`, with the lead's DOI as ``asked``), and

- accepted, and no preprint: takes its claims, and looks no further;
- accepted, and a preprint (arXiv's own record): looks for leads again, with the answer among ``answers``;
- refused: takes the claim of :func:`~arxiv2bib.matching.refuse`, and goes on with the next lead;
- unsure: goes on with the next lead.

The order is that of their worth.

1. ``record``: the entry's own DOI, or that in its address; the DOI that the authors gave arXiv, as the entry has it.
2. ``arxiv``: arXiv's own record, and then the DOI that it has.
3. ``relation``: what Crossref's or DataCite's record of the preprint calls its published version.
4. ``search``: a bibliographic search, only if that is asked for; its answers go through
   :func:`~arxiv2bib.matching.choose`.

Nothing here asks anybody.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

import attrs

from arxiv2bib.matching.kinds import is_front_matter
from arxiv2bib.matching.links import VERSION_RELATIONS
from arxiv2bib.matching.titles import count_words
from arxiv2bib.model.claims import Strength
from arxiv2bib.model.entry import Entry, check_entry, find_arxiv_id
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.library import check_items
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.placeholders import is_placeholder
from arxiv2bib.text.title_words import fold_title
from arxiv2bib.transforms.works import read_doi_address

__all__ = ["Lead", "Path", "Query", "find_leads", "needs_more"]


class Path(StrEnum):
    """By which way one came to an answer."""

    RECORD = "record"
    """A DOI that the entry has."""
    ARXIV = "arxiv"
    """arXiv's record of the paper, or a DOI in it."""
    RELATION = "relation"
    """A registry names the other version."""
    SEARCH = "search"
    """The words of title, authors and year."""


@attrs.frozen(kw_only=True)
class Query:
    """What to search for: plain words, no markup; what is not known is None or empty."""

    title: str
    families: tuple[str, ...] = ()
    year: int | None = None

    @property
    def text(self) -> str:
        """All in one line, as Crossref's ``query.bibliographic`` takes it."""
        return " ".join(filter(None, (self.title, *self.families, str(self.year) if self.year is not None else None)))


@attrs.frozen(kw_only=True)
class Lead:
    """One thing to ask for: a DOI, an arXiv identifier, or a search; the others are None."""

    path: Path
    doi: Doi | None = None
    arxiv_id: ArxivId | None = None
    query: Query | None = None


# What a published entry should say; a resolver need not be asked for one that says it all.
_WANTED: Final = ("title", "author", "issued")
_WANTED_BESIDE: Final = {
    EntryType.ARTICLE_JOURNAL: ("container_title", "volume"),
    EntryType.CHAPTER: ("container_title",),
    EntryType.PAPER_CONFERENCE: ("container_title",),
}
"""Of what stands in something: what should be said of that, beside the place in it."""
_MOST_FAMILIES: Final = 3


def find_leads(entry: Entry, *, answers: Iterable[Entry] = (), search: bool = False) -> tuple[Lead, ...]:
    """Return what to ask for, in order, each thing once; ``()`` if *entry* has nothing to go by.

    *answers* are the accepted answers so far: arXiv's own record and a registry's record of the preprint lead on.
    DOIs that were refused before (a claim on *entry* says so) are left out. Pure: nothing is asked.

    Raises :class:`~arxiv2bib.InvalidValueError` for what are no entries.
    """
    check_entry(entry, "find_leads")
    answers = tuple(check_items(answers))
    refused = {claim.value for claim in entry.claims if claim.strength is Strength.REFUSED and claim.field == "doi"}
    found: dict[Doi | ArxivId | Query, Lead] = {}
    for lead in _list_leads(entry, answers):
        if lead.doi not in refused or lead.doi is None:
            found.setdefault(lead.doi or lead.arxiv_id or Query(title=""), lead)
    if search and (query := make_query(entry)) is not None:
        found[query] = Lead(path=Path.SEARCH, query=query)
    return tuple(found.values())


def _list_leads(entry: Entry, answers: tuple[Entry, ...]) -> Iterator[Lead]:
    if entry.doi is not None and entry.doi.value and not entry.doi.is_arxiv:
        yield Lead(path=Path.RECORD, doi=entry.doi)
    if entry.doi is None and entry.url and (doi := read_doi_address(entry.url)) is not None and not doi.is_arxiv:
        yield Lead(path=Path.RECORD, doi=doi)
    yield from (Lead(path=Path.RECORD, doi=doi) for doi in _list_given(entry))
    paper = find_arxiv_id(entry)
    if paper is not None:
        yield Lead(path=Path.ARXIV, arxiv_id=paper)
    for answer in answers:
        yield from (Lead(path=Path.ARXIV, doi=doi) for doi in _list_given(answer))
    for one in (entry, *answers):
        yield from (Lead(path=Path.RELATION, doi=doi) for doi in _list_related(one))
    if paper is not None:
        yield Lead(path=Path.RELATION, doi=paper.doi)


def _list_given(entry: Entry) -> Iterator[Doi]:
    """Yield the DOIs that the authors gave arXiv."""
    if entry.arxiv is not None and entry.arxiv.doi:
        yield from (doi for doi in Doi.find_all(entry.arxiv.doi) if not doi.is_arxiv)


def _list_related(entry: Entry) -> Iterator[Doi]:
    for related in entry.related:
        if related.relation.lower() in VERSION_RELATIONS:
            yield from (doi for doi in Doi.find_all(related.identifier) if not doi.is_arxiv)


def make_query(entry: Entry) -> Query | None:
    """Return what to search for; None if title and authors are too little to tell an answer by."""
    title = fold_title(entry.title or "")
    families = tuple(filter(None, (name.family or name.literal for name in entry.author)))[:_MOST_FAMILIES]
    if not families or is_front_matter(entry.title) or count_words(entry.title) < 2:
        return None
    return Query(title=title, families=families, year=entry.issued.year if entry.issued is not None else None)


def needs_more(entry: Entry) -> bool:
    """Whether a registry may tell more about *entry*: it is a preprint, or lacks what its kind should have.

    A document is of no kind that anybody stated. Raises :class:`~arxiv2bib.InvalidValueError` for what is no entry.
    """
    check_entry(entry, "needs_more")
    is_of_a_kind = not entry.is_preprint and entry.type is not EntryType.DOCUMENT
    if not is_of_a_kind or not all(getattr(entry, name) for name in _WANTED):
        return True
    wanted_beside = _WANTED_BESIDE.get(entry.type)
    if wanted_beside is not None:
        has_place = _says(entry.page) or _says(entry.article_number)
        if not (has_place and all(_says(getattr(entry, name)) for name in wanted_beside)):
            return True
    return entry.doi is None or entry.doi.is_arxiv


def _says(value: object) -> bool:
    return value is not None and str(value) != "" and not is_placeholder(str(value))
