"""Say what is odd in a bibliography, errors and warnings only.

Usage: python check_before_commit.py BIBLIOGRAPHY

Prints::

    nothing odd in refs.bib
"""

import sys

import arxiv2bib


def main(path: str) -> int:
    """Print what matters, and return how much that is."""
    findings = [found for found in arxiv2bib.check(path) if found.severity > arxiv2bib.Severity.INFO]
    for found in findings:
        print(found)
    if not findings:
        print(f"nothing odd in {path}")
    return len(findings)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]) > 0)
