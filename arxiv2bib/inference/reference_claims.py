"""From what a journal line says to claims."""

from collections.abc import Iterator
from typing import Final

from arxiv2bib.data.venues import find_venue
from arxiv2bib.inference._claiming import TYPES, Values, describe_container, escape_given, make_claims, to_date
from arxiv2bib.inference.journal_ref import JournalRef, ReferenceKind
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.vocabulary import PublicationStatus
from arxiv2bib.text.expressions import compile_late

__all__ = ["JOURNAL_REF", "claim_reference"]

JOURNAL_REF: Final = "journal_ref"
"""The source of claims that a journal line makes."""

_DAY: Final = compile_late(r"\b\d{1,2}\b")


def claim_reference(reference: JournalRef, evidence: str, used: Doi | None = None) -> list[Claim]:
    """Return what a journal line says; only one that speaks of a published work says where it was published.

    *used* is the DOI that the paper has; any other in the line goes to the note.
    """
    if reference.status is not PublicationStatus.PUBLISHED or reference.kind is ReferenceKind.OTHER:
        return []
    year = reference.year
    values: Values = {"type": TYPES[reference.kind.value]}
    values.update(describe_container(reference.container_title, reference.kind.value, year))
    values.update(
        volume=reference.volume,
        issue=reference.issue,
        page=reference.pages,
        article_number=reference.article_number,
        issued=to_date(year, reference.month),
        isbn=reference.isbn,
        issn=reference.issn,
    )
    if reference.kind is ReferenceKind.JOURNAL:
        values["isbn"] = ()  # a journal has none: the remarks tell it
    values["publisher"] = escape_given(reference.publisher) or values.get("publisher")
    values["collection_title"] = escape_given(reference.series)
    if reference.kind is ReferenceKind.PROCEEDINGS:
        values["event_place"] = escape_given(reference.place)
    values["note"] = escape_given("; ".join(_list_remarks(reference, used)))
    if reference.kind is ReferenceKind.THESIS and reference.publisher is None:
        return []
    return make_claims(values, JOURNAL_REF, Strength.LIKELY, evidence)


_MARKS: Final = {"R": "Rapid Communication", "E": "Erratum"}
"""What the letters in brackets behind the number of an article mean, as the APS writes them: ``021601(R)``."""


def _list_remarks(reference: JournalRef, used: Doi | None) -> Iterator[str]:
    """Yield what a journal line says beyond an entry's fields, *used* being its DOI: nothing of it is lost."""
    if reference.note is not None:
        yield _MARKS.get(reference.note, reference.note)
    if (short := reference.container_title_short) is not None and _is_more_than_acronym(short):
        yield short
    if reference.editors is not None:
        yield f"edited by {reference.editors}"
    if reference.dates is not None and _DAY.search(reference.dates) is not None:
        yield reference.dates
    if reference.place is not None and reference.kind is not ReferenceKind.PROCEEDINGS:
        yield reference.place
    if reference.kind is ReferenceKind.JOURNAL:
        yield from (f"ISBN {isbn.value}" for isbn in reference.isbn)
    yield from (f"https://doi.org/{doi}" for doi in reference.doi if doi != used and not doi.is_arxiv)
    yield from (url for url in reference.url if "arxiv.org/" not in url)
    yield from reference.further


def _is_more_than_acronym(short: str) -> bool:
    """Whether what stands for a container's acronym says what its title does not: ``Informatica``, ``ESA SP-545``."""
    is_word = sum(map(str.isupper, short)) * 2 < sum(map(str.isalpha, short))
    return (is_word or " " in short) and find_venue(short) is None
