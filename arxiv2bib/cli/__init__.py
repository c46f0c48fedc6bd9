"""The command line: ``arxiv2bib COMMAND``.

Knows arguments, messages and exit codes; of formats it knows nothing.
"""

import atexit
import gc
import importlib
import shlex
import signal
import sys
from typing import cast

import click

from arxiv2bib._version import __version__
from arxiv2bib.cli.signals import Ended, end_by, heed_signals
from arxiv2bib.cli.streams import discard_output, prepare_streams, say
from arxiv2bib.errors import Arxiv2bibError

COMMANDS = {
    "cache": "Look after the answers of services that are kept.",
    "check": "Say what is odd in INPUTs: file:line:column: code message.",
    "completion": "Print the completion script for a SHELL.",
    "convert": "Convert INPUTs to one bibliography.",
    "explain": "Show where the papers of INPUT were published, and on what evidence.",
    "fetch": "Print the entries of the papers with these IDs.",
    "formats": "List the formats that can be read and written, those of plug-ins last.",
    "push": "Push the papers of INPUTs into the library of a program.",
}
"""The commands and what they do; each is the object of that name in the module of that name.

It is loaded when it is asked for, and not for the list of all.
"""

_OWN_OPTIONS = ("-h", "--help", "-V", "--version")


class _Commands(click.Group):
    """The commands; what is none of them, but identifiers or options of ``fetch``, is for ``fetch``.

    So whatever could be said to arxiv2bib 1.0.8 can be said to this program.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing and _is_for_fetch(args):
            args = ["fetch", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", getattr(importlib.import_module(f"arxiv2bib.cli.{cmd_name}"), cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; if it names none, say what it may be."""
        word = args[0]
        if word not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches  # slow to load

            from arxiv2bib._paths import exists

            near = get_close_matches(word, COMMANDS, 1)
            hint = f"Did you mean {near[0]}?" if near else ""
            if exists(word):
                hint = f"To convert the file: arxiv2bib convert {shlex.quote(word)}"
            ctx.fail(f"No such command {word!r}. {hint}".rstrip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the commands do, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whoever reads our output and has had enough (head) is no error.

        After Ctrl-C the program ends by that signal, or a shell would go on with the loop that it runs in.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            discard_output()
            ctx.exit(0)
        except KeyboardInterrupt:
            say("\nAborted!")
            raise Ended(signal.SIGINT) from None


def _is_for_fetch(words: list[str]) -> bool:
    """Whether *words* name no command, but papers: as words, or on standard input."""
    if not words:
        return sys.__stdin__ is not None and not sys.stdin.isatty()
    if words[0] in COMMANDS or words[0] in _OWN_OPTIONS:
        return False
    from arxiv2bib.model.identifiers import is_identifier

    return words[0].startswith("-") or any(map(is_identifier, words))


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
    arxiv2bib 2111.03216 10.1109/TIP.2021.3128329
    arxiv2bib convert digest.md -o papers.bib
    arxiv2bib convert digest.md -o papers.ris --report report.jsonl
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> None:
    """Run the command line; exit status 0 all well, 1 some records failed, 2 wrong usage or nothing readable."""
    # What commands load stays, and what they convert goes by itself: there is little for the collector to find.
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)  # the system takes all of it back at once
    prepare_streams()
    heed_signals()
    try:
        cli.main(prog_name="arxiv2bib")
    except Ended as error:
        end_by(error.number)
    except Arxiv2bibError as error:
        say(f"arxiv2bib: error: {error}")
        sys.exit(2)
    except OSError as error:
        if error.filename is not None:
            raise
        # What has a name is told by whoever opens it.
        say(f"arxiv2bib: error: cannot write <stdout>: {error.strerror or error}")
        sys.exit(2)
    finally:
        discard_output()
