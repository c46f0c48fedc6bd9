"""The scanner of daily arXiv digests in Markdown: text in, raw records out.

A digest is ``# Arxiv Papers in CATEGORY on DATE`` and then, for every paper, ``### Title`` and lines
``- **Label**: value``. Values may run over several lines. What stands in no record becomes a block.
"""

import re
from collections.abc import Generator, Iterable, Iterator

from arxiv2bib.formats.arxiv_papers import CONTROLS
from arxiv2bib.model.records import Block, Field, Record, make_lazy_record, make_record
from arxiv2bib.model.vocabulary import BlockKind

NAME = "arxiv-digest"
TITLE = "Title"
LABELS = (
    "Arxiv ID", "DOI", "Categories", "Links", "Published", "Updated", "Authors", "Comment", "Journal", "Summary"
)  # fmt: skip
HEADING = re.compile(r"#[ \t]+arxiv papers in\b", re.I)

_START = "### "
_HEAD = "# Arxiv Papers in "
# The heading of a file that was put behind another, of which the last line has no end.
_GLUED_HEAD = re.compile(rf"(?<=[^\n]){_HEAD}[\w.-]+ on \d{{4}}-\d\d-\d\d[ \t]*(?=\n|\Z)", re.ASCII)
# One whole record in the usual order. Possessive, so that a record that does not fit fails at once; the lines that
# a value runs over begin with two spaces.
_RECORD = re.compile(
    r"### ([^\n]*+)\n"
    + "".join(rf"- \*\*{label}\*\*: ([^\n]*+(?>(?:\n  [^\n]++)*))\n" for label in LABELS[:-1])
    + rf"- \*\*{LABELS[-1]}\*\*: ([^\n]*+)(?:\n++(?=### )|\n*+\Z|\n\n++(?=# ))"
)
_CONTROLS = tuple(map(chr, CONTROLS))
_FIELD_NAMES = (TITLE, *LABELS)
_LAST = len(_FIELD_NAMES)
_NO_SPANS = (None,) * len(_FIELD_NAMES)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # splitlines would split at other characters too
_ANY_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_LABEL_LINE = re.compile(r"[ \t]*[-*+][ \t]+\*\*([^*\n:]{1,40})(?:\*\*[ \t]*:|:\*\*)[ \t]?(.*)")
_SUMMARY = re.compile(r"[^\n]*summary", re.I)


Values = tuple[str, ...]
"""The values of a record in the usual order: of the title line and of :data:`LABELS`."""

Scanned = tuple[Record, Values | None, bool]
"""A record, its values, None for one out of the usual order, and whether it may have control characters."""


def scan_values(chunks: Iterable[str]) -> Iterator[Scanned | Block]:
    """Yield the records and blocks of a digest, in order, from its text in *chunks* of any size.

    The line ends of *chunks* are line feeds. Every character of the text is in the ``raw`` of one record or block.
    """
    parts: list[str] = []
    tail = ""  # what may be the beginning of a title line
    offset, line = 0, 1
    for chunk in chunks:
        if "\ufeff" in chunk:  # the mark of a file that was put behind another
            chunk = chunk.replace("\ufeff", "")
        parts.append(chunk)
        # A record may go on in the next chunk: only what stands before the last title line is complete.
        seam = tail + chunk
        tail = seam[-len(_START) :]
        if f"\n{_START}" not in seam:
            continue
        text = "".join(parts)
        cut = text.rfind(f"\n{_START}") + 1
        line = yield from _scan_files(text[:cut], offset, line)
        parts = [text[cut:]]
        offset += cut
    yield from _scan_files("".join(parts), offset, line)


def _scan_files(text: str, offset: int, line: int) -> Generator[Scanned | Block, None, int]:
    """Yield what is in *text*, which may be of several files; return the line behind it."""
    start = 0
    if text.count(_HEAD) > text.count(f"\n{_HEAD}") + text.startswith(_HEAD):
        for heading in _GLUED_HEAD.finditer(text):
            line = yield from _scan_text(text[start : heading.start()], offset + start, line)
            start = heading.start()
    line = yield from _scan_text(text[start:] if start else text, offset + start, line)
    return line


def _scan_text(text: str, offset: int, line: int) -> Generator[Scanned | Block, None, int]:
    """Yield what is in *text*, which begins and ends on a record boundary; return the line behind it."""
    start, size = 0, len(text)
    # A look for each of a few characters in all of the text is much faster than one at each character of a record.
    has_controls = any(map(text.__contains__, _CONTROLS))
    match_record = _RECORD.match
    while start < size:
        following = text.find(f"\n{_START}", start)
        end = following + 1 if following >= 0 else size
        # Of its own, a record is most often ASCII: one wide character in the text makes all of it slow to search.
        raw = text[start:end]
        match = match_record(raw)
        if match is not None:
            if match.end() < len(raw):
                end = start + match.end()
                raw = text[start:end]
            values = match.groups()
            span = (offset + start, offset + end)
            record = make_lazy_record(_read_usual_fields, NAME, None, values[1], span, line, raw)
            yield record, values, has_controls
            # The summary, most of a record, is one line, and behind it there is nothing but line ends.
            last, behind = match.span(_LAST)
            line += raw.count("\n", 0, last) + len(raw) - behind
        else:
            for item in _scan_piece(raw, offset + start, line):
                yield item if isinstance(item, Block) else (item, None, has_controls)
            line += raw.count("\n")
        start = end
    return line


def _read_usual_fields(record: Record) -> tuple[Field, ...]:
    """Return the fields of *record*, which is in the usual order."""
    match = _RECORD.match(record.raw)
    return tuple(zip(_FIELD_NAMES, match.groups(), _NO_SPANS, strict=True)) if match is not None else ()


def _scan_piece(raw: str, offset: int, line: int) -> Iterator[Record | Block]:
    """Yield what is in *raw*, which is out of the usual order: records, also without a title line, and other text."""
    lines = _LINE.findall(raw)
    position = 0
    while position < len(lines):
        start = _find_record(lines, position)
        yield from _read_blocks(lines[position:start], line)
        offset += sum(map(len, lines[position:start]))
        line += start - position
        position = start
        if start < len(lines):
            position = start + _end_of_record(lines[start:])
            record_raw = "".join(lines[start:position])
            fields = _read_fields(lines[start:position])
            key = next((value for name, value, _ in fields if name == LABELS[0]), None)
            span = (offset, offset + len(record_raw))
            yield make_record(NAME, None, key, fields, span, line, record_raw)
            offset += len(record_raw)
            line += position - start


def _find_record(lines: list[str], position: int) -> int:
    """Return where the next record of *lines* begins, from *position* on; their number if there is none.

    It begins at its title line. Where there is none, at the line of its identifier, or at another heading before that.
    """
    for at in range(position, len(lines)):
        if lines[at].startswith(_START):
            return at
        if _is_identifier_line(lines[at]):
            before = at - 1
            while before > position and not lines[before].strip():
                before -= 1
            is_title = before >= position and _ANY_HEADING.match(lines[before]) and not HEADING.match(lines[before])
            return before if is_title else at
    return len(lines)


def _is_identifier_line(text: str) -> bool:
    match = _LABEL_LINE.match(text)
    return match is not None and _canonical_label(match[1]) == LABELS[0]


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

    A record ends at a heading, at a blank line after which no labelled line comes, and, once it has a summary or a
    blank line, at the identifier of another record.
    """
    is_labelled = [_LABEL_LINE.match(text) is not None for text in lines]
    last_label = max((at for at, labelled in enumerate(is_labelled) if labelled), default=0)
    has_identifier = _is_identifier_line(lines[0])
    may_end = False
    for at in range(1, len(lines)):
        text = lines[at]
        if _ANY_HEADING.match(text):
            return at
        if _is_identifier_line(text):
            if has_identifier and may_end:
                return at
            has_identifier = True
        elif not text.strip():
            may_end = True
            if at > last_label:
                return next((end for end in range(at, len(lines)) if lines[end].strip()), len(lines))
        elif is_labelled[at] and _SUMMARY.match(text):
            may_end = True
    return len(lines)


def _read_fields(lines: list[str]) -> tuple[Field, ...]:
    """Return the title and the labelled values of *lines*, in their order, repeated ones included.

    A line without a label goes on with the value before it.
    """
    values: list[tuple[str, list[str]]] = []
    if not _LABEL_LINE.match(lines[0]):
        values.append((TITLE, [lines[0].lstrip("#").strip()]))
    for text in lines[len(values) :]:
        match = _LABEL_LINE.match(text)
        if match is not None:
            values.append((_canonical_label(match[1]), [match[2].rstrip()]))
        elif text.startswith("- **"):  # a label that was cut off
            values.append((text[4:].strip(), [""]))
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
