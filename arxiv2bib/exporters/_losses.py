"""Telling the report what an output has no place for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.entry import COMPARED_FIELDS, Contributor, Entry, Extra, Related, find_arxiv_id, find_place
from arxiv2bib.model.records import Block
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import BlockKind

# Facts about a record rather than about the work: their loss is told, but it takes nothing from a bibliography.
_BOOKKEEPING = frozenset({"submitted", "updated", "arxiv.versions", "arxiv.license", "related"})
_ARXIV_BOOKKEEPING = frozenset(
    "submitter update_date datestamp setSpec proxy announced size source_type modified_date updated_date source"
    " formats announced_date_first document_id metadata_id author_owners".split()
)
# So are what registration agencies say beside (affiliations, licences, funders), and how a source spelled what the
# fields of an entry say.
_ASIDE = (
    "extra.crossref-json.", "extra.datacite-json.",
    "extra.bibtex-as-written.", "extra.bibtex-inherited.", "extra.csl-as-written.", "extra.ris-line.",
)  # fmt: skip

_make_loss: Final[Callable[..., Diagnostic]] = make_drafter(
    Diagnostic, "code", "severity", "message", "source", "line", "record", "key", "path", "value"
)
_MINOR, _MAJOR = Severity.INFO, Severity.WARNING
_DROPPED = Code.EXPORT_FIELD_DROPPED

# A digest's heading and the text around its records were told on reading; a macro stands expanded in the entries.
_SAYS_NOTHING = frozenset({BlockKind.HEADER, BlockKind.MACRO, BlockKind.TEXT, BlockKind.FAILED})


def value_text(value: object) -> str:
    """Return *value*, of any type that the model holds, as the text the report shows."""
    if type(value) is str:
        return value
    match value:
        case tuple():
            return "; ".join(value_text(part) for part in value)
        case Extra():
            return f"{value.name} = {value.value}"
        case Contributor():
            return f"{value.role}: {value_text(value.names)}"
        case Related():
            return f"{value.relation} {value.identifier}"
        case _:
            return str(value)


@lru_cache(maxsize=1024)
def _is_bookkeeping(path: str) -> bool:
    if path in _BOOKKEEPING or path.startswith(_ASIDE):
        return True
    return path.startswith("extra.arxiv-") and path.rpartition(".")[2] in _ARXIV_BOOKKEEPING


def _is_concluded(entry: Entry, path: str) -> bool:
    """Whether the field *path* is a status that was read out of words which the entry has as well."""
    return path == "status" and any(claim.field == path for claim in entry.claims)


@attrs.frozen(eq=False)
class Losses:
    """Tells *report* which values of entries do not reach an output in *format*, the name of one.

    For exporters: what a format has no place for is never left out in silence.
    """

    report: Report
    format: str

    __repr__ = show_fields

    def drop(self, entry: Entry, path: str, value: object) -> None:
        """Say that *value*, the field *path* of *entry*, is not in the output."""
        self.drop_each(entry, ((path, value),))

    def drop_each(self, entry: Entry, values: Iterable[tuple[str, object]]) -> None:
        """Say of each of *values*, which stand behind their paths, that it is not in the output."""
        place = _name_place(entry)
        for path, value in values:
            severity = _MINOR if _is_bookkeeping(path) or _is_concluded(entry, path) else _MAJOR
            self.report.add(_make_loss(_DROPPED, severity, f"{path} has no place in {self.format}", *place, path,
                                       value_text(value)))  # fmt: skip

    def change(self, entry: Entry, path: str, value: object, written: str) -> None:
        """Say that *value* is in the output only as *written*: another text, or the same one, read otherwise."""
        message = f"{path} is written as {written!r} in {self.format}"
        if written == value:
            message = f"{path} is written as it is in {self.format}, and read otherwise"
        self._say(Code.EXPORT_VALUE_CHANGED, Severity.INFO, message, entry, path, value)

    def move(self, entry: Entry, path: str, value: object, place: str) -> None:
        """Say that *value* is in the output where *place*, the path of another field, is read."""
        message = f"{path} is read as {place} in {self.format}"
        self._say(Code.EXPORT_VALUE_CHANGED, Severity.INFO, message, entry, path, value)

    def spell(self, entry: Entry, path: str, value: object) -> None:
        """Say that *value*, how the source of *entry* spelled what is in the output, is not."""
        message = f"{path} is not kept in {self.format}: what it says is there in other words"
        self._say(Code.EXPORT_VALUE_CHANGED, Severity.INFO, message, entry, path, value)

    def inherit(self, entry: Entry, path: str, value: object) -> None:
        """Say that *entry*, which has nothing for *path*, takes over *value* from another entry of the output."""
        text = value_text(value)
        message = f"{path} is still {text!r} in {self.format}: it is inherited"
        self._say(Code.EXPORT_VALUE_CHANGED, Severity.INFO, message, entry, path, text)

    def drop_block(self, block: Block) -> None:
        """Say that *block* is not in the output, unless nothing is lost with it: blank text, a heading, a macro."""
        if block.kind in _SAYS_NOTHING or not block.raw.strip():
            return
        self.report.add(
            Diagnostic(
                Code.EXPORT_BLOCK_DROPPED,
                Severity.INFO,
                f"a {block.kind} block has no place in {self.format}",
                source=block.source,
                line=block.line,
                key=block.key,
                value=block.raw.strip(),
            )
        )

    def drop_extras(self, entry: Entry) -> None:
        """Say that the fields which the model does not know are not in the output."""
        self.drop_each(entry, [(f"extra.{extra.namespace}.{extra.name}", extra.value) for extra in entry.extra])

    def drop_variables(self, entry: Entry, known: Mapping[str, str]) -> None:
        """Say that the CSL variables that are not *known* are not in the output."""
        self.drop_each(entry, [(f"variables.{name}", value) for name, value in entry.variables if name not in known])

    def drop_others(self, entry: Entry, written: Collection[str]) -> None:
        """Say of every field of *entry* that has a value and is not among those *written* that it is not in the output.

        Of ``arxiv``, ``contributors``, ``variables`` and ``extra``, each part is a field of its own: ``arxiv.comment``,
        ``contributors.translator``, ``variables.PMID``, ``extra.bibtex.file``. Type and key are the exporter's to tell.
        """
        self.drop_each(entry, [(path, value) for path, value in _list_values(entry) if path not in written])

    def _say(self, code: Code, severity: Severity, message: str, entry: Entry, path: str, value: object) -> None:
        self.report.add(_make_loss(code, severity, message, *_name_place(entry), path, value_text(value)))


def _name_place(entry: Entry) -> tuple[str | None, int | None, str | None, str | None]:
    """Return where *entry* was read, and what it is called there and in the output."""
    source, line = find_place(entry)
    identifier = find_arxiv_id(entry)
    return source, line, str(identifier) if identifier is not None else None, entry.key


def _list_values(entry: Entry) -> Iterator[tuple[str, object]]:
    """Yield what *entry* says, by path."""
    for name in COMPARED_FIELDS:
        value = getattr(entry, name)
        if value not in (None, ()) and name not in _NOT_ONE_VALUE:
            yield name, value
    if entry.arxiv is not None:
        for name, part in attrs.asdict(entry.arxiv, recurse=False).items():
            if part not in (None, ()):
                yield f"arxiv.{name}", part
    for contributor in entry.contributors:
        yield f"contributors.{contributor.role}", contributor.names
    for name, text in entry.variables:
        yield f"variables.{name}", text
    for extra in entry.extra:
        yield f"extra.{extra.namespace}.{extra.name}", extra.value


_NOT_ONE_VALUE = frozenset({"type", "key", "native_type", "arxiv", "contributors", "variables", "extra"})
