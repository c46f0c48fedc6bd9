"""DataCite's types, roles and relations and what they are here, as tables.

Source: DataCite Metadata Schema 4.6, appendix 1 "Controlled List Definitions", and 4.7 (posters, presentations);
CSL 1.0.2, appendices III and IV.
"""

import re
from typing import Final

from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.expressions import compile_late

__all__ = ["CITING", "NO_VALUES", "ROLES", "TYPES", "WORDS", "name_relation"]

TYPES: Final[dict[str, EntryType | None]] = {
    "Audiovisual": EntryType.MOTION_PICTURE,
    "Award": EntryType.DOCUMENT,
    "Book": EntryType.BOOK,
    "BookChapter": EntryType.CHAPTER,
    "Collection": EntryType.COLLECTION,
    "ComputationalNotebook": EntryType.SOFTWARE,
    "ConferencePaper": EntryType.PAPER_CONFERENCE,
    "ConferenceProceeding": EntryType.BOOK,
    "DataPaper": EntryType.ARTICLE_JOURNAL,
    "Dataset": EntryType.DATASET,
    "Dissertation": EntryType.THESIS,
    "Event": EntryType.EVENT,
    "Image": EntryType.GRAPHIC,
    "Instrument": EntryType.DOCUMENT,
    "InteractiveResource": EntryType.WEBPAGE,
    "Journal": EntryType.PERIODICAL,
    "JournalArticle": EntryType.ARTICLE_JOURNAL,
    "Model": EntryType.DOCUMENT,
    "Other": None,
    "OutputManagementPlan": EntryType.REPORT,
    "PeerReview": EntryType.REVIEW,
    "PhysicalObject": EntryType.DOCUMENT,
    "Poster": EntryType.SPEECH,
    "Preprint": EntryType.ARTICLE,
    "Presentation": EntryType.SPEECH,
    "Project": EntryType.DOCUMENT,
    "Report": EntryType.REPORT,
    "Service": EntryType.DOCUMENT,
    "Software": EntryType.SOFTWARE,
    "Sound": EntryType.SONG,
    "Standard": EntryType.STANDARD,
    "StudyRegistration": EntryType.DOCUMENT,
    "Text": None,
    "Workflow": EntryType.DOCUMENT,
}
"""``resourceTypeGeneral``; None where only ``resourceType``, which is free text, says what it is."""

WORDS: Final[tuple[tuple[re.Pattern[str], EntryType], ...]] = tuple(
    (re.compile(pattern, re.I), kind)
    for pattern, kind in (
        (r"\bpre-?prints?\b|\bworking[- ]?paper", EntryType.ARTICLE),
        (r"thesis|dissertation|\bph\.?d\b|habilitation", EntryType.THESIS),
        (r"conference[- ]?(?:paper|object|contribution|article)|proceedings[- ]?(?:paper|article)",
         EntryType.PAPER_CONFERENCE),
        (r"\bposter\b|\bpresentation\b|\blecture\b|\bslides?\b|\btalk\b", EntryType.SPEECH),
        (r"book[- ]?(?:chapter|section|part)|\bchapter\b", EntryType.CHAPTER),
        (r"blog[- ]?post", EntryType.POST_WEBLOG),
        (r"\breports?\b|\bdeliverable\b|\bwhite ?paper\b", EntryType.REPORT),
        (r"peer[- ]?review|\breview report\b", EntryType.REVIEW),
        (r"\b(?:journal|scholarly|research|review|data)[- ]?(?:article|paper)|\barticle\b", EntryType.ARTICLE_JOURNAL),
        (r"\bproceedings\b|\bmonograph\b|\bbook\b", EntryType.BOOK),
        (r"\bjournal\b|\bperiodical\b", EntryType.PERIODICAL),
        (r"\bstandard\b", EntryType.STANDARD),
        (r"\bpatent\b", EntryType.PATENT),
        (r"\bsoftware\b|\bsource code\b", EntryType.SOFTWARE),
        (r"\bdata ?sets?\b", EntryType.DATASET),
        (r"\bmap\b", EntryType.MAP),
        (r"\binterview\b", EntryType.INTERVIEW),
        (r"\bmanuscript\b", EntryType.MANUSCRIPT),
        (r"\bweb ?(?:page|site)\b", EntryType.WEBPAGE),
    )
)  # fmt: skip
"""Words of ``resourceType`` that tell what a text is, the first that is found."""

ROLES: Final[dict[str, NameRole]] = {
    "Editor": NameRole.EDITOR,
    "Producer": NameRole.PRODUCER,
    "Translator": NameRole.TRANSLATOR,
}
"""``contributorType``; all others contributed."""

CITING: Final = frozenset({"Cites", "IsCitedBy", "References", "IsReferencedBy"})
"""The relations that are lists of other works: those that cite, and are cited."""

NO_VALUES: Final = frozenset(
    "(:unac) (:unal) (:unap) (:unas) (:unav) (:unkn) (:none) (:null) (:tba) (:at) :unac :unal :unap :unas :unav :unkn "
    ":none :null :tba :at".split()
)
"""What stands for a value that there is none of. Source: DataCite Metadata Schema, appendix 3 "Standard values"."""

_CAPITAL: Final = compile_late(r"(?<=[a-z])(?=[A-Z])")


def name_relation(relation: str) -> str:
    """Return a ``relationType`` in the form of Crossref's words: ``is-version-of`` for ``IsVersionOf``."""
    return _CAPITAL.sub("-", relation).lower()
