"""The sections of the page of checks: their first lines come from the table of rules, their examples are fixtures."""

import re

import attrs

from arxiv2bib.checks.rules import Rule, describe
from tests.docs.examples import ROOT, find_fences

PAGE = ROOT / "docs" / "reference" / "checks.md"


@attrs.frozen
class Section:
    """What the page says of one code: all of it, an example that is odd, and one that is not."""

    text: str
    bad: str
    good: str


def render_head(rule: Rule) -> str:
    """Return the line that says how much a rule matters, what it looks at, and what it says."""
    parts = [rule.severity.name.capitalize(), f"looks at {rule.looks_at}"]
    parts += ["`--fix` mends it"] if rule.has_fix else []
    parts += [] if rule.is_default else ["off unless it is selected"]
    return f'{"; ".join(parts)}: "{describe(rule)}".'


def read_sections() -> dict[str, Section]:
    """Return the sections of the page, by code."""
    parts = re.split(r"(?m)^### `([\w-]+/[\w-]+)`$", PAGE.read_text("utf-8"))
    return {code: _read_section(text) for code, text in zip(parts[1::2], parts[2::2], strict=True)}


def _read_section(text: str) -> Section:
    bad, good = (fence.body for fence in find_fences(text.partition("\n## ")[0]) if fence.language == "text")
    return Section(text, bad, good)


SECTIONS = read_sections()
