"""Standard input, output and error: where they are closed or full, and in encodings that lack letters."""

import codecs
import io
import os
import sys
from contextlib import suppress
from typing import TextIO

import click

__all__ = ["discard_output", "prepare_streams", "say"]

_ESCAPED = "arxiv2bib.escaped"


def prepare_streams() -> None:
    """Have standard output take every letter, and stand in for streams that are closed.

    Letters that its encoding lacks are escaped, as Python escapes them on standard error, and names of files keep their
    bytes. Who reads a closed input or writes to a closed output gets an OSError, as from any that is damaged or full.
    """
    sys.stdin = _find(sys.stdin, os.O_WRONLY, "r", "<stdin>")
    sys.stdout = _find(sys.stdout, os.O_RDONLY, "w", "<stdout>")
    sys.stderr = _find(sys.stderr, os.O_WRONLY, "w", "<stderr>")
    codecs.register_error(_ESCAPED, _escape)
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors=_ESCAPED)


def _find(stream: TextIO | None, flags: int, mode: str, name: str) -> TextIO:
    """Return *stream*, or what stands in for it."""
    if stream is not None:
        return stream
    # Open for the other thing: to read or to write fails.
    raw = io.FileIO(os.open(os.devnull, flags), mode)
    raw.name = name  # as the real ones have it
    buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace")


def _escape(error: UnicodeError) -> tuple[str | bytes, int]:
    """Handle *error* of writing: bytes that a name has stay, letters become escapes."""
    with suppress(UnicodeError):
        return codecs.lookup_error("surrogateescape")(error)
    return codecs.lookup_error("backslashreplace")(error)


def say(text: str) -> None:
    """Print *text* on standard error; that nobody listens, or a log is full, stops no work."""
    try:
        click.echo(text, err=True)
    except OSError:
        _discard(sys.stderr)


def discard_output() -> None:
    """Send what is still to be written nowhere: Python would complain again when it flushes at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _discard(stream)


def _discard(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
