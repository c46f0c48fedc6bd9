"""How far a run has come: a bar on a terminal, a line now and then elsewhere, nothing where nobody wants it."""

import io
import sys

import pytest

from arxiv2bib import Code, Diagnostic, Severity
from arxiv2bib._services import Step
from arxiv2bib.cli.messages import Messages
from arxiv2bib.cli.network import show_progress
from arxiv2bib.fetching import Event, EventKind

ASKED = Event(kind=EventKind.ASKED, url="https://x.example", service="arxiv", status=200)
FAILED = Event(kind=EventKind.FAILED, url="https://x.example", service="arxiv", message="status 503")
WAITED = Event(kind=EventKind.WAITED, url="https://x.example", service="arxiv", seconds=3)


class Terminal(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        """Whether it is one."""
        return True


def run(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, wanted: bool = True, total: int | None = 3) -> str:
    """Return what is shown of a short run."""
    shown = Terminal() if is_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr("arxiv2bib.cli.progress._EVERY", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    messages = Messages(Severity.WARNING, None)
    with show_progress(messages, wanted=wanted, output="x.bib", total=total) as watch:
        for news in (ASKED, FAILED, Step(done=2, failed=1), WAITED):
            if watch is not None:
                watch(news)
        messages.show(Diagnostic(Code.FETCH_NOT_FOUND, Severity.ERROR, "no such paper", record="2111.99999"))
    return shown.getvalue()


def test_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log has how much is done, the rate, what failed, and what is waited for."""
    *lines, message = run(monkeypatch, is_terminal=False).splitlines()
    assert lines[-1].startswith("2 of 3 done, 1 failed, 2 requests, ")
    assert lines[-1].endswith("/s, 1 of them in vain, waiting 3 s for arxiv")
    assert "fetch/not-found: no such paper [2111.99999]" == message


def test_lines_without_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many there will be is not always known."""
    assert "\n2 done, 1 failed, " in run(monkeypatch, is_terminal=False, total=None)


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal has a bar with the same, and messages on lines of their own."""
    shown = run(monkeypatch, is_terminal=True)
    assert "2/3" in shown
    assert "1 failed, 2 requests, " in shown
    assert "\nfetch/not-found: no such paper [2111.99999]\n" in shown.replace("\r\x1b[2K", "\n")


@pytest.mark.parametrize("is_terminal", [True, False])
def test_nothing_where_nobody_wants_it(monkeypatch: pytest.MonkeyPatch, is_terminal: bool) -> None:
    """With ``-q`` there is no progress."""
    shown = run(monkeypatch, is_terminal=is_terminal, wanted=False)
    assert "fetch/not-found: no such paper [2111.99999]\n" == shown
