"""What the readers of XML formats do alike: records of what a piece holds, and words about what cannot be read."""

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_papers import Teller, name_paper
from arxiv2bib.formats.xml_records import Dialect, Piece, PieceKind, list_values, parse_record
from arxiv2bib.model.records import Block, Field, Record, make_lazy_record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["fail", "find_xml_line", "keep_element", "make_xml_record", "parse_piece", "say_what_stands_between"]

_LONGEST_NAME: Final = 80
# What XML does not allow, and no text needs: control characters and noncharacters, also where they are spelled out.
_NO_XML: Final = compile_late(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    "|&#(?:0{0,9}(?:[0-8]|1[124-9]|2\\d|3[01])|[xX]0{0,9}(?:[0-8bcBCefEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]));"
)


def make_xml_record(format: str, piece: Piece, key: str | None) -> Record:
    """Return the record that *piece* holds; its fields are found when they are asked for."""
    span = (piece.start, piece.start + len(piece.raw))
    return make_lazy_record(partial(_find_fields, piece.opening), format, None, key, span, piece.line, piece.raw)


def _find_fields(opening: str, record: Record) -> tuple[Field, ...]:
    try:
        element = parse_record(opening, record.raw)
    except InvalidValueError:
        return ()
    return tuple((path, value, None) for path, value in list_values(element))


def find_xml_line(record: Record, name: str) -> int:
    """Return on which line of *record*, from 0, the element *name* begins (``author/name``: the first of them)."""
    last = re.escape(name.rpartition("/")[2][:_LONGEST_NAME])
    found = re.search(rf"<(?:[\w.-]{{1,20}}:)?{last}[\s>/]", record.raw)
    return record.raw.count("\n", 0, found.start()) if found is not None else 0


def parse_piece(piece: Piece, teller: Teller) -> "Element | Block":
    """Return the element of the record in *piece*, or the failed block of one that cannot be read, which is said.

    Characters that XML does not allow are left out, and said.
    """
    if piece.kind is PieceKind.UNFINISHED:
        return fail(teller, "the record has no end", 0)
    try:
        return parse_record(piece.opening, piece.raw)
    except InvalidValueError as error:
        problem = error
    cleaned = _NO_XML.sub("", piece.raw)
    if cleaned != piece.raw:
        try:
            element = parse_record(piece.opening, cleaned)
        except InvalidValueError as error:
            problem = error
        else:
            first = _NO_XML.search(piece.raw)
            line = piece.raw.count("\n", 0, first.start()) if first is not None else 0
            message = "characters removed that XML does not allow"
            teller.say(Code.TEXT_CONTROL_CHARACTER, message, value=repr(piece.raw.splitlines()[line]), line=line)
            return element
    return fail(teller, f"no well-formed XML: {problem.args[0]}", problem.args[1])


def keep_element(element: "Element", name: str, teller: Teller) -> None:
    """Keep the words of *element*, which the format does not have, and those of its attributes."""
    texts = [*element.itertext(), *(value for node in element.iter() for value in node.attrib.values())]
    if text := " ".join(" ".join(texts).split()):
        teller.keep_unknown(name, text)


def fail(teller: Teller, message: str, line: int) -> Block:
    """Return the block of a record that cannot be read, and say why; *line* counts from the record's first, 0."""
    record = teller.record
    teller.report.records_failed += 1
    teller.report.add(
        Diagnostic(
            Code.READ_FAILED_RECORD, Severity.ERROR, message, source=teller.source, line=record.line + line,
            record=name_paper(record.key), value=" ".join(record.raw.split()),
        )
    )  # fmt: skip
    return Block(kind=BlockKind.FAILED, raw=record.raw, line=record.line, source=teller.source, format=record.format)


def say_what_stands_between(piece: Piece, dialect: Dialect, source: str, report: Report) -> None:
    """Tell *report* of what stands in *piece* that a file of *dialect* does not have between its records."""

    def say(message: str, severity: Severity) -> None:
        line = piece.line + piece.raw.partition(piece.raw.strip()[:1])[0].count("\n")
        value = " ".join(piece.raw.split())
        report.add(Diagnostic(Code.READ_STRAY_TEXT, severity, message, source=source, line=line, value=value))

    if piece.has_doctype:
        say("a document type declaration is refused: what it declares is not read", Severity.WARNING)
    has_end = f"{dialect.record}>" in piece.raw
    if has_end or (piece.kind is PieceKind.TEXT and not piece.is_blank):
        say("text that belongs to no record", Severity.WARNING if has_end else Severity.INFO)
