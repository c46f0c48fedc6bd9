"""``python -m tests.matching``: how good matching is, printed or written into its page (``--write FILE``)."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from arxiv2bib.matching import Verdict
from tests.conftest import CORPUS
from tests.matching.labelled import Result, judge
from tests.matching.measure import measure_negatives, measure_positives, measure_wrong_dois, read_answers, read_digests

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
CORPUS_BEGIN, CORPUS_END = "<!-- corpus figures: begin -->", "<!-- corpus figures: end -->"


def render_labelled(results: Sequence[Result]) -> str:
    """Return the table of the labelled set: precision and recall, by how one came to the answer."""
    lines = [
        "| answers | pairs | of one work | accepted | of them wrong | precision | recall |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    ways = {"to a DOI": "DOI", "to a search": "search", "all": ""}
    lines += (_render_row(name, [one for one in results if way in ("", one.pair.way)]) for name, way in ways.items())
    return "\n".join(lines)


def _render_row(name: str, results: Sequence[Result]) -> str:
    same = sum(one.pair.same for one in results)
    accepted = [one for one in results if one.match.is_accepted]
    right = sum(one.pair.same for one in accepted)
    precision = f"{right / len(accepted):.3f}" if accepted else "-"
    recall = f"{right / same:.3f}" if same else "-"
    return f"| {name} | {len(results)} | {same} | {len(accepted)} | {len(accepted) - right} | {precision} | {recall} |"


def render_measured(counted: dict[str, Counter[Verdict]]) -> str:
    """Return the table of what was measured on real records: how many verdicts of each kind, by what was compared."""
    lines = ["| pairs | number | accepted | unsure | refused |", "| --- | --- | --- | --- | --- |"]
    for name, counts in counted.items():
        figures = (
            counts.total(),
            *(counts[verdict] for verdict in (Verdict.ACCEPTED, Verdict.UNSURE, Verdict.REFUSED)),
        )
        lines.append(" | ".join([f"| {name}", *(f"{figure:,}" for figure in figures)]) + " |")
    return "\n".join(lines)


def rewrite(text: str, begin: str, end: str, table: str) -> str:
    """Return *text* with *table* between its marks."""
    head, _, rest = text.partition(begin)
    return f"{head}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}"


def list_faults(results: Iterable[Result]) -> Iterator[str]:
    """Yield the pairs on which the verdict is not the label, in words."""
    for one in results:
        if one.match.is_accepted != one.pair.same:
            what = "missed" if one.pair.same else "WRONGLY ACCEPTED"
            yield f"{what}: {one.pair.why}: {one.match}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line asks; exit with status 1 if anything was accepted that is another work."""
    parser = argparse.ArgumentParser(prog="python -m tests.matching", description="Measure matching.")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables into the page FILE")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of real records; without it one table")
    options = parser.parse_args(arguments)
    results = judge()
    tables = {(BEGIN, END): render_labelled(results)}
    if options.corpus.is_dir():
        papers, answers = read_digests(options.corpus), read_answers(options.corpus)
        counted = {
            "different works, found by search": measure_negatives(papers, answers),
            "different works, led to by a wrong DOI": measure_wrong_dois(papers),
            **{f"one work: {name}": counts for name, counts in measure_positives(papers).items()},
        }
        tables[CORPUS_BEGIN, CORPUS_END] = render_measured(counted)
    sys.stdout.write("\n\n".join([*tables.values(), *list_faults(results)]) + "\n")
    if options.write is not None:
        text = options.write.read_text("utf-8")
        for (begin, end), table in tables.items():
            text = rewrite(text, begin, end, table)
        options.write.write_text(text, encoding="utf-8")
    sys.exit(any(one.match.is_accepted and not one.pair.same for one in results))


if __name__ == "__main__":
    main()
