"""The forms in which findings are written."""

import json
from typing import Any

import fastjsonschema

from arxiv2bib import Code, Finding, Severity
from arxiv2bib.checks.rendering import RENDERERS

FINDING = Finding(
    code="doi/address", severity=Severity.WARNING, message="50%: a, b", source="a b/ö,refs.bib", line=3, column=5,
    end_line=3, end_column=9, key="smith", field="doi",
)  # fmt: skip
PLAIN = Finding(code=Code.READ_UNREADABLE_FILE, severity=Severity.ERROR, message="cannot read x", source="/x/y.bib")

# What SARIF 2.1.0 asks of the objects that are written. Source: OASIS, "SARIF Version 2.1.0", sarif-schema-2.1.0.json.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_COUNT = {"type": "integer", "minimum": 1}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RULE = {
    "type": "object", "required": ["id"], "additionalProperties": False,
    "properties": {
        "id": {"type": "string"}, "shortDescription": _TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}, "additionalProperties": False},
    },
}  # fmt: skip
_REGION = {
    "type": "object", "additionalProperties": False,
    "properties": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _COUNT),
}  # fmt: skip
_PLACE = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object", "required": ["artifactLocation"], "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object", "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                },
                "region": _REGION,
            },
        },
    },
}  # fmt: skip
_RESULT = {
    "type": "object", "required": ["message"], "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1}, "level": _LEVEL,
        "message": _TEXT, "locations": {"type": "array", "items": _PLACE},
    },
}  # fmt: skip
_RUN = {
    "type": "object", "required": ["tool"], "additionalProperties": False,
    "properties": {
        "tool": {
            "type": "object", "required": ["driver"], "additionalProperties": False,
            "properties": {
                "driver": {
                    "type": "object", "required": ["name"], "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string"}, "version": {"type": "string"},
                        "rules": {"type": "array", "items": _RULE, "uniqueItems": True},
                    },
                },
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": _RESULT},
    },
}  # fmt: skip
SARIF = {
    "type": "object", "required": ["version", "runs"], "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "items": _RUN},
    },
}  # fmt: skip


def read_sarif(*findings: Finding) -> Any:  # Any: JSON
    """Return what is written of *findings*, after it was found to be valid."""
    document = json.loads(RENDERERS["sarif"](findings))
    fastjsonschema.compile(SARIF)(document)
    return document


def test_text() -> None:
    """A line for each finding: place, code, message, key."""
    expected = "a b/ö,refs.bib:3:5: doi/address 50%: a, b [smith]\n/x/y.bib:1:1: read/unreadable-file cannot read x\n"
    assert expected == RENDERERS["text"]([FINDING, PLAIN])


def test_json() -> None:
    """An array of objects, without what is not known."""
    first, second = json.loads(RENDERERS["json"]([FINDING, PLAIN]))
    assert {
        "code": "doi/address", "severity": "warning", "source": "a b/ö,refs.bib", "line": 3, "column": 5,
        "end_line": 3, "end_column": 9, "key": "smith", "field": "doi", "message": "50%: a, b", "fixable": False,
    } == first  # fmt: skip
    assert {"code", "severity", "source", "line", "column", "message", "fixable"} == set(second)
    assert "[]\n" == RENDERERS["json"]([])


def test_github() -> None:
    """A workflow command for each finding, in which nothing of a message or a path is taken for its syntax."""
    assert (
        "::warning file=a b/ö%2Crefs.bib,line=3,col=5,endLine=3,endColumn=9,title=doi/address::50%25: a, b [smith]\n"
        "::error file=/x/y.bib,line=1,col=1,title=read/unreadable-file::cannot read x\n"
    ) == RENDERERS["github"]([FINDING, PLAIN])


def test_sarif() -> None:
    """Valid SARIF: results point to their rules and places; paths are references, in percent signs where they must."""
    run = read_sarif(FINDING, PLAIN)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ["doi/address", "read/unreadable-file"] == rules
    assert [(result["ruleId"], rules.index(result["ruleId"])) for result in run["results"]] == [
        (result["ruleId"], result["ruleIndex"]) for result in run["results"]
    ]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert {"uri": "a%20b/%C3%B6%2Crefs.bib"} == place["artifactLocation"]
    assert {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9} == place["region"]
    assert "file:///x/y.bib" == run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_sarif_of_nothing() -> None:
    """No finding is a run without results, which says that all is well."""
    assert [] == read_sarif()["runs"][0]["results"]
