"""``arxiv2bib convert``: flags, messages, exit status; no half-written file, no traceback."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib import convert, dumps, loads
from arxiv2bib.cli import cli
from tests.sample_digests import DIGEST, FAILED, HEADING, make_record

BIBTEX = dumps(loads(DIGEST), "bibtex")
SUSPECT = HEADING + "".join(make_record(n).replace("DOI**: None", "DOI**: see journal") for n in range(1, 9))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a digest of two papers in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.md").write_text(DIGEST, "utf-8")
    return tmp_path


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    """Return the result of ``arxiv2bib convert`` with *words*, in this process."""
    return CliRunner().invoke(cli, ["convert", *words], input=stdin)


def run_process(
    *words: str, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return the result of ``python -m arxiv2bib`` with *words*, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "arxiv2bib", *words],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **(env or {})},
    )


def run_shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Return the result of a line of bash in which A stands for the program; skip the test where there is no bash."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    program = f"{shlex.quote(sys.executable)} -m arxiv2bib"
    return subprocess.run(
        [bash, "-o", "pipefail", "-c", command.replace("A convert", f"{program} convert")],
        capture_output=True,
        check=False,
    )


# What it writes


def test_bibtex_to_standard_output() -> None:
    """Without flags BibTeX goes to standard output and the summary to standard error."""
    result = run("digest.md")
    assert (0, BIBTEX) == (result.exit_code, result.stdout)
    assert "2 records read, 2 written to standard output\n" == result.stderr


@pytest.mark.parametrize("name", ["x.bib", "x.ris", "x.json"])
def test_output_in_the_format_of_its_name(folder: Path, name: str) -> None:
    """``-o`` names a file, whose suffix says the format; standard output stays empty."""
    result = run("digest.md", "-o", name)
    assert (0, "", f"2 records read, 2 written to {name}\n") == (result.exit_code, result.stdout, result.stderr)
    convert("digest.md", f"expected{name}")
    assert (folder / f"expected{name}").read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "csl-json", "csl", "RIS"])
def test_output_in_a_named_format(folder: Path, format: str) -> None:
    """``-t`` names the format, for standard output and over the suffix."""
    expected = dumps(loads(DIGEST), format)
    assert expected == run("digest.md", "-t", format).stdout == run("digest.md", "--to", format, "-o", "-").stdout
    run("digest.md", "-t", format, "-o", "x.txt")
    assert expected == (folder / "x.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "words", [["-"], ["-", "-f", "arxiv-digest"], ["--from", "digest", "-"], ["-", "-t", "bibtex"]]
)
def test_standard_input(words: list[str]) -> None:
    """``-`` is standard input; its format is told or named."""
    assert BIBTEX == run(*words, stdin=DIGEST).stdout


def test_several_inputs() -> None:
    """Files, directories and standard input make one bibliography."""
    result = run("digest.md", "-", ".", stdin=DIGEST)
    assert (0, 6) == (result.exit_code, result.stdout.count("@misc{"))


def test_keys() -> None:
    """``--keys`` is the pattern of the keys."""
    assert "@misc{Varol:2021," in run("digest.md", "--keys", "[auth]:[year]").stdout


@pytest.mark.parametrize(
    ("expected", "words"), [('G{\\"u}l', []), ('G{\\"u}l', ["--letters", "latex"]), ("Gül", ["--letters", "utf8"])]
)
def test_letters(expected: str, words: list[str]) -> None:
    """``--letters`` says how letters outside ASCII are written."""
    assert expected in run("digest.md", *words).stdout


def test_encoding(folder: Path) -> None:
    """``--encoding`` names the encoding of the input."""
    (folder / "x.md").write_text(DIGEST.replace("Ada", "Ада").replace("ü", "u"), "koi8-r")
    result = run("x.md", "--encoding", "koi8-r", "-t", "ris")
    assert (0, True) == (result.exit_code, "AU  - Lovelace, Ада\n" in result.stdout)


# What it says


def test_quiet_says_nothing_of_what_went_well(folder: Path) -> None:
    """``-q`` leaves out warnings and the summary, not errors."""
    (folder / "x.md").write_text(SUSPECT, "utf-8")
    assert (0, "") == (run("x.md", "-q").exit_code, run("x.md", "--quiet").stderr)
    (folder / "x.md").write_text(FAILED, "utf-8")
    result = run("x.md", "-q")
    assert (1, 1) == (result.exit_code, result.stderr.count("\n"))
    assert result.stderr.startswith("x.md:2: read/failed-record: no paper: ")


def test_the_first_of_each_kind_is_said(folder: Path) -> None:
    """Of one code five diagnostics are shown, with the number of the others; ``-v`` shows all."""
    (folder / "x.md").write_text(SUSPECT, "utf-8")
    result = run("x.md")
    assert (0, 5) == (result.exit_code, result.stderr.count("x.md:"))
    assert "x.md:4: read/invalid-value: no DOI [varol2021fields] (see journal)\n" in result.stderr
    assert (
        "read/invalid-value: 3 more\n8 records read, 8 written to standard output (read/invalid-value 8)\n"
        in result.stderr
    )
    assert 8 == run("x.md", "-v").stderr.count("x.md:")


def test_verbose_says_what_is_only_worth_knowing(folder: Path) -> None:
    """``-v`` shows what is only worth knowing, too."""
    (folder / "x.md").write_text("stray\n" + DIGEST, "utf-8")
    assert "x.md:1" not in run("x.md").stderr
    assert "x.md:1: read/stray-text: text that belongs to no record (stray)" in run("x.md", "--verbose").stderr


def test_quiet_and_verbose_exclude_each_other() -> None:
    """Both at once is wrong usage."""
    result = run("digest.md", "-q", "-v")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "--quiet and --verbose exclude each other" in result.stderr


@pytest.mark.parametrize(
    "evil", ["\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x08\x08", "\r", "\u202e", "\x00", "\u2028"]
)
def test_nothing_that_steers_a_terminal_reaches_it(folder: Path, evil: str) -> None:
    """Escape sequences in titles, values and names of files do not reach standard error."""
    text = (
        HEADING
        + f"### T{evil}itle\n- **Rat{evil}ing**: x{evil}y\n\n"
        + DIGEST.replace("DOI**: None", f"DOI**: a{evil}b")
    )
    (folder / "x.md").write_text(f"{evil}stray\n" + text, "utf-8", newline="")
    for result in (
        run("x.md", "-v"),
        run(f"none{evil.replace(chr(0), '')}.md"),
        run("x.md", "-o", f"y{evil.strip(chr(0))}.bib"),
    ):
        assert all(char.isprintable() or char == "\n" for char in result.stderr), repr(result.stderr)


# The report


def read_report(path: Path) -> list[dict[str, object]]:
    """Return the lines of a report."""
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_report(folder: Path) -> None:
    """``--report`` writes every diagnostic as one line of JSON, and the totals last."""
    (folder / "x.md").write_text(FAILED + make_record(2).replace("DOI**: None", "DOI**: né"), "utf-8")
    assert 1 == run("x.md", "-o", "x.bib", "--report", "report.jsonl").exit_code
    *diagnostics, totals = read_report(folder / "report.jsonl")
    assert {"read": 3, "written": 2, "failed": 1} == totals["totals"]["records"]  # type: ignore[index]
    assert len(diagnostics) == sum(totals["totals"]["diagnostics"].values())  # type: ignore[index]
    assert {
        "code": "read/invalid-value",
        "severity": "warning",
        "source": "x.md",
        "line": 20,
        "record": "2111.00002",
        "key": "varol2021fieldsa",
        "path": "arxiv.doi",
        "value": "né",
        "message": "no DOI",
    } == diagnostics[-1]


def test_report_of_a_clean_run(folder: Path) -> None:
    """Where nothing is to be told the report has the totals only."""
    run("digest.md", "--report", "report.jsonl")
    totals = {"totals": {"records": {"read": 2, "written": 2, "failed": 0}, "diagnostics": {}}}
    assert [totals] == read_report(folder / "report.jsonl")


def test_report_of_a_run_that_cannot_be(folder: Path) -> None:
    """A report of a run that failed says why, and has its totals."""
    assert 2 == run("none.md", "--report", "report.jsonl").exit_code
    diagnostic, totals = read_report(folder / "report.jsonl")
    assert ("read/unreadable-file", "none.md") == (diagnostic["code"], diagnostic["source"])
    assert ["totals"] == list(totals)


def test_a_report_on_standard_output(folder: Path) -> None:
    """A hyphen is standard output, unless something else goes there; no file is called so."""
    result = run("digest.md", "-o", "x.bib", "--report", "-")
    assert {"totals": {"records": {"read": 2, "written": 2, "failed": 0}, "diagnostics": {}}} == json.loads(
        result.stdout
    )
    for words in ([], ["-o", "-"], ["-o", "x.bib", "--diff"]):
        refused = run("digest.md", "--report", "-", *words)
        assert 2 == refused.exit_code
        assert "standard output is taken" in refused.stderr
    assert {"digest.md", "x.bib"} == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("words", [["--report", "digest.md"], ["--report", "x.bib", "-o", "./x.bib"]])
def test_a_report_replaces_no_input_or_output(folder: Path, words: list[str]) -> None:
    """A report in the place of an input or of the output is wrong usage; the file stays as it was."""
    result = run("digest.md", *words)
    assert (2, DIGEST) == (result.exit_code, (folder / "digest.md").read_text("utf-8"))
    assert "the report would replace" in result.stderr
    assert not (folder / "x.bib").exists()


# Exit status and bad input


def test_some_records_failed(folder: Path) -> None:
    """Exit status 1: a record failed, and the others are written."""
    (folder / "x.md").write_text(FAILED, "utf-8")
    result = run("x.md", "-o", "x.bib")
    assert 1 == result.exit_code
    assert 1 == (folder / "x.bib").read_text("utf-8").count("@misc{")
    assert "2 records read, 1 written to x.bib, 1 failed" in result.stderr


def test_one_input_of_several_is_not_there() -> None:
    """Exit status 1: an input cannot be read, and the others are written."""
    result = run("none.md", "digest.md")
    assert (1, BIBTEX) == (result.exit_code, result.stdout)
    assert result.stderr.startswith("arxiv2bib: error: cannot read none.md: No such file or directory\n")


def test_strict(folder: Path) -> None:
    """``--strict``: exit status 1 and nothing written if something is lost, else as without it."""
    (folder / "x.md").write_text(SUSPECT, "utf-8")
    result = run("x.md", "--strict", "-o", "x.bib")
    assert (1, False) == (result.exit_code, (folder / "x.bib").exists())
    assert "arxiv2bib: error: not written in a strict run, for 8 warnings or errors; the worst: " in result.stderr
    assert (1, "") == (run("x.md", "--strict").exit_code, run("x.md", "--strict").stdout)
    assert (0, BIBTEX) == (run("digest.md", "--strict").exit_code, run("digest.md", "--strict").stdout)


def test_a_digest_without_papers(folder: Path) -> None:
    """A day without papers is an empty bibliography, and no error."""
    (folder / "x.md").write_text(HEADING)
    assert (0, "") == (run("x.md").exit_code, run("x.md").stdout)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
def test_a_ris_file_without_records(folder: Path, text: str) -> None:
    """What was written where nothing was selected is read as an empty bibliography, alone and beside others."""
    (folder / "x.ris").write_text(text, encoding="utf-8")
    assert (0, "[]\n") == ((result := run("x.ris", "-t", "csl-json")).exit_code, result.stdout)
    assert 0 == run("x.ris", "digest.md").exit_code


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("cannot read none.md: No such file or directory", ["none.md"]),
        ("no file that can be read in empty", ["empty"]),
        ("readme.md is in no format that can be read; these can: arxiv-digest", ["readme.md"]),
        ("empty.md is empty", ["empty.md"]),
        ("binary.md is binary data, not text", ["binary.md"]),
        ("<input> is empty", ["-"]),
        ("no reader named 'foo'; known: arxiv-digest", ["digest.md", "-f", "foo"]),
        ("no exporter named 'foo'; known: bibtex, biblatex, ris, csl-json", ["digest.md", "-t", "foo"]),
        (
            "no format is known for a file called 'x.foo'; name the format, or use one of .bib,",
            ["digest.md", "-o", "x.foo"],
        ),
        ("cannot write none/x.bib: No such file or directory", ["digest.md", "-o", "none/x.bib"]),
        ("cannot write empty: it is a directory", ["digest.md", "-o", "empty", "-t", "ris"]),
        ("cannot write new/: it is a directory", ["digest.md", "-o", "new/", "-t", "ris"]),
        ("cannot write empty: it is a directory; name a file in it", ["digest.md", "-o", "empty"]),
        ("cannot write the report to none/x: No such file or directory", ["digest.md", "--report", "none/x"]),
        ("cannot write the report to empty: Is a directory", ["digest.md", "--report", "empty"]),
        ("unknown part [foo] in the key pattern '[foo]'; known: ", ["digest.md", "--keys", "[foo]"]),
        ("the key pattern '[auth] x' has characters that no key may hold", ["digest.md", "--keys", "[auth] x"]),
        ("ris has no option 'letters'; it has: carry, preserve", ["digest.md", "-t", "ris", "--letters", "utf8"]),
        ("no encoding is called 'foo'", ["digest.md", "--encoding", "foo"]),
        ("digest.md is not ascii: ", ["digest.md", "--encoding", "ascii"]),
    ],
)
def test_what_cannot_be_done(folder: Path, expected: str, words: list[str]) -> None:
    """Exit status 2, one clear line on standard error, nothing on standard output, no new file."""
    (folder / "empty").mkdir()
    (folder / "readme.md").write_text("# Readme\n")
    (folder / "empty.md").write_text("")
    (folder / "binary.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    before = sorted(folder.rglob("*"))
    result = run(*words, stdin="")
    assert (2, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert f"arxiv2bib: error: {expected}" in result.stderr
    assert before == sorted(folder.rglob("*"))


@pytest.mark.parametrize(
    "words", [[], ["digest.md", "--foo"], ["digest.md", "--letters", "foo"], ["digest.md", "-o"]], ids=" ".join
)
def test_wrong_usage(words: list[str]) -> None:
    """Wrong flags are exit status 2 and a line that says what is wrong."""
    result = run(*words)
    assert (2, "") == (result.exit_code, result.stdout)
    assert "Error: " in result.stderr


def test_an_input_without_permission(folder: Path) -> None:
    """A file that may not be read is named with the reason."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may read everything")
    (folder / "digest.md").chmod(0)
    result = run("digest.md")
    assert (2, "arxiv2bib: error: cannot read digest.md: Permission denied\n") == (result.exit_code, result.stderr)


def test_one_input_of_several_without_permission(folder: Path) -> None:
    """A file that may not be read is an input that failed; the others are converted."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may read everything")
    (folder / "closed.md").write_text(DIGEST, "utf-8")
    (folder / "closed.md").chmod(0)
    result = run("closed.md", "digest.md")
    assert (1, BIBTEX) == (result.exit_code, result.stdout)


def test_an_output_that_may_be_written_and_not_read(folder: Path) -> None:
    """Nobody has to be able to read what is written."""
    (folder / "out.bib").touch()
    (folder / "out.bib").chmod(0o200)
    assert 0 == run("digest.md", "-o", "out.bib").exit_code
    (folder / "out.bib").chmod(0o600)
    assert BIBTEX == (folder / "out.bib").read_text("utf-8")


@pytest.mark.parametrize(
    "words", [["NAME"], ["digest.md", "-o", "NAME"], ["digest.md", "-o", "x.bib", "--report", "NAME"]]
)
def test_a_name_that_is_too_long(words: list[str]) -> None:
    """A name that the system does not take is told in a line."""
    result = run(*(f"{'x' * 300}.bib" if word == "NAME" else word for word in words))
    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("arxiv2bib: error: cannot ")
    assert result.stderr.endswith(": File name too long\n")


# Real processes


def test_a_process_converts() -> None:
    """``python -m arxiv2bib convert`` writes bytes in UTF-8 and exits with 0."""
    result = run_process("convert", "-", "-t", "biblatex", stdin=DIGEST.encode())
    assert (0, dumps(loads(DIGEST), "biblatex").encode()) == (result.returncode, result.stdout)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (1, ["none.md", "digest.md"]),
        (2, ["none.md"]),
        (2, ["digest.md", "-o", "none/x.bib"]),
        (2, ["digest.md", "--report", "none/x"]),
        (2, []),
    ],
)
def test_a_process_fails_without_a_traceback(status: int, words: list[str]) -> None:
    """Exit status and messages are those of a program, not of Python."""
    result = run_process("convert", *words)
    assert status == result.returncode
    assert b"rror: " in result.stderr
    assert b"Traceback" not in result.stderr


SURROUNDINGS = (
    {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "4242"},
    {"PYTHONOPTIMIZE": "2"},
)


def test_the_surroundings_do_not_matter(folder: Path) -> None:
    """Locale, encoding of the terminal, time zone and hash seed change no byte of the output and the report."""
    (folder / "é.md").write_text(SUSPECT.replace("see journal", "é“"), "utf-8")
    expected = run_process("convert", "é.md", "--report", "expected.jsonl", "-t", "biblatex", env={"PYTHONUTF8": "1"})
    for env in SURROUNDINGS:
        result = run_process("convert", "é.md", "--report", "report.jsonl", "-t", "biblatex", env=env)
        assert (env, 0, expected.stdout) == (env, result.returncode, result.stdout)
        assert b"Traceback" not in result.stderr
        if "LC_ALL" not in env:  # in an ASCII locale the name of the file has no text
            assert (folder / "expected.jsonl").read_bytes() == (folder / "report.jsonl").read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        "A convert big.md | head -1",
        "A convert big.md -t ris | true",
        "A convert big.md -t csl -o /dev/stdout | head -1",
    ],
)
def test_a_reader_that_has_had_enough(folder: Path, command: str) -> None:
    """When the other end of a pipe closes, the program stops in silence."""
    (folder / "big.md").write_text(HEADING + "".join(map(make_record, range(1, 3000))), "utf-8")
    result = run_shell(command)
    assert (0, b"") == (result.returncode, result.stderr)


def test_a_pipe_with_a_name() -> None:
    """What the shell hands over as <(command) can be converted."""
    result = run_shell("A convert <(cat digest.md)")
    assert (0, BIBTEX.encode()) == (result.returncode, result.stdout)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("expected", "command"),
    [
        (b"cannot write <stdout>: No space left on device", "A convert digest.md > /dev/full"),
        (b"cannot write /dev/full: No space left on device", "A convert digest.md -t ris -o /dev/full"),
        (
            b"cannot write the report to /dev/full: No space left on device",
            "A convert digest.md --report /dev/full -o x.bib",
        ),
    ],
)
def test_no_space_left(expected: bytes, command: str) -> None:
    """A full disk is exit status 2 and one line."""
    result = run_shell(command)
    assert (2, b"arxiv2bib: error: " + expected + b"\n") == (result.returncode, result.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["2> /dev/full", "2>&-", "-v 2>&1 | true; exit ${PIPESTATUS[0]}"])
def test_nobody_listens(folder: Path, command: str) -> None:
    """That messages reach nobody stops no conversion."""
    (folder / "suspect.md").write_text(SUSPECT, "utf-8")
    result = run_shell(f"A convert suspect.md -o x.ris {command}")
    assert (0, b"") == (result.returncode, result.stderr)
    assert 8 == (folder / "x.ris").read_text("utf-8").count("ER  -")


@pytest.mark.parametrize(
    ("expected", "command"),
    [
        (b"cannot write <stdout>: Bad file descriptor", "A convert digest.md >&-"),
        (b"cannot read <stdin>: Bad file descriptor", "A convert - -o x.bib <&-"),
    ],
)
def test_closed_streams(expected: bytes, command: str) -> None:
    """What is closed can be neither read nor written, and a line says so."""
    result = run_shell(command)
    assert (2, b"arxiv2bib: error: " + expected + b"\n") == (result.returncode, result.stderr)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs signals of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_nothing_begun(folder: Path, name: str) -> None:
    """A run that is ended in the middle leaves the old output, no draft of the new one, and no traceback."""
    (folder / "x.bib").write_text("old\n")
    (folder / "big.md").write_text(HEADING + "".join(map(make_record, range(1, 20_000))), "utf-8")
    action = "default_int_handler" if name == "SIGINT" else "SIG_DFL"  # as if nobody had it ignored
    code = f"import signal, arxiv2bib.cli as c; signal.signal(signal.{name}, signal.{action}); c.main()"
    words = [sys.executable, "-c", code, "convert", "big.md", "-q", "-o", "x.bib"]
    with subprocess.Popen(words, stderr=subprocess.PIPE) as process:
        while not list(folder.glob(".x.bib*")):
            assert process.poll() is None
        process.send_signal(signal.Signals[name])
        _, said = process.communicate()
    assert b"Traceback" not in said
    assert -signal.Signals[name] == process.returncode
    assert ("old\n", ["big.md", "digest.md", "x.bib"]) == (
        (folder / "x.bib").read_text(),
        sorted(path.name for path in folder.iterdir()),
    )


def test_a_process_keeps_an_old_file_if_strict(folder: Path) -> None:
    """A strict run that fails leaves the old output and no other file."""
    (folder / "x.md").write_text(FAILED, "utf-8")
    (folder / "x.bib").write_text("old\n")
    assert 1 == run_process("convert", "x.md", "-o", "x.bib", "--strict").returncode
    assert ("old\n", ["digest.md", "x.bib", "x.md"]) == (
        (folder / "x.bib").read_text(),
        sorted(path.name for path in folder.iterdir()),
    )
