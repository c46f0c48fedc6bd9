"""``arxiv2bib formats``."""

import click

from arxiv2bib.cli.streams import say
from arxiv2bib.registry import KnownFormat, list_formats


@click.command()
@click.pass_context
def formats(context: click.Context) -> None:
    """List the formats that can be read and written, those of plug-ins last."""
    known, problems = list_formats()
    rows = [("format", "reads", "writes", "files", "what it is"), *map(_make_row, known)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row[:4], widths, strict=True)]
        click.echo("  ".join([*cells, row[4]]))
    for problem in problems:
        say(f"arxiv2bib: error: {problem}")
    context.exit(1 if problems else 0)


def _make_row(known: KnownFormat) -> tuple[str, str, str, str, str]:
    marks = ("yes" if known.is_readable else "-", "yes" if known.is_writable else "-")
    title = f"{known.format.title} ({known.plugin})" if known.plugin is not None else known.format.title
    return (known.format.name, *marks, " ".join(known.format.suffixes) or "-", title)
