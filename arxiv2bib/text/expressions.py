"""Regular expressions that are compiled when they are first used: compiling a hundred of them is most of a start.

What a group repeats possessively, ``(?:...)*+``, is single characters: in Python before 3.11.5 a group that fails after
it took some of the text has taken it (https://github.com/python/cpython/issues/106052). Other groups are repeated in
an atomic one, ``(?>(?:...)*)``, which is right in all of them.
"""

import re
from typing import Any, Final, cast

__all__ = ["compile_late"]

_METHODS: Final = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return the expression *pattern*, which is compiled at its first use, and then as fast as any.

    It has the methods of :class:`re.Pattern` and ``pattern``. A *pattern* that is none raises when it is used.
    """
    return cast("re.Pattern[str]", _Expression(pattern, flags))


class _Expression:
    """Stands for a compiled expression: at first without its methods, which the first call fetches and keeps."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # a method of an expression, asked for the first time
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)
