"""The lines of a BibTeX entry, and what may stand in them."""

import re
from collections.abc import Collection, Sequence

from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.bibtex_fields import TypeRow
from arxiv2bib.model.entry import Entry, Extra
from arxiv2bib.text.expressions import compile_late

# One of these, and biber refuses the whole file. Source: the Unicode Standard, section 23.7 "Noncharacters".
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
NO_CHARACTER = compile_late(f"[{_NONCHARACTERS}]")
UNSAFE_IN_KEY = compile_late(rf"[\s\x00-\x1f\x7f\"#%'(),={{}}\\~\ud800-\udfff{_NONCHARACTERS}]+")
# What a URL must not hold, and what BibTeX counts or TeX reads even where text is verbatim; DOIs may hold "<" and ">".
UNSAFE_IN_URL = compile_late(r"[\s\x00-\x1f\x7f{}\\\"<>^`\ud800-\udfff]")
UNSAFE_IN_VERBATIM = compile_late(r"[\s\x00-\x1f\x7f{}\\\ud800-\udfff]")
_SAFE_ADDRESS = compile_late(r"[A-Za-z0-9:/._()?=&-]*+\Z")
FIELD_NAME = compile_late(r"[A-Za-z][A-Za-z0-9_:.+/-]*\Z")
# Some readers count escaped braces, as BibTeX does, and some don't.
_ESCAPED_BRACE = compile_late(r"\\[{}]")
_NO_TEXT = compile_late(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")


def encode_address(text: str, unsafe: re.Pattern[str]) -> str:
    """Return *text*, a URL or an identifier, with what is *unsafe* in it percent-encoded."""
    return text if _SAFE_ADDRESS.match(text) is not None else unsafe.sub(_percent_encode, text)


def _percent_encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def may_hold_noncharacters(text: str) -> bool:
    """Whether the UTF-8 of *text* has bytes that each noncharacter has; far cheaper than the search for them."""
    data = text.encode("utf-8", "surrogatepass")
    return b"\xbf\xbe" in data or b"\xbf\xbf" in data or b"\xef\xb7" in data


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def is_safe_raw(text: str) -> bool:
    """Whether *text*, a field of another BibTeX file, can stand in braces as it is."""
    if "\\" in text and (text.endswith("\\") or not _is_balanced(_ESCAPED_BRACE.sub("", text))):
        return False
    return _is_balanced(text) and _NO_TEXT.search(text) is None


class _Prefixes(dict[str, str]):
    """The beginning of a field's line, by its name: ``  title         = ``; made once for each name."""

    def __missing__(self, name: str) -> str:
        prefix = f"  {name:<13} = {{"
        self[name] = prefix
        return prefix


PREFIXES = _Prefixes()


class FieldLines:
    """The fields of one BibTeX entry while they are gathered, in the order they are written."""

    __slots__ = (
        "adopted",
        "entry",
        "has_parents",
        "keeps_html",
        "keeps_macros",
        "keeps_spelling",
        "keeps_words",
        "kind",
        "lines",
        "losses",
        "plain_names",
        "row",
        "stale",
    )

    def __init__(self, entry: Entry, row: TypeRow, kind: str, losses: Losses, lines: list[str] | None = None) -> None:
        self.entry = entry
        self.kind = kind
        self.row = row
        self.losses = losses
        self.lines: list[str] = [] if lines is None else lines
        self.plain_names: set[str] = set()  # the fields whose names are all plain
        self.stale: list[Extra] = []  # what parents say otherwise
        self.adopted: list[Extra] = []  # what parents say and the entry spells as its own
        self.has_parents = self.keeps_html = self.keeps_macros = self.keeps_spelling = self.keeps_words = True

    def add(self, name: str, value: str) -> None:
        """Add a field, unless there is nothing in it."""
        if value and not value.isspace():
            self.lines.append(f"{PREFIXES[name]}{value}}}")

    def has(self, name: str) -> bool:
        """Whether a field of that name, in any case, is there."""
        start = f"  {name.casefold()} "
        size = len(start)
        return start in [line[:size].casefold() for line in self.lines]

    def add_once(self, name: str, value: str, path: str, original: object) -> None:
        """Add a field unless another value has taken its name: that is a loss."""
        if self.has(name):
            self.losses.drop(self.entry, path, original)
        else:
            self.add(name, value)

    def replace(self, names: Collection[str], lines: Sequence[tuple[str, str]]) -> None:
        """Put *lines*, names and values, in the place of the first field that has one of *names*, and take all out."""
        places = [at for at, line in enumerate(self.lines) if name_of(line).lower() in names]
        for at in reversed(places):
            del self.lines[at]
        at = places[0] if places else len(self.lines)
        self.lines[at:at] = [f"{PREFIXES[name]}{value}}}" for name, value in lines]


def name_of(line: str) -> str:
    """Return the name of the field that *line* is."""
    return line[2:].partition(" ")[0]


def value_of(line: str) -> str:
    """Return the value of the field that *line* is, with its delimiters."""
    return line.partition("= ")[2]
