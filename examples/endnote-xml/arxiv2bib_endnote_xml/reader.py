"""The reader of EndNote XML."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, ParseError  # for types only: the parser is defusedxml's
from xml.sax.saxutils import unescape

import attrs
from defusedxml.ElementTree import fromstring

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Code,
    Contributor,
    Date,
    Diagnostic,
    Doi,
    Entry,
    EntryType,
    Extra,
    Format,
    InvalidValueError,
    Isbn,
    Issn,
    Name,
    NameRole,
    Origin,
    Record,
    Report,
    Severity,
    Source,
    parse_date,
    parse_name,
    parse_pages,
)
from arxiv2bib.text.markup import escape
from arxiv2bib_endnote_xml.fields import (
    BOOKKEEPING,
    FACES,
    FORMAT,
    KINDS,
    MARKUPS,
    NAMES,
    TEXTS,
)
from arxiv2bib_endnote_xml.splitting import Piece, split_records

_SNIFF = re.compile(r"<records>\s*<record>|<record>.*<ref-type", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FRAME = re.compile(r"<\?xml[^>]*\?>|</?(?:xml|records)\s*>|\s+|<!--.*?-->", re.DOTALL)
_LABEL = re.compile(r"<label>((?>(?:[^<]|<(?!/label>))*))</label>")
_TAG = re.compile(r"<[^<>]*>")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]\Z")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_DAY = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?(?:\s+(\d{1,2}))?\Z", re.IGNORECASE)
_LISTS = frozenset({"contributors", "titles", "periodical", "keywords", "dates", "urls"})


@attrs.frozen
class EndnoteXmlReader:
    """Reads EndNote XML, record by record. What the model does not have is ``Extra("endnote-xml", element, text)``."""

    format: ClassVar[Format] = FORMAT

    def sniff(self, head: str, /) -> bool:
        """Whether *head* has the beginning of EndNote's records."""
        return _SNIFF.search(head) is not None

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record, and a block for a record that is no XML and for text that is none."""
        for piece in split_records(source.chunks()):
            if piece.is_record:
                yield _read_record(piece, source.name, report)
            elif words := _FRAME.sub("", piece.text):
                _say(
                    report,
                    Code.READ_STRAY_TEXT,
                    Severity.INFO,
                    "text that belongs to no record",
                    source.name,
                    piece,
                    words,
                )
                yield Block(
                    kind=BlockKind.TEXT, raw=piece.text, line=piece.line, source=source.name, format=FORMAT.name
                )

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield the labels of the records: keys that are made must not be among them."""
        for piece in split_records(source.chunks()):
            for label in _LABEL.findall(piece.text):
                yield " ".join(unescape(_TAG.sub("", label)).split())


def _read_record(piece: Piece, source: str, report: Report) -> Entry | Block:
    report.records_read += 1
    try:
        element = fromstring(_SURROGATE.sub("\ufffd", piece.text))
    except (ParseError, ValueError) as error:  # ValueError: what defusedxml does not let through
        report.records_failed += 1
        message = f"the record is no XML: {error}"
        _say(report, Code.READ_FAILED_RECORD, Severity.ERROR, message, source, piece, piece.text.strip())
        return Block(kind=BlockKind.FAILED, raw=piece.text, line=piece.line, source=source, format=FORMAT.name)
    entry = _Reading(element).interpret()
    span = (piece.start, piece.start + len(piece.text))
    record = Record(FORMAT.name, entry.native_type, entry.key, (), span, piece.line, piece.text)
    return entry.evolve(origin=Origin(source, record))


def _say(report: Report, code: Code, severity: Severity, message: str, source: str, piece: Piece, value: str) -> None:
    report.add(Diagnostic(code, severity, message, source=source, line=piece.line, value=value))


class _Reading:
    """One record while its elements are read; ``values`` are the fields of the entry."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.values: dict[str, Any] = {}  # Any: each of its field's type
        self.extra: list[Extra] = []

    def interpret(self) -> Entry:
        """Return the entry."""
        self._read_type()
        for path, field in MARKUPS.items():
            self._set(field, self._take(path, _read_markup))
        for path, field in TEXTS.items():
            self._set(field, self._take(path, _read_text))
        self._read_periodical()
        self._read_names()
        self._read_dates()
        self._read_identifiers()
        keywords = tuple(filter(None, map(_read_text, self.element.findall("keywords/keyword"))))
        self._set("keyword", keywords)
        pages = self._take("pages", _read_text)
        self._set("page", parse_pages(pages) if pages else None)
        self._keep_others()
        return Entry(**self.values, extra=tuple(self.extra))

    def _set(self, field: str, value: object) -> None:
        if value:
            self.values[field] = value

    def _take(self, path: str, read: Any) -> str:  # Any: _read_text or _read_markup
        """Return the text of the first element at *path*; others there are kept."""
        found = self.element.findall(path)
        for other in found[1:]:
            self._keep(path.rpartition("/")[2], _read_text(other))
        text: str = read(found[0]) if found else ""
        return text

    def _keep(self, name: str, text: str) -> None:
        if text:
            self.extra.append(Extra(FORMAT.name, name, text))

    def _read_type(self) -> None:
        found = self.element.find("ref-type")
        if found is None:
            return
        name, number = found.get("name", ""), _read_text(found)
        kind = KINDS.get(name.casefold()) or KINDS.get(number)
        self.values["type"] = kind[2] if kind is not None else EntryType.DOCUMENT
        self._set("native_type", name or number)

    def _read_periodical(self) -> None:
        title = self._take("periodical/full-title", _read_markup)
        if "container_title" not in self.values:
            self._set("container_title", title)
        elif title != self.values["container_title"]:
            self._keep("full-title", title)

    def _read_names(self) -> None:
        contributors = []
        for path, role in NAMES.items():
            names = tuple(_read_name(text) for text in map(_read_text, self.element.findall(f"{path}/author")) if text)
            if role in (NameRole.AUTHOR, NameRole.EDITOR):
                self._set(role.value, names)
            elif names:
                contributors.append(Contributor(role, names))
        self._set("contributors", tuple(contributors))

    def _read_dates(self) -> None:
        year = self._take("dates/year", _read_text)
        text = self._take("dates/pub-dates/date", _read_text)
        issued = parse_date(year) if year else None
        if text:
            exact = _read_day(text, year)
            if exact is not None:
                issued = exact
            else:
                self._keep("date", text)
        self._set("issued", issued)
        accessed = self._take("access-date", _read_text)
        self._set("accessed", parse_date(accessed) if accessed else None)

    def _read_identifiers(self) -> None:
        doi = self._take("electronic-resource-num", _read_text)
        if doi:
            try:
                self.values["doi"] = Doi.parse(doi)
            except InvalidValueError:
                self._keep("electronic-resource-num", doi)
        numbers = [part for part in re.split(r"[\s;,]+", self._take("isbn", _read_text)) if part]
        self._set("issn", tuple(Issn(number) for number in numbers if _ISSN.match(number)))
        self._set("isbn", tuple(Isbn(number) for number in numbers if not _ISSN.match(number)))
        urls = list(filter(None, map(_read_text, self.element.findall("urls/related-urls/url"))))
        self._set("url", urls[0] if urls else None)
        for url in urls[1:]:
            self._keep("url", url)
        self._set("key", self._take("label", _read_text))
        self._read_arxiv()

    def _read_arxiv(self) -> None:
        number = self._take("accession-num", _read_text)
        if number.casefold().startswith("arxiv:"):
            with suppress(InvalidValueError):
                self.values["arxiv"] = ArxivInfo(id=ArxivId.parse(number))
                if self.values.get("type") is EntryType.MANUSCRIPT:
                    self.values["type"] = EntryType.ARTICLE
                return
        self._keep("accession-num", number)

    def _keep_others(self) -> None:
        known = {path.partition("/")[0] for path in (*MARKUPS, *TEXTS, *NAMES)} | BOOKKEEPING | _LISTS
        known |= {"pages", "access-date", "electronic-resource-num", "isbn", "label", "accession-num"}
        for child in self.element:
            is_database = child.tag == "remote-database-name" and "arxiv" in self.values
            if child.tag not in known and not is_database:
                self._keep(child.tag, _read_text(child))
        for path in ("titles", "dates", "urls", "periodical", "contributors"):
            for group in self.element.findall(path):
                for child in group:
                    if f"{path}/{child.tag}" not in _READ:
                        self._keep(child.tag, _read_text(child))


_READ = {*MARKUPS, *TEXTS, *NAMES, "periodical/full-title", "dates/year", "dates/pub-dates", "urls/related-urls"}


def _read_text(element: Element) -> str:
    """Return the text of *element*, without styles; white space is collapsed."""
    return " ".join("".join(element.itertext()).split())


def _read_markup(element: Element) -> str:
    """Return the text of *element* in the model's markup, its styles as tags."""
    pieces = [escape_text(element.text)]
    for child in element:
        faces = [FACES[face] for face in child.get("face", "").split() if face in FACES]
        text = escape_text("".join(child.itertext()))
        opened, closed = "".join(f"<{tag}>" for tag in faces), "".join(f"</{tag}>" for tag in reversed(faces))
        pieces += [opened, text, closed, escape_text(child.tail)]
    return " ".join("".join(pieces).split())


def escape_text(text: str | None) -> str:
    """Return the markup of a plain *text*; dollars are left, as math is written with them here too."""
    return "$".join(map(escape, (text or "").split("$")))


def _read_name(text: str) -> Name:
    if text.endswith(","):
        return Name(literal=text[:-1].strip())
    family, comma, given = text.partition(",")
    given, _, suffix = given.partition(",")
    if not comma:
        return parse_name(text)
    name = parse_name(f"{family.strip()}, {given.strip()}")
    return attrs.evolve(name, suffix=suffix.strip()) if suffix.strip() and name.literal is None else name


def _read_day(text: str, year: str) -> Date | None:
    """Return the date in *text*, in ISO 8601 or as people write a month and a day beside the *year*; None if unsure."""
    date = parse_date(text)
    if date.literal is None:
        return date if not year or str(date.year) == year else None
    found = _MONTH_DAY.match(text)
    if found is None or found[2].casefold() not in _MONTHS:
        return None
    day = found[1] or found[3]
    written = f"{year}-{_MONTHS.index(found[2].casefold()) + 1:02d}" + (f"-{int(day):02d}" if day else "")
    date = parse_date(written)
    return date if date.literal is None else None
