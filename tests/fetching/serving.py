"""What the tests of the fetcher ask: a server of a few recorded answers, and a clock of their own."""

import http.server
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import attrs

from arxiv2bib.settings import Settings, load_settings


@attrs.frozen(kw_only=True)
class Recorded:
    """An answer: its status, headers and body; ``seconds`` is how long the server thinks about it."""

    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict, hash=False)
    body: bytes = b"{}"
    seconds: float = 0.0


@attrs.frozen(kw_only=True)
class Asked:
    """A request as it came; the names of its headers are in lower case, ``time`` is monotonic."""

    path: str
    headers: Mapping[str, str] = attrs.field(hash=False)
    time: float


Answers = Callable[[Asked, int], Recorded]
"""From a request, and how many came for its path with it, to the answer."""


@attrs.define
class RecordedServer:
    """Answers at ``url`` as ``answers`` says, and notes who asked for what."""

    url: str
    answers: Answers = attrs.field(default=lambda asked, count: Recorded())
    asked: list[Asked] = attrs.field(factory=list)
    most_at_once: int = 0
    _at_once: int = 0
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    def reset(self, answers: Answers | Recorded | None = None) -> None:
        """Forget what was asked, and answer as *answers* says from now on."""
        self.asked.clear()
        self.most_at_once = 0
        recorded = answers if answers is not None else Recorded()
        self.answers = (lambda asked, count: recorded) if isinstance(recorded, Recorded) else recorded

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Recorded:
        """Return the answer to *asked*."""
        with self._lock:
            self.asked.append(asked)
            count = self.paths.count(asked.path)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            recorded = self.answers(asked, count)
            if recorded.seconds:
                threading.Event().wait(recorded.seconds)
            return recorded
        finally:
            with self._lock:
                self._at_once -= 1


@contextmanager
def serve() -> Iterator[RecordedServer]:
    """Give a server on a free port of this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            recorded = server.answer(Asked(path=self.path, headers=headers, time=time.monotonic()))
            self.send_response(recorded.status)
            for name, value in recorded.headers.items():
                self.send_header(name, value)
            if recorded.status != 304:
                self.send_header("Content-Length", str(len(recorded.body)))
            self.end_headers()
            if recorded.status != 304:
                with suppress(ConnectionError):  # who asked has gone
                    self.wfile.write(recorded.body)

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = RecordedServer(f"http://127.0.0.1:{httpd.server_address[1]}")
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()


class FakeClock:
    """A clock that stands still, unless somebody waits: to wait is to set it forward."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.waited: list[float] = []
        self._now = now
        self._passed = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Return the time of day, which :meth:`set_clock` may change."""
        return self._now + self._passed

    def monotonic(self) -> float:
        """Return the seconds that were waited."""
        return self._passed

    def wait(self, seconds: float) -> None:
        """Let the time pass at once."""
        with self._lock:
            self.waited.append(seconds)
            self._passed += seconds

    def stop(self) -> None:
        """Do nothing: nobody waits."""

    def set_clock(self, seconds: float) -> None:
        """Set the time of day forward, or back, by *seconds*."""
        self._now += seconds


def make_settings(cache_dir: Path, url: str, **changes: object) -> Settings:
    """Return settings under which *url* is every service, and nobody waits for the rate of one."""
    addresses = {f"{name}_url": url for name in ("arxiv", "crossref", "datacite", "doi")}
    names = ("arxiv", "crossref", "crossref_search", "datacite", "doi")
    intervals = {f"{name}_interval": 0.0 for name in names}
    given = {**addresses, **intervals, "cache_dir": cache_dir, "cache_wait": 0.3, "timeout": 5.0, **changes}
    return load_settings(config=Path(os.devnull), environ={}, **given)
