"""Pandoc's command tests: the command, the input, and the references that pandoc writes in Markdown's YAML."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import yaml

__all__ = ["CommandTest", "read_command_test", "to_tags"]

_PARTS: Final = re.compile(r"```\n% (pandoc [^\n]*)\n(.*?)\n?\^D\n(.*?)\n?```", re.DOTALL)
_CODE: Final = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


class CommandTest(NamedTuple):
    """A command, its input, and its references as YAML or JSON text."""

    command: str
    input: str
    output: str


def read_command_test(text: str) -> list[CommandTest]:
    """Return the tests in *text*."""
    return [CommandTest(*match.groups()) for match in _PARTS.finditer(text)]


def read_references(output: str) -> list[Mapping[str, Any]]:  # Any: YAML
    """Return the references of pandoc's YAML, all scalars as text in CSL's tags."""
    _, _, rest = output.partition("---\n")
    data = yaml.load(rest.partition("\n---")[0], Loader=yaml.BaseLoader)  # makes texts of everything
    return [{name: _convert(name, value) for name, value in item.items()} for item in data["references"]]


def _convert(name: str, value: Any) -> Any:  # Any: YAML
    if isinstance(value, str):
        return value if name in ("id", "url", "doi", "type") else to_tags(value)
    if isinstance(value, list):
        return [{part: to_tags(text) for part, text in person.items()} for person in value]
    return value


_MARKS: Final = (
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\]\{[^{}]*\})*)\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\]\{[^{}]*\})*)\]\{\.smallcaps\}"),
     r'<span style="font-variant:small-caps;">\1</span>'),
    (re.compile(r"\[([^\[\]]*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"<(https?://[^<>]*)>"), r"\1"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\\*])\*([^*]+)\*"), r"<i>\1</i>"),
    (re.compile(r"(?<!\\)\^([^^\s]+)\^"), r"<sup>\1</sup>"),
    (re.compile(r"(?<!\\)~([^~\s]+)~"), r"<sub>\1</sub>"),
    (re.compile(r"(?<!\\)---"), "\N{EM DASH}"),
    (re.compile(r"(?<!\\)--"), "\N{EN DASH}"),
    (re.compile(r"\\ "), "\N{NO-BREAK SPACE}"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)  # fmt: skip


def to_tags(markdown: str) -> str:
    """Return one line of pandoc's Markdown as text with CSL's tags; dashes and quotation marks decoded."""
    for pattern, replacement in _MARKS:
        markdown = pattern.sub(replacement, markdown)
    return markdown
