"""The items of a library as what the rules look at."""

from collections.abc import Iterable, Iterator
from typing import Literal

from arxiv2bib.checks.fields import BIBLATEX_FIELDS, BIBLATEX_KINDS
from arxiv2bib.checks.subjects import Bibliography, Macro, Piece, Subject, Use, Value
from arxiv2bib.checks.values import read_csl_values, read_model_values, read_ris_values
from arxiv2bib.data.calendar import MONTH_NAMES
from arxiv2bib.formats.bibtex import scan_bibtex, split_value
from arxiv2bib.formats.bibtex_fields import DIALECTS, LINKS
from arxiv2bib.formats.bibtex_reading import INHERITED
from arxiv2bib.formats.bibtex_values import expand_value
from arxiv2bib.model.entry import Entry, is_as_read
from arxiv2bib.model.records import Block, Field, Record
from arxiv2bib.model.vocabulary import BlockKind

__all__ = ["gather"]


def gather(items: Iterable[Entry | Block]) -> Bibliography:
    """Return the entries and macros among *items*, which are those of one file, in order.

    An entry that was edited since it was read is looked at as it is now: it has no text of its own.
    """
    return _Gathering().run(items)


def _is_biblatex(entry: Entry) -> bool:
    """Whether *entry* was written for BibLaTeX: by its type or by a field that BibTeX has not."""
    if entry.origin is None or entry.origin.record.format not in DIALECTS:
        return False
    record = entry.origin.record
    return (
        record.format == "biblatex"
        or (record.type or "").lower() in BIBLATEX_KINDS
        or any(field[0].lower() in BIBLATEX_FIELDS for field in record.fields)
    )


def _split(raw: str) -> list[tuple[Literal["braces", "quotes", "bare"], str]]:
    """Return the parts of a value without their delimiters."""
    return [("bare", raw)] if raw.isalnum() else split_value(raw)


class _Gathering:
    """The gathering of one file: how far it has come, and the macros so far."""

    def __init__(self) -> None:
        self.column = 1
        self.start = 0
        self.macros: dict[str, str] = {}
        self.defined: list[Macro] = []
        self.uses: dict[str, Use] = {}
        self.subjects: list[Subject] = []
        self.texts: list[Piece] = []
        self.keys: set[str] = set()
        self.is_biblatex = False

    def run(self, items: Iterable[Entry | Block]) -> Bibliography:
        items = tuple(items)
        self.keys = {item.key.casefold() for item in items if isinstance(item, Entry) and item.key}
        self.is_biblatex = any(_is_biblatex(item) for item in items if isinstance(item, Entry))
        for item in items:
            if isinstance(item, Entry):
                self._take_entry(item)
            else:
                piece = self._place(item.raw, item.line)
                if item.kind is BlockKind.MACRO:
                    self._take_macro(item, piece)
                elif item.kind is BlockKind.TEXT and item.format in DIALECTS:
                    self.texts.append(piece)
        return Bibliography(self.subjects, self.defined, self.texts, self.uses)

    def _place(self, raw: str, line: int, start: int | None = None) -> Piece:
        """Return *raw* as a piece that follows what came before, and go on behind it."""
        if start is not None and start != self.start:  # something is left out between the two
            self.column, self.start = 1, start
        piece = Piece(raw, line, self.column, self.start)
        last = max(raw.rfind("\n"), raw.rfind("\r"))
        self.column = self.column + len(raw) if last < 0 else len(raw) - last
        self.start += len(raw)
        return piece

    def _take_macro(self, block: Block, piece: Piece) -> None:
        for record in scan_bibtex([block.raw], lambda *_: None):
            if isinstance(record, Record):
                for name, raw, span in record.fields:
                    assert span is not None
                    self._note_uses(raw, span[0], piece, None, name)
                    text = expand_value(raw, self.macros)
                    self.macros[name.casefold()] = text
                    self.defined.append(Macro(name, raw, text, piece, span[0]))

    def _take_entry(self, entry: Entry) -> None:
        origin = entry.origin
        if origin is None or (origin.values is not None and not is_as_read(entry)):
            self.subjects.append(Subject(entry, Piece(""), "", values=tuple(read_model_values(entry))))
            return
        record = origin.record
        piece = self._place(record.raw, record.line, record.span[0])
        if record.format in DIALECTS:
            self.subjects.append(self._read_bibtex(entry, record, piece))
            return
        read = {"ris": read_ris_values, "csl-json": read_csl_values}.get(record.format)
        values = read(entry, record) if read is not None else read_model_values(entry)
        self.subjects.append(Subject(entry, piece, record.format, record.type or "", tuple(values)))

    def _read_bibtex(self, entry: Entry, record: Record, piece: Piece) -> Subject:
        values = tuple(self._read_values(record, piece))
        kind = (record.type or "").lower()
        inherited = frozenset(extra.name.lower() for extra in entry.extra if extra.namespace == INHERITED)
        parents = (key for value in values if value.name in LINKS for key in value.text.split(","))
        has_lost_parent = any(key.strip().casefold() not in self.keys for key in parents if key.strip())
        return Subject(
            entry, piece, record.format, kind, values, inherited,
            has_lost_parent=has_lost_parent, is_biblatex=self.is_biblatex,
        )  # fmt: skip

    def _read_values(self, record: Record, piece: Piece) -> Iterator[Value]:
        for field in record.fields:
            name, raw, span = field
            if span is None:  # a record that no reader of ours made: nobody knows where it is
                yield Value(name.lower(), name, expand_value(raw, self.macros), raw)
                continue
            at = span[0] - record.span[0]
            if raw[:1] in ("{", '"') and "#" not in raw:
                yield Value(name.lower(), name, raw[1:-1], raw, at + 1, at)
                continue
            self._note_uses(raw, at, piece, record.key, name)
            yield self._read_joined(field, at)

    def _read_joined(self, field: Field, at: int) -> Value:
        name, raw, _ = field
        parts = _split(raw)
        if len(parts) == 1:
            kind, text = parts[0]
            if kind != "bare":
                return Value(name.lower(), name, text, raw, at + 1, at)
            if text.isdigit():
                return Value(name.lower(), name, text, raw, at, at)
        return Value(name.lower(), name, expand_value(raw, self.macros), raw, None, at)

    def _note_uses(self, raw: str, at: int, piece: Piece, key: str | None, field: str) -> None:
        """Note the macros that *raw*, at *at* in *piece*, names."""
        if raw[:1] in ("{", '"') and "#" not in raw:
            return
        search = 0
        for kind, text in _split(raw):
            if kind != "bare":
                search = raw.find(text, search) + len(text)
                continue
            offset = raw.find(text, search)
            search = offset + len(text)
            if text.isdigit():
                continue
            name = text.casefold()
            use = self.uses.get(name)
            if use is not None:
                use.count += 1
            else:
                is_defined = name in self.macros or name in MONTH_NAMES
                self.uses[name] = Use(text, piece, at + offset, key, field, is_defined)
