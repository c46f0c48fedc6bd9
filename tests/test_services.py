"""Services that fail, and runs that are cut short: against real servers on this machine, in real time."""

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner

from arxiv2bib import Doi, fetch, load, load_settings
from arxiv2bib.cli import cli
from arxiv2bib.fetching import open_fetcher
from tests.conftest import CORPUS
from tests.fetching.serving import Asked, FakeClock, Recorded, RecordedServer
from tests.resolvers.answers import make_crossref, make_feed, make_paper, make_work
from tests.resolvers.serving import Shelf, make_environment

Answer = Callable[[Asked, int], Recorded]


@pytest.fixture
def server(module_server: RecordedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordedServer:
    """A server that is every service; nothing is in the cache."""
    module_server.reset()
    monkeypatch.chdir(tmp_path)
    for name, value in make_environment(module_server.url, tmp_path).items():
        monkeypatch.setenv(name, value)
    return module_server


_LATE = 0.08
"""By how many seconds the first of some requests may be late on a busy machine, so that the others seem too early."""


def name_paper(number: int) -> str:
    """Return one of many identifiers."""
    return f"2111.{number:05d}"


def list_ids(path: str) -> list[str]:
    """Return the papers that a request to arXiv asks for."""
    return parse_qs(urlsplit(path).query).get("id_list", [""])[0].split(",")


def give_papers(asked: Asked, _count: int = 0) -> Recorded:
    """Answer as arXiv does, that has every paper."""
    names = list_ids(asked.path)
    return Recorded(body=make_feed(*(make_paper(name, f"Paper {name[5:]}") for name in names)).encode())


def give_works(asked: Asked, _count: int = 0) -> Recorded:
    """Answer as Crossref does, that has every work."""
    doi = unquote(asked.path.partition("/works/")[2])
    return Recorded(body=make_crossref(make_work(doi, f"Work {doi}")).encode())


def fail_every_third(answer: Answer) -> Answer:
    """Return *answer* for a service that has no answer to every third request."""
    requests = iter(range(1_000_000))

    def decide(asked: Asked, count: int) -> Recorded:
        return Recorded(status=503) if next(requests) % 3 == 0 else answer(asked, count)

    return decide


def stall_at(server: RecordedServer, number: int) -> threading.Event:
    """Have *server* give papers, but stall at the request of that *number*; return what tells that it has come."""
    has_come = threading.Event()

    def answer(asked: Asked, count: int) -> Recorded:
        if len(server.asked) < number:
            return give_papers(asked, count)
        has_come.set()
        return Recorded(seconds=5)

    server.reset(answer)
    return has_come


def start(words: list[str]) -> "subprocess.Popen[bytes]":
    """Start ``arxiv2bib`` with *words* in a process of its own, which hears SIGINT wherever the tests run."""
    code = "import signal, arxiv2bib.cli as c; signal.signal(signal.SIGINT, signal.default_int_handler); c.main()"
    return subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def list_gaps(server: RecordedServer) -> list[float]:
    """Return the seconds between one request and the next."""
    times = [asked.time for asked in server.asked]
    return [later - earlier for earlier, later in pairwise(times)]


def test_a_thousand_papers_of_a_service_that_often_fails(
    server: RecordedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All come, none is asked for again once it came, the service is not asked too often; then nobody is asked."""
    monkeypatch.setenv("ARXIV2BIB_ARXIV_INTERVAL", "0.2")
    answered: list[str] = []

    def answer(asked: Asked, count: int) -> Recorded:
        answered.extend(list_ids(asked.path))
        return give_papers(asked, count)

    server.reset(fail_every_third(answer))
    Path("ids.txt").write_text("\n".join(map(name_paper, range(1, 1001))), "utf-8")
    words = ["fetch", "-q", "-o", "x.json"]
    result = CliRunner().invoke(cli, words, input=Path("ids.txt").read_bytes())
    assert (0, "") == (result.exit_code, result.stderr)
    assert {1} == set(Counter(answered).values())
    assert [f"Paper {at:05d}" for at in range(1, 1001)] == [entry.title for entry in load("x.json")]
    assert 15 == len(server.asked), "ten batches, and five that had no answer at first"
    after_answers = [gap for at, gap in enumerate(list_gaps(server)) if at % 3]
    assert sum(after_answers) > 0.2 * len(after_answers) - 5 * _LATE
    server.reset(answer)
    result = CliRunner().invoke(cli, words, input=Path("ids.txt").read_bytes())
    assert (0, []) == (result.exit_code, server.asked)


def test_works_of_a_service_that_often_fails(server: RecordedServer, tmp_path: Path) -> None:
    """Each work comes, and is asked for once more for each time that there was no answer, no more."""
    server.reset(fail_every_third(give_works))
    dois = [f"10.1000/{number}" for number in range(90)]
    settings = load_settings(cache_dir=tmp_path / "cache")
    with open_fetcher(settings, clock=FakeClock()) as fetcher:
        library = fetch(dois, fetcher=fetcher)
    assert dois == [str(entry.doi) for entry in library]
    assert len(server.asked) <= 135


def test_killed_and_started_again(server: RecordedServer) -> None:
    """Killed in the middle, a run leaves no half of an output; started again, it asks only for the rest."""
    is_third = stall_at(server, 3)
    names = list(map(name_paper, range(1, 501)))
    process = start(["fetch", *names, "-o", "x.bib"])
    assert is_third.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not Path("x.bib").exists()
    server.reset(give_papers)
    result = CliRunner().invoke(cli, ["fetch", *names, "-o", "x.bib"])
    assert 0 == result.exit_code
    assert names[200:] == [name for path in server.paths for name in list_ids(path)]
    assert 500 == len(load("x.bib"))


def test_two_processes_share_cache_and_rate(server: RecordedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs at a time on one cache both finish, and together ask no more often than one may."""
    monkeypatch.setenv("ARXIV2BIB_ARXIV_INTERVAL", "0.3")
    server.reset(give_papers)
    names = list(map(name_paper, range(1, 301)))
    processes = [start(["fetch", *names, "-o", f"{name}.bib"]) for name in "ab"]
    results = [(*process.communicate(timeout=120), process.returncode) for process in processes]
    assert [0, 0] == [status for _, _, status in results]
    assert [300, 300] == [len(load(f"{name}.bib")) for name in "ab"]
    gaps = list_gaps(server)
    assert sum(gaps) > 0.3 * len(gaps) - _LATE


@pytest.mark.parametrize("spoiled", ["damaged", "read-only"])
def test_without_a_cache_the_work_is_done(server: RecordedServer, tmp_path: Path, spoiled: str) -> None:
    """A cache that is no database, or cannot be written, is told, and the papers come all the same."""
    cache = tmp_path / "cache"
    server.reset(give_papers)
    if spoiled == "damaged":
        CliRunner().invoke(cli, ["fetch", name_paper(1)])
        (file,) = cache.glob("answers*")
        file.write_bytes(os.urandom(1 << 14))
    else:
        cache.write_text("a file where the folder would be", "utf-8")
    result = CliRunner().invoke(cli, ["fetch", name_paper(2)])
    assert (0, True) == (result.exit_code, "Paper 00002" in result.stdout)
    assert "cache/" in result.stderr


def test_interrupted(server: RecordedServer) -> None:
    """Ctrl-C ends a run without a traceback or half an output, and what was answered is known afterwards."""
    is_second = stall_at(server, 2)
    names = list(map(name_paper, range(1, 201)))
    process = start(["fetch", *names, "-o", "x.bib"])
    assert is_second.wait(60)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert (True, False) == (process.returncode != 0, b"Traceback" in stderr)
    assert not Path("x.bib").exists()
    server.reset(give_papers)
    CliRunner().invoke(cli, ["fetch", *names, "-o", "x.bib"])
    assert names[100:] == [name for path in server.paths for name in list_ids(path)]


@pytest.mark.parametrize(
    ("identifier", "wrong"),
    [
        ("10.1000/1", make_crossref(make_work("10.1000/2"))),
        ("10.1000/1", make_crossref(make_work("10.1000/1"))[:-40]),
        ("10.1000/1", '{"status": "ok", "message": {"items": []}}'),
        ("2111.00001", make_feed(make_paper("2111.00002"))),
        ("2111.00001", make_feed(make_paper("2111.00001").replace("<summary>", "<summary>&bomb;"))),
    ],
)
def test_nothing_wrong_is_remembered(
    server: RecordedServer, monkeypatch: pytest.MonkeyPatch, identifier: str, wrong: str
) -> None:
    """An answer about something else, or one that cannot be read, is asked for again by the next run."""
    monkeypatch.setenv("ARXIV2BIB_TRIES", "1")
    server.reset(Recorded(body=wrong.encode()))
    assert () == fetch(identifier, resolvers=["arxiv", "crossref"]).entries
    server.reset(lambda asked, count: (give_works if "/works/" in asked.path else give_papers)(asked, count))
    assert 1 == len(fetch(identifier))


# Recorded answers


def read_bodies(pattern: str) -> Iterator[str]:
    """Yield the bodies of the recorded answers in JSON, of status 200, that match *pattern*."""
    for path in sorted(CORPUS.glob(pattern)):
        recorded = json.loads(path.read_text("utf-8"))
        if recorded["response"]["status"] == 200 and recorded["response"]["body"].startswith("{"):
            yield recorded["response"]["body"]


def test_the_recorded_works_and_records(server: RecordedServer, corpus: Path) -> None:
    """Every work of Crossref and every record of DataCite that was recorded comes under its DOI, as one entry."""
    works = {}
    for body in read_bodies("crossref/works-responses/*.json"):
        message = json.loads(body)["message"]
        if "DOI" in message and "agency" not in message:
            works[message["DOI"]] = body
    records = {json.loads(body)["data"]["id"]: body for body in read_bodies("datacite/responses/*.json")}
    records = {doi: body for doi, body in records.items() if not Doi(doi).is_arxiv}
    server.reset(Shelf(crossref=works, datacite=records))
    result = CliRunner().invoke(cli, ["fetch", *works, *records, "-o", "x.json"])
    assert 0 == result.exit_code, result.stderr
    found = {str(entry.doi).lower() for entry in load("x.json")}
    assert {doi.lower() for doi in (*works, *records)} == found
    assert corpus.is_dir()


def test_the_recorded_feeds(server: RecordedServer, corpus: Path) -> None:
    """Every paper of arXiv's recorded feeds comes under its identifier, alone and together with others."""
    papers: dict[str, str] = {}
    for path in sorted(corpus.glob("atom/q_*.xml")):
        text = path.read_text("utf-8")
        for record in re.findall(r"<entry>.*?</entry>", text, re.DOTALL):
            papers[re.search(r"/abs/(.+?)v\d+<", record)[1]] = record  # type: ignore[index]
    server.reset(Shelf(papers=papers))
    result = CliRunner().invoke(cli, ["fetch", *papers, "-o", "x.json"])
    assert 0 == result.exit_code, result.stderr
    assert list(papers) == [str(entry.arxiv.id) for entry in load("x.json") if entry.arxiv is not None]
    assert 1 == len(server.asked)


# The server of faults


def load_fault_server() -> type:
    """Return the class of the server that fakes the services and their faults; skip the test where there is none."""
    path = CORPUS.parent / "tools" / "fault_server.py"
    if not path.is_file():
        pytest.skip(f"needs the server of faults ({path} is no file)")
    spec = importlib.util.spec_from_file_location("fault_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server: type = module.FaultServer
    return server


FAULTS = ("404", "badjson", "empty", "htmljson", "nulls", "types", "wrongdoi", "wrongschema", "deepjson", "truncgzip")
"""Faults of single answers, which are over at once."""


def test_faults_harm_no_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries whose services answer badly come out as they were; the others are completed; nothing wrong is kept."""
    with load_fault_server()() as server:
        for name, value in make_environment(server.url, tmp_path).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("ARXIV2BIB_TRIES", "1")
        monkeypatch.chdir(tmp_path)
        dois = [f"10.5555/x.fault.{fault}" for fault in FAULTS]
        entries = [f"@article{{k{at}, title={{T}}, doi={{{doi}}}}}\n" for at, doi in enumerate(dois)]
        Path("in.bib").write_text("".join(entries) + "@article{good, doi={10.5555/good}}\n", "utf-8")
        begin = time.monotonic()
        result = CliRunner().invoke(cli, ["convert", "in.bib", "--resolve", "-o", "out.bib", "--report", "r.jsonl"])
        assert time.monotonic() - begin < 30
        assert result.exception is None or isinstance(result.exception, SystemExit)
        text = Path("out.bib").read_text("utf-8")
        assert all(entry in text for entry in entries)
        assert load("out.bib")["good"].container_title is not None
        codes = Counter(json.loads(line).get("code") for line in Path("r.jsonl").read_text("utf-8").splitlines())
        assert codes["resolve/no-answer"] + codes["resolve/no-match"] + codes["resolve/refused-answer"] >= len(FAULTS)
