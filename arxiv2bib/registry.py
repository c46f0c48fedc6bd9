"""Which readers and exporters there are, by name; each is loaded when it is first used."""

import importlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, cast

from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import InvalidValueError, UnknownFormatError
from arxiv2bib.merging import Cite
from arxiv2bib.model.entry import Entry
from arxiv2bib.protocols import Exporter, Format, Reader

READERS: dict[str, str] = {
    "arxiv-digest": "arxiv2bib.readers.arxiv_digest:ArxivDigestReader",
    "bibtex": "arxiv2bib.readers.bibtex:BibtexReader",
    "biblatex": "arxiv2bib.readers.bibtex:BiblatexReader",
    "ris": "arxiv2bib.readers.ris:RisReader",
    "csl-json": "arxiv2bib.readers.csl_json:CslJsonReader",
}
EXPORTERS: dict[str, str] = {
    "bibtex": "arxiv2bib.exporters.bibtex:BibtexExporter",
    "biblatex": "arxiv2bib.exporters.bibtex:BiblatexExporter",
    "ris": "arxiv2bib.exporters.ris:RisExporter",
    "csl-json": "arxiv2bib.exporters.csl_json:CslJsonExporter",
}
INFERENCE = "arxiv2bib.inference.inferring:infer"
Inference = Callable[[Entry, Report], Entry]


def _load(location: str) -> type[Any]:  # Any: a reader's or an exporter's class
    module, _, name = location.partition(":")
    return cast("type[Any]", getattr(importlib.import_module(module), name))


def _find(table: dict[str, str], name: str, what: str) -> type[Any]:  # Any: as above
    wanted = name.casefold()
    if wanted in table:
        return _load(table[wanted])
    for location in table.values():
        if wanted in cast("Format", _load(location).format).aliases:
            return _load(location)
    raise UnknownFormatError(f"no {what} named {name!r}; known: {', '.join(table)}")


def get_reader(name: str) -> Reader:
    """Return the reader of the format *name*; raises :class:`~arxiv2bib.UnknownFormatError` if there is none."""
    return cast("Reader", _find(READERS, name, "reader")())


def get_exporter(name: str, **options: object) -> Exporter:
    """Return the exporter of the format *name* with *options*.

    Raises :class:`~arxiv2bib.UnknownFormatError` if there is none, :class:`~arxiv2bib.InvalidValueError` for an option
    that it does not have or a value that the option does not take.
    """
    cls = _find(EXPORTERS, name, "exporter")
    known = [field.name for field in cls.__attrs_attrs__]
    for option in options:
        if option not in known:
            raise InvalidValueError(f"{name} has no option {option!r}; it has: {', '.join(known) or 'none'}")
    try:
        return cast("Exporter", cls(**options))
    except ValueError as error:
        raise InvalidValueError(f"{name}: {error.args[0]}") from error


def load_inference(*, infer: bool | None, cite: str) -> Inference:
    """Return what makes entries say where they were published: all of them, none, or (None) those of arXiv's formats.

    Raises :class:`~arxiv2bib.InvalidValueError` if *cite* is none of ``auto``, ``preprint``, ``published``.
    """
    if cite not in tuple(Cite):
        raise InvalidValueError(f"cite is one of {', '.join(Cite)}, not {cite!r}")

    def apply(entry: Entry, report: Report) -> Entry:
        origin = entry.origin
        if infer or (infer is None and origin is not None and origin.record.format.startswith(_ARXIV)):
            return cast("Entry", _load(INFERENCE)(entry, cite=cite, report=report))
        return entry

    return apply


_ARXIV = "arxiv-"
"""How the names of arXiv's formats begin."""


def reader_formats() -> tuple[Format, ...]:
    """Return the formats that can be read."""
    return tuple(cast("Format", _load(location).format) for location in READERS.values())


def exporter_formats() -> tuple[Format, ...]:
    """Return the formats that can be written."""
    return tuple(cast("Format", _load(location).format) for location in EXPORTERS.values())


def guess_target(path: PurePath | str) -> str:
    """Return the name of the format to write to a file called *path*, by its suffix.

    Raises :class:`~arxiv2bib.UnknownFormatError` if no exporter has that suffix.
    """
    suffix = PurePath(path).suffix.casefold()
    for known in exporter_formats():
        if suffix in known.suffixes:
            return known.name
    suffixes = ", ".join(suffix for known in exporter_formats() for suffix in known.suffixes)
    raise UnknownFormatError(f"no format is known for a file called {str(path)!r}; name one, or use one of {suffixes}")


def guess_reader(path: PurePath | str, head: str) -> Reader:
    """Return the reader for a file called *path* whose text begins with *head*: by its suffix, then by its content.

    Content decides where both speak: a ``.md`` file that does not look like a digest is none.
    Raises :class:`~arxiv2bib.UnknownFormatError` if no reader takes it.
    """
    suffix = PurePath(path).suffix.casefold()
    readers = sorted(map(get_reader, READERS), key=lambda reader: suffix not in reader.format.suffixes)
    for reader in readers:
        if reader.sniff(head):
            return reader
    for reader in readers:  # nothing in it says otherwise
        is_empty = reader.format.empty is not None and head.strip() == reader.format.empty
        if is_empty or (reader.format.is_verbatim and suffix in reader.format.suffixes):
            return reader
    raise UnknownFormatError(f"{path} is in no format that can be read; these can: {', '.join(READERS)}")
