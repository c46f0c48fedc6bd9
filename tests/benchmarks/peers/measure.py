"""Making the records, and running the rows."""

import json
import statistics
import subprocess
import sys
import tempfile
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
DIFFERENT: Final = 1000
"""So many records are different, the others repeat them: there is one behind them at which citation-js gives up."""


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
            entries = arxiv2bib.assign_keys(islice(cycle(islice(_read(inputs), DIFFERENT)), size))
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
            target.unlink(missing_ok=True)
            run = _run(row, command, size, home) if command is not None else None
            if (
                run is not None
                and not row.job.startswith("entries")
                and not (target.exists() and target.stat().st_size)
            ):
                run = None
            if run is None:
                missing.append(row)
                say(f"{row.job}: {row.program} is not here, or failed")
                continue
            results.setdefault(row, []).append(run)
            say(f"round {number + 1}: {row.job}: {row.program}: {run.cpu / run.records * 1e4:.2f} s for 10,000")
    return results, missing


# A process begins with the memory of the one that starts it, so that one is small.
_LAUNCHER: Final = """
import json, os, sys
told, *command = sys.argv[1:]
_, status, used = os.wait4(os.posix_spawnp(command[0], command, os.environ), 0)
with open(told, "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss], file)
"""


def _source_of(row: Row) -> str:
    return row.job.removeprefix("entries: ").partition(" to ")[0]


def _run(row: Row, command: Sequence[str], size: int, home: Home) -> Run | None:
    """Return what *command* took, a whole process with its children; None if it failed."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as told:
        ran = subprocess.run(
            (sys.executable, "-IS", "-c", _LAUNCHER, told.name, *command), cwd=ROOT, env=home.environment(), check=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip
        status, cpu, peak = json.load(told)
    if status not in (0, 1):
        return None
    if row.job.startswith("entries"):
        if not ran.stdout:
            return None
        own = json.loads(ran.stdout)
        return Run(own["records"], own["cpu"], peak * 1024)
    return Run(size, cpu, peak * 1024)


def take_median(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs of one row."""
    return Run(
        runs[0].records,
        statistics.median(run.cpu for run in runs),
        round(statistics.median(run.peak for run in runs)),
    )
