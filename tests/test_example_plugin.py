"""The plug-in in ``examples/``, a package of its own: built, installed, and used as any user would."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypandoc
import pytest

import arxiv2bib
from arxiv2bib import loads
from arxiv2bib.text.markup import plain
from tests.conftest import ROOT

PLUGIN = ROOT / "examples" / "endnote-xml"

QUICK_PYTEST = f"""
import sys, hypothesis, pytest
hypothesis.settings.register_profile("quick", max_examples=10, derandomize=True)
hypothesis.settings.load_profile("quick")
sys.exit(pytest.main(["--rootdir", {str(PLUGIN)!r}, *sys.argv[1:], {str(PLUGIN / "tests")!r}]))
"""
"""Runs the plug-in's tests with few examples: those that it ships are run by its author with many."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the plug-in is installed, from its wheel."""
    folder = tmp_path_factory.mktemp("plugin")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=PLUGIN, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, folder: Path, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python with *arguments* where the plug-in is installed, in *folder*."""
    home = Path(arxiv2bib.__file__).resolve().parent.parent
    path = os.pathsep.join(map(str, [site, home]))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, input=text, capture_output=True, check=False,
        encoding="utf-8",
    )  # fmt: skip


def convert(site: Path, folder: Path, *arguments: str, text: str | None = None) -> str:
    """Run ``arxiv2bib convert``, which must succeed, and return what it prints."""
    done = run(site, folder, "-m", "arxiv2bib", "convert", "-q", *arguments, text=text)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_the_plugin_is_listed(site: Path, tmp_path: Path) -> None:
    """The command knows the format as soon as the package is installed."""
    done = run(site, tmp_path, "-m", "arxiv2bib", "formats")
    row = next(line for line in done.stdout.splitlines() if line.startswith("endnote-xml"))
    assert ["endnote-xml", "yes", "yes"] == row.split()[:3]
    assert row.endswith("EndNote XML (arxiv2bib-endnote-xml 0.1.0)")


def test_both_directions(site: Path, tmp_path: Path) -> None:
    """A bibliography goes to EndNote XML and comes back, told by suffixes alone; and by content from a pipe."""
    convert(site, tmp_path, str(ROOT / "examples" / "refs.bib"), "-o", "refs.xml")
    convert(site, tmp_path, "refs.xml", "-o", "back.bib")
    before = arxiv2bib.load(ROOT / "examples" / "refs.bib")
    after = arxiv2bib.load(tmp_path / "back.bib")
    assert [plain(entry.title or "") for entry in before] == [plain(entry.title or "") for entry in after]
    for field in ("key", "author", "issued", "doi", "volume", "page", "publisher"):
        assert [getattr(entry, field) for entry in before] == [getattr(entry, field) for entry in after], field
    piped = convert(site, tmp_path, "-", "-t", "bibtex", text=(tmp_path / "refs.xml").read_text("utf-8"))
    assert (tmp_path / "back.bib").read_text("utf-8") == piped


def test_a_digest_becomes_preprints(site: Path, tmp_path: Path) -> None:
    """Papers of a digest are preprints again after a stay in EndNote XML; what got lost is in the report."""
    digest = ROOT / "examples" / "digest.md"
    convert(site, tmp_path, str(digest), "-o", "papers.xml", "--no-infer", "--report", "report.jsonl")
    text = convert(site, tmp_path, "papers.xml", "-t", "csl-json")
    papers = loads(text, "csl-json")
    expected = [entry.arxiv.id for entry in arxiv2bib.load(digest) if entry.arxiv is not None]
    assert expected == [entry.arxiv.id for entry in papers if entry.arxiv is not None]
    assert all(entry.is_preprint for entry in papers)
    told = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert {"arxiv.comment", "arxiv.categories"} <= {line.get("path") for line in told}


def test_pandoc_reads_it(site: Path, tmp_path: Path) -> None:
    """Pandoc finds the same titles, years and family names in what the plug-in writes."""
    convert(site, tmp_path, str(ROOT / "examples" / "digest.md"), "-o", "papers.xml")
    items = json.loads(pypandoc.convert_file(str(tmp_path / "papers.xml"), "csljson", format="endnotexml"))
    entries = arxiv2bib.load(ROOT / "examples" / "digest.md")
    years = [[[entry.issued.year]] for entry in entries if entry.issued is not None]
    assert years == [item["issued"]["date-parts"] for item in items]
    assert [entry.title for entry in entries] == [item["title"] for item in items]
    families = [[name["family"] for name in item["author"]] for item in items]
    assert [[name.family for name in entry.author] for entry in entries] == families


def test_its_own_tests_pass(site: Path, tmp_path: Path) -> None:
    """The plug-in is held to the laws of the test kit, as the how-to tells its author to."""
    done = run(site, tmp_path, "-c", QUICK_PYTEST, "-q", "-p", "no:cacheprovider", "-c", str(PLUGIN / "pyproject.toml"))
    assert 0 == done.returncode, done.stdout
    assert " passed" in done.stdout
