"""The exporter of CSL-JSON."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final, Literal

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._carry import SILENT, Carry, compare, find_carry, report_unkept
from arxiv2bib.exporters._csl_adapting import adapt_item
from arxiv2bib.exporters._csl_extras import is_no_member, is_no_part
from arxiv2bib.exporters._csl_rows import GatheredItem, render_fields
from arxiv2bib.exporters._csl_usual import Written, add_custom, write_usual
from arxiv2bib.exporters._json_encoding import encode_item
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.exporters._theses import name_thesis
from arxiv2bib.formats.carrying import FIELD, pack_fields
from arxiv2bib.formats.csl_target import CslTarget
from arxiv2bib.formats.csl_values import interpret_csl
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.model.entry import INDEX, Entry, compared_values, is_as_read
from arxiv2bib.model.records import Block
from arxiv2bib.model.showing import show_fields
from arxiv2bib.protocols import Format
from arxiv2bib.text.controls import replace_surrogates
from arxiv2bib.text.formulas import spell_formula
from arxiv2bib.transforms.keys import KeyMaker

_OPENING: Final = "[\n  "
_SEPARATOR: Final = ",\n  "
_CLOSING: Final = "\n]\n"
_EMPTY: Final = "[]\n"
_is_switch = attrs.validators.in_((True, False))

_OFF: Final = Carry.OFF


@attrs.frozen
class CslJsonExporter:
    """Writes a JSON array of CSL items that are valid against the schema of CSL 1.0.2.

    A preprint is an ``article`` with publisher arXiv, number ``arXiv:ID`` and the arXiv DOI; class, version, comment
    and journal reference are lines of ``note``, spelled as Zotero spells them.

    With *preserve*, an item that was read from CSL-JSON and not changed since is written as it stood. With *carry*, the
    member ``custom`` of an item holds what CSL has no place for; without it, that is reported. If *carry* is None, only
    entries from bibliographies carry. *formulas* says whether formulas stay TeX or, where letters, symbols and scripts
    can say them, become text, since styles print what stands there. *theses* says whether the kind of a thesis that
    BibTeX's type tells, ``@mastersthesis``, is in words in ``genre``, which styles print. *target* is an importer that
    knows less than CSL, for which items are written.
    """

    carry: bool | None = attrs.field(default=None, validator=attrs.validators.optional(_is_switch))
    preserve: bool = attrs.field(default=True, validator=_is_switch)
    formulas: Literal["tex", "text"] = attrs.field(default="tex", validator=attrs.validators.in_(("tex", "text")))
    theses: Literal["type", "genre"] = attrs.field(default="type", validator=attrs.validators.in_(("type", "genre")))
    target: CslTarget | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.instance_of(CslTarget))
    )

    format: ClassVar[Format] = CSL_JSON

    __repr__ = show_fields

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the array in pieces, one for each item; blocks are not CSL and are left out."""
        losses = Losses(report, self.format.name)
        keys = KeyMaker()
        separator = _OPENING
        for item in items:
            if isinstance(item, Block):
                if item.format != self.format.name:
                    losses.drop_block(item)
                continue
            yield separator + (self._find_raw(item) or self._render(item if item.key else keys(item), losses))
            report.records_written += 1
            separator = _SEPARATOR
        yield _EMPTY if separator == _OPENING else _CLOSING

    def can_join(self, format: str, /) -> bool:
        """Whether what is read from *format* is written anew."""
        return format != self.format.name or not self.preserve

    def join(self, parts: Iterable[Iterable[str]], /) -> Iterator[str]:
        """Yield the items of all *parts* as one array."""
        opening, end = _OPENING, _EMPTY
        for part in parts:
            for piece in part:
                if piece not in (_CLOSING, _EMPTY):
                    yield opening + piece.removeprefix(_OPENING) if piece.startswith(_OPENING) else piece
                    opening, end = _SEPARATOR, _CLOSING
        yield end

    def _find_raw(self, entry: Entry) -> str | None:
        """Return the text of *entry* as it was read, if that says what the entry says, and in JSON."""
        origin = entry.origin
        if not self.preserve or origin is None or origin.record.format != self.format.name or not is_as_read(entry):
            return None
        raw = origin.record.raw
        return raw if raw.isascii() else replace_surrogates(raw)

    def _render(self, entry: Entry, losses: Losses) -> str:
        carry = find_carry(entry, self.carry)
        if self.theses == "genre":
            entry = name_thesis(entry)
        if self.formulas == "tex" and self.target is None:
            written = write_usual(entry, is_compared=carry is not _OFF)
            if written is not None:
                return _finish(entry, written, carry, losses) if written.read or entry.extra else written.item
        return self._render_any(entry, carry, losses)

    def _render_any(self, entry: Entry, carry: Carry, losses: Losses) -> str:
        formulas = spell_formula if self.formulas == "text" else None
        is_taken = is_no_part if self.target is not None else is_no_member if self.carry is False else None
        target = GatheredItem(entry, losses if carry is Carry.OFF else SILENT, formulas, is_taken)
        render_fields(target)
        item = target.item
        is_carried = carry is Carry.CARRIED
        if self.target is not None and is_carried:  # what comes back from the adapted item is what counts
            item = adapt_item(item, self.target)
        if carry is not Carry.OFF:
            unkept = compare(entry, interpret_csl(item), self.format.name)
            if unkept and is_carried:
                item["custom"] = {**item.get("custom", {}), FIELD: pack_fields(unkept)}
            elif unkept:
                report_unkept(losses, entry, unkept)
        if self.target is not None and not is_carried:
            item = adapt_item(item, self.target)
        return encode_item(item)


def _finish(entry: Entry, written: Written, carry: Carry, losses: Losses) -> str:
    """Carry or report what is not in the item that was *written*; return it."""
    if carry is _OFF:
        losses.drop_extras(entry)
        return written.item
    read = list(compared_values(entry))
    for name, value in written.read.items():
        read[INDEX[name]] = value
    unkept = compare(entry, read, CSL_JSON.name)
    if unkept and carry is Carry.CARRIED:
        return add_custom(written.item, {FIELD: pack_fields(unkept)})
    report_unkept(losses, entry, unkept)
    return written.item
