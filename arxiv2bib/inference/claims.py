"""From what a record says in words to claims: of its journal line, its comment and its DOI."""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from arxiv2bib.data.journals import Journal, find_journal
from arxiv2bib.data.keys import make_key
from arxiv2bib.data.venues import Venue, find_venue
from arxiv2bib.inference._reference_words import is_strong_proceedings
from arxiv2bib.inference.comment import Comment, parse_comment
from arxiv2bib.inference.doi_pattern import DoiFacts, parse_doi
from arxiv2bib.inference.findings_volumes import complete_findings, find_full_title, is_in_findings, title_findings
from arxiv2bib.inference.journal_ref import JournalRef, ReferenceKind, parse_journal_ref
from arxiv2bib.model.claims import Claim, ClaimValue, Strength, make_claim
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType, PublicationStatus
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import escape, plain

JOURNAL_REF, COMMENT, DOI, SERIES = "journal_ref", "comment", "doi", "doi (series)"
"""The sources of claims: the journal line, the comment, the DOI that the authors gave, the series that it tells."""

_TYPES = {
    "journal": EntryType.ARTICLE_JOURNAL,
    "proceedings": EntryType.PAPER_CONFERENCE,
    "chapter": EntryType.CHAPTER,
    "thesis": EntryType.THESIS,
}
_DAY = compile_late(r"\b\d{1,2}\b")
_FORMERLY = compile_late(r"\s*\((?:formerly|previously) [^()]*\)\Z", re.I)  # what a journal was called once
_Values = dict[str, ClaimValue | None]


def find_claims(entry: Entry) -> tuple[Claim, ...]:
    """Return what *entry* says of its publication in words and identifiers, as claims; ``()`` if that is nothing.

    Read are ``arxiv.journal_ref``, ``arxiv.comment`` (or ``note``, where there is no comment) and the DOI: that which
    the authors gave to arXiv, or the entry's own where it is not arXiv's.
    """
    arxiv = entry.arxiv
    claims: list[Claim] = []
    doi = (arxiv.doi if arxiv is not None else None) or (
        str(entry.doi) if entry.doi is not None and not entry.doi.is_arxiv else None
    )
    reference = parse_journal_ref(arxiv.journal_ref) if arxiv is not None and arxiv.journal_ref else None
    if not doi and reference is not None and len(reference.doi) == 1 and not reference.doi[0].is_arxiv:
        doi = str(reference.doi[0])
    facts = parse_doi(doi) if doi else None
    if reference is not None and arxiv is not None:
        if facts is not None and _is_same_volume(reference.volume, facts):
            reference = attrs.evolve(reference, volume=None)
        claims += claim_reference(reference, str(arxiv.journal_ref), facts.doi if facts is not None else None)
    if doi and facts is not None:
        claims += claim_doi(facts, doi)
    words = (arxiv.comment if arxiv is not None else None) or entry.note
    if words:
        claims += claim_comment(parse_comment(plain(words)), words)
    return tuple(claims)


def _is_same_volume(volume: str | None, facts: DoiFacts) -> bool:
    """Whether *volume* is what the DOI calls volume and issue.

    JCAP's ``0902`` and ``02`` are issue 2 of volume 2009; ``XLII-4/W18`` is issue 4-W18 of volume XLII.
    """
    if volume is None or facts.volume is None or facts.issue is None:
        return False
    month = f"{facts.issue:0>2}"
    if len(facts.volume) == 4 and facts.volume.startswith(("19", "20")) and volume in {facts.volume[2:] + month, month}:
        return True
    return make_key(volume) == make_key(facts.volume + facts.issue)


def claim_reference(reference: JournalRef, evidence: str, used: Doi | None = None) -> list[Claim]:
    """Return what a journal line says; only one that speaks of a published work says where it was published.

    *used* is the DOI that the paper has; any other in the line goes to the note.
    """
    if reference.status is not PublicationStatus.PUBLISHED or reference.kind is ReferenceKind.OTHER:
        return []
    year = reference.year
    values: _Values = {"type": _TYPES[reference.kind.value]}
    values.update(describe_container(reference.container_title, reference.kind.value, year))
    values.update(
        volume=reference.volume,
        issue=reference.issue,
        page=reference.pages,
        article_number=reference.article_number,
        issued=_to_date(year, reference.month),
        isbn=reference.isbn,
        issn=reference.issn,
    )
    if reference.kind is ReferenceKind.JOURNAL:
        values["isbn"] = ()  # a journal has none: the remarks tell it
    values["publisher"] = _escape(reference.publisher) or values.get("publisher")
    values["collection_title"] = _escape(reference.series)
    if reference.kind is ReferenceKind.PROCEEDINGS:
        values["event_place"] = _escape(reference.place)
    values["note"] = _escape("; ".join(_list_remarks(reference, used)))
    if reference.kind is ReferenceKind.THESIS and reference.publisher is None:
        return []
    return _make(values, JOURNAL_REF, Strength.LIKELY, evidence)


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


def claim_doi(facts: DoiFacts, evidence: str) -> list[Claim]:
    """Return what a publisher's DOI tells; DOIs of preprints and of files tell nothing of a publication."""
    if facts.doi is None or facts.kind in ("preprint", "other"):
        return []
    claims = [make_claim("doi", facts.doi, DOI, Strength.STRONG, evidence)]
    pattern = f"{evidence} ({facts.origin})" if facts.origin is not None else evidence
    values: _Values = {
        "volume": facts.volume,
        "issue": facts.issue,
        "page": Pages(first=facts.page) if facts.page is not None and facts.article_number is None else None,
        "article_number": facts.article_number,
        "isbn": (Isbn(facts.isbn),) if facts.isbn is not None and facts.kind != "journal" else (),
        "issn": (Issn(facts.issn),) if facts.issn is not None else (),
    }
    if facts.container_title is not None and facts.kind in _TYPES:
        values["type"] = _TYPES[facts.kind]
        name = facts.acronym or facts.container_title
        values.update(describe_container(name, facts.kind, facts.year, publisher=facts.registrant))
        values["container_title"] = escape(facts.container_title)
        values["event_title"] = _escape(facts.event_title)
        if facts.kind != "journal":
            values["publisher"] = values.get("publisher") or facts.registrant
    if facts.collection_title is not None and facts.kind in _TYPES:
        # The series has to do for the volume, unless somebody names that.
        values["collection_title"] = escape(facts.collection_title)
        series: _Values = {"type": _TYPES[facts.kind], "container_title": values["collection_title"]}
        claims += _make(series, SERIES, Strength.LIKELY, pattern)
    if facts.is_year_sure:
        values["issued"] = _to_date(facts.year, None)
    elif facts.year is not None:
        claims += _make({"issued": _to_date(facts.year, None)}, DOI, Strength.WEAK, pattern)
    return claims + _make(values, DOI, Strength.STRONG, pattern)


def claim_comment(comment: Comment, evidence: str) -> list[Claim]:
    """Return what a comment says: a publication, if it states one; an acceptance is a hint, and is told in a note.

    A venue that is only named, or that the paper was submitted to or rejected from, says nothing of a publication; one
    that is named supports what others say.
    """
    if comment.venue is None or comment.status in (
        PublicationStatus.SUBMITTED, PublicationStatus.REJECTED, PublicationStatus.WITHDRAWN,
    ):  # fmt: skip
        return []
    described = _describe_venue(comment, evidence)
    kind = described.pop("type", None)
    if comment.status is PublicationStatus.PUBLISHED:
        strength = Strength.LIKELY if described.get("container_title") is not None else Strength.WEAK
        return _make({"type": kind, **described}, COMMENT, strength, evidence)
    if comment.status is PublicationStatus.ACCEPTED:
        described.update(type=kind, status="accepted", note=_tell(comment, kind, evidence))
    return _make(described, COMMENT, Strength.WEAK, evidence)


_SHORTEST_JOURNAL: Final = 3
"""Two letters are no journal: in ``AI 2023`` it is a conference."""


def _describe_venue(comment: Comment, words: str) -> _Values:
    """Return what is known of the venue of *comment*, which reads *words*; nothing of one that is not known."""
    name = comment.venue or ""
    venue = find_venue(find_full_title(words) or comment.venue_acronym or name) or find_venue(name)
    if venue is not None and comment.workshop is None and is_in_findings(words, venue.acronym):
        return _describe_findings(venue, comment.year)
    if comment.workshop is not None:
        venue = find_venue(f"{venue.acronym}W") if venue is not None else None
        if venue is None:
            return {}
    if venue is not None:
        values = _describe_conference(venue, comment.year)
        values["type"] = EntryType.PAPER_CONFERENCE
    elif (journal := _find_journal_of(comment)) is not None:
        values = {"type": EntryType.ARTICLE_JOURNAL, "container_title": escape(journal.title)}
        values["container_title_short"] = _escape(journal.abbreviation)
    else:
        return {}
    values["issued"] = _to_date(comment.year, None)
    return values


def _find_journal_of(comment: Comment) -> Journal | None:
    """Return the journal that *comment* names; the acronym of a conference (``DATA``) is that of none."""
    name, acronym = comment.venue or "", comment.venue_acronym or ""
    if len(name) < _SHORTEST_JOURNAL:
        return None
    return find_journal(name) or (find_journal(acronym) if not is_strong_proceedings(name) else None)


def _describe_findings(venue: Venue, year: int | None) -> _Values:
    """Return what is known of the findings of a conference, which are not in its proceedings."""
    values: _Values
    if (title := title_findings(venue.acronym, year)) is not None:
        values = {"container_title": escape(title), "publisher": _escape(venue.publisher)}
    elif (findings := find_venue(f"{venue.acronym} Findings")) is not None:
        values = _describe_conference(findings, year)
    else:
        return {}
    return {**values, "type": EntryType.PAPER_CONFERENCE, "issued": _to_date(year, None)}


def _tell(comment: Comment, kind: object, words: str) -> str:
    """Return the acceptance, as *words* tell it, in short: ``Accepted at CVPR 2024``."""
    word = "by" if kind is EntryType.ARTICLE_JOURNAL else "at"
    if comment.workshop is None and comment.venue is not None and is_in_findings(words, comment.venue_acronym):
        venue = comment.venue if "indings" in comment.venue else f"{comment.venue} Findings"
        comment = attrs.evolve(comment, venue=venue)
    parts = [comment.workshop, comment.venue] if comment.workshop is not None else [comment.venue]
    where = ", ".join(part for part in parts if part)
    return escape(f"Accepted {word} {where}{f' {comment.year}' if comment.year is not None else ''}")


def describe_container(title: str | None, kind: str, year: int | None, *, publisher: str | None = None) -> _Values:
    """Return the container's title, in full where it is known, and what is known with it.

    Proceedings that another than the usual *publisher* made have neither the usual title nor the usual series.
    """
    if title is None:
        return {}
    title = _FORMERLY.sub("", title)
    if kind == "proceedings" and (findings := complete_findings(title, year)) is not None:
        return {"container_title": escape(findings)}
    if kind == "proceedings" and (venue := find_venue(title)) is not None:
        return _describe_conference(venue, year, publisher=publisher)
    if kind == "journal" and (journal := find_journal(title)) is not None:
        return {"container_title": escape(journal.title), "container_title_short": _escape(journal.abbreviation)}
    if kind == "proceedings" and (journal := find_journal(title)) is not None:  # a series: AIP Conf. Proc.
        return {"container_title": escape(journal.title)}
    return {"container_title": escape(title)}


def _describe_conference(venue: Venue, year: int | None, *, publisher: str | None = None) -> _Values:
    is_usual = venue.is_of(publisher, year)
    return {
        "container_title": escape(venue.title_proceedings(year, publisher=publisher)),
        "event_title": escape(venue.name),
        "publisher": _escape(venue.publisher if is_usual else publisher),
        "collection_title": _escape(venue.series) if is_usual else None,
    }


def _make(values: _Values, source: str, strength: Strength, evidence: str) -> list[Claim]:
    """Return a claim of each of *values* but those that are None or empty."""
    return [make_claim(field, value, source, strength, evidence) for field, value in values.items() if value]


def _to_date(year: int | None, month: int | None) -> Date | None:
    if year is None:
        return None
    return Date(start=(year, month) if month is not None else (year,))


def _escape(text: str | None) -> str | None:
    return escape(text) if text is not None else None
