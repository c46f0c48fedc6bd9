"""The way to the service: names, certificates, proxies, redirects, and an end to every request."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from arxiv2bib.errors import ServiceError
from arxiv2bib.fetching import open_fetcher
from tests.faults.loading import NO_SERVER, SERVER, load_server
from tests.fetching.serving import FakeClock, Recorded, RecordedServer, make_settings


def find_message(folder: Path, url: str, **changes: object) -> str:
    """Return what the error says when a work is asked for at *url*."""
    with (
        open_fetcher(make_settings(folder, url, **changes), clock=FakeClock()) as fetch,
        pytest.raises(ServiceError) as caught,
    ):
        fetch(f"{url}/works/10.1/a")
    return str(caught.value)


def test_without_a_network_there_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody resolves is told as such, after two tries."""

    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    message = find_message(tmp_path, "https://api.crossref.example")
    assert "the name api.crossref.example is not known: no network? (asked 2 times)" in message
    assert "\n" not in message


def test_a_name_server_that_does_not_answer_holds_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No library has a time-out for names; the request is over in time all the same."""
    over = threading.Event()

    def resolve(*_: object, **__: object) -> None:
        over.wait(30)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    start = time.monotonic()
    message = find_message(tmp_path, "https://api.crossref.example", timeout=0.3, tries=1)
    over.set()
    assert "no answer within 0.3 s" in message
    assert time.monotonic() - start < 5


def test_headers_that_come_in_drips_end_in_time(tmp_path: Path) -> None:
    """Bytes that come one by one never let a time-out of the socket run off; the request is over in time."""
    with dripping() as url:
        start = time.monotonic()
        message = find_message(tmp_path, url, timeout=0.4, tries=1)
    assert "no answer within 0.4 s" in message
    assert time.monotonic() - start < 5


@contextmanager
def dripping() -> Iterator[str]:
    """Give the address of a server that never gets done with its first header."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
            while not over.wait(0.05):
                try:
                    connection.sendall(b".")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        thread.join(5)
        listener.close()


def test_a_request_that_is_over_leaves_no_connection(tmp_path: Path) -> None:
    """What takes too long is cut off: the service sees the connection end, and no thread waits on."""
    with dripping() as url:
        find_message(tmp_path, url, timeout=0.3, tries=1)
        waiting = [thread for thread in threading.enumerate() if thread.name.startswith("GET ")]
        for thread in waiting:
            thread.join(5)
        assert not any(thread.is_alive() for thread in waiting)


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Where nobody listens, that is said, after two tries."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    message = find_message(tmp_path, f"http://127.0.0.1:{port}")
    assert f"127.0.0.1:{port} takes no connection (asked 2 times)" in message


@pytest.mark.skipif(not SERVER.is_file(), reason=NO_SERVER)
@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the program openssl")
def test_certificates_are_verified(tmp_path: Path) -> None:
    """A certificate that nobody vouches for ends the question, at once, and nothing is asked."""
    with load_server().FaultServer(tls="self") as faults:
        message = find_message(tmp_path, faults.url)
        assert [] == faults.log
    assert f"certificate of {faults.url[8:]} is not to be trusted" in message
    assert "asked" not in message


@pytest.mark.skipif(not SERVER.is_file(), reason=NO_SERVER)
@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the program openssl")
@pytest.mark.parametrize(
    ("kind", "reason"), [("self", None), ("expired", "expired"), ("wronghost", "IP address mismatch")]
)
def test_whom_the_user_trusts_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, reason: str | None
) -> None:
    """``REQUESTS_CA_BUNDLE`` names whom to trust; a certificate that is over, or another's, is none even so."""
    with load_server().FaultServer(tls=kind) as faults:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", faults.cert)
        if reason is not None:
            assert reason in find_message(tmp_path, faults.url)
            return
        with open_fetcher(make_settings(tmp_path, faults.url)) as fetch:
            assert 200 == fetch(f"{faults.url}/works/10.5555/a").status


def test_no_proxy_comes_between_this_machine_and_itself(
    tmp_path: Path, server: RecordedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mirror on this machine is asked directly, whatever the environment says about proxies."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        assert 200 == fetch(f"{server.url}/works/10.1/a").status


def test_others_are_asked_through_the_proxy(
    tmp_path: Path, server: RecordedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment says about proxies holds for the services."""
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, server.url)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with open_fetcher(make_settings(tmp_path, "http://api.crossref.example")) as fetch:
        assert 200 == fetch("http://api.crossref.example/works/10.1/a").status
    assert ["http://api.crossref.example/works/10.1/a"] == server.paths


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file:///etc/passwd", "not followed"),
        ("ftp://127.0.0.1/a", "not followed"),
        ("data:text/plain,x", "not followed"),
        ("http://[", "a redirect to"),
        ("", "to nowhere"),
        ("/works/10.1/a", "more than 5 times"),
    ],
)
def test_redirects_that_lead_nowhere(tmp_path: Path, server: RecordedServer, place: str, reason: str) -> None:
    """Only http and https are followed, and not for ever."""
    server.reset(Recorded(status=302, headers={"Location": place}))
    assert reason in find_message(tmp_path, server.url)


@pytest.mark.parametrize(
    "url", ["", "nonsense", "http://", "http://[", "ftp://127.0.0.1/a", "http://a b/", "http:///x"]
)
def test_an_address_that_is_none_is_an_error_of_ours(tmp_path: Path, url: str) -> None:
    """A URL that nobody can ask is told as one, and nothing else comes out."""
    with (
        open_fetcher(make_settings(tmp_path, "http://127.0.0.1:1"), clock=FakeClock()) as fetch,
        pytest.raises(ServiceError),
    ):
        fetch(url)
