"""The reader of digests: every field in its place, and nothing lost in silence."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Code,
    Date,
    Diagnostic,
    Doi,
    Entry,
    EntryType,
    Extra,
    Library,
    Name,
    NameRole,
    Severity,
    convert,
    load,
    loads,
)
from arxiv2bib.readers.arxiv_digest import ArxivDigestReader

HEADING = "# Arxiv Papers in cs.CV on 2021-11-05\n"
RECORD = """\
### Fields of light
- **Arxiv ID**: http://arxiv.org/abs/2111.00001v3
- **DOI**: None
- **Categories**: **cs.CV**, cs.LG
- **Links**: [PDF](http://arxiv.org/pdf/2111.00001v3)
- **Published**: 2021-11-05 02:03:54+00:00
- **Updated**: 2022-01-11 22:03:54+00:00
- **Authors**: Gül Varol, Ada Lovelace
- **Comment**: None
- **Journal**: None
- **Summary**: Some words on light.



"""
DIGEST = HEADING + RECORD


def change(label: str, value: str | None, text: str = DIGEST) -> str:
    """Return *text* with another value of *label*, or without the line where *value* is None."""
    line = f"- **{label}**: {value}\n" if value is not None else ""
    changed = re.sub(rf"^- \*\*{label}\*\*: .*\n", lambda _: line, text, flags=re.M)
    assert changed != text
    return changed


def read_one(text: str) -> Entry:
    """Return the only entry of *text*."""
    (entry,) = loads(text)
    return entry


def arxiv_of(text: str) -> ArxivInfo:
    """Return what arXiv says in the only entry of *text*."""
    arxiv = read_one(text).arxiv
    assert arxiv is not None
    return arxiv


def say(text: str) -> list[tuple[str, int | None, str | None, str | None]]:
    """Return code, line, path and value of what is said of *text*."""
    return [(str(d.code), d.line, d.path, d.value) for d in loads(text).report.diagnostics]


def test_every_field_has_its_place() -> None:
    """A record is a preprint with the arXiv DOI, its first day as the date, and all that arXiv says of it."""
    text = change("DOI", "10.1000/182", change("Comment", "10 pages", change("Journal", "CVPR 2021")))
    expected = Entry(
        type=EntryType.ARTICLE,
        title="Fields of light",
        author=(Name(family="Varol", given="Gül"), Name(family="Lovelace", given="Ada")),
        issued=Date(start=(2021, 11, 5)),
        submitted=Date(start=(2021, 11, 5)),
        updated=Date(start=(2022, 1, 11)),
        version="3",
        doi=Doi("10.48550/arXiv.2111.00001"),
        url="https://arxiv.org/abs/2111.00001",
        abstract="Some words on light.",
        arxiv=ArxivInfo(
            id=ArxivId("2111.00001"),
            primary_category="cs.CV",
            categories=("cs.CV", "cs.LG"),
            comment="10 pages",
            journal_ref="CVPR 2021",
            doi="10.1000/182",
        ),
    )
    assert expected == read_one(text)


def test_a_clean_record_says_nothing() -> None:
    """Nothing is said of a record that has all its lines, and it is counted."""
    report = loads(DIGEST).report
    assert [] == report.diagnostics
    assert (1, 0) == (report.records_read, report.records_failed)


def test_an_entry_remembers_its_record() -> None:
    """The origin is the source's name and the raw record, byte for byte."""
    origin = read_one(DIGEST).origin
    assert origin is not None
    assert ("<text>", RECORD, 2) == (origin.source, origin.record.raw, origin.record.line)


def test_none_is_absent() -> None:
    """``None`` is no value of any line, but a title may be that word."""
    arxiv = arxiv_of(DIGEST)
    assert (None, None, None) == (arxiv.doi, arxiv.comment, arxiv.journal_ref)
    assert "None" == read_one(DIGEST.replace("### Fields of light", "### None")).title


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("Comment", "10 pages,\n  2 figures,\n  in colour", "10 pages, 2 figures, in colour"),
        ("Journal", "CVPR,\n  2021", "CVPR, 2021"),
        ("DOI", "10.1000/1,\n  10.1000/2", "10.1000/1, 10.1000/2"),
        ("Comment", "not indented\nat all", "not indented at all"),
        ("Comment", "  two   spaces\t", "two spaces"),
    ],
)
def test_values_that_wrap(label: str, value: str, expected: str) -> None:
    """A value over several lines is one line in the model, white space collapsed."""
    arxiv = arxiv_of(change(label, value))
    assert expected == {"Comment": arxiv.comment, "Journal": arxiv.journal_ref, "DOI": arxiv.doi}[label]


def test_a_title_an_abstract_and_authors_may_wrap() -> None:
    """Lines that never wrap in the archive may wrap all the same."""
    text = (
        DIGEST.replace("Fields of light", "Fields of\nlight")
        .replace("words on", "words\n  on")
        .replace("l, A", "l,\nA")
    )
    assert read_one(DIGEST) == read_one(text)
    assert [] == say(text)


def test_categories_may_wrap() -> None:
    """Categories over several lines are read as one list."""
    assert ("cs.CV", "cs.LG", "eess.IV") == arxiv_of(change("Categories", "**cs.CV**, cs.LG,\n  eess.IV")).categories


def test_codes_are_told_from_categories() -> None:
    """MSC and ACM codes behind the categories have fields of their own, also joined with semicolons."""
    arxiv = arxiv_of(change("Categories", "cs.LG, **cs.CV**, 68T45; 65D19, I.4.8; I.2.10"))
    assert ("cs.CV", ("cs.CV", "cs.LG")) == (arxiv.primary_category, arxiv.categories)
    assert (("68T45", "65D19"), ("I.4.8", "I.2.10")) == (arxiv.msc_class, arxiv.acm_class)


def test_a_category_that_is_none_is_kept() -> None:
    """What is neither category nor code stays as an extra, and is told."""
    text = change("Categories", "**cs.CV**, oddity")
    assert (Extra("arxiv-digest", "Categories", "oddity"),) == read_one(text).extra
    assert [("read/unknown-field", 5, "arxiv.categories", "oddity")] == say(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (ArxivId("0505064", "cs"), "http://arxiv.org/abs/cs/0505064v1"),
        (ArxivId("0309136", "math"), "http://arxiv.org/abs/math.GT/0309136v1"),
        (ArxivId("9901001", "hep-th"), "hep-th/9901001"),
    ],
)
def test_old_identifiers(expected: ArxivId, text: str) -> None:
    """Identifiers of the old style give their own DOI and address."""
    entry = read_one(change("Links", "None", change("Arxiv ID", text)))
    assert entry.arxiv is not None
    assert (expected, expected.doi, expected.url) == (entry.arxiv.id, entry.doi, entry.url)


def test_two_dois_are_kept() -> None:
    """A line with two DOIs keeps both as written, and they are found; the entry's DOI is arXiv's."""
    text = change("DOI", "10.1000/1,\n  10.1000/2")
    arxiv = arxiv_of(text)
    assert (Doi("10.1000/1"), Doi("10.1000/2")) == Doi.find_all(arxiv.doi or "")
    assert [] == say(text)


@pytest.mark.parametrize(
    ("expected", "doi"),
    [
        ("10.1007/978-3-319-1_2", "10.1007/978-3-\n  319-1_2"),
        ("10.1103/PhysRevD.1", "10.1103/\n  PhysRevD.1"),
        ("10.1103/a 10.1145/1.2", "10.1103/a\n  10.1145/1.2"),
    ],
)
def test_a_doi_that_is_broken_at_the_end_of_a_line(expected: str, doi: str) -> None:
    """Lines break behind hyphens and slashes."""
    assert expected == arxiv_of(change("DOI", doi)).doi


def test_an_identifier_and_dates_may_wrap() -> None:
    """A line break in them means nothing."""
    text = change(
        "Arxiv ID", "http://arxiv.org/abs/\n  2111.00009v1", change("Published", "2021-11-01\n  10:13:50+00:00")
    )
    entry = read_one(text)
    assert ("2111.00009", Date(start=(2021, 11, 1))) == (str(arxiv_of(text).id), entry.issued)


def test_a_doi_that_is_none() -> None:
    """What is no DOI is kept as the author gave it, and told."""
    text = change("DOI", "see journal")
    assert "see journal" == arxiv_of(text).doi
    assert [("read/invalid-value", 4, "arxiv.doi", "see journal")] == say(text)


def test_dates_that_are_none() -> None:
    """What is no date keeps its words, and is told."""
    text = change("Published", "2021-02-30", change("Updated", "soon"))
    entry = read_one(text)
    assert (Date(literal="2021-02-30"), Date(literal="soon")) == (entry.issued, entry.updated)
    assert {("read/invalid-value", 7, "submitted", "2021-02-30"), ("read/invalid-value", 8, "updated", "soon")} == set(
        say(text)
    )


def test_dates_as_in_mails() -> None:
    """A day is read however arXiv's formats write it."""
    entry = read_one(change("Published", "Mon, 1 Nov 2021 10:13:50 GMT", change("Updated", "2 November 2021")))
    assert (Date(start=(2021, 11, 1)), Date(start=(2021, 11, 2))) == (entry.issued, entry.updated)


def test_an_identifier_that_is_none() -> None:
    """A record whose identifier and link cannot be read keeps the words as extras and has no arXiv DOI."""
    text = change("Arxiv ID", "http://arxiv.org/abs/x").replace("/pdf/", "/pdf/x/y")
    entry = read_one(text)
    assert (None, None, "Fields of light") == (entry.doi, entry.url, entry.title)
    assert Extra("arxiv-digest", "Arxiv ID", "http://arxiv.org/abs/x") in entry.extra
    assert ("read/invalid-value", 3, "arxiv.id", "http://arxiv.org/abs/x") in say(text)


def test_a_list_of_authors_that_goes_on() -> None:
    """An "et al." is no person: the list is marked as truncated."""
    entry = read_one(change("Authors", "Gül Varol, et al."))
    assert ((Name(family="Varol", given="Gül"),), (NameRole.AUTHOR,)) == (entry.author, entry.truncated)


@pytest.mark.parametrize(
    "authors", ["Gül Varol1, Ada Lovelace", "Gül Varol, Member, Ada Lovelace", "Gül Varol, Fellow, IEEE, Ada Lovelace"]
)
def test_whatever_is_left_out_of_the_authors_is_told(authors: str) -> None:
    """Digits of affiliations and grades of members are no names either, and the line is told as it stood."""
    text = change("Authors", authors)
    assert ["Gül Varol", "Ada Lovelace"] == list(map(str, read_one(text).author))
    assert [("read/removed-text", 9, "author", authors)] == say(text)


@pytest.mark.parametrize(
    "authors",
    [
        "Gül Varol and Ada Lovelace",
        "Gül Varol, and Ada Lovelace*",
        'G{\\"u}l Varol, Ada Lovelace',
        "Gül Varol, A. Li, Jr.",
    ],
)
def test_nothing_is_told_where_only_marks_are_left_out(authors: str) -> None:
    """Joining words, marks, TeX and commas before a suffix take nothing from the names."""
    assert [] == say(change("Authors", authors))


def test_affiliations_left_out_of_the_authors_are_told() -> None:
    """Words in brackets behind a name are no name: they are left out, and the line is told as it stood."""
    text = change("Authors", "Gül Varol (Some University), Ada Lovelace")
    assert read_one(DIGEST).author == read_one(text).author
    assert [("read/removed-text", 9, "author", "Gül Varol (Some University), Ada Lovelace")] == say(text)


def test_lost_bytes_outside_the_names_are_told_once() -> None:
    """Lost bytes in a title are told with the whole title."""
    text = DIGEST.replace("Fields of light", "Fields of Stojni\u00c4 light")
    assert [("text/lossy-mojibake", 2, "title", "Fields of Stojni\u00c4 light")] == say(text)


def test_links_that_say_more_are_kept() -> None:
    """The PDF that the identifier gives is no fact of its own; any other link is kept and told."""
    assert () == read_one(change("Links", "[PDF](https://arxiv.org/pdf/2111.00001v3)")).extra
    text = change("Links", "[PDF](http://example.org/x.pdf)")
    assert (Extra("arxiv-digest", "Links", "[PDF](http://example.org/x.pdf)"),) == read_one(text).extra
    assert ["read/unknown-field"] == [code for code, *_ in say(text)]


def test_an_unknown_line_is_kept() -> None:
    """A line that digests do not have is an extra, and told with its line."""
    text = DIGEST.replace("- **Comment**", "- **Rating**: 5 of\n  6\n- **Comment**")
    assert (Extra("arxiv-digest", "Rating", "5 of 6"),) == read_one(text).extra
    assert [("read/unknown-field", 10, None, "5 of 6")] == say(text)


@pytest.mark.parametrize(
    "label", ["DOI", "Categories", "Links", "Published", "Updated", "Authors", "Comment", "Journal"]
)
def test_a_missing_line_is_told(label: str) -> None:
    """A record without one of its lines is read, and the line is named at the record's place."""
    text = change(label, None)
    assert "Fields of light" == read_one(text).title
    assert [("read/missing-field", 2, f"no line {label}")] == [
        (str(d.code), d.line, d.message) for d in loads(text).report.diagnostics
    ]


def test_a_missing_summary_is_an_unfinished_record() -> None:
    """A record that ends before its summary is unfinished."""
    report = loads(change("Summary", None)).report
    assert {"read/missing-field": 1, "read/unfinished-record": 1} == report.counts


@pytest.mark.parametrize("label", ["Categories", "Published", "Authors", "Summary"])
def test_a_line_without_its_value_is_told(label: str) -> None:
    """A line that every paper has a value for is told when it has none."""
    line = DIGEST[: DIGEST.index(f"**{label}**")].count("\n") + 1
    assert [("read/missing-field", line)] == [(code, at) for code, at, *_ in say(change(label, "None"))]
    assert [("read/missing-field", line)] == [(code, at) for code, at, *_ in say(change(label, ""))]


def test_a_record_without_a_title() -> None:
    """A title line without words is told; the paper is read all the same."""
    text = DIGEST.replace("### Fields of light", "### ")
    assert read_one(text).title is None
    assert [("read/missing-field", 2, "title", None)] == say(text)


def test_a_repeated_line() -> None:
    """Of a line given twice the first counts; the other is kept as an extra and told at its own line."""
    text = DIGEST.replace("- **Journal**", "- **Comment**: second\n- **Journal**").replace(
        "Comment**: None", "Comment**: first"
    )
    entry = read_one(text)
    assert entry.arxiv is not None
    assert ("first", (Extra("arxiv-digest", "Comment", "second"),)) == (entry.arxiv.comment, entry.extra)
    assert [("read/repeated-field", 11, "arxiv.comment", "second")] == say(text)


def test_a_wrong_order_does_not_matter() -> None:
    """The lines may come in any order."""
    title, *lines = RECORD.strip().split("\n")
    text = "\n".join([HEADING.strip(), title, *reversed(lines)])
    assert read_one(DIGEST) == read_one(text)
    assert [] == say(text)


def test_a_record_of_nothing_fails() -> None:
    """A record with neither an identifier nor title and authors is a failed block; its neighbours come through."""
    bad = "### Only a title\n- **Comment**: lost?\n\n"
    library = loads(HEADING + RECORD + bad + RECORD.replace("00001", "00002"))
    assert 2 == len(library)
    (block,) = (block for block in library.blocks if block.kind is BlockKind.FAILED)
    assert (bad, 16) == (block.raw, block.line)
    (diagnostic,) = library.report.of_code(Code.READ_FAILED_RECORD)
    assert (Severity.ERROR, 16, bad.strip()) == (diagnostic.severity, diagnostic.line, diagnostic.value)
    assert (3, 1) == (library.report.records_read, library.report.records_failed)


def test_a_paper_without_identifier_is_read_by_title_and_authors() -> None:
    """Title and authors are enough for an entry."""
    (entry,) = loads("### T\n- **Authors**: Ada Lovelace\n", "arxiv-digest")
    assert ("T", "Ada Lovelace") == (entry.title, str(entry.author[0]))


def test_the_same_paper_twice() -> None:
    """The same identifier twice in one digest is two entries and one diagnostic, on the second."""
    library = loads(DIGEST + RECORD.replace("v3", "v4"))
    assert ["3", "4"] == [entry.version for entry in library]
    (diagnostic,) = library.report.diagnostics
    assert (Code.READ_DUPLICATE_RECORD, 17, "2111.00001") == (diagnostic.code, diagnostic.line, diagnostic.record)


def test_the_same_paper_in_two_digests() -> None:
    """In the next digest of a file the same paper is nothing odd."""
    library = loads(DIGEST + DIGEST)
    assert (2, []) == (len(library), library.report.diagnostics)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    """Line ends of Windows and of old Macs give the same entries and the same lines."""
    text = change("DOI", "see\n  journal")
    assert loads(text) == loads(text.replace("\n", newline))
    assert say(text) == say(text.replace("\n", newline))
    assert loads(text).entries == load(io.BytesIO(text.replace("\n", newline).encode())).entries


@pytest.mark.parametrize("bom", ["\ufeff", ""])
def test_a_byte_order_mark_is_no_text(bom: str) -> None:
    """A BOM before the heading or the first record is no part of it."""
    assert loads(DIGEST) == loads(bom + DIGEST)
    assert [read_one(DIGEST)] == list(load(io.BytesIO((bom + RECORD).encode())))


def test_text_between_records_is_kept() -> None:
    """Text before, between and after the records is a block, and told at the line where its words begin."""
    library = loads(f"\n\nbefore\n{DIGEST}between\n\n{RECORD.replace('00001', '00002')}after")
    assert 2 == len(library)
    assert ["before", "between", "after"] == [b.raw.strip() for b in library.blocks if b.kind is BlockKind.TEXT]
    assert [("read/stray-text", 3, None, "before"), ("read/stray-text", 19, None, "between")] == say(
        f"\n\nbefore\n{DIGEST}between\n\n{RECORD.replace('00001', '00002')}"
    )


def test_blank_lines_around_are_nothing_to_tell() -> None:
    """White space before and after the records is no text."""
    assert [] == say(f"\n \n{DIGEST}\n\n \n")


def test_a_digest_without_papers() -> None:
    """A heading and no record is a library without entries; nothing is wrong with it."""
    library = loads(HEADING)
    assert (0, [], BlockKind.HEADER) == (len(library), library.report.diagnostics, library.blocks[0].kind)


def test_a_digest_cut_in_the_middle() -> None:
    """Cut at any byte: nothing raises, the record before is unchanged, and the piece is an entry or a failed block."""
    whole = (HEADING + RECORD.replace("00001", "00002")).encode()
    expected = read_one(whole.decode())
    for end in range(len(RECORD.encode())):
        library = load(io.BytesIO(whole + RECORD.encode()[:end]), "arxiv-digest")
        assert expected == library[0]
        assert 1 <= len(library) + sum(block.kind is BlockKind.FAILED for block in library.blocks) <= 2


def test_a_digest_cut_before_its_summary_is_told() -> None:
    """The last record of a digest that was cut is an entry with what there is, and told as unfinished."""
    library = loads(DIGEST[: DIGEST.index("- **Comment**")])
    assert "Fields of light" == library[0].title
    assert 1 == library.report.counts["read/unfinished-record"]


def test_broken_encoding_is_repaired() -> None:
    """UTF-8 that was read as Latin-1 is repaired where all its bytes are there, and told with what stood there."""
    text = change("Authors", "G\u00c3\u00bcl Varol, Luis G\u00c3\u00b3mez-Chova")
    assert ["Gül Varol", "Luis Gómez-Chova"] == [str(name) for name in read_one(text).author]
    assert [("text/repaired-mojibake", 9, "author")] == [found[:3] for found in say(text)]


def test_lost_bytes_are_told_and_kept() -> None:
    """Where bytes are gone for good, the text stays as it is, and every such name is told."""
    text = change("Authors", "Ada Lovelace, Vladan Stojni\u00c4, Vladimir Risojevi\u00c4")
    assert ["Ada Lovelace", "Vladan Stojni\u00c4", "Vladimir Risojevi\u00c4"] == [
        str(name) for name in read_one(text).author
    ]
    assert [
        ("text/lossy-mojibake", 9, "author[1]", "Vladan Stojni\u00c4"),
        ("text/lossy-mojibake", 9, "author[2]", "Vladimir Risojevi\u00c4"),
    ] == say(text)


def test_control_characters_are_removed_and_told() -> None:
    """Control characters are no text: they are removed, and what stood there is told."""
    text = DIGEST.replace("Fields of light", "Fields \x1b[31mof\x00 light")
    assert "Fields [31mof light" == read_one(text).title
    assert [("text/control-character", 2, "title", repr("Fields \x1b[31mof\x00 light"))] == say(text)


@pytest.mark.parametrize("space", ["\t", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_odd_white_space_is_a_space(space: str) -> None:
    """White space that other programs take for a line end is a space in a title and a comment."""
    text = change("Comment", f"10{space}pages", DIGEST.replace("of light", f"of{space}light"))
    assert ("Fields of light", "10 pages") == (read_one(text).title, arxiv_of(text).comment)


def test_diagnostics_name_record_and_source() -> None:
    """A diagnostic has the source, and the record's identifier without its version."""
    (diagnostic,) = loads(change("DOI", "none")).report.diagnostics
    assert ("<text>", "2111.00001") == (diagnostic.source, diagnostic.record)


@pytest.mark.parametrize(
    ("expected", "head"),
    [
        (True, HEADING),
        (True, "# arXiv papers in math.GT on 2021-11-05"),
        (True, "some words\n\n" + HEADING),
        (True, RECORD),
        (False, "# Readme\n\nAn arXiv paper."),
        (False, "@article{x}"),
        (False, ""),
    ],
)
def test_sniff(*, expected: bool, head: str) -> None:
    """A digest is told by its heading or by the line of an identifier."""
    assert expected is ArxivDigestReader().sniff(head)


LINES = st.sampled_from(
    [*DIGEST.splitlines(keepends=True), "words\n", "  more\n", "\n", "### x\n", "- **Odd**: \x00$\\{\n"]
)


@given(st.lists(LINES, max_size=25).map("".join))
def test_any_digest_is_read(text: str) -> None:
    """Whatever the order of lines: nothing raises, and records are entries or failed blocks, each counted."""
    library = loads(text, "arxiv-digest")
    failed = sum(block.kind is BlockKind.FAILED for block in library.blocks)
    assert len(library) + failed == library.report.records_read >= len(re.findall("^### ", text, re.M))
    assert failed == library.report.records_failed


@given(st.text() | st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, reading it as a digest does not raise and gives no entry without a reason."""
    library = loads(f"{HEADING}### {text}\n- **Authors**: {text}\n- **Comment**: {text}\n", "arxiv-digest")
    assert isinstance(library, Library)
    assert all(isinstance(item, Entry | Block) for item in library.items)


def find_line(path: Path, words: str) -> int:
    """Return the line of the file on which *words* first stand."""
    return next(n for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if words in line)


def read_lossy(report: list[Diagnostic]) -> list[tuple[str | None, int | None, str | None, str | None]]:
    """Return source, line, key and value of every lossy name."""
    return [(d.source, d.line, d.key, d.value) for d in report if d.code == Code.TEXT_LOSSY_MOJIBAKE]


def test_the_seed_digest(corpus: Path, tmp_path: Path) -> None:
    """Of the first digest every record is read, two names are repaired and two told as lost, by file, line and key."""
    (path,) = (corpus / "seed").glob("*.md")
    library = load(path)
    names = {str(name) for entry in library for name in entry.author}
    assert 49 == len(library)
    assert {"Luis Gómez-Chova", "Gül Varol"} <= names
    report = convert(path, tmp_path / "x.bib")
    line = find_line(path, "Vladimir Risojevi")
    keys = [d.key for d in report.of_code(Code.TEXT_LOSSY_MOJIBAKE)]
    assert [
        (str(path), line, keys[0], "Vladimir Risojevi\u00c4"),
        (str(path), line, keys[0], "Vladan Stojni\u00c4"),
    ] == read_lossy(report.diagnostics)
    assert keys[0] is not None
    assert f"@misc{{{keys[0]}," in (tmp_path / "x.bib").read_text("utf-8")


HEADING = "# Arxiv Papers in cs.CV on 2021-11-05\n"


def _digest(number: int, title: str | None = "A title") -> str:
    """Return a record in the usual order, without its title line if there is no *title*."""
    lines = [f"### {title}\n"] if title is not None else []
    lines += [
        f"- **Arxiv ID**: http://arxiv.org/abs/2111.0000{number}v1\n",
        "- **DOI**: None\n",
        "- **Categories**: **cs.CV**\n",
        f"- **Links**: [PDF](http://arxiv.org/pdf/2111.0000{number}v1)\n",
        "- **Published**: 2021-11-05 02:03:54+00:00\n",
        "- **Updated**: 2021-11-05 02:03:54+00:00\n",
        "- **Authors**: Ada Lovelace\n",
        "- **Comment**: None\n",
        "- **Journal**: None\n",
        f"- **Summary**: Summary {number}.\n",
    ]
    return "".join(lines)


@pytest.mark.parametrize("between", ["", "\n\n\n", "\n"])
@pytest.mark.parametrize("without", [1, 2, 3])
def test_record_without_its_title_line_is_a_record(without: int, between: str) -> None:
    """The identifier of another record begins it, where its title line is gone; its neighbours stay as they are."""
    text = HEADING + between.join(_digest(number, None if number == without else "A title") for number in (1, 2, 3))
    library = loads(text, "arxiv-digest")
    assert [f"2111.0000{number}" for number in (1, 2, 3)] == [str(entry.arxiv and entry.arxiv.id) for entry in library]
    assert [f"Summary {number}." for number in (1, 2, 3)] == [entry.abstract for entry in library]
    assert ["A title" if number != without else None for number in (1, 2, 3)] == [entry.title for entry in library]


@pytest.mark.parametrize("mark", ["##", "####", "#"])
def test_title_may_be_a_heading_of_another_level(mark: str) -> None:
    """A heading before an identifier line is the title of its record, whatever its level."""
    library = loads(
        HEADING + _digest(1).replace("###", mark) + "\n\n" + _digest(2).replace("###", mark), "arxiv-digest"
    )
    assert ["A title", "A title"] == [entry.title for entry in library]


def test_heading_and_list_behind_the_last_record_are_no_part_of_it() -> None:
    """A heading at the beginning of a line ends a record, and what follows is text."""
    library = loads(_digest(1) + "\n## Stats\n- **Total**: 4\n", "arxiv-digest")
    assert "Summary 1." == library[0].abstract
    assert ["## Stats\n- **Total**: 4\n"] == [block.raw for block in library.blocks]


def test_byte_order_mark_inside_a_file_is_dropped() -> None:
    """Files put one behind another have marks in the middle, which are no text."""
    library = loads(HEADING + _digest(1) + "\ufeff" + HEADING + _digest(1), "arxiv-digest")
    assert ["Summary 1.", "Summary 1."] == [entry.abstract for entry in library]
    assert () == library.report.of_code("read/duplicate-record")


def test_label_that_was_cut_off_is_reported() -> None:
    """What is left of a label is no part of the value before it."""
    library = loads(
        "".join(_digest(1).splitlines(keepends=True)[:9]).replace("None\n", "8 pages\n") + "- **Jour", "arxiv-digest"
    )
    assert library[0].arxiv is not None
    assert "8 pages" == library[0].arxiv.comment
    assert ["Jour"] == [extra.name for extra in library[0].extra]


def test_identifier_is_taken_from_the_link_where_its_line_is_gone() -> None:
    """The link to the PDF holds the identifier too; that the line is missing is reported."""
    text = _digest(1).replace("- **Arxiv ID**: http://arxiv.org/abs/2111.00001v1\n", "")
    library = loads(text, "arxiv-digest")
    assert "10.48550/arXiv.2111.00001" == str(library[0].doi)
    assert "1" == library[0].version
    assert 1 == len(library.report.of_code("read/missing-field"))


def test_equal_line_given_twice_is_reported() -> None:
    """A repeated line says that something went wrong with the file, even where it takes nothing away."""
    report = loads(_digest(1).replace("- **Journal**: None\n", "- **Journal**: None\n" * 2), "arxiv-digest").report
    assert 1 == len(report.of_code("read/repeated-field"))
