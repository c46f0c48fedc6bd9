"""Exporting in other processes, as if they were on other machines."""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from arxiv2bib.model.entry import Entry
from arxiv2bib.protocols import Exporter

__all__ = ["export_elsewhere"]

_SCRIPT: Final = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
exporter, entries = pickle.load(sys.stdin.buffer)
from arxiv2bib import Report
sys.stdout.buffer.write("".join(exporter.export(entries, report=Report())).encode("utf-8", "surrogatepass"))
"""
_MACHINES: Final = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Auckland"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Los_Angeles"},
)


def export_elsewhere(exporter: Exporter, entries: Sequence[Entry]) -> list[str]:
    """Return what *exporter* writes for *entries* with two other orders of hashes, locales and time zones."""
    module = sys.modules[type(exporter).__module__]
    root = Path(module.__file__ or "").resolve().parents[module.__name__.count(".")]
    data = pickle.dumps([*sys.path, str(root)]) + pickle.dumps((exporter, tuple(entries)))
    with ThreadPoolExecutor() as pool:
        return list(pool.map(partial(_run, data), _MACHINES))


def _run(data: bytes, machine: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 (this Python, a script of our own)
        [sys.executable, "-c", _SCRIPT], input=data, capture_output=True, check=False, env={**os.environ, **machine}
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode("utf-8", "surrogatepass")
