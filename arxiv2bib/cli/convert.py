"""``arxiv2bib convert``."""

from typing import Any

import click

from arxiv2bib import _api
from arxiv2bib.cli.completing import complete_from, list_fields
from arxiv2bib.cli.messages import echo_summary
from arxiv2bib.cli.network import network_options, refuse_unused, show_progress
from arxiv2bib.cli.running import (
    Run,
    gather_arguments,
    make_messages,
    open_input,
    refuse_idle,
    refuse_no_input,
    refuse_two_outputs,
)
from arxiv2bib.diagnostics import Severity
from arxiv2bib.model.vocabulary import Cite
from arxiv2bib.registry import EXPORTERS, PROFILES, READERS, exporter_names, reader_names
from arxiv2bib.transforms.keys import DEFAULT_PATTERN


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...", type=click.Path(allow_dash=True, readable=False))
@click.option(
    "-f",
    "--from",
    "from_",
    metavar="FORMAT",
    shell_complete=complete_from(reader_names),
    help=f"Format of the input: {', '.join(READERS)}, or a plug-in's.",
)
@click.option(
    "-t",
    "--to",
    metavar="FORMAT",
    shell_complete=complete_from(exporter_names),
    help=f"Format of the output: {', '.join(EXPORTERS)}, or a plug-in's.",
)
@click.option(
    "--for",
    "for_",
    metavar="PROGRAM",
    type=click.Choice(list(PROFILES), case_sensitive=False),
    help=f"Program that the output is for: {', '.join(PROFILES)}. It decides on the format, where -t and the name of "
    "the output leave it open, and on what goes where; implies --no-carry and --no-preserve.",
)
@click.option(
    "--groups",
    is_flag=True,
    default=None,
    help="With --for jabref: put each entry into the group of its primary category.",
)
@click.option(
    "-o",
    "--output",
    metavar="OUTPUT",
    type=click.Path(allow_dash=True, readable=False),
    help="File to write, or a directory for the parts of several processes.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of the input, if it is not to be guessed.")
@click.option(
    "--report",
    "report_file",
    metavar="FILE",
    type=click.Path(allow_dash=True, readable=False),
    help="Write a report as JSON lines.",
)
@click.option("--strict", is_flag=True, help="Write nothing if there is a warning or an error.")
@click.option(
    "--where",
    metavar="FILTER",
    multiple=True,
    help="Entries to take: 'category=cs.CV,year>=2020'; all of several filters must be true.",
)
@click.option("--unique", is_flag=True, help="One entry a work: what has the same DOI or arXiv identifier becomes one.")
@click.option(
    "--sort",
    metavar="FIELDS",
    shell_complete=complete_from(list_fields, signs="-"),
    help="Sort by fields: 'author,-year' is by author, then the latest first.",
)
@click.option(
    "--omit",
    metavar="FIELDS",
    multiple=True,
    shell_complete=complete_from(list_fields, signs=""),
    help="Leave fields out: 'abstract,file'.",
)
@click.option("--append", is_flag=True, help="Add to OUTPUT the works that it does not have, and change nothing in it.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change in OUTPUT.")
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
    help="Which version of an arXiv paper to name: the published one where it is known, always the preprint, the "
    "published one also where it is only accepted, or both, as two entries.",
)
@click.option(
    "--journal-names",
    type=click.Choice(["as-written", "full", "abbreviated"]),
    default="as-written",
    show_default=True,
    help="Names of known journals: as they are, in full, or abbreviated.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes that convert (default: as many as there are cores, for large inputs; 1 for small ones).",
)
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Who converts: processes on this computer, or a Dask cluster.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="With --engine dask: address of its scheduler, tcp://10.0.0.1:8786."
)
@click.option(
    "--resolve",
    is_flag=True,
    help="Ask services for what entries do not say, and whether and where preprints were published.",
)
@network_options
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say everything, not just the first of each kind.")
@click.pass_context
def convert(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    output: str | None,
    report_file: str | None,
    append: bool,
    diff: bool,
    jobs: int | None,
    engine: str,
    resolve: bool,
    quiet: bool,
    verbose: bool,
    **options: Any,  # Any: each of an argument of arxiv2bib.convert
) -> None:
    """Convert INPUTs to one bibliography.

    An INPUT is a file, a directory (the files below it that are called like a format that can be read,
    as digest.md and refs.bib are), a pattern ('dump-*.md.gz') or - for standard input; several may be of
    different formats. Compressed files and zip archives are read as what is in them.
    Formats are told from names, then from content; without -o, BibTeX goes to standard output.

    Exit status: 0 all well, 1 some records failed and the rest is written (or a strict run wrote nothing, or --diff
    found something), 2 wrong usage or nothing readable.

    \b
    arxiv2bib convert digest.md -o papers.bib
    arxiv2bib convert digests/ -t biblatex -o papers.bib
    arxiv2bib convert digest.md --for zotero -o papers.json
    arxiv2bib convert today.md -o papers.bib --append --where category=cs.CV
    arxiv2bib convert refs.bib -o published.bib --resolve
    curl -s https://example.org/digest.md | arxiv2bib convert - -t csl-json
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    refuse_no_input(context, inputs)
    messages = make_messages(context, Severity.ERROR if quiet else Severity.WARNING, quiet=quiet, verbose=verbose)
    refuse_unused(context, options, resolve=resolve)
    refuse_idle(context, options, resolve=resolve)
    refuse_two_outputs(context, output, report_file, diff=diff)
    run = Run(context, messages, output, report_file, append=append, diff=diff, inputs=inputs)
    sources = list(map(open_input, inputs))
    arguments = gather_arguments(options, output) | {
        "append": append,
        "resolve": resolve,
        "jobs": jobs,
        "engine": engine,
    }
    wants_progress = not quiet and (resolve or engine == "dask" or (jobs or 1) > 1)
    with show_progress(messages, wanted=wants_progress, output=output) as watch:
        arguments["watch"] = watch
        if diff:
            report, changes = run(lambda report: _api.diff(sources, str(output), report=report, **arguments))
        else:
            report, changes = run(lambda report: _api.convert(sources, run.target, report=report, **arguments))
    if not quiet:
        echo_summary(report, run.describe())
    context.exit(1 if report.worst is Severity.ERROR or changes else 0)
