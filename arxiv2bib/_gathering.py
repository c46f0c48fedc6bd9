"""Keeping all items of a source: Python need not look through them for garbage again and again.

Its collector is started by the number of objects that were made and are still there, which is what a library is all
about: it would go through a million objects again and again, none of which is garbage.
"""

import gc
from collections.abc import Iterable
from threading import Lock
from typing import Final, TypeVar

__all__ = ["gather"]

_Item = TypeVar("_Item")
# So many objects, half a gigabyte in small ones, are looked through all the same: other threads may leave garbage.
_RARELY: Final = 1_000_000


class _Rarity:
    """Lets the collector run rarely while anything is being gathered, in any thread, and as before behind that."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._gatherings = 0
        self._before = self._during = gc.get_threshold()

    def __enter__(self) -> None:
        with self._lock:
            if self._gatherings == 0:
                self._before = self._during = gc.get_threshold()
                if 0 < self._before[0] < _RARELY:  # 0: it never runs
                    self._during = (_RARELY, *self._before[1:])
                    gc.set_threshold(*self._during)
            self._gatherings += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._gatherings -= 1
            if self._gatherings == 0 and self._during != self._before:
                _take_for_old()
                if gc.get_threshold() == self._during:  # else someone else has set it
                    gc.set_threshold(*self._before)


def _take_for_old() -> None:
    """Put all objects among the old ones, which are looked through last; else the next one made has all looked through.

    To freeze does so without a look at any of them, and what is thawed is old; what others have frozen stays frozen.
    """
    if gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()


_RARITY: Final = _Rarity()


def gather(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """Return all *items*; while they are made, the collector of cyclic garbage runs rarely."""
    with _RARITY:
        return tuple(items)
