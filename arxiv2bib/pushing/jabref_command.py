"""JabRef by its command: a file for the JabRef that runs, to which a second one hands its arguments before it ends.

Nothing comes back but whether it did. Source: JabRef/jabref, CliOptions, GuiCommandLine, logic/remote; JabRef 3.8.2,
tried with its windows.
"""

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

import attrs

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.parcels import Fate, Outcome, Parcel
from arxiv2bib.settings import Settings

__all__ = ["JabRefCommand", "find_jabref"]

_NEVER: Final = "none"
_OPTIONS: Final = ("--importToOpen", "--add")
"""What imports a file into the library that is open: the spelling that versions 3 to 6 take, though 6 does not tell it,
and that of 6. Never its short form, ``-a``: that is another option in versions up to 5. And the program is never asked
for its help: a second JabRef hands the question to the first, and 3.8 stops listening then."""
_UNKNOWN: Final = "unknown option"
"""What a JabRef says, in whatever letters, that does not take an option."""
_PORT: Final = 6050
"""Where a JabRef that runs waits for the arguments of a second one, unless its user forbids it."""
_PATIENCE: Final = 4.0  # times the time-out: a second JabRef takes its time to start
_WORDS: Final = 200
"""How many characters of what a command says are told."""
_ALL: Final = 1 << 30
"""How many parcels go at once: each file would be a window of its own, or even a JabRef of its own."""


def find_jabref(settings: Settings, collection: str | None, *, why: str) -> "JabRefCommand":
    """Return the command of JabRef, as *settings* have it; *why* says why JabRef was not spoken to.

    JabRef is not started: without one that runs, the papers would be a library of their own. Raises
    :class:`~arxiv2bib.ServiceError` if none runs, the command is not there or is not to be used,
    :class:`~arxiv2bib.ExportError` for a *collection*, of which it cannot be told.
    """
    if settings.jabref_command == _NEVER:
        raise ServiceError(f"{why}, and its command is not to be used")
    words = _split(settings.jabref_command)
    if not words:
        raise ServiceError(f"{why}, and there is no command {settings.jabref_command!r}")
    if not _is_running():
        raise ServiceError(f"{why}, and no JabRef runs that its command could hand papers to")
    folder = Path(tempfile.gettempdir())
    if "," in str(folder) or (os.name == "posix" and "~" in str(folder)):
        raise ServiceError(f"{why}, and its command takes no file in {folder}: the folder's name has a , or a ~ in it")
    if collection is not None:
        raise ExportError(
            f"{why}, and its command knows no groups; turn on JabRef's HTTP server, or push without --collection"
        )
    return JabRefCommand(tuple(words), folder, settings.timeout * _PATIENCE)


def _is_running() -> bool:
    """Whether somebody has JabRef's port. It is not called: 3.8 would stop listening."""
    with socket.socket() as place:
        try:
            place.bind(("127.0.0.1", _PORT))
        except OSError:
            return True
    return False


def _split(command: str) -> list[str]:
    """Return *command*, which may be the path of a program or have arguments, in words; none if it is not there."""
    whole = shutil.which(Path(command).expanduser())
    if whole is not None:
        return [str(whole)]
    try:
        first, *rest = shlex.split(command)
    except ValueError:
        return []
    found = shutil.which(Path(first).expanduser())
    return [str(found), *rest] if found is not None else []


@attrs.define
class JabRefCommand:
    """A JabRef that runs, by its command; a :class:`~arxiv2bib.pushing.parcels.Destination`.

    *words* are the command, *folder* is where the files for it are left, *seconds* how long it is watched.
    """

    words: tuple[str, ...]
    folder: Path
    seconds: float
    program: str = attrs.field(default="JabRef", init=False)
    place: str = attrs.field(default="by its command", init=False)
    scope: str = attrs.field(default="jabref:command", init=False)
    batch_size: int = attrs.field(default=_ALL, init=False)

    def find_known(self, parcels: Sequence[Parcel]) -> frozenset[str] | None:
        """Return None: a command cannot be asked."""
        return None

    def settle(self, ticket: str) -> str:
        """Return that nothing went wrong: nothing is known of it."""
        return ""

    def send(self, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        """Hand a file with *parcels* over. A *ticket* whose file was handed over before is not handed over again."""
        file = self.folder / f"arxiv2bib-{ticket}.bib"
        given = file.with_suffix(".given")
        if given.exists():
            return Outcome(Fate.SEEN)
        said = ""
        try:
            file.write_text("\n\n".join(parcel.text for parcel in parcels) + "\n", "utf-8", "replace")
            for option in _OPTIONS:
                said = self._run(option, file, given)
                if _UNKNOWN not in said.casefold():
                    break
        except OSError as error:
            return Outcome(Fate.BARRED, f"JabRef's command cannot be run: {error.strerror or error}")
        return Outcome(Fate.BARRED, f"JabRef's command failed ({said})") if said else Outcome(Fate.SAVED)

    def _run(self, option: str, file: Path, given: Path) -> str:
        """Run the command; return with what words it failed. While *given* is there, it may have taken the file."""
        log = file.with_suffix(".log")
        with log.open("wb") as stream:
            process = _start([*self.words, option, str(file)], stream)
        given.touch()
        try:
            status = process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            process.returncode = 0  # it is a JabRef of its own, which shows the file, and nobody waits for its end
            return ""
        if status == 0:
            return ""
        given.unlink(missing_ok=True)
        return " ".join([f"status {status}:", *log.read_text("utf-8", "replace").split()])[:_WORDS]


def _start(words: Sequence[str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start a program that lives on when we end, and is not stopped by our Ctrl-C."""
    new_group: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it, and has no sessions
    return subprocess.Popen(  # noqa: S603 (the user's own command)
        words,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        creationflags=new_group,
        start_new_session=not new_group,
    )
