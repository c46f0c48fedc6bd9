"""``arxiv2bib push --into jabref``: what is said, what is written, and how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import arxiv2bib
from arxiv2bib.cli import cli
from tests.docs.examples import BIBLIOGRAPHY, DIGEST
from tests.pushing.conftest import _jabref_socket, jabref
from tests.pushing.jabref import OTHER, THESIS, FakeJabRef

__all__ = ["_jabref_socket", "jabref"]  # the fixtures

NOBODY = "http://127.0.0.1:9"


def run(*words: str | Path) -> Result:
    """Return the result of ``arxiv2bib push`` with *words*, in this process."""
    return CliRunner().invoke(cli, ["push", "--into", "jabref", *map(str, words)])


def test_papers_go_into_the_library(jabref: FakeJabRef) -> None:
    """All papers of the input are in the library, in BibLaTeX, and one line says which library that is."""
    result = run(DIGEST)
    assert (0, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("5 records read, 5 pushed into JabRef, thesis.bib ")
    assert 5 == len(jabref.libraries[THESIS])
    assert sum("eprinttype = {arxiv}" in text for text in jabref.libraries[THESIS]) == 5


def test_a_library_in_bibtex(jabref: FakeJabRef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting says in which dialect the papers are, also in a file that is left; they are known in either."""
    monkeypatch.setenv("ARXIV2BIB_JABREF_FORMAT", "bibtex")
    assert 0 == run(DIGEST).exit_code
    assert 4 == sum(text.startswith("@Misc{") for text in jabref.libraries[THESIS])
    monkeypatch.setenv("ARXIV2BIB_JABREF_FORMAT", "biblatex")
    assert "0 pushed into JabRef, thesis.bib (5 known)" in run(DIGEST, "--again").stderr
    monkeypatch.setenv("ARXIV2BIB_JABREF_FORMAT", "bibtex")
    monkeypatch.setenv("ARXIV2BIB_JABREF_URL", NOBODY)
    run(DIGEST, "-o", "left.bib")
    arxiv2bib.convert(DIGEST, tmp_path / "converted.bib", to="bibtex", for_="jabref")
    assert (tmp_path / "converted.bib").read_bytes() == (tmp_path / "left.bib").read_bytes()


def test_the_second_push_says_what_was_known(jabref: FakeJabRef) -> None:
    """Nothing is sent twice, and that is no failure."""
    run(DIGEST)
    result = run(DIGEST)
    assert (0, 5) == (result.exit_code, len(jabref.libraries[THESIS]))
    assert result.stderr.startswith("5 records read, 0 pushed into JabRef, thesis.bib (5 known) ")


def test_a_group_of_another_library(jabref: FakeJabRef) -> None:
    """``--collection`` is a library, a group, or both."""
    result = run(DIGEST, "--collection", "other.bib/Thesis")
    assert "5 pushed into JabRef, other.bib/Thesis" in result.stderr
    assert 5 == sum("groups = {Thesis}" in text for text in jabref.libraries[OTHER])


def test_an_unknown_group_is_wrong_usage(jabref: FakeJabRef) -> None:
    """Nothing is sent if there is no such group."""
    result = run(DIGEST, "--collection", "Nowhere")
    assert (2, []) == (result.exit_code, jabref.posts)
    assert result.stderr.startswith("arxiv2bib: error: no group in JabRef is called 'Nowhere'; there are: Thesis, ")


def test_a_bibliography_goes_entry_by_entry(jabref: FakeJabRef) -> None:
    """Macros are in the entries; comments are no papers, which is told."""
    result = run(BIBLIOGRAPHY, "-v")
    assert 0 == result.exit_code
    assert b"@string" not in jabref.posts[0].body.lower()
    assert "a comment block has no place in JabRef" in result.stderr
    assert 0 == run(BIBLIOGRAPHY).exit_code
    assert 1 == len(jabref.posts)


def test_without_jabref_there_is_a_file(jabref: FakeJabRef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If JabRef is not there, the papers are in a library of their own, and it is said what to do with it."""
    monkeypatch.setenv("ARXIV2BIB_JABREF_URL", NOBODY)
    result = run(DIGEST)
    assert 1 == result.exit_code
    assert (
        "error: JabRef is not there: nothing answers at 127.0.0.1:9, and its command is not to be used; "
        "what was to be pushed is in arxiv2bib-jabref.bib" in result.stderr
    )
    assert "Start JabRef and push again; or import arxiv2bib-jabref.bib with File > Import" in result.stderr
    arxiv2bib.convert(DIGEST, tmp_path / "converted.bib", for_="jabref")
    assert (tmp_path / "converted.bib").read_bytes() == (tmp_path / "arxiv2bib-jabref.bib").read_bytes()
    monkeypatch.setenv("ARXIV2BIB_JABREF_URL", jabref.url)
    assert "5 pushed" in run(DIGEST).stderr


def test_a_window_that_asks(jabref: FakeJabRef, monkeypatch: pytest.MonkeyPatch) -> None:
    """If JabRef asks its user first, the papers are not in the library yet, and one line says why."""
    monkeypatch.setenv("ARXIV2BIB_TIMEOUT", "0.1")
    jabref.asks = True
    result = run(DIGEST, "-q")
    assert 1 == result.exit_code
    assert (
        "arxiv2bib: error: JabRef was given papers that are not in thesis.bib yet: it may be asking, in a window of "
        "its own; push again, and what is missing will follow\n" in result.stderr
    )
    jabref.answer_window()
    assert "0 pushed into JabRef, thesis.bib (5 known)" in run(DIGEST).stderr


def test_a_failure_is_one_line(jabref: FakeJabRef) -> None:
    """What is not in the library is told, with the reason, and the exit status says so."""
    jabref.has_window = False
    result = run(DIGEST, "-q")
    assert 1 == result.exit_code
    assert "this JabRef takes no papers into thesis.bib (400 Only possible in GUI mode.); " in result.stderr


def test_from_python(jabref: FakeJabRef) -> None:
    """The function says where the papers are."""
    pushed = arxiv2bib.push(DIGEST, "jabref", collection="To read")
    assert (5, 0, "JabRef, thesis.bib/To read", None, "") == (
        pushed.sent, pushed.known, pushed.place, pushed.file, pushed.problem
    )  # fmt: skip
