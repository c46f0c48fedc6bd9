"""Bodies of answers: decompressed, within bounds, and whole."""

import zlib
from typing import Final

__all__ = ["BadBodyError", "decode_body"]

_GZIP_OR_ZLIB: Final = 47  # wbits: the header says which
_RAW_DEFLATE: Final = -15
_TOKENS: Final = {"gzip": _GZIP_OR_ZLIB, "x-gzip": _GZIP_OR_ZLIB, "deflate": _GZIP_OR_ZLIB}


class BadBodyError(ValueError):
    """The body is cut off, damaged, or too large; ``is_final`` if it would be so again."""

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final


def decode_body(body: bytes, encoding: str, limit: int) -> bytes:
    """Return *body* without the ``Content-Encoding`` *encoding*, at most *limit* bytes.

    zlib itself does not mind a stream that is cut off, and neither do the libraries above it; here that is an error,
    as is a stream that expands beyond *limit*. Raises :class:`BadBodyError`.
    """
    tokens = [token.strip().lower() for token in encoding.split(",")]
    for token in reversed([token for token in tokens if token not in {"", "identity"}]):
        wbits = _TOKENS.get(token)
        if wbits is None:
            raise BadBodyError(f"the answer is encoded as {token[:20]!r}, which was not asked for")
        body = _inflate(body, wbits, limit)
    return body


def _inflate(body: bytes, wbits: int, limit: int) -> bytes:
    """Return what the streams in *body*, one after the other, hold."""
    if not body:
        raise BadBodyError("the compressed answer is empty")
    if wbits == _GZIP_OR_ZLIB and not _has_header(body):
        wbits = _RAW_DEFLATE  # some servers call this deflate
    out = bytearray()
    while body:
        inflater = zlib.decompressobj(wbits)
        try:
            out += inflater.decompress(body, limit - len(out) + 1)
        except zlib.error as error:
            raise BadBodyError("the compressed answer is damaged") from error
        if len(out) > limit:
            raise BadBodyError(f"the answer is larger than {limit >> 20} MB", is_final=True)
        if not inflater.eof:
            raise BadBodyError("the compressed answer is cut off")
        body = inflater.unused_data.lstrip(b"\0")  # padding is allowed after the last stream
    return bytes(out)


def _has_header(body: bytes) -> bool:
    is_gzip = body[:2] == b"\x1f\x8b"
    is_zlib = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return is_gzip or is_zlib
