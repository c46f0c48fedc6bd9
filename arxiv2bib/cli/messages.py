"""What ``arxiv2bib`` says on standard error, and the report that it writes."""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from arxiv2bib.cli.streams import say
from arxiv2bib.diagnostics import Code, Diagnostic, Report
from arxiv2bib.errors import ExportError
from arxiv2bib.text.lines import printable, shorten

SHOWN = 5  # messages of one code; the report has all


class Messages:
    """Prints diagnostics on standard error: the first few of each code, and how many more there were.

    Those of the codes in *held* are not printed: the command tells them itself. ``echo`` prints a line; while somebody
    draws on the terminal it is his.
    """

    def __init__(self, threshold: int, shown: int | None, *, held: Collection[str] = ()) -> None:
        self._threshold = threshold
        self._shown = shown
        self._held = held
        self.echo: Callable[[str], object] = say
        self._seen: Counter[str] = Counter()
        self._errors: set[str] = set()

    def show(self, diagnostic: Diagnostic) -> None:
        """Print *diagnostic*, if it matters enough and not too many of its code came before."""
        if diagnostic.code == Code.READ_UNREADABLE_FILE:
            self.fail(diagnostic.message)
        elif diagnostic.severity >= self._threshold and diagnostic.code not in self._held:
            self._seen[str(diagnostic.code)] += 1
            if self._shown is None or self._seen[str(diagnostic.code)] <= self._shown:
                value = f" ({shorten(printable(diagnostic.value))})" if diagnostic.value else ""
                self.echo(f"{printable(str(diagnostic))}{value}")

    def fail(self, message: str) -> None:
        """Print what could not be done, once."""
        if message not in self._errors:
            self._errors.add(message)
            self.echo(f"arxiv2bib: error: {printable(message)}")

    def finish(self) -> None:
        """Print how many more there were of each code."""
        for code, count in self._seen.items():
            if self._shown is not None and count > self._shown:
                say(f"{code}: {count - self._shown} more")


def fail(error: object) -> None:
    """Print what could not be done, in as many lines as it has: some point to the place in a word above."""
    lines = "\n".join(map(printable, str(error).split("\n")))
    say(f"arxiv2bib: error: {lines}")


@contextmanager
def open_report(path: str | None, messages: Messages) -> Iterator[Report]:
    """Give a report that shows its diagnostics and, with *path*, writes them there, the totals last.

    ``-`` is standard output.
    """
    if path is None:
        yield Report(messages.show)
        return
    is_stdout = path == "-"
    try:
        # Closed below, where closing may fail.
        file: TextIO = sys.stdout if is_stdout else Path(path).open("w", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise ExportError(f"cannot write the report to {path}: {error.strerror}") from error

    import json  # slow to load

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
            file.flush() if is_stdout else file.close()
        except OSError as error:
            raise ExportError(f"cannot write the report to {path}: {error.strerror}") from error


def echo_summary(report: Report, outcome: str) -> None:
    """Print the totals in one line; *outcome* is what was done with the records that came out."""
    failed = f", {report.records_failed} failed" if report.records_failed else ""
    counts = ", ".join(f"{code} {count}" for code, count in sorted(report.counts.items()))
    say(
        f"{report.records_read} records read, {report.records_written} {outcome}{failed}"
        f"{' (' + counts + ')' if counts else ''}",
    )
