"""Say what each format has no place for.

Usage: python losses.py DIGEST

Prints::

    bibtex: updated 3
    biblatex: updated 3
    ris: nothing
    csl-json: nothing
"""

import sys
from collections import Counter

import arxiv2bib


def main(path: str) -> None:
    """Write the digest in each format, and count the fields that were left out."""
    for name in ("bibtex", "biblatex", "ris", "csl-json"):
        library = arxiv2bib.load(path)
        arxiv2bib.dumps(library, name)
        lost = Counter(diagnostic.path for diagnostic in library.report.of_code("export/field-dropped"))
        print(f"{name}: {', '.join(f'{field} {count}' for field, count in lost.items()) or 'nothing'}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
