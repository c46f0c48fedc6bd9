"""The reader of DataCite's records: answers of its REST API and plain JSON of its schema, kept in files."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.formats.csl_json import Shape
from arxiv2bib.formats.known import DATACITE_JSON
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.model.showing import show_fields
from arxiv2bib.protocols import Format
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from arxiv2bib.formats.agency_members import Json

_SHAPE: Final = Shape(
    lists=frozenset({"data"}),
    wrappers=frozenset(),
    members=frozenset({"id", "doi", "data", "types", "attributes"}),
    nested=frozenset(
        "affiliation alternateIdentifier alternateIdentifierType awardNumber awardTitle awardUri bibtex "
        "classificationCode contributorType creators date dateInformation dateType description descriptionType "
        "familyName firstPage funderIdentifier funderName geoLocationBox geoLocationPlace geoLocationPoint givenName "
        "identifier identifierType lang name nameIdentifier nameIdentifierScheme nameIdentifiers nameType number "
        "pointLatitude relatedIdentifier relatedIdentifierType relatedItemIdentifier relatedItemType relationType "
        "resourceType resourceTypeGeneral rights rightsIdentifier rightsUri ris schemaOrg schemeUri subject "
        "subjectScheme title titleType titles total volume year".split()
    ),
)


def _is_empty_answer(item: "Mapping[str, Json]") -> bool:
    """Whether *item* is the answer to a search that found nothing."""
    return item.get("data") == []


_START: Final = compile_late(r"[\ufeff\s\x1e]*+(?:\[[\s\[]*+\{|\{)")
_SURE: Final = compile_late(
    r'"type"\s*:\s*"dois"|"schemaVersion"\s*:\s*"https?://datacite\.org/schema|"resourceTypeGeneral"\s*:\s*"'
)
_OTHERS: Final = compile_late(r'"(?:message-type|itemType|\$schema)"\s*:')
_OWN: Final = compile_late(r'"(creators|titles|types)"\s*:\s*[\[{]')


@attrs.frozen
class DataciteJsonReader:
    """Reads DataCite records: answers of the REST API, attributes, plain JSON of schema 4, arrays, one object a line.

    What the model has no place for is kept as ``Extra("datacite-json", path, value)`` with the value as compact JSON.
    """

    format: ClassVar[Format] = DATACITE_JSON

    __repr__ = show_fields

    def sniff(self, head: str, /) -> bool:
        """Whether *head* begins an answer about DOIs, or an object or array in which members of records stand."""
        if _START.match(head) is None or _OTHERS.search(head) is not None:
            return False
        return _SURE.search(head) is not None or len(set(_OWN.findall(head))) > 1

    def read(self, source: Source, /, *, report: Report) -> Iterator[Entry | Block]:
        """Yield an entry for every record and a block for everything else, in order."""
        # Slow to load, and every file of JSON is asked about.
        from arxiv2bib.formats.datacite import interpret_record, list_records
        from arxiv2bib.readers._agency_json import Agency, read_answers

        agency = Agency(DATACITE_JSON, _SHAPE, list_records, interpret_record, _is_empty_answer, "record of DataCite's")
        return read_answers(agency, source, report)
