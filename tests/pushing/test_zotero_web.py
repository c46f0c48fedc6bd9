"""A library of zotero.org: what is sent, and what each answer means."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from arxiv2bib.pushing.parcels import Fate, Outcome, Parcel
from arxiv2bib.pushing.web_line import WebLine
from arxiv2bib.pushing.zotero_index import list_identifiers
from arxiv2bib.pushing.zotero_key import find_key
from arxiv2bib.pushing.zotero_web import ZoteroWeb, make_item_key, open_zotero_web
from tests.pushing.zotero import Heard
from tests.pushing.zotero_web import USER, FakeZoteroWeb, make_web_settings

ITEMS = f"/users/{USER}/items"
TICKET = "0123456789abcdef0123456789abcdef"


def make(number: int, **fields: object) -> Parcel:
    """Return a parcel with an item of zotero.org."""
    item = {"itemType": "preprint", "title": f"Paper {number}", "archiveID": f"arXiv:2101.{number:05}", **fields}
    return Parcel((f"arxiv:2101.{number:05}",), json.dumps(item), f"k{number}", f"Paper {number}")


@contextmanager
def opened(web: FakeZoteroWeb, folder: Path, collection: str | None = None) -> Iterator[ZoteroWeb]:
    """Give the library of *web*, which has been read."""
    settings = make_web_settings(web.url, folder, tries=2)
    with WebLine(settings, find_key(settings), lambda seconds: None) as line:
        library = open_zotero_web(line, collection)
        library.find_known([])
        yield library


def list_writes(web: FakeZoteroWeb) -> list[Heard]:
    """Return the requests that write."""
    return [heard for heard in web.heard if heard.method == "POST"]


def test_a_batch_as_it_is_sent(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A JSON array of new items under keys of our own, with the token and the version of the library."""
    web.mine.add_collection("C2222222", "Thesis")
    web.mine.add(itemType="book", title="Old")
    with opened(web, tmp_path, "Thesis") as library:
        assert Outcome(Fate.SAVED) == library.send([make(1), make(2)], TICKET)
    (heard,) = list_writes(web)
    assert (ITEMS, TICKET, "1") == (
        heard.path, heard.headers["zotero-write-token"], heard.headers["if-unmodified-since-version"]
    )  # fmt: skip
    sent = json.loads(heard.body)
    assert [0, 0] == [item["version"] for item in sent]
    assert [["C2222222"], ["C2222222"]] == [item["collections"] for item in sent]
    assert [make_item_key(TICKET, make(1)), make_item_key(TICKET, make(2))] == [item["key"] for item in sent]


def test_without_a_collection_items_are_in_the_library(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """An item of the library itself has no collections."""
    with opened(web, tmp_path) as library:
        library.send([make(1)], TICKET)
    assert "collections" not in json.loads(list_writes(web)[0].body)[0]


def test_keys_of_items() -> None:
    """A key has eight of Zotero's letters, the same ones for the same ticket and work, and others for others."""
    keys = {make_item_key(f"{ticket}", make(number)) for ticket in range(30) for number in range(100)}
    assert 3000 == len(keys)
    assert [] == [key for key in keys if re.fullmatch(r"[2-9A-NP-Z]{8}", key) is None]
    assert make_item_key(TICKET, make(1)) == make_item_key(TICKET, make(1, title="Other"))


def test_the_version_follows_our_own_writes(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Each answer tells the library's version, which the next request has; nothing is read again."""
    with opened(web, tmp_path) as library:
        for number in range(3):
            assert Fate.SAVED is library.send([make(number)], f"{TICKET[:-1]}{number}").fate
    assert ["0", "1", "2"] == [heard.headers["if-unmodified-since-version"] for heard in list_writes(web)]
    assert 1 == web.count(f"{ITEMS}/top", "GET")


def test_a_token_that_was_used(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """412: the batch came before. What is there of it is found by its keys; the rest is sent without a token."""
    with opened(web, tmp_path) as library:
        library.send([make(1), make(2)], TICKET)
        assert Outcome(Fate.SAVED) == library.send([make(1), make(2), make(3)], TICKET)
    assert ["Paper 1", "Paper 2", "Paper 3"] == web.titles
    assert ["Paper 3"] == [item["title"] for item in json.loads(list_writes(web)[-1].body)]
    assert "zotero-write-token" not in list_writes(web)[-1].headers


def test_a_token_that_was_forgotten(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Tokens are kept for 12 hours, items for ever: 412 of an item says that its key is there, and it is saved."""
    with opened(web, tmp_path) as library:
        library.send([make(1), make(2)], TICKET)
        web.tokens.clear()
        assert Outcome(Fate.SAVED) == library.send([make(1), make(2), make(3)], TICKET)
    assert ["Paper 1", "Paper 2", "Paper 3"] == web.titles


def test_what_is_in_the_trash_has_arrived(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """An item that arrived and was thrown away meanwhile is not sent again."""
    with opened(web, tmp_path) as library:
        library.send([make(1)], TICKET)
        web.mine.throw_away(make_item_key(TICKET, make(1)))
        assert Outcome(Fate.SAVED) == library.send([make(1)], TICKET)
    assert (1, 2) == (len(web.titles), len(list_writes(web)))


def test_a_library_that_was_changed(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """412: another program has changed the library; what it brought is known, the rest goes with the new version."""
    with opened(web, tmp_path) as library:
        web.mine.add(itemType="journalArticle", title="Same", extra="arXiv:2101.00002 [cs.CL]")
        assert Outcome(Fate.SAVED, known=frozenset({1})) == library.send([make(1), make(2)], TICKET)
    assert ["Same", "Paper 1"] == web.titles


def test_half_a_batch(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """500 with some of the items saved, each by itself: the batch is lost, and sent again under the same keys."""
    web.fault = lambda path, count: "half" if path == ITEMS and count == 1 else None
    with opened(web, tmp_path) as library:
        assert Fate.LOST is library.send([make(1), make(2)], TICKET).fate
        assert Outcome(Fate.SAVED) == library.send([make(1), make(2)], TICKET)
    assert ["Paper 1", "Paper 2"] == web.titles


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("fail", Fate.FAILED),
        ("502", Fate.FAILED),
        ("drop", Fate.LOST),
        ("lose", Fate.LOST),
        ("400", Fate.REFUSED),
        ("413", Fate.REFUSED),
        ("403", Fate.BARRED),
        ("404", Fate.BARRED),
        ("428", Fate.BARRED),
        ("409", Fate.BARRED),
        ("429 1", Fate.BARRED),
        ("503", Fate.BARRED),
    ],
)
def test_answers_to_a_batch(web: FakeZoteroWeb, tmp_path: Path, fault: str, expected: Fate) -> None:
    """Each answer of the service means one thing."""
    with opened(web, tmp_path) as library:
        web.fault = lambda path, count: fault if path == ITEMS and web.heard[-1].method == "POST" else None
        assert expected is library.send([make(1)], TICKET).fate


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"colour": "red"}, "400 Invalid property 'colour'"),
        ({"volume": "1"}, "400 'volume' is not a valid field for type 'preprint'"),
        ({"itemType": "paper"}, "400 'paper' is not a valid itemType"),
        ({"creators": [{"creatorType": "cook", "name": "A"}]}, "400 'cook' is not a valid creator type for item type"),
        ({"creators": [{"creatorType": "author", "lastName": "A"}]}, "400 'firstName' and 'name' creator fields"),
        ({"tags": [{"tag": "x" * 256}]}, "413 Tag 'xxx"),
        ({"tags": ["x"]}, "400 Tag must be an object"),
        ({"collections": ["CZZZZZZZ"]}, "409 Collection CZZZZZZZ not found"),
        ({"accessDate": "2020"}, "400 'accessDate' must be in ISO 8601"),
        ({"title": "x" * 70000}, "413 title field value"),
    ],
)
def test_items_that_the_service_does_not_take(
    web: FakeZoteroWeb, tmp_path: Path, fields: dict[str, Any], reason: str
) -> None:
    """The answer is 200, and tells for each item that failed why; its message is plain text again."""
    with opened(web, tmp_path) as library:
        outcome = library.send([make(1), make(2, **fields), make(3)], TICKET)
    assert (Fate.SAVED, (1,), ["Paper 1", "Paper 3"]) == (outcome.fate, outcome.missing, web.titles)
    assert outcome.reasons[1].startswith(reason)


@pytest.mark.parametrize("report", ["[]", "{}", '{"failed": {"7": {"code": 400, "message": ""}}}', "<html>"])
def test_a_report_of_another_shape(
    web: FakeZoteroWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    """An answer that does not tell what became of the items is as good as none."""
    with opened(web, tmp_path) as library:
        handle = web._check

        def check(heard: Heard, *, half: bool) -> Any:
            reply = handle(heard, half=half)
            return type(reply)(200, report.encode()) if heard.method == "POST" else reply

        monkeypatch.setattr(FakeZoteroWeb, "_check", lambda self, heard, *, half: check(heard, half=half))
        assert Fate.LOST is library.send([make(1)], TICKET).fate
        monkeypatch.undo()
        assert Outcome(Fate.SAVED) == library.send([make(1)], TICKET)
    assert ["Paper 1"] == web.titles


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"DOI": "10.1000/ABC"}, ["doi:10.1000/abc"]),
        ({"DOI": "https://doi.org/10.48550/arXiv.2101.00001"}, ["arxiv:2101.00001"]),
        ({"archiveID": "arXiv:2101.00001"}, ["arxiv:2101.00001"]),
        ({"archiveID": "arXiv: 2101.00001 [cs.CL]"}, ["arxiv:2101.00001"]),
        ({"extra": "arXiv:hep-th/9901001v2 [hep-th]\nversion: 2"}, ["arxiv:hep-th/9901001"]),
        ({"extra": "Note\nDOI: 10.1000/abc\nPMID: 5"}, ["doi:10.1000/abc"]),
        ({"DOI": "10.1000/abc", "extra": "arXiv:2101.00001"}, ["arxiv:2101.00001", "doi:10.1000/abc"]),
        ({"url": "http://arxiv.org/abs/2101.00001v3"}, ["arxiv:2101.00001"]),
        ({"url": "http://arxiv.org/abs/2101.00001", "DOI": "10.1000/abc"}, ["doi:10.1000/abc"]),
        ({"url": "https://example.org", "extra": "arXiv: nonsense", "DOI": None, "archiveID": 5}, []),
        ({"note": "<p>10.1000/abc</p>"}, []),
    ],
)
def test_identifiers_of_items(data: dict[str, Any], expected: list[str]) -> None:
    """A work is known by its DOI, its archive's number, the lines of Extra, and its address if it has nothing else."""
    assert expected == list(list_identifiers(data))
