"""Bibliographies in and out through the public functions: formats mixed, files written back, keys kept."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from arxiv2bib import (
    Code,
    EntryType,
    ExportError,
    Name,
    Report,
    UnknownFormatError,
    convert,
    dump,
    dumps,
    iter_entries,
    load,
    loads,
)
from arxiv2bib.cli import cli

BIB = """% my references
@string{prl = "Phys. Rev. Lett."}

@article{abbott2016,
  author  = {Abbott, B. P. and others},
  title   = {Observation of Gravitational Waves from a Binary Black Hole Merger},
  journal = prl,
  year    = 2016,
  volume  = {116},
  rating  = {5},
}

@comment{to be read}
@misc{vaswani2017attention, title={Attention Is All You Need}, author={Vaswani, Ashish}, year={2017},
  eprint={1706.03762}, archivePrefix={arXiv}}
"""

RIS = "TY  - BOOK\nAU  - Knuth, Donald E.\nTI  - The TeXbook\nPY  - 1984\nC1  - first\nER  - \n"

DIGEST = """# Arxiv Papers in cs.CL on 2017-06-12
### Attention Is All You Need
- **Arxiv ID**: http://arxiv.org/abs/1706.03762v1
- **DOI**: None
- **Categories**: **cs.CL**
- **Links**: [PDF](http://arxiv.org/pdf/1706.03762v1)
- **Published**: 2017-06-12 17:57:34+00:00
- **Updated**: 2017-06-12 17:57:34+00:00
- **Authors**: Ashish Vaswani, Noam Shazeer
- **Comment**: None
- **Journal**: None
- **Summary**: A model.
"""


def test_a_library_of_bibtex() -> None:
    """Entries are a sequence and are found by key; macros are expanded, "and others" is a mark, no name."""
    library = loads(BIB, "bibtex")
    entry = library["abbott2016"]
    assert ["abbott2016", "vaswani2017attention"] == [entry.key for entry in library]
    assert (Name(family="Abbott", given="B. P."),) == entry.author
    assert ("Phys. Rev. Lett.", "116", True) == (entry.container_title, entry.volume, bool(entry.truncated))
    assert EntryType.ARTICLE is library["vaswani2017attention"].type


def test_what_was_read_is_written_as_it_was() -> None:
    """Comments, macros, layout: all as it was; anew, the entries alone are written anew."""
    library = loads(BIB, "bibtex")
    assert BIB == dumps(library, "bibtex")
    anew = dumps(library, "bibtex", preserve=False)
    assert "journal       = {Phys. Rev. Lett.}" in anew
    assert "@comment{to be read}" in anew
    assert list(library) == list(loads(anew, "bibtex"))


def test_an_edit_changes_its_own_line() -> None:
    """One field edited: one line differs."""
    library = loads(BIB, "bibtex")
    entry = library["abbott2016"]
    edited = dumps(library.replace(entry, entry.evolve(volume="117")), "bibtex")
    assert BIB.replace("{116}", "{117}") == edited


@pytest.mark.parametrize("middle", ["biblatex", "ris", "csl-json"])
def test_there_and_back(middle: str) -> None:
    """Law 4: by way of any other format, the entries are what they were, fields that it does not know among them."""
    library = loads(BIB, "bibtex")
    back = dumps(loads(dumps(library, middle), middle), "bibtex")
    assert list(library) == list(loads(back, "bibtex"))
    assert "rating        = {5}" in back


def test_what_is_edited_on_the_way_stands() -> None:
    """A field that somebody edited in the other format is not put back from what was carried."""
    entry = loads("@book{k, title = {A}, publisher = {X \\foo Y}, note = {n}}", "bibtex")[0]
    ris = dumps([entry], "ris").replace("PB  - X foo Y", "PB  - Z")
    assert "PB  - Z" in ris
    report = Report()
    assert "Z" == loads(ris, "ris", report=report)[0].publisher


def test_nothing_is_carried_on_request() -> None:
    """With ``carry=False`` there is no marker, and what is lost is told, value by value."""
    report = Report()
    text = dumps(loads(BIB, "bibtex"), "ris", carry=False, report=report)
    assert "[arxiv2bib]" not in text
    lost = {diagnostic.path for diagnostic in report.diagnostics if diagnostic.key == "abbott2016"}
    assert "extra.bibtex.rating" in lost


def test_a_digest_carries_nothing() -> None:
    """Off for arXiv's formats, on request on."""
    library = loads(DIGEST, "arxiv-digest")
    assert "[arxiv2bib]" not in dumps(library, "ris")


def test_blocks_that_have_no_place_are_told() -> None:
    """A comment cannot stand in RIS: the report has it, text and line."""
    report = Report()
    dumps(loads(BIB, "bibtex"), "ris", report=report)
    assert [("@comment{to be read}", 13)] == [
        (diagnostic.value, diagnostic.line) for diagnostic in report.of_code(Code.EXPORT_BLOCK_DROPPED)
    ]


def test_inputs_of_several_formats(tmp_path: Path) -> None:
    """One output of a digest, a .bib and a .ris; keys that came in are reserved before keys are made."""
    for name, text in (("a.md", DIGEST), ("b.bib", BIB), ("c.ris", RIS)):
        (tmp_path / name).write_text(text)
    report = convert([tmp_path / "a.md", tmp_path / "b.bib", tmp_path / "c.ris"], tmp_path / "all.bib")
    assert (4, 4, 0) == (report.records_read, report.records_written, report.records_failed)
    keys = [entry.key for entry in load(tmp_path / "all.bib")]
    assert ["vaswani2017attentiona", "abbott2016", "vaswani2017attention", "knuth1984texbook"] == keys
    assert BIB in (tmp_path / "all.bib").read_text()


def test_keys_of_a_later_entry_are_not_given_away() -> None:
    """Law 7, within one file."""
    text = "TY  - BOOK\nAU  - Knuth, D.\nTI  - Art\nPY  - 1968\nER  - \n"
    library = loads(f"{text}{text}ID  - knuth1968art\n".replace("ER  - \nID", "ID") + "ER  - \n", "ris")
    assert ["knuth1968arta", "knuth1968art"] == [entry.key for entry in loads(dumps(library, "bibtex"), "bibtex")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "gbk"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_bytes_are_kept(tmp_path: Path, encoding: str, newline: str) -> None:
    """A file is written back in its own encoding, mark and line ends."""
    words = "中文的题目" if encoding == "gbk" else "Gödel und Müller"
    text = f"@article{{a,{newline} title = {{{words}}},{newline} author = {{{words}}}{newline}}}{newline}" * 4
    path = tmp_path / "in.bib"
    path.write_bytes(text.encode(encoding))
    library = load(path)
    assert {words} == {entry.title for entry in library}
    dump(library, tmp_path / "out.bib")
    assert path.read_bytes() == (tmp_path / "out.bib").read_bytes()
    convert(path, tmp_path / "converted.bib")
    assert path.read_bytes() == (tmp_path / "converted.bib").read_bytes()


def test_a_character_that_the_encoding_does_not_have(tmp_path: Path) -> None:
    """An edit that the file's encoding cannot hold is an error that says what to do, and the file stays."""
    path = tmp_path / "in.bib"
    path.write_bytes("@book{a, title = {Gödel, Escher, Bach, Müller}}".encode("cp1252"))
    library = load(path)
    changed = library.map(lambda entry: entry.evolve(title="数学"))
    with pytest.raises(ExportError, match="cannot be written in cp1252, the encoding of the input"):
        dump(changed, path, letters="utf8")
    assert library == load(path)
    dump(changed, path, letters="utf8", preserve=False)
    assert ["数学"] == [entry.title for entry in load(path)]


@pytest.mark.parametrize("text", ["", "\n", "% nothing yet\n"])
def test_a_bibliography_without_entries(tmp_path: Path, text: str) -> None:
    """An empty .bib file is an empty library, and comes back as it is."""
    (tmp_path / "a.bib").write_text(text)
    library = load(tmp_path / "a.bib")
    assert 0 == len(library)
    assert text == dumps(library, "bibtex")


def test_an_empty_array_is_an_empty_library(tmp_path: Path) -> None:
    """What we write for no entries is read again."""
    dump([], tmp_path / "a.json")
    assert 0 == len(load(tmp_path / "a.json")) == len(load(tmp_path / "a.json", "csl-json"))


def test_what_is_named_must_be_there(tmp_path: Path) -> None:
    """A file that has nothing of the format it is said to be in is an error; BibTeX may be any text."""
    (tmp_path / "a.txt").write_text("Dear all,")
    for name in ("ris", "csl-json", "arxiv-digest"):
        with pytest.raises(UnknownFormatError):
            load(tmp_path / "a.txt", name)
    assert [] == list(iter_entries(tmp_path / "a.txt", "bibtex"))


def test_the_command_line(tmp_path: Path) -> None:
    """``--no-carry`` reports, ``--no-preserve`` writes anew, several formats go into one file."""
    (tmp_path / "a.bib").write_text(BIB)
    (tmp_path / "b.ris").write_text(RIS)

    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, ["convert", "-q", *words], catch_exceptions=False)
        assert 0 == result.exit_code, result.stderr
        return result.stdout

    bib, ris = str(tmp_path / "a.bib"), str(tmp_path / "b.ris")
    assert run(bib) == BIB
    assert "journal       = {Phys. Rev. Lett.}" in run(bib, "--no-preserve")
    assert "[arxiv2bib]" in run(bib, "-t", "ris")
    assert "[arxiv2bib]" not in run(bib, "-t", "ris", "--no-carry")
    assert '"arxiv2bib"' in run(ris, "-t", "bibtex", "--keys", "[auth][year]") or "arxiv2bib     = " in run(ris)
    assert ["abbott2016", "vaswani2017attention", "knuth1984texbook"] == [
        entry.key for entry in loads(run(bib, ris, "-t", "csl-json"), "csl-json")
    ]
