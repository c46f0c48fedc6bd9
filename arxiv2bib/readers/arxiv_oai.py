"""The reader of what arXiv's OAI-PMH service answers."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.arxiv_oai import NAME, OAI, read_header, read_metadata
from arxiv2bib.formats.arxiv_papers import Teller, make_paper_entry
from arxiv2bib.formats.known import ARXIV_OAI
from arxiv2bib.formats.xml_reading import (
    fail,
    find_xml_line,
    keep_element,
    make_xml_record,
    parse_piece,
    say_what_stands_between,
)
from arxiv2bib.formats.xml_records import Piece, PieceKind, local_name, split_records
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Format
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_IDENTIFIER: Final = compile_late(r"<(?:[\w.-]{1,20}:)?identifier>\s*([^<]{1,200}?)\s*</")
_TOKEN: Final = compile_late(
    r"<(?:[\w.-]{1,20}:)?resumptionToken(?:\s[^<>]*)?>([^<]*)</(?:[\w.-]{1,20}:)?resumptionToken\s*>"
)
_ERROR: Final = compile_late(
    r"<(?:[\w.-]{1,20}:)?error\s+code\s*=\s*[\"']([A-Za-z]{1,40})[\"'][^<>]*>([^<]{0,2000})</(?:[\w.-]{1,20}:)?error\s*>"
)
_ROOT: Final = compile_late(rf"<(?:[\w.-]{{1,20}}:)?{OAI.root}[\s>]")
_HEADER: Final = compile_late(r"<(?:[\w.-]{1,20}:)?header[\s>]")
_OAI: Final = compile_late(
    r"openarchives\.org/OAI/2\.0|<(?:[\w.-]{1,20}:)?OAI-PMH[\s>]|arxiv\.org/OAI/|oai:arXiv\.org:", re.I
)


@attrs.frozen
class ArxivOaiReader:
    """Reads harvests in the forms ``arXiv``, ``arXivRaw``, ``arXivOld`` and ``oai_dc``; one file may have many answers.

    Every record becomes a preprint with its arXiv DOI; the history of ``arXivRaw`` goes to ``arxiv.versions``.
    Deleted records, errors of the service and a list that goes on elsewhere are said.
    """

    format: ClassVar[Format] = ARXIV_OAI

    def sniff(self, head: str, /) -> bool:
        """Whether *head* is of an OAI-PMH answer, or of a record of one."""
        return _OAI.search(head) is not None and head.lstrip("\ufeff \t\r\n").startswith("<")

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record, and a block for everything else, in order."""
        chunks = source.chunks()
        texts = map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks
        run = _Run(source.name, report)
        for piece in split_records(texts, OAI):
            if piece.kind in (PieceKind.RECORD, PieceKind.UNFINISHED):
                yield run.read_record(piece)
            else:
                yield run.read_between(piece)
        run.say_whether_it_goes_on()


class _Run:
    """The reading of one source."""

    def __init__(self, source: str, report: Report) -> None:
        self.source = source
        self.report = report
        self.seen: set[str] = set()
        self.token: tuple[str, int] | None = None

    def read_between(self, piece: Piece) -> Block:
        """Return the block of what stands between records, and say what is not usual in it."""
        if piece.kind is PieceKind.HEAD:
            self.seen.clear()
            self.token = None
        for error in _ERROR.finditer(piece.raw):
            severity = Severity.INFO if error[1] == "noRecordsMatch" else Severity.ERROR
            message = f"the service says: {error[1]}: {' '.join(error[2].split())}".rstrip(": ")
            self._say(Code.READ_SERVICE_ERROR, message, piece, error.start(), severity=severity)
        begins = [found.start() for found in _ROOT.finditer(piece.raw)]
        token = _TOKEN.search(piece.raw, begins[-1] if begins else 0)  # of the answer that begins there
        if token is not None:
            name = token[1].strip()
            self.token = (name, piece.line + piece.raw.count("\n", 0, token.start())) if name else None
        headers = _HEADER.search(piece.raw)
        if headers is not None:
            message = "a list of identifiers has no records; the reader arxiv-ids reads identifiers, one a line"
            self._say(Code.READ_STRAY_TEXT, message, piece, headers.start(), severity=Severity.WARNING)
        else:
            rest = _ERROR.sub("", _TOKEN.sub("", piece.raw))
            say_what_stands_between(attrs.evolve(piece, raw=rest), OAI, self.source, self.report)
        kind = BlockKind.HEADER if piece.kind is PieceKind.HEAD else BlockKind.TEXT
        return Block(kind=kind, raw=piece.raw, line=piece.line, source=self.source, format=NAME)

    def _say(self, code: Code, message: str, piece: Piece, at: int, *, severity: Severity) -> None:
        line = piece.line + piece.raw.count("\n", 0, at)
        self.report.add(Diagnostic(code, severity, message, source=self.source, line=line))

    def read_record(self, piece: Piece) -> Entry | Block:
        """Return the entry of a record, or the block of one that has none."""
        self.report.records_read += 1
        identifier = _IDENTIFIER.search(piece.raw)
        record = make_xml_record(NAME, piece, identifier[1] if identifier is not None else None)
        teller = Teller(self.source, record, self.report, find_xml_line)
        element = parse_piece(piece, teller)
        if isinstance(element, Block):
            return element
        parts = {local_name(child): child for child in element}
        header = parts.get("header")
        if header is not None and header.get("status") == "deleted":
            teller.say(Code.READ_DELETED_RECORD, "the record was deleted from arXiv", "header", severity=Severity.INFO)
            return Block(kind=BlockKind.TEXT, raw=piece.raw, line=piece.line, source=self.source, format=NAME)
        return self._read_paper(element, header, parts.get("metadata"), teller)

    def _read_paper(
        self, element: "Element", header: "Element | None", metadata: "Element | None", teller: Teller
    ) -> Entry | Block:
        child = next(iter(metadata), None) if metadata is not None else None
        if child is None:
            return fail(teller, "the record has no metadata", 0)
        paper = read_metadata(child, teller)
        if paper is None:
            return fail(teller, f"no form of arXiv's metadata: {local_name(child)}", 0)
        if header is not None:
            read_header(header, paper, teller)
        for part in element:
            if part is not header and part is not metadata:
                keep_element(part, local_name(part), teller)
        entry = make_paper_entry(paper, teller)
        if entry is None:
            self.report.records_failed += 1
            record = teller.record
            return Block(kind=BlockKind.FAILED, raw=record.raw, line=record.line, source=self.source, format=NAME)
        if entry.url is not None:
            if entry.url in self.seen:
                teller.say(Code.READ_DUPLICATE_RECORD, "the same paper stands twice in one answer", "identifier")
            self.seen.add(entry.url)
        return entry

    def say_whether_it_goes_on(self) -> None:
        """Say so if the last answer ends with a token for the next one."""
        if self.token is not None:
            name, line = self.token
            self.report.add(
                Diagnostic(
                    Code.READ_UNFINISHED_LIST,
                    Severity.INFO,
                    "the list goes on in another answer, which is not in this file",
                    source=self.source,
                    line=line,
                    value=name,
                )
            )
