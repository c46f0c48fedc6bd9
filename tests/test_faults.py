"""Whatever a service does: no traceback, no hang, nothing wrong in the cache, and no harm to other papers.

The faults are those of the server beside the corpus. Here each meets one of the services, with a clock that nobody
waits for; all of them meet all services, in real time, where ``ARXIV2BIB_FAULTS`` is ``all``, as in the tox
environment ``faults``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from arxiv2bib import Diagnostic, Severity
from tests.faults.cases import Bench, list_cases, run_case
from tests.faults.loading import NO_SERVER, SERVER, load_server
from tests.fetching.serving import FakeClock

IS_FULL = os.environ.get("ARXIV2BIB_FAULTS") == "all"
DEADLINE = 12.0
QUICK = {"huge": "huge:3", "gzipbomb:12": "gzipbomb:3", "deepjson": "deepjson:20000"}
OTHER_CONTENT = {"crlf", "evil", "types"}
"""Faults after which the answer is one, about the paper, but says something else than it did."""
REQUESTS = {
    "ok": 1, "status:400": 1, "status:403": 1, "status:429;retry-after=86400": 1, "status:500": 3, "status:503": 3,
    "htmlok": 3, "wrongdoi": 3, "truncgzip": 3, "redirectfile": 1, "redirectnoloc": 1, "redirectloop": 6, "huge:3": 1,
    "gzipbomb:3": 1, "flaky": 3, "recover": 3, "cookie": 2,
}  # fmt: skip
"""How often a service is asked, with three tries: what may pass, that often and no more; what will not, once."""

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
def bench() -> Iterator[Bench]:
    """Give the server of faults, and settings that are soon at their end."""
    module = load_server()
    with module.FaultServer() as server:
        if IS_FULL:
            yield Bench(module=module, server=server, changes={"timeout": 3.0, "deadline": DEADLINE})
        else:
            changes = {"timeout": 0.5, "tries": 3, "max_megabytes": 2}
            yield Bench(module=module, server=server, clock=FakeClock, changes=changes)


def is_about_failure(diagnostic: Diagnostic) -> bool:
    """Whether *diagnostic* tells that there is no answer, or none that is used."""
    return diagnostic.code.startswith("resolve/") and diagnostic.severity >= Severity.WARNING


@pytest.mark.parametrize(("service", "spec"), [*list_parameters()])
def test_fault(bench: Bench, tmp_path: Path, service: str, spec: str) -> None:
    """The paper comes out filled in, or as it was and the reason is told; the rest is as if nothing had been wrong."""
    outcome = run_case(bench, service, spec, tmp_path)
    assert outcome.unmasked is None
    assert outcome.seconds < 2 * DEADLINE
    assert not outcome.is_harmed
    has_other_content = spec.partition(":")[0] in OTHER_CONTENT
    if outcome.entry != outcome.clean and not has_other_content:
        assert outcome.before == outcome.entry
        assert any(map(is_about_failure, outcome.told))
        assert not outcome.is_kept
    assert outcome.clean == outcome.later or has_other_content
    wants_rest = any("may be asked again in" in diagnostic.message for diagnostic in outcome.told)
    assert 2 == outcome.others or wants_rest
    if not IS_FULL:
        assert outcome.requests == REQUESTS.get(spec, outcome.requests)
