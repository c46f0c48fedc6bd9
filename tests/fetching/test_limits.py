"""Who may ask which service when."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

from arxiv2bib.errors import RateLimitedError, ServiceError
from arxiv2bib.fetching.limits import LONGEST_PAUSE, Limiter
from arxiv2bib.fetching.services import Limit, Service
from tests.fetching.serving import FakeClock

ARXIV = Service(name="arxiv", host="export.arxiv.org", counter="arxiv", limit=Limit(3.0), days=7.0, missing_days=1.0)
BURSTING = attrs.evolve(ARXIV, name="datacite", limit=Limit(1.0, burst=3, connections=2))
FREE = attrs.evolve(ARXIV, limit=Limit(0.0))


@contextmanager
def limiting(folder: Path, clock: FakeClock, complaints: list[str] | None = None) -> Iterator[Limiter]:
    """Give a limiter whose files are in *folder*."""
    said = [] if complaints is None else complaints
    limiter = Limiter(folder, clock=clock, wait_for_lock=0.1, complain=said.append)
    try:
        yield limiter
    finally:
        limiter.close()


def take(limiter: Limiter, service: Service, clock: FakeClock, *, patience: float = 90.0) -> float:
    """Take a turn, and return the time of day at which it came."""
    with limiter.turn(service, deadline=clock.monotonic() + patience, wait=lambda seconds, why: clock.wait(seconds)):
        return clock.now()


def test_requests_are_spaced(tmp_path: Path) -> None:
    """Between two turns lies the interval of the service."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        times = [take(limiter, ARXIV, clock) for _ in range(4)]
    assert all(second - first >= 3.0 for first, second in pairwise(times))
    assert times[-1] - times[0] < 9.5


def test_processes_share_their_turns(tmp_path: Path) -> None:
    """Two limiters with one folder, as two processes have, take turns with the interval between them."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as first, limiting(tmp_path, clock) as second:
        times = [take(limiter, ARXIV, clock) for limiter in (first, second, first, second)]
    assert all(later - earlier >= 3.0 for earlier, later in pairwise(times))


def test_a_burst_is_allowed_after_a_rest(tmp_path: Path) -> None:
    """As many turns as the burst come at once, and those after them one interval apart."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        times = [take(limiter, BURSTING, clock) for _ in range(5)]
    gaps = [round(second - first) for first, second in pairwise(times)]
    assert [0, 0, 1, 1] == gaps


def test_services_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """The turn of one service is none of another."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        take(limiter, ARXIV, clock)
        take(limiter, BURSTING, clock)
    assert [] == clock.waited


def test_headers_slow_down(tmp_path: Path) -> None:
    """A service that asks for longer intervals gets them."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        limiter.slow_down(FREE, 5.0)
        times = [take(limiter, FREE, clock) for _ in range(2)]
    assert times[1] - times[0] >= 5.0


def test_the_request_counts_from_when_it_left(tmp_path: Path) -> None:
    """If connecting took time, the next request waits that much longer: the service sees the whole interval."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        take(limiter, ARXIV, clock)
        clock.wait(1.0)
        left = clock.now()
        limiter.stamp(ARXIV, clock.monotonic())
        assert take(limiter, ARXIV, clock) - left >= 3.0


def test_a_pause_holds_for_every_process(tmp_path: Path) -> None:
    """Who is asked to wait makes all others wait."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as first, limiting(tmp_path, clock) as second:
        first.pause(ARXIV, 20.0)
        take(second, ARXIV, clock)
    assert 19.0 < sum(clock.waited) < 21.0


def test_a_wait_that_is_too_long_is_not_begun(tmp_path: Path) -> None:
    """If the turn comes after the deadline, that is told at once."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        limiter.pause(ARXIV, 20.0)
        with pytest.raises(RateLimitedError, match="again in 20 s"):
            take(limiter, ARXIV, clock, patience=10.0)
    assert [] == clock.waited


def test_a_day_is_an_hour(tmp_path: Path) -> None:
    """A service that wants a day of rest is asked after an hour whether it still does."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        limiter.pause(ARXIV, 86_400.0)
        clock.set_clock(LONGEST_PAUSE + 1)
        take(limiter, ARXIV, clock)
    assert [] == clock.waited


@pytest.mark.parametrize("jump", [-86_400.0 * 365, 86_400.0 * 365])
def test_a_clock_that_jumps_stops_nobody(tmp_path: Path, jump: float) -> None:
    """If the clock is set, forward or back, nobody waits for its old time to come again."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as limiter:
        take(limiter, ARXIV, clock)
        limiter.pause(ARXIV, 20.0)
        clock.set_clock(jump)
        take(limiter, ARXIV, clock)
        take(limiter, ARXIV, clock)
    assert sum(clock.waited) < 3.1


def test_one_connection_is_one_for_all_processes(tmp_path: Path) -> None:
    """While one process has the connection to arXiv, another waits for it, and not for ever."""
    clock = FakeClock()
    with limiting(tmp_path, clock) as first, limiting(tmp_path, clock) as second:
        with first.turn(FREE, deadline=clock.monotonic() + 9, wait=lambda seconds, why: clock.wait(seconds)):
            with pytest.raises(ServiceError, match="another process"):
                take(second, FREE, clock, patience=2.0)
            take(second, BURSTING, clock)
        take(second, FREE, clock)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look at" * 99, b"SQLite format 3\0rest"])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    """Times that cannot be read are gone, and nobody minds."""
    (tmp_path / "rates.sqlite").write_bytes(content)
    clock = FakeClock()
    complaints: list[str] = []
    with limiting(tmp_path, clock, complaints) as first, limiting(tmp_path, clock) as second:
        times = [take(limiter, ARXIV, clock) for limiter in (first, second)]
    assert ([], True) == (complaints, times[1] - times[0] >= 3.0)


def test_without_a_file_each_process_keeps_its_own_time(tmp_path: Path) -> None:
    """If the folder is of no use, that is said once, and the process still spaces its own requests."""
    (tmp_path / "file").write_bytes(b"")
    clock = FakeClock()
    complaints: list[str] = []
    with limiting(tmp_path / "file", clock, complaints) as limiter:
        times = [take(limiter, ARXIV, clock) for _ in range(3)]
    assert (1, True) == (len(complaints), times[2] - times[0] >= 6.0)


def test_a_locked_file_is_not_waited_for_long(tmp_path: Path) -> None:
    """If another process keeps the file locked, the wait ends, that is said, and the work goes on."""
    clock = FakeClock()
    complaints: list[str] = []
    with limiting(tmp_path, clock, complaints) as limiter:
        take(limiter, ARXIV, clock)
        other = sqlite3.connect(tmp_path / "rates.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        take(limiter, ARXIV, clock)
        other.close()
    assert 1 == len(complaints)
    assert "locked" in complaints[0]
