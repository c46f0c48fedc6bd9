"""Write one BibTeX file for each primary category of a digest.

Usage: python by_category.py DIGEST

Prints::

    cs.CV.bib: 3 entries
    cs.LG.bib: 1 entries
    stat.ML.bib: 1 entries
"""

import sys
from collections import defaultdict

import arxiv2bib


def main(path: str) -> None:
    """Sort the entries by category and write them."""
    by_category: defaultdict[str, list[arxiv2bib.Entry]] = defaultdict(list)
    # Keys are made here, so that no two files share one.
    for entry in arxiv2bib.assign_keys(arxiv2bib.iter_entries(path)):
        primary = entry.arxiv.primary_category if entry.arxiv is not None else None
        by_category[primary or "uncategorized"].append(entry)
    for category, entries in sorted(by_category.items()):
        arxiv2bib.dump(entries, f"{category}.bib", letters="utf8")
        print(f"{category}.bib: {len(entries)} entries")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
