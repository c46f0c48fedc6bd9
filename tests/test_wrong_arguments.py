"""Arguments of wrong types: each call raises an error of ours that says what it takes."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import arxiv2bib
from arxiv2bib import Arxiv2bibError, Entry, InvalidValueError, Library, ReadError

TEXT = "@misc{a,\n  title = {T},\n  year = 2020\n}\n"
LIBRARY = arxiv2bib.loads(TEXT)


def _give(value: Any = None) -> Any:  # Any: what type checkers would not let through
    return value


TRANSFORMS: list[Callable[[Any], Iterator[Any]]] = [
    lambda items: arxiv2bib.sort_entries(items, "year"),
    lambda items: arxiv2bib.select_entries(items, "year>2000"),
    lambda items: arxiv2bib.omit_fields(items, "abstract"),
    lambda items: arxiv2bib.name_journals(items, "full"),
    lambda items: arxiv2bib.name_journals(items, "as-written"),
    arxiv2bib.merge_duplicates,
    arxiv2bib.assign_keys,
    arxiv2bib.pair_versions,
]


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("items", ["refs.bib", Path("refs.bib"), b"x", None, 3, LIBRARY[0], ["a"], [None], {"a": 1}])
def test_what_takes_entries_takes_nothing_else(transform: Callable[[Any], Iterator[Any]], items: object) -> None:
    """Not the name of a file either, whose letters would come out one by one."""
    with pytest.raises(InvalidValueError, match=r"not a library or a list of entries|not an entry"):
        list(transform(items))


def test_a_function_for_every_entry_has_to_return_one() -> None:
    """A forgotten ``return`` makes no library without entries."""
    with pytest.raises(InvalidValueError, match="not an entry: NoneType"):
        LIBRARY.map(lambda entry: _give())
    with pytest.raises(InvalidValueError, match="not an entry: NoneType"):
        LIBRARY.replace(LIBRARY[0], _give())
    with pytest.raises(InvalidValueError, match="load reads a file"):
        Library(_give("refs.bib"))


@pytest.mark.parametrize(
    "call",
    [
        arxiv2bib.parse_name, arxiv2bib.split_authors, arxiv2bib.parse_date, arxiv2bib.parse_pages,
        arxiv2bib.parse_comment, arxiv2bib.parse_journal_ref, arxiv2bib.parse_doi, arxiv2bib.ArxivId.parse,
        arxiv2bib.Doi.find_all,
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", [None, 2020, b"2020", ["2020"], arxiv2bib.Doi("10.1000/182")])
def test_what_takes_text_takes_nothing_else(call: Callable[[Any], object], value: object) -> None:
    """None is no text: a cell of a table without a value is told from an empty one."""
    with pytest.raises(InvalidValueError, match="takes text, not"):
        call(value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: arxiv2bib.loads(TEXT, report=_give(True)), "report is a Report, not bool"),
        (lambda: arxiv2bib.dumps(LIBRARY, "ris", report=_give([])), "report is a Report, not list"),
        (lambda: LIBRARY.replace(_give("a"), LIBRARY[0]), r"library\[key\] is one"),
        (lambda: arxiv2bib.infer(_give(LIBRARY)), r"library.map\(infer\)"),
        (lambda: arxiv2bib.loads(TEXT, _give(3)), "readers are named by text, not int"),
        (lambda: arxiv2bib.dumps(LIBRARY, for_=_give(3)), "a profile is named by text, not int"),
        (lambda: arxiv2bib.resolve(LIBRARY, offline=True, resolvers="crossref"), r"write \['crossref'\]"),
        (lambda: arxiv2bib.fetch(_give(2111.03216), offline=True), "identifiers are texts"),
        (lambda: arxiv2bib.convert(_give(), "x.bib"), "cannot read from NoneType"),
        (lambda: arxiv2bib.omit_fields(LIBRARY, _give()), "what to omit is text"),
        (lambda: list(arxiv2bib.check(LIBRARY, select=_give())), r"lists of codes, \(\) for none, not NoneType"),
    ],
)
def test_other_arguments_are_told_what_they_are(call: Callable[[], object], message: str) -> None:
    """And what to give instead, where that is one thing."""
    with pytest.raises(InvalidValueError, match=message):
        call()


def test_processes_are_counted_by_a_number(tmp_path: Path) -> None:
    """A number in text, as it comes from a command line, is none."""
    (tmp_path / "a.bib").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InvalidValueError, match="jobs is a number of processes, at least 1, not '2'"):
        arxiv2bib.convert(tmp_path / "a.bib", tmp_path / "b.ris", jobs=_give("2"))


def test_a_text_given_for_a_path_is_told_of_loads() -> None:
    """And the text itself is not all in the message."""
    with pytest.raises(ReadError, match=r"cannot read @misc\{a,\.\.\.: .*; for a text, there is loads") as caught:
        arxiv2bib.load(TEXT * 100)
    assert len(str(caught.value)) < 200
    with pytest.raises(ReadError, match="for a text, there is loads"):
        arxiv2bib.load("@misc{a, title = {T}}")


@pytest.mark.parametrize("name", ["a\0.bib", "\ud800.bib"])
def test_a_name_that_no_file_can_have_is_a_file_that_cannot_be_read(name: str) -> None:
    """Python has errors of its own for these."""
    with pytest.raises(Arxiv2bibError, match="cannot read"):
        arxiv2bib.load(name)


def test_files_of_gzip_are_open_files(tmp_path: Path) -> None:
    """To type checkers too: mypy looks at this test."""
    with gzip.open(tmp_path / "a.bib.gz", "wb") as file:
        arxiv2bib.dump([Entry(key="a", title="T")], file, "bibtex")
    with gzip.open(tmp_path / "a.bib.gz", "rb") as file:
        assert arxiv2bib.load(file, "bibtex")["a"].title == "T"


@pytest.mark.parametrize("mode", ["rb", "rt"])
@pytest.mark.parametrize(
    ("module", "data"),
    [
        (gzip, gzip.compress(TEXT.encode(), mtime=0)[:-20]),
        (gzip, gzip.compress(TEXT.encode(), mtime=0)[:12] + b"\xff" * 20),
        (gzip, b"no gzip"),
        (bz2, bz2.compress(TEXT.encode())[:-20]),
        (lzma, lzma.compress(TEXT.encode())[:-20]),
        (lzma, b"no xz at all"),
    ],
)
def test_an_open_file_that_is_damaged_cannot_be_read(module: Any, data: bytes, mode: str) -> None:
    """Whatever exception what decompresses it has for that."""
    with module.open(io.BytesIO(data), mode) as file, pytest.raises(ReadError, match="cannot read <input>: "):
        arxiv2bib.load(file, "bibtex")


def test_what_can_only_be_read_is_an_open_file() -> None:
    """It need not know whether it can be read twice."""

    class Body:
        """As some libraries give the body of an answer."""

        def __init__(self) -> None:
            self.read = io.BytesIO(TEXT.encode()).read

    assert arxiv2bib.load(_give(Body()), "bibtex") == LIBRARY


def test_a_path_in_an_archive_is_told_how_to_be_opened(tmp_path: Path) -> None:
    """It is called a path, and is none of the system's."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.bib", TEXT)
    path = zipfile.Path(tmp_path / "a.zip", "a.bib")
    with pytest.raises(InvalidValueError, match=r"its open\('rb'\) gives one"):
        arxiv2bib.load(_give(path))
    with path.open("rb") as file:
        assert len(arxiv2bib.load(_give(file))) == 1


@pytest.mark.parametrize("call", [arxiv2bib.to_bibtexparser, arxiv2bib.to_pybtex, arxiv2bib.format_references])
@pytest.mark.parametrize("items", ["refs.bib", ["a"], None])
def test_bridges_take_entries(call: Callable[[Any], object], items: object) -> None:
    """As everything does that takes entries."""
    with pytest.raises(InvalidValueError, match=r"not a library or a list of entries|not an entry"):
        call(items)


@pytest.mark.parametrize("call", [arxiv2bib.from_bibtexparser, arxiv2bib.from_pybtex])
@pytest.mark.parametrize("value", ["refs.bib", LIBRARY, None])
def test_bridges_take_what_the_other_library_read(call: Callable[[Any], object], value: object) -> None:
    """And no library of ours, which has blocks as well."""
    with pytest.raises(InvalidValueError, match="not a bibliography of"):
        call(value)
