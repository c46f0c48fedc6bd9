"""``python -m tests.round_trips``: run the round trips through all programs, print the page, write it on request."""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import CORPUS
from tests.round_trips.page import Findings, render_page
from tests.round_trips.programs import PATHS, Path_, Program, list_programs
from tests.round_trips.samples import WANTED, sample_corpus
from tests.round_trips.scores import Score, Verdict, judge_program, take_score
from tests.round_trips.trips import list_formats


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the trips as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.round_trips", description="Compare round trips.")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of real records")
    parser.add_argument("--node-modules", type=Path, metavar="FOLDER", help="folder that holds citation-js")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page of results to FILE")
    parser.add_argument("--differences", action="store_true", help="print what arxiv2bib itself loses or changes")
    parser.add_argument("--ours", action="store_true", help="no other program")
    parser.add_argument("--records", type=int, default=WANTED, help=f"records of each format (default: {WANTED})")
    parser.add_argument("--date", default=f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", help="day to state")
    options = parser.parse_args(arguments)
    samples = sample_corpus(options.corpus, options.records)
    programs, missing = list_programs(options.node_modules)
    programs = [program for program in programs if program.is_ours or not options.ours]
    real: dict[tuple[Path_, str], Score] = {}
    generated: dict[tuple[Path_, str], Score] = {}
    known = list_formats()
    for path in PATHS:
        for program in programs:
            if path in program.paths and not (program.is_ours and set(path) - set(known)):
                sample = samples[path[0]]
                verdicts = judge_program(program, path, sample.texts)
                real[path, program.name] = take_score(verdicts[: sample.real])
                if sample.real < len(sample.texts):
                    generated[path, program.name] = take_score(verdicts[sample.real :])
                _say(f"{' '.join(path)}: {program.name}: {real[path, program.name]}")
                if options.differences and program.is_ours and "--no-carry" not in program.name:
                    _say_differences(program, path, verdicts)
    page = render_page(
        Findings(
            samples=samples,
            programs=programs,
            real=real,
            generated=generated,
            missing=missing,
            date=options.date,
            command="python -m tests.round_trips",
        )
    )
    sys.stdout.write(f"{page}\n")
    if options.write is not None:
        options.write.write_text(page, encoding="utf-8")


def _say_differences(program: Program, path: Path_, verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        if not verdict.is_same:
            _say(f"=== {program.name}, {' '.join(path)}: {verdict.difference}\n{verdict.text}---\n{verdict.output}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
