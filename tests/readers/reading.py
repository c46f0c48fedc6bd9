"""What the tests of arXiv's formats share: a text read by one reader, and put together again."""

from collections.abc import Iterable

from arxiv2bib import Block, Entry, Report, Source
from arxiv2bib.protocols import Reader


def read_text(reader: Reader, text: str) -> tuple[list[Entry], list[Block], Report]:
    """Return the entries and blocks of *text*, and what was said."""
    report = Report()
    items = list(reader.read(Source("x", text=text), report=report))
    return [i for i in items if isinstance(i, Entry)], [i for i in items if isinstance(i, Block)], report


def read_only(reader: Reader, text: str) -> Entry:
    """Return the only entry of *text*, of which nothing is said."""
    (entry,), _, report = read_text(reader, text)
    assert [] == report.diagnostics
    return entry


def join_raw(items: Iterable[Entry | Block]) -> str:
    """Return the text that *items* stood in, if that is all of it."""
    return "".join(item.raw if isinstance(item, Block) else item.origin.record.raw for item in items)  # type: ignore[union-attr]
