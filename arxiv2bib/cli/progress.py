"""How far a run has come: a bar on a terminal, lines in a log."""

import time
from typing import TYPE_CHECKING, Final

import attrs

from arxiv2bib._services import Step
from arxiv2bib.cli.streams import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from arxiv2bib.fetching import Event

__all__ = ["Bar", "Lines", "open_bar"]

_EVERY: Final = 10.0
"""How many seconds lie between two lines on how far a run has come, where there is no terminal."""


@attrs.define
class _Tally:
    """What was told so far."""

    total: int | None
    done: int = 0
    failed: int = 0
    requests: int = 0
    failures: int = 0
    waiting: str = ""
    start: float = attrs.field(factory=time.monotonic)

    def take(self, news: "Step | Event") -> None:
        """Take note of a step, or of an event of the fetcher."""
        if isinstance(news, Step):
            self.done, self.failed = news.done, news.failed
            return
        self.waiting = ""
        if news.kind == "asked":
            self.requests += 1
        elif news.kind == "failed":
            self.requests += 1
            self.failures += 1
        elif news.kind == "waited" and news.seconds >= 1:
            self.waiting = f"waiting {news.seconds:.0f} s for {news.service}"

    def __str__(self) -> str:
        """Return all of it in a few words."""
        rate = self.requests / max(time.monotonic() - self.start, 0.001)
        parts = [
            f"{self.failed} failed" if self.failed else "",
            f"{self.requests} requests, {rate:.1f}/s" if self.requests else "",
            f"{self.failures} of them in vain" if self.failures else "",
            self.waiting,
        ]
        return ", ".join(filter(None, parts))


class Bar:
    """Shows a run's steps in a bar on a terminal."""

    def __init__(self, progress: "Progress", task: "TaskID", total: int | None) -> None:
        self._progress, self._task, self._tally = progress, task, _Tally(total)

    def __call__(self, news: "Step | Event") -> None:
        """Take note of a step, or of an event of the fetcher, and show it."""
        self._tally.take(news)
        self._progress.update(self._task, completed=self._tally.done, description=str(self._tally))


class Lines:
    """Writes a line on a run's steps now and then, for logs."""

    def __init__(self, total: int | None) -> None:
        self._tally, self._next = _Tally(total), time.monotonic() + _EVERY

    def __call__(self, news: "Step | Event") -> None:
        """Take note of a step, or of an event of the fetcher, and show it."""
        self._tally.take(news)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            of = f" of {self._tally.total}" if self._tally.total is not None else ""
            say(f"{self._tally.done}{of} done, {self._tally}")


def open_bar() -> "Progress":
    """Return the bar, which is to be entered as a context."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    return Progress(
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        BarColumn(bar_width=20),
        TimeRemainingColumn(table_column=Column(no_wrap=True)),
        TextColumn("{task.description}", table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        console=Console(stderr=True),
        expand=True,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
