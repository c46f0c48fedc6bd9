"""Lists of identifiers: every spelling, comments, what is none."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    BlockKind,
    Code,
    Doi,
    Entry,
    EntryType,
    Report,
    Severity,
    Source,
    loads,
)
from arxiv2bib.readers.arxiv_ids import ArxivIdsReader
from tests.readers.reading import join_raw, read_text

read = partial(read_text, ArxivIdsReader())


@pytest.mark.parametrize(
    "line",
    ["2111.03216", "arXiv:2111.03216", "https://arxiv.org/abs/2111.03216", "http://arxiv.org/pdf/2111.03216.pdf",
     "10.48550/arXiv.2111.03216", "https://doi.org/10.48550/ARXIV.2111.03216", "  2111.03216  # good",
     "2111.03216 % good", "arXiv:2111.03216 [cs.CV]"],
)  # fmt: skip
def test_every_spelling_of_an_identifier(line: str) -> None:
    """Identifiers, addresses and DOIs of arXiv name one paper: an entry with nothing but its identifiers."""
    (entry,), _, report = read(f"{line}\n")
    expected = Entry(
        type=EntryType.ARTICLE,
        doi=Doi("10.48550/arXiv.2111.03216"),
        url="https://arxiv.org/abs/2111.03216",
        arxiv=ArxivInfo(id=ArxivId("2111.03216")),
    )
    assert expected == entry
    assert [(Code.READ_BARE_IDENTIFIER, Severity.INFO)] == [(d.code, d.severity) for d in report.diagnostics]


def test_a_version_is_meant() -> None:
    """Who writes a version asks for it."""
    ((entry,), _, _) = read("2111.03216v2")
    assert entry.arxiv is not None
    assert ArxivId("2111.03216", None, 2) == entry.arxiv.id


@pytest.mark.parametrize("line", ["10.1109/TIP.2021.3128329", "doi: 10.1109/TIP.2021.3128329",
                                  "https://doi.org/10.1109/TIP.2021.3128329"])  # fmt: skip
def test_other_dois(line: str) -> None:
    """A DOI of anybody else names a work of which even the type is not known."""
    ((entry,), _, _) = read(line)
    assert Entry(type=EntryType.DOCUMENT, doi=Doi("10.1109/TIP.2021.3128329")) == entry


def test_several_in_a_line() -> None:
    """Identifiers with commas or blanks between them are one entry each, in order."""
    entries, _, report = read("1001.1001, hep-th/9901001 10.1000/182\n")
    assert ["1001.1001", "hep-th/9901001", "None"] == [str(entry.arxiv and entry.arxiv.id) for entry in entries]
    assert 3 == report.records_read


def test_words_behind_an_identifier_are_said() -> None:
    """The identifier counts, and what follows it is told."""
    (entries, _, report) = read("1001.1001 Gravity, a survey\n")
    assert 1 == len(entries)
    assert ["Gravity, a survey"] == [d.value for d in report.of_code(Code.READ_STRAY_TEXT)]


def test_comments_and_blank_lines_are_nothing() -> None:
    """They are blocks of text, and nobody hears of them."""
    entries, blocks, report = read("# my list\n\n2111.03216\n")
    assert (1, [BlockKind.TEXT] * 2) == (len(entries), [block.kind for block in blocks])
    assert {Code.READ_BARE_IDENTIFIER: 1} == report.counts


def test_what_is_no_identifier_fails_alone() -> None:
    """A line without an identifier is a failed block with its line; its neighbours come through."""
    entries, _, report = read("2111.03216\n2113.00001\nhep-th/9901001\n")
    assert 2 == len(entries)
    assert [(2, "2113.00001")] == [(d.line, d.value) for d in report.of_code(Code.READ_FAILED_RECORD)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [(True, "# list\n2111.03216\nhep-th/9901001v2\n"), (True, "10.1000/182"), (True, "2111.03216\n2111.0321"),
     (False, ""), (False, "# only words\n"), (False, "2111.03216\nDear reader\n"), (False, "See 2111.03216\n"),
     (False, "@misc{a,doi={10.1000/182}}\n"), (False, '[{"id":"a","DOI":"10.1000/182"}]'), (True, "<https://doi.org/10.1000/182>"),
     (False, "# Arxiv Papers in cs.CV on 2021-11-05\n### A title\n- **Arxiv ID**: http://arxiv.org/abs/2111.00001v3\n")],
)  # fmt: skip
def test_sniff(*, expected: bool, text: str) -> None:
    """Only a text in which each line is an identifier or a comment is a list; the last line may be cut off."""
    assert expected is ArxivIdsReader().sniff(text)


def test_a_list_is_known_by_its_content() -> None:
    """A list without a name of its own is read."""
    assert 2 == len(loads("2111.03216\n10.1000/182\n"))


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["2111.03216", "10.1000/182", "#", " ", "\n", ",", "x", "\r", "\ufeff"]), max_size=12))
def test_records_and_blocks_are_the_text(parts: list[str]) -> None:
    """Whatever stands in it, the records and blocks are the text."""
    text = "".join(parts).replace("\r", "\n")
    items = ArxivIdsReader().read(Source("x", text=text), report=Report())
    assert text == join_raw(items)
