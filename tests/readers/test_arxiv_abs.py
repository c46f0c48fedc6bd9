"""Abstract files of arXiv: one paper, many in one file, and the mails that announce them."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Name,
    Report,
    Source,
    load,
)
from arxiv2bib.readers.arxiv_abs import ArxivAbsReader
from arxiv2bib.testing.damage import PiecewiseSource
from tests.readers.reading import join_raw, read_only, read_text

RECORD = r"""------------------------------------------------------------------------------
\\
arXiv:0704.0011
From: Clifton Cunningham <c@example.org>
Date: Sat, 31 Mar 2007 05:32:49 GMT   (12kb)
Date (revised v2): Tue, 19 Aug 2008 04:46:47 GMT   (13kb,D)

Title: Computing forms over $\Q(\sqrt{5})$ via
  the Poincar\'e correspondence
Authors: Clifton Cunningham and Lassina Demb\'el\'e
Categories: math.NT math.AG
Comments: 14 pages; to appear
Report-no: ANL-07-12
MSC-class: 11F42
Journal-ref: J. Light 3
  (2008)
DOI: 10.1000/182
License: http://arxiv.org/licenses/nonexclusive-distrib/1.0/
\\
  In this paper we present an algorithm
for 5\% of them.
\\
"""
MAILED = r"""\\
arXiv:2101.00001 (*cross-listing*)
Date: Fri, 1 Jan 2021 18:00:00 GMT   (120kb,D)

Title: A mailed paper
Authors: Ada Lovelace
Categories: cs.CL
\\
  Words.
\\ ( https://arxiv.org/abs/2101.00001 ,  120kb)
"""
REPLACED = r"""------------------------------------------------------------------------------
\\
arXiv:2012.00001
replaced with revised version Fri, 1 Jan 2021 18:00:00 GMT   (130kb,D)

Title: A replaced paper
Authors: Ada Lovelace
Categories: cs.CL
\\ ( https://arxiv.org/abs/2012.00001 ,  130kb)
"""


read = partial(read_text, ArxivAbsReader())
read_one = partial(read_only, ArxivAbsReader())
keep = partial(Extra, "arxiv-abs")


def test_every_field_has_its_place() -> None:
    """A file is a preprint with its arXiv DOI, its first version's day as the date, and its history."""
    expected = Entry(
        type=EntryType.ARTICLE,
        title=r"Computing forms over $\Q(\sqrt{5})$ via the Poincaré correspondence",
        author=(Name(family="Cunningham", given="Clifton"), Name(family="Dembélé", given="Lassina")),
        issued=Date(start=(2007, 3, 31)),
        submitted=Date(start=(2007, 3, 31)),
        updated=Date(start=(2008, 8, 19)),
        doi=Doi("10.48550/arXiv.0704.0011"),
        url="https://arxiv.org/abs/0704.0011",
        abstract="In this paper we present an algorithm for 5% of them.",
        version="2",
        arxiv=ArxivInfo(
            id=ArxivId("0704.0011"),
            primary_category="math.NT",
            categories=("math.NT", "math.AG"),
            comment="14 pages; to appear",
            journal_ref="J. Light 3 (2008)",
            doi="10.1000/182",
            license="http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            report_number="ANL-07-12",
            msc_class=("11F42",),
            versions=(
                ArxivVersion(number=1, submitted=Date(start=(2007, 3, 31))),
                ArxivVersion(number=2, submitted=Date(start=(2008, 8, 19))),
            ),
        ),
        extra=(
            keep("submitter", "Clifton Cunningham <c@example.org>"),
            keep("version[1].size", "12kb"),
            keep("version[2].size", "13kb"),
            keep("version[2].source_type", "D"),
        ),
    )
    assert expected == read_one(RECORD)


def test_many_in_one_file() -> None:
    """Records follow one another, with a line that names each one's file or without."""
    named = "".join(f"%%%% FILE {number}.abs\n{RECORD}" for number in range(3))
    assert [read_one(RECORD)] * 3 == read(named)[0] == read(RECORD * 3)[0]
    (_, second, _), _, _ = read(named)
    assert second.origin is not None
    assert (named.count("\n") // 3 + 1, "0704.0011") == (second.origin.record.line, second.origin.record.key)


def test_a_record_remembers_its_fields() -> None:
    """The raw layer has the fields as they are written, the abstract last."""
    origin = read_one(RECORD).origin
    assert origin is not None
    names = [field[0] for field in origin.record.fields]
    assert ["arXiv", "From", "Date", "Date (revised v2)", "Title"] == names[:5]
    assert "Abstract" == names[-1]


def test_a_mail_that_announces_papers() -> None:
    """New and cross-listed papers have an abstract, replaced ones have none; both are read."""
    entries, _, report = read(f"Send any comments to x.\n{REPLACED}{MAILED}")
    assert ["A replaced paper", "A mailed paper"] == [entry.title for entry in entries]
    assert [None, "Words."] == [entry.abstract for entry in entries]
    assert (Date(start=(2021, 1, 1)), Date(start=(2021, 1, 1))) == (entries[0].updated, entries[1].issued)
    assert keep("announced", "cross-listing") in entries[1].extra
    assert {Code.READ_STRAY_TEXT: 1} == report.counts


@pytest.mark.parametrize(
    "old", ["Paper: alg-geom/9202001\n", "Paper: alg-geom/9202001v1\n", "arXiv:alg-geom/9202001\n"]
)
def test_identifiers_of_all_times(old: str) -> None:
    """The line of the identifier was once called Paper."""
    assert "https://arxiv.org/abs/alg-geom/9202001" == read_one(RECORD.replace("arXiv:0704.0011\n", old)).url


def test_a_line_without_a_name_goes_on() -> None:
    """Values run over lines; the blanks in front of these are nothing."""
    entry = read_one(RECORD.replace("to appear\n", "to appear\n  in: A\n  Journal\n"))
    assert entry.arxiv is not None
    assert "14 pages; to appear in: A Journal" == entry.arxiv.comment


def test_an_unknown_field_is_kept_and_said() -> None:
    """A field that abstract files do not have is an extra."""
    (entry,), _, report = read(RECORD.replace("DOI:", "Mood: good\nDOI:"))
    assert keep("Mood", "good") in entry.extra
    assert [(Code.READ_UNKNOWN_FIELD, 17)] == [(d.code, d.line) for d in report.diagnostics]


def test_a_record_that_is_cut_off_is_said() -> None:
    """Without the end of its abstract a record is read as far as it goes."""
    (entry,), _, report = read(RECORD[: RECORD.index("for 5")])
    assert "In this paper we present an algorithm" == entry.abstract
    assert [Code.READ_UNFINISHED_RECORD] == [d.code for d in report.diagnostics]


def test_a_record_of_nothing_fails() -> None:
    """A record that names no paper is a failed block; its neighbours come through."""
    entries, _, report = read(f"{RECORD}%%%% FILE broken.abs\nFrom: Nobody\n\n{RECORD}")
    assert ([read_one(RECORD)] * 2, 1) == (entries, report.records_failed)


MARKS = ("\\\\\n", "%%%% FILE a.abs\n", "-" * 20 + "\n", "arXiv:", "\n", "Title: x\n", "  y\n")


@settings(max_examples=50)
@given(st.lists(st.sampled_from([RECORD, MAILED, REPLACED, *MARKS]), max_size=10), st.integers(1, 2000))
def test_pieces_are_the_text(parts: list[str], size: int) -> None:
    """Whatever marks stand in it, the records and blocks are the text, and the same in one piece and in many."""
    text = "".join(parts)
    items = list(ArxivAbsReader().read(Source("x", text=text), report=Report()))
    assert text == join_raw(items)
    assert items == list(ArxivAbsReader().read(PiecewiseSource("x", text=text, piece=size), report=Report()))


@pytest.mark.corpus_files("abs/*")
def test_as_many_entries_as_records(corpus_file: Path) -> None:
    """Every record of a real file is an entry, and nothing is wrong with any but words beside the authors."""
    library = load(corpus_file)
    text = corpus_file.read_text("utf-8")
    assert text.count("\nFrom: ") == len(library) == library.report.records_read
    assert set(library.report.counts) <= {Code.READ_REMOVED_TEXT}
