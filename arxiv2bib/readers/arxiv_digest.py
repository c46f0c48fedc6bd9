"""The reader of daily arXiv digests in Markdown."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import ClassVar

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_categories import parse_categories
from arxiv2bib.formats.arxiv_dates import parse_day
from arxiv2bib.formats.arxiv_digest import HEADING, LABELS, NAME, TITLE, Values, find_field_line, scan_values
from arxiv2bib.formats.arxiv_papers import CONTROL, CONTROLS, name_paper
from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.formats.known import ARXIV_DIGEST
from arxiv2bib.formats.names import parse_plain_authors, split_author_line, split_authors
from arxiv2bib.formats.natural_names import parse_natural_name
from arxiv2bib.model.dates import Date, is_calendar_date, parse_date
from arxiv2bib.model.entry import DEFAULTS, INDEX, Entry, Extra, make_arxiv_info, make_entry, make_origin
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.key_sets import KeySet
from arxiv2bib.model.names import Name
from arxiv2bib.model.records import Block, Field, Record, Source
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import PREPRINT, BlockKind, NameRole
from arxiv2bib.protocols import Format
from arxiv2bib.text.controls import is_printable
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.latex import decode_accents
from arxiv2bib.text.mojibake import Repair, repair_mojibake

_ABSENT = "None"
_LOSSY = Code.TEXT_LOSSY_MOJIBAKE
_LOST = "lost bytes to a wrong encoding; kept as it is"
_ORDER = (TITLE, *LABELS)
_KNOWN = frozenset(_ORDER)
_EMPTY = ("", _ABSENT)
_REQUIRED = (TITLE, "Arxiv ID", "Categories", "Published", "Authors", "Summary")
_required_of = itemgetter(*map(_ORDER.index, _REQUIRED))
_CONTROL_MARKS = bytes(code in CONTROLS for code in range(256))
_LINK = re.compile(r"\((https?://[^\s()]+)\)")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?\Z", re.ASCII)
_BROKEN = re.compile(r"(10\.\d{4,9}/(?:\S*[/-])?)\s*\n\s+(?!10\.\d{4,9}/)")
_LETTER = re.compile(r"[^\W_]")
# What joins names or says that there are more of them is told in other ways.
_JOINING = re.compile(r"\b(?:and|et\.? ?al|others|y)\b", re.I)


@attrs.frozen
class ArxivDigestReader:
    """Reads ``# Arxiv Papers in CATEGORY on DATE`` digests; every record becomes a preprint with its arXiv DOI.

    The journal line and the DOI that the authors gave stay in ``arxiv.journal_ref`` and ``arxiv.doi``.
    Dates are read to the day.
    """

    format: ClassVar[Format] = ARXIV_DIGEST

    # A heading, and behind it a title: there no record goes on, and papers that stand twice are looked for anew.
    boundary: ClassVar[re.Pattern[bytes]] = re.compile(
        rb"\n(?=#[ \t]+arxiv papers in\b[^\n]*+\n(?>(?:[ \t\r]*+\n)*)### )", re.I
    )
    is_sure: ClassVar[bool] = True

    __repr__ = show_fields

    def can_split(self, source: Source, /) -> bool:
        """Whether no record needs another: always."""
        return True

    def is_damaged(self, item: Entry | Block, /) -> bool:
        """Whether *item* depends on what follows: never, as every line is told by how it begins."""
        return False

    def sniff(self, head: str, /) -> bool:
        """Whether *head* has a digest's heading or one of its identifier lines."""
        return "- **Arxiv ID**" in head or any(HEADING.match(line) for line in head.splitlines())

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record of the digest, and a block for everything else, in order."""
        seen = KeySet()
        chunks = source.chunks()
        for item in scan_values(map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks):
            if isinstance(item, Block):
                if item.kind is BlockKind.HEADER:
                    seen = KeySet()
                else:
                    _report_stray_text(item, source.name, report)
                yield attrs.evolve(item, source=source.name)
                continue
            record, values, has_controls = item
            interpreter = _Interpreter(source.name, record, report)
            entry = interpreter.interpret(values, has_controls=has_controls)
            report.records_read += 1
            if entry is None:
                report.records_failed += 1
                yield Block(kind=BlockKind.FAILED, raw=record.raw, line=record.line, source=source.name)
                continue
            if entry.url is not None and not seen.add(entry.url):
                interpreter.say(Code.READ_DUPLICATE_RECORD, "the same paper stands twice in one digest", "Arxiv ID")
            yield entry


def _report_stray_text(block: Block, source: str, report: Report) -> None:
    words = block.raw.strip()
    if not words:
        return
    report.add(
        Diagnostic(
            Code.READ_STRAY_TEXT,
            Severity.WARNING if "- **" in words else Severity.INFO,  # lines of a record, as it seems
            "text that belongs to no record",
            source=source,
            line=block.line + block.raw.partition(words)[0].count("\n"),
            value=" ".join(words.split()),
        )
    )


def _read_date(text: str) -> Date:
    """Return the day in *text*; the time of day behind it is different in every record, the day is not."""
    moment = _MOMENT.match(text)
    return _parse_day(moment[1]) if moment is not None else parse_day(text)


def _join_lines(doi: str) -> str:
    """Return *doi* in one line: a DOI that was broken after a slash or a hyphen is whole again."""
    return " ".join(_BROKEN.sub(r"\1", doi).split())


@lru_cache(maxsize=4096)
def _parse_day(text: str) -> Date:
    parts = (int(text[:4]), int(text[5:7]), int(text[8:]))
    return Date(start=parts) if is_calendar_date(parts) else Date(literal=text)


class _Interpreter:
    """Turns one raw record into an entry; what it cannot read goes to the report."""

    def __init__(self, source: str, record: Record, report: Report) -> None:
        self.source = source
        self.record = record
        self.report = report
        self.extra: list[Extra] = []

    def interpret(self, usual: Values | None, *, has_controls: bool) -> Entry | None:
        """Return the entry, or None if the record names neither a paper nor its authors.

        *usual* are the values of a record in the usual order; *has_controls* whether it may have control characters.
        """
        (title, name, doi, categories, links, published, updated, authors, comment, journal, summary) = (
            self._read_values(usual, has_controls=has_controls)
        )
        arxiv_id, version = self._identifier(name, links)
        if arxiv_id is None and (title is None or authors is None):
            self.say(Code.READ_FAILED_RECORD, "no paper: neither an arXiv identifier nor a title with authors", TITLE,
                     value=self.record.raw.strip(), severity=Severity.ERROR)  # fmt: skip
            return None
        author, truncated = self._authors(authors)
        classes = parse_categories(categories or "")
        for code in classes.unknown:
            self._keep("Categories", code)
        submitted = self._day("Published", published)
        if links is not None and not _is_derivable(links, name, arxiv_id, version):
            self._keep("Links", links)
        if doi is not None:
            doi = _join_lines(doi) if "\n" in doi else " ".join(doi.split())
            if not Doi.find_all(doi):
                self.say(Code.READ_INVALID_VALUE, "no DOI", "DOI", value=doi)
        entry = list(DEFAULTS)
        entry[_TYPE] = PREPRINT
        entry[_TITLE] = decode_arxiv_text(title) if title is not None else None
        entry[_AUTHOR] = author
        entry[_ISSUED] = entry[_SUBMITTED] = submitted
        entry[_UPDATED] = submitted if updated == published else self._day("Updated", updated)
        entry[_ABSTRACT] = decode_arxiv_text(summary) if summary is not None else None
        if arxiv_id is not None:
            entry[_DOI] = arxiv_id.doi
            entry[_URL] = arxiv_id.url
        if version is not None:
            entry[_VERSION] = str(version)
        if truncated:
            entry[_TRUNCATED] = (NameRole.AUTHOR,)
        if self.extra:
            entry[_EXTRA] = tuple(self.extra)
        entry[_ARXIV] = make_arxiv_info(
            arxiv_id,
            classes.primary,
            classes.categories,
            decode_arxiv_text(comment) if comment is not None else None,
            " ".join(journal.split()) if journal is not None else None,
            doi,
            None,
            None,
            classes.msc,
            classes.acm,
        )  # fmt: skip
        entry[_ORIGIN] = make_origin(self.source, self.record, None)
        return make_entry(entry)

    def _read_values(self, usual: Values | None, *, has_controls: bool) -> list[str | None]:
        """Return the values of the known fields, in their order, bytes and controls put right; None if there is none.

        What is in other fields goes to ``extra``.
        """
        raw = self.record.raw
        has_controls = has_controls and 1 in raw.encode("utf-8", "surrogatepass").translate(_CONTROL_MARKS)
        needs_care = has_controls or not raw.isascii()
        texts: list[str | None]
        if usual is None:
            fields = self.record.fields
            texts = list(map(self._first_values(self._clean_fields(fields) if needs_care else fields).get, _ORDER))
        elif needs_care:
            texts = [
                self._clean(name, value, at).strip() if has_controls or not value.isascii() else value.strip()
                for at, (name, value) in enumerate(zip(_ORDER, usual, strict=True))
            ]
        else:
            texts = list(map(str.strip, usual))
        values = texts.copy()
        for absent in _EMPTY:
            while absent in values:
                values[values.index(absent)] = None
        if None in _required_of(values):
            for name, text, value in zip(_ORDER, texts, values, strict=True):
                if text is not None and value is None and name in _REQUIRED:
                    self.say(Code.READ_MISSING_FIELD, f"{name} has no value", name)
            values[0] = texts[0] or None  # "None" is a title
        return values

    def _clean_fields(self, fields: Sequence[Field]) -> Sequence[Field]:
        return [(name, self._clean(name, value, at), None) for at, (name, value, _) in enumerate(fields)]

    def _first_values(self, fields: Sequence[Field]) -> dict[str, str]:
        """Return the first value of every known field; repeated and unknown ones, and lines that lack, are reported."""
        values: dict[str, str] = {}
        for position, (name, value, _) in enumerate(fields):
            if name not in _KNOWN:
                self._keep(name, " ".join(value.split()), position)
            elif name not in values:
                values[name] = value.strip()
            else:
                value = " ".join(value.split())
                self.say(Code.READ_REPEATED_FIELD, f"{name} is given twice; the first is used", name, value=value,
                         position=position)  # fmt: skip
                if value != " ".join(values[name].split()):
                    self.extra.append(Extra(NAME, name, value))
        for name in _ORDER:
            if name not in values:
                self.say(Code.READ_MISSING_FIELD, f"no line {name}", name)
        if "Summary" not in values:
            self.say(Code.READ_UNFINISHED_RECORD, "the record ends before its summary", TITLE)
        return values

    def _clean(self, name: str, raw: str, position: int) -> str:
        """Return *raw* without control characters, and with a broken encoding repaired where that can be done."""
        value, repair = (raw, Repair.NONE) if raw.isascii() else repair_mojibake(raw)
        if repair is Repair.REPAIRED:
            self.say(
                Code.TEXT_REPAIRED_MOJIBAKE,
                f"broken encoding of {name} repaired",
                name,
                value=raw,
                severity=Severity.INFO,
                position=position,
            )
        elif repair is Repair.LOSSY:
            self._say_lossy(name, value, position)
        if is_printable(value):
            return value
        cleaned = CONTROL.sub("", value)
        if cleaned != value:
            self.say(Code.TEXT_CONTROL_CHARACTER, f"control characters removed from {name}", name, value=repr(value),
                     position=position)  # fmt: skip
        return cleaned

    def _say_lossy(self, name: str, value: str, position: int) -> None:
        authors = enumerate(split_authors(value)) if name == "Authors" else ()
        lossy = [(index, author) for index, author in authors if repair_mojibake(author)[1] is Repair.LOSSY]
        for index, author in lossy:
            self.say(_LOSSY, f"a name {_LOST}", name, path=f"author[{index}]", value=author, position=position)
        if not lossy:
            self.say(_LOSSY, f"{name} {_LOST}", name, value=value, position=position)

    def _identifier(self, text: str | None, links: str | None) -> tuple[ArxivId | None, int | None]:
        """Return the identifier and the version seen; from the link to the PDF where the line is no good."""
        try:
            if text is not None:
                return ArxivId.parse_work("".join(text.split()) if "\n" in text else text)
        except InvalidValueError:
            self.say(Code.READ_INVALID_VALUE, "no arXiv identifier", "Arxiv ID", value=text)
            self.extra.append(Extra(NAME, "Arxiv ID", text or ""))
        link = _LINK.search(links or "")
        try:
            return ArxivId.parse_work(link[1]) if link is not None else (None, None)
        except InvalidValueError:
            return None, None

    def _authors(self, text: str | None) -> tuple[tuple[Name, ...], bool]:
        if text is None:
            return (), False
        plain = parse_plain_authors(text)
        if plain is not None:
            return plain, False
        cleaned, truncated = split_author_line(text)
        names = tuple(map(parse_natural_name, cleaned))
        # From a line that is more than names and commas something may have been left out.
        if cleaned != tuple(text.split(", ")) and _count_letters(text) > _count_letters(" ".join(map(str, names))):
            self.say(Code.READ_REMOVED_TEXT, "words left out of the author line", "Authors", value=text,
                     severity=Severity.INFO)  # fmt: skip
        return names, truncated

    def _day(self, name: str, text: str | None) -> Date | None:
        if text is None:
            return None
        text = " ".join(text.split()) if "\n" in text else text
        date = _read_date(text)
        if date.literal is not None:
            date = parse_date(text)
            self.say(Code.READ_INVALID_VALUE, f"{name} is no date", name, value=text)
        return date

    def _keep(self, name: str, value: str, position: int | None = None) -> None:
        self.extra.append(Extra(NAME, name, value))
        self.say(Code.READ_UNKNOWN_FIELD, f"{name} holds what a digest does not have; kept as it is", name, value=value,
                 severity=Severity.INFO, position=position)  # fmt: skip

    def say(
        self,
        code: Code,
        message: str,
        name: str,
        *,
        path: str | None = None,
        value: str | None = None,
        severity: Severity = Severity.WARNING,
        position: int | None = None,
    ) -> None:
        """Report something about a field of the record: the one at *position*, or the first called *name*."""
        if position is None:
            position = next((at for at, field in enumerate(self.record.fields) if field[0] == name), 0)
        line = find_field_line(self.record, position)
        self.report.add(
            Diagnostic(
                code,
                severity,
                message,
                source=self.source,
                line=line,
                record=name_paper(self.record.key),
                path=path or _PATHS.get(name),
                value=value,
            )
        )


_TYPE, _TITLE, _AUTHOR, _TRUNCATED, _ISSUED, _SUBMITTED, _UPDATED, _VERSION, _DOI, _URL, _ABSTRACT = (
    INDEX[name]
    for name in (
        "type", "title", "author", "truncated", "issued", "submitted", "updated", "version", "doi", "url", "abstract",
    )
)  # fmt: skip
_ARXIV, _EXTRA, _ORIGIN = INDEX["arxiv"], INDEX["extra"], INDEX["origin"]
_PATHS = {
    "Title": "title", "Arxiv ID": "arxiv.id", "DOI": "arxiv.doi", "Categories": "arxiv.categories", "Links": "extra",
    "Published": "submitted", "Updated": "updated", "Authors": "author", "Comment": "arxiv.comment",
    "Journal": "arxiv.journal_ref", "Summary": "abstract",
}  # fmt: skip


def _count_letters(text: str) -> int:
    """Return how many letters and digits *text* has, without those of the words that join names."""
    return len(_LETTER.findall(_JOINING.sub(" ", decode_accents(text))))


def _is_derivable(links: str, address: str | None, arxiv_id: ArxivId | None, version: int | None) -> bool:
    """Whether *links* is just the PDF that the identifier gives: ``[PDF](http://arxiv.org/pdf/2111.03216v1)``."""
    if arxiv_id is None:
        return False
    if address is not None and links == f"[PDF]({address.replace('//arxiv.org/abs/', '//arxiv.org/pdf/')})":
        return True
    name = f"{arxiv_id}v{version}" if version is not None else str(arxiv_id)
    return links in (f"[PDF](http://arxiv.org/pdf/{name})", f"[PDF](https://arxiv.org/pdf/{name})")
