"""Delivery to zotero.org: each entry once in the library, whatever fails or stops on the way."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from arxiv2bib._programs import find_program
from arxiv2bib.diagnostics import Code, Report, Severity
from arxiv2bib.errors import ServiceError
from arxiv2bib.pushing.delivery import Delivery
from arxiv2bib.pushing.ledger import Ledger
from arxiv2bib.pushing.line import Answer, Line, LineBrokenError
from arxiv2bib.pushing.parcels import Parcel
from arxiv2bib.pushing.web_line import WebLine
from arxiv2bib.pushing.zotero_key import find_key
from arxiv2bib.pushing.zotero_web import ZoteroWeb, open_zotero_web
from tests.pushing.stopping import StopNowError, stopping
from tests.pushing.zotero import Heard
from tests.pushing.zotero_web import USER, FakeZoteroWeb, make_web_settings

ITEMS = f"/users/{USER}/items"
TOP = f"{ITEMS}/top"


def make_items(count: int) -> list[dict[str, str]]:
    """Return *count* items in CSL-JSON, each with an identifier of arXiv."""
    return [
        {"id": f"k{number}", "type": "article", "title": f"Paper {number}", "DOI": f"10.48550/arXiv.2101.{number:05}"}
        for number in range(count)
    ]


def make_parcels(items: Sequence[dict[str, str]] | int) -> list[Parcel]:
    """Return *items*, or as many as are asked for, ready to be pushed."""
    text = json.dumps(make_items(items) if isinstance(items, int) else items)
    return find_program("zotero-web").pack(text, Report())


@contextmanager
def opened(
    web: FakeZoteroWeb, folder: Path, *, again: bool = False, collection: str | None = None
) -> Iterator[Delivery]:
    """Give a delivery into *web* that does not wait; what it has delivered is remembered in *folder*."""
    settings = make_web_settings(web.url, folder, tries=3)
    with WebLine(settings, find_key(settings), lambda seconds: None) as line, Ledger(folder) as ledger:
        library = open_zotero_web(line, collection, folder)
        yield Delivery(library, ledger, Report(), tries=3, wait=lambda seconds: None, again=again)
        library.index.keep()


def push(
    web: FakeZoteroWeb, folder: Path, parcels: Sequence[Parcel], *, again: bool = False, collection: str | None = None
) -> Delivery:
    """Push *parcels*, and return what became of them."""
    with opened(web, folder, again=again, collection=collection) as delivery:
        delivery.deliver(parcels)
        return delivery


def test_a_thousand_pushed_twice_into_zotero_org(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Each entry is in the library once, though every tenth request fails in one way or another."""
    kinds = ("fail", "drop", "lose", "half", "429 1", "503", "409", "lose")

    def fault(path: str, count: int) -> str | None:
        number = len(web.heard)
        return None if number % 10 else kinds[number // 10 % len(kinds)]

    web.fault = fault
    parcels = make_parcels(1000)
    with opened(web, tmp_path) as delivery:
        delivery.deliver(parcels)
    assert [f"Paper {number}" for number in range(1000)] == sorted(web.titles, key=lambda title: int(title[6:]))
    assert (1000, 0, "") == (delivery.sent, delivery.known, delivery.problem)
    second = push(web, tmp_path, parcels)
    assert (0, 1000, "", 1000) == (second.sent, second.known, second.problem, len(web.titles))


@pytest.mark.parametrize("kind", ["fail", "drop", "lose", "half"])
def test_works_without_identifier_are_each_once_too(web: FakeZoteroWeb, tmp_path: Path, kind: str) -> None:
    """What the library cannot be asked for is found by the key under which it was sent."""
    web.fault = lambda path, count: kind if path == ITEMS and count in {1, 3} else None
    parcels = make_parcels([{"id": f"k{number}", "type": "book", "title": f"Book {number}"} for number in range(120)])
    delivery = push(web, tmp_path, parcels)
    assert (120, 120, "") == (delivery.sent, len(set(web.titles)), delivery.problem)
    assert 120 == len(web.titles)


def test_a_failure_after_half_a_batch(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """What of a batch has arrived stays single, though the rest of it fails as well."""
    faults = {1: "half", 3: "fail"}
    web.fault = lambda path, count: faults.get(count) if path == ITEMS and web.heard[-1].method == "POST" else None
    parcels = make_parcels([{"id": f"k{number}", "type": "book", "title": f"Book {number}"} for number in range(10)])
    delivery = push(web, tmp_path, parcels)
    assert (10, "") == (delivery.sent, delivery.problem)
    assert 10 == len(set(web.titles)) == len(web.titles)


def test_what_was_pushed_to_zotero_org_is_left_out(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A second push sends what is new; of a push in which all is known, nothing but the key is asked."""
    push(web, tmp_path, make_parcels(2))
    delivery = push(web, tmp_path, make_parcels(3))
    assert (1, 2, ["Paper 0", "Paper 1", "Paper 2"]) == (delivery.sent, delivery.known, web.titles)
    web.heard.clear()
    push(web, tmp_path, make_parcels(3))
    assert ["/keys/current"] == [heard.path for heard in web.heard]


def test_what_zotero_org_has_is_left_out(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """What came into the library in another way is known by its DOI, its archive's number, Extra or its address."""
    web.mine.add(itemType="preprint", title="A", archiveID="arXiv:2101.00000")
    web.mine.add(itemType="journalArticle", title="B", DOI="10.1000/B", extra="arXiv:2101.00001 [cs.CL]\nversion: 2")
    web.mine.add(itemType="webpage", title="C", url="http://arxiv.org/abs/2101.00002v1")
    web.mine.add(itemType="report", title="D", extra="DOI: 10.48550/arXiv.2101.00003")
    delivery = push(web, tmp_path, make_parcels(5))
    assert (1, 4) == (delivery.sent, delivery.known)
    assert "Paper 4" == web.titles[-1]


def test_a_long_library_is_read_in_pages(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A page has 100 items at most; all of them are looked at, once."""
    for number in range(250):
        web.mine.add(itemType="preprint", title=f"Old {number}", archiveID=f"arXiv:2101.{number:05}")
    delivery = push(web, tmp_path, make_parcels(251))
    assert (1, 250) == (delivery.sent, delivery.known)
    assert 3 == web.count(TOP, "GET")


def test_a_library_is_read_once(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """The next push asks for the changes only: with none, for nothing; what is new, in the trash or gone is seen."""
    keys = [
        web.mine.add(itemType="preprint", title=f"Old {number}", archiveID=f"arXiv:2101.{number:05}")
        for number in range(250)
    ]
    push(web, tmp_path, make_parcels(251))
    web.heard.clear()
    assert 0 == push(web, tmp_path, make_parcels(251), again=True).sent
    assert 1 == web.count(TOP, "GET")
    web.heard.clear()
    web.mine.throw_away(keys[0])
    web.mine.delete(keys[1])
    web.mine.add(itemType="preprint", title="New", archiveID="arXiv:2101.00251")
    delivery = push(web, tmp_path, make_parcels(252), again=True)
    assert (2, 250) == (delivery.sent, delivery.known)
    assert ["Paper 0", "Paper 1"] == web.titles[-2:]
    assert (1, 1) == (web.count(TOP, "GET"), web.count(f"/users/{USER}/deleted", "GET"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": "x", "items": {"A": 5}}', "\0"])
def test_a_damaged_memory_of_a_library(web: FakeZoteroWeb, tmp_path: Path, text: str) -> None:
    """A file that is none is as good as no file: the library is read anew."""
    web.mine.add(itemType="preprint", title="Old", archiveID="arXiv:2101.00000")
    host = web.url.partition("//")[2].replace(":", "-")
    (tmp_path / f"{host}-users-{USER}.json").write_text(text, encoding="utf-8")
    delivery = push(web, tmp_path, make_parcels(2))
    assert (1, 1, "") == (delivery.sent, delivery.known, delivery.problem)


def test_a_library_that_cannot_be_kept(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Where nothing can be written beside the ledger, the next run reads all: no harm is done."""
    host = web.url.partition("//")[2].replace(":", "-")
    (tmp_path / f"{host}-users-{USER}.json").mkdir()
    assert 1 == push(web, tmp_path, make_parcels(1)).sent


def test_a_library_that_changes_while_it_is_read(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """What was changed on a page that had been read is seen before anything is written."""
    keys = [web.mine.add(itemType="preprint", title=f"Old {number}") for number in range(150)]

    def fault(path: str, count: int) -> None:
        if path == TOP and count == 2:
            web.mine.edit(keys[0], archiveID="arXiv:2101.00000")

    web.fault = fault
    delivery = push(web, tmp_path, make_parcels(2))
    assert (1, 1) == (delivery.sent, delivery.known)
    assert "Paper 0" not in web.titles


def test_again_pushes_into_zotero_org_once_more(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """With --again what was deleted comes back; what is there stays single."""
    push(web, tmp_path, make_parcels(2))
    web.mine.delete(next(iter(web.mine.items)))
    assert 0 == push(web, tmp_path, make_parcels(2)).sent
    assert 1 == push(web, tmp_path, make_parcels(2), again=True).sent
    assert ["Paper 0", "Paper 1"] == sorted(web.titles)


def test_a_library_that_changes_meanwhile(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """If another program brings one of the papers just before a batch, that one is not doubled: 412, and looked at."""

    def add_once() -> None:
        if not web.mine.items:
            web.mine.add(itemType="preprint", title="Mine", archiveID="arXiv:2101.00001")

    web.before_write = add_once
    delivery = push(web, tmp_path, make_parcels(3))
    assert ["Mine", "Paper 0", "Paper 2"] == web.titles
    assert (2, 1, "") == (delivery.sent, delivery.known, delivery.problem)
    assert 1 == sum("top?" in heard.path and "since=" in heard.path for heard in web.heard)
    assert 0 == push(web, tmp_path, make_parcels(3)).sent


def test_a_library_that_changes_all_the_time(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A push that never gets its turn ends, says why, and the next one brings the papers."""
    web.before_write = lambda: web.mine.add(itemType="book", title="Other")
    delivery = push(web, tmp_path, make_parcels(1))
    assert (0, "somebody else changes the library all the time") == (delivery.sent, delivery.problem)
    web.before_write = lambda: None
    assert 1 == push(web, tmp_path, make_parcels(1)).sent
    assert 1 == web.titles.count("Paper 0")


def test_a_service_that_limits_the_rate(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Who comes too often is told to wait until the bucket is full again, and does, without a failure."""
    web.bucket = 5
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        web.bucket = 5

    settings = make_web_settings(web.url, tmp_path, tries=2)
    with WebLine(settings, find_key(settings), wait) as line, Ledger(tmp_path) as ledger:
        delivery = Delivery(open_zotero_web(line, None), ledger, Report(), tries=2, wait=lambda seconds: None)
        delivery.deliver(make_parcels(500))
    assert (500, "", [10, 10]) == (delivery.sent, delivery.problem, waits)


def test_a_service_that_stays_busy(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """If all patience is of no use, the push ends at once, and the next one goes on."""
    web.fault = lambda path, count: "503" if path == ITEMS and count > 1 else None
    delivery = push(web, tmp_path, make_parcels(120))
    assert (50, 70, 1 + 3) == (delivery.sent, delivery.report.records_failed, web.count(ITEMS))
    assert delivery.problem.endswith("answers 503 Too many requests")
    web.fault = lambda path, count: None
    assert 70 == push(web, tmp_path, make_parcels(120)).sent
    assert 120 == len(set(web.titles)) == len(web.titles)


def test_items_that_fail_do_not_keep_the_others_out(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """The service tells which items of a batch it does not take, and why; the others are saved."""
    parcels = make_parcels(3)
    broken = json.dumps({**json.loads(parcels[1].text), "colour": "<red>"})
    parcels[1] = Parcel(parcels[1].identifiers, broken, "k1", "Paper 1")
    delivery = push(web, tmp_path, parcels)
    assert ["Paper 0", "Paper 2"] == web.titles
    (told,) = delivery.report.of_code(Code.PUSH_NOT_DELIVERED)
    assert ("k1", "400 Invalid property 'colour'", Severity.ERROR) == (told.key, told.message, told.severity)
    assert 1 == push(web, tmp_path, make_parcels(3)).sent


def test_a_batch_that_is_too_large_is_halved(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """413: less is sent at once, until it goes through."""
    web.most_bytes = 3000
    delivery = push(web, tmp_path, make_parcels(40))
    assert (40, "") == (delivery.sent, delivery.problem)
    assert 40 == len(set(web.titles)) == len(web.titles)


def test_a_poisonous_entry_is_found(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A batch on which the service fails twice is halved until the entry is found."""

    def fault(path: str, count: int) -> str | None:
        return "fail" if path == ITEMS and b'"Paper 3"' in web.heard[-1].body else None

    web.fault = fault
    delivery = push(web, tmp_path, make_parcels(4))
    assert ["Paper 0", "Paper 1", "Paper 2"] == web.titles
    assert ["k3"] == [told.key for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)]


def test_a_key_that_is_revoked_meanwhile(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """403 ends the push at once, with one line; nothing is remembered of what was not saved."""

    def revoke() -> None:
        web.access = {"user": {"library": True}}

    web.before_write = revoke
    delivery = push(web, tmp_path, make_parcels(60))
    assert 1 == web.count(ITEMS)
    assert " answers 403 Write access denied: the key does not open My Library any more" in delivery.problem
    web.access = {"user": {"library": True, "write": True}}
    web.before_write = lambda: None
    assert 60 == push(web, tmp_path, make_parcels(60)).sent


def test_a_library_that_cannot_be_read(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """If the library is not told, nothing is pushed: it might be there."""
    web.fault = lambda path, count: "fail" if path == TOP else None
    delivery = push(web, tmp_path, make_parcels(2))
    assert (0, 0, 2) == (delivery.sent, web.count(ITEMS), delivery.report.records_failed)
    assert "answers 500" in delivery.problem


def test_a_collection_that_disappears(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """409 of each item: it is told, and comes with the next push."""
    web.mine.add_collection("CZZZZZZ2", "Thesis")
    web.before_write = web.mine.collections.clear
    delivery = push(web, tmp_path, make_parcels(1), collection="Thesis")
    assert ["409 Collection CZZZZZZ2 not found"] == [
        told.message for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)
    ]
    web.before_write = lambda: None
    assert 1 == push(web, tmp_path, make_parcels(1)).sent


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("kind", ["article", "book"])
def test_a_stop_in_the_middle_of_the_web(web: FakeZoteroWeb, tmp_path: Path, before: bool, kind: str) -> None:
    """A push that was stopped with a batch under way is gone on with, also where the library knows no identifier."""
    items = make_items(120) if kind == "article" else [
        {"id": f"k{number}", "type": kind, "title": f"Paper {number}"} for number in range(120)
    ]  # fmt: skip
    with opened(web, tmp_path) as delivery, stopping(ZoteroWeb, 2, before=before):
        delivery.deliver(make_parcels(items))
    assert (50 if before else 100) == len(web.titles)
    web.tokens.clear()  # they are forgotten after 12 hours
    assert "" == push(web, tmp_path, make_parcels(items)).problem
    assert [f"Paper {number}" for number in range(120)] == sorted(web.titles, key=lambda title: int(title[6:]))


def test_an_interrupt_in_the_middle(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Ctrl-C after a batch was saved, and before it was answered: the next push doubles nothing and loses nothing."""
    (tmp_path / "papers.json").write_text(json.dumps(make_items(70)), encoding="utf-8")
    process: list[subprocess.Popen[str]] = []

    def interrupt() -> None:
        if web.count(ITEMS) == 1 and process:
            process[0].send_signal(signal.SIGINT)
            process[0].wait(30)

    web.after_write = interrupt
    code = "import signal, arxiv2bib.cli as c; signal.signal(signal.SIGINT, signal.default_int_handler); c.main()"
    command = [sys.executable, "-c", code, "push", "papers.json", "--into", "zotero-web"]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process.append(subprocess.Popen(command, cwd=tmp_path, env=environ, stderr=subprocess.PIPE, text=True))
    _, told = process[0].communicate(timeout=60)
    assert (-signal.SIGINT, True) == (process[0].returncode, "Aborted!" in told)
    assert 50 == len(web.titles)
    web.after_write = lambda: None
    delivery = push(web, tmp_path / "state", make_parcels(70))
    assert (20, 50, "") == (delivery.sent, delivery.known, delivery.problem)
    assert 70 == len(set(web.titles)) == len(web.titles)


def ask_directly(web: FakeZoteroWeb) -> Callable[..., Answer]:
    """Return a line's question that goes to *web* without a network."""

    def ask(line: WebLine, method: str, path: str, headers: Mapping[str, str], body: bytes | None, _: float) -> Answer:
        sent = {str(name).lower(): str(value) for name, value in {**line._session.headers, **headers}.items()}
        reply = web.handle(Heard(method, path, sent, body or b""))
        if reply.status is None:
            raise LineBrokenError("closed")
        return Answer(reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.body)

    return ask


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Twelve pushes past faults of every kind, stops, forgotten tokens and others who write: each work once."""
    chance, web = random.Random(seed), FakeZoteroWeb(url="http://127.0.0.1:1")
    kinds = ("fail", "drop", "lose", "half", "429 1", "503", "409", "502", "413")
    rate = (0.05, 0.1, 0.3, 0.5)[seed % 4]
    web.fault = lambda path, count: chance.choice(kinds) if chance.random() < rate else None
    web.before_write = lambda: chance.random() < 0.1 and web.mine.add(itemType="book", title="Other")

    def stop() -> None:
        if chance.random() < 0.05:
            web.tokens.clear()
        if chance.random() < 0.08:
            raise StopNowError

    web.after_write = stop
    monkeypatch.setattr(Line, "_ask", ask_directly(web))
    books = [{"id": f"b{number}", "type": "book", "title": f"Book {number}"} for number in range(20 * seed)]
    parcels = make_parcels([*make_items(60), *books])
    chance.shuffle(parcels)
    for _ in range(11):
        with suppress(StopNowError, ServiceError):
            push(web, tmp_path, parcels)
    web.fault, web.after_write = lambda path, count: None, lambda: None
    assert "" == push(web, tmp_path, parcels).problem
    assert sorted(str(parcel.title) for parcel in parcels) == sorted(title for title in web.titles if title != "Other")
