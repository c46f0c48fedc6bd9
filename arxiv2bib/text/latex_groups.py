r"""Groups, tags and unknown commands of LaTeX in BibTeX fields, as markup."""

from typing import Final

from arxiv2bib.text.accents import MARKS, decode_accents
from arxiv2bib.text.latex_addresses import from_latex_verbatim
from arxiv2bib.text.latex_tables import (
    ADDRESSES,
    FONTS,
    PLAIN_WRAPPERS,
    QUOTES,
    RAISERS,
    SWITCHES,
    TAKES_TEXT,
    WRAPPERS,
    escape_signs,
    find_character,
)
from arxiv2bib.text.latex_tokens import COMMAND, is_special, read_math
from arxiv2bib.text.markup import TAGS

__all__ = ["CLOSE_GROUP", "OPEN_GROUP", "GroupDecoder"]

# Source: the babel manual, "Selecting languages".
_LANGUAGES: Final = frozenset({"foreignlanguage", "selectlanguage"})
# They mark a group that may keep capitals until it is known whether it does.
OPEN_GROUP: Final = "\x02"
CLOSE_GROUP: Final = "\x03"


def _pair_braces(parts: list[str]) -> tuple[dict[int, int], bool]:
    """Return the place of the closing token for every token that opens a group and has one, and whether all have."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    is_even = True
    for index in range(1, len(parts), 2):
        token = parts[index]
        if token == "}":
            is_even = is_even and opened != []
            if opened:
                partners[opened.pop()] = index
        elif token == "{" or (token[-1] == "{" and token[0] == "\\" and token[1].isalpha()):
            opened.append(index)
    return partners, is_even and not opened


class _Group:
    """An open group: where its opening mark and its end are, and what closes it, the innermost last."""

    __slots__ = ("closers", "end", "is_marked", "start", "state")

    def __init__(self, start: int, end: int, closer: str, state: int, *, is_marked: bool) -> None:
        self.start = start
        self.end = end
        self.closers = [closer] if closer else []
        self.state = state
        self.is_marked = is_marked


_ENDS: Final = dict(TAGS.values())

# What stands before: nothing special; a kept command without arguments, which a letter would join; the same with the
# end of a group behind it; a kept command with arguments.
_FREE, _BARE, _ENDED, _WHOLE = range(4)


class GroupDecoder:
    """One pass over the tokens of a value that has groups, tags or unknown commands.

    ``parts`` has texts at even and tokens at odd places; a method that reads a token returns the last one it took.
    """

    def __init__(self, parts: list[str], values: list[str | None], *, protect: bool) -> None:
        self._parts = parts
        self._values = values
        self._partners, self._is_even = _pair_braces(parts)
        self._closers = set(self._partners.values())
        self._out: list[str] = []
        self._groups = [_Group(0, len(parts), "", _FREE, is_marked=False)]
        self._state = _FREE
        self._quotes = 0
        self._may_mark = protect

    def decode(self) -> str:
        """Return the markup, with marks round the groups that may keep capitals."""
        parts, values, index = self._parts, self._values, 1
        self._say(parts[0])
        while index < len(parts):
            token, value = parts[index], values[index >> 1]
            if token == "{":
                self._open(index)
            elif token == "}":
                self._close(index)
            elif value is not None:
                self._say(value)
            else:
                index = self._read(index)
            self._say(parts[index + 1])
            index += 2
        self._out.append(self._drop_empty(self._groups[0]))
        return "".join(self._out)

    def _say(self, text: str) -> None:
        """Put *text* out so that it does not become part of a kept command before it."""
        if not text:
            return
        if self._state:
            if text[0] == "{":
                text = "\\" + text
            elif self._state == _ENDED and text[0].isascii() and (text[0].isalpha() or text[0] == "["):
                self._out.append("{}")
            self._state = _FREE
        self._out.append(text)

    def _keep(self, tex: str, state: int) -> None:
        self._out.append(tex)
        self._state = state

    def _end_name(self) -> None:
        if self._state == _BARE:
            self._state = _ENDED

    def _push(self, index: int, opener: str = "", closer: str = "", *, is_marked: bool = False) -> None:
        """Open the group whose brace is in the token at *index*."""
        self._end_name()
        self._groups.append(_Group(len(self._out), self._partners[index], closer, self._state, is_marked=is_marked))
        if opener:
            self._out.append(opener)
            self._state = self._state if is_marked else _FREE

    def _open(self, index: int) -> None:
        if index not in self._partners:
            self._say("{")
        elif self._may_mark and not self._is_special(index):
            self._may_mark = False
            self._push(index, OPEN_GROUP, CLOSE_GROUP, is_marked=True)
        else:
            self._push(index)

    def _is_special(self, index: int) -> bool:
        r"""Tell whether the group is a special character, or what :func:`to_latex` makes of ``\textit{\b}``."""
        if not is_special(self._parts, index):
            return False
        close = self._partners[index]
        is_whole = self._parts[index - 1] == "" and self._parts[close + 1] == "" and index - 2 in self._partners
        return len(self._groups) == 1 or (is_whole and self._partners[index - 2] == close + 2)

    def _close(self, index: int) -> None:
        if index not in self._closers:
            self._say("}")
            return
        group = self._groups.pop()
        self._may_mark |= group.is_marked
        self._quotes -= group.closers[:1] in (["”"], ["’"])
        closer = self._drop_empty(group)
        if closer:
            self._out.append(closer)
            self._state = self._state if group.is_marked else _FREE
        self._end_name()

    def _drop_empty(self, group: _Group) -> str:
        """Take back the tags of *group* that nothing or a blank stands in; return what is left to close it."""
        out, closers = self._out, group.closers
        has_blank = closers != [] and len(out) > group.start + 1 and out[-1] == " "
        last = -2 if has_blank else -1
        while closers and len(out) + last >= group.start:
            is_opener = len(out) + last == group.start and len(closers) == 1
            if not is_opener and _ENDS.get(out[last]) != closers[-1]:
                break
            del out[last], closers[-1]
            self._state = group.state
        if has_blank and self._state:
            self._say(out.pop())
        return "".join(reversed(closers))

    def _read(self, index: int) -> int:
        """Read the command at *index*, which is not known or acts on what follows."""
        token = self._parts[index]
        if token[0] == "{":
            self._keep(token[1:-1].rstrip(" "), _ENDED)
            return index
        command = COMMAND.fullmatch(token)
        if command is None:
            self._say(token[1:])
            return index
        name, star, tail = command.groups()
        if tail.endswith("{"):
            return self._read_argument(index, name, tail, is_starred=star != "")
        if name in SWITCHES:
            return self._switch(index, name)
        self._keep("\\" + name, _ENDED if tail.endswith("}") else _BARE)
        if tail == " ":
            self._say(tail)
        return index

    def _read_argument(self, index: int, name: str, tail: str, *, is_starred: bool) -> int:
        close = self._partners.get(index)
        if close is None:
            return self._read_lone(index, name, tail[:-1].rstrip(" "))
        if tail.startswith("["):
            return self._keep_arguments(index, close, name, tail)
        if name in WRAPPERS or name in PLAIN_WRAPPERS:
            self._push(index, *WRAPPERS.get(name, ()))
        elif name in QUOTES:
            self._push(index, *("‘’" if is_starred or self._quotes % 2 else "“”"))
            self._quotes += 1
        elif name in SWITCHES:
            return self._switch_argument(index, name, close)
        elif name in ADDRESSES:
            self._say(escape_signs(from_latex_verbatim(self._take(index, close))))
            return close
        elif name in FONTS:
            self._keep_font("\\" + name, self._take(index, close))
            return close
        elif name == "NoCaseChange" or (name in RAISERS and self._take(index, close).isupper()):
            self._open(index)
        elif name in _LANGUAGES:
            return self._read_language(index, close, name, tail)
        elif name == "ensuremath" and "$" not in (content := self._take(index, close)) and content:
            self._say(_read_ensured(content))
            return close
        elif (character := find_character(name)) is not None and name not in MARKS:
            self._say(character)
            self._push(index)
        else:
            return self._keep_arguments(index, close, name, tail)
        return index

    def _read_language(self, index: int, close: int, name: str, tail: str) -> int:
        """Pass over the name of a language, which is not seen, and open the text in it if that is an argument."""
        text = close + 2
        if name == "selectlanguage":
            return close
        if self._parts[close + 1].strip(" ") or text not in self._partners:
            return self._keep_arguments(index, close, name, tail)
        self._push(text)
        return text

    def _read_lone(self, index: int, name: str, options: str) -> int:
        """Read a command before a brace without partner."""
        character = None if options or name in MARKS else find_character(name)
        if character is not None:
            self._say(character)
        elif name in SWITCHES and not options:
            self._switch(index, name)
        elif options or name not in TAKES_TEXT:
            self._keep(f"\\{name}{options}", _BARE)
        self._say("{")
        return index

    def _take(self, index: int, close: int) -> str:
        return "".join(self._parts[index + 1 : close])

    def _keep_font(self, command: str, argument: str) -> None:
        """Keep a font that has no tag, unless an address is set in it."""
        if "://" in argument or argument.startswith("www."):
            self._say(escape_signs(from_latex_verbatim(argument)))
        elif argument.strip(" "):
            self._keep(decode_accents(f"{command}{{{argument}}}"), _WHOLE)

    def _keep_arguments(self, index: int, close: int, name: str, options: str) -> int:
        """Keep the command at *index* with its arguments, the first of which ends at *close*."""
        parts = self._parts
        while parts[close + 1] == "" and close + 2 < len(parts) and parts[close + 2][0] == "{":
            if parts[close + 2] != "{":
                close += 2
            elif close + 2 in self._partners:
                close = self._partners[close + 2]
            else:
                break
        arguments = "".join(parts[index + 1 : close + 1])
        self._keep(decode_accents(f"\\{name}{options[:-1].rstrip(' ')}{{{arguments}"), _WHOLE)
        return close

    def _switch(self, index: int, name: str) -> int:
        r"""Apply a font to the rest of the group; one without a tag is kept as the command with an argument."""
        opener, closer = SWITCHES[name]
        group = self._groups[-1]
        if opener and not closer:
            if self._parts[index][-1] == "{" or (len(self._groups) == 1 and not self._is_even):
                self._keep("\\" + name, _BARE)
                return index
            self._keep_font(opener, self._take(index, group.end))
            self._parts[group.end - 1] = ""
            return group.end - 2
        if opener:
            self._out.append(opener)
            self._state = _FREE
            group.closers.append(closer)
        return index

    def _switch_argument(self, index: int, name: str, close: int) -> int:
        r"""Read ``\it{...}``: TeX's switch at the beginning of its group, else what authors mean, an argument."""
        opener, closer = SWITCHES[name]
        if opener and not closer:
            self._keep_font(opener, self._take(index, close))
            return close
        if index > 2 and self._parts[index - 1] == "" and index - 2 in self._partners:
            self._switch(index, name)
            self._push(index)
        else:
            self._push(index, opener, closer)
        return index


def _read_ensured(content: str) -> str:
    bare = content.strip(" ")
    if bare in (r"\lbrace", r"\rbrace"):
        return "{" if bare == r"\lbrace" else "}"
    return read_math(content)
