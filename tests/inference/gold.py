"""Judges parsing functions by the hand-labelled records of the corpus, field by field."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]  # Any: what JSON holds


def read_rows(path: Path) -> list[Row]:
    """Return the records of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def normalize(value: object) -> object:
    """Return *value* as it is compared: without regard to case, spaces, dashes, quotes, braces, final punctuation."""
    if value is None or value in ("", (), []):
        return None
    if isinstance(value, list | tuple):
        return tuple(sorted(str(normalize(item)) for item in value))
    text = unicodedata.normalize("NFC", str(value))
    text = re.sub(r"[\u2010-\u2015\u2212]|--+", "-", text).translate(str.maketrans("’‘“”", "''\"\""))
    text = re.sub(r"\s*-\s*", "-", " ".join(re.sub(r"[{}]", "", text).split())).casefold()
    return text.strip(" .,;:\"'") or None


def judge(row: Row, read: object) -> Iterable[tuple[str, str]]:
    """Yield each labelled field of *row* and how it was read: ``right``, ``wrong``, ``missed`` or ``invented``."""
    alternatives = row.get("accepted_alternatives") or {}
    for field, expected in row["expected"].items():
        if field in row["ambiguous"] or field == "locator":
            continue
        wanted = [normalize(value) for value in (expected, *alternatives.get(field, ()))]
        got = normalize(getattr(read, field))
        if got in wanted:
            if got is not None:
                yield field, "right"
        elif got is None:
            yield field, "missed"
        else:
            yield field, "invented" if wanted == [None] else "wrong"


def score(path: Path, text_field: str, parse: Callable[[str], object]) -> float:
    """Return F1 over all fields of the gold file at *path*."""
    counts = dict.fromkeys(("right", "wrong", "missed", "invented"), 0)
    for row in read_rows(path):
        for _, outcome in judge(row, parse(row[text_field])):
            counts[outcome] += 1
    said = counts["right"] + counts["wrong"] + counts["invented"]
    labelled = counts["right"] + counts["wrong"] + counts["missed"]
    return 2 * counts["right"] / (said + labelled)


def find_false_publications(path: Path, parse: Callable[[str], Any]) -> list[str]:  # Any: a Comment
    """Return the comments that are called accepted or published though their labels say otherwise."""
    found = []
    for row in read_rows(path):
        if parse(row["comment"]).status in ("accepted", "published"):
            is_judged = "status" not in row["ambiguous"]
            is_wrong = is_judged and row["expected"].get("status") not in ("accepted", "published")
            if is_wrong or row.get("status_form") == "bare venue" or re.search("withdr[ae]w", row["comment"], re.I):
                found.append(row["comment"])
    return found
