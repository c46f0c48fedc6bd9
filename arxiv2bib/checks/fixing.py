"""Edits put into a text."""

from collections.abc import Iterable

from arxiv2bib.checks.findings import Edit, Finding

__all__ = ["apply_fixes"]


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """Return *text* with the edits of *findings*, and the findings whose edits are in it.

    The edits of one finding are put in all or none; of two that touch, those of the first are, and the other's
    have to wait for another look at the text.
    """
    edits: list[Edit] = []
    taken: list[tuple[int, int]] = []
    done: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: finding.edits[:1]):
        spans = [(edit.start, edit.end) for edit in finding.edits]
        if spans and (not taken or min(spans)[0] > taken[-1][1]):
            edits.extend(finding.edits)
            taken.append((min(spans)[0], max(end for _, end in spans)))
            done.append(finding)
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]]), done
