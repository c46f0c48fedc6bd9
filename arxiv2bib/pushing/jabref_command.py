"""JabRef by the command that starts it: a file is handed to the one that runs, or one is started with it.

Nothing comes back but whether the command could be run. Source: JabRef/jabref, CliOptions and GuiCommandLine;
JabRef 3.8 of Debian.
"""

import os
import shlex
import shutil
import subprocess
import sys
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
"""What imports a file into the library that is open: the spelling of versions up to 5, which 6 takes and does not tell,
and that of 6. Never its short form, ``-a``: that is another option in versions up to 5."""
_HAS_DISPLAY: Final = ("DISPLAY", "WAYLAND_DISPLAY")
_ALL: Final = 1 << 30
"""How many parcels go at once: each file would be a window of its own, or even a JabRef of its own."""


def find_jabref(settings: Settings, collection: str | None, *, why: str) -> "JabRefCommand":
    """Return the command that starts JabRef, as *settings* have it; *why* says why JabRef was not spoken to.

    Raises :class:`~arxiv2bib.ServiceError` if it is not there, cannot show a window, or is not to be used,
    :class:`~arxiv2bib.ExportError` for a *collection*, of which it cannot be told.
    """
    if settings.jabref_command == _NEVER:
        raise ServiceError(f"{why}, and its command is not to be used")
    words = _split(settings.jabref_command)
    if not words:
        raise ServiceError(f"{why}, and there is no command {settings.jabref_command!r}")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _HAS_DISPLAY):
        raise ServiceError(f"{why}, and its command {settings.jabref_command!r} has no display here")
    folder = Path(tempfile.gettempdir())
    if "," in str(folder) or (os.name == "posix" and "~" in str(folder)):
        raise ServiceError(f"{why}, and its command takes no file in {folder}: the folder's name has a , or a ~ in it")
    if collection is not None:
        raise ExportError(
            f"{why}, and its command knows no groups; turn on JabRef's HTTP server, or push without --collection"
        )
    return JabRefCommand(tuple(words), folder, settings.timeout)


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
    """A JabRef that is started; a :class:`~arxiv2bib.pushing.parcels.Destination`.

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
        try:
            file.write_text("\n\n".join(parcel.text for parcel in parcels) + "\n", "utf-8", "replace")
            with file.with_suffix(".log").open("wb") as log:
                process = _start([*self.words, self.find_option(), str(file)], log)
            given.touch()
        except OSError as error:
            return Outcome(Fate.BARRED, f"JabRef's command cannot be run: {error.strerror or error}")
        try:
            status = process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            process.returncode = 0  # no JabRef was running: this one is, until the user ends it; nobody waits for it
            return Outcome(Fate.SAVED)
        if status == 0:
            return Outcome(Fate.SAVED)
        given.unlink(missing_ok=True)
        said = " ".join(file.with_suffix(".log").read_text("utf-8", "replace").split())[-200:]
        return Outcome(Fate.BARRED, f"JabRef's command failed (status {status}) {said}".rstrip())

    def find_option(self) -> str:
        """Return the option by which this JabRef imports into the library that is open, as its help tells.

        A JabRef that hands its arguments to the one that runs, and says nothing, takes the first of them.
        """
        try:
            told = subprocess.run(  # noqa: S603 (the user's own command)
                [*self.words, "--help"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=self.seconds,
                check=False,
            ).stdout.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            return _OPTIONS[0]
        return next((option for option in _OPTIONS if option in told), _OPTIONS[0])


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
