"""What was pushed, remembered between runs: each identifier, in which library, with which batch.

A row is written before its batch is sent, and confirmed after the answer: whatever stops a run, the next one knows
which batches may have arrived, and sends them under the same ticket.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

import attrs

from arxiv2bib.errors import ExportError

__all__ = ["Ledger", "Row"]

_NAME: Final = "pushed.sqlite"
_WAIT: Final = 30.0  # seconds for which a row that another process writes is waited for
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS pushed (scope TEXT NOT NULL, identifier TEXT NOT NULL, ticket TEXT NOT NULL, "
    "day TEXT NOT NULL, is_done INTEGER NOT NULL, PRIMARY KEY (scope, identifier)) WITHOUT ROWID"
)


@attrs.frozen
class Row:
    """When and with which ticket an identifier was pushed; not ``is_done``: sent, and never confirmed."""

    ticket: str
    day: str
    is_done: bool


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


class Ledger:
    """The rows in *folder*, which is made if it is not there.

    Raises :class:`~arxiv2bib.ExportError` for a place that cannot be written or is damaged: what cannot be remembered
    is not pushed.
    """

    def __init__(self, folder: Path, *, today: Callable[[], str] = _today) -> None:
        self.path = folder / _NAME
        self._today = today
        with self._explained():
            folder.mkdir(parents=True, exist_ok=True)
            self._rows = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            try:
                self._rows.execute(_SCHEMA)
            except BaseException:
                self._rows.close()
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            raise ExportError(
                f"what is pushed cannot be remembered in {self.path} ({reason}); the setting state_dir names another "
                "folder"
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._explained():
            self._rows.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._rows.execute("ROLLBACK")
                raise
            self._rows.execute("COMMIT")

    def find(self, scope: str, identifiers: Iterable[str]) -> dict[str, Row]:
        """Return the rows of those of *identifiers* that have one in *scope*."""
        with self._explained():
            return self._find(scope, identifiers)

    def _find(self, scope: str, identifiers: Iterable[str]) -> dict[str, Row]:
        query = "SELECT ticket, day, is_done FROM pushed WHERE scope = ? AND identifier = ?"
        found: dict[str, Row] = {}
        for identifier in identifiers:
            for ticket, day, is_done in self._rows.execute(query, (scope, identifier)):
                found[identifier] = Row(ticket, day, bool(is_done))
        return found

    def begin(self, scope: str, identifiers: Iterable[str], ticket: str) -> frozenset[str]:
        """Note that *identifiers* are about to be sent with *ticket*; return those that another batch has already."""
        names = tuple(identifiers)
        with self._writing():
            taken = frozenset(name for name, row in self._find(scope, names).items() if row.ticket != ticket)
            self._rows.executemany(
                "INSERT OR IGNORE INTO pushed VALUES (?, ?, ?, ?, 0)",
                [(scope, name, ticket, self._today()) for name in names if name not in taken],
            )
        return taken

    def finish(self, scope: str, identifiers: Iterable[str], ticket: str) -> None:
        """Note that *identifiers* are in the library."""
        with self._writing():
            self._rows.executemany(
                "INSERT OR REPLACE INTO pushed VALUES (?, ?, ?, ?, 1)",
                [(scope, name, ticket, self._today()) for name in identifiers],
            )

    def forget(self, scope: str, identifiers: Iterable[str]) -> None:
        """Forget *identifiers*: they are not in the library."""
        with self._writing():
            self._rows.executemany(
                "DELETE FROM pushed WHERE scope = ? AND identifier = ?", [(scope, name) for name in identifiers]
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()
