"""The scanner of BibTeX: text to records and blocks that together are the text, character for character.

One pass over the delimiters: a value in braces is skipped by hopping from one closing brace to the next. An entry that
runs off the end of the text is damaged; from then on no entry may reach beyond the next line that begins one, so that a
file of unclosed entries is still read in linear time.

Source: btxdoc (Patashnik 1988); Text::BibTeX, "The BibTeX language"; biber for what it accepts beyond that.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, TypeAlias

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex_layouts import Layouts
from arxiv2bib.formats.bibtex_usual import UsualFields, cut_usual
from arxiv2bib.model.records import Block, Field, Record, make_lazy_record, make_record
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.text.lines import count_lines

__all__ = ["Say", "scan_bibtex", "scan_fields", "split_value"]

Say = Callable[[Code, str, int, str | None, str | None], None]
"""Takes what is wrong with the text: code, message, line, citation key, and the text concerned."""

_Found: TypeAlias = tuple[Record, tuple[Field, ...] | UsualFields]

_HEAD: Final = re.compile(r"@\s*+([^\W\d_][\w:.+/'-]*+)\s*+([{(])")
_NEXT: Final = re.compile(r"(?<=[\n\r])[ \t]*+@\s*+[^\W\d_][\w:.+/'-]*+\s*+[{(]")
_KEY: Final = re.compile(r"\s*+([^\s,=\"#{}()%]++)\s*+,")
_ANY_KEY: Final = re.compile(r"\s*+([^,={}\"\n\r]*+)")
# What most fields begin like: sets of ASCII are matched in half the time of those with "\s". All others are _FIELD's.
_USUAL_FIELD: Final = re.compile(
    r"[ ,\n\r\t]*+([A-Za-z][A-Za-z0-9_-]*+)[ \t]*+=[ \t]*+(\{|\"|[A-Za-z0-9]++(?=[ ,}\n\r]))"
)
_FIELD: Final = re.compile(r"[\s,]*+([^\s=,{}()\"#%@\\]++)\s*+=\s*+(\{|\"|[^\s,#{}()\"=%\\]++)?")
_BLANK_NAME: Final = re.compile(  # "Date Added = {...}": what spreadsheets export
    r"[\s,]*+([^\W\d_][\w:.+-]*+(?>(?:[ \t]++[\w:.+-]++){1,3}))[ \t]*+=\s*+(\{|\"|[^\s,#{}()\"=%\\]++)?"
)
_FIELD_START: Final = re.compile(r"[^\W\d_][\w:.+-]*+\s*+\Z")
_JOIN: Final = re.compile(r"\s*+#\s*+(\{|\"|[^\s,#{}()\"=%\\]++)?")
_BETWEEN: Final = re.compile(r"[\s,]*+")
_BLANKS: Final = re.compile(r"\s*+")
_LINE: Final = re.compile(r"[^\n\r]*+")
_BATCH: Final = 16  # entries that are found one after the other: by turns with others' work, it takes longer
_CUT_OFF: Final = re.compile(r"[\s,]*+@?+[^=,{}()\"#%@\\]*+\Z")


class _MoreNeededError(Exception):
    """The text that is there ends before the item does."""


class _DamageError(Exception):
    """The entry cannot be read."""


def scan_bibtex(chunks: Iterable[str], say: Say) -> Iterator[Record | Block]:
    """Yield a record for every entry and every ``@string`` (of type ``string``), and a block for all else, in order.

    A field's value is the text after the equals sign, with its delimiters: ``{...}``, ``"..." # jan``. White space
    behind a record or a block is part of it. Memory is that of one record, unless the text is damaged. Never raises.
    """
    return (item if isinstance(item, Block) else item[0] for item in scan_fields(chunks, say))


def scan_fields(chunks: Iterable[str], say: Say) -> Iterator[_Found | Block]:
    """Yield what :func:`scan_bibtex` yields, records with their fields, which they do not keep but find again."""
    pieces = iter(chunks)
    scanner = _Scanner(say)
    rest = ""
    while not scanner.is_final:
        fresh: list[str] = []
        size = 0
        while size <= len(rest):  # as much again as could not be read: what is read twice stays bounded
            piece = next(pieces, None)
            if piece is None:
                scanner.is_final = True
                break
            fresh.append(piece)
            size += len(piece)
        scanner.text = rest + "".join(fresh)
        yield from scanner.scan()
        rest = scanner.text[scanner.position :]
        scanner.base += scanner.position
        scanner.position = 0


class _Scanner:
    """Reads the items of ``text`` from ``position`` on; ``base`` is where it stands in the whole, ``line`` its line."""

    __slots__ = ("base", "has_usual", "is_bounded", "is_final", "layouts", "line", "position", "say", "stop", "text")

    def __init__(self, say: Say, *, has_usual: bool = True) -> None:
        self.has_usual = has_usual
        self.layouts = Layouts()
        self.text = ""
        self.base = self.position = self.stop = 0
        self.line = 1
        self.is_final = self.is_bounded = False
        self.say = say

    def scan(self) -> Iterator[_Found | Block]:
        """Yield the items that are complete; ``position`` is then where the first one that is not begins."""
        text = self.text
        while self.position < len(text):
            usual = self._read_usual_ones() if self.has_usual else ()
            if usual:
                yield from usual
                continue
            try:
                item, end = self._read_item(self.position)
            except _MoreNeededError:
                return
            if end == len(text) and not self.is_final:
                return
            yield item
            self.line += count_lines(text, self.position, end)
            self.position = end

    def _read_usual_ones(self) -> list[_Found]:
        """Return the entries at ``position`` that are as most are; a few, since many would be a load on memory."""
        found: list[_Found] = []
        while len(found) < _BATCH and (usual := self._read_usual()) is not None:
            found.append(usual)
        return found

    def _read_usual(self) -> _Found | None:
        """Return the entry at ``position``, if it is as most are, and go on behind it; None leaves all as it is."""
        text, start = self.text, self.position
        if self.is_bounded:
            return None
        entry = self.layouts.read(text, start)
        if entry is None:
            entry = cut_usual(text, start)
            if entry is None:
                return None
            self.layouts.add(entry[2].shape)
        kind, key, fields, blanks, end = entry
        record = make_lazy_record(
            _find_fields, "bibtex", kind, key, (self.base + start, self.base + end), self.line, text[start:end]
        )
        self.line += fields.shape.lines + (count_lines(blanks, 0, len(blanks)) if blanks.strip("\n") else len(blanks))
        if "\n" in fields.joined or "\r" in fields.joined:
            self.line += count_lines(fields.joined, 0, len(fields.joined))
        self.position = end
        return record, fields

    def _read_item(self, start: int) -> tuple[_Found | Block, int]:
        head = _find_head(self.text, start)
        if head is None:
            return self._make_block(BlockKind.TEXT, start, len(self.text))
        if head.start() > start:
            return self._make_block(BlockKind.TEXT, start, head.start())
        self.stop = self._find_stop(head.end())
        kind = head[1].lower()
        try:
            if kind == "comment":
                return self._make_block(BlockKind.COMMENT, start, self._skip_comment(head))
            if kind == "preamble":
                return self._make_block(BlockKind.PREAMBLE, start, self._skip_group(head))
            return self._read_record(head)
        except _DamageError as damage:
            return self._fail(head, str(damage))

    def _find_stop(self, position: int) -> int:
        following = _NEXT.search(self.text, position) if self.is_bounded else None
        return following.start() if following is not None else len(self.text)

    def _run_off(self, message: str) -> _DamageError:
        """Return what to raise where something is not closed before the end."""
        self._ask_for_more()
        self.is_bounded = True
        return _DamageError(message)

    def _ask_for_more(self) -> None:
        """Raise _MoreNeededError if the text may go on: what looks like damage may be a piece that is cut off."""
        if not self.is_final and self.stop == len(self.text):
            raise _MoreNeededError

    def _fail(self, head: re.Match[str], message: str) -> tuple[Block, int]:
        following = _NEXT.search(self.text, head.end())
        if following is None and not self.is_final:
            raise _MoreNeededError
        end = following.start() if following is not None else len(self.text)
        key = _KEY.match(self.text, head.end(), end)
        raw = self.text[head.start() : end]
        self.say(Code.READ_FAILED_RECORD, message, self.line, key[1] if key is not None else None, raw.strip())
        return Block(kind=BlockKind.FAILED, raw=raw, line=self.line, key=key[1] if key is not None else None), end

    def _make_block(self, kind: BlockKind, start: int, end: int) -> tuple[Block, int]:
        if kind is not BlockKind.TEXT:
            end = self._skip_blanks(end)
        return Block(kind=kind, raw=self.text[start:end], line=self.line), end

    def _skip_blanks(self, position: int) -> int:
        blanks = _BLANKS.match(self.text, position)
        return blanks.end() if blanks is not None else position

    def _skip_comment(self, head: re.Match[str]) -> int:
        """Return where a comment ends: with its group, or, where that is not closed, with its line."""
        try:
            return self._skip_group(head)
        except _DamageError:
            line = _LINE.match(self.text, head.end())
            return line.end() if line is not None else head.end()

    def _skip_group(self, head: re.Match[str]) -> int:
        position = head.end()
        if head[2] == "{":
            return self._close_braces(position) + 1
        while True:
            closing = self.text.find(")", position, self.stop)
            if closing < 0:
                raise self._run_off(f"@{head[1]} is not closed")
            depth = self.text.count("{", position, closing) - self.text.count("}", position, closing)
            if depth <= 0:
                return closing + 1
            position = self._close_braces(closing + 1, depth) + 1

    def _read_record(self, head: re.Match[str]) -> tuple[_Found, int]:
        start = head.start()
        kind = head[1].lower()
        closing = "}" if head[2] == "{" else ")"
        if kind == "string":
            key, position = None, head.end()
        else:
            key, position = self._read_key(head.end(), closing)
        found, close = self._read_fields(position, closing, key)
        fields = tuple(found)
        end = self._skip_blanks(close)
        span = (self.base + start, self.base + end)
        raw = self.text[start:end]
        if self.is_bounded or self.text[close - 1] != closing:  # by itself, a damaged one may read otherwise
            return (make_record("bibtex", kind, key, fields, span, self.line, raw), fields), end
        return (make_lazy_record(_find_fields, "bibtex", kind, key, span, self.line, raw), fields), end

    def _read_key(self, position: int, closing: str) -> tuple[str | None, int]:
        """Return the key and where the fields begin; None for an entry without a key."""
        plain = _KEY.match(self.text, position, self.stop)
        if plain is not None:
            return plain[1], plain.end()
        found = _ANY_KEY.match(self.text, position, self.stop)
        while found is not None and found[1].startswith("%"):  # a line that is a comment
            line = _LINE.match(self.text, found.end(), self.stop)
            found = _ANY_KEY.match(self.text, line.end() if line is not None else found.end(), self.stop)
        if found is None:
            return None, position
        words, end = found[1], found.end()
        follows = self.text[end : end + 1]
        if closing == ")" and ")" in words and (follows != "," or not words.strip().isprintable() or " " in words):
            end = self.text.index(")", position)  # @book(key)
            words, follows = self.text[position:end], ")"
        words = words.rstrip()
        if follows == "=":
            head, _, name = words.rpartition(" ")
            if _FIELD_START.match(name) is not None:  # a field: there is no key, or no comma behind it
                return (head.strip(), found.start(1) + len(head)) if head else (None, position)
        if follows in (",", closing) or (not words and follows not in '{"'):
            return words.strip() or None, end + (follows == ",")
        if follows in ("\n", "\r"):  # no comma behind the key
            return words, end
        return self._read_odd_key(found.start(1), end, follows == "=")

    def _read_odd_key(self, position: int, end: int, is_address: bool) -> tuple[str, int]:
        """Return a key that runs to the comma of its line: an address (``http://example.org/?a=b``), ``{key}``."""
        line = _LINE.match(self.text, end, self.stop)
        comma = self.text.find(",", end, line.end()) if line is not None else -1
        key = self.text[position:comma].strip()
        if comma < 0 and line is not None and line.end() == len(self.text):
            self._ask_for_more()
        if comma < 0 or not (is_address or "=" not in key) or key.count("{") != key.count("}"):
            raise _DamageError("neither a key nor a field")
        return key, comma + 1

    def _read_fields(self, position: int, closing: str, key: str | None) -> tuple[list[Field], int]:
        text, stop, base = self.text, self.stop, self.base
        fields: list[Field] = []
        match = _USUAL_FIELD.match
        while True:
            found = match(text, position, stop)
            if found is None:
                position, is_end = self._read_between(position, closing, key)
                if is_end:
                    return fields, position
                found = _FIELD.match(text, position, stop) or _BLANK_NAME.match(text, position, stop)
                if found is None:
                    if _CUT_OFF.match(text, position) is not None:
                        self._ask_for_more()
                    raise _DamageError("neither a field nor the end of the entry")
            name, opener = found.groups()
            position = found.end()
            if opener == "{":
                begin = position - 1
                end = text.find("}", position, stop)  # the hop of _close_braces, for values without braces inside
                position = (self._close_braces(position) if end < 0 or text.find("{", position, end) >= 0 else end) + 1
            elif opener is None:
                begin = position
            else:
                begin = position - len(opener)
                position = self._end_part(opener, position)
            while position < stop and (follows := text[position]) != "," and follows != closing:
                joint = _JOIN.match(text, position, stop)
                if joint is None:
                    break
                position = self._end_part(joint[1], joint.end()) if joint[1] is not None else joint.end()
            fields.append((name, text[begin:position], (base + begin, base + position)))

    def _read_between(self, position: int, closing: str, key: str | None) -> tuple[int, bool]:
        """Return where the next field begins or the entry ends, and whether it ends."""
        text, stop = self.text, self.stop
        while True:
            between = _BETWEEN.match(text, position, stop)
            position = between.end() if between is not None else position
            if position >= stop:
                self._run_off("")
            elif text[position] == closing:
                return position + 1, True
            elif text[position] == "%":
                line = _LINE.match(text, position, stop)
                position = line.end() if line is not None else position
                continue
            if position >= stop or (text[position] == "@" and _HEAD.match(text, position) is not None):
                self.say(Code.READ_UNFINISHED_RECORD, "the entry is not closed", self.line, key, None)
                return position, True
            return position, False

    def _end_part(self, opener: str, position: int) -> int:
        """Return where the part of a value that *opener* begins ends; *position* is behind the opener."""
        if opener == "{":
            return self._close_braces(position) + 1
        return self._close_quotes(position) + 1 if opener == '"' else position

    def _close_braces(self, position: int, depth: int = 1) -> int:
        """Return where the last of *depth* braces open at *position* is closed. BibTeX counts escaped braces too."""
        text, stop = self.text, self.stop
        while True:
            end = text.find("}", position, stop)
            if end < 0:
                raise self._run_off("a brace is not closed")
            depth += text.count("{", position, end) - 1
            if depth == 0:
                return end
            position = end + 1

    def _close_quotes(self, position: int) -> int:
        text, stop = self.text, self.stop
        depth = 0
        while True:
            end = text.find('"', position, stop)
            if end < 0:
                raise self._run_off("a quotation mark is not closed")
            depth += text.count("{", position, end) - text.count("}", position, end)
            if depth <= 0:
                return end
            position = end + 1


def _find_fields(record: Record) -> tuple[Field, ...]:
    """Return the fields of *record*, which is one closed entry."""
    scanner = _Scanner(lambda *_: None, has_usual=False)
    scanner.text, scanner.base, scanner.is_final = record.raw, record.span[0], True
    for item in scanner.scan():
        if not isinstance(item, Block) and not isinstance(item[1], UsualFields):
            return item[1]
    return ()


def _find_head(text: str, start: int) -> re.Match[str] | None:
    """Return the next beginning of an entry from *start* on.

    An address (``me@example.org (me)``) is none, nor is what stands behind a percent sign: BibTeX reads on there, but
    biber does not, and whoever put it there meant a comment.
    """
    position = start
    while (at := text.find("@", position)) >= 0:
        position = at + 1
        head = _HEAD.match(text, at)
        if head is not None and (head[2] == "{" or at == start or not text[at - 1].isalnum()):
            line = max(text.rfind("\n", start, at), text.rfind("\r", start, at), start - 1) + 1
            if not text[line:at].lstrip().startswith("%"):
                return head
            rest = _LINE.match(text, at)
            position = rest.end() if rest is not None else position
    return None


def split_value(value: str) -> list[tuple[Literal["braces", "quotes", "bare"], str]]:
    """Return the parts of a field's *value*, which ``#`` joins, without their delimiters."""
    scanner = _Scanner(lambda *_: None)
    scanner.text, scanner.stop, scanner.is_final = value, len(value), True
    parts: list[tuple[Literal["braces", "quotes", "bare"], str]] = []
    joint = _JOIN.match(f"#{value}")
    position = joint.end() - 1 if joint is not None else 0
    opener = joint[1] if joint is not None else None
    while opener is not None:
        end = scanner._end_part(opener, position)
        if opener in ("{", '"'):
            parts.append(("braces" if opener == "{" else "quotes", value[position : end - 1]))
        else:
            parts.append(("bare", opener))
        joint = _JOIN.match(value, end)
        opener = joint[1] if joint is not None else None
        position = joint.end() if joint is not None else end
    return parts
