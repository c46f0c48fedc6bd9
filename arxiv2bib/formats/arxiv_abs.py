r"""Abstract files of arXiv, as its own programs keep them and as its announcements mail them: text in, records out.

A record is a line of dashes, a line ``\\``, the identifier, the submitter and the days, a blank line, named fields,
``\\``, the abstract, ``\\``. Files with many have them one after the other, or a line ``%%%% FILE name`` before each.

Source: arXiv, "Metadata fields"; the .abs files of arxiv-browse.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.arxiv_categories import split_codes
from arxiv2bib.formats.arxiv_papers import Paper, Teller, classify, set_text, set_versions
from arxiv2bib.formats.known import ARXIV_ABS
from arxiv2bib.model.entry import ArxivVersion
from arxiv2bib.model.records import Field, Record
from arxiv2bib.text.expressions import compile_late

__all__ = ["NAME", "AbsPiece", "find_abs_fields", "find_abs_line", "find_identifier", "read_abs", "split_abs"]

NAME: Final = ARXIV_ABS.name

_LONGEST: Final = 1 << 22
# Not at the beginning of a line alone: the record before may have been cut off.
_BEGIN: Final = compile_late(
    r"%%%% FILE [^\n]*\n(?:-{10,200}[ \t]*\n)?(?:\\\\[ \t]*\n)?|(?<!-)-{10,200}[ \t]*\n\\\\[ \t]*\n"
    r"|\\\\[ \t]*\n(?=(?:arXiv|Paper)[ \t]*:)"
)
# The last one of a mailed record has the address and the size behind it.
_MARK: Final = compile_late(r"^\\\\[ \t]*(\([^\n]*\)?[ \t]*)?$", re.MULTILINE)
_FIELD: Final = compile_late(r"([A-Za-z][A-Za-z-]{0,30})[ \t]*(\([^()\n]{0,40}\))?[ \t]*:[ \t]*(.*)")
_DAY: Final = compile_late(r"(.*?)(?:\s*\(\s*(\d+\s?kb)\s*,?\s*([A-Za-z0-9]*)\s*\))?\s*\Z", re.DOTALL)
_DIGITS: Final = compile_late(r"\d{1,4}")
_REPLACED: Final = compile_late(r"\Areplaced with (?:a )?revised version\s+", re.I)
_TEXTS: Final = {
    "title": "title", "comments": "comment", "comment": "comment", "journal-ref": "journal_ref", "doi": "doi",
    "license": "license", "report-no": "report_number",
}  # fmt: skip
_LABELS: Final = {
    "arxiv": "id", "paper": "id", "author": "authors", "category": "categories", "from": "submitter",
    "journal": "journal-ref", "journal-reference": "journal-ref", "report-number": "report-no",
    "subj-class": "subject", "subject-class": "subject",
}  # fmt: skip


class AbsPiece(NamedTuple):
    """A piece of a file: a record or what is none, from character ``start`` in line ``line`` (from 1) on."""

    is_record: bool
    raw: str
    start: int
    line: int


def split_abs(chunks: Iterable[str]) -> Iterator[AbsPiece]:
    """Yield the records of a text that comes in *chunks*, and the text before them; together they are the text.

    Memory is a few records. Never raises.
    """
    text = ""
    parts: list[str] = []
    waiting = offset = 0
    line = 1
    for chunk in chunks:
        parts.append(chunk)
        waiting += len(chunk)
        if waiting < min(len(text), _LONGEST):
            continue  # what is left of the text before is not looked at again for every small chunk
        text += "".join(parts)
        parts.clear()
        waiting = 0
        begins = [found.start() for found in _BEGIN.finditer(text)]
        # The last record may go on, and what begins another may be cut in two.
        end = begins[-1] if begins else 0
        for piece in _cut(text[:end], begins[:-1], offset, line):
            yield piece
            line += piece.raw.count("\n")
        offset += end
        text = text[end:]
        while len(text) > 2 * _LONGEST:  # no end of it comes
            yield AbsPiece(bool(begins), text[:_LONGEST], offset, line)
            line += text.count("\n", 0, _LONGEST)
            offset += _LONGEST
            text = text[_LONGEST:]
            begins.clear()
    text += "".join(parts)
    yield from _cut(text, [found.start() for found in _BEGIN.finditer(text)], offset, line)


def _cut(text: str, begins: list[int], offset: int, line: int) -> Iterator[AbsPiece]:
    bounds = [*begins, len(text)]
    if bounds[0]:
        yield AbsPiece(False, text[: bounds[0]], offset, line)
        line += text.count("\n", 0, bounds[0])
    for start, end in pairwise(bounds):
        yield AbsPiece(True, text[start:end], offset + start, line)
        line += text.count("\n", start, end)


class _Parts(NamedTuple):
    """A record taken apart: its fields, its abstract, what follows, and whether it has all that it should."""

    fields: list[tuple[str, str, str]]
    abstract: str | None
    rest: str
    is_whole: bool


def _take_apart(raw: str) -> _Parts:
    begin = _BEGIN.match(raw)
    body = raw[begin.end() :] if begin is not None else raw
    if begin is not None and not begin[0].rstrip().endswith("\\\\") and (first := _MARK.search(body)) is not None:
        body = body[first.end() + 1 :] if not body[: first.start()].strip() else body
    second = _MARK.search(body)
    if second is None:
        return _Parts(_read_fields(body), None, "", is_whole=False)
    fields = _read_fields(body[: second.start()])
    if second[1] is not None:  # a mailed record of a replacement has no abstract
        return _Parts(fields, None, body[second.end() :], is_whole=True)
    third = _MARK.search(body, second.end() + 1)
    if third is None:
        return _Parts(fields, body[second.end() :], "", is_whole=False)
    return _Parts(fields, body[second.end() : third.start()], body[third.end() :], is_whole=True)


def _read_fields(text: str) -> list[tuple[str, str, str]]:
    """Return name, what stands in brackets behind it, and value of each field; lines without a name go on."""
    fields: list[tuple[str, str, list[str]]] = []
    for line in text.split("\n"):
        found = _FIELD.match(line)
        if found is not None:
            fields.append((found[1], found[2] or "", [found[3]]))
        elif line.startswith("replaced with "):
            fields.append(("replaced", "", [line]))
        elif line.strip():
            if fields:
                fields[-1][2].append(line.strip())
            else:
                fields.append(("", "", [line]))
    return [(name, bracket, "\n".join(lines).strip()) for name, bracket, lines in fields]


def find_abs_fields(record: Record) -> tuple[Field, ...]:
    """Return the fields of *record* as they are written, the abstract the last of them."""
    parts = _take_apart(record.raw)
    fields = [(f"{name} {bracket}".strip(), value, None) for name, bracket, value in parts.fields]
    if parts.abstract is not None:
        fields.append(("Abstract", parts.abstract.strip("\n"), None))
    return tuple(fields)


def find_abs_line(record: Record, name: str) -> int:
    """Return on which line of *record*, from 0, the field *name* begins."""
    known = {name.casefold(), *(label for label, other in _LABELS.items() if other == name)}
    for number, line in enumerate(record.raw.split("\n")):
        if line.partition(":")[0].partition("(")[0].strip().casefold() in known:
            return number
    return 0


def find_identifier(raw: str) -> str | None:
    """Return what stands as the identifier in the record *raw*."""
    found = re.search(r"^(?:arXiv|Paper)[ \t]*:[ \t]*(\S+)", raw, re.MULTILINE)
    return found[1] if found is not None else None


def read_abs(record: Record, teller: Teller) -> Paper:
    """Return what *record* says of a paper."""
    parts = _take_apart(record.raw)
    paper = Paper()
    versions: list[ArxivVersion] = []
    for name, bracket, value in parts.fields:
        label = _LABELS.get(name.casefold(), name.casefold())
        if label == "date":
            versions.append(_read_version(bracket, value, len(versions) + 1, teller))
        elif label in _TEXTS:
            set_text(paper, _TEXTS[label], label, value, teller)
        elif label in _READERS:
            _READERS[label](paper, label, value, teller)
        elif value:
            teller.keep_unknown(name or "text", value)
    set_versions(paper, versions)
    if parts.abstract is not None:
        set_text(paper, "abstract", "abstract", parts.abstract, teller)
    _say_what_is_odd(parts, teller)
    return paper


def _read_identifier(paper: Paper, label: str, value: str, teller: Teller) -> None:
    first, _, rest = value.partition(" ")  # "(*cross-listing*)" in a mail
    set_text(paper, "identifier", label, first, teller)
    teller.keep("announced", rest.strip("() *"))


def _read_authors(paper: Paper, label: str, value: str, teller: Teller) -> None:
    paper.authors, paper.truncated = teller.read_author_line(label, teller.clean(label, value))


def _read_categories(paper: Paper, _label: str, value: str, _teller: Teller) -> None:
    paper.classes = classify(" ".join(value.split()))


def _read_codes(paper: Paper, label: str, value: str, _teller: Teller) -> None:
    setattr(paper, label.replace("-", "_"), split_codes(" ".join(value.split())))


def _read_replacement(paper: Paper, label: str, value: str, teller: Teller) -> None:
    paper.updated = teller.read_day(label, _split_day(_REPLACED.sub("", value), label, teller))


def _keep(_paper: Paper, label: str, value: str, teller: Teller) -> None:
    teller.keep(label, teller.clean(label, value) or "")


_READERS: Final[dict[str, Callable[[Paper, str, str, Teller], None]]] = {
    "id": _read_identifier, "authors": _read_authors, "categories": _read_categories, "msc-class": _read_codes,
    "acm-class": _read_codes, "replaced": _read_replacement, "submitter": _keep, "proxy": _keep, "subject": _keep,
}  # fmt: skip


def _read_version(bracket: str, value: str, usual: int, teller: Teller) -> ArxivVersion:
    digits = _DIGITS.search(bracket)
    number = int(digits[0]) if digits is not None else usual
    day = _split_day(value, f"version[{number}]", teller)
    return ArxivVersion(number=number, submitted=teller.read_day("date", day))


def _split_day(value: str, name: str, teller: Teller) -> str | None:
    """Return the day in *value* without the size and the type of the files behind it, which are kept."""
    found = _DAY.match(value)
    if found is None:
        return value
    if found[2]:
        teller.keep(f"{name}.size", found[2])
    if found[3]:
        teller.keep(f"{name}.source_type", found[3])
    return found[1] or None


def _say_what_is_odd(parts: _Parts, teller: Teller) -> None:
    if not parts.is_whole:
        teller.say(Code.READ_UNFINISHED_RECORD, "the record ends before its abstract does", "title")
    rest = " ".join(word for word in parts.rest.split() if word.strip("-%="))
    if rest:
        teller.say(Code.READ_STRAY_TEXT, "text behind the record", "abstract", value=rest, severity=Severity.INFO)
