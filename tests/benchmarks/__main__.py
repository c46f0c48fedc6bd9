"""``python -m tests.benchmarks``: measure speed and memory, print the page of results, write it on request."""

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.inputs import DEFAULT_CORPUS, Inputs, find_inputs
from tests.benchmarks.jobs import GROWTH, MEASURED
from tests.benchmarks.measure import Result, measure_command, measure_job, measure_jobs
from tests.benchmarks.page import Findings, render_page

EXAMPLE, BIBLIOGRAPHY = "examples/digest.md", "examples/refs.bib"
STARTUP = {
    "python -c pass": ("-c", "pass"),
    "python -c 'import requests'": ("-c", "import requests"),
    "python -c 'import arxiv2bib'": ("-c", "import arxiv2bib"),
    "python -c 'import arxiv2bib; arxiv2bib.load'": ("-c", "import arxiv2bib; arxiv2bib.load"),
    "arxiv2bib --version": ("-m", "arxiv2bib", "--version"),
    "arxiv2bib --help": ("-m", "arxiv2bib", "--help"),
    f"arxiv2bib convert {BIBLIOGRAPHY} -t ris": ("-m", "arxiv2bib", "convert", BIBLIOGRAPHY, "-t", "ris"),
    f"arxiv2bib convert {EXAMPLE} --no-infer": ("-m", "arxiv2bib", "convert", EXAMPLE, "--no-infer"),
    f"arxiv2bib convert {EXAMPLE}": ("-m", "arxiv2bib", "convert", EXAMPLE),
}

PAPERS = {"a comment on pages": 0, "a comment that it is submitted": 2, "a workshop, a journal line and a DOI": 1}
"""What papers of the example have, and where they stand in it: one alone is how short a conversion gets."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure speed and memory.")
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="folder with digests/*.md")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page of results to FILE")
    parser.add_argument("--rounds", type=int, default=5, help="rounds through all jobs (default: 5)")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU seconds of each run (default: 2)")
    parser.add_argument("--date", default=f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", help="day to state")
    parser.add_argument("--quick", action="store_true", help="one short round over little input: does it all run?")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        inputs = find_inputs(options.corpus, Path(folder), limit=1 if options.quick else None)
        findings = measure_all(
            inputs,
            rounds=1 if options.quick else options.rounds,
            seconds=0.0 if options.quick else options.seconds,
            factors=(1, 2) if options.quick else (1, 10, 50),
            date=options.date,
            command=" ".join(
                ["python -m tests.benchmarks"]
                + (["--quick"] if options.quick else [f"--rounds {options.rounds}", f"--seconds {options.seconds:g}"])
            ),
        )
    page = render_page(findings)
    print(page)
    if options.write is not None:
        options.write.write_text(page, encoding="utf-8")


def measure_all(
    inputs: Inputs, *, rounds: int, seconds: float, factors: Sequence[int], date: str, command: str
) -> Findings:
    """Measure every job, the start-up and the growth of memory."""
    return Findings(
        origin=inputs.origin,
        size=inputs.size,
        rounds=rounds,
        results=measure_jobs(MEASURED, inputs, seconds=seconds, rounds=rounds, say=_say),
        startup={
            name: measure_command((sys.executable, *words), rounds=4 * rounds)
            for name, words in (*STARTUP.items(), *_write_papers(inputs.scratch))
        },
        growth={job.name.removeprefix("growth: "): _measure_growth(job.name, inputs, factors) for job in GROWTH},
        date=date,
        command=command,
        seconds=seconds,
    )


def _write_papers(scratch: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what each paper of the example has, and the command that converts it alone."""
    heading, *papers = Path(EXAMPLE).read_text(encoding="utf-8").split("### ")
    for says, place in PAPERS.items():
        path = scratch / f"paper-{place}.md"
        path.write_text(f"{heading}### {papers[place]}", encoding="utf-8")
        yield f"arxiv2bib convert paper.md: {says}", ("-m", "arxiv2bib", "convert", str(path))


def _measure_growth(name: str, inputs: Inputs, factors: Sequence[int]) -> dict[int, Result]:
    job = next(job for job in GROWTH if job.name == name)
    results = {}
    for factor in factors:
        path = inputs.scratch / f"growth-{factor}.md"
        with path.open("wb") as file:
            for _ in range(factor):
                for digest in inputs.paths:
                    file.write(digest.read_bytes() + b"\n")
        grown = Inputs((path,), inputs.scratch, inputs.origin)
        results[factor] = measure_job(job, grown, seconds=0.0)
        path.unlink()
    return results


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
