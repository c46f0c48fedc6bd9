"""Bodies come out whole, or not at all."""

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.fetching.bodies import BadBodyError, decode_body

LIMIT = 1 << 20


def deflate(body: bytes) -> bytes:
    """Return *body* as those servers send it that take "deflate" by its word."""
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(body) + deflater.flush()


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
}


@given(st.binary(max_size=200), st.sampled_from(sorted(ENCODERS)))
def test_what_was_encoded_is_decoded(body: bytes, encoding: str) -> None:
    """Each encoding that is asked for comes out as it went in."""
    assert body == decode_body(ENCODERS[encoding](body), encoding.upper(), LIMIT)


def test_raw_deflate_is_decoded() -> None:
    """What some servers call deflate has no header, and is decoded as well."""
    assert b"body" * 9 == decode_body(deflate(b"body" * 9), "deflate", LIMIT)


def test_encodings_are_taken_off_in_turn() -> None:
    """The last encoding that is named was put on last."""
    assert b"body" == decode_body(gzip.compress(zlib.compress(b"body")), "deflate, gzip", LIMIT)


def test_members_of_gzip_are_joined() -> None:
    """A gzip body may have several members, and padding after the last."""
    assert b"ab" == decode_body(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "gzip", LIMIT)


@given(st.data())
def test_what_is_cut_off_is_no_body(data: st.DataObject) -> None:
    """A gzip body without its end, wherever it is cut, is an error; the libraries let it pass."""
    whole = gzip.compress(b"The answer is whole. " * 20)
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(BadBodyError):
        decode_body(whole[:cut], "gzip", LIMIT)


@pytest.mark.parametrize("body", [b"", b"{}", b"\x1f\x8b\x08rubbish after the header"])
def test_what_is_damaged_is_no_body(body: bytes) -> None:
    """A body that is not what its header says is an error."""
    with pytest.raises(BadBodyError):
        decode_body(body, "gzip", LIMIT)


def test_a_bomb_does_not_go_off() -> None:
    """A small body that becomes a large one is an error, for good, and is not expanded to its end."""
    with pytest.raises(BadBodyError, match="larger than 1 MB") as caught:
        decode_body(gzip.compress(bytes(8 * LIMIT)), "gzip", LIMIT)
    assert caught.value.is_final


def test_what_was_not_asked_for_is_refused() -> None:
    """An encoding that was not asked for is an error."""
    with pytest.raises(BadBodyError, match="'br', which was not asked for"):
        decode_body(b"...", "br", LIMIT)
