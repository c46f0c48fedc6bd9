"""Services on the command line: the options about them, and how far a run has come."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs
import click

from arxiv2bib._services import Step, Watch
from arxiv2bib.cli.messages import Messages
from arxiv2bib.cli.running import is_stdout
from arxiv2bib.registry import RESOLVERS, resolver_names

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from arxiv2bib.fetching import Event

__all__ = ["network_options", "refuse_unused", "show_progress"]

_Command = TypeVar("_Command", bound=Callable[..., Any])  # Any: a command has the parameters of its options

_EVERY: Final = 10.0
"""How many seconds lie between two lines on how far a run has come, where there is no terminal."""


def _complete_resolvers(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in resolver_names() if name.startswith(incomplete)]


_OPTIONS: Final = (
    click.option(
        "--search", is_flag=True, help="Look for published versions by title too, where nothing else leads to one."
    ),
    click.option("--offline", is_flag=True, help="Ask nobody: only what is in the cache."),
    click.option("--refresh", is_flag=True, help="Ask again for what is in the cache."),
    click.option(
        "--resolver",
        "resolvers",
        metavar="NAME",
        multiple=True,
        shell_complete=_complete_resolvers,
        help=f"Ask these services only, in this order: {', '.join(RESOLVERS)}, or a plug-in's.",
    ),
)


def network_options(command: _Command) -> _Command:
    """Give *command* the options about services."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_unused(context: click.Context, options: Mapping[str, object], *, resolve: bool) -> None:
    """Raise :class:`click.UsageError` if *options* are about services, and none is asked."""
    for name, flag in (("search", "search"), ("offline", "offline"), ("refresh", "refresh"), ("resolvers", "resolver")):
        if options.get(name) and not resolve:
            raise click.UsageError(f"--{flag} is about the services that --resolve asks; add --resolve", context)


@contextmanager
def show_progress(
    messages: Messages, *, wanted: bool, output: str | None, total: int | None = None
) -> Iterator[Watch | None]:
    """Give what is to be told of a run's steps, and shows them: a bar on a terminal, else a line now and then.

    None if nobody wants to see it, or the terminal shows the output itself. *messages* stand above the bar.
    """
    if not wanted or (is_stdout(output) and sys.stdout.isatty()):
        yield None
    elif sys.stderr.isatty():
        echo = messages.echo
        with _open_bar() as bar:
            messages.echo = partial(bar.console.print, markup=False, highlight=False, soft_wrap=True)
            try:
                yield _Bar(bar, bar.add_task("", total=total), total)
            finally:
                messages.echo = echo
    else:
        yield _Lines(total)


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


class _Bar:
    """A bar on a terminal."""

    def __init__(self, progress: "Progress", task: "TaskID", total: int | None) -> None:
        self._progress, self._task, self._tally = progress, task, _Tally(total)

    def __call__(self, news: "Step | Event") -> None:
        self._tally.take(news)
        self._progress.update(self._task, completed=self._tally.done, description=str(self._tally))


class _Lines:
    """A line now and then, for logs."""

    def __init__(self, total: int | None) -> None:
        self._tally, self._next = _Tally(total), time.monotonic() + _EVERY

    def __call__(self, news: "Step | Event") -> None:
        self._tally.take(news)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            of = f" of {self._tally.total}" if self._tally.total is not None else ""
            click.echo(f"{self._tally.done}{of} done, {self._tally}", err=True)


def _open_bar() -> "Progress":
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
