"""The rows as a page of the documentation."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from tests.benchmarks.page import name_processor
from tests.benchmarks.peers.measure import DIFFERENT, Run, take_median
from tests.benchmarks.peers.table import JOBS, Row

_GOALS = {
    "bibtex to ris": ("citation-js", 4.0), "bibtex to csl-json": ("refkit", 2.0),
    "ris to bibtex": ("biblatex-csl-converter", 1.5), "csl-json to bibtex": ("citation-js", 1.3),
    "bibtex to bibtex": ("citerra", 0.5), "entries: bibtex": ("citerra", 0.42), "entries: ris": ("rispy", 1.0),
}  # fmt: skip
"""For each job, how many times as fast as whom arxiv2bib is to become."""


def render_page(
    results: Mapping[Row, Sequence[Run]],
    missing: Sequence[Row],
    versions: Sequence[str],
    *,
    origin: str,
    command: str,
    records: int,
    day: str,
) -> str:
    """Return the page, in Markdown."""
    widest = max((max(r.cpu for r in runs) / min(r.cpu for r in runs) - 1 for runs in results.values()), default=0)
    lines = [
        "# Beside other programs",
        "",
        f"`{command}` wrote this page on {day}; nothing on it is written by hand.",
        "",
        f"- Input: {records:,} records with abstracts, the first {min(DIFFERENT, records):,} from {origin}, repeated; "
        "there is one behind them at which citation-js gives up.",
        f"- Machine: {name_processor()}, {os.cpu_count()} cores, {platform.system()}.",
        f"- Python {platform.python_version()}, arxiv2bib {version('arxiv2bib-kit')}, {', '.join(versions)}.",
        "- CPU is that of the whole process and its children, start-up and all, reckoned for 10,000 records; "
        "where a job begins with `entries`, it is that of reading a text in memory, and the goal is for entries of "
        "which each is asked for a field, with which all of it is read.",
        f"- Each figure is the median of {len(next(iter(results.values()), []))} rounds through all rows; "
        f"those of one row differed by up to {widest:.0%}. Each ratio is the median of those of the rounds, in which "
        "the rows of a job run one after the other: a slow minute of the machine hits both sides. "
        "Beside it stand the least and the largest of them.",
        "- A peak is that of the largest process; below 9 MB, the one that starts them, nothing is seen.",
        "- A ratio above 1 says that arxiv2bib is faster, one below 1 that it is slower.",
        "",
    ]
    for job in JOBS:
        rows = {row: runs for row, runs in results.items() if row.job == job}
        lines += [f"## {job}", "", *_render_goal(job, rows)]
        lines += ["| program | CPU s | arxiv2bib is faster by | in the rounds | peak MB | remark |"]
        lines += ["| --- | --: | --: | --: | --: | --- |"]
        own = next((runs for row, runs in rows.items() if row.kind == "own"), None)
        for row, runs in rows.items():
            run = take_median(runs)
            ratios = [] if own is None or row.kind == "own" else _list_ratios(runs, own)
            ratio = (
                (f"{statistics.median(ratios):.2f}", f"{min(ratios):.2f} to {max(ratios):.2f}") if ratios else ("", "")
            )
            cells = (row.program, f"{_cost(run):.2f}", *ratio, f"{run.peak / 1e6:.0f}", row.remark)
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    if missing:
        names = ", ".join(sorted({f"{row.program} ({row.job})" for row in missing}))
        lines += [f"Not measured, because it was not installed or failed: {names}.", ""]
    return "\n".join(lines)


def _render_goal(job: str, rows: Mapping[Row, Sequence[Run]]) -> list[str]:
    program, wanted = _GOALS[job]
    own = next((runs for row, runs in rows.items() if row.kind == "own"), None)
    peer = next((runs for row, runs in rows.items() if row.program == program), None)
    if own is None or peer is None:
        return []
    reached = statistics.median(_list_ratios(peer, own))
    verdict = "reached" if reached >= wanted else "not reached"
    return [f"The goal is {wanted:g} times the speed of {program}; it is {reached:.2f} times: {verdict}.", ""]


def _list_ratios(peer: Sequence[Run], own: Sequence[Run]) -> list[float]:
    """Return how many times the time of *own* that of *peer* is, for each round."""
    return [_cost(its) / _cost(ours) for its, ours in zip(peer, own, strict=False)]


def _cost(run: Run) -> float:
    """Return the CPU seconds for 10,000 records."""
    return run.cpu / run.records * 10_000
