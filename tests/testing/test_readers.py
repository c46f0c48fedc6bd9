"""The built-in readers keep the laws of the test kit."""

import sys
from collections.abc import Sequence

from arxiv2bib.registry import READERS, get_reader
from arxiv2bib.testing import ReaderContract
from tests.readers import test_agency_contracts, test_arxiv_contracts

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


def test_every_reader_is_held_to_the_laws() -> None:
    """A new reader comes with its contract, here or beside its other tests."""
    modules = (sys.modules[__name__], test_arxiv_contracts, test_agency_contracts)
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    contracts = {cls for cls in classes if issubclass(cls, ReaderContract) and hasattr(cls, "reader")}
    assert set(READERS) == {cls.reader.format.name for cls in contracts}
