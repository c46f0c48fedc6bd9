"""``arxiv2bib check``."""

from collections.abc import Iterable
from typing import Final

import click

from arxiv2bib import _checking
from arxiv2bib._inputs import expand_inputs
from arxiv2bib.checks.findings import Finding
from arxiv2bib.checks.rendering import RENDERERS
from arxiv2bib.checks.selection import make_filter
from arxiv2bib.cli.completing import complete_from, list_codes
from arxiv2bib.cli.convert import convert
from arxiv2bib.cli.messages import fail
from arxiv2bib.cli.running import open_input, refuse_no_input
from arxiv2bib.cli.streams import say
from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.errors import Arxiv2bibError, InvalidValueError, ReadError, UnknownFormatError
from arxiv2bib.text.lines import printable

_SHARED: Final = ("inputs", "from_", "encoding")
"""The options that are those of ``convert``."""


def _split(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for value in values for word in value.split(","))


@click.command(params=[parameter for parameter in convert.params if parameter.name in _SHARED])
@click.option(
    "--select",
    metavar="CODES",
    multiple=True,
    callback=_split,
    shell_complete=complete_from(list_codes, signs=""),
    help="Look for these only: codes or what they begin with, with commas; all; default.",
)
@click.option(
    "--ignore",
    metavar="CODES",
    multiple=True,
    callback=_split,
    shell_complete=complete_from(list_codes, signs=""),
    help="Do not look for these.",
)
@click.option(
    "--format", "form", type=click.Choice(list(RENDERERS)), default="text", show_default=True, help="How to say it."
)
@click.option("--fix", "wants_fix", is_flag=True, help="Mend what is certain in BibTeX files, and say what is left.")
@click.pass_context
def check(
    context: click.Context,
    *,
    inputs: tuple[str, ...],
    from_: str | None,
    encoding: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    wants_fix: bool,
) -> None:
    """Say what is odd in INPUTs: file:line:column: code message.

    An INPUT is a file, a directory or - for standard input, in any format that can be read.
    Every code has its section in the documentation.

    Exit status: 0 nothing found, 1 something found, 2 wrong usage or nothing readable.

    \b
    arxiv2bib check refs.bib
    arxiv2bib check refs.bib --select doi,isbn --fix
    arxiv2bib check papers/ --ignore field/empty --format sarif > findings.sarif
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    refuse_no_input(context, inputs)
    if wants_fix and "-" in inputs:
        raise click.UsageError("--fix changes files; standard input is none", context)
    run = _Run(from_, encoding, select, ignore)
    try:
        make_filter(select, ignore)
        for name, was_found in expand_inputs(inputs):
            run.take(str(name), was_found=was_found, wants_fix=wants_fix)
    except Arxiv2bibError as error:
        fail(error)
        context.exit(2)
    if not run.readable:
        fail(run.failure or f"no file that can be read in {', '.join(inputs)}")
        context.exit(2)
    click.echo(RENDERERS[form](run.findings), nl=False)
    if form == "text":
        run.echo_summary()
    context.exit(1 if run.findings else 0)


class _Run:
    """The checking of several inputs with the same options: what was found, what was mended."""

    def __init__(
        self, from_: str | None, encoding: str | None, select: tuple[str, ...], ignore: tuple[str, ...]
    ) -> None:
        self.from_ = from_
        self.encoding = encoding
        self.select = select
        self.ignore = ignore
        self.findings: list[Finding] = []
        self.fixed = 0
        self.fixable = 0
        self.readable = 0
        self.failure = ""

    def take(self, name: str, *, was_found: bool, wants_fix: bool) -> None:
        """Check, and mend if that is wanted, one input; one that cannot be read is a finding."""
        source = open_input(name)
        try:
            if not (wants_fix and self._fix(name)):
                found = list(
                    _checking.check(source, self.from_, encoding=self.encoding, select=self.select, ignore=self.ignore)
                )
                self.findings += found
                self.fixable += 0 if wants_fix else self._count_fixable(name, found)
            self.readable += 1
        except ReadError as error:
            if was_found and isinstance(error, UnknownFormatError):
                return
            self.failure = str(error)
            self.findings.append(
                Finding(code=Code.READ_UNREADABLE_FILE, severity=Severity.ERROR, message=str(error), source=name)
            )

    def _count_fixable(self, name: str, findings: Iterable[Finding]) -> int:
        """Return how many of *findings* would be mended in the file *name*: none in a format that is not mended."""
        count = sum(finding.is_fixable for finding in findings)
        return count if count and _checking.can_fix(name, self.from_, encoding=self.encoding) else 0

    def _fix(self, name: str) -> bool:
        """Mend and check the file *name*; False if it is in a format that is not mended."""
        is_wanted = make_filter(self.select, self.ignore)
        try:
            mended, left = _checking.fix_and_check(name, self.from_, encoding=self.encoding, is_wanted=is_wanted)
        except InvalidValueError as error:
            say(f"arxiv2bib: {printable(str(error))}")
            return False
        self.fixed += len(mended)
        self.findings += left
        self.fixable += sum(finding.is_fixable for finding in left)
        return True

    def echo_summary(self) -> None:
        """Say on standard error how much was found and mended; nothing where there is nothing to say."""
        parts = [f"{self.fixed} mended"] if self.fixed else []
        if self.findings:
            parts.append(f"{len(self.findings)} found")
        if self.fixable:
            parts.append(f"--fix mends {self.fixable}")
        if parts:
            say("; ".join(parts))
