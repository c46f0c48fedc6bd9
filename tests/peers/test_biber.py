"""biber, the processor of BibLaTeX, reads our files and finds nothing wrong with them."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from arxiv2bib import Entry, dumps
from arxiv2bib.testing import strategies
from tests.exporters.works import WORKS

pytestmark = pytest.mark.debian("biber")

Save = Callable[[str, str], Path]

ACCEPTED = {
    "Field 'comment' invalid in data model": "JabRef's field for remarks; BibLaTeX has none that no style prints",
    "Invalid field 'publisher' for entrytype 'article'": "a journal's, as Crossref has it; no style prints it",
    "Field 'reportnumber' invalid in data model": "INSPIRE's field; BibLaTeX's number would be printed",
}
"""What biber may say of a field that it passes over, and why we write it."""


def run_biber(path: Path, *options: str) -> tuple[list[str], list[str]]:
    """Return biber's warnings and errors on the file at *path*, and the keys of the entries that it writes."""
    output = path.with_suffix(".out")
    command = ["biber", "--tool", *options, "--output-file", str(output), "--logfile", str(path.with_suffix(".log"))]
    done = subprocess.run([*command, str(path)], capture_output=True, check=False, encoding="utf-8", errors="replace")
    lines = [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert output.is_file(), done.stdout + done.stderr
    return lines, re.findall(r"^@\w+\{(.*),$", output.read_text("utf-8"), re.MULTILINE)


def test_papers_are_valid(some_papers: tuple[Entry, ...], save: Save) -> None:
    """The seed and a tenth of the digests: every entry is there, no error, and no warning but the accepted ones.

    All of them would take biber half a minute.
    """
    said, keys = run_biber(save("papers.bib", dumps(some_papers, "biblatex")), "--validate-datamodel")
    assert sorted(entry.key or "" for entry in some_papers) == sorted(keys)
    assert [] == [line for line in said if not any(accepted in line for accepted in ACCEPTED)]


def test_published_papers_are_valid(published: tuple[Entry, ...], save: Save) -> None:
    """Papers that inference finds published fit the data model as well."""
    said, keys = run_biber(save("published.bib", dumps(published, "biblatex")), "--validate-datamodel")
    assert sorted(entry.key or "" for entry in published) == sorted(keys)
    assert [] == [line for line in said if not any(accepted in line for accepted in ACCEPTED)]


def test_classic_papers_are_read(some_papers: tuple[Entry, ...], save: Save) -> None:
    """BibTeX, too, is read without a word."""
    entries = some_papers[::4]
    said, keys = run_biber(save("papers.bib", dumps(entries, "bibtex")))
    assert sorted(entry.key or "" for entry in entries) == sorted(keys)
    assert [] == said


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_works_are_read(dialect: str, save: Save) -> None:
    """Works of every common kind are read; biber minds only dates in words."""
    said, keys = run_biber(save("works.bib", dumps(WORKS, dialect)))
    assert sorted(work.key or "" for work in WORKS) == sorted(keys)
    assert [] == [line for line in said if "date" not in line and "year" not in line and "month" not in line]


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@settings(
    max_examples=3,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(entries=st.lists(strategies.entries, min_size=40, max_size=40))
def test_any_entry_is_read(dialect: str, save: Save, entries: list[Entry]) -> None:
    """Entries of any content are read one and all: biber would skip one for its names, or the file for a character."""
    keyed = [entry.evolve(key=f"key{index:02d}") for index, entry in enumerate(entries)]
    said, keys = run_biber(save("any.bib", dumps(keyed, dialect)))
    assert [] == [line for line in said if line.startswith("ERROR")]
    assert [entry.key for entry in keyed] == sorted(keys)
