"""The services that are asked: which of them, in which order, through which fetcher, and what is told of it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.protocols import Fetcher, Resolver
from arxiv2bib.registry import get_resolver, resolver_names

if TYPE_CHECKING:
    from arxiv2bib.fetching import Event
    from arxiv2bib.settings import Settings

__all__ = ["Network", "Services", "Step", "Watch", "open_services"]


@attrs.frozen(kw_only=True)
class Step:
    """How far a run has come: how many entries are done, and how many of them are not what was hoped for."""

    done: int
    failed: int


Watch = Callable[["Step | Event"], None]
"""Is told of every step, and of every event of the fetcher; by one thread at a time, not always the same one."""


@attrs.frozen(kw_only=True)
class Network:
    """How services are asked: what :func:`~arxiv2bib.resolve` and :func:`~arxiv2bib.fetch` are told about it.

    ``resolvers`` are the names of those to ask, in this order; none stands for all, plug-ins last. With ``search``
    papers that nobody links to a publication are looked for by their titles. ``fetcher`` takes the place of the one
    that asks the network; ``offline`` and ``refresh`` are its own business then.
    """

    resolvers: Sequence[str] = ()
    search: bool = False
    offline: bool = False
    refresh: bool = False
    fetcher: Fetcher | None = None
    watch: Watch | None = None


@attrs.frozen
class Services:
    """The resolvers to ask, those that search after all others, and the fetcher through which they do.

    ``voice`` is the report that resolvers speak to: what it hears goes on to ``report``, a failure that was told before
    (an outage, for each of a thousand entries) as no more than information.
    """

    resolvers: tuple[Resolver, ...]
    searchers: tuple[Resolver, ...]
    fetch: Fetcher
    watch: Watch | None
    report: Report
    events: "deque[Event]" = attrs.field(factory=deque, init=False)
    voice: Report = attrs.field(init=False)
    _told: set[tuple[str | None, str]] = attrs.field(factory=set, init=False)

    @voice.default
    def _make_voice(self) -> Report:
        return Report(self._pass_on, keep=0)

    @property
    def failures(self) -> int:
        """How often a service gave no answer."""
        return self.voice.counts[Code.RESOLVE_NO_ANSWER]

    def _pass_on(self, diagnostic: Diagnostic) -> None:
        if diagnostic.code == Code.RESOLVE_NO_ANSWER:
            failure = (diagnostic.source, diagnostic.message)
            if failure in self._told:
                diagnostic = attrs.evolve(diagnostic, severity=Severity.INFO)
            self._told.add(failure)
        self.report.add(diagnostic)

    def tell(self, step: Step) -> None:
        """Tell who watches how far the run has come, and the report what was asked meanwhile."""
        self.flush()
        if self.watch is not None:
            self.watch(step)

    def flush(self) -> None:
        """Tell the report what was asked, in the thread of the caller."""
        while self.events:
            event = self.events.popleft()
            outcome = f"{event.kind} {event.status or ''} {event.message or ''}"
            self.report.add(
                Diagnostic(
                    Code.RESOLVE_REQUEST,
                    Severity.INFO,
                    " ".join(outcome.split()),
                    source=event.service or None,
                    value=event.url,
                )
            )

    def observe(self, event: "Event") -> None:
        """Take note of *event*, whichever thread it comes from."""
        self.events.append(event)
        if self.watch is not None:
            self.watch(event)


@contextmanager
def open_services(network: Network, report: Report) -> Iterator[Services]:
    """Give the services of *network*; every request and its outcome goes to *report*.

    Raises :class:`~arxiv2bib.UnknownFormatError` for a resolver that is none, :class:`~arxiv2bib.PluginError` for one
    that cannot be used, :class:`~arxiv2bib.InvalidValueError` for a setting that is none.
    """
    from arxiv2bib.settings import load_settings

    if network.offline and network.refresh:
        raise InvalidValueError("offline and refresh exclude each other: what is asked for anew is not in the cache")
    _check(network)
    settings = load_settings()
    resolvers = tuple(_make_resolver(name, settings) for name in tuple(network.resolvers) or resolver_names())
    searchers = tuple(filter(None, map(_make_searcher, resolvers))) if network.search else ()
    if network.fetcher is not None:
        yield Services(resolvers, searchers, network.fetcher, network.watch, report)
        return
    from arxiv2bib.fetching import open_fetcher

    def observe(event: "Event") -> None:
        services.observe(event)

    with open_fetcher(
        settings, offline=network.offline, refresh=network.refresh, observe=observe, report=report
    ) as fetcher:
        services = Services(resolvers, searchers, fetcher, network.watch, report)
        try:
            yield services
        finally:
            services.flush()


def _check(network: Network) -> None:
    if isinstance(network.resolvers, str):
        raise InvalidValueError(f"resolvers are a list of names, not one text; write [{str(network.resolvers)!r}]")
    if not isinstance(network.resolvers, Iterable):
        raise InvalidValueError(f"resolvers are a list of names, () for all, not {type(network.resolvers).__name__}")
    for name, value in (("fetcher", network.fetcher), ("watch", network.watch)):
        if value is not None and not callable(value):
            raise InvalidValueError(f"{name} is called like a function, which {type(value).__name__} cannot be")


_ADDRESSES: Final = {
    "arxiv": "arxiv_url", "crossref": "crossref_url", "datacite": "datacite_url", "doi.org": "doi_url",
}  # fmt: skip
"""The settings that say the addresses of the built-in resolvers' services."""


def _make_resolver(name: str, settings: "Settings") -> Resolver:
    setting = _ADDRESSES.get(str(name).casefold())  # a name that is no text is refused below
    return get_resolver(name, **({"url": getattr(settings, setting)} if setting is not None else {}))


def _make_searcher(resolver: Resolver) -> Resolver | None:
    """Return *resolver* as one that searches by title; None if it cannot."""
    fields = attrs.fields(type(resolver))  # type: ignore[arg-type]  # resolvers are attrs classes
    return attrs.evolve(resolver, search=True) if any(field.name == "search" for field in fields) else None  # type: ignore[misc]
