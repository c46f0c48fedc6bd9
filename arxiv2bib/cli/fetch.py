"""``arxiv2bib fetch``, which stands where no command does as well: ``arxiv2bib 1001.1001``, as in arxiv2bib 1.0.8."""

import shlex
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

import click

from arxiv2bib import _api
from arxiv2bib._paths import is_file
from arxiv2bib.cli.convert import convert
from arxiv2bib.cli.network import show_progress
from arxiv2bib.cli.running import (
    Run,
    gather_arguments,
    is_stdout,
    make_messages,
    refuse_idle,
    refuse_two_outputs,
)
from arxiv2bib.cli.streams import say
from arxiv2bib.diagnostics import Code, Report, Severity
from arxiv2bib.errors import ReadError
from arxiv2bib.model.identifiers import is_identifier
from arxiv2bib.text.lines import printable

_SHARED: Final = (
    "to", "for_", "groups", "output", "report_file", "strict", "where", "unique", "sort", "omit", "append", "diff",
    "keys", "letters", "carry", "infer", "cite", "journal_names", "resolve", "search", "offline", "refresh",
    "resolvers",
)  # fmt: skip
"""The options that are those of ``convert``: whatever makes a bibliography of records."""
_HELD: Final = (Code.RESOLVE_NO_ANSWER, Code.EXPORT_FIELD_DROPPED)
"""What is not said by itself: the last line tells which service failed; and what a service has beyond what the output's
format holds is no loss to who asked for the format."""
_NOTHING: Final = Severity.ERROR + 1


@click.command(params=[parameter for parameter in convert.params if parameter.name in _SHARED])
@click.argument("identifiers", nargs=-1, metavar="[ID]...")
@click.option("-c", "--comments", is_flag=True, help="Put a BibTeX comment in the place of what is not found.")
@click.option("-q", "--quiet", is_flag=True, help="Say only how many were not found.")
@click.option("-v", "--verbose", is_flag=True, help="Say everything, not just the first of each kind.")
@click.pass_context
def fetch(
    context: click.Context,
    /,
    *,
    identifiers: tuple[str, ...],
    output: str | None,
    report_file: str | None,
    append: bool,
    diff: bool,
    comments: bool,
    quiet: bool,
    verbose: bool,
    **options: Any,  # Any: each of an argument of arxiv2bib.convert
) -> None:
    """Print the entries of the papers with these IDs.

    They come in the order of the IDs. An ID is an identifier of arXiv, with a version if that one is to be cited, a
    DOI, or the address of either.
    Without any, or for -, they are read from standard input, one a line, with comments behind #.
    Instead of `arxiv2bib fetch ID` also `arxiv2bib ID` can be written.

    Exit status: 0 all found, 1 some not found, 2 none found or wrong usage; with --diff 1 if something would change.

    \b
    arxiv2bib fetch 2111.03216 10.1109/TIP.2021.3128329 -o papers.bib
    arxiv2bib fetch https://arxiv.org/abs/hep-th/9901001v1 -t csl-json
    arxiv2bib fetch < papers.txt > papers.bib
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    threshold = _NOTHING if quiet or comments else Severity.WARNING
    messages = make_messages(context, threshold, quiet=quiet, verbose=verbose, held=_HELD)
    if options["search"] and not options["resolve"]:
        raise click.UsageError("--search is about the services that --resolve asks; add --resolve", context)
    refuse_idle(context, options, resolve=options["resolve"])
    _refuse_files(context, identifiers)
    words = tuple(_read_words(identifiers))
    if not words:
        raise click.UsageError("no ID; name some, or give them on standard input, one a line", context)
    refuse_two_outputs(context, output, report_file, diff=diff)
    run = Run(context, messages, output, report_file, append=append, diff=diff, inputs=())
    arguments = gather_arguments(options, output) | {"append": append, "comments": comments}
    with show_progress(messages, wanted=not quiet, output=output, total=len(words)) as watch:
        arguments["watch"] = watch
        report, changes = run(lambda report: _api.fetch_into(words, run.target, diff=diff, report=report, **arguments))
    _echo_tally(report, run, is_quiet=quiet)
    found = report.records_read
    is_partial = report.records_failed > 0 or report.worst is Severity.ERROR
    context.exit(2 if not found else 1 if is_partial or changes else 0)


def _refuse_files(context: click.Context, words: Iterable[str]) -> None:
    """Raise click.UsageError for the first of *words* that is no identifier, but a file: those are converted."""
    for word in words:
        if is_file(word) and not is_identifier(word):
            name = shlex.quote(word)
            raise click.UsageError(
                f"{word} is a file. To convert it: arxiv2bib convert {name}; to fetch the papers of the list in it: "
                f"arxiv2bib fetch < {name}", context
            )  # fmt: skip


def _read_words(words: Iterable[str]) -> Iterator[str]:
    """Yield *words*; the lines of standard input for ``-``, and where there is none."""
    has_none = True
    for word in words:
        has_none = False
        if word != "-":
            yield word
        else:
            yield from _read_lines()
    if has_none and not sys.stdin.isatty():
        yield from _read_lines()


def _read_lines() -> Iterator[str]:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    except OSError as error:
        raise ReadError(f"cannot read <stdin>: {error.strerror or error}") from error
    for line in text.splitlines():
        word = f" {line}".partition(" #")[0].strip()  # a DOI may have the character in it
        if word:
            yield word


def _echo_tally(report: Report, run: Run, *, is_quiet: bool) -> None:
    """Say how many were found, if some were not or there is nothing to see; and which service gave no answer."""
    found, every = report.records_read, report.records_read + report.records_failed
    problems = report.of_code(Code.RESOLVE_NO_ANSWER)
    reasons = list(dict.fromkeys(f"{problem.source}: {problem.message}" for problem in problems))
    if found < every or reasons:
        shown = f"; {printable(reasons[0])}" if reasons else ""
        more = f" (and {len(reasons) - 1} more, see --verbose)" if len(reasons) > 1 else ""
        say(f"arxiv2bib: {found} of {every} found{shown}{more}")
    elif not is_quiet and not is_stdout(run.output):
        say(f"{found} found, {report.records_written} {run.describe()}")
