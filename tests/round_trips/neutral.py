"""Readers of BibTeX, RIS and CSL-JSON that belong to none of the programs that are judged.

Standard library only, and small enough to be read in one sitting. They take well-formed records and nothing else.
"""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


class MalformedError(ValueError):
    """A text that the neutral readers do not take."""


class Raw(NamedTuple):
    """One record: its fields in order, with their values as they stand (macros put in), and where it stands."""

    type: str
    key: str
    fields: list[tuple[str, Any]]  # Any: text, or JSON
    start: int = 0
    end: int = 0
    macros: tuple[str, ...] = ()


_HEAD = re.compile(r"@\s*([A-Za-z][\w:.+/-]*)\s*([{(])")
_KEY = re.compile(r"\s*([^,\s{}]*)\s*(?:,|(?=[})]))")
_NAME = re.compile(r"[\s,]*([^\s=,{}()\"#%']+)\s*=\s*")
_WORD = re.compile(r"[^\s,#{}()\"=]+")
_GAP = re.compile(r"\s*")
_SEPARATORS = re.compile(r"[\s,]*")
_CLOSERS = {"{": "}", "(": ")"}


def read_bibtex(text: str) -> list[Raw]:
    """Return the entries of *text*; raises MalformedError for anything that is not plain BibTeX."""
    records = []
    macros: dict[str, str] = {}
    at = 0
    while (head := _HEAD.search(text, at)) is not None:
        kind, at = head[1].lower(), head.end()
        if kind == "comment":
            continue
        if kind == "preamble":
            at = _find_end(text, at) + 1
            continue
        used: list[str] = []
        if kind == "string":
            name, value, at = _read_field(text, at, macros, used)
            macros[name.lower()] = value
            continue
        key = _KEY.match(text, at)
        if key is None:
            raise MalformedError(f"no key: {text[at : at + 40]!r}")
        at, fields = key.end(), []
        while not text.startswith(_CLOSERS[head[2]], at := _skip(_SEPARATORS, text, at)):
            name, value, at = _read_field(text, at, macros, used)
            fields.append((name.lower(), value))
        at += 1
        records.append(Raw(kind, key[1], fields, head.start(), at, tuple(used)))
    return records


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match is not None else at


def _find_end(text: str, at: int) -> int:
    """Return where the brace closes that was opened before *at*; BibTeX counts escaped braces too."""
    depth = 1
    for match in re.compile(r"[{}]").finditer(text, at):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    raise MalformedError("unbalanced braces")


def _read_field(text: str, at: int, macros: dict[str, str], used: list[str]) -> tuple[str, str, int]:
    name = _NAME.match(text, at)
    if name is None:
        raise MalformedError(f"no field: {text[at : at + 40]!r}")
    at, parts = name.end(), []
    while True:
        part, at = _read_part(text, at, macros, used)
        parts.append(part)
        at = _skip(_GAP, text, at)
        if not text.startswith("#", at):
            return name[1], "".join(parts), at
        at = _skip(_GAP, text, at + 1)


def _read_part(text: str, at: int, macros: dict[str, str], used: list[str]) -> tuple[str, int]:
    if text.startswith("{", at):
        end = _find_end(text, at + 1)
        return text[at + 1 : end], end + 1
    if text.startswith('"', at):
        depth, end = 0, at + 1
        while end < len(text) and (text[end] != '"' or depth):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if end >= len(text):
            raise MalformedError("unclosed quotation mark")
        return text[at + 1 : end], end + 1
    word = _WORD.match(text, at)
    if word is None:
        raise MalformedError(f"no value: {text[at : at + 40]!r}")
    name = word[0].lower()
    if not name.isdigit() and name not in MONTHS:
        used.append(name)
    return macros.get(name, word[0]), word.end()


_TAG = re.compile(r"\ufeff?([A-Z][A-Z0-9])  -(?: (.*)|)\Z")


def read_ris(text: str) -> list[Raw]:
    """Return the records of *text*; lines without a tag go on with the value before them."""
    records: list[Raw] = []
    is_open = False
    at = 0
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        at += len(line)
        tag = _TAG.match(line.rstrip("\r\n"))
        if tag is None:
            if is_open and line.strip() and records[-1].fields:
                name, value = records[-1].fields[-1]
                records[-1].fields[-1] = (name, f"{value} {line.strip()}")
        elif tag[1] == "TY":
            records.append(Raw((tag[2] or "").strip().upper(), "", [], at - len(line)))
            is_open = True
        elif tag[1] == "ER" and is_open:
            records[-1] = records[-1]._replace(end=at)
            is_open = False
        elif is_open and (tag[2] or "").strip():
            records[-1].fields.append((tag[1], tag[2].strip()))
    return records


def read_csl(text: str) -> list[Raw]:
    """Return the items of *text*."""
    data = json.loads(text)
    if isinstance(data, dict):
        data = data.get("items") or [data]
    return [
        Raw(
            str(item.get("type", "")), str(item.get("id", "")), [pair for pair in item.items() if pair[0] not in _NAMED]
        )
        for item in data
        if isinstance(item, dict)
    ]


_NAMED = frozenset({"id", "type"})

READERS: dict[str, Callable[[str], list[Raw]]] = {"bibtex": read_bibtex, "ris": read_ris, "csl-json": read_csl}
