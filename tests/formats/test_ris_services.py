"""RIS as programs and services write it, beyond the specification."""

import pytest

import arxiv2bib
from arxiv2bib import Library, Name
from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.ris_dates import parse_ris_date, read_issue

_TARGETS = ("bibtex", "biblatex", "csl-json")


def read(*lines: str, kind: str = "JOUR") -> Library:
    """Return the library of one record with *lines*."""
    return arxiv2bib.loads("".join(f"{line}\n" for line in (f"TY  - {kind}", *lines, "ID  - a", "ER  - ")), "ris")


def come_back(library: Library) -> list[bool]:
    """Return whether the entry comes back through each format."""
    texts = [(target, arxiv2bib.dumps(library, target)) for target in _TARGETS]
    backs = [arxiv2bib.loads(arxiv2bib.dumps(arxiv2bib.loads(text, target), "ris"), "ris") for target, text in texts]
    return [back[0] == library[0] for back in backs]


@pytest.mark.parametrize(
    ("lines", "issn", "isbn"),
    [
        (("SN  - 1873-2380 (Electronic)", "0021-9290 (Linking)"), "1873-2380 0021-9290", ""),
        (("SN  - 03029743 (ISSN); 978-303000888-8 (ISBN)",), "03029743", "978-303000888-8"),
        (("SN  - ISSN: 0031-9007", "SN  - 978 3 540 00888 8 (hbk.)"), "0031-9007", "978 3 540 00888 8"),
        (("SN  - 0031-9007 (a publisher's own 5)",), "0031-9007", ""),
    ],
)
def test_words_that_say_which_number_it_is_are_no_part_of_it(lines: tuple[str, ...], issn: str, isbn: str) -> None:
    """PubMed, by EndNote, and Scopus say of each number what it is."""
    library = read(*lines)
    assert issn == " ".join(map(str, library[0].issn))
    assert isbn == " ".join(map(str, library[0].isbn))
    assert [True] * len(_TARGETS) == come_back(library)


def test_bibtex_has_such_numbers_too() -> None:
    """What PubMed has is copied into BibTeX as it is, and stays so there."""
    text = "@article{a,\n  issn          = {1873-2380 (Electronic) 0021-9290 (Linking)}\n}\n"
    library = arxiv2bib.loads(text, "bibtex")
    assert ["1873-2380", "0021-9290"] == [number.value for number in library[0].issn]
    assert not library.report.diagnostics
    assert text == arxiv2bib.dumps(library, "bibtex", preserve=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May-Jun 2010", "2010-05/2010-06"),
        ("2010 Jul.-Aug.", "2010-07/2010-08"),
        ("May/June 2010", "2010-05/2010-06"),
        ("27-30 June 2016", "2016-06-27/2016-06-30"),
        ("June 27 - July 2, 2016", "2016-06-27/2016-07-02"),
        ("27 June to 2 July 2016", "2016-06-27/2016-07-02"),
        ("13 August 2016 through 17 August 2016", "2016-08-13/2016-08-17"),
        ("Dec. 2012-Jan. 2013", "2012-12/2013-01"),
        ("2015 Mar 2-5", "2015-03-02/2015-03-05"),
        ("1999-2000", "1999/2000"),
        ("5-Nov-2021", "2021-11-05"),
        ("30-27 June 2016", "2016"),
        ("2001-1999", "2001"),
    ],
)
def test_ranges_in_words_are_ranges(text: str, expected: str) -> None:
    """Magazines have two months, IEEE the days of a conference; what does not follow one another is a year."""
    assert expected == str(parse_ris_date(text)[0])


@pytest.mark.parametrize(
    ("lines", "expected", "others"),
    [
        ([("PY", "2010"), ("DA", "May-Jun")], "2010-05/2010-06", []),
        ([("DA", "JUL-AUG"), ("PY", "2010")], "2010-07/2010-08", []),
        ([("PY", "2016"), ("Y1", "27-30 June 2016")], "2016-06-27/2016-06-30", []),
        ([("PY", "2010"), ("DA", "2010/05/03"), ("Y1", "May-Jun 2010")], "2010-05-03", [("Y1", "May-Jun 2010")]),
        ([("PY", "2010"), ("DA", "May-Jun 2011")], "2010", [("DA", "May-Jun 2011")]),
        ([("Y1", "2010///Summer2010")], "2010", []),
    ],
)
def test_a_range_has_the_year_beside_it(
    lines: list[tuple[str, str]], expected: str, others: list[tuple[str, str]]
) -> None:
    """The line of the year and the one of the months are one date, if they agree."""
    issue = read_issue(lines)
    assert expected in str(issue.date)
    assert others == list(issue.others)
    assert [True] * len(_TARGETS) == come_back(read(*(f"{tag}  - {value}" for tag, value in lines)))


@pytest.mark.parametrize("days", ["13 August 2016 through 17 August 2016", "13 August 2016 through 13 August 2016"])
def test_the_days_of_a_conference_are_no_day_of_access(days: str) -> None:
    """Scopus has them in Y2: as a day on which somebody looked at the paper, styles would print them."""
    library = read("TI  - T", f"Y2  - {days}", kind="CONF")
    assert library[0].accessed is None
    assert [("ris", "Y2", days)] == [(extra.namespace, extra.name, extra.value) for extra in library[0].extra]
    assert [True] * len(_TARGETS) == come_back(library)


def test_conferences_of_the_web_of_science() -> None:
    """CP is the name of the conference and CL its place, in records of a conference; CP is an issue else."""
    library = read("TI  - T", "CP  - 5th Conference on <i>Z</i>", "CL  - Paris, FRANCE", kind="CPAPER")
    assert ("5th Conference on <i>Z</i>", "Paris, FRANCE") == (library[0].event_title, library[0].event_place)
    assert library[0].issue is None
    assert [True] * len(_TARGETS) == come_back(library)
    assert "4" == read("CP  - 4", kind="CONF")[0].issue
    assert "Suppl 4" == read("CP  - Suppl 4")[0].issue


@pytest.mark.parametrize("text", ["©1999.", "c1999", "[1999]", "1999.", "cop. 1999", "[1999?]"])
def test_years_of_library_catalogues(text: str) -> None:
    """They say where on the book the year was found."""
    library = read("TI  - T", f"PY  - {text}", kind="BOOK")
    assert "1999" == str(library[0].issued)
    assert [("PY", text)] == [(extra.name, extra.value) for extra in library[0].extra]
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize("behind", ["1950-", "1892-1973.", "b. 1950", "author.", "1950-, editor.", "ca. 1450-1516"])
def test_names_of_library_catalogues(behind: str) -> None:
    """Years of a life and what somebody did are no suffix of a name."""
    library = read(f"AU  - Smith, John, {behind}", f"AU  - King, Martin Luther, Jr., {behind}")
    assert [("Smith", "John", None), ("King", "Martin Luther", "Jr.")] == [
        (name.family, name.given, name.suffix) for name in library[0].author
    ]
    assert 2 == len(library[0].extra)
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("<p>Comment: 15 pages</p>", "Comment: 15 pages"),
        ('<div data-schema-version="8"><p>One &amp; <b>two</b></p> <p>three</p></div>', "One & <b>two</b>\nthree"),
        ("<p>x", "<p>x"),
        ("<i>y</i> z", "<i>y</i> z"),
    ],
)
def test_notes_in_html(line: str, note: str) -> None:
    """Zotero writes its notes as it keeps them; that on an arXiv paper has arXiv's comment."""
    library = read("TI  - T", f"N1  - {line}")
    assert note == library[0].note
    assert arxiv2bib.loads(arxiv2bib.dumps(library, "ris", preserve=False), "ris")[0] == library[0]
    assert [True] * len(_TARGETS) == come_back(library)
    paper = read("TI  - T", "N1  - arXiv:1706.03762 [cs.CL]", "N1  - <p>Comment: 15 pages</p>", kind="UNPB")[0]
    assert paper.arxiv is not None
    assert "15 pages" == paper.arxiv.comment


def test_a_season_has_its_year_behind_it() -> None:
    """EBSCO repeats the year."""
    issued = read("Y1  - 2010///Summer2010")[0].issued
    assert issued is not None
    assert (2010, 2) == (issued.start and issued.start[0], issued.season)


@pytest.mark.parametrize("separator", [";", " ; "])
def test_addresses_in_one_line_are_several(separator: str) -> None:
    """The specification allows it; the first is the address, the others are kept and told."""
    library = read("TI  - T", f"UR  - https://a.org/x;y{separator}http://b.org")
    assert "https://a.org/x;y" == library[0].url
    assert [("UR", "http://b.org")] == [(extra.name, extra.value) for extra in library[0].extra]
    assert [Code.READ_REPEATED_FIELD] == [found.code for found in library.report.diagnostics]
    assert [True] * len(_TARGETS) == come_back(library)


def test_web_of_science_has_tags_of_its_own() -> None:
    """The publisher, its town and the abbreviation of the journal."""
    library = read("T2  - NATURE COMMUNICATIONS", "PU  - NATURE PORTFOLIO", "PI  - BERLIN", "JI  - Nat. Commun.")
    entry = library[0]
    assert ("NATURE PORTFOLIO", "BERLIN", "Nat. Commun.") == (
        entry.publisher, entry.publisher_place, entry.container_title_short,
    )  # fmt: skip
    assert not library.report.diagnostics
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize("note", ["doi: 10.1080/1.2", "https://doi.org/10.1080/1.2", "10.1080/1.2"])
def test_the_doi_once_more_is_no_note(note: str) -> None:
    """Taylor & Francis, SAGE and Wiley repeat the DOI in ``N1``, which BibTeX's styles would print."""
    library = read("DO  - 10.1080/1.2", f"N1  - {note}", "N1  - A note")
    assert "A note" == library[0].note
    assert f"N1  - {note}\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)
    assert note == read("DO  - 10.1080/1.3", f"N1  - {note}")[0].note


@pytest.mark.parametrize("note", ["doi: 10.1080/1.2", "https://doi.org/10.1080/1.2"])
def test_such_a_note_of_bibtex_comes_back(note: str) -> None:
    """A note of BibTeX stays one, also through RIS."""
    text = f"@article{{a,\n  doi           = {{10.1080/1.2}},\n  note          = {{{note}}}\n}}\n"
    library = arxiv2bib.loads(text, "bibtex")
    assert text == arxiv2bib.dumps(arxiv2bib.loads(arxiv2bib.dumps(library, "ris"), "ris"), "bibtex")


@pytest.mark.parametrize(
    ("kind", "expected", "written"),
    [
        ("EJOU", "article-journal", "JOUR"),
        ("Preprint", "article", "UNPB"),
        ("Thesis/Dissertation", "thesis", "THES"),
        ("INTV", "interview", "GEN"),
        ("POD", "broadcast", "VIDEO"),
        ("PRESS", "report", "RPRT"),
    ],
)
def test_types_of_services_are_those_that_are_meant(kind: str, expected: str, written: str) -> None:
    """MDPI, ADS and EndNote of today have types that no specification has; programs get one that they know."""
    library = read("TI  - T", kind=kind)
    assert (expected, kind) == (library[0].type, library[0].native_type)
    assert not library.report.diagnostics
    assert [True] * len(_TARGETS) == come_back(library)
    assert arxiv2bib.dumps(library, "ris", for_="mendeley").startswith(f"TY  - {written}")


def test_ads_has_the_identifier_in_a_line_of_its_own() -> None:
    """``C1  - eprint: arXiv:ID`` is arXiv's identifier; anything else in ``C1`` stays as it is."""
    library = read("TI  - T", "N1  - A note", "C1  - eprint: arXiv:1602.03837")
    assert ("1602.03837", "A note") == (str(library[0].arxiv and library[0].arxiv.id), library[0].note)
    assert [True] * len(_TARGETS) == come_back(library)
    other = read("TI  - T", "C1  - eprint: 1602.03837")
    assert other[0].arxiv is None
    assert ["C1"] == [extra.name for extra in other[0].extra]


def test_highwire_has_a_tag_of_its_own_for_the_last_page() -> None:
    """``LP`` ends the pages, and without a first one it is a line."""
    library = read("SP  - 1123", "LP  - 1127")
    assert "1123-1127" == str(library[0].page)
    assert not library.report.diagnostics
    assert [True] * len(_TARGETS) == come_back(library)
    assert "LP  - 1127\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert read("LP  - 1127")[0].page is None


def test_a_month_alone_is_no_day_of_access() -> None:
    """Rayyan has the month of publication in ``Y2``."""
    assert read("Y1  - 2015", "Y2  - 3")[0].accessed is None


def test_characters_that_are_written_as_html_does() -> None:
    """Publishers write entities; they are the characters that they stand for, and come back as they were."""
    lines = (
        "AU  - M&uuml;ller, Jos&#233;",
        "TI  - Cats &amp; Dogs &lt;i&gt;in vivo&lt;/i&gt; &#x2013; AT&T &c",
        "T2  - Science &amp; Nature",
        "AB  - P &lt; 0.05 &amp;amp; more",
        "KW  - R&amp;D; a &gt; b",
        "UR  - https://example.org/?a=1&amp;b=2",
        "N1  - A &amp; B",
        "XX  - &amp;",
    )
    library = read(*lines)
    entry = library[0]
    assert ("Cats & Dogs <i>in vivo</i> – AT&T &c", "Science & Nature") == (entry.title, entry.container_title)
    assert ("P < 0.05 & more", ("R&D", "a > b"), "A & B") == (entry.abstract, entry.keyword, entry.note)
    assert ("Müller", "José") == (entry.author[0].family, entry.author[0].given)
    assert "https://example.org/?a=1&b=2" == entry.url
    assert ["&amp;"] == [one.value for one in library.report.diagnostics]
    assert sorted(lines) == sorted(arxiv2bib.dumps(library, "ris", preserve=False).splitlines()[1:-2])
    assert [True] * len(_TARGETS) == come_back(library)
    assert "TI  - Dogs\n" in arxiv2bib.dumps([entry.evolve(title="Dogs")], "ris", preserve=False)


def test_what_looks_like_such_a_character_is_carried() -> None:
    """A text in which ``&amp;`` is meant would come back as ``&``: what it says travels with the record."""
    entry = arxiv2bib.Entry(key="a", title="On &amp; and &lt;", type=arxiv2bib.EntryType.ARTICLE_JOURNAL)
    assert entry == arxiv2bib.loads(arxiv2bib.dumps([entry], "ris", carry=True), "ris")[0].evolve(native_type=None)


_ABSTRACTS = {
    "<p><b>Aim: </b>We study H<sub>2</sub>O.</p><p>Two &lt; 3</p>": "<b>Aim: </b>We study H<sub>2</sub>O. Two < 3",
    "<jats:title>Abstract</jats:title><jats:p>Of <jats:italic>it</jats:italic></jats:p>": "Of <i>it</i>",
    "<h4>Background</h4>One.<h4>Methods</h4>Two": "Background One. Methods Two",
    "One<br />two &lt;p&gt;three&lt;/p&gt;": "One two three",
    "P <p and x": "P <p and x",
}


@pytest.mark.parametrize("written", _ABSTRACTS)
def test_abstracts_in_html(written: str) -> None:
    """Mendeley, ProQuest and Europe PMC give abstracts in HTML or JATS: what they say, and in RIS what they were."""
    library = read("TI  - T", f"AB  - {written}")
    assert _ABSTRACTS[written] == library[0].abstract
    assert not library.report.diagnostics
    assert f"AB  - {written}\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)


def test_titles_in_html() -> None:
    """Tags of HTML, and those of the Web of Science in capitals, are markup; so are they in several lines."""
    library = read("TI  - <em>Vdr</em> of CD4<SUP>+</SUP>", "J2  - <em>J</em> B", "AB  - <p>one", "two</p>")
    entry = library[0]
    assert ("<i>Vdr</i> of CD4<sup>+</sup>", "<i>J</i> B", "one two") == (
        entry.title, entry.container_title_short, entry.abstract,
    )  # fmt: skip
    assert [True] * len(_TARGETS) == come_back(library)


def test_what_looks_like_html_is_carried() -> None:
    """A text in which a tag is meant would come back without it."""
    kind = arxiv2bib.EntryType.ARTICLE_JOURNAL
    entry = arxiv2bib.Entry(key="a", title=r"The \<p>T\</p>", abstract=r"A\<br />B", type=kind)
    back = arxiv2bib.loads(arxiv2bib.dumps([entry], "ris", carry=True), "ris")[0]
    assert (entry.title, entry.abstract) == (back.title, back.abstract)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("SP  - 150 – 168", "EP  - 150 – 168"), "150-168"),
        (("SP  - 150-168", "EP  - 150-168"), "150-168"),
        (("SP  - N.PAG", "EP  - N.PAG"), "None"),
        (("SP  - N.PAG-N.PAG",), "None"),
        (("SP  - No", "EP  - Specified"), "None"),
        (("SP  - No Pagination Specified",), "None"),
    ],
)
def test_pages_that_are_the_range_twice_or_none(lines: tuple[str, ...], expected: str) -> None:
    """RefWorks has the range in both tags; EBSCO and Ovid say in words that there are no pages."""
    library = read("TI  - T", *lines)
    assert expected == str(library[0].page)
    assert [True] * len(_TARGETS) == come_back(library)


def test_pages_in_such_words_are_carried() -> None:
    """What is read as no pages does not get lost on the way from another format."""
    text = "@article{a,\n  title         = {Things},\n  pages         = {No--Specified}\n}\n"
    library = arxiv2bib.loads(text, "bibtex")
    assert library[0] == arxiv2bib.loads(
        arxiv2bib.dumps(arxiv2bib.loads(arxiv2bib.dumps(library, "ris"), "ris"), "bibtex"), "bibtex"
    )[0]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "(Lee A.; Smith J.) Department of Physics, University of X",
        "Lee, A., & Smith, J. (1999). A book about it. Press.",
    ],
)
def test_a_text_is_no_number(text: str) -> None:
    """Embase has affiliations in ``M1``, Ovid references; they stay lines."""
    library = read("TI  - T", f"M1  - {text}", f"M1  - {text} 2")
    assert library[0].number is None
    assert [("M1", text), ("M1", f"{text} 2")] == [(extra.name, extra.value) for extra in library[0].extra]
    assert [Code.READ_INVALID_VALUE] * 2 == [one.code for one in library.report.diagnostics]
    assert [True] * len(_TARGETS) == come_back(library)
    entry = arxiv2bib.Entry(key="a", title="T", number=text, type=arxiv2bib.EntryType.ARTICLE_JOURNAL)
    assert text == arxiv2bib.loads(arxiv2bib.dumps([entry], "ris", carry=True), "ris")[0].number


@pytest.mark.parametrize("lead", ["Available from:", "[PDF in repository]"])
def test_words_before_an_address_are_no_part_of_it(lead: str) -> None:
    """The address begins where it begins; the line stays in RIS."""
    line = f"UR  - {lead} https://example.org/a%20b.pdf"
    library = read("TI  - T", line)
    assert "https://example.org/a%20b.pdf" == library[0].url
    assert f"{line}\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)
    entry = arxiv2bib.Entry(key="a", title="T", url=line[6:], type=arxiv2bib.EntryType.ARTICLE_JOURNAL)
    assert entry.url == arxiv2bib.loads(arxiv2bib.dumps([entry], "ris", carry=True), "ris")[0].url


@pytest.mark.parametrize(
    "address", ["<Go to ISI>://WOS:000123", "http://example.org/My File.pdf", "www.example.org/a b"]
)
def test_blanks_in_an_address_stay(address: str) -> None:
    """EndNote's link to the Web of Science and files with blanks in their names have no words before them."""
    assert address == read("TI  - T", f"UR  - {address}")[0].url


def test_a_number_that_stands_twice_is_one() -> None:
    """ProQuest and Embase give an ISSN twice."""
    for lines in (("SN  - 0894-9867, 0894-9867",), ("SN  - 0894-9867", "SN  - 0894-9867")):
        library = read("TI  - T", *lines)
        assert ["0894-9867"] == [one.value for one in library[0].issn]
        assert [True] * len(_TARGETS) == come_back(library)
        assert "".join(f"{line}\n" for line in lines) in arxiv2bib.dumps(library, "ris", preserve=False)
    text = "@article{a,\n  title         = {Things},\n  issn          = {0894-9867, 0894-9867}\n}\n"
    back = arxiv2bib.loads(arxiv2bib.dumps(arxiv2bib.loads(text, "bibtex"), "ris"), "ris")
    assert text == arxiv2bib.dumps(back, "bibtex")


@pytest.mark.parametrize(
    "name", ["World Health Organization (WHO)", "Ministério da Saúde (Brasil)", "Ministère de la Santé"]
)
def test_acronyms_and_countries_are_part_of_the_name_of_a_group(name: str) -> None:
    """What stands in brackets behind a group is its name too; behind a person it is none."""
    library = read("TI  - T", f"AU  - {name}", "AU  - John Smith (MIT)")
    assert [name, "John Smith"] == [str(one) for one in library[0].author]
    assert library[0].author[0].literal == name
    assert [True] * len(_TARGETS) == come_back(library)


def test_cochrane_has_the_address_of_a_trial_in_place_of_a_journal() -> None:
    """A journal has no address for its title."""
    address = "https://clinicaltrials.gov/show/NCT00000000"
    entry = read("TI  - T", f"JA  - {address}")[0]
    assert (address, None, None) == (entry.url, entry.container_title, entry.container_title_short)


@pytest.mark.parametrize("kind", ["WEB", "ELEC"])
def test_endnote_has_the_day_on_which_a_page_was_seen_among_the_numbers(kind: str) -> None:
    """``M1`` of a page is a day of access if it is one; the line stays in RIS."""
    library = read("TI  - T", "M1  - 5 May 2019", kind=kind)
    assert ("2019-05-05", None) == (str(library[0].accessed), library[0].number)
    assert "M1  - 5 May 2019\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)
    both = read("TI  - T", "Y2  - 2019/05/05/", "M1  - 2019/5/5", kind=kind)
    assert ("2019-05-05", []) == (str(both[0].accessed), both.report.diagnostics)
    assert [True] * len(_TARGETS) == come_back(both)
    assert "RFC 2119" == read("TI  - T", "M1  - RFC 2119", kind=kind)[0].number
    assert "5 May 2019" == read("TI  - T", "M1  - 5 May 2019")[0].number


@pytest.mark.parametrize("lines", [("VO  - 8", "VL  - 8"), ("VL  - 8", "VO  - 8"), ("VO  - 8",), ("VO  - ", "VL  - 8")])
def test_ieee_has_the_volume_in_two_tags(lines: tuple[str, ...]) -> None:
    """``VO`` is the volume, and nothing is to be said of it beside the same in ``VL``."""
    library = read("TI  - T", *lines)
    assert ("8", (), []) == (library[0].volume, library[0].extra, library.report.diagnostics)
    assert [True] * len(_TARGETS) == come_back(library)


def test_another_volume_is_kept() -> None:
    """One of two volumes is a line, and told."""
    library = read("TI  - T", "VL  - 8", "VO  - 9")
    assert [("VO", "9")] == [(line.name, line.value) for line in library[0].extra]
    assert [Code.READ_REPEATED_FIELD] == [told.code for told in library.report.diagnostics]
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize(
    ("lines", "expected", "kept"),
    [
        (("T2  - Diseño de una máquina", "JO  - Foo Review", "JF  - Foo Review"), "Foo Review", ["T2"]),
        (("JO  - Computers & Graphics", "T2  - Special Section on Maps"), "Computers & Graphics", ["T2"]),
        (("T2  - Journal of Applied Physics", "JO  - J Appl Phys"), "Journal of Applied Physics", ["JO"]),
        (("T2  - The Lancet", "JO  - Lancet"), "The Lancet", ["JO"]),
        (("T2  - Journal of Physics", "JF  - J. Phys."), "Journal of Physics", ["JF"]),
        (("T2  - 環境系論文集", "JO  - Transactions on the Environment"), "環境系論文集", ["JO"]),
        (("T2  - Organic Chemistry Today", "JO  - XYZT"), "Organic Chemistry Today", ["JO"]),
    ],
)
def test_another_title_beside_the_journal_is_none(lines: tuple[str, ...], expected: str, kept: list[str]) -> None:
    """EBSCO has a translated title in ``T2``, ScienceDirect a special issue: the journal is in ``JF`` or ``JO``."""
    library = read("TI  - T", *lines)
    assert (expected, kept) == (library[0].container_title, [line.name for line in library[0].extra])
    assert [True] * len(_TARGETS) == come_back(library)
    assert arxiv2bib.loads(arxiv2bib.dumps(library, "ris", preserve=False), "ris")[0] == library[0]


def test_ebsco_and_nature_have_the_doi_in_l3() -> None:
    """A DOI in ``L3`` is the work's where ``DO`` has none; the line stays in RIS, and so does any other ``L3``."""
    library = read("TI  - T", "L3  - 10.1016/j.agee.2016.06.041", "L3  - https://example.org/supplement")
    assert "10.1016/j.agee.2016.06.041" == str(library[0].doi)
    assert ["ris-line", "ris"] == [line.namespace for line in library[0].extra]
    assert "L3  - 10.1016/j.agee.2016.06.041\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)
    both = read("TI  - T", "L3  - 10.1000/abc", "DO  - 10.1000/xyz")
    assert ("10.1000/xyz", [("L3", "10.1000/abc")]) == (
        str(both[0].doi), [(line.name, line.value) for line in both[0].extra]
    )  # fmt: skip


def test_one_page_in_both_tags_is_one_page() -> None:
    """EBSCO and Wiley repeat the first page, or the number of an article; a range of one page is written as one."""
    library = read("TI  - T", "SP  - 104599", "EP  - 104599")
    assert ("104599", "pages         = {104599}") == (
        str(library[0].page),
        next(line.strip(" ,") for line in arxiv2bib.dumps(library, "bibtex").split("\n") if "pages" in line),
    )
    bibtex = arxiv2bib.loads("@article{a,\n  title={T},\n  pages={5--5}\n}\n", "bibtex")
    assert "SP  - 5-5\n" in arxiv2bib.dumps(bibtex, "ris")
    assert arxiv2bib.loads(arxiv2bib.dumps(bibtex, "ris"), "ris")[0].page == bibtex[0].page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soares, JM Jr", Name(family="Soares", given="JM", suffix="Jr")),
        ("Downey Jr., Robert", Name(family="Downey", given="Robert", suffix="Jr.")),
        ("Albuquerque, U. P. de", Name(family="Albuquerque", given="U. P.", non_dropping_particle="de")),
        ("Humboldt, Alexander von", Name(family="Humboldt", given="Alexander", dropping_particle="von")),
        ("Jesus, Maria de Fatima", Name(family="Jesus", given="Maria de Fatima")),
        ("World Bank", Name(literal="World Bank")),
        ("United Nations", Name(literal="United Nations")),
        ("Bank, Randolph E.", Name(family="Bank", given="Randolph E.")),
    ],
)
def test_suffixes_and_particles_behind_a_given_name(text: str, expected: Name) -> None:
    """PubMed has suffixes there, EndNote and CAB Abstracts particles; the line stays in RIS."""
    library = read("TI  - T", f"AU  - {text}")
    assert (expected,) == library[0].author
    assert f"AU  - {text}" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize("given", ["JM Jr", "Ludwig van", "Henry II"])
def test_given_names_that_would_be_read_otherwise_come_back(given: str) -> None:
    """A name of another format that ends like a suffix or a particle is carried."""
    item = f'[{{"id": "a", "type": "book", "title": "T", "author": [{{"family": "F", "given": "{given}"}}]}}]'
    library = arxiv2bib.loads(item, "csl-json")
    assert library[0].author == arxiv2bib.loads(arxiv2bib.dumps(library, "ris"), "ris")[0].author


def test_wide_semicolons_part_keywords() -> None:
    """CNKI has keywords in one line, with semicolons of either width."""
    library = read("TI  - T", "KW  - 焊接；材料", "KW  - 研究")
    assert ("焊接", "材料", "研究") == library[0].keyword
    assert "KW  - 焊接；材料\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize("kind", ["JOUR", "BOOK"])
def test_publish_or_perish(kind: str) -> None:
    """The day of the search is no number, and "and" parts addresses."""
    library = read(
        "TI  - T",
        "M1  - Query date: 2023-02-10 11:34:05",
        "UR  - https://a.example/1 and https://b.example/2",
        kind=kind,
    )
    entry = library[0]
    assert ("https://a.example/1", None, None) == (entry.url, entry.number, entry.collection_number)
    assert "https://b.example/2" in [line.value for line in entry.extra]
    assert [True] * len(_TARGETS) == come_back(library)


def test_ebsco_has_the_degree_of_a_thesis_in_m1() -> None:
    """``M1`` of a thesis without a digit in it is its genre, if ``M3`` has none."""
    library = read("TI  - T", "M1  - Ph.D.", kind="THES")
    assert ("Ph.D.", None) == (library[0].genre, library[0].number)
    assert "M1  - Ph.D.\n" in arxiv2bib.dumps(library, "ris", preserve=False)
    assert [True] * len(_TARGETS) == come_back(library)
    other = read("TI  - T", "M1  - Ph.D.", "M3  - Dissertation", kind="THES")
    assert ("Dissertation", "Ph.D.") == (other[0].genre, other[0].number)
    assert "12" == read("TI  - T", "M1  - 12", kind="THES")[0].number


@pytest.mark.parametrize(
    ("text", "expected"),
    [("15/05/2010", "2010-05-15"), ("3/24/2023", "2023-03-24"), ("15. Mai 2010", "2010-05-15"),
     ("15 de marzo de 2010", "2010-03-15"), ("05/06/2010", "2010")],
)  # fmt: skip
def test_days_in_other_orders_and_languages(text: str, expected: str) -> None:
    """What can mean one day alone is that; of the rest the year is read."""
    assert expected == str(parse_ris_date(text)[0])


def test_cab_abstracts_parts_numbers_with_a_backslash() -> None:
    """Two ISBNs in one line are two."""
    library = read("TI  - T", r"SN  - 0-521-46674-1\0-521-46128-6", kind="BOOK")
    assert ["0-521-46674-1", "0-521-46128-6"] == [number.value for number in library[0].isbn]
    assert [True] * len(_TARGETS) == come_back(library)


@pytest.mark.parametrize("text", ["Ernst & Young", "Johnson & Johnson"])
def test_firms_with_an_ampersand(text: str) -> None:
    """Two words with an ampersand between them are no person, and stay whole."""
    library = read("TI  - T", f"AU  - {text}")
    assert (Name(literal=text),) == library[0].author
    assert [True] * len(_TARGETS) == come_back(library)


def test_whole_names_with_commas_between_them_are_several() -> None:
    """Three names and more, each with given and family name, are a list; a name of three parts is one."""
    library = read("TI  - T", "AU  - John Smith, Jane Doe, Richard Roe")
    assert ["John Smith", "Jane Doe", "Richard Roe"] == [str(name) for name in library[0].author]
    assert [True] * len(_TARGETS) == come_back(library)
    one = read("TI  - T", "AU  - García Márquez, Gabriel José, Jr.")
    assert (Name(family="García Márquez", given="Gabriel José", suffix="Jr."),) == one[0].author
