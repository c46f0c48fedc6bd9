"""Give the preprints of a bibliography arXiv's DOI, and write the file back: nothing else in it changes.

Usage: python edit_and_write_back.py BIBLIOGRAPHY

Prints::

    -    eprint = "1706.03762", archivePrefix = "arXiv", primaryClass = "cs.CL",
    +    eprint = "1706.03762", archivePrefix = "arXiv", primaryClass = "cs.CL", doi = {10.48550/arXiv.1706.03762},
"""

import difflib
import sys
from pathlib import Path

import arxiv2bib


def add_doi(entry: arxiv2bib.Entry) -> arxiv2bib.Entry:
    """Return a preprint of arXiv with arXiv's DOI, and any other entry as it is."""
    if entry.doi is None and entry.is_preprint and entry.arxiv is not None and entry.arxiv.id is not None:
        return entry.evolve(doi=entry.arxiv.id.doi)
    return entry


def main(path: str) -> None:
    """Write the bibliography with the DOIs beside the old one, and print the lines that differ."""
    library = arxiv2bib.load(path)
    arxiv2bib.dump(library.map(add_doi), "edited.bib")
    before, after = (Path(name).read_text(encoding="utf-8").splitlines() for name in (path, "edited.bib"))
    for line in difflib.unified_diff(before, after, lineterm="", n=0):
        if line.startswith(("+", "-")) and not line.startswith(("+++", "---")):
            print(line)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
