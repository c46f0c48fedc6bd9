"""``fix`` changes the bytes of what it mends, and no others."""

import codecs
import difflib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import arxiv2bib
from tests import bibtex_strategies

DRAFT = """% Remark: doi = {https://doi.org/10.1000/1}\r
@article{smith,\r
   author = "Smith, A.B. and Jones, Bob et al.",\r
\ttitle={Émile & Söhne &amp; Co} , month = {January},\r
  pages = {pp. 1–2}, doi={http://dx.doi.org/10.1000/182 }, journal = {J}, year = 2001,\r
}\r
trailing"""
MENDED = """% Remark: doi = {https://doi.org/10.1000/1}\r
@article{smith,\r
   author = "Smith, A. B. and Jones, Bob and others",\r
\ttitle={Émile \\& Söhne \\& Co} , month = jan,\r
  pages = {1--2}, doi={10.1000/182}, journal = {J}, year = 2001,\r
}\r
trailing"""


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE)]
)
def test_all_else_stays(tmp_path: Path, encoding: str, mark: bytes) -> None:
    """Encoding, byte order mark, line ends, layout, comments and the missing last line end are those of before."""
    path = tmp_path / "refs.bib"
    path.write_bytes(mark + DRAFT.encode(encoding))
    done = arxiv2bib.fix(path)
    assert mark + MENDED.encode(encoding) == path.read_bytes()
    assert {"doi/address", "pages/prefix", "pages/dash", "name/et-al", "name/glued-initials", "date/month-in-words",
            "text/html"} <= {finding.code for finding in done}  # fmt: skip


def test_eight_bits_stay(tmp_path: Path) -> None:
    """A file that is not UTF-8 keeps its encoding, and bytes that are no text stay what they are."""
    path = tmp_path / "refs.bib"
    text = b"@misc{a, title = {M\xfcller \x81 \x9d}, doi = {doi:10.1000/182}}\n"
    path.write_bytes(text)
    arxiv2bib.fix(path)
    assert text.replace(b"doi:", b"") == path.read_bytes()


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    """What is mended is mended: the second time, nothing is."""
    path = tmp_path / "refs.bib"
    path.write_bytes(DRAFT.encode())
    arxiv2bib.fix(path)
    before = path.stat().st_mtime_ns
    assert () == arxiv2bib.fix(path)
    assert before == path.stat().st_mtime_ns


def test_only_what_is_selected_is_mended(tmp_path: Path) -> None:
    """Rules that are not looked for mend nothing."""
    path = tmp_path / "refs.bib"
    path.write_bytes(DRAFT.encode())
    assert ["doi/address"] == [finding.code for finding in arxiv2bib.fix(path, select=["doi"])]
    assert DRAFT.replace("http://dx.doi.org/10.1000/182 ", "10.1000/182").encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@string{p = {A & B}}\n@misc{k, title = p}", "@string{p = {A \\& B}}\n@misc{k, title = p}"),
        ("@misc{k, title = {50% of C# & D\\& $a_b & c$}}", "@misc{k, title = {50\\% of C\\# \\& D\\& $a_b & c$}}"),
        ('@misc{k, title = "A", month = "sept."}', '@misc{k, title = "A", month = sep}'),
        ("@misc(k, title = {A}, author = {A. B\n and\n et al})", "@misc(k, title = {A}, author = {A. B and others})"),
    ],
)  # fmt: skip
def test_mended(before: str, after: str, tmp_path: Path) -> None:
    """What is certain in macros, in text, in quotation marks and over lines."""
    path = tmp_path / "refs.bib"
    path.write_text(before, encoding="utf-8", newline="")
    arxiv2bib.fix(path)
    assert after == path.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "@misc{k, title = {A % remark\n title}}",
        "@misc{k, title = {See http://x.org/?a=b&c=d}}",
        "@misc{k, title = {a_b & c}}",
        "@misc{k, title = {A}, author = {{A. Smith et al.}}}",
        "@misc{k, title = {A}, author = {et al.}}",
        "@misc{k, title = {A}, doi = {https://doi.org/10.1000/182?x=y}}",
        "@misc{k, title = {A}, doi = {https://doi.org/10.1000%2F182}}",
        "@misc{k, title = {A}, month = {July/August}}",
        '@string{d = "https://doi.org/"}\n@misc{k, title = {A}, doi = d # "10.1000/182"}',
    ],
)
def test_what_may_be_meant_otherwise_is_not_mended(text: str, tmp_path: Path) -> None:
    """Where somebody has to decide, the file stays."""
    path = tmp_path / "refs.bib"
    path.write_text(text, encoding="utf-8")
    assert () == arxiv2bib.fix(path)
    assert text == path.read_text("utf-8")


def test_other_formats_are_refused(tmp_path: Path) -> None:
    """A file of another format raises, and stays."""
    path = tmp_path / "refs.ris"
    path.write_text("TY  - JOUR\nTI  - A\nDO  - doi:10.1000/182\nER  - \n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(arxiv2bib.InvalidValueError, match="only BibTeX and BibLaTeX"):
        arxiv2bib.fix(path)
    assert before == path.read_bytes()


def test_file_that_cannot_be_given_back_is_refused(tmp_path: Path) -> None:
    """Where the text does not give the bytes back, nothing is written."""
    path = tmp_path / "refs.bib"
    before = (
        codecs.BOM_UTF16_LE + "@misc{a, title = {A}, doi = {doi:10.1000/182}}\n".encode("utf-16-le") + b"\x00\xd8\n\x00"
    )
    path.write_bytes(before)
    with pytest.raises(arxiv2bib.ExportError, match="cannot mend"):
        arxiv2bib.fix(path)
    assert before == path.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=bibtex_strategies.texts)
def test_whatever_is_in_a_file_it_is_checked_and_mended(text: str, tmp_path: Path) -> None:
    """Nothing in a file makes the checks raise; mending is done after one run; a file not mended is not touched."""
    path = tmp_path / "refs.bib"
    data = text.encode("utf-8", "surrogateescape")
    path.write_bytes(data)
    try:
        found = list(arxiv2bib.check(path, "bibtex", select=["all"]))
    except arxiv2bib.ReadError:  # binary data
        return
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= finding.line <= lines and 1 <= finding.column <= len(text) + 1 for finding in found)
    done = arxiv2bib.fix(path, "bibtex", select=["all"])
    assert bool(done) == (data != path.read_bytes())
    assert () == arxiv2bib.fix(path, "bibtex", select=["all"])


@pytest.mark.corpus_files("bib/web/*.bib")
def test_real_files_change_only_where_they_are_mended(corpus_file: Path, tmp_path: Path) -> None:
    """Of a real file, only lines with a finding that could be mended differ, and a second run finds no such thing."""
    path = tmp_path / "refs.bib"
    path.write_bytes(corpus_file.read_bytes())
    spots = [finding for finding in arxiv2bib.check(path) if finding.is_fixable]
    arxiv2bib.fix(path)
    before, after = (file.read_bytes().splitlines(keepends=True) for file in (corpus_file, path))
    mended = {line for spot in spots for line in range(spot.line, (spot.end_line or spot.line) + 1)}
    assert find_changed_lines(before, after) <= mended
    assert [] == [finding for finding in arxiv2bib.check(path) if finding.is_fixable]


def find_changed_lines(before: list[bytes], after: list[bytes]) -> set[int]:
    """Return the numbers of the lines of *before*, from 1, that are not in *after*."""
    if len(before) == len(after):
        return {number for number, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]}
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return {line + 1 for tag, start, end, *_ in codes if tag != "equal" for line in range(start, end)}
