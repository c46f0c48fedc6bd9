"""The answers of Crossref and DataCite in the corpus, and what of them is found again in an entry."""

import base64
import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.markup import plain

__all__ = ["CROSSREF", "DATACITE", "Rule", "Said", "find_lost", "read_bodies"]

Json = Any  # Any: JSON
Rule = Callable[[Json, Entry], bool]
"""Whether a value follows from an entry."""

Said = tuple[Code, str, str, str | None, Severity]
"""What a reader tells: code, path, message, value, severity."""

CROSSREF: Final = ("crossref/works/*.json", "crossref/works-responses/*.json", "crossref/papis/*[0-9a-z]_*[!t].json",
                   "crossref/lists/*.json")  # fmt: skip
DATACITE: Final = ("datacite/json/*.json", "datacite/responses/*.json")

_POSITION: Final = re.compile(r"\[\d+\]")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT")
_NOTHING: Final = re.compile(r"[\W_]+")


def read_bodies(corpus: Path, *patterns: str) -> Iterator[tuple[str, Json]]:
    """Yield the JSON of each file that matches, of recorded answers that of the body, with the file's name."""
    for pattern in patterns:
        for path in sorted(corpus.glob(pattern)):
            if path.stem.endswith("_out"):
                continue
            data = json.loads(path.read_text("utf-8"))
            if isinstance(data, dict) and "response" in data:
                body = data["response"]["body"]
                data = json.loads(gzip.decompress(base64.b64decode(body)) if body.startswith("H4sI") else body)
            yield path.name, data


def find_lost(record: Json, entry: Entry, said: list[Said], rules: Mapping[str, Rule]) -> list[tuple[str, Json]]:
    """Return the leaf values of *record*, with their paths, that are neither in *entry* nor named in what was *said*.

    *rules* has patterns of paths whose values follow from others, and what tells that one does.
    """
    told = [value or "" for code, _, _, value, _ in said if code is Code.READ_LEFT_OUT]
    left_out = {name for names in told for name in names.split(", ")}
    found = _Found(entry, said)
    compiled = [(re.compile(rf"(?:{pattern})\Z"), rule) for pattern, rule in rules.items()]
    lost = []
    for path, value in _list_leaves(record):
        bare = _POSITION.sub("", path)
        parts = bare.split(".")
        if any(".".join(parts[:count]) in left_out for count in range(1, len(parts) + 1)) or found.has(value):
            continue
        if not any(pattern.match(bare) and rule(value, entry) for pattern, rule in compiled):
            lost.append((path, value))
    return lost


def _list_leaves(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if isinstance(parts, list):
            point = [part for part in (parts[0] if parts else []) if part is not None]
            if point:
                yield path, Date(start=tuple(point))
            value = {name: part for name, part in value.items() if name not in ("date-parts", "date-time", "timestamp")}
        for name, part in value.items():
            yield from _list_leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _list_leaves(part, f"{path}[{position}]")
    elif value not in (None, "") and value is not False:
        yield path, value


class _Found:
    """The values of an entry and of what was said of it, in one form."""

    def __init__(self, entry: Entry, said: list[Said]) -> None:
        self.dates: set[str] = set()
        self.texts: set[str] = set()
        self.raw: set[str] = set()
        for name, value in attrs.asdict(entry, recurse=False).items():
            if name not in ("claims", "origin"):
                self._add(value)
        for code, _, _, told, _ in said:
            if code is not Code.READ_LEFT_OUT and told is not None:
                self._add_json(told)
        self.all = "\n".join(self.texts)
        self.told = "\n".join(self.raw)
        self.words = frozenset(word for text in self.raw for word in map(_fold, re.split(r"[\s,;:()]+", text)))

    def has(self, value: Json) -> bool:
        """Whether *value* is one of them, or, if it is no short one, a part of one."""
        if isinstance(value, Date):
            return any(date.startswith(str(value)) for date in self.dates) or str(value) in self.told
        if isinstance(value, str) and _MOMENT.match(value):
            value = value.partition("T")[0]  # dates are read to the day
        text = _fold(str(value))
        if not text or text in self.texts:
            return True
        return text in self.all if len(text) > 5 else len(text) > 2 and text in self.words

    def _add(self, value: object) -> None:
        if isinstance(value, Date):
            self.dates.add(str(value))
            self.texts.add(_fold(str(value)))
        elif isinstance(value, tuple):
            for part in value:
                self._add(part)
        elif isinstance(value, str):
            self._add_text(value)
        elif attrs.has(type(value)):
            self._add_text(str(value))
            for name, part in attrs.asdict(value, recurse=False).items():  # type: ignore[arg-type]
                if type(value).__name__ == "Extra" and name == "value":
                    self._add_json(part)
                else:
                    self._add(part)

    def _add_json(self, text: str) -> None:
        try:
            value = json.loads(text)
        except ValueError:
            self._add_text(text)
            return
        for _, leaf in _list_leaves(value):
            self._add(leaf if isinstance(leaf, Date) else str(leaf))

    def _add_text(self, text: str) -> None:
        self.texts.update((_fold(text), _fold(re.sub(r"\\[A-Za-z]+", "", text)), _fold(plain(text))))
        self.raw.add(text)
        if re.match(r"\d{4}", text):
            self.dates.update(text.split("/"))


def _fold(text: str) -> str:
    """Return *text* without tags, entities, punctuation and white space, in lower case."""
    text = re.sub(r"</?[A-Za-z][\w:.-]*[^<>]*>|&\w+;|&#\d+;", "", text)
    return _NOTHING.sub("", unicodedata.normalize("NFKC", text)).casefold()
