"""The snapshot of arXiv's metadata, and the records of arXiv's own programs."""

import json
from functools import partial
from pathlib import Path
from typing import Any

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
from arxiv2bib.readers.arxiv_jsonl import ArxivJsonlReader
from arxiv2bib.readers.csl_json import CslJsonReader
from arxiv2bib.testing.damage import PiecewiseSource
from tests.readers.reading import join_raw, read_only, read_text

Json = dict[str, Any]  # Any: JSON

LINE: Json = {
    "id": "0704.0001",
    "submitter": "Pavel Nadolsky",
    "authors": "C. Bal\\'azs, Ludwig van Beethoven Jr., C.-P. Yuan (Taipei)",
    "title": "Calculation of prompt diphotons at Tevatron and\n  LHC \\'energies",
    "comments": "37 pages, 15 figures",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009 10.1103/PhysRevD.76.013010",
    "report-no": "ANL-HEP-PR-07-12",
    "categories": "hep-ph math.AG",
    "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    "abstract": "  Some words\non light at 5\\% of $a<b$.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [
        ["Balázs", "C.", ""],
        ["van Beethoven", "Ludwig", "Jr."],
        ["Yuan", "C. -P.", "", "Taipei"],
    ],
}
DOCMETA: Json = {
    "paper_id": "1408.6682",
    "version": 2,
    "title": "Lambda-Lambda",
    "title_utf8": "Lambda-Lambda",
    "authors": "K. Morit\\'a and A. Ohnishi",
    "authors_utf8": "K. Moritá and A. Ohnishi",
    "authors_parsed": [
        {"last_name": "Moritá", "first_name": "K."},
        {"last_name": "Ohnishi", "first_name": "A.", "orcid": "0000-0003-1513-0468"},
    ],
    "abstract": "On $\\Lambda$.",
    "abstract_utf8": "On $Λ$.",
    "comments": None,
    "doi": "10.1000/182",
    "journal_ref": "J. Light 3 (2015)",
    "report_num": "YITP-14-67",
    "msc_class": ["03B70", "68Q60"],
    "acm_class": None,
    "license": {"label": "words", "uri": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"},
    "primary_classification": {"archive": {"id": "nucl-th"}, "category": {"id": "nucl-th", "name": "Nuclear Theory"}},
    "secondary_classification": [{"archive": {"id": "hep-ph"}, "category": {"id": "hep-ph"}}],
    "abs_categories": "nucl-th hep-ph",
    "submitted_date": "2015-02-03T22:23:56-0500",
    "submitted_date_all": ["2014-08-28T07:10:22-0400", "2015-02-03T22:23:56-0500"],
    "submitter": {"name": "Kenji Morita", "email": "k@example.org"},
    "document_id": 980268,
    "is_current": True,
    "is_withdrawn": False,
}


read = partial(read_text, ArxivJsonlReader())


def read_one(item: Json) -> Entry:
    """Return the entry of *item*, of which nothing is said."""
    return read_only(ArxivJsonlReader(), json.dumps(item))


def change(**members: object) -> Json:
    """Return the line with other *members*; an underscore stands for a hyphen in no name but these."""
    return {**LINE, **members}


keep = partial(Extra, "arxiv-jsonl")


def test_every_member_has_its_place() -> None:
    """A line is a preprint with its arXiv DOI, its first version's day as the date, and its history."""
    expected = Entry(
        type=EntryType.ARTICLE,
        title="Calculation of prompt diphotons at Tevatron and LHC énergies",
        author=(
            Name(family="Balázs", given="C."),
            Name(family="Beethoven", given="Ludwig", non_dropping_particle="van", suffix="Jr."),
            Name(family="Yuan", given="C.-P."),
        ),
        issued=Date(start=(2007, 4, 2)),
        submitted=Date(start=(2007, 4, 2)),
        updated=Date(start=(2007, 7, 24)),
        doi=Doi("10.48550/arXiv.0704.0001"),
        url="https://arxiv.org/abs/0704.0001",
        abstract="Some words on light at 5% of $a<b$.",
        version="2",
        arxiv=ArxivInfo(
            id=ArxivId("0704.0001"),
            primary_category="hep-ph",
            categories=("hep-ph", "math.AG"),
            comment="37 pages, 15 figures",
            journal_ref="Phys.Rev.D76:013009,2007",
            doi="10.1103/PhysRevD.76.013009 10.1103/PhysRevD.76.013010",
            license="http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            report_number="ANL-HEP-PR-07-12",
            versions=(
                ArxivVersion(number=1, submitted=Date(start=(2007, 4, 2))),
                ArxivVersion(number=2, submitted=Date(start=(2007, 7, 24))),
            ),
        ),
        extra=(
            keep("author[2].affiliation", "Taipei"),
            keep("submitter", "Pavel Nadolsky"),
            keep("update_date", "2008-11-26"),
        ),
    )
    assert expected == read_one(LINE)


def test_a_record_of_arxivs_own_programs() -> None:
    """The record names its version; classes by their identifiers; days are those of UTC."""
    entry = read_one(DOCMETA)
    assert entry.arxiv is not None
    assert ("2", "On $\\Lambda$.", ["K. Moritá", "A. Ohnishi"]) == (
        entry.version,
        entry.abstract,
        [str(name) for name in entry.author],
    )
    assert (Date(start=(2014, 8, 28)), Date(start=(2015, 2, 4))) == (entry.issued, entry.updated)
    assert (("nucl-th", "hep-ph"), ("03B70", "68Q60")) == (entry.arxiv.categories, entry.arxiv.msc_class)
    assert "http://arxiv.org/licenses/nonexclusive-distrib/1.0/" == entry.arxiv.license
    assert (
        keep("author[1].orcid", "0000-0003-1513-0468"),
        keep("submitter", "Kenji Morita"),
        keep("document_id", "980268"),
    ) == entry.extra


def test_without_parsed_names_the_line_is_read() -> None:
    """Copies of the snapshot leave authors_parsed out: the line of names is parsed as in a digest."""
    entry = read_one({**change(authors="C. Bal\\'azs and C.-P. Yuan"), "authors_parsed": None})
    assert (Name(family="Balázs", given="C."), Name(family="Yuan", given="C.-P.")) == entry.author


@pytest.mark.parametrize("names", [["C. Balázs", "Yuan, C.-P."], [{"name": "C. Balázs"}, {"name": "Yuan, C.-P."}]])
def test_a_list_of_names_is_read_name_by_name(names: list[Any]) -> None:
    """Programs that hand the snapshot on make a list of the line of names."""
    entry = read_one({**change(authors=names), "authors_parsed": None})
    assert (Name(family="Balázs", given="C."), Name(family="Yuan", given="C.-P.")) == entry.author


@pytest.mark.parametrize("rows", [["Balázs", "C.", ""], [{"keyname": "Balázs"}], '[["Balázs", "C.", ""]]'])
def test_parsed_names_of_another_form_are_kept(rows: Any) -> None:
    """What is no list of lists is no list of names: the line is read, and the member kept."""
    (entry,), _, report = read(json.dumps(change(authors="C. Balázs", authors_parsed=rows)))
    assert (Name(family="Balázs", given="C."),) == entry.author
    assert [Code.READ_UNKNOWN_FIELD] == [d.code for d in report.diagnostics]


@pytest.mark.parametrize(
    ("number", "identifier"), [("704.001", "0704.0010"), ("1412.5", "1412.5000"), ("1501.001", "1501.00100")]
)
def test_an_identifier_that_became_a_number_has_its_zeros(number: str, identifier: str) -> None:
    """Programs on tables take 0704.0010 for a number; how long it was follows from its month."""
    (entry,), _, report = read(json.dumps(LINE).replace('"0704.0001"', number))
    assert entry.arxiv is not None
    assert identifier == str(entry.arxiv.id)
    assert [(Code.READ_INVALID_VALUE, number)] == [(d.code, d.value) for d in report.diagnostics]


def test_nan_is_nothing() -> None:
    """Programs on tables write NaN for what is not there."""
    absent = dict.fromkeys(("comments", "doi", "submitter", "update_date", "topics", "journal-ref", "license"))
    (entry,), _, _ = read(json.dumps({**LINE, **absent}).replace("null", "NaN"))
    assert read_one({**LINE, **absent}) == entry


def test_lists_of_texts_and_commas_between_categories() -> None:
    """Several DOIs may be a list, and categories have commas between them in some copies."""
    entry = read_one(change(doi=["10.1000/a", "10.1000/b"], categories="hep-ph, math.AG"))
    assert entry.arxiv is not None
    assert ("10.1000/a, 10.1000/b", ("hep-ph", "math.AG")) == (entry.arxiv.doi, entry.arxiv.categories)


@pytest.mark.parametrize("line", ["C. Balazs, Q. Nobody", "C. Balazs (on behalf of them)"])
def test_words_of_the_line_that_no_name_has_are_said(line: str) -> None:
    """What the author line has and the parsed names do not is told with the line."""
    report = read(json.dumps(change(authors=line, authors_parsed=[["Balazs", "C.", ""]])))[2]
    assert [(Code.READ_REMOVED_TEXT, line)] == [(d.code, d.value) for d in report.diagnostics]


def test_members_that_lack_are_absent() -> None:
    """Null, an empty text and a missing member are the same: nothing."""
    sparse: Json = {"id": "0704.0001", "title": "T", "doi": None, "comments": "", "authors_parsed": []}
    assert read_one(sparse) == read_one({"id": "0704.0001", "title": "T"})


def test_update_date_stands_in_for_versions() -> None:
    """Without a history the day of the last change is what there is."""
    entry = read_one({**LINE, "versions": []})
    assert (None, Date(start=(2008, 11, 26)), None) == (entry.issued, entry.updated, entry.version)


def test_an_unknown_member_is_kept_and_said() -> None:
    """A member that arXiv does not have is an extra, its value compact JSON."""
    (entry,), _, report = read(json.dumps({**LINE, "topics": ["a", {"b": 1}]}))
    assert keep("topics", '["a",{"b":1}]') in entry.extra
    assert [Code.READ_UNKNOWN_FIELD] == [d.code for d in report.diagnostics]


def test_a_repeated_member_is_kept_and_said() -> None:
    """The last of two counts, as for everybody, and the other is not lost."""
    text = json.dumps(LINE).replace('"title":', '"title": "First", "title":', 1)
    (entry,), _, report = read(text)
    assert read_one(LINE).title == entry.title
    assert keep("title", "First") in entry.extra
    assert [Code.READ_REPEATED_FIELD] == [d.code for d in report.diagnostics]


def test_a_version_that_is_none_is_said() -> None:
    """A number or a day that cannot be read is told; its place in the list is its number."""
    rows = [{"version": "first", "created": "yesterday"}, {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"}]
    (entry,), _, report = read(json.dumps({**LINE, "versions": rows}))
    assert entry.arxiv is not None
    assert [1, 2] == [version.number for version in entry.arxiv.versions]
    assert 2 == report.counts[Code.READ_INVALID_VALUE]


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line[:300],
        lambda line: line[:-20],
        lambda line: line.replace("[", "", 1),
        lambda line: line.replace('"title": ', '"title" '),
        lambda line: line[5:],
        lambda _: "{}",
    ],
    ids=["cut off", "no end", "no bracket", "no colon", "no beginning", "empty"],
)
def test_damage_costs_one_line(damage: Any) -> None:  # Any: a function of the line
    """A damaged line is a failed block, with its number; its neighbours come through."""
    line = json.dumps(LINE)
    text = "\n".join([line, damage(line), line, line]) + "\n"
    entries, blocks, report = read(text)
    assert [read_one(LINE)] * 3 == entries
    assert [2] == [block.line for block in blocks if block.kind is BlockKind.FAILED]
    assert (1, {2}) == (report.records_failed, {d.line for d in report.diagnostics if d.severity is Severity.ERROR})


def test_any_arrangement_of_objects() -> None:
    """An array, objects over many lines, blank lines: all are read alike, with the lines on which they stand."""
    line = json.dumps(LINE)
    expected = [read_one(LINE)] * 2
    for text in (f"[{line},\n{line}]", json.dumps([LINE, LINE], indent=2), f"{line}\n\n\n{line}", f"{line}\n{line}\n"):
        assert expected == read(text)[0]
    (_, last), _, _ = read(f"{line}\n\n{line}")
    assert last.origin is not None
    assert 3 == last.origin.record.line


MARKS = ("{", "}", '"', "[", "]", "\n", ",", "x", '{"id": "0704.0001"', "\\", " ")


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from([json.dumps(LINE), json.dumps(DOCMETA, indent=1), *MARKS]), max_size=8),
    st.integers(1, 3000),
)
def test_pieces_are_no_matter(parts: list[str], size: int) -> None:
    """Whatever stands in a text, it is read alike in one piece and in many; no character between brackets is lost."""
    text = "\n".join(parts)
    items = list(ArxivJsonlReader().read(Source("x", text=text), report=Report()))
    assert items == list(ArxivJsonlReader().read(PiecewiseSource("x", text=text, piece=size), report=Report()))
    left = join_raw(items)
    assert text.translate(_BETWEEN) == left.translate(_BETWEEN)


_BETWEEN = dict.fromkeys(map(ord, "[], \n}"))


def test_a_slice_that_begins_at_a_line_is_read_alike() -> None:
    """Cut at any line end, the two parts have the entries of the whole: what many workers rely on."""
    lines = [json.dumps(change(id=f"0704.{number:04}")) + "\n" for number in range(1, 6)]
    whole = read("".join(lines))[0]
    for cut in range(6):
        assert whole == read("".join(lines[:cut]))[0] + read("".join(lines[cut:]))[0]


def test_what_is_whose() -> None:
    """Neither reader of JSON takes the other's files, whatever they are called."""
    csl = '[{"id": "x", "type": "book", "title": "T", "issued": {"date-parts": [[1984]]}}]'
    for item in (LINE, DOCMETA):
        for text in (json.dumps(item), json.dumps([item], indent=2)):
            assert ArxivJsonlReader().sniff(text)
            assert not CslJsonReader().sniff(text)
            assert 1 == len(loads(text))
    assert not ArxivJsonlReader().sniff(csl)
    assert not ArxivJsonlReader().sniff('{"documents": ["1711.02052v1"]}')


@pytest.mark.corpus_files("jsonl/*.jsonl")
def test_as_many_entries_as_lines(corpus_file: Path) -> None:
    """Every line of the snapshot is an entry, and nothing is wrong with any."""
    library = load(corpus_file)
    assert len(corpus_file.read_text("utf-8").splitlines()) == len(library) == library.report.records_read
    assert set(library.report.counts) <= {Code.READ_REMOVED_TEXT}


@pytest.mark.corpus_files("jsonl/docmeta/[01]*.json")
def test_real_records_of_arxivs_programs(corpus_file: Path) -> None:
    """Each file is one paper, with its day, its categories and its authors."""
    (entry,) = load(corpus_file)
    assert entry.issued is not None
    assert entry.author
    assert entry.arxiv is not None
    assert entry.arxiv.primary_category in entry.arxiv.categories


@pytest.mark.parametrize("end", [", et al", " et al.", ", and others"])
@pytest.mark.parametrize("member", ["authors", "authors_utf8"])
def test_a_list_of_authors_that_goes_on(member: str, end: str) -> None:
    """What is taken apart does not say that the list goes on: the line of names does."""
    line = {**LINE, "authors": f"The BABAR Collaboration, B. Aubert{end}"}
    line["authors_parsed"] = [["The BABAR Collaboration", "", ""], ["Aubert", "B.", ""]]
    if member == "authors_utf8":
        parsed = [{"last_name": "The BABAR Collaboration"}, {"last_name": "Aubert", "first_name": "B."}]
        line = {**DOCMETA, member: line["authors"], "authors_parsed": parsed}
    (entry,) = loads(json.dumps(line), "arxiv-jsonl")
    assert ("The BABAR Collaboration", "Aubert") == (entry.author[0].literal, entry.author[1].family)
    assert (NameRole.AUTHOR,) == entry.truncated


@pytest.mark.parametrize("rest", [["al.", "et", ""], ["et al", "", ""], ["others", "", ""]])
def test_more_authors_are_nobody(rest: list[str]) -> None:
    """An "et al." that stands where an author does says that the list goes on."""
    line = {**LINE, "authors": "B. Aubert", "authors_parsed": [["Aubert", "B.", ""], rest]}
    (entry,) = loads(json.dumps(line), "arxiv-jsonl")
    assert ((Name(family="Aubert", given="B."),), (NameRole.AUTHOR,)) == (entry.author, entry.truncated)
