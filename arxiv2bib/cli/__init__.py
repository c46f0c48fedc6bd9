"""The command line: ``arxiv2bib COMMAND``.

Knows arguments, messages and exit codes; of formats it knows nothing.
"""

import importlib
import os
import sys
from contextlib import suppress
from typing import cast

import click

from arxiv2bib._version import __version__
from arxiv2bib.errors import Arxiv2bibError, InvalidValueError

COMMANDS = {
    "check": "Say what is odd in INPUTs: file:line:column: code message.",
    "completion": "Print the completion script for a SHELL.",
    "convert": "Convert INPUTs to one bibliography.",
    "explain": "Show where the papers of INPUT were published, and on what evidence.",
    "formats": "List the formats that can be read and written, those of plug-ins last.",
}
"""The commands and what they do; each is the object of that name in the module of that name.

It is loaded when it is asked for, and not for the list of all.
"""

_NO_FETCHING = (
    "fetching papers by their identifiers is not built yet; "
    "convert a digest with: arxiv2bib convert digest.md -o papers.bib"
)


class _Commands(click.Group):
    """The commands; a first word that is none may be an arXiv identifier."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", getattr(importlib.import_module(f"arxiv2bib.cli.{cmd_name}"), cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the commands do, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and _is_arxiv_id(args[0]):
            raise click.UsageError(f"{args[0]} is an arXiv identifier, and {_NO_FETCHING}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whoever reads our output and has had enough (head) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _discard_output()
            ctx.exit(0)


def _discard_output() -> None:
    """Send what is still to be written nowhere: Python would complain again when it flushes at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BrokenPipeError:
                os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _is_arxiv_id(word: str) -> bool:
    from arxiv2bib.model.identifiers import ArxivId

    with suppress(InvalidValueError):
        ArxivId.parse(word)
        return True
    return False


@click.group(
    cls=_Commands,
    name="arxiv2bib",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn arXiv papers and bibliographies into BibTeX, RIS and CSL-JSON.

    \b
    arxiv2bib convert digest.md -o papers.bib
    arxiv2bib convert digest.md -o papers.ris --report report.jsonl
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    if context.invoked_subcommand is None:
        if sys.stdin is not None and not sys.stdin.isatty():
            raise click.UsageError(
                f"standard input without a command means identifiers to fetch, and {_NO_FETCHING}; "
                "to convert what comes in, use: arxiv2bib convert -",
                context,
            )
        click.echo(context.get_help())


def main() -> None:
    """Run the command line; exit status 0 all well, 1 some records failed, 2 wrong usage or nothing readable."""
    try:
        cli.main(prog_name="arxiv2bib")
    except Arxiv2bibError as error:
        click.echo(f"arxiv2bib: error: {error}", err=True)
        sys.exit(2)
