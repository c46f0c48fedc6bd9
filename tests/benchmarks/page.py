"""The results as a page of the documentation."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import attrs

from tests.benchmarks.jobs import BETWEEN, CONVERSIONS, LINES, PEERS, READERS, SCAN, SHAPED, WRITERS, Job
from tests.benchmarks.measure import Result, take_median

AIMS = {"read into entries": 30_000, "convert to bibtex on disk": 20_000}
"""Records a second of CPU that a job should reach."""


@attrs.frozen(kw_only=True)
class Findings:
    """All that one run of the benchmarks found.

    ``startup`` is CPU seconds by command, ``growth`` peak bytes by job and by how often the input was repeated.
    """

    origin: str
    size: int
    rounds: int
    results: Mapping[str, Sequence[Result]]
    startup: Mapping[str, float]
    growth: Mapping[str, Mapping[int, Result]]
    date: str
    command: str
    seconds: float


def render_page(findings: Findings) -> str:
    """Return the page, in Markdown."""
    records = findings.results[SCAN][0].records
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "How long digests and bibliographies take, how much memory, and beside what.",
            f"`{findings.command}` wrote this page on {findings.date}; nothing on it is written by hand.",
            "",
            f"- Input: {findings.origin}, {records:,} records, {findings.size / 1e6:.1f} MB.",
            f"- Machine: {name_processor()}, {os.cpu_count()} cores, {platform.system()}.",
            f"- Versions: Python {platform.python_version()}, arxiv2bib {version('arxiv2bib-kit')}, "
            f"{', '.join(f'{peer} {version(peer)}' for peer in PEERS)}.",
            f"- Each figure is the median of {findings.rounds} rounds, each in a fresh process.",
            f"- A round makes passes over the input until it has taken {findings.seconds:g} s of CPU; "
            "the seconds are those of one pass.",
            "- The caches (names, dates, words of titles) are emptied before each pass unless a row says otherwise: "
            "an input of this size fills them only once. A large one profits from them. "
            "Tables, which are loaded once for any input, stay.",
            f"- Rounds of one job differed by up to {_widest_spread(findings):.0%}: compare rows of this page, "
            "not this page with another machine's.",
            "",
            *_render_conversions(findings),
            *_render_lines(findings),
            *_render_readers(findings),
            *_render_writers(findings),
            *_render_between(findings),
            *_render_shaped(findings),
            *_render_startup(findings),
            *_render_growth(findings),
        ]
    )


def _render_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    marks = ["---", *("--:" for _ in head[1:])]
    return [f"| {' | '.join(cells)} |" for cells in (head, marks, *rows)] + [""]


def _render_conversions(findings: Findings) -> list[str]:
    scan = take_median(findings.results[SCAN]).cpu
    head = ("job", "records/s of CPU", "aim", "MB/s of input", "CPU s", "wall s", "times the expression", "peak MB")
    rows = []
    for job in CONVERSIONS:
        result = take_median(findings.results[job.name])
        aim = f"{AIMS[job.name]:,}" if job.name in AIMS else ""
        speed = (f"{result.records / result.cpu:,.0f}", aim, f"{findings.size / 1e6 / result.cpu:.1f}")
        cost = (f"{result.cpu:.3f}", f"{result.wall:.3f}", f"{result.cpu / scan:.1f}", _mega(result.peak))
        rows.append((job.name, *speed, *cost))
    return [
        "## Reading and converting",
        "",
        "The regular expression finds the ten labelled lines of each record and does nothing with them: "
        "it is what reading costs at least.",
        "Records stay preprints, as with `--no-infer`, "
        "but for the row in which comments, journal lines and DOIs are read.",
        "",
        *_render_table(head, rows),
    ]


def _render_jobs(findings: Findings, jobs: Sequence[Job]) -> list[str]:
    rows = []
    for job in jobs:
        result = take_median(findings.results[job.name])
        rows.append((job.name, f"{result.records / result.cpu:,.0f}", f"{result.cpu:.3f}", f"{result.wall:.3f}"))
    return _render_table(("job", "records/s of CPU", "CPU s", "wall s"), rows)


def _render_lines(findings: Findings) -> list[str]:
    rows = []
    for job in LINES:
        result = take_median(findings.results[job.name])
        rows.append((job.name, f"{result.records:,}", f"{result.cpu / result.records * 1e6:.0f}", f"{result.cpu:.3f}"))
    return [
        "## Reading comments and journal lines",
        "",
        "`parse_comment` and `parse_journal_ref` on the records that have a comment, a journal line or both.",
        "",
        *_render_table(("job", "records", "µs of CPU a record", "CPU s"), rows),
    ]


def _render_readers(findings: Findings) -> list[str]:
    return [
        "## Reading bibliographies, beside others",
        "",
        "The same records as BibTeX, RIS and CSL-JSON, as arxiv2bib writes them, from a text in memory.",
        "The others do less: bibtexparser and pybtex leave TeX as it is, bibtexparser and rispy names too, "
        "and `json.loads` only parses.",
        "Entries of a library are read when a field of theirs is asked for: one of each, unless a row says otherwise.",
        "",
        *_render_jobs(findings, READERS),
    ]


def _render_between(findings: Findings) -> list[str]:
    return [
        "## Between bibliography formats",
        "",
        "From a file to a file, with what the target has no place for carried along.",
        "",
        *_render_jobs(findings, BETWEEN),
    ]


def _render_shaped(findings: Findings) -> list[str]:
    return [
        "## Files of other programs",
        "",
        "The same titles, names and abstracts in the forms that other programs give their files, "
        "as articles or preprints. From a file to a file, as with `--no-infer`.",
        "",
        *_render_jobs(findings, SHAPED),
    ]


def _render_writers(findings: Findings) -> list[str]:
    return [
        "## Writing alone, beside others",
        "",
        "The entries, or the objects of the other library for the same entries, are built before the clock starts, "
        "and the result is a string.",
        "The others do less: bibtexparser and `json.dumps` write values as they stand, "
        "while arxiv2bib renders names, dates, markup and LaTeX.",
        "",
        *_render_jobs(findings, WRITERS),
    ]


def _render_startup(findings: Findings) -> list[str]:
    bare = min(findings.startup.values())
    rows = [(f"`{name}`", f"{1000 * cpu:.0f}", f"{1000 * (cpu - bare):.0f}") for name, cpu in findings.startup.items()]
    return [
        "## Start-up",
        "",
        "The whole process, the least of several runs.",
        "",
        *_render_table(("command", "CPU ms", "above bare Python"), rows),
    ]


def _render_growth(findings: Findings) -> list[str]:
    rows = []
    for name, by_factor in findings.growth.items():
        for factor, result in by_factor.items():
            size = f"{findings.size * factor / 1e6:.1f}"
            rows.append((f"{name}, input {factor} times", f"{result.records:,}", size, _mega(result.peak)))
    return [
        "## Memory",
        "",
        "One digest that holds the whole input once, and one that holds it several times.",
        "When converting, the set of citation keys that are taken grows with the input.",
        "Otherwise no record is held but the one at work, and yet the peak of the process goes up.",
        "",
        *_render_table(("job", "records", "MB of input", "peak MB"), rows),
    ]


def _widest_spread(findings: Findings) -> float:
    times = [[result.cpu for result in results] for results in findings.results.values()]
    return max((max(row) - min(row)) / min(row) for row in times)


def _mega(size: int) -> str:
    return f"{size / 1e6:.0f}"


def name_processor() -> str:
    """Return what the processor of this machine is called."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
