"""``arxiv2bib push``: what is said, what is written, and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib.cli import cli
from tests.docs.examples import BIBLIOGRAPHY, DIGEST
from tests.pushing.conftest import _socket, zotero
from tests.pushing.zotero import FakeZotero

__all__ = ["_socket", "zotero"]  # the fixtures

NOBODY = "http://127.0.0.1:9"


def run(*words: str | Path) -> Result:
    """Return the result of ``arxiv2bib push`` with *words*, in this process."""
    return CliRunner().invoke(cli, ["push", "--into", "zotero", *map(str, words)])


def test_papers_go_into_a_collection(zotero: FakeZotero) -> None:
    """All papers of the input are in the collection, and one line says so."""
    result = run(DIGEST, "--collection", "Thesis")
    assert (0, "") == (result.exit_code, result.stdout)
    assert ["C1"] * 5 == [item["target"] for item in zotero.items]
    assert "5 records read, 5 pushed into Zotero, Meine Bibliothek/Thesis\n" == result.stderr


def test_the_second_push_says_what_was_known(zotero: FakeZotero) -> None:
    """Nothing is sent twice, and that is no failure."""
    run(DIGEST)
    result = run(DIGEST)
    assert (0, 5) == (result.exit_code, len(zotero.items))
    assert "5 records read, 0 pushed into Zotero, Meine Bibliothek (5 known) (push/known-work 5)\n" == result.stderr


def test_entries_are_chosen_as_by_convert(zotero: FakeZotero) -> None:
    """The options of convert that choose entries do here, too."""
    assert 0 == run(DIGEST, "--where", "title~QFT", "--cite", "preprint").exit_code
    assert ["article"] == [item["type"] for item in zotero.items]


def test_without_zotero_there_is_a_file(zotero: FakeZotero, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If Zotero does not run, the papers are in a file, and it is said what to do with it; none is replaced."""
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_URL", NOBODY)
    result = run("-q", DIGEST)
    assert 1 == result.exit_code
    assert (
        "error: Zotero is not there: nothing answers at 127.0.0.1:9; what was to be pushed is in arxiv2bib-zotero.json"
        in result.stderr
    )
    assert 5 == len(json.loads((tmp_path / "arxiv2bib-zotero.json").read_text("utf-8")))
    result = run(DIGEST)
    assert "Start Zotero and push again; or import arxiv2bib-zotero-2.json with File > Import" in result.stderr
    run(DIGEST, "-o", "mine.json")
    assert (tmp_path / "mine.json").is_file()
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_URL", zotero.url)
    assert "5 pushed" in run(DIGEST).stderr


def test_a_failure_is_one_line(zotero: FakeZotero) -> None:
    """What is not in the library is told, with the reason, and the exit status says so."""
    zotero.fault = lambda path, count: "fail" if path == "/connector/import" else None
    result = run(DIGEST, "-q")
    assert 1 == result.exit_code
    assert "arxiv2bib: error: Zotero failed (500); push again, and what is missing will follow\n" in result.stderr


def test_an_unknown_collection_is_wrong_usage(zotero: FakeZotero) -> None:
    """Nothing is sent if there is no such collection."""
    result = run(DIGEST, "--collection", "Nowhere")
    assert (2, []) == (result.exit_code, zotero.items)
    assert result.stderr.startswith("arxiv2bib: error: no collection of Zotero that can be written is called 'Nowhere'")


@pytest.mark.parametrize(
    "words", [(), (DIGEST, "-q", "-v"), (DIGEST, "--cite", "both"), (DIGEST, "--offline"), (DIGEST, "--search")]
)
@pytest.mark.usefixtures("zotero")
def test_wrong_usage(words: tuple[str | Path, ...]) -> None:
    """What cannot be meant is refused before anything is read."""
    assert 2 == run(*words).exit_code


def test_a_report_has_what_was_not_delivered(zotero: FakeZotero, tmp_path: Path) -> None:
    """The report has a line for each entry that is not in the library."""
    zotero.fault = lambda path, count: "fail" if path == "/connector/import" else None
    run(BIBLIOGRAPHY, "--report", "report.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert lines[-1]["totals"]["records"]["failed"] == sum(line.get("code") == "push/not-delivered" for line in lines)
