"""Making the records, and running the rows."""

import json
import os
import statistics
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import attrs

import arxiv2bib
from tests.benchmarks.inputs import ROOT, Inputs
from tests.benchmarks.peers.home import Home
from tests.benchmarks.peers.table import ROWS, Row

FORMATS: Final = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}


@attrs.frozen
class Run:
    """One run of a row: CPU seconds for ``records``, the peak in bytes."""

    records: int
    cpu: float
    peak: int


def write_records(inputs: Inputs, scratch: Path, count: int) -> dict[tuple[str, int], Path]:
    """Write *count* records with abstracts in every format, and as many as each row takes at most; return the files."""
    sizes = {count} | {min(row.most, count) for row in ROWS if row.most is not None}
    files = {}
    for size in sorted(sizes):
        for name, suffix in FORMATS.items():
            path = scratch / f"records-{size}.{suffix}"
            entries = arxiv2bib.assign_keys(islice(cycle(_read(inputs)), size))
            arxiv2bib.dump(list(entries), path, name, carry=False)
            files[name, size] = path
    return files


def _read(inputs: Inputs) -> Iterator[arxiv2bib.Entry]:
    return (entry for path in inputs.paths for entry in arxiv2bib.iter_entries(path))


def measure_rows(
    home: Home, files: Mapping[tuple[str, int], Path], *, records: int, rounds: int, say: Callable[[str], None]
) -> tuple[dict[Row, list[Run]], list[Row]]:
    """Run every row once a round; return the runs, and the rows whose program is not here or failed."""
    results: dict[Row, list[Run]] = {}
    missing: list[Row] = []
    for number in range(rounds):
        for row in ROWS:
            if row in missing:
                continue
            size = min(row.most or records, records)
            source = files[_source_of(row), size]
            target = home.folder / "files" / "out"
            command = home.command(row, source, target)
            run = _run(row, command, size, home) if command is not None else None
            if run is None:
                missing.append(row)
                say(f"{row.job}: {row.program} is not here, or failed")
                continue
            results.setdefault(row, []).append(run)
            say(f"round {number + 1}: {row.job}: {row.program}: {run.cpu / run.records * 1e4:.2f} s for 10,000")
    return results, missing


def _source_of(row: Row) -> str:
    return row.job.removeprefix("entries: ").partition(" to ")[0]


def _run(row: Row, command: Sequence[str], size: int, home: Home) -> Run | None:
    """Return what *command* took, a whole process with its children; None if it failed."""
    with subprocess.Popen(
        command, cwd=ROOT, env=home.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        return None
    peak = usage.ru_maxrss * 1024
    if row.job.startswith("entries"):
        told = json.loads(output)
        return Run(told["records"], told["cpu"], peak)
    return Run(size, usage.ru_utime + usage.ru_stime, peak)


def take_median(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs of one row."""
    return Run(
        runs[0].records,
        statistics.median(run.cpu for run in runs),
        round(statistics.median(run.peak for run in runs)),
    )
