"""Ctrl-C while answers are waited for."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from arxiv2bib.fetching import open_fetcher
from arxiv2bib.fetching.many import run_many
from tests.fetching.serving import Asked, Recorded, RecordedServer, make_settings

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="this system sends no signal to one thread")


class Interruption:
    """Ctrl-C that another thread than the main one gets, as one is not woken that comes just before a wait."""

    def __init__(self) -> None:
        self.is_over = threading.Event()
        self.was_late = False

    def __call__(self) -> None:
        """Interrupt, and wait until the test is over; note whether it took long."""
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        self.was_late = not self.is_over.wait(4)


@pytest.fixture
def interrupt() -> Iterator[Interruption]:
    """Give an interruption that is heard in the way of a program in the foreground."""
    interruption = Interruption()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield interruption
    finally:
        interruption.is_over.set()
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_heard_among_many_questions(interrupt: Interruption) -> None:
    """Whoever waits for the answers of others looks up now and then."""
    with pytest.raises(KeyboardInterrupt), run_many(lambda question: interrupt(), threads=lambda _: 1) as submit:
        next(submit([1], lambda _: None))
    assert not interrupt.was_late


def test_ctrl_c_is_heard_in_one_request(tmp_path: Path, server: RecordedServer, interrupt: Interruption) -> None:
    """Whoever waits for one answer does so as well."""

    def answer(asked: Asked, count: int) -> Recorded:
        interrupt()
        return Recorded()

    server.reset(answer)
    with pytest.raises(KeyboardInterrupt), open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        fetch(f"{server.url}/works/10.1/a")
    assert not interrupt.was_late
