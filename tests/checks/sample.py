"""A random sample of what the checks find in real bibliographies, to be looked at by hand.

``python -m tests.checks.sample [--seed N] [--size N] [--each N] [--of PATTERN]`` draws findings from the files of the
corpus that match PATTERN, in which every finding has the same chance, and shows each with the lines that it is about;
with ``--each``, that many of each code instead.
The share that is right stands in the documentation of the checks.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import arxiv2bib
from tests.conftest import CORPUS, list_corpus_files

SEED, SIZE, WEB = 20261129, 100, "bib/web/*.bib"
_LINES = 6


def find_all(pattern: str) -> list[arxiv2bib.Finding]:
    """Return what is found in the files of the corpus that match *pattern*, in order."""
    findings: list[arxiv2bib.Finding] = []
    for path in list_corpus_files(pattern):
        findings += arxiv2bib.check(path)
    return findings


def draw(findings: Sequence[arxiv2bib.Finding], size: int, seed: int) -> list[arxiv2bib.Finding]:
    """Return *size* of *findings*, each as likely as the next, in their order; the same for one *seed*."""
    chosen = random.Random(seed).sample(range(len(findings)), min(size, len(findings)))
    return [findings[at] for at in sorted(chosen)]


def draw_each(findings: Sequence[arxiv2bib.Finding], size: int, seed: int) -> list[arxiv2bib.Finding]:
    """Return *size* findings of each code, or all where there are fewer."""
    codes = sorted({finding.code for finding in findings})
    of_codes = ([finding for finding in findings if finding.code == code] for code in codes)
    return [finding for of_code in of_codes for finding in draw(of_code, size, seed)]


def show(finding: arxiv2bib.Finding) -> str:
    """Return *finding* with the lines of its file that it is about."""
    library = arxiv2bib.load(finding.source)
    style = library.style
    text = Path(finding.source).read_text(style.encoding if style is not None else "utf-8", "surrogateescape")
    lines = text.splitlines()[finding.line - 1 : max(finding.line, finding.end_line or 0) + 1][:_LINES]
    name = Path(finding.source).relative_to(CORPUS)
    head = f"{name}:{finding.line}:{finding.column}: {finding.code} {finding.message} [{finding.key}]"
    return "\n".join([head, *(f"    | {line}" for line in lines)]).encode("utf-8", "replace").decode()


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--each", type=int)
    parser.add_argument("--of", default=WEB)
    arguments = parser.parse_args()
    findings = find_all(arguments.of)
    is_each = arguments.each is not None
    chosen = (draw_each if is_each else draw)(findings, arguments.each if is_each else arguments.size, arguments.seed)
    print(f"{len(findings)} findings, {len(chosen)} of them with seed {arguments.seed}:")
    for number, finding in enumerate(chosen, 1):
        print(f"{number}. {show(finding)}")


if __name__ == "__main__":
    main()
