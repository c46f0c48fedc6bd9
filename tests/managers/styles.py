"""What the styles of CSL leave out, of whatever program prints them."""

from typing import Final

from arxiv2bib import EntryType
from tests.managers.fields import Difference
from tests.managers.programs import Fault, is_type, prints_online
from tests.managers.quick import fields

__all__ = ["STYLE_FAULTS", "has_range"]

_LAWS: Final = (
    EntryType.BILL, EntryType.LEGAL_CASE, EntryType.LEGISLATION, EntryType.REGULATION, EntryType.TREATY,
)  # fmt: skip
_ARTICLES: Final = (
    EntryType.ARTICLE_JOURNAL, EntryType.ARTICLE_MAGAZINE, EntryType.ARTICLE_NEWSPAPER, EntryType.REVIEW,
    EntryType.REVIEW_BOOK,
)  # fmt: skip


def has_range(difference: Difference) -> bool:
    """Whether the work sent has a range of dates."""
    issued = difference.entry.issued if difference.entry is not None else None
    return issued is not None and issued.end is not None


STYLE_FAULTS: Final = (
    Fault(fields("author"), "the style prints no authors of laws and cases", is_type(*_LAWS)),
    Fault(fields("year DOI"), "the style prints neither year nor DOI of what is taken for a web page", prints_online),
    Fault(fields("eprint"), "the style prints the DOI of an article, not arXiv's identifier", is_type(*_ARTICLES)),
    Fault(fields("identifier DOI"), "the style prints no identifiers of articles", is_type(*_ARTICLES)),
    Fault(fields("page"), "the style prints no pages of newspapers and magazines", is_type(*_ARTICLES[1:3])),
)
