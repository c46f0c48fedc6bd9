"""The scanner of daily arXiv digests in Markdown: text in, raw records out.

A digest is ``# Arxiv Papers in CATEGORY on DATE`` and then, for every paper, ``### Title`` and lines
``- **Label**: value``. Values may run over several lines. What stands in no record becomes a block.
"""

import re
from collections.abc import Iterable, Iterator

from arxiv2bib.model.records import Block, Field, Record
from arxiv2bib.model.vocabulary import BlockKind

NAME = "arxiv-digest"
TITLE = "Title"
LABELS = (
    "Arxiv ID", "DOI", "Categories", "Links", "Published", "Updated", "Authors", "Comment", "Journal", "Summary"
)  # fmt: skip
HEADING = re.compile(r"#[ \t]+arxiv papers in\b", re.I)

_START = "### "
# One whole record in the usual order. Possessive, so that a record that does not fit fails at once; the lines that
# a value runs over begin with two spaces.
_RECORD = re.compile(
    r"### ([^\n]*+)\n"
    + "".join(rf"- \*\*{label}\*\*: ([^\n]*+(?:\n  [^\n]++)*+)\n" for label in LABELS[:-1])
    + rf"- \*\*{LABELS[-1]}\*\*: ([^\n]*+)(?:\n++(?=### )|\n*+\Z|\n\n++(?=# ))"
)
_FIELD_NAMES = (TITLE, *LABELS)
_NO_SPANS = (None,) * len(_FIELD_NAMES)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # splitlines would split at other characters too
_LABEL_LINE = re.compile(r"[ \t]*[-*+][ \t]+\*\*([^*\n:]{1,40})(?:\*\*[ \t]*:|:\*\*)[ \t]?(.*)")


def scan_digest(chunks: Iterable[str]) -> Iterator[Record | Block]:
    """Yield the records and blocks of a digest, in order, from its text in *chunks* of any size.

    The line ends of *chunks* are line feeds. Every character of the text is in the ``raw`` of one record or block.
    """
    parts: list[str] = []
    tail = ""  # what may be the beginning of a title line
    offset, line = 0, 1
    for chunk in chunks:
        parts.append(chunk)
        # A record may go on in the next chunk: only what stands before the last title line is complete.
        seam = tail + chunk
        tail = seam[-len(_START) :]
        if f"\n{_START}" not in seam:
            continue
        text = "".join(parts)
        cut = text.rfind(f"\n{_START}") + 1
        yield from _scan_text(text[:cut], offset, line)
        parts = [text[cut:]]
        offset += cut
        line += text.count("\n", 0, cut)
    yield from _scan_text("".join(parts), offset, line)


def _scan_text(text: str, offset: int, line: int) -> Iterator[Record | Block]:
    """Yield what is in *text*, which begins and ends on a record boundary."""
    start, size = 0, len(text)
    match_record = _RECORD.match
    while start < size:
        match = match_record(text, start)
        if match is not None:
            end = match.end()
            raw = text[start:end]
            fields = tuple(zip(_FIELD_NAMES, match.groups(), _NO_SPANS, strict=True))
            yield Record(NAME, None, match[2], fields, (offset + start, offset + end), line, raw)
        else:
            following = text.find(f"\n{_START}", start)
            end = following + 1 if following >= 0 else size
            raw = text[start:end]
            yield from _scan_piece(raw, offset + start, line)
        line += raw.count("\n")
        start = end


def _scan_piece(raw: str, offset: int, line: int) -> Iterator[Record | Block]:
    """Yield what is in *raw*: one record out of the usual order, and the text around it."""
    lines = _LINE.findall(raw)
    position = 0
    if raw.startswith(_START):
        position = _end_of_record(lines)
        record_raw = "".join(lines[:position])
        fields = _read_fields(lines[:position])
        key = next((value for name, value, _ in fields if name == LABELS[0]), None)
        yield Record(NAME, None, key, fields, (offset, offset + len(record_raw)), line, record_raw)
        line += position
    yield from _read_blocks(lines[position:], line)


def _read_blocks(lines: list[str], line: int) -> Iterator[Block]:
    """Yield the headings among *lines*, each with the blank lines around it, and the text between them."""
    start, kind = 0, BlockKind.TEXT
    for position, text in enumerate(lines):
        is_heading = HEADING.match(text) is not None
        if (is_heading or (kind is BlockKind.HEADER and text.strip())) and any(map(str.strip, lines[start:position])):
            yield Block(kind=kind, raw="".join(lines[start:position]), line=line + start)
            start, kind = position, BlockKind.TEXT
        if is_heading:
            kind = BlockKind.HEADER
    if start < len(lines):
        yield Block(kind=kind, raw="".join(lines[start:]), line=line + start)


def _end_of_record(lines: list[str]) -> int:
    """Return how many of *lines* belong to the record that they begin with.

    A record ends at the heading of another digest, and at a blank line after which no labelled line comes.
    """
    labelled = [bool(_LABEL_LINE.match(text)) for text in lines]
    last_label = max((i for i, is_label in enumerate(labelled) if is_label), default=0)
    for position in range(1, len(lines)):
        if HEADING.match(lines[position]):
            return position
        if position > last_label and not lines[position].strip():
            return next((i for i in range(position, len(lines)) if lines[i].strip()), len(lines))
    return len(lines)


def _read_fields(lines: list[str]) -> tuple[Field, ...]:
    """Return the title and the labelled values of *lines*, in their order, repeated ones included.

    A line without a label goes on with the value before it.
    """
    values: list[tuple[str, list[str]]] = [(TITLE, [lines[0][len(_START) :].strip()])]
    for text in lines[1:]:
        match = _LABEL_LINE.match(text)
        if match is not None:
            values.append((_canonical_label(match[1]), [match[2].rstrip()]))
        elif text.strip():
            values[-1][1].append(text.rstrip())
    return tuple((name, "\n".join(parts), None) for name, parts in values)


def find_field_line(record: Record, position: int) -> int:
    """Return the line of the source on which the field of *record* at *position* begins; the title has position 0."""
    labelled = 0
    for offset, text in enumerate(record.raw.split("\n") if position else ()):
        if offset and _LABEL_LINE.match(text):
            labelled += 1
            if labelled == position:
                return record.line + offset
    return record.line


def _canonical_label(label: str) -> str:
    label = " ".join(label.split())
    return next((known for known in LABELS if known.casefold() == label.casefold()), label)
