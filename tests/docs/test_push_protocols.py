"""The contract with other programs names its tests."""

import re

from tests.docs.examples import ROOT

PAGE = ROOT / "docs" / "reference" / "push-protocols.md"
RULES = re.findall(r"(?m)^\| (?!-|rule|promise)(.+) \|$", PAGE.read_text("utf-8"))


def test_each_rule_names_tests_that_are_there() -> None:
    """Each row ends with the tests that hold us to it, and each of these is there."""
    folders = (ROOT / "tests" / name for name in ("cli", "exporters", "formats", "pushing"))
    sources = "\n".join(path.read_text("utf-8") for folder in folders for path in folder.glob("test_*.py"))
    named = {rule: re.findall(r"`(test_\w+)`", rule) for rule in RULES}
    assert ["Answers have no length, and are read to their end"] == [
        rule.partition(" |")[0] for rule, tests in named.items() if not tests
    ]
    assert [] == [name for names in named.values() for name in names if f"def {name}(" not in sources]
