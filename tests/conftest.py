"""What every test may ask for: the corpus of real files, outside programs, a Hypothesis profile.

Environment variables:

- ``ARXIV2BIB_CORPUS``: the folder of real files; ``shared/corpus`` beside the checkout unless set.
- ``ARXIV2BIB_REQUIRE_PROGRAMS=1``: a test whose program is missing fails instead of being skipped.
- ``HYPOTHESIS_PROFILE``: ``ci`` (the same examples every time; the default), ``dev`` (new ones each time) or
  ``long`` (new ones, and many more of them).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

import arxiv2bib

if TYPE_CHECKING:
    from tests.fetching.serving import RecordedServer

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("ARXIV2BIB_CORPUS") or ROOT.parent / "shared" / "corpus")

DEBIAN_PACKAGES = {
    "bib2xml": "bibutils",
    "biber": "biber",
    "bibtex": "texlive-binaries",
    "ris2xml": "bibutils",
    "xml2bib": "bibutils",
    "xml2ris": "bibutils",
}
"""The Debian package of each outside program, for the message that says it is missing."""

# No deadline: how long an example takes is the machine's business, and benchmarks measure it.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile(
    "long",
    deadline=None,
    max_examples=2_000,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "ci")


def find_program(program: str) -> str:
    """Return the path of *program*; skip or fail the test, as the environment says, where there is none."""
    path = shutil.which(program)
    if path is not None:
        return path
    reason = f"needs the program {program} (Debian package {DEBIAN_PACKAGES.get(program, program)})"
    if os.environ.get("ARXIV2BIB_REQUIRE_PROGRAMS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def module_server() -> "Iterator[RecordedServer]":
    """Return a server for all tests of a module; each says what it answers."""
    from tests.fetching.serving import serve

    with serve() as server:
        yield server


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave out all that is set on this machine about services."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for service in ("ARXIV", "CROSSREF", "DATACITE", "DOI"):
        monkeypatch.delenv(f"ARXIV2BIB_{service}_URL", raising=False)


@pytest.fixture(scope="session")
def needs() -> Callable[[str], str]:
    """Return a function from an outside program's name to its path, which skips the test where there is none."""
    return find_program


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real files; skip the test where there is none."""
    if not CORPUS.is_dir():
        pytest.skip(NO_CORPUS)
    return CORPUS


NO_CORPUS = f"needs the corpus of real files ({CORPUS} is no folder; ARXIV2BIB_CORPUS names another)"


def list_corpus_files(pattern: str) -> list[Path]:
    """Return the files of the corpus that match *pattern*, sorted; none where there is no corpus."""
    return sorted(path for path in CORPUS.glob(pattern) if path.is_file())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked ``corpus_files`` once for each file."""
    for marker in metafunc.definition.iter_markers("corpus_files"):
        (pattern,) = marker.args
        paths = list_corpus_files(pattern)
        if CORPUS.is_dir() and not paths:
            msg = f"{metafunc.definition.nodeid}: no file of the corpus matches {pattern!r}"
            raise pytest.UsageError(msg)
        missing = pytest.param(None, id="no-corpus", marks=pytest.mark.skip(reason=NO_CORPUS))
        values = [pytest.param(path, id=path.relative_to(CORPUS).as_posix()) for path in paths]
        metafunc.parametrize("corpus_file", values or [missing])


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail a test marked ``debian`` when one of its programs is missing."""
    for marker in item.iter_markers("debian"):
        for program in marker.args:
            find_program(program)


def pytest_report_header() -> str:
    """Say which arxiv2bib is tested, so that nobody tests another one than he thinks."""
    return f"arxiv2bib: {Path(arxiv2bib.__file__).parent}"
