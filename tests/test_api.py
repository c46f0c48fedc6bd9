"""The public functions: paths, files and pipes of every kind, formats and encodings told, files whole or not at all."""

import errno
import io
import os
import stat
import subprocess
import sys
import tarfile
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from arxiv2bib import (
    Code,
    Diagnostic,
    Entry,
    ExportError,
    InvalidValueError,
    Library,
    ReadError,
    Report,
    Severity,
    SourceDecodeError,
    StrictError,
    UnknownFormatError,
    convert,
    dump,
    dumps,
    iter_entries,
    load,
    loads,
)
from tests.sample_digests import DIGEST, FAILED, HEADING, make_record

FORMATS = ("bibtex", "biblatex", "ris", "csl-json")


LIBRARY = loads(DIGEST)


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    """A digest of two papers on disk."""
    path = tmp_path / "digest.md"
    path.write_text(DIGEST, "utf-8")
    return path


def pipe(data: bytes) -> IO[bytes]:
    """Return the reading end of a pipe that *data* comes through."""
    reading, writing = os.pipe()

    def feed() -> None:
        with os.fdopen(writing, "wb") as file:
            file.write(data)

    threading.Thread(target=feed).start()
    return os.fdopen(reading, "rb")


# Reading


def test_loads() -> None:
    """A text gives a library with its report."""
    assert ["Fields of light", "Second"] == [entry.title for entry in LIBRARY]
    assert 2 == LIBRARY.report.records_read


def test_load_a_path(digest: Path) -> None:
    """A path may be text or any path-like object."""
    assert LIBRARY.entries == load(digest).entries == load(str(digest)).entries


def test_load_an_open_file(digest: Path) -> None:
    """A file may be open for text or for bytes, and is not closed."""
    with digest.open(encoding="utf-8") as text, digest.open("rb") as data:
        assert LIBRARY.entries == load(text).entries == load(data).entries
        assert not text.closed
        assert not data.closed


@pytest.mark.parametrize("file", [io.StringIO(DIGEST), io.BytesIO(DIGEST.encode())], ids=["text", "bytes"])
def test_load_from_memory(file: IO[Any]) -> None:
    """Files in memory are files; without a name they are called <input>."""
    library = load(file)
    assert LIBRARY.entries == library.entries
    assert {"<input>"} == {entry.origin.source for entry in library if entry.origin}


def test_load_a_pipe() -> None:
    """What cannot be read twice is read all the same, however large."""
    text = HEADING + "".join(make_record(number) for number in range(1, 3000))
    with pipe(text.encode()) as file:
        assert 2999 == len(load(file))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_load_a_named_pipe(tmp_path: Path) -> None:
    """A path may name a pipe, as the shell's <(command) does."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    thread = threading.Thread(target=path.write_text, args=(DIGEST, "utf-8"))
    thread.start()
    assert LIBRARY.entries == load(path).entries
    thread.join()


def test_load_from_where_a_file_stands() -> None:
    """A file that was read from is read on, not from its start."""
    file = io.BytesIO(b"skipped\n" + DIGEST.encode())
    file.readline()
    assert LIBRARY.entries == load(file).entries


def test_iter_entries(digest: Path) -> None:
    """The entries come one by one, blocks are left out, diagnostics go to the report."""
    report = Report()
    entries = iter_entries(digest, report=report)
    assert LIBRARY[0] == next(entries)
    assert [LIBRARY[1]] == list(entries)
    assert 2 == report.records_read


def test_iter_entries_raises_when_asked(tmp_path: Path) -> None:
    """What cannot be read raises when the first entry is asked for."""
    entries = iter_entries(tmp_path / "none.md")
    with pytest.raises(ReadError, match="No such file"):
        next(entries)


def test_a_report_can_be_handed_in() -> None:
    """The caller's report is filled, and is the library's."""
    report = Report()
    assert report is loads(DIGEST, report=report).report
    assert 2 == report.records_read


@pytest.mark.parametrize("name", ["arxiv-digest", "digest", "ARXIV-DIGEST"])
def test_the_format_can_be_named(name: str) -> None:
    """A named format is not guessed: any text is read by it."""
    assert LIBRARY == loads(DIGEST, name)
    assert 0 == len(loads("no digest", name))


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x", "x.bib"])
def test_the_format_is_told_by_the_content(tmp_path: Path, name: str) -> None:
    """A digest is one whatever its file is called."""
    (tmp_path / name).write_text("\n\n" + DIGEST, "utf-8")
    assert LIBRARY.entries == load(tmp_path / name).entries


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_nothing_is_in_no_format(text: str) -> None:
    """An empty text is in no format, and the error says that it is empty."""
    with pytest.raises(UnknownFormatError, match="<text> is empty"):
        loads(text)
    with pytest.raises(UnknownFormatError, match="<input> is empty"):
        load(io.BytesIO(text.encode()))


def test_a_text_in_no_known_format() -> None:
    """A text that nobody reads is an error that lists what can be read."""
    with pytest.raises(UnknownFormatError, match="<text> is in no format that can be read; these can: arxiv-digest"):
        loads("# Readme\n")
    with pytest.raises(UnknownFormatError, match="no reader named 'foo'"):
        loads(DIGEST, "foo")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(100), bytes(range(32)) * 10, b"%PDF-1.7\n%\xe2\xe3"])
def test_binary_data_is_no_text(data: bytes) -> None:
    """Binary data is an error, not mangled text."""
    with pytest.raises(ReadError, match="<input> is binary data, not text"):
        load(io.BytesIO(data), "arxiv-digest")


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    """A path that is not there, or is a directory, is a ReadError with the path and the reason."""
    with pytest.raises(ReadError, match=r"cannot read .*none\.md: No such file or directory"):
        load(tmp_path / "none.md")
    with pytest.raises(ReadError, match=r"cannot read .*: Is a directory; convert reads the files in it"):
        load(tmp_path)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_told(encoding: str) -> None:
    """Every encoding of Unicode is told, with a byte order mark or, for UTF-8 and UTF-16, without."""
    library = load(io.BytesIO(DIGEST.encode(encoding)))
    assert LIBRARY.entries == library.entries
    assert Code.TEXT_UNDECODABLE_BYTES not in library.report.counts


def test_a_tar_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    """Tar archives are no inputs, compressed or not; what to do is said."""
    (tmp_path / "digest.md").write_text(DIGEST, "utf-8")
    for name, mode in (("x.tar", "w"), ("x.tar.gz", "w:gz")):
        with tarfile.open(tmp_path / name, mode) as archive:  # type: ignore[call-overload]  # a mode is a literal to it
            archive.add(tmp_path / "digest.md", "digest.md")
        with pytest.raises(ReadError, match=r"is a tar archive; unpack it, and name its files"):
            load(tmp_path / name)


@pytest.mark.parametrize("encoding", ["cp1252", "gbk"])
def test_other_encodings_are_guessed_and_told(encoding: str) -> None:
    """What is not UTF-8 is read by the most plausible encoding, and that is a diagnostic."""
    authors = {"cp1252": "Gül Varol, Cédric Lévesque, François Müller", "gbk": "王小明, 李雷, 韩梅梅"}[encoding]
    text = HEADING + make_record(authors=authors)
    library = load(io.BytesIO(text.encode(encoding)))
    assert loads(text).entries == library.entries
    (diagnostic,) = library.report.diagnostics
    assert (Code.TEXT_GUESSED_ENCODING, encoding, "<input>") == (diagnostic.code, diagnostic.value, diagnostic.source)


@pytest.mark.parametrize("encoding", ["cp1252", "gbk"])
@pytest.mark.parametrize("place", [(1 << 20) - 1, 1 << 20, (1 << 20) + (1 << 16) - 1, 1 << 22])
def test_the_encoding_is_guessed_far_from_the_beginning(encoding: str, place: int) -> None:
    """After nothing but ASCII, the first letter of another encoding tells it, wherever it stands."""
    authors = {"cp1252": "éva Müller, Cédric Lévesque", "gbk": "王小明, 李雷, 韩梅梅"}[encoding]
    head, record = HEADING + make_record(authors="Ada Lovelace"), make_record(authors=authors)
    text = head + "x" * (place - len(head) - record.index(authors) - 1) + "\n" + record
    data = text.encode(encoding)
    assert data[:place].isascii()
    assert not data[place : place + 1].isascii()
    library = load(io.BytesIO(data))
    assert authors == ", ".join(str(author) for author in library[1].author)
    assert {"text/guessed-encoding": 1, "read/stray-text": 1, "read/duplicate-record": 1} == library.report.counts


def test_a_few_bad_bytes_are_told() -> None:
    """A stray byte in UTF-8 is read as cp1252, the rest as UTF-8, and that is a diagnostic."""
    data = DIGEST.encode().replace(b"Second", b"S\xe9cond")
    library = load(io.BytesIO(data))
    assert ["Gül Varol", "Sécond"] == [str(library[0].author[0]), library[1].title]
    assert {"text/undecodable-bytes": 1} == library.report.counts


@pytest.mark.parametrize("tail", [b"\xe9", b"\xe9 x", b"\xc3"])
def test_bad_bytes_far_from_the_beginning_are_told(tail: bytes) -> None:
    """A stray byte is found in the last place of a large file, too."""
    data = DIGEST.encode() + b"x" * (3 << 20) + tail
    assert {"text/undecodable-bytes": 1, "read/stray-text": 1} == load(io.BytesIO(data)).report.counts


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gbk", "utf-8", "cp1252"])
def test_a_cut_in_any_encoding_does_not_raise(encoding: str) -> None:
    """A file cut inside a character is read up to there."""
    mark = {"utf-16": "\ufeff", "utf-32": "\ufeff"}.get(encoding[:6], "")
    data = (mark + DIGEST + "王é").encode(encoding, "replace")
    for cut in range(1, 7):
        assert LIBRARY.entries[0].title == load(io.BytesIO(data[:-cut] + b"A"))[0].title


def test_the_encoding_can_be_named() -> None:
    """A named encoding is not guessed, and nothing is said of it."""
    text = HEADING + make_record(authors="Ада Лавлейс")
    library = load(io.BytesIO(text.encode("koi8-r")), encoding="koi8-r")
    assert (loads(text).entries, []) == (library.entries, library.report.diagnostics)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_a_named_encoding_may_have_a_mark(encoding: str) -> None:
    """A byte order mark is no text where the encoding is named."""
    mark = "" if encoding in ("utf-8-sig", "utf-16") else "\ufeff"
    library = load(io.BytesIO((mark + DIGEST).encode(encoding)), encoding=encoding)
    assert LIBRARY.items == tuple(
        item if isinstance(item, Entry) else type(item)(kind=item.kind, raw=item.raw, line=item.line, source="<text>")
        for item in library.items
    )


@pytest.mark.parametrize("encoding", ["foo", "hex", "rot13", "zlib", "undefined", "idna", "punycode", "\0", ""])
def test_a_name_that_is_no_encoding(encoding: str) -> None:
    """A name that is none, or of a codec that is no encoding of text, is an error of ours."""
    with pytest.raises(SourceDecodeError, match="no encoding is called"):
        load(io.BytesIO(DIGEST.encode()), encoding=encoding)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_bytes_that_are_not_in_the_named_encoding(encoding: str) -> None:
    """Bytes that are not in the named encoding are an error that names the way out."""
    with pytest.raises(SourceDecodeError, match=f"<input> is not {encoding}: .*; leave the encoding out"):
        load(io.BytesIO(DIGEST.encode() + b"x"), encoding=encoding)


def test_a_text_file_in_the_wrong_encoding(tmp_path: Path) -> None:
    """A file that the caller opened for text in a wrong encoding is an error of ours."""
    (tmp_path / "x.md").write_bytes(DIGEST.encode("cp1252"))
    with (tmp_path / "x.md").open(encoding="utf-8") as file, pytest.raises(SourceDecodeError, match="is not utf-8"):
        load(file)


# Writing


@pytest.mark.parametrize("format", FORMATS)
def test_dumps_and_dump_agree(tmp_path: Path, format: str) -> None:
    """A text, a path, files for text and for bytes get the same output, in UTF-8."""
    expected = dumps(LIBRARY, format)
    text, data = io.StringIO(), io.BytesIO()
    dump(LIBRARY, tmp_path / "x", format)
    dump(LIBRARY, str(tmp_path / "y"), format)
    dump(LIBRARY, text, format)
    dump(LIBRARY, data, format)
    assert expected == text.getvalue() == data.getvalue().decode()
    assert expected.encode() == (tmp_path / "x").read_bytes() == (tmp_path / "y").read_bytes()


def test_dump_takes_any_entries() -> None:
    """A library, a list or an iterator of entries can be written."""
    expected = dumps(LIBRARY, "ris")
    assert expected == dumps(list(LIBRARY), "ris") == dumps(iter(LIBRARY), "ris")


def test_nothing_can_be_written() -> None:
    """No entries are an empty bibliography."""
    assert ("", "", "[]\n") == tuple(dumps([], name) for name in ("bibtex", "ris", "csl-json"))


@pytest.mark.parametrize(("format", "name"), [("bibtex", "x.bib"), ("ris", "x.ris"), ("csl-json", "x.json")])
def test_the_target_format_is_told_by_the_name(tmp_path: Path, format: str, name: str) -> None:
    """The suffix of a path, or of the file that was opened, says the format."""
    dump(LIBRARY, tmp_path / name)
    assert dumps(LIBRARY, format) == (tmp_path / name).read_text("utf-8")
    with (tmp_path / name).open("w", encoding="utf-8") as file:
        dump(LIBRARY, file)
    assert dumps(LIBRARY, format) == (tmp_path / name).read_text("utf-8")


def test_a_target_without_a_name_needs_a_format() -> None:
    """Where no name says the format it must be given."""
    with pytest.raises(UnknownFormatError, match="name the format"):
        dump(LIBRARY, io.StringIO())
    with pytest.raises(UnknownFormatError, match="no exporter named 'foo'"):
        dumps(LIBRARY, "foo")


def test_options_reach_the_exporter() -> None:
    """Letters are written as asked for."""
    assert 'G{\\"u}l' in dumps(LIBRARY, "bibtex")
    assert "Gül" in dumps(LIBRARY, "bibtex", letters="utf8")
    with pytest.raises(InvalidValueError, match="ris has no option 'letters'"):
        dumps(LIBRARY, "ris", letters="utf8")


def test_keys_are_made_by_the_pattern() -> None:
    """The pattern makes the keys; keys that entries have are reserved, wherever they stand."""
    assert "@misc{Varol:2021,\n" in dumps(LIBRARY, "bibtex", keys="[auth]:[year]")
    keyed = [LIBRARY[0], LIBRARY[1].evolve(key="varol2021fields")]
    text = dumps(keyed, "bibtex")
    assert "@misc{varol2021fieldsa,\n" in text
    assert "@misc{varol2021fields,\n" in text
    with pytest.raises(InvalidValueError, match="unknown part"):
        dumps(LIBRARY, "bibtex", keys="[foo]")


def test_losses_go_to_the_report() -> None:
    """What has no place goes to the report that was given, or to the library's own."""
    library = loads(HEADING + make_record().replace("None", "None", 1).replace("Updated**: 2021", "Updated**: 2022"))
    report = Report()
    dumps(library, "bibtex", report=report)
    assert (1, {}) == (report.counts["export/field-dropped"], dict(library.report.counts))
    dumps(library, "bibtex")
    assert 1 == library.report.counts["export/field-dropped"]


def broken_entries(count: int = 1) -> Iterator[Entry]:
    """Yield some entries, and then fail."""
    for _ in range(count):
        yield LIBRARY[0]
    raise RuntimeError("the caller's own")


@pytest.mark.parametrize("old", [None, "what was there\n"])
def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str | None) -> None:
    """If writing fails in the middle the old file is as it was, and no other file is left behind."""

    def export(self: object, items: object, *, report: Report) -> Iterator[str]:
        yield "@misc{x,\n"
        raise RuntimeError("an exporter's own")

    path = tmp_path / "x.bib"
    if old is not None:
        path.write_text(old)
    with pytest.raises(RuntimeError, match="the caller's own"):
        dump(broken_entries(), path)
    monkeypatch.setattr("arxiv2bib.exporters.bibtex.BibtexExporter.export", export)
    with pytest.raises(RuntimeError, match="an exporter's own"):
        dump(LIBRARY, path)
    assert ([] if old is None else [path]) == list(tmp_path.iterdir())
    assert old is None or old == path.read_text()


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_a_file_is_kept(tmp_path: Path, mode: int) -> None:
    """A file that is replaced keeps its mode; a new one has the mode that the umask gives."""
    path = tmp_path / "x.bib"
    path.touch()
    path.chmod(mode)
    dump(LIBRARY, path)
    assert mode == stat.S_IMODE(path.stat().st_mode)
    (tmp_path / "plain").touch()
    dump(LIBRARY, tmp_path / "new.bib")
    assert (tmp_path / "plain").stat().st_mode == (tmp_path / "new.bib").stat().st_mode


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_a_link(tmp_path: Path, *, exists: bool) -> None:
    """What a symbolic link points to is written, and the link stays."""
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "x.bib", tmp_path / "link.bib"
    if exists:
        target.touch()
    link.symlink_to(target)
    dump(LIBRARY, link)
    assert link.is_symlink()
    assert dumps(LIBRARY, "bibtex") == target.read_text("utf-8")
    assert [target] == list(target.parent.iterdir())


@pytest.mark.parametrize("name", ["文" * 80 + ".bib", "x" * 250 + ".bib", "𝔛" * 60 + ".bib"])
def test_a_long_name_is_a_name(tmp_path: Path, name: str) -> None:
    """The file that is written first has a name that is short enough."""
    dump(LIBRARY, tmp_path / name)
    assert [tmp_path / name] == list(tmp_path.iterdir())


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    """A directory, and a path in no directory, are ExportErrors with the path and the reason."""
    with pytest.raises(ExportError, match=r"cannot write .*: it is a directory"):
        dump(LIBRARY, tmp_path, "bibtex")
    with pytest.raises(ExportError, match=r"cannot write .*x\.bib: No such file or directory"):
        dump(LIBRARY, tmp_path / "none" / "x.bib")


def test_a_write_protected_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is write-protected is not replaced, though its directory would allow it."""
    path = tmp_path / "x.bib"
    path.touch(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    with pytest.raises(ExportError, match="write-protected"):
        dump(LIBRARY, path)
    assert "" == path.read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device() -> None:
    """No space left is an ExportError, for a path and for an open file."""
    with pytest.raises(ExportError, match="cannot write /dev/full: No space left on device"):
        dump(LIBRARY, "/dev/full", "bibtex")
    with Path("/dev/full").open("wb", buffering=0) as file, pytest.raises(ExportError, match="No space left on device"):
        dump(LIBRARY, file, "bibtex")


def test_a_file_for_text_that_does_not_hold_the_letters(tmp_path: Path) -> None:
    """A file that the caller opened for ASCII cannot hold other letters: an ExportError."""
    with (tmp_path / "x").open("w", encoding="ascii") as file, pytest.raises(ExportError, match="not in range"):
        dump(LIBRARY, file, "ris")


def test_lone_surrogates_are_written_to_anything() -> None:
    """What no encoding holds is replaced, in files for text and for bytes alike."""
    library = loads(HEADING + make_record(title="A\ud800B"))
    text, data = io.StringIO(), io.BytesIO()
    dump(library, text, "bibtex")
    dump(library, data, "bibtex")
    assert text.getvalue() == data.getvalue().decode()


# Converting


@pytest.mark.parametrize("format", FORMATS)
def test_convert_is_load_and_dump(tmp_path: Path, digest: Path, format: str) -> None:
    """Converting record by record gives what loading and dumping gives, and the report of both."""
    report = convert(digest, tmp_path / "out", to=format)
    assert dumps(LIBRARY, format) == (tmp_path / "out").read_text("utf-8")
    assert (2, 2, 0) == (report.records_read, report.records_written, report.records_failed)


def test_convert_several_inputs() -> None:
    """Several inputs make one bibliography, in their order, with keys that are unique over all."""
    out = io.StringIO()
    report = convert([io.StringIO(DIGEST), io.BytesIO(DIGEST.encode())], out, to="bibtex")
    assert 4 == report.records_written
    assert dumps([*LIBRARY, *LIBRARY], "bibtex") == out.getvalue()


def test_convert_a_directory(tmp_path: Path) -> None:
    """Of a directory the files that can be read are taken, in the order of their paths; hidden ones are not."""
    for name, number in (
        ("b.md", 2),
        ("a/z.md", 1),
        ("c.markdown", 3),
        (".hidden.md", 4),
        (".git/x.md", 5),
        ("x.txt", 6),
    ):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(HEADING + make_record(number, f"T{number}"), "utf-8")
    (tmp_path / "in" / "README.md").write_text("# Readme\n")
    report = convert(tmp_path / "in", tmp_path / "out.ris")
    titles = [line[6:] for line in (tmp_path / "out.ris").read_text("utf-8").splitlines() if line.startswith("TI")]
    assert ["T1", "T2", "T3"] == titles
    assert {"read/skipped-file": 1} == report.counts
    assert Severity.INFO is report.worst


def test_a_closed_folder_in_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be read is told like a file that may not, and the others are converted."""
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "a.md").write_text(DIGEST, "utf-8")
    scan = os.scandir

    def refuse(folder: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(folder).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    report = convert(tmp_path / "in", tmp_path / "out.ris")
    assert 2 == report.records_written
    assert [str(tmp_path / "in" / "closed")] == [d.source for d in report.of_code(Code.READ_UNREADABLE_FILE)]


def test_what_cannot_be_looked_up(tmp_path: Path, digest: Path) -> None:
    """A name that the system does not take, for an input or an output, is told like one that is not there."""
    long = tmp_path / f"{'x' * 300}.bib"
    with pytest.raises(ReadError, match="File name too long"):
        load(long)
    with pytest.raises(ReadError, match="File name too long"):
        convert(long, tmp_path / "x.bib")
    for append in (False, True):
        with pytest.raises(ExportError, match="File name too long"):
            convert(digest, long, append=append)
    assert 2 == convert([long, digest], tmp_path / "x.bib").records_written


def test_one_of_several_inputs_that_cannot_be_read(tmp_path: Path, digest: Path) -> None:
    """An input that cannot be read is reported by name, and the others are converted."""
    report = convert([tmp_path / "none.md", digest, io.BytesIO(b"x")], tmp_path / "out.bib")
    assert 2 == report.records_written
    assert [str(tmp_path / "none.md"), "<input>"] == [d.source for d in report.of_code(Code.READ_UNREADABLE_FILE)]
    assert Severity.ERROR is report.worst


def test_no_input_that_can_be_read(tmp_path: Path) -> None:
    """Where nothing can be read the reason is raised, and nothing is written."""
    out = tmp_path / "out.bib"
    with pytest.raises(ReadError, match=r"cannot read .*none\.md"):
        convert(tmp_path / "none.md", out)
    with pytest.raises(ReadError, match=r"none of the inputs can be read: .*a\.md, .*b\.md"):
        convert([tmp_path / "a.md", tmp_path / "b.md"], out)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match=r"no file that can be read in .*empty"):
        convert(tmp_path / "empty", out)
    assert not out.exists()


def test_diagnostics_of_reading_have_the_key() -> None:
    """What is said of a record while it is read has the key that the record gets in the output."""
    heard: list[Diagnostic] = []
    report = Report(heard.append)
    text = HEADING + make_record(1) + make_record(2).replace("DOI**: None", "DOI**: see journal")
    convert(io.StringIO(text), io.StringIO(), to="bibtex", report=report)
    (diagnostic,) = heard
    assert ("varol2021fieldsa", "2111.00002") == (diagnostic.key, diagnostic.record)


def test_a_failed_record_does_not_stop_the_others(tmp_path: Path) -> None:
    """A record that cannot be read is counted and told; the others are written."""
    report = convert(io.StringIO(FAILED), tmp_path / "x.bib")
    assert (2, 1, 1) == (report.records_read, report.records_written, report.records_failed)
    assert Severity.ERROR is report.worst


def test_strict_writes_nothing_if_something_is_lost(tmp_path: Path) -> None:
    """A strict run with a failed record raises, says the worst, and leaves the old file as it was."""
    path = tmp_path / "x.bib"
    path.write_text("old\n")
    with pytest.raises(
        StrictError, match=r"not written in a strict run, for 12 warnings or errors; the worst: .*read/failed-record"
    ):
        convert(io.StringIO(FAILED), path, strict=True, report=Report(keep=0))
    assert ("old\n", [path]) == (path.read_text(), list(tmp_path.iterdir()))
    out = io.StringIO()
    with pytest.raises(StrictError):
        convert(io.StringIO(FAILED), out, to="bibtex", strict=True)
    assert "" == out.getvalue()


def test_strict_writes_if_nothing_is_lost(digest: Path, tmp_path: Path) -> None:
    """A strict run without losses is as any other."""
    convert(digest, tmp_path / "x.bib", strict=True)
    assert dumps(LIBRARY, "bibtex") == (tmp_path / "x.bib").read_text("utf-8")


def test_an_input_is_not_replaced_by_the_output(tmp_path: Path) -> None:
    """The output may not take the place of an input, not by another name either."""
    path = tmp_path / "x.md"
    path.write_text(DIGEST, "utf-8")
    (tmp_path / "link.bib").symlink_to(path)
    for target in (path, tmp_path / "link.bib"):
        with pytest.raises(ExportError, match=r"would replace the input .*x\.md"):
            convert(path, target, to="bibtex")
    assert DIGEST == path.read_text("utf-8")


def test_totals_tell_what_was_written(tmp_path: Path) -> None:
    """Where nothing is written the report says so, and still what was read."""
    path = tmp_path / "x.md"
    path.write_text(DIGEST, "utf-8")
    report = Report()
    with pytest.raises(ExportError):
        convert(path, tmp_path / "none" / "x.bib", report=report)
    assert 0 == report.records_written


@pytest.mark.parametrize("text", ["", "hello\n"])
def test_named_format_must_be_in_the_file(tmp_path: Path, text: str) -> None:
    """A file in which nothing of the named format stands cannot be read in it."""
    path = tmp_path / "x.md"
    path.write_text(text, "utf-8")
    with pytest.raises(UnknownFormatError, match="nothing of the format arxiv-digest"):
        load(path, "arxiv-digest")


@pytest.mark.parametrize(
    "call",
    [
        lambda: load(None),  # type: ignore[arg-type]
        lambda: load(b"x.md"),  # type: ignore[arg-type]
        lambda: loads(b"", "arxiv-digest"),  # type: ignore[arg-type]
        lambda: dumps("abc", "bibtex"),  # type: ignore[arg-type]
        lambda: dumps([1], "bibtex"),  # type: ignore[list-item]
        lambda: dumps(Entry(), "bibtex"),  # type: ignore[arg-type]
        lambda: dumps([], "bibtex", keys=5),  # type: ignore[arg-type]
        lambda: dump([], None, "bibtex"),  # type: ignore[arg-type]
    ],
)
def test_wrong_arguments_are_told_apart(call: Callable[[], object]) -> None:
    """A call with an argument of the wrong kind raises one of our errors, which says what to pass."""
    with pytest.raises(InvalidValueError):
        call()


# Streams and runs


def peak_of(path: Path) -> int:
    """Return the peak of memory while the entries of *path* go by."""
    tracemalloc.start()
    try:
        for _ in iter_entries(path):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat(tmp_path: Path) -> None:
    """A file twenty times as large, of many megabytes, needs little more memory, and much less than its size."""
    record = make_record().replace("Some words", "Some words on light and on words. " * 300)
    small, large = tmp_path / "small.md", tmp_path / "large.md"
    small.write_text(HEADING + record * 100, "utf-8")
    large.write_text(HEADING + record * 2000, "utf-8")
    peak = peak_of(large)
    assert peak < 4 * peak_of(small)
    assert 2 * peak < large.stat().st_size


def test_the_hash_seed_does_not_matter(digest: Path) -> None:
    """Every run gives the same bytes, whatever the hash seed of Python, in every format."""
    code = (
        "import sys, arxiv2bib\n"
        "for name in ('bibtex', 'biblatex', 'ris', 'csl-json'):\n"
        "    arxiv2bib.convert(sys.argv[1], sys.stdout.buffer, to=name)\n"
    )
    digest.write_text(
        HEADING + make_record(1) * 2 + make_record(2).replace("cs.LG", "cs.LG, eess.IV, 68T45, I.4.8, stat.ML"), "utf-8"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(digest)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert 1 == len(outputs)


def test_loading_is_repeatable() -> None:
    """The same text gives equal libraries."""
    assert isinstance(LIBRARY, Library)
    assert loads(DIGEST) == LIBRARY


@pytest.mark.parametrize("source", ["papers", "papers/*.bib"])
def test_an_output_among_the_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """What was written into a folder is not read from there the next time, and doubled; it can be added to."""
    monkeypatch.chdir(tmp_path)
    folder = Path("papers")
    folder.mkdir()
    (folder / "a.bib").write_text("@misc{a, title = {A}}\n", "utf-8")
    assert 1 == convert(source, "papers/all.bib").records_written
    with pytest.raises(ExportError, match=r"would replace papers.all\.bib, which is one of the inputs in papers"):
        convert(source, "papers/all.bib")
    (folder / "b.bib").write_text("@misc{b, title = {B}}\n", "utf-8")
    assert 1 == convert(source, "papers/all.bib", append=True).records_written
    assert "@misc{a, title = {A}}\n\n@misc{b, title = {B}}\n" == (folder / "all.bib").read_text("utf-8")
