"""What the BibTeX exporters write, piece by piece: text as it was read, edited entries, entries written anew.

What reads BibTeX back is loaded where it is asked: most entries are surely kept.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._bibtex_lines import (
    NO_CHARACTER,
    PREFIXES,
    UNSAFE_IN_KEY,
    FieldLines,
    may_hold_noncharacters,
    name_of,
    value_of,
)
from arxiv2bib.exporters._bibtex_macros import MacroTable, find_inherited
from arxiv2bib.exporters._bibtex_patching import ALIASES, patch_record
from arxiv2bib.exporters._bibtex_printing import is_printed_as_less
from arxiv2bib.exporters._bibtex_rows import render_fields
from arxiv2bib.exporters._bibtex_spelling import find_returning, settle_extras
from arxiv2bib.exporters._bibtex_sure import find_lost_dates, find_surely_unkept, find_unkept_among
from arxiv2bib.exporters._bibtex_usual import write_usual_preprint
from arxiv2bib.exporters._carry import SILENT, Carry, compare, find_carry, report_unkept
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.bibtex_carrying import render_carried, without_inherited
from arxiv2bib.formats.bibtex_fields import DIALECTS, READ_TYPES, TYPES, TypeRow
from arxiv2bib.formats.bibtex_links import is_link, without_parents
from arxiv2bib.formats.bibtex_reading import AS_WRITTEN, INHERITED, PREPRINT_KINDS
from arxiv2bib.formats.carrying import FIELD
from arxiv2bib.formats.native_types import is_carried_type, needs_native_type, says_type
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX, Entry, Origin, is_as_read, is_unread, make_entry
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import PREPRINT, BlockKind, EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.lines import count_lines
from arxiv2bib.transforms.keys import KeyMaker

if TYPE_CHECKING:
    from arxiv2bib.exporters.bibtex import BibtexExporter

__all__ = ["BibtexWriter"]

# To get a member from its class takes Python 3.11 many times as long.
_OFF, _CARRIED = Carry.OFF, Carry.CARRIED
_DOCUMENT = EntryType.DOCUMENT
_WORD = compile_late(r"[a-z][a-z0-9-]*\Z")
_NOT_INHERITED = frozenset({"type", "key", "native_type", "truncated", "extra"})


class BibtexWriter:
    """The writing of one output: knows what stands before the piece that is written."""

    def __init__(
        self, exporter: "BibtexExporter", report: Report, keys: Collection[str] | None, taken: set[str] | None = None
    ) -> None:
        self._exporter = exporter
        self._losses = Losses(report, exporter.format.name)
        self._keys = KeyMaker()
        self._known_keys = keys  # of all entries of the output, case folded; None where they are not known
        self._macros = MacroTable()
        self._taken = taken if taken is not None else set()  # keys in place of those that BibTeX cannot hold
        self._end = ""  # how what was written last ends
        self._source: str | None = None  # where it was read, if it was
        self._next_line = 1  # the line behind it there
        self._newline = "\n"
        self._is_usual = exporter.is_plain
        self._ascii = exporter.letters == "latex"
        self._is_biblatex = exporter.is_biblatex

    def write_block(self, block: Block) -> str:
        """Return a block of BibTeX as it was read; others have no place in it."""
        if block.format in DIALECTS:
            if block.kind is BlockKind.MACRO:
                self._macros.define(block)
            return self._join_raw(block.raw, block.source, block.line)
        self._losses.drop_block(block)
        return ""

    def write_entry(self, entry: Entry) -> str:
        """Return *entry*: as it was read, with its edited fields put in, or written anew."""
        origin = entry.origin
        if self._exporter.preserve and origin is not None and origin.record.format == self._exporter.format.name:
            if is_unread(entry):
                return self._join_raw(origin.record.raw, origin.source, origin.record.line)
            undefined = self._macros.find_undefined(entry, origin)
            has_parents = self._has_parents(entry)
            if is_as_read(entry) and not undefined and has_parents:
                return self._join_raw(origin.record.raw, origin.source, origin.record.line)
            if origin.values is not None:
                return self._join_raw(self._patch(entry, undefined), origin.source, origin.record.line, origin)
        entry = entry if entry.key else self._keys(entry)
        if self._is_usual and (usual := self._write_usual(entry)) is not None:
            return self._join(usual)
        kind, key, lines = self._render(entry)
        body = ",\n".join(lines)
        return self._join(f"@{kind}{{{key},\n{body}\n}}\n" if body else f"@{kind}{{{key},\n}}\n")

    def _join_raw(self, raw: str, source: str | None, line: int, origin: Origin | None = None) -> str:
        """Return *raw*, which stood in *line* of *source* or became of *origin* there, apart from a new neighbour."""
        gap = ""
        if self._source is None:
            gap = self._newline if self._end and not raw[:1].isspace() else ""
        elif (source or "") != self._source or line != self._next_line:
            gap = self._find_gap()
        stood = origin.record.raw if origin is not None else raw
        self._next_line = line + count_lines(stood, 0, len(stood))
        if "\r\n" in raw:
            self._newline = "\r\n"
        self._end = raw[-4:]
        self._source = source or ""
        return gap + raw

    def _join(self, text: str) -> str:
        if self._newline != "\n":
            text = text.replace("\n", self._newline)
        gap = self._newline if self._end else ""
        if self._source is not None:
            gap = self._find_gap()
        self._source = None
        self._end = "\n"
        return gap + text

    def _find_gap(self) -> str:
        """Return what makes a blank line behind what was written last."""
        feeds = self._end.replace("\r\n", "\n").replace("\r", "\n")
        return "" if feeds.endswith("\n\n") else self._newline if feeds.endswith("\n") else self._newline * 2

    def _write_usual(self, entry: Entry) -> str | None:
        """Return the text of *entry* if it is a preprint as most are; report, or carry, what it does not hold."""
        carry = find_carry(entry, self._exporter.carry)
        is_judged = carry is not _OFF
        written = write_usual_preprint(entry, ascii=self._ascii, is_biblatex=self._is_biblatex, judged=is_judged)
        if written is None:
            return None
        body = ",\n".join(written.lines)
        if not body.isascii() and may_hold_noncharacters(body):
            return None
        row = TYPES[entry.type]
        usual = row.biblatex if self._is_biblatex else row.bibtex
        kind = usual if entry.native_type is None else self._find_kind(entry, row)
        if not is_judged:
            _report_unwritten(entry, self._losses)
        key = self._find_key(entry, SILENT if is_judged else self._losses)
        if is_judged:
            unkept: dict[str, tuple[Any, Any]] | None
            if not written.unsure and not written.known:
                unkept = find_lost_dates(entry)
            else:
                fields = FieldLines(entry, row, kind, SILENT, written.lines)
                unkept = find_unkept_among(fields, written.unsure, written.known)
                if unkept is None:
                    entry, unkept = self._read_back(entry, {}, fields, key)
            if unkept and carry is _CARRIED:
                body += f",\n{PREFIXES[FIELD]}{_render_unkept(unkept)}}}"
            elif unkept:
                report_unkept(self._losses, entry, unkept)
        return f"@{kind}{{{key},\n{body}\n}}\n"

    def _render(self, entry: Entry) -> tuple[str, str, list[str]]:
        """Return the type, the key and the lines of *entry*; report, or carry, what they do not hold."""
        carry = find_carry(entry, self._exporter.carry)
        losses = self._losses if carry is Carry.OFF else SILENT
        entry, texts = self._flatten(entry, SILENT if carry is _CARRIED else self._losses, carry)
        row = TYPES[entry.type]
        kind = self._find_kind(entry, row)
        fields = FieldLines(entry, row, kind, losses)
        spellings = self._exporter.spellings
        fields.keeps_spelling = spellings != "own" and (not self._is_other_dialect(entry) or _carries_spelling(entry))
        fields.keeps_html = spellings == "source"
        fields.keeps_words = fields.keeps_html or self._exporter.is_biblatex  # "mathesis": BibTeX prints it as it is
        fields.keeps_macros = self._exporter.markup == "latex"
        fields.has_parents = self._has_parents(entry)
        render_fields(self._exporter, fields)
        if fields.stale or fields.adopted:
            entry = entry.evolve(extra=settle_extras(fields))
        if not row.exact[self._exporter.is_biblatex] and not any(
            says_type(extra, entry, kind) for extra in entry.extra
        ):
            losses.change(entry, "type", entry.type, kind)
        key = self._find_key(entry, losses)
        text = "\n".join(fields.lines)
        if not text.isascii() and may_hold_noncharacters(text):
            fields.lines[:] = [NO_CHARACTER.sub("\ufffd", line) for line in fields.lines]
        if carry is not Carry.OFF:
            is_usual = self._exporter.is_usual and not texts
            unkept = find_surely_unkept(fields) if is_usual else None
            if unkept is None:
                entry, unkept = self._read_back(entry, texts, fields, key)
            if unkept and carry is Carry.CARRIED:
                fields.add(FIELD, _render_unkept(unkept))
            elif unkept:
                report_unkept(self._losses, entry, unkept)
        if fields.stale and fields.has_parents:
            self._tell_inherited(entry, fields)
        return kind, key, fields.lines

    def _tell_inherited(self, entry: Entry, fields: FieldLines) -> None:
        """Say what *entry* has nothing for any more, and still takes over from its parents."""
        from arxiv2bib.formats.bibtex_values import interpret_bibtex

        values = interpret_bibtex(fields.kind, None, (), inherited=find_returning(fields))
        for name, value in zip(COMPARED_FIELDS, values, strict=False):
            default = DEFAULTS[INDEX[name]]
            if name not in _NOT_INHERITED and value != default and getattr(entry, name) == default:
                self._losses.inherit(entry, name, value)

    def _read_back(
        self, entry: Entry, texts: dict[str, str], fields: FieldLines, key: str
    ) -> tuple[Entry, dict[str, tuple[Any, Any]]]:  # Any: values of the model
        """Return what of *entry* is to come back, and what of that does not, from *fields* as they are read.

        *texts* are its own where *fields* have what others say in their place.
        """
        from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex  # few entries are not surely kept

        read = ((name_of(line), expand_value(value_of(line), {})) for line in fields.lines)
        inherited = None
        if fields.has_parents:
            inherited = {**find_inherited(entry), **find_returning(fields)}
        else:
            for extra in filter(is_link, entry.extra):
                self._losses.drop(entry, f"extra.{extra.namespace}.{extra.name}", extra.value)
            entry = without_parents(entry)
        values = interpret_bibtex(fields.kind, key or None, read, inherited=inherited)
        if inherited:
            values[INDEX["extra"]] = without_inherited(values[INDEX["extra"]])
            entry = entry.evolve(extra=without_inherited(entry.extra))
        return entry, compare(entry.evolve(**texts), values, self._exporter.format.name)

    def _flatten(self, entry: Entry, losses: Losses, carry: Carry) -> tuple[Entry, dict[str, str]]:
        """Return *entry* with the markup that the exporter writes, and the texts to carry in place of its own."""
        markup = self._exporter.markup
        if markup == "latex":
            return entry, {}
        from arxiv2bib.exporters._bibtex_flattening import flatten_entry

        entry, texts = flatten_entry(entry, losses, keeps_tags=markup == "spelled")
        return entry, texts if carry is Carry.CARRIED else {}

    def _find_kind(self, entry: Entry, row: TypeRow) -> str:
        """Return the type to write: the source's own, if it is BibTeX's and still means the entry's type."""
        if entry.type is PREPRINT and self._exporter.preprint_type is not None:
            return self._exporter.preprint_type
        usual = row.biblatex if self._exporter.is_biblatex else row.bibtex
        native, origin = entry.native_type, entry.origin
        if native is None or native == usual:
            return usual
        if self._exporter.spellings != "source" and not self._exporter.is_biblatex and is_printed_as_less(entry, usual):
            return usual
        if origin is not None and origin.record.format in DIALECTS:
            other = row.bibtex if self._exporter.is_biblatex else row.biblatex
            if native == other and self._is_other_dialect(entry) and not needs_native_type(entry):
                return usual
            if native != origin.record.type and native not in READ_TYPES and not _WORD.match(native):
                return usual  # another format's word, which was carried
        elif origin is not None and origin.record.type == native and not is_carried_type(origin.record):
            return usual  # another format's word, unless the same word of BibTeX's was carried along
        elif native not in READ_TYPES and (origin is None or not _WORD.match(native)):
            return usual
        is_preprint = entry.type is PREPRINT and native in PREPRINT_KINDS and not _has_become_preprint(origin)
        means = READ_TYPES.get(native, _DOCUMENT)
        return native if means is entry.type or is_preprint else usual

    def _is_other_dialect(self, entry: Entry) -> bool:
        origin = entry.origin
        return (
            origin is not None
            and origin.record.format in DIALECTS
            and origin.record.format != self._exporter.format.name
        )

    def _find_key(self, entry: Entry, losses: Losses) -> str:
        key = entry.key or ""
        origin = entry.origin
        if origin is not None and origin.record.format in DIALECTS and origin.record.key == key:
            return key  # what a BibTeX file had for a key is one
        safe = key if key.isalnum() else UNSAFE_IN_KEY.sub("_", key)
        if safe != key:
            known = self._known_keys or ()
            while safe in self._taken or safe.casefold() in known:
                safe += "_"
            self._taken.add(safe)
            losses.change(entry, "key", key, safe)
        return safe

    def _patch(self, entry: Entry, undefined: Collection[str]) -> str:
        """Return the text of *entry*'s record with its edited fields, and with macros that are not there expanded."""
        origin = entry.origin
        if origin is None or origin.values is None:
            raise ValueError("only an entry that was read can be patched")
        keys, self._known_keys = self._known_keys, None  # as it was read, it had its parents
        before = self._map_lines(make_entry([*origin.values, (), origin]))
        self._known_keys = keys
        after = self._map_lines(entry)
        kind = after[0] if after[0] != before[0] else ""
        key = after[1] if entry.key != origin.values[1] else ""
        stood = {name: line for name, line in before[2].items() if not {name, *ALIASES.get(name, ())} & set(undefined)}
        return patch_record(origin.record, stood, after[2], kind=kind, key=key)

    def _has_parents(self, entry: Entry) -> bool:
        """Whether an entry that *entry* inherits from is in the output, as far as that is known."""
        keys = self._known_keys
        if keys is None or not entry.extra or all(extra.namespace != INHERITED for extra in entry.extra):
            return True
        links = [extra.value for extra in entry.extra if is_link(extra)]
        return any(key.strip().casefold() in keys for link in links for key in link.split(","))

    def _map_lines(self, entry: Entry) -> tuple[str, str, dict[str, tuple[str, str]]]:
        kind, key, lines = self._render(entry)
        fields: dict[str, tuple[str, str]] = {}
        for line in lines:
            fields.setdefault(name_of(line).lower(), (name_of(line), value_of(line)))
        return kind, key, fields


def _has_become_preprint(origin: Origin | None) -> bool:
    """Whether what was read as another type is a preprint now: then the source's own type no longer says what it is."""
    return origin is not None and origin.values is not None and origin.values[INDEX["type"]] is not PREPRINT


def _report_unwritten(entry: Entry, losses: Losses) -> None:
    """Say what of a usual preprint has no field: dates that are not that of issue, licence, history, what is beside."""
    issued, submitted, updated, arxiv = entry.issued, entry.submitted, entry.updated, entry.arxiv
    lost: list[tuple[str, object]] = []
    if submitted is not None and submitted is not issued and submitted != issued:
        lost.append(("submitted", submitted))
    if updated is not None and updated is not issued and updated != issued:
        lost.append(("updated", updated))
    if arxiv is not None and arxiv.license:
        lost.append(("arxiv.license", arxiv.license))
    if arxiv is not None and arxiv.versions:
        lost.append(("arxiv.versions", arxiv.versions))
    if lost:
        losses.drop_each(entry, lost)
    if entry.extra:
        losses.drop_extras(entry)


def _render_unkept(unkept: dict[str, tuple[Any, Any]]) -> str:
    """Return *unkept* as the value of a field. Mostly that is a date, which many entries have."""
    if len(unkept) == 1:
        ((name, (value, read)),) = unkept.items()
        if read is None and isinstance(value, Date):
            return _render_lost_date(name, value)
    return render_carried(unkept)


@lru_cache(maxsize=4096)
def _render_lost_date(name: str, date: Date) -> str:
    return render_carried({name: (date, None)})


def _carries_spelling(entry: Entry) -> bool:
    """Whether the spelling that *entry* has was carried along, and is that of the format it goes back to."""
    return entry.origin is not None and FIELD in entry.origin.record.raw and AS_WRITTEN in entry.origin.record.raw
