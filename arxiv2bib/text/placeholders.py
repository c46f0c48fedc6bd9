"""What people and programs write where there is nothing to write yet."""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["PLACES", "is_placeholder"]

PLACES: Final = frozenset({"article_number", "issue", "number", "page", "volume"})
"""Fields for the place of a work in its container."""

_NOTHING: Final = compile_late(r"(?:n\.?/?a\.?|none|null|tb[ad]|[-‐–—?. ]+)(?:[-‐–— ]+n/?a)?", re.I)


def is_placeholder(text: str) -> bool:
    """Whether *text*, the place of a work in its container, says nothing: ``n/a``, ``--``, ``???``.

    Source: the BibTeX and RIS of Wiley's Online Library, which say ``n/a`` and ``n/a-n/a`` of what is in no issue yet.
    """
    return _NOTHING.fullmatch(text) is not None
