"""The table of faults as a page of the documentation."""

import os
import platform
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain, groupby

import attrs

from arxiv2bib.errors import RateLimitedError, ServiceError
from tests.faults.cases import Outcome
from tests.faults.machine import Trouble

_MEANINGS: Mapping[type[BaseException], str] = {ServiceError: "`ServiceError`", RateLimitedError: "`RateLimitedError`"}


@attrs.frozen
class Line:
    """One row: the fault, the services that fared alike, what came out, how often they were asked, what was kept."""

    spec: str
    services: tuple[str, ...]
    result: str
    requests: int
    seconds: float
    kept: str


@attrs.frozen(kw_only=True)
class Findings:
    """What one run found: the outcome of each fault with each service, and of what is wrong on this machine."""

    faults: Mapping[str, str]
    outcomes: Mapping[tuple[str, str], Outcome]
    troubles: Sequence[Trouble]
    settings: Mapping[str, object]
    date: str


def describe(outcome: Outcome) -> str:
    """Return what came out, without the address of the server, which is another each time."""
    if outcome.unmasked is not None:
        return f"**{type(outcome.unmasked).__name__}**"
    if outcome.error is None:
        return "the answer"
    words = re.sub(r"https?://\S+?: ", "", str(outcome.error))
    words = re.sub(r" \(127\.0\.0\.1:\d+\)", "", words)
    words = re.sub(r"127\.0\.0\.1:\d+", "the service", words)
    words = re.sub(r" \(asked \d+ times\)", "", words).replace("|", r"\|")
    words = re.sub(r"\d+(?:\.\d+)? s\b", "… s", words)
    return f"{_MEANINGS[type(outcome.error)]}: {words}"


def list_lines(findings: Findings) -> Iterator[Line]:
    """Yield the rows; services that fared alike share one."""
    for spec, group in groupby(sorted(findings.outcomes, key=_order(findings)), key=lambda case: case[1]):
        alike: dict[tuple[str, int, str], list[str]] = {}
        seconds: dict[tuple[str, int, str], float] = {}
        for service, _ in group:
            outcome = findings.outcomes[service, spec]
            kept = "yes" if outcome.kept is not None else "no"
            key = (describe(outcome), outcome.requests, kept if not outcome.is_kept_wrongly else "**wrongly**")
            alike.setdefault(key, []).append(service)
            seconds[key] = max(seconds.get(key, 0.0), outcome.seconds)
        for key, services in alike.items():
            result, requests_, kept = key
            yield Line(spec, tuple(services), result, requests_, seconds[key], kept)


def _order(findings: Findings) -> Callable[[tuple[str, str]], tuple[int, str, str]]:
    names = list(findings.faults)
    return lambda case: (names.index(case[1].partition(":")[0]), case[1], case[0])


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
        "Each time, a question met the fault, between two others of the same service that did not.",
        "Nothing but an answer or an error of ours comes out, nothing that is no answer is kept, the question ends in "
        "time, and the others are answered, unless the service itself asked to be left alone.",
        "Tests hold the fetcher to that; this page is made by `python -m tests.faults --write docs/faults.md`.",
        "",
        f"Measured on {findings.date} with Python {platform.python_version()}, requests {version('requests')}, "
        f"urllib3 {version('urllib3')}, SQLite {sqlite3.sqlite_version}, {platform.system()}, {os.cpu_count()} cores, "
        f"and these settings, shorter than usual: {known}.",
        "",
        "## Services",
        "",
    )


def _render_faults(findings: Findings) -> Iterator[str]:
    yield "| fault | what the server does | services | what comes out | requests | seconds | kept |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    previous = None
    total = len({service for service, _ in findings.outcomes})
    for line in list_lines(findings):
        name = line.spec.partition(":")[0].partition(";")[0]
        does = findings.faults[name].replace("|", r"\|") if name != previous else ""
        does = re.sub(r"<(?=\w)", "‹", does)
        previous = name
        services = "all" if len(line.services) == total else ", ".join(line.services)
        yield (
            f"| `{line.spec}` | {does} | {services} | {line.result} | {line.requests} "
            f"| {line.seconds:.1f} | {line.kept} |"
        )


def _render_troubles(findings: Findings) -> Iterator[str]:
    yield from ("", "## This machine", "")
    yield from ("| what is wrong | what comes out | said | seconds |", "| --- | --- | --- | --- |")
    for trouble in findings.troubles:
        said = ", ".join(f"`{code}`" for code in trouble.codes) or "nothing"
        yield f"| {trouble.what} | {trouble.result} | {said} | {trouble.seconds:.1f} |"
