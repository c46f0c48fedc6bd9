"""Which entries carry what a format has no place for, and what is reported where they do not.

Entries of a bibliography format (BibTeX, RIS, CSL-JSON) are looked at as that format's reader would see them; what
would be lost or changed is carried under a marker, or reported. Of others, arXiv's records among them, the exporters
report what they know that they leave out.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._dates import describe_date
from arxiv2bib.exporters._losses import Losses, value_text
from arxiv2bib.formats.bibtex_reading import INHERITED
from arxiv2bib.formats.carrying import find_unkept
from arxiv2bib.formats.native_types import is_usual_type, needs_native_type
from arxiv2bib.formats.spellings import forget_outdated
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import DEFAULTS, INDEX, ArxivInfo, Contributor, Entry

__all__ = ["SILENT", "Carry", "compare", "find_carry", "report_unkept"]

BIBLIOGRAPHIES: Final = frozenset({"bibtex", "biblatex", "ris", "csl-json"})


class Carry(Enum):
    """What to do about the values of an entry that would not come back."""

    OFF = "off"
    """Report what is left out."""
    CARRIED = "carried"
    """Carry them under the format's marker."""
    REPORTED = "reported"
    """Read the output back, and report whatever differs."""


# To get a member from its class takes Python 3.11 many times as long.
_OFF: Final = Carry.OFF
_CARRIED: Final = Carry.CARRIED
_REPORTED: Final = Carry.REPORTED


class _Silence(Losses):
    """Says nothing, and takes no time for it."""

    def drop(self, entry: Entry, path: str, value: object) -> None:
        pass

    def change(self, entry: Entry, path: str, value: object, written: str) -> None:
        pass

    def move(self, entry: Entry, path: str, value: object, place: str) -> None:
        pass


SILENT: Final = _Silence(Report(keep=0), "none")
"""Takes what renderers say of values that are carried, or reported after reading back."""


def find_carry(entry: Entry, option: bool | None) -> Carry:
    """Return what is done about *entry*; *option* is the exporter's ``carry``."""
    if option:
        return _CARRIED
    is_bibliography = entry.origin is not None and entry.origin.record.format in BIBLIOGRAPHIES
    if not is_bibliography:
        return _OFF
    return _CARRIED if option is None else _REPORTED


def compare(entry: Entry, values: Sequence[Any], target: str) -> dict[str, tuple[Any, Any]]:  # Any: of the model
    """Return the fields of *entry* that *values*, what would be read, say otherwise: what is, and what is read.

    A word for the type goes along as well where *target* has the same: there it would be no word of its own. How a
    field was spelled before it was edited does not.
    """
    unkept = find_unkept(forget_outdated(entry), values)
    native = values[INDEX["native_type"]]
    if needs_native_type(entry) and (native != entry.native_type or _becomes_usual(entry, target)):
        unkept["native_type"] = (entry.native_type, native)
    return unkept


def _becomes_usual(entry: Entry, target: str) -> bool:
    is_foreign = entry.origin is not None and entry.origin.record.format != target
    return is_foreign and is_usual_type(entry, target)


def report_unkept(losses: Losses, entry: Entry, unkept: Mapping[str, tuple[Any, Any]]) -> None:  # Any: as above
    """Report every value that the output does not hold as the entry does: of a field of several parts, each part."""
    moved: dict[str, str] | None = None
    for name, (value, read) in unkept.items():
        if name in ("native_type", "type"):
            # Told also where the target has the same word: there it means less.
            losses.change(entry, name, value, str(entry.type if read is None else read))
            continue
        if moved is None:
            moved = _find_moved(unkept)
        if name == "extra":
            _report_extras(losses, entry, unkept, moved)
        elif name in _PARTS:
            parts, found = _PARTS[name](value), _PARTS[name](read)
            for part, text in parts.items():
                _report(losses, entry, f"{name}.{part}", text, found.get(part), moved)
        elif value != DEFAULTS[INDEX[name]]:
            if name == "note" and read is None:
                read = _find_paper(unkept)
            _report(losses, entry, name, value, None if read == DEFAULTS[INDEX[name]] else read, moved)


def _find_moved(unkept: Mapping[str, tuple[Any, Any]]) -> dict[str, str]:  # Any: as above
    """Return the fields, by the text that is read there, that the output has and the entry has not."""
    places: dict[str, str] = {}
    for name, (value, read) in unkept.items():
        if name == "extra":
            fresh = {f"extra.{extra.namespace}.{extra.name}": extra.value for extra in read if extra not in value}
        elif name in _PARTS:
            known = _PARTS[name](value)
            fresh = {f"{name}.{part}": text for part, text in _PARTS[name](read).items() if part not in known}
        else:
            default = DEFAULTS[INDEX[name]]
            fresh = {name: read} if value == default and read != default else {}
        for path, text in fresh.items():
            places.setdefault(value_text(text), path)
    return places


def _find_paper(unkept: Mapping[str, tuple[Any, Any]]) -> str | None:  # Any: as above
    """Return what a note of an entry without an identifier, ``arXiv:1706.03762 [cs]``, is read as, if it is one."""
    paper, read = unkept.get("arxiv", (None, None))
    return f"the arXiv identifier {read.id}" if paper is None and read is not None and read.id is not None else None


def _report(
    losses: Losses,
    entry: Entry,
    path: str,
    value: Any,  # Any: as above
    read: Any,
    moved: Mapping[str, str],
) -> None:
    if read is None:
        place = moved.get(value_text(value))
        if place is None:
            losses.drop(entry, path, value)
        else:
            losses.move(entry, path, value, place)
    elif value != read:
        text, written = value_text(value), describe_date(read) if isinstance(read, Date) else value_text(read)
        losses.change(entry, path, text, written)


def _report_extras(
    losses: Losses,
    entry: Entry,
    unkept: Mapping[str, tuple[Any, Any]],  # Any: as above
    moved: Mapping[str, str],
) -> None:
    from arxiv2bib.exporters._echoes import is_echo  # few outputs have extras to tell

    extras, read = unkept["extra"]
    for extra in extras:
        path = f"extra.{extra.namespace}.{extra.name}"
        if extra in read or extra.namespace == INHERITED:  # what a parent says is in the entry's own fields
            continue
        if is_echo(extra, entry, unkept):
            losses.spell(entry, path, extra.value)
        else:
            _report(losses, entry, path, extra.value, None, moved)


def _split_arxiv(arxiv: ArxivInfo | None) -> dict[str, object]:
    values = attrs.asdict(arxiv, recurse=False) if arxiv is not None else {}
    return {name: value for name, value in values.items() if value not in (None, ())}


def _split_contributors(contributors: tuple[Contributor, ...]) -> dict[str, object]:
    return {str(contributor.role): contributor.names for contributor in contributors}


_PARTS: Final[dict[str, Callable[[Any], dict[str, Any]]]] = {  # Any: as above
    "arxiv": _split_arxiv,
    "contributors": _split_contributors,
    "variables": dict,
}
