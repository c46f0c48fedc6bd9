"""The raw layer: what a scanner finds in a source before anything is interpreted."""

import codecs
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, Final, TypeAlias

import attrs

from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.key_sets import KeySet
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import BlockKind

_CHUNK = 1 << 16  # larger ones leave holes in memory: the peak grows with the input, the speed does not


Field: TypeAlias = tuple[str, str, tuple[int, int] | None]
"""One field of a record: its name, its value as written, and where the value stands in the source's text.

A plain tuple: millions are made, and of most only the value is looked at.
"""


@attrs.frozen(weakref_slot=False)
class Record:
    """One record as its source has it: nothing decoded, nothing reordered, repeated fields kept.

    ``span`` is where the record begins and ends in the source's text, in characters; ``line`` counts from 1.
    """

    format: str
    type: str | None
    key: str | None
    fields: tuple[Field, ...]
    span: tuple[int, int]
    line: int
    raw: str

    __repr__ = show_fields


make_record: Final[Callable[[str, str | None, str | None, tuple[Field, ...], tuple[int, int], int, str], Record]] = (
    make_drafter(Record, "format", "type", "key", "fields", "span", "line", "raw")
)
"""Return a :class:`Record`, faster than the constructor."""


class LazyRecord(Record):
    """A record whose fields are found in its text when they are asked for.

    An entry keeps its record, and the fields would be most of what it keeps.
    """

    __slots__ = ("_find",)
    _find: "Callable[[Record], tuple[Field, ...]]"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, in order."""
        return self._find(self)

    @fields.setter
    def fields(self, fields: tuple[Field, ...]) -> None:
        object.__setattr__(self, "_find", partial(_return, fields))  # by the constructor: records are frozen

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make the record anew from its text, for pickle."""
        return make_lazy_record, (self._find, self.format, self.type, self.key, self.span, self.line, self.raw)


def _return(fields: tuple[Field, ...], _record: Record) -> tuple[Field, ...]:
    return fields


class _LazyDraft(Record):
    """A lazy record that lets itself be filled: the constructor takes several times as long."""

    __slots__ = ("_find",)
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # only where neither is ours does Python set what is in slots directly
    _find: "Callable[[Record], tuple[Field, ...]]"


def make_lazy_record(
    find: Callable[[Record], tuple[Field, ...]],
    format: str,
    type: str | None,
    key: str | None,
    span: tuple[int, int],
    line: int,
    raw: str,
) -> LazyRecord:
    """Return a record whose fields are what *find* finds in it."""
    record: Any = _LazyDraft.__new__(_LazyDraft)  # a record only in the end
    record.format = format
    record.type = type
    record.key = key
    record.span = span
    record.line = line
    record.raw = raw
    record._find = find
    record.__class__ = LazyRecord
    made: LazyRecord = record
    return made


def with_format(record: Record, format: str) -> Record:
    """Return *record* as one of *format*."""
    if isinstance(record, LazyRecord):
        return make_lazy_record(record._find, format, record.type, record.key, record.span, record.line, record.raw)
    return attrs.evolve(record, format=format)


def behind_lines(record: Record, lines: int) -> Record:
    """Return *record* as one that stands *lines* lines further on."""
    line = record.line + lines
    if isinstance(record, LazyRecord):
        return make_lazy_record(record._find, record.format, record.type, record.key, record.span, line, record.raw)
    return attrs.evolve(record, line=line)


@attrs.frozen(kw_only=True)
class Block:
    """A piece of a file that is no entry: text between records, a macro, a record that could not be read.

    ``source`` and ``format`` say where it stood: only in that format does it mean anything.
    """

    kind: BlockKind
    raw: str
    line: int = 1
    source: str | None = attrs.field(default=None, eq=False)
    key: str | None = None
    format: str | None = attrs.field(default=None, eq=False)

    __repr__ = show_fields


@attrs.frozen(kw_only=True)
class Style:
    """How a file was written: what is needed to write it back in the same bytes."""

    format: str
    encoding: str = "utf-8"
    bom: bytes = b""
    newline: str = "\n"

    __repr__ = show_fields


@attrs.define(eq=False)
class Source:
    """One input: its name, its bytes or text, and how the bytes were written.

    Made by the public functions from a path, a file object or a string. ``encoding``, ``bom`` and ``newline`` say how
    the same format is to be written back; ``has_bad_bytes`` is true where single bytes were no text in ``encoding``:
    :meth:`chunks` and :meth:`read` give these as lone surrogates (Python's ``surrogateescape``), in UTF-16 and UTF-32,
    whose units hold ASCII bytes as well, as U+FFFD. ``is_packed`` is true of what was decompressed.
    Of a part of a source, ``seen`` has the keys of the parts before.
    """

    name: str
    stream: IO[bytes] | None = None
    text: str | None = None
    encoding: str = "utf-8"
    bom: bytes = b""
    newline: str = "\n"
    has_bad_bytes: bool = False
    is_packed: bool = False
    seen: KeySet = attrs.field(factory=KeySet, init=False, repr=False)

    __repr__ = show_fields

    def chunks(self, size: int = _CHUNK, *, translate: bool = True) -> Iterator[str]:
        """Yield the text from the start in pieces of about *size* characters.

        Every line end comes as a line feed, or as it is if *translate* is false.
        """
        if self.stream is None:
            # A long text whole would be copied more than once, with room for its widest character at every place.
            pieces = _cut(self.text or "", size)
            yield from map(_translate, pieces) if translate else pieces
            return
        decode = codecs.getincrementaldecoder(self.encoding)(self._errors)
        newlines = io.IncrementalNewlineDecoder(decode, translate=True) if translate else decode
        self.stream.seek(len(self.bom))
        while data := self.stream.read(size):
            yield newlines.decode(data)
        yield newlines.decode(b"", final=True)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let the source be read once more while its :meth:`chunks` are: they go on where they were."""
        place = self.stream.tell() if self.stream is not None else 0
        yield
        if self.stream is not None:
            self.stream.seek(place)

    def read(self) -> str:
        """Return the whole text, line ends as they are."""
        if self.stream is None:
            return self.text or ""
        self.stream.seek(len(self.bom))
        return self.stream.read().decode(self.encoding, self._errors)

    @property
    def _errors(self) -> str:
        is_wide = codecs.lookup(self.encoding).name.startswith(("utf-16", "utf-32"))
        return "replace" if is_wide else "surrogateescape"


def _cut(text: str, size: int) -> Iterator[str]:
    """Yield *text* in pieces of about *size* characters, at least one; no line end is in two of them."""
    start = 0
    while start == 0 or start < len(text):
        end = start + size
        end += text.startswith("\r\n", end - 1)
        yield text[start:end]
        start = end


def _translate(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
