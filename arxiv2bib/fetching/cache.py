"""The cache: what services said before. Whatever is wrong with it is said once, and the work goes on without."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from arxiv2bib.diagnostics import Code
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.fetching.kept import Kept
from arxiv2bib.fetching.sqlite import is_about_writing, is_damage, is_sound, list_files
from arxiv2bib.fetching.storages import Storage, find_cache_path, open_storage
from arxiv2bib.settings import Settings

__all__ = ["AnswerCache", "Complain"]

Complain = Callable[[Code, str], None]
"""Is told what is wrong with the cache, each thing once."""

_T = TypeVar("_T")


class AnswerCache:
    """Answers by key; never raises because of the state of the backend.

    What cannot be written is kept in memory for as long as the cache is open, so that no question is asked twice.
    A file that is damaged is set aside, and another begun.
    """

    def __init__(self, settings: Settings, complain: Complain) -> None:
        self._settings = settings
        self._complain = complain
        self._said: set[str] = set()
        self._lock = threading.RLock()
        self._memory: dict[str, Kept] = {}
        self._storage: Storage | None = None
        self._can_write = True
        self._was_set_aside = False
        self._guard(self._open)

    def get(self, key: str) -> Kept | None:
        """Return what is kept under *key*; None if that is nothing, or damaged."""
        with self._lock:
            found = self._memory.get(key)
            return found if found is not None else self._guard(lambda: self._load(key))

    def put(self, key: str, kept: Kept) -> None:
        """Keep *kept* under *key*."""
        with self._lock:
            if self._storage is not None and self._can_write:
                self._guard(lambda: self._store(key, kept), is_write=True)
            if self._storage is None or not self._can_write:
                self._memory[key] = kept

    def close(self) -> None:
        """Close the backend."""
        with self._lock:
            if self._storage is not None:
                close: Callable[[], None] = getattr(self._storage, "close", lambda: None)
                with suppress(Exception):
                    close()
            self._storage = None

    def _open(self) -> None:
        if self._settings.cache_backend != "none":
            self._storage = open_storage(self._settings)

    def _load(self, key: str) -> Kept | None:
        if self._storage is None:
            return None
        found = self._storage.get(key)
        if found is None and key in self._storage:
            self._say(Code.CACHE_DAMAGED, "an answer in the cache is damaged, and asked for again")
        return found

    def _store(self, key: str, kept: Kept) -> None:
        assert self._storage is not None
        self._storage[key] = kept

    def _guard(self, action: Callable[[], _T], *, is_write: bool = False) -> _T | None:
        """Return what *action* returns; None, once that was said, if the backend fails."""
        for _ in range(2):
            try:
                return action()
            except InvalidValueError:
                raise
            except Exception as error:  # noqa: BLE001 (each backend has errors of its own)
                if not self._recover(error, is_write=is_write):
                    break
        return None

    def _recover(self, error: Exception, *, is_write: bool) -> bool:
        """Do what can be done about *error*; return whether it is worth trying again."""
        if is_damage(error) and not self._was_set_aside:
            return self._set_aside(error)
        if is_write and self._storage is not None and is_about_writing(error):
            self._can_write = False
            self._say(Code.CACHE_BYPASSED, f"nothing is written to the cache: {_describe(error)}{self._place()}")
        else:
            self._give_up(error)
        return False

    def _give_up(self, error: Exception) -> None:
        self._say(Code.CACHE_BYPASSED, f"the cache is not used: {_describe(error)}{self._place()}")
        self.close()

    def _set_aside(self, error: Exception) -> bool:
        """Give the damaged file another name, and begin a new one."""
        self._was_set_aside = True
        self.close()
        path = find_cache_path(self._settings)
        if path is None:
            return False
        try:
            # Another process may have set it aside already, and the file of that name is a new one.
            if not is_sound(path):
                aside = _name_aside(path)
                path.replace(aside)
                for side in list_files(path):
                    side.unlink(missing_ok=True)
                self._say(
                    Code.CACHE_DAMAGED,
                    f"the cache was damaged ({_describe(error)}), and is begun anew; what was there is now {aside}",
                )
            self._open()
        except (OSError, sqlite3.Error) as second:
            self._give_up(second)
            return False
        return True

    def _place(self) -> str:
        path = find_cache_path(self._settings)
        return f" ({path})" if path is not None else f" ({self._settings.cache_backend})"

    def _say(self, code: Code, message: str) -> None:
        if code not in self._said:
            self._said.add(code)
            self._complain(code, message)


def _describe(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) or type(error).__name__


def _name_aside(path: Path) -> Path:
    return path.with_name(f"{path.stem}-damaged-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}{path.suffix}")
