"""Where the other programs live: a virtual environment and a folder of npm packages of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrs

from tests.benchmarks.peers.table import DEBIAN, NPM, PIP, Row

HERE = Path(__file__).resolve().parent


@attrs.frozen
class Home:
    """The folder that the others are installed in."""

    folder: Path

    @property
    def python(self) -> Path:
        """The Python of the others."""
        return self.folder / "venv" / "bin" / "python"

    @property
    def modules(self) -> Path:
        """The npm packages."""
        return self.folder / "npm" / "node_modules"

    def install(self) -> None:
        """Install what is not there yet; npm's programs only where there is an npm."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", self.folder / "venv"], check=True)
            subprocess.run([self.python, "-m", "pip", "install", "-q", *PIP], check=True)
        npm = shutil.which("npm")
        if npm is not None and not self.modules.exists():
            self.modules.parent.mkdir(exist_ok=True)
            subprocess.run(
                [npm, "install", "--silent", "--legacy-peer-deps", *NPM], cwd=self.modules.parent, check=True
            )

    def command(self, row: Row, source: Path, target: Path) -> list[str] | None:
        """Return the command of *row*, or None if its program is not here."""
        match row.kind:
            case "own" if row.job.startswith("entries"):
                return [sys.executable, str(HERE / "run.py"), row.program, row.job, str(source), str(target)]
            case "own":
                to = row.job.partition(" to ")[2]
                words = ["convert", str(source), "-t", to, "-o", str(target), "-q"]
                return [sys.executable, "-m", "arxiv2bib", *words]
            case "python":
                job = row.job.partition(":")[0]
                return [str(self.python), str(HERE / "run.py"), row.words[0], job, str(source), str(target)]
            case "node":
                node = shutil.which("node")
                words = [str(HERE / "run.cjs"), row.program, row.job, str(source), str(target)]
                return [node, *words] if node is not None and self.modules.exists() else None
            case "pandoc":
                pandoc = next(self.folder.glob("venv/lib/*/site-packages/pypandoc/files/pandoc"), None)
                formats = [] if pandoc is None else [str(pandoc), "-f", row.words[0], "-t", row.words[1]]
                return [*formats, str(source), "-o", str(target)] if formats else None
            case "shell":
                if shutil.which(DEBIAN[row.program]) is None:
                    return None
                return ["sh", "-c", f"{row.words[0].format(source=source)} > {target}"]

    def environment(self) -> dict[str, str]:
        """Return the environment of a run: plain Python, and npm's packages."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
        return {**plain, "NODE_PATH": str(self.modules)}

    def versions(self) -> list[str]:
        """Return the names and versions of the others."""
        found = [name.replace("==", " ") for name in PIP]
        if self.modules.exists():
            for name in NPM:
                package = name.rpartition("@")[0]
                version = json.loads((self.modules / package / "package.json").read_text("utf-8"))["version"]
                found.append(f"{package} {version}")
        for name in DEBIAN:
            asked = subprocess.run(
                ["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, check=False, encoding="utf-8"
            )
            if asked.returncode == 0 and asked.stdout:
                found.append(f"{name} {asked.stdout}")
        return found
