"""The table as a page of the documentation."""

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from tests.benchmarks.page import name_processor
from tests.round_trips.programs import Path_, Program
from tests.round_trips.samples import Sample
from tests.round_trips.scores import Score

TITLES = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}


@attrs.frozen(kw_only=True)
class Findings:
    """All that one run found; ``missing`` says which programs are not there.

    ``real`` and ``generated`` are the scores by path and program, for the two kinds of records.
    """

    samples: Mapping[str, Sample]
    programs: Sequence[Program]
    real: Mapping[tuple[Path_, str], Score]
    generated: Mapping[tuple[Path_, str], Score]
    missing: Sequence[str]
    date: str
    command: str


def render_page(findings: Findings) -> str:
    """Return the page, in Markdown."""
    parts: list[Iterable[str]] = [
        _render_head(findings),
        _render_terms(),
        _render_table(findings, findings.real, "Real records"),
    ]
    if findings.generated:
        parts.append(_render_table(findings, findings.generated, "Records of our own making"))
    return "\n".join(chain.from_iterable(parts))


def _render_head(findings: Findings) -> Iterator[str]:
    versions = {program.name.partition(",")[0].partition(" ")[0]: program.version for program in findings.programs}
    yield from (
        "# Round trips",
        "",
        "What a bibliography loses on the way through a program, to another format and back.",
        f"`{findings.command}` wrote this page on {findings.date}; nothing on it is written by hand.",
        "",
    )
    for name, sample in findings.samples.items():
        generated = len(sample.texts) - sample.real
        more = f", and {generated} of our own making, of every type, with odd values" if generated else ""
        yield f"- {TITLES[name]}: {sample.real} real records from {sample.files} files of the test data{more}."
    yield (
        "- Each record is a file of its own. "
        "Taken were well-formed records in UTF-8 that use no macros but their own, repeat no field and inherit "
        "nothing: this flatters the programs that stumble over others."
    )
    yield f"- Machine: {name_processor()}, {os.cpu_count()} cores, {platform.system()}."
    yield (
        f"- Versions: Python {platform.python_version()}, "
        f"{', '.join(f'{name} {number}' for name, number in versions.items())}."
    )
    yield from (f"- Not on this page, for it was not there: {line}." for line in findings.missing)


def _render_terms() -> tuple[str, ...]:
    return (
        "",
        "## What is compared",
        "",
        "Each record is read before and after by a small reader of the tests that belongs to no program "
        "(`tests/round_trips/neutral.py`, `tests/round_trips/judge.py`).",
        "",
        "- *Same, strictly*: type, key, names and values of all fields are equal; "
        "only white space is folded and one outer pair of delimiters taken off.",
        "- *Same*: equal once LaTeX is decoded, braces, math signs, font commands and tags are dropped, dashes, "
        "quotation marks, months, dates, names and DOIs are written one way, "
        "and fields with several names are brought under one.",
        "- *Lost*, *changed*: the share of all fields that are gone, or have another value in that second sense; "
        "a change of letter case counts.",
        "- *Failed*: records of which nothing came out; all their fields count as lost.",
        "- *Not in the report*: fields lost or changed, of all records, whose words are in no diagnostic "
        "and whose value is in no other field. "
        "Of these programs, only arxiv2bib reports losses.",
        "",
        "`arxiv2bib` alone is what `arxiv2bib convert` does: "
        "what the other format has no place for is carried through it.",
        "With `--no-preserve` a record is written anew in its own format, with `--no-carry` nothing is carried.",
        "",
    )


_HEAD = ("path", "program", "same, strictly %", "same %", "lost %", "changed %", "failed", "not in the report")


def _render_table(findings: Findings, scores: Mapping[tuple[Path_, str], Score], title: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield _render_row(_HEAD)
    yield _render_row(("---", "---", *("--:" for _ in _HEAD[2:])))
    ours = {program.name for program in findings.programs if program.is_ours}
    last: Path_ | None = None
    for (path, name), score in scores.items():
        steps = " → ".join(TITLES[step] for step in path) if path != last else ""
        last = path
        shares = (f"{share:.1f}" for share in (score.same_strictly, score.same, score.lost, score.changed))
        told = f"{score.untold} of {score.gone}" if name in ours else "all" if score.gone else ""
        yield _render_row((steps, name, *shares, str(score.failed), told))
    yield ""


def _render_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
