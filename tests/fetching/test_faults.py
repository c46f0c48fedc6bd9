"""Whatever a service does: no traceback, no hang, nothing wrong in the cache, and no harm to other questions.

The faults are those of the server beside the corpus. Here each meets one of the services, with a clock that nobody
waits for; all of them with all services, in real time, where ``ARXIV2BIB_FAULTS`` is ``all``, as in the tox
environment ``faults``.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arxiv2bib.errors import RateLimitedError, ResolveError, ServiceError
from arxiv2bib.protocols import Response
from tests.faults.cases import list_cases, passes, run_case
from tests.faults.loading import NO_SERVER, SERVER, load_server
from tests.fetching.serving import FakeClock

IS_FULL = os.environ.get("ARXIV2BIB_FAULTS") == "all"
DEADLINE = 12.0 if IS_FULL else 60.0
QUICK = {
    "huge": "huge:3",
    "gzipbomb:12": "gzipbomb:3",
    "deepjson": "deepjson:100000",
    "maintenance:1": "maintenance:30",
}

pytestmark = pytest.mark.skipif(not SERVER.is_file(), reason=NO_SERVER)


def list_parameters() -> Iterator[tuple[str, str]]:
    """Yield the cases of this run: all, or for each fault one service, another for the next."""
    if not SERVER.is_file():
        return
    seen: dict[str, list[str]] = {}
    for service, spec in list_cases(load_server().FAULTS):
        seen.setdefault(spec, []).append(service)
    for number, (spec, services) in enumerate(seen.items()):
        for service in services if IS_FULL else [services[number % len(services)]]:
            yield service, spec if IS_FULL else QUICK.get(spec, spec)


@pytest.fixture(scope="module")
def fault_server() -> Iterator[Any]:  # Any: the module of the server is no package
    """Give the server of faults."""
    with load_server().FaultServer() as server:
        yield server


@pytest.mark.parametrize(("service", "spec"), [*list_parameters()])
def test_fault(fault_server: Any, tmp_path: Path, service: str, spec: str) -> None:  # Any: as above
    """A fault ends in an answer that is one or in an error of ours, in time; the rest is as if it had not been."""
    if IS_FULL:
        outcome = run_case(fault_server, service, spec, tmp_path, timeout=3.0, deadline=DEADLINE)
    else:
        outcome = run_case(
            fault_server, service, spec, tmp_path, clock=FakeClock, timeout=0.6, deadline=DEADLINE, tries=3,
            max_megabytes=2,
        )  # fmt: skip
    assert outcome.unmasked is None
    assert isinstance(outcome.error, ServiceError | RateLimitedError | None)
    assert outcome.seconds < DEADLINE + 1
    assert not outcome.is_kept_wrongly
    assert outcome.answer is None or outcome.answer.status == 200
    assert outcome.answer is None or passes(outcome.check, outcome.answer)
    assert isinstance(outcome.later, Response)
    assert 2 == outcome.neighbours or is_about_all(outcome.error)


def is_about_all(error: ResolveError | None) -> bool:
    """Whether the service itself asked to be left alone, so that others of its questions are not answered either."""
    return isinstance(error, RateLimitedError)


@pytest.mark.parametrize(
    ("spec", "requests"),
    [
        ("ok", 1), ("status:400", 1), ("status:403", 1), ("status:429;retry-after=86400", 1), ("status:503", 3),
        ("truncgzip", 3), ("htmlok", 3), ("wrongdoi", 3), ("redirectfile", 1), ("redirectnoloc", 1), ("huge:3", 1),
        ("gzipbomb:3", 1), ("recover:2", 3), ("flaky:3", 3), ("cookie", 2), ("redirectloop", 6),
    ],
)  # fmt: skip
def test_how_often_a_service_is_asked(
    fault_server: Any, tmp_path: Path, spec: str, requests: int
) -> None:  # Any: above
    """What may pass is asked for again, as often as the settings say and no more; what will not is asked for once."""
    outcome = run_case(fault_server, "crossref", spec, tmp_path, clock=FakeClock, timeout=5.0, tries=3, max_megabytes=2)
    assert requests == outcome.requests


@pytest.mark.parametrize("spec", ["truncgzip", "nostore"])
def test_nothing_is_kept_of_it(fault_server: Any, tmp_path: Path, spec: str) -> None:  # Any: as above
    """What is no answer, or must not be kept, is not in the cache."""
    outcome = run_case(fault_server, "datacite", spec, tmp_path, clock=FakeClock, tries=1, max_megabytes=2)
    assert outcome.kept is None
