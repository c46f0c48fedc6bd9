"""Texts in pieces, as a file gives them."""

from collections.abc import Iterator


def cut(text: str, size: int) -> Iterator[str]:
    """Yield *text* in pieces of *size* characters."""
    return (text[start : start + size] for start in range(0, len(text), size))
