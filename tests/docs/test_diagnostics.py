"""Every diagnostic has its section, and an example that brings it about."""

import re

import pytest

from arxiv2bib import Code
from tests.docs.examples import ROOT, find_fences

PAGE = ROOT / "docs" / "reference" / "diagnostics.md"


def split_sections(text: str) -> dict[str, str]:
    """Return the sections of the page about one code each, by that code."""
    parts = re.split(r"(?m)^### `([\w-]+/[\w-]+)`$", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


SECTIONS = split_sections(PAGE.read_text("utf-8"))


def test_each_code_has_one_section_and_no_section_is_left_over() -> None:
    """The page and the list of codes are the same list, in the same order."""
    assert [str(code) for code in Code] == list(SECTIONS)


@pytest.mark.parametrize("code", Code)
def test_each_section_says_what_it_must(code: Code) -> None:
    """A section says how bad it is, what it means and what to do, and shows an example whose output names the code.

    The examples run with all others of the documentation, so the code is truly brought about.
    """
    section = SECTIONS[code]
    assert re.search(r"(?m)^Severity: (?:info|warning|error)(?: or (?:info|warning|error))?\.$", section)
    assert "\nWhat to do: " in section
    shown = "".join(fence.body for fence in find_fences(section) if fence.language in {"console", "python"})
    assert str(code) in shown
