"""What a report must be like, whoever writes to it."""

import re
from collections.abc import Iterable
from typing import Final

from arxiv2bib.diagnostics import Code, Diagnostic

__all__ = ["find_wrong_codes", "is_told"]

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*\Z")
_OURS: Final = frozenset(code.partition("/")[0] for code in Code)


def find_wrong_codes(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the codes that are neither arxiv2bib's nor of the form ``plugin-name/slug``."""
    codes = {str(diagnostic.code) for diagnostic in diagnostics} - set(Code)
    return sorted(code for code in codes if _CODE.match(code) is None or code.partition("/")[0] in _OURS)


def is_told(path: str, diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of *diagnostics* is about the field *path*, a part of it, or what it is a part of."""
    return any(
        path == other or path.startswith(f"{other}.") or other.startswith((f"{path}.", f"{path}["))
        for other in (diagnostic.path or "" for diagnostic in diagnostics)
    )
