"""The checks look at every format that can be read, and say where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arxiv2bib
from arxiv2bib.registry import EXPORTERS
from arxiv2bib.testing import strategies
from tests.checks.found import find, find_codes
from tests.docs.examples import BIBLIOGRAPHY, DIGEST

RIS = """TY  - JOUR
AU  - Smith, Ann; Jones, Bob
TI  - Cats
T2  - Nature
PY  - 2001
SN  - 0031-9008
DO  - https://doi.org/10.1000/182
SP  - 198
EP  - 173
ER  -

TY  - JOUR
TI  - Cats
DO  - 10.1000/182
ER  -
"""


def test_ris() -> None:
    """Values are shown on their own lines, where only they stand there, and the record's line otherwise."""
    found = [(finding.line, finding.column, finding.code, finding.field) for finding in find(RIS, format="ris")]
    assert [
        (2, 17, "name/semicolon", "AU"),
        (6, 7, "issn/check-digit", "SN"),
        (7, 7, "doi/address", "DO"),
        (8, 7, "pages/reversed", "SP"),
        (12, 1, "field/missing", None),
        (12, 1, "field/missing", None),
        (14, 7, "work/duplicate", None),
    ] == found


def test_where_a_value_of_ris_ends() -> None:
    """What is found reaches to the end of the value, also of one that another entry has."""
    found = [finding for finding in find(RIS, format="ris") if finding.code == "work/duplicate"]
    assert [(14, 7, 14, 18)] == [(one.line, one.column, one.end_line, one.end_column) for one in found]


def test_several_numbers_in_a_line_of_ris() -> None:
    """Numbers with blanks between them are looked at each for itself."""
    text = "TY  - JOUR\nTI  - Cats\nT2  - Pets\nPY  - 2001\nAU  - Smith, Ann\nSN  - 0031-9007 {}\nER  - \n"
    assert [] == find_codes(text.format("1079-7114"), format="ris")
    assert ["issn/check-digit"] == find_codes(text.format("1079-7115"), format="ris")


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("RPRT", "TR-2001-12", []),
        ("STAND", "ISO 690", []),
        ("RPRT", "0031-9008", ["issn/check-digit"]),
        ("JOUR", "00325910 (ISSN)", []),
        ("JOUR", "00325911 (ISSN)", ["issn/check-digit"]),
        ("JOUR", "TR-2001-12", ["issn/malformed"]),
        ("BOOK", "9783161484100 (pbk.)", []),
    ],
)
def test_numbers_of_ris(kind: str, value: str, expected: list[str]) -> None:
    """``SN`` holds what the reader takes it for: an ISBN, an ISSN with words behind it, the number of a report."""
    text = f"TY  - {kind}\nTI  - Cats\nT2  - Pets\nPY  - 2001\nAU  - Smith, Ann\nPB  - ISO\nSN  - {value}\nER  - \n"
    assert expected == find_codes(text, format="ris")


def test_csl_json() -> None:
    """Members are shown where they stand in the text."""
    items = [
        {"id": "a", "type": "article-journal", "title": "Cats", "container-title": "arXiv", "DOI": "doi:10.1000/182",
         "issued": {"date-parts": [[2001]]}, "author": [{"family": "Smith1", "given": "Ann"}]},
        {"id": "a", "type": "book", "title": "Dogs", "ISBN": "0-201-13448-8", "issued": {"date-parts": [[2001]]}},
    ]  # fmt: skip
    text = json.dumps(items, indent=2)
    found = [(finding.code, text.splitlines()[finding.line - 1].strip()) for finding in find(text, format="csl-json")]
    assert [
        ("preprint/as-journal", '"container-title": "arXiv",'),
        ("doi/address", '"DOI": "doi:10.1000/182",'),
        ("name/digits", '"author": ['),
        ("key/duplicate", "{"),
        ("isbn/check-digit", '"ISBN": "0-201-13448-8",'),
    ] == found


@pytest.mark.parametrize("doi", ["10", "[]", '["10.1000/182"]', "true"])
def test_csl_json_of_another_kind(doi: str) -> None:
    """A DOI that is no text is told once, if it is anything."""
    text = f'[{{"id": "a", "type": "document", "title": "A", "DOI": {doi}}}]'
    assert (["doi/malformed"] if doi != "[]" else []) == find_codes(text, format="csl-json")


def test_digest(digest_record: str) -> None:
    """In a digest, the paper that stands twice is told, once."""
    assert ["work/duplicate"] == find_codes(
        f"# Arxiv Papers\n\n{digest_record}\n\n\n{digest_record}", format="arxiv-digest"
    )


@pytest.fixture
def digest_record() -> str:
    """Return one record of a digest that is in order."""
    return """### Attention Is All You Need
- **Arxiv ID**: http://arxiv.org/abs/1706.03762v7
- **DOI**: None
- **Categories**: **cs.CL**, cs.LG
- **Links**: [PDF](http://arxiv.org/pdf/1706.03762v7)
- **Published**: 2017-06-12 17:57:34+00:00
- **Updated**: 2023-08-02 00:41:18+00:00
- **Authors**: Ashish Vaswani, Noam Shazeer
- **Comment**: 15 pages, 5 figures
- **Journal**: None
- **Summary**: A model of sequences made of attention alone."""


def test_what_the_reader_says_comes_under_its_codes() -> None:
    """Damaged entries are findings, with their lines; what a rule says as well is said once."""
    text = "@misc{a, title = {A}}\n@misc{a, title = {B}}\n@misc{c, title = {C\n\n@misc{d, title = {D}}\n"
    assert [("key/duplicate", 2), ("read/failed-record", 3)] == [(item.code, item.line) for item in find(text)]


def test_infos_of_the_reader_are_left_out() -> None:
    """What the reader only found worth knowing is no finding."""
    assert [] == find_codes('[{"id": "a", "type": "document", "title": "A", "unknown": 1}]', format="csl-json")


def test_biblatex_by_name() -> None:
    """A file that is said to be BibLaTeX is checked as BibLaTeX."""
    text = "@book{a, author = {Smith, Ann}, title = {A}, year = {2001}, pages = {1–2}}\n"
    assert [] == find_codes(text, format="biblatex")


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_what_is_written_is_in_order(name: str) -> None:
    """A digest that is converted has nothing odd in it."""
    library = arxiv2bib.load(DIGEST)
    assert [] == find_codes(arxiv2bib.dumps(library, name), format=name)


@given(entries=st.lists(strategies.entries, max_size=3), name=st.sampled_from(sorted(EXPORTERS)))
def test_any_entry_can_be_checked(entries: list[arxiv2bib.Entry], name: str) -> None:
    """Whatever an entry says, and in whatever format, the rules do not raise, and each finding is one line."""
    for source in (arxiv2bib.Library(entries), arxiv2bib.loads(arxiv2bib.dumps(entries, name), name)):
        assert all(str(finding).isprintable() for finding in arxiv2bib.check(source, select=["all"]))


def test_example_is_in_order() -> None:
    """So has the bibliography of the documentation."""
    assert [] == find_codes(BIBLIOGRAPHY.read_text("utf-8"))
