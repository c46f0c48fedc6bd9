"""The reader of arXiv's Atom feeds."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.formats.arxiv_atom import read_pieces
from arxiv2bib.formats.known import ARXIV_ATOM
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.protocols import Format
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

_FEED: Final = compile_late(r"<(?:[\w.-]{1,20}:)?(?:feed|entry)[\s>]")
_ARXIV: Final = compile_late(r"arxiv\.org/(?:schemas/atom|api/|abs/)|>\s*arxiv query|oai:arxiv\.org:", re.I)


@attrs.frozen
class ArxivAtomReader:
    """Reads the feeds that arXiv's API answers with, those of before 2025 too; one file may have many.

    Every entry becomes a preprint with its arXiv DOI. The version that it is of goes to ``version``.
    An error that the service tells in an entry is said, and is no entry. Dates are read to the day, in UTC.
    """

    format: ClassVar[Format] = ARXIV_ATOM

    def sniff(self, head: str, /) -> bool:
        """Whether *head* is of an Atom feed that speaks of arXiv."""
        return _FEED.search(head) is not None and _ARXIV.search(head) is not None

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record, and a block for everything else, in order."""
        chunks = source.chunks()
        texts = map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks
        return read_pieces(texts, source=source.name, report=report)
