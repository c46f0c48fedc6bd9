"""Entries that are read when they are asked for: what they say, and what is reported, is the same."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib import Code, Entry, Library, Report, Source, convert, dumps, iter_entries, load, loads
from arxiv2bib._files import open_source
from arxiv2bib.formats.ris_tags import READ_TYPES, TAGS
from arxiv2bib.model.entry import is_unread
from arxiv2bib.protocols import LazyReader
from arxiv2bib.registry import get_reader
from tests import bibtex_strategies
from tests.formats.test_ris import ris_texts
from tests.readers.test_csl_json import item_texts


def read_twice(format: str, text: str) -> tuple[Library, Library]:
    """Return what *text* is read as at once, and as far as it is when nobody asks."""
    reader = get_reader(format)
    assert isinstance(reader, LazyReader)
    libraries = []
    for read_items in (reader.read, reader.read_lazily):
        report = Report()
        libraries.append(Library(read_items(Source("x", text=text), report=report), report=report))
    return libraries[0], libraries[1]


def check(format: str, text: str) -> Library:
    """Compare the two ways to read *text*; return what is left unread, not asked for anything yet."""
    eager, lazy = read_twice(format, text)
    assert eager.report.diagnostics == lazy.report.diagnostics
    assert (eager.report.records_read, eager.report.records_failed) == (
        lazy.report.records_read,
        lazy.report.records_failed,
    )
    assert [entry.key for entry in eager] == [entry.key for entry in lazy]
    assert [repr(item) for item in eager.items] == [repr(item) for item in lazy.items]
    assert [entry.origin for entry in eager] == [entry.origin for entry in lazy]
    return read_twice(format, text)[1]


@given(bibtex_strategies.any_files)
def test_bibtex_says_the_same(text: str) -> None:
    """What is left unread is the same once it is read, and nothing that is to be said waits for that."""
    check("bibtex", text)


_values = st.sampled_from(
    ["", " ", "text", "10.1000/182", "https://doi.org/10.1000/182", "10.1000/a, 10.1000/b", "1234-5679", "12345679",
     "978-3-16-148410-0", "none", "2020", "2020/05/06/", "2020///Spring", "5", "5-9", "$x$ <i>y</i>", "Smith, John",
     "Smith, John; Doe, J.", "1234-5679 (Print)", "https://a.b;http://c.d", "May-Jun 2020",
     "others", "arXiv:1706.03762", "arXiv:1706.03762v2 [cs.CL]", "Version 7", "Comment: 5 pages", "cs.CL", "a; b",
     "[arxiv2bib] {}", '[arxiv2bib] {"volume": [5]}', "[arxiv2bib] x", "\x01"]
)  # fmt: skip
_lines = st.tuples(st.sampled_from([*sorted(TAGS), "XX", "ID", "ID", "DO", "SN", "KW", "N1"]), _values)


@st.composite
def records(draw: st.DrawFn) -> str:
    """Return a RIS record with lines of any tags, those of authors, keywords and notes together or apart."""
    kind = draw(st.sampled_from([*sorted(READ_TYPES), "jour", "FOO", "", "JOUR", "UNPB"]))
    lines = [f"AU  - {name}" for name in draw(st.lists(_values, max_size=3))]
    lines += [f"{tag}  - {value}" for tag, value in draw(st.lists(_lines, max_size=6))]
    lines += [f"{tag}  - {value}" for tag in ("KW", "N1") for value in draw(st.lists(_values, max_size=2))]
    key = draw(st.sampled_from(["ID  - k\n", "ID  - k\n", "ID  - l\n", ""]))
    return "".join([f"TY  - {kind}\n", *(f"{line}\n" for line in lines), key, "ER  - \n\n"])


@given(st.lists(records(), max_size=3).map("".join) | ris_texts)
@example("TY  - JOUR\nVL  - 5\nVL  - 6\nID  - k\nER  - \n\n")
@example("TY  - BOOK\nTI  - T\nBT  - U\nID  - k\nER  - \n\n")
@example("TY  - JOUR\nT2  - A\nJO  - B\nJF  - C\nID  - k\nER  - \n\n")
def test_ris_says_the_same(text: str) -> None:
    """So it is with records of every type and with lines of every tag."""
    check("ris", text)


@given(st.lists(item_texts(), min_size=1, max_size=4))
def test_csl_json_says_the_same(texts: list[str]) -> None:
    """So it is with items that programs write, and with others."""
    check("csl-json", "[\n  " + ",\n".join(['{\n  "id": "first"\n}', *texts]).replace("\n", "\n  ") + "\n]\n")


@pytest.mark.corpus_files("bib/**/*.bib")
def test_bibtex_of_the_corpus_says_the_same(corpus_file: Path) -> None:
    """Real files, whatever their encoding."""
    check_file("bibtex", corpus_file)


@pytest.mark.corpus_files("ris/**/*.ris")
def test_ris_of_the_corpus_says_the_same(corpus_file: Path) -> None:
    """Real files."""
    check_file("ris", corpus_file)


@pytest.mark.corpus_files("csl/**/*.json")
def test_csl_json_of_the_corpus_says_the_same(corpus_file: Path) -> None:
    """Real files."""
    check_file("csl-json", corpus_file)


def check_file(format: str, path: Path) -> None:
    """Compare the two ways to read the file at *path*."""
    reader = get_reader(format)
    assert isinstance(reader, LazyReader)
    items, reports = [], []
    for read_items in (reader.read, reader.read_lazily):
        report = Report()
        with open_source(path, encoding=None, report=report) as source:
            items.append(list(read_items(source, report=report)))
        reports.append(report)
    assert reports[0].diagnostics == reports[1].diagnostics
    assert items[0] == items[1]


@pytest.mark.parametrize(
    ("fields", "is_left"),
    [
        ("title = {T}, year = 2020, month = may", True),
        ("title = {T}, month = foo", False),  # a macro that may not be defined
        ("title = {T} # { U}", False),
        ("title = {T}, Title = {U}", False),
        ("doi = {10.1000/x1}, issn = {1234-5679}, isbn = {978-3-16-148410-0}, date = {2020-05}", True),
        ("doi = {none}", False),
        ("doi = {https://doi.org/10.1000/x1}", False),  # it is one, but that takes reading
        ("issn = {n/a}", False),
        ("isbn = {none}", False),
        ("date = {soon}", False),
        ("title = {T}, arxiv2bib = {{}}", False),
    ],
)
def test_bibtex_is_left_unread_where_there_is_nothing_to_say(fields: str, *, is_left: bool) -> None:
    """Usual entries are; those of which there is something to say, or might be, are read."""
    library = check("bibtex", f"@article{{k, {fields}}}\n@misc{{l, title = {{L}}}}\n")
    assert is_unread(library[0]) is is_left


@pytest.mark.parametrize(
    ("kind", "lines", "is_left"),
    [
        ("JOUR", ["TI  - T", "T2  - J", "PY  - 2020", "VL  - 5", "SP  - 1", "EP  - 9", "SN  - 1234-5679"], True),
        ("BOOK", ["TI  - T", "A2  - Berg, Bob", "A2  - Aas, Ann", "SN  - 978-3-16-148410-0", "Y2  - 2020"], True),
        ("JOUR", ["TI  - T", "DO  - 10.1000/182", "C1  - x", "C1  - y", "M3  - Article"], True),
        ("JOUR", ["TI  - T", "DO  - none"], False),
        ("JOUR", ["TI  - T", "SN  - none"], False),
        ("JOUR", ["TI  - T", "VL  - 5", "VL  - 6"], False),
        ("JOUR", ["TI  - T", "SP  - 5", "SP  - 6"], False),
        ("JOUR", ["TI  - T", "XX  - x"], False),
        ("FOO", ["TI  - T"], False),
        ("JOUR", ["TI  - T", "N1  - [arxiv2bib] {}"], False),
        ("JOUR", ["TI  - T", "AB  - a\x01b"], False),
    ],
)
def test_ris_is_left_unread_where_there_is_nothing_to_say(kind: str, lines: list[str], *, is_left: bool) -> None:
    """Usual records with a key are, where each line says something for itself."""
    text = "\n".join([f"TY  - {kind}", "AU  - Smith, John", *lines, "ID  - k", "ER  - ", "", ""])
    assert is_unread(check("ris", text)[0]) is is_left


@pytest.mark.parametrize(
    ("member", "is_left"),
    [
        ('"title": "A $x$ <i>y</i>", "note": "arXiv:1706.03762"', True),
        ('"author": [{"family": "Berg", "given": "Bob"}], "issued": {"date-parts": [["2020", 5]]}', True),
        ('"author": [{"literal": "The Team"}]', False),
        ('"DOI": "none"', False),
        ('"title": "A", "title": "B"', False),
        ('"custom": {"x": 1}', False),
    ],
)
def test_csl_json_is_left_unread_where_there_is_nothing_to_say(member: str, *, is_left: bool) -> None:
    """Usual items are, once the file is known to have each over its lines."""
    first = '{\n  "id": "a",\n  "type": "book"\n}'
    library = check("csl-json", f'[\n{first},\n{{\n  "id": "k",\n  "type": "article",\n  {member}\n}}\n]\n')
    assert is_unread(library[1]) is is_left


def test_a_key_that_comes_again_is_told_of_at_once() -> None:
    """Nobody has to ask for the entry."""
    record = "TY  - JOUR\nTI  - T\nID  - k\nER  - \n\n"
    library = loads(record * 2, "ris")
    assert [True, True] == [is_unread(entry) for entry in library]
    assert [(Code.READ_DUPLICATE_KEY, 8)] == [(said.code, said.line) for said in library.report.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{l, title = {L}}\n@string{may = {Maius}}\n@misc{k, month = may}\n@misc{l, title = {L}}\n",
        "@misc{p, title = {P}}\n@misc{k, crossref = {p}}\n@misc{l, title = {L}}\n",
    ],
)
def test_entries_that_depend_on_others_are_read(text: str) -> None:
    """A month may be redefined, and a parent stand anywhere."""
    lazy = check("bibtex", text)
    assert [True, False] == [is_unread(lazy[at]) for at in (0, 1)]


SAMPLES = {
    "bibtex": "@misc{k,\n  title = {T {X}},\n  month = may }\n\n@misc{l, doi = {10.1000/x1}}\n@misc{m, title = {U}}\n",
    "ris": "TY  - JOUR\nTI  - T\nID  - k\nER  - \n\nTY  - BOOK\nTI  - U\nKW  - a; b\nID  - l\nER  - \n",
    "csl-json": json.dumps([{"id": key, "type": "book", "title": key} for key in "akl"], indent=2) + "\n",
}


@pytest.mark.parametrize("format", SAMPLES)
def test_a_library_reads_what_is_asked_for(format: str, tmp_path: Path) -> None:
    """An entry of a library is read when a field of it is asked for, and no other with it; those of a stream are."""
    text = SAMPLES[format]
    (tmp_path / "a").write_text(text)
    for library in (loads(text, format), load(tmp_path / "a", format)):
        assert is_unread(library["k"])
        assert library["k"].title
        assert [False, True] == [is_unread(library[key]) for key in "kl"]
        assert type(library["k"]) is Entry
    assert not any(map(is_unread, iter_entries(tmp_path / "a", format)))


@pytest.mark.parametrize("format", SAMPLES)
def test_what_is_written_back_is_not_read(format: str, tmp_path: Path) -> None:
    """A conversion from a format to itself reads no field of a usual entry, and says everything as it was said."""
    text = SAMPLES[format]
    library = loads(text, format)
    assert text == dumps(library, format)
    assert [True, True] == [is_unread(library[key]) for key in "kl"]
    (tmp_path / "a").write_text(text)
    report = convert(tmp_path / "a", tmp_path / "b", from_=format, to=format)
    assert text == (tmp_path / "b").read_text()
    assert len(library) == report.records_read == report.records_written
