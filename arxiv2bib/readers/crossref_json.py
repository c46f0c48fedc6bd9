"""The reader of Crossref's works: answers of its REST API, kept in files."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.formats.csl_json import Shape
from arxiv2bib.formats.known import CROSSREF_JSON
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.model.showing import show_fields
from arxiv2bib.protocols import Format
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from arxiv2bib.formats.agency_members import Json

_SHAPE: Final = Shape(
    lists=frozenset({"items"}),
    wrappers=frozenset({"message"}),
    members=frozenset(
        "indexed reference-count publisher-location edition-number institution posted publisher status "
        "message-type".split()
    ),
    nested=frozenset(
        "ORCID URL acronym affiliation article-title asserted-by author award award-info code content-type "
        "content-version date-parts date-time delay-in-days doi-asserted-by domain end family given group id id-type "
        "intended-application issue key label location name order place prefix primary published-online "
        "published-print role sequence sponsor start suffix timestamp type unstructured updated value version "
        "vocabulary year".split()
    ),
)


def _is_empty_answer(item: "Mapping[str, Json]") -> bool:
    """Whether *item* is the answer to a search that found nothing."""
    message = item.get("message")
    return isinstance(message, Mapping) and message.get("items") == []


_START: Final = compile_late(r"[\ufeff\s\x1e]*+(?:\[[\s\[]*+\{|\{)")
_WORKS: Final = compile_late(r'"message-type"\s*:\s*"work(?:-list)?"')
_OTHERS: Final = compile_late(r'"(?:message-type|itemType|resourceTypeGeneral|attributes|\$schema|creators)"\s*:')
_OWN: Final = compile_late(
    r'"(indexed|reference-count|references-count|is-referenced-by-count|content-domain|deposited|issn-type|isbn-type'
    r'|journal-issue|published-print|published-online|update-policy)"\s*:'
)
# Where CSL-JSON, which Crossref's content negotiation gives as well, has a text, a work has a list.
_LISTED: Final = compile_late(r'"(?:short-|original-)?(?:container-)?title"\s*:\s*\[')
_UNLISTED: Final = compile_late(r'"(?:container-)?title"\s*:\s*"')
_DOI: Final = compile_late(r'"DOI"\s*:\s*"')


@attrs.frozen
class CrossrefJsonReader:
    """Reads works of Crossref's REST API: whole answers, their items, arrays of these, one object a line.

    What the model has no place for is kept as ``Extra("crossref-json", path, value)`` with the value as compact JSON.
    """

    format: ClassVar[Format] = CROSSREF_JSON

    __repr__ = show_fields

    def sniff(self, head: str, /) -> bool:
        """Whether *head* begins an answer with works, or an object or array in which members of works stand."""
        if _START.match(head) is None:
            return False
        if _WORKS.search(head) is not None:
            return True
        if _OTHERS.search(head) is not None or _UNLISTED.search(head) is not None:
            return False
        is_listed = _LISTED.search(head) is not None and _DOI.search(head) is not None
        return is_listed or len(set(_OWN.findall(head))) > 1

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every work and a block for everything else, in order."""
        # Slow to load, and every file of JSON is asked about.
        from arxiv2bib.formats.crossref import interpret_work, list_works
        from arxiv2bib.readers._agency_json import Agency, read_answers

        agency = Agency(CROSSREF_JSON, _SHAPE, list_works, interpret_work, _is_empty_answer, "work of Crossref's")
        return read_answers(agency, source, report)
