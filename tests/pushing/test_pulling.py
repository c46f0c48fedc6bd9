"""Zotero's libraries as inputs: ``zotero:My%20Library/Thesis``."""

import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import arxiv2bib
from arxiv2bib.errors import ReadError
from arxiv2bib.pushing.pulling import pull
from tests.pushing.zotero import FakeZotero, Heard, Reply, make_settings, reply_json, run_program

SHELF = {
    "A": ("L1", {"type": "article", "DOI": "10.48550/arXiv.2101.00001", "number": "arXiv:2101.00001"}),
    "B": ("C2", {"type": "article-journal", "DOI": "10.1000/b", "citation-key": "bee2020"}),
    "C": ("C4", {"type": "book"}),
    "D": ("C9", {"type": "book"}),
}


@pytest.fixture
def shelf(zotero: FakeZotero) -> FakeZotero:
    """Return a Zotero with a few items, whose local API is on."""
    zotero.local_api = True
    for number, (title, (target, row)) in enumerate(SHELF.items()):
        zotero.items.append({**row, "title": title, "target": target, "key": f"KEY{number}"})
    return zotero


def list_titles(address: str) -> list[str | None]:
    """Return the titles of what is at *address*."""
    return [entry.title for entry in arxiv2bib.load(address)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("zotero:", ["A", "B", "C"]),
        ("zotero:My%20Library", ["A", "B", "C"]),
        ("zotero:My Library/Thesis/To read", ["B"]),
        ("zotero:My%20Library/old/To%20read", ["C"]),
        ("zotero:Group", ["D"]),
        ("zotero:group/Shared/", ["D"]),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_libraries_and_collections(address: str, expected: list[str]) -> None:
    """A library is all of its items, a collection its own; blanks may be written as such."""
    assert expected == list_titles(address)


def test_names_are_no_patterns(shelf: FakeZotero) -> None:
    """Brackets and stars in the name of a collection are what they are."""
    shelf.targets = [{**shelf.targets[0]}, {"id": "C1", "name": "[a]*", "level": 1}]
    shelf.items = [{**shelf.items[0], "target": "C1"}]
    target = io.BytesIO()
    arxiv2bib.convert("zotero:My Library/[a]*", target, to="ris", jobs=2)
    assert b"TI  - A" in target.getvalue()


@pytest.mark.usefixtures("shelf")
def test_addresses_of_items_are_no_keys() -> None:
    """What Zotero gives as ``id`` is no citation key; identifiers are read as from any CSL-JSON."""
    entry = arxiv2bib.load("zotero:")[0]
    assert (None, "2101.00001") == (entry.key, str(entry.arxiv.id) if entry.arxiv else None)


def test_keys_in_extra_are_keys(zotero: FakeZotero) -> None:
    """A key that was given stands in Extra, whoever reads it: it is the entry's, and no part of its note."""
    zotero.local_api = True
    notes = ("Citation Key: mine2020", "see p. 5\ncitation key: yours\nand so on", "no Citation Key: here")
    for number, note in enumerate(notes):
        zotero.items.append({"type": "book", "title": "T", "target": "L1", "key": f"K{number}", "note": note})
    found = [(entry.key, entry.note) for entry in arxiv2bib.load("zotero:")]
    assert [("mine2020", None), ("yours", "see p. 5\nand so on"), (None, "no Citation Key: here")] == found


@pytest.mark.usefixtures("shelf")
def test_convert_takes_it_as_an_input(tmp_path: Path) -> None:
    """A library is an input like others: converted, selected, beside files."""
    (tmp_path / "more.bib").write_text("@book{c, title = {E}}\n", "utf-8")
    target = io.BytesIO()
    arxiv2bib.convert(["zotero:", str(tmp_path / "more.bib")], target, to="bibtex", where="type=book")
    assert ["C", "E"] == [entry.title for entry in arxiv2bib.loads(target.getvalue().decode(), "bibtex")]


def test_long_libraries_come_in_pages(zotero: FakeZotero) -> None:
    """More items than a page has are asked for page by page, in an order that new items do not change."""
    zotero.local_api = True
    zotero.items = [{"type": "book", "title": f"T{n}", "target": "L1", "key": f"K{n}"} for n in range(1001)]
    assert [f"T{number}" for number in range(1001)] == list_titles("zotero:")
    paths = [heard.path for heard in zotero.heard if "/items/top" in heard.path]
    assert ["0", "500", "1000"] == [path.partition("start=")[2].partition("&")[0] for path in paths]
    assert all("sort=dateAdded&direction=asc" in path for path in paths)


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("zotero:My%20Library", "/1/library.biblatex"),
        ("zotero:My%20Library/Thesis/To%20read", "/1/Thesis/To read.biblatex"),
        ("zotero:Group", "/5/library.biblatex"),
    ],
)
def test_better_bibtex_is_asked_first(zotero: FakeZotero, address: str, query: str) -> None:
    """Where Better BibTeX is installed, its export is read: it has the user's own citation keys."""
    zotero.better_bibtex = True
    zotero.biblatex = "@online{mine2021, title = {Looms}, eprint = {2101.00001}, eprinttype = {arXiv}}\n"
    assert pull(address).decode() == f"% {query}\n{zotero.biblatex}"
    (entry,) = arxiv2bib.load(address)
    assert ("mine2021", "2101.00001") == (entry.key, str(entry.arxiv.id) if entry.arxiv else None)


@pytest.mark.parametrize("better_bibtex", [True, False])
@pytest.mark.parametrize("address", ["zotero:My%20Library/Nowhere", "zotero:Nobody"])
def test_what_is_not_there(shelf: FakeZotero, address: str, better_bibtex: bool) -> None:
    """A library or collection that is not there is an error that names it."""
    shelf.better_bibtex = better_bibtex
    with pytest.raises(ReadError, match=f"^cannot read {address}: no .*'(Nowhere|Nobody)'"):
        arxiv2bib.load(address)


def test_a_zotero_that_lets_nobody_read(zotero: FakeZotero) -> None:
    """The local API is off by default: the error says where it is turned on."""
    with pytest.raises(ReadError, match=r"Settings > Advanced > Allow other applications .* or install Better BibTeX"):
        arxiv2bib.load("zotero:My%20Library")
    assert zotero.count("/connector/import") == 0


def test_a_zotero_that_does_not_run(zotero: FakeZotero, tmp_path: Path) -> None:
    """Without Zotero the input cannot be read, like a file that is not there."""
    with pytest.raises(ReadError, match=r"^cannot read zotero:X: nothing answers at 127\.0\.0\.1:9$"):
        pull("zotero:X", make_settings("http://127.0.0.1:9", tmp_path))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/users/0/items/top", {"items": None}),
        ("/api/users/0/items/top", []),
        ("/api/users/0/collections", {"data": 1}),
        ("/api/users/0/collections", [{"data": {"name": 1, "key": "K"}}]),
        ("/better-bibtex/json-rpc", {"jsonrpc": "2.0", "result": [{"id": "x"}]}),
    ],
)
def test_answers_of_another_shape(zotero: FakeZotero, tmp_path: Path, path: str, body: object) -> None:
    """An answer that is not made as Zotero makes it ends in an error of ours, in one line."""
    zotero.local_api = True

    def answer(heard: Heard) -> Reply:
        return reply_json(200, body) if urlsplit(heard.path).path == path else zotero.handle(heard)

    address = "zotero:My Library/A" if path.endswith("collections") else "zotero:Group" if "rpc" in path else "zotero:"
    with (
        run_program(answer, {"X-Zotero-Version": "9.0.6"}) as url,
        pytest.raises(ReadError, match=rf"^cannot read {address}: [^\n]+$"),
    ):
        pull(address, make_settings(url, tmp_path))
