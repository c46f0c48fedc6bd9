"""The line to zotero.org: the key, the version, and patience."""

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.line import LineBrokenError
from arxiv2bib.pushing.web_line import WebLine
from arxiv2bib.settings import Secret
from tests.pushing.zotero import Reply, run_program
from tests.pushing.zotero_web import KEY, FakeZoteroWeb, make_web_settings

CURRENT = "/keys/current"


@contextmanager
def opened(web: FakeZoteroWeb, folder: Path, **changes: object) -> Iterator[tuple[WebLine, list[float]]]:
    """Give a line to *web*, and the seconds that it lets pass."""
    waits: list[float] = []
    with WebLine(make_web_settings(web.url, folder, **changes), Secret(KEY), waits.append) as line:
        yield line, waits


def count_answers(*answers: str | None) -> Callable[[str, int], str | None]:
    """Return what goes wrong with the first requests, in order; then nothing."""
    return lambda path, count: answers[count - 1] if count <= len(answers) else None


def test_each_request_has_key_and_version(web: FakeZoteroWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is a header, not a part of the address, which would be logged on the way; no browser, no proxy here."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with opened(web, tmp_path) as (line, _):
        line.ask(CURRENT)
        line.write("/users/475425/items", b"[]", {})
    for heard in web.heard:
        assert (KEY, "3") == (heard.headers["zotero-api-key"], heard.headers["zotero-api-version"])
        assert heard.headers["user-agent"].startswith("arxiv2bib-kit/")
        assert KEY not in heard.path
        assert {"expect", "authorization", "transfer-encoding"}.isdisjoint(heard.headers)
    assert "application/json" == web.heard[1].headers["content-type"]


def test_retry_after_is_waited_for(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """429: the request is sent again after the seconds that the service names, a write as well."""
    web.fault = count_answers("429 10")
    with opened(web, tmp_path) as (line, waits):
        assert 200 == line.ask(CURRENT).status
        assert 200 == line.write("/users/475425/items", b"[]", {}).status
    assert [10, 10] == waits


@pytest.mark.parametrize("status", ["503", "409", "429"])
def test_busy_without_a_time(web: FakeZoteroWeb, tmp_path: Path, status: str) -> None:
    """Maintenance, a locked library, and a service that names no time: longer and longer pauses."""
    web.fault = count_answers(status, status, status)
    with opened(web, tmp_path, tries=4) as (line, waits):
        assert 200 == line.ask(CURRENT).status
    assert [1, 2, 4] == waits


def test_a_pause_that_is_too_long(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Who is to come back in an hour is told so, and does not wait."""
    web.fault = count_answers("429 3600")
    with opened(web, tmp_path, deadline=60) as (line, waits), pytest.raises(ServiceError, match="answers 429 Too many"):
        line.ask(CURRENT)
    assert [] == waits


def test_backoff_is_waited_for(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Backoff comes with any answer: that one counts, and the next request waits."""
    web.extra_headers = {"Backoff": "7"}
    with opened(web, tmp_path) as (line, waits):
        assert 200 == line.ask(CURRENT).status
        assert [] == waits
        line.ask(CURRENT)
        line.ask(CURRENT)
    assert [7] == waits


def test_a_backoff_that_is_too_long(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """Nothing is sent while the service wants to be left alone for longer than is set."""
    web.extra_headers = {"Backoff": "600"}
    with opened(web, tmp_path) as (line, waits):
        line.ask(CURRENT)
        with pytest.raises(ServiceError, match="asks to be left alone for 600 s"):
            line.ask(CURRENT)
    assert (1, []) == (len(web.heard), waits)


@pytest.mark.parametrize("kind", ["drop", "fail"])
def test_reading_is_tried_again(web: FakeZoteroWeb, tmp_path: Path, kind: str) -> None:
    """A question whose answer is lost, or that the service fails at, is asked again."""
    web.fault = count_answers(kind, kind)
    with opened(web, tmp_path) as (line, waits):
        assert 200 == line.ask(CURRENT).status
    assert [1, 2] == waits


def test_a_service_that_never_answers_a_question(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """After as many tries as are set, it is given up."""
    web.fault = lambda path, count: "drop"
    with opened(web, tmp_path, tries=3) as (line, _), pytest.raises(LineBrokenError):
        line.ask(CURRENT)
    assert 3 == len(web.heard)


def test_writing_is_not_tried_again_blindly(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """A write whose answer is lost may have been done: whoever sent it finds out."""
    web.fault = lambda path, count: "lose"
    with opened(web, tmp_path) as (line, _), pytest.raises(LineBrokenError):
        line.write("/users/475425/items", b"[]", {})
    assert 1 == len(web.heard)


def test_no_answer_has_the_key(web: FakeZoteroWeb, tmp_path: Path) -> None:
    """The service repeats the key; what is kept of its answers does not."""
    with opened(web, tmp_path) as (line, _):
        answer = line.ask(CURRENT)
    assert KEY not in repr(answer)
    assert "***" == answer.read_json()["key"]


def test_no_error_has_the_key(tmp_path: Path) -> None:
    """A traceback shows neither the key nor the headers it is in, whatever the service says."""
    reply = Reply(500, f"Key '{KEY}' failed".encode())
    with (
        run_program(lambda heard: reply, {}) as url,
        opened(FakeZoteroWeb(url=url), tmp_path, tries=1) as (line, _),
        pytest.raises(ServiceError) as caught,
    ):
        line.ask(CURRENT)
    shown = "".join(traceback.format_exception(caught.value))
    assert "answers 500 Key '***' failed" in shown
    assert KEY not in shown


def test_the_key_goes_over_https_only(tmp_path: Path) -> None:
    """Over a line that anybody can listen to, nothing is sent."""
    settings = make_web_settings("http://zotero.example.org", tmp_path)
    with pytest.raises(ExportError, match=r"over https only, and not to http://zotero\.example\.org"):
        WebLine(settings, Secret(KEY), lambda seconds: None)


def test_passwords_of_netrc_stay_at_home(web: FakeZoteroWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``.netrc`` has for the host is not for this."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", os.fspath(tmp_path / "netrc"))
    with opened(web, tmp_path) as (line, _):
        line._session.trust_env = True  # as it is for a service that is not on this machine
        line.ask(CURRENT)
    assert "authorization" not in web.heard[0].headers
