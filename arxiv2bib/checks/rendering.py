"""Findings as text: for people, for programs (JSON), for GitHub's log, for code scanning (SARIF)."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from arxiv2bib._version import __version__
from arxiv2bib.checks.findings import Finding
from arxiv2bib.checks.rules import describe
from arxiv2bib.checks.table import RULES
from arxiv2bib.diagnostics import Severity

__all__ = ["RENDERERS"]

_Json = dict[str, Any]  # Any: JSON


def _render_text(findings: Sequence[Finding]) -> str:
    return "".join(f"{finding}\n" for finding in findings)


def _render_json(findings: Sequence[Finding]) -> str:
    lines = ",\n".join(f"  {json.dumps(finding.to_dict())}" for finding in findings)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


_GITHUB_LEVELS: Final = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


def _render_github(findings: Sequence[Finding]) -> str:
    """Return a workflow command for each finding. Source: GitHub Actions, "Workflow commands"."""
    return "".join(map(_render_command, findings))


def _render_command(finding: Finding) -> str:
    places = {"file": finding.source, "line": finding.line, "col": finding.column}
    if finding.end_line == finding.line and finding.end_column is not None:
        places |= {"endLine": finding.line, "endColumn": finding.end_column}
    places["title"] = finding.code
    properties = ",".join(f"{name}={_escape(str(value), is_property=True)}" for name, value in places.items())
    return f"::{_GITHUB_LEVELS[finding.severity]} {properties}::{_escape(finding.text)}\n"


def _escape(text: str, *, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


_SARIF_LEVELS: Final = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_MESSAGES: Final = {rule.code: describe(rule) for rule in RULES}


def _render_sarif(findings: Sequence[Finding]) -> str:
    """Return one run in SARIF 2.1.0. Source: OASIS, "Static Analysis Results Interchange Format", 3.13 to 3.52."""
    codes = sorted({finding.code: finding.severity for finding in findings}.items())
    positions = {code: position for position, (code, _) in enumerate(codes)}
    driver: _Json = {
        "name": "arxiv2bib",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": _MESSAGES.get(code, code)},
                "defaultConfiguration": {"level": _SARIF_LEVELS[severity]},
            }
            for code, severity in codes
        ],
    }
    run: _Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_make_result(finding, positions) for finding in findings],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2) + "\n"


def _make_result(finding: Finding, positions: dict[str, int]) -> _Json:
    region = {"startLine": finding.line, "startColumn": finding.column}
    if finding.end_line is not None and finding.end_column is not None:
        region |= {"endLine": finding.end_line, "endColumn": finding.end_column}
    place: _Json = {"physicalLocation": {"artifactLocation": {"uri": _to_uri(finding.source)}, "region": region}}
    return {
        "ruleId": finding.code,
        "ruleIndex": positions[finding.code],
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.text},
        "locations": [place],
    }


def _to_uri(name: str) -> str:
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


RENDERERS: Final[dict[str, Callable[[Sequence[Finding]], str]]] = {
    "text": _render_text,
    "json": _render_json,
    "github": _render_github,
    "sarif": _render_sarif,
}
"""What writes findings, by the name of the form."""
