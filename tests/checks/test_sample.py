"""The sample of findings that is looked at by hand."""

from pathlib import Path

import arxiv2bib
from tests.checks.sample import draw, draw_each, find_all, show

ONE = "bib/web/joachims.bib"


def test_same_seed_same_sample(corpus: Path) -> None:
    """One seed draws the same findings each time, another one others, in the order of the file."""
    findings = find_all(ONE)
    first = draw(findings, 5, 1)
    assert first == draw(findings, 5, 1)
    assert first != draw(findings, 5, 2)
    assert first == sorted(first, key=findings.index)


def test_some_of_each_code(corpus: Path) -> None:
    """Every code comes up, and none more often than asked."""
    findings = find_all(ONE)
    codes = [finding.code for finding in draw_each(findings, 2, 1)]
    assert {finding.code for finding in findings} == set(codes)
    assert max(map(codes.count, codes)) <= 2


def test_finding_is_shown_with_its_line(corpus: Path) -> None:
    """What is looked at stands below the finding."""
    finding = next(item for item in find_all(ONE) if item.code == "field/misspelled" or item.code == "name/et-al")
    assert isinstance(finding, arxiv2bib.Finding)
    line = (corpus / ONE).read_text("latin-1").splitlines()[finding.line - 1]
    assert f"    | {line}" in show(finding)
