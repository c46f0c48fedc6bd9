"""The servers that the tests of the fetcher ask."""

from collections.abc import Iterator

import pytest

from tests.fetching.serving import RecordedServer, serve


@pytest.fixture(scope="module")
def _server() -> Iterator[RecordedServer]:
    with serve() as server:
        yield server


@pytest.fixture
def server(_server: RecordedServer) -> RecordedServer:
    """Return a server that answers ``{}`` to everything until it is told otherwise."""
    _server.reset()
    return _server
