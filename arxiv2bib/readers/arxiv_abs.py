"""The reader of arXiv's abstract files."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.arxiv_abs import (
    NAME,
    AbsPiece,
    find_abs_fields,
    find_abs_line,
    find_identifier,
    read_abs,
    split_abs,
)
from arxiv2bib.formats.arxiv_papers import Teller, make_paper_entry
from arxiv2bib.formats.known import ARXIV_ABS
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source, make_lazy_record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Format
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

_START: Final = compile_late(r"^\\\\[ \t]*\r?\n(?:arXiv|Paper)[ \t]*:|^%%%% FILE \S+\.abs\b", re.MULTILINE)


@attrs.frozen
class ArxivAbsReader:
    r"""Reads ``.abs`` files, many in one file too, and the mails in which arXiv announces papers.

    Every record becomes a preprint with its arXiv DOI; its history goes to ``arxiv.versions``.
    """

    format: ClassVar[Format] = ARXIV_ABS

    def sniff(self, head: str, /) -> bool:
        r"""Whether *head* has a line ``\\`` with an identifier below it, or a line that names an .abs file."""
        return _START.search(head) is not None

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record, and a block for everything else, in order."""
        chunks = source.chunks()
        for piece in split_abs(map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks):
            yield _read_piece(piece, source.name, report)


def _read_piece(piece: AbsPiece, source: str, report: Report) -> Entry | Block:
    if not piece.is_record:
        words = piece.raw.strip("\ufeff \t\n")
        if words:
            line = piece.line + piece.raw.partition(words)[0].count("\n")
            message = "text that belongs to no record"
            value = " ".join(words.split())
            report.add(Diagnostic(Code.READ_STRAY_TEXT, Severity.INFO, message, source=source, line=line, value=value))
        return Block(kind=BlockKind.TEXT, raw=piece.raw, line=piece.line, source=source, format=NAME)
    report.records_read += 1
    span = (piece.start, piece.start + len(piece.raw))
    key = find_identifier(piece.raw)
    record = make_lazy_record(find_abs_fields, NAME, None, key, span, piece.line, piece.raw)
    teller = Teller(source, record, report, find_abs_line)
    entry = make_paper_entry(read_abs(record, teller), teller)
    if entry is not None:
        return entry
    report.records_failed += 1
    return Block(kind=BlockKind.FAILED, raw=piece.raw, line=piece.line, source=source, format=NAME)
