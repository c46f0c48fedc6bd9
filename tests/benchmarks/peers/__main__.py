"""``python -m tests.benchmarks.peers``: arxiv2bib and the programs it is compared with, side by side.

Installs the others into a folder of their own (``--home``), makes the same records in every format, and runs every
job of every program once a round, so that a slow minute of the machine hits all alike. ``--write`` makes the page.
"""

import argparse
import datetime as dt
import sys
from pathlib import Path

from tests.benchmarks.inputs import DEFAULT_CORPUS, find_inputs
from tests.benchmarks.peers.home import Home
from tests.benchmarks.peers.measure import measure_rows, write_records
from tests.benchmarks.peers.page import render_page


def main() -> None:
    """Measure as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path(".tox") / "peers", help="where the others are installed")
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="folder with digests/*.md")
    parser.add_argument("--records", type=int, default=10_000, help="how many records (default: 10,000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds through all rows (default: 3)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page of results to FILE")
    options = parser.parse_args()
    home = Home(options.home.resolve())
    home.install()
    scratch = home.folder / "files"
    scratch.mkdir(exist_ok=True)
    inputs = find_inputs(options.corpus, scratch)
    files = write_records(inputs, scratch, options.records)
    results, missing = measure_rows(home, files, records=options.records, rounds=options.rounds, say=_say)
    command = f"python -m tests.benchmarks.peers --records {options.records} --rounds {options.rounds}"
    page = render_page(
        results, missing, home.versions(), origin=inputs.origin, command=command, records=options.records,
        day=f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}",
    )  # fmt: skip
    print(page)
    if options.write is not None:
        options.write.write_text(page, encoding="utf-8")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
