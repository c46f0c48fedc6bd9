"""The findings as a page of the documentation."""

import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from arxiv2bib import __version__
from tests.agreement.cases import Case, Source
from tests.agreement.compare import Pair
from tests.agreement.explanations import EXPLANATIONS, Explanation, Right, find_explanation
from tests.benchmarks.page import name_processor

__all__ = ["Findings", "render_page"]


@attrs.frozen(kw_only=True)
class Findings:
    """The cases of each source, and on which day by which command they were compared."""

    cases: Mapping[Source, Sequence[Case]]
    date: str
    command: str

    @property
    def values(self) -> int:
        """How many values were compared."""
        return sum(len(case.pairs) for cases in self.cases.values() for case in cases)

    @property
    def agreeing(self) -> int:
        """How many of them agree."""
        return sum(pair.agrees for cases in self.cases.values() for case in cases for pair in case.pairs)


def list_disagreements(cases: Sequence[Case]) -> Iterator[tuple[str, Pair, Explanation | None]]:
    """Yield each value on which the two do not agree, with its case and its explanation."""
    for case in cases:
        for pair in case.pairs:
            if not pair.agrees:
                yield case.name, pair, find_explanation(case.name, pair.field)


def render_page(findings: Findings) -> str:
    """Return the page, in Markdown."""
    return "\n".join((*_render_head(findings), *_render_figures(findings), *_render_explanations(findings), ""))


def _render_head(findings: Findings) -> Iterator[str]:
    yield from (
        "# Agreement with others",
        "",
        "What arxiv2bib reads in a file, beside what Zotero, Better BibTeX, pandoc, bibtexparser, papis, commonmeta "
        "and bolognese read in it.",
        f"`{findings.command}` wrote this page on {findings.date}; nothing on it is written by hand.",
        "",
        f"- Machine: {name_processor()}, {os.cpu_count()} cores, {platform.system()}.",
        f"- Versions: Python {platform.python_version()}, arxiv2bib {__version__}; "
        "the others' outcomes are those of their own test suites, as they are in the test data.",
        "- Compared is what the readers give, before any exporter: one field of one record is one value, all authors "
        "together, all keywords together.",
        "- Both sides are brought into one neutral form first. "
        "`tests/agreement/neutral.py` says what counts as the same, and nothing else does.",
        "- A value that one side has and the other has not counts as a disagreement, unless the other's kind of record "
        "has no place for it: a Zotero item type without such a field.",
        "- A record that only one side reads disagrees in all its fields.",
        "- Titles that others put into sentence case may differ in capitals, but a word that its source protects must "
        "have kept them.",
        "- A list in the repository (`tests/agreement/agreeing.txt`) holds what agrees; a test fails if anything of it "
        "is lost, and if a disagreement has no explanation.",
        "- citation-js: the test data has its inputs and not its outcomes.",
        "- Zotero, Crossref REST.js: its tests ask the network for a DOI, and the test data has the outcomes without "
        "the answers that they were made of; nothing can be compared.",
    )


def _render_figures(findings: Findings) -> Iterator[str]:
    yield from (
        "",
        "## Figures",
        "",
        f"**{findings.agreeing:,} of {findings.values:,} values agree: {findings.agreeing / findings.values:.1%}.**",
        "The explained disagreements are listed below and counted as disagreements.",
        "",
        "| program | records | all values agree | values | agree | share | we are right | they are | both | neither |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    )
    for source, cases in findings.cases.items():
        values = sum(len(case.pairs) for case in cases)
        agreeing = sum(pair.agrees for case in cases for pair in case.pairs)
        rights = Counter(explanation.right for _, _, explanation in list_disagreements(cases) if explanation)
        numbers = (len(cases), sum(case.agrees for case in cases), values, agreeing)
        yield (
            f"| {source.program} | {' | '.join(f'{number:,}' for number in numbers)} | {agreeing / values:.1%} | "
            f"{' | '.join(str(rights[right]) for right in Right)} |"
        )


def _render_explanations(findings: Findings) -> Iterator[str]:
    found: dict[Explanation, list[tuple[str, str]]] = {explanation: [] for explanation in EXPLANATIONS}
    for cases in findings.cases.values():
        for name, pair, explanation in list_disagreements(cases):
            if explanation is not None:
                found[explanation].append((name, pair.field))
    yield from (
        "",
        "## Explained disagreements",
        "",
        "| where | fields | values | right | why |",
        "| --- | --- | --: | --- | --- |",
    )
    for explanation, places in found.items():
        if places:
            names = dict.fromkeys(name.rpartition("/")[2].replace("|", "\\|") for name, _ in places)
            shown = ", ".join(f"`{_shorten(name)}`" for name in list(names)[:3])
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            fields = ", ".join(dict.fromkeys(field for _, field in places))
            yield f"| {shown}{more} | {fields} | {len(places)} | {explanation.right} | {explanation.text} |"


def _shorten(name: str) -> str:
    file, _, item = name.partition("#")
    return f"{file[:24]}…#{item}" if len(file) > 40 else name
