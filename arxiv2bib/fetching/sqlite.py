"""The SQLite storage of requests-cache, with an end to every wait and errors that are not swallowed.

The one of requests-cache waits for a locked file without end, whatever its time-out, and takes any error for a lock.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from requests_cache.backends.sqlite import SQLiteDict
from requests_cache.serializers import SerializerPipeline

__all__ = ["BoundedStorage", "is_about_writing", "is_damage", "is_sound", "list_files"]

_ABOUT_WRITING: Final = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
)
_NO_FILES_BESIDE: Final = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


class BoundedStorage(SQLiteDict):
    """Answers by key in the file *path*; waits at most *wait* seconds for a lock.

    Raises ``sqlite3.Error`` and ``OSError`` as they come. Safe for many threads and processes.
    """

    def __init__(self, path: Path, *, wait: float, serializer: SerializerPipeline) -> None:
        self._wait = wait
        super().__init__(path, table_name="answers", serializer=serializer)

    def init_db(self) -> None:
        """Make the table, unless it is there: a file that cannot be written can still be read."""
        self.close()  # type: ignore[no-untyped-call]
        with self.connection() as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE name = ?", (self.table_name,))
            is_there = names.fetchone() is not None
        if not is_there:
            super().init_db()  # type: ignore[no-untyped-call]

    @contextmanager
    def connection(self, commit: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection, inside a transaction if something is to be written."""
        with self._lock:
            if self._connection is None:
                self._connection = self._open()
            if commit and not self._active_transaction:
                with self._transaction(self._connection):
                    yield self._connection
            else:
                yield self._connection

    def clear(self) -> None:
        """Forget everything; the table stays, for whoever else has it open."""
        with self.connection(commit=True) as connection:
            connection.execute(f"DELETE FROM {self.table_name}")  # noqa: S608 (the name is ours)
        with suppress(sqlite3.OperationalError):  # others read just now
            self.vacuum()  # type: ignore[no-untyped-call]

    @contextmanager
    def _transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        self._active_transaction = True
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:  # Ctrl-C as well
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        finally:
            self._active_transaction = False

    def _open(self) -> sqlite3.Connection:
        path = Path(self.db_path)
        try:
            return self._connect(path)
        except sqlite3.OperationalError as error:
            # Even to read, SQLite wants to make files beside the database; where it may not, it can do without.
            if _read_code(error) not in _NO_FILES_BESIDE or not path.is_file():
                raise
            return self._connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)

    def _connect(self, place: Path | str, *, uri: bool = False) -> sqlite3.Connection:
        connection = sqlite3.connect(place, timeout=self._wait, isolation_level=None, check_same_thread=False, uri=uri)
        # Where rubbish has made text of bytes, it is for whoever decodes the answer to say so.
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            # Readers and a writer do not block each other, and a process that is killed leaves a valid file.
            with suppress(sqlite3.OperationalError):  # a file that cannot be written, or is locked just now
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("SELECT name FROM sqlite_master LIMIT 1").close()
        except BaseException:
            connection.close()
            raise
        return connection


def is_damage(error: Exception) -> bool:
    """Whether *error* says that the file is no database, or a broken one."""
    return _read_code(error) in _DAMAGE


def is_about_writing(error: Exception) -> bool:
    """Whether *error* says that nothing can be written, which need not keep anyone from reading."""
    return _read_code(error) in _ABOUT_WRITING


def list_files(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite may have for the database *path*, that file first."""
    return tuple(Path(f"{path}{side}") for side in ("", "-wal", "-shm", "-journal"))


def is_sound(path: Path) -> bool:
    """Whether the file is a database that can be read; one that is locked is taken for that."""
    try:
        connection = sqlite3.connect(path, timeout=1.0)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return True  # locked: by another process that has put it right
    except sqlite3.Error:
        return False


def _read_code(error: Exception) -> int:
    """Return SQLite's code for *error*, without what makes it finer; 0 for an error that is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
