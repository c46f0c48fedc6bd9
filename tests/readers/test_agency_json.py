"""The readers of Crossref's and DataCite's answers, kept in files."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arxiv2bib import Code, Entry, Report, UnknownFormatError, convert, loads
from arxiv2bib.model.records import Source
from arxiv2bib.registry import get_reader, guess_reader
from tests.formats.agency_answers import CROSSREF, DATACITE, read_bodies

Json = Any  # Any: JSON

WORK = '{"indexed": {}, "DOI": "10.1000/1", "type": "book", "title": ["A"]}'
OTHER = '{"indexed": {}, "DOI": "10.1000/2", "type": "book", "title": ["B"]}'
RECORD = '{"id": "10.1000/1", "type": "dois", "attributes": {"doi": "10.1000/1", "titles": [{"title": "A"}]}}'
OTHER_RECORD = (
    '{"doi": "10.1000/2", "titles": [{"title": "B"}], "creators": [], "types": {"resourceTypeGeneral": "Book"}}'
)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("crossref-json", f"{WORK}\n"),
        ("crossref-json", f'{{"status": "ok", "message-type": "work", "message": {WORK}}}'),
        ("crossref-json", f"[{WORK}, {OTHER}]"),
        ("crossref-json", f"{WORK}\n{OTHER}\n"),
        (
            "crossref-json",
            f'{{"message-type": "work-list", "message": {{"facets": {{}}, "items": [{WORK}, {OTHER}]}}}}',
        ),
        ("crossref-json", f'[{{"message": {WORK}, "message-type": "work"}}, {{"message": {OTHER}}}]'),
        ("datacite-json", RECORD),
        ("datacite-json", f'{{"data": {RECORD}, "included": []}}'),
        ("datacite-json", f'{{"data": [{RECORD}, {OTHER_RECORD}], "meta": {{}}}}'),
        ("datacite-json", f"{RECORD}\n{OTHER_RECORD}\n"),
        ("datacite-json", f"[{OTHER_RECORD}]"),
    ],
)
def test_answers_in_any_wrapping(format: str, text: str) -> None:
    """Whole answers, lists, arrays and lines are told by their content, and each work in them is read."""
    assert format == guess_reader("answers.json", text).format.name
    report = Report()
    titles = [entry.title for entry in loads(text, format, report=report)]
    assert ["A", "B"][: len(titles)] == titles or ["B"] == titles
    assert (len(titles), 0) == (report.records_read, report.records_failed)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("csl-json", '[{"id": "a", "type": "book", "title": "A", "DOI": "10.1000/1"}]'),
        (
            "csl-json",
            '{"indexed": {"timestamp": 1}, "reference-count": 3, "DOI": "10.1000/1", "title": "A", "type": "book"}',
        ),
        ("crossref-json", '{"DOI": "10.1000/1", "title": ["A"]}'),
        ("crossref-json", '{"reference-count": 3, "publisher": "A", "issue": "1", "content-domain": {}}'),
        ("datacite-json", '{"schemaVersion": "http://datacite.org/schema/kernel-4", "doi": "10.1000/1"}'),
    ],
)
def test_formats_are_told_apart(expected: str, text: str) -> None:
    """CSL-JSON has texts where Crossref's works have lists, also that of Crossref's content negotiation."""
    assert expected == guess_reader("x.json", text).format.name


@pytest.mark.parametrize(
    "text",
    [
        '{"status": "ok", "message-type": "member-list", "message": {"items": [{"id": 98, "names": ["A"]}]}}',
        '{"status": "ok", "message-type": "work-agency", "message": {"DOI": "10.1000/1", "agency": {"id": "c"}}}',
        '{"errors": [{"status": "404", "title": "The resource you are looking for doesn\'t exist."}]}',
        '{"itemType": "book", "creators": [], "title": "A"}',
    ],
)
def test_other_answers_are_no_works(text: str) -> None:
    """Answers about members and agencies, errors, and items of Zotero are of neither format."""
    with pytest.raises(UnknownFormatError):
        guess_reader("x.json", text)


@pytest.mark.parametrize(("format", "patterns"), [("crossref-json", CROSSREF), ("datacite-json", DATACITE)])
def test_recorded_answers_are_read_by_themselves(corpus: Path, format: str, patterns: tuple[str, ...]) -> None:
    """The body of every recorded answer with works is recognised, and none of its works fails."""
    count = 0
    for name, body in read_bodies(corpus, *patterns):
        text = json.dumps(body)
        reader = get_reader(format)
        if reader.sniff(text[:4096]):
            report = Report()
            count += len(loads(text, format, report=report))
            assert 0 == report.records_failed, name
    assert count >= 40


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (
            "crossref-json",
            '{"status": "ok", "message-type": "work-list", "message": {"items": [], "total-results": 0}}',
        ),
        ("datacite-json", '{"data": [], "meta": {"total": 0}}'),
    ],
)
def test_search_without_hits_is_no_failure(format: str, text: str) -> None:
    """An answer that holds no work is an empty bibliography."""
    report = Report()
    assert [] == list(loads(text, format, report=report))
    assert (0, 0) == (report.records_read, report.records_failed)


def test_what_is_no_work_fails_alone() -> None:
    """A journal among works is a failed block, told and counted."""
    report = Report()
    library = loads(
        f'[{WORK}, {{"title": "A journal", "ISSN": ["0302-9743"]}}, {OTHER}]', "crossref-json", report=report
    )
    assert (["A", "B"], 1) == ([entry.title for entry in library], report.records_failed)
    (diagnostic,) = report.of_code(Code.READ_FAILED_RECORD)
    assert "no work" in diagnostic.message


def test_the_same_work_twice_is_told() -> None:
    """A work that stands in two answers of one file is two entries, and the second is told."""
    report = Report()
    library = loads(f"{WORK}\n{WORK.replace('10.1000/1', '10.1000/1')}\n", "crossref-json", report=report)
    assert (2, 1) == (len(library), report.counts[Code.READ_DUPLICATE_RECORD])


def test_entries_know_where_they_stood() -> None:
    """The origin is the object of the work, with its line, and a diagnostic has the line of the member."""
    report = Report()
    text = f'[\n{WORK},\n{{"DOI": "10.1000/2",\n "type": "book",\n "issued": "soon"}}\n]'
    entries = list(loads(text, "crossref-json", report=report))
    assert [2, 3] == [entry.origin.record.line for entry in entries if entry.origin is not None]
    (diagnostic,) = report.of_code(Code.READ_INVALID_VALUE)
    assert (5, "10.1000/2", "issued") == (diagnostic.line, diagnostic.record, diagnostic.path)


def test_faulty_json_that_is_plain_is_read() -> None:
    """A comma too many and a raw line break change nothing of what a work says."""
    report = Report()
    (entry,) = loads('{"DOI": "10.1000/1", "type": "book", "title": ["A\nB"],}', "crossref-json", report=report)
    assert ("A B", 0) == (entry.title, report.records_failed)


def test_a_member_given_twice_is_told() -> None:
    """Of two members of one name the last counts, and the other is kept."""
    report = Report()
    (entry,) = loads(
        '{"DOI": "10.1000/1", "type": "book", "volume": "1", "volume": "2"}', "crossref-json", report=report
    )
    assert ("2", ["volume"], 1) == (
        entry.volume, [extra.name for extra in entry.extra], report.counts[Code.READ_REPEATED_FIELD],
    )  # fmt: skip


class Pieces(Source):
    """A long answer that is made while it is read."""

    def chunks(self, size: int = 0, *, translate: bool = True) -> Iterator[str]:
        """Yield the answer in pieces."""
        yield '{"status": "ok", "message-type": "work-list", "message": {"facets": {}, "items": ['
        for number in range(300):
            work = {"indexed": {}, "DOI": f"10.1000/{number}", "title": ["A"], "reference": [{"key": "x" * 9000}]}
            yield f"{',' if number else ''}{json.dumps(work)}"
        yield '], "items-per-page": 1000}}'


def test_long_answers_are_streamed() -> None:
    """Of 3 MB with 300 works never more than a part is in memory."""
    reader, report = get_reader("crossref-json"), Report(keep=10)
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Entry) for item in reader.read(Pieces("<pieces>"), report=report))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (300, 0) == (count, report.records_failed)
    assert peak < 1_000_000


def test_answers_become_bibliographies(tmp_path: Path) -> None:
    """A file of works is converted like any other, with keys; what is left out is told and no loss."""
    path = tmp_path / "works.json"
    path.write_text(
        json.dumps({"message-type": "work", "message": {
            "DOI": "10.1000/1", "type": "journal-article", "title": ["On <i>E. coli</i>"], "score": 1, "page": "1-2",
            "author": [{"given": "Ada", "family": "Lovelace"}], "container-title": ["J"], "volume": "3",
            "published-print": {"date-parts": [[2016, 2]]},
        }}), "utf-8",
    )  # fmt: skip
    report = convert(path, tmp_path / "works.bib")
    text = (tmp_path / "works.bib").read_text("utf-8")
    assert text.startswith("@article{lovelace2016")
    for line in ("journal", "J", r"\textit{{E}. coli}", "2016", "1--2", "10.1000/1"):
        assert line in text
    assert report.worst is not None
    assert 0 == report.counts[Code.EXPORT_FIELD_DROPPED]
