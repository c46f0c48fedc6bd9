"""Entries as bibliography data of pybtex, and back; its input plug-ins; references by its styles."""

import io
import os
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pybtex.errors
import pytest
from hypothesis import given
from pybtex.database import BibliographyData, Person, parse_string
from pybtex.exceptions import PybtexError

import arxiv2bib
from arxiv2bib import (
    Code,
    Entry,
    InvalidValueError,
    Library,
    Name,
    Report,
    SourceDecodeError,
    UnknownFormatError,
    dumps,
    format_references,
    from_pybtex,
    load,
    loads,
    to_pybtex,
)
from arxiv2bib.bridges.pybtex import hold_errors
from arxiv2bib.bridges.pybtex_input import RisParser
from arxiv2bib.testing import strategies
from arxiv2bib.testing.reports import is_told
from tests.conftest import ROOT
from tests.round_trips.trips import list_values, without_inherited

BIB = r"""% mine
@string{prl = "Phys. Rev. Lett."}
@preamble{"\newcommand{\x}{y}"}
@article{abbott2016,
  author  = {Abbott, B. P. and Kurt G{\"o}del and others},
  title   = {Observation of {Gravitational Waves}},
  journal = prl, year = 2016, month = feb, Rating = {5},
}
@comment{to be read}
"""

RIS = (
    "TY  - JOUR\nID  - knuth1984\nAU  - Knuth, Donald E.\nTI  - Literate Programming\nJO  - Comput. J.\n"
    "PY  - 1984\nER  - \n"
)


def read(path: Path) -> Library:
    """Return the bibliography at *path*; skip what is none."""
    try:
        return load(path, "bibtex", report=Report(keep=0))
    except (UnknownFormatError, SourceDecodeError):
        pytest.skip("not BibTeX")


def test_values_are_as_pybtex_gives_them() -> None:
    """Names are persons, macros are resolved, TeX is as written, the preamble is there."""
    data = to_pybtex(loads(BIB, "bibtex"))
    assert parse_string(BIB, "bibtex") == data
    assert [Person("Abbott, B. P."), Person(r"G{\"o}del, Kurt"), Person("others")] == data.entries[
        "abbott2016"
    ].persons["author"]


def test_it_comes_back() -> None:
    """The entry is equal, and the preamble is a block."""
    library = loads(BIB, "bibtex")
    back = from_pybtex(to_pybtex(library))
    assert list(library) == list(back)
    assert ["preamble"] == [str(block.kind) for block in back.blocks]
    assert list(library) == list(loads(dumps(back, "bibtex"), "bibtex"))


def test_what_pybtex_cannot_hold_is_told() -> None:
    """A comment, a second field of a name, a second entry of a key, a name of three commas: each is in the report."""
    text = (
        "@comment{hello}\n@misc{a, note={one}, NOTE={two}}\n@misc{A, title={second}}\n@misc{b, author={A, B, C, D}}\n"
    )
    report = Report()
    data = to_pybtex(loads(text, "bibtex", report=Report()), report=report)
    assert ["a", "b"] == list(data.entries)
    told = {(str(diagnostic.code), diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics}
    assert ("export/block-dropped", None, "@comment{hello}") in told
    assert ("export/field-dropped", "extra.bibtex-repeated.NOTE", "two") in told
    assert ("export/record-dropped", "key", "title = second") in told


def test_a_name_with_too_many_commas() -> None:
    """Pybtex would raise, or leave a part out; the name comes back as it was."""
    library = loads("@misc{b, author={A, B, C, D and Knuth, Donald E.}}\n", "bibtex")
    assert list(library) == list(from_pybtex(to_pybtex(library)))


@pytest.mark.parametrize("strict", [True, False])
def test_strictness_is_left_alone(strict: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """However strict pybtex is, nothing is raised or printed, and it is as strict as before; so is who listens."""
    before = pybtex.errors.strict, pybtex.errors.captured_errors, pybtex.errors.error_code
    held: list[Exception] = []
    try:
        pybtex.errors.strict, pybtex.errors.captured_errors = strict, held
        to_pybtex(loads("@misc{a, author={A, B, C, D}}\n@misc{a, title={x}}\n", "bibtex"), report=Report())
        assert (strict, []) == (pybtex.errors.strict, held)
        assert held is pybtex.errors.captured_errors
    finally:
        pybtex.errors.strict, pybtex.errors.captured_errors = before[:2]
    assert before == (pybtex.errors.strict, pybtex.errors.captured_errors, pybtex.errors.error_code)
    assert ("", "") == tuple(capsys.readouterr())


@pytest.mark.parametrize(
    ("expected", "person"),
    [
        (Name(family="Barnes Noble"), Person(last="Barnes Noble")),
        (Name(literal="Barnes and Noble"), Person(last="{Barnes and Noble}")),
        (Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"), Person("Ludwig van Beethoven")),
        (Name(family="King", given="Martin Luther", suffix="Jr."), Person("King, Jr., Martin Luther")),
    ],
)
def test_persons_are_names(expected: Name, person: Person) -> None:
    """A person is the name that its parts say, whatever they are."""
    data = BibliographyData()
    entry = pybtex.database.Entry("book", persons={"author": [person]})
    data.add_entry("k", entry)
    assert (expected,) == from_pybtex(data)[0].author


@given(entry=strategies.plain_entries)
def test_plain_entries_come_back(entry: Entry) -> None:
    """What an entry of no format says is read back as from a BibTeX file of ours."""
    expected = loads(dumps([entry], "bibtex"), "bibtex")
    assert list(expected) == list(from_pybtex(to_pybtex([entry])))


@pytest.mark.corpus_files("bib/**/*.bib")
def test_the_corpus_comes_back(corpus_file: Path) -> None:
    """Every value of every file is there after it was pybtex's, or was told; nearly all entries are equal."""
    library = read(corpus_file)
    report = Report(keep=1_000_000)
    back = {entry.key: entry for entry in from_pybtex(to_pybtex(library, report=report), report=Report(keep=0))}
    dropped = {diagnostic.key for diagnostic in report.of_code(Code.EXPORT_RECORD_DROPPED)}
    for entry in map(without_inherited, library):
        if entry.key is not None and entry.key not in dropped:
            told = [diagnostic for diagnostic in report.diagnostics if diagnostic.key == entry.key]
            after = list_values(without_inherited(back[entry.key]))
            gone = {path for path, value in list_values(entry).items() if after.get(path) != value}
            assert {path for path in gone if not is_told(path, told)} == set(), entry.key


@pytest.mark.corpus_files("bib/**/*.bib")
def test_what_pybtex_reads_of_the_corpus_comes_back(corpus_file: Path) -> None:
    """Every entry that pybtex itself makes of a file is equal after it was ours."""
    read(corpus_file)
    text = corpus_file.read_text("utf-8", "replace")
    with hold_errors():
        try:
            data = parse_string(text, "bibtex")
        except (PybtexError, RecursionError, IndexError) as error:
            pytest.skip(f"pybtex cannot read it: {error}")
    ours = from_pybtex(data, report=Report(keep=0))
    assert list(ours) == list(from_pybtex(to_pybtex(ours, report=Report(keep=0)), report=Report(keep=0)))


# The input plug-ins


def list_points() -> list[EntryPoint]:
    """Return the entry points for pybtex that the project declares."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    return [
        EntryPoint(name, value, group)
        for group, points in groups.items()
        if group.startswith("pybtex.")
        for name, value in points.items()
    ]


def test_entry_points_are_parsers() -> None:
    """Each entry point is a class that pybtex takes for a parser, of the format whose name or suffix it has."""
    for point in list_points():
        parser = point.load()
        assert issubclass(parser, pybtex.database.input.BaseParser)
        assert point.name in (parser.format, parser.default_suffix)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder whose metadata have our entry points, as an installation has them."""
    folder = tmp_path / "site" / "arxiv2bib_kit-99.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: arxiv2bib-kit\nVersion: 99\n", encoding="utf-8")
    lines = [f"[{point.group}]\n{point.name} = {point.value}\n" for point in list_points()]
    (folder / "entry_points.txt").write_text("".join(merge_groups(lines)), encoding="utf-8")
    return folder.parent


def merge_groups(lines: list[str]) -> list[str]:
    """Return *lines* with each head of a group once."""
    merged: list[str] = []
    heads: set[str] = set()
    for line in lines:
        head, _, rest = line.partition("\n")
        merged.append(rest if head in heads else line)
        heads.add(head)
    return merged


CONVERT = "pybtex.database.convert.__main__"
FORMAT = "pybtex.database.format.__main__"


def call(module: str) -> str:
    """Return a program that runs the command of pybtex in *module*."""
    return f"import sys; from {module} import main; sys.exit(main())"


def test_pybtex_convert_reads_our_formats(site: Path, tmp_path: Path) -> None:
    """The command takes a digest, RIS and CSL-JSON, told by the suffix or by name."""
    (tmp_path / "a.ris").write_text(RIS, encoding="utf-8")
    (tmp_path / "b.txt").write_text('[{"id": "b2000", "type": "book", "title": "B"}]', encoding="utf-8")
    digest = str(ROOT / "examples" / "digest.md")
    run_command(site, CONVERT, "--preserve-case", str(tmp_path / "a.ris"), str(tmp_path / "a.bib"))
    run_command(site, CONVERT, "--preserve-case", digest, str(tmp_path / "d.yaml"))
    run_command(site, CONVERT, "-f", "csl-json", str(tmp_path / "b.txt"), str(tmp_path / "b.bib"))
    assert ("knuth1984", "Literate Programming") == (load(tmp_path / "a.bib")[0].key, load(tmp_path / "a.bib")[0].title)
    assert "B" == load(tmp_path / "b.bib")[0].title
    assert 5 == (tmp_path / "d.yaml").read_text("utf-8").count("archivePrefix: arXiv")


def test_pybtex_format_reads_our_formats(site: Path, tmp_path: Path) -> None:
    """The command makes references of RIS."""
    (tmp_path / "a.ris").write_text(RIS, encoding="utf-8")
    run_command(site, FORMAT, str(tmp_path / "a.ris"), str(tmp_path / "a.txt"))
    assert "Donald E. Knuth. Literate programming. Comput. J., 1984." in (tmp_path / "a.txt").read_text("utf-8")


def run_command(site: Path, module: str, *arguments: str) -> None:
    """Run a command of pybtex where our entry points are installed."""
    home = Path(arxiv2bib.__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(home)]), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", call(module), *arguments], env=environment, capture_output=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr


def test_encodings_are_guessed() -> None:
    """Bytes that are not UTF-8 are read as our readers read them, unless the encoding is named."""
    data = RIS.replace("Knuth", "Gödel").encode("cp1252")
    found = RisParser().parse_stream(io.BytesIO(data))
    assert r"G{\"o}del, Donald E." == str(found.entries["knuth1984"].persons["author"][0])


def test_a_record_that_failed_is_an_error_of_pybtex() -> None:
    """How bad that is, pybtex decides: strict, it raises."""
    with pytest.raises(pybtex.database.BibliographyDataError, match="read/failed-record"):
        RisParser().parse_string("TY  - \nER  - \n")
    with hold_errors() as held:
        RisParser().parse_string(f"TY  - \nER  - \n{RIS}")
    assert 1 == len(held)


def test_only_wanted_entries_are_read() -> None:
    """Entries that a document does not cite are left out, as with pybtex's own parsers."""
    assert [] == list(RisParser(wanted_entries=["other"]).parse_string(RIS).entries)
    assert ["Knuth1984"] == list(RisParser(wanted_entries=["Knuth1984"]).parse_string(RIS).entries)


# References


def test_references() -> None:
    """A style makes a text of each entry, in its own order, with labels."""
    library = loads(BIB + RIS_AS_BIB, "bibtex")
    plain = format_references(library)
    assert ["abbott2016", "knuth1984"] == [reference.key for reference in plain]
    assert "[2] Donald E. Knuth. Literate programming. Comput. J., 1984." == str(plain[1])
    assert "Knu84" == format_references(library, style="alpha")[1].label
    assert "<em>Comput. J.</em>" in format_references(library, backend="html")[1].text


RIS_AS_BIB = (
    "@article{knuth1984, author={Knuth, Donald E.}, title={Literate Programming}, journal={Comput. J.}, year=1984}\n"
)


def test_a_type_that_a_style_does_not_know() -> None:
    """It is formatted as "misc" is."""
    (reference,) = format_references(loads("@movie{a, title={A Film}, year=2000}", "bibtex"))
    assert "A film. 2000." == reference.text


def test_what_a_style_misses_is_told() -> None:
    """A field that the style needs and the entry has not: the entry is formatted as "misc", and that is told."""
    report = Report()
    (reference,) = format_references(loads("@article{a, title={A Paper}}", "bibtex"), report=report)
    assert "A paper." == reference.text
    assert ["a"] == [diagnostic.key for diagnostic in report.of_code(Code.EXPORT_VALUE_CHANGED)]


def test_an_unknown_style() -> None:
    """It is an error of ours."""
    with pytest.raises(InvalidValueError, match=r"plugin pybtex\.style\.formatting\.foo not found"):
        format_references([], style="foo")
    with pytest.raises(InvalidValueError, match=r"plugin pybtex\.backends\.foo not found"):
        format_references([], backend="foo")


@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha", "unsrtalpha"])
def test_every_paper_of_a_digest_has_a_reference(style: str) -> None:
    """Each style of pybtex's formats all papers of the example digest, its arXiv number among the words."""
    references = format_references(load(ROOT / "examples" / "digest.md"), style=style)
    assert 5 == len(references)
    assert all("arXiv" in reference.text for reference in references)


@pytest.mark.parametrize(
    ("library", "call_it"),
    [("bibtexparser", "to_bibtexparser([])"), ("pybtex", "to_pybtex([])"), ("pybtex", "format_references([])")],
)
def test_a_missing_library_is_named(library: str, call_it: str) -> None:
    """Where a library is not installed, the error names the extra that brings it."""
    code = f"import sys; sys.modules['{library}'] = None\nimport arxiv2bib\narxiv2bib.{call_it}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(arxiv2bib.__file__).resolve().parent.parent)},
    )
    assert (
        f"PluginError: {library} is not installed; install arxiv2bib-kit with its extra: arxiv2bib-kit[{library}]"
        in done.stderr
    )
