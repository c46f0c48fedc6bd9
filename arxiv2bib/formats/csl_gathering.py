"""One CSL item while it is made an entry of: what was found, and where what was not understood is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.csl_variables import SPELLING
from arxiv2bib.formats.json_text import Constant, Number, compact
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.model.entry import DEFAULTS, INDEX, Contributor, Extra

if TYPE_CHECKING:
    from arxiv2bib.model.vocabulary import NameRole

__all__ = ["GatheredItem", "Say"]

_Json = Any  # Any: JSON

Say = Callable[[Code, str, str, str | None, Severity], None]
"""Takes a code, the path in the item, what is the matter, the value, and how much it matters."""

_NUMBERS: Final = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part printing supplement volume".split()
)
"""The variables that the schema lets be numbers."""


class GatheredItem:
    """One item while it is interpreted."""

    __slots__ = ("carried", "citation_key", "contributors", "extra", "note", "say", "truncated", "values", "variables")

    def __init__(self, say: Say | None) -> None:
        self.say = say
        self.values: list[Any] = list(DEFAULTS)
        self.extra: list[Extra] = []
        self.variables: list[tuple[str, str]] = []
        self.contributors: list[Contributor] = []
        self.truncated: list[NameRole] = []
        self.note = ""
        self.citation_key = ""
        self.carried: _Json = None

    def tell(
        self, code: Code, path: str, message: str, value: _Json = None, severity: Severity = Severity.WARNING
    ) -> None:
        """Say what is the matter with *value*, if anybody listens."""
        if self.say is not None:
            text = value if isinstance(value, str) or value is None else compact(value)
            self.say(code, path, message, text, severity)

    def keep(self, name: str, value: _Json, code: Code = Code.READ_INVALID_VALUE, message: str = "") -> None:
        """Keep a value that has no place in the model, and say so; an empty one in place of another says nothing."""
        if code is Code.READ_INVALID_VALUE and isinstance(value, str | list | dict) and not value:
            return
        text = compact(value)
        self.extra.append(Extra(CSL_JSON.name, name, text))
        severity = Severity.INFO if code is Code.READ_UNKNOWN_FIELD else Severity.WARNING
        self.tell(code, name, message or f"{name} does not hold what it should; kept as it is", text, severity)

    def keep_unknown(self, name: str, value: _Json) -> None:
        """Keep a member that CSL does not have."""
        self.keep(name, value, Code.READ_UNKNOWN_FIELD, f"{name} is no variable of CSL; kept as it is")

    def spell(self, name: str, value: _Json) -> None:
        """Keep a member as written, beside its field; of two ways to write it, the first."""
        if not any(extra.namespace == SPELLING and extra.name == name for extra in self.extra):
            self.extra.append(Extra(SPELLING, name, compact(value)))

    def to_one_text(self, name: str, value: _Json) -> _Json:
        """Return the first of the texts in *value*, if it is a list of them; others are kept."""
        if type(value) is not list or not value or any(type(part) is not str for part in value):
            return value
        if len(value) > 1:
            message = f"{name} is a list where a text belongs; the first one counts"
            self.keep(name, value, message=message)
        else:
            self.tell(Code.READ_INVALID_VALUE, name, f"{name} is a list where a text belongs", value, Severity.INFO)
            self.spell(name, value)
        return value[0]

    def to_text(self, name: str, value: _Json) -> str | None:
        """Return *value*, of a text or number variable, as text; None if it is empty, or none and kept elsewhere."""
        if type(value) is str:
            return value or None
        if value is None:
            return None
        if isinstance(value, Number) or type(value) is int:
            if name not in _NUMBERS:
                self.tell(Code.READ_INVALID_VALUE, name, f"{name} is a number where text belongs", value, Severity.INFO)
            return str(value)
        if isinstance(value, Constant):
            self.tell(Code.READ_INVALID_VALUE, name, f"{name} is no number that JSON has; kept as text", str(value))
            return str(value)
        self.keep(name, value)
        return None

    def close(self) -> None:
        """Put what was gathered in lists into the values."""
        values = self.values
        if self.variables:
            values[INDEX["variables"]] = tuple(self.variables)
        if self.contributors:
            values[INDEX["contributors"]] = tuple(self.contributors)
        if self.truncated:
            values[INDEX["truncated"]] = tuple(self.truncated)
        if self.extra:
            # Those of a name or a date first: an exporter writes them there, wherever they stood.
            nested = sorted((extra for extra in self.extra if "." in extra.name), key=lambda extra: extra.name)
            values[INDEX["extra"]] = (*nested, *(extra for extra in self.extra if "." not in extra.name))
