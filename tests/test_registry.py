"""Formats by name, by suffix and by content."""

import subprocess
import sys
from pathlib import PurePath

import pytest

from arxiv2bib import InvalidValueError, UnknownFormatError
from arxiv2bib.formats.known import FORMATS
from arxiv2bib.registry import (
    EXPORTERS,
    READERS,
    get_exporter,
    get_reader,
    guess_reader,
    guess_target,
    list_formats,
)
from tests.sample_digests import HEADING


@pytest.mark.parametrize("name", READERS)
def test_every_reader_has_its_name(name: str) -> None:
    """A reader is found by the name that it gives itself; its format is the one that is known without it."""
    assert name == get_reader(name).format.name
    assert FORMATS[name] is get_reader(name).format


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_exporter_has_its_name(name: str) -> None:
    """An exporter is found by the name that it gives itself; its format is the one that is known without it."""
    assert name == get_exporter(name).format.name
    assert FORMATS[name] is get_exporter(name).format


def test_only_what_is_needed_is_loaded() -> None:
    """The reader of a file that is called and looks like its format is loaded alone, and so is the exporter."""
    code = (
        "import sys; from arxiv2bib.registry import *; guess_reader('a.ris', 'TY  - JOUR');"
        "get_exporter(guess_target('b.ris'));"
        "print(*(name for name in sys.modules if name.startswith(('arxiv2bib.readers.', 'arxiv2bib.exporters.'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    loaded = [name for name in done.stdout.split() if "._" not in name]
    assert ["arxiv2bib.readers.ris", "arxiv2bib.exporters.ris"] == loaded


def test_the_formats_are_listed() -> None:
    """What can be read and written is listed in the order of the tables."""
    known, _ = list_formats()
    found = [one for one in known if one.plugin is None]
    assert list(READERS) == [one.format.name for one in found if one.is_readable]
    assert ["bibtex", "biblatex", "ris", "csl-json"] == [one.format.name for one in found if one.is_writable]


@pytest.mark.parametrize(
    ("expected", "name"), [("csl-json", "csl"), ("csl-json", "csljson"), ("csl-json", "CSL-JSON"), ("bibtex", "BibTeX")]
)
def test_aliases_and_case(expected: str, name: str) -> None:
    """Aliases are as good as names, and case does not matter."""
    assert expected == get_exporter(name).format.name


def test_aliases_of_readers() -> None:
    """The digest is called so, too."""
    assert "arxiv-digest" == get_reader("digest").format.name


@pytest.mark.parametrize("name", ["", "foo", "bib", "arxiv-digest"])
def test_an_unknown_exporter(name: str) -> None:
    """A name that no exporter has is an error that lists the known ones."""
    with pytest.raises(UnknownFormatError, match=r"no exporter named .*; known: bibtex, biblatex, ris, csl-json"):
        get_exporter(name)


def test_an_exporter_called_like_a_program() -> None:
    """Who names a program for the format is told how to."""
    with pytest.raises(UnknownFormatError, match=r"no exporter named 'EndNote'; .*, or --for endnote$"):
        get_exporter("EndNote")


def test_an_unknown_reader() -> None:
    """A name that no reader has is an error that lists the known ones."""
    with pytest.raises(UnknownFormatError, match="no reader named 'foo'; known: arxiv-digest"):
        get_reader("foo")


@pytest.mark.parametrize(("expected", "name"), [("latex", "bibtex"), ("utf8", "biblatex")])
def test_options(expected: str, name: str) -> None:
    """An exporter takes its options by name, and has its own defaults."""
    assert expected == getattr(get_exporter(name), "letters", None)
    assert "utf8" == getattr(get_exporter(name, letters="utf8"), "letters", None)


def test_an_unknown_option() -> None:
    """An option that the exporter does not have is an error that lists those it has."""
    with pytest.raises(InvalidValueError, match="ris has no option 'letters'; it has: carry, preserve"):
        get_exporter("ris", letters="utf8")
    with pytest.raises(InvalidValueError, match="bibtex has no option 'foo'; it has: letters, carry, preserve"):
        get_exporter("bibtex", foo=1)


@pytest.mark.parametrize("value", ["foo", None, 3])
def test_a_value_that_an_option_does_not_take(value: object) -> None:
    """A value that the option does not take is an error of ours."""
    with pytest.raises(InvalidValueError, match="bibtex: 'letters' must be in"):
        get_exporter("bibtex", letters=value)


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("bibtex", "x.bib"),
        ("bibtex", "x.BIB"),
        ("bibtex", "x.bibtex"),
        ("ris", "a/b.c/x.ris"),
        ("csl-json", "x.json"),
        ("csl-json", "x.csljson"),
    ],
)
def test_the_target_is_told_by_its_suffix(expected: str, name: str) -> None:
    """The format to write follows from the suffix, in any case."""
    assert expected == guess_target(name) == guess_target(PurePath(name))


@pytest.mark.parametrize("name", ["x", "x.txt", ".bib", "bib", ""])
def test_a_target_with_no_known_suffix(name: str) -> None:
    """A name without a known suffix is an error that lists the suffixes."""
    with pytest.raises(UnknownFormatError, match=r"name the format, or use one of \.bib, "):
        guess_target(name)


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x", "-", "x.bib"])
def test_the_source_is_told_by_its_content(name: str) -> None:
    """What looks like a digest is one, whatever its name."""
    assert "arxiv-digest" == guess_reader(name, HEADING).format.name


@pytest.mark.parametrize(("name", "head"), [("x.md", "# Readme"), ("x.md", ""), ("x.txt", "Dear reader")])
def test_a_source_that_nobody_reads(name: str, head: str) -> None:
    """Content decides: a file with the suffix of digests that does not look like one is none."""
    with pytest.raises(UnknownFormatError, match=f"{name} is in no format that can be read; these can: arxiv-digest"):
        guess_reader(name, head)


def test_a_list_with_an_odd_line() -> None:
    """A file that is called like a list of identifiers is one, whatever one of its lines says."""
    assert "arxiv-ids" == guess_reader("x.ids", "1706.3762\n2111.03216\n").format.name


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("MEDLINE, as PubMed writes it", "\nPMID- 12345678\nOWN - NLM\nTI  - Looms\n"),
        ("the tagged format of EndNote and refer", "%0 Journal Article\n%A Doe, Jane\n"),
        ("the Web of Science's own format", "\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n"),
        ("RefWorks' tagged format", "RT Journal Article\nSR Electronic\nA1 Doe, Jane\n"),
        ("EndNote XML", '<?xml version="1.0"?><xml><records><record></record></records></xml>'),
        ("Zotero RDF", '<rdf:RDF\n xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'),
        ("MODS", '<?xml version="1.0"?>\n<modsCollection xmlns="http://www.loc.gov/mods/v3">'),
        ("PubMed's XML", '<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet>\n<PubmedArticleSet>'),
        ("Better BibTeX's JSON", '{\n  "config": {\n    "id": "36a3",\n    "label": "BetterBibTeX JSON"'),
        ("a table", '"Key","Item Type","Publication Year","Author"\n'),
        ("CSL YAML", "---\nreferences:\n- id: a\n"),
        ("a web page", "<!DOCTYPE html>\n<html><head>"),
        (
            "a list of identifiers, but '1706.3762' is none; name its format",
            "# x\n2111.03216\n1706.3762\n10.1000/1\n",
        ),
        ("a formatted bibliography", "% made by bibtex\n\\begin{thebibliography}{9}\n"),
    ],
)
def test_what_a_source_is_that_nobody_reads(words: str, head: str) -> None:
    """Formats that people have papers in are called by their names, with what to do instead."""
    with pytest.raises(UnknownFormatError, match=f"x is in no format that can be read; it is {words}"):
        guess_reader("x", head)


@pytest.mark.parametrize(
    ("expected", "name", "head"),
    [
        ("bibtex", "x.bib", "@misc{x}"),
        ("bibtex", "x.txt", "% mine\n@article{x, title = {A}}"),
        ("bibtex", "x.bib", "nothing but words"),
        ("bibtex", "x.bib", ""),
        ("ris", "x", "TY  - JOUR\nER  - \n"),
        ("csl-json", "x", '[{"id": "a", "type": "book"}]'),
    ],
)
def test_the_bibliography_formats_are_told(expected: str, name: str, head: str) -> None:
    """Content decides; a file called like BibTeX may hold anything, or nothing yet."""
    assert expected == guess_reader(name, head).format.name
