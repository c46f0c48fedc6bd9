"""Every BibTeX file of the corpus: read and written back, written anew, edited."""

import io
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from arxiv2bib import Date, Library, Name, Report, dump, dumps, load, loads
from tests.round_trips.trips import says

EDITS = {
    "title": "A new title of $x$ & more",
    "author": (Name(family="Gödel", given="Kurt"), Name(literal="The Team")),
    "volume": "77",
    "abstract": "Short.",
    "issued": Date(start=(1999, 5)),
}

WRITTEN_IN = {"issued": {"year", "month", "day", "date"}, "title": {"title", "subtitle"}}

CHANGED_BY_EDITS = {
    "www.cs.berkeley.edu_megacz_research_papers_megacz_adam-sbp.a.scannerless.boolean.parser.bib": "two titles",
}
"""Files in which an edit is not read back, and why."""


@cache
def read(path: Path) -> Library:
    """Return the library of a file, which several tests look at."""
    return load(path, "bibtex")


@pytest.mark.corpus_files("bib/**/*.bib")
def test_file_is_written_back_byte_for_byte(corpus_file: Path) -> None:
    """Law 3, on real files in all their states, those that are not UTF-8 too."""
    target = io.BytesIO()
    dump(read(corpus_file), target, "bibtex")
    assert corpus_file.read_bytes() == target.getvalue()


@pytest.mark.corpus_files("bib/**/*.bib")
def test_file_written_anew_says_the_same(corpus_file: Path) -> None:
    """Law 3: the canonical form of every entry is read as that entry, and nothing of it is reported."""
    library = read(corpus_file)
    report = Report()
    again = loads(dumps(library, "bibtex", preserve=False, report=report), "bibtex")
    assert [says(entry) for entry in library if entry.key] == [
        says(read) for entry, read in zip(library, again, strict=True) if entry.key
    ]
    assert {} == report.counts


@pytest.mark.corpus_files("bib/**/*.bib")
def test_file_goes_through_the_other_dialect(corpus_file: Path) -> None:
    """Law 4: BibTeX -> BibLaTeX -> BibTeX gives equal entries."""
    library = read(corpus_file)
    there = loads(dumps(library, "biblatex"), "biblatex")
    again = loads(dumps(there, "bibtex"), "bibtex")
    assert [says(entry) for entry in library if entry.key] == [
        says(read) for entry, read in zip(library, again, strict=True) if entry.key
    ]


@pytest.mark.corpus_files("bib/**/*.bib")
def test_edit_is_read_back(corpus_file: Path) -> None:
    """Law 3: edits of an entry in the middle are read again, and no other line of the file changes."""
    library = read(corpus_file)
    entries = [entry for entry in library if entry.key and entry.origin and "crossref" not in entry.origin.record.raw]
    entry = entries[len(entries) // 2] if entries else None
    if entry is None or entry.origin is None or corpus_file.name in CHANGED_BY_EDITS:
        pytest.skip(CHANGED_BY_EDITS.get(corpus_file.name, "no entry to edit"))
    record = entry.origin.record.raw
    whole = dumps(library, "bibtex")
    before, after = whole[: entry.origin.record.span[0]], whole[entry.origin.record.span[1] :]
    for name, value in EDITS.items():
        new = entry.evolve(**{name: value})
        text = dumps(library.replace(entry, new), "bibtex")
        assert text.startswith(before)
        assert text.endswith(after)
        again = loads(text, "bibtex")
        at = next(at for at, held in enumerate(library) if held is entry)
        assert says(new) == says(again[at]), name
        gone = Counter(record.splitlines()) - Counter(text[len(before) : len(text) - len(after)].splitlines())
        written = WRITTEN_IN.get(name, {name})
        values = [value for field, value, _ in entry.origin.record.fields if field.lower() in written]
        assert gone.total() <= 1 + sum(len(value.splitlines()) for value in values), name
