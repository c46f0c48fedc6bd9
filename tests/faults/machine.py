"""What can be wrong on the machine itself, and what the fetcher makes of it."""

import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import attrs

from arxiv2bib import Report
from arxiv2bib.errors import ResolveError
from arxiv2bib.fetching import open_fetcher
from arxiv2bib.protocols import Response
from arxiv2bib.settings import Settings
from tests.faults.cases import make_settings

KNOWN = "/works/10.5555/known"
UNKNOWN = "/works/10.5555/unknown"


@attrs.frozen(kw_only=True)
class Trouble:
    """What was wrong, what came out of a question that was answered before and of a new one, and what was said."""

    what: str
    result: str
    codes: tuple[str, ...]
    seconds: float


def list_troubles(start_server: Callable[..., Any], folder: Path) -> Iterator[Trouble]:
    """Try each trouble; *start_server* gives a server of faults, and takes ``tls``."""
    with start_server() as server:
        for number, (what, spoil) in enumerate(_CACHE.items()):
            settings = make_settings(folder / str(number), server.url, cache_wait=1.0)
            with open_fetcher(settings) as fetch:
                for index in range(50):
                    fetch.remember(Response(url=f"{server.url}{KNOWN}{index}", status=200, body=b"{}" * 50))
            with spoil(settings):
                yield _try(what, settings, server.url)
    url = "https://api.crossref.example"
    with mock.patch("socket.getaddrinfo", side_effect=socket.gaierror(socket.EAI_AGAIN, "no name server")):
        yield _try("no network: the name of the service is not known", make_settings(folder / "dns", url), url)
    if shutil.which("openssl"):
        for what, (kind, is_trusted) in _CERTIFICATES.items():
            with start_server(tls=kind) as server:
                trusted = {"REQUESTS_CA_BUNDLE": server.cert} if is_trusted else {}
                with mock.patch.dict("os.environ", trusted):
                    yield _try(what, make_settings(folder / kind, server.url), server.url)


def _try(what: str, settings: Settings, url: str) -> Trouble:
    report = Report()
    start = time.monotonic()
    results = []
    with open_fetcher(settings, report=report) as fetch:
        for path in (f"{KNOWN}7", UNKNOWN, UNKNOWN):
            try:
                results.append(f"{fetch(url + path).status}")
            except ResolveError as error:
                words = str(error).removeprefix(f"{url}{path}: ").replace(url.partition("//")[2], "the service")
                results.append(f"`{type(error).__name__}`: {words}")
    result = "the answers" if set(results) == {"200"} else results[0]
    return Trouble(what=what, result=result, codes=tuple(report.counts), seconds=time.monotonic() - start)


@contextmanager
def _lock(settings: Settings) -> Iterator[None]:
    with closing(sqlite3.connect(settings.cache_dir / "answers.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def _replace(settings: Settings) -> Iterator[None]:
    (settings.cache_dir / "answers.sqlite").write_bytes(b"no database " * 999)
    yield


@contextmanager
def _overwrite(settings: Settings) -> Iterator[None]:
    path = settings.cache_dir / "answers.sqlite"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 8192):
        content[start : start + 2000] = bytes(2000)
    path.write_bytes(content)
    yield


@contextmanager
def _fill_disk(settings: Settings) -> Iterator[None]:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (settings.cache_dir / "answers.sqlite").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (min(size, 4096), limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@contextmanager
def _forbid_writing(settings: Settings) -> Iterator[None]:
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect_for_reading(path: Path | str, **options: Any) -> sqlite3.Connection:  # Any: handed on as they come
        return connect(f"file:{path}?mode=ro", **{**options, "uri": True})

    with mock.patch("sqlite3.connect", connect_for_reading):
        yield


@contextmanager
def _remove_folder(settings: Settings) -> Iterator[None]:
    shutil.rmtree(settings.cache_dir)
    settings.cache_dir.write_bytes(b"")
    yield


@contextmanager
def _set_clock(settings: Settings) -> Iterator[None]:
    with mock.patch("time.time", return_value=time.time() - 10 * 365 * 86_400):
        yield


_CACHE = {
    "another program keeps the cache locked": _lock,
    "the cache is no database": _replace,
    "zeros over pages of the cache": _overwrite,
    "the disk is full": _fill_disk,
    "the cache is read-only": _forbid_writing,
    "a file stands where the folder of the cache should be": _remove_folder,
    "the clock was set back by ten years": _set_clock,
}
_CERTIFICATES = {
    "nobody vouches for the certificate of the service": ("self", False),
    "the certificate of the service is over": ("expired", True),
    "the certificate of the service is another's": ("wronghost", True),
}
