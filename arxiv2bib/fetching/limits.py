"""Who may ask which service when: rates, pauses and connections, over all processes of the user."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final

from arxiv2bib.errors import RateLimitedError, ServiceError
from arxiv2bib.fetching.clock import Clock
from arxiv2bib.fetching.counts import Counts, Row
from arxiv2bib.fetching.services import Service

__all__ = ["LONGEST_PAUSE", "Limiter", "Wait"]

LONGEST_PAUSE: Final = 3600.0
"""A service that wants to be left alone for longer than this is asked again after an hour, once."""

_SLACK: Final = 1.0  # clocks of one machine agree better than this
_POLL: Final = 0.05

Wait = Callable[[float, str], None]
"""Is told how many seconds will be waited, and for what, and waits."""


class Limiter:
    """Keeps to the limits of the services."""

    def __init__(self, folder: Path, *, clock: Clock, wait_for_lock: float, complain: Callable[[str], None]) -> None:
        self._folder = folder
        self._clock = clock
        self._counts = Counts(folder / "rates.sqlite", wait=wait_for_lock, complain=complain)
        self._slower: dict[str, float] = {}
        self._slots: dict[str, threading.BoundedSemaphore] = {}
        self._lock = threading.Lock()
        self._is_closed = False

    def slow_down(self, service: Service, interval: float) -> None:
        """Leave at least *interval* seconds between two requests from now on, as the service says in its headers."""
        self._slower[service.rate_key] = interval

    def pause(self, service: Service, seconds: float) -> None:
        """Let nobody ask *service* for *seconds*."""
        now = self._clock.now()
        until = now + min(seconds, LONGEST_PAUSE)
        self._counts.update(_pause_key(service), lambda row: Row(max(_trust(row, now), until), now))

    @contextmanager
    def turn(self, service: Service, *, deadline: float, wait: Wait) -> Iterator[None]:
        """Wait until *service* may be asked, and count the request and its connection while the block lasts.

        *deadline* is a time of the monotonic clock. Raises :class:`~arxiv2bib.RateLimitedError` if the wait would be
        longer than that.
        """
        while True:
            seconds = self._measure(service, is_taken=False)
            if seconds > 0:
                if seconds > deadline - self._clock.monotonic():
                    raise RateLimitedError(f"{service.name} ({service.host}) may be asked again in {seconds:.0f} s")
                wait(seconds, "the rate of the service")
                continue
            # Whoever waits for its time holds no connection, so that no process waits for that as well.
            with self._connection(service, deadline):
                if self._measure(service, is_taken=True) <= 0:
                    yield
                    return

    def stamp(self, service: Service, sent: float) -> None:
        """Count from *sent*, when the request truly left (monotonic), and not from when its turn came.

        For a service that allows one connection, and wants its pauses to the second.
        """
        limit = service.limit
        if limit.connections == 1 and limit.interval:
            now = self._clock.now()
            earliest = now - (self._clock.monotonic() - sent) + limit.interval
            self._counts.update(service.rate_key, lambda row: Row(max(_trust(row, now), earliest), now))

    def close(self) -> None:
        """Close the files; whoever waits for a connection is told that there is none."""
        self._is_closed = True
        self._counts.close()

    def _measure(self, service: Service, *, is_taken: bool) -> float:
        """Return the seconds until *service* may be asked; if that is 0, and the turn *is_taken*, count it."""
        now = self._clock.now()
        limit = service.limit
        interval = max(limit.interval, self._slower.get(service.rate_key, 0.0))
        burst = limit.burst if interval == limit.interval else 1
        seconds = 0.0

        def look(row: Row) -> Row:
            nonlocal seconds
            seconds = max(0.0, _trust(row, now) - now)
            return row

        def count(row: Row) -> Row:
            nonlocal seconds
            earliest = _trust(row, now)
            seconds = max(0.0, earliest - (burst - 1) * interval - now)
            return Row(max(now, earliest) + interval, now) if is_taken and not seconds else row

        self._counts.update(_pause_key(service), look)
        if not seconds and interval:
            self._counts.update(service.rate_key, count)
        return seconds

    @contextmanager
    def _connection(self, service: Service, deadline: float) -> Iterator[None]:
        count = service.limit.connections
        with self._lock:
            slots = self._slots.setdefault(service.key, threading.BoundedSemaphore(count))
        remaining = deadline - self._clock.monotonic()
        if not slots.acquire(timeout=max(0.0, remaining)):
            raise ServiceError(f"{service.name} ({service.host}) is busy with other questions")
        try:
            with self._shared_connection(service, count, deadline):
                yield
        finally:
            slots.release()

    @contextmanager
    def _shared_connection(self, service: Service, count: int, deadline: float) -> Iterator[None]:
        """Hold one of *count* locks that all processes know; a process that is killed holds none.

        A lock is a transaction on an empty SQLite file: every system has them, and ends them with the process.
        """
        name = re.sub(r"[^\w.-]", "_", service.key)
        paths = [self._folder / f"{name}-{number}.lock" for number in range(count)]
        while True:
            for path in paths:
                lock = _try_lock(path)
                if lock is not None:
                    with lock:
                        yield
                    return
            if self._is_closed or self._clock.monotonic() > deadline:
                raise ServiceError(f"{service.name} ({service.host}) is busy with the questions of another process")
            self._clock.wait(_POLL)


def _pause_key(service: Service) -> str:
    return f"pause {service.key}"


def _trust(row: Row, now: float) -> float:
    """Return the time from which on the service may be asked; none if the row was written later than now.

    Then the clock was set back, and waiting for its time to come again might take years.
    """
    return row.next if row.written <= now + _SLACK else 0.0


@contextmanager
def _holding(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            connection.close()


def _try_lock(path: Path) -> AbstractContextManager[None] | None:
    """Return the lock *path*, taken; None if another has it; a lock of nothing if the file is of no use."""
    connection = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=0.0, isolation_level=None, check_same_thread=False)
        connection.execute("BEGIN EXCLUSIVE")
    except (OSError, sqlite3.Error) as error:
        if connection is not None:
            connection.close()
        is_taken = getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        return None if is_taken else nullcontext()
    return _holding(connection)
