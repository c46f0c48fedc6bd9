"""One RIS record while it is read: the values of its entry, and the lines that are kept as they stand."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.foreign_text import decode_foreign
from arxiv2bib.formats.ris_tags import NAME, SPELLING, SYNONYMS
from arxiv2bib.formats.separators import SEMICOLON
from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.entry import DEFAULTS, Extra
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import to_tagged

if TYPE_CHECKING:
    from arxiv2bib.model.names import Name

__all__ = [
    "CHECKS",
    "Line",
    "Reading",
    "Rule",
    "Say",
    "drop_lead",
    "find_group",
    "is_number",
    "is_one_address",
    "join_lines",
    "make_extra",
    "split_addresses",
    "split_keywords",
    "split_lines",
    "split_note",
]

_NEXT_ADDRESS: Final = compile_late(r"(?:\s*+;\s*+|\s++(?:(?:and|&)\s++)?)(?=(?:https?|ftp)://)", re.I)
_ADDRESS: Final = compile_late(r"(?:https?|ftp)://", re.I)
_LEAD: Final = compile_late(r"(?!(?:https?|ftp):)[^/]*\s(?=(?:https?|ftp)://\S+\Z)", re.I)
_LONGEST_NUMBER: Final = 40

_HTML: Final = compile_late(r"<(?:p|div|h[1-6]|ul|ol|blockquote)(?:\s[^<>]*+)?>", re.I)

Line = tuple[str, str]
"""A tag and its value, in one line."""

Say = Callable[[str, str, str, str], None]
"""Tells a diagnostic: its code, the tag, the message, the value."""


def find_group(tag: str) -> str:
    """Return the tag that stands for *tag* and those that mean the same."""
    return SYNONYMS.get(tag, tag)


def join_lines(value: str) -> str:
    """Return *value* in one line; its lines are joined with a space."""
    return " ".join(split_lines(value)) if "\n" in value else value


def split_lines(value: str) -> list[str]:
    """Return the lines of *value* that are not blank."""
    return [line for part in value.split("\n") if (line := part.strip())]


def split_note(value: str) -> list[str]:
    """Return the lines of a note in the markup of RIS: what can be read, of one in HTML, as Zotero writes them."""
    if value.startswith("<") and _HTML.match(value) is not None:
        text = decode_foreign(value, is_long=True)
        if text:
            return list(map(to_tagged, split_lines(text)))
    return split_lines(value) if "\n" in value else [value]


def split_keywords(value: str) -> list[str]:
    """Return the keywords in *value*: EndNote writes one line for each, others put semicolons between them."""
    if "；" in value:
        value = value.replace("；", "; ")
    if ";" not in value:
        return split_lines(value)
    return [word for line in split_lines(value) for part in SEMICOLON.split(line) if (word := part.strip())]


def split_addresses(value: str) -> list[str]:
    """Return the addresses in *value*, one line.

    Publish or Perish has "and" between them, others nothing but a blank.
    Source: RIS specification, "UR": several can be entered on one line, with semicolons between them.
    """
    if ";" not in value and (" " not in value or _ADDRESS.match(value) is None):
        return [value]
    return [address for part in _NEXT_ADDRESS.split(value) if (address := part.strip())]


def is_one_address(value: str) -> bool:
    """Whether *value* is one address, or nothing like that, and has no words before it."""
    if ";" not in value and " " not in value:
        return "\n" not in value
    return "\n" not in value and len(split_addresses(value)) == 1 and (" " not in value or _LEAD.match(value) is None)


def drop_lead(value: str) -> str:
    """Return the address in *value*, one line, without the words before it: ``Available from: https://...``."""
    found = _LEAD.match(value) if " " in value else None
    return value if found is None else value[found.end() :]


def is_number(value: str) -> bool:
    """Whether *value* may be a number, and is no text.

    Embase has the affiliations in ``M1``, Ovid the references, and Publish or Perish the day of the search.
    """
    return len(value) <= _LONGEST_NUMBER and not value.startswith("Query date")


CHECKS: Final[dict[str, Callable[[str], bool]]] = {"number": is_number, "url": is_one_address}
"""Whether a value is what its field holds, by how it is read, where not every text is."""


make_extra: Final[Callable[[str, str, str], Extra]] = make_drafter(Extra, "namespace", "name", "value")
"""Return an extra field, faster than the constructor."""


class Rule(NamedTuple):
    """How a tag is read in one type: in which way and into which field, and where that stands among the fields.

    Tags of one ``group`` mean the same to most readers; ``own_group`` is that of the tag which the exporter writes,
    ``is_own`` whether the two are one. A ``is_plain`` one has nothing to it but a text.
    """

    take: "Callable[[Reading, str, str, Rule], None]"
    how: str
    field: str
    at: int
    group: str
    own_group: str
    is_own: bool
    is_plain: bool


class Reading:
    """The values of one record while its lines are read."""

    __slots__ = (
        "carried", "escaped", "extra", "foreign", "gathered", "keywords", "notes", "people", "say", "spelled", "values",
    )  # fmt: skip

    def __init__(self, say: Say | None, values: list[Any] | None = None) -> None:  # Any: each of its field's type
        self.values = values if values is not None else list(DEFAULTS)
        self.say = say
        self.extra: list[Extra] = []
        self.spelled: list[Extra] = []
        self.people: dict[str, list[Name]] = {}
        self.keywords: list[str] = []
        self.notes: list[str] = []
        self.carried: list[Any] = []  # Any: JSON
        self.foreign: dict[int, str] = {}  # of which group the tag was that filled a field, if not of its own
        self.gathered: dict[str, list[Line]] = {}
        self.escaped: dict[Line, str] = {}  # lines in which HTML's entities were decoded, and their values as written

    def keep(self, tag: str, value: str) -> None:
        """Keep a line that no field holds."""
        self.extra.append(make_extra(NAME, tag, join_lines(value)))

    def repeat(self, tag: str, value: str) -> None:
        """Keep a second value of a field that holds one."""
        self.tell(Code.READ_REPEATED_FIELD, tag, f"another value of {tag}; kept as it is", value)
        self.keep(tag, value)

    def spell(self, tag: str, value: str) -> None:
        """Keep a line as written, beside its field."""
        self.spelled.append(make_extra(SPELLING, tag, value))

    def respell(self, lines: Sequence[Line]) -> None:
        """Keep all of *lines* as written, in their order."""
        known = set(lines)
        self.spelled = [line for line in self.spelled if (line.name, line.value) not in known]
        for line in lines:
            self.spell(*line)

    def spell_escaped(self) -> None:
        """Keep the lines in which entities were decoded as they were written, those that are kept anyhow too."""
        known = {(line.name, line.value.replace("\n", " ")) for line in (*self.extra, *self.spelled)}
        self.spelled = [self.write_escaped(line) for line in self.spelled]
        self.spelled += (Extra(SPELLING, line[0], text) for line, text in self.escaped.items() if line not in known)

    def write_escaped(self, line: Extra) -> Extra:
        """Return a kept *line* as it was written, before its entities were decoded."""
        text = self.escaped.get((line.name, line.value.replace("\n", " "))) if self.escaped else None
        return line if text is None else Extra(line.namespace, line.name, text)

    def find_taken(self, lines: Sequence[Line]) -> list[Line]:
        """Return those of *lines* that a field holds."""
        kept = {(line.name, line.value) for line in self.extra}
        return [line for line in lines if line not in kept]

    def tell(self, code: str, tag: str, message: str, value: str) -> None:
        """Report something of a line, where somebody listens."""
        if self.say is not None:
            self.say(code, tag, message, self.escaped.get((tag, join_lines(value)), value))

    def put(self, tag: str, value: str, rule: Rule, decoded: object) -> None:
        """Put *decoded* into its field; a second value that says something else is kept as a line."""
        values = self.values
        if values[rule.at] is None:
            values[rule.at] = decoded
            if not rule.is_own:
                self.foreign[rule.at] = rule.group
                self.spell(tag, join_lines(value))
        elif values[rule.at] != decoded or self.foreign.get(rule.at, rule.own_group) != rule.group:
            self.repeat(tag, value)
