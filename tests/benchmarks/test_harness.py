"""The benchmarks run, every job of them; what they find is looked at, not tested."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import arxiv2bib
from tests.benchmarks.peers.measure import Run
from tests.benchmarks.peers.page import render_page
from tests.benchmarks.peers.table import Row
from tests.benchmarks.shapes import SHAPES, write_shape

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("origin", ["corpus", "generated"])
def test_quick_run_gives_a_page(tmp_path: Path, corpus: Path, origin: str) -> None:
    """A quick run goes through every job and writes the page, with the corpus and without it."""
    page = tmp_path / "page.md"
    folder = corpus if origin == "corpus" else tmp_path
    options = ["--quick", "--corpus", str(folder), "--write", str(page), "--date", "2017-06-12"]
    command = [sys.executable, "-m", "tests.benchmarks", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert (0, "") == (done.returncode, done.stderr if done.returncode else "")
    assert done.stdout == page.read_text("utf-8") + "\n"
    assert "on 2017-06-12" in done.stdout
    assert ("generated" in done.stdout) == (origin == "generated")


def test_page_of_the_documentation_comes_from_a_full_run() -> None:
    """The figures of the documentation are not those of a quick run, or of made-up records."""
    page = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    assert re.search(r"`python -m tests\.benchmarks --rounds \d+ --seconds [\d.]+` wrote this page", page)
    assert "generated" not in page


@pytest.mark.parametrize(("name", "source"), SHAPES)
def test_forms_of_other_programs_are_read(name: str, source: str) -> None:
    """What is measured is a file of the format, with every record whole and nothing to be said of it."""
    entries = list(arxiv2bib.assign_keys(arxiv2bib.iter_entries(ROOT / "examples" / "digest.md")))
    library = arxiv2bib.loads(write_shape(name, entries), source)
    assert [entry.author for entry in library] == [entry.author for entry in entries]
    assert all(entry.title and entry.abstract and entry.issued for entry in library)
    assert not library.report.diagnostics


def test_growth_gives_a_page(tmp_path: Path) -> None:
    """The measurement of growth runs, with several processes too, and its page says what it found."""
    page = tmp_path / "growth.md"
    options = ["--corpus", str(tmp_path), "--records", "20", "--parallel", "30", "--jobs", "1", "2", "--rounds", "1"]
    command = [sys.executable, "-m", "tests.benchmarks.growth", *options, "--date", "2017-06-12", "--write", str(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert (0, "") == (done.returncode, done.stderr if done.returncode else "")
    text = page.read_text("utf-8")
    assert done.stdout == text + "\n"
    assert "on 2017-06-12" in text
    assert "| 20 |" in text
    assert "The outputs are the same bytes." in text
    assert "--write" not in text


def test_a_slow_minute_does_not_change_a_ratio() -> None:
    """A ratio is that of the rounds, not that of the medians: what slowed both sides down in one round says nothing."""
    own, peer = Row("csl-json to bibtex", "arxiv2bib", "own"), Row("csl-json to bibtex", "citation-js", "node")
    seconds = {own: (1.0, 4.0, 4.0), peer: (2.0, 8.0, 1.0)}  # of the last round, only one side was slow
    results = {row: [Run(10_000, cpu, 1 << 20) for cpu in cpus] for row, cpus in seconds.items()}
    page = render_page(results, [], ["citation-js 0"], origin="nowhere", command="none", records=1, day="2017-06-12")
    assert "The goal is 1.3 times the speed of citation-js; it is 2.00 times: reached." in page
    assert "| citation-js | 2.00 | 2.00 | 0.25 to 2.00 |" in page
