"""DOIs: what they tell by themselves, and when they keep silent."""

import time
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import DoiFacts, parse_doi
from tests.inference.measure import measure_dois

CASES: dict[str, dict[str, object]] = {
    "10.1109/LWC.2022.3140828": {
        "kind": "journal",
        "container_title": "IEEE Wireless Communications Letters",
        "year": 2022,
    },
    "10.1016/j.eswa.2022.116793": {
        "kind": "journal",
        "container_title": "Expert Systems with Applications",
        "year": 2022,
        "article_number": "116793",
    },
    # Physics and mathematics: volumes that are years, numbers that count, years in which a DOI was made.
    "10.1007/JHEP08(2019)123": {
        "container_title": "Journal of High Energy Physics",
        "volume": "2019",
        "issue": "8",
        "article_number": "123",
        "year": 2019,
        "is_year_sure": True,
    },
    "10.1088/1126-6708/2003/05/015": {"volume": "2003", "issue": "5", "article_number": "015", "year": 2003},
    "10.1016/j.physletb.2012.08.020": {"container_title": "Physics Letters B", "is_year_sure": False},
    "10.1016/S0550-3213(02)00680-2": {"container_title": "Nuclear Physics B", "year": 2002},
    "10.1007/s002200050001": {"container_title": "Communications in Mathematical Physics", "year": None},
    "10.1007/s002200100491": {"container_title": "Communications in Mathematical Physics", "year": 2001},
    "10.1142/S0217751X02012345": {"container_title": "International Journal of Modern Physics A", "year": 2002},
    "10.4007/annals.2010.171.1753": {"container_title": "Annals of Mathematics", "volume": "171", "page": "1753"},
    "10.1140/epjb/e2008-00142-9": {"container_title": "European Physical Journal B", "is_year_sure": False},
    "10.1029/2007JA012345": {"container_title": "Journal of Geophysical Research: Space Physics", "year": 2007},
    "10.1002/2014GL060000": {"container_title": "Geophysical Research Letters", "year": 2014},
    "10.1070/PU2007v050n01ABEH006173": {"container_title": "Physics-Uspekhi", "volume": "50", "issue": "1"},
    "10.1134/S106377611313013X": {"container_title": "Journal of Experimental and Theoretical Physics", "year": 2013},
    "10.1146/annurev-astro-081811-125615": {"container_title": "Annual Review of Astronomy and Astrophysics"},
    "10.4007/annals.2012.175.3.4": {"volume": "175", "issue": "3", "page": None},
    "10.2140/gt.2003.7.225": {"container_title": "Geometry & Topology", "volume": "7", "page": "225", "year": 2003},
    "10.2168/LMCS-8(1:27)2012": {"volume": "8", "issue": "1", "article_number": "27", "year": 2012},
    "10.22331/q-2020-02-14-226": {"container_title": "Quantum", "year": 2020, "page": "226"},
    "10.1214/009117905000000431": {"container_title": "Annals of Probability", "year": 2005},
    "10.1090/S0894-0347-03-00440-5": {"container_title": "Journal of the American Mathematical Society"},
    "10.1051/0004-6361:20053694": {"container_title": "Astronomy & Astrophysics", "is_year_sure": False},
    "10.1209/0295-5075/88/28003": {"volume": "88", "issue": None, "article_number": "28003"},
    "10.1186/1471-2105-10-S1-S35": {"volume": "10", "issue": "S1", "article_number": "S35"},
    "10.1038/sdata.2018.161": {"container_title": "Scientific Data", "year": 2018, "article_number": None},
    "10.3390/s130810876": {"container_title": "Sensors", "year": 2013, "page": "10876", "article_number": None},
    "10.1371/journal.pone.0012176": {"article_number": "e12176"},
    "10.1371/journal.pbio.0040152": {"article_number": "e152"},
    "10.1371/journal.pcbi.1002432": {"article_number": "e1002432"},
    "10.1371/journal.pone.0265691": {"kind": "journal", "container_title": "PLOS ONE", "article_number": "e0265691"},
    "10.1109/WACVW52041.2021.00016": {
        "kind": "proceedings",
        "acronym": "WACVW",
        "year": 2021,
        "is_year_sure": True,
        "event_title": "IEEE/CVF Winter Conference on Applications of Computer Vision Workshops",
    },
    "10.1109/CVPR.2016.90": {"kind": "proceedings", "acronym": "CVPR", "year": 2016},
    # Springer titles the proceedings that it makes, IEEE those of other years.
    "10.1109/ICDAR.2017.311": {
        "acronym": "ICDAR",
        "container_title": "Proceedings of the International Conference on Document Analysis and Recognition",
    },
    "10.1007/978-3-030-86549-8_1": {
        "acronym": "ICDAR",
        "container_title": "Document Analysis and Recognition – ICDAR 2021",
    },
    "10.1109/BTAS.2017.8272677": {"acronym": "IJCB", "year": 2017},
    "10.1109/BTAS.2016.7791155": {"acronym": "BTAS", "year": 2016},
    "10.1109/XYZQ12345.2020.1234567": {"kind": "proceedings", "container_title": None, "year": 2020},
    "10.1109/XYZQ.2020.1234567": {"kind": None, "container_title": None, "registrant": "IEEE"},
    "10.1007/s11263-015-0816-y": {"container_title": "International Journal of Computer Vision", "year": 2015},
    "10.1007/978-3-030-32245-8_12": {
        "kind": "proceedings",
        "acronym": "MICCAI",
        "year": 2019,
        "isbn": "978-3-030-32245-8",
    },
    "10.1007/978-9-999-99999-9_3": {"kind": None, "container_title": None, "isbn": "978-9-999-99999-9"},
    "10.1145/3474085.3475266": {"kind": "proceedings", "year": 2021},
    "10.1145/3528223.3530127": {"kind": "journal", "container_title": "ACM Transactions on Graphics"},
    "10.3390/s21010123": {
        "container_title": "Sensors",
        "year": 2021,
        "is_year_sure": True,
        "volume": "21",
        "issue": "1",
        "article_number": "123",
    },
    "10.3390/ijms222111234": {"volume": "22", "issue": "21", "article_number": "11234", "year": 2021},
    "10.3389/fnins.2019.00816": {
        "container_title": "Frontiers in Neuroscience",
        "year": 2019,
        "article_number": "00816",
    },
    "10.1103/PhysRevLett.116.061102": {
        "container_title": "Physical Review Letters",
        "volume": "116",
        "article_number": "061102",
    },
    # The last number of IOP's DOIs is an article's, the first page, or only counts the articles of the issue.
    "10.1088/1475-7516/2009/02/007": {"year": 2009, "volume": "2009", "issue": "2", "article_number": "007"},
    "10.1088/1367-2630/9/8/278": {"volume": "9", "page": None, "article_number": "278"},
    "10.1088/1751-8113/40/46/006": {"volume": "40", "issue": "46", "page": None, "article_number": None},
    "10.1088/0264-9381/24/22/301": {"volume": "24", "page": None, "article_number": None},
    "10.1088/0004-637X/707/2/106": {"volume": "707", "page": "106", "article_number": None},
    "10.1088/0031-9155/59/4/1063": {
        "container_title": "Physics in Medicine & Biology",
        "volume": "59",
        "issue": "4",
        "page": "1063",
    },
    "10.1117/1.JEI.27.4.043041": {
        "container_title": "Journal of Electronic Imaging",
        "volume": "27",
        "article_number": "043041",
    },
    "10.1117/12.2077512": {
        "kind": "proceedings",
        "container_title": None,
        "collection_title": "Proceedings of SPIE",
    },
    "10.1038/s41598-021-98390-1": {"container_title": "Scientific Reports", "year": 2021},
    "10.5194/isprs-annals-V-2-2020-123-2020": {"kind": "journal", "volume": "V", "page": "123", "year": 2020},
    "10.1609/aaai.v35i2.16234": {"kind": "proceedings", "acronym": "AAAI", "year": 2021, "volume": "35"},
    "10.18653/v1/P18-1234": {"kind": "proceedings", "acronym": "ACL", "year": 2018},
    "10.48550/arXiv.1706.03762": {"kind": "preprint", "registrant": "arXiv"},
    "10.5281/zenodo.1234567": {"kind": "other", "container_title": "Zenodo"},
    "10.9999/whatever.2020": {"kind": None, "container_title": None, "registrant": None},
}


@pytest.mark.parametrize("doi", CASES)
def test_a_doi_tells_what_its_publisher_put_into_it(doi: str) -> None:
    """Container, year, volume and numbers are read by the publisher's pattern, and nothing is guessed."""
    facts = attrs.asdict(parse_doi(doi))
    assert {name: facts[name] for name in CASES[doi]} == CASES[doi]


REPAIRS = {
    "10.1109/TIP.2020.2999999.": "full stop at the end",
    "0.1109/TIP.2020.2999999": "the leading 1 was lost",
    "10.1109/TIP.2020.299999910.1109/TIP.2020.2999999": "it stood there twice, without a space",
    "10.1109/TIP.2020.2999999 10.1109/TIP.2020.2999999": "it stood there more than once",
}


@pytest.mark.parametrize("written", REPAIRS)
def test_what_is_surely_wrong_is_repaired_and_said(written: str) -> None:
    """A certain repair gives the DOI that was meant, and says what it did."""
    facts = parse_doi(written)
    assert (str(facts.doi), facts.repairs) == ("10.1109/TIP.2020.2999999", (REPAIRS[written],))


def test_an_escaped_underscore_is_unescaped() -> None:
    r"""TeX's ``\_`` is an underscore, and the DOI that it stands in is mended."""
    facts = parse_doi(r"10.1007/978-3-031-25082-8\_8")
    assert (str(facts.doi), facts.repairs) == ("10.1007/978-3-031-25082-8_8", ("escaped underscore",))


def test_two_different_dois_are_none() -> None:
    """Which of two is meant cannot be known: nothing is told."""
    assert parse_doi("10.1000/1 10.1000/2") == DoiFacts()


@given(st.text(max_size=60) | st.from_regex(r"10\.(1109|1007|1016|1145|3390|1088)/[\w./()-]{0,40}", fullmatch=True))
def test_reading_never_raises(text: str) -> None:
    """Any text gives facts, if only none."""
    assert isinstance(parse_doi(text), DoiFacts)


@pytest.mark.parametrize("unit", ["10.1109/", "a", "10.", "0.1109/a", "9", "10.1016/j.a.2020."])
def test_long_input_takes_linear_time(unit: str) -> None:
    """A hundred thousand characters take no more than a moment."""
    start = time.process_time()
    parse_doi(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 5


def test_dois_of_the_archive_name_the_containers_of_their_journal_lines(corpus: Path) -> None:
    """60 of 100 DOIs beside a journal line name a container, and 98 of 100 of those name the line's, by a rule."""
    measure = measure_dois(corpus)
    assert measure.total > 6000
    assert measure.named_share >= 0.6
    assert measure.agreed_share >= 0.98
