"""Which codes are asked for, and which are not wanted."""

from collections.abc import Callable, Iterable

from arxiv2bib.checks.table import RULES
from arxiv2bib.diagnostics import Code
from arxiv2bib.errors import InvalidValueError

__all__ = ["ALL", "CODES", "DEFAULT", "make_filter"]

ALL, DEFAULT = "all", "default"

CODES = frozenset({*(rule.code for rule in RULES), *map(str, Code)})
_NOT_DEFAULT = frozenset(rule.code for rule in RULES if not rule.is_default)


def make_filter(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Callable[[str], bool]:
    """Return what tells whether a code is wanted.

    *select* and *ignore* hold codes, or what codes begin with (``doi``, ``doi/``, ``read``); ``all`` is every code,
    ``default`` those that are checked unless somebody says otherwise, as if *select* were empty. The longest word that
    fits decides; of two as long, *ignore*.

    Raises :class:`~arxiv2bib.InvalidValueError` for a word that no code begins with.
    """
    if isinstance(select, str) or isinstance(ignore, str):
        raise InvalidValueError("select and ignore are lists of codes, not one text")
    wanted, unwanted = _check(select) or (DEFAULT,), _check(ignore)

    def is_wanted(code: str) -> bool:
        chosen = max((_fit(word, code) for word in wanted), default=-1)
        return chosen >= 0 and chosen > max((_fit(word, code) for word in unwanted), default=-1)

    return is_wanted


def _check(words: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(words, Iterable):
        raise InvalidValueError(f"select and ignore are lists of codes, () for none, not {type(words).__name__}")
    words = tuple(words)
    for word in words:
        if not isinstance(word, str):
            raise InvalidValueError(f"codes are texts, such as 'doi/malformed', not {type(word).__name__}")
    words = tuple(word.strip().casefold() for word in words if word.strip())
    areas = {code.partition("/")[0] for code in CODES}
    for word in words:
        if word in (ALL, DEFAULT) or any(code.startswith(word) for code in CODES):
            continue
        if "/" not in word:
            raise InvalidValueError(f"no code begins with {word!r}; known: {', '.join(sorted(areas))}")
        if word.partition("/")[0] in areas:  # others are a plug-in's
            raise InvalidValueError(f"no code is called {word!r}")
    return words


def _fit(word: str, code: str) -> int:
    """Return how well *word* fits *code*: the length of what they share, -1 for not at all."""
    if word == ALL or (word == DEFAULT and code not in _NOT_DEFAULT):
        return 0
    return len(word) if code.startswith(word) else -1
