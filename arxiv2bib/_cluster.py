"""A Dask cluster: the engine of ``--engine dask``.

A part is read by one task and written by another, which Dask runs where the first one left what it read. Both can be
done again from the part alone, so a lost worker costs time and nothing else.
"""

import importlib
import pickle
import time
from functools import lru_cache
from typing import Any, Final, NoReturn

import attrs

from arxiv2bib._parts import Found, Held, Part, PartConverter, Recipe, Written
from arxiv2bib.errors import ExportError, InvalidValueError

__all__ = ["Cluster", "load_dask"]

_Dask = Any  # Any: Dask's own classes, which are not typed
_Future = Any  # Any: distributed's Future, which is not typed
_EACH: Final = 3  # parts at once for each thread of a worker
_PATIENCE: Final = 10  # seconds for the scheduler to answer


def load_dask(name: str) -> _Dask:
    """Return Dask's module *name*; raises InvalidValueError if Dask is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise InvalidValueError("Dask is not installed; it comes with the extra: arxiv2bib-kit[dask]") from error


@attrs.define(eq=False)
class _Job:
    read: _Future
    found: _Future
    written: _Future = None


class Cluster:
    """The workers of a Dask scheduler, which convert parts as *recipe* says; an engine (see ``_parallel.py``).

    Raises :class:`~arxiv2bib.InvalidValueError` if Dask is not installed, :class:`~arxiv2bib.ExportError` if the
    scheduler does not answer.
    """

    def __init__(self, scheduler: str, recipe: Recipe) -> None:
        self._dask = load_dask("distributed")
        try:
            self._client: _Dask = self._dask.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ExportError(f"the Dask scheduler {scheduler} does not answer: {error}") from error
        self._recipe = pickle.dumps(recipe)
        self._wanted: set[_Future] = set()
        self._count_threads()

    def read(self, part: Part, /) -> _Job:
        """Begin to read *part*."""
        read = self._submit(_read, self._recipe, part)
        return _Job(read, self._submit(_get_found, read))

    def find(self, job: _Job, /) -> Found | None:
        """Return what was found in a part; raises what the worker raised."""
        return self._get(job.found)  # type: ignore[no-any-return]

    def write(self, job: _Job, keys: list[str], /) -> None:
        """Begin to write a part."""
        job.written = self._submit(_write, self._recipe, job.read, keys)

    def take(self, job: _Job, /) -> Written | None:
        """Return what was written of a part; raises what the worker raised."""
        written = self._get(job.written)
        if written is not None:
            self._wanted -= {job.read, job.found, job.written}
        return written  # type: ignore[no-any-return]

    def drop(self, job: _Job, /) -> None:
        """Forget a part."""
        self._wanted -= {job.read, job.found}
        self._client.cancel([job.read, job.found])

    def wait(self) -> None:
        """Wait until something has been read or written."""
        waited_for = [future for future in self._wanted if not future.done()]  # one that was lost is not done again
        if time.monotonic() - self._counted > _PATIENCE:
            self._count_threads()
        if waited_for:
            with self._client.as_current():
                self._dask.wait(waited_for, return_when="FIRST_COMPLETED")

    def close(self) -> None:
        """Leave the cluster; what it was still at is no longer wanted."""
        self._client.close()

    def _count_threads(self) -> None:
        """Find out how many parts keep all workers busy: at least some, as workers may come later."""
        threads: int = sum(self._client.nthreads().values())
        self.limit = max(8, _EACH * threads)
        self._counted = time.monotonic()

    def _submit(self, function: Any, *arguments: Any) -> _Future:  # Any: a task and what it takes
        future = self._client.submit(function, *arguments, pure=False)
        self._wanted.add(future)
        return future

    def _get(self, future: _Future) -> Any:  # Any: what the task returned
        if not future.done():
            return None
        if future.status != "finished":
            self._fail(future)
        return future.result()

    def _fail(self, future: _Future) -> NoReturn:
        error = future.exception() if future.status == "error" else None
        if error is None or isinstance(error, self._dask.KilledWorker):
            raise ExportError(f"the Dask cluster gave up a part: {error or future.status}") from error
        raise error


@lru_cache(maxsize=4)
def _get_converter(recipe: bytes) -> PartConverter:
    return PartConverter(pickle.loads(recipe))  # noqa: S301 (from whoever may run code on this worker)


def _read(recipe: bytes, part: Part) -> tuple[Held, Found]:
    return _get_converter(recipe).read(part)


def _get_found(read: tuple[Held, Found]) -> Found:
    return read[1]


def _write(recipe: bytes, read: tuple[Held, Found], keys: list[str]) -> Written:
    return _get_converter(recipe).write(read[0], keys)
