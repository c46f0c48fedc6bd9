"""Inputs and outputs that are compressed, and what an input may stand for: directories, patterns, archives."""

import bz2
import gzip
import io
import lzma
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from arxiv2bib import Code, ExportError, InvalidValueError, ReadError, Report, check, convert, diff, fix, load
from arxiv2bib._archives import decompress, find_compression

RECORDS = 40
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


def _make_ris(start: int, count: int = RECORDS, size: int = 40) -> str:
    """Return records that hardly compress, so that a cut goes through one of them."""
    words = (os.urandom(size).hex() for _ in range(count))
    return "".join(f"TY  - GEN\nTI  - T{start + at}\nAB  - {word}\nID  - k{start + at}\nER  - \n\n"
                   for at, word in enumerate(words))  # fmt: skip


RIS = _make_ris(0)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def _write_zip(path: str, **files: str | bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def _titles(name: str = "out.bib") -> list[str | None]:
    return [entry.title for entry in load(name)]


@pytest.mark.parametrize("way", WAYS)
def test_told_by_content(way: str) -> None:
    """A compressed file is read as what is in it, whatever it is called, from a path and from a stream."""
    data = WAYS[way](RIS.encode())
    expected = load(io.BytesIO(RIS.encode())).entries
    for name in (f"refs.ris.{way}", "refs.ris", "refs"):
        Path(name).write_bytes(data)
        assert expected == load(name).entries
    assert expected == load(io.BytesIO(data)).entries


@pytest.mark.parametrize("way", WAYS)
def test_several_streams_in_one_file(way: str) -> None:
    """Compressed pieces one after the other, as parallel compressors write them, are one file; padding is nothing."""
    Path("refs.ris").write_bytes(WAYS[way](RIS.encode()) + WAYS[way](_make_ris(RECORDS).encode()) + b"\0" * 512)
    assert [f"T{number}" for number in range(2 * RECORDS)] == _titles("refs.ris")


@pytest.mark.parametrize("way", WAYS)
def test_the_format_of_the_inner_name(way: str) -> None:
    """``mine.ris.gz`` is called like a RIS file, and ``out.bib.gz`` like a BibTeX file."""
    Path(f"mine.ris.{way}").write_bytes(WAYS[way](b"TY  - GEN\nTI  - A\n"))
    convert(f"mine.ris.{way}", f"out.bib.{way}")
    convert(f"mine.ris.{way}", "plain.bib")
    assert load("plain.bib").entries == load(f"out.bib.{way}").entries
    assert Path("plain.bib").read_bytes() != Path(f"out.bib.{way}").read_bytes()


def test_compressed_output_is_the_same_every_time() -> None:
    """The bytes of a compressed output depend on its content only: neither on its name nor on the time."""
    Path("in.ris").write_text(RIS)
    convert("in.ris", "a.bib.gz")
    convert("in.ris", "b.bib.gz")
    assert Path("a.bib.gz").read_bytes() == Path("b.bib.gz").read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_cut_off(way: str) -> None:
    """What comes before the cut is converted; the cut is an error in the report."""
    is_in_blocks = way in ("bz2", "zst")  # of up to 900,000 bytes, and nothing comes out of a part of one
    data = WAYS[way](_make_ris(0, 500, 2000).encode() if is_in_blocks else RIS.encode())
    Path(f"in.ris.{way}").write_bytes(data[: len(data) * 2 // 3])
    report = convert(f"in.ris.{way}", "out.bib")
    (found,) = report.of_code(Code.READ_DAMAGED_ARCHIVE)
    assert ("end too early" in found.message, f"in.ris.{way}") == (True, found.source)
    assert RECORDS // 2 <= report.records_written
    assert [f"T{at}" for at in range(report.records_written - 1)] == _titles()[:-1]


def test_damaged_in_the_middle() -> None:
    """A byte that is wrong costs what comes behind it, and nothing before."""
    data = bytearray(WAYS["zst"](_make_ris(0, 500, 2000).encode()))
    data[len(data) // 2 :] = os.urandom(len(data) // 2)
    Path("in.ris.zst").write_bytes(data)
    report = convert("in.ris.zst", "out.bib")
    assert 1 == report.counts[Code.READ_DAMAGED_ARCHIVE]
    assert report.records_written


def test_something_else_behind() -> None:
    """What stands behind the compressed data and is none is told, as it is not converted."""
    Path("in.ris.gz").write_bytes(WAYS["gz"](RIS.encode()) + b"TY  - GEN")
    report = convert("in.ris.gz", "out.bib")
    assert (RECORDS, 1) == (report.records_written, report.counts[Code.READ_DAMAGED_ARCHIVE])


@pytest.mark.parametrize("way", WAYS)
def test_nothing_but_damage(way: str) -> None:
    """A file of which nothing comes out cannot be read."""
    Path("in.ris").write_bytes(WAYS[way](RIS.encode())[:11])
    with pytest.raises(ReadError, match="end too early"):
        convert("in.ris", "out.bib")


@pytest.mark.parametrize("way", WAYS)
def test_a_bomb_takes_no_memory(way: str) -> None:
    """What comes out of a few bytes comes in pieces, however much it is."""
    data = WAYS[way](bytes(1 << 24))
    compression = find_compression(data)
    assert compression is not None
    sizes = [len(piece) for piece in decompress(io.BytesIO(data), compression)]
    assert (1 << 24, True) == (sum(sizes), max(sizes) <= 1 << 23)


# Archives


def test_members_of_an_archive() -> None:
    """An archive is its members that are called like a format that can be read; messages name them."""
    files: dict[str, str | bytes] = {
        "a/refs.ris": _make_ris(0, 1), "b.ris.gz": WAYS["gz"](_make_ris(1, 1).encode()), "c.ris": "TY  - GEN\n",
        "README.md": "# No digest\n", "notes.xyz": "x", "__MACOSX/._refs.ris": "x",
    }  # fmt: skip
    _write_zip("papers.zip", **files)
    report = convert("papers.zip", "out.bib")
    assert ["T0", "T1"] == _titles()
    assert ["papers.zip:c.ris"] == [found.source for found in report.of_code(Code.READ_FAILED_RECORD)]
    assert ["papers.zip:README.md"] == [found.source for found in report.of_code(Code.READ_SKIPPED_FILE)]
    assert ["T0", "T1"] == [entry.title for entry in load("papers.zip")]


def test_findings_name_the_member_of_an_archive() -> None:
    """Each member is checked like a file of its own; what is in no known format is passed over."""
    files: dict[str, str | bytes] = {
        "a.bib": "@misc{k, title = {A}, doi = {x}}\n", "sub/b.bib": "\n@misc{k, title = {B}, doi = {x}}\n",
        "README.md": "# No digest\n",
    }  # fmt: skip
    _write_zip("papers.zip", **files)
    found = [(finding.source, finding.line, finding.code) for finding in check("papers.zip", select=["doi", "key"])]
    assert [("papers.zip:a.bib", 1, "doi/malformed"), ("papers.zip:sub/b.bib", 2, "doi/malformed")] == found


def test_an_archive_of_other_files() -> None:
    """Where no member is in a known format, there is nothing to read."""
    _write_zip("papers.zip", **{"README.md": "# No digest\n", "NEWS.md": "# None either\n"})
    for read in (load, convert_to_bibtex, lambda path: list(check(path))):
        with pytest.raises(ReadError, match=r"no file that can be read in papers\.zip"):
            read("papers.zip")


def convert_to_bibtex(path: str) -> object:
    """Convert what is at *path*."""
    return convert(path, "out.bib")


def test_the_only_member_of_an_archive() -> None:
    """An archive with one file is that file, whatever it is called."""
    _write_zip("papers.zip", export=RIS)
    assert RECORDS == len(load("papers.zip"))
    with Path("papers.zip").open("rb") as file:
        assert RECORDS == convert(file, "out.bib").records_written


def test_an_archive_from_a_pipe() -> None:
    """An archive, whose list of files stands at its end, is read from a stream that has only one direction."""
    _write_zip("papers.zip", **{"a.ris": _make_ris(0, 1), "b.ris": _make_ris(1, 1)})
    reading, writing = os.pipe()
    os.write(writing, Path("papers.zip").read_bytes())
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        convert(pipe, "out.bib")
    assert ["T0", "T1"] == _titles()


def test_names_that_lead_away() -> None:
    """Members are never unpacked by name: one called ``../evil.ris`` or ``/evil.ris`` does nothing."""
    Path("inner").mkdir()
    _write_zip("inner/papers.zip", **{"../evil.ris": _make_ris(0, 1), "/evil.ris": _make_ris(1, 1)})
    convert("inner/papers.zip", "out.bib")
    assert ["T0", "T1"] == sorted(map(str, _titles()))
    assert {"inner", "out.bib"} == {path.name for path in Path().iterdir()}


def test_an_encrypted_member() -> None:
    """A member that is encrypted is told by name; the others are converted."""
    _write_zip("papers.zip", **{"a.ris": _make_ris(0, 1), "b.ris": _make_ris(1, 1)})
    data = bytearray(Path("papers.zip").read_bytes())
    data[6] |= 1  # the flags of the first file, and in the list at the end
    data[data.index(b"PK\x01\x02") + 8] |= 1
    Path("papers.zip").write_bytes(data)
    report = convert("papers.zip", "out.bib")
    assert ["T1"] == _titles()
    assert ["papers.zip:a.ris is encrypted; decrypt it first"] == [
        found.message for found in report.of_code(Code.READ_UNREADABLE_FILE)
    ]


def test_a_damaged_member() -> None:
    """Of a damaged member, what comes before the damage is converted, and then the other members."""
    _write_zip("papers.zip", **{"a.ris": _make_ris(0, 400), "b.ris": _make_ris(1, 1)})
    data = bytearray(Path("papers.zip").read_bytes())
    data[10_000:10_100] = b"\xff" * 100
    Path("papers.zip").write_bytes(data)
    report = convert("papers.zip", "out.bib")
    assert ["papers.zip:a.ris"] == [found.source for found in report.of_code(Code.READ_DAMAGED_ARCHIVE)]
    assert ("T0", "T1") == (_titles()[0], _titles()[-1])


@pytest.mark.parametrize(
    ("method", "keeps_size"),
    [(zipfile.ZIP_DEFLATED, True), (zipfile.ZIP_STORED, True), (zipfile.ZIP_DEFLATED, False)],
)
def test_an_archive_that_is_cut_off(method: int, keeps_size: bool) -> None:
    """Of an archive that breaks off, and has lost its list of members, those are read that are there."""

    class OneWay(io.BytesIO):
        """What cannot be gone back in: sizes are written behind the data."""

        def seekable(self) -> bool:
            return keeps_size

        def tell(self) -> int:
            if not keeps_size:
                raise io.UnsupportedOperation
            return super().tell()

    with OneWay() as file:
        with zipfile.ZipFile(file, "w", method) as archive:
            archive.writestr("a.ris", RIS)
            archive.writestr("b.ris", _make_ris(RECORDS))
        data = file.getvalue()
    Path("papers.zip").write_bytes(data[: len(data) // 2 + (2000 if keeps_size else 0)])
    report = convert("papers.zip", "out.bib")
    assert 1 == report.counts[Code.READ_DAMAGED_ARCHIVE]
    titles = [title for title in _titles() if title]
    assert len(titles) > (RECORDS if keeps_size else RECORDS * 3 // 4)
    assert [f"T{number}" for number in range(len(titles) - 1)] == titles[:-1]


def test_an_archive_with_nothing_to_read() -> None:
    """An archive without a file of a known format cannot be read."""
    _write_zip("papers.zip", **{"a.xyz": "x", "b.xyz": "y"})
    for action in (load, lambda name: convert(name, "out.bib")):
        with pytest.raises(ReadError, match=r"no file that can be read in papers\.zip"):
            action("papers.zip")


# Directories and patterns


def test_directories() -> None:
    """Of a directory, compressed files and archives are taken as well, in the order of their paths."""
    Path("in").mkdir()
    Path("in/a.ris.gz").write_bytes(WAYS["gz"](_make_ris(0, 1).encode()))
    _write_zip("in/b.zip", **{"a.ris": _make_ris(1, 1), "b.ris": _make_ris(2, 1)})
    Path("in/c.xyz.gz").write_bytes(WAYS["gz"](b"x"))
    convert("in", "out.bib")
    assert ["T0", "T1", "T2"] == _titles()


def test_patterns() -> None:
    """A pattern that the shell left alone stands for the files that match; a file of that very name goes first."""
    for number in range(3):
        Path(f"dump-{number}.ris").write_text(_make_ris(number, 1))
    convert("dump-[12].*", "out.bib")
    assert ["T1", "T2"] == _titles()
    Path("dump-[12].*").write_text(_make_ris(0, 1))
    convert("dump-[12].*", "out.bib")
    assert ["T0"] == _titles()
    with pytest.raises(ReadError, match=r"cannot read \*\.nothing: No such file or directory"):
        convert("*.nothing", "out.bib")
    report = convert(["dump-1.ris", "*.nothing"], "out.bib")
    assert ["*.nothing"] == [found.source for found in report.of_code(Code.READ_UNREADABLE_FILE)]


# What cannot be done


def test_what_is_not_done_with_compressed_files() -> None:
    """A compressed file is not added to, compared or mended, and no zip archive is written: nothing is touched."""
    Path("in.ris").write_text(RIS)
    convert("in.ris", "out.bib.gz")
    before = Path("out.bib.gz").read_bytes()
    with pytest.raises(ExportError, match="compressed"):
        convert("in.ris", "out.bib.gz", append=True)
    with pytest.raises(InvalidValueError, match="compressed"):
        diff("in.ris", "out.bib.gz")
    with pytest.raises(InvalidValueError, match="compressed"):
        fix("out.bib.gz")
    with pytest.raises(ExportError, match="zip archives are read only"):
        convert("in.ris", "out.bib.zip")
    assert before == Path("out.bib.gz").read_bytes()
    assert {"in.ris", "out.bib.gz"} == {path.name for path in Path().iterdir()}


def test_written_back_in_the_style_of_one_file() -> None:
    """A compressed file is written back with its line ends, as a plain one is."""
    Path("in.bib.gz").write_bytes(WAYS["gz"](b"@misc{a,\r\n  title = {A}\r\n}\r\n"))
    convert("in.bib.gz", "out.bib", report=Report())
    assert b"@misc{a,\r\n  title = {A}\r\n}\r\n" == Path("out.bib").read_bytes()


def test_more_archives_than_files_may_be_open(tmp_path: Path) -> None:
    """An archive is open only while it is read: a folder may have thousands, and a process some hundred open files."""
    pytest.importorskip("resource", reason="there is no such limit")
    for number in range(40):
        with zipfile.ZipFile(tmp_path / f"{number:02}.zip", "w") as archive:
            archive.writestr("a.bib", f"@misc{{k{number}}}\n")
            archive.writestr("b.bib", f"@misc{{l{number}}}\n")
    code = (
        "import arxiv2bib, resource, sys; arxiv2bib.load(sys.argv[1] + '/00.zip')\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))\n"
        "print(arxiv2bib.convert(sys.argv[1], sys.argv[1] + '/x.ris').records_written)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True, text=True)
    assert "80\n" == done.stdout
