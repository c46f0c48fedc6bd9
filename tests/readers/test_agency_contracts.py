"""The laws of readers, for the readers of Crossref's and DataCite's answers."""

from collections.abc import Sequence

import pytest
from hypothesis import settings

from arxiv2bib.registry import get_reader
from arxiv2bib.testing import ReaderContract, readers


@pytest.fixture(autouse=True)
def few_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each law sees fewer examples than a plug-in's would: the values of records have a fuzzer of their own."""
    monkeypatch.setattr(readers, "_laws", settings(readers._laws, max_examples=25))


class TestCrossrefJsonReader(ReaderContract):
    """Crossref's works, in a list answer of its API."""

    reader = get_reader("crossref-json")
    records = (
        '{"indexed": {"date-parts": [[2022, 9, 8]]}, "DOI": "10.1000/1", "type": "journal-article", "title": ["A"],'
        ' "author": [{"given": "Donald E.", "family": "Knuth", "affiliation": [{"name": "Stanford"}]}], "page": "1-2",'
        ' "relation": {"has-preprint": [{"id-type": "doi", "id": "10.1000/2"}]}, "container-title": ["C"],'
        ' "published-print": {"date-parts": [[2016, 2]]}, "updated-by": [{"DOI": "10.1000/3", "type": "retraction"}]}',
        '{"reference-count": 3, "DOI": "10.1000/4", "type": "book", "title": ["T"], "ISBN": ["9780201134476"]}',
    )
    broken = ('{"reference-count": 1, "DOI": "10.1000/5", "title": }', '{"id": "98", "names": ["A publisher"]}')

    def join(self, records: Sequence[str]) -> str:
        """Return an answer of the API."""
        items = ",\n".join(records)
        return (
            '{"status": "ok", "message-type": "work-list", "message": {"facets": {}, "items": ['
            + items
            + '], "items-per-page": 20, "query": {"start-index": 0}}}\n'
        )


class TestDataciteJsonReader(ReaderContract):
    """DataCite's records, in a list answer of its API."""

    reader = get_reader("datacite-json")
    records = (
        '{"id": "10.1000/1", "type": "dois", "attributes": {"doi": "10.1000/1", "titles": [{"title": "Data"}],'
        ' "creators": [{"name": "Knuth, Donald E.", "nameType": "Personal", "affiliation": ["Stanford"]}],'
        ' "publicationYear": 2016, "types": {"resourceTypeGeneral": "Dataset", "ris": "DATA"}, "publisher": "Zenodo",'
        ' "relatedIdentifiers": [{"relatedIdentifier": "10.1000/3", "relationType": "IsVersionOf"}]}}',
        '{"id": "10.48550/arxiv.1706.03762", "type": "dois", "attributes": {"doi": "10.48550/arxiv.1706.03762",'
        ' "titles": [{"title": "A"}], "dates": [{"date": "2017-06-12", "dateType": "Submitted"}]}}',
    )
    broken = ('{"id": "10.1000/5", "type": "dois", "attributes": }', '{"id": "arxiv.content", "type": "clients"}')

    def join(self, records: Sequence[str]) -> str:
        """Return an answer of the API."""
        return '{"data": [' + ",\n".join(records) + '], "meta": {"total": 2}, "links": {"self": "x"}}\n'
