"""The table of faults as a page of the documentation."""

import os
import platform
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain, groupby

import attrs

from tests.faults.cases import Outcome
from tests.faults.machine import Trouble
from tests.faults.papers import SERVICES


@attrs.frozen
class Line:
    """One row: the fault, the services that fared alike, what came out of it, and the greatest of each number."""

    spec: str
    services: tuple[str, ...]
    paper: str
    others: str
    told: str
    kept: str
    requests: int
    seconds: float


@attrs.frozen(kw_only=True)
class Findings:
    """What one run found: the outcome of each fault with each service, and of what is wrong on this machine."""

    faults: Mapping[str, str]
    outcomes: Mapping[tuple[str, str], Outcome]
    troubles: Sequence[Trouble]
    settings: Mapping[str, object]
    date: str


def list_lines(findings: Findings) -> Iterator[Line]:
    """Yield the rows; services that fared alike share one."""
    names = list(findings.faults)
    cases = sorted(findings.outcomes, key=lambda case: (names.index(_name_fault(case[1])), case[1]))
    for spec, group in groupby(cases, key=lambda case: case[1]):
        alike: dict[tuple[str, str, str, str], list[str]] = {}
        for service, _ in group:
            outcome = findings.outcomes[service, spec]
            others = "both" if outcome.others == 2 else f"{outcome.others} of 2"
            key = (_describe_paper(outcome), others, _describe_told(outcome), "yes" if outcome.is_kept else "no")
            alike.setdefault(key, []).append(service)
        for key, services in alike.items():
            outcomes = [findings.outcomes[service, spec] for service in services]
            requests = max(outcome.requests for outcome in outcomes)
            seconds = max(outcome.seconds for outcome in outcomes)
            yield Line(spec, tuple(services), *key, requests, seconds)


def _name_fault(spec: str) -> str:
    return spec.partition(":")[0].partition(";")[0]


def _describe_paper(outcome: Outcome) -> str:
    if outcome.unmasked is not None:
        return f"**{type(outcome.unmasked).__name__}**"
    if outcome.entry == outcome.clean:
        return "filled in"
    return "as it was" if outcome.entry == outcome.before else "filled in with what it says"


def _describe_told(outcome: Outcome) -> str:
    """Return what was told of the paper, without the address of the server, which is another each time."""
    told = [_shorten(str(each.code), each.message) for each in outcome.told if each.code.startswith("resolve/")]
    return "<br>".join(dict.fromkeys(told)) or "nothing"


def _shorten(code: str, message: str) -> str:
    words = re.sub(r" \(127\.0\.0\.1:\d+\)", "", message)
    words = re.sub(r"127\.0\.0\.1:\d+", "the service", words)
    words = re.sub(r" \(asked \d+ times\)", "", words)
    words = re.sub(r"(?<=within )[\d.]+ s|\b3[56]\d\d s", "… s", words)
    words = "".join(char if char.isprintable() else " " for char in words)
    words = words if len(words) <= 120 else f"{words[:117]}..."
    return f"`{code}` " + re.sub(r"([|<>\\*_`])", r"\\\1", words)


def render_page(findings: Findings) -> str:
    """Return the page, in Markdown."""
    return "\n".join(chain(_render_head(findings), _render_faults(findings), _render_troubles(findings))) + "\n"


def _render_head(findings: Findings) -> Iterator[str]:
    known = ", ".join(f"`{name} = {value}`" for name, value in findings.settings.items())
    yield from (
        "# Faults, one by one",
        "",
        "You want to know what happens when a service is slow, wrong or down "
        "before you let hundreds of papers depend on it.",
        "",
        "Every fault below was put to arXiv, Crossref, DataCite and doi.org in turn, "
        "by a server on this machine that plays all four.",
        "Each time three papers of a bibliography were to be filled in, "
        "and the question about the second met the fault.",
        "The paper comes out filled in, or as it was and the reason is told; the two others are filled in, "
        "unless the service itself asked to be left alone; what is no answer is not kept, and the next run, "
        "with nothing wrong, fills in the rest.",
        "The requests are those about that paper; the seconds are those until all three were done.",
        "Tests hold the program to that; this page is made by `python -m tests.faults --write docs/faults.md`.",
        "",
        f"Measured on {findings.date} with Python {platform.python_version()}, requests {version('requests')}, "
        f"urllib3 {version('urllib3')}, SQLite {sqlite3.sqlite_version}, {platform.system()}, {os.cpu_count()} cores, "
        f"and these settings, shorter than usual: {known}.",
        "",
        "## Services",
        "",
    )


def _render_faults(findings: Findings) -> Iterator[str]:
    yield "| fault | what the server does | services | the paper | the others | told | kept | requests | seconds |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    previous = None
    for line in list_lines(findings):
        name = _name_fault(line.spec)
        does = findings.faults[name].replace("|", r"\|") if name != previous else ""
        previous = name
        services = "all" if len(line.services) == len(SERVICES) else ", ".join(line.services)
        cells = (line.paper, line.others, line.told, line.kept, str(line.requests), f"{line.seconds:.1f}")
        yield f"| `{line.spec}` | {does} | {services} | {' | '.join(cells)} |"


def _render_troubles(findings: Findings) -> Iterator[str]:
    yield from ("", "## This machine", "")
    yield from ("| what is wrong | what comes out | said | seconds |", "| --- | --- | --- | --- |")
    for trouble in findings.troubles:
        said = ", ".join(f"`{code}`" for code in trouble.codes) or "nothing"
        yield f"| {trouble.what} | {trouble.result} | {said} | {trouble.seconds:.1f} |"
