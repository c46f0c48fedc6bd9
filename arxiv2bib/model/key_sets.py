"""A set of texts that takes little memory: the citation keys and identifiers of millions of records."""

from collections.abc import Callable, Iterable
from typing import Any, Final

_FEW: Final = 16384  # up to here Python's own set is as small as need be
_SHELVES: Final = 1 << 14
_END: Final = 9  # the first two bytes of a digest say on which shelf it stands, and seven stand there


class KeySet:
    """A set of texts that only grows, and takes about 10 bytes for each of a million.

    Of more than some ten thousand texts it keeps 70 bits of a digest (BLAKE2b) each. What was added is always found.
    That a text which was not added is taken for one of *n* that were has a chance of about *n* in 2**67: whoever asks
    for free keys always gets one that is free.
    """

    __slots__ = ("_digest", "_few", "_shelves", "_size")
    _digest: Callable[[bytes], Any]  # Any: what hashlib makes

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._few: set[str] = set()
        self._shelves: list[bytearray] = []
        self._size = 0
        self.update(texts)

    def __len__(self) -> int:
        return self._size + len(self._few)

    def __contains__(self, text: str) -> bool:
        if not self._shelves:
            return text in self._few
        shelf, digest = self._find(text)
        return digest in shelf

    def add(self, text: str) -> bool:
        """Add *text*; return whether it is new."""
        if not self._shelves:
            few = self._few
            if text in few:
                return False
            few.add(text)
            if len(few) > _FEW:
                self._spread()
            return True
        shelf, digest = self._find(text)
        if digest in shelf:
            return False
        shelf += digest
        self._size += 1
        return True

    def copy(self) -> "KeySet":
        """Return another set of the same texts."""
        other = KeySet()
        other._few, other._shelves = self._few.copy(), [shelf[:] for shelf in self._shelves]
        other._size = self._size
        if self._shelves:
            other._digest = self._digest
        return other

    def update(self, texts: Iterable[str]) -> None:
        """Add all of *texts*."""
        for text in texts:
            self.add(text)

    def _spread(self) -> None:
        from hashlib import blake2b  # slow to load, and few libraries are that large

        self._digest = blake2b
        self._shelves = [bytearray() for _ in range(_SHELVES)]
        few, self._few = self._few, set()
        self.update(few)

    def _find(self, text: str) -> tuple[bytearray, bytes]:
        digest = self._digest(text.encode("utf-8", "surrogatepass")).digest()  # asking for fewer bytes takes longer
        return self._shelves[(digest[0] << 8 | digest[1]) % _SHELVES], digest[2:_END]
