"""Sources: bytes to text, in pieces of any size."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Source

TEXT = "a\nGül Varol\n\n日本\nz"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 20])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32-be"])
def test_chunks_are_independent_of_their_size(size: int, newline: str, encoding: str) -> None:
    """The text is the same in pieces of any size, every line end as a line feed, in any encoding."""
    source = Source("x", io.BytesIO(TEXT.replace("\n", newline).encode(encoding)), encoding=encoding)
    assert TEXT == "".join(source.chunks(size))


@given(text=st.text(st.sampled_from("a\r\n\u20ac")), size=st.integers(1, 5), translate=st.booleans())
def test_pieces_of_text(text: str, size: int, translate: bool) -> None:
    """A source of text comes in pieces as well, and no line end is two because it is cut."""
    pieces = list(Source("x", text=text).chunks(size, translate=translate))
    expected = text.replace("\r\n", "\n").replace("\r", "\n") if translate else text
    assert (expected, True) == ("".join(pieces), max(map(len, pieces)) <= size + 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_chunks_of_text(newline: str) -> None:
    """A source of text gives line feeds as well."""
    assert TEXT == "".join(Source("x", text=TEXT.replace("\n", newline)).chunks())


def test_read_keeps_line_ends() -> None:
    """``read`` gives the text as it is, and can be asked again after the chunks."""
    source = Source("x", io.BytesIO(b"\xef\xbb\xbfa\r\nb"), bom=b"\xef\xbb\xbf")
    assert ["a\nb"] == [chunk for chunk in source.chunks() if chunk]
    assert source.read() == source.read() == "a\r\nb"


def test_bad_bytes_are_lone_surrogates() -> None:
    """A byte that is no UTF-8 comes as the surrogate that Python escapes it with."""
    assert "".join(Source("x", io.BytesIO(b"G\xfcl")).chunks()) == "G\udcfcl"


@pytest.mark.parametrize(
    ("encoding", "data"), [("utf-16-le", b"a\0b"), ("utf-16-be", b"\0a\xd8\x00\0b"), ("utf-32-le", b"a\0\0\0bcde")]
)
def test_bad_units_of_wide_encodings_do_not_raise(encoding: str, data: bytes) -> None:
    """What is no UTF-16 or UTF-32 becomes U+FFFD; the text before it is there."""
    source = Source("x", io.BytesIO(data), encoding=encoding, has_bad_bytes=True)
    assert "a\ufffd" == "".join(source.chunks(1))[:2]
    assert "a\ufffd" == source.read()[:2]


def test_an_empty_source_has_a_chunk() -> None:
    """The first chunk can always be asked for."""
    assert "" == next(Source("x", io.BytesIO(b"")).chunks())
    assert "" == next(Source("x", text="").chunks())
