"""Keep a reading list: add what a digest has on machine learning, newest first, each work once.

Usage: python reading_list.py DIGEST

Prints::

    4 added to reading.bib
    0 added to reading.bib
    known: 2212.03069, 2212.02634, 2212.02135, 2212.01985
"""

import sys

import arxiv2bib


def main(path: str) -> None:
    """Add the papers, and once more, which adds nothing."""
    for _ in range(2):
        report = arxiv2bib.convert(path, "reading.bib", append=True, where="category=cs.LG", sort="-eprint")
        print(f"{report.records_written} added to reading.bib")
    identifiers = [entry.arxiv.id for entry in arxiv2bib.load("reading.bib") if entry.arxiv is not None]
    print("known:", ", ".join(map(str, identifiers)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
