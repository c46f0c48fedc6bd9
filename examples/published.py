"""List the preprints of a digest whose authors have named a published version.

Usage: python published.py DIGEST

Prints::

    2212.02634  https://doi.org/10.1007/978-3-031-25082-8_8
"""

import sys

import arxiv2bib


def main(path: str) -> None:
    """Print the identifier and the address of each published version."""
    for entry in arxiv2bib.iter_entries(path):
        if entry.arxiv is not None and entry.arxiv.doi is not None:
            for doi in arxiv2bib.Doi.find_all(entry.arxiv.doi):
                print(f"{entry.arxiv.id}  {doi.url}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
