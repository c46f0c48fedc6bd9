"""Sorting: what comes first, what stays, where the comments go."""

from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    Date,
    Entry,
    EntryType,
    Extra,
    InvalidValueError,
    Name,
    NameRole,
    dumps,
    loads,
    sort_entries,
)
from arxiv2bib.testing import strategies
from arxiv2bib.transforms.sort import parse_sort


def make(key: str, **fields: object) -> Entry:
    """Return an entry."""
    return Entry().evolve(key=key, **fields)


def keys_of(entries: list[Entry], by: str) -> str:
    """Return the keys of *entries* sorted, one after the other."""
    return "".join(str(entry.key) for entry in sort_entries(entries, by))


def sort_text(text: str, by: str) -> str:
    """Return a BibTeX text sorted."""
    library = loads(text, "bibtex")
    return dumps(library.with_items(sort_entries(library.items, by)), "bibtex")


YEARS = [
    make("c", issued=Date(start=(2020,))),
    make("a", issued=Date(literal="in press")),
    make("b", issued=Date(start=(2019, 5))),
    make("d", issued=Date(start=(2020, 1))),
    make("e"),
]


@pytest.mark.parametrize(
    ("expected", "by"),
    [
        ("bcdae", "year"),
        ("cdbae", "-year"),
        ("bcdae", "issued"),
        ("dcbae", "-date"),
        ("abcde", "key"),
        ("edcba", "-key"),
        ("bcdae", "year,title"),
        ("bdcea", "year,-key"),
        ("cdbae", " -year , container_title"),
    ],
)
def test_by_year_and_key(expected: str, by: str) -> None:
    """Several keys count in their order, a minus turns one round; equal ones stay, those without a value come last."""
    assert expected == keys_of(YEARS, by)


def test_a_date_without_a_month_comes_first_in_its_year() -> None:
    """By the whole date, a year alone is before its months; by year they are equal."""
    assert ["d", "c"] == [entry.key for entry in sort_entries([YEARS[3], YEARS[0]], "year")]
    assert ["c", "d"] == [entry.key for entry in sort_entries([YEARS[3], YEARS[0]], "issued")]


def test_authors_sort_as_in_bibtex() -> None:
    """Particle, family and given name of all authors, without accents; editors stand in for authors."""
    names = {
        "1": (Name(family="Ångström", given="B"),),
        "2": (Name(family="Angstrom", given="C"),),
        "3": (Name(family="Angstrom", given="C"), Name(family="Zu", given="A")),
        "4": (Name(literal="ATLAS Collaboration"),),
        "5": (Name(family="Łukasz", given="A"),),
        "6": (Name(family="O’Brien", given="A"),),
        "7": (Name(family="Berg", given="A", non_dropping_particle="van den"),),
        "8": (Name(family="李", given="A"),),
    }
    entries = [make(key, author=value) for key, value in names.items() if key != "5"]
    entries.append(make("5", editor=names["5"]))
    assert "12345678" == keys_of(list(reversed(entries)), "author")


def test_titles_sort_without_article_and_markup() -> None:
    """Titles are compared by their words: tags, quotes, math signs and a leading article do not count."""
    titles = {"1": "A <i>Bee</i>", "2": "“Bees” and others", "3": "The C", "4": "The", "5": "$\\Theta$ x", "6": "Über"}
    assert "123456" == keys_of([make(key, title=title) for key, title in reversed(titles.items())], "title")


PLACES: dict[str, Callable[[str], dict[str, object]]] = {
    "arxiv": lambda value: {"arxiv": ArxivInfo(id=ArxivId.parse(value))},
    "type": lambda value: {"type": EntryType(value)},
    "journal": lambda value: {"container_title": value},
    "category": lambda value: {"arxiv": ArxivInfo(categories=(value,))},
    "extra.shelf": lambda value: {"extra": (Extra("bibtex", "Shelf", value),)},
}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("volume", ["2", "9", "10", "10a", "XI"]),
        ("key", ["Smith2", "smith10", "smithA"]),
        ("arxiv", ["hep-th/9901001", "hep-th/0101001", "0704.0001", "1501.00001"]),
        ("type", ["article", "book", "webpage"]),
        ("journal", ["ACM Computing", "Physics"]),
        ("category", ["cs.CV", "math.AG"]),
        ("extra.shelf", ["A 2", "A 10"]),
    ],
)
def test_fields_sort_as_people_count(name: str, values: list[str]) -> None:
    """Numbers in texts go by their size, identifiers by their month; each name of a field that is known can be used."""
    entries = [Entry().evolve(**PLACES[name](value) if name in PLACES else {name: value}) for value in values]
    assert entries == list(sort_entries(reversed(entries), "eprint" if name == "arxiv" else name))


@pytest.mark.parametrize("by", ["", ",", "year,", "-", "yaer", "year;author", "arxiv."])
def test_what_is_no_field(by: str) -> None:
    """A field that is not known, or none, is an error before anything is read, with the way out."""
    with pytest.raises(InvalidValueError, match=r"did you mean|is written extra|nothing to sort by"):
        sort_entries(iter([]), by)


def test_a_pattern_must_be_text() -> None:
    """Anything but text is a wrong call."""
    with pytest.raises(InvalidValueError, match="is text like"):
        parse_sort(3)  # type: ignore[arg-type]


@given(st.lists(strategies.entries, max_size=5), st.sampled_from(["author,-year", "-title", "key", "-issued,doi"]))
def test_sorting_is_stable_and_idempotent(entries: list[Entry], by: str) -> None:
    """Whatever the entries hold, the same come out, and a second time changes nothing."""
    once = list(sort_entries(entries, by))
    assert sorted(map(id, entries)) == sorted(map(id, once))
    assert [id(entry) for entry in once] == [id(entry) for entry in sort_entries(once, by)]


@given(st.lists(st.sampled_from(range(3)), max_size=8))
def test_equal_entries_stay_in_their_order(years: list[int]) -> None:
    """Of entries with one value, those that came first come first, in both directions."""
    entries = [make(f"{number:02d}", issued=Date(start=(2000 + year,))) for number, year in enumerate(years)]
    for by in ("year", "-year"):
        found = list(sort_entries(entries, by))
        for year in range(3):
            keys = [entry.key for entry in found if entry.issued == Date(start=(2000 + year,))]
            assert sorted(map(str, keys)) == keys


# What stands between the entries


FILE = """% My library
% -*- coding: utf-8 -*-

% About b, and nothing else.
@misc{b, title = name # { b}}

@comment{On c and a}

@misc{c, title = {c}}
% Directly above a.
@misc{a, title = name}

% What the name is.
@string{name = {N}}
@preamble{"\\\\x"}

% The end.
"""


def test_comments_go_with_the_entry_below() -> None:
    """Comments move with the entry behind them, definitions go to the head with the comment right above them.

    What opens the file stays at its head, and what ends it at its end.
    """
    expected = """% My library
% -*- coding: utf-8 -*-

% What the name is.
@string{name = {N}}
@preamble{"\\\\x"}

% Directly above a.
@misc{a, title = name}

% About b, and nothing else.
@misc{b, title = name # { b}}

@comment{On c and a}

@misc{c, title = {c}}

% The end.
"""
    assert expected == sort_text(FILE, "key")
    assert expected == sort_text(expected, "key")


def test_the_first_lines_stay_where_no_blank_line_ends_them() -> None:
    """A comment that opens the file without a blank line behind it is the file's, not the first entry's."""
    text = "% -*- coding: utf-8 -*-\n@misc{b}\n\n@misc{a}\n"
    assert "% -*- coding: utf-8 -*-\n\n@misc{a}\n\n@misc{b}\n\n" == sort_text(text, "key")


def test_a_macro_that_changes_its_meaning_is_expanded() -> None:
    """With both definitions at the head, the entry that used the first has its value in full."""
    text = '@string{x = {one}}\n@misc{b, title = x}\n@string{x = {two}}\n@misc{a, title = x # " b"}\n'
    found = loads(sort_text(text, "key"), "bibtex")
    assert [("a", "two b"), ("b", "one")] == [(entry.key, entry.title) for entry in found]


def test_a_damaged_record_stays_before_what_follows_it() -> None:
    """A record that could not be read moves with the entry behind it, so that it spoils no other."""
    text = "@misc{c, title = {c}}\n@misc{x, title = {unfinished\n\n@misc{b, title = {b}}\n\n@misc{a, title = {a}}\n"
    library = loads(text, "bibtex")
    found = loads(sort_text(text, "key"), "bibtex")
    assert ["a", "b", "c"] == [entry.key for entry in found]
    assert sorted(block.raw for block in library.blocks) == sorted(block.raw for block in found.blocks)


def test_entries_that_others_inherit_from_come_last() -> None:
    """BibTeX finds a parent only behind its children, so it stands there whatever its value, then its own parent."""
    text = """@book{a, title = {A}}
@inbook{b, crossref = {c}, title = {B}}
@book{c, crossref = {a}, title = {C}}
@misc{d, title = {D}}
"""
    assert ["b", "d", "c", "a"] == [entry.key for entry in loads(sort_text(text, "key"))]


def test_entries_that_inherit_in_a_circle() -> None:
    """A circle of references is no endless loop."""
    text = "@book{b, crossref = {a}, title = {B}}\n@book{a, crossref = {b}, title = {A}}\n"
    assert {"a", "b"} == {entry.key for entry in loads(sort_text(text, "key"))}


def test_files_keep_their_heads_apart() -> None:
    """Of several files, each one's head and definitions come first, each one's end last."""
    one = loads("% One\n\n@misc{b}\n% end of one\n")
    two = loads("% Two\n\n@misc{a}\n% end of two\n")
    items = [*one.items, *(_of(item, "two") for item in two.items)]
    found = [item.raw.strip() if isinstance(item, Block) else item.key for item in sort_entries(items, "key")]
    assert ["% One", "% Two", "a", "b", "% end of one", "% end of two"] == found


def _of(item: Entry | Block, source: str) -> Entry | Block:
    if isinstance(item, Block):
        return attrs.evolve(item, source=source)
    assert item.origin is not None
    return item.evolve(origin=attrs.evolve(item.origin, source=source))


def test_truncated_lists_are_names_all_the_same() -> None:
    """A list of authors that goes on sorts by those that are named."""
    entries = [
        make("b", author=(Name(family="B"),), truncated=(NameRole.AUTHOR,)),
        make("a", author=(Name(family="A"),)),
    ]
    assert "ab" == keys_of(entries, "author")
