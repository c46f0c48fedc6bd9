"""arXiv papers and bibliographies as clean BibTeX, BibLaTeX, RIS and CSL-JSON, with nothing lost in silence.

Each name is loaded when it is first used, so that ``import arxiv2bib`` takes next to no time.
"""

import importlib

from arxiv2bib._version import __version__

TYPE_CHECKING = False  # type checkers take it for true; typing's own would have to be imported
if TYPE_CHECKING:
    from arxiv2bib._api import convert, diff, dump, dumps, fetch, iter_entries, load, loads, resolve
    from arxiv2bib._checking import check, fix
    from arxiv2bib.bridges.bibtexparser import from_bibtexparser, to_bibtexparser
    from arxiv2bib.bridges.pybtex import from_pybtex, to_pybtex
    from arxiv2bib.bridges.references import Reference, format_references
    from arxiv2bib.checks.findings import Edit, Finding
    from arxiv2bib.citing import pair_versions
    from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
    from arxiv2bib.errors import (
        Arxiv2bibError,
        ExportError,
        InvalidValueError,
        OfflineError,
        PluginError,
        RateLimitedError,
        ReadError,
        ResolveError,
        ServiceError,
        SourceDecodeError,
        StrictError,
        UnknownFormatError,
    )
    from arxiv2bib.exporters._losses import Losses
    from arxiv2bib.fetching.events import Event, EventKind
    from arxiv2bib.fetching.fetcher import HttpFetcher, open_fetcher
    from arxiv2bib.formats.names import parse_name, split_authors
    from arxiv2bib.inference.comment import Comment, parse_comment
    from arxiv2bib.inference.doi_pattern import DoiFacts, parse_doi
    from arxiv2bib.inference.inferring import infer
    from arxiv2bib.inference.journal_ref import JournalRef, ReferenceKind, parse_journal_ref
    from arxiv2bib.matching import Match, Verdict, claims_from, match
    from arxiv2bib.merging import merge
    from arxiv2bib.model.claims import Claim, Strength
    from arxiv2bib.model.dates import Date, parse_date
    from arxiv2bib.model.entry import ArxivInfo, ArxivVersion, Contributor, Entry, Extra, Origin, Related
    from arxiv2bib.model.identifiers import ArxivId, Doi, Isbn, Issn
    from arxiv2bib.model.library import Library
    from arxiv2bib.model.names import Name
    from arxiv2bib.model.pages import Pages, parse_pages
    from arxiv2bib.model.records import Block, Field, Record, Source
    from arxiv2bib.model.vocabulary import BlockKind, Cite, EntryType, NameRole, PublicationStatus
    from arxiv2bib.protocols import Exporter, Fetcher, Finder, Format, Reader, Resolver, Response
    from arxiv2bib.settings import Settings, load_settings
    from arxiv2bib.transforms.dedupe import merge_duplicates
    from arxiv2bib.transforms.journal_names import JournalNames, name_journals
    from arxiv2bib.transforms.keys import assign_keys
    from arxiv2bib.transforms.omit import omit_fields
    from arxiv2bib.transforms.select import select_entries
    from arxiv2bib.transforms.sort import sort_entries

__all__ = [
    "Arxiv2bibError",
    "ArxivId",
    "ArxivInfo",
    "ArxivVersion",
    "Block",
    "BlockKind",
    "Cite",
    "Claim",
    "Code",
    "Comment",
    "Contributor",
    "Date",
    "Diagnostic",
    "Doi",
    "DoiFacts",
    "Edit",
    "Entry",
    "EntryType",
    "Event",
    "EventKind",
    "ExportError",
    "Exporter",
    "Extra",
    "Fetcher",
    "Field",
    "Finder",
    "Finding",
    "Format",
    "HttpFetcher",
    "InvalidValueError",
    "Isbn",
    "Issn",
    "JournalNames",
    "JournalRef",
    "Library",
    "Losses",
    "Match",
    "Name",
    "NameRole",
    "OfflineError",
    "Origin",
    "Pages",
    "PluginError",
    "PublicationStatus",
    "RateLimitedError",
    "ReadError",
    "Reader",
    "Record",
    "Reference",
    "ReferenceKind",
    "Related",
    "Report",
    "ResolveError",
    "Resolver",
    "Response",
    "ServiceError",
    "Settings",
    "Severity",
    "Source",
    "SourceDecodeError",
    "Strength",
    "StrictError",
    "UnknownFormatError",
    "Verdict",
    "__version__",
    "assign_keys",
    "check",
    "claims_from",
    "convert",
    "diff",
    "dump",
    "dumps",
    "fetch",
    "fix",
    "format_references",
    "from_bibtexparser",
    "from_pybtex",
    "infer",
    "iter_entries",
    "load",
    "load_settings",
    "loads",
    "match",
    "merge",
    "merge_duplicates",
    "name_journals",
    "omit_fields",
    "open_fetcher",
    "pair_versions",
    "parse_comment",
    "parse_date",
    "parse_doi",
    "parse_journal_ref",
    "parse_name",
    "parse_pages",
    "resolve",
    "select_entries",
    "sort_entries",
    "split_authors",
    "to_bibtexparser",
    "to_pybtex",
]

_MODULES = {
    "arxiv2bib._api": "convert diff dump dumps fetch iter_entries load loads resolve",
    "arxiv2bib.bridges.bibtexparser": "from_bibtexparser to_bibtexparser",
    "arxiv2bib.bridges.pybtex": "from_pybtex to_pybtex",
    "arxiv2bib.bridges.references": "Reference format_references",
    "arxiv2bib._checking": "check fix",
    "arxiv2bib.checks.findings": "Edit Finding",
    "arxiv2bib.citing": "pair_versions",
    "arxiv2bib.diagnostics": "Code Diagnostic Report Severity",
    "arxiv2bib.errors": (
        "Arxiv2bibError ExportError InvalidValueError OfflineError PluginError RateLimitedError ReadError ResolveError "
        "ServiceError SourceDecodeError StrictError UnknownFormatError"
    ),
    "arxiv2bib.exporters._losses": "Losses",
    "arxiv2bib.fetching.events": "Event EventKind",
    "arxiv2bib.fetching.fetcher": "HttpFetcher open_fetcher",
    "arxiv2bib.formats.names": "parse_name split_authors",
    "arxiv2bib.inference.comment": "Comment parse_comment",
    "arxiv2bib.inference.doi_pattern": "DoiFacts parse_doi",
    "arxiv2bib.inference.inferring": "infer",
    "arxiv2bib.inference.journal_ref": "JournalRef ReferenceKind parse_journal_ref",
    "arxiv2bib.matching": "Match Verdict claims_from match",
    "arxiv2bib.merging": "merge",
    "arxiv2bib.model.claims": "Claim Strength",
    "arxiv2bib.model.dates": "Date parse_date",
    "arxiv2bib.model.entry": "ArxivInfo ArxivVersion Contributor Entry Extra Origin Related",
    "arxiv2bib.model.identifiers": "ArxivId Doi Isbn Issn",
    "arxiv2bib.model.library": "Library",
    "arxiv2bib.model.names": "Name",
    "arxiv2bib.model.pages": "Pages parse_pages",
    "arxiv2bib.model.records": "Block Field Record Source",
    "arxiv2bib.protocols": "Exporter Fetcher Finder Format Reader Resolver Response",
    "arxiv2bib.settings": "Settings load_settings",
    "arxiv2bib.model.vocabulary": "BlockKind Cite EntryType NameRole PublicationStatus",
    "arxiv2bib.transforms.journal_names": "JournalNames name_journals",
    "arxiv2bib.transforms.dedupe": "merge_duplicates",
    "arxiv2bib.transforms.keys": "assign_keys",
    "arxiv2bib.transforms.omit": "omit_fields",
    "arxiv2bib.transforms.select": "select_entries",
    "arxiv2bib.transforms.sort": "sort_entries",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Return a public name from the module that defines it. Source: PEP 562."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
