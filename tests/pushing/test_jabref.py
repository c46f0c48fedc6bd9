"""JabRef's HTTP server: the rules of docs/reference/push-protocols.md, each against a server that holds to them."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from arxiv2bib._programs import pack_bibtex
from arxiv2bib.diagnostics import Code, Report
from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.delivery import Delivery
from arxiv2bib.pushing.jabref import JabRefDesktop, open_jabref
from arxiv2bib.pushing.ledger import Ledger
from arxiv2bib.pushing.line import Line, LineDeadError
from arxiv2bib.pushing.parcels import Fate, Outcome, Parcel
from tests.pushing.jabref import OTHER, THESIS, UNSAVED, FakeJabRef, make_settings, read_biblatex
from tests.pushing.stopping import stopping
from tests.pushing.zotero import FakeZotero, Heard, Reply, run_program

CURRENT = "/libraries/current/entries"


def make_parcels(
    count: int, text: str = "@online{{k{0}, title = {{Paper {0}}}, eprint = {{2101.{0:05}}}, eprinttype = {{arxiv}}}}"
) -> list[Parcel]:
    """Return *count* papers of arXiv, ready to be pushed."""
    return pack_bibtex("biblatex", "\n\n".join(text.format(number) for number in range(count)), Report())


def connect(jabref: FakeJabRef, folder: Path, collection: str | None = None, **changes: object) -> JabRefDesktop:
    """Return the library of *jabref*, opened; no second passes while it is waited for."""
    settings = make_settings(jabref.url, folder, **changes)
    library = open_jabref(Line(jabref.url, settings), collection, read_biblatex, seconds=2.0)
    library.wait = lambda seconds: None
    return library


@contextmanager
def opened(
    jabref: FakeJabRef, folder: Path, *, again: bool = False, collection: str | None = None
) -> Iterator[Delivery]:
    """Give a delivery into *jabref* that does not wait; what it has delivered is remembered in *folder*."""
    library = connect(jabref, folder, collection)
    with library.line, Ledger(folder) as ledger:
        yield Delivery(library, ledger, Report(), tries=3, wait=lambda seconds: None, again=again)


def push(jabref: FakeJabRef, folder: Path, parcels: Sequence[Parcel], *, again: bool = False) -> Delivery:
    """Push *parcels*, and return what became of them."""
    with opened(jabref, folder, again=again) as delivery:
        delivery.deliver(parcels)
        return delivery


def test_zotero_is_told_from_jabref(tmp_path: Path) -> None:
    """Zotero has the same port: what says X-Zotero-Version is not written to, and the way out is told."""
    zotero = FakeZotero()
    with (
        run_program(zotero.handle, {"X-Zotero-Version": "9.0.6"}) as jabref_url,
        pytest.raises(ServiceError, match=r"^Zotero answers at 127.*the setting jabref_url its address$"),
    ):
        connect(FakeJabRef(url=jabref_url), tmp_path)
    assert ["GET"] == [heard.method for heard in zotero.heard]


@pytest.mark.parametrize(
    ("page", "expected"),
    [(b"hello", "a program that is not JabRef answers"), (b"JabRef http API runs.", "does not say what is open in it")],
)
def test_what_has_no_libraries_is_not_jabref(tmp_path: Path, page: bytes, expected: str) -> None:
    """JabRef lists its libraries, the demo one among them; whatever does not is not written to."""

    def answer(heard: Heard) -> Reply:
        return Reply(200, page if heard.path == "/" else b'["x"]', {"Content-Type": "application/json"})

    with run_program(answer, {}) as url, pytest.raises(ServiceError, match=expected):
        connect(FakeJabRef(url=url), tmp_path)


def test_a_root_that_is_not_found_is_alive(tmp_path: Path) -> None:
    """The first page may be missing: the list of libraries is enough."""
    jabref = FakeJabRef()

    def answer(heard: Heard) -> Reply:
        return Reply(404) if heard.path == "/" else jabref.handle(heard)

    with run_program(answer, {}) as jabref.url:
        assert "thesis.bib" == str(connect(jabref, tmp_path).place)


def test_nobody_there(tmp_path: Path) -> None:
    """A refused connection sent nothing."""
    with run_program(lambda heard: Reply(200), {}) as url:
        pass
    with pytest.raises(LineDeadError, match=r"nothing answers at 127\.0\.0\.1:\d+"):
        connect(FakeJabRef(url=url), tmp_path)


def test_bibtex_is_sent_to_what_is_selected(jabref: FakeJabRef, tmp_path: Path) -> None:
    """Without a library's name the papers go to ``current``, all in one request of the type application/x-bibtex."""
    assert Outcome(Fate.SAVED) == connect(jabref, tmp_path).send(make_parcels(3), "t")
    (post,) = jabref.posts
    assert CURRENT == post.path
    assert "application/x-bibtex" == post.headers["content-type"]
    assert ["Paper 0", "Paper 1", "Paper 2"] == jabref.titles()


def test_requests_are_no_browsers(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A plain User-Agent, no Origin, and the length told."""
    connect(jabref, tmp_path).send(make_parcels(1), "t")
    for heard in jabref.heard:
        assert heard.headers["user-agent"].startswith("arxiv2bib-kit/")
        assert {"origin", "transfer-encoding"}.isdisjoint(heard.headers)
        assert heard.method == "GET" or heard.headers["content-length"] == str(len(heard.body))


def test_letters_arrive(jabref: FakeJabRef, tmp_path: Path) -> None:
    """The body is UTF-8, also where a text has half of a character."""
    connect(jabref, tmp_path).send([Parcel(("content:1",), "@book{a, title = {Caf\u00e9 \ud800}}")], "t")
    assert ["Caf\u00e9 ?"] == jabref.titles()


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(204), Fate.SAVED),
        (Reply(400, b"BibTeX data must not be empty.", {"Content-Type": "text/plain"}), Fate.REFUSED),
        (Reply(413), Fate.REFUSED),
        (Reply(400, b"Only possible in GUI mode."), Fate.BARRED),
        (Reply(400, b"Only currently selected library possible"), Fate.BARRED),
        (Reply(401, b"Missing or invalid Authorization header"), Fate.BARRED),
        (Reply(404), Fate.BARRED),
        (Reply(405, b"<html>Grizzly</html>", {"Content-Type": "text/html"}), Fate.BARRED),
        (Reply(204, headers={"X-Zotero-Version": "9.0.6"}), Fate.BARRED),
        (Reply(500, b"Internal Server Error"), Fate.FAILED),
        (Reply(503), Fate.FAILED),
        (Reply(None), Fate.LOST),
    ],
)
def test_answers_to_papers(tmp_path: Path, reply: Reply, expected: Fate) -> None:
    """Each answer of JabRef means one thing, and pages of HTML are not repeated to the user."""
    jabref = FakeJabRef()

    def answer(heard: Heard) -> Reply:
        return reply if heard.method == "POST" else jabref.handle(heard)

    with run_program(answer, {}) as jabref.url:
        outcome = connect(jabref, tmp_path).send(make_parcels(1), "t")
    assert expected is outcome.fate
    assert "<" not in outcome.message


def test_an_old_server_takes_no_papers(tmp_path: Path) -> None:
    """Before 6.0-alpha.5 there is no way to add papers: that is said, and what a page of HTML says is not."""
    jabref = FakeJabRef()

    def answer(heard: Heard) -> Reply:
        return Reply(405, b"<html>", {"Content-Type": "text/html"}) if heard.method == "POST" else jabref.handle(heard)

    with run_program(answer, {}) as jabref.url:
        delivery = push(jabref, tmp_path, make_parcels(2))
    assert "this JabRef takes no papers into thesis.bib (405)" == delivery.problem
    assert 2 == delivery.report.records_failed


def test_a_server_without_a_window_takes_no_papers(jabref: FakeJabRef, tmp_path: Path) -> None:
    """``jabsrv`` reads only: 400 for whatever is sent, and nothing is sent in halves."""
    jabref.has_window = False
    delivery = push(jabref, tmp_path, make_parcels(4))
    assert "this JabRef takes no papers into thesis.bib (400 Only possible in GUI mode.)" == delivery.problem
    assert {b"k0" in post.body and b"k3" in post.body for post in jabref.posts} == {True}


def test_no_library_is_open(jabref: FakeJabRef, tmp_path: Path) -> None:
    """With no library selected JabRef answers 404 for ``current``: nothing is sent."""
    jabref.selected = None
    with pytest.raises(ExportError, match=r"no library is selected in JabRef, .*; open one"):
        connect(jabref, tmp_path)


def test_the_selected_library_is_known_by_its_entries(jabref: FakeJabRef, tmp_path: Path) -> None:
    """JabRef does not say which library is selected: it is the one that has the same entries."""
    jabref.libraries[OTHER].append("@Book{a,\n  title = {A},\n}\n")
    jabref.selected = OTHER
    library = connect(jabref, tmp_path)
    assert "other.bib" == str(library.place)
    assert library.scope.endswith(f":{OTHER}")


@pytest.mark.parametrize("selected", [UNSAVED, THESIS])
def test_a_library_that_cannot_be_named(jabref: FakeJabRef, tmp_path: Path, selected: str) -> None:
    """A library that was never saved, or is like another, is asked and not remembered: another may be the next."""
    if selected == UNSAVED:
        jabref.libraries[UNSAVED] = ["@Book{a,\n  title = {A},\n}\n"]
    else:
        jabref.libraries[OTHER] = []
    jabref.selected = selected
    assert "the library that is selected" == str(connect(jabref, tmp_path).place)
    assert connect(jabref, tmp_path).scope != connect(jabref, tmp_path).scope
    assert 2 == push(jabref, tmp_path, make_parcels(2)).sent
    assert 2 == push(jabref, tmp_path, make_parcels(2)).known


def test_a_library_by_its_name(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A library is named by its file, or as JabRef calls it; it need not be the one that is selected."""
    for name in ("other.bib", "Other.bib", OTHER):
        library = connect(jabref, tmp_path, name)
        assert ("other.bib", OTHER) == (str(library.place), library.place.target)
    push_named = connect(jabref, tmp_path, "other.bib")
    assert Outcome(Fate.SAVED) == push_named.send(make_parcels(1), "t")
    assert (["Paper 0"], []) == (jabref.titles(OTHER), jabref.titles(THESIS))


def test_libraries_of_one_name(jabref: FakeJabRef, tmp_path: Path) -> None:
    """Two files of one name are told apart by what JabRef calls them."""
    jabref.libraries["thesis.bib-00aa"] = []
    with pytest.raises(ExportError, match=f"several libraries in JabRef .*: {THESIS}, thesis.bib-00aa"):
        connect(jabref, tmp_path, "thesis.bib")


def test_a_library_that_is_closed_meanwhile(jabref: FakeJabRef, tmp_path: Path) -> None:
    """If the library that was named is closed, JabRef answers 404, and that is said."""
    library = connect(jabref, tmp_path, "other.bib")
    del jabref.libraries[OTHER]
    outcome = library.send(make_parcels(1), "t")
    assert Outcome(Fate.BARRED, "other.bib is not open in JabRef any more (404 HTTP 404 Not Found)") == outcome


@pytest.mark.parametrize(
    "name", ["To read", "to read", "Thesis/To read", "thesis.bib/To read", "thesis.bib/Thesis/To read"]
)
def test_groups_by_name_and_path(jabref: FakeJabRef, tmp_path: Path, name: str) -> None:
    """A group is named by itself or by its path, with the library before it or not; JabRef is told its name."""
    library = connect(jabref, tmp_path, name)
    library.send(make_parcels(1), "t")
    assert "thesis.bib/To read" == str(library.place)
    assert "?group=To%20read" == jabref.posts[0].path[jabref.posts[0].path.index("?") :]
    assert "groups = {To read}" in jabref.libraries[THESIS][0]


def test_an_unknown_group_is_refused(jabref: FakeJabRef, tmp_path: Path) -> None:
    """JabRef would make a group of any name: one that is not there is not made, and those that are there are told."""
    with pytest.raises(ExportError, match="'Nowhere'; there are: Thesis, Thesis/To read, A, "):
        connect(jabref, tmp_path, "Nowhere")


@pytest.mark.parametrize("name", ["Twin", "A/Twin"])
def test_groups_of_one_name(jabref: FakeJabRef, tmp_path: Path, name: str) -> None:
    """JabRef is told a group by its name alone, so a name that two have is refused, also as a path."""
    with pytest.raises(ExportError, match=r"told a name alone: A/Twin, B/Twin; rename one"):
        connect(jabref, tmp_path, name)


@pytest.mark.parametrize("name", ["Thesis", "other.bib"])
def test_an_older_jabref_has_no_groups(jabref: FakeJabRef, tmp_path: Path, name: str) -> None:
    """6.0-alpha.5 and 6 take papers into the library that is selected, and no group: that is said, and none is sent."""
    jabref.is_old = True
    with pytest.raises(ExportError, match="select the library in JabRef and push without --collection"):
        connect(jabref, tmp_path, name)
    assert [] == jabref.posts
    assert 1 == push(jabref, tmp_path, make_parcels(1)).sent


def test_what_was_pushed_is_left_out(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A second push sends what is new, though JabRef has made keys of its own."""
    push(jabref, tmp_path, make_parcels(2))
    delivery = push(jabref, tmp_path, make_parcels(3))
    assert ["Paper 0", "Paper 1", "Paper 2"] == jabref.titles()
    assert (1, 2) == (delivery.sent, delivery.known)


def test_what_the_library_has_is_left_out(jabref: FakeJabRef, tmp_path: Path) -> None:
    """Works that came in another way are known by DOI, by arXiv identifier, or by their content, also with --again."""
    jabref.libraries[THESIS] += [
        "@Article{x,\n  doi = {10.1000/ABC},\n}\n",
        "@Misc{y,\n  eprint = {2101.00001v2},\n  archiveprefix = {arXiv},\n}\n",
        "@Book{z,\n  author = {Donald E. Knuth},\n  date = {1984},\n  groups = {Old},\n  title = {The {TeXbook}},\n}\n",
    ]
    text = (
        "@article{a, title = {A}, doi = {10.1000/abc}}\n@online{b, title = {B}, doi = {10.48550/arXiv.2101.00001}}\n"
        "@book{c, title = {The TeXbook}, author = {Knuth, Donald E.}, date = {1984}}\n"
        "@book{d, title = {The TeXbook}, author = {Knuth, Donald E.}, date = {1986}}\n"
    )
    delivery = push(jabref, tmp_path, pack_bibtex("biblatex", text, Report()), again=True)
    assert (1, 3) == (delivery.sent, delivery.known)
    assert 4 == len(jabref.libraries[THESIS])


def test_again_asks_the_library(jabref: FakeJabRef, tmp_path: Path) -> None:
    """What was deleted in JabRef comes back with --again only; what is there never comes twice."""
    push(jabref, tmp_path, make_parcels(2))
    del jabref.libraries[THESIS][0]
    assert 0 == push(jabref, tmp_path, make_parcels(2)).sent
    assert 1 == push(jabref, tmp_path, make_parcels(2), again=True).sent
    assert ["Paper 1", "Paper 0"] == jabref.titles()


def test_libraries_are_remembered_apart(jabref: FakeJabRef, tmp_path: Path) -> None:
    """What went into one library is not taken as known in another."""
    push(jabref, tmp_path, make_parcels(1))
    with opened(jabref, tmp_path, collection="other.bib") as delivery:
        delivery.deliver(make_parcels(1))
    assert (["Paper 0"], ["Paper 0"]) == (jabref.titles(THESIS), jabref.titles(OTHER))


def test_an_import_that_takes_its_time(jabref: FakeJabRef, tmp_path: Path) -> None:
    """JabRef answers before it imports: the library is looked at until the papers are in it."""
    jabref.looks = 4
    assert 2 == push(jabref, tmp_path, make_parcels(2)).sent


def test_a_window_that_asks(jabref: FakeJabRef, tmp_path: Path) -> None:
    """Papers about which JabRef asks are not in the library: that is said, and nothing is remembered of them."""
    jabref.asks = True
    delivery = push(jabref, tmp_path, make_parcels(2))
    expected = "JabRef was given papers that are not in thesis.bib yet: it may be asking, in a window of its own"
    assert (0, expected) == (delivery.sent, delivery.problem)
    assert 2 == len(delivery.report.of_code(Code.PUSH_NOT_DELIVERED))
    jabref.answer_window()
    delivery = push(jabref, tmp_path, make_parcels(2))
    assert (0, 2, ["Paper 0", "Paper 1"]) == (delivery.sent, delivery.known, jabref.titles())


def test_what_jabref_could_not_read(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A paper of which JabRef makes nothing is told, though its answer said nothing of it; the others are there."""
    parcels = [*make_parcels(1), Parcel(("arxiv:2101.99999",), "@online{k9, title = {Broken", "k9", "Broken")]
    delivery = push(jabref, tmp_path, parcels)
    assert (["Paper 0"], ["k9"]) == (
        jabref.titles(),
        [told.key for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)],
    )


@pytest.mark.parametrize("kind", ["lose", "drop", "fail"])
def test_a_request_that_goes_wrong(jabref: FakeJabRef, tmp_path: Path, kind: str) -> None:
    """JabRef knows no sessions: of papers without an answer the library tells whether they came."""
    jabref.fault = lambda path, count: kind if path == CURRENT and count == 1 else None
    assert 3 == push(jabref, tmp_path, make_parcels(3)).sent
    assert ["Paper 0", "Paper 1", "Paper 2"] == jabref.titles()


@pytest.mark.parametrize("kind", ["lose", "drop"])
@pytest.mark.parametrize("looks", [0, 3])
def test_works_without_identifier_and_a_lost_answer(jabref: FakeJabRef, tmp_path: Path, kind: str, looks: int) -> None:
    """They are known by their content: what did not come is sent again, what comes slowly is waited for."""
    jabref.looks = looks
    jabref.fault = lambda path, count: kind if path == CURRENT and count == 1 else None
    text = "@book{{b{0}, title = {{Book {0}}}, author = {{Knuth, Donald}}, date = {{1984}}}}"
    assert 4 == push(jabref, tmp_path, [*make_parcels(2, text), *make_parcels(2)]).sent
    assert ["Book 0", "Book 1", "Paper 0", "Paper 1"] == jabref.titles()


def test_a_lost_answer_and_a_slow_import(jabref: FakeJabRef, tmp_path: Path) -> None:
    """Papers whose answer was lost are waited for before they would be sent again."""
    jabref.looks = 3
    jabref.fault = lambda path, count: "lose" if path == CURRENT and count == 1 else None
    assert 3 == push(jabref, tmp_path, make_parcels(3)).sent
    assert ["Paper 0", "Paper 1", "Paper 2"] == jabref.titles()


def test_a_jabref_that_ends_after_its_answer(jabref: FakeJabRef, tmp_path: Path) -> None:
    """What JabRef has taken and nobody has seen in the library is not remembered as pushed: the next push finds out."""
    jabref.asks = True
    jabref.fault = lambda path, count: "drop" if jabref.posts and not path.endswith("entries") else None
    delivery = push(jabref, tmp_path, make_parcels(2))
    assert (0, 2) == (delivery.sent, delivery.report.records_failed)
    assert 1 == len(jabref.posts)
    assert {"sent without an answer; the next push finds out"} == {
        told.message for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)
    }
    jabref.fault, jabref.asks = lambda path, count: None, False
    jabref.waiting.clear()  # it ended before anybody had answered its window
    assert 2 == push(jabref, tmp_path, make_parcels(2)).sent
    assert ["Paper 0", "Paper 1"] == jabref.titles()


def test_a_library_too_large_to_be_asked(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A library whose list is larger than is allowed is not asked; what was pushed is remembered."""
    jabref.libraries[THESIS].append(f"@Book{{a,\n  abstract = {{{'x' * 4000}}},\n}}\n")
    for sent in (2, 0):
        library = connect(jabref, tmp_path, max_megabytes=0.002)
        with Ledger(tmp_path) as ledger:
            delivery = Delivery(library, ledger, Report(), tries=3, wait=lambda seconds: None)
            delivery.deliver(make_parcels(2))
        assert (sent, 2 - sent, "") == (delivery.sent, delivery.known, delivery.problem)


@pytest.mark.parametrize("body", [b"<html>", b"null", b"[1]", b'[{"citationKey": "a"}]', b'[{"bibtex"'])
def test_a_list_of_another_shape(tmp_path: Path, body: bytes) -> None:
    """A list of entries that is not as JabRef makes it, or breaks off, is no list: what was pushed is remembered."""
    jabref = FakeJabRef()

    def answer(heard: Heard) -> Reply:
        return (
            Reply(200, body) if heard.path in {"/libraries/current", f"/libraries/{THESIS}"} else jabref.handle(heard)
        )

    with run_program(answer, {}) as jabref.url:
        assert connect(jabref, tmp_path).find_known([]) is None
        for sent in (2, 0):
            delivery = push(jabref, tmp_path, make_parcels(2))
            assert (sent, 2 - sent, "") == (delivery.sent, delivery.known, delivery.problem)
    assert ["Paper 0", "Paper 1"] == jabref.titles()


def test_an_answer_that_does_not_come(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A JabRef that is busy is waited for as long as is set, four times that for papers, and they are lost then."""

    def answer(heard: Heard) -> Reply:
        if heard.method == "POST":
            threading.Event().wait(0.5)
        return jabref.handle(heard)

    with run_program(answer, {}) as jabref.url:
        library = connect(jabref, tmp_path)
        library.line = Line(jabref.url, make_settings(jabref.url, tmp_path, timeout=0.05))
        outcome = library.send(make_parcels(1), "t")
    assert Fate.LOST == outcome.fate
    assert "gave no answer to POST /libraries/current/entries" in outcome.message


def test_one_bad_entry_does_not_keep_the_others_out(jabref: FakeJabRef, tmp_path: Path) -> None:
    """A batch that JabRef refuses is halved until the entry is found."""
    refuse = jabref.handle

    def answer(heard: Heard) -> Reply:
        return Reply(400, b"no") if heard.method == "POST" and b"Paper 3}" in heard.body else refuse(heard)

    with run_program(answer, {}) as jabref.url:
        delivery = push(jabref, tmp_path, make_parcels(5))
    assert ["Paper 0", "Paper 1", "Paper 2", "Paper 4"] == jabref.titles()
    assert ["k3"] == [told.key for told in delivery.report.of_code(Code.PUSH_NOT_DELIVERED)]


def test_a_thousand_pushed_twice_past_every_tenth_request(jabref: FakeJabRef, tmp_path: Path) -> None:
    """Each paper is in the library once, though every tenth request fails in one way or another."""
    with opened(jabref, tmp_path) as delivery:
        assert isinstance(delivery.destination, JabRefDesktop)
        delivery.destination.batch_size = 25
        heard = len(jabref.heard)
        kinds = ("fail", "drop", "lose")

        def fault(path: str, count: int) -> str | None:
            number = len(jabref.heard) - heard
            return None if number % 10 else kinds[number // 10 % 3]

        jabref.fault = fault
        parcels = make_parcels(1000)
        delivery.deliver(parcels)
        second = Delivery(delivery.destination, delivery.ledger, Report(), tries=3, wait=lambda seconds: None)
        second.deliver(parcels)
    assert [f"Paper {number}" for number in range(1000)] == sorted(jabref.titles(), key=lambda title: int(title[6:]))
    assert (1000, 0, "") == (delivery.sent, delivery.known, delivery.problem)
    assert (0, 1000, "") == (second.sent, second.known, second.problem)


@pytest.mark.parametrize("before", [True, False])
def test_a_stop_in_the_middle(jabref: FakeJabRef, tmp_path: Path, before: bool) -> None:
    """A push that was stopped with a batch under way is gone on with: nothing is doubled, nothing lost."""
    with opened(jabref, tmp_path) as delivery, stopping(JabRefDesktop, 2, before=before):
        assert isinstance(delivery.destination, JabRefDesktop)
        delivery.destination.batch_size = 25
        delivery.deliver(make_parcels(60))
    assert (25 if before else 50) == len(jabref.titles())
    assert "" == push(jabref, tmp_path, make_parcels(60)).problem
    assert [f"Paper {number}" for number in range(60)] == sorted(jabref.titles(), key=lambda title: int(title[6:]))
