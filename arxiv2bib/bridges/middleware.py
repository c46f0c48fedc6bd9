"""A middleware for bibtexparser 2, for its own parse stack or the one that writes."""

from collections.abc import Callable

from arxiv2bib.bridges._records import missing_library
from arxiv2bib.bridges.bibtexparser import from_bibtexparser, to_bibtexparser
from arxiv2bib.diagnostics import Report, take_report
from arxiv2bib.model.entry import Entry

try:
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LibraryMiddleware
    from bibtexparser.model import Block, DuplicateBlockKeyBlock
    from bibtexparser.model import Entry as BibtexparserEntry
except ImportError as error:
    raise missing_library("bibtexparser") from error

__all__ = ["EntryMiddleware"]


class EntryMiddleware(LibraryMiddleware):
    """Turns each entry of bibtexparser into one of ours, hands it to *function*, and puts what comes back in its place.

    An entry that comes back as it was stays the very block it is; of one that was edited, only the fields that differ
    are written anew; for None, the entry is taken out. It belongs behind bibtexparser's default parse stack, or before
    the one that writes: the values must be TeX, or lists of names. *dialect* is ``"bibtex"`` or ``"biblatex"``.

    What is wrong with an entry, and what BibTeX has no place for, goes to *report*.
    """

    def __init__(
        self,
        function: Callable[[Entry], Entry | None],
        *,
        dialect: str = "bibtex",
        report: Report | None = None,
        allow_inplace_modification: bool = True,
    ) -> None:
        super().__init__(allow_inplace_modification=allow_inplace_modification)
        self._function = function
        self._dialect = dialect
        self._report = take_report(report)

    def transform(self, library: Library) -> Library:
        """Return *library* with its entries as the function leaves them; the given one is not changed."""
        items = from_bibtexparser(library, dialect=self._dialect, report=self._report).items
        blocks = (self._transform(block, item) for block, item in zip(library.blocks, items, strict=True))
        return Library([block for block in blocks if block is not None], fail_on_duplicate_key=False)

    def _transform(self, block: Block, item: object) -> Block | None:
        if not isinstance(item, Entry):
            return block
        new = self._function(item)
        if new is None:
            return None
        if new == item:
            return block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        (made,) = to_bibtexparser([new], dialect=self._dialect, report=self._report).blocks
        assert isinstance(made, BibtexparserEntry)
        return BibtexparserEntry(made.entry_type, made.key, made.fields, block.start_line, block.raw)
