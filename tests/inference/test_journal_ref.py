"""Journal references: the table of examples, the gold sets, and what holds for any text."""

import gzip
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import JournalRef, Pages, PublicationStatus, ReferenceKind, parse_journal_ref
from arxiv2bib.inference._reference_numbers import scan_numbers
from tests.inference.references import list_fields, read_table

TABLE = read_table()

TITLES = (
    "IEEE Transactions on Image Processing",
    "Phys. Rev. Lett.",
    "Pattern Recognition",
    "CVPR",
    "2019 IEEE International Conference on Image Processing (ICIP)",
    "Proceedings of the 40th International Conference on Machine Learning",
    "Document Analysis Systems. DAS 2022. Lecture Notes in Computer Science",
    "Sensors",
    "Annals of Nothing, Series B",
    "Ünknown Jøurnal of Ærial Views",
)
NUMBERS = (
    ", vol. {}", ", no. {}", ", pp. {}-{}", " {}({}): {}-{}", " {} ({}) {}", ", Article {}", ", Volume {}, Issue {}",
    " {}", ", art. no. {}", ", {} pages", ", pp.{}", " ({})", "; {}",
)  # fmt: skip
TAILS = (
    ", Dec. 2023", " (2007)", ", 12-14 June 2018", ", Berlin, Germany", ". Springer, Cham", ", doi: 10.1000/182", "",
    ", ISSN 0031-9007", ", https://example.org/paper?id=1", " (Eds. J. Doe, R. Roe)", ", to appear",
    " Erratum: 12, 34 (1999)",
)  # fmt: skip
HEADS = (
    "",
    "In ",
    "Published in: ",
    'J. Doe and R. Roe, "On small things in images," ',
    "Doe, J., Roe, R.: On things. In: ",
)

# Words that say what stands beside them and are no part of any value.
LABELS = set(
    "vol volume no number issue article art pp pages page p in published doi issn isbn eds ed on the to appear "
    "dec june".split()
)

references = st.builds(
    lambda head, title, numbers, tail: head + title + "".join(numbers) + tail,
    st.sampled_from(HEADS),
    st.sampled_from(TITLES),
    st.lists(
        st.tuples(st.sampled_from(NUMBERS), st.lists(st.integers(1, 200_000), min_size=4, max_size=4)).map(
            lambda pair: pair[0].format(*pair[1])
        ),
        max_size=4,
    ),
    st.sampled_from(TAILS),
)
PIECES = ("vol.", "pp.", "In:", "(eds.)", "2021", "Phys.Rev.D", "10.1/")
marks = st.lists(st.sampled_from([*" .,;:()[]{}-–/\"'“”=\\$~&0123456789", *PIECES]), max_size=40).map("".join)


@pytest.mark.parametrize(("text", "fields"), TABLE, ids=[text[:60] for text, _ in TABLE])
def test_table(text: str, fields: dict[str, str]) -> None:
    """Each reference of the table has exactly the fields that stand below it."""
    assert fields == list_fields(parse_journal_ref(text))


def test_empty_text_says_nothing() -> None:
    """No words, no values."""
    assert JournalRef(kind=ReferenceKind.OTHER) == parse_journal_ref("")
    assert JournalRef(kind=ReferenceKind.OTHER) == parse_journal_ref(" \n\t ")


@given(st.text() | marks | references)
def test_any_text_is_read(text: str) -> None:
    """No text raises, and what comes out has the types that it should have."""
    found = parse_journal_ref(text)
    assert isinstance(found.kind, ReferenceKind)
    assert isinstance(found.status, PublicationStatus)
    assert found.year is None or 1900 <= found.year < 2050
    assert found.month is None or 1 <= found.month <= 12
    assert found.pages is None or isinstance(found.pages, Pages)
    for name in ("container_title", "volume", "issue", "article_number", "publisher", "series", "note", "place"):
        value = getattr(found, name)
        assert value is None or (isinstance(value, str) and value == value.strip() and value)


@given(st.text() | marks | references)
def test_a_reference_is_made_as_by_its_constructor(text: str) -> None:
    """References are equal, hashed and shown as if they had been made in the usual way."""
    found = parse_journal_ref(text)
    same = JournalRef(**vars(found))
    assert found == same
    assert hash(found) == hash(same)
    assert repr(found) == repr(same)


@given(references)
def test_no_word_is_lost(text: str) -> None:
    """Each word and number of a reference is in one of its fields, labels apart, or in the note."""
    fields = " ".join(list_fields(parse_journal_ref(text)).values()).lower()
    words = [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in LABELS]
    assert [] == [word for word in words if word not in fields and not (word.isdigit() and int(word) == 0)]


@given(references, st.sampled_from(["  ", "\n  ", "\t", " \r\n "]))
def test_line_breaks_mean_nothing(text: str, gap: str) -> None:
    """White space of any kind and length is one space."""
    assert parse_journal_ref(text) == parse_journal_ref(text.replace(" ", gap))


@given(references)
def test_usual_endings_say_what_the_scanner_says(text: str) -> None:
    """The short way for the endings that most references have gives what the long way gives."""
    short = scan_numbers(text)
    long = scan_numbers(f"{text} ")  # with a space at its end a reference goes the long way
    for name in ("volume", "issue", "pages", "article"):
        assert getattr(long, name) == getattr(short, name)
    assert [year for year, _ in long.years] == [year for year, _ in short.years]


@pytest.mark.parametrize("text", ["under review at ICML 2024", "submitted to Nature", "in submission"])
def test_a_submission_is_not_called_published(text: str) -> None:
    """What is only submitted says so."""
    assert parse_journal_ref(text).status is PublicationStatus.SUBMITTED


@pytest.mark.parametrize("text", ["Physics Letters B, in press", "to appear in CVPR 2026", "Accepted by IEEE Access"])
def test_what_is_to_appear_is_accepted(text: str) -> None:
    """What is accepted is not yet published."""
    assert parse_journal_ref(text).status is PublicationStatus.ACCEPTED


def test_a_long_text_keeps_its_end_in_the_note() -> None:
    """What is longer than any reference is read at its beginning, and the rest is not lost."""
    found = parse_journal_ref("Pattern Recognition 12, 34 (2019) " + "x " * 3_000 + "the end")
    assert found.note is not None
    assert found.note.endswith("the end")


@pytest.mark.parametrize(
    "piece",
    [
        "a", "A. ", "A.B. Cee, ", "1", "1 ", "1-", "(", ")", "((1)", "[", '"', "vol. ", "vol. 1, ", "pp. 1-2 ", "2019 ",
        "and ", "Journal, ", "Conference ", "Springer, ", "In: ", "eds. ", "10.1/", "http://", "ISSN ", "978", "ISBN ",
        "ISSN 1234-5678, ", "= ", "year = ", "\\'e", "{", "Jan ", "Jan. - ", "1 Jan - ", "Van der ", ".", ",", ";", "-",
        ": ", "é", "Phys.", "1:1-", "Lee, K., ", "erratum ", "; Proc", "1(", "Smith, John and ", "x. In ",
        "arXiv.", "zenodo 1", "preprint ", "technical report ", "(ISSN 1234-5678) ", "not accepted ", "IEEE Trans. ",
        "aaaa bbbb Pattern Recognition ", "accepted ", "{a}, year=", "Proc. SPIE ", "vol 1(2):3-4 2020, ", "@", "’",
    ],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    """A hundred thousand characters of whatever references are made of take no more than a moment."""
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    parse_journal_ref(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("tail", [".", "1", "1 ", ". ", "-1.", "arxiv ", "preprint "])
def test_an_archive_with_a_long_tail_takes_no_time(tail: str) -> None:
    """The names of archives are followed by anything in figures and marks, and no order of them is searched twice."""
    started = time.process_time()
    parse_journal_ref(f"arXiv {tail * (3_000 // len(tail))}x")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "line",
    [
        "arXiv preprint arXiv:2101.00001 (2021)", "arXiv:2101.00001v2", "bioRxiv 2020.01.01.123456", "medRxiv 2021",
        "SSRN Electronic Journal (2021)", "Research Square (2022)", "Zenodo (2023)", "TechRxiv (2021)",
        "Preprints 2021", "CoRR abs/1412.6980 (2014)", "GitHub repository 2020", "China Patent Application, 2011",
        "Manuscript, 2012", "Technical Report, 2010",
    ],
)  # fmt: skip
def test_an_archive_of_preprints_is_no_journal(line: str) -> None:
    """Where anybody can put a paper nothing was published: such a line is of kind ``other``, and makes no article."""
    assert parse_journal_ref(line).kind is ReferenceKind.OTHER


@pytest.mark.parametrize("line", ["CVPR 2019 (not accepted)", "not accepted at CVPR 2019", "Rejected from CVPR 2019"])
def test_a_line_that_denies_acceptance_is_a_rejection(line: str) -> None:
    """The word "accepted" behind a "not" says the contrary."""
    assert parse_journal_ref(line).status is PublicationStatus.REJECTED


@pytest.fixture(scope="session")
def scorer(corpus: Path) -> ModuleType:
    """Return the scorer of the gold files, which stands beside the corpus; skip the test where it does not."""
    path = corpus.parent / "tools" / "score_gold.py"
    if not path.is_file():
        pytest.skip("needs the scorer of the gold files, tools/score_gold.py beside the corpus")
    spec = importlib.util.spec_from_file_location("score_gold", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_gold"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "least_f1", "least_precision"), [("journal_ref", 0.97, 0.97), ("journal_ref_physics", 0.97, 0.97)]
)
def test_gold_sets(corpus: Path, scorer: Any, name: str, least_f1: float, least_precision: float) -> None:
    """Over all fields of the labelled references, hardly any value is wrong, missed or invented."""
    lines = (corpus / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    tallies, _, raised = scorer.score_fields(rows, parse_journal_ref, "journal_ref", scorer.JOURNAL)
    total = scorer.Tally()
    for tally in tallies.values():
        for kind in ("right", "wrong", "missed", "invented"):
            setattr(total, kind, getattr(total, kind) + getattr(tally, kind))
    figures = total.figures()
    assert [] == raised
    assert figures["f1"] >= least_f1
    assert figures["precision"] >= least_precision


def read_archive(corpus: Path) -> Iterator[str]:
    """Return the journal references of the archive."""
    with gzip.open(corpus / "archive" / "publication_fields.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if reference := json.loads(line).get("journal_ref"):
                yield reference


def test_archive_is_read_without_losing_numbers(corpus: Path) -> None:
    """Of ten thousand real references not one raises, and hardly one loses a number."""
    losing = [text for text in read_archive(corpus) if _lost_numbers(text, parse_journal_ref)]
    assert len(losing) <= 10, losing


def _lost_numbers(text: str, parse: Callable[[str], JournalRef]) -> list[str]:
    fields = set(re.findall(r"\d+", " ".join(list_fields(parse(text)).values())))
    fields |= {number.lstrip("0") for number in fields}
    plain = re.sub(r"\s+", " ", text)
    return [number for number in re.findall(r"\d+", plain) if number not in fields and int(number) != 0]
