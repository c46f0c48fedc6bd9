"""Text between entries: a remark, which anybody may write there, or what is left of an entry."""

from collections.abc import Iterator

from arxiv2bib.checks.findings import shorten
from arxiv2bib.checks.rules import FileHit
from arxiv2bib.checks.subjects import Bibliography
from arxiv2bib.text.expressions import compile_late

__all__ = ["find_remnants"]

_FIELD = compile_late(r"(?:\A|(?<=[\s,]))[A-Za-z][\w-]*+\s*+=\s*+[{\"]")
_ENTRY = compile_late(r"(?<![\w.@])@\s*+[A-Za-z]++\s*+[{(]")
_COMMENT = compile_late(r"%[^\n\r]*+")


def find_remnants(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield the text between entries with a field in it or the head of an entry, or of nothing but closing signs.

    Behind a percent sign, everything is a remark.
    """
    for piece in bibliography.texts:
        text = _COMMENT.sub(lambda match: " " * len(match[0]), piece.raw)
        words = text.strip()
        if not words:
            continue
        found = _FIELD.search(text) or _ENTRY.search(text)
        start = text.find(words) if not words.strip('{},()" \t\r\n') else found.start() if found is not None else None
        if start is not None:
            yield FileHit({"text": shorten(text[start:])}, piece, (start, len(text.rstrip())))
