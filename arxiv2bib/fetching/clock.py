"""The clocks that a fetcher goes by."""

import threading
import time
from typing import Protocol

__all__ = ["Clock", "SystemClock"]


class Clock(Protocol):
    """Tells the time and lets it pass; tests have one of their own."""

    def now(self) -> float:
        """Return the time of day in seconds since 1970: what files say; it may jump when somebody sets it."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only ever grow, from any start: what deadlines are measured with."""
        ...

    def wait(self, seconds: float) -> None:
        """Let *seconds* pass; return at once when the fetcher is closed."""
        ...

    def stop(self) -> None:
        """End every wait, now and from now on."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> float:
        """Return the time of day."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep, unless the fetcher is closed."""
        self._stopped.wait(seconds)

    def stop(self) -> None:
        """End every sleep."""
        self._stopped.set()
