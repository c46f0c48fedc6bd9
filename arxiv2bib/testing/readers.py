"""The laws for readers."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib.diagnostics import Diagnostic, Report
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.protocols import Format, KeyFinder, Reader
from arxiv2bib.testing.damage import PiecewiseSource, damaged
from arxiv2bib.testing.reports import find_wrong_codes

__all__ = ["ReaderContract"]

_MOST_RECORDS = 5
# Files of other formats, none of which a reader should take for its own.
_OTHERS = {
    "bibtex": "@book{knuth1984,\n  title = {The TeXbook},\n  author = {Knuth, Donald E.},\n  year = {1984}\n}\n",
    "ris": "TY  - BOOK\nAU  - Knuth, Donald E.\nTI  - The TeXbook\nPY  - 1984\nER  - \n",
    "csl-json": '[{"id": "knuth1984", "type": "book", "title": "The TeXbook", "issued": {"date-parts": [[1984]]}}]\n',
    "prose": "Dear reader,\n\nthis is a letter. It has two paragraphs.\n\nYours\n",
    "markup": '<?xml version="1.0"?>\n<html><head><title>A page</title></head><body><p>Words.</p></body></html>\n',
}
_DIALECTS = {"biblatex": "bibtex"}  # one syntax

_laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


class ReaderContract:
    """The laws of a reader, as tests: inherit, say what is asked for below, and let pytest run them.

    ``reader`` is the reader, ``records`` the texts of some good records, each with everything that the format has,
    and each to be read alone; ``broken`` the texts of records that cannot be read.
    ``join`` puts such texts together to a file; a format with a head and a foot needs one of its own.
    """

    reader: ClassVar[Reader]
    records: ClassVar[Sequence[str]]
    broken: ClassVar[Sequence[str]] = ()

    def join(self, records: Sequence[str]) -> str:
        """Return the file that has *records*, one after the other."""
        return "".join(records)

    def test_the_format_is_described(self) -> None:
        """A reader has a format with a name and a title; its suffixes begin with a dot, all in lower case."""
        known = self.reader.format
        assert isinstance(known, Format), f"{known!r} is no arxiv2bib.Format"
        assert known.name, "the format has no name"
        assert known.title, "the format has no title"
        names = (known.name, *known.aliases, *known.suffixes)
        assert names == tuple(name.lower() for name in names), f"not in lower case: {names}"
        assert all(suffix.startswith(".") for suffix in known.suffixes), f"no dot: {known.suffixes}"

    def test_own_files_are_recognised(self) -> None:
        """Files of the format look like it, with one record and with many."""
        for record in self.records:
            text = self.join([record])
            assert self.reader.sniff(text), f"not taken for {self.reader.format.name}: {text[:200]!r}"
        assert self.reader.sniff(self.join(self.records)), "not recognised with all records in it"

    def test_other_files_are_left_alone(self) -> None:
        """What is plainly of another format, or nothing at all, is not taken."""
        name = _DIALECTS.get(self.reader.format.name, self.reader.format.name)
        taken = [other for other, text in _OTHERS.items() if other != name and self.reader.sniff(text)]
        assert not taken, f"taken for {name}: {taken}"
        assert not self.reader.sniff(""), "an empty text is taken"

    def test_law_1_no_record_is_lost(self) -> None:
        """Law 1: however many records a file has, each is an entry, as it would be alone, in order, and is counted."""
        alone = [self._read_one(record) for record in self.records]

        @_laws
        @given(st.lists(st.integers(0, len(alone) - 1), max_size=_MOST_RECORDS))
        def law(chosen: list[int]) -> None:
            text = self.join([self.records[number] for number in chosen])
            entries, report = self._read_entries(text)
            assert entries == [alone[number] for number in chosen], f"other entries than the records alone give: {text}"
            assert report.records_read == len(chosen), f"{report.records_read} counted as read, not {len(chosen)}"
            assert report.records_failed == 0, f"{report.records_failed} good records counted as failed"

        law()

    def test_law_1_neighbours_of_a_bad_record_come_through(self) -> None:
        """Law 1: a record that cannot be read is told and counted, and is a block; those around it are entries."""
        if not self.broken:
            pytest.skip("no broken record is given")
        first, last = self._read_one(self.records[0]), self._read_one(self.records[-1])
        for bad in self.broken:
            items, report = self._read(self.join([self.records[0], bad, self.records[-1]]))
            entries = [item for item in items if isinstance(item, Entry)]
            assert entries == [first, last], f"its neighbours are other entries beside {bad!r}"
            assert report.records_failed == 1, f"{report.records_failed} counted as failed, not 1: {bad!r}"
            assert report.diagnostics, f"nothing is said of {bad!r}"
            raw = "".join(item.raw for item in items if isinstance(item, Block))
            assert bad.strip() in raw, f"no block holds {bad!r}"

    def test_law_1_every_character_is_kept(self) -> None:
        """Law 1: of a format that is written back verbatim, records and blocks together are the text, even damaged."""
        if not self.reader.format.is_verbatim:
            pytest.skip("the format is not written back verbatim")

        @_laws
        @given(damaged(self._list_files()))
        def law(text: str) -> None:
            items, _ = self._read(text)
            assert "".join(map(_find_raw, items)) == text, "records and blocks are not the text"

        law()

    def test_law_5_reading_never_raises(self) -> None:
        """Law 5: nothing that a text may hold is an exception; damage, other formats, lone surrogates."""

        @_laws
        @given(damaged(self._list_files()))
        def law(text: str) -> None:
            _, report = self._read(text)
            assert report.records_failed <= report.records_read, "more records failed than were read"

        law()

    def test_law_6_same_text_same_entries(self) -> None:
        """Law 6: a reader that is used twice reads the same twice, however small the pieces of a text are."""

        @_laws
        @given(damaged(self._list_files()), st.integers(1, 9))
        def law(text: str, piece: int) -> None:
            expected, told = self._read(text)
            again, told_again = self._read(text)
            assert again == expected, "other entries at the second reading"
            assert told_again.diagnostics == told.diagnostics, "other diagnostics at the second reading"
            report = Report()
            pieces = PiecewiseSource("<text>", text=text, piece=piece)
            assert list(self.reader.read(pieces, report=report)) == expected, "other entries where pieces are small"

        law()

    def test_law_7_keys_are_found_beforehand(self) -> None:
        """Law 7: a quick look finds every key that the entries have, so that no made key takes one."""
        reader = self.reader
        if not isinstance(reader, KeyFinder):
            pytest.skip("the reader has no find_keys")
        text = self.join(self.records)
        keys = {entry.key for entry in self._read_entries(text)[0]} - {None}
        found = set(reader.find_keys(Source("<text>", text=text)))
        assert keys <= found, f"not found: {sorted(map(str, keys - found))}"

    def test_diagnostics_have_codes(self) -> None:
        """What a reader says has a code of arxiv2bib's or one that begins with the plug-in's name."""

        @_laws
        @given(damaged(self._list_files()))
        def law(text: str) -> None:
            told: list[Diagnostic] = self._read(text)[1].diagnostics
            assert not find_wrong_codes(told), f"no codes: {find_wrong_codes(told)}"

        law()

    def _list_files(self) -> list[str]:
        return [self.join(self.records), *(self.join([record]) for record in (*self.records, *self.broken))]

    def _read(self, text: str) -> tuple[list[Entry | Block], Report]:
        report = Report()
        items = self.reader.read(Source("<text>", text=text), report=report)
        assert isinstance(items, Iterator), "read gives no iterator: all records would be in memory at once"
        return list(items), report

    def _read_entries(self, text: str) -> tuple[list[Entry], Report]:
        items, report = self._read(text)
        return [item for item in items if isinstance(item, Entry)], report

    def _read_one(self, record: str) -> Entry:
        entries, _ = self._read_entries(self.join([record]))
        assert len(entries) == 1, f"{len(entries)} entries in a file of one record: {record}"
        return entries[0]


def _find_raw(item: Entry | Block) -> str:
    if isinstance(item, Block):
        return item.raw
    return item.origin.record.raw if item.origin is not None else ""
