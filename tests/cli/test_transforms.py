"""``arxiv2bib convert`` with ``--where``, ``--unique``, ``--sort``, ``--omit``, ``--append`` and ``--diff``."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib import convert
from arxiv2bib.cli import cli

TEXT = """@misc{b, title = {B}, abstract = {Long}, file = {x.pdf}, year = 2001}

@misc{a, title = {A}, year = 2002, eprint = {2111.00001}}

@misc{c, title = {A}, year = 2003, eprint = {2111.00001v2}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a bibliography in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.bib").write_text(TEXT)
    return tmp_path


def run(*words: str) -> Result:
    """Return the result of ``arxiv2bib convert in.bib`` with *words*."""
    return CliRunner().invoke(cli, ["convert", "in.bib", *words])


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (["--where", "year>=2002"], {"where": "year>=2002"}),
        (["--where", "year>=2002", "--where", "title=a"], {"where": "year>=2002,title=a"}),
        (["--unique"], {"unique": True}),
        (["--sort", "-year"], {"sort": "-year"}),
        (["--sort=-year,key"], {"sort": "-year,key"}),
        (["--omit", "abstract,file"], {"omit": "abstract,file"}),
        (["--omit", "abstract", "--omit", "file"], {"omit": "abstract,file"}),
        (["--append"], {"append": True}),
    ],
)
def test_options_are_the_arguments(words: list[str], arguments: dict[str, object]) -> None:
    """Each option is the argument of ``convert`` of its name; those that may be repeated are joined."""
    result = run("-o", "x.bib", *words)
    convert("in.bib", "y.bib", **arguments)  # type: ignore[arg-type]
    assert (0, Path("y.bib").read_text()) == (result.exit_code, Path("x.bib").read_text())


def test_summary_of_what_was_added() -> None:
    """The summary says how many were added, and a second time that there was nothing to add."""
    assert "3 records read, 2 added to x.bib (append/known-work 1)\n" == run("-o", "x.bib", "--append").stderr
    result = run("-o", "x.bib", "--append")
    assert (0, "3 records read, 0 added to x.bib (append/known-work 3)\n") == (result.exit_code, result.stderr)


def test_a_removed_key_is_said() -> None:
    """A key that is gone is said without being asked for."""
    result = run("--unique")
    assert 0 == result.exit_code
    assert (
        "in.bib:5: unique/merged-entry: the same work as a, by arxiv:2111.00001; cite a for c [c] (a)\n"
        in result.stderr
    )


def test_a_diff() -> None:
    """``--diff`` prints what would change, exits with 1 if anything would, and writes nothing."""
    Path("x.bib").write_text(TEXT)
    result = run("-o", "x.bib", "--diff", "--omit", "abstract")
    expected = f"--- x.bib\n+++ x.bib\n@@ -1,4 +1,4 @@\n-{TEXT.splitlines()[0]}\n"
    assert (1, True) == (result.exit_code, result.stdout.startswith(expected))
    assert "3 records read, 3 would be written to x.bib\n" == result.stderr
    assert TEXT == Path("x.bib").read_text()
    result = run("-o", "x.bib", "--diff")
    assert (0, "") == (result.exit_code, result.stdout)


def test_a_diff_of_what_would_be_added() -> None:
    """``--diff`` with ``--append`` shows what would be added."""
    result = run("-o", "x.bib", "--diff", "--append", "-q")
    assert (1, "") == (result.exit_code, result.stderr)
    assert "+@misc{a, title = {A}" in result.stdout
    assert not Path("x.bib").exists()


@pytest.mark.parametrize("words", [["--append"], ["--diff"], ["--append", "-o", "-"], ["--diff", "-o", "-"]])
def test_standard_output_cannot_be_added_to_or_compared(words: list[str]) -> None:
    """``--append`` and ``--diff`` need a file: without one they are wrong usage."""
    result = run(*words)
    assert (2, "") == (result.exit_code, result.stdout)
    assert f"{words[0]} needs a file: name it with -o" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--where", "year=2001,yaer=1"],
            "arxiv2bib: error: no field is called 'yaer' in the filter; did you mean year? a field that only the file "
            "knows is written extra.yaer\n  year=2001,yaer=1\n            ^^^^\n",
        ),
        (["--sort", "yaer"], "arxiv2bib: error: no field is called 'yaer'; did you mean year? a field that only the "
         "file knows is written extra.yaer\n"),
        (["--omit", "key"], "arxiv2bib: error: key cannot be left out; an entry has a key and a type in every "
         "format\n"),
        (["--keys", "auth + x"], None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_shown_in_its_place(words: list[str], message: str | None) -> None:
    """A filter, field or pattern that is none is exit status 2, with the place below the message."""
    result = run("-o", "x.bib", *words)
    assert (2, False) == (result.exit_code, Path("x.bib").exists())
    assert message is None or message == result.stderr
    assert result.stderr.startswith("arxiv2bib: error: ")


def test_what_is_shown_steers_no_terminal() -> None:
    """Escape sequences in a filter do not reach the terminal."""
    result = run("--where", "year=\x1b[31m2001\n")
    assert 2 == result.exit_code
    assert all(char.isprintable() or char == "\n" for char in result.stderr)


def test_a_file_that_cannot_be_added_to(folder: Path) -> None:
    """A file of another format is exit status 2 with the way out, and stays as it was."""
    (folder / "x.bib").write_text("TY  - GEN\nTI  - A\nER  - \n")
    result = run("-o", "x.bib", "--append")
    assert 2 == result.exit_code
    assert "cannot add bibtex to x.bib, which is ris; convert it first, or name another output" in result.stderr
    assert "TY  - GEN\nTI  - A\nER  - \n" == (folder / "x.bib").read_text()
