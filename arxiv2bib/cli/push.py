"""``arxiv2bib push``."""

from typing import Any, Final

import click

from arxiv2bib import _api
from arxiv2bib.cli.convert import convert
from arxiv2bib.cli.messages import echo_summary
from arxiv2bib.cli.network import refuse_unused, show_progress
from arxiv2bib.cli.running import (
    Run,
    gather_arguments,
    make_messages,
    open_input,
    refuse_idle,
    refuse_no_input,
)
from arxiv2bib.cli.streams import say
from arxiv2bib.diagnostics import Code, Report, Severity
from arxiv2bib.pushing import PROGRAMS
from arxiv2bib.text.lines import printable

_SHARED: Final = (
    "inputs", "from_", "encoding", "report_file", "where", "unique", "sort", "omit", "keys", "infer", "cite",
    "journal_names", "resolve", "search", "offline", "refresh", "resolvers",
)  # fmt: skip
"""The options that are those of ``convert``: whatever chooses entries and makes them better."""


@click.command(params=[parameter for parameter in convert.params if parameter.name in _SHARED])
@click.option(
    "--into",
    type=click.Choice(PROGRAMS),
    required=True,
    help="The program: zotero and jabref are those that run on this machine, zotero-web is the library at zotero.org, "
    "opened by a key from the environment, the configuration file or the keyring.",
)
@click.option(
    "--collection",
    metavar="NAME",
    help="Collection, or path of one: 'Thesis/Chapter 1', 'Our group/Reading'; in JabRef a library, a group or both: "
    "'thesis.bib/To read'. Without it, what is selected in the program, or at zotero.org your own library.",
)
@click.option("--again", is_flag=True, help="Push once more what was pushed before, unless the library has it.")
@click.option(
    "-o",
    "--fallback",
    metavar="FILE",
    type=click.Path(dir_okay=False, readable=False),
    help="File to write if the program does not answer (default: arxiv2bib-zotero.json or arxiv2bib-jabref.bib, or a "
    "name like it that is free).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say everything, not just the first of each kind.")
@click.pass_context
def push(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    report_file: str | None,
    into: str,
    collection: str | None,
    again: bool,
    fallback: str | None,
    resolve: bool,
    quiet: bool,
    verbose: bool,
    **options: Any,  # Any: each of an argument of arxiv2bib.convert
) -> None:
    """Push the papers of INPUTs into the library of a program.

    What the library has is left out: what was pushed is remembered, and the library is asked where it lets itself be
    asked. Whatever stops a push, the next one goes on where it stopped. If the program does not answer, the papers are
    written to a file that it can import.

    Exit status: 0 all is in the library, 1 something is not, 2 wrong usage or nothing readable.

    \b
    arxiv2bib push digest.md --into zotero
    arxiv2bib push digests/ --into zotero --collection 'Thesis/To read' --where category=cs.CV
    arxiv2bib push refs.bib --into zotero-web
    arxiv2bib push digest.md --into jabref --collection 'thesis.bib/To read'
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    refuse_no_input(context, inputs)
    threshold = Severity.ERROR if quiet else Severity.WARNING
    messages = make_messages(context, threshold, quiet=quiet, verbose=verbose, held=(Code.EXPORT_FIELD_DROPPED,))
    refuse_unused(context, options, resolve=resolve)
    refuse_idle(context, options, resolve=resolve)
    if options.get("cite") == "both":
        raise click.UsageError("--cite both makes two entries of one work; the library gets one of each", context)
    run = Run(context, messages, fallback, report_file, append=False, diff=False, inputs=inputs)
    sources = list(map(open_input, inputs))
    arguments = gather_arguments(options, into) | {"resolve": resolve}
    outcome: list[Any] = []  # Any: what push returns

    def work(report: Report) -> Report:
        outcome.append(
            _api.push(sources, into, collection=collection, fallback=fallback, again=again, report=report, **arguments)
        )
        return report

    with show_progress(messages, wanted=resolve and not quiet, output=into) as watch:
        arguments["watch"] = watch
        report, _ = run(work)
    (pushed,) = outcome
    if pushed.file is not None:
        messages.fail(f"{pushed.problem}; what was to be pushed is in {pushed.file}")
    elif pushed.problem:
        messages.fail(f"{pushed.problem}; {pushed.remedy}")
    if not quiet:
        if pushed.file is not None:
            say(printable(pushed.remedy))
        known = f" ({pushed.known} known)" if pushed.known else ""
        place = f" into {printable(pushed.place)}" if pushed.place else ""
        echo_summary(report, f"pushed{place}{known}")
    context.exit(1 if pushed.problem or report.worst is Severity.ERROR else 0)
