"""The servers that the tests of the fetcher ask."""

import pytest

from tests.fetching.serving import RecordedServer


@pytest.fixture
def server(module_server: RecordedServer) -> RecordedServer:
    """Return a server that answers ``{}`` to everything until it is told otherwise."""
    module_server.reset()
    return module_server
