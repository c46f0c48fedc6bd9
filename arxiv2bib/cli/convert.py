"""``arxiv2bib convert``."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from arxiv2bib import _api
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import Arxiv2bibError, ExportError, StrictError
from arxiv2bib.merging import Cite
from arxiv2bib.registry import EXPORTERS, READERS
from arxiv2bib.transforms.keys import DEFAULT_PATTERN

_SHOWN = 5  # messages of one code; the report has all


class _Messages:
    """Prints diagnostics on standard error: the first few of each code, and how many more there were."""

    def __init__(self, threshold: Severity, shown: int | None) -> None:
        self._threshold = threshold
        self._shown = shown
        self._seen: Counter[str] = Counter()
        self._errors: set[str] = set()

    def show(self, diagnostic: Diagnostic) -> None:
        if diagnostic.code == Code.READ_UNREADABLE_FILE:
            self.fail(diagnostic.message)
        elif diagnostic.severity >= self._threshold:
            self._seen[str(diagnostic.code)] += 1
            if self._shown is None or self._seen[str(diagnostic.code)] <= self._shown:
                value = f" ({_shorten(diagnostic.value)})" if diagnostic.value else ""
                click.echo(f"{_printable(str(diagnostic))}{value}", err=True)

    def fail(self, message: str) -> None:
        """Print what could not be done, once."""
        if message not in self._errors:
            self._errors.add(message)
            click.echo(f"arxiv2bib: error: {_printable(message)}", err=True)

    def finish(self) -> None:
        for code, count in self._seen.items():
            if self._shown is not None and count > self._shown:
                click.echo(f"{code}: {count - self._shown} more", err=True)


def _printable(text: str) -> str:
    """Return *text* in one line, without what could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _shorten(text: str) -> str:
    text = " ".join(_printable(text).split())
    return text if len(text) <= 100 else f"{text[:97]}..."


def _complete_readers(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in READERS if name.startswith(incomplete)]


def _complete_exporters(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in EXPORTERS if name.startswith(incomplete)]


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...", type=click.Path(allow_dash=True))
@click.option(
    "-f",
    "--from",
    "from_",
    metavar="FORMAT",
    shell_complete=_complete_readers,
    help=f"Format of the input: {', '.join(READERS)}.",
)
@click.option(
    "-t",
    "--to",
    metavar="FORMAT",
    shell_complete=_complete_exporters,
    help=f"Format of the output: {', '.join(EXPORTERS)}.",
)
@click.option("-o", "--output", metavar="OUTPUT", type=click.Path(allow_dash=True), help="File to write.")
@click.option("--encoding", metavar="NAME", help="Encoding of the input, if it is not to be guessed.")
@click.option("--report", "report_file", metavar="FILE", type=click.Path(), help="Write a report as JSON lines.")
@click.option("--strict", is_flag=True, help="Write nothing if there is a warning or an error.")
@click.option("--keys", metavar="PATTERN", default=DEFAULT_PATTERN, show_default=True, help="How keys are made.")
@click.option(
    "--letters",
    type=click.Choice(["latex", "utf8"]),
    help="Letters outside ASCII in BibTeX and BibLaTeX: as LaTeX commands (default of BibTeX), or UTF-8 (of BibLaTeX).",
)
@click.option(
    "--carry/--no-carry",
    default=None,
    help="Carry what the output's format has no place for under a marker, to be restored when it is read again, or "
    "report it (default: carry from BibTeX, RIS and CSL-JSON, report from arXiv's formats).",
)
@click.option(
    "--preserve/--no-preserve",
    default=None,
    help="Write records back as they were read, or anew, where input and output are of one format (default: preserve).",
)
@click.option(
    "--infer/--no-infer",
    default=None,
    help="Find out from comments, journal lines and DOIs where papers were published, or leave entries as they are "
    "(default: infer from arXiv's formats, leave bibliographies).",
)
@click.option(
    "--cite",
    type=click.Choice(list(map(str, Cite))),
    default=str(Cite.AUTO),
    show_default=True,
    help="Which version of an arXiv paper to name: the published one where it is known, always the preprint, or the "
    "published one also where it is only accepted.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say everything, not just the first of each kind.")
@click.pass_context
def convert(
    context: click.Context,
    *,
    inputs: tuple[str, ...],
    from_: str | None,
    to: str | None,
    output: str | None,
    encoding: str | None,
    report_file: str | None,
    strict: bool,
    keys: str,
    letters: str | None,
    carry: bool | None,
    preserve: bool | None,
    infer: bool | None,
    cite: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Convert INPUTs to one bibliography.

    An INPUT is a file, a directory (the files below it that are called like a format that can be read,
    as digest.md and refs.bib are) or - for standard input; several may be of different formats.
    Formats are told from names, then from content; without -o, BibTeX goes to standard output.

    Exit status: 0 all well, 1 some records failed and the rest is written (or a strict run wrote nothing),
    2 wrong usage or nothing readable.

    \b
    arxiv2bib convert digest.md -o papers.bib
    arxiv2bib convert digests/ -t biblatex -o papers.bib
    curl -s https://example.org/digest.md | arxiv2bib convert - -t csl-json
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    if not inputs:
        raise click.UsageError("no INPUT; name a file, a directory, or - for standard input", context)
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other", context)
    to_stdout = output is None or output == "-"
    threshold = Severity.INFO if verbose else Severity.ERROR if quiet else Severity.WARNING
    messages = _Messages(threshold, None if verbose else _SHOWN)
    chosen = {"letters": letters, "carry": carry, "preserve": preserve}
    options = {name: value for name, value in chosen.items() if value is not None}
    if report_file is not None and any(
        _is_same_file(report_file, name) for name in (*inputs, output) if name is not None
    ):
        raise click.UsageError(
            f"the report would replace {_printable(report_file)}; give it a name of its own", context
        )
    try:
        with _open_report(report_file, messages) as report:
            _api.convert(
                [sys.stdin.buffer if name == "-" else name for name in inputs],
                sys.stdout.buffer if to_stdout else str(output),
                from_=from_,
                to=to or ("bibtex" if to_stdout else None),
                encoding=encoding,
                keys=keys,
                infer=infer,
                cite=cite,
                strict=strict,
                report=report,
                **options,
            )
    except StrictError as error:
        messages.finish()
        messages.fail(str(error))
        context.exit(1)
    except Arxiv2bibError as error:
        messages.fail(str(error))
        context.exit(2)
    messages.finish()
    if not quiet:
        _echo_summary(report, "standard output" if to_stdout else _printable(str(output)))
    context.exit(1 if report.worst is Severity.ERROR else 0)


def _is_same_file(path: str, other: str) -> bool:
    is_device = Path(path).exists() and not Path(path).is_file()
    return other != "-" and not is_device and Path(path).resolve() == Path(other).resolve()


@contextmanager
def _open_report(path: str | None, messages: _Messages) -> Iterator[Report]:
    """Give a report that shows its diagnostics and, with *path*, writes them there, the totals last."""
    if path is None:
        yield Report(messages.show)
        return
    try:
        file = Path(path).open("w", encoding="utf-8")  # noqa: SIM115 (closed below, where closing may fail)
    except OSError as error:
        raise ExportError(f"cannot write the report to {path}: {error.strerror}") from error

    def write(line: object) -> None:
        try:
            file.write(json.dumps(line, ensure_ascii=True) + "\n")
        except OSError as error:
            raise ExportError(f"cannot write the report to {path}: {error.strerror}") from error

    def sink(diagnostic: Diagnostic) -> None:
        write(diagnostic.to_dict())
        messages.show(diagnostic)

    report = Report(sink)
    try:
        yield report
    finally:
        write({"totals": report.totals()})
        try:
            file.close()
        except OSError as error:
            raise ExportError(f"cannot write the report to {path}: {error.strerror}") from error


def _echo_summary(report: Report, target: str) -> None:
    failed = f", {report.records_failed} failed" if report.records_failed else ""
    counts = ", ".join(f"{code} {count}" for code, count in sorted(report.counts.items()))
    click.echo(
        f"{report.records_read} records read, {report.records_written} written to {target}{failed}"
        f"{' (' + counts + ')' if counts else ''}",
        err=True,
    )
