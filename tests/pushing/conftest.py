"""The programs that the tests of pushing talk to: one server for a module, another library for each test."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs
import pytest

from tests.pushing.jabref import FakeJabRef
from tests.pushing.zotero import FakeZotero, Heard, Reply, run_program
from tests.pushing.zotero_web import KEY, FakeZoteroWeb


@attrs.define
class Socket:
    """A server at ``url`` whose program can be exchanged; ``answer`` gives the replies of the present one."""

    url: str = ""
    answer: Callable[[Heard], Reply] = lambda heard: Reply(None)

    def handle(self, heard: Heard) -> Reply:
        """Return the reply of the present program."""
        return self.answer(heard)


def _run(headers: Mapping[str, str]) -> Iterator[Socket]:
    socket = Socket()
    with run_program(socket.handle, headers) as socket.url:
        yield socket


@pytest.fixture(scope="module")
def _socket() -> Iterator[Socket]:
    yield from _run({"X-Zotero-Version": "9.0.6", "X-Zotero-Connector-API-Version": "3"})


@pytest.fixture(scope="module")
def _jabref_socket() -> Iterator[Socket]:
    yield from _run({"Access-Control-Allow-Origin": "*"})


@pytest.fixture(scope="module")
def _web_socket() -> Iterator[Socket]:
    yield from _run({"Zotero-API-Version": "3"})


def _set_up(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ARXIV2BIB_CONFIG", os.devnull)
    monkeypatch.setenv("ARXIV2BIB_STATE_DIR", str(folder / "state"))
    monkeypatch.setenv("ARXIV2BIB_CACHE_DIR", str(folder / "cache"))
    monkeypatch.setenv("ARXIV2BIB_TRIES", "1")


@pytest.fixture
def jabref(_jabref_socket: Socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeJabRef:
    """Return a JabRef that runs, is where the settings say, and of which nothing is remembered."""
    program = FakeJabRef(url=_jabref_socket.url)
    _jabref_socket.answer = program.handle
    _set_up(monkeypatch, tmp_path)
    monkeypatch.setenv("ARXIV2BIB_JABREF_URL", program.url)
    monkeypatch.setenv("ARXIV2BIB_JABREF_COMMAND", "none")
    return program


@pytest.fixture
def zotero(_socket: Socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeZotero:
    """Return an empty Zotero that runs, is where the settings say, and of which nothing is remembered."""
    program = FakeZotero(url=_socket.url)
    _socket.answer = program.handle
    _set_up(monkeypatch, tmp_path)
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_URL", program.url)
    return program


@pytest.fixture
def web(_web_socket: Socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeZoteroWeb:
    """Return an empty zotero.org, which is where the settings say, and of which nothing is remembered."""
    program = FakeZoteroWeb(url=_web_socket.url)
    _web_socket.answer = program.handle
    _set_up(monkeypatch, tmp_path)
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_WEB_URL", program.url)
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_API_KEY", KEY)
    return program
