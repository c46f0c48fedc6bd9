"""``arxiv2bib fetch``, and what was said to arxiv2bib 1.0.8: against a server that answers as the services do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib.cli import cli
from tests.fetching.serving import Recorded, RecordedServer
from tests.resolvers.answers import make_crossref, make_datacite, make_paper, make_record, make_work
from tests.resolvers.serving import Shelf, make_environment

SHELF = Shelf(
    papers={
        "2111.03216": make_paper("2111.03216", "Looms", version=2, days=("2021-11-05", "2022-03-01")),
        "2111.03216v2": make_paper("2111.03216", "Looms", version=2, days=("2021-11-05", "2022-03-01")),
        "hep-th/9901001": make_paper("hep-th/9901001", "Strings", days=("1999-01-02", "1999-01-02")),
    },
    crossref={"10.1000/1": make_crossref(make_work("10.1000/1", "Patterns", license=[{"URL": "https://x.example"}]))},
    datacite={"10.5072/a": make_datacite(make_record("10.5072/a", "Threads", kind="Dataset"))},
)


@pytest.fixture
def server(module_server: RecordedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordedServer:
    """A server that has all of SHELF, where every service is; nothing is in the cache."""
    module_server.reset(SHELF)
    monkeypatch.chdir(tmp_path)
    for name, value in make_environment(module_server.url, tmp_path).items():
        monkeypatch.setenv(name, value)
    return module_server


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    """Return the result of ``arxiv2bib`` with *words*, in this process."""
    return CliRunner().invoke(cli, list(words), input=stdin)


def list_titles(text: str) -> list[str]:
    """Return the titles in the BibTeX *text*, in order."""
    return [line.partition("{")[2].rstrip("},") for line in text.splitlines() if line.startswith("  title ")]


pytestmark = pytest.mark.usefixtures("server")


def test_papers_in_the_order_in_which_they_are_asked_for() -> None:
    """Identifiers of arXiv, DOIs and addresses, of several services, come as entries in the order of the words."""
    result = run("fetch", "10.1000/1", "https://arxiv.org/abs/hep-th/9901001", "doi:10.5072/a", "arXiv:2111.03216")
    assert (0, "") == (result.exit_code, result.stderr)
    assert ["Patterns", "Strings", "Threads", "Looms"] == list_titles(result.stdout)


@pytest.mark.parametrize("words", [["2111.03216"], ["fetch", "2111.03216"], ["-v", "2111.03216"]])
def test_fetch_need_not_be_said(words: list[str]) -> None:
    """An identifier, or an option of ``fetch``, as the first word means ``fetch``."""
    assert ["Looms"] == list_titles(run(*words).stdout)


@pytest.mark.parametrize("words", [[], ["fetch"], ["-"], ["fetch", "-"], ["-q"]])
def test_identifiers_from_standard_input(words: list[str]) -> None:
    """Without a word, and for ``-``, identifiers are read one a line; blank lines and comments are left out."""
    result = run(*words, stdin=b"\xef\xbb\xbf2111.03216\r\n\r\n# strings\n  hep-th/9901001  # first\n")
    assert (0, ["Looms", "Strings"]) == (result.exit_code, list_titles(result.stdout))


def test_a_version_is_that_version() -> None:
    """With a version, that version is cited: its day, its number in the eprint; without one, the work."""
    entry = run("2111.03216v2").stdout
    assert "{2111.03216v2}" in entry
    assert "{2022}" in entry
    entry = run("2111.03216").stdout
    assert "{2111.03216}" in entry
    assert "{2021}" in entry


def test_a_paper_twice() -> None:
    """A paper that is asked for twice is given twice, with two keys, and asked for once."""
    result = run("2111.03216", "2111.03216")
    assert ["lovelace2021looms", "lovelace2021loomsa"] == [
        line.partition("{")[2].rstrip(",") for line in result.stdout.splitlines() if line.startswith("@")
    ]


def test_many_papers_are_one_request(server: RecordedServer) -> None:
    """Papers of arXiv are asked for together, and not again while they are in the cache."""
    run("2111.03216", "hep-th/9901001")
    run("hep-th/9901001")
    assert ["/arxiv/api/query?id_list=2111.03216,hep-th/9901001&max_results=2"] == server.paths


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (0, ["2111.03216"]),
        (1, ["2111.03216", "2111.99999"]),
        (1, ["10.1000/none", "2111.03216"]),
        (1, ["foo", "2111.03216"]),
        (2, ["2111.99999"]),
        (2, ["fetch", "foo"]),
    ],
)
def test_exit_status(expected: int, words: list[str]) -> None:
    """0 all found, 1 some not, 2 none: as in arxiv2bib 1.0.8."""
    assert expected == run(*words).exit_code


@pytest.mark.parametrize("words", [["2111.99999"], ["foo", "-c"], ["2111.03216", "--offline"], ["foo", "--append"]])
def test_a_file_stays_if_nothing_is_found(words: list[str]) -> None:
    """Who has no network, or mistypes the one identifier, keeps the bibliography of last time."""
    Path("out.bib").write_text(BIBLIOGRAPHY, "utf-8")
    result = run("fetch", *words, "-o", "out.bib")
    assert (2, BIBLIOGRAPHY) == (result.exit_code, Path("out.bib").read_text("utf-8"))
    assert "arxiv2bib: 0 of 1 found" in result.stderr
    assert 2 == run("fetch", *words, "-o", "new.bib").exit_code
    assert not Path("new.bib").exists()


def test_nothing_would_change_if_nothing_is_found() -> None:
    """``--diff`` shows what a run would do, which is nothing."""
    Path("out.bib").write_text(BIBLIOGRAPHY, "utf-8")
    result = run("fetch", "2111.99999", "-o", "out.bib", "--diff")
    assert (2, "") == (result.exit_code, result.stdout)


def test_what_is_not_found_is_told() -> None:
    """Each identifier that is none, or that nobody has, is told, and how many were found; the others arrive."""
    result = run("foo", "2111.03216", "2111.99999")
    assert ["Looms"] == list_titles(result.stdout)
    assert (
        "fetch/invalid-identifier: neither an arXiv identifier nor a DOI [foo]\n"
        "fetch/not-found: no such paper [2111.99999]\n"
        "arxiv2bib: 1 of 3 found\n"
    ) == result.stderr


def test_a_file_is_no_identifier() -> None:
    """Who names a file is told what to do with it, before anybody is asked."""
    Path("my.ids").write_text("2111.03216\n", "utf-8")
    result = run("fetch", "my.ids", "2111.03216")
    assert (2, True) == (result.exit_code, "of the list in it: arxiv2bib fetch < my.ids" in result.stderr)


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet_says_only_how_many(flag: str) -> None:
    """``-q`` leaves out which ones were not found."""
    assert "arxiv2bib: 1 of 2 found\n" == run(flag, "foo", "2111.03216").stderr


@pytest.mark.parametrize("flag", ["-c", "--comments"])
def test_comments_stand_for_what_is_not_found(flag: str) -> None:
    """With ``-c`` there is one thing for each identifier, in its order; and nothing of it on standard error."""
    result = run(flag, "x{", "2111.03216", "2111.99999")
    kinds = [line.partition("{")[0] for line in result.stdout.splitlines() if line.startswith("@")]
    assert ["@comment", "@misc", "@comment"] == kinds
    assert "@comment{2111.99999: no such paper}\n" in result.stdout
    assert "@comment{x(: neither" in result.stdout
    assert "arxiv2bib: 1 of 3 found\n" == result.stderr


def test_verbose_says_what_was_asked(server: RecordedServer) -> None:
    """``-v`` tells each request and its outcome."""
    url = f"{server.url}/arxiv/api/query?id_list=2111.03216&max_results=1"
    assert f"arxiv: resolve/request: asked 200 ({url})\n" in run("-v", "2111.03216").stderr


def test_the_options_of_convert() -> None:
    """What makes a bibliography of records is as in ``convert``: format, file, keys, order, fields."""
    words = ["2111.03216", "10.1000/1", "-o", "x.json", "--sort", "title", "--omit", "abstract", "--keys", "[title]"]
    result = run("fetch", *words)
    assert (0, "", "2 found, 2 written to x.json\n") == (result.exit_code, result.stdout, result.stderr)
    items = json.loads(Path("x.json").read_text("utf-8"))
    assert [("Looms", "Looms"), ("Patterns", "Patterns")] == [(item["id"], item["title"]) for item in items]
    assert all("abstract" not in item for item in items)


def test_added_to_a_bibliography() -> None:
    """``--append`` adds what is not there; ``--diff`` says so before."""
    run("fetch", "2111.03216", "-o", "x.bib")
    before = Path("x.bib").read_text("utf-8")
    result = run("fetch", "2111.03216", "10.1000/1", "-o", "x.bib", "--append", "--diff")
    assert (1, before) == (result.exit_code, Path("x.bib").read_text("utf-8"))
    assert "+@article{lovelace2022patterns," in result.stdout
    run("fetch", "2111.03216", "10.1000/1", "-o", "x.bib", "--append")
    assert Path("x.bib").read_text("utf-8").startswith(before)
    assert ["Looms", "Patterns"] == list_titles(Path("x.bib").read_text("utf-8"))


def test_the_report_lists_what_was_asked_and_answered(server: RecordedServer) -> None:
    """``--report`` has every request, what came of it, and what was left out."""
    run("fetch", "10.1000/1", "2111.99999", "--report", "r.jsonl")
    *lines, totals = [json.loads(line) for line in Path("r.jsonl").read_text("utf-8").splitlines()]
    asked = {line["value"]: line["message"] for line in lines if line["code"] == "resolve/request"}
    assert {"asked 200"} == set(asked.values())
    assert {f"{server.url}{path}" for path in server.paths} == set(asked)
    left_out = [line["value"] for line in lines if line["code"] == "read/left-out"]
    assert any("https://x.example" in value for value in left_out)
    assert {"read": 1, "written": 1, "failed": 1} == totals["totals"]["records"]


def test_only_the_services_that_are_named(server: RecordedServer) -> None:
    """``--resolver`` says who is asked."""
    result = run("fetch", "10.5072/a", "2111.03216", "--resolver", "datacite")
    assert (1, ["Threads"]) == (result.exit_code, list_titles(result.stdout))
    assert ["/datacite/dois/10.5072/a"] == server.paths
    assert 2 == run("fetch", "10.5072/a", "--resolver", "foo").exit_code


def test_offline_and_refresh(server: RecordedServer) -> None:
    """``--offline`` asks nobody and gives what is known; ``--refresh`` asks for all again."""
    assert 0 == run("2111.03216").exit_code
    result = run("2111.03216", "10.1000/1", "--offline")
    assert (1, ["Looms"]) == (result.exit_code, list_titles(result.stdout))
    assert "arxiv2bib: 1 of 2 found; " in result.stderr
    assert 1 == len(server.asked)
    run("2111.03216", "--refresh")
    assert 2 == len(server.asked)
    assert 2 == run("2111.03216", "--refresh", "--offline").exit_code


def test_unplugged(server: RecordedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network there is one line that says so, and what is in the cache is served."""
    run("2111.03216")
    name = "no-such-host.invalid"
    monkeypatch.setattr("socket.getaddrinfo", _know_nobody)
    monkeypatch.setenv("ARXIV2BIB_ARXIV_URL", f"http://{name}")
    result = run("hep-th/9901001", "2111.99999")
    assert (2, "") == (result.exit_code, result.stdout)
    assert 1 == result.stderr.count("\n")
    assert f"arxiv2bib: 0 of 2 found; arxiv: the name {name} is not known: no network?" in result.stderr
    monkeypatch.setenv("ARXIV2BIB_ARXIV_URL", f"{server.url}/arxiv")
    result = run("2111.03216", "hep-th/9901001")
    assert (1, ["Looms"]) == (result.exit_code, list_titles(result.stdout))


def _know_nobody(*_: object, **__: object) -> None:
    import socket

    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_service_that_fails_costs_only_what_it_has(server: RecordedServer) -> None:
    """If one service fails, the papers of the others arrive, and the failure is told once."""

    def answer(asked, count):  # type: ignore[no-untyped-def]
        return Recorded(status=403) if asked.path.startswith("/arxiv") else SHELF(asked, count)

    server.reset(answer)
    result = run("2111.03216", "10.1000/1", "hep-th/9901001")
    assert (1, ["Patterns"]) == (result.exit_code, list_titles(result.stdout))
    assert "arxiv2bib: 1 of 3 found; arxiv: status 403: it refuses to answer\n" == result.stderr


@pytest.mark.parametrize("words", [["fetch"], ["-q", "-v", "2111.03216"], ["2111.03216", "--append"], ["-x"]])
def test_wrong_usage(words: list[str]) -> None:
    """What cannot be meant is wrong usage, and nobody is asked."""
    result = run(*words, stdin="")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "Error: " in result.stderr


def test_a_conversion_of_a_file_loads_nothing_of_the_network() -> None:
    """Whoever converts one file does not wait for the libraries of the network."""
    Path("x.bib").write_text("@misc{a, title={A}}\n", "utf-8")
    code = (
        "import sys; from arxiv2bib.cli import cli; cli.main(['convert', 'x.bib', '-q'], standalone_mode=False); "
        "print(*{'requests', 'requests_cache', 'rich', 'defusedxml', 'urllib3', 'sqlite3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "" == done.stdout.splitlines()[-1]


# Entries that services know more about


BIBLIOGRAPHY = "@misc{p, title={Patterns}, author={Lovelace, Ada and Hopper, Grace}, doi={10.1000/1}, year={2022}}\n"


def test_convert_resolves(server: RecordedServer) -> None:
    """``convert --resolve`` fills in what an entry lacks; without it nobody is asked."""
    Path("in.bib").write_text(BIBLIOGRAPHY, "utf-8")
    assert 0 == run("convert", "in.bib", "-o", "out.bib", "-q").exit_code
    assert [] == server.paths
    result = run("convert", "in.bib", "-o", "out.bib", "--resolve")
    assert (0, "") == (result.exit_code, result.stdout)
    assert "journal={Journal of Looms}" in Path("out.bib").read_text("utf-8")
    assert ["/crossref/works/10.1000/1"] == server.paths


def test_a_failure_is_told_and_is_the_exit_status(server: RecordedServer) -> None:
    """If a service gives no answer, the entries come out as they were, and the status says so."""
    Path("in.bib").write_text(BIBLIOGRAPHY, "utf-8")
    server.reset(Recorded(status=403))
    result = run("convert", "in.bib", "-o", "out.bib", "--resolve", "--resolver", "crossref")
    assert 1 == result.exit_code
    assert "crossref: resolve/no-answer: status 403: it refuses to answer [10.1000/1]" in result.stderr
    assert BIBLIOGRAPHY == Path("out.bib").read_text("utf-8")


@pytest.mark.parametrize("words", [["--search"], ["--offline"], ["--refresh"], ["--resolver", "crossref"]])
def test_options_about_services_need_services(words: list[str]) -> None:
    """An option about services is wrong usage where none is asked."""
    Path("in.bib").write_text(BIBLIOGRAPHY, "utf-8")
    result = run("convert", "in.bib", *words)
    assert (2, True) == (result.exit_code, "add --resolve" in result.stderr)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("--search is about the services that --resolve asks; add --resolve", ["--search"]),
        ("--groups is about the groups of JabRef; add --for jabref", ["--groups"]),
        ("--cite published has nothing to go by with --no-infer", ["--cite", "published", "--no-infer"]),
    ],
)
def test_options_that_would_do_nothing(expected: str, words: list[str]) -> None:
    """They are wrong usage, and not passed over in silence."""
    result = run("fetch", "2111.03216", "--offline", *words)
    assert (2, True) == (result.exit_code, expected in result.stderr)


def test_explain_shows_what_services_say() -> None:
    """``explain --resolve`` has each value with the service that gave it, and on what evidence it is believed."""
    Path("in.bib").write_text(BIBLIOGRAPHY, "utf-8")
    lines = run("explain", "in.bib", "--resolve").stdout.splitlines()
    at = lines.index("  container_title: Journal of Looms")
    assert lines[at + 1].startswith("    from crossref (certain): accepted: ")
