"""docs/managers.md: what each program understood of what was written for it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.managers.programs import Result

__all__ = ["PAGE", "rewrite_page"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "managers.md"
_OWN = {
    "pandoc": ("pandoc",), "biber": ("biblatex",), "JabRef": ("jabref",), "Better BibTeX's parser": ("zotero",),
    "papis": ("papis",), "Typst": ("typst",), "BibTeX": ("bibtex", "revtex"), "biblatex": ("biblatex",),
    "citeproc-js": ("pandoc",), "citeproc-py": ("pandoc",),
}  # fmt: skip
"""The profiles that are made for a program."""
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


def rewrite_page(text: str, results: Sequence[Result], missing: Iterable[str]) -> str:
    """Return the page with *results*, and with what was *missing*, between its marks."""
    head, _, rest = text.partition(BEGIN)
    own = [result for result in results if result.program.profile in _OWN.get(result.program.name.split(",")[0], ())]
    parts = [
        "## Programs and what is written for them",
        _render_results(own),
        "## Other programs that read the same formats",
        _render_results([result for result in results if result not in own]),
        "## What programs do otherwise",
        _render_faults(results),
    ]
    gone = list(missing)
    if gone:
        parts += ["## Not asked", "\n".join(f"- {name}" for name in gone)]
    body = "\n\n".join(filter(None, parts))
    return f"{head}{BEGIN}\n\n{body}\n\n{END}{rest.partition(END)[2]}"


def _render_results(results: Sequence[Result]) -> str:
    lines = [
        "| program | reads | fields sent | understood | otherwise, and why is known | otherwise | entries lost |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        program = result.program
        faults = sum(map(len, result.faults.values()))
        share = 100 * (result.fields - len(result.wrong)) / result.fields
        lines.append(
            f"| {program.name} {result.version} | `--for {program.profile} -t {program.format}` | {result.fields} "
            f"| {result.understood} | {faults} | {len(result.wrong)} ({100 - share:.2f} %) | {len(result.lost)} |"
        )
    return "\n".join(lines)


def _render_faults(results: Sequence[Result]) -> str:
    lines = ["| program | reads | field | entries | what it does |", "| --- | --- | --- | --- | --- |"]
    for result in results:
        program = result.program
        place = f"| {program.name} | `{program.format}` |"
        for why, found in result.faults.items():
            names = ", ".join(sorted({difference.field for difference in found}))
            lines.append(f"{place} {names} | {len(found)} | {why} |")
        if program.lacks:
            lines.append(
                f"{place} {', '.join(sorted(program.lacks))} | | not compared: it has no such field, or reads it not |"
            )
    return "\n".join(lines)
