"""arXiv's Atom feeds: the layouts of before 2025 and today, errors as entries, damage that costs one record."""

import io
import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    BlockKind,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Name,
    Report,
    Severity,
    Source,
    convert,
    load,
    loads,
)
from arxiv2bib.readers.arxiv_atom import ArxivAtomReader
from tests.readers.reading import join_raw, read_only, read_text

HEAD = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id>
  <title>arXiv Query: id_list=2111.00001</title>
  <opensearch:totalResults>1</opensearch:totalResults>
"""
FOOT = "</feed>\n"
ENTRY = """\
  <entry>
    <id>http://arxiv.org/abs/2111.00001v3</id>
    <title>Fields of light and
  Poincar\\'e maps</title>
    <updated>2022-01-11T22:03:54Z</updated>
    <link href="https://arxiv.org/abs/2111.00001v3" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/2111.00001v3" rel="related" type="application/pdf" title="pdf"/>
    <summary>  Some words on $a &lt; b$.</summary>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <category term="math.DS" scheme="http://arxiv.org/schemas/atom"/>
    <category term="68T45, 37C29" scheme="http://arxiv.org/schemas/atom"/>
    <published>2021-11-05T02:03:54Z</published>
    <arxiv:comment>9 pages &amp; a map</arxiv:comment>
    <arxiv:primary_category term="cs.CV"/>
    <arxiv:journal_ref>J. Light 3
  (2022) 1</arxiv:journal_ref>
    <arxiv:doi>10.1000/182</arxiv:doi>
    <link rel="related" href="https://doi.org/10.1000/182" title="doi"/>
    <author>
      <name>Gül Varol</name>
      <arxiv:affiliation>Universit\\'e de Paris</arxiv:affiliation>
    </author>
    <author>
      <name>Ludwig van Beethoven Jr.</name>
    </author>
  </entry>
"""
OLD_ENTRY = """\
  <entry xmlns="http://www.w3.org/2005/Atom">
    <id>http://arxiv.org/abs/hep-th/9901001v1</id>
    <updated>1999-01-01T01:00:00-04:00</updated>
    <published>1999-01-01T01:00:00-04:00</published>
    <title>Old strings</title>
    <summary>Words.</summary>
    <author><name>Ada Lovelace</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">3 pages</arxiv:comment>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="hep-th"/>
    <category term="hep-th" scheme="http://arxiv.org/schemas/atom"/>
    <link title="pdf" href="http://arxiv.org/pdf/hep-th/9901001v1" rel="related" type="application/pdf"/>
  </entry>
"""
ERROR = """\
  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_1234.12345</id>
    <title>Error</title>
    <summary>incorrect id format for 1234.12345</summary>
    <updated>2026-11-24T00:00:00Z</updated>
    <author><name>arXiv api core</name></author>
  </entry>
"""
UNCLOSED = ENTRY.replace("</title>", "")


def feed(*entries: str) -> str:
    """Return the feed of *entries*."""
    return HEAD + "".join(entries) + FOOT


read = partial(read_text, ArxivAtomReader())


def read_one(text: str) -> Entry:
    """Return the only entry of a feed of the record *text*, of which nothing is said."""
    return read_only(ArxivAtomReader(), feed(text))


def test_every_field_has_its_place() -> None:
    """A record is a preprint with the arXiv DOI, its first day as the date, and all that arXiv says of it."""
    expected = Entry(
        type=EntryType.ARTICLE,
        title="Fields of light and Poincaré maps",
        author=(
            Name(family="Varol", given="Gül"),
            Name(family="Beethoven", given="Ludwig", non_dropping_particle="van", suffix="Jr."),
        ),
        issued=Date(start=(2021, 11, 5)),
        submitted=Date(start=(2021, 11, 5)),
        updated=Date(start=(2022, 1, 11)),
        doi=Doi("10.48550/arXiv.2111.00001"),
        url="https://arxiv.org/abs/2111.00001",
        abstract="Some words on $a < b$.",
        version="3",
        arxiv=ArxivInfo(
            id=ArxivId("2111.00001"),
            primary_category="cs.CV",
            categories=("cs.CV", "math.DS"),
            comment="9 pages & a map",
            journal_ref="J. Light 3 (2022) 1",
            doi="10.1000/182",
            msc_class=("68T45", "37C29"),
        ),
        extra=(Extra("arxiv-atom", "author[0].affiliation", "Universit\\'e de Paris"),),
    )
    assert expected == read_one(ENTRY)


def test_a_collaboration_in_the_place_of_an_affiliation_signs() -> None:
    """It stands behind the authors, as in the author lines of the other forms, and is kept as it stood too."""
    entry = read_one(ENTRY.replace("Universit\\'e de Paris", "for the PHENIX Collaboration"))
    assert ("Gül Varol", "Ludwig van Beethoven Jr.", "the PHENIX Collaboration") == tuple(map(str, entry.author))
    assert Name(literal="the PHENIX Collaboration") == entry.author[2]
    assert "for the PHENIX Collaboration" == entry.extra[0].value


def test_the_layout_of_before_2025() -> None:
    """Namespaces declared on each element, another order, an offset from UTC: the day is that of UTC."""
    entry = read_one(OLD_ENTRY.replace("01T01:00:00-04:00", "01T22:00:00-04:00"))
    assert Date(start=(1999, 1, 2)) == entry.issued
    assert (ArxivId("9901001", "hep-th"), "hep-th", "3 pages") == (
        entry.arxiv and entry.arxiv.id,
        entry.arxiv and entry.arxiv.primary_category,
        entry.arxiv and entry.arxiv.comment,
    )


ANNOUNCED = """\
  <entry>
    <id>oai:arXiv.org:2402.00001v2</id>
    <title>An announced paper</title>
    <updated>2024-02-02T05:00:00+00:00</updated>
    <link href="https://arxiv.org/abs/2402.00001" rel="alternate" type="text/html"/>
    <summary>arXiv:2402.00001v2 Announce Type: KIND
Abstract: Some words.</summary>
    <category term="cs.CL"/>
    <category term="cs.LG"/>
    <published>2024-02-02T00:00:00-05:00</published>
    <arxiv:announce_type>KIND</arxiv:announce_type>
    <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
    <dc:creator>Ada Lovelace, Ludwig van Beethoven</dc:creator>
    <arxiv:journal_reference>J. Light 3 (2024)</arxiv:journal_reference>
    <arxiv:DOI>10.1000/182</arxiv:DOI>
  </entry>
"""


@pytest.mark.parametrize(("issued", "kind"), [(Date(start=(2024, 2, 2)), "new"), (None, "replace-cross")])
def test_the_feed_of_announcements(issued: Date | None, kind: str) -> None:
    """The daily feeds have one line of names, other names for some elements, and words before the abstract."""
    entry = read_one(ANNOUNCED.replace("KIND", kind))
    assert ("Some words.", issued, Date(start=(2024, 2, 2))) == (entry.abstract, entry.issued, entry.updated)
    assert ["Ada Lovelace", "Ludwig van Beethoven"] == [str(name) for name in entry.author]
    assert (
        ArxivInfo(
            id=ArxivId("2402.00001"),
            categories=("cs.CL", "cs.LG"),
            journal_ref="J. Light 3 (2024)",
            doi="10.1000/182",
            license="http://creativecommons.org/licenses/by/4.0/",
        )
        == entry.arxiv
    )
    assert (Extra("arxiv-atom", "announced", kind),) == entry.extra


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Ada Lovelace", "Jane Doe", "John Roe"], "Jane Doe and John Roe"),
        (["Ada Lovelace", "Jane Doe", "John Roe"], "Jane Doe &amp; John Roe"),
        (["Ada Lovelace", "Vision and Learning Lab"], "Vision and Learning Lab"),
        (["Ada Lovelace", "Jane Doe"], "Doe, Jane"),
        (["Ada Lovelace Jr."], "Jr."),
    ],
)
def test_a_name_that_is_none_or_several(names: list[str], text: str) -> None:
    """One element may hold two persons, or the suffix of the one before."""
    more = f"<author><name>Ada Lovelace</name></author><author><name>{text}</name></author>"
    entry = read_one(feed(OLD_ENTRY.replace("<author><name>Ada Lovelace</name></author>", more)))
    assert names == [str(name) for name in entry.author]


@pytest.mark.parametrize("text", ["Jane Doe (MIT)", "Doe, Jane (MIT)"])
def test_words_left_out_of_a_name_are_said(text: str) -> None:
    """An affiliation in brackets is no part of a name, and the report has it."""
    (entry,), _, report = read(feed(OLD_ENTRY.replace("Ada Lovelace", text)))
    assert ["Jane Doe"] == [str(name) for name in entry.author]
    assert [(Code.READ_REMOVED_TEXT, text)] == [(d.code, d.value) for d in report.diagnostics]


def test_a_record_remembers_where_it_stood() -> None:
    """The raw layer has the record's text, its place, and every value under its path."""
    origin = read(feed(OLD_ENTRY, ENTRY))[0][1].origin
    assert origin is not None
    record = origin.record
    text = feed(OLD_ENTRY, ENTRY)
    assert ENTRY.strip() == record.raw == text[slice(*record.span)]
    assert 1 + text[: record.span[0]].count("\n") == record.line
    assert ("author/name", "Gül Varol") in [field[:2] for field in record.fields]
    assert ("category@term", "math.DS") in [field[:2] for field in record.fields]


def test_several_dois_are_kept() -> None:
    """Each DOI that is given is in the one field, none twice."""
    twice = "<arxiv:doi>10.1000/182</arxiv:doi>\n    <arxiv:doi>10.1000/183</arxiv:doi>"
    entry = read_one(ENTRY.replace("<arxiv:doi>10.1000/182</arxiv:doi>", twice))
    assert entry.arxiv is not None
    assert "10.1000/182 10.1000/183" == entry.arxiv.doi


def test_what_the_model_does_not_know_is_kept_and_said() -> None:
    """An element that arXiv's feeds do not have is an extra, with the text of its attributes."""
    odd = '<x:rank xmlns:x="http://example.org/" by="votes">12</x:rank>\n  </entry>'
    (entry,), _, report = read(feed(ENTRY.replace("</entry>", odd)))
    assert Extra("arxiv-atom", "rank", "12 votes") in entry.extra
    assert [(Code.READ_UNKNOWN_FIELD, "12 votes")] == [(d.code, d.value) for d in report.diagnostics]


def test_a_link_that_says_more_is_kept() -> None:
    """Addresses that the identifier gives are derived; any other is an extra."""
    entry = read_one(ENTRY.replace("https://arxiv.org/pdf/2111.00001v3", "https://example.org/light.pdf"))
    assert Extra("arxiv-atom", "link[pdf]", "https://example.org/light.pdf") in entry.extra


def test_a_repeated_element_is_said_and_kept() -> None:
    """Of two titles the first counts, the other is said and kept."""
    (entry,), _, report = read(feed(ENTRY.replace("<title>", "<title>First</title><title>")))
    assert "First" == entry.title
    assert 1 == report.counts[Code.READ_REPEATED_FIELD]
    assert "Fields of light and Poincar\\'e maps" in [extra.value for extra in entry.extra]


def test_an_error_of_the_service_is_said() -> None:
    """The entry in which the service tells an error is a failed block with the service's words."""
    entries, blocks, report = read(feed(ERROR))
    assert [] == entries
    assert [BlockKind.FAILED] == [block.kind for block in blocks if block.kind is BlockKind.FAILED]
    (said,) = report.diagnostics
    assert (Code.READ_SERVICE_ERROR, Severity.ERROR) == (said.code, said.severity)
    assert "the service says: incorrect id format for 1234.12345" == said.message


@pytest.mark.parametrize(
    "damage",
    [("Some words", "&nbsp;"), ("</summary>", ""), ("10.1000/182", "<"), ("Fields", "<!-- Fields"), ("</entry>", "")],
    ids=["entity", "tag", "bracket", "comment", "end"],
)
def test_damage_costs_one_record(damage: tuple[str, str]) -> None:
    """An entity that XML does not have, a tag that nothing closes: the neighbours come through, the line is said."""
    text = feed(OLD_ENTRY, ENTRY.replace(*damage), OLD_ENTRY)
    entries, _, report = read(text)
    assert ["Old strings"] * 2 == [entry.title for entry in entries]
    failed = report.of_code(Code.READ_FAILED_RECORD)
    assert 1 == report.records_failed == len(failed)
    first = feed(OLD_ENTRY).count("\n")
    assert failed[0].line in range(first, first + ENTRY.count("\n"))


def test_the_line_of_the_damage_is_said() -> None:
    """The parser's own place is the diagnostic's line."""
    text = feed(ENTRY.replace("$a &lt; b$", "$a < b$"))
    (said,) = read(text)[2].of_code(Code.READ_FAILED_RECORD)
    assert 1 + text[: text.index("$a < b$")].count("\n") == said.line


@pytest.mark.parametrize("control", ["\x0b", "\x00", "&#x1F;", "&#0;", "\ufffe"])
def test_characters_that_xml_does_not_have_are_removed_and_said(control: str) -> None:
    """A control character costs itself: the record is read without it, and its line is said."""
    text = feed(ENTRY.replace("Some", f"S{control}ome"))
    (entry,), _, report = read(text)
    assert read_one(ENTRY) == entry
    (said,) = report.diagnostics
    assert (Code.TEXT_CONTROL_CHARACTER, 1 + text[: text.index("ome words")].count("\n")) == (said.code, said.line)


def test_a_bomb_does_not_go_off() -> None:
    """A document type declaration is refused and said; what uses its entities fails, nothing else does."""
    declared = '<!DOCTYPE feed [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>\n<feed'
    bomb = feed(OLD_ENTRY, ENTRY.replace("Some words", "&b;")).replace("<feed", declared)
    entries, _, report = read(bomb)
    assert ["Old strings"] == [entry.title for entry in entries]
    assert "refused" in report.of_code(Code.READ_STRAY_TEXT)[0].message
    assert "undefined entity" in report.of_code(Code.READ_FAILED_RECORD)[0].message


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    """A file named in a declaration is not read."""
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    declared = f'<!DOCTYPE feed [<!ENTITY s SYSTEM "{secret.as_uri()}">]>\n<feed'
    out = io.StringIO()
    convert(io.StringIO(feed(OLD_ENTRY, ENTRY.replace("Some words", "&s;")).replace("<feed", declared)), out, to="ris")
    assert "the secret" not in out.getvalue()


def test_a_comment_may_hold_records() -> None:
    """What is commented out is no record."""
    entries, _, report = read(feed(f"<!-- {OLD_ENTRY} -->", ENTRY))
    assert [ArxivId("2111.00001")] == [entry.arxiv and entry.arxiv.id for entry in entries]
    assert 1 == report.records_read


def test_several_answers_in_one_file() -> None:
    """Answers one after the other are read as each of them is; prefixes are those of the answer."""
    prefixed = feed(ENTRY).replace("arxiv:", "a:").replace("xmlns:arxiv", "xmlns:a")
    one, *others = read(feed(OLD_ENTRY) + prefixed + feed(OLD_ENTRY))[0]
    assert [one, read_one(ENTRY), one] == [one, *others]


def test_records_without_a_feed_around_them() -> None:
    """A file of bare entries is read as one of arXiv's feeds."""
    entries, _, report = read(OLD_ENTRY + ENTRY)
    assert (2, []) == (len(entries), report.diagnostics)


def test_the_same_paper_twice_is_said() -> None:
    """Two entries for one paper in one feed: both are there, the second is said."""
    entries, _, report = read(feed(ENTRY, ENTRY))
    assert (2, 1) == (len(entries), report.counts[Code.READ_DUPLICATE_RECORD])


def test_a_stray_end_is_said() -> None:
    """A record that lost its beginning is stray text with the weight of a warning."""
    entries, _, report = read(feed(OLD_ENTRY, ENTRY.replace("  <entry>\n", ""), OLD_ENTRY))
    assert 2 == len(entries)
    assert [Severity.WARNING] == [d.severity for d in report.of_code(Code.READ_STRAY_TEXT)]


def test_other_feeds_are_not_taken() -> None:
    """An Atom feed of somebody else is no answer of arXiv."""
    blog = '<feed xmlns="http://www.w3.org/2005/Atom"><title>A blog</title><entry><title>Hi</title></entry></feed>'
    assert not ArxivAtomReader().sniff(blog)
    assert ArxivAtomReader().sniff(feed(ENTRY))
    assert "arxiv-atom" == read_format(feed(OLD_ENTRY))


def read_format(text: str) -> str | None:
    """Return the format that *text* is taken for."""
    origin = next(iter(loads(text))).origin
    return origin.record.format if origin is not None else None


MARKS = """<entry> </entry> <entry/> <!-- --> <![CDATA[ ]]> <feed> </feed> <feed < > a <? ?> <a:entry>""".split()


@settings(max_examples=50)
@given(st.lists(st.sampled_from([*MARKS, ENTRY, OLD_ENTRY, "\n", " "]), max_size=12))
def test_pieces_are_the_text(parts: list[str]) -> None:
    """Whatever marks stand in it, the records and blocks are the text, character for character."""
    text = "".join(parts)
    items = ArxivAtomReader().read(Source("x", text=text), report=Report())
    assert text == join_raw(items)


@pytest.mark.corpus_files("atom/*.xml")
def test_as_many_entries_as_records(corpus_file: Path) -> None:
    """Every record of a real answer is an entry, and nothing is wrong with any."""
    library = load(corpus_file)
    assert corpus_file.read_text("utf-8").count("</entry>") == len(library) == library.report.records_read
    assert {} == library.report.counts


@pytest.mark.corpus_files("atom/*.xml")
def test_real_answers_in_csl(corpus_file: Path) -> None:
    """Entries of real answers are preprints that name their paper."""
    out = io.StringIO()
    convert(corpus_file, out, to="csl-json", infer=False)
    assert all(item["type"] == "article" and item["number"].startswith("arXiv:") for item in json.loads(out.getvalue()))
