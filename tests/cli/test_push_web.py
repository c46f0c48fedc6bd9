"""``arxiv2bib push --into zotero-web``: what is said, what is left, how it ends, and that nobody sees the key."""

import json
import logging
import sys
import traceback
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import arxiv2bib
from arxiv2bib import Code
from arxiv2bib.cli import cli
from tests.docs.examples import BIBLIOGRAPHY, DIGEST
from tests.pushing.conftest import _web_socket, web
from tests.pushing.zotero_web import KEY, USER, FakeZoteroWeb

__all__ = ["_web_socket", "web"]  # the fixtures

NOBODY = "http://127.0.0.1:9"
ITEMS = f"/users/{USER}/items"


def run(*words: str | Path) -> Result:
    """Return the result of ``arxiv2bib push`` with *words*, in this process."""
    return CliRunner().invoke(cli, ["push", "--into", "zotero-web", *map(str, words)])


def test_papers_go_into_a_collection_of_the_web(web: FakeZoteroWeb) -> None:
    """All papers of the input are in the collection, and one line says so."""
    web.mine.add_collection("C2222222", "Thesis")
    result = run(DIGEST, "--collection", "Thesis")
    assert (0, "") == (result.exit_code, result.stdout)
    assert [["C2222222"]] * 5 == [item["collections"] for item in web.mine.items.values()]
    assert "5 records read, 5 pushed into zotero.org, My Library/Thesis\n" == result.stderr
    assert "5 records read, 0 pushed into zotero.org, My Library (5 known) (push/known-work 5)\n" == run(DIGEST).stderr


def test_a_bibliography_of_all_types(web: FakeZoteroWeb) -> None:
    """What is published is what it is to Zotero; what an item cannot hold is told."""
    result = run(BIBLIOGRAPHY)
    assert 0 == result.exit_code
    assert {"preprint", "journalArticle", "conferencePaper"} & {item["itemType"] for item in web.mine.items.values()}


def test_parts_of_names_that_an_item_cannot_hold_are_told(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Particles and suffixes have a place in the two parts of a creator; other parts, and ``custom``, have none."""
    name = {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den", "suffix": "Jr.", "ORCID": "0000-1"}
    item = {"id": "x", "type": "book", "title": "T", "author": [name], "custom": {"shelf": 3}, "shelf": "B"}
    path = tmp_path / "x.json"
    path.write_text(json.dumps([item]), "utf-8")
    report = arxiv2bib.push(path, into="zotero-web").report
    (made,) = web.mine.items.values()
    assert [{"creatorType": "author", "lastName": "van den Berg", "firstName": "Jan, Jr."}] == made["creators"]
    assert "shelf: B" == made["extra"]
    told = [(one.key, one.path, one.value) for one in report.of_code(Code.EXPORT_FIELD_DROPPED)]
    assert [
        ("x", "extra.csl-json.author[0].ORCID", '"0000-1"'),
        ("x", "extra.csl-json.custom", '{"shelf":3}'),
    ] == sorted(told)


def test_without_the_web_there_is_a_file(web: FakeZoteroWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without network, the papers are in a file for Zotero, the same as for the program on this machine."""
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_WEB_URL", NOBODY)
    result = run(DIGEST)
    assert 1 == result.exit_code
    assert (
        "error: zotero.org is not there: nothing answers at 127.0.0.1:9; what was to be pushed is in "
        "arxiv2bib-zotero.json\nPush again when zotero.org answers; or import arxiv2bib-zotero.json into Zotero with "
        "File > Import\n"
    ) in result.stderr
    arxiv2bib.convert(DIGEST, tmp_path / "expected.json", for_="zotero")
    expected, left = (tmp_path / name for name in ("expected.json", "arxiv2bib-zotero.json"))
    assert json.loads(expected.read_text("utf-8")) == json.loads(left.read_text("utf-8"))
    monkeypatch.setenv("ARXIV2BIB_ZOTERO_WEB_URL", web.url)
    assert "5 pushed" in run(DIGEST).stderr


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("ARXIV2BIB_ZOTERO_API_KEY", "", "no key for zotero.org; make one that may write at https://www.zotero.org/"),
        ("ARXIV2BIB_ZOTERO_API_KEY", "wrong", "refuses the key (403 Invalid key); https://www.zotero.org/settings/key"),
        ("ARXIV2BIB_ZOTERO_API_KEY", "a key", "ARXIV2BIB_ZOTERO_API_KEY: must be a key as zotero.org gives it"),
    ],
)
def test_a_key_that_does_not_open(
    web: FakeZoteroWeb, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    """Nothing is tried with a bad key, and one line says what to do; no paper has been read for it."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv(variable, value)
    result = run("no-such-file.md")
    assert 2 == result.exit_code
    assert result.stderr.startswith("arxiv2bib: error: ")
    assert message in result.stderr
    assert 1 == result.stderr.count("\n")


def test_an_unknown_collection_of_the_web(web: FakeZoteroWeb) -> None:
    """Nothing is sent if there is no such collection, and none is made."""
    result = run(DIGEST, "--collection", "Nowhere")
    assert (2, 0) == (result.exit_code, web.count(ITEMS))
    assert "no collection of Zotero that can be written is called 'Nowhere'; there are: My Library" in result.stderr


def test_push_from_python(web: FakeZoteroWeb) -> None:
    """The function does the same, and tells it in numbers."""
    pushed = arxiv2bib.push(DIGEST, into="zotero-web")
    assert (5, 0, "zotero.org, My Library", "", "") == (
        pushed.sent, pushed.known, pushed.place, pushed.problem, pushed.remedy
    )  # fmt: skip


@pytest.mark.parametrize("kind", [None, "fail", "lose", "503", "429 1"])
def test_nobody_sees_the_key(
    web: FakeZoteroWeb, tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str | None
) -> None:
    """Neither the output nor the report, the ledger, the cache, a log or any file has the key, whatever happens."""
    caplog.set_level(logging.DEBUG)
    web.fault = lambda path, count: kind if path == ITEMS else None
    result = run(DIGEST, "-v", "--report", "report.jsonl")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"pushed.sqlite", "report.jsonl"} <= {path.name for path in written}
    assert [] == [path for path in written if KEY.encode() in path.read_bytes()]
    assert KEY not in result.output + result.stderr + caplog.text


def test_no_exception_shows_the_key(web: FakeZoteroWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one that nobody foresaw: a traceback with the values of all variables is clean."""

    def fail(*_: object, **arguments: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("urllib3.connectionpool.HTTPConnectionPool._make_request", fail)
    with pytest.raises(ZeroDivisionError) as caught:
        arxiv2bib.push(DIGEST, into="zotero-web")
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)][1:]  # this test knows the key
    assert {"requests", "urllib3"} <= {frame.f_globals["__name__"].partition(".")[0] for frame in frames}
    assert [] == [(frame, name) for frame in frames for name, value in frame.f_locals.items() if KEY in repr(value)]


def test_a_report_has_what_zotero_org_did_not_take(web: FakeZoteroWeb) -> None:
    """The report has a line for each entry that is not in the library, with the service's reason."""
    web.fault = lambda path, count: "fail" if path == ITEMS else None
    pushed = arxiv2bib.push(DIGEST, into="zotero-web")
    assert 5 == len(pushed.report.of_code(Code.PUSH_NOT_DELIVERED)) == pushed.report.records_failed
    assert "push again, and what is missing will follow" == pushed.remedy
