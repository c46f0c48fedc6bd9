"""The exporter of EndNote XML."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import ClassVar
from xml.sax.saxutils import escape, quoteattr

import attrs

from arxiv2bib import Block, Entry, EntryType, Format, Losses, Name, NameRole, Report, parse_date
from arxiv2bib.text.markup import Kind, tokenize
from arxiv2bib_endnote_xml.fields import FACES, FORMAT, KINDS, MARKUPS, NAMES, PERIODICALS, TEXTS, TYPES

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
_FOOT = "</records></xml>\n"
# Source: XML 1.0, "Characters".
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENT = re.compile(r"[a-z][a-z0-9-]*\Z")
_FACE_OF = {tag: face for face, tag in FACES.items()}
_ROLES = {role: path for path, role in NAMES.items()}


@attrs.frozen
class EndnoteXmlExporter:
    """Writes EndNote XML, one record a line. A preprint is an "Unpublished Work" with arXiv's number.

    With ``styled``, italic, bold, raised and lowered text is marked as EndNote marks it; else it is plain.
    """

    format: ClassVar[Format] = FORMAT

    styled: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the head, a record for each entry, and the foot."""
        losses = Losses(report, self.format.name)
        yield _HEAD
        numbers = count(1)
        for item in items:
            if isinstance(item, Entry):
                yield _Record(item, losses, styled=self.styled).render(next(numbers))
                report.records_written += 1
            else:
                losses.drop_block(item)
        yield _FOOT


class _Record:
    """One record while it is written: its elements by path, in order, and the fields that are in it."""

    def __init__(self, entry: Entry, losses: Losses, *, styled: bool) -> None:
        self.entry = entry
        self.losses = losses
        self.styled = styled
        self.elements: dict[str, list[str]] = {}
        self.written: set[str] = set()

    def render(self, number: int) -> str:
        """Return the record; tell what is not in it."""
        entry = self.entry
        kind, code = self._find_type()
        self._add_names()
        for path, field in MARKUPS.items():
            self._add(path, self._style(getattr(entry, field)), field)
        if entry.type in PERIODICALS:  # EndNote has a journal's name in two places
            self._add("periodical/full-title", self._style(entry.container_title), "container_title")
        for path, field in TEXTS.items():
            self._add(path, _text(getattr(entry, field)), field)
        self._add("pages", _text(str(entry.page) if entry.page is not None else None), "page")
        self._add("keywords", _children("keyword", entry.keyword), "keyword")
        self._add_dates()
        numbers = [*map(str, entry.isbn), *map(str, entry.issn)]
        self._add("isbn", _text("; ".join(filter(str.strip, numbers))), "isbn", "issn")
        self._add("electronic-resource-num", _text(str(entry.doi) if entry.doi is not None else None), "doi")
        self._add("urls/related-urls", _children("url", (entry.url,) if entry.url else ()), "url")
        self._add("label", _text(entry.key))
        self._add_arxiv()
        self._add_extras()
        self.losses.drop_others(entry, self.written)
        head = f"<rec-number>{number}</rec-number><ref-type name={quoteattr(kind)}>{code}</ref-type>"
        return f"<record>{head}{_nest(self.elements)}</record>\n"

    def _find_type(self) -> tuple[str, int]:
        """Return EndNote's name and number for the type; the name that it had in EndNote, if that still fits."""
        entry = self.entry
        native = KINDS.get((entry.native_type or "").casefold())
        if native is not None and native[2] is entry.type:
            return native[:2]
        name, number = TYPES.get(entry.type, ("Generic", 13))
        is_preprint = entry.type is EntryType.ARTICLE and entry.arxiv is not None and entry.arxiv.id is not None
        if KINDS[name.casefold()][2] is not entry.type and not is_preprint:
            self.losses.change(entry, "type", entry.type, name)
        return name, number

    def _add(self, path: str, xml: str, *fields: str) -> None:
        self.written.update(fields)
        if xml:
            self.elements.setdefault(path, []).append(xml)

    def _add_names(self) -> None:
        entry = self.entry
        lists = {NameRole.AUTHOR: entry.author, NameRole.EDITOR: entry.editor}
        for contributor in entry.contributors:
            if contributor.role in _ROLES and contributor.role not in lists:
                lists[contributor.role] = contributor.names
                self.written.add(f"contributors.{contributor.role}")
        for role, names in lists.items():
            self._add(_ROLES[role], _children("author", map(_render_name, names)))
        self.written |= {"author", "editor"}

    def _add_dates(self) -> None:
        entry = self.entry
        if entry.issued is not None:
            text = str(entry.issued)
            if parse_date(text) != entry.issued:
                self.losses.drop(entry, "issued", repr(entry.issued))
            year = str(entry.issued.year) if entry.issued.year is not None else entry.issued.literal
            self._add("dates/year", _text(year), "issued")
            if text != year:
                self._add("dates/pub-dates", _children("date", (text,)))
        if entry.accessed is not None and entry.accessed == parse_date(str(entry.accessed)):
            self._add("access-date", _text(str(entry.accessed)), "accessed")

    def _add_arxiv(self) -> None:
        arxiv = self.entry.arxiv
        if arxiv is not None and arxiv.id is not None:
            self._add("accession-num", _text(f"arXiv:{arxiv.id}"), "arxiv.id")
            self._add("remote-database-name", "arXiv")

    def _add_extras(self) -> None:
        for extra in self.entry.extra:
            if extra.namespace == FORMAT.name and _ELEMENT.match(extra.name) and extra.name not in self.elements:
                self._add(extra.name, _text(extra.value), f"extra.{extra.namespace}.{extra.name}")

    def _style(self, markup: str | None) -> str:
        """Return *markup* as EndNote has it: pieces of text, each with its face."""
        pieces: list[str] = []
        faces: list[str] = []
        for kind, value in tokenize(markup or ""):
            if kind in (Kind.OPEN, Kind.CLOSE):
                if value in _FACE_OF:
                    faces = [*faces, value] if kind is Kind.OPEN else faces[:-1]
                continue
            text = _text(f"${value}$" if kind is Kind.MATH else value)
            if self.styled and faces and text:
                face = " ".join(_FACE_OF[tag] for tag in faces)
                text = f'<style face="{face}">{text}</style>'
            pieces.append(text)
        return "".join(pieces)


def _text(text: str | None) -> str:
    """Return *text* as XML: what XML cannot hold, control characters and lone surrogates, becomes U+FFFD."""
    return escape(_NO_XML.sub("\ufffd", text)) if text and not text.isspace() else ""


def _children(name: str, texts: Iterable[str]) -> str:
    return "".join(f"<{name}>{_text(text)}</{name}>" for text in texts if text.strip())


def _render_name(name: Name) -> str:
    """Return ``Family, Given, Suffix``; a group ends in a comma, by which EndNote tells it from a person."""
    if name.literal is not None or not name.family:
        return f"{name}," if str(name) else ""
    family = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle, name.family) if part)
    parts = (family, name.given or "", name.suffix) if name.suffix else (family, name.given)
    return ", ".join(part for part in parts if part is not None)


def _nest(elements: dict[str, list[str]]) -> str:
    """Return *elements* as XML, those below one element together."""
    groups: dict[str, list[str]] = {}
    for path, texts in elements.items():
        group, _, name = path.partition("/")
        content = "".join(texts)
        groups.setdefault(group, []).append(f"<{name}>{content}</{name}>" if name else content)
    return "".join(f"<{group}>{''.join(parts)}</{group}>" for group, parts in groups.items())
