"""Zotero's connector: the rules of docs/reference/push-protocols.md, each against a server that holds to them."""

import json
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.connector import ZoteroDesktop, check_zotero, open_zotero
from arxiv2bib.pushing.line import Line, LineDeadError
from arxiv2bib.pushing.parcels import Fate, Outcome, Parcel
from tests.pushing.zotero import FakeZotero, Heard, Reply, make_settings, read_csl, reply_json, run_program

PARCEL = Parcel(("arxiv:2101.00001",), '{"id": "a", "type": "article", "title": "Caf\u00e9"}', "a", "Caf\u00e9")


def connect(zotero: FakeZotero, tmp_path: Path, collection: str | None = None, **changes: object) -> ZoteroDesktop:
    """Return the library of *zotero*, opened."""
    return open_zotero(Line(zotero.url, make_settings(zotero.url, tmp_path, **changes)), collection, read_csl)


def list_bodies(zotero: FakeZotero, path: str) -> list[bytes]:
    """Return the bodies of the requests for *path*."""
    return [heard.body for heard in zotero.heard if urlsplit(heard.path).path == path]


def test_version_comes_from_the_header(zotero: FakeZotero, tmp_path: Path) -> None:
    """Zotero is known by X-Zotero-Version, on the answer to a ping."""
    assert "9.0.6" == check_zotero(Line(zotero.url, make_settings(zotero.url, tmp_path)))


def test_jabref_is_told_from_zotero(tmp_path: Path) -> None:
    """JabRef has the same port: what has no X-Zotero-Version is not written to, and JabRef called by its name."""
    heard: list[Heard] = []

    def answer(request: Heard) -> Reply:
        heard.append(request)
        return Reply(200, b"<html>JabRef http API runs.</html>") if request.path == "/" else Reply(404)

    with run_program(answer, {"Access-Control-Allow-Origin": "*"}) as url:
        line = Line(url, make_settings(url, tmp_path))
        with pytest.raises(ServiceError, match=r"^JabRef answers at 127\.0\.0\.1:\d+$"):
            open_zotero(line, None, read_csl)
    assert ["GET", "GET"] == [request.method for request in heard]


def test_another_program_is_told(tmp_path: Path) -> None:
    """Whatever else has the port is not written to."""
    with (
        run_program(lambda heard: Reply(200, b"hello"), {}) as url,
        pytest.raises(ServiceError, match="a program that is not Zotero answers"),
    ):
        check_zotero(Line(url, make_settings(url, tmp_path)))


def test_nobody_there(tmp_path: Path) -> None:
    """A refused connection is told from a lost answer."""
    with run_program(lambda heard: Reply(200), {}) as url:
        pass
    with pytest.raises(LineDeadError, match=r"nothing answers at 127\.0\.0\.1:\d+"):
        check_zotero(Line(url, make_settings(url, tmp_path)))


def test_requests_are_no_browsers(zotero: FakeZotero, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain User-Agent, no Origin, no word of a connector's version; no proxy; the length told."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    connect(zotero, tmp_path).send([PARCEL], "s")
    for heard in zotero.heard:
        assert heard.headers["user-agent"].startswith("arxiv2bib-kit/")
        assert {"origin", "x-zotero-connector-api-version", "transfer-encoding"}.isdisjoint(heard.headers)
        assert heard.method == "GET" or heard.headers["content-length"] == str(len(heard.body))


def test_csl_json_is_sent_as_no_json(zotero: FakeZotero, tmp_path: Path) -> None:
    """Zotero would parse application/json and hand its importers no text; another type in UTF-8 it takes."""
    assert Outcome(Fate.SAVED) == connect(zotero, tmp_path).send([PARCEL], "s")
    (heard,) = [heard for heard in zotero.heard if heard.path.startswith("/connector/import?session=s")]
    assert "application/vnd.citationstyles.csl+json" == heard.headers["content-type"]
    assert [{"id": "a", "type": "article", "title": "Caf\u00e9"}] == json.loads(heard.body.decode())
    assert ["Caf\u00e9"] == zotero.titles


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (reply_json(201, [{"title": "Caf\u00e9"}]), Fate.SAVED),
        (Reply(201), Fate.SAVED),
        (reply_json(409, {"error": "SESSION_EXISTS"}), Fate.SEEN),
        (Reply(400), Fate.REFUSED),
        (Reply(500), Fate.FAILED),
        (reply_json(500, {"libraryEditable": False}), Fate.FAILED),
        (Reply(503, b"busy"), Fate.FAILED),
        (Reply(None), Fate.LOST),
    ],
)
def test_answers_to_an_import(tmp_path: Path, reply: Reply, expected: Fate) -> None:
    """Each answer of the connector means one thing."""
    zotero = FakeZotero()

    def answer(heard: Heard) -> Reply:
        return reply if heard.path.startswith("/connector/import") else zotero.handle(heard)

    with run_program(answer, {"X-Zotero-Version": "9.0.6"}) as zotero.url:
        assert expected == connect(zotero, tmp_path).send([PARCEL], "s").fate


def test_an_answer_that_does_not_come(tmp_path: Path) -> None:
    """A program that never answers is waited for as long as is set, twice that for an import, and the batch is lost."""
    zotero = FakeZotero()

    def answer(heard: Heard) -> Reply:
        if heard.path.startswith("/connector/import"):
            threading.Event().wait(0.5)
        return zotero.handle(heard)

    with run_program(answer, {"X-Zotero-Version": "9.0.6"}) as zotero.url:
        library = connect(zotero, tmp_path)
        library.line = Line(zotero.url, make_settings(zotero.url, tmp_path, timeout=0.05))
        outcome = library.send([PARCEL], "s")
    assert Fate.LOST == outcome.fate
    assert "gave no answer to POST /connector/import" in outcome.message


def test_a_program_that_takes_the_port_over(tmp_path: Path) -> None:
    """An answer without X-Zotero-Version is not Zotero's, whatever it says."""
    zotero = FakeZotero()
    with run_program(zotero.handle, {"X-Zotero-Version": "9.0.6"}) as zotero.url:
        library = connect(zotero, tmp_path)
    with run_program(lambda heard: Reply(201), {}) as url:
        library.line = Line(url, make_settings(url, tmp_path))
        assert Fate.GONE == library.send([PARCEL], "s").fate


def test_what_is_selected_is_the_place(zotero: FakeZotero, tmp_path: Path) -> None:
    """Without a collection, things go where Zotero's window is."""
    zotero.selected = "C2"
    library = connect(zotero, tmp_path)
    library.send([PARCEL], "s")
    assert "Meine Bibliothek/Thesis/To read" == str(library.place)
    assert ["C2"] == [item["target"] for item in zotero.items]


@pytest.mark.parametrize("selected", ["L1", "C1"])
def test_what_was_selected_stays_the_place(zotero: FakeZotero, tmp_path: Path, selected: str) -> None:
    """If the user selects something else meanwhile, the rest goes where the first batch went."""
    zotero.selected = selected
    library = connect(zotero, tmp_path)
    zotero.selected = "C3"
    library.send([PARCEL], "s")
    assert [selected] == [item["target"] for item in zotero.items]


def test_a_read_only_selection_is_refused(zotero: FakeZotero, tmp_path: Path) -> None:
    """Zotero would save in another library without a word; so nothing is sent."""
    zotero.editable = False
    with pytest.raises(ExportError, match="read-only; select another, or name one with --collection"):
        connect(zotero, tmp_path)
    assert 0 == zotero.count("/connector/import")


@pytest.mark.parametrize(
    ("name", "target", "number"),
    [
        ("Thesis", "C1", 1),
        ("thesis", "C1", 1),
        ("Thesis/To read", "C2", 1),
        ("Meine Bibliothek/Old/To read", "C4", 1),
        ("My Library/Old/To read", "C4", 1),
        ("My Library", "L1", 1),
        ("Group", "L5", 5),
        ("Group/Shared", "C9", 5),
    ],
)
def test_collections_by_name_and_path(zotero: FakeZotero, tmp_path: Path, name: str, target: str, number: int) -> None:
    """A collection is named by itself, by its path, or with its library; its items are moved into it."""
    library = connect(zotero, tmp_path, name)
    assert Outcome(Fate.SAVED) == library.send([PARCEL], "s")
    assert [target] == [item["target"] for item in zotero.items]
    assert f"zotero:{library.line.host}:{number}" == library.scope
    (body,) = list_bodies(zotero, "/connector/updateSession")
    assert {"sessionID": "s", "target": target, "tags": ""} == json.loads(body)


def test_an_ambiguous_collection_is_refused(zotero: FakeZotero, tmp_path: Path) -> None:
    """A name that several collections have is not guessed; the paths are told."""
    with pytest.raises(ExportError, match=r"several .* 'To read': Meine Bibliothek/Thesis/To read, .*/Old/To read"):
        connect(zotero, tmp_path, "To read")


def test_an_unknown_collection_is_refused(zotero: FakeZotero, tmp_path: Path) -> None:
    """A collection that is not there is not made up; those that are there are told."""
    with pytest.raises(ExportError, match="'Nowhere'; there are: Meine Bibliothek, Meine Bibliothek/Thesis, "):
        connect(zotero, tmp_path, "Nowhere")


def test_items_that_cannot_be_moved_are_saved_all_the_same(zotero: FakeZotero, tmp_path: Path) -> None:
    """If the collection is gone after the import, the items are in the library, and it is said where they are not."""
    library = connect(zotero, tmp_path, "Thesis")
    zotero.targets = zotero.targets[:1]
    outcome = library.send([PARCEL], "s")
    expected = "saved in Zotero, and not moved to Meine Bibliothek/Thesis (400 COLLECTION_NOT_FOUND)"
    assert Outcome(Fate.SAVED, expected) == outcome


def test_a_move_whose_answer_was_lost_is_made_again(zotero: FakeZotero, tmp_path: Path) -> None:
    """To move twice does no harm."""
    library = connect(zotero, tmp_path, "Thesis")
    zotero.fault = lambda path, count: "lose" if path.endswith("updateSession") and count == 1 else None
    assert Outcome(Fate.SAVED) == library.send([PARCEL], "s")
    assert 2 == zotero.count("/connector/updateSession")


@pytest.mark.parametrize(
    "selection",
    [
        {"editable": True, "libraryID": "x"},
        {"editable": True, "id": 1, "targets": [{"id": "C1"}]},
        {"editable": True, "id": 1, "targets": [{"id": "Lx", "name": "A"}]},
        {"editable": True, "id": 1, "targets": 5},
    ],
)
def test_a_selection_of_another_shape(tmp_path: Path, selection: object) -> None:
    """An answer that is not made as Zotero makes it is an error of ours."""
    zotero = FakeZotero()

    def answer(heard: Heard) -> Reply:
        return reply_json(200, selection) if heard.path.endswith("getSelectedCollection") else zotero.handle(heard)

    with (
        run_program(answer, {"X-Zotero-Version": "9.0.6"}) as zotero.url,
        pytest.raises(ServiceError, match="what Zotero says is selected in it is not as it should be"),
    ):
        connect(zotero, tmp_path)
