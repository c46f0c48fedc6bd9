"""Diagnostics and the report they are sent to."""

import json

import pytest

from arxiv2bib import Code, Diagnostic, Report, Severity

FULL = Diagnostic(
    Code.TEXT_LOSSY_MOJIBAKE,
    Severity.WARNING,
    "a name lost bytes",
    source="digest.md",
    line=623,
    record="2111.03690",
    key="risojevic2021we",
    path="author[0]",
    value="Vladimir Risojevi\u00c4",
)


def say(code: str = Code.READ_STRAY_TEXT, severity: Severity = Severity.INFO, message: str = "m") -> Diagnostic:
    """Return a diagnostic with nothing that is optional."""
    return Diagnostic(code, severity, message)


def test_a_diagnostic_as_json() -> None:
    """Code and severity are words, and absent members are left out."""
    assert FULL.to_dict() == {
        "code": "text/lossy-mojibake",
        "severity": "warning",
        "source": "digest.md",
        "line": 623,
        "record": "2111.03690",
        "key": "risojevic2021we",
        "path": "author[0]",
        "value": "Vladimir Risojevi\u00c4",
        "message": "a name lost bytes",
    }
    assert {"code": "read/stray-text", "severity": "info", "message": "m"} == json.loads(json.dumps(say().to_dict()))


@pytest.mark.parametrize(
    ("expected", "diagnostic"),
    [
        ("digest.md:623: text/lossy-mojibake: a name lost bytes [risojevic2021we]", FULL),
        ("read/stray-text: m", say()),
        ("x: c: m [r]", Diagnostic("c", Severity.INFO, "m", source="x", record="r")),
    ],
)
def test_a_diagnostic_as_text(expected: str, diagnostic: Diagnostic) -> None:
    """A diagnostic is one line: place, code, message, and key or record."""
    assert expected == str(diagnostic)


def test_a_report_counts_and_hands_on_every_diagnostic() -> None:
    """Every diagnostic is counted and goes to the sink, in order; only the first of a code are kept."""
    heard: list[Diagnostic] = []
    report = Report(heard.append, keep=2)
    sent = [say(message=str(number)) for number in range(5)] + [say(Code.READ_FAILED_RECORD)]
    for diagnostic in sent:
        report.add(diagnostic)
    assert sent == heard
    assert {"read/stray-text": 5, "read/failed-record": 1} == report.counts
    assert [sent[0], sent[1], sent[5]] == report.diagnostics
    assert (sent[0], sent[1]) == report.of_code(Code.READ_STRAY_TEXT)


def test_a_report_keeps_a_thousand_of_a_code() -> None:
    """Memory stays flat: of each code a thousand diagnostics are kept unless told otherwise."""
    report = Report()
    for _ in range(1200):
        report.add(say())
    assert (1000, 1200) == (len(report.diagnostics), report.counts["read/stray-text"])


def test_a_report_knows_the_worst() -> None:
    """The first of the most severe diagnostics is remembered, kept or not."""
    assert Report().worst is None
    report = Report(keep=0)
    for severity, message in (
        (Severity.INFO, "a"),
        (Severity.WARNING, "b"),
        (Severity.WARNING, "c"),
        (Severity.INFO, "d"),
    ):
        report.add(say(severity=severity, message=message))
    assert Severity.WARNING is report.worst
    assert report.worst_diagnostic is not None
    assert "b" == report.worst_diagnostic.message


def test_totals() -> None:
    """The totals are the records read, written and failed, and the diagnostics by code, sorted."""
    report = Report()
    report.records_read, report.records_written, report.records_failed = 3, 2, 1
    for code in ("z/z", "a/a", "z/z"):
        report.add(say(code))
    assert {"records": {"read": 3, "written": 2, "failed": 1}, "diagnostics": {"a/a": 1, "z/z": 2}} == report.totals()
    assert '"diagnostics": {"a/a": 1, "z/z": 2}' in json.dumps(report.totals())
    assert "<Report read=3 written=2 failed=1 diagnostics=3>" == repr(report)


def test_codes_are_slugs() -> None:
    """Every code of ours is ``area/what-it-is``, once."""
    assert all(code.count("/") == 1 and code == code.lower() and " " not in code for code in Code)
    assert len(Code) == len({str(code) for code in Code})


def test_severities_are_ordered() -> None:
    """A severity can be compared with a threshold."""
    assert Severity.INFO < Severity.WARNING < Severity.ERROR
