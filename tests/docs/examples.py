"""The examples of the documentation: found, run, compared, and written anew on request.

A page is one session: its ``python`` and ``console`` fences run in order, in one folder that holds ``digest.md`` and
``refs.bib``, in ``examples/`` both of them and two smaller files, and nothing else; it is the home of somebody whose
cache has some answers of the services. ``python -m tests.docs.examples PAGE ...`` writes what they print today into the
pages; read the difference before it is kept.
"""

import ast
import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import attrs

from tests.docs.answers import CACHE, fill_cache

ROOT = Path(__file__).resolve().parents[2]
DIGEST = ROOT / "examples" / "digest.md"
BIBLIOGRAPHY = ROOT / "examples" / "refs.bib"
FEED = ROOT / "examples" / "feed.atom"
SNAPSHOT = ROOT / "examples" / "snapshot.jsonl"

_FENCE = re.compile(r"^```(?P<language>[\w+-]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "
_CHECKER = doctest.OutputChecker()


@attrs.frozen
class Fence:
    """One fenced block of a page: its language, its text, and where in the page that text begins."""

    language: str
    body: str
    start: int


@attrs.frozen
class Outcome:
    """One example after it was run: what stands in the page, and what came out.

    ``start`` and ``end`` are where the expected output stands in the page.
    """

    source: str
    want: str
    got: str
    start: int
    end: int
    is_python: bool

    @property
    def shown(self) -> str:
        """What came out as a page shows it: a blank line would end the output of a Python example."""
        return re.sub(r"(?m)^\n", "<BLANKLINE>\n", self.got) if self.is_python else self.got

    @property
    def is_right(self) -> bool:
        """Whether the page shows what came out; three dots stand for anything."""
        return _CHECKER.check_output(self.want, self.got, doctest.ELLIPSIS)


def list_pages() -> list[Path]:
    """Return the pages whose examples run."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("README.md")]
    return sorted(page for page in pages if page.is_file() and "_build" not in page.parts)


def find_fences(text: str) -> list[Fence]:
    """Return the fenced blocks of a page."""
    return [Fence(found["language"], found["body"], found.start("body")) for found in _FENCE.finditer(text)]


def prepare_folder(folder: Path) -> None:
    """Put into *folder* what the examples take for granted."""
    fill_cache(folder)
    (folder / "examples").mkdir()
    for file in (DIGEST, BIBLIOGRAPHY):
        shutil.copy(file, folder)
    for file in (DIGEST, BIBLIOGRAPHY, FEED, SNAPSHOT):
        shutil.copy(file, folder / "examples")


def run_page(text: str, folder: Path) -> Iterator[Outcome]:
    """Run the examples of a page in *folder*, in order."""
    names: dict[str, object] = {"__name__": "__main__"}
    shell = Shell(folder)
    for fence in find_fences(text):
        if fence.language == "python":
            yield from _run_python(fence, names, folder)
        elif fence.language == "console":
            yield from _run_console(fence, shell)


def _run_python(fence: Fence, names: dict[str, object], folder: Path) -> Iterator[Outcome]:
    lines = fence.body.splitlines(keepends=True)
    offsets = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for example in doctest.DocTestParser().get_examples(fence.body):
        printed = io.StringIO()
        cache_dir = patch.dict(os.environ, {"ARXIV2BIB_CACHE_DIR": str(folder / CACHE)})
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed), cache_dir:
            try:
                exec(compile(example.source, "<example>", "single"), names)
            except Exception as error:  # noqa: BLE001 (an example may show any of them)
                text = "".join(traceback.format_exception_only(error))
                printed.write(f"Traceback (most recent call last):\n    ...\n{text}")
        first = example.lineno + example.source.count("\n")
        start = fence.start + offsets[first]
        end = fence.start + offsets[first + example.want.count("\n")]
        yield Outcome(example.source, example.want, printed.getvalue(), start, end, is_python=True)


def _run_console(fence: Fence, shell: "Shell") -> Iterator[Outcome]:
    position = fence.start
    for part in re.split(r"(?m)^(?=\$ )", fence.body):
        command, _, want = part.partition("\n")
        while command.endswith("\\"):
            line, _, want = want.partition("\n")
            command += f"\n{line}"
        start = position + len(command) + 1
        position += len(part)
        if not part.startswith(_PROMPT):
            if part:
                raise ValueError(f"output without a command: {part!r}")
            continue
        yield Outcome(command, want, shell.run(command.removeprefix(_PROMPT)), start, position, is_python=False)


class Shell:
    """Runs commands in one folder; each may ask for the exit status of the one before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._status = 0

    def run(self, command: str) -> str:
        """Return what *command* prints on both outputs."""
        environment = {
            "HOME": str(self._folder),
            "LC_ALL": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        }
        done = subprocess.run(
            ["bash", "-c", f"(exit {self._status})\n{command}"],
            cwd=self._folder,
            env=environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._status = done.returncode
        return done.stdout


def rewrite_page(text: str) -> str:
    """Return the page with the outputs of today."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare_folder(folder)
        pieces, done = [], 0
        for outcome in run_page(text, folder):
            if not outcome.is_right:
                pieces += [text[done : outcome.start], outcome.shown]
                done = outcome.end
    return "".join([*pieces, text[done:]])


def list_python_errors(text: str) -> list[str]:
    """Return the ``python`` fences that hold no example, or one that is no Python."""
    wrong = []
    for fence in find_fences(text):
        if fence.language == "python":
            examples = doctest.DocTestParser().get_examples(fence.body)
            if not examples:
                wrong.append(fence.body)
            for example in examples:
                try:
                    ast.parse(example.source)
                except SyntaxError:
                    wrong.append(example.source)
    return wrong


def main(pages: Sequence[str]) -> None:
    """Write the outputs of today into *pages*, or into all of them."""
    for page in map(Path, pages) if pages else list_pages():
        text = page.read_text("utf-8")
        new = rewrite_page(text)
        if new != text:
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
