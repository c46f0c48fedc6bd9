"""The library: a sequence of entries that knows what stood between them."""

import pytest

from arxiv2bib import Block, BlockKind, Entry, InvalidValueError, Library, Report
from arxiv2bib.model.records import Style

BLOCK = Block(kind=BlockKind.TEXT, raw="between\n")
FIRST = Entry(key="first", title="First")
SECOND = Entry(key="second", title="Second")
NEW = Entry(key="new", title="New")


def test_library_is_a_sequence_of_entries() -> None:
    """Length, positions, slices, iteration and membership are those of the entries; blocks are beside."""
    library = Library([FIRST, BLOCK, SECOND])
    assert len(library) == 2
    assert (FIRST, SECOND) == tuple(library) == library[:] == library.entries
    assert SECOND == library[-1]
    assert SECOND in library
    assert NEW not in library
    assert library.index(SECOND) == 1
    assert (BLOCK,) == library.blocks
    assert (FIRST, BLOCK, SECOND) == library.items


def test_library_position_out_of_range() -> None:
    """A position that is not there is an IndexError."""
    with pytest.raises(IndexError):
        Library([FIRST])[1]


def test_library_finds_by_key() -> None:
    """``library["key"]`` is the first entry with that key."""
    library = Library([FIRST, SECOND, NEW.evolve(key="second")])
    known: object = "second"
    unknown: object = "third"
    assert SECOND == library["second"]
    assert known in library
    assert unknown not in library


def test_library_unknown_key() -> None:
    """A key that is not there is a KeyError; entries without a key have none."""
    library = Library([Entry(title="x")])
    with pytest.raises(KeyError):
        library["x"]


def test_library_replace_keeps_the_place() -> None:
    """The new entry stands where the old one stood, the blocks and the report stay, the library does not change."""
    report = Report()
    library = Library([FIRST, BLOCK, SECOND], report=report)
    changed = library.replace(SECOND, NEW)
    assert (FIRST, BLOCK, NEW) == changed.items
    assert NEW == changed["new"]
    assert report is changed.report
    assert (FIRST, BLOCK, SECOND) == library.items


def test_library_replace_takes_an_equal_entry() -> None:
    """An entry that is equal to the one meant is as good."""
    assert (NEW,) == Library([FIRST]).replace(Entry(key="first", title="First"), NEW).items


def test_library_replace_takes_the_very_entry_among_equal_ones() -> None:
    """Of two equal entries, the one that was given is replaced."""
    twin = Entry(key="first", title="First")
    assert (FIRST, NEW) == Library([FIRST, twin]).replace(twin, NEW).items


def test_library_replace_refuses_a_stranger() -> None:
    """An entry that is not in the library cannot be replaced."""
    with pytest.raises(InvalidValueError, match="'new' is not in this library"):
        Library([FIRST]).replace(NEW, SECOND)


def test_library_map_goes_over_entries_only() -> None:
    """``map`` applies a function to every entry, blocks stay in their places."""
    library = Library([FIRST, BLOCK, SECOND]).map(lambda entry: entry.evolve(title=(entry.title or "").upper()))
    assert ["FIRST", "SECOND"] == [entry.title for entry in library]
    assert BLOCK is library.items[1]


def test_library_is_compared_by_its_items() -> None:
    """Libraries with equal items in one order are equal and have equal hashes, whatever their reports say."""
    assert {Library([FIRST, BLOCK])} == {Library([FIRST, BLOCK], report=Report())}
    assert Library([FIRST, SECOND]) != Library([SECOND, FIRST])
    assert Library([FIRST]) != Library([FIRST, BLOCK])
    assert Library([FIRST]) != [FIRST]


def test_library_is_of_any_iterable() -> None:
    """A library is made from an iterator as well, and from nothing."""
    assert Library([FIRST, SECOND]) == Library(iter([FIRST, SECOND]))
    assert len(Library()) == 0


def test_library_repr_counts() -> None:
    """The repr says how much there is, and no more."""
    assert repr(Library([FIRST, BLOCK])) == "<Library of 1 entries, 1 blocks>"


def test_other_items_in_the_same_library() -> None:
    """``with_items`` keeps the report and the style, and nothing of the items."""
    library = Library([FIRST, BLOCK], report=Report(), style=Style(format="bibtex", encoding="latin-1"))
    other = library.with_items([SECOND])
    assert (SECOND,) == other.items
    assert library.report is other.report
    assert library.style is other.style
