"""The entry as a value."""

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Claim, Date, Doi, Entry, EntryType, Name, Origin, Record, Strength
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import (
    DEFAULTS,
    ENTRY_FIELDS,
    INDEX,
    compared_values,
    give_key,
    is_as_read,
    is_unread,
    make_unread_entry,
)

RECORD = Record("arxiv-digest", None, "2111.03216", (), (0, 10), 1, "### Title\n")
CLAIM = Claim(field="title", value="T", source="crossref", strength=Strength.CERTAIN)
ENTRY = Entry(
    type=EntryType.ARTICLE,
    key="vaswani2017attention",
    title="Attention Is All You Need",
    author=(Name(family="Vaswani", given="Ashish"),),
    issued=Date(start=(2017, 6, 12)),
    doi=Doi("10.48550/arXiv.1706.03762"),
)


def test_entry_absent_is_none_or_empty() -> None:
    """An entry with nothing in it is a document whose every field is None or ``()``."""
    values = {name: getattr(Entry(), name) for name in ENTRY_FIELDS}
    assert values.pop("type") is EntryType.DOCUMENT
    assert {None, ()} == set(values.values())


def test_entry_is_compared_by_value() -> None:
    """Entries with equal fields are equal and have equal hashes; one that differs in a field is another."""
    same = Entry(**{name: getattr(ENTRY, name) for name in ENTRY_FIELDS})
    assert {ENTRY} == {same}
    assert ENTRY != ENTRY.evolve(title="Another")


def test_entry_claims_and_origin_are_not_compared() -> None:
    """What an entry was made from is no part of its value."""
    assert {ENTRY} == {ENTRY.evolve(claims=(CLAIM,), origin=Origin("digest.md", RECORD))}


def test_entry_doi_is_compared_without_case() -> None:
    """Entries whose DOIs differ in case only are equal."""
    assert {ENTRY} == {ENTRY.evolve(doi=Doi("10.48550/ARXIV.1706.03762"))}


def test_entry_cannot_be_changed() -> None:
    """A field of an entry cannot be set."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ENTRY.title = "x"  # type: ignore[misc]


def test_evolve_changes_a_copy() -> None:
    """``evolve`` gives a copy with the changes; the entry stays, claims and origin are carried."""
    entry = ENTRY.evolve(claims=(CLAIM,), origin=Origin("digest.md", RECORD))
    changed = entry.evolve(title="New", volume="3")
    assert ("New", "3", ENTRY.author) == (changed.title, changed.volume, changed.author)
    assert ("Attention Is All You Need", None) == (entry.title, entry.volume)
    assert (entry.claims, entry.origin) == (changed.claims, changed.origin)


def test_evolve_agrees_with_attrs() -> None:
    """``evolve`` gives what attrs gives for any field."""
    assert attrs.evolve(ENTRY, title="New", arxiv=None) == ENTRY.evolve(title="New", arxiv=None)


def test_evolve_refuses_an_unknown_field() -> None:
    """A field that entries do not have is a TypeError that names the fields."""
    with pytest.raises(TypeError, match="no field 'titel'; it has type, key, title"):
        ENTRY.evolve(titel="x")


def test_a_type_can_be_given_by_its_name() -> None:
    """The name of a type is that type; a name of none is an error that tells those there are."""
    assert Entry(type="book").type is ENTRY.evolve(type="book").type is EntryType.BOOK
    for make in (Entry, ENTRY.evolve):
        with pytest.raises(InvalidValueError, match="no type is called 'incollection'; there are article, "):
            make(type="incollection")


def test_evolve_keeps_the_class() -> None:
    """The copy of a subclass is of that subclass."""

    class Special(Entry):
        pass

    assert type(Special(title="x").evolve(title="y")) is Special


@given(st.sampled_from(ENTRY_FIELDS))
def test_evolve_to_the_same_value_changes_nothing(name: str) -> None:
    """Setting a field to the value it has gives an equal entry."""
    assert ENTRY == ENTRY.evolve(**{name: getattr(ENTRY, name)})


def test_is_preprint() -> None:
    """A preprint is told by its type alone."""
    assert ENTRY.is_preprint
    assert not ENTRY.evolve(type=EntryType.ARTICLE_JOURNAL).is_preprint


def test_arxiv_id_with_another_class_makes_no_other_entry() -> None:
    """Identifiers of one paper are equal whatever class an old one carries."""
    one, two = ArxivId.parse("math.GT/0309136"), ArxivId.parse("math/0309136")
    assert Entry(arxiv=ArxivInfo(id=one)) == Entry(arxiv=ArxivInfo(id=two))


def _unread(title: str = "T") -> tuple[Entry, list[str]]:
    """Return an entry that is not read yet, and a list that grows when it is."""
    asked: list[str] = []

    def read() -> list[object]:
        asked.append(title)
        values = list(DEFAULTS)
        values[INDEX["key"]], values[INDEX["title"]] = "k", title
        return values

    record = Record(format="bibtex", type="misc", key="k", fields=(), span=(0, 0), line=1, raw="@misc{k}")
    return make_unread_entry("a.bib", record, "k", read), asked


def test_an_unread_entry_is_read_when_a_field_is_asked_for_and_once() -> None:
    """The first field that is asked for reads all of them."""
    entry, asked = _unread()
    assert (entry.key, entry.claims, is_unread(entry), asked) == ("k", (), True, [])
    assert entry.origin is not None
    assert entry.origin.record.key == "k"
    assert asked == []
    assert entry.title == "T"
    assert entry.author == ()
    assert not is_unread(entry)
    assert type(entry) is Entry
    assert type(entry.origin) is Origin
    assert entry.origin.values == compared_values(entry)
    assert is_as_read(entry)
    assert asked == ["T"]


def test_an_unread_entry_keeps_the_key_that_it_is_given() -> None:
    """A key given before reading stays, and is a change."""
    entry, _ = _unread()
    give_key(entry, "other")
    assert entry.title == "T"
    assert entry.key == "other"
    assert not is_as_read(entry)


@pytest.mark.parametrize(
    "use",
    [
        lambda entry: entry == Entry(key="k", title="T"),
        lambda entry: Entry(key="k", title="T") == entry,
        lambda entry: entry == _unread()[0],
        lambda entry: entry != Entry(key="k", title="U"),
        lambda entry: hash(entry) == hash(Entry(key="k", title="T")),
        lambda entry: repr(entry) == repr(Entry(key="k", title="T")),
        lambda entry: entry.evolve(volume="1") == Entry(key="k", title="T", volume="1"),
        lambda entry: entry.evolve(title=f"{entry.title}U") == Entry(key="k", title="TU"),
        lambda entry: entry.__eq__(Entry(key="k", title=entry.title)) is True,
        lambda entry: attrs.evolve(entry, volume="1") == Entry(key="k", title="T", volume="1"),
        lambda entry: Entry(key="k", title="T", volume="1") == attrs.evolve(entry, volume="1"),
        lambda entry: attrs.asdict(entry)["title"] == "T",
        lambda entry: pickle.loads(pickle.dumps(entry)) == Entry(key="k", title="T"),
        lambda entry: type(pickle.loads(pickle.dumps(entry))) is Entry,
        lambda entry: pickle.loads(pickle.dumps(entry.origin)).values[INDEX["title"]] == "T",
        lambda entry: copy.copy(entry) == copy.deepcopy(entry) == Entry(key="k", title="T"),
        lambda entry: entry.origin.entry == entry,
        lambda entry: not entry.is_preprint,
    ],
)
def test_an_unread_entry_is_used_like_any_other(use: Callable[[Entry], bool]) -> None:
    """Whatever is done with an entry reads it first."""
    assert use(_unread()[0])


def test_an_unread_entry_whose_origin_was_looked_at_still_has_its_fields() -> None:
    """The values of the origin can be asked for first."""
    entry, asked = _unread()
    assert entry.origin is not None
    assert entry.origin.values is not None
    assert not is_unread(entry)
    assert entry.title == "T"
    assert asked == ["T"]


def test_an_unread_entry_has_no_other_fields_and_is_frozen() -> None:
    """What is no field does not read it."""
    entry, asked = _unread()
    with pytest.raises(AttributeError, match="'Entry' object has no attribute 'pages'"):
        entry.pages  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        entry.title = "U"  # type: ignore[misc]
    assert asked == []


def test_an_unread_entry_is_read_by_many_threads_at_once() -> None:
    """Every thread sees every field."""
    for _ in range(50):
        entry, _ = _unread()
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(lambda _, entry=entry: (entry.title, entry.volume), range(16))) == {("T", None)}
