"""The API reference has every public name, once."""

import re

import arxiv2bib
from tests.docs.examples import ROOT


def test_reference_has_every_public_name_once() -> None:
    """A new public name comes with its place among the topics of the page."""
    text = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
    found = re.findall(r"^\.\. auto(?:class|exception|function):: (\w+)$", text, re.MULTILINE)
    assert sorted(arxiv2bib.__all__) == sorted([*found, "__version__"])
