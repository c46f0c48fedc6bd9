"""Nothing is lost on the way through another format and back; see the design's laws 2, 3 and 4.

The records are of our own making (``tests/round_trips/records.py``) and those of the corpus. Of the corpus, a sample;
all of it where ``ARXIV2BIB_ROUND_TRIPS`` is ``all``, as in the tox environment ``round-trips``.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

from arxiv2bib import Entry, Library, Report, SourceDecodeError, UnknownFormatError, dumps, load, loads
from arxiv2bib.formats.bibtex_fields import READ_TYPES as BIBTEX_TYPES
from arxiv2bib.formats.bibtex_rows import ROWS
from arxiv2bib.formats.csl_variables import VARIABLES
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.formats.ris_tags import READ_TYPES as RIS_TYPES
from arxiv2bib.formats.ris_tags import TAGS
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.testing import strategies
from tests.conftest import CORPUS, NO_CORPUS, ROOT
from tests.round_trips.records import make_records
from tests.round_trips.trips import (
    Trip,
    find_differences,
    find_untold,
    has_parents,
    list_formats,
    list_pairs,
    rewrite,
    travel,
    without_inherited,
)

EVERY = 1 if os.environ.get("ARXIV2BIB_ROUND_TRIPS") == "all" else 12
"""One of so many entries of the corpus makes the trips."""

PATTERNS = {"bibtex": "bib/**/*.bib", "biblatex": "bib/biber/*.bib", "ris": "ris/**/*.ris", "csl-json": "csl/**/*.json"}
FEW = frozenset({"ris", "csl-json"})
"""Formats of which the corpus has so few records that all of them travel."""

Differences = list[dict[str, tuple[object, object]]]

GENERATED = [
    pytest.param(source, other, kind, id=f"{source}-{other}-{kind}")
    for source, other in list_pairs()
    for kind in make_records(source)
]
ALONE = [
    pytest.param(source, kind, id=f"{source}-{kind}") for source in list_formats() for kind in make_records(source)
]
each_pair = pytest.mark.parametrize(("source", "other"), list_pairs())
each_format = pytest.mark.parametrize("name", list_formats())


@cache
def read_generated(source: str, kind: str) -> tuple[Entry, ...]:
    """Return the entries of the generated records of one type."""
    libraries = [loads(text, source) for text in make_records(source)[kind]]
    assert [1] * len(libraries) == list(map(len, libraries))
    return tuple(library[0] for library in libraries)


def find_all_differences(trips: Iterator[Trip]) -> Differences:
    """Return what is not the same after each of *trips*."""
    return [differing for trip in trips for differing in find_differences(trip)]


@pytest.mark.parametrize(("source", "other", "kind"), GENERATED)
def test_generated_records_come_back(source: str, other: str, kind: str) -> None:
    """Law 4: a record that went through another format is the same record."""
    entries = read_generated(source, kind)
    assert [] == find_all_differences(travel([entry], source, other) for entry in entries)


@pytest.mark.parametrize(("source", "other", "kind"), GENERATED)
def test_losses_of_generated_records_are_told(source: str, other: str, kind: str) -> None:
    """Law 2: where nothing is carried, each value that is not there afterwards is in the report."""
    entries = read_generated(source, kind)
    untold = (find_untold(travel([entry], source, other, carry=False)) for entry in entries)
    assert [] == [values for values in untold if values]


@pytest.mark.parametrize(("source", "kind"), ALONE)
def test_generated_records_are_rewritten(source: str, kind: str) -> None:
    """Law 3: a record that is written anew in its own format is the same record."""
    assert [] == find_all_differences(rewrite([entry], source) for entry in read_generated(source, kind))


def test_generated_records_have_every_type_and_field() -> None:
    """The generated records leave out no type and no field that a reader knows."""
    texts = {source: "\n".join(sum(make_records(source).values(), ())) for source in ("bibtex", "biblatex", "ris")}
    for dialect in ("bibtex", "biblatex"):
        text = texts[dialect].lower()
        assert set() == {kind for kind in BIBTEX_TYPES if f"@{kind}{{" not in text and f"@{kind}(" not in text}
        assert set() == {name for name in ROWS if f"{name} = " not in text}
    assert set() == {kind for kind in RIS_TYPES if f"TY  - {kind}" not in texts["ris"]}
    assert set() == {tag for tag in TAGS if f"\n{tag}  - " not in texts["ris"]}
    items = "\n".join(sum(make_records("csl-json").values(), ()))
    assert set() == {kind for kind in EntryType if f'"type": "{kind}"' not in items}
    assert set() == {name for name in VARIABLES if f'"{name}":' not in items}


# The corpus


@cache
def read_corpus(source: str) -> tuple[Library, ...]:
    """Return the files of the corpus in the format *source*, without those that are no bibliographies."""
    if not CORPUS.is_dir():
        pytest.skip(NO_CORPUS)
    paths = sorted(CORPUS.glob(PATTERNS[source]))
    return tuple(library for path in paths if (library := read_library(path, source)) is not None)


def read_library(path: Path, source: str) -> Library | None:
    """Return what is in the file at *path*, or None if it has nothing in that format."""
    try:
        return load(path, source, report=Report(keep=0))
    except (UnknownFormatError, SourceDecodeError):
        return None


@cache
def sample_corpus(source: str) -> tuple[Entry, ...]:
    """Return entries of the corpus that travel alone."""
    entries = [entry for library in read_corpus(source) for entry in library if not has_parents(entry)]
    return tuple(entries[:: 1 if source in FEW else EVERY])


@each_pair
def test_corpus_comes_back(source: str, other: str) -> None:
    """Law 4, on real records."""
    entries = sample_corpus(source)
    assert entries
    assert [] == find_all_differences(travel([entry], source, other) for entry in entries)


@each_pair
def test_losses_of_the_corpus_are_told(source: str, other: str) -> None:
    """Law 2, on real records."""
    untold = (find_untold(travel([entry], source, other, carry=False)) for entry in sample_corpus(source))
    assert [] == [values for values in untold if values]


@each_format
def test_corpus_is_rewritten(name: str) -> None:
    """Law 3, on real records."""
    assert [] == find_all_differences(rewrite([entry], name) for entry in sample_corpus(name))


@pytest.mark.parametrize(("source", "other"), [pair for pair in list_pairs() if pair[0] in ("bibtex", "biblatex")])
def test_libraries_with_parents_come_back(source: str, other: str) -> None:
    """Law 4, on whole files in which entries inherit from others: the parents travel along, respelled."""
    libraries = [library for library in read_corpus(source) if any(map(has_parents, library))]
    smallest = sorted(libraries, key=len)[: len(libraries) if EVERY == 1 else 8]
    assert smallest
    for library in smallest:
        trip = travel(give_keys(library), source, other)
        before, after = (tuple(map(without_inherited, entries)) for entries in (trip.before, trip.after))
        assert [] == find_differences(Trip(before, after, trip.told))


def give_keys(entries: Sequence[Entry]) -> list[Entry]:
    """Return *entries*, those without a key with one that no other has."""
    numbers = count(1)
    return [entry if entry.key else entry.evolve(key=f"without-a-key-{next(numbers)}") for entry in entries]


# Any entry


@each_format
@given(entry=strategies.entries, key=strategies.plain_keys)
def test_any_entry_comes_back(name: str, entry: Entry, key: str) -> None:
    """Law 4, on whatever the model can hold: with carry, what is read is what was written.

    Where an entry has no native type, or only what some format calls its type anyway, the one read is the format's own.
    """
    entry = entry.evolve(key=key)
    (back,) = loads(dumps([entry], name, carry=True), name)
    if not needs_native_type(entry):
        back = back.evolve(native_type=entry.native_type)
    assert [] == find_differences(Trip((entry,), (back,), ()))


# The page


def test_command_writes_the_page(tmp_path: Path, corpus: Path) -> None:
    """A short run with our own paths alone gives a page; so does the documentation's full one."""
    page = tmp_path / "page.md"
    options = ["--ours", "--records", "3", "--corpus", str(corpus), "--write", str(page), "--date", "2017-06-12"]
    command = [sys.executable, "-m", "tests.round_trips", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert 0 == done.returncode, done.stderr
    assert done.stdout == page.read_text("utf-8") + "\n"
    assert "on 2017-06-12" in done.stdout
    written = (ROOT / "docs" / "round-trips.md").read_text("utf-8")
    assert done.stdout.partition("## What")[0].splitlines()[:3] == written.splitlines()[:3]
