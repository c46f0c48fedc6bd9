"""The commands beside ``convert``, and the words that are kept free."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import arxiv2bib
from arxiv2bib.cli import COMMANDS, cli
from arxiv2bib.registry import EXPORTERS, READERS


def run(*words: str, stdin: str | None = None) -> Result:
    """Return the result of ``arxiv2bib`` with *words*."""
    return CliRunner().invoke(cli, list(words), input=stdin)


def test_formats() -> None:
    """``formats`` lists every format with what can be done with it."""
    result = run("formats")
    assert 0 == result.exit_code
    heading, *rows = result.stdout.splitlines()
    assert heading.split()[:4] == ["format", "reads", "writes", "files"]
    found = {row.split()[0]: tuple(row.split()[1:3]) for row in rows}
    expected = {
        name: ("yes" if name in READERS else "-", "yes" if name in EXPORTERS else "-")
        for name in (*READERS, *EXPORTERS)
    }
    assert expected == found


@pytest.mark.parametrize("name", COMMANDS)
def test_list_of_commands(name: str) -> None:
    """The list of commands says of each what its own help begins with; no command is loaded for it."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert COMMANDS[name] == (command.help or "").partition("\n\n")[0].replace("\n", " ")


def test_help_loads_no_command() -> None:
    """``--help`` is there at once: of our own packages it loads the command line's alone."""
    code = (
        "import sys, arxiv2bib.cli as c; c.cli(['--help'], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    loaded = {name.split(".")[1] for name in done.stderr.split() if name.startswith("arxiv2bib.")}
    assert {"_version", "cli", "errors"} == loaded


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    """``completion`` prints a script that the shell takes."""
    result = run("completion", shell)
    assert 0 == result.exit_code
    assert "_ARXIV2BIB_COMPLETE" in result.stdout
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n"], input=result.stdout, text=True, check=True)


def test_completion_knows_three_shells() -> None:
    """Another shell is wrong usage, and the known ones are named."""
    result = run("completion", "tcsh")
    assert 2 == result.exit_code
    assert "'bash', 'zsh', 'fish'" in result.stderr


def test_completion_completes() -> None:
    """The program answers the script: its commands are offered."""
    result = CliRunner().invoke(cli, [], prog_name="arxiv2bib", env={
        "_ARXIV2BIB_COMPLETE": "bash_complete", "COMP_WORDS": "arxiv2bib co", "COMP_CWORD": "1"})  # fmt: skip
    assert ["plain,completion", "plain,convert"] == sorted(result.stdout.split())


def test_completion_offers_formats() -> None:
    """Behind ``--to`` the formats that can be written are offered, behind ``--from`` those that can be read."""
    expected = ["plain,biblatex", "plain,bibtex"]
    for words in ("convert --to", "convert --from", "check --from", "explain --from"):
        result = CliRunner().invoke(cli, [], prog_name="arxiv2bib", env={
            "_ARXIV2BIB_COMPLETE": "bash_complete", "COMP_WORDS": f"arxiv2bib {words} b", "COMP_CWORD": "3"
        })  # fmt: skip
        assert expected == sorted(result.stdout.split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("convert --sort ye", ["year"]),
        ("convert --sort author,-edito", ["author,-editor", "author,-editors"]),
        ("push --omit abstract,fil", ["abstract,file"]),
        ("check --select name/semi", ["name/semicolon"]),
        ("check --ignore al", ["all"]),
        ("fetch --resolver cross", ["crossref"]),
    ],
)
def test_completion_offers_fields_codes_and_services(words: str, expected: list[str]) -> None:
    """Of a list with commas, the last name is completed."""
    result = CliRunner().invoke(cli, [], prog_name="arxiv2bib", env={
        "_ARXIV2BIB_COMPLETE": "bash_complete", "COMP_WORDS": f"arxiv2bib {words}", "COMP_CWORD": "3"
    })  # fmt: skip
    assert [f"plain,{word}" for word in expected] == result.stdout.split()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
def test_help_at_a_terminal() -> None:
    """Without a word and at a terminal the help is printed."""
    ours, theirs = os.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "arxiv2bib"], stdin=theirs, capture_output=True, check=False, text=True,
        env={**os.environ, "COLUMNS": "82"},  # of which click leaves two free, but not where it is tested
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert (0, run("--help").stdout.partition("\n")[2]) == (result.returncode, result.stdout.partition("\n")[2])


@pytest.mark.parametrize("words", [["-h"], ["--help"], ["convert", "-h"], ["formats", "--help"], ["completion", "-h"]])
def test_help(words: list[str]) -> None:
    """Every command has its help, with examples that fit the screen."""
    result = run(*words)
    assert 0 == result.exit_code
    assert result.stdout.startswith("Usage: ")
    assert all(len(line) <= 100 for line in result.stdout.splitlines())
    assert "\\" not in result.stdout


@pytest.mark.parametrize("words", [[], ["convert"]])
def test_help_keeps_the_lines_of_its_examples(words: list[str]) -> None:
    """Each example of the help stands on a line of its own."""
    assert "\n  arxiv2bib convert digest.md -o papers.bib\n" in run(*words, "--help").stdout


def test_help_names_every_command() -> None:
    """The help lists the commands with what they do."""
    text = run("--help").stdout
    assert all(f"\n  {name} " in text for name in COMMANDS)


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_version(flag: str) -> None:
    """The version is that of the package."""
    assert f"arxiv2bib {arxiv2bib.__version__}\n" == CliRunner().invoke(cli, [flag], prog_name="arxiv2bib").stdout


def test_an_unknown_command() -> None:
    """A word that is neither a command nor an identifier is wrong usage."""
    result = run("conver")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "No such command 'conver'" in result.stderr


@pytest.mark.parametrize(
    ("status", "words"),
    [(0, ["--version"]), (0, ["formats"]), (2, ["1001.1001", "--where", "?"]), (2, []), (2, ["foo"])],
)
def test_python_m(status: int, words: list[str]) -> None:
    """``python -m arxiv2bib`` is the command, with its exit status and without tracebacks."""
    result = subprocess.run(
        [sys.executable, "-m", "arxiv2bib", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    assert status == result.returncode
    assert "Traceback" not in result.stderr
    assert (status == 2) is ("error: " in result.stderr.lower())


@pytest.mark.parametrize(
    ("word", "hint"),
    [("conver", "Did you mean convert?"), ("my refs.bib", "To convert the file: arxiv2bib convert 'my refs.bib'")],
)
def test_no_such_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, hint: str) -> None:
    """A misspelt command, and a file in the place of one, are told what was meant."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my refs.bib").touch()
    result = CliRunner().invoke(cli, [word])
    assert 2 == result.exit_code
    assert f"No such command '{word}'. {hint}\n" in result.stderr


@pytest.mark.parametrize("word", ["1706.03762", "https://arxiv.org/abs/1706.03762", "10.1109/TIP.2021.3128329"])
def test_an_identifier_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Where there is no such file, papers are for another command."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["convert", word])
    assert 2 == result.exit_code
    assert "No such file or directory; for papers by their identifiers, there is fetch" in result.stderr
