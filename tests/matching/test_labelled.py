"""The labelled set, and matching on real records."""

from pathlib import Path

import pytest

from arxiv2bib.matching import Verdict, match
from tests.matching.__main__ import BEGIN, END, list_faults, render_labelled, rewrite
from tests.matching.labelled import Pair, judge, read_pairs
from tests.matching.measure import measure_negatives, measure_positives, measure_wrong_dois, read_answers, read_digests

PAIRS = tuple(read_pairs())
PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "matching.md"
DIFFERENT = [pytest.param(pair, id=f"{at}-{pair.why}") for at, pair in enumerate(PAIRS) if not pair.same]


def test_the_set_is_large_enough() -> None:
    """There are enough pairs of either label for the figures to mean something."""
    assert (True, True) == (len(DIFFERENT) >= 60, len(PAIRS) - len(DIFFERENT) >= 50)


@pytest.mark.parametrize("pair", DIFFERENT)
def test_another_work_is_never_accepted(pair: Pair) -> None:
    """Precision 1.0: no pair of different works is accepted, in either order where both have titles."""
    found = match(pair.entry, pair.candidate, asked=pair.asked)
    assert not found.is_accepted, found
    assert not (pair.candidate.title and match(pair.candidate, pair.entry).is_accepted)


def test_recall() -> None:
    """Of the pairs of one work nine in ten are found, the hardest among them."""
    found = [one for one in judge() if one.pair.same]
    assert sum(one.match.is_accepted for one in found) >= 0.9 * len(found), list(list_faults(found))


def test_the_page_has_the_figures_of_today() -> None:
    """``python -m tests.matching --write docs/explanation/matching.md`` renews the page."""
    text = PAGE.read_text("utf-8")
    assert text == rewrite(text, BEGIN, END, render_labelled(judge()))


def test_real_records_of_different_works(corpus: Path) -> None:
    """No paper of a tenth of the digests is taken for another, and no recorded answer is."""
    papers, answers = read_digests(corpus, every=10), read_answers(corpus)[::3]
    assert 0 == measure_negatives(papers, answers)[Verdict.ACCEPTED] + measure_wrong_dois(papers)[Verdict.ACCEPTED]


def test_real_records_in_other_spelling(corpus: Path) -> None:
    """A paper is known again in a registry's spelling, and not by a title that is another."""
    found = measure_positives(read_digests(corpus, every=6))
    shares = {name: counts[Verdict.ACCEPTED] / counts.total() for name, counts in found.items()}
    assert shares.pop("without the last word of the title") < 0.1
    assert min(shares.values()) > 0.9, shares
