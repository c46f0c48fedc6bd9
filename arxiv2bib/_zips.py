"""Zip archives: their members are read where they stand, and never unpacked by name.

Of an archive that is cut off, whose list of members stood at its end, the members are found by their own headers.
"""

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, cast

from arxiv2bib._archives import DamagedError
from arxiv2bib.errors import ReadError

if TYPE_CHECKING:
    import zipfile

__all__ = ["Member", "is_zip", "open_zip"]

_ZIP: Final = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08PK\x03\x04)")
_SMALL: Final = 1 << 10  # bytes that go in at once, and that come out at once
# Source: APPNOTE.TXT, 4.3.7 "Local file header" and 4.4.4 "general purpose bit flag".
_HEADER: Final = struct.Struct("<4s2xHH8xLL2H")
_ENCRYPTED: Final = 1
_SIZE_FOLLOWS: Final = 8
_UTF_8: Final = 1 << 11


def is_zip(head: bytes) -> bool:
    """Whether a file that begins with *head* is a zip archive."""
    return _ZIP.match(head) is not None


class Member(NamedTuple):
    """A file in a zip archive; ``file`` is the archive, which is to be closed."""

    archive: str
    filename: str
    file: Any  # Any: whatever can be closed
    pieces: Callable[[], Iterator[bytes]]
    is_encrypted: bool

    @property
    def name(self) -> str:
        """What it is called in messages: ``papers.zip:refs.bib``."""
        return f"{self.archive}:{self.filename}"

    def read(self) -> Iterator[bytes]:
        """Yield its bytes; raises DamagedError behind the last that come out, and ReadError if none can."""
        if self.is_encrypted:
            raise ReadError(f"{self.name} is encrypted; decrypt it first")
        try:
            yield from self.pieces()
        except DamagedError:
            raise
        except NotImplementedError as error:
            raise ReadError(f"cannot read {self.name}: {error}") from error
        except Exception as error:  # each decoder has exceptions of its own
            raise DamagedError(f"the zip data are damaged ({error})") from error


def open_zip(name: str, archive: str | IO[bytes]) -> tuple[Member, ...]:
    """Return the files in the zip *archive*, in the order of their names; whoever asks for them closes it.

    Raises :class:`~arxiv2bib.ReadError` if there is none, because it is damaged.
    """
    import zipfile  # slow to load, and few inputs are archives

    source = _File(archive) if isinstance(archive, str) else nullcontext(archive)
    try:
        with source as stream:
            file = zipfile.ZipFile(cast("Any", stream))  # Any: any seekable file object
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        members = _salvage(name, archive)
        if not members:
            raise ReadError(f"cannot read the archive {name}: {error}") from error
        return members
    infos = sorted((info for info in file.infolist() if not info.is_dir()), key=lambda info: info.filename)
    return tuple(
        Member(name, info.filename, file, partial(_read, source, file, info), bool(info.flag_bits & _ENCRYPTED))
        for info in infos
    )


class _File:
    """A file that is open only while it is read: there may be more archives than a process may have files open."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._readers = 0

    def __enter__(self) -> "_File":
        if not self._readers:
            self._stream = open(self._path, "rb")  # noqa: PTH123 (closed when the last reader leaves)
        self._readers += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._readers -= 1
        if not self._readers:
            self._stream.close()

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)


def _read(source: AbstractContextManager[object], file: "zipfile.ZipFile", info: "zipfile.ZipInfo") -> Iterator[bytes]:
    with source, cast("zipfile.ZipExtFile", file.open(info)) as stream:
        stream.MIN_READ_SIZE = _SMALL
        while data := stream.read1(_SMALL):
            yield data


# Archives without the list of their members


def _salvage(name: str, archive: str | IO[bytes]) -> tuple[Member, ...]:
    """Return the members of an archive that is cut off, in the order in which they stand."""
    stream = open(archive, "rb") if isinstance(archive, str) else archive  # noqa: PTH123, SIM115 (closed by who asks)
    found = list(_find_members(stream))
    if not found and stream is not archive:
        stream.close()
    return tuple(
        Member(
            name, filename, stream, partial(_read_salvaged, stream, place, is_last=number == len(found)),
            bool(place.flags & _ENCRYPTED),
        )
        for number, (filename, place) in enumerate(found, 1)
    )  # fmt: skip


class _Place(NamedTuple):
    """Where the data of a member are; ``size`` is None if nothing tells it."""

    start: int
    size: int | None
    method: int
    flags: int


def _find_members(stream: IO[bytes]) -> Iterator[tuple[str, _Place]]:
    position: int | None = 0
    while position is not None:
        stream.seek(position)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(b"PK\x03\x04"):
            return
        _, flags, method, packed, _, name_length, extra_length = _HEADER.unpack(header)
        filename = stream.read(name_length).decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        start = position + _HEADER.size + name_length + extra_length
        size = None if flags & _SIZE_FOLLOWS and not packed else packed
        if not filename.endswith("/"):
            yield filename, _Place(start, size, method, flags)
        position = start + size if size is not None else None  # where the next one begins is known only by reading


def _read_salvaged(stream: IO[bytes], place: _Place, *, is_last: bool) -> Iterator[bytes]:
    """Yield the bytes of a member; behind the last one, which may be cut off, the archive is damaged."""
    import zipfile
    import zlib

    if place.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError("that compression method is not read from an archive that is cut off")
    decoder = zlib.decompressobj(wbits=-15) if place.method == zipfile.ZIP_DEFLATED else None
    position, end = place.start, None if place.size is None else place.start + place.size
    while end is None or position < end:
        stream.seek(position)
        data = stream.read(_SMALL if end is None else min(_SMALL, end - position))
        if not data:
            break
        position += len(data)
        while data and not (decoder is not None and decoder.eof):
            yield decoder.decompress(data, _SMALL * _SMALL) if decoder is not None else data
            data = decoder.unconsumed_tail if decoder is not None else b""
        if decoder is not None and decoder.eof:
            break
    if is_last:
        raise DamagedError("the archive ends too early")
