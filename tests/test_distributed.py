"""Conversions and bags of entries on a Dask cluster: a scheduler and two workers, processes on this machine."""

import gzip
import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import attrs
import pytest

import arxiv2bib
from arxiv2bib import Diagnostic, Entry, ExportError, InvalidValueError, ReadError, Report, _cluster, _parallel
from arxiv2bib._services import Step

pytest.importorskip("distributed", reason="needs the extra dask")

from arxiv2bib.distributed import read_bag

# Workers on threads of this process would share its memory with it: processes of their own show what is pickled.
SCHEDULER = """
import asyncio, sys
from distributed import Scheduler, config
async def run():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        print(scheduler.address, flush=True)
        await scheduler.finished()
asyncio.run(run())
"""
WORKER = """
import asyncio, sys
from distributed import Worker
async def run():
    async with Worker(sys.argv[1], nthreads=1, dashboard=False, local_directory=sys.argv[2]) as worker:
        print(worker.address, flush=True)
        await worker.finished()
asyncio.run(run())
"""
RECORDS = [
    f"TY  - JOUR\nAU  - Smith, Ann\nTI  - Title {number}\nPY  - 2020\nAB  - {'words ' * 30}\nER  - \n\n"
    for number in range(80)
]


@attrs.frozen
class Cluster:
    """A scheduler and its workers."""

    address: str
    folder: Path
    processes: "list[subprocess.Popen[str]]" = attrs.field(factory=list)

    def add(self) -> None:
        """Start another worker."""
        self.processes.append(start(WORKER, self.address, str(self.folder))[0])


def start(code: str, *words: str) -> "tuple[subprocess.Popen[str], str]":
    """Return a process that runs *code*, and the address that it prints once it is there."""
    home = str(Path(arxiv2bib.__file__).resolve().parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": home}, cwd=words[-1] if words else None,
    )  # fmt: skip
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def count(step: object) -> int:
    """Return how many records are done."""
    assert isinstance(step, Step)
    return step.done


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Give a cluster of two workers."""
    scheduler, address = start(SCHEDULER)
    found = Cluster(address, tmp_path_factory.mktemp("dask"))
    try:
        found.add()
        found.add()
        yield found
    finally:
        for process in (*found.processes, scheduler):
            process.kill()
            with process:
                process.wait()


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file of many parts."""
    monkeypatch.setattr(_parallel, "SIZE", 5000)
    path = tmp_path / "in.ris"
    path.write_text("".join(RECORDS))
    return path


def test_a_cluster_converts(cluster: Cluster, source: Path, tmp_path: Path) -> None:
    """The output and the report are those of one process, and progress is told."""
    reports, progress = [], []
    for name, more in (("one.bib", {}), ("many.bib", {"engine": "dask", "scheduler": cluster.address})):
        said: list[object] = []
        report = Report(said.append)
        arxiv2bib.convert(source, tmp_path / name, report=report, **more,  # type: ignore[arg-type]
                          watch=lambda step: progress.append(count(step)))  # fmt: skip
        reports.append((said, report.totals()))
    assert reports[0] == reports[1]
    assert (tmp_path / "one.bib").read_bytes() == (tmp_path / "many.bib").read_bytes()
    assert progress == sorted(progress)
    assert len(RECORDS) == progress[-1]


def test_an_output_in_parts(cluster: Cluster, source: Path, tmp_path: Path) -> None:
    """Each part is a file that can be read; together they have all entries in order, with keys that are unique."""
    out = tmp_path / "out"
    arxiv2bib.convert(source, f"{out}/", to="csl-json", engine="dask", scheduler=cluster.address)
    files = sorted(out.iterdir())
    assert len(files) > 3
    assert {".json"} == {path.suffix for path in files}
    entries = [entry for path in files for entry in arxiv2bib.load(path)]
    assert [f"Title {number}" for number in range(len(RECORDS))] == [entry.title for entry in entries]
    assert len(entries) == len({entry.key for entry in entries})
    with pytest.raises(ExportError, match="parts of another output"):
        arxiv2bib.convert(source, out, to="csl-json", engine="dask", scheduler=cluster.address)


def test_a_lost_worker_costs_time_only(cluster: Cluster, source: Path, tmp_path: Path) -> None:
    """When a worker is killed in the middle, the output is what it would have been."""
    arxiv2bib.convert(source, tmp_path / "one.bib")
    left = [cluster.processes.pop()]

    def kill(step: object) -> None:
        if left and count(step):
            process = left.pop()
            process.send_signal(signal.SIGKILL)
            with process:
                process.wait()
            cluster.add()

    arxiv2bib.convert(source, tmp_path / "many.bib", engine="dask", scheduler=cluster.address, watch=kill)
    assert not left
    assert (tmp_path / "one.bib").read_bytes() == (tmp_path / "many.bib").read_bytes()


def test_a_bag_of_entries(cluster: Cluster, source: Path, tmp_path: Path) -> None:
    """A bag has the entries of all files in order, where they stood, in partitions of the size that was asked for."""
    distributed: Any = importlib.import_module("distributed")  # Any: it is not typed
    (tmp_path / "more.ris.gz").write_bytes(gzip.compress("".join(RECORDS[:3]).encode()))
    bag: Any = read_bag([source, tmp_path / "more.ris.gz"], size=4_000)
    assert 3 < bag.npartitions < 12
    with distributed.Client(cluster.address, set_as_default=True):
        entries = bag.compute()
        titles = bag.map(attrgetter("title")).distinct().compute()  # a function of these tests is unknown to workers
    expected = [*arxiv2bib.load(source), *arxiv2bib.load(tmp_path / "more.ris.gz")]
    assert expected == entries
    assert [_stand(entry) for entry in expected] == [_stand(entry) for entry in entries]
    assert [f"Title {number}" for number in range(len(RECORDS))] == titles


def test_a_bag_of_entries_and_what_is_told(tmp_path: Path) -> None:
    """With its diagnostics a bag tells what a report would, where it was found: encodings and records that failed."""
    records = [*RECORDS, "TY  - JOUR\n\n", RECORDS[0].replace("Ann", "Zo\u00e9")]
    (tmp_path / "a.ris").write_bytes("".join(records).encode("cp1252"))
    (tmp_path / "b.ris.gz").write_bytes(gzip.compress(b"TY  - JOUR\n" + RECORDS[0].encode()))
    bag: Any = read_bag(tmp_path, size=4_000, with_diagnostics=True)
    found = bag.compute(scheduler="sync")
    told = [one for one in found if isinstance(one, Diagnostic)]
    expected = Report()
    entries = [entry for name in ("a.ris", "b.ris.gz") for entry in arxiv2bib.load(tmp_path / name, report=expected)]
    assert {"text/guessed-encoding", "read/failed-record"} <= {str(one.code) for one in told}
    assert [(one.code, one.source, one.line) for one in expected.diagnostics] == [
        (one.code, one.source, one.line) for one in told
    ]
    assert entries == [one for one in found if isinstance(one, Entry)]
    plain: Any = read_bag(tmp_path, size=4_000)
    assert entries == plain.compute(scheduler="sync")


def _stand(entry: Entry) -> tuple[str, int]:
    assert entry.origin is not None
    return entry.origin.source, entry.origin.record.line


def test_a_bag_of_nothing(tmp_path: Path) -> None:
    """Where there is nothing to read, there is no bag."""
    with pytest.raises(ReadError, match="no file that can be read"):
        read_bag(tmp_path)
    with pytest.raises(ReadError, match="cannot read"):
        read_bag(tmp_path / "missing.ris")


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("arxiv-digest", "### A\n- **Arxiv ID**: http://arxiv.org/abs/2212.03069v2\n- **Authors**: Ann Smith\n"),
        ("bibtex", "@misc{a, title = {A}, year = 2020}\n"),
        ("bibtex", "@misc{a, title = {A}, year = 2020\n"),
        ("ris", RECORDS[0]),
        ("csl-json", '[{"id": "a", "type": "book", "title": "A"}]'),
    ],
)
def test_entries_can_be_pickled(format: str, text: str) -> None:
    """An entry that was read can be sent elsewhere, more than once, with its record and what that has for fields."""
    (entry,) = arxiv2bib.loads(text, format)
    again = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(entry))))
    assert entry == again
    assert entry.origin is not None
    assert entry.origin == again.origin
    assert entry.origin.record.fields == again.origin.record.fields
    assert arxiv2bib.dumps([entry], "bibtex") == arxiv2bib.dumps([again], "bibtex")


def test_what_is_missing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a scheduler, with one that does not answer, and without Dask, it is said what is missing."""
    monkeypatch.setattr(_cluster, "_PATIENCE", 0.2)
    with pytest.raises(InvalidValueError, match="address of a scheduler"):
        arxiv2bib.convert(source, tmp_path / "out.bib", engine="dask")
    with pytest.raises(ExportError, match="does not answer"):
        arxiv2bib.convert(source, tmp_path / "out.bib", engine="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(InvalidValueError, match="engine is one of processes, dask"):
        arxiv2bib.convert(source, tmp_path / "out.bib", engine="other")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InvalidValueError, match=r"arxiv2bib-kit\[dask\]"):
        arxiv2bib.convert(source, tmp_path / "out.bib", engine="dask", scheduler="tcp://127.0.0.1:9")
