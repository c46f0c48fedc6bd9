"""Delivery: each entry once in the library, whatever fails or stops on the way."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from arxiv2bib._programs import pack_csl
from arxiv2bib.diagnostics import Code, Report, Severity
from arxiv2bib.pushing.connector import ZoteroDesktop, open_zotero
from arxiv2bib.pushing.delivery import Delivery, leave_out_repeats
from arxiv2bib.pushing.ledger import Ledger, Row
from arxiv2bib.pushing.line import Line
from arxiv2bib.pushing.parcels import Parcel
from tests.pushing.stopping import stopping
from tests.pushing.zotero import FakeZotero, make_settings, read_csl

IMPORT = "/connector/import"


def make_items(count: int, kind: str = "article") -> list[dict[str, str]]:
    """Return *count* items in CSL-JSON, each with an identifier of arXiv."""
    return [
        {"id": f"k{number}", "type": kind, "title": f"Paper {number}", "DOI": f"10.48550/arXiv.2101.{number:05}"}
        for number in range(count)
    ]


def make_parcels(items: Sequence[dict[str, str]] | int) -> list[Parcel]:
    """Return *items*, or as many as are asked for, ready to be pushed."""
    return pack_csl(json.dumps(make_items(items) if isinstance(items, int) else items), Report())


@contextmanager
def opened(
    zotero: FakeZotero, folder: Path, *, again: bool = False, collection: str | None = None
) -> Iterator[Delivery]:
    """Give a delivery into *zotero* that does not wait; what it has delivered is remembered in *folder*."""
    settings = make_settings(zotero.url, folder)
    with Line(zotero.url, settings) as line, Ledger(folder) as ledger:
        library = open_zotero(line, collection, read_csl)
        yield Delivery(library, ledger, Report(), tries=3, wait=lambda seconds: None, again=again)


def push(zotero: FakeZotero, folder: Path, parcels: Sequence[Parcel], *, again: bool = False) -> Delivery:
    """Push *parcels*, and return what became of them."""
    with opened(zotero, folder, again=again) as delivery:
        delivery.deliver(parcels)
        return delivery


@pytest.mark.parametrize("local_api", [False, True])
def test_a_thousand_pushed_twice_past_every_tenth_request(zotero: FakeZotero, tmp_path: Path, local_api: bool) -> None:
    """Each entry is in the library once, though every tenth request fails in one way or another."""
    zotero.local_api = local_api
    with opened(zotero, tmp_path) as delivery:  # asks what is selected, before anything fails
        heard = len(zotero.heard)
        kinds = ("fail", "drop", "lose")

        def fault(path: str, count: int) -> str | None:
            number = len(zotero.heard) - heard
            return None if number % 10 else kinds[number // 10 % 3]

        zotero.fault = fault
        parcels = make_parcels(1000)
        delivery.deliver(parcels)
        second = Delivery(delivery.destination, delivery.ledger, Report(), tries=3, wait=lambda seconds: None)
        second.deliver(parcels)
    assert [f"Paper {number}" for number in range(1000)] == sorted(zotero.titles, key=lambda title: int(title[6:]))
    assert (1000, 0, "") == (delivery.sent, delivery.known, delivery.problem)
    assert (0, 1000, "") == (second.sent, second.known, second.problem)


def test_what_was_pushed_is_left_out(zotero: FakeZotero, tmp_path: Path) -> None:
    """A second push sends what is new, and says when the rest was pushed."""
    push(zotero, tmp_path, make_parcels(2))
    delivery = push(zotero, tmp_path, make_parcels(3))
    assert ["Paper 0", "Paper 1", "Paper 2"] == zotero.titles
    assert (1, 2) == (delivery.sent, delivery.known)
    assert "--again" in delivery.report.of_code(Code.PUSH_KNOWN_WORK)[0].message


def test_again_pushes_once_more(zotero: FakeZotero, tmp_path: Path) -> None:
    """With --again what was pushed before, and is not known to be in the library, is pushed."""
    push(zotero, tmp_path, make_parcels(1))
    assert 1 == push(zotero, tmp_path, make_parcels(1), again=True).sent
    assert ["Paper 0", "Paper 0"] == zotero.titles


@pytest.mark.parametrize("count", [1, 15])
def test_what_the_library_has_is_left_out(zotero: FakeZotero, tmp_path: Path, count: int) -> None:
    """Where the library can be asked, its word counts: few entries are looked for, for many all of it is read."""
    push(zotero, tmp_path / "one", make_parcels(1))
    zotero.local_api = True
    delivery = push(zotero, tmp_path / "other", make_parcels(count), again=True)
    assert (count - 1, 1) == (delivery.sent, delivery.known)
    assert count == len(zotero.titles)


def test_preprint_and_publication_are_one_work(zotero: FakeZotero, tmp_path: Path) -> None:
    """An entry that shares an identifier with one that was pushed is known, also in the same input."""
    preprint = {"id": "a", "type": "article", "title": "A", "DOI": "10.48550/arXiv.2101.00001"}
    published = {"id": "b", "type": "article-journal", "title": "A", "DOI": "10.1/a", "note": "arXiv:2101.00001"}
    report = Report()
    parcels = leave_out_repeats(make_parcels([preprint, published]), report)
    assert ["a"] == [parcel.key for parcel in parcels]
    assert ["b"] == [told.key for told in report.of_code(Code.PUSH_KNOWN_WORK)]
    push(zotero, tmp_path, parcels)
    assert 1 == push(zotero, tmp_path, make_parcels([published])).known


def test_entries_without_identifier_are_known_by_content(zotero: FakeZotero, tmp_path: Path) -> None:
    """The same content under another key is not pushed twice; another content is."""
    first = {"id": "a", "type": "book", "title": "A"}
    push(zotero, tmp_path, make_parcels([first]))
    delivery = push(zotero, tmp_path, make_parcels([{**first, "id": "b"}, {**first, "title": "B"}]))
    assert (1, 1) == (delivery.sent, delivery.known)


def test_one_bad_entry_does_not_keep_the_others_out(zotero: FakeZotero, tmp_path: Path) -> None:
    """Zotero refuses a batch with a type that it does not know as a whole: the entry is found, told and left out."""
    items = make_items(30)
    items[7]["type"] = "software"
    delivery = push(zotero, tmp_path, make_parcels([*items]))
    assert [f"Paper {number}" for number in range(30) if number != 7] == zotero.titles
    (told,) = delivery.report.of_code(Code.PUSH_NOT_DELIVERED)
    assert ("k7", "Paper 7", Severity.ERROR) == (told.key, told.value, told.severity)
    assert (1, 29) == (delivery.report.records_failed, delivery.report.records_written)


def test_an_entry_that_failed_is_not_remembered(zotero: FakeZotero, tmp_path: Path) -> None:
    """What was refused is sent by the next push."""
    items = make_items(1, "software")
    push(zotero, tmp_path, make_parcels(items))
    assert 1 == push(zotero, tmp_path, make_parcels(make_items(1))).sent


def test_one_entry_on_which_zotero_fails_does_not_keep_the_others_out(zotero: FakeZotero, tmp_path: Path) -> None:
    """A batch on which Zotero fails twice is halved until the entry is found."""

    def fault(path: str, count: int) -> str | None:
        return "fail" if path == IMPORT and b'"Paper 3"' in zotero.heard[-1].body else None

    zotero.fault = fault
    delivery = push(zotero, tmp_path, make_parcels(4))
    assert ["Paper 0", "Paper 1", "Paper 2"] == zotero.titles
    assert ["k3"] == [told.key for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)]


def test_a_program_that_fails_always_is_given_up(zotero: FakeZotero, tmp_path: Path) -> None:
    """After twice as many failures as tries the push ends, and says why; the rest is told, and nothing remembered."""
    zotero.fault = lambda path, count: "fail" if path == IMPORT else None
    delivery = push(zotero, tmp_path, make_parcels(100))
    assert 6 == zotero.count(IMPORT)
    assert "Zotero failed (500)" == delivery.problem
    assert 100 == delivery.report.records_failed
    zotero.fault = lambda path, count: None
    assert 100 == push(zotero, tmp_path, make_parcels(100)).sent


def test_a_lost_answer_is_asked_for_under_the_same_session(zotero: FakeZotero, tmp_path: Path) -> None:
    """A batch whose answer was lost is sent again with its session, which Zotero refuses: it is there, once."""
    zotero.fault = lambda path, count: "lose" if path == IMPORT and count == 1 else None
    delivery = push(zotero, tmp_path, make_parcels(3))
    assert ["Paper 0", "Paper 1", "Paper 2"] == zotero.titles
    assert 3 == delivery.sent
    sessions = [urlsplit(heard.path).query for heard in zotero.heard if urlsplit(heard.path).path == IMPORT]
    assert (2, 1) == (len(sessions), len(set(sessions)))


def test_a_lost_answer_is_settled_by_the_library(zotero: FakeZotero, tmp_path: Path) -> None:
    """Where the library can be asked whether a batch arrived, it is: nothing is taken for granted."""
    zotero.local_api = True
    zotero.fault = lambda path, count: "lose" if path == IMPORT and count == 1 else None
    delivery = push(zotero, tmp_path, make_parcels(3))
    assert (3, 3) == (delivery.sent, len(zotero.titles))
    assert () == delivery.report.of_code(Code.PUSH_KNOWN_WORK)


def test_a_session_that_saved_nothing_is_found_out(zotero: FakeZotero, tmp_path: Path) -> None:
    """A batch of an earlier run whose session is there, but not its items, is sent in another session."""
    zotero.local_api = True
    with opened(zotero, tmp_path) as delivery:
        delivery.ledger.begin(delivery.destination.scope, ["arxiv:2101.00000"], "old")
    zotero.sessions["old"] = []
    assert 1 == push(zotero, tmp_path, make_parcels(1)).sent
    assert ["Paper 0"] == zotero.titles


@pytest.mark.parametrize("has_restarted", [False, True])
def test_what_was_saved_and_not_moved(zotero: FakeZotero, tmp_path: Path, has_restarted: bool) -> None:
    """What a stopped push has saved is moved by the next one; if Zotero has forgotten the session, that is said."""
    zotero.local_api = True
    zotero.fault = lambda path, count: "drop" if path.endswith("updateSession") else None
    with opened(zotero, tmp_path, collection="Thesis") as delivery:
        delivery.ledger.begin(delivery.destination.scope, ["arxiv:2101.00000"], "old")
        delivery.destination.send(make_parcels(1), "old")
    zotero.fault = lambda path, count: None
    if has_restarted:
        zotero.sessions.clear()
    with opened(zotero, tmp_path, collection="Thesis") as delivery:
        delivery.deliver(make_parcels(1))
    assert ["L1" if has_restarted else "C1"] == [item["target"] for item in zotero.items]
    assert has_restarted == ("SESSION_NOT_FOUND" in delivery.problem)
    assert has_restarted == bool(delivery.report.of_code(Code.PUSH_NOT_DELIVERED))


def test_a_failure_that_has_saved_something(zotero: FakeZotero, tmp_path: Path) -> None:
    """If Zotero fails with some of a batch saved, the library is asked: those are moved, and the others sent again."""
    zotero.local_api = True

    def fault(path: str, count: int) -> str | None:
        if path == IMPORT and count == 1:
            session = urlsplit(zotero.heard[-1].path).query.partition("=")[2]
            zotero.items.append({**make_items(1)[0], "key": "KEY1", "target": "L1"})
            zotero.sessions[session] = [0]
            return "fail"
        return None

    zotero.fault = fault
    with opened(zotero, tmp_path, collection="Thesis") as delivery:
        delivery.deliver(make_parcels(3))
    assert [("Paper 0", "C1"), ("Paper 1", "C1"), ("Paper 2", "C1")] == [
        (item["title"], item["target"]) for item in zotero.items
    ]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("local_api", [True, False])
def test_a_stop_in_the_middle(zotero: FakeZotero, tmp_path: Path, before: bool, local_api: bool) -> None:
    """A push that was stopped with a batch under way is gone on with: nothing is doubled, nothing lost."""
    zotero.local_api = local_api
    with opened(zotero, tmp_path) as delivery, stopping(ZoteroDesktop, 2, before=before):
        delivery.deliver(make_parcels(60))
    assert (25 if before else 50) == len(zotero.titles)
    delivery = push(zotero, tmp_path, make_parcels(60))
    assert [f"Paper {number}" for number in range(60)] == sorted(zotero.titles, key=lambda title: int(title[6:]))
    assert "" == delivery.problem


def test_a_program_that_goes_away(zotero: FakeZotero, tmp_path: Path) -> None:
    """If Zotero ends in the middle, the push ends with it, says so, and the next one brings the rest."""
    zotero.fault = lambda path, count: "drop" if path == IMPORT and count > 1 else None
    delivery = push(zotero, tmp_path, make_parcels(60))
    assert (25, 35) == (delivery.sent, delivery.report.records_failed)
    assert delivery.problem.startswith("Zotero stopped answering: 127.0.0.1:")
    zotero.fault = lambda path, count: None
    assert 35 == push(zotero, tmp_path, make_parcels(60)).sent
    assert 60 == len(set(zotero.titles)) == len(zotero.titles)


def test_an_entry_of_which_zotero_makes_no_item(zotero: FakeZotero, tmp_path: Path) -> None:
    """Zotero answers with the items that it made: the entry that is missing among them is told, and not remembered."""
    zotero.drops_silently = frozenset({"Paper 1"})
    delivery = push(zotero, tmp_path, make_parcels(3))
    assert ["k1"] == [told.key for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)]
    zotero.drops_silently = frozenset()
    assert 1 == push(zotero, tmp_path, make_parcels(3)).sent


def test_what_another_process_pushes_is_left_to_it(zotero: FakeZotero, tmp_path: Path) -> None:
    """Of two pushes at once, only one sends an entry: the one that noted it first."""
    with opened(zotero, tmp_path) as delivery:
        choose = delivery.ledger.find

        def find_and_be_overtaken(scope: str, names: list[str]) -> dict[str, Row]:
            found = choose(scope, names)
            delivery.ledger.begin(scope, names[:1], "another")
            return found

        delivery.ledger.find = find_and_be_overtaken  # type: ignore[method-assign, assignment]  # for this test
        delivery.deliver(make_parcels(2))
    assert ["Paper 1"] == zotero.titles
    assert ["another process pushes it"] == [told.message for told in delivery.report.of_code(Code.PUSH_KNOWN_WORK)]
