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
from arxiv2bib import (
    Arxiv2bibError,
    Claim,
    Entry,
    ExportError,
    InvalidValueError,
    Library,
    ReadError,
    Strength,
    matching,
)
from arxiv2bib.testing import FakeFetcher

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
        (lambda: arxiv2bib.convert(_give(LIBRARY), "x.bib"), "; dump writes what was read"),
        (lambda: arxiv2bib.loads(__file__), "is a file; load reads it"),
        (lambda: arxiv2bib.dumps(LIBRARY), r"neither a format \('bibtex'\) nor a program"),
        (lambda: arxiv2bib.assign_keys(LIBRARY, reserved="knuth1984"), "reserved is a list of keys"),
        (lambda: arxiv2bib.assign_keys(LIBRARY, "[auth"), "has a bracket without its other one"),
        (lambda: arxiv2bib.omit_fields(LIBRARY, _give()), "what to omit is text"),
        (lambda: list(arxiv2bib.check(LIBRARY, select=_give())), r"lists of codes, \(\) for none, not NoneType"),
        (
            lambda: list(arxiv2bib.check(LIBRARY, ignore=_give([3]))),
            "codes are texts, such as 'doi/malformed', not int",
        ),
        (lambda: arxiv2bib.omit_fields(LIBRARY, _give([None])), "names of fields are texts, not NoneType"),
        (lambda: LIBRARY.map(_give("infer")), "map takes a function of an entry, not str"),
        (
            lambda: arxiv2bib.infer(LIBRARY[0], cite=_give([])),
            r"cite is one of auto, preprint, published, both, not \[\]",
        ),
        (
            lambda: arxiv2bib.format_references(LIBRARY, style=_give(3)),
            "styles and backends are named by text, not int",
        ),
        (lambda: arxiv2bib.to_pybtex(LIBRARY, report=_give(True)), "report is a Report, not bool"),
        (lambda: arxiv2bib.to_bibtexparser(LIBRARY, report=_give(True)), "report is a Report, not bool"),
        (lambda: arxiv2bib.load_settings(config=_give(3)), "config is the name of a file, not int"),
        (lambda: arxiv2bib.load_settings(environ=_give("HOME")), "environ is a table of names and texts, not str"),
    ],
)
def test_other_arguments_are_told_what_they_are(call: Callable[[], object], message: str) -> None:
    """And what to give instead, where that is one thing."""
    with pytest.raises(InvalidValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda one: arxiv2bib.match(one, LIBRARY[0]), "match takes one entry, not"),
        (lambda one: arxiv2bib.match(LIBRARY[0], one), "match takes one entry, not"),
        (lambda one: arxiv2bib.claims_from(one, source="crossref"), "claims_from takes one entry, not"),
        (lambda one: arxiv2bib.merge(one, ()), "merge takes one entry, not"),
        (lambda one: arxiv2bib.merge(LIBRARY[0], one), "claims are a list of Claim, not|not a claim: "),
        (lambda one: arxiv2bib.merge(LIBRARY[0], [one]), "not a claim: "),
        (lambda one: matching.choose(one, []), "choose takes one entry, not"),
        (lambda one: matching.choose(LIBRARY[0], [one]), "not an entry: "),
        (matching.find_leads, "find_leads takes one entry, not"),
        (matching.needs_more, "needs_more takes one entry, not"),
        (lambda one: matching.refuse(one, source="crossref", evidence=""), r"doi is a Doi, not .*Doi\('10.1000/182'\)"),
        (matching.strength_of, "strength_of takes what match gives, not"),
    ],
)
@pytest.mark.parametrize("value", [None, "10.1000/182", b"x", 3, LIBRARY, [3], {"a": 1}, Path("a.bib")])
def test_what_is_compared_and_merged_is_entries_and_claims(
    call: Callable[[Any], object], message: str, value: Any
) -> None:
    """One entry, and not a library of them."""
    with pytest.raises(InvalidValueError, match=message):
        call(value)


def test_a_doi_that_was_asked_for_is_no_text() -> None:
    """As text it would be another than the very same DOI."""
    answer = Entry(title="T", doi=arxiv2bib.Doi("10.1000/182"))
    with pytest.raises(InvalidValueError, match="asked is a Doi, not str"):
        arxiv2bib.match(LIBRARY[0], answer, asked=_give("10.1000/182"))


def test_a_claim_has_a_strength_and_a_value_that_stays() -> None:
    """Others could be neither weighed nor compared."""
    with pytest.raises(InvalidValueError, match=r"strength is one of Strength.REFUSED, .*; not 'certain'"):
        arxiv2bib.claims_from(LIBRARY[0], source="crossref", strength=_give("certain"))
    for claim, message in (
        (Claim(field="volume", value="3", source="x", strength=_give(4)), "strength is one of"),
        (Claim(field="isbn", value=_give([]), source="x", strength=Strength.CERTAIN), "a value that can change"),
        (Claim(field="volume", value=3, source="x", strength=Strength.CERTAIN), "volume is text, not int"),
    ):
        with pytest.raises(InvalidValueError, match=message):
            arxiv2bib.merge(LIBRARY[0], [claim])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"resolvers": None}, r"resolvers are a list of names, \(\) for all, not NoneType"),
        ({"resolvers": [3]}, "resolvers are named by text, not int"),
        ({"fetcher": "https://api.crossref.org"}, "fetcher is called like a function, which str cannot be"),
        ({"watch": 3}, "watch is called like a function, which int cannot be"),
        ({"report": "r.jsonl"}, "report is a Report, not str"),
    ],
)
def test_services_are_asked_with_what_can_ask(arguments: dict[str, Any], message: str) -> None:
    """Before anything is asked."""
    with pytest.raises(InvalidValueError, match=message):
        arxiv2bib.resolve(LIBRARY, offline=True, **arguments)


@pytest.mark.parametrize("name", ["search", "offline", "refresh", "resolvers"])
def test_what_is_about_services_wants_them_asked(name: str) -> None:
    """As on the command line: a search that nobody makes is no search that found nothing."""
    value: Any = ["crossref"] if name == "resolvers" else True
    message = f"{name} is about the services that resolve=True asks"
    with pytest.raises(InvalidValueError, match=message):
        arxiv2bib.convert("x.bib", "y.bib", **{name: value})
    with pytest.raises(InvalidValueError, match=message):
        arxiv2bib.diff("x.bib", "y.bib", **{name: value})
    if name == "search":
        with pytest.raises(InvalidValueError, match=message):
            arxiv2bib.fetch("2111.03216", search=True, offline=True)


@pytest.mark.parametrize(
    "value", [None, 2111.03216, b"2111.03216", [None], [2111], LIBRARY, {"2111.03216": 1}, Path("a")]
)
def test_papers_are_named_by_text(value: object) -> None:
    """Nor by bytes, whose numbers would be taken for papers one by one."""
    with pytest.raises(InvalidValueError, match=r"identifiers are texts, such as '2111\.03216', not"):
        arxiv2bib.fetch(_give(value), offline=True)


def test_papers_are_named_by_identifiers() -> None:
    """One or several, also as the model has them."""
    doi, paper = arxiv2bib.Doi("10.1000/182"), arxiv2bib.ArxivId.parse("2111.03216")
    for names in (
        _give(doi),
        _give(paper),
        ["2111.03216", _give(paper), _give(doi)],
        (name for name in ["2111.03216"]),
    ):
        report = arxiv2bib.fetch(names, fetcher=FakeFetcher()).report
        assert not report.of_code("fetch/invalid-identifier")
        assert report.of_code("fetch/not-found")


def test_a_fetcher_needs_settings() -> None:
    """Not the name of a file of them."""
    with pytest.raises(InvalidValueError, match=r"settings are what load_settings\(\) gives, not str"):
        arxiv2bib.open_fetcher(_give("config.toml")).__enter__()
    with pytest.raises(InvalidValueError, match="observe is called like a function"):
        arxiv2bib.open_fetcher(arxiv2bib.load_settings(environ={}), observe=_give(3)).__enter__()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"into": ["zotero"]}, "nothing can be pushed into"),
        ({"settings": "config.toml"}, "settings are what load_settings"),
        ({"collection": 3}, "a collection is named by text"),
        ({"fallback": 3}, "the fallback is the path of a file, not int"),
    ],
)
def test_a_push_is_told_where_by_text(tmp_path: Path, arguments: dict[str, Any], message: str) -> None:
    """Before anything is read."""
    with pytest.raises(InvalidValueError, match=message):
        arxiv2bib.push(tmp_path / "none.bib", **arguments)


@pytest.mark.parametrize("name", ["a\0.bib", "\ud800\0.bib"])
def test_a_name_that_no_file_can_have_cannot_be_written(tmp_path: Path, name: str) -> None:
    """Whoever writes: Python has errors of its own for these."""
    (tmp_path / "a.bib").write_text(TEXT, encoding="utf-8")
    for write in (lambda: arxiv2bib.dump(LIBRARY, name), lambda: arxiv2bib.convert(tmp_path / "a.bib", name)):
        with pytest.raises(Arxiv2bibError, match="cannot write"):
            write()
    with pytest.raises(Arxiv2bibError, match="cannot read"):
        arxiv2bib.diff(tmp_path / "a.bib", name)


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


def test_outputs_that_are_none() -> None:
    """What cannot be written to is said to be so; what was closed is an error as on reading."""
    for call in (arxiv2bib.dump, arxiv2bib.convert):
        source = LIBRARY if call is arxiv2bib.dump else io.StringIO(TEXT)
        with pytest.raises(InvalidValueError, match="cannot write to NoneType; pass a path or an open file"):
            call(_give(source), _give())
    closed = io.StringIO()
    closed.close()
    with pytest.raises(ExportError, match="cannot write <output>: the file is closed"):
        arxiv2bib.dump(LIBRARY, closed, "ris")


def test_what_can_be_written_to_need_do_nothing_else() -> None:
    """As what can be read from need not."""
    pieces: list[bytes] = []

    class Sink:
        def write(self, piece: bytes) -> None:
            pieces.append(piece)

    arxiv2bib.dump(LIBRARY, _give(Sink()), "bibtex")
    assert TEXT.encode() == b"".join(pieces)


def test_no_input_at_all(tmp_path: Path) -> None:
    """A pattern that nothing matches gives no input."""
    with pytest.raises(ReadError, match="there is no input to read"):
        arxiv2bib.convert(tmp_path.glob("*.bib"), tmp_path / "x.bib")
