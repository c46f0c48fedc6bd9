"""When each service was asked last, kept where every process of the user sees it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import attrs

__all__ = ["Counts", "Row"]

_CREATE: Final = (
    "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, next REAL NOT NULL, written REAL NOT NULL) WITHOUT ROWID"
)
_SELECT: Final = "SELECT next, written FROM counts WHERE key = ?"
_REPLACE: Final = "INSERT OR REPLACE INTO counts (key, next, written) VALUES (?, ?, ?)"


@attrs.frozen
class Row:
    """The time from which on the service may be asked, and the time at which that was written."""

    next: float = 0.0
    written: float = 0.0


class Counts:
    """A few times by name, in a file that processes share; in memory alone where the file is of no use.

    *complain* is told once, with the reason, that the file is of no use.
    """

    def __init__(self, path: Path, *, wait: float, complain: Callable[[str], None]) -> None:
        self._path = path
        self._wait = wait
        self._complain = complain
        self._memory: dict[str, Row] = {}
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._is_shared = True

    def update(self, key: str, change: Callable[[Row], Row]) -> None:
        """Put what *change* makes of the row of *key* in its place; no other process reads or writes it meanwhile.

        *change* may be called twice: with the row in the file and, should that fail, with the one in memory.
        """
        with self._lock:
            if self._is_shared:
                try:
                    self._memory[key] = self._update_file(key, change)
                    return
                except (OSError, sqlite3.Error) as error:
                    self._leave_file(error)
            self._memory[key] = change(self._memory.get(key, Row()))

    def close(self) -> None:
        """Close the file; whoever counts on, as a thread that was not waited for, counts in memory."""
        with self._lock:
            self._is_shared = False
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None

    def _update_file(self, key: str, change: Callable[[Row], Row]) -> Row:
        with self._transaction() as connection:
            found = connection.execute(_SELECT, (key,)).fetchone()
            old = Row(*found) if found is not None else Row()
            new = change(old)
            if new != old:
                connection.execute(_REPLACE, (key, new.next, new.written))
        return new

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection = self._connection or self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged: what it held are a few times, of no worth after some seconds
            self._path.unlink(missing_ok=True)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=self._wait, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # a power cut may take the times; nobody would miss them
            connection.execute(_CREATE)
        except BaseException:
            connection.close()
            raise
        return connection

    def _leave_file(self, error: Exception) -> None:
        self.close()
        self._complain(f"the rates of services are not shared with other processes: {self._path}: {error}")
