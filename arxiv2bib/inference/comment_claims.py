"""From what a comment says to claims."""

import re
from typing import Final

import attrs

from arxiv2bib.data.journals import Journal, find_journal
from arxiv2bib.data.keys import make_key
from arxiv2bib.data.venues import Venue, find_series, find_venue
from arxiv2bib.inference._claiming import Values, describe_conference, escape_given, make_claims, to_date
from arxiv2bib.inference._reference_words import is_strong_proceedings
from arxiv2bib.inference.comment import Comment
from arxiv2bib.inference.findings_volumes import find_full_title, is_in_findings, title_findings
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.vocabulary import EntryType, PublicationStatus
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import escape

__all__ = ["COMMENT", "claim_comment"]

COMMENT: Final = "comment"
"""The source of claims that a comment makes."""


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
        return make_claims({"type": kind, **described}, COMMENT, strength, evidence)
    if comment.status is PublicationStatus.ACCEPTED:
        described.update(type=kind, status="accepted", note=_tell(comment, kind, evidence))
    return make_claims(described, COMMENT, Strength.WEAK, evidence)


_LONGEST_ACRONYM: Final = 5
_SIDE_TRACK: Final = compile_late(r"\b(?:tiny papers?|blog ?posts? track|as an? blog ?post|late[- ]breaking)\b", re.I)
"""What is at a conference and not in its proceedings."""
_VOLUME_BEHIND: Final = compile_late(r"[\s,]+\d{1,4}\Z")
_WORKSHOP: Final = compile_late(r"\s*\bworkshops?\b", re.I)
_SHORTEST_JOURNAL: Final = 3
"""Two letters are no journal: in ``AI 2023`` it is a conference."""


def _describe_venue(comment: Comment, words: str) -> Values:
    """Return what is known of the venue of *comment*, which reads *words*; nothing of one that is not known."""
    if _SIDE_TRACK.search(words) is not None:
        return {}
    name = comment.venue or ""
    venue = find_venue(find_full_title(words) or comment.venue_acronym or name) or find_venue(name)
    if venue is not None and comment.workshop is None and is_in_findings(words, venue.acronym):
        return _describe_findings(venue, comment.year)
    if comment.workshop is not None:
        venue = _find_workshop(comment.workshop, venue)
        if venue is None:
            return {}
    if venue is not None:
        values = describe_conference(venue, comment.year)
        values["type"] = EntryType.PAPER_CONFERENCE
    elif (journal := _find_journal_of(comment)) is not None:
        values = {"type": EntryType.ARTICLE_JOURNAL, "container_title": escape(journal.title)}
        values["container_title_short"] = escape_given(journal.abbreviation)
    else:
        return {}
    values["issued"] = to_date(comment.year, None)
    return values


def _find_workshop(name: str, host: Venue | None) -> Venue | None:
    """Return whose proceedings hold a workshop: those of all workshops at its *host*, else its own, as at MICCAI."""
    if host is None or "orkshop" in host.name:
        return host
    if (shared := find_venue(f"{host.acronym}W")) is not None:
        return shared
    own = find_venue(name) or find_venue(_WORKSHOP.sub("", name))
    if own is None or own == host or own.publisher is None or "onference" in own.name:
        return None  # most workshops of NeurIPS and ICML have no proceedings
    return own


def _find_journal_of(comment: Comment) -> Journal | None:
    """Return the journal that *comment* names; the acronym of a conference (``DATA``) is that of none."""
    name, acronym = comment.venue or "", comment.venue_acronym or ""
    journal = find_journal(name)
    if journal is None and name[-1:].isdigit() and not is_strong_proceedings(name):
        title = _VOLUME_BEHIND.sub("", name)  # Published in Phys. Rev. B 66, 195104
        journal = find_journal(title) if find_series(title) is None else None
    if journal is not None and make_key(name) == make_key(journal.title) and _is_like_acronym(name, journal.title):
        return None
    return journal or (find_journal(acronym) if not is_strong_proceedings(name) else None)


def _is_like_acronym(name: str, title: str) -> bool:
    """Whether *name* is written as an acronym and no word, as the journal's *title* is: ``hEART``, ``DATA``."""
    if len(name) < _SHORTEST_JOURNAL:
        return True
    if name == title or not name.isalpha() or name.islower():
        return False
    return name[0].islower() or (name.isupper() and len(name) <= _LONGEST_ACRONYM)


def _describe_findings(venue: Venue, year: int | None) -> Values:
    """Return what is known of the findings of a conference, which are not in its proceedings."""
    values: Values
    if (title := title_findings(venue.acronym, year)) is not None:
        values = {"container_title": escape(title), "publisher": escape_given(venue.publisher)}
    elif (findings := find_venue(f"{venue.acronym} Findings")) is not None:
        values = describe_conference(findings, year)
    else:
        return {}
    return {**values, "type": EntryType.PAPER_CONFERENCE, "issued": to_date(year, None)}


def _tell(comment: Comment, kind: object, words: str) -> str:
    """Return the acceptance, as *words* tell it, in short: ``Accepted at CVPR 2024``."""
    word = "by" if kind is EntryType.ARTICLE_JOURNAL else "at"
    if comment.workshop is None and comment.venue is not None and is_in_findings(words, comment.venue_acronym):
        venue = comment.venue if "indings" in comment.venue else f"{comment.venue} Findings"
        comment = attrs.evolve(comment, venue=venue)
    parts = [comment.workshop, comment.venue] if comment.workshop is not None else [comment.venue]
    where = ", ".join(part for part in parts if part)
    return escape(f"Accepted {word} {where}{f' {comment.year}' if comment.year is not None else ''}")
