"""One request and its answer: bounded in time and size, whole, or an error that says why not.

Every request runs in a thread of its own, which is cut off when its time is over: what a library calls a time-out ends
no request whose bytes come in drips, nor one that waits for the name of a host.
"""

import contextvars
import queue
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import attrs
import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from arxiv2bib._version import __version__
from arxiv2bib.fetching.bodies import BadBodyError, decode_body
from arxiv2bib.fetching.clock import Clock
from arxiv2bib.fetching.failures import TRIES_OF_SILENCE, Failure, name_failure
from arxiv2bib.fetching.services import find_host
from arxiv2bib.settings import Settings

__all__ = ["Answer", "Transport", "find_redirect"]

_PIECE: Final = 1 << 16
_POLL: Final = 0.2  # seconds
_LONGEST_CONNECT: Final = 10.0
_SLACK: Final = 1.0  # seconds after which a socket gives up by itself, if it was not cut off
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PROJECT: Final = "https://pypi.org/project/arxiv2bib-kit/"


@attrs.frozen(kw_only=True)
class Answer:
    """What came back: names of headers in lower case, the body decompressed.

    ``sent`` is when the request had left (monotonic), ``seconds`` how long it took from there to the last byte.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent: float
    seconds: float


class _Attempt:
    """One request under way, and its connections, so that they can be cut off."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._connections: list[HTTPConnection] = []
        self._is_over = False
        self.sent = clock.monotonic()

    def use(self, connection: HTTPConnection) -> None:
        """Note that the request goes over *connection*."""
        with self._lock:
            if self._is_over:
                raise OSError("the time is over")
            self._connections.append(connection)

    def note_sent(self) -> None:
        """Note that the request has left."""
        self.sent = self._clock.monotonic()

    def cut_off(self) -> None:
        """End the request, whatever it waits for."""
        with self._lock:
            self._is_over = True
            for connection in self._connections:
                if connection.sock is not None:
                    with suppress(OSError, ValueError):
                        connection.sock.shutdown(socket.SHUT_RDWR)


_ATTEMPT: contextvars.ContextVar[_Attempt] = contextvars.ContextVar("_ATTEMPT")


class _Watched(HTTPConnection):
    """A connection that its request knows."""

    def request(self, *args: Any, **kwargs: Any) -> None:  # Any: handed on as they come
        """Send the request, and note the time."""
        attempt = _ATTEMPT.get(None)
        if attempt is None:
            super().request(*args, **kwargs)
            return
        attempt.use(self)
        super().request(*args, **kwargs)
        attempt.note_sent()


class _WatchedTls(_Watched, HTTPSConnection):
    """The same with TLS."""


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Watched


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _WatchedTls


class _Adapter(HTTPAdapter):
    """Uses connections that can be cut off, through proxies as well; never tries again by itself."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # Any: handed on as they come
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # Any: handed on as they come
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        return manager


class _Session(requests.Session):
    """Leaves redirects to us, and does not look at where they lead."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class Transport:
    """Sends requests; one session for all of them."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._clock = clock
        self._limit = int(settings.max_megabytes * (1 << 20))
        self._session = _Session()
        adapter = _Adapter(max_retries=0)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        contact = f"mailto:{settings.mailto}" if settings.mailto else _PROJECT
        self._session.headers.update(
            {"User-Agent": f"arxiv2bib-kit/{__version__} ({contact})", "Accept-Encoding": "gzip, deflate"}
        )

    def send(self, url: str, headers: Mapping[str, str], *, seconds: float) -> Answer:
        """Return the answer to a GET of *url*, redirects not followed; raise :class:`Failure` if there is none.

        It is over after *seconds*, whatever the service does.
        """
        attempt = _Attempt(self._clock)
        outcome: queue.SimpleQueue[Answer | Failure] = queue.SimpleQueue()

        def run() -> None:
            _ATTEMPT.set(attempt)
            try:
                outcome.put(self._exchange(url, headers, seconds, attempt))
            except Failure as failure:
                outcome.put(failure)
            except Exception as error:  # noqa: BLE001 (a service's bytes may make the libraries raise anything)
                outcome.put(name_failure(error, find_host(url) or url))

        threading.Thread(target=contextvars.copy_context().run, args=(run,), daemon=True, name=f"GET {url}").start()
        result: Answer | Failure | None = None
        try:
            result = _await(outcome, seconds) or Failure(f"no answer within {seconds:.3g} s", tries=TRIES_OF_SILENCE)
        finally:  # also after Ctrl-C
            if not isinstance(result, Answer):
                attempt.cut_off()
        if isinstance(result, Failure):
            raise result
        return result

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _exchange(self, url: str, headers: Mapping[str, str], seconds: float, attempt: _Attempt) -> Answer:
        request = self._session.prepare_request(requests.Request("GET", url, headers=dict(headers)))
        options = self._session.merge_environment_settings(url, {}, True, None, None)
        if urlsplit(url).hostname in _LOOPBACK:
            options["proxies"] = {}  # no proxy has a way to this machine's own services
        response = self._session.send(
            request,
            allow_redirects=False,
            timeout=(min(seconds + _SLACK, _LONGEST_CONNECT), seconds + _SLACK),
            **options,
        )
        try:
            found = {name.lower(): value for name, value in response.headers.items()}
            body = decode_body(self._read(response), found.get("content-encoding", ""), self._limit)
        except BadBodyError as error:
            raise Failure(str(error), tries=1 if error.is_final else None) from error
        finally:
            response.close()
        return Answer(
            status=response.status_code,
            headers=found,
            body=body,
            sent=attempt.sent,
            seconds=self._clock.monotonic() - attempt.sent,
        )

    def _read(self, response: requests.Response) -> bytes:
        """Return the body as it was sent."""
        body = bytearray()
        while piece := response.raw.read(_PIECE, decode_content=False):
            body += piece
            if len(body) > self._limit:
                raise BadBodyError(f"the answer is larger than {self._limit >> 20} MB", is_final=True)
        return bytes(body)


def _await(outcome: "queue.SimpleQueue[Answer | Failure]", seconds: float) -> Answer | Failure | None:
    """Return what comes within *seconds*, None if nothing does; looks up now and then, so that Ctrl-C is heard."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        with suppress(queue.Empty):
            return outcome.get(timeout=min(left, _POLL))
    return None


def find_redirect(url: str, answer: Answer) -> str | None:
    """Return where *answer*, to *url*, sends us; None if nowhere.

    Raises :class:`Failure` for a place that is none or that is not reached by http or https.
    """
    if answer.status not in _REDIRECTS:
        return None
    place = answer.headers.get("location", "").strip()
    if not place:
        raise Failure("the answer is a redirect to nowhere", tries=1)
    try:
        target = urljoin(url, place)
        parts = urlsplit(target)
    except ValueError as error:
        raise Failure(f"the answer is a redirect to {place[:80]!r}", tries=1) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Failure(f"the answer is a redirect to {place[:80]!r}, which is not followed", tries=1)
    return target
