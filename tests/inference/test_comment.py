"""Comments: what they say of their paper, and what they must never be taken to say."""

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Comment, PublicationStatus, parse_comment
from tests.inference.gold import find_false_publications, score

FIXTURE = Path(__file__).with_name("comments.txt")


def read_fixture() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each comment of the fixture with the fields that it must give."""
    comment, fields = "", dict[str, str]()
    for line in [*FIXTURE.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("    "):
            name, _, value = line.strip().partition(": ")
            fields[name] = value
        elif not line.strip() and comment:
            yield comment, fields
            comment, fields = "", {}
        elif line and not line.startswith("#"):
            comment = line


def to_text(comment: Comment) -> dict[str, str]:
    """Return the fields of *comment* that say something, as text."""
    values = {name: value for name, value in attrs.asdict(comment).items() if value and value != "none"}
    return {name: " ".join(value) if isinstance(value, tuple) else str(value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("comment", "fields"), list(read_fixture()), ids=lambda value: value[:40] if isinstance(value, str) else ""
)
def test_a_comment_gives_what_it_says_and_no_more(comment: str, fields: dict[str, str]) -> None:
    """Every field is as the fixture has it, and those that it does not list are absent."""
    assert fields == to_text(parse_comment(comment))


@pytest.mark.parametrize(
    "word", ["Submitted to", "Under review at", "Rejected from", "Not accepted at", "", "In submission to"]
)
@pytest.mark.parametrize("venue", ["CVPR 2021", "the International Journal of Computer Vision", "ECCV Workshops"])
def test_nothing_short_of_acceptance_is_a_publication(word: str, venue: str) -> None:
    """Submitted, rejected and bare venues are never called accepted or published."""
    assert parse_comment(f"{word} {venue}".strip()).status not in (
        PublicationStatus.ACCEPTED,
        PublicationStatus.PUBLISHED,
    )


@pytest.mark.parametrize(
    "comment", ["Accepted at CVPR 2020; this version is withdrawn", "We withdrew it. Published in PAMI"]
)
def test_a_withdrawn_paper_is_no_publication(comment: str) -> None:
    """Whatever else is said: what was taken back is withdrawn."""
    assert parse_comment(comment).status is PublicationStatus.WITHDRAWN


WORDS = [
    "accepted", "submitted", "to appear", "published", "under review", "rejected", "at", "in", "by", "the", "CVPR",
    "2021",
    "IEEE Transactions on", "Workshop", "(ECCV", ")", ",", ".", ";", "10 pages", "3 figures", "oral", "https://a.org/b",
    "extended version of", "if", "not", "\\'e", "{", "}", "&", "of", "Conference on Vision", "@", "'21", "12th", ":",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=25).map(" ".join))
def test_reading_never_raises(comment: str) -> None:
    """Whatever stands in a comment, reading it gives a Comment."""
    assert isinstance(parse_comment(comment), Comment)


@given(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join))
def test_white_space_does_not_count(comment: str) -> None:
    """A comment says the same however its lines are broken."""
    assert parse_comment(comment) == parse_comment(comment.replace(" ", "\n  "))


@pytest.mark.parametrize(
    "unit",
    [
        "accepted at ",
        "a",
        "(",
        "1 ",
        "A, ",
        "Proc. ",
        "if a b c d ",
        "X of ",
        "CVPR 2021 ",
        "{\\",
        "a-",
        "[a](",
        "the , ",
        "we hope to be ",
        "not yet been or ",
        "accepted with a revision ",
        "published in a technical ",
        "version of the short ",
        "\\textbf{",
        "Chaos, ",
        "on 3D ",
        "similar works ",
        "if it is accepted ",
        "the version that was accepted at x ",
        "12 a b ",
        "http://a",
        "'21 ",
    ],
)
def test_long_input_takes_linear_time(unit: str) -> None:
    """A hundred thousand characters of anything take no more than a moment: no expression runs away."""
    start = time.process_time()
    parse_comment(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 5


def test_gold_comments(corpus: Path) -> None:
    """On the hand-labelled comments F1 over all fields is 0.97 at least."""
    assert score(corpus / "gold" / "comment.jsonl", "comment", parse_comment) >= 0.97


def test_gold_comments_have_no_false_publications(corpus: Path) -> None:
    """No hand-labelled comment is called accepted or published that is not."""
    assert find_false_publications(corpus / "gold" / "comment.jsonl", parse_comment) == []


def test_all_comments_of_the_archive_are_read(corpus: Path) -> None:
    """None of every fourth of 104,967 real comments raises, and none that speaks of withdrawal is a publication."""
    with gzip.open(corpus / "archive" / "publication_fields.jsonl.gz", "rt", encoding="utf-8") as file:
        comments = [row["comment"] for row in map(json.loads, file) if "comment" in row]
    read = [(comment, parse_comment(comment)) for comment in comments[::4]]
    assert [
        comment for comment, said in read if "withdrawn" in comment and said.status is not PublicationStatus.WITHDRAWN
    ] == []
