"""The exporter of RIS."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._carry import SILENT, Carry, compare, find_carry, report_unkept
from arxiv2bib.exporters._joining import join_pieces
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.exporters._ris_lines import RisLines
from arxiv2bib.exporters._ris_notes import find_named_paper, names_paper
from arxiv2bib.exporters._ris_pieces import read_primary
from arxiv2bib.exporters._ris_rows import render_fields
from arxiv2bib.exporters._ris_usual import write_usual
from arxiv2bib.exporters._theses import name_thesis
from arxiv2bib.formats.carrying import MARKER, pack_fields
from arxiv2bib.formats.known import RIS
from arxiv2bib.formats.ris import split_end
from arxiv2bib.formats.ris_tags import NAME, VARIABLES
from arxiv2bib.formats.ris_values import interpret_ris
from arxiv2bib.formats.spellings import forget_outdated
from arxiv2bib.model.entry import Entry, is_as_read
from arxiv2bib.model.records import Block, Record
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.protocols import Format
from arxiv2bib.transforms.keys import KeyMaker

_OFF = Carry.OFF  # to get it from its class takes Python 3.11 many times as long
_encode = json.JSONEncoder(separators=(",", ":")).encode  # to make one takes longer than to use it
_ENDS = ("\nER  - \n\n", "\nER  - \n")  # of most records


@attrs.frozen
class RisExporter:
    """Writes RIS: one line a value, ``ER  - `` at the end of each record, ``ID`` for the citation key.

    A preprint is ``UNPB`` with the arXiv DOI, publisher arXiv and a note ``arXiv:ID``.

    With *preserve*, what was read from RIS and not changed since is written as it stood, with the text around it.
    With *carry*, the last ``N1`` of an entry holds what RIS has no place for, as JSON; without it, that is reported.
    If *carry* is None, only entries from bibliographies carry.

    *types* gives the reference types that a program knows better than the usual ones. With *archive*, an arXiv
    identifier is also an accession number, ``AN``, in the database arXiv, ``DB``. *tags* gives, by reference type, the
    tags that a program has for what usually has another one; those under ``""`` are for every type, those
    under ``"CONF C3"`` for records of the type that have the tag, and a language whose tag is ``""`` is left out. With
    *two_part_names*, a suffix stands behind the given name without a comma, for readers that look no further than the
    second part of a name. *theses* says whether the kind of a thesis that BibTeX's type tells, ``@mastersthesis``, is
    in words in ``M3``. *spellings* are those of the source for values that are usually written otherwise (``JO``,
    ``1234-5678 (ISSN)``), or our own, for programs that read no others.
    """

    carry: bool | None = None
    preserve: bool = True
    types: Mapping[EntryType, str] = attrs.field(factory=dict, eq=False)
    archive: bool = attrs.field(default=False, validator=attrs.validators.in_((True, False)))
    tags: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, eq=False)
    two_part_names: bool = attrs.field(default=False, validator=attrs.validators.in_((True, False)))
    theses: Literal["type", "genre"] = attrs.field(default="type", validator=attrs.validators.in_(("type", "genre")))
    spellings: Literal["source", "own"] = attrs.field(
        default="source", validator=attrs.validators.in_(("source", "own"))
    )

    format: ClassVar[Format] = RIS

    __repr__ = show_fields

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield one record after the other, a blank line between them unless their source says otherwise."""
        losses = Losses(report, NAME)
        keys = KeyMaker()
        before: Record | None = None  # the record before, if it was read from RIS
        text = "\n\n"  # what was yielded last
        for item in items:
            if isinstance(item, Block):
                if self.preserve and item.format == NAME:
                    text = item.raw
                    before = None
                    yield text
                    text += "\n"  # nothing needs to set it apart
                else:
                    losses.drop_block(item)
                continue
            record = item.origin.record if self._keeps(item) and item.origin is not None else None
            gap = "" if text.endswith("\n") else "\n"
            is_adjacent = before is not None and record is not None and before.span[1] == record.span[0]
            if not is_adjacent and not text.endswith("\n\n"):
                gap += "\n"
            key = keys.find_key(item)
            if record is None:
                text = self._render(item, key, losses)
            elif is_as_read(item):
                text = _close(record)
            else:
                text = self._render(item, key, losses) + split_end(record)[2]
            yield gap + text
            report.records_written += 1
            before = record

    def can_join(self, format: str, /) -> bool:
        """Whether what is read from *format* is written anew: text that is kept keeps its place."""
        return format != NAME or not self.preserve

    def join(self, parts: Iterable[Iterable[str]], /) -> Iterator[str]:
        """Yield the pieces of *parts*, a blank line between the records of one and of the next."""
        return join_pieces(parts)

    def _keeps(self, entry: Entry) -> bool:
        return self.preserve and entry.origin is not None and entry.origin.record.format == NAME

    def _render(self, entry: Entry, key: str, losses: Losses) -> str:
        carry = find_carry(entry, self.carry)
        if self.theses == "genre":
            entry = name_thesis(entry)
        if self._is_usual and not (self.spellings == "own" and _may_have_commands(entry)):
            text = write_usual(entry, key, is_kept=carry is not _OFF)
            if text is not None and not _may_have_unkept(entry):
                return f"{text}ER  - \n"
        else:
            text = None
        if not entry.key:
            entry = entry.evolve(key=key)
        if text is None:
            return self._render_any(entry, carry, losses)
        if carry is Carry.OFF:
            losses.drop_variables(entry, VARIABLES)
            losses.drop_extras(entry)
            return f"{text}ER  - \n"
        return f"{text}{_tell_unkept(entry, _find_unkept(entry), carry, losses)}ER  - \n"

    @property
    def _is_usual(self) -> bool:
        """Whether no option changes what is written."""
        return not (self.types or self.archive or self.tags or self.two_part_names)

    def _render_any(self, entry: Entry, carry: Carry, losses: Losses) -> str:
        """Return the record of *entry*, field by field, with what does not come back from its lines."""
        lines = RisLines(entry, losses if carry is Carry.OFF else SILENT, self)
        render_fields(lines)
        key = entry.key or ""
        lines.add("ID", key)
        if key.strip() != key or not key.isprintable():  # blanks at the end of a line are no part of its value
            losses.change(entry, "key", key, lines.lines[-1][6:-1] if key.strip() else "")
        if self.tags:
            lines.lines = self._retag(lines.lines)
        if carry is not Carry.OFF:
            unkept = compare(entry, _read_back(lines.lines), NAME)
            lines.lines.append(_tell_unkept(entry, unkept, carry, losses))
        return "".join(lines.lines) + "ER  - \n"

    def _retag(self, lines: list[str]) -> list[str]:
        """Return the *lines* of a record with the tags that the program has."""
        kind = lines[0][6:-1]
        tags = {**self.tags.get("", {}), **self.tags.get(kind, {})}
        for line in lines:
            tags.update(self.tags.get(f"{kind} {line[:2]}", {}))
        return [tags.get(line[:2], line[:2]) + line[2:] for line in lines]


def _may_have_commands(entry: Entry) -> bool:
    """Whether there may be commands of TeX in the words of *entry*."""
    return "\\" in f"{entry.title}{entry.abstract}{entry.container_title}{entry.note}"


def _close(record: Record) -> str:
    """Return the text of *record*, its last line ended, with the ER line that it may lack."""
    if record.raw.endswith(_ENDS):
        return record.raw
    text, has_end, blank = split_end(record)
    if not text.endswith("\n"):
        text += "\n"
    return text + blank if has_end else f"{text}ER  - \n{blank}"


def _read_back(lines: list[str]) -> list[Any]:  # Any: values of the model
    """Return the values of the fields that the *lines* of a record are read as."""
    return interpret_ris(lines[0][6:-1], [(line[:2], line[6:-1], None) for line in lines[1:]])


def _may_have_unkept(entry: Entry) -> bool:
    """Whether :func:`_find_unkept` may find anything."""
    if entry.extra or entry.variables:
        return True
    if entry.arxiv is not None:
        return read_primary(entry.arxiv) is not entry.arxiv
    return entry.note is not None and names_paper(entry.note)


def _find_unkept(entry: Entry) -> dict[str, tuple[Any, Any]]:  # Any: as above
    """Return what :func:`compare` does for *entry* if it is usual."""
    unkept: dict[str, tuple[Any, Any]] = {}
    if entry.arxiv is None and entry.note is not None and names_paper(entry.note):
        unkept.update(find_named_paper(entry) or {})
    if entry.arxiv is not None and (read := read_primary(entry.arxiv)) is not entry.arxiv:
        unkept["arxiv"] = entry.arxiv, read
    tagged = tuple([variable for variable in entry.variables if variable[0] in VARIABLES])
    if len(tagged) < len(entry.variables):
        unkept["variables"] = entry.variables, tagged
    if extra := forget_outdated(entry).extra:
        unkept["extra"] = extra, ()
    return unkept


def _tell_unkept(entry: Entry, unkept: dict[str, tuple[Any, Any]], carry: Carry, losses: Losses) -> str:
    """Return the line that carries what of *entry* is *unkept*, or report it."""
    if not unkept:
        return ""
    if carry is Carry.CARRIED:
        return f"N1  - {MARKER} {_encode(pack_fields(unkept))}\n"
    report_unkept(losses, entry, _without_kept_parts(unkept))
    return ""


def _without_kept_parts(unkept: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return *unkept* without those parts of a list of facts that are read as they are."""
    parts = dict(unkept)
    for name in [name for name in ("contributors", "variables", "extra") if name in parts]:
        value, read = parts[name]
        known, found = set(value), set(read)
        parts[name] = (
            tuple(part for part in value if part not in found),
            tuple(part for part in read if part not in known),
        )
    return parts
