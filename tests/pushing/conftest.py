"""The programs that the tests of pushing talk to: one server for a module, another library for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pushing.jabref import FakeJabRef
from tests.pushing.zotero import FakeZotero, Heard, Reply, run_program
from tests.pushing.zotero_web import KEY, FakeZoteroWeb


class Socket:
    """A server whose Zotero can be exchanged."""

    def __init__(self) -> None:
        self.url = ""
        self.zotero = FakeZotero()

    def handle(self, heard: Heard) -> Reply:
        """Return the reply of the present Zotero."""
        return self.zotero.handle(heard)


class JabRefSocket:
    """A server whose JabRef can be exchanged."""

    def __init__(self) -> None:
        self.url = ""
        self.jabref = FakeJabRef()

    def handle(self, heard: Heard) -> Reply:
        """Return the reply of the present JabRef."""
        return self.jabref.handle(heard)


@pytest.fixture(scope="module")
def _socket() -> Iterator[Socket]:
    socket = Socket()
    headers = {"X-Zotero-Version": "9.0.6", "X-Zotero-Connector-API-Version": "3"}
    with run_program(socket.handle, headers) as socket.url:
        yield socket


@pytest.fixture(scope="module")
def _jabref_socket() -> Iterator[JabRefSocket]:
    socket = JabRefSocket()
    with run_program(socket.handle, {"Access-Control-Allow-Origin": "*"}) as socket.url:
        yield socket


@pytest.fixture
def jabref(_jabref_socket: JabRefSocket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeJabRef:
    """Return a JabRef that runs, is where the settings say, and of which nothing is remembered."""
    _jabref_socket.jabref = FakeJabRef(url=_jabref_socket.url)
    _set_up(monkeypatch, tmp_path)
    monkeypatch.setenv("ARXIV2BIB_JABREF_URL", _jabref_socket.url)
    monkeypatch.setenv("ARXIV2BIB_JABREF_COMMAND", "none")
    return _jabref_socket.jabref


def _set_up(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ARXIV2BIB_CONFIG", os.devnull)
    monkeypatch.setenv("ARXIV2BIB_STATE_DIR", str(folder / "state"))
    monkeypatch.setenv("ARXIV2BIB_CACHE_DIR", str(folder / "cache"))
    monkeypatch.setenv("ARXIV2BIB_TRIES", "1")


@pytest.fixture
def zotero(_socket: Socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeZotero:
    """Return an empty Zotero that runs, is where the settings say, and of which nothing is remembered."""
    _socket.zotero = FakeZotero(url=_socket.url)
    _set_up(monkeypatch, tmp_path)
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_URL", _socket.url)
    return _socket.zotero


class WebSocket:
    """A server whose zotero.org can be exchanged."""

    def __init__(self) -> None:
        self.url = ""
        self.web = FakeZoteroWeb()

    def handle(self, heard: Heard) -> Reply:
        """Return the reply of the present zotero.org."""
        return self.web.handle(heard)


@pytest.fixture(scope="module")
def _web_socket() -> Iterator[WebSocket]:
    socket = WebSocket()
    with run_program(socket.handle, {"Zotero-API-Version": "3"}) as socket.url:
        yield socket


@pytest.fixture
def web(_web_socket: WebSocket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeZoteroWeb:
    """Return an empty zotero.org, which is where the settings say, and of which nothing is remembered."""
    _web_socket.web = FakeZoteroWeb(url=_web_socket.url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARXIV2BIB_CONFIG", os.devnull)
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_WEB_URL", _web_socket.url)
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_API_KEY", KEY)
    monkeypatch.setenv("ARXIV2BIB_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("ARXIV2BIB_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("ARXIV2BIB_TRIES", "1")
    return _web_socket.web
