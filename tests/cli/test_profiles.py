"""``arxiv2bib convert --for``."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib.cli import cli

DIGEST = (
    "# Arxiv Papers in cs.CV on 2021-11-05\n### Fields of light\n- **Arxiv ID**: http://arxiv.org/abs/2111.00001v1\n"
    "- **DOI**: None\n- **Categories**: **cs.CV**, cs.LG\n- **Links**: [PDF](http://arxiv.org/pdf/2111.00001v1)\n"
    "- **Published**: 2021-11-05 23:03:54+00:00\n- **Updated**: 2021-11-05 23:03:54+00:00\n"
    "- **Authors**: Gül Varol, Ada Lovelace\n- **Comment**: None\n- **Journal**: None\n- **Summary**: Some words.\n\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a digest in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.md").write_text(DIGEST, "utf-8")
    return tmp_path


def run(*words: str) -> Result:
    """Return the result of ``arxiv2bib convert`` with *words*."""
    return CliRunner().invoke(cli, ["convert", "digest.md", "-q", *words])


def test_standard_output_has_what_the_program_reads_best() -> None:
    """Not BibTeX, as without a program."""
    result = run("--for", "Mendeley")
    assert 0 == result.exit_code
    assert result.stdout_bytes.startswith(b"TY  - UNPB\r\n")


def test_format_is_chosen_among_those_of_the_program(folder: Path) -> None:
    """By ``-t``, or by the name of the output."""
    assert run("--for", "zotero", "-t", "bibtex").stdout.startswith("@misc{")
    run("--for", "zotero", "-o", "papers.ris")
    assert (folder / "papers.ris").read_text("utf-8").startswith("TY  - MANSCPT\n")


def test_groups_are_for_jabref() -> None:
    """The tree of groups stands at the end of the library."""
    assert run("--for", "jabref", "--groups").stdout.endswith(
        "0 AllEntriesGroup:;\n1 StaticGroup:cs.CV\\;0\\;1\\;\\;\\;\\;;\n}\n"
    )


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("Invalid value for '--for': 'word' is not one of 'zotero', 'jabref'", ["--for", "word"]),
        ("EndNote is not given bibtex; it is given: ris", ["--for", "endnote", "-t", "bibtex"]),
        ("papers.bib is called like a file of bibtex", ["--for", "endnote", "-o", "papers.bib"]),
        ("--groups is about the groups of JabRef; add --for jabref", ["--for", "zotero", "--groups"]),
        ("--groups is about the groups of JabRef; add --for jabref", ["--groups"]),
    ],
)
def test_what_cannot_be_done(folder: Path, expected: str, words: list[str]) -> None:
    """Exit status 2, one clear line, and no file."""
    result = run(*words)
    assert 2 == result.exit_code
    assert expected in result.stderr
    assert ["digest.md"] == [path.name for path in folder.iterdir()]
