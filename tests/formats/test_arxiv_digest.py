"""The scanner of digests: text in pieces of any size, every character in a record or a block."""

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Block, BlockKind, Record
from arxiv2bib.formats.arxiv_digest import LABELS, TITLE, find_field_line, scan_values
from tests.formats.cutting import cut

HEADING = "# Arxiv Papers in cs.CV on 2021-11-05\n"


def make_record(title: str = "A Title", number: str = "2111.00001") -> str:
    """Return a record of a paper called *title*, with two values that wrap."""
    return (
        f"### {title}\n"
        f"- **Arxiv ID**: http://arxiv.org/abs/{number}v1\n"
        "- **DOI**: 10.1000/1,\n"
        "  10.1000/2\n"
        "- **Categories**: **cs.CV**, cs.LG\n"
        f"- **Links**: [PDF](http://arxiv.org/pdf/{number}v1)\n"
        "- **Published**: 2021-11-05 02:03:54+00:00\n"
        "- **Updated**: 2021-11-05 02:03:54+00:00\n"
        "- **Authors**: Gül Varol, Ada Lovelace\n"
        "- **Comment**: 10 pages,\n"
        "  2 figures\n"
        "- **Journal**: None\n"
        "- **Summary**: Some words.\n"
        "\n\n\n"
    )


FIRST = make_record("First", "2111.00001")
SECOND = make_record("Second", "2111.00002")
DIGEST = HEADING + FIRST + SECOND


def scan(text: str, size: int | None = None) -> list[Record | Block]:
    """Return what is in *text*, handed over in pieces of *size*."""
    return scan_pieces([text] if size is None else cut(text, size))


def scan_pieces(pieces: Iterable[str]) -> list[Record | Block]:
    """Return what is in the text of *pieces*."""
    return [item if isinstance(item, Block) else item[0] for item in scan_values(pieces)]


def records_of(items: list[Record | Block]) -> list[Record]:
    """Return the records among *items*."""
    return [item for item in items if isinstance(item, Record)]


def fields_of(record: Record) -> list[tuple[str, str]]:
    """Return names and values of the fields of *record*."""
    return [(name, value) for name, value, _ in record.fields]


def test_every_line_of_a_record_is_a_field() -> None:
    """A record has its title and its ten lines, in order, values as written, line breaks kept."""
    (record,) = records_of(scan(HEADING + FIRST))
    assert [TITLE, *LABELS] == [name for name, _ in fields_of(record)]
    values = dict(fields_of(record))
    assert values["Title"] == "First"
    assert values["Arxiv ID"] == "http://arxiv.org/abs/2111.00001v1"
    assert [" ".join(values[name].split()) for name in ("DOI", "Comment")] == [
        "10.1000/1, 10.1000/2",
        "10 pages, 2 figures",
    ]
    assert values["Summary"] == "Some words."


def test_a_record_knows_its_place() -> None:
    """Span and line say where a record stands, and the text there is its raw text."""
    heading, first, second = scan(DIGEST)
    assert isinstance(heading, Block)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (BlockKind.HEADER, HEADING, 1) == (heading.kind, heading.raw, heading.line)
    assert (2, 18) == (first.line, second.line)
    assert [FIRST, SECOND] == [DIGEST[slice(*record.span)] for record in (first, second)]
    assert [FIRST, SECOND] == [first.raw, second.raw]
    assert "http://arxiv.org/abs/2111.00002v1" == second.key


MESSY = "\n".join(
    [
        "",
        " stray words",
        HEADING + make_record("First", "2111.00001").replace("- **DOI**: 10.1000/1,\n  10.1000/2\n", ""),
        "between",
        "",
        HEADING + "### Second",
        "- **Summary**: first",
        "  and more",
        "- **Arxiv ID**: hep-th/9901001",
        "- **Rating**: ### 5 of 5",
        "",
        "after a blank line",
        "### Third \u2028 \x85 \x0b title",
        "- **Authors**: x",
        "#### no record",
        "###",
        "### ",
        SECOND + "## Another heading",
    ]
)


@pytest.mark.parametrize("size", [*range(1, 24), 100, 1000])
@pytest.mark.parametrize(
    "text", [DIGEST, DIGEST.rstrip(), MESSY, DIGEST + MESSY + DIGEST], ids=["clean", "end", "messy", "long"]
)
def test_the_size_of_the_chunks_does_not_matter(text: str, size: int) -> None:
    """Records, blocks, spans and lines are the same in pieces of any size."""
    assert scan(text) == scan(text, size)


def test_empty_chunks_do_not_matter() -> None:
    """A piece may be empty, as a decoder gives it in the middle of a character."""
    pieces = [piece for char in DIGEST for piece in ("", char, "")]
    assert scan(DIGEST) == scan_pieces(pieces)


@pytest.mark.parametrize("text", [DIGEST, MESSY, "\n\n" + DIGEST, "\n", " ", "words", "### ", "###", "### x", HEADING])
def test_every_character_is_in_a_record_or_a_block(text: str) -> None:
    """The raw texts, one after the other, are the whole text."""
    assert text == "".join(item.raw for item in scan(text))


def test_no_text_has_no_items() -> None:
    """Of nothing comes nothing."""
    assert [] == scan("")
    assert [] == scan_pieces([])


@pytest.mark.parametrize("end", range(len(DIGEST)))
def test_a_digest_cut_anywhere_keeps_what_came_before(end: int) -> None:
    """Cut at any character, the records before the cut are unchanged, and what is left of the last one is there."""
    text = DIGEST[:end]
    items = scan(text)
    assert text == "".join(item.raw for item in items)
    whole = records_of(scan(DIGEST))
    for record, complete in zip(records_of(items), whole, strict=False):
        if complete.span[1] < len(text):
            assert (complete.fields, complete.line) == (record.fields, record.line)
        else:
            assert fields_of(complete)[: len(record.fields) - 1] == fields_of(record)[:-1]


def test_line_numbers_count_line_feeds_only() -> None:
    """Characters that Python also takes for line ends are part of a value and end no line."""
    first, second = records_of(scan(f"### A\u2028B\x85C\x0bD\x0cE\n- **Rating**: 5\x1c6\n\n{SECOND}"))
    assert (1, 4) == (first.line, second.line)
    assert ["A\u2028B\x85C\x0bD\x0cE", "5\x1c6"] == [value for _, value in fields_of(first)]


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("DOI", "- **DOI**: 10.1000/182"),
        ("DOI", "* **doi**: 10.1000/182"),
        ("DOI", "- **DOI:** 10.1000/182"),
        ("DOI", "  -  **DOI** :10.1000/182"),
        ("Arxiv ID", "- **ARXIV  id**: 10.1000/182"),
        ("Rating", "- **Rating**: 10.1000/182"),
    ],
)
def test_labels_are_told_in_every_spelling(expected: str, line: str) -> None:
    """Case, list mark and place of the colon do not matter to a known label; an unknown one is kept as it is."""
    (record,) = records_of(scan(f"### T\n{line}\n"))
    assert [("Title", "T"), (expected, "10.1000/182")] == fields_of(record)


def test_reordered_and_repeated_lines_keep_their_order() -> None:
    """Lines in another order, repeated and unknown ones are all fields, as they stand."""
    (record,) = records_of(scan("### T\n- **Summary**: s\n- **DOI**: a\n- **Rating**: 5\n- **DOI**: b\n"))
    assert [("Title", "T"), ("Summary", "s"), ("DOI", "a"), ("Rating", "5"), ("DOI", "b")] == fields_of(record)


def test_any_value_may_wrap() -> None:
    """A line without a label goes on with the value before it, with or without indentation."""
    (record,) = records_of(scan("### A long\ntitle\n- **Authors**: A B,\n\tC D\n- **Summary**: one\ntwo\n\n"))
    expected = {"Title": "A long title", "Authors": "A B, C D", "Summary": "one two"}
    assert expected == {name: " ".join(value.split()) for name, value in fields_of(record)}


def test_several_digests_in_one_text() -> None:
    """A heading ends the record before it, with or without a blank line between them."""
    items = scan(DIGEST.rstrip() + "\n" + DIGEST + DIGEST)
    assert 6 == len(records_of(items))
    assert [HEADING] * 3 == [item.raw for item in items if isinstance(item, Block)]
    assert {BlockKind.HEADER} == {item.kind for item in items if isinstance(item, Block)}


@pytest.mark.parametrize("first", [HEADING + FIRST.rstrip("\n"), (HEADING + FIRST)[:-30], HEADING + FIRST[:90]])
@pytest.mark.parametrize("size", [None, 7])
def test_a_heading_behind_a_file_without_a_last_line_end(first: str, size: int | None) -> None:
    """Files put one behind the other are separate, also where the first was cut off."""
    second = HEADING.replace("05", "06")
    items = scan(first + second + SECOND, size)
    blocks = [item.raw for item in items if isinstance(item, Block)]
    assert [HEADING, second] == blocks
    assert not any("Arxiv Papers" in value for record in records_of(items) for _, value in fields_of(record))
    assert first + second + SECOND == "".join(item.raw for item in items)


def test_a_heading_among_text_is_a_block_of_its_own() -> None:
    """A heading is told from the text before and after it, also where no record is near."""
    blocks = [item for item in scan(f"\nbefore\n{HEADING}\nafter\n{HEADING}") if isinstance(item, Block)]
    assert [("\nbefore\n", 1), (HEADING + "\n", 3), ("after\n", 5), (HEADING, 6)] == [(b.raw, b.line) for b in blocks]
    assert [BlockKind.TEXT, BlockKind.HEADER] * 2 == [block.kind for block in blocks]


def test_text_around_records_is_a_block() -> None:
    """Text before, between and after the records is a block of text with its line."""
    items = scan(f"before\n{FIRST}between\n\n{SECOND}after\n")
    blocks = [item for item in items if isinstance(item, Block)]
    assert [("before\n", 1), ("between\n\n", 18), ("after\n", 36)] == [(block.raw, block.line) for block in blocks]
    assert {BlockKind.TEXT} == {block.kind for block in blocks}
    assert ["First", "Second"] == [fields_of(record)[0][1] for record in records_of(items)]


def test_find_field_line() -> None:
    """The line of a field is where its label stands, of a repeated one the line of that very one."""
    (record,) = records_of(scan("\n\n### T **DOI**\n- **DOI**: a\n  b\n- **Summary**: s\n- **DOI**: c\n"))
    assert [3, 4, 6, 7] == [find_field_line(record, position) for position in range(4)]


@pytest.mark.parametrize(
    "piece",
    [
        "### x\n",
        "- **DOI**: a\n",
        "\n",
        "x\n# Arxiv Papers in x\n",
        "### x\n- **Arxiv ID**: a\n  b\n",
        "#",
        "- **",
        " ",
        "# Arxiv Papers in x\n",
    ],
)
def test_scanning_is_linear(piece: str) -> None:
    """A long text full of what records are made of is scanned in linear time."""
    start = time.process_time()
    scan(piece * 20_000)
    scan("### x\n" + piece * 20_000, 10_000)
    assert time.process_time() - start < 10


PIECES = st.sampled_from(
    [*(f"- **{label}**: " for label in LABELS), "### ", "# Arxiv Papers in cs.CV on 2021-11-05", "\n", "\n  ", "- ",
     "**", "None", " ", "x", "é", "\u2028", "#", "- **Rating**: ", FIRST]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(1, 40))
def test_any_text_is_scanned_whole(text: str, size: int) -> None:
    """Whatever the text: nothing raises, no character is lost, spans fit, and pieces of any size give the same."""
    items = scan(text)
    assert text == "".join(item.raw for item in items)
    assert items == scan(text, size)
    for record in records_of(items):
        assert record.raw == text[slice(*record.span)]
        assert record.line == text.count("\n", 0, record.span[0]) + 1


def test_control_characters_are_told_of_the_text_they_are_in() -> None:
    """Only a record with such a character in its text, or near it, has to be looked at."""
    record = make_record() + "\n\n\n"
    assert [False] * 3 == [item[2] for item in scan_values([record * 3]) if not isinstance(item, Block)]
    text = record + record.replace("Title", "Ti\x01tle") + record
    assert [True, True, False] == [item[2] for item in scan_values([text]) if not isinstance(item, Block)]
