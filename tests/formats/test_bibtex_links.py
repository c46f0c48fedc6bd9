"""Entries that inherit, where what they inherit from is left behind."""

from collections.abc import Iterator

from arxiv2bib import Block, Entry, dumps, loads
from arxiv2bib.formats.bibtex_links import settle_links

TEXT = """@misc{first}
@inproceedings{p, title = {P}, crossref = {v}}
@comment{between}
@misc{last}
@proceedings{V, title = {Vol}, year = 2001}
"""


def test_who_has_the_parent_stays() -> None:
    """With the parent in the list, in any case and place, every item is the very same."""
    items = loads(TEXT).items
    assert all(one is other for one, other in zip(items, settle_links(items), strict=True))


def test_who_lost_the_parent_has_it_all() -> None:
    """Without the parent, what was inherited is the entry's own; nothing else changes."""
    library = loads(TEXT)
    found = list(settle_links(library.items[:-1]))
    assert [one is other for one, other in zip(library.items, found, strict=False)] == [True, False, True, True]
    assert "@inproceedings{p, title = {P}, booktitle = {Vol}, year = {2001}" in dumps(found, "bibtex")


def test_a_parent_that_was_never_there() -> None:
    """A reference to what the file never had is left as it is."""
    items = loads("@inproceedings{p, title = {P}, crossref = {nowhere}}\n").items
    assert all(one is other for one, other in zip(items, settle_links(items), strict=True))


def test_what_inherits_nothing_streams() -> None:
    """Before the first entry that inherits, nothing is held back."""

    def items() -> Iterator[Entry | Block]:
        yield Entry(key="a")
        raise AssertionError("asked for too early")

    assert "a" == next(settle_links(items())).key
