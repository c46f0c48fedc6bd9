"""What a check finds: the finding, and the edit of the text that would mend it."""

from typing import NamedTuple

import attrs

from arxiv2bib.diagnostics import Severity
from arxiv2bib.text.lines import printable

__all__ = ["Edit", "Finding", "shorten"]

_LONGEST = 80


class Edit(NamedTuple):
    """A change of a text: its characters from ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that is odd in a bibliography, and where it stands.

    ``line`` and ``column`` count from 1, ``column`` in characters; ``end_line`` and ``end_column`` are behind the last
    character concerned, and None where only the place is known. ``key`` is the citation key of the entry, ``field``
    the field as the file spells it. ``edits`` are changes of the source's text that mend it for certain; ``()`` where
    there is no such change.
    """

    code: str
    severity: Severity
    message: str
    source: str
    line: int = 1
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None
    key: str | None = None
    field: str | None = None
    edits: tuple[Edit, ...] = attrs.field(default=(), repr=False)

    @property
    def is_fixable(self) -> bool:
        """Whether it can be mended for certain."""
        return bool(self.edits)

    def to_dict(self) -> dict[str, str | int | bool]:
        """Return the finding as a JSON-ready object without its absent members."""
        out: dict[str, str | int | bool] = {"code": self.code, "severity": self.severity.name.lower()}
        for name in ("source", "line", "column", "end_line", "end_column", "key", "field", "message"):
            value = getattr(self, name)
            if value is not None:
                out[name] = value
        out["fixable"] = self.is_fixable
        return out

    def __str__(self) -> str:
        """Return ``source:line:column: code message [key]``, one line."""
        return f"{printable(self.source)}:{self.line}:{self.column}: {self.code} {self.text}"

    @property
    def text(self) -> str:
        """The message and the key, in one line."""
        return f"{self.message} [{printable(self.key)}]" if self.key else self.message


def shorten(text: str) -> str:
    """Return *text* in one short line, without what could steer a terminal."""
    text = " ".join(printable(text[: 4 * _LONGEST]).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
