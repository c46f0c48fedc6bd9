"""The laws for exporters."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib.diagnostics import Diagnostic, Report
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.model.entry import DEFAULTS, INDEX, Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.model.vocabulary import BlockKind, EntryType, NameRole
from arxiv2bib.protocols import Exporter, Format, Reader
from arxiv2bib.testing import strategies
from arxiv2bib.testing.elsewhere import export_elsewhere
from arxiv2bib.testing.marking import mark_entry
from arxiv2bib.testing.reports import find_wrong_codes, is_told

__all__ = ["ExporterContract"]

# White space at the ends of a key, or twice, is no part of it, nor is what cannot be printed.
_keys = strategies.keys.filter(lambda key: key.isprintable() and key == " ".join(key.split()) != "")
_WORK = Entry(type=EntryType.BOOK, title="A Work")
_laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


class ExporterContract:
    """The laws of an exporter, as tests: inherit, say what is asked for below, and let pytest run them.

    ``exporter`` is the exporter, with its usual options. ``reader`` is the reader of the same format, if there is one:
    without it, the laws on reading back are skipped. ``keeps`` are the fields that must be the same after an ordinary
    entry of any type was written and read.
    """

    exporter: ClassVar[Exporter]
    reader: ClassVar[Reader | None] = None
    keeps: ClassVar[Sequence[str]] = ("title", "author", "issued")

    def test_the_format_is_described(self) -> None:
        """An exporter has a format with a name and a title; its suffixes begin with a dot, all in lower case."""
        known = self.exporter.format
        assert isinstance(known, Format), f"{known!r} is no arxiv2bib.Format"
        assert known.name, "the format has no name"
        assert known.title, "the format has no title"
        names = (known.name, *known.aliases, *known.suffixes)
        assert names == tuple(name.lower() for name in names), f"not in lower case: {names}"
        assert all(suffix.startswith(".") for suffix in known.suffixes), f"no dot: {known.suffixes}"

    def test_law_1_every_entry_is_a_record(self) -> None:
        """Law 1: each entry is written, in order, and counted; none is a file that holds none."""

        @_laws
        @given(st.lists(strategies.plain_entries, max_size=2, unique_by=lambda entry: entry.key))
        def law(entries: list[Entry]) -> None:
            text, report = self._write(entries)
            assert report.records_written == len(entries), f"{report.records_written} counted of {len(entries)}"
            words = [entry.title or "" for entry in entries]
            assert all(word in text for title in words for word in title.split() if word.isascii()), "a title is gone"
            if self.reader is not None:
                titles = [entry.title for entry in self._read(text)]
                assert titles == words, f"other entries are read than were written: {titles}, not {words}"

        law()

    def test_law_2_no_text_is_lost_in_silence(self) -> None:
        """Law 2: each text of an entry, whatever it holds, is in the output, or in the report with its value."""

        @_laws
        @given(strategies.entries)
        def law(entry: Entry) -> None:
            marked, words = mark_entry(entry)
            text, report = self._write([marked])
            told = " ".join(diagnostic.value or "" for diagnostic in report.diagnostics)
            lost = {path for word, path in words.items() if word not in text and word not in told}
            assert not lost, f"neither written nor told: {sorted(lost)}"

        law()

    def test_law_2_no_date_is_lost_in_silence(self) -> None:
        """Law 2: the years of a date of issue are in the output, or in the report."""

        @_laws
        @given(strategies.dates)
        def law(issued: Any) -> None:  # Any: what Hypothesis draws
            text, report = self._write([Entry(key="k", issued=issued)])
            told = " ".join([text, *(diagnostic.value or "" for diagnostic in report.diagnostics)])
            years = [parts[0] for parts in (issued.start, issued.end) if parts]
            assert all(str(abs(year)) in told for year in years), f"neither written nor told: {years}"

        law()

    def test_law_2_no_block_is_lost_in_silence(self) -> None:
        """Law 2: a comment or a preamble of a file is in the output, or in the report."""
        for kind in (BlockKind.COMMENT, BlockKind.PREAMBLE):
            report = Report()
            block = Block(kind=kind, raw="Qz1000zQ", source="<text>", format="another")
            text = "".join(self.exporter.export((block,), report=report))
            told = " ".join(diagnostic.value or "" for diagnostic in report.diagnostics)
            assert "Qz1000zQ" in text + told, f"a {kind} is neither written nor told"

    def test_law_2_what_is_written_is_what_was_meant(self) -> None:
        """Law 2: an ordinary entry is read back with the values of ``keeps``; that a list of names goes on is told."""
        if self.reader is None:
            pytest.skip("no reader of the format is given")

        @_laws
        @given(strategies.plain_entries, st.booleans())
        def law(entry: Entry, goes_on: bool) -> None:
            entry = entry.evolve(truncated=(NameRole.AUTHOR,) if goes_on else ())
            text, report = self._write([entry])
            read = self._read(text)
            assert len(read) == 1, f"{len(read)} entries are read, 1 was written"
            for name in self.keeps:
                value = getattr(entry, name)
                if value != DEFAULTS[INDEX[name]]:  # what had no value may have got one
                    found = getattr(read[0], name)
                    assert found == value, f"{name} was {value!r} and is read as {found!r}"
            goes_on = read[0].truncated == entry.truncated or is_told("truncated", report.diagnostics)
            assert goes_on, "the list of authors ends, and it is not told"

        law()

    def test_law_3_what_was_read_is_written_alike(self) -> None:
        """Law 3: an entry that was read from the format, and is written and read again, is the same."""
        if self.reader is None:
            pytest.skip("no reader of the format is given")

        @_laws
        @given(strategies.plain_entries)
        def law(entry: Entry) -> None:
            (once,) = self._read(self._write([entry])[0])
            (twice,) = self._read(self._write([once])[0])
            assert twice == once, "another entry, as it was written back"
            (anew,) = self._read(self._write([once.evolve(origin=None)])[0])
            assert anew == once, "another entry, written anew"

        law()

    def test_law_4_what_has_no_place_is_carried(self) -> None:
        """Law 4: with the option ``carry``, whatever an entry holds is the same after it was written and read."""
        exporter: Any = self.exporter  # Any: its options are its own
        if self.reader is None or not hasattr(exporter, "carry"):
            pytest.skip("the exporter has no option carry, or no reader of the format is given")
        carrying = attrs.evolve(exporter, carry=True)

        @_laws
        @given(strategies.entries, strategies.plain_keys)
        def law(entry: Entry, key: str) -> None:
            entry = entry.evolve(key=key)
            (read,) = self._read("".join(carrying.export((entry,), report=Report())))
            if not needs_native_type(entry):
                read = read.evolve(native_type=entry.native_type)
            assert read == entry, "another entry came back"

        law()

    def test_law_6_same_entry_same_text(self) -> None:
        """Law 6: an exporter that is used twice writes the same, and it is text: no lone surrogates."""

        @_laws
        @given(strategies.surrogate_entries)
        def law(entry: Entry) -> None:
            text, _ = self._write([entry])
            assert text == self._write([entry])[0], "another text at the second writing"
            assert text == text.encode("utf-8", "replace").decode(), "a lone surrogate is written"

        law()

    def test_law_6_same_text_on_every_machine(self) -> None:
        """Law 6: another order of hashes, time zone or locale, another time of day: the text is the same."""
        text, _ = self._write([strategies.FULL_ENTRY])
        assert export_elsewhere(self.exporter, [strategies.FULL_ENTRY]) == [text, text], "another text elsewhere"

    def test_law_7_keys_stay(self) -> None:
        """Law 7: a key is written as it is, or that it is not is told; two keys do not become one."""

        @_laws
        @given(strategies.plain_keys, st.lists(_keys, min_size=2, max_size=2, unique=True))
        def law(plain: str, keys: list[str]) -> None:
            text, report = self._write([_WORK.evolve(key=plain)])
            assert plain in text or is_told("key", report.diagnostics), f"{plain} is gone"
            if self.reader is not None:
                text, report = self._write([_WORK.evolve(key=key) for key in keys])
                read = [found.key for found in self._read(text)]
                told = [diagnostic.value for diagnostic in report.diagnostics if diagnostic.path == "key"]
                changed = [key for key, found in zip(keys, read, strict=True) if key != found and key not in told]
                assert not changed, f"other keys are read, and it is not told: {changed}"
                assert len(set(read)) == 2 or None in read, f"two keys became one: {keys} {read}"

        law()

    def test_law_8_no_chimera(self) -> None:
        """Law 8: whatever a preprint's authors say of a journal, what is written has no venue and the arXiv DOI."""

        @_laws
        @given(strategies.preprints)
        def law(entry: Entry) -> None:
            text, report = self._write([entry])
            doi = str(entry.doi)
            assert doi in text or is_told("doi", report.diagnostics), f"{doi} is neither written nor told"
            if self.reader is not None:
                (read,) = self._read(text)
                assert read.type in _PREPRINTS, f"read as {read.type}, which is no preprint"
                assert read.container_title is None, f"it has a venue: {read.container_title}"
                assert read.doi in (None, entry.doi), f"it has the DOI {read.doi}"

        law()

    def test_diagnostics_have_codes(self) -> None:
        """What an exporter says has a code of arxiv2bib's or one that begins with the plug-in's name."""

        @_laws
        @given(strategies.entries)
        def law(entry: Entry) -> None:
            told: list[Diagnostic] = self._write([entry])[1].diagnostics
            assert not find_wrong_codes(told), f"no codes: {find_wrong_codes(told)}"

        law()

    def _write(self, entries: Sequence[Entry]) -> tuple[str, Report]:
        """Return *entries* as they are written; as the public functions do, with keys."""
        report = Report()
        keyed = tuple(entry if entry.key else entry.evolve(key=f"key{at}") for at, entry in enumerate(entries))
        pieces = self.exporter.export(keyed, report=report)
        assert isinstance(pieces, Iterator), "export gives no iterator: the whole output would be in memory at once"
        return "".join(pieces), report

    def _read(self, text: str) -> list[Entry]:
        assert self.reader is not None
        items = self.reader.read(Source("<text>", text=text), report=Report())
        return [item for item in items if isinstance(item, Entry)]


_PREPRINTS = frozenset({EntryType.ARTICLE, EntryType.DOCUMENT, EntryType.MANUSCRIPT, EntryType.WEBPAGE})
