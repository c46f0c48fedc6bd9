"""The reader of CSL-JSON."""

import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.formats.csl_json import Piece, PieceKind, finish, is_keyed, split_items
from arxiv2bib.formats.csl_plain import find_plain, interpret_plain
from arxiv2bib.formats.csl_values import interpret_csl
from arxiv2bib.formats.csl_variables import NESTED_MEMBERS, TYPES
from arxiv2bib.formats.json_text import add_member, compact
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.model.entry import COMPARED_FIELDS, INDEX, Entry, make_entry, make_origin, make_unread_entry
from arxiv2bib.model.records import Block, Record, Source, make_record
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import BlockKind, EntryType
from arxiv2bib.protocols import Format
from arxiv2bib.text.controls import has_surrogates
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

_COMPARED: Final = len(COMPARED_FIELDS)
_NAME_OF_FORMAT: Final = CSL_JSON.name
_KEY: Final = INDEX["key"]
_TYPE: Final = INDEX["type"]
_CHUNK: Final = 1 << 14  # in few short pieces there are characters that make all of them wide
_START: Final = compile_late(r"[\ufeff\s\x1e]*+(?:\[[\s\[]*+(?:\{|\]\s*+\Z)|\{)")
_TYPED: Final = compile_late(r'"type"\s*:\s*"([^"\\]*)"')
_KNOWN_TYPES: Final = frozenset({*EntryType, *TYPES})
_CSL: Final = compile_late(
    r'"(?:issued|container-title(?:-short)?|date-parts|citation-key|publisher-place|title-short|page-first|event-place'
    r'|collection-title|number-of-pages|call-number|original-date|non-dropping-particle|shortTitle)"\s*:'
)
_COMMON: Final = compile_late(
    r'"(?:(id|title|abstract|DOI|URL|ISBN|ISSN|publisher|language|note|keyword)"\s*:\s*"|(author|editor)"\s*:\s*\[\s*\{)'
)
# arXiv's dump of metadata, Zotero's own JSON, the answers of Crossref and DataCite.
_OTHERS: Final = compile_late(
    r'"(?:\$schema|submitter|authors_parsed|update_date|itemType|creators|libraryCatalog|message-type|message-version|attributes'
    r'|jsonapi|resourceTypeGeneral)"\s*:|\A\s*\{\s*"(?:status|message|data|meta)"\s*:'
)
# A work of Crossref has lists of titles; what its content negotiation gives has one, and empty lists of others.
_LISTED: Final = compile_late(r'"(?:container-)?title"\s*:\s*\[\s*"')
_UNLISTED: Final = compile_late(r'"(?:container-)?title"\s*:\s*"')
_STRING: Final = compile_late(r'"(?:[^"\\]|\\.?)*+"', re.DOTALL)
_CONTROL: Final = compile_late(r"[\x00-\x1f]")
_GAP: Final = 20  # characters between a name and its colon, at most


_VALUE = r'\s*+:\s*+("(?:[^"\\]|\\.)*+"|[^\s,"{}\[\]]++(?=[\s,}]))'
_ID: Final = compile_late(rf'"id"{_VALUE}', re.DOTALL)
_CITATION_KEY: Final = compile_late(rf'"citation-key"{_VALUE}', re.DOTALL)
_NAME_OF_ITEM: Final = compile_late(r'("(?:[^"\\]|\\.)*+")\s*+:\s*+\{', re.DOTALL)
_OVERLAP: Final = 1 << 10  # no key is longer


def _read_key(text: str) -> str:
    try:
        return str(json.loads(text, strict=False)) if text.startswith('"') else text
    except ValueError:
        return text[1:-1]


@attrs.frozen
class CslJsonReader:
    """Reads CSL-JSON: arrays, single objects, one object a line, lists in ``{"items": [...]}``, however long.

    Items may also stand under their keys in one object.

    What CSL does not have is kept as ``Extra("csl-json", name, value)`` with the value as compact JSON.
    """

    format: ClassVar[Format] = CSL_JSON

    # The next object is no name, date or other part of an item.
    boundary: ClassVar[re.Pattern[bytes]] = re.compile(
        rb"\}\s*+,?\s*+(?=\{\s*+\"(?!(?:%s)\")[^\"\\]++\"\s*+:)"
        % "|".join(sorted(map(re.escape, NESTED_MEMBERS))).encode()
    )
    is_sure: ClassVar[bool] = False

    __repr__ = show_fields

    def can_split(self, source: Source, /) -> bool:
        """Whether no item needs another: always, unless they stand in an object under their keys."""
        return not is_keyed(source.chunks(_CHUNK))

    def is_damaged(self, item: Entry | Block, /) -> bool:
        """Whether *item* is no item in proper JSON: where damage ends is told by what follows."""
        return isinstance(item, Block) or item.origin is None or item.origin.values is None

    def sniff(self, head: str, /) -> bool:
        """Whether *head* begins a JSON object or array in which members of CSL stand."""
        if _START.match(head) is None or _OTHERS.search(head) is not None:
            return False
        if _LISTED.search(head) is not None and _UNLISTED.search(head) is None:
            return False
        if any(typed[1] in _KNOWN_TYPES for typed in _TYPED.finditer(head)) or _CSL.search(head) is not None:
            return True
        return len(set(_COMMON.findall(head))) > 1 or "{" not in head

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield what stands in members ``id`` and ``citation-key``, and what items stand under."""
        has_names = is_keyed(source.chunks(_CHUNK, translate=False))
        tail = ""
        for chunk in source.chunks(translate=False):
            text = tail + chunk
            for member in chain(_ID.finditer(text), _CITATION_KEY.finditer(text) if "citation-key" in text else ()):
                yield _read_key(member[1])
            if has_names:
                yield from (_read_key(name[1]) for name in _NAME_OF_ITEM.finditer(text))
            tail = text[-_OVERLAP:]

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every item and a block for everything else, in order."""
        return self._read(source, report, lazy=False)

    def read_lazily(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield what :meth:`read` yields; an entry of which there is nothing to report is read when it is asked."""
        return self._read(source, report, lazy=True)

    def _read(self, source: Source, report: Report, *, lazy: bool) -> Iterator[Entry | Block]:
        chunks = source.chunks(_CHUNK)
        run = _Run(source, report, lazy=lazy)
        good = map(decode_bad_bytes, chunks) if source.has_bad_bytes else chunks
        for piece in split_items(good, with_drafts=True):
            if piece.item is not None:
                yield run.interpret(piece, piece.item)
            else:
                yield run.make_block(piece)


class _Run:
    """The reading of one source."""

    def __init__(self, source: Source, report: Report, *, lazy: bool) -> None:
        self.source = source.name
        self.is_lazy = lazy
        self.report = report
        self.piece: Piece | None = None
        self.seen = source.seen.copy()

    def interpret(self, piece: Piece, item: dict[str, object]) -> Entry:
        raw = piece.raw
        has_id = piece.key is None or "id" in item
        if not has_id:
            item = add_member(item, "id", piece.key)
            piece = piece._replace(item=item)
        self.piece = piece
        self.report.records_read += 1
        if has_id and piece.key is not None and item["id"] != piece.key:
            message = "the item has an id, and stands under another name"
            self.say(Code.READ_REMOVED_TEXT, "", message, piece.key, Severity.INFO)
        # A draft has none: orjson refuses them.
        may_have_halves = not piece.is_draft and ("\\ud" in raw or "\\uD" in raw)
        plain = find_plain(item, raw, piece.marks) if piece.is_draft else None
        if plain is not None and self.is_lazy:
            key = plain.item.get("id")
            record = self.take(piece, plain.kind._value_, key)
            return make_unread_entry(self.source, record, key, partial(interpret_plain, plain))
        if plain is not None:
            values = interpret_plain(plain)
        else:
            if piece.is_draft:
                piece = self.piece = finish(piece)
                item = piece.item or item
            values = interpret_csl(item, self.say)
            if may_have_halves:
                self.say_halves(item)
        read = None
        if piece.kind is PieceKind.MENDED:
            self.say_mended(raw)
        elif has_id:
            read = tuple(values[:_COMPARED])
        word = item.get("type")
        kind = str(word) if isinstance(word, str) and word else values[_TYPE]._value_
        values[-1] = make_origin(self.source, self.take(piece, kind, values[_KEY]), read)
        return make_entry(values)

    def take(self, piece: Piece, kind: str, key: str | None) -> Record:
        """Return the record that *piece* is, and look whether its *key* is taken."""
        if key is not None and not self.seen.add(key):
            self.say(Code.READ_DUPLICATE_KEY, "id", "another item has the same id", key, Severity.WARNING)
        start, raw = piece.start, piece.raw
        return make_record(_NAME_OF_FORMAT, kind, key, (), (start, start + len(raw)), piece.line, raw)

    def say(self, code: Code, path: str, message: str, value: str | None, severity: Severity) -> None:
        piece = self.piece
        assert piece is not None
        assert piece.item is not None
        key = piece.item.get("id")
        name = str(key) if isinstance(key, str | int) else None
        member = path.partition(".")[0].partition("[")[0]
        line = _find_line(piece, member)
        self.report.add(
            Diagnostic(
                code, severity, message, source=self.source, line=line, record=name, key=name, path=path, value=value
            )
        )

    def say_mended(self, raw: str) -> None:
        if any(_CONTROL.search(text[0]) for text in _STRING.finditer(raw)):
            self.say(
                Code.TEXT_CONTROL_CHARACTER, "", "control characters in a text, which JSON does not allow; kept", None,
                Severity.WARNING,
            )  # fmt: skip
        else:
            message = "no proper JSON (commas, or a number that JSON does not have), but what it says is plain"
            self.say(Code.READ_INVALID_VALUE, "", message, None, Severity.INFO)

    def say_halves(self, item: dict[str, object]) -> None:
        """Say which members have halves of characters: JSON can spell them, and no text can hold them."""
        for name, value in item.items():
            if has_surrogates(text := compact(value)):
                message = f"{name} has half a character, which is none; U+FFFD stands for it in what is written anew"
                self.say(Code.TEXT_CONTROL_CHARACTER, name, message, ascii(text), Severity.WARNING)

    def make_block(self, piece: Piece) -> Block:
        is_failed = piece.kind is PieceKind.FAILED
        kind = BlockKind.FAILED if is_failed else BlockKind.TEXT
        if is_failed:
            self.report.records_read += 1
            self.report.records_failed += 1
        self.report.add(
            Diagnostic(
                Code.READ_FAILED_RECORD if is_failed else Code.READ_STRAY_TEXT,
                Severity.ERROR if is_failed else Severity.INFO,
                "the item is no JSON" if is_failed else "text that belongs to no item",
                source=self.source,
                line=piece.line,
                value=" ".join(piece.raw.split()),
            )
        )
        return Block(kind=kind, raw=piece.raw, line=piece.line, source=self.source, format=CSL_JSON.name)


def _find_line(piece: Piece, member: str) -> int:
    """Return the line in which *member* of *piece* stands first, by its name as it is written; else that of the piece.

    Within a string there is no quotation mark by itself: what follows one and ends with one and a colon is a name.
    """
    raw = piece.raw
    if not member or "\n" not in raw:
        return piece.line
    name = f'"{member}"'
    at = raw.find(name)
    while at >= 0 and not raw[(end := at + len(name)) : end + _GAP].lstrip().startswith(":"):
        at = raw.find(name, at + 1)
    return piece.line + raw.count("\n", 0, at) if at >= 0 else piece.line
