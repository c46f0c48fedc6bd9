"""To and from the objects of bibtexparser 2."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from arxiv2bib.bridges._records import (
    Item,
    TexRecord,
    interpret_records,
    list_records,
    missing_library,
    refuse_object,
)
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity, take_report
from arxiv2bib.formats.bibtex import scan_bibtex, split_value
from arxiv2bib.formats.bibtex_values import expand_value
from arxiv2bib.model.library import Library, choose_report
from arxiv2bib.model.records import Block, Record, Style
from arxiv2bib.model.vocabulary import BlockKind

if TYPE_CHECKING:
    import bibtexparser.library
    import bibtexparser.model

__all__ = ["from_bibtexparser", "to_bibtexparser"]

_SOURCE: Final = "<bibtexparser>"
_NO_ENCLOSING: Final = "no-enclosing"
_REMOVED: Final = "removed_enclosing"  # bibtexparser.middlewares.enclosing.REMOVED_ENCLOSING_KEY
_MACRO: Final = re.compile(r"[^\s#{}()\"=%\\,]+")
_GROUP: Final = re.compile(r"@\s*\w+\s*[{(](.*)[})]\s*\Z", re.DOTALL)


def to_bibtexparser(
    entries: Iterable[Item] | Library, *, dialect: str = "bibtex", report: Report | None = None
) -> "bibtexparser.library.Library":
    """Return *entries* as a library of bibtexparser 2, as its own parser would give it: macros resolved, braces off.

    An entry that was read from BibTeX has the fields that it had there, edited ones apart; comments, preambles and
    macros are blocks. *dialect* is ``"bibtex"`` or ``"biblatex"``. What BibTeX has no place for goes to *report*, or to
    the library's own; so does a key that stands twice: bibtexparser keeps the second entry among its failed blocks.

    Raises :class:`~arxiv2bib.PluginError` if bibtexparser is not installed.
    """
    try:
        from bibtexparser import library, model
    except ImportError as error:
        raise missing_library("bibtexparser") from error
    report = choose_report(entries, report)
    keys: set[str] = set()
    blocks: list[bibtexparser.model.Block] = []
    for item in list_records(entries, dialect, report):
        if isinstance(item, Block):
            blocks += _make_blocks(item, model)
            continue
        key = item.key or ""
        if key in keys:
            message = f"bibtexparser has one entry of a key: the second {key} is among its failed blocks"
            report.add(Diagnostic(Code.READ_DUPLICATE_KEY, Severity.WARNING, message, key=key, path="key", value=key))
        keys.add(key)
        fields = [model.Field(name, tex) for name, tex in item.fields]
        blocks.append(model.Entry(item.kind, key, fields, item.line - 1))
    return library.Library(blocks, fail_on_duplicate_key=False)


def from_bibtexparser(
    library: "bibtexparser.library.Library", *, dialect: str = "bibtex", report: Report | None = None
) -> Library:
    """Return what a *library* of bibtexparser 2 holds, read as BibTeX is read.

    It may be as its parser gave it or as middleware left it: raw, or with macros resolved, names split, months as
    numbers; but TeX must still be TeX. Comments, preambles, macros and blocks that failed are blocks; an entry that
    failed for its key or its fields standing twice is an entry.

    Raises :class:`~arxiv2bib.PluginError` if bibtexparser is not installed.
    """
    try:
        from bibtexparser import library as parsed
        from bibtexparser import model
    except ImportError as error:
        raise missing_library("bibtexparser") from error
    if not isinstance(library, parsed.Library):
        raise refuse_object("bibtexparser", library)
    report = take_report(report)
    macros: dict[str, str] = {}
    items: list[TexRecord | Block] = []
    for block in library.blocks:
        while isinstance(block, model.ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        if isinstance(block, model.Entry):
            items.append(_read_entry(block, macros))
            continue
        if isinstance(block, model.String):
            macros[block.key.casefold()] = _read_value(block.value, block.enclosing, macros, is_raw=_is_raw(block))
        items.append(_read_block(block, model, dialect, report))
    found = interpret_records(items, _SOURCE, dialect, report)
    return Library(found, report=report, style=Style(format=dialect))


def _make_blocks(block: Block, model: Any) -> list[Any]:  # Any: the module bibtexparser.model, and its blocks
    raw = block.raw.strip()
    line = block.line - 1
    match block.kind:
        case BlockKind.MACRO:
            records = [item for item in scan_bibtex([raw], lambda *_: None) if isinstance(item, Record)]
            fields = [field for record in records for field in record.fields]
            return [_make_string(name, value, line, raw, model) for name, value, _ in fields]
        case BlockKind.PREAMBLE:
            return [model.Preamble(_find_content(raw), line, raw)]
        case BlockKind.COMMENT:
            return [model.ExplicitComment(_find_content(raw), line, raw)]
        case BlockKind.FAILED:
            return [model.ParsingFailedBlock(ValueError("arxiv2bib could not read it"), line, raw)]
        case _:
            return [model.ImplicitComment(raw, line, raw)] if raw else []


def _make_string(name: str, value: str, line: int, raw: str, model: Any) -> Any:  # Any: as above
    parts = split_value(value)
    if len(parts) == 1 and parts[0][0] != "bare":
        string = model.String(name, parts[0][1], line, raw)
    else:
        string = model.String(name, value, line, raw, enclosing=_NO_ENCLOSING)
    string.set_parser_metadata(_REMOVED, _NO_ENCLOSING if string.enclosing else "{")  # as its own parser leaves it
    return string


def _find_content(raw: str) -> str:
    found = _GROUP.match(raw)
    return found[1] if found is not None else raw


def _is_raw(block: Any) -> bool:  # Any: as above
    """Whether the values of *block* still have their delimiters: it was parsed, and no middleware took them off."""
    return block.raw is not None and _REMOVED not in block.parser_metadata


def _read_entry(block: Any, macros: Mapping[str, str]) -> TexRecord:  # Any: as above
    is_raw = _is_raw(block)
    fields = tuple(
        (field.key, _read_value(field.value, field.enclosing, macros, is_raw=is_raw)) for field in block.fields
    )
    return TexRecord(block.entry_type.lower(), block.key or None, fields, (block.start_line or 0) + 1)


def _read_value(value: Any, enclosing: str | None, macros: Mapping[str, str], *, is_raw: bool) -> str:
    """Return the TeX of a field's *value*: Any, as names may be lists, and months numbers."""
    if isinstance(value, list | tuple):
        return " and ".join(map(_render_name, value))
    text = str(value)
    has_delimiters = enclosing == _NO_ENCLOSING or (is_raw and isinstance(value, str) and _is_expression(text))
    return expand_value(text, macros) if has_delimiters else text


def _is_expression(text: str) -> bool:
    """Whether *text* is a value with its delimiters: in braces or quotation marks, or macros, joined with ``#``."""
    first, last = text.partition("#")[0].strip(), text.rpartition("#")[2].strip()
    begins = first[:1] in ("{", '"') or _MACRO.fullmatch(first) is not None
    return begins and (last[-1:] in ("}", '"') or _MACRO.fullmatch(last) is not None)


def _render_name(name: Any) -> str:  # Any: a text, or bibtexparser's NameParts
    return str(getattr(name, "merge_last_name_first", name))


def _read_block(block: Any, model: Any, dialect: str, report: Report) -> Block:  # Any: as above
    line = (block.start_line or 0) + 1
    kind, raw, key = BlockKind.TEXT, block.raw or "", None
    if isinstance(block, model.String):
        value = block.value if block.enclosing or _is_raw(block) else f"{{{block.value}}}"
        kind, raw, key = BlockKind.MACRO, f"@string{{{block.key} = {value}}}", block.key
    elif isinstance(block, model.Preamble):
        kind, raw = BlockKind.PREAMBLE, f"@preamble{{{block.value}}}"
    elif isinstance(block, model.ExplicitComment):
        kind, raw = BlockKind.COMMENT, f"@comment{{{block.comment}}}"
    elif isinstance(block, model.ImplicitComment):
        raw = block.comment
    elif isinstance(block, model.ParsingFailedBlock):
        kind = BlockKind.FAILED
        report.records_read += 1
        report.records_failed += 1
        message = f"bibtexparser could not read it: {block.error}"
        report.add(
            Diagnostic(Code.READ_FAILED_RECORD, Severity.ERROR, message, source=_SOURCE, line=line, value=raw.strip())
        )
    return Block(kind=kind, raw=f"{raw.strip()}\n\n", line=line, source=_SOURCE, key=key, format=dialect)
