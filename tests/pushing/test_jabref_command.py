"""JabRef's command: what it is given, and what is made of its end. The script holds to the options of each version."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from arxiv2bib import load
from arxiv2bib.diagnostics import Code, Report
from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing import jabref_command
from arxiv2bib.pushing.delivery import Delivery
from arxiv2bib.pushing.jabref import connect_jabref
from arxiv2bib.pushing.jabref_command import JabRefCommand, find_jabref
from arxiv2bib.pushing.ledger import Ledger
from arxiv2bib.pushing.parcels import Fate, Outcome
from tests.pushing.jabref import FakeJabRef, make_settings, read_biblatex
from tests.pushing.stopping import stopping
from tests.pushing.test_jabref import make_parcels

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs programs that are scripts")

WHY = "nothing answers at localhost:9"
NOBODY = "http://127.0.0.1:9"

SCRIPT = '''#!{python}
"""A JabRef of the kind that is told: what it is asked is written down, what it imports is kept."""
import json, os, signal, sys
from pathlib import Path

KIND, OPTIONS, PLACE = {kind!r}, {options!r}, Path({place!r})
words = sys.argv[1:]
with (PLACE / "calls").open("a") as calls:
    calls.write(json.dumps(words) + "\\n")
if KIND == "broken":
    sys.exit("Exception in thread main java.awt.HeadlessException")
if len(words) != 2 or words[0] not in OPTIONS:
    sys.exit("Unknown options: " + " ".join(words))
address = words[1].split(",")[0].replace("~", "/home")
with (PLACE / "library.bib").open("a") as library:
    library.write(Path(address).read_text("utf-8"))
if KIND == "stays":
    (PLACE / "pid").write_text(str(os.getpid()))  # waits until somebody reads it
    signal.pause()
'''
VERSIONS = {"3 to 5": ("--importToOpen",), "6": ("--add", "-a", "--importToOpen"), "later": ("--add", "-a")}
"""The options by which each version imports a file; in versions up to 5, ``-a`` is another one."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder in which files are left, on a machine where somebody has JabRef's port."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as jabref:
        monkeypatch.setattr(jabref_command, "_PORT", jabref.getsockname()[1])
        yield tmp_path


Make = Callable[..., JabRefCommand]


@pytest.fixture
def make(folder: Path) -> Make:
    """Return a function that makes a JabRef of a version and a kind, and finds it as a user's settings would."""

    def make_command(version: str = "6", kind: str = "hands over", seconds: float = 20.0) -> JabRefCommand:
        program = folder / "my jabref"
        program.write_text(
            SCRIPT.format(python=sys.executable, kind=kind, options=VERSIONS[version], place=str(folder)), "utf-8"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings = make_settings(NOBODY, folder, jabref_command=str(program), timeout=seconds / 4)
        return find_jabref(settings, None, why=WHY)

    return make_command


def list_calls(folder: Path) -> list[list[str]]:
    """Return the words with which the program was called."""
    return [json.loads(line) for line in (folder / "calls").read_text().splitlines()]


def list_titles(folder: Path) -> list[str]:
    """Return the titles of what was imported."""
    library = folder / "library.bib"
    return [str(entry.title) for entry in load(library, "biblatex")] if library.exists() else []


@pytest.mark.parametrize(
    ("version", "expected"),
    [("3 to 5", ["--importToOpen"]), ("6", ["--importToOpen"]), ("later", ["--importToOpen", "--add"])],
)
def test_each_version_has_its_option(make: Make, folder: Path, version: str, expected: list[str]) -> None:
    """The older spelling is used, which 6 takes as well; a version that does not know it is given the newer one.

    Never the short form, which changed its sense, and never ``--help``, after which 3.8 listens to nobody.
    """
    assert Outcome(Fate.SAVED) == make(version).send(make_parcels(2), "ticket")
    assert [[option, str(folder / "arxiv2bib-ticket.bib")] for option in expected] == list_calls(folder)
    assert ["Paper 0", "Paper 1"] == list_titles(folder)


def test_a_jabref_that_stays(make: Make, folder: Path) -> None:
    """A command that does not end is a JabRef of its own, with the papers in its window: it is left alone."""
    os.mkfifo(folder / "pid")
    assert Outcome(Fate.SAVED) == make(kind="stays", seconds=0.5).send(make_parcels(1), "ticket")
    os.kill(int((folder / "pid").read_text()), signal.SIGTERM)  # raises if it has ended
    assert ["Paper 0"] == list_titles(folder)


def test_a_command_that_fails(make: Make, folder: Path) -> None:
    """A status that is not 0 means that nothing was imported; its last words are told, and nothing is remembered."""
    command = make(kind="broken")
    with Ledger(folder) as ledger:
        delivery = Delivery(command, ledger, Report(), tries=2, wait=lambda seconds: None)
        delivery.deliver(make_parcels(2))
        assert {} == ledger.find(command.scope, ["arxiv:2101.00000"])
    assert "JabRef's command failed (status 1: Exception in thread main java.awt.HeadlessException)" == delivery.problem
    assert (0, 2) == (delivery.sent, delivery.report.records_failed)


def test_a_command_that_cannot_be_run(make: Make, folder: Path) -> None:
    """A program that is gone when it is called is told."""
    command = make()
    Path(command.words[0]).unlink()
    assert Outcome(Fate.BARRED, "JabRef's command cannot be run: No such file or directory") == command.send(
        [], "ticket"
    )


def test_all_papers_go_at_once(make: Make, folder: Path) -> None:
    """One file for all: a second one would be a second window."""
    with Ledger(folder) as ledger:
        delivery = Delivery(make(), ledger, Report(), tries=1, wait=lambda seconds: None)
        delivery.deliver(make_parcels(1200))
    assert (1200, 1) == (delivery.sent, len(list_calls(folder)))


def test_what_was_handed_over_is_remembered(make: Make, folder: Path) -> None:
    """A second push hands over what is new: the command cannot be asked what the library has."""
    for count, expected in ((2, (2, 0)), (3, (1, 2))):
        with Ledger(folder) as ledger:
            delivery = Delivery(make(), ledger, Report(), tries=1, wait=lambda seconds: None)
            delivery.deliver(make_parcels(count))
        assert expected == (delivery.sent, delivery.known)
    assert ["Paper 0", "Paper 1", "Paper 2"] == list_titles(folder)


def test_a_stop_after_the_command(make: Make, folder: Path) -> None:
    """What was handed over by a push that was stopped is not handed over again, and that is said."""
    command = make()
    with Ledger(folder) as ledger:
        delivery = Delivery(command, ledger, Report(), tries=1, wait=lambda seconds: None)
        with stopping(JabRefCommand, 1):
            delivery.deliver(make_parcels(2))
        delivery = Delivery(command, ledger, Report(), tries=1, wait=lambda seconds: None)
        delivery.deliver(make_parcels(2))
    assert ["Paper 0", "Paper 1"] == list_titles(folder)
    assert 2 == len(delivery.report.of_code(Code.PUSH_KNOWN_WORK))


def test_the_server_is_preferred(jabref: FakeJabRef, make: Make, folder: Path) -> None:
    """The command is used only where the server does not answer."""
    command = str(make().words[0])
    for url, expected in ((jabref.url, "thesis.bib"), (NOBODY, "by its command")):
        settings = make_settings(url, folder, jabref_command=command)
        with connect_jabref(settings, None, read_biblatex) as library:
            assert expected == str(library.place)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("none", "and its command is not to be used"),
        ("no-such-jabref", "and there is no command 'no-such-jabref'"),
        ("no-such-jabref '", 'and there is no command "no-such-jabref \'"'),
    ],
)
def test_no_command(folder: Path, command: str, expected: str) -> None:
    """Without server and command JabRef is not there; both reasons are told."""
    with pytest.raises(ServiceError, match=f"^{WHY}, {expected}$"):
        find_jabref(make_settings(NOBODY, folder, jabref_command=command), None, why=WHY)


def test_a_command_with_arguments(folder: Path) -> None:
    """A JabRef in a container is a command with arguments."""
    found = find_jabref(
        make_settings(NOBODY, folder, jabref_command=f"'{sys.executable}' run 'my jabref'"), None, why=WHY
    )
    assert (sys.executable, "run", "my jabref") == found.words


def test_jabref_is_not_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody has JabRef's port, none runs, and its command would make a library of its own of the papers."""
    with socket.create_server(("127.0.0.1", 0)) as jabref:
        monkeypatch.setattr(jabref_command, "_PORT", jabref.getsockname()[1])
    with pytest.raises(ServiceError, match="and no JabRef runs that its command could hand papers to"):
        find_jabref(make_settings(NOBODY, folder, jabref_command=sys.executable), None, why=WHY)


def test_the_port_is_not_called(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody calls at JabRef's port but JabRef: 3.8 listens to nobody any more after words that it does not know."""
    with socket.create_server(("127.0.0.1", 0)) as jabref:
        jabref.setblocking(False)
        monkeypatch.setattr(jabref_command, "_PORT", jabref.getsockname()[1])
        assert Outcome(Fate.SAVED) == make().send(make_parcels(1), "ticket")
        with pytest.raises(BlockingIOError):
            jabref.accept()


@pytest.mark.parametrize("name", ["a,b", "a~b"])
def test_a_folder_that_the_option_takes_apart(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """JabRef splits the file's name at commas and puts the home folder in for ``~``: it would find no such file."""
    monkeypatch.setattr(tempfile, "tempdir", str(folder / name))
    with pytest.raises(ServiceError, match=r"its command takes no file in .*has a , or a ~ in it"):
        find_jabref(make_settings(NOBODY, folder, jabref_command=sys.executable), None, why=WHY)


def test_a_command_knows_no_groups(folder: Path) -> None:
    """A group is refused, with the way out, before anything is handed over."""
    with pytest.raises(ExportError, match="its command knows no groups; turn on JabRef's HTTP server"):
        find_jabref(make_settings(NOBODY, folder, jabref_command=sys.executable), "Thesis", why=WHY)


def test_the_real_program_takes_the_file(needs: Callable[[str], str], tmp_path: Path) -> None:
    """The JabRef that is installed imports our file by the older spelling; here without its window."""
    program = needs("jabref")
    if jabref_command._is_running():
        pytest.skip("a JabRef runs, which would be handed the file")
    file = tmp_path / "papers.bib"
    file.write_text("\n\n".join(parcel.text for parcel in make_parcels(3)) + "\n", "utf-8")
    words = [program, "--nogui", "--importToOpen", str(file), f"--output={tmp_path / 'saved.bib'}"]
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"} | {
        "JAVA_TOOL_OPTIONS": f"-Duser.home={tmp_path} -Djava.util.prefs.userRoot={tmp_path}"  # its settings, not ours
    }
    subprocess.run(words, check=True, timeout=120, stdin=subprocess.DEVNULL, capture_output=True, env=environment)
    assert ["Paper 0", "Paper 1", "Paper 2"] == [entry.title for entry in load(tmp_path / "saved.bib", "biblatex")]
