"""The page of checks is about the rules that there are, and its examples are what it says."""

from pathlib import Path

import pytest

import arxiv2bib
from arxiv2bib.checks.rules import Rule
from arxiv2bib.checks.table import RULES
from tests.docs.check_sections import SECTIONS, render_head

BY_CODE = [pytest.param(rule, id=rule.code) for rule in RULES]
FIXABLE = [pytest.param(rule, id=rule.code) for rule in RULES if rule.has_fix]


def find_codes(text: str, code: str) -> set[str]:
    """Return the codes of what is found in *text*, a BibTeX file; *code* is looked for even where it is not default."""
    found = arxiv2bib.check(arxiv2bib.loads(text, "bibtex"), select=["default", code])
    return {finding.code for finding in found}


def test_each_rule_has_a_section_and_no_section_is_left_over() -> None:
    """The page and the table of rules are the same list, in the same order."""
    assert [rule.code for rule in RULES] == list(SECTIONS)


@pytest.mark.parametrize("rule", BY_CODE)
def test_each_section_begins_with_what_its_row_says(rule: Rule) -> None:
    """How much a rule matters, what it looks at and what it says are those of the table."""
    assert SECTIONS[rule.code].text.strip().startswith(render_head(rule))


@pytest.mark.parametrize("rule", BY_CODE)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    """What the section shows as odd is found, and nothing else in it."""
    assert {rule.code} == find_codes(SECTIONS[rule.code].bad, rule.code)


@pytest.mark.parametrize("rule", BY_CODE)
def test_each_rule_leaves_the_other_example_alone(rule: Rule) -> None:
    """In what the section shows as right, nothing is found at all."""
    assert set() == find_codes(SECTIONS[rule.code].good, rule.code)


@pytest.mark.parametrize("rule", FIXABLE)
def test_each_fix_makes_the_one_example_the_other(rule: Rule, tmp_path: Path) -> None:
    """What is odd is mended into what the section shows as right."""
    path = tmp_path / "refs.bib"
    path.write_text(SECTIONS[rule.code].bad, encoding="utf-8")
    arxiv2bib.fix(path, select=[rule.code])
    assert SECTIONS[rule.code].good == path.read_text("utf-8")
