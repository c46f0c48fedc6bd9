"""What the readers of the JSON of registration agencies share: items cut out of a text, and told apart from others."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.agency_members import Json, Say
from arxiv2bib.formats.csl_json import Piece, PieceKind, Shape, split_items
from arxiv2bib.model.entry import Entry, make_origin
from arxiv2bib.model.records import Block, Source, make_record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Format
from arxiv2bib.text.encoding import decode_bad_bytes

__all__ = ["Agency", "read_answers"]


class Agency(NamedTuple):
    """An agency's format, how its files are built, and what makes entries of its answers."""

    format: Format
    shape: Shape
    list_items: Callable[[Json], tuple[Mapping[str, Json], ...]]
    interpret: Callable[[Mapping[str, Json], Say | None], Entry]
    is_empty_answer: Callable[[Mapping[str, Json]], bool]
    what: str


def read_answers(agency: Agency, source: Source, report: Report) -> Iterator[Entry | Block]:
    """Yield an entry for every work in *source* and a block for everything else, in order."""
    run = _Run(agency, source.name, report)
    chunks = source.chunks()
    for piece in split_items(map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks, agency.shape):
        works = agency.list_items(piece.item) if piece.item is not None else ()
        for work in works:
            yield run.interpret(piece, work)
        if not works:
            is_empty_answer = piece.item is not None and agency.is_empty_answer(piece.item)
            yield run.make_block(piece, BlockKind.HEADER if is_empty_answer else None)


class _Run:
    """The reading of one source."""

    def __init__(self, agency: Agency, source: str, report: Report) -> None:
        self.agency = agency
        self.source = source
        self.report = report
        self.seen: set[str] = set()

    def interpret(self, piece: Piece, work: Mapping[str, Json]) -> Entry:
        held: list[tuple[Code, str, str, str | None, Severity]] = []
        entry = self.agency.interpret(work, lambda *said: held.append(said))
        name = str(entry.doi) if entry.doi is not None else None
        if piece.kind is PieceKind.MENDED:
            message = "no proper JSON, but what it says is plain"
            held.append((Code.READ_INVALID_VALUE, "", message, None, Severity.INFO))
        if name is not None:
            if name.lower() in self.seen:
                message = "the same work stands twice in one file"
                held.append((Code.READ_DUPLICATE_RECORD, "doi", message, name, Severity.WARNING))
            self.seen.add(name.lower())
        for code, path, message, value, severity in held:
            self.say(piece, name, code, path, message, value, severity)
        self.report.records_read += 1
        span = (piece.start, piece.start + len(piece.raw))
        record = make_record(self.agency.format.name, entry.native_type, name, (), span, piece.line, piece.raw)
        return entry.evolve(origin=make_origin(self.source, record, None))

    def say(
        self, piece: Piece, name: str | None, code: Code, path: str, message: str, value: str | None, severity: Severity
    ) -> None:
        member = path.partition(".")[0].partition("[")[0]
        place = max(0, piece.raw.find(f'"{member}"')) if member else 0
        line = piece.line + piece.raw.count("\n", 0, place)
        self.report.add(
            Diagnostic(
                code, severity, message, source=self.source, line=line, record=name, path=path or None, value=value
            )
        )

    def make_block(self, piece: Piece, kind: BlockKind | None) -> Block:
        """Return the block of what is no work: one that failed, text, or of the *kind* given."""
        is_failed = kind is None and piece.kind is not PieceKind.TEXT
        if is_failed:
            self.report.records_read += 1
            self.report.records_failed += 1
        message = "text that belongs to no record"
        if is_failed:
            message = "the item is no JSON" if piece.item is None else f"the item is no {self.agency.what}"
        self.report.add(
            Diagnostic(
                Code.READ_FAILED_RECORD if is_failed else Code.READ_STRAY_TEXT,
                Severity.ERROR if is_failed else Severity.INFO,
                message,
                source=self.source,
                line=piece.line,
                value=" ".join(piece.raw.split()),
            )
        )
        kind = kind or (BlockKind.FAILED if is_failed else BlockKind.TEXT)
        return Block(kind=kind, raw=piece.raw, line=piece.line, source=self.source, format=self.agency.format.name)
