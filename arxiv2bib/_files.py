"""Inputs opened: paths and file objects, compressed or not, and the encoding of what is in them."""

import codecs
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, cast

import attrs

from arxiv2bib._archives import DamagedError, decompress, find_compression
from arxiv2bib._paths import is_directory
from arxiv2bib._zips import Member, is_zip, open_zip
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError, ReadError, SourceDecodeError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import is_identifier
from arxiv2bib.model.library import Library
from arxiv2bib.model.records import Source
from arxiv2bib.text.encoding import Guess, guess_encoding, is_binary

# To type checkers, the files of gzip, bz2, lzma and zipfile are none of typing.IO.
Input = str | os.PathLike[str] | IO[str] | IO[bytes] | io.BufferedIOBase
Target = Input | Member

_IN_ZOTERO = "zotero:"  # what an input begins with that is no file, but a library of that program
_CHUNK = 1 << 20
_PIECE = 1 << 16  # what is only looked through: of larger ones each would come in memory that was never used before
_SPOOL = 1 << 24
# The mark that a file in one of these encodings may begin with; it is no part of the text.
_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@contextmanager
def open_source(target: Target, *, encoding: str | None, report: Report) -> Iterator[Source]:
    """Open *target*, find out its encoding unless *encoding* names it, and close it again.

    What is compressed is decompressed into a temporary file, as far as it is not damaged; the damage goes to *report*.
    A text that begins with ``zotero:`` is a library of the Zotero that runs: see :mod:`arxiv2bib.pushing.pulling`.
    Raises :class:`~arxiv2bib.ReadError` if it cannot be opened or is no text,
    :class:`~arxiv2bib.SourceDecodeError` if *encoding* is no encoding or the bytes are not in it.
    """
    if isinstance(target, Member):
        with _spool(target.name, target.read(), report) as spool, _plain(target.name, spool, report) as stream:
            yield attrs.evolve(_make_source(target.name, stream, encoding, report), is_packed=True)
    elif isinstance(target, str) and is_in_zotero(target):
        from arxiv2bib.pushing.pulling import pull  # with it comes all that asks programs

        yield _make_source(target, io.BytesIO(pull(target)), "utf-8", report)
    elif isinstance(target, str | os.PathLike):
        with _open_path(target, encoding, report) as source:
            yield source
    elif hasattr(target, "read"):
        with _open_stream(target, encoding, report) as source:
            yield source
    else:
        way_out = "; its open('rb') gives one" if hasattr(target, "open") else ""  # as of zipfile.Path
        if isinstance(target, Entry | Library):
            way_out = "; dump writes what was read"
        raise InvalidValueError(f"cannot read from {type(target).__name__}; pass a path or an open file{way_out}")


@contextmanager
def _open_path(path: str | os.PathLike[str], encoding: str | None, report: Report) -> Iterator[Source]:
    name = os.fspath(path)
    try:
        # A path may name a pipe as well: /dev/fd/63 is what a shell makes of <(command).
        with _open_file(path, name) as file, seekable(file) as stream, _plain(name, stream, report) as plain:
            yield attrs.evolve(_make_source(name, plain, encoding, report), is_packed=plain is not stream)
    except OSError as error:
        raise ReadError(f"cannot read {_shorten(name)}: {error.strerror or error}{_hint(name)}") from error


@contextmanager
def _open_stream(
    target: IO[str] | IO[bytes] | io.BufferedIOBase, encoding: str | None, report: Report
) -> Iterator[Source]:
    name = name_input(target)
    try:
        is_text = isinstance(target.read(0), str)
    except Exception as error:  # closed, open for writing only, or damaged: each kind of file has exceptions of its own
        raise ReadError(f"cannot read {name}: {error}") from error
    if is_text:
        yield Source(name, text=_read_text(name, cast("IO[str]", target)).removeprefix("\ufeff"))
        return
    try:
        with seekable(cast("IO[bytes]", target)) as stream, _plain(name, stream, report) as plain:
            yield attrs.evolve(_make_source(name, plain, encoding, report), is_packed=plain is not stream)
    except Exception as error:
        if not _is_failed_read(error):
            raise
        raise ReadError(f"cannot read {name}: {getattr(error, 'strerror', None) or error}") from error


def _is_failed_read(error: Exception) -> bool:
    """Whether *error* says that an open file cannot be read: those of gzip and lzma have exceptions of their own."""
    return isinstance(error, OSError | EOFError) or type(error).__module__ in ("zlib", "_lzma")


def _read_text(name: str, file: IO[str]) -> str:
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise SourceDecodeError(f"{name} is not {error.encoding}: {error.reason}; open it in binary mode") from error
    except Exception as error:
        raise ReadError(f"cannot read {name}: {getattr(error, 'strerror', None) or error}") from error


def _open_file(path: str | os.PathLike[str], name: str) -> IO[bytes]:
    try:
        return open(path, "rb")  # noqa: PTH123 (a path may be str or PathLike)
    except ValueError as error:  # a character that no name of a file has
        raise ReadError(f"cannot read {_shorten(name)!r}: {error}{_hint(name)}") from error


def _shorten(name: str) -> str:
    line = name.partition("\n")[0]
    return name if name == line else f"{line[:60]}..."


def _hint(name: str) -> str:
    if "\n" in name or name.lstrip().startswith("@"):
        return "; for a text, there is loads"
    if is_directory(name):
        return "; convert reads the files in it"
    return "; for papers by their identifiers, there is fetch" if is_identifier(name) else ""


@contextmanager
def seekable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """Give a stream that can be read twice, from its present position: a pipe is copied to a temporary file."""
    # What can be read need not say whether it can be read twice.
    if hasattr(stream, "seekable") and stream.seekable() and stream.tell() == 0:
        yield stream
        return
    with _spool_pieces(iter(lambda: stream.read(_CHUNK), b"")) as spool:
        yield spool


@contextmanager
def _spool_pieces(pieces: Iterable[bytes]) -> Iterator[IO[bytes]]:
    import tempfile  # slow to load, and only pipes and compressed files need it

    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        for piece in pieces:
            spool.write(piece)
        spool.seek(0)
        yield cast("IO[bytes]", spool)


@contextmanager
def _plain(name: str, stream: IO[bytes], report: Report) -> Iterator[IO[bytes]]:
    """Give *stream*, or what is compressed in it; of a zip archive, its only member."""
    head = stream.read(16)
    stream.seek(0)
    compression = find_compression(head)
    if compression is not None:
        with _spool(name, decompress(stream, compression), report) as spool:
            yield spool
    elif is_zip(head):
        members = open_zip(name, stream)
        if len(members) != 1:
            raise ReadError(f"{name} is an archive of {len(members)} files; unpack it, and name one")
        with members[0].file, _spool(members[0].name, members[0].read(), report) as spool:
            yield spool
    else:
        yield stream


@contextmanager
def _spool(name: str, pieces: Iterator[bytes], report: Report) -> Iterator[IO[bytes]]:
    """Give a temporary file with *pieces*, as far as they come; raises ReadError if none does."""

    def take() -> Iterator[bytes]:
        has_any = False
        try:
            for piece in pieces:
                has_any = has_any or bool(piece)
                yield piece
        except DamagedError as error:
            if not has_any:
                raise ReadError(f"cannot read {name}: {error}") from error
            message = f"{error}; what came before is read"
            report.add(Diagnostic(Code.READ_DAMAGED_ARCHIVE, Severity.ERROR, message, source=name))

    with _spool_pieces(take()) as spool:
        yield spool


def _make_source(name: str, stream: IO[bytes], encoding: str | None, report: Report) -> Source:
    head = stream.read(_CHUNK)
    if encoding is not None:
        guess = _check_encoding(name, stream, head, encoding)
    elif is_binary(head):
        what = "a tar archive; unpack it, and name its files" if head[257:262] == b"ustar" else "binary data, not text"
        raise ReadError(f"{name} is {what}")
    else:
        guess = _guess_encoding(stream, head)
    stream.seek(0)
    if not guess.certain:
        _say(report, name, Code.TEXT_GUESSED_ENCODING, f"not UTF-8; read as {guess.encoding}", guess.encoding)
    if guess.bad_bytes:
        _say(
            report,
            name,
            Code.TEXT_UNDECODABLE_BYTES,
            f"some bytes are not {guess.encoding}; read as cp1252",
            guess.encoding,
        )
    return Source(
        name, stream, encoding=guess.encoding, bom=guess.bom, newline=_newline(head), has_bad_bytes=guess.bad_bytes
    )


def _say(report: Report, source: str, code: Code, message: str, value: str) -> None:
    report.add(Diagnostic(code, Severity.WARNING, message, source=source, value=value))


def _newline(head: bytes) -> str:
    first = head.partition(b"\n")[0]
    return "\r\n" if first.endswith(b"\r") else "\n" if b"\n" in head or b"\r" not in head else "\r"


def _check_encoding(name: str, stream: IO[bytes], head: bytes, encoding: str) -> Guess:
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)  # refuses codecs that are no encodings of text: hex, rot13
        decoder = codecs.getincrementaldecoder(encoding)()
        codecs.getincrementaldecoder(encoding)("surrogateescape").decode(b"a")  # and those that know no bad bytes: idna
    except (LookupError, ValueError, TypeError) as error:
        raise SourceDecodeError(f"no encoding is called {encoding!r}") from error
    mark = _MARKS.get(codecs.lookup(encoding).name, b"")
    bom = mark if head.startswith(mark) else b""
    try:
        while head:
            decoder.decode(head)
            head = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        reason = error.reason if isinstance(error, UnicodeDecodeError) else str(error)
        raise SourceDecodeError(
            f"{name} is not {encoding}: {reason}; leave the encoding out to have it guessed"
        ) from error
    return Guess(encoding=encoding, bom=bom, certain=True, bad_bytes=False)


def _guess_encoding(stream: IO[bytes], head: bytes) -> Guess:
    """Guess from the first piece, and look through the rest for a byte that says otherwise."""
    following = stream.read(_PIECE)
    guess = guess_encoding(head, final=not following)
    if not following or guess.encoding != "utf-8" or not guess.certain or guess.bad_bytes:
        return guess
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_ascii = decoder.decode(head[len(guess.bom) :]).isascii()
    try:
        while following:
            is_ascii = decoder.decode(following).isascii() and is_ascii
            following = stream.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if not is_ascii:  # after good UTF-8, the byte is damage
            return guess._replace(bad_bytes=True)
        # After nothing but ASCII, what stands round the byte speaks for the file.
        begun, _ = decoder.getstate()
        return guess_encoding(begun + following + stream.read(_CHUNK), final=False)
    return guess


def name_input(target: Target) -> str:
    """Return what an input is called: its path, or the name of an open file."""
    if isinstance(target, str | os.PathLike):
        return os.fspath(target)
    return str(getattr(target, "name", None) or "<input>")


def is_in_zotero(target: Target) -> bool:
    """Whether *target* is no file, but a library of Zotero: ``zotero:My%20Library``."""
    return isinstance(target, str) and target.startswith(_IN_ZOTERO)
