"""Identifiers: every spelling in use, and what is none."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, Doi, InvalidValueError, Isbn, Issn
from arxiv2bib.model.identifiers import OLD_ARCHIVES, PLAIN_ARXIV_ID, make_arxiv_id, make_doi, make_usual_arxiv_id

NEW = ArxivId("2111.03216")
OLD = ArxivId("9901001", "hep-th")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (NEW, "2111.03216"),
        (NEW, " 2111.03216\n"),
        (NEW, "2111.03216."),
        (NEW, "arXiv:2111.03216"),
        (NEW, "ARXIV: 2111.03216"),
        (NEW, "arXiv:2111.03216 [cs.CV]"),
        (NEW, "http://arxiv.org/abs/2111.03216"),
        (NEW, "https://arxiv.org/abs/2111.03216/"),
        (NEW, "https://arxiv.org/abs/2111.03216?context=cs#abstract"),
        (NEW, "https://www.arxiv.org/abs/2111.03216"),
        (NEW, "http://export.arxiv.org/abs/2111.03216"),
        (NEW, "https://arxiv.org/pdf/2111.03216"),
        (NEW, "https://arxiv.org/pdf/2111.03216.pdf"),
        (NEW, "https://arxiv.org/html/2111.03216"),
        (NEW, "https://arxiv.org/format/2111.03216"),
        (NEW, "arxiv.org/abs/2111.03216"),
        (NEW, "abs/2111.03216"),
        (NEW, "https://ar5iv.org/abs/2111.03216"),
        (NEW, "https://ar5iv.labs.arxiv.org/html/2111.03216"),
        (NEW, "https://www.alphaxiv.org/abs/2111.03216"),
        (NEW, "10.48550/arXiv.2111.03216"),
        (NEW, "10.48550/ARXIV.2111.03216"),
        (NEW, "doi:10.48550/arxiv.2111.03216"),
        (NEW, "https://doi.org/10.48550/arXiv.2111.03216"),
        (NEW, "oai:arXiv.org:2111.03216"),
        (ArxivId("0704.0001"), "0704.0001"),
        (ArxivId("1412.9999"), "1412.9999"),
        (ArxivId("1501.00001"), "1501.00001"),
        (OLD, "hep-th/9901001"),
        (OLD, "HEP-TH/9901001"),
        (OLD, "arXiv:hep-th/9901001"),
        (OLD, "http://arxiv.org/abs/hep-th/9901001"),
        (OLD, "http://xxx.lanl.gov/abs/hep-th/9901001"),
        (OLD, "https://arxiv.org/abs/hep-th%2F9901001"),
        (OLD, "https://doi.org/10.48550/arXiv.hep-th/9901001"),
        (ArxivId("9601001", "atom-ph"), "atom-ph/9601001"),
        (ArxivId("9404001", "cmp-lg"), "cmp-lg/9404001"),
        (ArxivId("0703640", "math"), "math/0703640"),
        (ArxivId("0309136", "math"), "math.GT/0309136"),
        (ArxivId("0309136", "math"), "http://arxiv.org/abs/math.GT/0309136"),
    ],
)
def test_arxiv_id_reads_every_spelling(expected: ArxivId, text: str) -> None:
    """Every spelling of an identifier gives the same identifier."""
    assert expected == ArxivId.parse(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (2, "2111.03216v2"),
        (2, "arXiv:2111.03216v2"),
        (2, "arXiv:2111.03216V2 [cs.CV]"),
        (12, "http://arxiv.org/abs/2111.03216v12"),
        (3, "https://arxiv.org/pdf/2111.03216v3.pdf"),
        (7, "https://www.alphaxiv.org/abs/1706.03762v7"),
        (2, "hep-th/9901001v2"),
        (1, "https://arxiv.org/pdf/hep-th/9901001v1.pdf"),
        (None, "2111.03216"),
    ],
)
def test_arxiv_id_reads_the_version(expected: int | None, text: str) -> None:
    """A version stands behind the number in every spelling; without one it is None."""
    assert expected == ArxivId.parse(text).version


@pytest.mark.parametrize(
    "text",
    [
        "",
        "None",
        "2111",
        "2111.032",
        "2111.032161",
        "2113.03216",
        "2100.03216",
        "1706.0376",  # four digits ended in 2014
        "1412.00001",  # and five began in 2015
        "0703.1234",  # the new style began in April 2007
        "math/0704001",  # and the old one ended
        "hep-th/9913001",
        "hep-th/8901001",
        "hep-th/990100",
        "foo/9901001",
        "cs.CV/2111.03216",
        "2111.03216v",
        "2111.03216v0",
        "٢١١١.٠٣٢١٦",
        "10.1000/2111.03216",
        "https://doi.org/10.1103/2111.03216",
        "http://example.org/2111.03216",
        "2111.03216 and 2111.03217",
        "x" * 100_000,
    ],
)
def test_arxiv_id_says_no_to_what_is_none(text: str) -> None:
    """What is no arXiv identifier raises, and the message shows how one looks."""
    with pytest.raises(InvalidValueError, match=r"no arXiv identifier; write 2111\.03216"):
        ArxivId.parse(text)


@pytest.mark.parametrize("archive", sorted(OLD_ARCHIVES))
def test_arxiv_id_knows_every_archive(archive: str) -> None:
    """Every archive that ever gave identifiers of the old style is known."""
    assert ArxivId("9901001", archive, 2) == ArxivId.parse(f"arXiv:{archive}/9901001v2")


def test_arxiv_id_keeps_the_subject_class_out_of_the_identity() -> None:
    """The class in an old identifier is kept, but takes no part in equality, hash or text."""
    identifier = ArxivId.parse("math.GT/0309136")
    assert ("GT", "math/0309136") == (identifier.subject_class, str(identifier))
    assert {ArxivId.parse("math/0309136")} == {identifier}


def test_arxiv_id_addresses() -> None:
    """Addresses are https and carry the version; the DOI has arXiv's casing and never a version."""
    identifier = ArxivId("9901001", "hep-th", 2)
    assert identifier.url == "https://arxiv.org/abs/hep-th/9901001v2"
    assert identifier.pdf_url == "https://arxiv.org/pdf/hep-th/9901001v2"
    assert identifier.doi.value == "10.48550/arXiv.hep-th/9901001"


def test_arxiv_id_unversioned() -> None:
    """``unversioned`` is the identifier of the work, itself where it has no version."""
    assert NEW == ArxivId.parse("2111.03216v2").unversioned
    assert NEW.unversioned is NEW


new_numbers = st.builds(
    lambda year, month, number: f"{year:02d}{month:02d}.{number:0{4 if year < 15 else 5}d}",
    st.integers(8, 90),
    st.integers(1, 12),
    st.integers(1, 9999),
)
old_numbers = st.builds(
    lambda year, month, number: f"{year:02d}{month:02d}{number:03d}",
    st.sampled_from([*range(91, 100), *range(7)]),
    st.integers(1, 12),
    st.integers(1, 999),
)
versions = st.none() | st.integers(1, 9999)
arxiv_ids = st.builds(ArxivId, new_numbers, st.none(), versions) | st.builds(
    ArxivId, old_numbers, st.sampled_from(sorted(OLD_ARCHIVES)), versions
)


@given(arxiv_ids)
def test_arxiv_id_reads_what_it_writes(identifier: ArxivId) -> None:
    """The text of an identifier, its addresses and its DOI are read back as the same identifier."""
    assert identifier == ArxivId.parse(str(identifier))
    assert identifier == ArxivId.parse(identifier.url)
    assert identifier == ArxivId.parse(identifier.pdf_url)
    assert identifier.unversioned == ArxivId.parse(identifier.doi.url)


@given(st.text(st.sampled_from("0123456789./v:arXivhep-th%?# "), max_size=40))
def test_arxiv_id_parses_or_raises_its_own_error(text: str) -> None:
    """Any text gives an identifier that is read back as itself, or InvalidValueError."""
    try:
        identifier = ArxivId.parse(text)
    except InvalidValueError:
        return
    assert identifier == ArxivId.parse(str(identifier))


DOI = Doi("10.1000/182")


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/182",
        "  10.1000/182\n",
        "doi:10.1000/182",
        "DOI: 10.1000/182",
        "https://doi.org/10.1000/182",
        "http://dx.doi.org/10.1000/182",
        "https://dx.doi.org/10.1000%2F182",
        "doi.org/10.1000/182",
        "https://doi.org/10.1000/182?ref=x#top",
        "10.1000/182.",
        "10.1000/182,",
        "(10.1000/182)",
        "see [10.1000/182];",
        "<https://doi.org/10.1000/182>",
        "“10.1000/182”",
        "https://link.springer.com/article/10.1000/182",
    ],
)
def test_doi_reads_every_spelling(text: str) -> None:
    """Addresses, prefixes and punctuation around a DOI are no part of it."""
    assert DOI == Doi.parse(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("10.1007/978-3-031-25082-8_8", "10.1007/978-3-031-25082-8\\_8"),
        ("10.1000/a(b)", "10.1000/a(b)"),
        ("10.1000/a(b)", "(10.1000/a(b))"),
        ("10.1000/a;b", "10.1000/a;b"),
        ("10.1000.10/123", "10.1000.10/123"),
        ("10.1000/日本", "10.1000/日本"),
        ("10.1000/456#789", "https://doi.org/10.1000/456%23789"),
        ("10.1000/456#789", "10.1000/456#789"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
        ),
    ],
)
def test_doi_keeps_what_is_its_own(expected: str, text: str) -> None:
    """Brackets that open inside, semicolons, TeX's escapes undone and percent codes decoded: the DOI is whole."""
    assert expected == Doi.parse(text).value


@pytest.mark.parametrize("text", ["", "None", "10.1000", "10.1000/", "11.1000/182", "10.1/x", "10.١٠٠٠/182", "abc"])
def test_doi_says_no_to_what_is_none(text: str) -> None:
    """Text without a DOI raises, and gives no DOI where several are sought."""
    assert Doi.find_all(text) == ()
    with pytest.raises(InvalidValueError, match="is no DOI"):
        Doi.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/182, 10.1109/CVPR.2019.1",
        "10.1000/182,10.1109/CVPR.2019.1",
        "10.1000/182;10.1109/CVPR.2019.1",
        "10.1000/182 10.1109/CVPR.2019.1",
        "10.1000/182\n  10.1109/CVPR.2019.1",
        "10.1000/182 and 10.1109/CVPR.2019.1",
        "https://doi.org/10.1000/182, https://doi.org/10.1109/CVPR.2019.1",
        "10.1000/182, 10.1109/CVPR.2019.1, 10.1000/182",
    ],
)
def test_doi_finds_several(text: str) -> None:
    """A field that holds two DOIs gives both, in order, each once."""
    assert (Doi("10.1000/182"), Doi("10.1109/CVPR.2019.1")) == Doi.find_all(text)


def test_doi_parse_refuses_several() -> None:
    """Where one DOI is asked for, two are an error that names the way out."""
    with pytest.raises(InvalidValueError, match=re.escape("holds several DOIs, use Doi.find_all")):
        Doi.parse("10.1000/182, 10.1000/183")


def test_doi_is_compared_without_ascii_case() -> None:
    """DOIs are equal, and have equal hashes, whatever the case of their ASCII letters; the casing is kept."""
    assert {Doi("10.1000/ABC")} == {Doi("10.1000/abc")}
    assert Doi("10.1000/É") != Doi("10.1000/é")
    assert str(Doi("10.1000/ABC")) == "10.1000/ABC"


def test_doi_url_is_an_address() -> None:
    """What an address cannot hold is percent-encoded."""
    assert Doi("10.1000/a<b>c#d?e%f").url == "https://doi.org/10.1000/a%3Cb%3Ec%23d%3Fe%25f"


def test_doi_knows_arxivs_own() -> None:
    """A DOI that arXiv registered is told from a publisher's, in any case."""
    assert Doi("10.48550/ARXIV.1706.03762").is_arxiv
    assert not Doi("10.1000/182").is_arxiv


dois = st.builds(
    lambda prefix, suffix: f"10.{prefix}/{suffix}",
    st.integers(1000, 999999999),
    st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._()/:#?<>-]{0,15}[A-Za-z0-9])?", fullmatch=True),
)


@given(dois)
def test_doi_reads_what_it_writes(text: str) -> None:
    """The bare text and the address of a DOI are read back as the same DOI."""
    doi = Doi.parse(text)
    assert doi == Doi.parse(str(doi))
    assert doi == Doi.parse(doi.url)


_doi_pieces = st.sampled_from(
    [
        "10.1000/",
        "10.48550/",
        "10.",
        "/",
        "182",
        "CVPR.2019",
        ":",
        "://",
        "-",
        "_",
        ".",
        ",",
        ";",
        "(",
        ")",
        "%2F",
        "a b",
    ]
)


@given(st.lists(_doi_pieces, max_size=5).map("".join))
@example("10.1000/182")
@example("10.1000/a10.1000/b")
@example("10.1000/a,10.1000/b")
def test_plain_doi_is_found_at_one_look_as_among_others(text: str) -> None:
    """A blank before it has the text looked through."""
    assert [doi.value for doi in Doi.find_all(text)] == [doi.value for doi in Doi.find_all(f" {text}")]


@given(st.text(st.sampled_from('10./2345,; \n%Fabc()<>doi:htps_\\"“')))
def test_doi_find_all_never_raises(text: str) -> None:
    """Whatever the text, the DOIs found in it are without white space and have a prefix and a suffix."""
    for doi in Doi.find_all(text):
        assert re.fullmatch(r"10\.[0-9.]+/\S+", doi.value)


@pytest.mark.parametrize("piece", [",a", "10.1000.", ")", "10.1000/a,", "%2F"])
def test_doi_find_all_is_linear(piece: str) -> None:
    """A long field full of what DOIs are made of is searched in linear time."""
    start = time.process_time()
    Doi.find_all("10.1000/a" + piece * 20_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text", ["0-306-40615-2", "0306406152", "080442957X", "080442957x", "978-0-306-40615-7", "979 10 90636 07 1"]
)
def test_isbn_check_digit_holds(text: str) -> None:
    """An ISBN of 10 or 13 digits with the right check digit is valid, however it is grouped."""
    assert Isbn(text).is_valid


@pytest.mark.parametrize(
    "text", ["0-306-40615-3", "978-0-306-40615-8", "123-0-306-40615-7", "979-0-306", "", "٠306406152"]
)
def test_isbn_check_digit_fails(text: str) -> None:
    """A wrong check digit, prefix or length makes an ISBN invalid."""
    assert not Isbn(text).is_valid


def test_isbn_is_compared_by_digits() -> None:
    """Hyphens and the case of X do not matter to equality and hash; the text stays as written."""
    assert {Isbn("0-8044-2957-X")} == {Isbn("080442957x")}
    assert str(Isbn("0-8044-2957-X")) == "0-8044-2957-X"


@pytest.mark.parametrize("text", ["0031-9007", "00319007", "2434-561X", "2434-561x"])
def test_issn_check_digit_holds(text: str) -> None:
    """An ISSN with the right check digit is valid."""
    assert Issn(text).is_valid


@pytest.mark.parametrize("text", ["0031-9008", "0031-900", "", "abcd-efgh"])
def test_issn_check_digit_fails(text: str) -> None:
    """A wrong check digit or length makes an ISSN invalid."""
    assert not Issn(text).is_valid


def test_issn_is_compared_by_digits() -> None:
    """The hyphen does not matter to equality and hash."""
    assert {Issn("0031-9007")} == {Issn("00319007")}
    assert str(Issn("0031-9007")) == "0031-9007"


@given(
    text=st.from_regex(PLAIN_ARXIV_ID, fullmatch=True)
    | st.builds(
        "{}{}".format,
        st.sampled_from(
            ["0704.0001", "1412.9999", "1501.00001", "1501.0001", "hep-th/9901001", "cs/0703999", "cs/0704001"]
        ),
        st.sampled_from(["", "v1", "v12"]),
    )
)
def test_plain_identifiers_are_made_as_parsed(text: str) -> None:
    """What the expression finds gives the identifier that reading it gives, or none where there is none."""
    found = re.fullmatch(PLAIN_ARXIV_ID, text)
    assert found is not None
    made = make_arxiv_id(*found.groups())
    if made is None:
        with pytest.raises(InvalidValueError):
            ArxivId.parse(text)
    else:
        assert (ArxivId.parse(text), text) == (made, str(made))


def test_dois_made_fast() -> None:
    """A DOI made fast is the one that the constructor makes."""
    assert (Doi("10.1000/A"), Doi) == (make_doi("10.1000/A"), type(make_doi("10.1000/A")))


@given(
    st.from_regex(PLAIN_ARXIV_ID, fullmatch=True)
    | st.from_regex(r"[0-9]{4}[.][0-9]{5}", fullmatch=True)
    | st.text("0123456789.v٣²/- ", min_size=9, max_size=11)
)
@example("1500.12345")
@example("1501.12345")
@example("1412.12345")
@example("1513.12345")
@example("2111.0321٣")
@example("2111.03216v1")
def test_usual_identifier_is_that_of_any(text: str) -> None:
    """What is known at a glance is the identifier that the expression finds, in all the years until 2040."""
    found = re.fullmatch(PLAIN_ARXIV_ID, text)
    usual = make_usual_arxiv_id(text)
    if usual is not None:
        assert found is not None
        assert make_arxiv_id(*found.groups()) == usual
    assert (usual is not None) == (re.fullmatch(r"(?:1[5-9]|[23][0-9])(?:0[1-9]|1[0-2])\.[0-9]{5}", text) is not None)
