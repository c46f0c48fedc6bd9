"""The reader of lists of identifiers: what to ask for, one a line."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.known import ARXIV_IDS
from arxiv2bib.model.entry import ArxivInfo, Entry, make_origin
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.records import Block, Source, make_record
from arxiv2bib.model.vocabulary import BlockKind, EntryType
from arxiv2bib.protocols import Format
from arxiv2bib.text.expressions import compile_late

NAME: Final = ARXIV_IDS.name

_COMMENT: Final = compile_late(r"(?:\A|\s)[#%](?![0-9A-Fa-f]{2}\b).*", re.DOTALL)
_BETWEEN: Final = compile_late(r"[\s,;]+")
# BibTeX, JSON or XML in one line, with a DOI somewhere in it.
_MARKED_UP: Final = compile_late(r'@|\{|\[\s*+[{"]|<(?!https?:|doi:|10\.)', re.I)
_LOOKED_AT: Final = 50
_LONGEST: Final = 2000

Identifier = ArxivId | Doi


@attrs.frozen
class ArxivIdsReader:
    """Reads lists of arXiv identifiers, addresses and DOIs, one a line; ``#`` begins a comment.

    An entry has its identifier and nothing else: what it names must be asked for. A version that stands there is meant.
    """

    format: ClassVar[Format] = ARXIV_IDS

    def sniff(self, head: str, /) -> bool:
        """Whether every line of *head* that is no comment is an identifier."""
        lines = head.splitlines()
        cut = len(lines) > 1 and not head.endswith(("\n", "\r"))
        texts = (_strip(line) for line in (lines[:-1] if cut else lines))
        found = [
            _read_line(text) if _MARKED_UP.match(text) is None else ([], text)
            for text in islice(filter(None, texts), _LOOKED_AT)
        ]
        return bool(found) and all(rest == "" and identifiers for identifiers, rest in found)

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every identifier, and a block for everything else, in order."""
        offset, number = 0, 1
        for line in _split_lines(source.chunks()):
            yield from _read(line, offset, number, source.name, report)
            offset, number = offset + len(line), number + 1


def _split_lines(chunks: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a text, with their ends."""
    parts: list[str] = []
    for chunk in chunks:
        parts.append(chunk)
        if "\n" in chunk:
            *lines, last = "".join(parts).split("\n")
            yield from (f"{line}\n" for line in lines)
            parts = [last]
    last = "".join(parts)
    if last:
        yield last


def _strip(line: str) -> str:
    return _COMMENT.sub("", line.strip("\ufeff \t\r\n"), count=1).strip()


def _read(line: str, offset: int, number: int, source: str, report: Report) -> Iterator[Entry | Block]:
    text = _strip(line)
    if not text:
        yield Block(kind=BlockKind.TEXT, raw=line, line=number, source=source, format=NAME)
        return
    identifiers, rest = _read_line(text)
    if not identifiers:
        report.records_read += 1
        report.records_failed += 1
        message = "neither an arXiv identifier nor a DOI"
        report.add(Diagnostic(Code.READ_FAILED_RECORD, Severity.ERROR, message, source=source, line=number, value=text))
        yield Block(kind=BlockKind.FAILED, raw=line, line=number, source=source, format=NAME)
        return
    if rest:
        message = "text behind the identifier"
        report.add(Diagnostic(Code.READ_STRAY_TEXT, Severity.INFO, message, source=source, line=number, value=rest))
    for at, identifier in enumerate(identifiers):
        report.records_read += 1
        name = str(identifier)
        report.add(
            Diagnostic(
                Code.READ_BARE_IDENTIFIER, Severity.INFO, "only the identifier is known; --resolve asks for the rest",
                source=source, line=number, record=name,
            )
        )  # fmt: skip
        raw = line if at == 0 else ""  # the line is the first one's: together the records are the text
        span = (offset, offset + len(raw))
        record = make_record(NAME, None, name, (("id", name, None),), span, number, raw)
        yield _make_entry(identifier).evolve(origin=make_origin(source, record, None))


def _read_line(text: str) -> tuple[list[Identifier], str]:
    """Return the identifiers in the line *text*, and what stands behind them; none if it does not begin with one."""
    if len(text) > _LONGEST:
        return [], text
    whole = _parse(text)
    if whole is not None:
        return [whole], ""
    parts = [part for part in _BETWEEN.split(text) if part]
    found = [_parse(part) for part in parts]
    known = [identifier for identifier in found if identifier is not None]
    if known and len(known) == len(parts):
        return known, ""
    if found and found[0] is not None:
        return [found[0]], text.partition(parts[0])[2].strip(" \t,;")
    return [], text


def _parse(text: str) -> Identifier | None:
    try:
        return ArxivId.parse(text)
    except InvalidValueError:
        pass
    try:
        return Doi.parse(text) if not _has_words(text) else None
    except InvalidValueError:
        return None


def _has_words(text: str) -> bool:
    """Whether *text* says more than a DOI in one of its spellings: ``doi: 10.1000/182`` does not."""
    return len(text.split()) > (2 if text[:4].casefold() == "doi:" else 1)


def _make_entry(identifier: Identifier) -> Entry:
    if isinstance(identifier, Doi):
        return Entry(type=EntryType.DOCUMENT, doi=identifier)
    info = ArxivInfo(id=identifier)
    return Entry(type=EntryType.ARTICLE, doi=identifier.doi, url=identifier.url, arxiv=info)
