"""``arxiv2bib formats``."""

import click

from arxiv2bib.registry import exporter_formats, reader_formats


@click.command()
def formats() -> None:
    """List the formats that can be read and written."""
    readable = {known.name: known for known in reader_formats()}
    writable = {known.name: known for known in exporter_formats()}
    rows = [("format", "reads", "writes", "files", "what it is")]
    for name, known in {**readable, **writable}.items():
        marks = ("yes" if name in readable else "-", "yes" if name in writable else "-")
        rows.append((name, *marks, " ".join(known.suffixes) or "-", known.title))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row[:4], widths, strict=True)]
        click.echo("  ".join([*cells, row[4]]))
