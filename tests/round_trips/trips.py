"""There and back: one format's text through another format, and what of an entry is not the same afterwards."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from arxiv2bib import Code, Diagnostic, Entry, Library, Report, dumps, loads
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX
from arxiv2bib.registry import EXPORTERS, READERS

BIBLIOGRAPHIES = ("bibtex", "biblatex", "ris", "csl-json")
"""The formats of bibliographies: what is read from one of them is carried through the others."""

INHERITED = "bibtex-inherited"
"""The namespace of what an entry has from its parents, which stand in the same file."""

_LOSSES = frozenset({Code.EXPORT_FIELD_DROPPED, Code.EXPORT_VALUE_CHANGED})


def list_formats() -> tuple[str, ...]:
    """Return the formats of bibliographies that can be read and written."""
    return tuple(name for name in BIBLIOGRAPHIES if name in READERS and name in EXPORTERS)


def list_pairs() -> list[tuple[str, str]]:
    """Return every two of the formats, in both orders."""
    formats = list_formats()
    return [(source, other) for source in formats for other in formats if source != other]


@attrs.frozen
class Trip:
    """What came of a trip: the entries that set out, those that came back, and what the writers said of each."""

    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    told: tuple[Diagnostic, ...]


def travel(entries: Sequence[Entry], source: str, other: str, *, carry: bool | None = None) -> Trip:
    """Take *entries* of the format *source* through *other* and back."""
    there, told = _pass_through(entries, other, carry=carry)
    back, told_again = _pass_through(there, source, carry=carry)
    return Trip(tuple(entries), back.entries, (*told, *told_again))


def rewrite(entries: Sequence[Entry], source: str) -> Trip:
    """Write *entries* of the format *source* anew in that format, and read them."""
    report = Report(keep=10_000)
    text = dumps(entries, source, report=report, preserve=False)
    return Trip(tuple(entries), loads(text, source).entries, tuple(report.diagnostics))


def _pass_through(entries: Iterable[Entry], name: str, *, carry: bool | None) -> tuple[Library, tuple[Diagnostic, ...]]:
    report = Report(keep=10_000)
    text = dumps(entries, name, report=report, carry=carry)
    return loads(text, name), tuple(report.diagnostics)


def list_differences(before: Entry, after: Entry) -> dict[str, tuple[object, object]]:
    """Return the fields that differ, with both values; a key is made for an entry that has none."""
    return {
        name: (was, now)
        for name in COMPARED_FIELDS
        if (was := getattr(before, name)) != (now := getattr(after, name)) and not (name == "key" and was is None)
    }


def find_differences(trip: Trip) -> list[dict[str, tuple[object, object]]]:
    """Return what is not the same after *trip*, one mapping for each entry that differs."""
    if len(trip.before) != len(trip.after):
        return [{"number of entries": (len(trip.before), len(trip.after))}]
    differences = map(list_differences, trip.before, trip.after)
    return [differing for differing in differences if differing]


def find_untold(trip: Trip) -> dict[str, object]:
    """Return the values, by path, that were lost or changed on *trip*, of one entry, and are in no report.

    A field that had no value has lost none: where it has one now, that of another field came there, which is told.
    What a format calls a type is told with the type.
    """
    (before,), (after,) = trip.before, trip.after
    found = list_values(after)
    told = {diagnostic.path or "" for diagnostic in losses_of(trip)}
    if "type" in told:
        told.add("native_type")
    gone = {path: value for path, value in list_values(before).items() if found.get(path) != value}
    return {path: value for path, value in gone.items() if not _is_told(path, told)}


def _is_told(path: str, told: Iterable[str]) -> bool:
    """Whether *path*, what it is a part of, or a part of it is among *told*."""
    return any(
        path == other or path.startswith(f"{other}.") or other.startswith((f"{path}.", f"{path}[")) for other in told
    )


def list_values(entry: Entry) -> dict[str, object]:
    """Return what *entry* says by path, such as ``title``, ``arxiv.comment``, ``contributors.translator``.

    Without what it inherits, which is its parents', and without a key that was made for it.
    """
    values: dict[str, object] = {
        name: value
        for name in COMPARED_FIELDS
        if (value := getattr(entry, name)) != DEFAULTS[INDEX[name]] and name not in _IN_PARTS
    }
    values.update((f"variables.{name}", value) for name, value in entry.variables)
    if entry.arxiv is not None:
        parts = attrs.asdict(entry.arxiv, recurse=False)
        values.update((f"arxiv.{name}", value) for name, value in parts.items() if value not in (None, ()))
    for path, value in _list_repeated(entry):
        before = values.get(path, ())
        values[path] = (*before, value) if isinstance(before, tuple) else (value,)
    return values


_IN_PARTS = frozenset({"arxiv", "contributors", "extra", "variables"})


def _list_repeated(entry: Entry) -> Iterator[tuple[str, object]]:
    for contributor in entry.contributors:
        yield f"contributors.{contributor.role}", contributor.names
    for extra in entry.extra:
        if extra.namespace != INHERITED:
            yield f"extra.{extra.namespace}.{extra.name}", extra.value


def losses_of(trip: Trip) -> Iterator[Diagnostic]:
    """Yield what the writers said was lost or changed."""
    return (diagnostic for diagnostic in trip.told if diagnostic.code in _LOSSES)


def has_parents(entry: Entry) -> bool:
    """Whether *entry* has something from its parents: alone, it would come back without."""
    return any(extra.namespace == INHERITED for extra in entry.extra)


def without_inherited(entry: Entry) -> Entry:
    """Return *entry* without the words for what it inherits, which are its parents' and are respelled with them."""
    return entry.evolve(extra=tuple(extra for extra in entry.extra if extra.namespace != INHERITED))


def says(entry: Entry) -> Entry:
    """Return *entry* without how its source spelled it, and without how its parents are written."""
    return entry.evolve(extra=tuple(extra for extra in entry.extra if extra.namespace not in _NOT_SAID))


_NOT_SAID = frozenset({"bibtex-as-written", INHERITED})
