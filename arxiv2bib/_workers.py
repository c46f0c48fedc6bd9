"""Worker processes on this computer: the engine of ``--jobs``.

A worker is asked one thing at a time and is given the next when it has answered, so that neither side ever waits for
the other to read. What a worker that died had to do is done again by another.
"""

import os
import signal
import threading
from collections import deque
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from arxiv2bib._parts import Found, Held, Part, PartConverter, Recipe, Written
from arxiv2bib.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.context import BaseContext

__all__ = ["Workers", "count_cores"]

_TRIES: Final = 3  # of a part on which workers die


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@attrs.define(eq=False)
class _Job:
    """A part on its way: what is to be done with it next, and what is known of it."""

    number: int
    part: Part
    keys: list[str] | None = None
    found: Found | None = None
    written: Written | None = None
    error: Exception | None = None
    worker: "_Worker | None" = None
    tries: int = 0


@attrs.define(eq=False)
class _Worker:
    process: BaseProcess
    connection: "Connection[Any, Any]"  # Any: what is pickled
    job: _Job | None = None  # what it is at
    parts: list[_Job] = attrs.field(factory=list)  # what was given to it and is not written yet
    waiting: deque[_Job] = attrs.field(factory=deque)  # of these, what it has read and can write
    forgotten: list[int] = attrs.field(factory=list)  # parts that it need not keep


class Workers:
    """Processes that convert parts as *recipe* says; an engine (see ``_parallel.py``).

    They are started when the first part comes, in the way that ``multiprocessing`` is set to.
    """

    def __init__(self, jobs: int, recipe: Recipe) -> None:
        self.limit = 2 * jobs + 2  # each is at one part, and has another to go on with
        self._jobs = jobs
        self._recipe = recipe
        self._context = cast("BaseContext", get_context())
        if self._context.get_start_method() == "fork" and threading.active_count() > 1:
            self._context = get_context("spawn")  # a fork would take the threads' locks along, and not the threads
        self._workers: list[_Worker] = []
        self._unread: deque[_Job] = deque()
        self._numbers = 0

    def read(self, part: Part, /) -> _Job:
        """Begin to read *part*."""
        self._numbers += 1
        job = _Job(self._numbers, part)
        self._unread.append(job)
        if len(self._workers) < self._jobs:
            self._workers.append(self._start())
        self._hand_out()
        return job

    def find(self, job: _Job, /) -> Found | None:
        """Return what was found in a part; raises what the worker raised."""
        if job.error is not None:
            raise job.error
        return job.found

    def write(self, job: _Job, keys: list[str], /) -> None:
        """Begin to write a part."""
        job.keys = keys
        if job.worker is not None:
            job.worker.waiting.append(job)
        self._hand_out()

    def take(self, job: _Job, /) -> Written | None:
        """Return what was written of a part; raises what the worker raised."""
        if job.error is not None:
            raise job.error
        return job.written

    def drop(self, job: _Job, /) -> None:
        """Forget a part."""
        if job in self._unread:
            self._unread.remove(job)
        elif job.worker is not None:
            job.worker.parts.remove(job)
            job.worker.forgotten.append(job.number)

    def wait(self) -> None:
        """Wait until a worker has answered or died."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for ready in wait(list(by_connection)):
            worker = by_connection[cast("Connection[Any, Any]", ready)]
            try:
                number, answer = worker.connection.recv()
            except (EOFError, OSError):  # of one that died in the middle of its answer, the rest does not come
                self._replace(worker)
                continue
            job, worker.job = worker.job, None
            if job is None or job.number != number:
                raise RuntimeError("a worker answered what it was not asked")
            self._note(job, worker, answer)
        self._hand_out()

    def close(self) -> None:
        """End all workers, and wait until they are gone."""
        for worker in self._workers:
            worker.process.kill()  # it has nothing that would be lost, and a signal it cannot have a handler for
        for worker in self._workers:
            worker.connection.close()
            _end(worker.process)
        self._workers.clear()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        is_forked = self._context.get_start_method() == "fork"
        inherited = [ours, *(worker.connection for worker in self._workers)] if is_forked else []
        process = self._context.Process(  # type: ignore[attr-defined]
            target=run_worker,
            args=(theirs, self._recipe, inherited),
            name=f"arxiv2bib-worker-{self._numbers}",
            daemon=True,
        )
        try:
            process.start()
        except OSError as error:
            raise ExportError(f"cannot start a worker process: {error.strerror or error}; try fewer jobs") from error
        theirs.close()  # so that the end of the process is the end of the connection
        return _Worker(process, ours)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.job is not None:
                continue
            if worker.waiting:
                job = worker.waiting.popleft()
                self._ask(worker, job, job.keys)
            elif self._unread:
                job = self._unread.popleft()
                self._ask(worker, job, job.part)

    def _ask(self, worker: _Worker, job: _Job, what: object) -> None:
        worker.job = job
        if job.worker is None:
            job.worker = worker
            worker.parts.append(job)
        try:
            worker.connection.send((job.number, what, worker.forgotten))
        except OSError:  # it is dead, and its connection says so when it is waited for
            return
        worker.forgotten = []

    def _note(self, job: _Job, worker: _Worker, answer: object) -> None:
        if job not in worker.parts:  # forgotten in the meantime
            return
        if isinstance(answer, Written):
            job.written = answer
            worker.parts.remove(job)
        elif isinstance(answer, Found):
            job.found = answer
            if job.keys is not None:  # its keys were settled before the worker died that had read it
                worker.waiting.append(job)
        elif isinstance(answer, Exception):
            job.error = answer

    def _replace(self, worker: _Worker) -> None:
        """Start another worker for one that died, and have its parts read again."""
        worker.process.kill()
        worker.connection.close()
        _end(worker.process)
        if worker.job is not None:
            worker.job.tries += 1
        for job in reversed(worker.parts):
            job.worker = None
            if job.tries < _TRIES:
                self._unread.appendleft(job)
            elif job.error is None:
                job.error = ExportError(
                    f"worker processes died {job.tries} times on {job.part.name} behind line {job.part.lines}"
                )
        self._workers[self._workers.index(worker)] = self._start()


def _end(process: BaseProcess) -> None:
    process.join()
    process.close()


def run_worker(
    connection: "Connection[Any, Any]", recipe: Recipe, inherited: "Iterable[Connection[Any, Any]]" = ()
) -> None:
    """Answer what comes through *connection* until it is closed, or the process that started this one is gone.

    *inherited* are the other ends of connections, which are that process's: with them open here, nobody would be told
    that it is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):  # the second is not on Windows
        if callable(signal.getsignal(number)):  # what that process does about it is nothing to be done here
            signal.signal(number, signal.SIG_DFL)
    for other_end in inherited:
        other_end.close()
    converter = PartConverter(recipe)
    held: dict[int, Held] = {}
    parent = parent_process()
    watched: list[Any] = [connection, *([parent.sentinel] if parent is not None else [])]  # Any: as wait takes them
    while True:
        try:
            if connection not in wait(watched):
                return
            number, what, forgotten = connection.recv()
        except (EOFError, OSError):
            return
        for other in forgotten:
            held.pop(other, None)
        answer = _answer(converter, held, number, what)
        try:
            connection.send((number, answer))
        except OSError:
            return


def _answer(converter: PartConverter, held: dict[int, Held], number: int, what: Part | list[str]) -> object:
    """Return what is found in a part, what is written of one that is held, or the exception that came of it."""
    try:
        if isinstance(what, Part):
            held[number], found = converter.read(what)
            return found
        return converter.write(held.pop(number), what)
    except Exception as error:  # noqa: BLE001 (raised again where the conversion runs)
        import pickle
        import traceback

        told = "".join(traceback.format_exception(error))
        try:
            error.add_note(told)
            return pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
        except Exception:  # noqa: BLE001 (one that cannot be pickled)
            return RuntimeError(told)
