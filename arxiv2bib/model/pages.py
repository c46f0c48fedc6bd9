"""Page ranges."""

from collections.abc import Callable
from typing import Final

import attrs

from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.showing import show_fields
from arxiv2bib.text.expressions import compile_late

_RANGE = compile_late(r"\s*([^\s,;–—-]+)\s*(?:(?:-{1,3}|–|—)\s*([^\s,;–—-]+)\s*)?\Z")


@attrs.frozen(kw_only=True, weakref_slot=False)
class Pages:
    """The pages of a work in its container: one, or first and last, as written; or words in ``literal``."""

    first: str | None = None
    last: str | None = None
    literal: str | None = None

    __repr__ = show_fields

    def __str__(self) -> str:
        """Return ``first-last`` with one hyphen, the page, or the words."""
        if self.first is None:
            return self.literal or ""
        return self.first if self.last is None else f"{self.first}-{self.last}"


make_pages: Final[Callable[[str, str | None], Pages]] = make_drafter(Pages, "first", "last")
"""Return the pages from a first one to a last one, if any, faster than the constructor."""


def parse_pages(text: str) -> Pages:
    """Return the page range written in *text*.

    Accepts one page or two joined by "-", "--" or a dash, each of any letters and digits (``S12``, ``xiv``,
    ``061102``); anything else comes back with ``literal`` set. Never raises.

    Source: CSL 1.0.2, "page"; BibLaTeX manual, "pages".
    """
    if not isinstance(text, str):
        raise refuse_text("parse_pages", text)
    match = _RANGE.match(text)
    if match is None:
        return Pages(literal=text)
    return make_pages(match[1], match[2])
