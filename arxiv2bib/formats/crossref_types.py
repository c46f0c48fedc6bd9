"""Crossref's types and what they are here, as tables.

Source: Crossref REST API, ``/types``; Crossref, "Metadata deposit schema 5.4.0", posted content types, review types and
update types; CSL 1.0.2, appendix III.
"""

from typing import Final

from arxiv2bib.model.vocabulary import EntryType

__all__ = ["CHAPTERS", "POSTED", "REVIEWS", "SERIES", "TYPES", "UPDATES", "WHOLES", "Update"]

TYPES: Final[dict[str, EntryType]] = {
    "book": EntryType.BOOK,
    "book-chapter": EntryType.CHAPTER,
    "book-part": EntryType.CHAPTER,
    "book-section": EntryType.CHAPTER,
    "book-series": EntryType.BOOK,
    "book-set": EntryType.BOOK,
    "book-track": EntryType.CHAPTER,
    "component": EntryType.DOCUMENT,
    "database": EntryType.DATASET,
    "dataset": EntryType.DATASET,
    "dissertation": EntryType.THESIS,
    "edited-book": EntryType.BOOK,
    "grant": EntryType.DOCUMENT,
    "journal": EntryType.PERIODICAL,
    "journal-article": EntryType.ARTICLE_JOURNAL,
    "journal-issue": EntryType.PERIODICAL,
    "journal-volume": EntryType.PERIODICAL,
    "monograph": EntryType.BOOK,
    "other": EntryType.DOCUMENT,
    "peer-review": EntryType.REVIEW,
    "posted-content": EntryType.ARTICLE,
    "proceedings": EntryType.BOOK,
    "proceedings-article": EntryType.PAPER_CONFERENCE,
    "proceedings-series": EntryType.BOOK,
    "reference-book": EntryType.BOOK,
    "reference-entry": EntryType.ENTRY,
    "report": EntryType.REPORT,
    "report-component": EntryType.REPORT,
    "report-series": EntryType.REPORT,
    "standard": EntryType.STANDARD,
    "standard-series": EntryType.STANDARD,
}

POSTED: Final[dict[str, EntryType]] = {
    "blog": EntryType.POST_WEBLOG,
    "dissertation": EntryType.THESIS,
    "report": EntryType.REPORT,
}
"""The subtypes of posted content that are no preprint; CSL's ``article`` holds preprints, working papers and others."""

CHAPTERS: Final = frozenset({EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.ENTRY})
"""What stands in a book, which may stand in a series: two containers."""

WHOLES: Final = frozenset({EntryType.BOOK, EntryType.REPORT, EntryType.STANDARD})
"""What stands in a series and in nothing else."""

SERIES: Final = frozenset(
    {"book-series", "book-set", "journal", "proceedings-series", "report-series", "standard-series"}
)
"""The types that are no single work: what comes out under their names has DOIs of its own."""

REVIEWS: Final[dict[str, str]] = {
    "aggregate": "aggregated peer review", "author-comment": "author response", "community": "community comment",
    "community-comment": "community comment", "editor-report": "editor report", "manuscript": "peer review",
    "recommendation": "recommendation", "referee-report": "peer review report",
}  # fmt: skip
"""What a peer review is called, by its type."""

Update = tuple[str | None, bool]
"""The status of a work that was updated so, None where it is as good as before, and whether to warn of it."""

UPDATES: Final[dict[str, Update]] = {
    "addendum": (None, False),
    "clarification": (None, False),
    "correction": (None, False),
    "corrigendum": (None, False),
    "erratum": (None, False),
    "expression_of_concern": (None, True),
    "new_edition": (None, False),
    "new_version": (None, False),
    "partial_retraction": ("partially retracted", True),
    "removal": ("removed", True),
    "retraction": ("retracted", True),
    "withdrawal": ("withdrawn", True),
}
