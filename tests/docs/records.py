"""The records that pages show in BibTeX, RIS and JSON: what the exporters make of an entry, letter by letter.

The entry is that of the page's own ``markdown`` fence, or else the one of the example digest whose key the fence has.
BibTeX that stands so in the example bibliography is input, and stays.
``python -m tests.docs.records PAGE ...`` writes the records of today into the pages.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import arxiv2bib
from tests.docs.examples import BIBLIOGRAPHY, DIGEST, Fence, find_fences, list_pages

LANGUAGES = {"bibtex": "bibtex", "ris": "ris", "json": "csl-json"}
"""The format that a fence of each language shows."""


def rewrite_records(text: str, page: Path) -> str:
    """Return the text of *page* with the records of today."""
    pieces, done = [], 0
    given = BIBLIOGRAPHY.read_text("utf-8")
    for fence in find_fences(text):
        if fence.language in LANGUAGES and fence.body not in given:
            name = page.stem if page.stem == "biblatex" else LANGUAGES[fence.language]
            pieces += [text[done : fence.start], _render(_find_entry(text, fence), name)]
            done = fence.start + len(fence.body)
    return "".join([*pieces, text[done:]])


def _find_entry(text: str, fence: Fence) -> arxiv2bib.Entry:
    for other in find_fences(text):
        if other.language == "markdown" and "### " in other.body:
            return arxiv2bib.loads(other.body, "arxiv-digest")[0]
    library = arxiv2bib.Library(arxiv2bib.assign_keys(arxiv2bib.load(DIGEST)))
    return next(entry for entry in library if entry.key is not None and entry.key in fence.body)


def _render(entry: arxiv2bib.Entry, name: str) -> str:
    text = arxiv2bib.dumps([entry], name)
    if name == "csl-json":  # one item, without the array around it
        text = re.sub(r"(?m)^  ", "", text.removeprefix("[\n").removesuffix("]\n"))
    return text


def main(pages: Sequence[str]) -> None:
    """Write the records of today into *pages*, or into all of them."""
    for page in map(Path, pages) if pages else list_pages():
        text = page.read_text("utf-8")
        new = rewrite_records(text, page)
        if new != text:
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
