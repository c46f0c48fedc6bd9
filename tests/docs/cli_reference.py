"""The reference of the command line, made from what the commands say of themselves.

``python -m tests.docs.cli_reference --write`` puts it into its page; a test fails while it is not that of today.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from arxiv2bib.cli import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md"
BEGIN, END = "<!-- commands: begin -->", "<!-- commands: end -->"
_WIDTH = 90


def _walk(command: click.Command, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command,
        parent=parent,
        info_name=command.name,
        terminal_width=_WIDTH,
        help_option_names=["-h", "--help"],
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _walk(child, context)


def render_reference() -> str:
    """Return a section for every command, with its help."""
    return "\n\n".join(f"## {path}\n\n```text\n{text.rstrip()}\n```" for path, text in _walk(cli, None))


def rewrite_page(text: str) -> str:
    """Return the page with the commands of today between its marks."""
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{render_reference()}\n\n{END}{rest.partition(END)[2]}"


def main(arguments: Sequence[str]) -> None:
    """Write the reference into its page if the arguments say so; exit with status 1 if the page was stale."""
    text = PAGE.read_text("utf-8")
    new = rewrite_page(text)
    if "--write" in arguments:
        PAGE.write_text(new, encoding="utf-8")
    sys.exit(new != text)


if __name__ == "__main__":
    main(sys.argv[1:])
