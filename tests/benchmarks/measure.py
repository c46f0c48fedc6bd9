"""Measuring: each job in a fresh process, several rounds one after the other through all jobs, the median of each."""

import inspect
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import attrs

from tests.benchmarks.inputs import ROOT, Inputs
from tests.benchmarks.jobs import JOBS, Job


@attrs.frozen(kw_only=True)
class Result:
    """What one run of a job took: seconds are of one pass over the inputs, ``peak`` is in bytes."""

    records: int
    passes: int
    cpu: float
    wall: float
    peak: int


def run_job(job: Job, inputs: Inputs, *, seconds: float) -> Result:
    """Run *job* in this process, pass after pass, until it has taken *seconds* of CPU."""
    work = job.prepare(inputs)
    if seconds:
        work()  # what is loaded on first use is no part of a pass
    records = passes = 0
    cpu = wall = 0.0
    while not passes or cpu < seconds:
        if not job.keeps_caches:
            _clear_caches()
        wall_start, cpu_start = time.perf_counter(), time.process_time()
        records = work()
        cpu += time.process_time() - cpu_start
        wall += time.perf_counter() - wall_start
        passes += 1
    return Result(records=records, passes=passes, cpu=cpu / passes, wall=wall / passes, peak=_read_peak())


def _clear_caches() -> None:
    """Empty the caches of arxiv2bib: a second pass over the same names must not profit from the first.

    Its tables, which are loaded once whatever the input is, stay.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("arxiv2bib")]
    for module in modules:
        for value in vars(module).values():
            clear = None if isinstance(value, type) else getattr(value, "cache_clear", None)
            if callable(clear) and not _is_table(value):
                clear()


def _is_table(cached: object) -> bool:
    """Whether *cached* takes no arguments."""
    function = getattr(cached, "__wrapped__", None)
    return function is not None and not inspect.signature(function).parameters


def _read_peak() -> int:
    """Return the peak memory of this process in bytes."""
    # ru_maxrss begins with what the parent had when it forked; VmHWM does not.
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def measure_job(job: Job, inputs: Inputs, *, seconds: float) -> Result:
    """Run *job* in a fresh process and return what it took."""
    request = {
        "job": job.name,
        "paths": [str(path) for path in inputs.paths],
        "scratch": str(inputs.scratch),
        "seconds": seconds,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.measure"],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
        encoding="utf-8",
    )
    return Result(**json.loads(done.stdout))


def answer_request() -> None:
    """Run the job that standard input asks for, and print what it took."""
    request = json.load(sys.stdin)
    inputs = Inputs(tuple(map(Path, request["paths"])), Path(request["scratch"]), "")
    print(json.dumps(attrs.asdict(run_job(JOBS[request["job"]], inputs, seconds=request["seconds"]))))


def measure_jobs(
    jobs: Iterable[Job], inputs: Inputs, *, seconds: float, rounds: int, say: Callable[[str], None]
) -> dict[str, list[Result]]:
    """Run every one of *jobs* once a round, so that a slow minute of the machine hits all alike."""
    rows = list(jobs)
    results: dict[str, list[Result]] = {job.name: [] for job in rows}
    for number in range(rounds):
        for job in rows:
            result = measure_job(job, inputs, seconds=seconds)
            results[job.name].append(result)
            say(f"round {number + 1}: {job.name}: {result.records / result.cpu:,.0f} records/s")
    return results


def take_median(results: Sequence[Result]) -> Result:
    """Return the medians of several runs of one job."""
    return Result(
        records=results[0].records,
        passes=results[0].passes,
        cpu=statistics.median(result.cpu for result in results),
        wall=statistics.median(result.wall for result in results),
        peak=round(statistics.median(result.peak for result in results)),
    )


def measure_command(command: Sequence[str], *, rounds: int) -> float:
    """Return the CPU seconds of *command*, a whole process: the least of *rounds* runs."""
    taken = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_plain()
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def _plain() -> dict[str, str]:
    """Return the environment without what makes Python start in another way than usual."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}


if __name__ == "__main__":
    answer_request()
