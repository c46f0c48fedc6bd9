"""``arxiv2bib completion``."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for a SHELL.

    \b
    bash:  eval "$(arxiv2bib completion bash)"      in ~/.bashrc
    zsh:   eval "$(arxiv2bib completion zsh)"       in ~/.zshrc
    fish:  arxiv2bib completion fish | source       in ~/.config/fish/config.fish
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    root = context.find_root()
    cls = get_completion_class(shell)
    if cls is None:  # not with the three names above
        raise click.UsageError(f"no completion for {shell}", context)
    click.echo(cls(root.command, {}, "arxiv2bib", "_ARXIV2BIB_COMPLETE").source())
