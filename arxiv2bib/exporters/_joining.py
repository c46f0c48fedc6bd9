"""Outputs that are written in parts and joined."""

from collections.abc import Iterable, Iterator

__all__ = ["join_pieces"]


def join_pieces(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the pieces of *parts*, with a blank line before each part but the first that has any."""
    is_first = True
    for part in parts:
        is_new = True
        for piece in filter(None, part):
            yield f"\n{piece}" if is_new and not is_first else piece
            is_new = is_first = False
