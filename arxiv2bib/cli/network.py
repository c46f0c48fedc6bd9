"""Services on the command line: the options about them, and how far a run has come."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from arxiv2bib.cli.completing import complete_from
from arxiv2bib.cli.messages import Messages
from arxiv2bib.cli.running import is_stdout
from arxiv2bib.registry import RESOLVERS, resolver_names

if TYPE_CHECKING:
    from arxiv2bib._services import Watch

__all__ = ["network_options", "refuse_unused", "show_progress"]

_Command = TypeVar("_Command", bound=Callable[..., Any])  # Any: a command has the parameters of its options


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
        shell_complete=complete_from(resolver_names),
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
) -> "Iterator[Watch | None]":
    """Give what is to be told of a run's steps, and shows them: a bar on a terminal, else a line now and then.

    None if nobody wants to see it, or the terminal shows the output itself. *messages* stand above the bar.
    """
    if not wanted or (is_stdout(output) and sys.stdout.isatty()):
        yield None
        return
    from arxiv2bib.cli.progress import Bar, Lines, open_bar  # with it all that asks services

    if sys.stderr.isatty():
        echo = messages.echo
        with open_bar() as bar:
            messages.echo = partial(bar.console.print, markup=False, highlight=False, soft_wrap=True)
            try:
                yield Bar(bar, bar.add_task("", total=total), total)
            finally:
                messages.echo = echo
    else:
        yield Lines(total)
