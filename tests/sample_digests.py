"""A digest of arXiv papers that many tests begin with."""

from typing import Final

HEADING: Final = "# Arxiv Papers in cs.CV on 2021-11-05\n"


def make_record(number: int = 1, title: str = "Fields of light", authors: str = "Gül Varol, Ada Lovelace") -> str:
    """Return a record of a digest."""
    return (
        f"### {title}\n"
        f"- **Arxiv ID**: http://arxiv.org/abs/2111.{number:05d}v1\n"
        "- **DOI**: None\n"
        "- **Categories**: **cs.CV**, cs.LG\n"
        f"- **Links**: [PDF](http://arxiv.org/pdf/2111.{number:05d}v1)\n"
        "- **Published**: 2021-11-05 23:03:54+00:00\n"
        "- **Updated**: 2021-11-05 23:03:54+00:00\n"
        f"- **Authors**: {authors}\n"
        "- **Comment**: None\n"
        "- **Journal**: None\n"
        "- **Summary**: Some words on light.\n\n\n\n"
    )


DIGEST: Final = HEADING + make_record(1) + make_record(2, "Second")
FAILED: Final = HEADING + "### Only a title\n\n" + make_record(1)
"""A digest with a record that cannot be read, and one that can."""
