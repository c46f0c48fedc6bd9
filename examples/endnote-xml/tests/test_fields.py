"""What EndNote's elements mean."""

import pytest
from arxiv2bib_endnote_xml.exporter import EndnoteXmlExporter
from arxiv2bib_endnote_xml.reader import EndnoteXmlReader
from test_laws import ARTICLE, PREPRINT

from arxiv2bib import Code, Date, Entry, EntryType, Extra, Issn, Name, Pages, Report, Source


def read(text: str) -> list[Entry]:
    """Return the entries in *text*."""
    items = EndnoteXmlReader().read(Source("x.xml", text=text), report=Report())
    return [item for item in items if isinstance(item, Entry)]


def test_an_article() -> None:
    """Styles become tags, a group has a comma at its end, a serial number of eight digits is an ISSN."""
    (entry,) = read(ARTICLE)
    assert (EntryType.ARTICLE_JOURNAL, "Literate <i>Programming</i>") == (entry.type, entry.title)
    assert (Name(family="Knuth", given="Donald E."), Name(literal="ATLAS Collaboration")) == entry.author
    assert ("The Computer Journal", "Comput. J.") == (entry.container_title, entry.container_title_short)
    assert (Pages(first="97", last="111"), (Issn("0010-4620"),)) == (entry.page, entry.issn)
    assert Date(start=(1984, 5, 12)) == entry.issued
    assert (Extra("endnote-xml", "custom3", "mine"),) == entry.extra


def test_a_preprint() -> None:
    """An unpublished work with arXiv's number is a preprint; math stays math."""
    (entry,) = read(PREPRINT)
    assert (EntryType.ARTICLE, "Attention & $O(n^2)$") == (entry.type, entry.title)
    assert entry.arxiv is not None
    assert "1706.03762" == str(entry.arxiv.id)


def test_it_is_written_as_it_was_read() -> None:
    """Both records are the same after they were written and read again."""
    entries = read(ARTICLE + PREPRINT)
    assert entries == read("".join(EndnoteXmlExporter().export(entries, report=Report())))


@pytest.mark.parametrize(
    ("expected", "date"),
    [
        (Date(start=(1984, 2)), "February"),
        (Date(start=(1984, 2, 3)), "3 Feb"),
        (Date(start=(1984, 2, 3)), "Feb. 3"),
        (Date(start=(1984, 2, 3)), "1984-02-03"),
        (Date(start=(1984,)), "Spring term"),
        (Date(start=(1984,)), "Feb 31"),
    ],
)
def test_a_day_beside_the_year(expected: Date, date: str) -> None:
    """A month and a day in words are read; what is neither is kept."""
    xml = f"<record><dates><year>1984</year><pub-dates><date>{date}</date></pub-dates></dates></record>"
    (entry,) = read(xml)
    assert expected == entry.issued
    assert (expected.month is None) is (entry.extra == (Extra("endnote-xml", "date", date),))


def test_a_bomb_is_no_record() -> None:
    """Entities that a file defines are not expanded: the record that uses one is a failed block."""
    report = Report()
    text = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><xml><records><record>&b;</record></records></xml>'
    assert [] == [i for i in EndnoteXmlReader().read(Source("x", text=text), report=report) if isinstance(i, Entry)]
    assert 1 == len(report.of_code(Code.READ_FAILED_RECORD))


def test_an_end_tag_in_cdata_is_text() -> None:
    """A record ends at its end tag, not at one that a CDATA section or a comment quotes."""
    (entry,) = read("<record><notes><![CDATA[a </record> b]]></notes><!-- </record> --></record>")
    assert "a </record> b" == entry.note
