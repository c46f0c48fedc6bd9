"""Input plug-ins of pybtex: its commands and its Python functions read digests, RIS and CSL-JSON.

pybtex finds them by entry points of ours, by the names of our formats and their suffixes.
"""

from typing import IO, Any, ClassVar

from arxiv2bib._files import open_source
from arxiv2bib.bridges._records import missing_library
from arxiv2bib.bridges.pybtex import to_pybtex
from arxiv2bib.diagnostics import Diagnostic, Report, Severity
from arxiv2bib.registry import get_reader

try:
    from pybtex.database import BibliographyDataError
    from pybtex.database.input import BaseParser
    from pybtex.errors import report_error
except ImportError as error:
    raise missing_library("pybtex") from error

__all__ = ["CslJsonParser", "DigestParser", "RisParser"]


class _Parser(BaseParser):  # type: ignore[misc]  # pybtex has no types
    """Reads one of our formats; ``encoding`` is guessed unless it is named. Records that fail are pybtex's errors."""

    format: ClassVar[str]

    def __init__(self, encoding: str | None = None, **options: Any) -> None:  # Any: as pybtex has them
        super().__init__(encoding, **options)
        self._named_encoding = encoding

    def parse_stream(self, stream: IO[bytes]) -> Any:  # Any: BibliographyData
        """Add the entries in *stream*, and return the data."""
        failed: list[Diagnostic] = []
        report = Report(lambda diagnostic: failed.append(diagnostic) if diagnostic.severity is Severity.ERROR else None)
        with open_source(stream, encoding=self._named_encoding, report=report) as source:
            items = tuple(get_reader(self.format).read(source, report=report))
        for key, entry in to_pybtex(items, report=report).entries.items():
            self.data.add_entry(key, entry)
        for diagnostic in failed:
            report_error(BibliographyDataError(str(diagnostic), filename=self.filename))
        return self.data


class DigestParser(_Parser):
    """Reads arXiv digests in Markdown."""

    default_suffix = ".md"
    format = "arxiv-digest"


class RisParser(_Parser):
    """Reads RIS."""

    default_suffix = ".ris"
    format = "ris"


class CslJsonParser(_Parser):
    """Reads CSL-JSON."""

    default_suffix = ".json"
    format = "csl-json"
