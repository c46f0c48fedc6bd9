"""Which readers, exporters and resolvers there are, by name; each is loaded when it is first used.

The built-in ones come first: a plug-in is looked for where none of them does, and takes the place of none.
"""

import importlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import PurePath
from typing import Any, cast

import attrs

from arxiv2bib._plugins import EXPORTER, READER, RESOLVER, Kind, Plugin, find_plugin, list_plugins
from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import InvalidValueError, PluginError, UnknownFormatError
from arxiv2bib.formats.known import FORMATS
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import Cite
from arxiv2bib.protocols import Exporter, Format, Reader, Resolver

READERS: dict[str, str] = {
    "arxiv-digest": "arxiv2bib.readers.arxiv_digest:ArxivDigestReader",
    "arxiv-atom": "arxiv2bib.readers.arxiv_atom:ArxivAtomReader",
    "arxiv-oai": "arxiv2bib.readers.arxiv_oai:ArxivOaiReader",
    "arxiv-jsonl": "arxiv2bib.readers.arxiv_jsonl:ArxivJsonlReader",
    "arxiv-abs": "arxiv2bib.readers.arxiv_abs:ArxivAbsReader",
    "arxiv-ids": "arxiv2bib.readers.arxiv_ids:ArxivIdsReader",
    "bibtex": "arxiv2bib.readers.bibtex:BibtexReader",
    "biblatex": "arxiv2bib.readers.bibtex:BiblatexReader",
    "ris": "arxiv2bib.readers.ris:RisReader",
    # Before CSL-JSON: theirs may look like it, and they know their own.
    "crossref-json": "arxiv2bib.readers.crossref_json:CrossrefJsonReader",
    "datacite-json": "arxiv2bib.readers.datacite_json:DataciteJsonReader",
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

RESOLVERS: dict[str, str] = {
    "arxiv": "arxiv2bib.resolvers.arxiv:ArxivResolver",
    "crossref": "arxiv2bib.resolvers.crossref:CrossrefResolver",
    "datacite": "arxiv2bib.resolvers.datacite:DataciteResolver",
    "doi.org": "arxiv2bib.resolvers.doi_org:DoiOrgResolver",
}
PROFILES = (
    "zotero", "jabref", "mendeley", "endnote", "bibdesk", "papis", "biblatex", "bibtex", "revtex", "pandoc", "typst"
)  # fmt: skip
"""The names of the profiles, in the order of :data:`arxiv2bib.profiles.PROFILES`, known without loading them."""

_BUILT_IN: dict[Kind, dict[str, str]] = {READER: READERS, EXPORTER: EXPORTERS, RESOLVER: RESOLVERS}


def _load(location: str) -> type[Any]:  # Any: the class of a reader, an exporter or a resolver
    module, _, name = location.partition(":")
    return cast("type[Any]", getattr(importlib.import_module(module), name))


def _find(kind: Kind, name: str) -> type[Any]:  # Any: as above
    if not isinstance(name, str):
        raise InvalidValueError(f"{kind.what}s are named by text, not {type(name).__name__}")
    table = _BUILT_IN[kind]
    wanted = name.casefold()
    if wanted in table:
        return _load(table[wanted])
    if kind.has_format:
        for known, location in table.items():
            if wanted in FORMATS[known].aliases:
                return _load(location)
    plugin = find_plugin(kind, wanted)
    if plugin is not None:
        return plugin.load()
    known = ", ".join(_list_names(kind)) or "none"
    hint = f"; for the program of that name, say for_={wanted!r}, or --for {wanted}" if wanted in PROFILES else ""
    raise UnknownFormatError(f"no {kind.what} named {name!r}; known: {known}{hint if kind is EXPORTER else ''}")


def _list_names(kind: Kind) -> tuple[str, ...]:
    table = _BUILT_IN[kind]
    return (*table, *(plugin.name for plugin in list_plugins(kind, table)))


def _make(kind: Kind, name: str, options: dict[str, object]) -> Any:  # Any: an instance of what _find finds
    cls = _find(kind, name)
    known = [field.name for field in cls.__attrs_attrs__]
    for option in options:
        if option not in known:
            raise InvalidValueError(f"{name} has no option {option!r}; it has: {', '.join(known) or 'none'}")
    try:
        return cls(**options)
    except ValueError as error:
        raise InvalidValueError(f"{name}: {error.args[0]}") from error


def get_reader(name: str) -> Reader:
    """Return the reader of the format *name*; raises :class:`~arxiv2bib.UnknownFormatError` if there is none.

    Raises :class:`~arxiv2bib.PluginError` if it is a plug-in that cannot be used.
    """
    return cast("Reader", _find(READER, name)())


def get_exporter(name: str, **options: object) -> Exporter:
    """Return the exporter of the format *name* with *options*.

    Raises :class:`~arxiv2bib.UnknownFormatError` if there is none, :class:`~arxiv2bib.InvalidValueError` for an option
    that it does not have or a value that the option does not take, :class:`~arxiv2bib.PluginError` if it is a plug-in
    that cannot be used.
    """
    return cast("Exporter", _make(EXPORTER, name, options))


def get_resolver(name: str, **options: object) -> Resolver:
    """Return the resolver *name* with *options*; raises what :func:`get_exporter` raises."""
    return cast("Resolver", _make(RESOLVER, name, options))


def reader_names() -> tuple[str, ...]:
    """Return the names of the formats that can be read, those of plug-ins last; no plug-in is loaded."""
    return _list_names(READER)


def exporter_names() -> tuple[str, ...]:
    """Return the names of the formats that can be written, those of plug-ins last; no plug-in is loaded."""
    return _list_names(EXPORTER)


def resolver_names() -> tuple[str, ...]:
    """Return the names of the resolvers, those of plug-ins last; no plug-in is loaded."""
    return _list_names(RESOLVER)


def load_inference(*, infer: bool | None, cite: str) -> Inference:
    """Return what makes entries say where they were published: all of them, none, or (None) those of arXiv's formats.

    Raises :class:`~arxiv2bib.InvalidValueError` if *cite* is none of ``auto``, ``preprint``, ``published``, ``both``.
    """
    if cite not in tuple(Cite):
        raise InvalidValueError(f"cite is one of {', '.join(Cite)}, not {cite!r}")

    function: Callable[..., Entry] | None = None

    def apply(entry: Entry, report: Report) -> Entry:
        nonlocal function
        origin = entry.origin
        if infer or (infer is None and origin is not None and origin.record.format.startswith(_ARXIV)):
            if function is None:
                function = cast("Callable[..., Entry]", _load(INFERENCE))
            return function(entry, cite=cite, report=report)
        return entry

    return apply


_ARXIV = "arxiv-"
"""How the names of arXiv's formats begin."""


def reader_formats() -> tuple[Format, ...]:
    """Return the formats that can be read; raises :class:`~arxiv2bib.PluginError` if a plug-in cannot be used."""
    plugins = (plugin.load() for plugin in list_plugins(READER, READERS))
    return (*(FORMATS[name] for name in READERS), *(cast("Format", cls.format) for cls in plugins))


@attrs.frozen(kw_only=True)
class KnownFormat:
    """A format that can be read or written, or both; ``plugin`` is the distribution that brings it, if one does."""

    format: Format
    is_readable: bool
    is_writable: bool
    plugin: str | None = None

    __repr__ = show_fields


def list_formats() -> tuple[tuple[KnownFormat, ...], tuple[PluginError, ...]]:
    """Return every format, plug-ins last, and what is wrong with each plug-in that cannot be used."""
    found: dict[str, KnownFormat] = {}
    problems: list[PluginError] = []
    for kind in (READER, EXPORTER):
        for name in _BUILT_IN[kind]:
            _note(found, kind, FORMATS[name])
    for kind in (READER, EXPORTER):
        for plugin in list_plugins(kind):
            try:
                _refuse_to_shadow(plugin)
                _note(found, kind, plugin.load().format, plugin.origin)
            except PluginError as error:
                problems.append(error)
    return tuple(found.values()), tuple(problems)


def _note(found: dict[str, KnownFormat], kind: Kind, format: Format, plugin: str | None = None) -> None:
    known = found.get(format.name) or KnownFormat(format=format, is_readable=False, is_writable=False, plugin=plugin)
    found[format.name] = attrs.evolve(
        known, is_readable=known.is_readable or kind is READER, is_writable=known.is_writable or kind is EXPORTER
    )


def _refuse_to_shadow(plugin: Plugin) -> None:
    if plugin.name in _BUILT_IN[plugin.kind]:
        raise PluginError(
            f"the {plugin.kind.what} {plugin.name!r} of the plug-in {plugin.origin} is not used: the built-in one has "
            "that name; its author must call it otherwise"
        )


def guess_target(path: PurePath | str) -> str:
    """Return the name of the format to write to a file called *path*, by its suffix.

    Raises :class:`~arxiv2bib.UnknownFormatError` if no exporter has that suffix.
    """
    suffix = PurePath(path).suffix.casefold()
    problems: list[PluginError] = []
    suffixes: list[str] = []
    plugins = (cast("Format", cls.format) for cls in _load_plugins(EXPORTER, problems))
    for known in chain((FORMATS[name] for name in EXPORTERS), plugins):
        if suffix in known.suffixes:
            return known.name
        suffixes += known.suffixes
    raise _not_known(
        f"no format is known for a file called {str(path)!r}; name the format, or use one of {', '.join(suffixes)}",
        problems,
    )


def _load_plugins(kind: Kind, problems: list[PluginError]) -> Iterator[type[Any]]:  # Any: as above
    """Yield the classes of the plug-ins; what is wrong with one of them goes to *problems*."""
    for plugin in list_plugins(kind, _BUILT_IN[kind]):
        try:
            yield plugin.load()
        except PluginError as error:
            problems.append(error)


def _not_known(message: str, problems: list[PluginError]) -> UnknownFormatError:
    """Return the error that says *message*, and which plug-ins could not be asked."""
    return UnknownFormatError("; ".join([message, *map(str, problems)]))


def guess_reader(path: PurePath | str, head: str) -> Reader:
    """Return the reader for a file called *path* whose text begins with *head*: by its suffix, then by its content.

    Content decides where both speak: a ``.md`` file that does not look like a digest is none. Among equals the built-in
    readers come first.
    Raises :class:`~arxiv2bib.UnknownFormatError` if no reader takes it.
    """
    suffix = PurePath(path).suffix.casefold()
    problems: list[PluginError] = []
    readers: list[Reader] = []
    for reader in _order_readers(suffix, problems):
        if _sniffs(reader, head, problems):
            return reader
        readers.append(reader)
    for reader in readers:  # nothing in it says otherwise
        is_called = suffix in reader.format.suffixes
        is_any = reader.format.is_verbatim or (reader.format.is_told_by_suffix and head.strip() != "")
        is_empty = head.strip() == reader.format.empty and (is_called or reader.format.empty)
        if is_empty or (is_any and is_called):
            return reader
    from arxiv2bib.formats.unread import explain_unread

    looks = explain_unread(head)
    hint = f"it is {looks}" if looks is not None else f"these can: {', '.join(reader_names())}"
    raise _not_known(f"{path} is in no format that can be read; {hint}", problems)


def _order_readers(suffix: str, problems: list[PluginError]) -> Iterator[Reader]:
    """Yield the readers that have *suffix*, then the others; each is loaded when its turn comes."""
    named = [name for name in READERS if suffix in FORMATS[name].suffixes]
    others = (get_reader(name) for name in READERS if name not in named)
    yield from map(get_reader, named)
    if not suffix:
        yield from others
    plugged = [cast("Reader", cls()) for cls in _load_plugins(READER, problems)]
    yield from (reader for reader in plugged if suffix in reader.format.suffixes)
    yield from others
    yield from (reader for reader in plugged if suffix not in reader.format.suffixes)


def _sniffs(reader: Reader, head: str, problems: list[PluginError]) -> bool:
    try:
        return reader.sniff(head)
    except Exception as error:  # noqa: BLE001 (a plug-in that fails at a look is no reason not to ask the next)
        name = f"{type(error).__name__}: {error}"
        problems.append(PluginError(f"the reader {reader.format.name!r} failed at a look at it ({name})"))
        return False
