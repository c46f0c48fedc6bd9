"""The scanner of RIS: text in, raw records out.

A record is ``TY  - TYPE``, lines ``TAG  - value`` and ``ER  - ``. A line that is none of these goes on with the value
before it. What stands in no record becomes a block.

Source: RIS specification, "General format"; what programs make of it is in the format's page in the docs.
"""

import re
from collections.abc import Generator, Iterable, Iterator

from arxiv2bib.formats.carrying import MARKER
from arxiv2bib.formats.ris_orders import Orders
from arxiv2bib.formats.ris_reading import join_lines
from arxiv2bib.formats.ris_tags import NAME, TAGS
from arxiv2bib.formats.ris_usual import FIELD_TAGS, Lines, take_apart
from arxiv2bib.model.records import Block, Field, Record, make_lazy_record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.text.expressions import compile_late

# A tag has two blanks behind it, or, as some programs write it, one; a blank behind the dash may be left out after two.
_TAG_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?:  -[ \t]?| -(?:[ \t]|$))(.*)", re.DOTALL)
_BARE_END = re.compile(r"ER[ \t-]*\Z")
_START = re.compile(r"\n(?=\ufeff?TY(?:  -| -(?:[ \t\n]|\Z)))")
_SURE_START = re.compile(r"\n\ufeff?TY(?:  -| -[ \t\n])")  # also where more of the text is to come
_EDGE = re.compile(r"\n(?:ER|TY)")  # where a record ends, or seems to
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_KEY = compile_late(r"\nID  - ([^\n]*+)\n(?=[A-Z][A-Z0-9]  -)")
_BLANK = re.compile(r"(?>(?:[^\S\n]*+\n)*)(?:[^\S\n]++\Z)?")
_END = "\nER  -"
_USUAL_END = "\nER  - \n\nTY"  # and what follows
_SEAM = 8  # no start of a record is longer, its line feed included


_Found = tuple[Record, Lines | None] | tuple[Block, None]


def scan_ris_lines(chunks: Iterable[str], source: str | None = None) -> Iterator[_Found]:
    """Yield the records and blocks of RIS text, in order, each beside its lines if it is a record in the usual form.

    The *chunks* are the text in pieces of any size; its line ends are line feeds. Every character of it is in the
    ``raw`` of one record or block. Blank lines behind a record belong to it. A record without ``ER`` ends before the
    next ``TY``. Fields before any ``TY`` are a record without a type.
    """
    parts: list[str] = []
    tail = ""  # what may be the beginning of a TY line
    size = offset = 0
    line = 1
    orders = Orders()
    for chunk in chunks:
        # A record may go on in the next chunk: only what stands before the last TY line is complete.
        seam = tail + chunk
        before = size - len(tail)
        parts.append(chunk)
        size += len(chunk)
        tail = seam[-_SEAM:]
        cut = before + _find_last_start(seam)
        if cut <= max(before, 0):
            continue
        text = "".join(parts)
        line = yield from _scan_text(text[:cut], offset, line, source, orders)
        parts = [text[cut:]]
        size -= cut
        tail = tail[-size:] if size else ""
        offset += cut
    yield from _scan_text("".join(parts), offset, line, source, orders)


def _find_last_start(text: str) -> int:
    """Return where the last TY line of *text* begins that does not begin *text*, or 0."""
    at = len(text)
    while (at := text.rfind("TY", 0, at)) > 0:
        start = at - 1 - (text[at - 1] == "\ufeff")
        if start >= 0 and _SURE_START.match(text, start):
            return start + 1
    return 0


def _scan_text(text: str, offset: int, line: int, source: str | None, orders: Orders) -> Generator[_Found, None, int]:
    """Yield what is in *text*, which ends before a TY line or at the end of the file; return the line behind it."""
    start, size = 0, len(text)
    end = -1  # where what was looked at last for the usual form ends: text without it is not looked at again
    has_mark = "\ufeff" in text
    while start < size:
        taken = orders.take(text, start)
        if taken is not None:
            known, stop = taken
            span = (offset + start, offset + stop)
            yield make_lazy_record(_read_fields, NAME, known.kind, None, span, line, text[start:stop]), known
            line += known.size
            start = stop
            continue
        if end < start:
            end = text.find(_END, start)
            if text.startswith(_USUAL_END, end):
                stop = end + len(_USUAL_END) - 2  # before the next TY line
            else:
                stop = _find_stop(text, end + len(_END)) if end >= 0 else size
                end = end if end >= 0 else size
            raw = text[start:stop]
            lines = take_apart(raw)
            if lines is not None:
                orders.learn(raw, lines)
                span = (offset + start, offset + stop)
                yield make_lazy_record(_read_fields, NAME, lines.kind, None, span, line, raw), lines
                line += lines.size
                start = stop
                continue
        edge = _EDGE.search(text, start)
        if (
            edge is not None
            and text.startswith("ER  -", edge.start() + 1)
            and text.startswith("TY  - ", start)
            and not has_mark
        ):
            kind = text[start + 6 : text.find("\n", start)].strip()
            stop = _find_stop(text, edge.end())
            raw = text[start:stop]
            yield _make_record(kind, (offset + start, offset + stop), line, raw), None
        else:
            found = _START.search(text, start)
            stop = found.end() if found is not None else size
            raw = text[start:stop]
            yield from _scan_lines(raw, offset + start, line, source)
        line += raw.count("\n")
        start = stop
    return line


def _find_stop(text: str, position: int) -> int:
    """Return where the record ends whose ER line *position* is in: behind the blank lines that follow."""
    stop = text.find("\n", position) + 1 or len(text)
    return stop + 1 if text.startswith("\nTY", stop) else _find_text(text, stop)


def _find_text(text: str, start: int) -> int:
    """Return where the first line that is not blank begins, from *start* on."""
    match = _BLANK.match(text, start)
    return match.end() if match is not None else start


def _make_record(kind: str | None, span: tuple[int, int], line: int, raw: str) -> Record:
    return make_lazy_record(_read_fields, NAME, kind, None, span, line, raw)


def _scan_lines(text: str, offset: int, line: int, source: str | None) -> Iterator[_Found]:
    """Yield what is in *text*, which is out of the usual order, line by line."""
    lines = _LINE.findall(text)
    position = 0
    while position < len(lines):
        start = _find_record(lines, position)
        stop = _end_of_record(lines, start)
        for piece, is_record in ((lines[position:start], False), (lines[start:stop], True)):
            if not piece:
                continue
            raw = "".join(piece)
            if is_record:
                tag, value = _match_tag(piece[0]) or ("", "")
                kind = value.strip() if tag == "TY" else None
                yield _make_record(kind, (offset, offset + len(raw)), line, raw), None
            else:
                yield Block(kind=BlockKind.TEXT, raw=raw, line=line, source=source, format=NAME), None
            offset += len(raw)
            line += len(piece)
        position = stop


def _match_tag(line: str) -> tuple[str, str] | None:
    """Return the tag and the value of *line*, or None if it is no line with a tag."""
    match = _TAG_LINE.match(line)
    if match is not None:
        return match[1], match[2].rstrip("\n")
    return ("ER", "") if _BARE_END.match(line.rstrip()) else None


def _find_record(lines: list[str], position: int) -> int:
    """Return where the next record of *lines* begins, from *position* on; their number if there is none.

    It begins at its TY line. Where that is missing, at a line with a known tag in the usual form.
    """
    for at in range(position, len(lines)):
        line = lines[at]
        if (line[2:5] == "  -" and line[:2] in TAGS) or (_match_tag(line) or ("",))[0] == "TY":
            return at
    return len(lines)


def _end_of_record(lines: list[str], start: int) -> int:
    """Return where the record ends that begins at *start*: behind its ER line, or before the next TY line."""
    end = len(lines)
    for at in range(start + 1, len(lines)):
        tag = (_match_tag(lines[at]) or ("",))[0]
        if tag == "TY":
            return at
        if tag == "ER":
            end = at + 1
            break
    while end < len(lines) and not lines[end].strip():
        end += 1
    return end


def _read_fields(record: Record) -> tuple[Field, ...]:
    """Return the tags and values of *record*; lines without a tag go on with the value before.

    Of what stands behind ``ER`` in its line, ``ER`` is the tag.
    """
    lines = record.raw.rstrip("\n").split("\n")
    fields: list[Field] = []
    for line in lines:
        tag, separator, value = line.partition("  - ")
        if tag not in FIELD_TAGS or not separator:
            fields = _read_odd_fields(lines)
            break
        fields.append((tag, value, None))
    if fields[0][0] == "TY":
        del fields[0]
    if fields and fields[-1][0] == "ER" and not fields[-1][1].strip():
        del fields[-1]
    return tuple(fields)


def _read_odd_fields(lines: list[str]) -> list[Field]:
    values: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _match_tag(line)
        if found is not None:
            values.append((found[0], [found[1]]))
        elif values and not (values[-1][0] == "ER" and not line.strip()):
            values[-1][1].append(line)
    return [(tag, "\n".join(parts), None) for tag, parts in values]


def is_tag_line(line: str) -> bool:
    """Whether *line* begins a field, and does not go on with the one before it."""
    return _match_tag(line) is not None


def split_end(record: Record) -> tuple[str, bool, str]:
    """Return the text of *record*, whether it has an ER line, and the blank lines behind it."""
    text = record.raw.rstrip()
    text = record.raw[: record.raw.find("\n", len(text)) + 1 or None]
    found = _match_tag(text[text.rfind("\n", 0, -1) + 1 :])
    return text, found is not None and found[0] == "ER", record.raw[len(text) :]


def find_key(record: Record) -> str | None:
    """Return the value of the first ``ID`` of *record*, if there is one."""
    raw = record.raw
    at = raw.find("\nID") if "\ufeff" not in raw and raw.startswith("TY") else 0
    if at < 0:
        return None
    found = _KEY.match(raw, at)
    return (
        found[1].strip()
        if found is not None
        else next((text.strip() for tag, text, _ in record.fields if tag == "ID"), None)
    )


def find_field_line(record: Record, tag: str, text: str) -> int:
    """Return the line of the source on which the field *tag* of *record* with *text*, as below, begins, or the record.

    To look for one of them is faster than to find all.
    """
    raw = f"\n{record.raw}"
    at = raw.find(f"\n{tag}") if "\ufeff" not in raw else -1
    while at >= 0:
        end = raw.find("\n", at + 1)
        found = _match_tag(raw[at + 1 : end if end >= 0 else None])
        if found is not None and found[0] == tag and found[1].strip() == text:
            return record.line + raw.count("\n", 1, at + 1)
        at = raw.find(f"\n{tag}", at + 1)
    return find_field_lines(record).get((tag, text), record.line)


def find_field_lines(record: Record) -> dict[tuple[str, str], int]:
    """Return the line of the source on which each field of *record* begins, by tag and first line of the value.

    Of a value of several lines, so is each other line and what they are in one; what was carried along is by its mark.
    """
    lines: dict[tuple[str, str], int] = {}
    starts = []
    for at, text in enumerate(record.raw.split("\n"), record.line):
        found = _match_tag(text)
        if found is not None:
            starts.append(at)
            lines.setdefault((found[0], found[1].strip()), at)
    # Behind the TY line, where there is one, each of them begins a field.
    for at, (tag, value, _) in zip(starts[record.type is not None :], record.fields, strict=False):
        if "\n" in value:
            lines.setdefault((tag, join_lines(value.strip())), at)
            for behind, text in enumerate(value.split("\n"), at):
                lines.setdefault((tag, text.strip()), behind)
        if MARKER in value:
            lines.setdefault((tag, MARKER), at)
    return lines
