"""The public functions: load, loads, dump, dumps, iter_entries, convert, diff, fetch, push, resolve."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from arxiv2bib._exporting import choose_exporter
from arxiv2bib._files import Input
from arxiv2bib._gathering import gather
from arxiv2bib._outputs import Output, write_output
from arxiv2bib._paths import is_file
from arxiv2bib._reading import (
    Item,
    choose_style,
    find_reader,
    find_style,
    is_kept,
    read_lazily,
    read_members,
)
from arxiv2bib.diagnostics import Report, take_report
from arxiv2bib.errors import InvalidValueError, UnknownFormatError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.library import Library, check_items, choose_report
from arxiv2bib.model.records import Source, Style
from arxiv2bib.protocols import Exporter, Fetcher
from arxiv2bib.transforms.keys import DEFAULT_PATTERN, KeyMaker

if TYPE_CHECKING:
    from arxiv2bib._pushing import Pushed
    from arxiv2bib._services import Watch
    from arxiv2bib.settings import Settings


def load(
    source: Input, format: str | None = None, *, encoding: str | None = None, report: Report | None = None
) -> Library:
    """Read *source*, a path or an open file (text or binary), into a library.

    *format* is told from the name and the content if it is not given, *encoding* from the bytes.
    What is wrong with single records is in ``library.report``. An entry of BibTeX, RIS or CSL-JSON with which nothing
    is wrong may be read later, when one of its fields is asked for: a few of many cost little then.

    Raises :class:`~arxiv2bib.ReadError` if the file cannot be read, :class:`~arxiv2bib.UnknownFormatError` if it is in
    no format that can be read, :class:`~arxiv2bib.SourceDecodeError` if it is not in *encoding*.
    """
    report = take_report(report)
    styles: list[Style] = []
    items = gather(read_members(source, format, encoding, report, styles=styles, choose=read_lazily))
    return Library(items, report=report, style=styles[0])


def loads(text: str, format: str | None = None, *, report: Report | None = None) -> Library:
    """Read *text*, what a file holds and not its name, into a library; see :func:`load`."""
    if not isinstance(text, str):
        raise InvalidValueError(f"loads takes text, not {type(text).__name__}; load takes a path or an open file")
    report = take_report(report)
    source = Source("<text>", text=text.removeprefix("\ufeff"))
    try:
        reader = find_reader(source, format)
    except UnknownFormatError as error:
        if is_file(text):
            raise InvalidValueError(f"loads takes a text, and {text!r} is a file; load reads it") from error
        raise
    items = gather(read_lazily(reader)(source, report=report))
    return Library(items, report=report, style=find_style(source, reader))


def iter_entries(
    source: Input, format: str | None = None, *, encoding: str | None = None, report: Report | None = None
) -> Iterator[Entry]:
    """Yield the entries of *source* one by one, all of each read: memory stays flat however large it is.

    The arguments are those of :func:`load`; it raises what :func:`load` raises, when the first entry is asked for.
    """
    for item in read_members(source, format, encoding, take_report(report)):
        if isinstance(item, Entry):
            yield item


def dumps(
    entries: Iterable[Item] | Library,
    format: str | None = None,
    *,
    for_: str | None = None,
    keys: str = DEFAULT_PATTERN,
    report: Report | None = None,
    **options: object,
) -> str:
    """Return *entries* as a text in *format*.

    Entries without a key get one made by the pattern *keys* (see :func:`~arxiv2bib.assign_keys`). *options* are the
    exporter's: ``letters="latex"`` or ``"utf8"`` for BibTeX and BibLaTeX; ``preserve=False`` writes entries that were
    read from *format* anew, which else stand as they were read, edited fields apart; ``carry=True`` carries what the
    format has no place for under a marker, from which it is restored, ``carry=False`` does not (None, the default:
    entries read from BibTeX, RIS or CSL-JSON do). What is not in the output goes to *report*, or to the library's own.

    *for_* names the program that the text is for, ``"zotero"`` (see the docs, "Profiles"): it chooses the format, if
    none is given, and the options that are not; entries are written anew, and nothing is carried.

    Raises :class:`~arxiv2bib.UnknownFormatError` for a format that cannot be written,
    :class:`~arxiv2bib.InvalidValueError` for an option that the format does not have, or no such program.
    """
    if format is None and for_ is None:
        raise InvalidValueError("neither a format ('bibtex') nor a program that it is for (for_='zotero'); name one")
    exporter, _ = choose_exporter(format, for_, None, options)
    return "".join(_render(entries, exporter, keys, report))


def dump(
    entries: Iterable[Item] | Library,
    target: Output,
    format: str | None = None,
    *,
    for_: str | None = None,
    keys: str = DEFAULT_PATTERN,
    report: Report | None = None,
    **options: object,
) -> None:
    """Write *entries* to *target*, a path or an open file (text or binary).

    *format* is told from the name if it is not given. A file appears whole or not at all. It is in UTF-8; a library
    that was read from the same format is written in the encoding and with the line ends that its file had, unless
    ``preserve=False``, and for a program as that wants it. Otherwise as :func:`dumps`.

    Raises :class:`~arxiv2bib.ExportError` if *target* cannot be written, and what :func:`dumps` raises.
    """
    exporter, own_style = choose_exporter(format, for_, target, options)
    style = entries.style if isinstance(entries, Library) else None
    write_output(target, _render(entries, exporter, keys, report), choose_style(style, exporter) or own_style)


def convert(
    source: Input | Iterable[Input],
    target: Output,
    *,
    from_: str | None = None,
    to: str | None = None,
    for_: str | None = None,
    encoding: str | None = None,
    keys: str = DEFAULT_PATTERN,
    where: str | None = None,
    unique: bool = False,
    sort: str | None = None,
    omit: str | Iterable[str] = (),
    append: bool = False,
    infer: bool | None = None,
    cite: str = "auto",
    journal_names: str = "as-written",
    strict: bool = False,
    jobs: int | None = 1,
    engine: str = "processes",
    scheduler: str | None = None,
    resolve: bool = False,
    search: bool = False,
    offline: bool = False,
    refresh: bool = False,
    resolvers: Sequence[str] = (),
    fetcher: Fetcher | None = None,
    watch: "Watch | None" = None,
    report: Report | None = None,
    **options: object,
) -> Report:
    """Convert *source*, one or several paths, directories or open files, to one *target*, record by record.

    *from_* and *to* name the formats where they are not to be told from names and content, *for_* the program that the
    output is for; the others are the arguments of :func:`load` and :func:`dump`. With *infer*, entries become what
    their own words say of their publication (see :func:`~arxiv2bib.infer`, where *cite* is explained); by default those
    read from arXiv's formats do, and bibliographies are left as they are. Of a directory, the files in a format that
    can be read are taken, in the order of their paths. Returns the report, with the totals. One of several inputs that
    cannot be read is reported, and the others are converted. With *strict*, a warning or an error (a lost value, a
    failed record) raises :class:`~arxiv2bib.StrictError` and *target* is not written.

    Entries go through :func:`merge_duplicates` if *unique*, :func:`select_entries` with *where*, :func:`name_journals`
    with *journal_names*, :func:`sort_entries` with *sort* and :func:`omit_fields` with *omit*, in this order. With
    *append*, what stands in *target* stays, byte for byte, and the entries of works that it does not have are added; a
    target that is not there is made. Before all that, with *resolve*, services are asked what they know of each entry:
    see :func:`resolve`, where the arguments about services are explained.

    *jobs* is how many processes convert; None is as many as there are cores, for large inputs. The output is the same.
    What needs to see all entries (*unique*, *sort*, *append*) is done by one. With the *engine* ``"dask"``, the workers
    of the Dask scheduler at the address *scheduler* convert. Either way a *target* that is a directory (``out/``) gets
    a file for each part, and *watch* is told of each part as of each step of :func:`resolve`.

    Raises :class:`~arxiv2bib.ReadError` if no input can be read, :class:`~arxiv2bib.InvalidValueError` for what is no
    filter or no field, or about services that are not asked, and what :func:`load` and :func:`dump` raise.
    """
    from arxiv2bib._converting import Conversion, write_conversion

    report = take_report(report)
    task = Conversion(
        source=source, target=target, from_=from_, to=to, for_=for_, encoding=encoding, keys=keys, where=where,
        unique=unique, sort=sort, omit=omit, append=append, infer=infer, cite=cite, journal_names=journal_names,
        strict=strict, jobs=jobs, engine=engine, scheduler=scheduler,
        resolve=resolve, search=search, offline=offline, refresh=refresh, resolvers=resolvers, fetcher=fetcher,
        watch=watch, options=options,
    )  # fmt: skip
    write_conversion(task, report)
    return report


def diff(
    source: Input | Iterable[Input],
    target: str | os.PathLike[str],
    *,
    report: Report | None = None,
    **arguments: Any,  # Any: each of convert's
) -> str:
    """Return what :func:`convert` with these arguments would change in *target*, as a unified diff; ``""`` if nothing.

    Nothing is written. Bytes that are not UTF-8 are lone surrogates (Python's ``surrogateescape``).
    Raises what :func:`convert` raises.
    """
    from arxiv2bib._converting import Conversion, diff_conversion

    task = Conversion.make(source, target, arguments)
    return diff_conversion(task, take_report(report))


def fetch(
    identifiers: str | Iterable[str],
    *,
    infer: bool | None = None,
    cite: str = "auto",
    resolve: bool = False,
    search: bool = False,
    offline: bool = False,
    refresh: bool = False,
    resolvers: Sequence[str] = (),
    fetcher: Fetcher | None = None,
    watch: "Watch | None" = None,
    report: Report | None = None,
) -> Library:
    """Return the papers with *identifiers*, one or several, in their order: as their services have them.

    An identifier is one of arXiv or a DOI, in any form, addresses too; with a version, ``2111.03216v1``, that version
    is meant. Papers of arXiv say where they were published as far as their own record does (see :func:`infer`, where
    *cite* is explained; with ``both``, the preprint stands behind its publication); with *resolve*, other services are
    asked as well, by the arguments of :func:`resolve`.
    What is not found is missing, and an error in ``library.report``.

    Raises :class:`~arxiv2bib.InvalidValueError` for a setting or a *cite* that is none, and what :func:`resolve`
    raises for *resolvers*.
    """
    from arxiv2bib._papers import Papers, list_identifiers, load_papers
    from arxiv2bib._services import Network

    network = Network(
        resolvers=resolvers, search=search, offline=offline, refresh=refresh, fetcher=fetcher, watch=watch
    )
    papers = Papers(list_identifiers(identifiers))
    report = take_report(report)
    items = load_papers(papers, network, infer=infer, cite=cite, resolve=resolve, report=report)
    return Library(items, report=report)


def fetch_into(
    identifiers: Sequence[str],
    target: Output,
    *,
    comments: bool = False,
    diff: bool = False,
    report: Report | None = None,
    **arguments: Any,  # Any: each of convert's
) -> Report | str:
    """Write the papers with *identifiers* to *target*, as :func:`convert` does with those of a file.

    With *comments* a BibTeX comment stands for what is not found. With *diff* nothing is written, and what would
    change is returned, as by :func:`diff`; else the report is. If none is found, a file stays as it is.
    """
    from arxiv2bib._converting import Conversion, diff_conversion, write_conversion
    from arxiv2bib._papers import NothingFoundError, Papers

    report = take_report(report)
    papers = Papers(identifiers, comments, required=isinstance(target, str | os.PathLike))
    task = Conversion.make(papers, target, arguments)
    try:
        if diff:
            return diff_conversion(task, report)
        write_conversion(task, report)
    except NothingFoundError:  # each is told in the report
        return "" if diff else report
    return report


def push(
    source: Input | Iterable[Input],
    into: str = "zotero",
    *,
    collection: str | None = None,
    fallback: str | os.PathLike[str] | None = None,
    again: bool = False,
    settings: "Settings | None" = None,
    report: Report | None = None,
    **arguments: Any,  # Any: each of convert's
) -> "Pushed":
    """Push the entries of *source* into *into*: ``zotero``, ``jabref``, which run on this machine, or ``zotero-web``.

    They go into the *collection* of that name or path, ``Thesis/Chapter 1``, or into what is selected in the program;
    at zotero.org, into the user's own library. JabRef's collections are groups: ``To read``, ``thesis.bib/To read``.
    What it has already is left out: what was pushed is remembered by identifier, and the library is asked where it lets
    itself be asked; with *again* only the library's word counts. If the program is not there, the entries are written
    to *fallback*, a file that the program can import; by default one is made in the current folder. Other *arguments*
    are those of :func:`convert` that choose and change entries, and ask services.

    Raises :class:`~arxiv2bib.ExportError` if there is no such collection, what is pushed cannot be remembered, or there
    is no key for zotero.org, or none that opens the library,
    :class:`~arxiv2bib.InvalidValueError` for a program that cannot be pushed into, and what :func:`convert` raises.
    """
    from arxiv2bib._pushing import push_entries

    report = take_report(report)
    return push_entries(
        source, into, arguments, collection=collection, fallback=fallback, again=again, settings=settings, report=report
    )


def resolve(
    entries: Iterable[Item] | Library,
    *,
    cite: str = "auto",
    infer: bool = True,
    search: bool = False,
    offline: bool = False,
    refresh: bool = False,
    resolvers: Sequence[str] = (),
    fetcher: Fetcher | None = None,
    watch: "Watch | None" = None,
    report: Report | None = None,
) -> Library:
    """Return *entries* with what services know of them: what is missing, and where preprints were published.

    An answer is used only where it is about the very work; what an entry states itself stays. Each value says in
    ``entry.claims`` who gave it, and on what evidence. *cite* decides which version of an arXiv paper is named, as in
    :func:`infer`; with ``both``, each publication has its preprint behind it, as :func:`pair_versions` does. With
    *infer*, what arXiv says in words is read as well. Whatever goes wrong is in the report, and the entry comes out
    with what was known.

    *resolvers* are the names of the services to ask, in this order (all, if there is none): ``arxiv``, ``crossref``,
    ``datacite``, ``doi.org``, or a plug-in's. With *search*, papers that no identifier links to a publication are
    looked for by title and authors. Answers are remembered between runs: *offline* takes them only from there,
    *refresh* asks again. *fetcher* takes the place of the one that asks the network. *watch* is told of every step:
    an object with the numbers ``done`` and ``failed``, or an event of the fetcher.

    Raises :class:`~arxiv2bib.UnknownFormatError` for a resolver that is none, :class:`~arxiv2bib.PluginError` for one
    that cannot be used, :class:`~arxiv2bib.InvalidValueError` for a setting or a *cite* that is none.
    """
    from arxiv2bib._resolving import resolve_library
    from arxiv2bib._services import Network

    network = Network(
        resolvers=resolvers, search=search, offline=offline, refresh=refresh, fetcher=fetcher, watch=watch
    )
    return resolve_library(entries, network, infer=infer, cite=cite, report=report)


def _render(entries: Iterable[Item] | Library, exporter: Exporter, keys: str, report: Report | None) -> Iterator[str]:
    report = choose_report(entries, report)
    items = entries.items if isinstance(entries, Library) else tuple(check_items(entries))
    keyed = KeyMaker(keys, reserved=(item.key for item in items if isinstance(item, Entry) and item.key))
    return exporter.export(tuple(_with_keys(items, keyed, exporter)), report=report)


def _with_keys(items: Iterable[Item], keyed: KeyMaker, exporter: Exporter) -> Iterator[Item]:
    return (keyed(item) if isinstance(item, Entry) and not is_kept(item, exporter) else item for item in items)
