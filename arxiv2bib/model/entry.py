"""The entry: one work, in the vocabulary of CSL."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, Self, SupportsIndex

import attrs
from attrs.exceptions import FrozenInstanceError

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.checking import Check, find_check
from arxiv2bib.model.claims import Claim
from arxiv2bib.model.dates import Date
from arxiv2bib.model.drafts import make_drafter, make_filler, make_getter, make_refiller
from arxiv2bib.model.identifiers import ArxivId, Doi, Isbn, Issn
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.records import Record
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import EntryType, NameRole


@attrs.frozen(weakref_slot=False)
class Extra:
    """A field that the model has no place for: ``namespace`` is the format it came from, the value is text."""

    namespace: str
    name: str
    value: str

    __repr__ = show_fields


@attrs.frozen
class Contributor:
    """Those who did one thing for a work, in order, other than its authors and editors."""

    role: NameRole
    names: tuple[Name, ...]

    __repr__ = show_fields


@attrs.frozen(kw_only=True)
class Related:
    """Another work, and what it is to this one.

    ``relation`` in Crossref's words (``is-preprint-of``, ``has-version``), ``identifier`` a DOI, an address or a key.
    """

    relation: str
    identifier: str

    __repr__ = show_fields


@attrs.frozen(kw_only=True)
class ArxivVersion:
    """One version of an arXiv paper: its number, from 1, and the day it was submitted."""

    number: int
    submitted: Date | None = None

    __repr__ = show_fields

    def __str__(self) -> str:
        """Return ``v2 2021-11-05``."""
        return f"v{self.number} {self.submitted or ''}".strip()


@attrs.frozen(kw_only=True, weakref_slot=False)
class ArxivInfo:
    """What arXiv says of a paper, as its authors gave it.

    ``doi`` and ``journal_ref`` are the authors' own words on where it was published: evidence, not yet a venue.
    ``id`` carries a version only where a user asked for that version. ``comment`` is in the model's markup.
    """

    id: ArxivId | None = None
    primary_category: str | None = None
    categories: tuple[str, ...] = ()
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    license: str | None = None
    report_number: str | None = None
    msc_class: tuple[str, ...] = ()
    acm_class: tuple[str, ...] = ()
    versions: tuple[ArxivVersion, ...] = ()

    __repr__ = show_fields


@attrs.frozen(weakref_slot=False)
class Origin:
    """Where an entry was read: the source's name, the raw record, and what the entry's fields held when it was read.

    ``values`` has a value for each of :data:`COMPARED_FIELDS`, or is None where a reader keeps none.
    """

    source: str
    record: Record
    values: "tuple[Any, ...] | None" = attrs.field(default=None, repr=False)  # Any: each of its field's type

    __repr__ = show_fields

    @property
    def entry(self) -> "Entry | None":
        """The entry as it was first read, or None where the reader did not keep it."""
        return make_entry([*self.values, (), self]) if self.values is not None else None


def _to_type(value: EntryType | str) -> EntryType:
    """Return the type that *value* is, or is called; raises InvalidValueError if there is none."""
    try:
        return EntryType(value)
    except ValueError as error:
        raise InvalidValueError(f"no type is called {value!r}; there are {', '.join(EntryType)}") from error


@attrs.frozen(kw_only=True, weakref_slot=False)
class Entry:
    """One work. Immutable, hashable, compared by value; ``claims`` and ``origin`` are not compared.

    The fields are CSL's variables with underscores; absent is None, "none of them" is ``()``.
    ``title``, ``abstract`` and the other running texts are in the model's markup (see the docs, "Markup").
    ``truncated`` names the roles whose list of names goes on ("and others", "et al.").
    ``variables`` holds every other CSL variable, by its CSL name, in order.
    ``type`` ``article`` is a preprint; ``native_type`` is the type as the source spelled it.

    Source: CSL 1.0.2, appendix IV "Variables".
    """

    type: EntryType = attrs.field(default=EntryType.DOCUMENT, converter=_to_type)
    key: str | None = None
    title: str | None = None
    author: tuple[Name, ...] = ()
    issued: Date | None = None
    doi: Doi | None = None
    url: str | None = None
    abstract: str | None = None
    arxiv: ArxivInfo | None = None
    submitted: Date | None = None
    updated: Date | None = None
    version: str | None = None
    native_type: str | None = None
    short_title: str | None = None
    editor: tuple[Name, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    truncated: tuple[NameRole, ...] = ()
    accessed: Date | None = None
    container_title: str | None = None
    container_title_short: str | None = None
    collection_title: str | None = None
    collection_number: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: Pages | None = None
    article_number: str | None = None
    number: str | None = None
    edition: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    event_title: str | None = None
    event_place: str | None = None
    genre: str | None = None
    status: str | None = None
    language: str | None = None
    note: str | None = None
    annote: str | None = None
    keyword: tuple[str, ...] = ()
    isbn: tuple[Isbn, ...] = ()
    issn: tuple[Issn, ...] = ()
    related: tuple[Related, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    extra: tuple[Extra, ...] = ()
    claims: tuple[Claim, ...] = attrs.field(default=(), eq=False, repr=False)
    origin: Origin | None = attrs.field(default=None, eq=False, repr=False)

    __repr__ = show_fields

    def __attrs_post_init__(self) -> None:
        """Refuse what is not of its field's type; raises InvalidValueError."""
        for name, value, default in zip(ENTRY_FIELDS, _values_of(self), DEFAULTS, strict=True):
            if value is not default:
                object.__setattr__(self, name, _find_field_check(name)(value, name))

    def evolve(self, **changes: Any) -> Self:  # Any: one parameter a field, of that field's type
        """Return a copy with *changes*.

        Raises TypeError for a field that entries do not have, and InvalidValueError for a type that there is not, or a
        value that is not of its field's type.
        """
        if type(self) is not Entry:
            return attrs.evolve(self, **changes)
        values = list(_values_of(self))
        for name, value in changes.items():
            if name not in INDEX:
                raise TypeError(f"Entry has no field {name!r}; it has {', '.join(ENTRY_FIELDS)}")
            place = INDEX[name]
            if value is not values[place]:
                values[place] = _find_field_check(name)(value, name)
        return _fill(values)  # type: ignore[return-value]

    @property
    def is_preprint(self) -> bool:
        """Whether the entry is a preprint, whatever its authors say of a later publication."""
        return self.type is EntryType.ARTICLE


class UnreadOrigin(Origin):
    """The origin of an entry that is not read yet: ``values`` are read from the record when they are asked for.

    The slot of ``values`` holds what reads them until then.
    """

    __slots__ = ()

    @property
    def values(self) -> "tuple[Any, ...]":  # Any: each of its field's type
        """A value for each of :data:`COMPARED_FIELDS`."""
        held = _held_values(self)
        values: tuple[Any, ...] = held if isinstance(held, tuple) else tuple(held()[:-2])
        _store_values(self, values)
        object.__setattr__(self, "__class__", Origin)
        return values

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make the origin anew with its values, for pickle."""
        return Origin, (self.source, self.record, self.values)


class UnreadEntry(Entry):
    """An entry whose fields are read from its record when one of them is asked for; then it is an :class:`Entry`.

    What is written back as it was is never read. Until then it has ``key``, ``claims`` and ``origin``.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:  # of a slot that is not filled; Any: of the field's type
        if name not in INDEX:
            raise AttributeError(f"{Entry.__name__!r} object has no attribute {name!r}")
        values = self.origin.values  # type: ignore[union-attr]  # it has one
        object.__setattr__(self, "__class__", _ChangingEntry)
        try:  # noqa: SIM105 (takes half the time)
            _refill(self, values)
        except FrozenInstanceError:  # another thread was faster: it has set the same values
            pass
        object.__setattr__(self, "__class__", Entry)
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        """Return whether *other* is an equal entry."""
        return _become_entry(self) == other

    def __hash__(self) -> int:
        """Return the hash of the entry that this becomes."""
        return hash(_become_entry(self))

    def __repr__(self) -> str:
        """Return what the entry that this becomes is represented by."""
        return repr(_become_entry(self))

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """Return how to make the entry that this becomes, for pickle."""
        return _become_entry(self).__reduce_ex__(protocol)

    def evolve(self, **changes: Any) -> Self:  # Any: one parameter a field, of that field's type
        """Return a copy with *changes*.

        Raises TypeError for a field that entries do not have, and InvalidValueError for a type that there is not, or a
        value that is not of its field's type.
        """
        return _become_entry(self).evolve(**changes)  # type: ignore[return-value]


def _become_entry(entry: Entry) -> Entry:
    """Return *entry*, read; no method, for whoever got hold of one of an unread entry before."""
    if entry.type is not None:  # with the first field, all are read
        object.__setattr__(entry, "__class__", Entry)
    return entry


class _ChangingEntry(UnreadEntry):
    """An entry whose fields are set just now."""

    __slots__ = ()
    # With one of them in Python, setting an attribute takes fifty times as long.
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


ENTRY_FIELDS: tuple[str, ...] = tuple(field.name for field in attrs.fields(Entry))
"""The names of the fields of :class:`Entry`, in order."""

_values_of = make_getter(*ENTRY_FIELDS)
_compared_of = make_getter(*ENTRY_FIELDS[:-2])
_fill: Callable[[Sequence[Any]], Entry] = make_filler(Entry)
# The slot's own setter: a frozen object cannot be filled through setattr.
_store_key: Callable[[Entry, str | None], None] = vars(Entry)["key"].__set__
_refill = make_refiller(Entry, *(name for name in ENTRY_FIELDS[:-2] if name != "key"))
_store_claims, _store_origin = (vars(Entry)[name].__set__ for name in ("claims", "origin"))
_store_source, _store_record = (vars(Origin)[name].__set__ for name in ("source", "record"))
_held_values: Callable[[Origin], Any] = vars(Origin)["values"].__get__
_store_values: Callable[[Origin, Any], None] = vars(Origin)["values"].__set__


COMPARED_FIELDS: tuple[str, ...] = ENTRY_FIELDS[:-2]
"""The fields that make two entries equal: all but the claims and the origin."""

INDEX: dict[str, int] = {name: position for position, name in enumerate(ENTRY_FIELDS)}
"""Where a field stands in :data:`ENTRY_FIELDS`, and in the list that :func:`make_entry` takes."""

DEFAULTS: tuple[Any, ...] = tuple(field.default for field in attrs.fields(Entry))
"""The values of an entry in which nothing is set: readers copy it into a list and fill in what a record has."""


@cache
def _find_field_check(name: str) -> Check:
    if name == "type":
        return lambda value, _: _to_type(value)
    if name not in COMPARED_FIELDS:
        return lambda value, _: value
    return find_check(getattr(attrs.fields(Entry), name).type)


def make_entry(values: Sequence[Any]) -> Entry:
    """Return the entry with *values*, one for every field of :data:`ENTRY_FIELDS`: faster than the constructor."""
    return _fill(values)


def make_unread_entry(
    source: str, record: Record, key: str | None, read: Callable[[], Sequence[Any]]
) -> Entry:  # Any: each value of its field's type
    """Return the entry that *record* of *source* is, not read yet: *read* returns what :func:`make_entry` takes.

    It is called at most once by each thread that asks for a field, and must not raise or report anything.
    """
    origin = object.__new__(UnreadOrigin)
    _store_source(origin, source)
    _store_record(origin, record)
    _store_values(origin, read)
    entry = object.__new__(UnreadEntry)
    _store_key(entry, key)
    _store_claims(entry, ())
    _store_origin(entry, origin)
    return entry


def check_entry(entry: object, function: str) -> None:
    """Raise InvalidValueError if *entry*, which was given to *function*, is none."""
    if not isinstance(entry, Entry):
        raise InvalidValueError(f"{function} takes one entry, not {type(entry).__name__}; library[0] is one")


def find_arxiv_id(entry: Entry) -> ArxivId | None:
    """Return arXiv's identifier of the paper that *entry* is, or became; None if it names none."""
    return entry.arxiv.id if entry.arxiv is not None else None


def find_place(entry: Entry) -> tuple[str | None, int | None]:
    """Return the source that *entry* was read from, and its line there; None for both where it was made."""
    origin = entry.origin
    return (origin.source, origin.record.line) if origin is not None else (None, None)


def is_unread(entry: Entry) -> bool:
    """Whether nobody has asked for the fields of *entry*, so that it still is what its record says."""
    return type(entry) is UnreadEntry and type(entry.origin) is UnreadOrigin


def compared_values(entry: Entry) -> tuple[Any, ...]:
    """Return the values of :data:`COMPARED_FIELDS` of *entry*."""
    values: tuple[Any, ...] = _compared_of(entry)
    return values


def is_as_read(entry: Entry) -> bool:
    """Whether *entry* still says what its source said."""
    origin = entry.origin
    return is_unread(entry) or (origin is not None and bool(_compared_of(entry) == origin.values))


def give_key(entry: Entry, key: str) -> None:
    """Give *entry* its key in place, which is cheaper than a copy: only for one that nobody else has seen yet."""
    _store_key(entry, key)


make_origin: Final[Callable[[str, Record, "tuple[Any, ...] | None"], Origin]] = make_drafter(
    Origin, "source", "record", "values"
)
"""Return an :class:`Origin`, faster than the constructor."""

make_arxiv_info: Final[Callable[..., ArxivInfo]] = make_drafter(
    ArxivInfo, "id", "primary_category", "categories", "comment", "journal_ref", "doi", "license", "report_number",
    "msc_class", "acm_class",
)  # fmt: skip
"""Return an :class:`ArxivInfo` with these fields, in this order, faster than the constructor."""
