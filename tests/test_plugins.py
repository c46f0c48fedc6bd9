"""Plug-ins: found by their entry points, loaded when they are asked for, refused with the way out."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from arxiv2bib import PluginError, Report, UnknownFormatError, convert, dumps, load, loads
from arxiv2bib.cli import cli
from arxiv2bib.registry import (
    exporter_names,
    get_exporter,
    get_reader,
    get_resolver,
    guess_reader,
    guess_target,
    list_formats,
    reader_names,
    resolver_names,
)

MODULE = """
from typing import ClassVar
import attrs
from arxiv2bib import Claim, Entry, Format, Strength

FORMAT = Format(name="titles", title="Titles, one a line", suffixes=(".titles",), aliases=("lines",))

@attrs.frozen
class TitlesReader:
    format: ClassVar[Format] = FORMAT

    def sniff(self, head, /):
        return head.startswith("TITLES")

    def read(self, source, /, *, report):
        for line in source.read().splitlines()[1:]:
            report.records_read += 1
            yield Entry(title=line)

@attrs.frozen
class TitlesExporter:
    format: ClassVar[Format] = FORMAT
    end: str = ""

    def export(self, items, /, *, report):
        yield "TITLES\\n"
        for item in items:
            report.records_written += 1
            yield f"{item.title}{self.end}\\n"

@attrs.frozen
class AgainResolver:
    name: ClassVar[str] = "again"
    source: str = "again"

    def wants(self, entry, /):
        return True

    def resolve(self, entries, /, *, fetch, report):
        for number, entry in enumerate(entries):
            yield number, Claim(field="title", value=entry.title, source=self.source, strength=Strength.WEAK)
"""

POINTS = """
[arxiv2bib.readers]
titles = {module}:TitlesReader
[arxiv2bib.exporters]
titles = {module}:TitlesExporter
[arxiv2bib.resolvers]
again = {module}:AgainResolver
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs a distribution for the time of a test: its module's text and its entry points."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(name: str, module: str, text: str, points: str) -> None:
        (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (folder / "entry_points.txt").write_text(points.format(module=module), encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)

    return write


@pytest.fixture
def titles(install: Install) -> None:
    """Install a plug-in that is all right."""
    install("titles-plugin", "titles_plugin", MODULE, POINTS)


@pytest.mark.usefixtures("titles")
def test_a_plugin_is_used_by_name() -> None:
    """A plug-in's reader and exporter serve the public functions, with options, by name, alias and in any case."""
    library = loads("TITLES\nOne\nTwo\n", "titles")
    assert ["One", "Two"] == [entry.title for entry in library]
    assert "TITLES\nOne!\nTwo!\n" == dumps(library, "Titles", end="!")
    assert "TITLES\nOne\nTwo\n" == dumps(library, "lines")
    assert "titles" == get_reader("LINES").format.name


@pytest.mark.usefixtures("titles")
def test_a_plugin_is_told_by_suffix_and_content(tmp_path: Path) -> None:
    """The suffix tells what to write, the content what is read, whatever the file is called."""
    assert "titles" == guess_target("x.titles")
    assert "titles" == guess_reader("x.titles", "TITLES\n").format.name == guess_reader("-", "TITLES\n").format.name
    source = tmp_path / "in.txt"
    source.write_text("TITLES\nOne\n", encoding="utf-8")
    convert(source, tmp_path / "out.titles")
    assert "TITLES\nOne\n" == (tmp_path / "out.titles").read_text("utf-8")
    assert "One" == load(tmp_path / "out.titles")[0].title


@pytest.mark.usefixtures("titles")
def test_a_plugin_is_found_in_a_folder(tmp_path: Path) -> None:
    """Files with a plug-in's suffix are files that can be read."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.titles").write_text("TITLES\nOne\n", encoding="utf-8")
    report = convert(tmp_path / "folder", tmp_path / "out.ris")
    assert 1 == report.records_written


@pytest.mark.usefixtures("titles")
def test_a_resolver_is_a_plugin_too() -> None:
    """A resolver is found by its name, and takes its options."""
    assert "again" in resolver_names()
    assert "me" == getattr(get_resolver("again", source="me"), "source", None)
    with pytest.raises(UnknownFormatError, match=r"no resolver named 'foo'; known: arxiv, .*, again"):
        get_resolver("foo")


@pytest.mark.usefixtures("titles")
def test_plugins_are_listed() -> None:
    """The command lists plug-ins, with the distribution that brings them; so do the names, and nothing is loaded."""
    assert "titles" in reader_names()
    assert "titles" in exporter_names()
    assert "titles_plugin" not in sys.modules
    done = CliRunner().invoke(cli, ["formats"])
    assert 0 == done.exit_code
    row = next(line for line in done.stdout.splitlines() if line.startswith("titles"))
    assert ["yes", "yes", ".titles"] == row.split()[1:4]
    assert row.endswith("Titles, one a line (titles-plugin 1.0)")


@pytest.mark.usefixtures("titles")
def test_built_in_formats_load_no_plugin() -> None:
    """A built-in format, by name or by its suffix, is found without a look at plug-ins."""
    sys.modules.pop("titles_plugin", None)
    get_reader("bibtex")
    get_exporter("csl")
    guess_target("x.bib")
    guess_reader("x.bib", "@misc{x}")
    guess_reader("-", "@misc{x}")
    assert "titles_plugin" not in sys.modules


def test_no_plugin_takes_the_place_of_a_built_in_one(install: Install) -> None:
    """The built-in reader keeps its name, and the list of formats says which plug-in wants it."""
    install("shadow", "shadow_plugin", MODULE, "[arxiv2bib.readers]\nbibtex = {module}:TitlesReader\n")
    assert "BibTeX" == get_reader("bibtex").format.title
    _, problems = list_formats()
    message = "the reader 'bibtex' of the plug-in shadow 1.0 is not used: the built-in one has that name"
    assert [True] == [str(problem).startswith(message) for problem in problems]


def test_a_plugin_may_write_what_we_only_read(install: Install) -> None:
    """A built-in reader's name is free for an exporter."""
    text = MODULE.replace('name="titles"', 'name="arxiv-digest"').replace(", aliases", ", suffixes_")
    text = text.replace(', suffixes_=("lines",)', "")
    install("digests", "digests_plugin", text, "[arxiv2bib.exporters]\narxiv-digest = {module}:TitlesExporter\n")
    assert "TITLES\nOne\n" == dumps(loads("TY  - BOOK\nTI  - One\nER  - \n"), "arxiv-digest")
    known, problems = list_formats()
    assert [(True, True)] == [(k.is_readable, k.is_writable) for k in known if k.format.name == "arxiv-digest"]
    assert () == problems


@pytest.mark.usefixtures("titles")
def test_two_plugins_of_one_name(install: Install) -> None:
    """Neither is used: the error names both distributions, and says what to do."""
    install("another", "another_plugin", MODULE, POINTS)
    with pytest.raises(PluginError) as caught:
        get_reader("titles")
    expected = "2 plug-ins bring a reader named 'titles': another 1.0, titles-plugin 1.0; uninstall all but one"
    assert expected == str(caught.value)


@pytest.mark.usefixtures("titles")
def test_two_plugins_of_one_alias(install: Install) -> None:
    """An alias that two have is none; their names still are."""
    text = MODULE.replace('name="titles"', 'name="headings"')
    install("headings", "headings_plugin", text, "[arxiv2bib.readers]\nheadings = {module}:TitlesReader\n")
    with pytest.raises(PluginError, match=r"'lines' may be headings of headings 1.0 and titles of titles-plugin 1.0"):
        get_reader("lines")
    assert "headings" == get_reader("headings").format.name


BROKEN = {
    "cannot be loaded .ModuleNotFoundError: No module named 'no_such_module'": ("import no_such_module\n", "Reader"),
    "cannot be loaded .AttributeError: ": ("x = 1\n", "Reader"),
    "cannot be loaded .ZeroDivisionError: ": ("1 / 0\n", "Reader"),
    "is none: it is no attrs class": ("class Reader: ...\n", "Reader"),
    "is none: it is no attrs class.*": ("def Reader(): ...\n", "Reader"),
    "is none: its attribute format is no": (MODULE.replace("format: ClassVar[Format] = FORMAT", "x: int = 1"), ""),
    "is none: it calls itself 'titles'": (MODULE, ""),
    "is none: it has no method sniff": (MODULE.replace("titles", "broken").replace("def sniff", "def smell"), ""),
    "is none: its option deep has no default": (
        MODULE.replace('"titles"', '"broken"').replace(
            "= FORMAT\n\n    def sniff", "= FORMAT\n    deep: int\n\n    def sniff"
        ),
        "",
    ),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_plugin(message: str, install: Install) -> None:
    """What keeps a plug-in from being used is said, with its distribution and the way out."""
    text, name = BROKEN[message]
    install(
        "broken-plugin", "broken_plugin", text, f"[arxiv2bib.readers]\nbroken = {{module}}:{name or 'TitlesReader'}\n"
    )
    with pytest.raises(PluginError) as caught:
        get_reader("broken")
    start = "the reader 'broken' of the plug-in broken-plugin 1.0 "
    assert str(caught.value).startswith(start)
    assert str(caught.value).endswith("; update or uninstall broken-plugin")
    assert caught.match(message)


def test_a_broken_plugin_does_not_hinder_others(install: Install, tmp_path: Path) -> None:
    """Built-in formats are told as ever; of a file that nobody takes, the error says which plug-in might have."""
    install("broken-plugin", "broken_plugin", "1 / 0\n", "[arxiv2bib.readers]\nbroken = {module}:Reader\n")
    assert "ris" == guess_reader("x", "TY  - JOUR\nER  - \n").format.name
    with pytest.raises(
        UnknownFormatError, match=r"x is in no format .*; the reader 'broken' of the plug-in broken-plugin"
    ):
        guess_reader("x", "words")
    done = CliRunner().invoke(cli, ["formats"])
    assert 1 == done.exit_code
    assert "csl-json" in done.stdout
    assert done.stderr.startswith(
        "arxiv2bib: error: the reader 'broken' of the plug-in broken-plugin 1.0 cannot be loaded"
    )
    with pytest.raises(PluginError, match="broken-plugin"):
        convert(tmp_path, tmp_path / "x.bib")


def test_a_plugin_that_fails_at_a_look(install: Install) -> None:
    """A plug-in that cannot even look at a file is passed over, and named if nobody takes the file."""
    text = MODULE.replace('head.startswith("TITLES")', "1 / 0")
    install("titles-plugin", "titles_plugin", text, POINTS)
    assert "ris" == guess_reader("x", "TY  - JOUR\nER  - \n").format.name
    with pytest.raises(UnknownFormatError, match=r"the reader 'titles' failed at a look at it .ZeroDivisionError"):
        guess_reader("x.titles", "words")


@pytest.mark.usefixtures("titles")
def test_an_unknown_format_lists_plugins() -> None:
    """The names that are known are those of plug-ins, too."""
    with pytest.raises(UnknownFormatError, match=r"known: bibtex, biblatex, ris, csl-json.*, titles"):
        dumps([], "foo", report=Report())
