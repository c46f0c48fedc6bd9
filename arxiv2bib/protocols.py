"""What a reader and an exporter must offer."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol, runtime_checkable

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source


@attrs.frozen(kw_only=True)
class Format:
    """A file format: its name on the command line, what it is, and how its files are called.

    ``suffixes`` are in lower case with the dot; the first is the one to write. With ``is_verbatim`` any text is a file
    of the format, an empty one too, and is written back character for character, line ends and all.
    ``empty`` is what a file without records says.
    """

    name: str
    title: str
    suffixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_verbatim: bool = False
    empty: str | None = None


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


@runtime_checkable
class KeyFinder(Protocol):
    """A reader of a format whose records have citation keys."""

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield the citation keys in *source*, from one quick look at its text: some may be none, none is missing."""
        ...


class Exporter(Protocol):
    """Writes one format; its attrs fields are its options."""

    format: ClassVar[Format]

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the text of the output in pieces; every value that has no place in it goes to *report*."""
        ...
