"""The cache never stands in the way: whatever is wrong with it is said once, and the work is done without it."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import Report
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.fetching import HttpFetcher, open_fetcher
from arxiv2bib.fetching.kept import Kept, decode_kept, encode_kept, make_key, to_day, to_seconds
from arxiv2bib.fetching.maintenance import clear_cache
from arxiv2bib.protocols import Response
from tests.fetching.serving import RecordedServer, make_settings


@contextmanager
def fetching(folder: Path, server: RecordedServer, report: Report, **changes: object) -> Iterator[HttpFetcher]:
    """Give a fetcher with its cache in *folder*."""
    with open_fetcher(make_settings(folder, server.url, **changes), report=report) as fetch:
        yield fetch


def ask(fetch: HttpFetcher, server: RecordedServer, *names: object) -> None:
    """Ask for the works of these names, and see that each is answered."""
    assert [200] * len(names) == [fetch(f"{server.url}/works/10.1/{name}").status for name in names]


def fill(folder: Path, server: RecordedServer, count: int = 20) -> Path:
    """Fill a cache with the works 0, 1, 2 …, and return its file."""
    with fetching(folder, server, Report()) as fetch:
        for number in range(count):
            fetch.remember(Response(url=f"{server.url}/works/10.1/{number}", status=200, body=b"{}"))
    return folder / "answers.sqlite"


def test_a_locked_cache_is_bypassed(tmp_path: Path, server: RecordedServer) -> None:
    """If another program keeps the cache locked, the wait is bounded, and no question is asked twice all the same."""
    path = fill(tmp_path, server)
    report = Report()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, "new", "newer", "new", 0)
    other.close()
    assert ["/works/10.1/new", "/works/10.1/newer"] == server.paths
    assert {"cache/bypassed": 1} == report.counts
    assert "locked" in report.diagnostics[0].message


def test_a_cache_that_is_locked_when_it_is_begun_is_bypassed(tmp_path: Path, server: RecordedServer) -> None:
    """A file that another program has just made, and keeps for itself, does not stop anyone either."""
    other = sqlite3.connect(tmp_path / "answers.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, "a", "b", "a")
    other.close()
    assert (2, {"cache/bypassed": 1}) == (len(server.asked), report.counts)


@pytest.mark.parametrize("content", [b"no database " * 999, b"SQLite format 3\0" + bytes(999), b"<html></html>"])
def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path, server: RecordedServer, content: bytes) -> None:
    """What stands in the place of the cache is kept under another name, and the cache is begun anew."""
    (tmp_path / "answers.sqlite").write_bytes(content)
    report = Report()
    for _ in range(2):
        with fetching(tmp_path, server, report) as fetch:
            ask(fetch, server, "a", "b")
    assert (2, {"cache/damaged": 1}) == (len(server.asked), report.counts)
    (aside,) = tmp_path.glob("answers-damaged-*.sqlite")
    assert content == aside.read_bytes()


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_cache_is_begun_anew(tmp_path: Path, server: RecordedServer, seed: int) -> None:
    """Rubbish over pages of the cache: no error comes out, every answer is right, and the next run has no trouble."""
    path = fill(tmp_path, server, 30)
    rubbish = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(3):
        start = rubbish.randrange(0 if seed % 2 else 100, len(content) - 600)
        content[start : start + 600] = rubbish.randbytes(600)
    path.write_bytes(content)
    for report in (Report(), Report()):
        with fetching(tmp_path, server, report) as fetch:
            bodies = {fetch(f"{server.url}/works/10.1/{number}").body for number in range(30)}
        assert {b"{}"} == bodies
        assert set(report.counts) <= {"cache/damaged", "cache/bypassed"}
    assert {} == report.counts
    assert len(server.asked) <= 30


def test_a_truncated_cache_is_begun_anew(tmp_path: Path, server: RecordedServer) -> None:
    """A cache that lost its end is no trouble."""
    path = fill(tmp_path, server, 30)
    path.write_bytes(path.read_bytes()[:9000])
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, *range(30), "new")
    assert {"cache/damaged": 1} == report.counts


def test_one_damaged_answer_is_asked_for_again(tmp_path: Path, server: RecordedServer) -> None:
    """A row with other bytes than were written is no answer, which is said; the others are."""
    path = fill(tmp_path, server, 3)
    other = sqlite3.connect(path)
    with other:
        other.execute("UPDATE answers SET value = substr(value, 1, length(value) - 1) || 'x' WHERE rowid = 2")
    other.close()
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, 0, 1, 2)
    assert (1, {"cache/damaged": 1}) == (len(server.asked), report.counts)


def test_what_cannot_be_written_can_be_read(
    tmp_path: Path, server: RecordedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that is read-only still answers; what is new is kept for the run, and that is said."""
    fill(tmp_path, server)
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect_for_reading(place: Path | str, **options: Any) -> sqlite3.Connection:  # Any: handed on as they come
        if isinstance(place, Path) and place.name == "answers.sqlite":
            return connect(f"file:{place}?mode=ro", **{**options, "uri": True})
        return connect(place, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_for_reading)
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, 0, "new", 1, "new")
    assert ["/works/10.1/new"] == server.paths
    (diagnostic,) = report.diagnostics
    assert ("cache/bypassed", True) == (diagnostic.code, "readonly" in diagnostic.message)


def test_a_folder_that_is_read_only_can_be_read(
    tmp_path: Path, server: RecordedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where SQLite may not even make the files that it wants beside the database, the cache still answers."""
    fill(tmp_path, server)
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect_without_files(place: Path | str, **options: Any) -> sqlite3.Connection:  # Any: handed on as they come
        if isinstance(place, Path) and place.name == "answers.sqlite":
            return connect(tmp_path / "missing" / "answers.sqlite", **options)
        return connect(place, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_without_files)
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, 0, "new", 1, "new")
    assert (["/works/10.1/new"], {"cache/bypassed": 1}) == (server.paths, report.counts)


def test_a_full_disk_is_said_and_survived(tmp_path: Path, server: RecordedServer) -> None:
    """When nothing more can be written, the work goes on; what was written before is still good."""
    resource = pytest.importorskip("resource")
    path = fill(tmp_path, server, 5)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
        try:
            names = [f"{number:0>200}" for number in range(15)]
            ask(fetch, server, *names, *names, 0)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert 15 == len(server.asked)
    assert "cache/bypassed" in report.counts
    with fetching(tmp_path, server, Report()) as fetch:
        ask(fetch, server, *range(5))
    assert 15 == len(server.asked)


def test_a_place_that_is_none_is_said(tmp_path: Path, server: RecordedServer) -> None:
    """If there is no folder for the cache and none can be made, the work is done without it, at its usual rate."""
    (tmp_path / "file").write_bytes(b"")
    report = Report()
    with fetching(tmp_path / "file" / "cache", server, report) as fetch:
        ask(fetch, server, "a", "a")
    assert (1, {"cache/bypassed"}) == (len(server.asked), set(report.counts))


def test_a_cache_that_is_cleared_goes_on(tmp_path: Path, server: RecordedServer) -> None:
    """Whoever has the cache open while somebody else clears it asks again, and keeps the answers as before."""
    fill(tmp_path, server)
    report = Report()
    with fetching(tmp_path, server, report) as fetch:
        ask(fetch, server, 0)
        assert 20 == clear_cache(make_settings(tmp_path, server.url))
        ask(fetch, server, 0, 0)
    assert (1, {}) == (len(server.asked), report.counts)


@pytest.mark.parametrize(("backend", "asked"), [("memory", 2), ("none", 2), ("filesystem", 1), ("sqlite", 1)])
def test_backends(tmp_path: Path, server: RecordedServer, backend: str, asked: int) -> None:
    """In a run every backend remembers; what is kept on disk is there in the next one."""
    for _ in range(2):
        report = Report()
        with fetching(tmp_path, server, report, cache_backend=backend) as fetch:
            ask(fetch, server, "a", "a")
        assert {} == report.counts
    assert asked == len(server.asked)


def test_damaged_files_are_asked_for_again(tmp_path: Path, server: RecordedServer) -> None:
    """An answer whose file is damaged is asked for again, which is said."""
    with fetching(tmp_path, server, Report(), cache_backend="filesystem") as fetch:
        ask(fetch, server, "a")
    (file,) = (tmp_path / "answers").glob("*.answer")
    file.write_bytes(file.read_bytes()[:-9])
    report = Report()
    with fetching(tmp_path, server, report, cache_backend="filesystem") as fetch:
        ask(fetch, server, "a")
    assert (2, {"cache/damaged": 1}) == (len(server.asked), report.counts)


def test_a_backend_that_is_not_installed_is_a_bad_setting(tmp_path: Path, server: RecordedServer) -> None:
    """A backend whose package is missing is the user's mistake, and is told as one."""
    pytest.importorskip("requests_cache")
    with pytest.raises(InvalidValueError, match="cache_backend: mongodb"):
        open_fetcher(make_settings(tmp_path, server.url, cache_backend="mongodb")).__enter__()


KEPT = st.builds(
    Kept,
    url=st.text(max_size=9),
    accept=st.none() | st.text(max_size=9),
    status=st.sampled_from([200, 404, 410]),
    headers=st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3),
    body=st.binary(),
    stored=st.floats(allow_nan=False, allow_infinity=False),
    expires_unix=st.floats(allow_nan=False, allow_infinity=False),
)


@settings(max_examples=30)
@given(KEPT)
def test_what_is_kept_comes_back(kept: Kept) -> None:
    """An answer is the same after the cache as before."""
    assert kept == decode_kept(encode_kept(kept))


@settings(max_examples=30)
@given(KEPT, st.data())
def test_damage_is_noticed(kept: Kept, data: st.DataObject) -> None:
    """One byte of what was kept is another: nothing comes out, or the same as went in."""
    encoded = bytearray(encode_kept(kept))
    encoded[data.draw(st.integers(10, len(encoded) - 1))] ^= data.draw(st.integers(1, 255))
    assert decode_kept(bytes(encoded)) in (None, kept)


@given(st.binary(max_size=40))
def test_rubbish_is_nothing(rubbish: bytes) -> None:
    """Bytes that nobody wrote are no answer, and no error."""
    assert decode_kept(rubbish) is None


def test_days_and_seconds() -> None:
    """A day is written and read in UTC; what no calendar has is no day."""
    assert 1_768_435_200.0 == to_seconds("2026-01-15")
    assert "2026-01-15" == to_day(1_768_435_200.0 + 86_399)
    assert to_seconds("yesterday") is None
    assert "1970-01-01" == to_day(1e30)


def test_questions_have_names_of_their_own() -> None:
    """Another URL or another kind of answer is another key, which is letters and digits."""
    keys = {make_key("a", None), make_key("b", None), make_key("a", "b"), make_key("\udcff\n'", "")}
    assert 4 == len(keys)
    assert all(key.isalnum() for key in keys)
