"""How well and how fast lines are read: ``python -m tests.inference.figures`` prints the figures of the documentation.

Needs the corpus and, beside it, the scorer of its gold files; with ``--speed``, only what reading takes is printed.
The folds are chosen by a hash of the name of the record.
"""

import gzip
import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from arxiv2bib import parse_comment, parse_journal_ref
from tests.conftest import CORPUS

SETS = ("journal_ref", "journal_ref_physics")
FOLDS = 5
PARSERS: dict[str, Callable[[str], object]] = {"comment": parse_comment, "journal_ref": parse_journal_ref}


def load_scorer() -> Any:  # a script without annotations
    """Return the scorer, which stands beside the corpus."""
    sys.path.insert(0, str(CORPUS.parent / "tools"))
    import score_gold  # type: ignore[import-not-found]

    return score_gold


def read_rows(name: str) -> list[dict[str, Any]]:
    """Return the labelled references of one set."""
    lines = (CORPUS / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def find_part(row: dict[str, Any]) -> int:
    """Return a number that depends on the name of the record alone."""
    return hashlib.sha1(row["id"].encode(), usedforsecurity=False).digest()[0]


def score(scorer: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures over all fields, with the interval of F1."""
    tallies, _, raised = scorer.score_fields(rows, parse_journal_ref, "journal_ref", scorer.JOURNAL)
    if raised:
        raise ValueError(f"raised: {raised[0]}")
    total = scorer.Tally()
    for tally in tallies.values():
        for kind in ("right", "wrong", "missed", "invented"):
            setattr(total, kind, getattr(total, kind) + getattr(tally, kind))
    return {**total.figures(), "interval": scorer.interval(tallies.values(), [row["id"] for row in rows])}


def print_row(label: str, rows: list[dict[str, Any]], figures: dict[str, Any]) -> None:
    """Print one row of the table."""
    low, high = figures["interval"]
    values = f"{figures['precision']:.3f} | {figures['recall']:.3f} | {figures['f1']:.3f} | {low:.3f} to {high:.3f}"
    print(f"| {label} | {len(rows)} | {values} |")


def print_scores(scorer: Any) -> None:
    """Print the table of scores."""
    print("| references | number | precision | recall | F1 | 95 % of F1 |\n| --- | --: | --: | --: | --: | --: |")
    for name in SETS:
        rows = read_rows(name)
        print_row(f"`{name}`", rows, score(scorer, rows))
    rows = [row for name in SETS for row in read_rows(name)]
    for fold in range(FOLDS):
        part = [row for row in rows if find_part(row) % FOLDS == fold]
        print_row(f"both, fold {fold + 1} of {FOLDS}", part, score(scorer, part))


def print_speed(path: Path) -> None:
    """Print what a comment, a journal line and a record that has one of them take, all of the archive, in its order.

    A record has a comment, a line or both: its time is that of what it has. One pass, caches empty at the start.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if not {"comment", "journal_ref"}.isdisjoint(row := json.loads(line))]
    taken = 0.0
    for field, parse in PARSERS.items():
        texts = [row[field] for row in rows if field in row]
        started = time.process_time()
        for text in texts:
            parse(text)
        field_taken = time.process_time() - started
        taken += field_taken
        print(f"{field}: {len(texts)}, {field_taken / len(texts) * 1e6:.0f} µs of CPU each")
    print(f"records with either: {len(rows)}, {taken / len(rows) * 1e6:.0f} µs of CPU each for what they have")


if __name__ == "__main__":
    if "--speed" not in sys.argv:
        print_scores(load_scorer())
    print_speed(CORPUS / "archive" / "publication_fields.jsonl.gz")
