"""``arxiv2bib cache``."""

import sys
from pathlib import Path

import click

from arxiv2bib.settings import Settings, load_settings
from arxiv2bib.text.lines import printable


@click.group()
@click.option(
    "--cache-dir", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder of the cache, if not the usual one."
)
@click.pass_context
def cache(context: click.Context, *, cache_dir: Path | None) -> None:
    """Look after the answers of services that are kept.

    \b
    arxiv2bib cache info
    arxiv2bib cache clear --expired
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    context.obj = load_settings(cache_dir=cache_dir)


@cache.command()
@click.pass_obj
def info(settings: Settings) -> None:
    """Show where the cache is, how large it is, and what is in it."""
    from arxiv2bib.fetching.maintenance import survey_cache

    survey = survey_cache(settings)
    rows = [
        ("place", survey.place),
        ("size", f"{survey.size:,} bytes"),
        ("answers", f"{survey.answers:,}"),
        ("expired", f"{survey.expired:,}"),
        *((f"  {service}", f"{count:,}") for service, count in survey.services),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        click.echo(f"{printable(name).ljust(width)}  {printable(value)}")


@cache.command()
@click.option("--expired", is_flag=True, help="Only the answers whose time is over.")
@click.pass_obj
def clear(settings: Settings, *, expired: bool) -> None:
    """Forget the answers that are kept; the next run asks for them again."""
    from arxiv2bib.fetching.maintenance import clear_cache

    count = clear_cache(settings, expired_only=expired)
    click.echo(f"{count:,} {'answer' if count == 1 else 'answers'} forgotten")


@cache.command()
@click.pass_obj
def path(settings: Settings) -> None:
    """Print where the cache is."""
    from arxiv2bib.fetching.maintenance import name_place

    place = name_place(settings)
    click.echo(printable(place) if sys.stdout.isatty() else place)
