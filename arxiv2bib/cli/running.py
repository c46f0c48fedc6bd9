"""What the commands that write a bibliography have in common: their output, their report, and how they end."""

import sys
from collections.abc import Callable, Collection, Mapping
from typing import IO, Any, Final

import attrs
import click

from arxiv2bib._paths import exists, is_file, is_same
from arxiv2bib.cli.messages import SHOWN, Messages, fail, open_report
from arxiv2bib.diagnostics import Report, Severity
from arxiv2bib.errors import Arxiv2bibError, InvalidValueError, StrictError
from arxiv2bib.model.showing import show_fields
from arxiv2bib.text.lines import printable

__all__ = [
    "Run",
    "gather_arguments",
    "is_stdout",
    "make_messages",
    "open_input",
    "refuse_idle",
    "refuse_no_input",
    "refuse_two_outputs",
]

_JOINED: Final = ("where", "omit")
"""Options that may be given several times, for arguments that take all in one text."""


def gather_arguments(options: Mapping[str, Any], output: str | None) -> dict[str, Any]:  # Any: each of convert's
    """Return the arguments of :func:`~arxiv2bib.convert` that *options* say; what was not given is left out."""
    given = {name: ",".join(value) if name in _JOINED else value for name, value in options.items()}
    arguments = {name: value for name, value in given.items() if value is not None and value != ""}
    if is_stdout(output) and "for_" not in arguments:
        arguments.setdefault("to", "bibtex")
    return arguments


def refuse_idle(context: click.Context, options: Mapping[str, Any], *, resolve: bool) -> None:
    """Raise :class:`click.UsageError` if one of *options* would do nothing without another that is not given."""
    if options.get("groups") and options.get("for_") != "jabref":
        raise click.UsageError("--groups is about the groups of JabRef; add --for jabref", context)
    if options["infer"] is False and not resolve and options.get("cite") == "published":
        raise click.UsageError(
            "--cite published has nothing to go by with --no-infer; leave one of them out, or add --resolve", context
        )


def refuse_two_outputs(context: click.Context, output: str | None, report_file: str | None, *, diff: bool) -> None:
    """Raise :class:`click.UsageError` if the report and something else are to go to standard output."""
    if report_file == "-" and (diff or is_stdout(output)):
        raise click.UsageError("standard output is taken; name a file for the report, or one for the output", context)


def make_messages(
    context: click.Context, threshold: int, *, quiet: bool, verbose: bool, held: Collection[str] = ()
) -> Messages:
    """Return what prints messages from *threshold* on, but for the codes *held*; with *verbose* all of all codes.

    Raises :class:`click.UsageError` for both *quiet* and *verbose*.
    """
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other", context)
    return Messages(Severity.INFO, None) if verbose else Messages(threshold, SHOWN, held=held)


def refuse_no_input(context: click.Context, inputs: tuple[str, ...]) -> None:
    """Raise :class:`click.UsageError` if there are no *inputs*."""
    if not inputs:
        raise click.UsageError("no INPUT; name a file, a directory, or - for standard input", context)


def open_input(name: str) -> str | IO[bytes]:
    """Return the input called *name*: ``-`` is standard input."""
    return sys.stdin.buffer if name == "-" else name


def is_stdout(output: str | None) -> bool:
    """Whether *output* is standard output."""
    return output is None or output == "-"


@attrs.frozen(eq=False)
class Run:
    """One run of a command that writes to *output*, or says what it would change there.

    Raises :class:`click.UsageError` for options that exclude each other.
    """

    context: click.Context
    messages: Messages
    output: str | None
    report_file: str | None
    append: bool = attrs.field(kw_only=True)
    diff: bool = attrs.field(kw_only=True)
    inputs: tuple[str, ...] = attrs.field(kw_only=True)

    __repr__ = show_fields

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if is_stdout(self.output) and (self.append or self.diff):
            option = "--append" if self.append else "--diff"
            raise click.UsageError(f"{option} needs a file: name it with -o", self.context)
        names = [name for name in (*self.inputs, self.output) if name is not None]
        if self.report_file not in (None, "-") and any(_is_same_file(self.report_file, name) for name in names):
            raise click.UsageError(
                f"the report would replace {printable(self.report_file)}; give it a name of its own", self.context
            )

    @property
    def target(self) -> str | IO[bytes]:
        """What is written to."""
        return sys.stdout.buffer if is_stdout(self.output) else str(self.output)

    def __call__(self, work: Callable[[Report], Report | str]) -> tuple[Report, str]:
        """Do *work* with a report, and return the report and what would change; end the command if it cannot be done.

        What would change is printed.
        """
        try:
            with open_report(self.report_file, self.messages) as report:
                outcome = work(report)
        except StrictError as error:
            self.messages.finish()
            self.messages.fail(str(error))
            self.context.exit(1)
        except InvalidValueError as error:
            fail(error)
            self.context.exit(2)
        except Arxiv2bibError as error:
            self.messages.fail(str(error))
            self.context.exit(2)
        self.messages.finish()
        changes = outcome if isinstance(outcome, str) else ""
        if changes:
            sys.stdout.buffer.write(changes.encode("utf-8", "surrogateescape"))
            sys.stdout.buffer.flush()
        return report, changes

    def describe(self) -> str:
        """Return what was done with the records that came out."""
        name = "standard output" if is_stdout(self.output) else printable(str(self.output))
        done = f"added to {name}" if self.append else f"written to {name}"
        return f"would be {done}" if self.diff else done


def _is_same_file(path: str, other: str) -> bool:
    is_device = exists(path) and not is_file(path)
    return other != "-" and not is_device and is_same(path, other)
