"""docs/managers.md: what each program understood of what was written for it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.managers.programs import Result

__all__ = ["PAGE", "rewrite_page"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "managers.md"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


def rewrite_page(text: str, results: Sequence[Result], missing: Iterable[str]) -> str:
    """Return the page with *results*, and with what was *missing*, between its marks."""
    head, _, rest = text.partition(BEGIN)
    parts = [_render_results(results), _render_faults(results)]
    gone = list(missing)
    if gone:
        parts.append("Not asked, since they were not there:\n\n" + "\n".join(f"- {name}" for name in gone))
    body = "\n\n".join(filter(None, parts))
    return f"{head}{BEGIN}\n\n{body}\n\n{END}{rest.partition(END)[2]}"


def _render_results(results: Sequence[Result]) -> str:
    lines = [
        "| program | written with | entries | lost | fields | understood | its own doing | ours |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        faults = sum(map(len, result.faults.values()))
        # What the program is known to do otherwise says nothing about our file.
        share = (result.fields - len(result.wrong)) / result.fields if result.fields else 1.0
        lines.append(
            f"| {result.program.name} {result.version} | `--for {result.program.profile} -t {result.program.format}` "
            f"| {result.entries} | {len(result.lost)} | {result.fields} | {result.understood} | {faults} "
            f"| {len(result.wrong)} ({100 - 100 * share:.2f} %) |"
        )
    return "\n".join(lines)


def _render_faults(results: Sequence[Result]) -> str:
    lines = ["| program | reads | fields | what it does otherwise |", "| --- | --- | --- | --- |"]
    for result in results:
        for why, found in result.faults.items():
            names = ", ".join(sorted({difference.field for difference in found}))
            lines.append(f"| {result.program.name} | {result.program.format} | {names}: {len(found)} | {why} |")
        if result.program.lacks:
            lacks = ", ".join(sorted(result.program.lacks))
            lines.append(
                f"| {result.program.name} | {result.program.format} | | has no field for, or reads not: {lacks} |"
            )
    return "\n".join(lines)
