"""The fetcher itself: the cache first, then the service, as often as is sensible."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import requests

from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import OfflineError, RateLimitedError, ResolveError, ServiceError
from arxiv2bib.fetching.events import Event, EventKind, Observer
from arxiv2bib.protocols import Response
from arxiv2bib.settings import Settings

__all__ = ["HttpFetcher", "open_fetcher"]

_OK = 200
_TOO_MANY = 429
_ANSWERS = frozenset({200, 404, 410})

Check = Callable[[Response], bool]


class HttpFetcher:
    """Satisfies :class:`~arxiv2bib.Fetcher`; made by :func:`open_fetcher`."""

    def __init__(self, settings: Settings, *, offline: bool, refresh: bool, observe: Observer | None) -> None:
        self.settings = settings
        self._offline = offline
        self._refresh = refresh
        self._observe = observe
        self._session = requests.Session()
        self._memory: dict[tuple[str, str | None], Response] = {}

    def __call__(self, url: str, /, *, accept: str | None = None, check: Check | None = None) -> Response:
        """Return the answer to a GET of *url*, as :class:`~arxiv2bib.Fetcher` says."""
        known = self.recall(url, accept=accept)
        if known is not None:
            self._tell(EventKind.CACHED, url, status=known.status)
            return known
        if self._offline:
            raise OfflineError(f"{url}: not in the cache, and nothing may be asked")
        response = self._ask(url, accept)
        if response.status == _TOO_MANY:
            raise RateLimitedError(f"{url}: too many requests")
        if response.status not in _ANSWERS:
            raise ServiceError(f"{url}: status {response.status}")
        if response.status == _OK and check is not None and not check(response):
            raise ServiceError(f"{url}: no answer of the service's own")
        self.remember(response, accept=accept)
        return response

    def fetch_many(
        self, urls: Iterable[str], /, *, accept: str | None = None, check: Check | None = None
    ) -> Iterator[Response | ResolveError]:
        """Yield the answer to each of *urls*, or the error in its place, in their order.

        Several are asked at once where the service allows it.
        """
        for url in urls:
            try:
                yield self(url, accept=accept, check=check)
            except ResolveError as error:
                yield error

    def recall(self, url: str, /, *, accept: str | None = None) -> Response | None:
        """Return what is remembered of *url* and still good, asking nobody; None if that is nothing."""
        return self._memory.get((url, accept))

    def remember(self, response: Response, /, *, accept: str | None = None) -> None:
        """Remember *response* as the answer to its URL."""
        self._memory[response.url, accept] = response

    def _ask(self, url: str, accept: str | None) -> Response:
        start = time.monotonic()
        try:
            answer = self._session.get(url, headers={"Accept": accept} if accept else {}, timeout=self.settings.timeout)
        except requests.RequestException as error:
            raise ServiceError(f"{url}: {error}") from error
        self._tell(EventKind.ASKED, url, status=answer.status_code, seconds=time.monotonic() - start)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        today = datetime.now(UTC).date().isoformat()
        return Response(url=url, status=answer.status_code, headers=headers, body=answer.content, retrieved=today)

    def _tell(self, kind: EventKind, url: str, *, status: int | None = None, seconds: float = 0.0) -> None:
        if self._observe is not None:
            self._observe(Event(kind=kind, url=url, service="", status=status, seconds=seconds))


@contextmanager
def open_fetcher(
    settings: Settings,
    *,
    offline: bool = False,
    refresh: bool = False,
    observe: Observer | None = None,
    report: Report | None = None,
) -> Iterator[HttpFetcher]:
    """Give a fetcher for as long as the block lasts.

    With *offline* it only asks the cache, and what is too old there is good as well; with *refresh* nothing is good
    that was not asked for in this block. *observe* is told of every event, and what is wrong with the cache goes to
    *report*.
    """
    yield HttpFetcher(settings, offline=offline, refresh=refresh, observe=observe)
