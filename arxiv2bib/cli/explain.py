"""``arxiv2bib explain``."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import click

from arxiv2bib import _api
from arxiv2bib._agreeing import agree
from arxiv2bib._reading import read_members, reserve_all_keys
from arxiv2bib.cli.convert import convert
from arxiv2bib.cli.messages import SHOWN, Messages, fail
from arxiv2bib.cli.network import network_options, refuse_unused
from arxiv2bib.cli.running import open_input
from arxiv2bib.diagnostics import Report, Severity
from arxiv2bib.errors import Arxiv2bibError
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.entry import ArxivInfo, Entry, find_arxiv_id
from arxiv2bib.model.vocabulary import Cite
from arxiv2bib.registry import load_inference
from arxiv2bib.text.lines import printable, shorten
from arxiv2bib.transforms.keys import KeyMaker


@click.command(params=[parameter for parameter in convert.params if parameter.name == "from_"])
@click.argument("source", metavar="INPUT", type=click.Path(allow_dash=True, readable=False))
@click.option("--key", "wanted", metavar="KEY", help="Only the entry with this citation key or arXiv identifier.")
@click.option(
    "--cite", type=click.Choice(list(map(str, Cite))), default=str(Cite.AUTO), show_default=True, help="As in convert."
)
@click.option("--encoding", metavar="NAME", help="Encoding of the input, if it is not to be guessed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and entry.")
@click.option("--resolve", is_flag=True, help="Ask services too, as convert does.")
@network_options
@click.pass_context
def explain(
    context: click.Context,
    /,
    *,
    source: str,
    from_: str | None,
    wanted: str | None,
    cite: str,
    encoding: str | None,
    as_json: bool,
    resolve: bool,
    **network: Any,  # Any: each of an argument of arxiv2bib.resolve
) -> None:
    """Show where the papers of INPUT were published, and on what evidence.

    Field by field: the value, who says so, how much that is worth, the words it was taken from; and what was not
    followed. The record's own journal line, comment, note and DOI are read; with --resolve services are asked as well.

    \b
    arxiv2bib explain digest.md --key 2111.03260
    arxiv2bib explain refs.bib --resolve --json
    """  # noqa: D301 (\b is the character that tells click to keep the lines)
    refuse_unused(context, network, resolve=resolve)
    found = False
    messages = Messages(Severity.WARNING, SHOWN)
    try:
        every = _read(source, from_, encoding, cite)
        entries: Iterable[Entry] = (entry for entry in every if wanted is None or wanted in _names(entry))
        if resolve:
            entries = _api.resolve(entries, cite=cite, report=Report(messages.show), **network)
        for entry in entries:
            found = True
            click.echo(_to_line(entry) if as_json else _to_text(entry))
    except Arxiv2bibError as error:
        fail(error)
        context.exit(2)
    if wanted is not None and not found:
        fail(f"no entry {wanted} in {source}")
        context.exit(2)


def _read(source: str, format: str | None, encoding: str | None, cite: str) -> Iterator[Entry]:
    """Yield the entries of *source* with their claims and keys, which are those that convert gives them."""
    infer, keyed, report = load_inference(infer=True, cite=cite), KeyMaker(), Report()

    def find_keys() -> tuple[str, ...]:
        reserve_all_keys([source], format, encoding, keyed)
        return ()

    # A file is looked through before it is opened, an archive as a whole; standard input while it is read.
    reading_keys = keyed if source == "-" else None
    with keyed.reserving(find_keys):
        for item in read_members(open_input(source), format, encoding, report, keyed=reading_keys):
            if isinstance(item, Entry):
                yield keyed(infer(item, report))


def _names(entry: Entry) -> set[str | None]:
    identifier = find_arxiv_id(entry)
    return {entry.key, str(identifier)} if identifier is not None else {entry.key}


def _fields(entry: Entry) -> Iterator[tuple[str, list[Claim], list[Claim]]]:
    """Yield each field that is claimed on, with the claims that agree with its value and those that do not."""
    for field, group in groupby(entry.claims, key=lambda claim: claim.field):
        value = getattr(entry, field)
        followed: list[Claim] = []
        rejected: list[Claim] = []
        for claim in group:
            (followed if agree(field, claim.value, value) else rejected).append(claim)
        yield field, followed, rejected


def _to_text(entry: Entry) -> str:
    names = sorted(map(str, _names(entry) - {entry.key}))
    lines = [f"{entry.key}{f' ({names[0]})' if names else ''}: {entry.type}"]
    for field, followed, rejected in _fields(entry):
        value = _value(getattr(entry, field))
        lines.append(f"  {field}: {value or '-'}")
        lines += [f"    from {_describe(claim)}" for claim in followed]
        lines += [f"    not {_value(claim.value)}, from {_describe(claim)}" for claim in rejected]
    if len(lines) == 1:
        lines.append("  nothing is said of a publication")
    return "\n".join(map(printable, lines))


def _describe(claim: Claim) -> str:
    shown = shorten(claim.evidence or "")
    return f"{claim.source} ({claim.strength.name.lower()}){f': {shown}' if shown else ''}"


def _value(value: object) -> str:
    """Return *value* as text; lists with commas, absent ones empty."""
    if value is None:
        return ""
    if isinstance(value, ArxivInfo):
        return " ".join(filter(None, (str(value.id or ""), value.primary_category and f"[{value.primary_category}]")))
    return ", ".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)


def _to_line(entry: Entry) -> bytes:
    """Return JSON, which is UTF-8 wherever it is written; what is no letter is an escape."""
    return json.dumps(_to_json(entry), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _to_json(entry: Entry) -> dict[str, object]:
    identifier = find_arxiv_id(entry)
    return {
        "key": entry.key,
        "arxiv": str(identifier) if identifier is not None else None,
        "type": str(entry.type),
        "fields": [
            {
                "field": field,
                "value": _value(getattr(entry, field)) or None,
                "claims": list(map(_claim_to_json, followed)),
                "rejected": list(map(_claim_to_json, rejected)),
            }
            for field, followed, rejected in _fields(entry)
        ],
    }


def _claim_to_json(claim: Claim) -> dict[str, object]:
    return {
        "value": _value(claim.value),
        "source": claim.source,
        "strength": claim.strength.name.lower(),
        "evidence": claim.evidence,
    }
