"""The built-in readers keep the laws of the test kit."""

from collections.abc import Sequence

from arxiv2bib.registry import READERS, get_reader
from arxiv2bib.testing import ReaderContract

_PAPER = """### Attention Is All You Need
- **Arxiv ID**: http://arxiv.org/abs/1706.03762v7
- **DOI**: None
- **Categories**: **cs.CL**, cs.LG
- **Links**: [PDF](http://arxiv.org/pdf/1706.03762v7)
- **Published**: 2017-06-12 17:57:34+00:00
- **Updated**: 2023-08-02 00:41:18+00:00
- **Authors**: Ashish Vaswani, Noam Shazeer
- **Comment**: 15 pages, 5 figures
- **Journal**: None
- **Summary**: The dominant sequence transduction models are complex.



"""


class TestDigestReader(ReaderContract):
    """Digests: a heading, then papers."""

    reader = get_reader("arxiv-digest")
    records = (_PAPER, _PAPER.replace("1706.03762v7", "hep-th/9901001v1").replace("Attention", r"K\"ahler $x<y$"))

    def join(self, records: Sequence[str]) -> str:
        """Return a day's digest."""
        return "# Arxiv Papers in cs.CL on 2017-06-12\n" + "".join(records)


class BibtexContract(ReaderContract):
    """What BibTeX and BibLaTeX share."""

    records = (
        "@article{abbott2016, author = {Abbott, B. P. and others}, title = {Observation}, month = feb,\n"
        "  journal = {Phys. Rev. Lett.}, year = 2016, pages = {061102}, rating = {5}}\n",
        '@book(knuth, title = "The {\\TeX}book" # { again}, author = {Donald E. Knuth}, date = {1984-02/1986})\n',
        "@online{vaswani2017,\n eprint = {1706.03762},\n eprinttype = {arxiv},\n title = {{A}ttention $x^2$},\n}\n\n",
    )
    broken = ("@misc{broken, title = {{not closed}\n", "@misc{broken, {no field}}\n")


class TestBibtexReader(BibtexContract):
    """BibTeX."""

    reader = get_reader("bibtex")


class TestBiblatexReader(BibtexContract):
    """BibLaTeX."""

    reader = get_reader("biblatex")


class TestRisReader(ReaderContract):
    """RIS."""

    reader = get_reader("ris")
    records = (
        "TY  - JOUR\nAU  - Knuth, Donald E.\nTI  - Literate Programming\nJO  - Comput. J.\nPY  - 1984\nSP  - 97\n"
        "EP  - 111\nC1  - first\nER  - \n",
        "TY  - UNPB\nAU  - Vaswani, Ashish\nTI  - Attention\nDO  - 10.48550/arXiv.1706.03762\nN1  - arXiv:1706.03762\n"
        "ER  - \n\n",
    )
    broken = ("TY  - \nER  - \n",)


class TestCslJsonReader(ReaderContract):
    """CSL-JSON: one array."""

    reader = get_reader("csl-json")
    records = (
        '{"id": "a", "type": "article-journal", "title": "A <i>B</i>", "issued": {"date-parts": [[2016, 2]]}}',
        '{"id": "b", "type": "book", "author": [{"family": "Knuth", "given": "Donald E."}], "custom": {"x": 1}}',
    )
    broken = ('{"id": "c", "title": }',)

    def join(self, records: Sequence[str]) -> str:
        """Return a JSON array."""
        return "[" + ",\n".join(records) + "]\n"


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


def test_every_reader_is_held_to_the_laws() -> None:
    """A new reader comes with its contract."""
    classes = (
        TestDigestReader,
        TestBibtexReader,
        TestBiblatexReader,
        TestRisReader,
        TestCrossrefJsonReader,
        TestDataciteJsonReader,
        TestCslJsonReader,
    )
    assert set(READERS) == {cls.reader.format.name for cls in classes}
