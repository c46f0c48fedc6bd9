"""``arxiv2bib check``."""

import gzip
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib.cli import cli

HOOKS = (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
ODD = "@misc{a, title = {A}, doi = {doi:10.1000/182}, month = {13}}\n"
FINE = "@misc{a, title = {A}}\n"


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    """Return the result of ``arxiv2bib check`` with *words*."""
    return CliRunner().invoke(cli, ["check", *words], input=stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with one file that is odd and one that is not."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.bib").write_text(ODD, encoding="utf-8")
    (tmp_path / "fine.bib").write_text(FINE, encoding="utf-8")
    return tmp_path


def test_nothing_found() -> None:
    """A file in order is no line and status 0."""
    result = run("fine.bib")
    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)


def test_something_found() -> None:
    """Findings go to standard output, the sum to standard error; the status is 1."""
    result = run("odd.bib")
    assert (1, "2 found; --fix mends 1\n") == (result.exit_code, result.stderr)
    assert ["odd.bib:1:29:", "odd.bib:1:56:"] == [line.split()[0] for line in result.stdout.splitlines()]


@pytest.mark.parametrize("words", [["odd.ris"], ["odd.ris", "--fix"], ["odd.bib.gz"], ["odd.bib.gz", "--fix"], ["-"]])
def test_what_fix_does_not_mend_is_not_promised(folder: Path, words: list[str]) -> None:
    """A finding with a way out is mended in plain files of BibTeX only."""
    (folder / "odd.bib.gz").write_bytes(gzip.compress(ODD.encode()))
    (folder / "odd.ris").write_text("TY  - BOOK\nTI  - A\nDO  - doi:10.1000/182\nER  - \n", encoding="utf-8")
    result = run(*words, stdin=ODD)
    assert (1, True, False) == (result.exit_code, "doi/address" in result.stdout, "--fix mends" in result.stderr)


def test_select_and_ignore() -> None:
    """Both take several words, with commas or one by one."""
    assert "doi/address" in run("odd.bib", "--select", "doi,isbn").stdout
    assert 0 == run("odd.bib", "--ignore", "doi", "--ignore", "date,isbn").exit_code


def test_fix(folder: Path) -> None:
    """What is certain is mended, and what is left is said."""
    result = run("odd.bib", "fine.bib", "--fix")
    assert (1, "1 mended; 1 found\n") == (result.exit_code, result.stderr)
    assert ODD.replace("doi:", "") == (folder / "odd.bib").read_text("utf-8")
    assert FINE == (folder / "fine.bib").read_text("utf-8")
    assert (0, "") == (run("odd.bib", "--fix", "--select", "doi").exit_code, run("odd.bib", "--select", "doi").stdout)


def test_fix_of_other_formats(folder: Path) -> None:
    """A file that cannot be mended is checked, and a line says that it was not mended."""
    (folder / "refs.ris").write_text("TY  - GEN\nTI  - A\nDO  - doi:10.1000/182\nER  - \n", encoding="utf-8")
    result = run("refs.ris", "--fix")
    assert 1 == result.exit_code
    assert "refs.ris:3:7: doi/address" in result.stdout
    assert "refs.ris is of the format ris, and only BibTeX and BibLaTeX are mended" in result.stderr


def test_fix_of_standard_input() -> None:
    """Standard input cannot be mended."""
    assert 2 == run("-", "--fix", stdin=ODD).exit_code


def test_standard_input() -> None:
    """A dash is standard input."""
    result = run("-", stdin=ODD)
    assert 1 == result.exit_code
    assert ">:1:29: doi/address " in result.stdout


def test_folder(folder: Path) -> None:
    """Of a folder, the files that can be read are checked, and the others are passed over."""
    (folder / "notes.md").write_text("# Notes\n", encoding="utf-8")
    result = run(".", "--format", "json")
    assert 1 == result.exit_code
    assert {"odd.bib"} == {item["source"] for item in json.loads(result.stdout)}


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_other_forms_have_no_words_around_them(form: str) -> None:
    """What programs read stands alone on standard output, with nothing found as well."""
    assert "" == run("odd.bib", "--format", form).stderr
    assert 0 == run("fine.bib", "--format", form).exit_code


def test_one_of_several_cannot_be_read() -> None:
    """It is a finding, and the others are checked."""
    result = run("missing.bib", "fine.bib")
    assert (1, True) == (result.exit_code, "missing.bib:1:1: read/unreadable-file " in result.stdout)


@pytest.mark.parametrize(
    "words", [(), ("missing.bib",), ("odd.bib", "--select", "nonsense"), ("odd.bib", "--format", "x")]
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    """Nothing to read, nothing readable, and unknown words are status 2, with a message and no trace."""
    result = run(*words)
    assert 2 == result.exit_code
    assert "rror" in result.stderr
    assert "Traceback" not in result.output


def test_empty_file(folder: Path) -> None:
    """An empty bibliography has nothing odd in it."""
    (folder / "empty.bib").write_bytes(b"")
    assert 0 == run("empty.bib").exit_code


def test_output_is_one_line_a_finding(folder: Path) -> None:
    """Whatever stands in a file, it cannot break a line or steer the terminal."""
    (folder / "evil.bib").write_bytes(b"@misc{a\x1b[31m, title = {A}, doi = {x\x1b[2J\n\r\x07y}, note = {\x9d\x81}}\n")
    result = run("evil.bib", "--select", "all")
    assert result.stdout
    assert all(line.isprintable() and line.startswith("evil.bib:") for line in result.stdout.splitlines())


@pytest.mark.parametrize(("entry", "files"), re.findall(r"entry: arxiv2bib (.+)\n.*\n  files: (.+)\n", HOOKS))
def test_hooks_run(entry: str, files: str) -> None:
    """What the hooks for pre-commit call is a command that takes the files that they ask for."""
    result = CliRunner().invoke(cli, [*entry.split(), "odd.bib"])
    assert (1, True) == (result.exit_code, "date/month" in result.stdout)
    assert re.search(files, "papers/odd.bib")
    assert not re.search(files, "odd.bib.txt")
