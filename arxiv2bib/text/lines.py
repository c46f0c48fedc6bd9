"""The lines of a text: how many there are, however they end, and a long text in one short line."""

__all__ = ["count_lines", "printable", "shorten"]


def count_lines(text: str, start: int, end: int) -> int:
    """Return how many lines end in *text* from *start* to *end*: line feeds or, where there is none, returns."""
    feeds = text.count("\n", start, end)
    if text.find("\r", start, end) < 0:  # found much faster than counted
        return feeds
    return feeds + text.count("\r", start, end) - text.count("\r\n", start, end)


def printable(text: str) -> str:
    """Return *text* in one line, without what could steer a terminal."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def shorten(text: str) -> str:
    """Return *text* in one line of a hundred characters at most."""
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:97]}..."
