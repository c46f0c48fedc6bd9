"""Standard output that is closed, full or in another encoding, for every command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    "explain refs.bib",
    "check refs.bib",
    "check refs.bib --format json",
    "convert refs.bib --diff -o other.bib",
    "formats",
    "cache path",
    "completion bash",
    "--help",
)
REFS = "@article{ä1, title={Zażółć – 光}, note={Accepted at CVPR 2020 – łódź}, doi={x ł}}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text(REFS, "utf-8")


def run_shell(command: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Return the result of a shell command in which A is this program."""
    script = f'A() {{ "{sys.executable}" -m arxiv2bib "$@"; }}\n{command}'
    return subprocess.run(["bash", "-c", script], env={**os.environ, **env}, capture_output=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk(command: str) -> None:
    """What cannot be written is exit status 2 and one line, whatever command it was."""
    result = run_shell(f"A {command} > /dev/full")
    assert 2 == result.returncode
    assert b"arxiv2bib: error: cannot write <stdout>: No space left on device" == result.stderr.splitlines()[-1]
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["explain -", "check -", "convert -", "fetch", "push - --into zotero"])
def test_a_closed_input(command: str) -> None:
    """An input that is closed cannot be read, whatever command it was for."""
    result = run_shell(f"A {command} <&-")
    assert 2 == result.returncode
    assert b"arxiv2bib: error: cannot read <stdin>: Bad file descriptor\n" == result.stderr


@pytest.mark.parametrize(
    "command", ["explain refs.bib", "check refs.bib --select all", "check refs.bib --format github"]
)
def test_letters_that_the_encoding_lacks(command: str) -> None:
    """They are escaped, and the others are written as they are."""
    plain = run_shell(f"A {command}", PYTHONIOENCODING="utf-8")
    for encoding in ("latin-1", "cp1252", "euc_jp"):
        result = run_shell(f"A {command}", PYTHONIOENCODING=encoding)
        assert (plain.returncode, plain.stderr) == (result.returncode, result.stderr)
        assert plain.stdout.decode().encode(encoding, "backslashreplace") == result.stdout


def test_json_is_utf8() -> None:
    """JSON is in UTF-8 wherever it goes; bytes that are no letters are escapes in it."""
    Path("bad.bib").write_bytes(REFS.encode().replace(b"CVPR", b"CVPR \xff"))
    result = run_shell("A explain bad.bib --json", PYTHONIOENCODING="latin-1")
    assert (0, b"") == (result.returncode, result.stderr)
    assert "ä1" == json.loads(result.stdout.decode())["key"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are texts there")
@pytest.mark.parametrize("form", ["text", "github", "json", "sarif"])
def test_a_name_that_is_no_text(form: str) -> None:
    """A file whose name is not in the encoding of the system is checked like any other."""
    Path(os.fsdecode(b"n\xff.bib")).write_text(REFS, "utf-8")
    result = run_shell(f"A check $'n\\xff.bib' --format {form}", PYTHONIOENCODING="utf-8:strict")
    assert 1 == result.returncode
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names are texts there")
def test_the_path_of_the_cache_is_exact() -> None:
    """``cache path`` is for scripts: the bytes of the name are those of the folder."""
    result = run_shell("A cache --cache-dir $'c\\xff' path", PYTHONIOENCODING="utf-8:strict")
    assert b"c\xff/answers.sqlite\n" == result.stdout
