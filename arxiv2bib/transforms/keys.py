"""Citation keys: made from a pattern, unique, the same at every run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar, cast

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.key_sets import KeySet
from arxiv2bib.model.library import check_items
from arxiv2bib.model.records import Block
from arxiv2bib.transforms.key_parts import KEY_UNSAFE, read_arxiv
from arxiv2bib.transforms.key_patterns import DEFAULT_PATTERN, compile_pattern

__all__ = ["DEFAULT_PATTERN", "KeyMaker", "SpelledKeys", "assign_keys"]

ItemT = TypeVar("ItemT", bound=Entry | Block)
_MANY = 16  # so many letters are tried one by one; where more are taken, the last is remembered: memory stays small


class KeyMaker:
    """Gives keys to entries that have none; an entry's own key is never touched.

    The first entry with a made key has it bare, later ones get a letter: ``a`` to ``z``, ``aa`` and on.
    Keys in *reserved* are not given.
    """

    def __init__(self, pattern: str = DEFAULT_PATTERN, *, reserved: Iterable[str] = ()) -> None:
        self._make = compile_pattern(pattern)
        self._used = KeySet(reserved)
        self._next: dict[str, int] = {}
        self._find_later: Callable[[], Iterable[str]] | None = None

    def __call__(self, entry: Entry) -> Entry:
        """Return *entry* with a key."""
        return entry.evolve(key=key) if (key := self.find_key(entry)) != entry.key else entry

    def reserve(self, keys: Iterable[str]) -> None:
        """Take *keys* out of those that may be given."""
        self._used.update(keys)

    @contextmanager
    def reserving(self, find_keys: Callable[[], Iterable[str]]) -> Iterator[None]:
        """While this is entered, take what *find_keys* returns out of those that may be given, once one has to be made.

        They are the keys of the entries that come meanwhile: each of them is taken when it comes in any case.
        """
        self._find_later = find_keys
        try:
            yield
        finally:
            self._find_later = None

    def take(self, key: str) -> None:
        """Take *key*, which an entry has, out of those that may be given."""
        self._used.add(key)

    def is_taken(self, key: str) -> bool:
        """Whether an entry has *key*, or one that comes has it."""
        self._look_ahead()
        return key in self._used

    def find_key(self, entry: Entry) -> str:
        """Return the key of *entry*, its own or a new one; from now on it is taken."""
        return self.settle(*self.propose(entry))

    def propose(self, entry: Entry) -> tuple[str, bool]:
        """Return the key that *entry* has or, bare, the one that would be made for it; and whether it is its own."""
        if entry.key:
            return entry.key, True
        made = self._make(entry)
        is_safe = made.isalnum() and made.isascii()
        return (
            made if is_safe else KEY_UNSAFE.sub("", made) or KEY_UNSAFE.sub("", read_arxiv(entry)) or "untitled",
            False,
        )

    def settle(self, key: str, is_own: bool) -> str:
        """Return the key of an entry for which *key* was proposed; from now on it is taken."""
        if is_own:
            self._used.add(key)
            return key
        return self.find_free(key)

    def find_free(self, base: str) -> str:
        """Return *base*, or with the first letter that makes it a key that is not taken; from now on it is."""
        self._look_ahead()
        if self._used.add(base):
            return base
        count = self._next.get(base, 0)
        while not self._used.add(key := base + _letters(count)):
            count += 1
        if count >= _MANY:
            self._next[base] = count + 1
        return key

    def _look_ahead(self) -> None:
        if self._find_later is not None:
            find_keys, self._find_later = self._find_later, None
            self._used.update(find_keys())


class SpelledKeys(set[str]):
    """Keys that a format has in place of those that it cannot hold: no key of another entry is taken for one.

    It is asked with ``in`` whether a key is free, and has but those that were added. Before it is asked for the first
    time it calls *reserve*, so that *keyed* knows of all keys that come.
    """

    def __init__(self, keyed: KeyMaker, reserve: Callable[[], None] | None = None, keys: Iterable[str] = ()) -> None:
        super().__init__(keys)
        self._keyed = keyed
        self._reserve = reserve

    def __contains__(self, key: object) -> bool:
        """Whether *key* is one of these, or that of an entry."""
        if self._reserve is not None:
            reserve, self._reserve = self._reserve, None
            reserve()
        return super().__contains__(key) or (isinstance(key, str) and self._keyed.is_taken(key))

    def copy(self) -> "SpelledKeys":
        """Return another set of the same keys."""
        return SpelledKeys(self._keyed, self._reserve, self)


def _letters(count: int) -> str:
    """Return the *count*-th suffix: a, b, ... z, aa, ab, ..."""
    text = ""
    count += 1
    while count:
        count, digit = divmod(count - 1, 26)
        text = chr(ord("a") + digit) + text
    return text


def assign_keys(
    entries: Iterable[ItemT], pattern: str = DEFAULT_PATTERN, *, reserved: Iterable[str] = ()
) -> Iterator[ItemT]:
    """Yield *entries* in order, each with a key, its own or one made by *pattern*; blocks pass as they are.

    *pattern* is one of JabRef, ``[auth:lower][year]``, or a formula of Better BibTeX, ``auth.lower + year``; the guide
    on citation keys has what they may hold. The first entry with a made key has it bare, later ones a letter; keys in
    *reserved* are not given, nor, of a library or a list, those that its entries have. Raises
    :class:`~arxiv2bib.InvalidValueError` for a pattern that is none, and for *reserved* keys that are no list.
    """
    if isinstance(reserved, str | bytes) or not isinstance(reserved, Iterable):
        raise InvalidValueError(f"reserved is a list of keys, ['knuth1984'], not {type(reserved).__name__}")
    keyed = KeyMaker(pattern, reserved=reserved)
    items = check_items(entries)
    if isinstance(entries, Sequence):
        keyed.reserve(entry.key for entry in entries if isinstance(entry, Entry) and entry.key)
    return (cast("ItemT", keyed(item)) if isinstance(item, Entry) else item for item in items)
