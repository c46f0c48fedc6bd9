"""XML record by record: a cheap look finds where records stand, and each is parsed alone.

A bad byte, an unknown entity or a tag that nothing closes costs the record that it stands in. Each record is put
behind a start tag of its root that has the namespaces in force, and nothing else of what stands before it: no document
type declaration ever reaches the parser, so that entities expand to nothing and nothing is fetched.

Source: XML 1.0, 2.5 "Comments", 2.7 "CDATA Sections"; Namespaces in XML 1.0, 3.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Final

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = [
    "Dialect",
    "Piece",
    "PieceKind",
    "element_text",
    "list_values",
    "local_name",
    "parse_record",
    "split_records",
]

# Longer records and comments are damage: nothing that closes them comes.
_LONGEST: Final = 1 << 22
# No mark is longer, but for blanks in a tag: the last ones of a text may be the beginning of one.
_MARK: Final = 80
_NAMESPACE: Final = compile_late(r"\sxmlns(?::([A-Za-z_][\w.-]*))?\s*=\s*(\"[^\"<&]*\"|'[^'<&]*')")
_DTD: Final = compile_late(r"<!DOCTYPE\b", re.I)
_NOTHING: Final = compile_late(r"<[/?]?[^<>]*>|[\s\ufeff]+")
_CLOSERS: Final = {"<!--": "-->", "<![CDATA[": "]]>"}


@attrs.frozen
class Dialect:
    """The elements that a kind of XML file has: its root, its records, and the namespaces that belong to it.

    ``namespaces`` by prefix; the empty prefix is the default. They are in force where a file declares none.
    """

    root: str
    record: str
    namespaces: Mapping[str, str] = attrs.field(hash=False)

    @property
    def opening(self) -> str:
        """The start tag that stands before a record of a file whose own is not known."""
        return _make_opening(self.root, self.namespaces)


class PieceKind(Enum):
    """What a piece of a file is."""

    HEAD = "head"
    """What stands before the first record of a document, its root's start tag among it."""
    RECORD = "record"
    UNFINISHED = "unfinished"
    """A record without an end: another one begins, or the file ends."""
    TEXT = "text"
    """What stands between records and after them."""


@attrs.frozen
class Piece:
    """A piece of a file: where it begins, in characters and in lines, and the root's start tag in force there."""

    kind: PieceKind
    raw: str
    start: int
    line: int
    opening: str

    @property
    def has_doctype(self) -> bool:
        """Whether a document type declaration stands in it."""
        return _DTD.search(self.raw) is not None

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space, comments and tags stands in it."""
        first, *others = self.raw.split("<!--")
        return not _NOTHING.sub("", first + "".join(other.partition("-->")[2] or other for other in others))


def split_records(chunks: Iterable[str], dialect: Dialect) -> Iterator[Piece]:
    """Yield the pieces of a file from its text in *chunks* of any size; together they are the text.

    A file may have several documents, one after the other, or none: records alone. A record that nothing closes ends
    where the next one, or the next document, begins. Memory is a few records. Never raises.
    """
    splitter = _Splitter(dialect)
    for chunk in chunks:
        yield from splitter.feed(chunk)
    yield from splitter.close()


class _Splitter:
    """Looks at a text as it comes; what it decides does not depend on how the text is cut into chunks."""

    def __init__(self, dialect: Dialect) -> None:
        prefix = r"(?:[A-Za-z_][\w.-]{0,20}:)?"
        self._root = dialect.root
        self._namespaces = dialect.namespaces
        # All begin with the one character, which makes the search fast.
        self._marks = re.compile(
            rf"<(?:/{prefix}(?P<end>{dialect.record}\s{{0,9}}>)"
            rf"|(?P<aside>!--|!\[CDATA\[)"
            rf"|{prefix}(?:{dialect.record}(?:(?P<whole>\s{{0,9}}/>)|(?P<begin>(?=[\s>])))"
            rf"|(?P<head>{dialect.root}(?=[\s>]))))"
        )
        self._begins = re.compile(rf"<{prefix}{dialect.record}(?=[\s/>])")
        self._head = re.compile(rf"<{prefix}{dialect.root}((?:\s[^<>]*)?)>")
        self._opening = dialect.opening
        self._text = ""
        self._parts: list[str] = []
        self._waiting = 0
        self._offset, self._line = 0, 1
        self._start = 0  # of the piece that is open
        self._position = 0  # up to here everything was looked at
        self._in_record = False
        self._begin = 0  # of the record that is open: start tags with nothing behind them stand before it
        self._known_close: dict[str, int] = {}

    def feed(self, chunk: str) -> Iterator[Piece]:
        """Yield the pieces that are complete with *chunk*."""
        self._parts.append(chunk)
        self._waiting += len(chunk)
        # What is left of the text before is not looked at again for every small chunk.
        if self._waiting >= min(len(self._text), _LONGEST):
            yield from self._scan(final=False)

    def close(self) -> Iterator[Piece]:
        """Yield the pieces that are left."""
        yield from self._scan(final=True)
        yield from self._emit(len(self._text), PieceKind.UNFINISHED if self._in_record else PieceKind.TEXT)

    def _scan(self, *, final: bool) -> Iterator[Piece]:
        if self._start:
            self._position -= self._start
            self._begin -= self._start
            self._text = self._text[self._start :]
            self._start = 0
        self._known_close.clear()
        self._text += "".join(self._parts)
        self._parts.clear()
        self._waiting = 0
        text = self._text
        limit = len(text) if final else self._find_limit(text)
        while self._position < limit:
            mark = self._marks.search(text, self._position, limit)
            at = mark.start() if mark is not None else limit
            if at - self._start > _LONGEST:
                yield from self._cut_off()
                continue
            if mark is None:
                self._position = max(limit, self._position)
                break
            if mark["aside"] is not None:
                if not self._pass_over(mark, final=final):
                    break
            else:
                yield from self._turn(mark)

    def _find_limit(self, text: str) -> int:
        """Return up to where *text* can be looked at while more of it is to come."""
        at = text.rfind("<", max(0, len(text) - _MARK))
        return at if at >= 0 else len(text)

    def _cut_off(self) -> Iterator[Piece]:
        """Yield what is too long to wait for its end."""
        if self._in_record and self._begin > self._start:
            yield from self._emit(self._begin, PieceKind.TEXT)
            return
        kind = PieceKind.UNFINISHED if self._in_record else PieceKind.TEXT
        self._in_record = False
        end = self._start + _LONGEST
        self._position = max(end, self._position)
        yield from self._emit(end, kind)

    def _pass_over(self, mark: re.Match[str], *, final: bool) -> bool:
        """Step over a comment or a CDATA section, if it is one; return False if that cannot be told yet."""
        start, opener = mark.start(), mark[0]
        closer = _CLOSERS[opener]
        close = self._known_close.get(closer, -2)
        if close != -1 and close < mark.end():
            close = self._known_close[closer] = self._text.find(closer, mark.end())
        is_near = 0 <= close <= start + _LONGEST
        if not is_near and not final and len(self._text) - start <= _LONGEST:
            return False
        self._position = mark.end()
        # Inside a record, one that holds the beginning of another is the damage of the first.
        if is_near and not (self._in_record and self._begins.search(self._text, mark.end(), close)):
            self._position = close + len(closer)
        return True

    def _turn(self, mark: re.Match[str]) -> Iterator[Piece]:
        """Yield the piece that ends at *mark*: a record's beginning or end, or a document's."""
        self._position = mark.end()
        if mark["end"] is not None:
            if self._in_record:
                self._in_record = False
                yield from self._emit(mark.end(), PieceKind.RECORD)
            return
        if mark["head"] is not None and not self._in_record:
            return
        if self._in_record and mark["begin"] is not None and self._is_bare(mark.start()):
            self._begin = mark.start()
            return
        kind = PieceKind.UNFINISHED if self._in_record else PieceKind.TEXT
        yield from self._emit(mark.start(), kind)
        self._begin = mark.start()
        self._in_record = mark["begin"] is not None
        if mark["whole"] is not None:
            yield from self._emit(mark.end(), PieceKind.RECORD)

    def _is_bare(self, end: int) -> bool:
        """Whether the record that is open has only its start tag before *end*: that is no record."""
        if end - self._begin > _MARK:
            return False
        text = self._text[self._begin : end].rstrip()
        return text.endswith(">") and text.count("<") == 1

    def _emit(self, end: int, kind: PieceKind) -> Generator[Piece, None, None]:
        if end <= self._start:
            return
        if kind in (PieceKind.RECORD, PieceKind.UNFINISHED) and self._start < self._begin < end:
            yield from self._emit(self._begin, PieceKind.TEXT)
        raw = self._text[self._start : end]
        if kind is PieceKind.TEXT and (heads := self._head.findall(raw)):
            kind = PieceKind.HEAD
            own = {prefix: value[1:-1] for prefix, value in _NAMESPACE.findall(heads[-1])}
            self._opening = _make_opening(self._root, {**self._namespaces, **own})
        yield Piece(kind, raw, self._offset, self._line, self._opening)
        self._start = end
        self._offset += len(raw)
        self._line += raw.count("\n")


def _make_opening(root: str, namespaces: Mapping[str, str]) -> str:
    names = ""
    for prefix, address in namespaces.items():
        quoted = address.replace('"', "&quot;").replace(">", "&gt;")
        names += f' xmlns:{prefix}="{quoted}"' if prefix else f' xmlns="{quoted}"'
    return f"<{root}{names}>"


def parse_record(opening: str, raw: str) -> "Element":
    """Return the one element in *raw*, a record behind *opening*, the start tag of a root.

    Raises :class:`~arxiv2bib.InvalidValueError`, which says what is wrong and has the number of the line, from 0, in
    its second argument.
    """
    from xml.etree.ElementTree import ParseError, fromstring

    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    root = opening[1:].split(" ", 1)[0].rstrip(">")
    text = f"{opening}{raw}</{root}>"
    try:
        # Without a declaration there is nothing to refuse, and Python's own parser takes a fraction of the time.
        parsed = ElementTree.fromstring(text, forbid_dtd=True) if "<!" in text else fromstring(text)  # noqa: S314
    except ParseError as error:
        line, _ = error.position
        reason = str(error).partition(":")[0]
        raise InvalidValueError(reason, min(line - 1, raw.count("\n"))) from error
    except DefusedXmlException as error:
        raise InvalidValueError("document type declarations are refused", 0) from error
    except ValueError as error:  # a lone surrogate is no character
        raise InvalidValueError("a character that XML does not have", 0) from error
    if len(parsed) != 1:
        raise InvalidValueError("more than one element, or none", 0)
    element: Element = parsed[0]
    return element


def local_name(element: "Element") -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]


def element_text(element: "Element") -> str:
    """Return the text in *element* and in all that stands in it."""
    return (element.text or "") if not len(element) else "".join(element.itertext())


def list_values(element: "Element") -> Iterator[tuple[str, str]]:
    """Yield what stands in *element*, each value with its path, in order: ``author/name``, ``link@href``.

    Values that are blank are left out; of an element with others in it, the text between them has the path of the
    element.
    """
    waiting = [(child, local_name(child)) for child in reversed(element)]
    while waiting:
        node, path = waiting.pop()
        if node.text and not node.text.isspace():
            yield path, node.text
        for name, value in node.attrib.items():
            yield f"{path}@{name.rpartition('}')[2]}", value
        for child in node:
            if child.tail and not child.tail.isspace():
                yield path, child.tail
        waiting.extend((child, f"{path}/{local_name(child)}") for child in reversed(node))
