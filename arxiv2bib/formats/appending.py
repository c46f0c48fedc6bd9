"""Where in a bibliography that is there new records go, format by format; nothing that stands there is touched."""

from collections.abc import Callable
from typing import Final

from arxiv2bib.errors import ExportError
from arxiv2bib.formats.csl_json import PieceKind, split_items
from arxiv2bib.formats.ris import split_end
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.expressions import compile_late

__all__ = ["PLACES", "Place"]

Place = Callable[[str, str, Entry | None], tuple[int, str]]
"""Takes the text that is there, the text of new records as an exporter writes it, and the last entry that is there.

Returns where in the first the new text goes, and the new text with what sets it apart there, line ends as line feeds.
Raises :class:`~arxiv2bib.ExportError` if there is no such place.
"""

_CSL_START: Final = compile_late(r'[\ufeff\s]*+(?:\{\s*+"(?:items|references)"\s*+:\s*+)?\[\s*+\Z')
_CSL_EMPTY: Final = compile_late(r'[\ufeff\s]*+(?:\{\s*+"(?:items|references)"\s*+:\s*+)?\[(?=\s*+\]\s*+\}?\s*+\Z)')
_CSL_END: Final = compile_late(r"\s*+\]\s*+\}?\s*+\Z")
_NO_ARRAY: Final = "is no array of CSL items to which another could be added; convert it first"


def _find_gap(text: str) -> str:
    """Return the line feeds that make a blank line behind *text*."""
    end = text[-4:].replace("\r\n", "\n").replace("\r", "\n")
    return "" if not end or end.endswith("\n\n") else "\n" if end.endswith("\n") else "\n\n"


def _place_bibtex(text: str, added: str, last: Entry | None) -> tuple[int, str]:
    return len(text), _find_gap(text) + added


def _place_ris(text: str, added: str, last: Entry | None) -> tuple[int, str]:
    is_open = last is not None and last.origin is not None and not split_end(last.origin.record)[1]
    if is_open:  # programs that need the line would else lose the record that is there
        return len(text), ("" if text.endswith(("\n", "\r")) else "\n") + "ER  - \n\n" + added
    return len(text), _find_gap(text) + added


def _place_csl_json(text: str, added: str, last: Entry | None) -> tuple[int, str]:
    items = added.removeprefix("[\n  ").removesuffix("\n]\n")
    pieces = list(split_items([text]))
    if not pieces:
        empty = _CSL_EMPTY.match(text)
        if empty is None:
            raise ExportError(_NO_ARRAY)
        return empty.end(), f"\n  {items}\n"
    damaged = next((piece for piece in pieces if piece.kind in (PieceKind.FAILED, PieceKind.TEXT)), None)
    if damaged is not None:
        raise ExportError(f"is damaged in line {damaged.line}; mend it first")
    end = pieces[-1].start + len(pieces[-1].raw)
    if _CSL_START.match(text[: pieces[0].start]) is None or _CSL_END.match(text, end) is None:
        raise ExportError(_NO_ARRAY)
    return end, f",\n  {items}"


PLACES: Final[dict[str, Place]] = {
    "bibtex": _place_bibtex,
    "biblatex": _place_bibtex,
    "ris": _place_ris,
    "csl-json": _place_csl_json,
}
"""The formats that can be added to."""
