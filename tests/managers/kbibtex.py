"""KBibTeX, asked with keys pressed on a screen that nobody sees: a file opened, all entries chosen and copied.

It has neither a command for that nor messages. What it copies is BibTeX that it makes of what it understood. RIS that
it is started with it does not open ("no part available"), so that it is asked about BibTeX only.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.agreement.neutral import Item
from tests.managers.programs import MissingError, Program
from tests.managers.quick import find_command, read_bibtex_output, run

__all__ = ["KBIBTEX"]

_LIMIT: Final = 120
"""Seconds."""
_COMMANDS: Final = ("kbibtex", "xvfb-run", "xauth", "dbus-run-session", "xdotool", "xclip")
# Windows are looked up anew each time, since they come and go. The first one asks whether it shall be the usual program
# for such files; the list of entries is in the middle of the other one, where a second click would open an entry.
_SCRIPT: Final = """
find() { xdotool search --name "$1" | tail -n 1; }
kbibtex "$1" >kbibtex.log 2>&1 &
for try in $(seq 30); do
    sleep 1
    asked=$(find 'Default Bibliography Editor') && [ -n "$asked" ] && break
done
for try in $(seq 10); do
    [ -n "$asked" ] || break
    xdotool windowfocus "$asked" key alt+k
    sleep 1
    asked=$(find 'Default Bibliography Editor')
done
window=$(find "$1")
xdotool windowfocus "$window" mousemove --window "$window" 600 300 click 1
for try in $(seq 10); do
    sleep 1
    xdotool windowfocus "$window" key ctrl+a key ctrl+c
    sleep 2
    timeout 10 xclip -selection clipboard -o >copied.bib
    [ "$(grep -c '^@' copied.bib)" = "$2" ] && break
done
kill $!
"""


def _find() -> str:
    for name in _COMMANDS:
        if shutil.which(name) is None:
            raise MissingError(f"no program {name}")
    return find_command("dpkg-query", "--show", "--showformat=${Version}", "kbibtex")


def _read(text: str) -> Mapping[str, Item]:
    count = str(f"\n{text}".count("\n@"))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.bib").write_text(text, encoding="utf-8")
        (place / "ask.sh").write_text(_SCRIPT, encoding="utf-8")
        # Its settings are looked for in the home of the user; root may not use the sandbox of its browser.
        home = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder, "QTWEBENGINE_DISABLE_SANDBOX": "1"}
        screen = ("xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "dbus-run-session", "--")
        run(*screen, "sh", "ask.sh", "papers.bib", count, folder=place, limit=_LIMIT, environment=home)
        return read_bibtex_output((place / "copied.bib").read_text("utf-8"))


KBIBTEX: Final[tuple[Program, ...]] = (Program("KBibTeX", "zotero", "bibtex", _find, _read),)
