"""Many questions at once, their answers in order."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import Final, TypeVar

__all__ = ["run_many"]

_Q = TypeVar("_Q")
_A = TypeVar("_A")

_AHEAD: Final = 8  # questions that are under way or answered before it is their turn, for each thread
_POLL: Final = 0.2  # seconds

Submit = Callable[[Iterable[_Q], Callable[[_Q], _A | None]], Iterator[_A]]


@contextmanager
def run_many(ask: Callable[[_Q], _A], *, threads: Callable[[_Q], int]) -> Iterator[Submit[_Q, _A]]:
    """Give a function from questions to their answers, in order, that asks several at once.

    *ask* must not raise. The function takes the questions and a quick look-up that may know the answer already.
    *threads* says how many of a kind of question may be asked at once. The threads do not outlive the program, and
    begin nothing new once the block is left.
    """
    tasks: queue.SimpleQueue[tuple[_Q, Future[_A]] | None] = queue.SimpleQueue()
    workers: list[threading.Thread] = []
    is_over = threading.Event()

    def work() -> None:
        while (task := tasks.get()) is not None and not is_over.is_set():
            question, future = task
            try:
                future.set_result(ask(question))
            except BaseException as error:  # noqa: BLE001 (raised where the answer is waited for)
                future.set_exception(error)

    def submit(questions: Iterable[_Q], look_up: Callable[[_Q], _A | None]) -> Iterator[_A]:
        pending: deque[tuple[_Q, Future[_A]]] = deque()
        for question in questions:
            future = next((future for other, future in pending if other == question), None)
            if future is None:
                future = Future()
                known = look_up(question)
                if known is not None:
                    future.set_result(known)
                else:
                    if len(workers) < threads(question):
                        workers.append(threading.Thread(target=work, daemon=True))
                        workers[-1].start()
                    tasks.put((question, future))
            pending.append((question, future))
            if len(pending) >= _AHEAD * max(1, len(workers)) or (len(pending) == 1 and future.done()):
                yield _await(pending.popleft()[1])
        while pending:
            yield _await(pending.popleft()[1])

    try:
        yield submit
    finally:
        is_over.set()
        for _ in workers:
            tasks.put(None)


def _await(future: Future[_A]) -> _A:
    """Return what comes of *future*, looking up now and then.

    A signal that comes just before a wait, or to another thread, does not end it: Ctrl-C would not be heard before the
    answer is there.
    """
    while not future.done():
        wait((future,), _POLL)
    return future.result()
