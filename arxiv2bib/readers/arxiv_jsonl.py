"""The reader of arXiv's metadata as JSON."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.arxiv_jsonl import NAME, read_item
from arxiv2bib.formats.arxiv_papers import Teller, make_paper_entry
from arxiv2bib.formats.csl_json import Piece, PieceKind
from arxiv2bib.formats.json_lines import split_lines
from arxiv2bib.formats.json_text import UNREADABLE, Constant, compact, scan
from arxiv2bib.formats.known import ARXIV_JSONL
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Field, Record, Source, make_lazy_record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Format
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

# The snapshot's own members, and those of docmeta; the names alone are in no other format.
_SNAPSHOT: Final = compile_late(r'"(?:authors_parsed|update_date|journal-ref|report-no)"\s*:')
_DOCMETA: Final = compile_late(
    r'"(?:abs_categories|authors_utf8|authors_freeform|primary_classification|announced_date_first)"\s*:'
)
_IDENTIFIER: Final = compile_late(
    r'"(?:id|paper_id)"\s*:\s*"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\\?/\d{7})(?:v\d+)?"'
)
_LONG: Final = 1 << 20  # characters in which the first line should end
_START: Final = compile_late(r"[\ufeff\s\[]*\{\s*\"")


@attrs.frozen
class ArxivJsonlReader:
    """Reads the snapshot of arXiv's metadata, one paper a line, and docmeta records; arrays of either as well.

    Every object becomes a preprint with its arXiv DOI; its history goes to ``arxiv.versions``.
    """

    format: ClassVar[Format] = ARXIV_JSONL

    boundary: ClassVar[re.Pattern[bytes]] = re.compile(rb'\n(?=\{")')
    is_sure: ClassVar[bool] = True

    def can_split(self, source: Source, /) -> bool:
        """Whether *source* is one object a line, as far as its first line tells."""
        head = next(source.chunks(_LONG)).lstrip("\ufeff")
        return next(split_lines([head.partition("\n")[0]])).kind is PieceKind.ITEM if head.startswith("{") else False

    def is_damaged(self, item: Entry | Block, /) -> bool:
        """Whether *item* is no line: what follows one that is damaged is read as if it were not."""
        if isinstance(item, Block):
            return not item.raw.startswith('{"') or "\n" in item.raw
        return item.origin is None or "\n" in item.origin.record.raw

    def sniff(self, head: str, /) -> bool:
        """Whether *head* begins with an object that has members of arXiv's metadata and an arXiv identifier."""
        if _START.match(head) is None:
            return False
        if _SNAPSHOT.search(head) is not None:
            return _IDENTIFIER.search(head) is not None
        return _DOCMETA.search(head) is not None

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every object, and a block for everything else, in order."""
        chunks = source.chunks()
        for piece in split_lines(map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks):
            yield _read_piece(piece, source.name, report)


def _read_piece(piece: Piece, source: str, report: Report) -> Entry | Block:
    item = piece.item
    if item is None:
        return _make_block(piece, source, report)
    report.records_read += 1
    name = item.get("id") or item.get("paper_id")
    key = name if isinstance(name, str) else None
    span = (piece.start, piece.start + len(piece.raw))
    record = make_lazy_record(_find_fields, NAME, None, key, span, piece.line, piece.raw)
    teller = Teller(source, record, report, _find_line)
    if piece.kind is PieceKind.MENDED:
        teller.say(Code.READ_INVALID_VALUE, "no proper JSON, but what it says is plain", severity=Severity.INFO)
        for nothing in [name for name, value in item.items() if isinstance(value, Constant)]:
            item[nothing] = None  # "NaN", as programs on tables write what is not there
    entry = make_paper_entry(read_item(item, teller), teller)
    if entry is not None:
        return entry
    report.records_failed += 1
    return Block(kind=BlockKind.FAILED, raw=piece.raw, line=piece.line, source=source, format=NAME)


def _make_block(piece: Piece, source: str, report: Report) -> Block:
    is_failed = piece.kind is PieceKind.FAILED
    if is_failed:
        report.records_read += 1
        report.records_failed += 1
    report.add(
        Diagnostic(
            Code.READ_FAILED_RECORD if is_failed else Code.READ_STRAY_TEXT,
            Severity.ERROR if is_failed else Severity.INFO,
            "the object is no JSON" if is_failed else "text that belongs to no object",
            source=source,
            line=piece.line,
            value=" ".join(piece.raw.split()),
        )
    )
    kind = BlockKind.FAILED if is_failed else BlockKind.TEXT
    return Block(kind=kind, raw=piece.raw, line=piece.line, source=source, format=NAME)


def _find_fields(record: Record) -> tuple[Field, ...]:
    """Return the members of the object that *record* is, values as JSON but for texts."""
    try:
        item, _ = scan(record.raw, 0)
    except UNREADABLE:
        return ()
    pairs = getattr(item, "pairs", None) or item.items()
    return tuple((name, value if isinstance(value, str) else compact(value), None) for name, value in pairs)


def _find_line(record: Record, name: str) -> int:
    at = record.raw.find(f'"{name}"')
    return record.raw.count("\n", 0, at) if at > 0 else 0
