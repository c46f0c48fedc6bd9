"""Compressed files: told by how they begin, decompressed and compressed piece by piece."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import IO, Final, NamedTuple, Protocol, cast

from arxiv2bib.errors import ExportError

__all__ = ["DamagedError", "compress", "decompress", "find_compression", "without_suffix"]

_PIECE: Final = 256  # bytes that go in at once: what comes out of the last of them before a damage is lost
_MOST: Final = 1 << 20  # bytes that come out at once


class DamagedError(Exception):
    """What is compressed cannot be decompressed from here on."""


class _Bounded(Protocol):
    """What bz2 and lzma have: how much comes out at once can be bounded."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Stream(NamedTuple):
    """One compressed stream: ``feed`` yields what comes out of some bytes, ``is_over`` tells whether it has ended."""

    feed: Callable[[bytes], Iterator[bytes]]
    is_over: Callable[[], bool]
    get_rest: Callable[[], bytes]


def _start_zlib() -> _Stream:
    import zlib

    decoder = zlib.decompressobj(wbits=31)

    def feed(data: bytes) -> Iterator[bytes]:
        while True:
            piece = decoder.decompress(data, _MOST)
            yield piece
            data = decoder.unconsumed_tail
            if decoder.eof or (not data and len(piece) < _MOST):
                return

    return _Stream(feed, lambda: decoder.eof, lambda: decoder.unused_data)


def _start_bounded(decoder: _Bounded) -> _Stream:
    def feed(data: bytes) -> Iterator[bytes]:
        yield decoder.decompress(data, _MOST)
        while not decoder.eof and not decoder.needs_input:
            yield decoder.decompress(b"", _MOST)

    return _Stream(feed, lambda: decoder.eof, lambda: decoder.unused_data)


def _start_bz2() -> _Stream:
    import bz2

    return _start_bounded(bz2.BZ2Decompressor())


def _start_xz() -> _Stream:
    import lzma

    return _start_bounded(lzma.LZMADecompressor(memlimit=1 << 28))


def _start_zstd() -> _Stream:
    import zstandard

    decoder = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()

    def feed(data: bytes) -> Iterator[bytes]:
        yield decoder.decompress(data)

    return _Stream(feed, lambda: decoder.eof, lambda: decoder.unused_data)


def _open_gzip(file: IO[bytes]) -> IO[bytes]:
    import gzip

    # Neither name nor time: the same content is the same bytes.
    return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6))


def _open_bz2(file: IO[bytes]) -> IO[bytes]:
    import bz2

    return cast("IO[bytes]", bz2.BZ2File(file, "wb"))


def _open_xz(file: IO[bytes]) -> IO[bytes]:
    import lzma

    return cast("IO[bytes]", lzma.LZMAFile(file, "wb"))


def _open_zstd(file: IO[bytes]) -> IO[bytes]:
    import zstandard

    return cast("IO[bytes]", zstandard.ZstdCompressor().stream_writer(file, closefd=False))


class Compression(NamedTuple):
    """One way of compressing: its name, how files are called, how they begin, how they are read and written."""

    name: str
    suffix: str
    begins: re.Pattern[bytes]
    start: Callable[[], _Stream]
    open: Callable[[IO[bytes]], IO[bytes]]


_COMPRESSED: Final = (
    # Source: RFC 1952, section 2.3; bzip2's format ("pi" in the first block, or the end); xz's, 2.1.1; RFC 8878, 3.1.
    Compression("gzip", ".gz", re.compile(rb"\x1f\x8b\x08"), _start_zlib, _open_gzip),
    Compression("bzip2", ".bz2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), _start_bz2, _open_bz2),
    Compression("xz", ".xz", re.compile(rb"\xfd7zXZ\x00"), _start_xz, _open_xz),
    Compression("zstd", ".zst", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _start_zstd, _open_zstd),
)
_SUFFIXES: Final = {known.suffix: known for known in _COMPRESSED}


def find_compression(head: bytes) -> Compression | None:
    """Return how a file that begins with *head* is compressed, or None."""
    return next((known for known in _COMPRESSED if known.begins.match(head)), None)


def without_suffix(name: str) -> str:
    """Return *name* without the suffix of a compressed file: ``refs.bib`` of ``refs.bib.gz``."""
    suffix = PurePath(name).suffix
    return name[: -len(suffix)] if suffix.casefold() in (*_SUFFIXES, ".zip") else name


def decompress(stream: IO[bytes], compression: Compression) -> Iterator[bytes]:
    """Yield what is compressed in *stream*, also in several pieces one after the other.

    Raises :class:`DamagedError` behind the last piece that comes out. Memory is flat, whatever comes out.
    """
    data = stream.read(_PIECE)
    while True:
        part = compression.start()
        while not part.is_over():
            if not data:
                raise DamagedError(f"the {compression.name} data end too early")
            try:
                yield from part.feed(data)
            except Exception as error:  # each decoder has exceptions of its own
                raise DamagedError(f"the {compression.name} data are damaged ({error})") from error
            data = b"" if part.is_over() else stream.read(_PIECE)
        data = part.get_rest() or stream.read(_PIECE)
        while data and not data.strip(b"\0"):  # what fills up a block of a tape or of xz
            data = stream.read(_PIECE)
        data = data.lstrip(b"\0")
        if not data:
            return
        data += stream.read(_PIECE)
        if compression.begins.match(data) is None:
            raise DamagedError(f"what stands behind the {compression.name} data is something else")


@contextmanager
def compress(path: PurePath, file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Give what to write the content of *path* to: *file*, or what compresses into it, as the suffix of *path* says.

    Raises :class:`~arxiv2bib.ExportError` for a suffix of what is read only.
    """
    suffix = path.suffix.casefold()
    if suffix == ".zip":
        raise ExportError(f"cannot write {path}: zip archives are read only; .gz, .bz2, .xz and .zst are written")
    if suffix not in _SUFFIXES:
        yield file
        return
    with _SUFFIXES[suffix].open(file) as stream:
        yield stream
