"""Outputs written: to paths and open files, in the encoding of their style; files appear whole or not at all."""

import io
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from arxiv2bib._archives import compress
from arxiv2bib._paths import exists, is_directory, is_file
from arxiv2bib.errors import ExportError, InvalidValueError
from arxiv2bib.model.records import Style
from arxiv2bib.text.encoding import decode_bad_bytes

__all__ = ["Output", "encode_piece", "is_folder", "write_output"]

# To type checkers, the files of gzip, bz2 and lzma are none of typing.IO.
Output = str | os.PathLike[str] | IO[str] | IO[bytes] | io.BufferedIOBase

_CHUNK = 1 << 20


def is_folder(target: Output) -> bool:
    """Whether *target* is a directory, or is called like one: ``out/``."""
    if not isinstance(target, str | os.PathLike):
        return False
    name = os.fspath(target)
    return name.endswith(("/", os.sep)) or is_directory(name)  # a Path has lost the slash


def write_output(target: Output, pieces: Iterable[str | bytes], style: Style | None = None) -> None:
    """Write *pieces* to *target*; a file appears whole, or stays as it was if anything raises.

    *style* has the encoding, the mark and the line ends; without it, UTF-8 and the line ends of *pieces*. Pieces that
    are bytes are written as they are.
    Raises :class:`~arxiv2bib.ExportError` if it cannot be written, or not in that encoding.
    """
    if not isinstance(target, str | os.PathLike):
        _write_to_open(target, pieces, style)
        return
    path = Path(target)
    try:
        if is_folder(target):
            raise ExportError(f"cannot write {os.fspath(target)}: it is a directory")
        if exists(path) and not is_file(path):
            with path.open("wb") as device:
                _write_stream(device, pieces, style)
            return
        if exists(path) and not os.access(path, os.W_OK):  # a rename would replace it all the same
            raise ExportError(f"cannot write {target}: it is write-protected")
        _write_whole(_follow_links(path), pieces, style)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"cannot write {os.fspath(target)}: {error.strerror or error}") from error


def _write_to_open(target: Output, pieces: Iterable[str | bytes], style: Style | None) -> None:
    if not hasattr(target, "write"):
        raise InvalidValueError(f"cannot write to {type(target).__name__}; pass a path or an open file")
    name = getattr(target, "name", None) or "<output>"
    if getattr(target, "closed", False):
        raise ExportError(f"cannot write {name}: the file is closed")
    try:
        _write_stream(cast("IO[Any]", target), pieces, style)
    except BrokenPipeError:
        raise
    except (OSError, UnicodeEncodeError) as error:
        reason = error.reason if isinstance(error, UnicodeEncodeError) else error.strerror or error
        raise ExportError(f"cannot write {name}: {reason}") from error


def _follow_links(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except ValueError as error:  # a character that no name of a file has
        raise ExportError(f"cannot write {os.fspath(path)!r}: {error}") from error


def _write_whole(path: Path, pieces: Iterable[str | bytes], style: Style | None) -> None:
    mode = path.stat().st_mode & 0o7777 if exists(path) else None
    # Beside the target, so that the last step is a rename; made with the mode a new file has, which tempfile does not.
    draft = path.with_name(f".{path.name[:48]}.{os.urandom(6).hex()}.tmp")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(descriptor, "wb", buffering=_CHUNK) as file, compress(path, file) as stream:  # noqa: PTH123 (a descriptor)
            _write_stream(stream, pieces, style)
        if mode is not None:
            draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _write_stream(stream: IO[Any], pieces: Iterable[str | bytes], style: Style | None) -> None:  # Any: str or bytes
    if hasattr(stream, "encoding"):
        for piece in pieces:
            stream.write(piece if isinstance(piece, str) and piece.isascii() else _encode_utf8(piece).decode())
    elif style is None:
        for piece in pieces:
            stream.write(_encode_utf8(piece))
    else:
        stream.write(style.bom)
        for piece in pieces:
            stream.write(encode_piece(piece, style))
    if hasattr(stream, "flush"):  # what can be written to need not keep anything back
        stream.flush()


def _encode_utf8(piece: str | bytes) -> bytes:
    """Return *piece* in UTF-8; single bytes that were no text when they were read are read as cp1252."""
    if isinstance(piece, bytes):
        return piece
    try:
        return piece.encode()
    except UnicodeEncodeError:
        return decode_bad_bytes(piece).encode("utf-8", "replace")


def encode_piece(piece: str | bytes, style: Style) -> bytes:
    """Return *piece* in the encoding and with the line ends of *style*; raises ExportError if it cannot be."""
    if isinstance(piece, bytes):
        return piece
    if style.newline != "\n":
        piece = piece.replace("\n", style.newline)
    try:
        return piece.encode(style.encoding, "surrogateescape")
    except UnicodeEncodeError as error:
        character = error.object[error.start : error.end]
        raise ExportError(
            f"{character!r} cannot be written in {style.encoding}, the encoding of the input; "
            "write anew, in UTF-8, without preserving"
        ) from error
