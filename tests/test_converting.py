"""``convert`` and ``diff`` with what is done to the entries in between."""

import io
from pathlib import Path

import pytest

from arxiv2bib import Code, InvalidValueError, Report, StrictError, convert, diff, load

TEXT = """% Mine

@misc{b, title = {B}, abstract = {Long}, year = 2001}

@misc{a, title = {A}, year = 2002, eprint = {2111.00001}}

@misc{c, title = {A}, year = 2003, eprint = {2111.00001v2}}
"""
FAMILY = """@inproceedings{p, title = {P}, crossref = {v}, year = 2002}

@proceedings{v, title = {Vol}, year = 2001}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with two bibliographies."""
    monkeypatch.chdir(tmp_path)
    Path("in.bib").write_text(TEXT)
    Path("family.bib").write_text(FAMILY)


def read(name: str = "out.bib") -> str:
    """Return the text of the output."""
    return Path(name).read_text("utf-8")


def test_all_at_once() -> None:
    """Entries are made one a work, then selected, sorted and shortened; the rest of the file stays."""
    report = convert("in.bib", "out.bib", unique=True, where="year<2003", sort="-year", omit="abstract")
    assert """% Mine

@misc{a, title = {A}, year = 2002, eprint = {2111.00001}}

@misc{b, title = {B}, year = 2001}

""" == read()
    assert (3, 2, 1) == (report.records_read, report.records_written, report.counts[Code.UNIQUE_MERGED_ENTRY])


def test_merged_before_selected() -> None:
    """A filter sees what became of an entry: the abstract that its double had, say."""
    Path("in.bib").write_text("@misc{a, eprint={2111.00001}}\n@misc{b, eprint={2111.00001}, abstract={A}}\n")
    convert("in.bib", "out.bib", unique=True, where="abstract")
    assert ["a"] == [entry.key for entry in load("out.bib")]


def test_what_inherits_from_what_is_left_out() -> None:
    """A paper whose volume is not selected has what it inherited as its own, and no reference into the void."""
    convert("family.bib", "out.bib", where="year=2002")
    assert "@inproceedings{p, title = {P}, booktitle = {Vol}, year = 2002}" == read().strip().replace(
        "year = 2002, booktitle = {Vol}", "booktitle = {Vol}, year = 2002"
    )
    convert("family.bib", "out.bib", where="title")
    assert FAMILY == read()


@pytest.mark.parametrize(
    "arguments", [{"where": "yaer=1"}, {"sort": "yaer"}, {"omit": "yaer"}, {"omit": ["key"]}, {"keys": "[nothing]"}]
)
def test_what_is_wrong_is_told_before_anything_is_read(arguments: dict[str, object]) -> None:
    """A filter or field that is none is an error; no output appears."""
    with pytest.raises(InvalidValueError):
        convert("in.bib", "out.bib", **arguments)  # type: ignore[arg-type]
    assert not Path("out.bib").exists()


def test_plain_conversions_stream() -> None:
    """A selection holds no record back: the first is written before the last is read."""
    with Path("in.bib").open() as file:
        stream = io.StringIO()
        convert(file, stream, to="bibtex", where="year")
    assert TEXT == stream.getvalue()


def test_a_strict_run_with_merged_entries() -> None:
    """A key that may be cited and is gone stops a strict run."""
    with pytest.raises(StrictError, match="unique/merged-entry"):
        convert("in.bib", "out.bib", unique=True, strict=True)


# What would change


def test_nothing_would_change() -> None:
    """The diff of what is there already is empty."""
    convert("in.bib", "out.bib", sort="year")
    assert "" == diff("in.bib", "out.bib", sort="year")


def test_what_would_change() -> None:
    """The diff has the lines of the file that go and those that come; nothing is written."""
    Path("out.bib").write_text(TEXT.replace("{B}", "{Old}"))
    before = read()
    report = Report()
    found = diff("in.bib", "out.bib", report=report)
    assert """--- out.bib
+++ out.bib
@@ -1,6 +1,6 @@
 % Mine
""" == found[:60].partition(" \n")[0]
    assert "-@misc{b, title = {Old}, abstract = {Long}, year = 2001}\n+@misc{b, title = {B}, abstract" in found
    assert before == read()
    assert 3 == report.records_read


def test_what_would_be_there() -> None:
    """The diff of a file that is not there has all of it, and does not make it."""
    found = diff("in.bib", "out.bib")
    assert found.startswith("--- /dev/null\n+++ out.bib\n@@ -0,0 +1,7 @@\n+% Mine\n")
    assert not Path("out.bib").exists()


def test_what_would_be_added() -> None:
    """With ``append`` the diff has additions only; nothing if all is known."""
    Path("out.bib").write_text("@misc{b, title = {B}, year = 2001}\n")
    found = diff("in.bib", "out.bib", append=True, where="eprint")
    assert ["+", "+@misc{a, title = {A}, year = 2002, eprint = {2111.00001}}"] == found.splitlines()[4:6]
    convert("in.bib", "out.bib", append=True)
    assert "" == diff("in.bib", "out.bib", append=True)


def test_bytes_that_are_not_utf_8() -> None:
    """The diff is one of bytes: letters in another encoding are lone surrogates."""
    Path("in.bib").write_bytes("@misc{a, title = {é à ü}, note = {Größe und Übermut}}\n".encode("latin-1"))
    Path("out.bib").write_bytes(b"")
    found = diff("in.bib", "out.bib")
    assert "title = {é à ü}".encode("latin-1") in found.encode("utf-8", "surrogateescape")


def test_options_of_the_format_and_wrong_ones() -> None:
    """``diff`` takes what ``convert`` takes."""
    assert "author" not in diff("in.bib", "out.bib", preserve=False, letters="utf8")
    with pytest.raises(InvalidValueError, match="bibtex has no option 'nothing'"):
        diff("in.bib", "out.bib", nothing=1)
    with pytest.raises(InvalidValueError, match="only a file that has a name can be compared"):
        diff("in.bib", io.BytesIO(), to="bibtex")  # type: ignore[arg-type]


def test_the_report_is_in_the_order_of_the_records(tmp_path: Path) -> None:
    """What is said when a record is read comes before what is said when it is written, and behind the one before."""
    keys = [f"k{number:02}" for number in range(60)]
    odd = {*keys[3::7], *keys[40:44]}
    dois = {key: "none" if key in odd else "10.1000/182" for key in keys}
    entries = [f"@misc{{{key},\n  title = {{T}},\n  rating = {{5}},\n  doi = {{{dois[key]}}}\n}}\n" for key in keys]
    (tmp_path / "a.bib").write_text("".join(entries))
    report = convert(tmp_path / "a.bib", tmp_path / "a.ris", carry=False)
    told = [(said.key, said.code) for said in report.diagnostics]
    read, lost = Code.READ_INVALID_VALUE, Code.EXPORT_FIELD_DROPPED
    assert told == [(key, code) for key in keys for code in ([read, lost, lost] if key in odd else [lost])]


def test_inputs_may_be_what_can_be_gone_through_once(tmp_path: Path) -> None:
    """As ``glob`` gives them; whether the target is there already or not."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.bib").write_text(f"@misc{{{name}, title = {{T}}}}\n", encoding="utf-8")
    target = tmp_path / "all.ris"
    for _ in range(2):
        assert convert(folder.glob("*.bib"), target).records_written == 2
    assert diff(folder.glob("*.bib"), target) == ""
    assert convert(iter([folder / "a.bib"]), target, jobs=None).records_written == 1
