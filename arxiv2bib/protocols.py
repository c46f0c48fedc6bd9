"""What a reader and an exporter must offer."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source


@attrs.frozen(kw_only=True)
class Format:
    """A file format: its name on the command line, what it is, and how its files are called.

    ``suffixes`` are in lower case with the dot; the first is the one to write.
    """

    name: str
    title: str
    suffixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads one format; its attrs fields are its options."""

    format: ClassVar[Format]

    def sniff(self, head: str, /) -> bool:
        """Whether *head*, the first few thousand characters of a text, looks like this format."""
        ...

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield the entries and blocks of *source* in order; what is wrong goes to *report*.

        Never raises because of what the source contains.
        """
        ...


class Exporter(Protocol):
    """Writes one format; its attrs fields are its options."""

    format: ClassVar[Format]

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the text of the output in pieces; every value that has no place in it goes to *report*."""
        ...
