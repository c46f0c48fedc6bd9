"""Looking after the cache: what is in it, and forgetting it."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import attrs

from arxiv2bib._paths import is_directory, is_file
from arxiv2bib.errors import Arxiv2bibError
from arxiv2bib.fetching.services import Services
from arxiv2bib.fetching.sqlite import is_damage, list_files
from arxiv2bib.fetching.storages import Storage, find_cache_path, open_storage
from arxiv2bib.settings import Settings

__all__ = ["Survey", "clear_cache", "name_place", "survey_cache"]


@attrs.frozen(kw_only=True)
class Survey:
    """What is in the cache: answers, how many of them are expired, how many each service gave; ``size`` in bytes."""

    place: str
    size: int
    answers: int
    expired: int
    services: tuple[tuple[str, int], ...]


def name_place(settings: Settings) -> str:
    """Return the path of the cache, or the name of the backend that has none."""
    path = find_cache_path(settings)
    return str(path) if path is not None else settings.cache_backend


def survey_cache(settings: Settings) -> Survey:
    """Look through the cache; a damaged answer counts as one that is expired.

    Raises :class:`~arxiv2bib.Arxiv2bibError` for a cache that cannot be read.
    """
    services: Counter[str] = Counter()
    count = expired = 0
    find = Services(settings).find
    now = time.time()
    with _opened(settings) as storage:
        for key in [] if storage is None else list(storage):
            kept = storage.get(key) if storage is not None else None
            count += 1
            expired += kept is None or kept.expires_unix <= now
            services[find(kept.url).name if kept is not None else "damaged"] += 1
    return Survey(
        place=name_place(settings),
        size=_measure(settings),
        answers=count,
        expired=expired,
        services=tuple(sorted(services.items())),
    )


def clear_cache(settings: Settings, *, expired_only: bool = False) -> int:
    """Forget the answers, or those whose time is over and those that are damaged; return how many there were.

    A file that is damaged as a whole is removed, unless only some answers are to go.
    Raises :class:`~arxiv2bib.Arxiv2bibError` for a cache that cannot be read or written.
    """
    try:
        return _clear(settings, expired_only=expired_only)
    except Arxiv2bibError as error:
        path = find_cache_path(settings)
        cause = error.__cause__
        if expired_only or path is None or not isinstance(cause, Exception) or not is_damage(cause):
            raise
        for file in list_files(path):
            file.unlink(missing_ok=True)
        return 0


def _clear(settings: Settings, *, expired_only: bool) -> int:
    now = time.time()
    with _opened(settings) as storage:
        if storage is None:
            return 0
        keys = list(storage)
        if not expired_only:
            storage.clear()
            return len(keys)
        found = ((key, storage.get(key)) for key in keys)
        over = [key for key, kept in found if kept is None or kept.expires_unix <= now]
        for key in over:
            with suppress(KeyError):  # another process was faster
                del storage[key]
    return len(over)


@contextmanager
def _opened(settings: Settings) -> Iterator[Storage | None]:
    """Give the storage; None if there is none yet, which is not made for being looked at."""
    path = find_cache_path(settings)
    storage = None
    try:
        if path is not None and not path.exists():
            yield None
            return
        storage = open_storage(settings)
        yield storage
    except Arxiv2bibError:
        raise
    except Exception as error:
        raise Arxiv2bibError(f"cannot use the cache {name_place(settings)}: {error}") from error
    finally:
        close = getattr(storage, "close", None)
        if close is not None:
            close()


def _measure(settings: Settings) -> int:
    path = find_cache_path(settings)
    if path is None:
        return 0
    paths = path.iterdir() if is_directory(path) else list_files(path)
    return sum(file.stat().st_size for file in paths if is_file(file))
