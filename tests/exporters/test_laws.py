"""What holds for every built-in exporter beyond the laws of the test kit; see the design's section 3."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Code,
    Date,
    Diagnostic,
    Doi,
    Entry,
    EntryType,
    Extra,
    Report,
    dumps,
    infer,
    load,
    loads,
)
from arxiv2bib.model.entry import ENTRY_FIELDS
from arxiv2bib.testing import strategies
from arxiv2bib.testing.marking import NOT_OF_THE_WORK, list_parts, mark_entry

FORMATS = ("bibtex", "biblatex", "ris", "csl-json")
each_format = pytest.mark.parametrize("name", FORMATS)


def export(entry: Entry, name: str) -> tuple[str, list[Diagnostic]]:
    """Return *entry* in the format *name* and what was said about it."""
    report = Report()
    return dumps([entry], name, report=report), report.diagnostics


def find_losses(entry: Entry, name: str) -> dict[str, str]:
    """Return the words of the marked *entry* that are neither in the output nor in the report."""
    marked, words = mark_entry(entry)
    text, diagnostics = export(marked, name)
    told = " ".join(diagnostic.value or "" for diagnostic in diagnostics)
    return {word: path for word, path in words.items() if word not in text and word not in told}


@each_format
@given(entry=strategies.entries, letters=st.sampled_from(["latex", "utf8"]))
def test_same_entry_same_bytes(name: str, entry: Entry, letters: str) -> None:
    """Law 6: an entry is written the same way each time, as text that UTF-8 can hold."""
    options: dict[str, Any] = {"letters": letters} if name in ("bibtex", "biblatex") else {}  # Any: an exporter's own
    text = dumps([entry], name, **options)
    assert text == dumps([entry], name, **options)
    assert text == text.encode("utf-8").decode("utf-8")


@each_format
@given(entry=strategies.preprints)
def test_preprint_keeps_the_doi_of_arxiv(name: str, entry: Entry) -> None:
    """Law 8: whatever a preprint's authors say of a journal, type and DOI stay those of the preprint."""
    text, _ = export(entry, name)
    assert entry.arxiv is not None
    start, doi = PREPRINT_SIGNS[name]
    assert start in text
    assert doi.format(entry.doi) in text
    published = [made for made in Doi.find_all(entry.arxiv.doi or "") if made != entry.doi]
    assert [] == [made for made in published if doi.format(made) in text]


PREPRINT_SIGNS = {
    "bibtex": ("@misc{", "  doi           = {{{}}}"),
    "biblatex": ("@online{", "  doi           = {{{}}}"),
    "ris": ("TY  - UNPB\n", "\nDO  - {}\n"),
    "csl-json": ('"type": "article",\n', '"DOI": "{}"'),
}
"""How each format says that a work is a preprint, and its DOI."""


@each_format
@pytest.mark.parametrize(
    ("given_doi", "expected"),
    [
        ("10.1103/PhysRevLett.116.061102", "https://doi.org/10.1103/PhysRevLett.116.061102"),
        ("https://doi.org/10.1103/PhysRevLett.116.061102", "https://doi.org/10.1103/PhysRevLett.116.061102"),
        ("10.1000/a, 10.1000/b", "https://doi.org/10.1000/a, https://doi.org/10.1000/b"),
        ("10.1000/a (conference version)", "DOI as given: 10.1000/a (conference version)"),
        ("not yet", "DOI as given: not yet"),
    ],
)
def test_publishers_doi_is_noted(name: str, given_doi: str, expected: str) -> None:
    """Law 8: the DOI that the authors of a preprint give is told in a note, with all the words around it."""
    arxiv = ArxivInfo(id=ArxivId("1602.03837"), doi=given_doi)
    text, _ = export(Entry(type=EntryType.ARTICLE, key="k", arxiv=arxiv, doi=Doi("10.48550/arXiv.1602.03837")), name)
    note = next(line for line in text.splitlines() if expected in line)
    assert note.lstrip().startswith(("note ", "N1  - ", '"note": '))


@each_format
def test_doi_of_the_preprint_itself_is_no_publication(name: str) -> None:
    """Law 8: authors who give the arXiv DOI, in any case, have said nothing of a published version."""
    arxiv = ArxivInfo(id=ArxivId("1602.03837"), doi="10.48550/ARXIV.1602.03837")
    text, _ = export(Entry(type=EntryType.ARTICLE, key="k", arxiv=arxiv, doi=Doi("10.48550/arXiv.1602.03837")), name)
    assert "Published version" not in text
    assert "ARXIV" not in text


@each_format
@pytest.mark.parametrize("given_doi", ["10.48550/ARXIV.1602.03837", "https://doi.org/10.48550/arXiv.1602.03837"])
def test_doi_of_the_preprint_is_no_other_version_of_what_was_published(name: str, given_doi: str) -> None:
    """Law 8: where the paper was published without a DOI, arXiv's is not that of the published version."""
    arxiv = ArxivInfo(id=ArxivId("1602.03837"), doi=given_doi, journal_ref="ICASSP 2023")
    text, _ = export(infer(Entry(type=EntryType.ARTICLE, key="k", arxiv=arxiv, doi=ArxivId("1602.03837").doi)), name)
    assert "ICASSP" in text or "Acoustics" in text
    assert "Published version" not in text


@each_format
@given(entry=strategies.entries)
def test_an_entry_is_one_record(name: str, entry: Entry) -> None:
    """The report counts each entry that is written."""
    report = Report()
    text = dumps([entry, entry], name, report=report)
    assert 2 == report.records_written
    assert 2 == f"\n{text}".count(RECORD_STARTS[name])


RECORD_STARTS = {"bibtex": "\n@", "biblatex": "\n@", "ris": "\nTY  - ", "csl-json": "\n  {\n"}


@each_format
def test_no_entries_give_an_empty_file_of_the_format(name: str) -> None:
    """Nothing to write is no error: an empty JSON array, and for the others an empty text."""
    assert ("[]\n" if name == "csl-json" else "") == dumps([], name)


@each_format
@given(entry=strategies.entries)
def test_truncated_lists_go_on_or_are_told(name: str, entry: Entry) -> None:
    """Law 2: that a list of names goes on is in the output as "others", or in the report; or it is carried."""
    text, diagnostics = export(entry, name)
    if entry.origin is not None and entry.origin.record.format in ("bibtex", "biblatex", "ris", "csl-json"):
        assert entry.truncated == loads(text, name)[0].truncated
        return
    told = "; ".join(diagnostic.value or "" for diagnostic in diagnostics if diagnostic.path == "truncated")
    assert text.count(" and others}") >= len(set(entry.truncated) - set(told.split("; ")))


def find_missing_words(entry: Entry, name: str) -> set[str]:
    """Return the plain words of *entry*'s texts that are neither in the output nor in the report, braces apart."""
    text, diagnostics = export(entry, name)
    told = " ".join([text, *(diagnostic.value or "" for diagnostic in diagnostics)])
    found = set(WORD.findall(told.replace("{", "").replace("}", "")))
    return {word for part in list_texts(entry) for word in PLAIN_WORD.findall(part)} - found


WORD = re.compile(r"[A-Za-z0-9]+")
# Words with nothing but spaces around them: TeX may end in letters, and so may what stands for an accent.
PLAIN_WORD = re.compile(r"(?<!\S)[A-Za-z0-9]+(?!\S)")


def list_texts(value: object) -> Iterator[str]:
    """Return every text in *value*, an entry or a part of one."""
    match value:
        case Entry():
            for name in ENTRY_FIELDS:
                if name not in NOT_OF_THE_WORK:
                    yield from list_texts(getattr(value, name))
        case Extra():
            yield value.value
        case str():
            yield value
        case tuple():
            for part in value:
                yield from list_texts(part)
        case _ if attrs.has(type(value)):
            for part in list_parts(value).values():
                yield from list_texts(part)


@pytest.mark.corpus_files("digests/*.md")
def test_no_text_of_a_digest_is_lost_in_silence(corpus_file: Path) -> None:
    """Law 2, on every record of every digest and in every format."""
    entries = list(load(corpus_file))
    assert entries
    losses = [find_losses(entry, name) for entry in entries for name in FORMATS]
    assert [] == [lost for lost in losses if lost]


@pytest.mark.corpus_files("digests/*.md")
def test_no_word_of_a_digest_is_lost_in_silence(corpus_file: Path) -> None:
    """Law 2, word by word: each plain word of a record stands in each output or in the report."""
    missing = {
        (entry.arxiv.id if entry.arxiv is not None else None, name): words
        for entry in load(corpus_file)
        for name in FORMATS
        if (words := find_missing_words(entry, name))
    }
    assert {} == missing


def test_bookkeeping_is_no_warning() -> None:
    """That a version's date has no place is worth knowing; it takes nothing from a bibliography."""
    entry = Entry(key="k", issued=Date(start=(2017,)), updated=Date(start=(2018,)), publisher="P", status="draft")
    report = Report()
    dumps([entry], "ris", report=report)
    severities = {diagnostic.path: diagnostic.severity.name for diagnostic in report.of_code(Code.EXPORT_FIELD_DROPPED)}
    assert {"updated": "INFO", "status": "WARNING"} == severities
