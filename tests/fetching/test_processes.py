"""Processes: several on one cache, and what one leaves behind that is ended in the middle."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

import arxiv2bib
from tests.fetching.serving import Asked, Recorded, RecordedServer

SCRIPT = """
import os, pathlib, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
from arxiv2bib.fetching import open_fetcher
from arxiv2bib.settings import load_settings

folder, url, interval, *paths = sys.argv[1:]
addresses = {name + "_url": url for name in ("arxiv", "crossref", "datacite", "doi")}
intervals = {"arxiv_interval": interval, "crossref_interval": 0}
known = {"config": pathlib.Path(os.devnull), "environ": {}, "mailto": "me@example.org"}
settings = load_settings(cache_dir=folder, **known, **addresses, **intervals)
with open_fetcher(settings) as fetch:
    answers = [answer for answer in fetch.fetch_many(url + path for path in paths)]
print(sum(getattr(answer, "status", 0) == 200 for answer in answers))
"""


def start(folder: Path, url: str, paths: Sequence[str], *, interval: float = 0.0) -> subprocess.Popen[str]:
    """Start a process that asks for *paths*, and prints how many were answered."""
    home = str(Path(arxiv2bib.__file__).resolve().parent.parent)
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), url, str(interval), *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": home},
    )


def is_sound(path: Path) -> bool:
    """Whether SQLite finds no fault with the file."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()


def test_two_processes_share_one_cache(tmp_path: Path, server: RecordedServer) -> None:
    """Both finish with every answer, the file is whole, and arXiv sees one connection at the rate of one process."""
    server.reset(Recorded(seconds=0.01))
    paths = [f"/api/query?id_list={number}" for number in range(8)]
    others = [f"/api/query?id_list={number}" for number in range(6, 14)]
    interval = 0.1
    processes = [start(tmp_path, server.url, asked, interval=interval) for asked in (paths, others)]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [("8\n", ""), ("8\n", "")] == outputs
    assert (1, True) == (server.most_at_once, is_sound(tmp_path / "answers.sqlite"))
    assert {*paths, *others} == set(server.paths)
    times = [asked.time for asked in server.asked]
    assert times[-1] - times[0] >= (len(times) - 1) * interval - 0.05


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_what_was_answered_is_not_asked_again(tmp_path: Path, server: RecordedServer, number: signal.Signals) -> None:
    """A process that is ended in the middle leaves a whole cache, at once, and the next one asks for the rest alone."""
    paths = [f"/works/10.1/{index}" for index in range(30)]
    is_under_way, is_over = threading.Event(), threading.Event()

    def answer(asked: Asked, count: int) -> Recorded:
        if len(server.asked) > 15:
            is_under_way.set()
            is_over.wait(60)
        return Recorded()

    server.reset(answer)
    process = start(tmp_path, server.url, paths)
    assert is_under_way.wait(60)
    process.send_signal(number)
    output, _ = process.communicate(timeout=30)
    is_over.set()
    assert "" == output
    assert is_sound(tmp_path / "answers.sqlite")
    first = len(server.asked)
    server.reset()
    assert ("30\n", "") == start(tmp_path, server.url, paths).communicate(timeout=60)
    assert first + len(server.asked) <= len(paths) + 3  # those under way, one on each connection
