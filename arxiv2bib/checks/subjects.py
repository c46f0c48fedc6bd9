"""What the rules look at: entries with their values as written, and where each stands in its file.

A value goes by BibTeX's name for its field whatever the format, so that a rule about DOIs is one row.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import attrs

from arxiv2bib.formats.bibtex_fields import DIALECTS
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.expressions import compile_late

__all__ = ["Bibliography", "Macro", "Piece", "Subject", "Use", "Value"]

_NO_WORK = Entry()
_HEAD = compile_late(r"@[^{(]*[{(]")
_LINE_END = compile_late(r"\r\n|\n|\r")


@attrs.define(eq=False)
class Piece:
    """A piece of a file: its text, and where it begins: line and column from 1, and characters before it."""

    raw: str
    line: int = 1
    column: int = 1
    start: int = 0
    _ends: list[int] | None = attrs.field(default=None, init=False, repr=False)

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of the character *offset* of the piece."""
        if self._ends is None:
            self._ends = [match.end() for match in _LINE_END.finditer(self.raw)]
        line = bisect_right(self._ends, offset)
        if line == 0:
            return self.line, self.column + offset
        return self.line + line, offset - self._ends[line - 1] + 1


@attrs.frozen(eq=False)
class Value:
    """One value of a record: ``name`` is BibTeX's, in lower case, ``written`` the name as the file has it.

    ``text`` is the value as written, without delimiters and with macros in their places; ``raw`` has the delimiters of
    BibTeX. ``start`` and ``raw_start`` are where the two begin in the record's text; None where the value is not one
    piece of it, or nobody knows. ``raw_start`` then still is the place to show.
    """

    name: str
    written: str
    text: str
    raw: str = ""
    start: int | None = None
    raw_start: int | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """Where it stands in the record's text, delimiters and all; None where nobody knows."""
        return (self.raw_start, self.raw_start + len(self.raw or self.text)) if self.raw_start is not None else None

    @property
    def is_tex(self) -> bool:
        """Whether the value is BibTeX's."""
        return bool(self.raw)


@attrs.frozen(eq=False)
class Subject:
    """One entry that is checked, with the values that its record has, in order, repeated ones too.

    ``kind`` is the type as the format calls it, in lower case for BibTeX. ``inherited`` are the fields that come from
    a parent, and ``has_lost_parent`` says that a parent is not in the file, so that nobody knows what is missing.
    ``is_biblatex`` says that the file is meant for BibLaTeX, by fields and types that BibTeX has not.
    """

    entry: Entry
    piece: Piece
    format: str
    kind: str = ""
    values: tuple[Value, ...] = ()
    inherited: frozenset[str] = frozenset()
    has_lost_parent: bool = False
    is_biblatex: bool = False
    first: dict[str, Value] = attrs.field(init=False, factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        for value in self.values:
            if value.text.strip():
                self.first.setdefault(value.name, value)

    @property
    def is_bibtex(self) -> bool:
        """Whether it is an entry of a BibTeX or BibLaTeX file."""
        return self.format in DIALECTS

    @property
    def key_place(self) -> tuple[int, int] | None:
        """Where in its piece the citation key stands; None where nobody knows."""
        head, key = _HEAD.match(self.piece.raw), self.entry.key
        if not self.is_bibtex or head is None or key is None:
            return None
        at = self.piece.raw.find(key, head.end())
        return (at, at + len(key)) if at >= 0 else None

    def get(self, *names: str) -> Value | None:
        """Return the first value of the first of *names* that has one, or None."""
        return next((self.first[name] for name in names if name in self.first), None)

    def has(self, *names: str) -> bool:
        """Whether the entry has a value for one of *names*, of its own or of a parent."""
        return any(name in self.first or name in self.inherited for name in names)


@attrs.frozen(eq=False)
class Macro:
    """A macro that a file defines: its name as written, its value with delimiters, and where in its piece that is."""

    name: str
    raw: str
    text: str
    piece: Piece
    start: int

    @property
    def place(self) -> tuple[int, int]:
        """Where in its piece the name stands."""
        at = self.piece.raw.rfind(self.name, 0, self.start)
        return at, at + len(self.name)


@attrs.frozen(eq=False)
class Bibliography:
    """One file: its entries, its macros, and the text between them, in order.

    ``uses`` has the first use and the number of uses of each bare word, by the word in lower case.
    """

    subjects: Sequence[Subject]
    macros: Sequence[Macro] = ()
    texts: Sequence[Piece] = ()
    uses: "dict[str, Use]" = attrs.field(factory=dict)

    def __iter__(self) -> Iterator[Subject]:
        return iter(self.subjects)

    @property
    def macro_subjects(self) -> Iterator[Subject]:
        """The macros as entries without a key, each with its value under the name ``*``, as it may go anywhere."""
        for macro in self.macros:
            if macro.raw[:1] in ("{", '"') and "#" not in macro.raw:
                at = macro.start
                value = Value("*", macro.name, macro.raw[1:-1], macro.raw, at + 1, at)
                yield Subject(_NO_WORK, macro.piece, "bibtex", "string", (value,))


@attrs.define(eq=False)
class Use:
    """Where a macro is used first, how it is spelled there, whether it was defined by then, and how often in all."""

    name: str
    piece: Piece
    offset: int
    key: str | None
    field: str
    is_defined: bool
    count: int = 1
