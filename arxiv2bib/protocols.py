"""What a reader, an exporter and a resolver must offer, and what a resolver asks services through."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Protocol, runtime_checkable

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.records import Block, Source
from arxiv2bib.model.showing import show_fields


@attrs.frozen(kw_only=True)
class Format:
    """A file format: its name on the command line, what it is, and how its files are called.

    ``suffixes`` are in lower case with the dot; the first is the one to write. With ``is_verbatim`` any text is a file
    of the format, an empty one too, and is written back character for character, line ends and all.
    ``empty`` is what a file without records says. With ``is_told_by_suffix`` a file that is called so is one of the
    format whatever it says, if it says anything: so its odd lines are reported, and the others read.
    """

    name: str
    title: str
    suffixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_verbatim: bool = False
    empty: str | None = None
    is_told_by_suffix: bool = False

    __repr__ = show_fields


class Reader(Protocol):
    """Reads one format; its attrs fields are its options."""

    format: ClassVar[Format]

    def sniff(self, head: str, /) -> bool:
        """Whether *head*, the first few thousand characters of a text, looks like this format."""
        ...

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield the entries and blocks of *source* in order; what is wrong goes to *report*.

        Never raises because of what the source contains.
        """
        ...


@runtime_checkable
class KeyFinder(Protocol):
    """A reader of a format whose records have citation keys."""

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield the citation keys in *source*, from one quick look at its text: some may be none, none is missing."""
        ...


@runtime_checkable
class LazyReader(Protocol):
    """A reader that can leave entries unread until a field of theirs is asked for."""

    def read_lazily(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield what :meth:`Reader.read` yields, and report the same; fields may be read when they are asked for."""
        ...


@runtime_checkable
class Splittable(Protocol):
    """A reader of a format whose sources can be read in parts, by several processes.

    ``boundary`` matches, in bytes, what stands before a place at which a record begins, whatever stands before that:
    what is on one side of it is read as if the other were not there. Where ``is_sure`` is false that holds only if no
    item of the part before :meth:`is_damaged`.
    """

    boundary: ClassVar[re.Pattern[bytes]]
    is_sure: ClassVar[bool]

    def can_split(self, source: Source, /) -> bool:
        """Whether no record of *source* needs what stands in another."""
        ...

    def is_damaged(self, item: Entry | Block, /) -> bool:
        """Whether *item* was read in a way that depends on what follows in the source."""
        ...


class Exporter(Protocol):
    """Writes one format; its attrs fields are its options."""

    format: ClassVar[Format]

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the text of the output in pieces; every value that has no place in it goes to *report*."""
        ...


@runtime_checkable
class Joiner(Protocol):
    """An exporter whose output can be written in parts, by several processes."""

    def can_join(self, format: str, /) -> bool:
        """Whether each part of a source in *format* can be written without knowing what stands in the others."""
        ...

    def join(self, parts: Iterable[Iterable[str]], /) -> Iterator[str]:
        """Yield the text of one output, given what :meth:`Exporter.export` yields for each part, in order."""
        ...


@runtime_checkable
class KeySpeller(Protocol):
    """An exporter that writes other keys in place of those that its format cannot hold, each of them once."""

    def export_behind(self, items: Iterable[Entry | Block], /, *, report: Report, taken: set[str]) -> Iterator[str]:
        """Yield what :meth:`Exporter.export` yields, for *items* that stand behind others.

        *taken* are the keys that were written in place of those of the others; the ones of *items* are added to them.
        """
        ...


@attrs.frozen(kw_only=True)
class Response:
    """What a service answered, or what the cache has of it.

    ``url`` is the one that was asked for, the names of ``headers`` are in lower case, ``body`` is decompressed.
    ``retrieved`` is the day on which the service gave it (ISO 8601), which claims hand on; not the day on which it was
    taken from the cache.
    """

    url: str
    status: int
    headers: Mapping[str, str] = attrs.field(factory=dict, hash=False)
    body: bytes = b""
    retrieved: str | None = None

    __repr__ = show_fields


Check = Callable[[Response], bool]
"""Tells whether an answer of status 200 is one that the service means."""


class Fetcher(Protocol):
    """Asks services, politely: the one way by which a resolver reaches them.

    It keeps to each service's rate, waits and tries again, and remembers answers, those that say "there is none" too.
    """

    def __call__(self, url: str, /, *, accept: str | None = None, check: Check | None = None) -> Response:
        """Return the answer, of status 200, 404 or 410, to a GET of *url*; *accept* is the header ``Accept``.

        "There is none" (404, 410) is an answer, and remembered. *check* tells whether an answer of status 200 is one
        that the service means (an empty or cut-off body is none): what fails it is asked for again, never remembered.

        Raises :class:`~arxiv2bib.ResolveError`: :class:`~arxiv2bib.OfflineError` if nothing may be asked,
        :class:`~arxiv2bib.RateLimitedError` if the service wants a longer pause than is waited for,
        :class:`~arxiv2bib.ServiceError` if there is no good answer after every retry. Nothing else.
        """
        ...

    def recall(self, url: str, /, *, accept: str | None = None) -> Response | None:
        """Return what is remembered of *url* and still good, asking nobody; None if that is nothing."""
        ...

    def remember(self, response: Response, /, *, accept: str | None = None) -> None:
        """Remember *response* as the answer to its URL: a part of an answer to many, so that it is not asked for again.

        Its status is 200, 404 or 410; its ``retrieved`` is that of the whole.
        """
        ...


class Resolver(Protocol):
    """Finds out more about entries from a service; its attrs fields are its options."""

    name: ClassVar[str]

    def wants(self, entry: Entry, /) -> bool:
        """Whether the service may know more about *entry*; asks nothing."""
        ...

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield what the service says of *entries*, each claim with the position of the entry that it is about.

        Every entry is one that the resolver wants. An answer that is about another work yields nothing. What goes
        wrong goes to *report*; never raises because of what a service answers, or that it does not.
        """
        ...


@runtime_checkable
class Finder(Protocol):
    """A resolver of a service that has whole records, and gives them by their identifiers."""

    def wants_identifier(self, identifier: ArxivId | Doi, /) -> bool:
        """Whether the service may have a record of *identifier*; asks nothing."""
        ...

    def find_entries(
        self, identifiers: Sequence[ArxivId | Doi], /, *, fetch: Fetcher, report: Report
    ) -> Iterator[tuple[int, Entry | None]]:
        """Yield the records of *identifiers*, in any order, each with the position of its identifier.

        None stands for "there is none". Of an identifier on which the service gives no answer nothing is yielded, and
        *report* is told; never raises because of what a service answers, or that it does not.
        """
        ...
