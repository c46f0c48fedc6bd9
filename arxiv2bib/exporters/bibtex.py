"""The exporters of BibTeX and BibLaTeX."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._bibtex_writer import BibtexWriter
from arxiv2bib.exporters._jabref_library import find_group, render_library
from arxiv2bib.exporters._joining import join_pieces
from arxiv2bib.formats.bibtex_fields import DIALECTS
from arxiv2bib.formats.known import BIBLATEX, BIBTEX
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block
from arxiv2bib.model.showing import show_fields
from arxiv2bib.protocols import Format

Letters = Literal["latex", "utf8"]


@attrs.frozen
class BibtexExporter:
    r"""Writes BibTeX that classic BibTeX, biber and the reference managers read.

    ``letters`` says how letters outside ASCII are written: as LaTeX commands, or as they are, in UTF-8.
    A preprint is ``@misc`` with the arXiv DOI, ``eprint``, ``eprinttype`` and ``archivePrefix`` (readers know one or
    the other), ``eprintclass`` and ``primaryClass``.

    ``preserve`` writes what was read from BibTeX back as it was, edited fields apart. ``carry`` puts what BibTeX has no
    place for into a field ``arxiv2bib``, from which it is restored: of entries read from another bibliography format
    (None), of all, or of none, which reports it instead.

    ``noted_identifiers`` are those that stand in ``note`` as well as in fields of their own, for styles that know no
    such fields: none, those of arXiv, all, DOIs and addresses too, or only all of ``@unpublished``, of which some
    styles print nothing but ``note`` and ``eprint``. ``article_numbers`` says where the number of an
    article without pages stands: in ``eid``, in ``pages`` for readers that know no other place, or there as text, for
    programs that drop the zeros that a number begins with: a word joiner, which is not seen, stands behind it. Without
    ``derived_links``, a preprint has neither the DOI nor the address that follow from its ``eprint``. ``languages`` is
    how languages are named: as in the entry, as babel and BibLaTeX name them (in ``langid`` too), or not at all, for
    styles that babel has to be loaded for. ``markup`` says whether formulas, scripts and italics are LaTeX, or formulas
    are spelled with letters and scripts, or all are what characters can say, for programs that know no commands.
    ``addresses`` stand as they are, or with LaTeX's escapes, for programs that decode them like other text, or, but
    for ``@online``, only where there is no DOI, for programs that take all that has one for a web page.
    ``suffixes`` stand in their own part of a name, or behind the given name. ``dates`` are written in full, or only the
    day, month or year that they begin with. ``preprint_type`` is the type of preprints, if not the usual one.
    ``spellings`` are those of the source for values that are usually written otherwise (``issue``, ``\apj``), only
    those of them that are no HTML and none of BibLaTeX's in BibTeX, its types among them, or our own, for programs that
    know no others.
    ``library`` adds what JabRef keeps at the end of its libraries, the dialect; with ``groups``, each entry is in the
    group of its primary category.
    """

    format: ClassVar[Format] = BIBTEX
    is_biblatex: ClassVar[bool] = False

    letters: Letters = attrs.field(default="latex", validator=attrs.validators.in_(("latex", "utf8")))
    carry: bool | None = attrs.field(default=None, validator=attrs.validators.in_((None, True, False)))
    preserve: bool = attrs.field(default=True, validator=attrs.validators.in_((True, False)))
    noted_identifiers: Literal["none", "arxiv", "all", "unpublished"] = attrs.field(
        default="none", validator=attrs.validators.in_(("none", "arxiv", "all", "unpublished"))
    )
    article_numbers: Literal["eid", "pages", "text"] = attrs.field(
        default="eid", validator=attrs.validators.in_(("eid", "pages", "text"))
    )
    derived_links: bool = attrs.field(default=True, validator=attrs.validators.in_((True, False)))
    languages: Literal["written", "babel", "none"] = attrs.field(
        default="written", validator=attrs.validators.in_(("written", "babel", "none"))
    )
    markup: Literal["latex", "spelled", "none"] = attrs.field(
        default="latex", validator=attrs.validators.in_(("latex", "spelled", "none"))
    )
    addresses: Literal["verbatim", "escaped", "alone"] = attrs.field(
        default="verbatim", validator=attrs.validators.in_(("verbatim", "escaped", "alone"))
    )
    suffixes: Literal["apart", "given"] = attrs.field(
        default="apart", validator=attrs.validators.in_(("apart", "given"))
    )
    dates: Literal["full", "start"] = attrs.field(default="full", validator=attrs.validators.in_(("full", "start")))
    preprint_type: str | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.matches_re(r"[a-z]+"))
    )
    spellings: Literal["source", "tex", "own"] = attrs.field(
        default="source", validator=attrs.validators.in_(("source", "tex", "own"))
    )
    library: Literal["plain", "jabref"] = attrs.field(
        default="plain", validator=attrs.validators.in_(("plain", "jabref"))
    )
    groups: bool = attrs.field(default=False, validator=attrs.validators.in_((True, False)))

    __repr__ = show_fields

    @property
    def is_usual(self) -> bool:
        """Whether every value stands where it usually does."""
        placed = (self.noted_identifiers, self.article_numbers, self.languages, self.addresses, self.preprint_type)
        are_full = (self.suffixes, self.dates, self.derived_links) == ("apart", "full", True)
        return are_full and placed == ("none", "eid", "written", "verbatim", None)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for but a dialect, its letters, and what is carried or preserved."""
        is_own = type(self) in (BibtexExporter, BiblatexExporter)
        return is_own and self.is_usual and self.markup == "latex" and not self.groups

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the pieces of the output: entries and blocks read from BibTeX as they were, others written anew."""
        return self.export_behind(items, report=report, taken=set())

    def export_behind(self, items: Iterable[Entry | Block], /, *, report: Report, taken: set[str]) -> Iterator[str]:
        """Yield the pieces of an output in which *taken* stand for keys that BibTeX cannot hold; more are added."""
        keys = None
        if isinstance(items, Sequence):
            keys = {item.key.casefold() for item in items if isinstance(item, Entry) and item.key is not None}
        writer = BibtexWriter(self, report, keys, taken)
        groups: dict[str, None] = {}  # in the order of their first entries
        has_library = False
        for item in items:
            if isinstance(item, Entry):
                if self.groups and (group := find_group(item)) is not None:
                    groups[group] = None
                yield writer.write_entry(item)
                report.records_written += 1
            elif text := writer.write_block(item):
                has_library = has_library or "jabref-meta: databaseType:" in text
                yield text
        if self.library == "jabref" and not has_library:
            yield render_library(self.format.name, groups)

    def can_join(self, format: str, /) -> bool:
        """Whether *format* is another one: what was read from BibTeX keeps its place among its neighbours."""
        return format not in DIALECTS

    def join(self, parts: Iterable[Iterable[str]], /) -> Iterator[str]:
        """Yield the pieces of *parts*, a blank line between the entries of one and of the next."""
        return join_pieces(parts)


@attrs.frozen
class BiblatexExporter(BibtexExporter):
    """Writes BibLaTeX: its types and field names, ISO dates, UTF-8.

    A preprint is ``@online`` with ``pubstate = {prepublished}`` and the eprint fields.
    """

    format: ClassVar[Format] = BIBLATEX
    is_biblatex: ClassVar[bool] = True

    letters: Letters = attrs.field(default="utf8", validator=attrs.validators.in_(("latex", "utf8")))

    __repr__ = show_fields
