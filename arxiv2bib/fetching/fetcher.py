"""The fetcher itself: the cache first, then the service, as often as is sensible."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity, take_report
from arxiv2bib.errors import InvalidValueError, OfflineError, RateLimitedError, ResolveError, ServiceError
from arxiv2bib.fetching.asking import MISSING, Asker, Question
from arxiv2bib.fetching.cache import AnswerCache
from arxiv2bib.fetching.clock import Clock, SystemClock
from arxiv2bib.fetching.events import Event, EventKind, Observer
from arxiv2bib.fetching.kept import Kept, make_key, to_day, to_seconds
from arxiv2bib.fetching.many import run_many
from arxiv2bib.fetching.services import DAY, Service, Services
from arxiv2bib.protocols import Check, Response
from arxiv2bib.settings import Settings, check_settings

__all__ = ["HttpFetcher", "open_fetcher"]

_NOT_MODIFIED: Final = 304
_VALIDATORS: Final = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


class HttpFetcher:
    """Satisfies :class:`~arxiv2bib.Fetcher`; made by :func:`open_fetcher`, which closes it as well.

    May be called by several threads at once. What is wrong with the cache goes to the report in the thread that calls.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        offline: bool = False,
        refresh: bool = False,
        observe: Observer | None = None,
        report: Report | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._offline = offline
        self._refresh = refresh
        self._observe = observe
        self._report = report
        self._telling = threading.Lock()
        self._untold: deque[Diagnostic] = deque()
        self._services = Services(settings)
        self._cache = AnswerCache(settings, self._complain)
        self._renewed: set[str] = set()  # what was asked for in this run, which is all that is good with refresh
        self._asker = Asker(settings, self._services, self._clock, tell=self._tell, complain=self._complain)

    def __call__(self, url: str, /, *, accept: str | None = None, check: Check | None = None) -> Response:
        """Return the answer to a GET of *url*, as :class:`~arxiv2bib.Fetcher` says."""
        known = self._recall(url, accept)
        try:
            return known if known is not None else self._fetch(url, accept, check)
        finally:
            self._report_untold()

    def fetch_many(
        self, urls: Iterable[str], /, *, accept: str | None = None, check: Check | None = None
    ) -> Iterator[Response | ResolveError]:
        """Yield the answer to each of *urls*, or the error in its place, in their order.

        As many are asked at once as the service allows connections: three for Crossref and DataCite with an address,
        one for arXiv. A URL that comes twice is asked for once. Raises nothing of what a service brings about.
        """
        ask = partial(self._fetch_or_error, accept=accept, check=check)
        with run_many(ask, threads=self._count_connections) as submit:
            for answer in submit(urls, lambda url: self._recall(url, accept)):
                self._report_untold()
                yield answer

    def recall(self, url: str, /, *, accept: str | None = None) -> Response | None:
        """Return what is remembered of *url* and still good, asking nobody; None if that is nothing."""
        known = self._recall(url, accept)
        self._report_untold()
        return known

    def remember(self, response: Response, /, *, accept: str | None = None) -> None:
        """Remember *response* as the answer to its URL, from the day on which it says that it was given.

        Its time over, it is asked for again without the conditions that only the whole answer could meet. An answer
        whose headers have ``no-store`` is not remembered.
        """
        headers = {name: value for name, value in response.headers.items() if name.lower() not in _VALIDATORS}
        now = self._clock.now()
        day = response.retrieved or to_day(now)
        is_of_today = day[:10] == to_day(now)
        stored = now if is_of_today else min(to_seconds(day) or now, now)
        self._keep(attrs.evolve(response, headers=headers), accept, stored, is_new=is_of_today)
        self._report_untold()

    def close(self) -> None:
        """Close cache and connections; whatever still waits is told that there is no answer."""
        self._clock.stop()
        self._asker.close()
        self._cache.close()
        self._report_untold()

    def _recall(self, url: str, accept: str | None) -> Response | None:
        key = make_key(url, accept)
        kept = self._cache.get(key)
        service = self._services.find(url)
        if kept is None or not self._is_good(key, kept, service):
            return None
        self._tell(Event(kind=EventKind.CACHED, url=url, service=service.name, status=kept.status))
        return kept.to_response()

    def _is_good(self, key: str, kept: Kept, service: Service) -> bool:
        if self._offline or key in self._renewed:
            return True
        return not self._refresh and kept.is_good(self._clock.now(), _count_days(service, kept.status))

    def _fetch(self, url: str, accept: str | None, check: Check | None) -> Response:
        """Ask the service, and remember what it says."""
        service = self._services.find(url)
        if self._offline:
            error = OfflineError(f"{url}: not in the cache, and nothing may be asked (offline)")
            self._tell(Event(kind=EventKind.REFUSED, url=url, service=service.name, message=str(error)))
            raise error
        old = self._cache.get(make_key(url, accept))
        question = Question(url=url, accept=accept, check=check, conditions=self._find_conditions(old))
        try:
            response = self._asker.ask(question)
        except (RateLimitedError, ServiceError) as error:
            return self._fall_back(url, old, service, error)
        if response.status == _NOT_MODIFIED and old is not None:
            response = attrs.evolve(old.to_response(), headers={**old.headers, **_drop_length(response.headers)})
        now = self._clock.now()
        self._keep(response, accept, now)
        return attrs.evolve(response, url=url, retrieved=to_day(now))

    def _fetch_or_error(self, url: str, *, accept: str | None, check: Check | None) -> Response | ResolveError:
        try:
            return self._fetch(url, accept, check)
        except ResolveError as error:
            return error

    def _find_conditions(self, old: Kept | None) -> dict[str, str]:
        """Return the headers that ask for the answer only if it has changed since *old*."""
        if old is None or self._refresh:
            return {}
        return {name: old.headers[header] for header, name in _VALIDATORS.items() if old.headers.get(header)}

    def _fall_back(self, url: str, old: Kept | None, service: Service, error: ResolveError) -> Response:
        """Return the *old* answer, and say so, where there is no new one."""
        if old is None:
            self._tell(Event(kind=EventKind.REFUSED, url=url, service=service.name, message=str(error)))
            raise error
        self._tell(Event(kind=EventKind.STALE, url=url, service=service.name, status=old.status, message=str(error)))
        message = f"{error}; what it said on {to_day(old.stored)} is taken"
        self._untold.append(Diagnostic(Code.CACHE_STALE_ANSWER, Severity.WARNING, message, value=old.url))
        return old.to_response()

    def _keep(self, response: Response, accept: str | None, stored: float, *, is_new: bool = True) -> None:
        if "no-store" in response.headers.get("cache-control", "").lower():
            return
        days = _count_days(self._services.find(response.url), response.status)
        kept = Kept(
            url=response.url,
            accept=accept,
            status=response.status,
            headers={name: value for name, value in response.headers.items() if name.lower() != "set-cookie"},
            body=response.body,
            stored=stored,
            expires_unix=stored + days * DAY,
        )
        key = make_key(response.url, accept)
        self._cache.put(key, kept)
        if is_new:
            self._renewed.add(key)

    def _count_connections(self, url: str) -> int:
        return self._services.find(url).limit.connections

    def _tell(self, event: Event) -> None:
        if self._observe is not None:
            with self._telling:
                self._observe(event)

    def _complain(self, code: Code, message: str) -> None:
        self._untold.append(Diagnostic(code, Severity.WARNING, message))

    def _report_untold(self) -> None:
        """Hand on what was found wrong, in the thread of the caller, whose report it is."""
        while self._untold:
            diagnostic = self._untold.popleft()
            if self._report is not None:
                self._report.add(diagnostic)


def _count_days(service: Service, status: int) -> float:
    return service.missing_days if status in MISSING else service.days


def _drop_length(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if not name.startswith("content-")}


@contextmanager
def open_fetcher(
    settings: Settings,
    *,
    offline: bool = False,
    refresh: bool = False,
    observe: Observer | None = None,
    report: Report | None = None,
    clock: Clock | None = None,
) -> Iterator[HttpFetcher]:
    """Give a fetcher for as long as the block lasts.

    With *offline* only the cache is asked, and what is too old there is good as well; with *refresh* nothing is good
    that was not asked for in this block. *observe* is told of every event; what is wrong with the cache goes to
    *report*. *clock* stands for the machine's own.

    Raises :class:`~arxiv2bib.InvalidValueError` for what are no settings.
    """
    check_settings(settings)
    if observe is not None and not callable(observe):
        raise InvalidValueError(f"observe is called like a function, which {type(observe).__name__} cannot be")
    report = take_report(report) if report is not None else None
    fetcher = HttpFetcher(settings, offline=offline, refresh=refresh, observe=observe, report=report, clock=clock)
    try:
        yield fetcher
    finally:
        fetcher.close()
