"""Harvests of arXiv's OAI-PMH service: the old one and the new one, each form of the metadata, what is no paper."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    BlockKind,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Name,
    NameRole,
    Report,
    Severity,
    Source,
    load,
    loads,
)
from arxiv2bib.readers.arxiv_oai import ArxivOaiReader
from tests.readers.reading import join_raw, read_only, read_text

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
<responseDate>2026-09-20T05:54:30Z</responseDate>
<request verb="ListRecords" metadataPrefix="arXiv">http://oaipmh.arxiv.org/oai</request>
<ListRecords>
"""
FOOT = "</ListRecords>\n</OAI-PMH>\n"
NEW = """\
  <record>
    <header>
      <identifier>oai:arXiv.org:2504.11237</identifier>
      <datestamp>2026-01-05</datestamp>
      <setSpec>physics:physics:atom-ph</setSpec>
      <setSpec>math</setSpec>
    </header>
    <metadata>
      <arXiv xmlns="http://arxiv.org/OAI/arXiv/" xsi:schemaLocation="http://arxiv.org/OAI/arXiv/ x.xsd">
        <id>2504.11237</id>
        <created>2025-04-15</created>
        <updated>2026-01-05</updated>
        <authors>
          <author><keyname>van der Berg</keyname><forenames>Jos\\'e C. -P.</forenames><suffix>Jr.</suffix></author>
          <author><keyname>Harman</keyname><forenames>Zoltán</forenames><affiliation>MPI &amp; co</affiliation></author>
          <author><keyname>:</keyname></author>
          <author><keyname>Planck Collaboration</keyname></author>
        </authors>
        <title>Periodic table for
  highly charged ions</title>
        <categories>physics.atom-ph math.DG</categories>
        <comments>5 pages</comments>
        <report-no>ANL-07-12</report-no>
        <msc-class>37K05 53D10</msc-class>
        <acm-class>I.2.10; I.4.8</acm-class>
        <journal-ref>Phys. Rev. Research 7 (2025)</journal-ref>
        <doi>10.1103/bppp-53g1 10.1103/x</doi>
        <license>http://creativecommons.org/publicdomain/zero/1.0/</license>
        <abstract>Mendeleev&#39;s table.</abstract>
      </arXiv>
    </metadata>
  </record>
"""
RAW = """\
<record>
<header>
 <identifier>oai:arXiv.org:1304.4214</identifier>
 <datestamp>2013-04-16</datestamp>
 <setSpec>physics:cond-mat</setSpec>
</header>
<metadata>
 <arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
 <id>1304.4214</id><submitter>John Doe</submitter><version version="v1"><date>Mon, 15 Apr 2013 19:33:21 GMT</date>\
<size>609kb</size><source_type>D</source_type></version><version version="v2"><date>Tue, 16 Apr 2013 23:33:21 -0200\
</date><size>610kb</size></version><title>Neutrons &amp; more</title><authors>Igor A. Zaliznyak and John M. Tranquada\
</authors><categories>cond-mat.str-el</categories><comments>31 pages</comments><abstract>  Words.
</abstract></arXivRaw>
</metadata>
</record>
"""
DUBLIN_CORE = """\
<record>
<header><identifier>oai:arXiv.org:0704.0002</identifier><datestamp>2008-12-13</datestamp><setSpec>math</setSpec></header>
<metadata>
 <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:title>Sparsity-certifying Graph Decompositions</dc:title>
 <dc:creator>Streinu, Ileana</dc:creator>
 <dc:creator>Theran, Louis, Jr.</dc:creator>
 <dc:subject>Mathematics - Combinatorics</dc:subject>
 <dc:subject>Computer Science - Distributed, Parallel, and Cluster Computing</dc:subject>
 <dc:subject>05C85</dc:subject>
 <dc:description>  We describe a new algorithm.</dc:description>
 <dc:description>Comment: To appear in Graphs and Combinatorics</dc:description>
 <dc:date>2008-12-13</dc:date>
 <dc:date>2007-03-31</dc:date>
 <dc:type>text</dc:type>
 <dc:identifier>http://arxiv.org/abs/0704.0002</dc:identifier>
 <dc:identifier>Graphs Comb. 25 (2009)</dc:identifier>
 <dc:identifier>doi:10.1000/182</dc:identifier>
 </oai_dc:dc>
</metadata>
</record>
"""
DELETED = """\
<record><header status="deleted"><identifier>oai:arXiv.org:0704.9999</identifier><datestamp>2008-12-13</datestamp>
</header></record>
"""


def answer(*records: str, after: str = "") -> str:
    """Return the answer with *records*, and *after* behind them."""
    return HEAD + "".join(records) + after + FOOT


read = partial(read_text, ArxivOaiReader())


def read_one(record: str) -> Entry:
    """Return the entry of an answer with the one *record*, of which nothing is said."""
    return read_only(ArxivOaiReader(), answer(record))


keep = partial(Extra, "arxiv-oai")


def test_the_form_arxiv() -> None:
    """Names in parts, days, codes, several DOIs; what has no place is an extra, a set that follows is nothing."""
    expected = Entry(
        type=EntryType.ARTICLE,
        title="Periodic table for highly charged ions",
        author=(
            Name(family="Berg", given="José C.-P.", non_dropping_particle="van der", suffix="Jr."),
            Name(family="Harman", given="Zoltán"),
            Name(literal="Planck Collaboration"),
        ),
        issued=Date(start=(2025, 4, 15)),
        submitted=Date(start=(2025, 4, 15)),
        updated=Date(start=(2026, 1, 5)),
        doi=Doi("10.48550/arXiv.2504.11237"),
        url="https://arxiv.org/abs/2504.11237",
        abstract="Mendeleev's table.",
        arxiv=ArxivInfo(
            id=ArxivId("2504.11237"),
            primary_category="physics.atom-ph",
            categories=("physics.atom-ph", "math.DG"),
            comment="5 pages",
            journal_ref="Phys. Rev. Research 7 (2025)",
            doi="10.1103/bppp-53g1 10.1103/x",
            license="http://creativecommons.org/publicdomain/zero/1.0/",
            report_number="ANL-07-12",
            msc_class=("37K05", "53D10"),
            acm_class=("I.2.10", "I.4.8"),
        ),
        extra=(keep("author[1].affiliation", "MPI & co"), keep("datestamp", "2026-01-05")),
    )
    assert expected == read_one(NEW)


def test_the_form_raw_has_the_history() -> None:
    """Versions with their days in UTC; the first is the date, the last what was seen; names in one line."""
    entry = read_one(RAW)
    assert entry.arxiv is not None
    history = (
        ArxivVersion(number=1, submitted=Date(start=(2013, 4, 15))),
        ArxivVersion(number=2, submitted=Date(start=(2013, 4, 17))),
    )
    assert history == entry.arxiv.versions
    assert (Date(start=(2013, 4, 15)), Date(start=(2013, 4, 17)), "2") == (entry.issued, entry.updated, entry.version)
    assert ["Igor A. Zaliznyak", "John M. Tranquada"] == [str(name) for name in entry.author]
    kept = [
        keep("submitter", "John Doe"),
        keep("version[1].size", "609kb"),
        keep("version[1].source_type", "D"),
        keep("version[2].size", "610kb"),
        keep("datestamp", "2013-04-16"),
    ]
    assert kept == list(entry.extra)


def test_the_form_dublin_core() -> None:
    """Subjects are categories by name, the first the primary one; what an identifier is, its form tells."""
    entry = read_one(DUBLIN_CORE)
    assert entry.arxiv == ArxivInfo(
        id=ArxivId("0704.0002"),
        primary_category="math.CO",
        categories=("math.CO", "cs.DC"),
        comment="To appear in Graphs and Combinatorics",
        journal_ref="Graphs Comb. 25 (2009)",
        doi="10.1000/182",
        msc_class=("05C85",),
    )
    assert (Name(family="Streinu", given="Ileana"), Name(family="Theran", given="Louis", suffix="Jr.")) == entry.author
    assert (Date(start=(2007, 3, 31)), Date(start=(2008, 12, 13))) == (entry.issued, entry.updated)
    assert "We describe a new algorithm." == entry.abstract


def test_a_copied_class_is_left_out() -> None:
    """The service of 2025 fills acm-class with the value of msc-class: that is said, and no ACM code."""
    (entry,), _, report = read(answer(NEW.replace("I.2.10; I.4.8", "37K05 53D10")))
    assert entry.arxiv is not None
    assert (("37K05", "53D10"), ()) == (entry.arxiv.msc_class, entry.arxiv.acm_class)
    assert [Code.READ_INVALID_VALUE] == [d.code for d in report.diagnostics]


def test_a_record_whose_metadata_declares_no_namespace() -> None:
    """The names of the elements are enough."""
    assert read_one(NEW) == read_one(NEW.replace(' xmlns="http://arxiv.org/OAI/arXiv/"', ""))


def test_prefixes_are_no_matter() -> None:
    """A harvester that rewrote the answer with prefixes changed nothing."""
    prefixed = answer(RAW).replace("xmlns=", "xmlns:oai=", 1)
    for name in ("OAI-PMH", "record", "header", "metadata", "identifier", "datestamp", "setSpec", "ListRecords"):
        prefixed = prefixed.replace(f"<{name}", f"<oai:{name}").replace(f"</{name}", f"</oai:{name}")
    entries, _, report = read(prefixed)
    assert ([read_one(RAW)], []) == (entries, report.diagnostics)


def test_a_deleted_record_is_said() -> None:
    """A record that was deleted is no entry and no failure."""
    entries, _, report = read(answer(RAW, DELETED))
    assert (1, 2, 0) == (len(entries), report.records_read, report.records_failed)
    (said,) = report.diagnostics
    assert (Code.READ_DELETED_RECORD, Severity.INFO, "0704.9999") == (said.code, said.severity, said.record)


@pytest.mark.parametrize(
    ("expected", "token"),
    [
        (1, "<resumptionToken cursor='0' completeListSize='7002'>4342418|1001</resumptionToken>"),
        (0, "<resumptionToken/>"),
        (0, "<resumptionToken expirationDate='2026-01-06T00:00:00Z'> </resumptionToken>"),
        (0, ""),
    ],
    ids=["token", "closed", "blank", "none"],
)
def test_a_list_that_goes_on_is_said(expected: int, token: str) -> None:
    """A token at the end means that more answers belong to it; no token, or an empty one, that this was the last."""
    report = read(answer(RAW, after=token))[2]
    assert expected == report.counts[Code.READ_UNFINISHED_LIST]
    assert expected == len(report.diagnostics)


def test_answers_one_after_the_other() -> None:
    """In a file of many answers only the last one's token counts, and each declares its own prefixes."""
    token = "<resumptionToken>4342418|1001</resumptionToken>"
    entries, _, report = read(answer(RAW, after=token) + answer(NEW, DUBLIN_CORE))
    assert [read_one(RAW), read_one(NEW), read_one(DUBLIN_CORE)] == entries
    assert [] == report.diagnostics


@pytest.mark.parametrize(
    ("severity", "code"), [(Severity.ERROR, "badResumptionToken"), (Severity.INFO, "noRecordsMatch")]
)
def test_an_error_of_the_service_is_said(severity: Severity, code: str) -> None:
    """What the service says is wrong is a diagnostic; that nothing matches is no error."""
    text = HEAD.replace("<ListRecords>\n", f'<error code="{code}">it says why</error>\n') + "</OAI-PMH>"
    entries, blocks, report = read(text)
    assert ([], [BlockKind.HEADER]) == (entries, [block.kind for block in blocks])
    (said,) = report.diagnostics
    assert (Code.READ_SERVICE_ERROR, severity, f"the service says: {code}: it says why") == (
        said.code,
        said.severity,
        said.message,
    )


def test_a_list_of_identifiers_has_no_records() -> None:
    """Headers without records are said to be none."""
    header = RAW[RAW.index("<header>") : RAW.index("<metadata>")]
    entries, _, report = read(answer(header).replace("ListRecords", "ListIdentifiers"))
    assert [] == entries
    assert [Severity.WARNING] == [d.severity for d in report.of_code(Code.READ_STRAY_TEXT)]


def test_other_metadata_fails_with_its_name() -> None:
    """A form of metadata that is not arXiv's costs its records."""
    marc = RAW.replace("<arXivRaw", "<marc").replace("</arXivRaw", "</marc")
    entries, _, report = read(answer(RAW, marc, NEW))
    assert (2, 1) == (len(entries), report.records_failed)
    assert "marc" in report.diagnostics[0].message


def test_what_stands_beside_the_metadata_is_kept() -> None:
    """The words of an "about" container are an extra, and said."""
    about = "</metadata><about><p>by hand</p></about>"
    (entry,), _, report = read(answer(RAW.replace("</metadata>", about)))
    assert keep("about", "by hand") in entry.extra
    assert [Code.READ_UNKNOWN_FIELD] == [d.code for d in report.diagnostics]


def test_another_identifier_in_the_header_is_kept() -> None:
    """The metadata's own identifier counts; the header's is kept where it names another paper."""
    entry = read_one(RAW.replace("oai:arXiv.org:1304.4214", "oai:arXiv.org:1304.4215"))
    assert keep("header.identifier", "oai:arXiv.org:1304.4215") in entry.extra


def test_old_identifiers() -> None:
    """Identifiers with an archive and a subject class."""
    entry = read_one(RAW.replace("<id>1304.4214", "<id>math.GT/0309136").replace("org:1304.4214", "org:math/0309136"))
    assert "https://arxiv.org/abs/math/0309136" == entry.url
    assert not [extra for extra in entry.extra if extra.name == "header.identifier"]


MARKS = "<record> </record> <record/> <OAI-PMH> </OAI-PMH> <!-- --> <![CDATA[ ]]> <header> </header> < > & x".split()


@settings(max_examples=50)
@given(st.lists(st.sampled_from([*MARKS, RAW, DUBLIN_CORE, DELETED, "\n"]), max_size=10))
def test_pieces_are_the_text(parts: list[str]) -> None:
    """Whatever marks stand in it, the records and blocks are the text."""
    text = "".join(parts)
    items = ArxivOaiReader().read(Source("x", text=text), report=Report())
    assert text == join_raw(items)


@pytest.mark.corpus_files("oai/*.xml")
def test_as_many_entries_as_records(corpus_file: Path) -> None:
    """Every record of a real answer is an entry, and nothing is wrong with any."""
    library = load(corpus_file)
    assert corpus_file.read_text("utf-8").count("</record>") == len(library) == library.report.records_read
    assert set(library.report.counts) <= {Code.READ_UNFINISHED_LIST}


def test_more_authors_are_nobody() -> None:
    """An "et al." that stands where an author does says that the list goes on."""
    rest = "<author><keyname>al.</keyname><forenames>et</forenames></author></authors>"
    (entry,) = loads(HEAD + NEW.replace("</authors>", rest) + FOOT, "arxiv-oai")
    (same,) = loads(HEAD + NEW + FOOT, "arxiv-oai")
    assert (same.author, (NameRole.AUTHOR,)) == (entry.author, entry.truncated)
