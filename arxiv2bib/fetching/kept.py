"""An answer as it is kept in the cache, and the bytes for it."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import attrs

from arxiv2bib.fetching.services import DAY
from arxiv2bib.protocols import Response

__all__ = ["Kept", "decode_kept", "encode_kept", "make_key", "to_day", "to_seconds"]

_VERSION: Final = 1
_LEVEL: Final = 3  # of compression: feeds and JSON shrink to a fifth, in no time
_AHEAD: Final = 60.0  # seconds by which the clocks of two machines with one cache may differ


@attrs.frozen(kw_only=True)
class Kept:
    """An answer and the time at which it was given (seconds since 1970); ``accept`` is what was asked for.

    ``expires_unix`` is when it is thought to be over: what ``cache clear --expired`` goes by. Whether it is good is
    decided when it is asked for, by :meth:`is_good`.
    """

    url: str
    accept: str | None
    status: int
    headers: Mapping[str, str] = attrs.field(hash=False)
    body: bytes
    stored: float
    expires_unix: float

    def is_good(self, now: float, days: float) -> bool:
        """Whether the answer is at most *days* old; one from the future is not: the clock was set back since."""
        return -_AHEAD <= now - self.stored < days * DAY

    def to_response(self) -> Response:
        """Return the answer as a fetcher gives it."""
        return Response(
            url=self.url, status=self.status, headers=self.headers, body=self.body, retrieved=to_day(self.stored)
        )


def make_key(url: str, accept: str | None) -> str:
    """Return the name of an answer in the cache: letters and digits, whatever the URL."""
    return hashlib.sha256(f"{accept or ''}\n{url}".encode("utf-8", "surrogatepass")).hexdigest()


def to_day(seconds: float) -> str:
    """Return the day, in UTC, of *seconds* since 1970; the first of them for what no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "1970-01-01"


def to_seconds(day: str) -> float | None:
    """Return the seconds since 1970 at the begin of *day*, as :func:`to_day` writes it; None if it is none."""
    try:
        return datetime.fromisoformat(day[:10]).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def encode_kept(kept: Kept) -> bytes:
    """Return the bytes for *kept*: a line of JSON, the body, and gzip around both, whose checksum guards them."""
    head = [_VERSION, kept.url, kept.accept, kept.status, dict(kept.headers), kept.stored, kept.expires_unix]
    line = json.dumps(head, ensure_ascii=True).encode("ascii")
    return gzip.compress(line + b"\n" + kept.body, _LEVEL, mtime=0)


def decode_kept(data: bytes) -> Kept | None:
    """Return what :func:`encode_kept` made *data* of; None if the bytes are damaged or of another version."""
    try:
        line, _, body = gzip.decompress(data).partition(b"\n")
        version, url, accept, status, headers, stored, expires = json.loads(line)
        if version != _VERSION:
            return None
        return Kept(
            url=url, accept=accept, status=status, headers=headers, body=body, stored=stored, expires_unix=expires
        )
    except (OSError, EOFError, zlib.error, ValueError, TypeError, RecursionError):
        return None
