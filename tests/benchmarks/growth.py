"""``python -m tests.benchmarks.growth``: how time and memory of ``convert`` grow, and what several processes do for it.

The digests are repeated with new identifiers until there are enough records. Each run is a process of its own; its
seconds and its peak are those of the process and of its workers.
"""

import argparse
import datetime as dt
import filecmp
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import attrs

from tests.benchmarks.inputs import DEFAULT_CORPUS, ROOT, find_inputs

_IDENTIFIER = re.compile(rb"arxiv\.org/(abs|pdf)/[^\s()v]+")
_RECORD = re.compile(rb"(?=^### )", re.MULTILINE)
# Run in a fresh process: the peak of the conversion is not that of what measures it.
_RUN = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run([sys.executable, "-m", "arxiv2bib", *sys.argv[1:]], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@attrs.frozen(kw_only=True)
class Run:
    """One conversion: seconds of the clock and of all CPUs, the peak of its largest process in bytes."""

    records: int
    size: int
    jobs: int
    wall: float
    cpu: float
    peak: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line asks, and print the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description="Measure growth.")
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="folder with digests/*.md")
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--parallel", type=int, default=100_000, help="records of the runs with several processes")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="numbers of processes")
    parser.add_argument("--rounds", type=int, default=3, help="runs with each number of processes (default: 3)")
    parser.add_argument("--to", default="bibtex", help="format of the output (default: bibtex)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to FILE")
    parser.add_argument("--date", default=f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", help="day to state")
    options = parser.parse_args(arguments)
    words = sys.argv[1:] if arguments is None else list(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = find_inputs(options.corpus, folder)
        growth = [_measure(inputs.paths, folder, number, options.to, 1) for number in options.records]
        rounds = [
            [_measure(inputs.paths, folder, options.parallel, options.to, jobs) for jobs in options.jobs]
            for _ in range(options.rounds)
        ]
        outputs = [folder / f"{options.parallel}-{jobs}.out" for jobs in options.jobs]
        are_equal = not rounds or all(filecmp.cmp(outputs[0], other, shallow=False) for other in outputs[1:])
    asked = " ".join(word for word, before in zip(words, ["", *words], strict=False)
                     if "--write" not in (word, before))  # fmt: skip
    page = render_page(growth, rounds, f"python -m tests.benchmarks.growth {asked}".strip(), options.date,
                       inputs.origin, are_equal=are_equal)  # fmt: skip
    print(page)
    if options.write is not None:
        options.write.write_text(page, encoding="utf-8")


def repeat_records(paths: Sequence[Path], wanted: int) -> Iterator[bytes]:
    """Yield the text of digests with *wanted* records: those of *paths*, again and again, with new identifiers."""
    written = 0
    numbers = count()

    def renumber(match: re.Match[bytes]) -> bytes:
        return b"arxiv.org/%s/%02d%02d.%05d" % (match[1], 15 + number // 1_200_000, number // 100_000 % 12 + 1,
                                                number % 100_000)  # fmt: skip

    while True:
        for path in paths:
            heading, *records = _RECORD.split(path.read_bytes())
            yield heading
            for record in records:
                number = next(numbers)
                yield _IDENTIFIER.sub(renumber, record)
                written += 1
                if written == wanted:
                    return
            yield b"\n"


def _measure(paths: Sequence[Path], folder: Path, records: int, to: str, jobs: int) -> Run:
    source = folder / f"{records}.md"
    if not source.exists():
        with source.open("wb") as file:
            file.writelines(repeat_records(paths, records))
    words = ["convert", source, "-o", folder / f"{records}-{jobs}.out", "-t", to, "--jobs", str(jobs)]
    done = subprocess.run([sys.executable, "-c", _RUN, *map(str, words)], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    wall, cpu, peak = json.loads(done.stdout)
    run = Run(records=records, size=source.stat().st_size, jobs=jobs, wall=wall, cpu=cpu, peak=peak * 1024)
    print(run, file=sys.stderr, flush=True)
    return run


def render_page(
    growth: Sequence[Run], rounds: Sequence[Sequence[Run]], command: str, date: str, origin: str, *, are_equal: bool
) -> str:
    """Return the page, in Markdown."""
    lines = [
        "# Growth",
        "",
        "How long `convert` takes for inputs of any size, how much memory, and what several processes do for it.",
        f"`{command}` wrote this page on {date}; nothing on it is written by hand.",
        "",
        f"- Input: {origin}, repeated with new identifiers.",
        f"- Machine: {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}.",
        "",
        "## One process",
        "",
        "Peak memory is that of the process, Python and all.",
        "",
        "| records | MB of input | wall s | CPU s | records/s of CPU | peak MB |",
        "| --: | --: | --: | --: | --: | --: |",
        *(
            f"| {run.records:,} | {run.size / 1e6:,.1f} | {run.wall:.1f} | {run.cpu:.1f} "
            f"| {run.records / run.cpu:,.0f} | {run.peak / 1e6:.0f} |"
            for run in growth
        ),
        "",
    ]
    if rounds:
        lines += [
            "## Several processes",
            "",
            f"{rounds[0][0].records:,} records, in each round one run with every number of processes.",
            f"The outputs are {'the same bytes' if are_equal else 'NOT the same bytes'}.",
            "The peak is that of the largest process.",
            "",
            "| round | jobs | wall s | CPU s | times as fast as one | peak MB |",
            "| --: | --: | --: | --: | --: | --: |",
            *(
                f"| {number} | {run.jobs} | {run.wall:.1f} | {run.cpu:.1f} | {runs[0].wall / run.wall:.2f} "
                f"| {run.peak / 1e6:.0f} |"
                for number, runs in enumerate(rounds, 1)
                for run in runs
            ),
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
