"""Conversions in parts: the same bytes, keys and report as in one process, whatever happens to the workers."""

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import arxiv2bib
from arxiv2bib import Block, Entry, ExportError, InvalidValueError, Report, _converting, _parallel, _workers
from arxiv2bib._exporting import export_behind
from arxiv2bib._parts import Found, Held, Part, PartConverter, Recipe, Written
from arxiv2bib._workers import _answer
from arxiv2bib.exporters.bibtex import BibtexExporter

TARGETS = ("bibtex", "biblatex", "ris", "csl-json")

# What each format's texts are made of: records, some of them damaged, some with keys that others have, and other text.
DIGEST = (
    "# Arxiv Papers in cs.CV on 2022-12-05\n", "### A\n- **Arxiv ID**: http://arxiv.org/abs/2212.03069v2\n"
    "- **DOI**: None\n- **Categories**: **cs.CV**\n- **Links**: None\n- **Published**: 2022-12-06 15:38:37+00:00\n"
    "- **Updated**: 2022-12-06 15:38:37+00:00\n- **Authors**: Ngoc N. Tran, Anh Bui\n- **Comment**: CVPR 2023\n"
    "- **Journal**: None\n- **Summary**: S.\n", "\n", "\n\n", "### Title\n", "- **Arxiv ID**: x\n",
    "- **Authors**: A\n", "stray\n",
    "- **Summary**: T\n# Arxiv Papers in cs.LG on 2022-12-06\n\n### B\n- **Authors**: Ü\x07\n",
    "# Arxiv Papers in cs.LG on 2022-12-06\n\n### C\n- **Arxiv ID**: http://arxiv.org/abs/2212.03070\n",
)  # fmt: skip
RIS = (
    "TY  - JOUR\nAU  - Smith, Ann\nTI  - Ä\nPY  - 2020\nER  - \n\n", "TY  - JOUR\nID  - k1\nTI  - B\nER  - \n",
    "TY  - BOOK\nID  - k2\nTI  - C\n  more\nZZ  - odd\nER  - \n\n", "stray\n", "ER  - \n", "TY  - GEN\n",
    "TI  - loose\n", "\n", "AU  - Smith, Ann\n", "TY  - JOUR\nID  - k1\nTI  - \x07\nER  - \n\n",
    "TY  - JOUR\nTI  - B\nAB  - x\nER  -\n\n\n",
)  # fmt: skip
BIBTEX = (
    "@article{a, title = {A}, author = {Smith, Ann}, year = 2020}\n\n", "@article{smith2020,\n title={{B}\n}\n}\n",
    "@misc{a,\n title = {x}}\n\n", "text\n", "% note\n", "@comment{c}\n", "@comment{open\n", "@misc{b, title = {open\n",
    "}\n", "@misc{c, title = \"x\", unknown = 3\n}\n\n", "@misc{, title = {No key}, author={Smith, Ann}, year=2020}\n",
    "@misc{d, note = {\n@misc{inner,\n title = {x}\n}\n}\n}\n", "@misc{e, title={E}, author={Smith, Ann}, year=2020\n",
)  # fmt: skip
CSL = (
    '{"id": "a", "type": "book", "title": "A", "author": [{"family": "B", "given": "C"}, {"family": "D"}]}',
    '{"type": "book", "title": "A", "author": [{"family": "B"}], "issued": {"date-parts": [[2020]]}}', ",", "\n", ", ",
    '{"id": "a", "type": "book", "title": "B", "custom": {"x": {"id": "z", "type": "y"}}}', "[", "]", "{", "}",
    '{"id": "b", "type": "article", "title": "\x07", "x": [{"id": "p"},\n {"id": "q"}]}', '{"id": 3,}', '"id": ',
    '{"title": "T", "DOI": "10.1000/1"},\n  {"title": "U", "DOI": "10.1000/2"}', "stray", '{"items": [',
)  # fmt: skip
JSON_LINES = (
    '{"id": "2212.03069", "title": "A", "authors": "Ann Smith", "categories": "cs.CV", "update_date": "2022-12-06"}\n',
    '{"id": "2212.03070", "authors_parsed": [["Smith", "Ann", ""]], "title": "Ä",\n "update_date": "2022-12-07"}\n',
    '{"id": "2212.03071", "title": "B"}\n', '{"id": "2212.03072", "title": }\n', '{"id": "2212.0307', "stray\n", "\n",
    '[\n', ']\n', '{"id": "2212.03074", "title": "C"},\n', '{"title": "no paper"}\n', '{\n"id": "2212.03075"\n}\n',
)  # fmt: skip
SAMPLES = {"arxiv-digest": DIGEST, "arxiv-jsonl": JSON_LINES, "ris": RIS, "bibtex": BIBTEX, "csl-json": CSL}


class Here:
    """An engine that does all in this process, as late as it can."""

    limit = 5

    def __init__(self, jobs: int, recipe: Recipe) -> None:
        self.converter = PartConverter(recipe)

    def read(self, part: Part) -> list[tuple[Held, Found] | Written]:
        """Read *part*."""
        return [self.converter.read(part)]

    def find(self, handle: list[tuple[Held, Found]]) -> Found:
        """Return what was read."""
        return handle[0][1]

    def write(self, handle: list[tuple[Held, Found] | Written], keys: list[str]) -> None:
        """Write a part."""
        read = handle[0]
        assert isinstance(read, tuple)
        handle[0] = self.converter.write(read[0], keys)

    def take(self, handle: list[Written]) -> Written:
        """Return what was written."""
        return handle[0]

    def drop(self, handle: object) -> None:
        """Forget a part."""

    def wait(self) -> None:
        """There is nothing to wait for."""
        raise AssertionError("waits for nothing")

    def close(self) -> None:
        """Do nothing."""


def _convert(
    sources: str | list[str], to: str, jobs: int, from_: str | None = None, **options: object
) -> tuple[bytes, list[object], dict[str, object]]:
    """Return the output, every diagnostic and the totals; or what was raised in place of the output."""
    said: list[object] = []
    report = Report(said.append)
    stream = io.BytesIO()
    arguments: dict[str, object] = {"where": None, **options}
    try:
        arxiv2bib.convert(
            sources, stream, to=to, from_=from_, jobs=jobs, report=report, **arguments,  # type: ignore[arg-type]
        )  # fmt: skip
    except arxiv2bib.ReadError as error:
        return str(error).encode(), said, report.totals()
    return stream.getvalue(), said, report.totals()


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut inputs into parts of a few records."""
    monkeypatch.setattr(_parallel, "SIZE", 150)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what is made up."""
    return tmp_path_factory.mktemp("parts")


def _convert_here(*arguments: object, **options: object) -> tuple[bytes, list[object], dict[str, object]]:
    """Return what a conversion in parts gives, each of which is converted in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_parallel, "SIZE", 150)
        patch.setattr(_workers, "Workers", Here)
        return _convert(*arguments, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=25)
@given(data=st.data())
def test_like_in_one_piece(folder: Path, name: str, data: st.DataObject) -> None:
    """Output, keys, totals and all diagnostics, with lines and order, are those of a conversion in one piece."""
    pieces = data.draw(st.lists(st.sampled_from(SAMPLES[name]), min_size=1, max_size=25))
    text = "".join(pieces)
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    path = folder / "in"
    path.write_bytes(text.replace("\n", newline).encode())
    to = data.draw(st.sampled_from(TARGETS))
    options: dict[str, Any] = data.draw(
        st.sampled_from([{}, {"preserve": False}, {"where": "title", "omit": "author"}])
    )
    expected = _convert(str(path), to, 1, name, **options)
    assert expected == _convert_here(str(path), to, 2, name, **options)


_odd_keys = st.sampled_from(["a b", "a~b", "a{b", "a_b", "a b ", "c"])


@pytest.mark.parametrize("to", TARGETS)
@given(
    ids=st.lists(_odd_keys, min_size=3, max_size=9),
    options=st.sampled_from([{}, {"carry": False}, {"where": "publisher"}]),
    is_damaged=st.booleans(),
)
def test_odd_keys_like_in_one_piece(
    folder: Path, to: str, ids: list[str], options: dict[str, Any], *, is_damaged: bool
) -> None:
    """Keys that a format cannot hold are told apart also where they stand in several parts, or in none."""
    path = folder / "odd.json"
    items = [
        {"id": key, "type": "book", "title": "T" * 150, "publisher" if at % 3 else "note": "P"}
        for at, key in enumerate(ids)
    ]
    text = json.dumps(items, indent=1)
    path.write_text(text.replace('"type"', "type", 1) if is_damaged else text)
    expected = _convert(str(path), to, 1, "csl-json", **options)
    assert expected == _convert_here(str(path), to, 2, "csl-json", **options)


class _Shouting(BibtexExporter):
    """An exporter of somebody else's, made of ours."""

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield what ours does, in capitals."""
        return map(str.upper, super().export(items, report=report))


@pytest.mark.parametrize(("exporter", "expected"), [(BibtexExporter(), "@book{a_b,"), (_Shouting(), "@BOOK{A_B,")])
def test_an_export_of_ones_own_is_used(exporter: BibtexExporter, expected: str) -> None:
    """What a class inherits for parts of an output is not used in place of its own export."""
    written = export_behind(exporter, [Entry(type="book", key="a b")], Report(), set())
    assert expected == "".join(written).splitlines()[0]


@settings(max_examples=12)
@given(data=st.data())
def test_several_inputs_like_in_one_piece(folder: Path, data: st.DataObject) -> None:
    """Inputs of several formats, some of which cannot be read, come out as if each were read after the other."""
    paths = []
    for number in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(list(SAMPLES)))
        path = folder / f"{number}.{name}"
        path.write_text("".join(data.draw(st.lists(st.sampled_from(SAMPLES[name]), max_size=8))))
        paths.append(str(path))
    paths += data.draw(st.sampled_from([[], [str(folder / "missing")]]))
    to = data.draw(st.sampled_from(TARGETS))
    options: dict[str, Any] = data.draw(st.sampled_from([{}, {"where": "title"}]))
    assert _convert(paths, to, 1, **options) == _convert_here(paths, to, 2, **options)


# Worker processes

RECORDS = "".join(
    f"TY  - JOUR\nAU  - Smith, Ann\nTI  - Title {number}\nPY  - 2020\nAB  - {'words ' * 30}\nER  - \n\n"
    for number in range(60)
)


class _HurtError(Exception):
    """What cannot be pickled, as it holds a function that has no name."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.origin = lambda: message


@pytest.fixture
def source(in_parts: None, tmp_path: Path) -> str:
    """Return a file of many parts."""
    path = tmp_path / "in.ris"
    path.write_text(RECORDS)
    return str(path)


def _children() -> set[str]:
    """Return the process ids of the children of this process, of dead ones as well."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text()
        except OSError:  # gone in the meantime
            continue
        if text.rpartition(")")[2].split()[1] == str(os.getpid()):
            found.add(status.parent.name)
    return found


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes(source: str, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """However workers are started, they give what one process gives, and are gone afterwards."""
    before = {child for child in _children() if not _is_tracker(child)}
    context = multiprocessing.get_context(method)
    monkeypatch.setattr(_workers, "get_context", lambda *_: context)
    assert _convert(source, "bibtex", 1) == _convert(source, "bibtex", 2)
    assert before == {child for child in _children() if not _is_tracker(child)}


def _is_tracker(child: str) -> bool:
    """Whether *child* is the process by which Python's multiprocessing cleans up after workers that are spawned."""
    return b"resource_tracker" in Path(f"/proc/{child}/cmdline").read_bytes()


def _kill_self(converter: PartConverter, held: object, number: int, what: object, *, marker: Path, at: type) -> object:
    """Answer as workers do, but die once on the way, of which *marker* is the trace; or always, if it is a folder."""
    if isinstance(what, at) and number > 3:
        if marker.is_dir():
            os.kill(os.getpid(), signal.SIGKILL)
        with suppress(FileExistsError):
            marker.touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
    return _answer(converter, held, number, what)  # type: ignore[arg-type]


@pytest.mark.parametrize("at", [Part, list])
def test_a_worker_is_killed(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: type) -> None:
    """What a worker that dies was reading or writing, and all that it had read, is done again: nothing is missing."""
    expected = _convert(source, "bibtex", 1)
    marker = tmp_path / "died"
    monkeypatch.setattr(_workers, "_answer", partial(_kill_self, marker=marker, at=at))
    monkeypatch.setattr(_workers, "get_context", lambda *_: multiprocessing.get_context("fork"))
    assert expected == _convert(source, "bibtex", 2)
    assert marker.exists()


def test_a_part_that_kills_workers(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part on which every worker dies ends the conversion with an error that names it; no output appears."""
    before = _children()
    monkeypatch.setattr(_workers, "_answer", partial(_kill_self, marker=tmp_path, at=Part))
    monkeypatch.setattr(_workers, "get_context", lambda *_: multiprocessing.get_context("fork"))
    with pytest.raises(ExportError, match=r"worker processes died 3 times on .*in\.ris behind line \d+"):
        arxiv2bib.convert(source, tmp_path / "out.bib", jobs=2)
    assert before == _children()
    assert not (tmp_path / "out.bib").exists()


@pytest.mark.parametrize("error", [ValueError("odd"), _HurtError("odd"), arxiv2bib.InvalidValueError("odd")])
def test_what_a_worker_raises(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """What is raised in a worker, by a plug-in say, is raised where the conversion was called."""

    def fail(self: PartConverter, held: object, keys: object) -> Written:
        raise error

    monkeypatch.setattr(PartConverter, "write", fail)
    monkeypatch.setattr(_workers, "get_context", lambda *_: multiprocessing.get_context("fork"))
    with pytest.raises(RuntimeError if isinstance(error, _HurtError) else type(error), match="odd"):
        arxiv2bib.convert(source, tmp_path / "out.bib", jobs=2)


COMMAND = """
import signal, sys
from arxiv2bib import _parallel
from arxiv2bib.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which nohup has ignored
_parallel.SIZE = 2000
main()
"""


SLOW = COMMAND.replace(
    "main()",
    """
import time
from arxiv2bib import _workers
_workers._answer = lambda *_: time.sleep(0.5) or b"x" * 10_000_000
main()
""",
)
"""With workers that answer more than fits between two processes."""


def _start(*words: str, code: str = COMMAND, **options: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", code, *words]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, **options)  # type: ignore[call-overload, no-any-return]


def _group(number: int) -> set[str]:
    """Return the processes of a process group that are not done."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, group = status.read_text().rpartition(")")[2].split()[:3]
            if group == str(number) and state != "Z":
                found.add(status.parent.name)
    return found


@pytest.mark.parametrize("code", [COMMAND, SLOW], ids=["quick", "slow"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_worker_is_left(tmp_path: Path, sent: signal.Signals, code: str) -> None:
    """When the conversion is interrupted, ended or killed, its workers are gone with it, and there is no output."""
    process = _start("convert", "-", "-f", "ris", "-o", str(tmp_path / "out.bib"), "--jobs", "2", code=code,
                     stdin=subprocess.PIPE)  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(RECORDS.encode() * 200)
    process.stdin.close()
    while len(_group(process.pid)) < 3:  # until both workers are there
        assert process.poll() is None
    process.send_signal(sent)
    with process:
        assert -sent == process.wait()
    while _group(process.pid):  # the workers of one that was killed see it when they look
        pass
    # Who is killed while he writes cannot tidy up behind himself.
    assert [] == [path for path in tmp_path.iterdir() if sent is not signal.SIGKILL or path.suffix != ".tmp"]


def test_a_reader_that_has_enough(tmp_path: Path) -> None:
    """A pipe that ends early, as ``head`` makes it, is no error, and leaves no worker."""
    path = tmp_path / "in.ris"
    path.write_text(RECORDS * 50)
    process = _start("convert", str(path), "-q", "--jobs", "2", stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.read(10).startswith(b"@article{")
    process.stdout.close()
    with process:
        assert (b"", 0) == (process.stderr.read() if process.stderr else b"", process.wait())
    assert set() == _group(process.pid)


def test_how_many(source: str, tmp_path: Path) -> None:
    """Small inputs start no worker unless a number is given; a number below one is none."""
    before = _children()
    arxiv2bib.convert(source, tmp_path / "out.bib", jobs=None)
    assert before == _children()
    for jobs in (0, -1):
        with pytest.raises(InvalidValueError, match="at least 1"):
            arxiv2bib.convert(source, tmp_path / "out.bib", jobs=jobs)


def test_large_inputs_use_all_cores(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a number, large inputs are converted by as many processes as there are cores."""
    asked: list[int] = []

    def make(jobs: int, recipe: Recipe) -> Here:
        asked.append(jobs)
        return Here(jobs, recipe)

    monkeypatch.setattr(_workers, "Workers", make)
    monkeypatch.setattr(_workers, "count_cores", lambda: 7)
    for size in (_converting._LARGE, len(RECORDS)):
        monkeypatch.setattr(_converting, "_LARGE", size)
        arxiv2bib.convert(source, tmp_path / "out.bib", jobs=None)
    assert [7] == asked


@pytest.mark.parametrize("options", [{"unique": True}, {"sort": "title"}, {"append": True}])
def test_what_sees_all_entries_is_done_by_one(source: str, tmp_path: Path, options: dict[str, Any]) -> None:
    """What cannot be done in parts is done in one process, and says nothing about it."""
    results = []
    for jobs in (1, 2):
        path = tmp_path / f"out{jobs}.bib"
        arxiv2bib.convert(source, path, jobs=jobs, **options)
        results.append(path.read_bytes())
    assert results[0] == results[1]


def test_text_is_converted_in_one_piece(source: str) -> None:
    """A stream of text, which has no bytes to be cut, is read in one piece."""
    outputs = []
    for jobs in (1, 2):
        stream = io.StringIO()
        arxiv2bib.convert(io.StringIO(RECORDS), stream, to="bibtex", jobs=jobs)
        outputs.append(stream.getvalue())
    assert outputs[0] == outputs[1]


def test_an_output_in_parts(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that is called like a directory gets a file a part; together they are the output in one file."""
    monkeypatch.setattr(_workers, "Workers", Here)
    arxiv2bib.convert(source, tmp_path / "one.bib")
    arxiv2bib.convert(source, f"{tmp_path}/new/out/", to="bibtex", jobs=2)
    texts = [path.read_text() for path in sorted((tmp_path / "new/out").glob("part-*.bib"))]
    assert len(texts) > 10
    assert (tmp_path / "one.bib").read_text() == "\n".join(texts)


def test_parts_that_cannot_be_written(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts need a directory of their own, a format, and entries that can be written one after the other."""
    monkeypatch.setattr(_workers, "Workers", Here)
    (tmp_path / "file").touch()
    for target, error, options in (
        ("file/", ExportError, {"to": "bibtex"}),
        ("out/", InvalidValueError, {}),
        ("out/", InvalidValueError, {"to": "bibtex", "sort": "title"}),
        ("out/", InvalidValueError, {"to": "bibtex", "strict": True}),
    ):
        with pytest.raises(error):
            arxiv2bib.convert(source, f"{tmp_path}/{target}", jobs=2, **options)
    assert not (tmp_path / "out").exists()


def test_a_scheduler_needs_its_engine(tmp_path: Path) -> None:
    """The address of a scheduler that nobody would ask is wrong usage, not ignored."""
    (tmp_path / "in.bib").write_text("@misc{a, title = {A}}", "utf-8")
    with pytest.raises(arxiv2bib.InvalidValueError, match="for the engine dask; name that engine too"):
        arxiv2bib.convert(tmp_path / "in.bib", tmp_path / "out.ris", scheduler="tcp://127.0.0.1:9")
    assert not (tmp_path / "out.ris").exists()
