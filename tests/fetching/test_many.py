"""Many questions at once: what happens while their answers are waited for."""

import signal
import threading

import pytest

from arxiv2bib.fetching.many import run_many


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="this system sends no signal to one thread")
def test_ctrl_c_is_heard_whichever_thread_gets_it() -> None:
    """The thread that waits is not woken by a signal to another one, nor by one just before it waits."""
    is_over, is_answered = threading.Event(), threading.Event()

    def ask(question: int) -> bool:
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        if not is_over.wait(5):
            is_answered.set()
        return True

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), run_many(ask, threads=lambda _: 1) as submit:
            next(submit([1], lambda _: None))
        assert not is_answered.is_set()
    finally:
        is_over.set()
        signal.signal(signal.SIGINT, before)
