"""The tables of bibtexparser's tests of names: one name and its parts, one field and its names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arxiv2bib.formats.bibtex_names import parse_bibtex_name, split_names
from arxiv2bib.formats.name_tex import remove_tex
from tests.agreement.neutral import Item, Value, fold

__all__ = ["read_name_parts", "read_name_splits"]

_PARTS: Final = {"first": "given", "von": "particle", "last": "family", "jr": "suffix"}


def read_name_parts(path: Path) -> Iterator[tuple[str, Item, Item]]:
    """Yield each name by its parts; a group, which BibTeX does not know, is a last name."""
    for at, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        case = json.loads(line)
        name = parse_bibtex_name(case["input"])
        ours: dict[str, Value | None] = {
            "given": name.given, "particle": name.dropping_particle or name.non_dropping_particle,
            "family": name.family or name.literal, "suffix": name.suffix,
        }  # fmt: skip
        theirs: dict[str, Value | None] = {
            _PARTS[part]: to_plain(" ".join(words)) for part, words in case["expected"].items()
        }
        yield str(at), _fold_all(ours), _fold_all(theirs)


def read_name_splits(path: Path) -> Iterator[tuple[str, Item, Item]]:
    """Yield the names of each field, as they stand."""
    for at, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        case = json.loads(line)
        ours = {f"name {number}": fold(to_plain(text)) for number, text in enumerate(split_names(case["input"]), 1)}
        theirs = {f"name {number}": fold(to_plain(text)) for number, text in enumerate(case["expected"], 1)}
        yield str(at), ours, theirs


def to_plain(tex: str) -> str:
    """Return *tex* as text: what is compared here is how names are taken apart, not how letters are decoded."""
    return remove_tex(tex)


def _fold_all(item: dict[str, Value | None]) -> Item:
    return {name: fold(value) for name, value in item.items() if isinstance(value, str) and value}
